"""What counts as a change: two editions in a few words each, and what is told of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.editions.contents import contents_of, recorded_contents
from briefgen.editions.diff import compare
from briefgen.model.brief import Column, Evidence, EvidenceType, Row, Section, Table, Verbatim
from briefgen.model.edition import Change, ChangeKind, Contents, Revision, Selected
from briefgen.model.text import Citation, Source, Span

QUOTE, FIGURE, EVENT, PASSAGE = EvidenceType
SECTIONS = {QUOTE: "quotes", FIGURE: "figures", EVENT: "timeline", PASSAGE: "key-points"}
TALKS = "We must talk to both sides in Libya, however hard that is"
PART = "We must talk to both sides in Libya"
RIVAL = "Nobody is obliged to talk to a warlord"


@dataclass(frozen=True)
class Said:
    """Some evidence in short: `at` is where it stands in its document, `version` which bytes that has."""

    type: EvidenceType
    words: str
    document: str = "letter"
    at: int = 100
    version: int = 1
    fields: dict[str, object] = field(default_factory=dict)

    def evidence(self) -> Evidence:
        span = Span(self.at, self.at + len(self.words))
        sha256 = hashlib.sha256(f"{self.document} {self.version}".encode()).hexdigest()
        return Evidence(
            f"{self.type}-{self.document}-{span.start}-{span.end}",
            self.type,
            Citation(self.document, sha256, span.start, span.end),
            (span,),
            self.words,
            self.words,
            fields=self.fields,
        )


def quote(words: str, document: str = "letter", at: int = 100, version: int = 1, **fields: object) -> Said:
    known = {"speaker": "Ylva Johansson", "speaker_in_source": "Ylva Johansson", "origins": 1}
    return Said(QUOTE, words, document, at, version, {**known, **fields})


def figure(words: str, value: object, document: str = "letter", at: int = 500, **fields: object) -> Said:
    known = {
        "kind": "count",
        "unit": "arrivals",
        "measure": "arrivals in Italy",
        "period": "2025",
        "place": "Italy",
    }
    return Said(FIGURE, words, document, at, 1, {"value": value, **known, **fields})


def event(words: str, when: str, document: str = "letter", at: int = 900, version: int = 1) -> Said:
    return Said(EVENT, words, document, at, version, {"when": when})


def passage(words: str, document: str = "letter", at: int = 1500) -> Said:
    return Said(PASSAGE, words, document, at)


def edition(*said: Said, tables: Sequence[Sequence[Said]] | None = None) -> Contents:
    """What an edition says that prints some evidence, each in its section; `tables` set some against each other."""
    return contents_of(selected(*said, tables=tables))


def selected(*said: Said, tables: Sequence[Sequence[Said]] | None = None) -> Selected:
    sections = [
        Section(kind, kind, kind, (_table([one for one in said if SECTIONS[one.type] == kind]),))
        for kind in SECTIONS.values()
    ]
    if tables is not None:
        blocks = tuple(_table(table) for table in tables)
        sections.append(Section("disagreements", "Differences", "disagreements", blocks))
    every = [*said, *(one for table in tables or () for one in table)]
    evidence = {one.evidence().id: one.evidence() for one in every}
    sources = {one.document: Source(one.document, one.evidence().cited.sha256) for one in every}
    return Selected((), tuple(sections), evidence, tuple(sources.values()))


def _table(said: Sequence[Said]) -> Table:
    items = [one.evidence() for one in said]
    rows = (Row(((Verbatim(item.id, item.printed_text),),), (item.id,)) for item in items)
    return Table("Table", (Column("words", "Words"),), tuple(rows))


def told(changes: Sequence[Change]) -> list[str]:
    """Changes in short: `revised letter (value)`, `new letter`."""
    return [
        " ".join([*map(str, change.kinds), change.claim.main.cited.document])
        + (f" ({', '.join(change.revised)})" if change.revised else "")
        for change in changes
    ]


# One claim, before and after ----------------------------------------------------------------------

PAIRS: list[tuple[str, Contents, Contents, list[str]]] = [
    ("the same", edition(quote(TALKS)), edition(quote(TALKS)), []),
    ("new", edition(), edition(quote(TALKS)), ["new letter"]),
    ("gone", edition(quote(TALKS)), edition(), ["gone letter"]),
    ("another in its place", edition(quote(RIVAL)), edition(quote(TALKS, at=300)), ["new letter", "gone letter"]),
    ("a corrected document moves its words", edition(quote(TALKS)), edition(quote(TALKS, at=140, version=2)), []),
    (
        "other words stand at the address of the old ones",
        edition(quote("a b c d e f")),
        edition(quote("u v w x y z", version=2)),
        ["new letter", "gone letter"],
    ),
    (
        "a fuller report of one utterance",
        edition(quote(PART)),
        edition(quote(TALKS, "interview", at=7)),
        ["revised interview (fuller, source)"],
    ),
    (
        "a shorter one",
        edition(quote(TALKS, "interview", at=7)),
        edition(quote(PART)),
        ["revised letter (shorter, source)"],
    ),
    (
        "the editor's pin begins later",
        edition(quote(TALKS)),
        edition(quote(TALKS[8:], at=108)),
        ["revised letter (shorter)"],
    ),
    (
        "the same words from another document",
        edition(quote(TALKS)),
        edition(quote(TALKS, "interview", at=7)),
        ["revised interview (source)"],
    ),
    (
        "the same words of somebody else",
        edition(quote(TALKS)),
        edition(quote(TALKS, "interview", at=7, speaker="X Y", speaker_in_source="X Y")),
        ["new interview", "gone letter"],
    ),
    (
        "a name in another form is no change",
        edition(quote(TALKS, speaker="Y. Johansson")),
        edition(quote(TALKS)),
        [],
    ),
    (
        "an identity in actors.yaml is no change",
        edition(quote(TALKS)),
        edition(quote(TALKS, speaker="Commissioner Johansson", actor="johansson")),
        [],
    ),
    (
        "another speaker of the same words is one",
        edition(quote(TALKS)),
        edition(quote(TALKS, speaker="Magnus Brunner", speaker_in_source="Brunner")),
        ["revised letter (speaker)"],
    ),
    (
        "a second origin, counted where it was selected",
        edition(quote(TALKS)),
        edition(quote(TALKS, origins=2)),
        ["second-sourced letter"],
    ),
    (
        "a second report, printed",
        edition(quote(TALKS)),
        edition(quote(TALKS), quote(PART, "interview", at=7)),
        ["second-sourced letter"],
    ),
    (
        "two reports of one venue are one origin",
        edition(quote(TALKS, venue="Politico")),
        edition(quote(TALKS, venue="Politico"), quote(PART, "interview", at=7, venue="Politico")),
        [],
    ),
    (
        "the second origin is gone",
        edition(quote(TALKS, origins=2)),
        edition(quote(TALKS)),
        ["single-sourced letter"],
    ),
    (
        "fuller, and second-sourced by it",
        edition(quote(PART)),
        edition(quote(PART), quote(TALKS, "interview", at=7)),
        ["revised second-sourced interview (fuller)"],
    ),
    ("another value", edition(figure("13 000", 13000)), edition(figure("14 500", 14500, "report", at=3)),
     ["revised report (value, source)"]),
    ("another value in the corrected document", edition(figure("13 000", 13000)), edition(figure("14 500", 14500)),
     ["revised letter (value)"]),
    (
        "another year is another figure",
        edition(figure("13 000", 13000)),
        edition(figure("14 500", 14500, "report", at=3, period="2026")),
        ["new report", "gone letter"],
    ),
    (
        "without a period a figure of another document is another figure",
        edition(figure("13 000", 13000, period=None)),
        edition(figure("14 500", 14500, "report", at=3, period=None)),
        ["new report", "gone letter"],
    ),
    (
        "which of two it revises cannot be told",
        edition(figure("13 000", 13000), figure("5", 5, at=600)),
        edition(figure("14 500", 14500, "report", at=3)),
        ["new report", "gone letter", "gone letter"],
    ),
    (
        "the same value in a second source",
        edition(figure("13 000", 13000)),
        edition(figure("13 000", 13000), figure("13,000", 13000, "report", at=3)),
        ["second-sourced letter"],
    ),
    (
        "a period that was open is no contradiction of one that is stated",
        edition(figure("13 000", 13000, period=None)),
        edition(figure("13 000", 13000)),
        [],
    ),
    (
        "the same words, read as of another period",
        edition(figure("13 000", 13000, period="2024")),
        edition(figure("13 000", 13000)),
        ["revised letter (period)"],
    ),
    (
        "another date",
        edition(event("Talks were held on 3 May", "2024-05-03")),
        edition(event("Talks were held on 3 May", "2025-05-03")),
        ["revised letter (date)"],
    ),
    (
        "a slip corrected in the sentence",
        edition(event("Talks on returns were hold in Benghazi on 3 May", "2024-05-03")),
        edition(event("Talks on returns were held in Benghazi on 3 May", "2024-05-03", at=910, version=2)),
        ["revised letter (wording)"],
    ),
    (
        "a sentence that was a point is an event now",
        edition(passage("Talks were held on 3 May", at=900)),
        edition(event("Talks were held on 3 May", "2024-05-03")),
        [],
    ),
    (
        "words that stood inside a point are quoted by themselves",
        edition(passage("She said: We must talk, and left", at=90)),
        edition(passage("She said: We must talk, and left", at=90), quote("We must talk", at=100)),
        [],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "expected"), [pair[1:] for pair in PAIRS], ids=[pair[0] for pair in PAIRS]
)
def test_a_claim_is_compared_by_its_evidence(before: Contents, after: Contents, expected: list[str]) -> None:
    changes, unchanged = compare(before, after)
    assert told(changes) == expected
    assert unchanged + len([change for change in changes if change.after]) == len(after.claims)


# Contradictions -----------------------------------------------------------------------------------

A, B = event("The visit was called off", "2025-07"), event("The visit took place", "2025-07", "report", at=9)
C = event("The visit was cut short", "2025-07", "agency", at=9)
DISPUTES: list[tuple[str, Contents, Contents, list[str]]] = [
    (
        "an account against one that was told before",
        edition(A, tables=[]),
        edition(A, tables=[[A, B]]),
        ["contradicted letter", "new contradicted report"],
    ),
    ("both were set against each other before", edition(tables=[[A, B]]), edition(tables=[[A, B]]), []),
    ("no longer", edition(A, B, tables=[[A, B]]), edition(A, B, tables=[]), ["settled letter", "settled report"]),
    (
        "a third account",
        edition(tables=[[A, B]]),
        edition(tables=[[A, B, C]]),
        ["contradicted letter", "contradicted report", "new contradicted agency"],
    ),
    (
        "a section that told no differences before tells nothing of when they arose",
        edition(A, B),
        edition(A, B, tables=[[A, B]]),
        [],
    ),
    (
        "one utterance in two wordings",
        edition(quote(TALKS), tables=[]),
        edition(quote(TALKS), tables=[[quote(TALKS), quote(PART, "interview", at=7)]]),
        ["contradicted second-sourced letter"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "expected"), [pair[1:] for pair in DISPUTES], ids=[pair[0] for pair in DISPUTES]
)
def test_a_contradiction_is_new_when_it_was_not_told_before(
    before: Contents, after: Contents, expected: list[str]
) -> None:
    assert told(compare(before, after)[0]) == expected


def test_a_new_contradiction_names_what_it_is_set_against() -> None:
    (old, new), _ = compare(edition(A, tables=[]), edition(A, tables=[[A, B]]))
    assert [claim.main for claim in old.opponents] == [B.evidence()]
    assert [claim.main for claim in new.opponents] == [A.evidence()]


def test_every_respect_of_a_revision_is_told_in_some_pair() -> None:
    respects = {respect for _, a, b, _ in PAIRS for change in compare(a, b)[0] for respect in change.revised}
    assert respects == set(Revision) - {Revision.PLACE}


# What must always hold ----------------------------------------------------------------------------

WORDS = st.lists(
    st.sampled_from(["we", "must", "not", "talk", "to", "both", "sides", "now"]), min_size=3, max_size=8
)
QUOTES = st.builds(
    lambda words, document, at, version, speaker, origins: quote(
        " ".join(words), document, at, version, speaker=speaker, speaker_in_source=speaker, origins=origins
    ),
    WORDS, st.sampled_from("abc"), st.integers(0, 60), st.integers(1, 2),
    st.sampled_from(["X", "Y", None]), st.sampled_from([1, 2, None]),
)  # fmt: skip
FIGURES = st.builds(
    lambda value, document, at, period, measure: figure(
        str(value), value, document, at, period=period, measure=measure
    ),
    st.integers(1, 4), st.sampled_from("abc"), st.integers(0, 60),
    st.sampled_from(["2024", "2025", None]), st.sampled_from(["arrivals", "returns", None]),
)  # fmt: skip
OTHERS = st.builds(
    lambda type_, words, document, at: Said(type_, " ".join(words), document, at, 1, {"when": "2025"}),
    st.sampled_from([EVENT, PASSAGE]), WORDS, st.sampled_from("abc"), st.integers(0, 60),
)  # fmt: skip
SAID = st.lists(st.one_of(QUOTES, FIGURES, OTHERS), max_size=9)
EDITIONS = st.builds(
    lambda said, told: edition(*said, tables=[said[:2], said[2:5]] if told else None), SAID, st.booleans()
)
OPPOSITE = {
    ChangeKind.NEW: ChangeKind.GONE,
    ChangeKind.SECOND_SOURCED: ChangeKind.SINGLE_SOURCED,
    ChangeKind.REVISED: ChangeKind.REVISED,
}


@given(EDITIONS)
def test_an_edition_has_not_changed_since_itself(contents: Contents) -> None:
    assert compare(contents, contents) == ((), len(contents.claims))


@given(EDITIONS, EDITIONS)
def test_every_claim_is_in_one_change_or_as_before(before: Contents, after: Contents) -> None:
    changes, unchanged = compare(before, after)
    for side, claims in (("before", before.claims), ("after", after.claims)):
        named = [claim for change in changes if (claim := getattr(change, side)) is not None]
        assert len(named) + unchanged == len(claims)
        assert all(claim in claims for claim in named)
    for change in changes:
        assert (change.before is None) == (change.kind is ChangeKind.NEW)
        assert (change.after is None) == (change.kind is ChangeKind.GONE)
        assert len(set(change.kinds)) == len(change.kinds)


@given(EDITIONS, EDITIONS)
def test_backwards_what_is_new_is_gone(before: Contents, after: Contents) -> None:
    forth, back = compare(before, after)[0], compare(after, before)[0]
    for kind, opposite in {**OPPOSITE, **{b: a for a, b in OPPOSITE.items()}}.items():
        assert sorted(c.claim.main.id for c in forth if kind in c.kinds and c.claim) == sorted(
            (c.before if c.before and c.after else c.claim).main.id
            if kind is ChangeKind.GONE or kind is ChangeKind.NEW
            else (c.before or c.claim).main.id
            for c in back
            if opposite in c.kinds
        )


@given(SAID)
def test_sections_and_json_tell_the_same_contents(said: list[Said]) -> None:
    made = selected(*said, tables=[said[:2]])
    assert recorded_contents(as_json(made), [section.kind for section in made.sections]) == contents_of(made)


def as_json(made: Selected) -> bytes:
    """The JSON of an edition, as far as comparing reads it."""
    record: dict[str, Any] = {
        "schema": "briefgen.brief/1",
        "masthead": {"standfirst": []},
        "sections": [
            {
                "kind": section.kind,
                "opening": None,
                "blocks": [
                    {
                        "type": "table",
                        "rows": [{"cells": [], "evidence": list(row.evidence)} for row in block.rows],
                    }
                    for block in section.blocks
                    if isinstance(block, Table)
                ],
            }
            for section in made.sections
        ],
        "evidence": [
            {
                **item.fields,
                "id": item.id,
                "type": str(item.type),
                "document": item.cited.document,
                "sha256": item.cited.sha256,
                "start": item.cited.start,
                "end": item.cited.end,
                "slices": [{"start": piece.start, "end": piece.end} for piece in item.slices],
                "source_text": item.source_text,
                "printed_text": item.printed_text,
                "normalisations": [],
            }
            for item in made.evidence.values()
        ],
        "sources": [{"id": source.id, "sha256": source.sha256} for source in made.sources],
    }
    return json.dumps(record).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"schema": "briefgen.brief/9"}',
        b'{"schema": "briefgen.brief/1"}',
        b"[" * 100_000,
        as_json(selected(quote(TALKS))).replace(b'"start": 100', b'"start": -1'),
        as_json(selected(quote(TALKS))).replace(b'"type": "quote"', b'"type": "rumour"'),
        as_json(selected(quote(TALKS))).replace(b'"slices": [', b'"slices": [7, '),
        b"\xff\xfe",
    ],
)
def test_what_is_no_json_of_an_edition_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(ValueError):
        recorded_contents(content, ["quotes"])


def test_a_reading_that_a_sidecar_declares_is_no_other_claim() -> None:
    plain = selected(quote(TALKS))
    read = {id_: replace(item, printed_text=f"[{item.printed_text}]") for id_, item in plain.evidence.items()}
    assert compare(contents_of(plain), contents_of(replace(plain, evidence=read))) == ((), 1)
