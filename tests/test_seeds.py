"""The first corpus: sidecars, corrections and actors fit the documents they speak of."""

from __future__ import annotations

import pytest
from conftest import SEEDS

from briefgen.codebook.actors import load_actors
from briefgen.codebook.themes import load_codebook
from briefgen.corpus.catalogue import Catalogue, read_catalogue
from briefgen.model.selectors import Folded, Selector
from briefgen.model.text import Span
from briefgen.model.verbatim import print_slices
from briefgen.places import read_yaml


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    themes = frozenset(theme.id for theme in load_codebook(SEEDS / "themes.yaml").themes)
    return read_catalogue(SEEDS, themes)


def test_the_corpus_has_no_problem(catalogue: Catalogue) -> None:
    assert catalogue.problems == ()
    assert len(catalogue.entries) == 5


@pytest.mark.parametrize(
    ("document", "original", "issued"),
    [
        ("europe-times-2025", "000_5d81bd9fcc91a196.txt", "2025-10/2025-12"),
        ("bondarieva-2025-07-22", "001_d044fbdc393cf9e9.txt", "2025-07-22"),
        ("united24-2025-08", "002_d7953fad1e213ce3.txt", "2025-08-09/2025-08-31"),
        ("ec-news-blog-2021-06-06", "003_66c919b16bb079fe.txt", "2021-06-06"),
        ("von-der-leyen-2023-12", "004_3e9c0c41c16b03e5.txt", "2023-12-11/2023-12-12"),
    ],
)
def test_a_document_is_dated_by_its_own_words(
    catalogue: Catalogue, document: str, original: str, issued: str
) -> None:
    source = catalogue.document(document).source
    assert source.issued is not None and source.issued.edtf == issued
    assert source.issued_basis
    assert read_yaml(SEEDS / f"{document}.yaml").data["original_name"] == original


def test_the_stamp_of_a_registry_is_not_the_date_of_the_letter(catalogue: Catalogue) -> None:
    letter = catalogue.document("von-der-leyen-2023-12")
    stamp = letter.text.index("28/03/2025")
    assert any(span.covers(Span(stamp, stamp + 10)) for span in letter.furniture)


def test_what_is_known_from_outside_is_marked(catalogue: Catalogue) -> None:
    for document in catalogue.documents.values():
        source = document.source
        for key, value in (("container-title", source.container_title), ("narrator", source.narrator)):
            if value and value not in document.text:
                assert key in source.outside, (document.id, key)


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("encourage the co-legislators to lake", "encourage the co-legislators to [take]"),
        ("Vice-President Sehinas 'followed up", "Vice-President [Schinas followed] up"),
        ("meeting on I December", "meeting on [1 December]"),
        ("resume retums", "resume [returns]"),
        ("Italy received EUR 15 Μ", "Italy received EUR [15 M]"),
        ("as pre frontier aerial", "as [pre-frontier] aerial"),
    ],
)
def test_a_correction_is_printed_in_brackets(catalogue: Catalogue, words: str, printed: str) -> None:
    letter = catalogue.document("von-der-leyen-2023-12")
    (span,) = Folded(letter.text).find(Selector(words))
    assert print_slices(letter.text, [span], letter.corrections).text == printed


def test_a_correction_changes_its_words_and_says_why(catalogue: Catalogue) -> None:
    for document in catalogue.documents.values():
        for correction in document.corrections:
            assert correction.why
            assert correction.reading != " ".join(correction.span.of(document.text).split())


def test_no_page_debris_is_corrected_or_tagged(catalogue: Catalogue) -> None:
    for entry in catalogue.entries:
        marked = [c.span for c in entry.document.corrections] + [d.span for d in (*entry.tags, *entry.untag)]
        assert not [s for s in marked if any(f.overlaps(s) for f in entry.document.furniture)]


def test_the_words_that_show_a_role_stand_in_their_document(catalogue: Catalogue) -> None:
    actors = read_yaml(SEEDS / "actors.yaml").data
    for actor_id, actor in actors.items():
        for role in actor.get("roles", ()):
            if "basis" in role:
                text = catalogue.document(role["document"]).text
                assert Folded(text).find(Selector(role["basis"])), (actor_id, role["basis"])


def test_the_narrators_are_actors_who_held_their_role_then(catalogue: Catalogue) -> None:
    by_name = {actor.name: actor for actor in load_actors(SEEDS / "actors.yaml")}
    for document in catalogue.documents.values():
        source = document.source
        if source.narrator and source.issued:
            assert by_name[source.narrator].role_at(source.issued.first()) == source.narrator_role
