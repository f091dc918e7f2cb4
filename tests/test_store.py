"""The contract that every store keeps; a new backend is one line in STORES."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.errors import BusyError, StorageError
from briefgen.model.facts import (
    Actor,
    Analysis,
    Change,
    DateMention,
    Event,
    Figure,
    FigureKind,
    Quote,
    QuoteKind,
    Role,
    Speaker,
    Tag,
    TaggedBy,
    Theme,
)  # fmt: skip
from briefgen.model.text import (
    Citation,
    Correction,
    Document,
    PartialDate,
    Passage,
    PassageKind,
    Period,
    Source,
    Span,
    YearlessDate,
)  # fmt: skip
from briefgen.store import Query, Store, database, open_store

Opener = Callable[[], Store]
STORES: dict[str, Callable[[Path], str]] = {
    "memory": lambda folder: "sqlite:///:memory:",
    "file": lambda folder: f"sqlite:///{folder / '.briefgen' / 'store.sqlite'}",
}


@pytest.fixture(params=sorted(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with open_store(STORES[request.param](tmp_path)) as opened:
        yield opened


def document(id: str, *paragraphs: str, issued: str | None = None, added: date | None = None) -> Document:
    period = Period.parse(issued) if issued else None
    return Document(Source(id, id.ljust(64, "0"), issued=period, added=added), "\n\n".join(paragraphs))


def analysed(whole: Document, **facts: Sequence[object]) -> Analysis:
    """An analysis whose passages are the paragraphs of the document."""
    passages, at = [], 0
    for index, paragraph in enumerate(whole.text.split("\n\n")):
        span = Span(at, at + len(paragraph))
        passages.append(Passage(whole.cite(span), index, PassageKind.PARAGRAPH, (span,)))
        at = span.end + 2
    return Analysis(whole, "1", tuple(passages), **{name: tuple(found) for name, found in facts.items()})


def put(store: Store, whole: Document, *tags: tuple[str, int], **facts: Sequence[object]) -> Analysis:
    analysis = analysed(whole, **facts)
    store.put(analysis, [Tag(theme, passage, TaggedBy.RULE, "a rule") for theme, passage in tags], key="k")
    return analysis


def texts(store: Store, query: Query) -> list[str]:
    return [hit.fact.cited.span.of(store.document(hit.source.id).text) for hit in store.passages(query)]


# What is put comes back ---------------------------------------------------------------------------


def test_a_document_comes_back_whole(store: Store) -> None:
    whole = Document(
        Source(
            "a",
            "0" * 64,
            title="T",
            author=("X", "Y"),
            issued=Period.parse("2025~"),
            outside={"url": "known"},
        ),
        " Finland joined NA TO\r\n",
        (Span(0, 1),),
        (Correction(Span(16, 21), "NATO", "scan"),),
    )
    put(store, whole)
    assert store.document("a") == whole


def test_an_unknown_document_is_a_key_error(store: Store) -> None:
    for ask in (store.document, store.analysis):
        with pytest.raises(KeyError):
            ask("nobody")
    assert store.tags("nobody") == ()


def test_the_second_analysis_of_a_document_takes_the_place_of_the_first(store: Store) -> None:
    put(store, document("a", "Returns rose."), ("returns", 0))
    later = put(store, document("a", "Arrivals fell.", "Twice."))
    assert store.analysis("a") == later
    assert texts(store, Query(words="returns")) == []
    assert store.passages(Query(themes=("returns",))) == ()


def test_removed_documents_leave_nothing(store: Store) -> None:
    whole = document("a", "Returns rose.")
    event = Event(whole.cite(Span(0, 7)), 0, Period.parse("2021"), "2021")
    put(store, whole, ("returns", 0), events=[event])
    put(store, document("b", "Returns fell."), ("returns", 0))
    store.remove(["a", "nobody"])
    assert list(store.keys()) == ["b"]
    assert store.events() == ()
    assert texts(store, Query(words="returns", themes=("returns",))) == ["Returns fell."]


def test_keys_tell_what_needs_no_new_analysis(store: Store) -> None:
    for id in ("b", "a"):
        store.put(analysed(document(id, "Text.")), [], key=f"key of {id}")
    assert store.keys() == {"a": "key of a", "b": "key of b"}


def test_a_put_that_fails_leaves_the_earlier_analysis(store: Store) -> None:
    first = put(store, document("a", "Returns rose."))
    second = analysed(document("a", "Arrivals fell.", "Twice."))
    twice_the_same_index = replace(second, passages=(second.passages[0], second.passages[0]))
    with pytest.raises(sqlite3.IntegrityError):
        store.put(twice_the_same_index, [], key="new")
    assert store.analysis("a") == first
    assert store.keys() == {"a": "k"}


def test_themes_and_actors_keep_their_order_and_replace_the_earlier_ones(store: Store) -> None:
    themes = [Theme("returns", "Returns", "Being sent back"), Theme("a-theme", "A", "…")]
    actor = Actor(
        "haftar", "Khalifa Haftar", aliases=("Gen. Haftar",), roles=(Role("commander", date(2015, 3, 2)),)
    )
    store.put_reference([Theme("old", "Old", "…")], [])
    store.put_reference(themes, [actor])
    assert store.themes() == tuple(themes)
    assert store.actors() == (actor,)


def test_a_quote_knows_its_actor(store: Store) -> None:
    whole = document("a", "“We fear it,” he said. “Now.”")
    parts = [Quote(whole.cite(Span(1, 11)), QuoteKind.DIRECT, 0, Span(0, 22), 0, Speaker("Magnus Brunner"), "said"),
             Quote(whole.cite(Span(24, 28)), QuoteKind.PARTIAL, 0, Span(23, 29), 1)]  # fmt: skip
    brunner = Actor("brunner", "Magnus Brunner")
    store.put_reference([], [brunner])
    store.put(analysed(whole, quotes=parts), [], key="k", actors={0: "brunner"})
    assert [(hit.fact, hit.actor) for hit in store.quotes()] == [(parts[0], brunner), (parts[1], None)]


def test_an_actor_who_left_the_list_is_no_actor(store: Store) -> None:
    whole = document("a", "“We fear it.”")
    quote = Quote(whole.cite(Span(1, 12)), QuoteKind.DIRECT, 0, Span(0, 13), 0)
    store.put(analysed(whole, quotes=[quote]), [], key="k", actors={0: "gone"})
    assert store.quotes()[0].actor is None


def test_the_strongest_of_several_tags_counts_and_all_are_kept(store: Store) -> None:
    tags = (
        Tag("returns", 0, TaggedBy.RULE, "readmission", 0.5),
        Tag("returns", 0, TaggedBy.PERSON, "it says so", 0.1 + 0.2),
        Tag("libya", 0, TaggedBy.RULE, "coast guard", 1 / 3),
    )
    store.put(analysed(document("a", "Text.")), tags, key="k")
    (hit,) = store.passages()
    assert hit.themes == {"libya": 1 / 3, "returns": 0.5}
    assert list(hit.themes) == ["libya", "returns"]
    assert store.tags("a") == tags


@pytest.mark.parametrize(
    ("sentences", "found"),
    [
        ([(Span(9, 16),)], (Span(9, 16),)),
        ([(Span(9, 16),), (Span(0, 8), Span(9, 16))], (Span(0, 8), Span(9, 16))),
        ([()], ()),
        ([(Span(9, 16),), ()], ()),  # one tag is of the passage as a whole
        ([(), (Span(9, 16),)], ()),
    ],
)
def test_a_hit_knows_the_sentences_on_each_theme(
    store: Store, sentences: list[tuple[Span, ...]], found: tuple[Span, ...]
) -> None:
    tags = [Tag("returns", 0, TaggedBy.RULE, "r", n / 4 + 0.1, at) for n, at in enumerate(sentences)]
    whole = document("a", "It fell. It rose.")
    event = Event(whole.cite(Span(0, 8)), 0, Period.parse("2021"), "2021")
    store.put(analysed(whole, events=[event]), tags, key="k")
    for hit in (*store.passages(), *store.events()):
        assert hit.at == {"returns": found}


# What a query selects -----------------------------------------------------------------------------


def test_hits_come_by_document_and_place(store: Store) -> None:
    put(store, document("b", "One.", "Two."))
    put(store, document("a", "Three.", "Four."))
    put(store, document("Z", "Five."))
    assert texts(store, Query()) == ["Five.", "Three.", "Four.", "One.", "Two."]
    assert [source.id for source in store.sources()] == ["Z", "a", "b"]


def test_any_of_the_themes_is_enough(store: Store) -> None:
    put(
        store,
        document("a", "One.", "Two.", "Three."),
        ("returns", 0),
        ("libya-engagement", 1),
        ("engagement", 2),
    )
    assert texts(store, Query(themes=("returns", "libya-engagement"))) == ["One.", "Two."]
    assert texts(store, Query(themes=("libya",))) == []  # the name of a theme is one word


@pytest.mark.parametrize(
    ("issued", "since", "until", "is_found"),
    [
        ("2023-12", date(2023, 12, 31), None, True),  # any day of the month may be the one
        ("2023-12", date(2024, 1, 1), None, False),
        ("2023-12", None, date(2023, 12, 1), True),
        ("2023-12", None, date(2023, 11, 30), False),
        ("2025-24", date(2026, 2, 1), date(2026, 2, 2), True),  # a winter ends in the next year
        ("2025-10/2025-12", date(2025, 11, 1), date(2025, 11, 2), True),
        ("2021/..", date(2090, 1, 1), None, True),
        ("../2021", None, date(1990, 1, 1), True),
        ("1500/2025", date(1800, 1, 1), date(1801, 1, 1), True),
        ("2025", date(1, 1, 1), date(9999, 12, 31), True),
        (None, date(2026, 1, 1), date(2026, 1, 2), True),  # undated: nothing speaks against it
    ],
)
@pytest.mark.parametrize("themes", [(), ("returns",)])
def test_a_document_counts_when_any_day_it_may_be_of_lies_in_the_period(
    store: Store,
    issued: str | None,
    since: date | None,
    until: date | None,
    is_found: bool,
    themes: tuple[str, ...],
) -> None:
    put(store, document("a", "Returns rose.", issued=issued), ("returns", 0))
    put(store, document("b", "Returns fell.", issued="2022-01-01"), ("returns", 0))
    query = Query(themes=themes, since=since, until=until, documents=("a",))
    assert texts(store, query) == (["Returns rose."] if is_found else [])
    assert [source.id for source in store.sources(query)] == (["a"] if is_found else [])


def test_what_entered_the_corpus_later_is_left_out(store: Store) -> None:
    put(store, document("a", "One.", added=date(2026, 11, 1)))
    put(store, document("b", "Two.", added=date(2026, 11, 22)))
    put(store, document("c", "Three."))
    assert texts(store, Query(added_by=date(2026, 11, 1))) == ["One.", "Three."]


def test_kinds_select_passages_and_their_facts(store: Store) -> None:
    whole = document("a", "Returns", "They rose by 7%.")
    analysis = analysed(whole)
    heading = replace(analysis.passages[0], kind=PassageKind.HEADING)
    figure = Figure(whole.cite(Span(22, 24)), FigureKind.PERCENT, 1, Span(9, 25), Decimal(7), unit="%")
    store.put(replace(analysis, passages=(heading, analysis.passages[1]), figures=(figure,)), [], key="k")
    assert texts(store, Query(kinds=(PassageKind.HEADING,))) == ["Returns"]
    assert store.figures(Query(kinds=(PassageKind.HEADING,))) == ()
    assert [hit.fact for hit in store.figures(Query(kinds=(PassageKind.PARAGRAPH,)))] == [figure]
    assert store.sources(Query(kinds=(PassageKind.TABLE_CELL,))) == ()


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("smugglers", True),
        ("SMUGGLERS anti", True),
        ("anti-smuggling", True),
        ("smuggling-anti", False),  # in this order: it is one term
        ("cote", True),  # accents are left aside
        ("Côte d'Ivoire", True),  # either apostrophe
        ("Ivoire", True),
        ("NEAR", False),
        ("Libya AND smugglers", True),
        ("NOT", False),
        ('"', False),
        ('"Libya"', True),
        ("text:Libya", False),
        ("lib*", False),
        ("^Libya", True),
        ("(Libya", True),
        ("🙂", False),
        ("🙂 Libya", True),
        ("Libya\0", True),
        ("migrants", True),  # written with a soft hyphen
        ("affairs", True),  # written with a ligature
        ("13 000", True),
        ("   ", True),  # nothing is asked
        ("\ud800", False),
    ],
)
def test_words_are_words_never_operators(store: Store, words: str, is_found: bool) -> None:
    put(
        store,
        document(
            "a",
            "Anti-smuggling and smugglers: 13 000 mi\u00adgrants from Libya to Côte d’Ivoire; a\ufb00airs.",
        ),
    )
    put(store, document("b", "Another text."))
    assert ("a" in [source.id for source in store.sources(Query(words=words))]) is is_found


def test_page_debris_inside_a_passage_is_not_searched(store: Store) -> None:
    analysis = analysed(document("a", "Returns rose ACTION PLAN in May."))
    passage = replace(analysis.passages[0], gaps=(Span(13, 25),))
    store.put(replace(analysis, passages=(passage,)), [], key="k")
    assert store.passages(Query(words="plan")) == ()
    assert len(store.passages(Query(words="rose may"))) == 1


def test_facts_follow_the_query_of_their_passage(store: Store) -> None:
    whole = document("a", "In 2021 returns rose.", "In 2022 arrivals fell.", issued="2022-05")
    events = [Event(whole.cite(Span(0, 21)), 0, Period.parse("2021"), "2021"),
              Event(whole.cite(Span(23, 45)), 1, Period.parse("2022"), "2022", is_planned=True)]  # fmt: skip
    analysis = put(store, whole, ("returns", 0), events=events)
    (hit,) = store.events(Query(themes=("returns",), words="rose", since=date(2022, 5, 31)))
    assert (hit.fact, hit.passage, hit.source) == (events[0], analysis.passages[0], whole.source)
    assert [hit.fact for hit in store.events()] == events


# The same by hand ---------------------------------------------------------------------------------

ISSUED = [None, "2021", "2021-12", "2022-03-01", "2022-24", "2021-10/2022-02", "2022/..", "../2021"]
vocabulary = st.lists(st.sampled_from(["libya", "returns", "frontex", "côte"]), min_size=1, max_size=4).map(
    " ".join
)
tagged_paragraphs = st.tuples(
    vocabulary, st.sets(st.sampled_from(["returns", "libya"])), st.sampled_from(PassageKind)
)
small_corpora = st.lists(
    st.tuples(st.sampled_from(ISSUED), st.none() | st.dates(date(2022, 1, 1), date(2022, 1, 9)),
              st.lists(tagged_paragraphs, min_size=1, max_size=3)),
    max_size=4,
)  # fmt: skip
days = st.none() | st.dates(date(2021, 6, 1), date(2022, 6, 1))
queries = st.builds(
    Query,
    st.lists(st.sampled_from(["returns", "libya", "unknown"]), max_size=2).map(tuple),
    st.lists(st.sampled_from(["d0", "d1", "d9"]), max_size=2).map(tuple),
    days, days, st.none() | st.dates(date(2022, 1, 1), date(2022, 1, 9)),
    st.lists(st.sampled_from(PassageKind), max_size=2).map(tuple),
    st.just("") | vocabulary,
)  # fmt: skip


def fits(query: Query, whole: Document, text: str, themes: set[str], kind: PassageKind) -> bool:
    """A passage that the words of `Query` describe, one condition a line."""
    issued, added = whole.source.issued, whole.source.added
    return (
        (not query.themes or bool(themes & set(query.themes)))
        and (not query.documents or whole.id in query.documents)
        and (query.since is None or issued is None or issued.last() >= query.since)
        and (query.until is None or issued is None or issued.first() <= query.until)
        and (query.added_by is None or added is None or added <= query.added_by)
        and (not query.kinds or kind in query.kinds)
        and set(query.words.split()) <= set(text.split())
    )


@given(small_corpora, queries)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_query_selects_what_its_conditions_describe(
    store: Store,
    corpus: list[tuple[str | None, date | None, list[tuple[str, set[str], PassageKind]]]],
    query: Query,
) -> None:
    store.remove(store.keys())
    expected = []
    for number, (issued, added, paragraphs) in enumerate(corpus):
        whole = document(f"d{number}", *(text for text, _, _ in paragraphs), issued=issued, added=added)
        analysis = analysed(whole)
        passages = tuple(
            replace(p, kind=kind) for p, (_, _, kind) in zip(analysis.passages, paragraphs, strict=True)
        )
        tags = [
            Tag(theme, i, TaggedBy.RULE, "r")
            for i, (_, themes, _) in enumerate(paragraphs)
            for theme in themes
        ]
        store.put(replace(analysis, passages=passages), tags, key="k")
        expected += [
            (whole.id, i)
            for i, (text, themes, kind) in enumerate(paragraphs)
            if fits(query, whole, text, themes, kind)
        ]
    assert [(hit.source.id, hit.fact.index) for hit in store.passages(query)] == expected


# Round trip ---------------------------------------------------------------------------------------

spans = st.tuples(st.integers(0, 900), st.integers(0, 90)).map(lambda pair: Span(pair[0], sum(pair)))
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
maybe_words = st.none() | words
dates = st.builds(
    PartialDate,
    st.integers(1, 9999),
    st.sampled_from([None, 2, 12, 21, 24, 36, 41]),
    approximate=st.booleans(),
)
periods = dates.map(Period.at) | st.builds(Period, dates, st.none()) | st.builds(Period, st.none(), dates)
yearless = st.builds(YearlessDate, st.integers(1, 12), st.none() | st.integers(1, 28))
maybe_periods = st.none() | periods
numbers = st.none() | st.decimals(allow_nan=False, allow_infinity=False)
citations = spans.map(lambda span: Citation("a", "0" * 64, span.start, span.end))
passages = st.builds(
    Passage, citations, st.just(0), st.sampled_from(PassageKind), st.lists(spans, max_size=3).map(tuple),
    st.none() | st.integers(0, 9), st.none() | st.integers(0, 9), st.lists(spans, max_size=2).map(tuple),
)  # fmt: skip
speakers = st.builds(Speaker, words, st.none() | spans, maybe_words, st.booleans())
quotes = st.builds(
    Quote, citations, st.sampled_from(QuoteKind), st.just(0), spans, st.integers(0, 9), st.none() | speakers,
    maybe_words, maybe_periods, maybe_words,
)  # fmt: skip
figures = st.builds(
    Figure, citations, st.sampled_from(FigureKind), st.just(0), spans, numbers, numbers, numbers, maybe_words,
    maybe_words, st.none() | st.sampled_from(Change), st.lists(spans, max_size=2).map(tuple), maybe_periods,
    maybe_words, maybe_words, maybe_words,
)  # fmt: skip
events = st.builds(Event, citations, st.just(0), periods, words, st.booleans())
sources = st.builds(
    Source, st.just("a"), st.just("0" * 64), maybe_words, st.lists(words, max_size=2).map(tuple), issued=maybe_periods,
    added=st.none() | st.dates(), outside=st.dictionaries(words, words, max_size=2), reliability=st.none() | st.just("B"),
)  # fmt: skip
documents = st.builds(
    Document, sources, words, st.lists(spans, max_size=2).map(tuple),
    st.lists(st.builds(Correction, spans, words, maybe_words), max_size=2).map(tuple),
)  # fmt: skip
analyses = st.builds(
    Analysis, documents, words,
    st.lists(passages, min_size=1, max_size=3).map(lambda them: tuple(replace(p, index=i) for i, p in enumerate(them))),
    st.lists(quotes, max_size=3).map(tuple), st.lists(figures, max_size=3).map(tuple),
    st.lists(events, max_size=3).map(tuple),
    st.lists(st.builds(DateMention, citations, periods | yearless), max_size=2).map(tuple),
)  # fmt: skip


@given(analyses)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_is_put_comes_back_equal(store: Store, analysis: Analysis) -> None:
    store.put(analysis, [], key="k")
    assert store.analysis("a") == analysis
    assert {hit.fact for hit in store.quotes()} == set(analysis.quotes)
    assert {hit.fact for hit in store.figures()} == set(analysis.figures)


@given(st.text(max_size=30))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_words_are_a_fault(store: Store, words: str) -> None:
    store.passages(Query(words=words, themes=(words,), documents=(words,)))


# The SQLite file ----------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".briefgen" / "store.sqlite"


def opened(path: Path) -> Store:
    return open_store(f"sqlite:///{path}")


def test_a_file_keeps_what_was_put(path: Path) -> None:
    with opened(path) as store:
        analysis = put(store, document("a", "Returns rose."))
    with opened(path) as store:
        assert store.analysis("a") == analysis
    assert [file.name for file in path.parent.iterdir()] == ["store.sqlite"]  # no log is left beside it


def test_a_store_of_another_version_is_begun_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(path) as store:
        put(store, document("a", "Returns rose."))
    monkeypatch.setattr(database, "_version", lambda: 7)
    with opened(path) as store:
        assert store.keys() == {}


@pytest.mark.parametrize("content", [b"no database " * 1000, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_store_is_begun_anew_where_it_is_ours(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with opened(path) as store:
        assert store.keys() == {}


def test_a_file_of_somebody_else_is_never_deleted(tmp_path: Path) -> None:
    thesis, other = tmp_path / "thesis.txt", tmp_path / "other.sqlite"
    thesis.write_text("my only copy " * 100)
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE accounts (id)")
    connection.close()
    before = thesis.read_bytes(), other.read_bytes()
    for path in (thesis, other):
        with pytest.raises(StorageError, match="name another file"):
            opened(path)
    assert (thesis.read_bytes(), other.read_bytes()) == before


def test_a_store_that_another_run_writes_is_busy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_WAIT", 0.05)
    with opened(path) as store:
        other = sqlite3.connect(path)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyError, match="in use by another run"):
            put(store, document("a", "Returns rose."))
        other.close()


def test_a_full_disk_is_a_storage_error_and_leaves_the_store_whole(path: Path) -> None:
    with opened(path) as store:
        first = put(store, document("a", "Returns rose."))
        store._run("PRAGMA max_page_count = 20")  # type: ignore[attr-defined]
        with pytest.raises(StorageError, match="the disk is full"):
            put(store, document("a", *["Returns rose again and again." * 90] * 100))
        assert store.analysis("a") == first


def test_a_store_that_is_damaged_while_it_is_read_says_so(path: Path) -> None:
    with opened(path) as store:
        for number in range(40):
            put(store, document(f"d{number}", *["Returns rose again and again." * 20] * 10))
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    again = "was damaged and has been deleted: run the command again"
    with pytest.raises(StorageError, match=again), opened(path) as store:
        store.passages()
    with opened(path) as store:
        assert store.keys() == {}


CELLS = [
    ("documents", "source"), ("texts", "furniture"), ("texts", "dates"), ("passages", "passage"),
    ("passages", "tags"), ("facts", "fact"), ("themes", "theme"), ("actors", "actor"),
]  # fmt: skip


@pytest.mark.parametrize("fault", ["{", '{"no": "such field"}', "", None], ids=repr)
@pytest.mark.parametrize(("table", "column"), CELLS)
def test_a_faulty_cell_is_damage_and_the_store_is_made_anew(
    path: Path, table: str, column: str, fault: str | None
) -> None:
    with opened(path) as store:
        whole = document("a", "Returns rose.")
        event = Event(whole.cite(Span(0, 7)), 0, Period.parse("2021"), "2021")
        put(store, whole, ("returns", 0), events=[event])
        store.put_reference([Theme("returns", "Returns", "d")], [Actor("a", "A")])
    connection = sqlite3.connect(path, isolation_level=None)
    value = fault if fault is not None else b"\xff\x00"
    connection.execute(f"UPDATE {table} SET {column} = ?", (value,))
    connection.close()
    again = "was damaged and has been deleted: run the command again"
    with pytest.raises(StorageError, match=again), opened(path) as store:
        assert all([store.themes(), store.events(), store.tags("a"), store.analysis("a")])
    with opened(path) as store:
        assert store.keys() == {}


class Death:
    """Tags whose reading ends the process, in the middle of a transaction."""

    def __iter__(self) -> Iterator[Tag]:
        os._exit(9)


def _die_while_putting(path: Path) -> None:
    store = opened(path)
    put(store, document("a", "Returns rose."))
    store.put(analysed(document("b", "Arrivals fell.")), Death(), key="k")  # type: ignore[arg-type]


def test_a_run_that_dies_leaves_the_last_whole_document(path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_die_while_putting, args=(path,))
    process.start()
    process.join(timeout=30)
    assert process.exitcode == 9
    with opened(path) as store:
        assert store.keys() == {"a": "k"}
        assert texts(store, Query(words="arrivals")) == []
        put(store, document("b", "Arrivals fell."))
        assert texts(store, Query(words="arrivals")) == ["Arrivals fell."]


def test_one_run_reads_while_another_writes(path: Path) -> None:
    with opened(path) as writer, opened(path) as reader:
        put(writer, document("a", "Returns rose."))
        writer._run("BEGIN IMMEDIATE")  # type: ignore[attr-defined]
        assert texts(reader, Query()) == ["Returns rose."]
        writer._run("ROLLBACK")  # type: ignore[attr-defined]


@pytest.mark.parametrize("url", ["store.sqlite", "postgresql:///briefs", "sqlite://"])
def test_an_unknown_kind_of_store_is_a_value_error(url: str) -> None:
    with pytest.raises(ValueError, match="unknown store"):
        open_store(url)


def test_a_folder_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be made"):
        opened(tmp_path / "file" / ".briefgen" / "store.sqlite")
    with pytest.raises(StorageError, match="cannot be opened"):
        opened(tmp_path)
