"""`why`: the reasons are those of the selection itself, and asking for them changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.cli import run
from briefgen.ingest import ingest
from briefgen.model.brief import Vocabulary
from briefgen.model.text import Span
from briefgen.paths import Project
from briefgen.sections import KINDS, assemble
from briefgen.sections.reasons import Log, Loss, Merit, Unfit, Weighed
from briefgen.sections.select import Candidate, choose
from briefgen.spec.load import load_spec
from briefgen.spec.models import Spec
from briefgen.store import Store, open_store
from briefgen.why import Account
from tests.conftest import ROOT

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store("sqlite:///:memory:") as opened:
        ingest(Project.at(ROOT), opened, workers=1)
        yield opened


def spec_of(name: str, store: Store) -> Spec:
    documents = frozenset(source.id for source in store.sources())
    themes = frozenset(theme.id for theme in store.themes())
    return load_spec(ROOT / "briefs" / f"{name}.yaml", Vocabulary(themes, documents))


@pytest.fixture(params=["libya-engagement", "returns", "russian-hybrid-threat"])
def asked(request: pytest.FixtureRequest, store: Store) -> tuple[Spec, Log, Account]:
    spec, log = spec_of(request.param, store), Log()
    scope = spec.scope(AS_OF)
    assembled = assemble(spec.sections, KINDS, scope, store, log=log)
    return spec, log, Account.of(scope, store, assembled, log.considered)


def test_asking_why_changes_nothing(asked: tuple[Spec, Log, Account], store: Store) -> None:
    spec, log, _ = asked
    assert log.considered
    silent = assemble(spec.sections, KINDS, spec.scope(AS_OF), store)
    assert silent == assemble(spec.sections, KINDS, spec.scope(AS_OF), store, log=Log())


def test_what_is_said_to_be_chosen_is_printed_there(asked: tuple[Spec, Log, Account]) -> None:
    _, _, account = asked
    for section in account.sections:
        for one in section.chosen:
            assert section.title in account.printing(one), one.id
        for one in section.next:
            assert section.title not in account.printing(one), one.id


def test_what_another_section_prints_is_printed_there(asked: tuple[Spec, Log, Account]) -> None:
    _, _, account = asked
    for section in account.sections:
        for one in (one for one in section.considered if one.came is Unfit.ELSEWHERE):
            assert set(account.printing(one)) - {section.title}, one.id


# Weighing -------------------------------------------------------------------------------------------

merits = st.builds(Merit, *[st.floats(0, 1).map(lambda x: round(x, 2))] * 3)
names = st.sampled_from(["a", "b", "c"])


@st.composite
def several(draw: st.DrawFn) -> list[Candidate]:
    count = draw(st.integers(0, 9))
    pins = draw(st.sets(st.integers(0, 8), max_size=2))
    return [
        Candidate(
            at,
            draw(merits),
            draw(names),
            draw(names | st.none()),
            ("d", at * 10),
            at if at in pins else None,
            draw(st.booleans()),
            frozenset(draw(st.sets(names))),
            at * 10 + 5,
        )
        for at in range(count)
    ]


@given(several(), st.integers(0, 6), st.none() | st.integers(1, 2))
def test_what_is_told_is_what_was_chosen(
    candidates: list[Candidate], most: int, per_voice: int | None
) -> None:
    told: dict[int, Weighed] = {}

    def tell(document: str, span: Span, weighed: Weighed) -> None:
        assert span.start // 10 not in told
        told[span.start // 10] = weighed

    chosen = choose(candidates, most, per_voice=per_voice, tell=tell)
    assert chosen == choose(candidates, most, per_voice=per_voice)
    placed = sorted((at for at, one in told.items() if one.place), key=lambda at: told[at].place or 0)
    assert placed == chosen
    assert told.keys() == {one.at for one in candidates}
    weighed = [told[at] for at in chosen if not told[at].is_pinned]
    if weighed and not any(candidate.is_beside for candidate in candidates):
        left = [one for one in told.values() if not one.place and not one.held and not one.is_pinned]
        assert all(one.score <= weighed[-1].score + 1e-9 for one in left)


def test_a_merit_and_a_loss_are_the_sum_of_their_parts() -> None:
    weighed = Weighed(Merit(0.5, 0.4, 0.2, -0.1), Loss(voice=2, source=1, again=0.5))
    assert weighed.merit.score == pytest.approx(1.2 * 0.5 + 0.4 + 0.5 * 0.2 - 0.1)
    assert weighed.loss.score == pytest.approx(0.7 + 0.2 + 0.3)
    assert weighed.score == pytest.approx(weighed.merit.score - weighed.loss.score)


# The command ----------------------------------------------------------------------------------------

COURIER, LETTER = "harbour-courier-2026-03-12", "dahlmark-letter-2026-03-20"
CITY = f"quote-{COURIER}-716-808"
HEAD = "title: A\nthemes: [shore-power]\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    assert run(["init", str(tmp_path / "desk")]) == 0
    monkeypatch.chdir(tmp_path / "desk")
    capsys.readouterr()
    return tmp_path / "desk"


@pytest.mark.parametrize(
    ("brief", "item", "said"),
    [
        ("sections: [quotes]", CITY, "chosen as number"),
        ("sections: [quotes]", CITY, "as its source is printed once already"),
        ("sections: [quotes]", CITY, "that it beat: "),
        ("sections: [{quotes: {pin: [{document: %C, exact: quiet nights}]}}]", CITY, "the brief pins it"),
        ("sections: [{quotes: {drop: [{document: %C, exact: quiet nights}]}}]", CITY, "the brief drops it"),
        ("sections: [{quotes: {kinds: [statement]}}]", CITY, "the section asks for other kinds"),
        (
            "sections: [{quotes: {max: 1, pin: [{document: %L, exact: the residents of Old Quay}]}}]",
            CITY,
            "pins fill the section",
        ),
        ("sections: [figures]", CITY, "no section of the brief chooses from such a quote there"),
        ("sections: [figures]\nperiod: {since: 2026-03-15}", CITY, "lies outside the period 2026-03-15/"),
        ("sections: [quotes]", f"passage-{COURIER}-1340-1350", "its passage is not on shore-power"),
        ("sections: [quotes]", f"passage-{COURIER}-0-10", "it is page debris"),
        (
            "sections: [{text: {body: 'Promises: “We were promised quiet nights” [@%C].'}}]",
            CITY,
            "printed in Background",
        ),
        ("sections: [{quotes: {max: 2}}]", COURIER, "printed or cited in: "),
        ("sections: [timeline]\nperiod: {since: 2026-03-15}", COURIER, "lies outside the period"),
        ("sections: [{figures: {max: 1}}]", COURIER, "outranked; its best for"),
        ("sections: [sources]", LETTER, "hold nothing that a section asks for"),
        ("sections: [{quotes: {kinds: [partial]}}]", LETTER, "items: the section asks for other kinds"),
    ],
)
def test_each_reason_is_told(
    brief: str, item: str, said: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = HEAD + brief.replace("%C", COURIER).replace("%L", LETTER)
    (desk / "briefs" / "asked.yaml").write_text(text, "utf-8")
    assert run(["why", "asked", item, "--as-of", "2026-04-01"]) == 0
    assert said in capsys.readouterr().out


def test_a_document_that_came_later_says_so(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sidecar = desk / "seeds" / f"{LETTER}.yaml"
    sidecar.write_text(sidecar.read_text("utf-8") + "added: 2026-04-02\n", "utf-8")
    (desk / "briefs" / "asked.yaml").write_text(HEAD + "sections: [quotes]\n", "utf-8")
    assert run(["why", "asked", LETTER, "--as-of", "2026-04-01"]) == 0
    told = capsys.readouterr().out
    assert "it was added on 2026-04-02, after the day of this edition (2026-04-01)" in told


def test_a_document_without_the_theme_says_what_it_has(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", "theme", "whales"]) == 0
    (desk / "briefs" / "asked.yaml").write_text("title: A\nthemes: [whales]\nsections: [quotes]\n", "utf-8")
    capsys.readouterr()
    assert run(["why", "asked"]) == 0
    told = capsys.readouterr().out
    assert "Documents of which nothing is printed" in told
    assert told.count("passages is on whales: it speaks on shore-power") == 2


def test_the_whole_brief_in_json(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["why", "shore-power", "--json"]) == 0
    answers = json.loads(capsys.readouterr().out)
    assert [one["title"].partition(":")[0] for one in answers] == [
        "What they said",
        "What the figures say",
        "Timeline",
    ]
    assert answers[0]["lines"][0]["id"] == CITY
    assert answers[0]["lines"][0]["reasons"] == ["pinned"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["shore-powr"], 2, "did you mean 'shore-power'?"),
        (["shore-power", "harbour-courier"], 2, f"did you mean '{COURIER}'?"),
        (["shore-power", "quote-nobody-1-2"], 2, "names neither a document nor an item"),
        (["shore-power", "--as-of", "soon"], 2, "is not a day"),
        (["faulty"], 1, "unknown key 'sectoins'"),
    ],
)
def test_what_cannot_be_asked(
    arguments: list[str], code: int, said: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "briefs" / "faulty.yaml").write_text(HEAD + "sectoins: [quotes]\n", "utf-8")
    assert run(["why", *arguments]) == code
    assert said in capsys.readouterr().err
