"""Whatever a file says of itself, the sidecar that is written loads, and means what was found."""

from __future__ import annotations

import hashlib
from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefgen.acquire.describe import Kept, look, sidecar
from briefgen.acquire.same import Likeness, Match
from briefgen.acquire.taken import Block, Guess, Piece, Sort, Taken, set_text
from briefgen.corpus.readers import Opened
from briefgen.corpus.sidecar import Sidecar, _Reading
from briefgen.errors import Level
from briefgen.places import parse_yaml

TODAY = date(2026, 11, 22)
KEYS = (
    "title", "author", "container-title", "publisher", "url", "type", "language", "issued", "modified", "file-dates",
)  # fmt: skip
WORDS = st.text(max_size=60)
GUESSES = st.dictionaries(
    st.sampled_from(KEYS),
    st.lists(
        st.builds(Guess, st.lists(WORDS, min_size=1, max_size=3).map(tuple), st.just("the meta tag x")),
        min_size=1,
        max_size=2,
    ).map(tuple),
)
HOSTILE = Taken(
    "Words.\n",
    'x" # confirm: y',
    guesses={
        "title": (Guess(('a: "b" # c\n- d\u2028\x7f\x85\ufeff',), "meta\nid: evil"),),
        "author": (Guess(("", "\u202eeman", "{a: b}"), "x"),),
        "url": (Guess(("javascript:alert(1)",), "x"), Guess(("https://a.example/ b",), "x")),
        "language": (Guess(("en_GB.UTF-8",), "x"),),
        "type": (Guess(("no-type",), "x"),),
        "issued": (Guess(("2025-13-45",), "x"), Guess(("22 July 2025",), "'\"")),
    },
    notes=("a note\nid: evil", "\x00\ud800"),
)


def loaded(taken: Taken, text: str) -> Sidecar:
    digest = hashlib.sha256(taken.text.encode("utf-8", "surrogatepass")).hexdigest()
    found = _Reading(parse_yaml(text, "x.yaml"), Opened(taken.text, digest, "utf-8"), None).sidecar()
    assert not [problem for problem in found.warnings if problem.level is Level.ERROR]
    return found


def written(taken: Taken, **more: object) -> str:
    digest = hashlib.sha256(taken.text.encode("utf-8", "surrogatepass")).hexdigest()
    kept = Kept("x.original.pdf", "0" * 64, "application/pdf", "https://a.example/", TODAY)
    return sidecar("x", digest, look(taken, TODAY, None), taken, TODAY, kept=kept, **more)  # type: ignore[arg-type]


@settings(max_examples=150)
@given(
    st.builds(
        Taken,
        st.text(min_size=1, max_size=200),
        st.just("a program 1.0"),
        guesses=GUESSES,
        notes=st.lists(WORDS, max_size=2).map(tuple),
    ),
    WORDS,
)
@example(HOSTILE, 'na\n"me')
def test_it_loads_as_it_is(taken: Taken, came_as: str) -> None:
    found = loaded(taken, written(taken, came_as=came_as, like=Match("other", Likeness.NEAR, 0.93)))
    assert found.source.id == "x"
    assert found.source.part_of == "other"
    assert found.source.added == TODAY


def test_what_it_says_survives_the_way() -> None:
    source = loaded(HOSTILE, written(HOSTILE)).source
    assert source.title == 'a: "b" # c - d'
    assert source.author == ("eman", "{a: b}")
    assert (source.url, source.type, source.language) == (None, None, "en-GB")
    assert source.issued is not None
    assert (source.issued.edtf, dict(source.outside)) == ("2025-07-22", {"issued": "'\""})


def test_pages_are_kept_with_their_places() -> None:
    blocks = [
        Block(Sort.PARAGRAPH, (Piece("It goes on ", 1), Piece("over the page.", 2))),
        Block.of(Sort.NOTE, "1 A note of the first page.", 1),
        *(Block.of(Sort.PARAGRAPH, f"Page {page}.", page) for page in range(2, 60)),
    ]
    text, pages = set_text(blocks)
    assert pages[:4] == ((0, 1), (11, 2), (27, 1), (56, 2))
    taken = Taken(text, "x", pages)
    assert loaded(taken, written(taken)).pages == pages
