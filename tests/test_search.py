"""`search`: words of the corpus are found where the index has them, and stand out where they are."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.cli import run
from briefgen.ingest import ingest
from briefgen.model.text import Span
from briefgen.paths import Project
from briefgen.search import Found, Sort, Wish, find, places_of, read_terms
from briefgen.store import Store, open_store
from tests.conftest import ROOT
from tests.test_doctor import at_a_terminal


def hits(terms: list[str], text: str) -> list[str]:
    return [place.of(text) for place in places_of(read_terms(terms), text)]


@pytest.mark.parametrize(
    ("terms", "text", "found"),
    [
        (["libya"], "Libya and Libyan", ["Libya"]),
        (["libya*"], "Libya and Libyan", ["Libya", "Libyan"]),
        (["turkiye"], "In Türkiye", ["Türkiye"]),
        (["Türkiye"], "In Turkiye", ["Turkiye"]),
        (["migrants"], "mi\u00adgrants", ["mi\u00adgrants"]),
        (["affairs"], "a\ufb00airs", ["a\ufb00airs"]),
        (["anti-smuggling"], "anti smuggling, anti-smuggling", ["anti smuggling", "anti-smuggling"]),
        (["anti-smuggling"], "smuggling, anti", []),
        (["eastern Libya"], "in eastern\nLibya", ["eastern\nLibya"]),
        (["eastern lib*"], "in eastern Libyan towns", ["eastern Libyan"]),
        (["talks", "money"], "talks about money", ["talks", "money"]),
        (["talks", "money"], "talks about it", []),
        (["13 000"], "13 000 or 13,000", ["13 000", "13,000"]),
        (["NEAR", '"', "*"], "near it", ["near"]),
        (["(a+)+$"], "a", ["a"]),
        (["talk"], "talks", []),
    ],
)
def test_terms_are_found_as_whole_words(terms: list[str], text: str, found: list[str]) -> None:
    assert hits(terms, text) == found


@given(st.lists(st.text(max_size=8), max_size=3), st.text(max_size=60))
def test_places_are_slices_in_order(terms: list[str], text: str) -> None:
    read = read_terms(terms)
    places = places_of(read, text)
    assert list(places) == sorted(set(places))
    assert all(0 <= place.start < place.end <= len(text) for place in places)
    for place in places:
        assert any(places_of([term], place.of(text)) for term in read)


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12))
def test_a_word_finds_itself_in_any_case(word: str) -> None:
    folded = unicodedata.normalize("NFKD", word).casefold()
    if not any(character.isalnum() for character in folded):
        return
    assert places_of(read_terms([word]), f"- {word} -") in ((Span(2, 2 + len(word)),), ()) or " " in folded


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store("sqlite:///:memory:") as opened:
        ingest(Project.at(ROOT), opened, workers=1)
        yield opened


WISHES = [
    ["libya*"], ["returns"], ["voluntary returns"], ["migrants", "europe"], ["haftar"], ["return*", "turk*"],
]  # fmt: skip


def without_debris(found: Found) -> str:
    in_debris = {at for gap in found.hit.passage.gaps for at in range(gap.start, gap.end)}
    letters = enumerate(found.text, start=found.span.start)
    return "".join(" " if at in in_debris else letter for at, letter in letters)


@pytest.mark.parametrize("terms", WISHES, ids=str)
@pytest.mark.parametrize("sort", list(Sort))
def test_the_index_loses_nothing(store: Store, terms: list[str], sort: Sort) -> None:
    """What is found with the index is what is found without it, by reading everything but page debris."""
    read = read_terms(terms)
    indexed = [one.id for one in find(store, Wish(read, sort=sort))]
    slowly = [one.id for one in find(store, Wish(sort=sort)) if places_of(read, without_debris(one))]
    assert indexed == slowly
    assert indexed or sort is not Sort.PASSAGE


@pytest.mark.parametrize("sort", list(Sort))
def test_every_find_is_a_slice_of_its_document(store: Store, sort: Sort) -> None:
    for one in find(store, Wish(read_terms(["libya*"]), sort=sort)):
        text = store.document(one.source.id).text
        assert one.span.of(text) == one.text
        assert one.places and all(one.span.covers(place) for place in one.places)
        assert all(place.of(text).lower().startswith("libya") for place in one.places)


def test_a_speaker_is_found_by_a_part_of_the_name_and_by_an_alias(store: Store) -> None:
    for name in ("Brunner", "magnus brunner", "BRUNNER Magnus"):
        found = list(find(store, Wish(speaker=name, sort=Sort.QUOTE)))
        assert found and {one.speaker for one in found} == {"Magnus Brunner"}
    assert list(find(store, Wish(speaker="Brun", sort=Sort.QUOTE))) == []


# The command ----------------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    assert run(["init", str(tmp_path / "desk")]) == 0
    monkeypatch.chdir(tmp_path / "desk")
    capsys.readouterr()
    return tmp_path / "desk"


def test_finds_are_told_by_document(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "ferries"]) == 0
    assert capsys.readouterr().out == (
        "dahlmark-letter-2026-03-20  2026-03-20  Letter to the city council on shore power\n"
        "  passage-dahlmark-letter-2026-03-20-470-683  paragraph  [shore-power]\n"
        "    Ferries are no longer our problem. I do not believe that cargo lines will turn to shore power without an"
        " obligation, because no port wants to be the first to ask. Be the first, and give the cargo lines until"
        " 2028.\n"
        "\n"
        "harbour-courier-2026-03-12  2026-03-12  Ferries plug in, cargo ships keep their engines running\n"
        "  passage-harbour-courier-2026-03-12-32-87  heading\n"
        "    Ferries plug in, cargo ships keep their engines running\n"
        "  passage-harbour-courier-2026-03-12-105-260  paragraph  [shore-power]\n"
        "    The Vessmar Harbour Agency spent EUR 12 million on shore power in 2025, and the ferries have taken it"
        " up faster than anyone expected. Cargo ships have not.\n"
    )


def test_words_stand_out_at_a_terminal_alone(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = at_a_terminal("search", "plug*", cwd=desk, NO_COLOR="")
    assert "Ferries \x1b[1;33mplug\x1b[0m in" in printed
    assert run(["search", "plug*"]) == 0
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["--kind", "quote", "quiet nights"], ["quote-harbour-courier-2026-03-12-716-808"]),
        (["--speaker", "Lindqvor"], ["quote-harbour-courier-2026-03-12-716-808"]),
        (["--kind", "figure", "engines"], ["figure-dahlmark-letter-2026-03-20-452-455"]),
        (["engines", "--since", "2026-03-15"], ["passage-dahlmark-letter-2026-03-20-263-468"]),
        (["fish", "--theme", "shore-power"], []),
        (["fish", "--since", "2027"], []),
    ],
)
def test_finds_are_filtered(
    arguments: list[str], ids: list[str], desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["search", *arguments, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in told["found"]] == ids
    assert told["count"] == len(ids)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "say what to look for"),
        (["*"], 2, "say what to look for"),
        (["a", "--theme", "shore-powr"], 2, "did you mean 'shore-power'?"),
        (["a", "--kind", "quotes"], 2, "did you mean 'quote'?"),
        (["a", "--kind", "passage", "--speaker", "b"], 2, "a passage has no speaker"),
        (["a", "--since", "soon"], 2, "--since 'soon' is not a date"),
        (["a", "--since", "2025/2026"], 2, "is not a date"),
        (["a", "--max", "0"], 2, "--max '0' is not a number"),
        (["feries"], 0, "'feries' stands nowhere (did you mean 'ferries'?)"),
        (["ferries", "Lindqvor"], 0, "nothing holds all of these words"),
        (["engin"], 0, "nothing is found"),
        (["--speaker", "Lindqvar"], 0, "did you mean 'Petra Lindqvor'?"),
        (["shore", "--max", "1"], 0, "more: --max"),
    ],
)
def test_what_is_told_beside_finds(
    arguments: list[str], code: int, said: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["search", *arguments]) == code
    assert said in capsys.readouterr().err
