"""Weeks in the life of a brief: what enters, moves and leaves the corpus, and what each edition tells of it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from newsroom import Newsroom

from briefgen.build import Status
from briefgen.cli import run
from briefgen.errors import Level, StorageError
from briefgen.model.edition import NoneToCompare

FIRST = date(2026, 1, 5)  # a Monday
LETTER = """\
Commissioner Ylva Johansson wrote to the ministers. "We must talk to both sides in Libya", Johansson said.

In December 2025, 13,000 people arrived in Italy from Libya.

The Commission and Libya agreed on 3 December 2025 to train the coast guard of Libya.
"""
INTERVIEW = """\
In an interview with Politico on 12 January 2026, Johansson spoke of Libya.
"We must talk to both sides in Libya, however hard that is", Ylva Johansson said.
"""
AGENCY = "In December 2025, 14,500 people arrived in Italy from Libya.\n"
SPEECH = """\
In February 2026, 90,000 migrants from Libya arrived in Crete.

"Libya is not a safe harbour", Magnus Brunner said on 14 February 2026.
"""
CORRECTED = f"Corrected on 30 January.\n\n{LETTER.replace('13,000', '13,200')}"
BOTH_SIDES = [{"document": d, "exact": "We must talk to both sides"} for d in ("letter", "interview")]
WITHOUT_BOTH_SIDES = [
    "changes", {"quotes": {"drop": BOTH_SIDES}}, "figures", "timeline", {"disagreements": {"drop": BOTH_SIDES}},
]  # fmt: skip


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    room = Newsroom(tmp_path / "project")
    room.enter("letter", LETTER, title="Letter to the ministers", issued="2026-01-02", added="2026-01-03")
    return room


def week(number: int) -> date:
    return FIRST + timedelta(weeks=number)


# The play ------------------------------------------------------------------------------------------

Scene = Callable[[Newsroom], None]


def _interview(room: Newsroom) -> None:
    room.enter("interview", INTERVIEW, title="Interview", issued="2026-01-13", added="2026-01-14")


def _agency(room: Newsroom) -> None:
    room.enter("agency", AGENCY, title="Agency report", issued="2026-01-20", added="2026-01-21")


def _correct(room: Newsroom) -> None:
    room.enter("letter", CORRECTED, title="Letter to the ministers", issued="2026-01-02", added="2026-01-03")


def _period(room: Newsroom) -> None:
    room.enter("speech", SPEECH, title="Speech", issued="2026-02-15", added="2026-02-16")
    room.edit(sections=WITHOUT_BOTH_SIDES, period={"last": "1 month"})


def _untag(room: Newsroom) -> None:
    untag = [{"theme": "libya", "exact": "Libya is not a safe harbour", "why": "of harbours"}]
    room.enter("speech", SPEECH, title="Speech", issued="2026-02-15", added="2026-02-16", untag=untag)


PLAY: list[tuple[str, Scene, list[str]]] = [
    ("the first edition", lambda room: None, []),
    ("a quiet week", lambda room: None, []),
    ("a fuller report", _interview, ["revised contradicted second-sourced fuller: quote interview"]),
    ("another count", _agency, ["new contradicted: figure agency", "contradicted: figure letter"]),
    ("a correction moves every word, and a figure", _correct, ["revised value: figure letter"]),
    (
        "a document is withdrawn",
        lambda room: room.withdraw("agency"),
        ["settled: figure letter", "gone withdrawn: figure agency"],
    ),
    (
        "the editor drops a quotation",
        lambda room: room.edit(sections=WITHOUT_BOTH_SIDES),
        ["gone dropped: quote interview"],
    ),
    (
        "a shorter period",
        _period,
        [
            "new: quote speech",
            "new: figure speech",
            "gone out-of-period: figure letter",
            "gone out-of-period: event letter",
        ],
    ),
    ("a person says that a passage is not on the theme", _untag, ["gone untagged: quote speech"]),
    (
        "a section is taken out",
        lambda room: room.edit(sections=["changes", "quotes"], period={"last": "1 month"}),
        ["gone section-gone: figure speech"],
    ),
]


def test_every_week_tells_what_has_changed(newsroom: Newsroom) -> None:
    for number, (scene, act, expected) in enumerate(PLAY):
        act(newsroom)
        assert newsroom.changes(week(number)) == expected, scene
    assert {line.split()[0] for _, _, lines in PLAY for line in lines} >= {"new", "gone", "revised"}


def test_the_section_reads_well(newsroom: Newsroom) -> None:
    assert newsroom.told(newsroom.build(week(0))) == "This is the first edition."
    assert newsroom.told(newsroom.build(week(1))) == "No change since edition 2026-W02 of 5 January 2026."
    _agency(newsroom)
    _interview(newsroom)
    newsroom.build(week(3))
    newsroom.withdraw("agency")
    newsroom.edit(sections=["changes", {"quotes": {"drop": BOTH_SIDES}}, {"figures": {"max": 1}}])
    assert newsroom.told(newsroom.build(week(4))).splitlines() == [
        "Since edition 2026-W05 of 26 January 2026: 3 gone.",
        "",
        "### No longer in this brief",
        "",
        "- A quotation of Ylva Johansson, Interview[^1]: dropped by the editor",
        "- A figure, Agency report: its source is no longer in the corpus",
        "- 1 dated event[^2]: no section of this kind is left in the brief",
    ]


def test_what_is_over_the_cap_is_counted(newsroom: Newsroom) -> None:
    newsroom.edit(sections=[{"changes": {"max": 1}}, {"quotes": {"max": 1}}])
    newsroom.build(week(0))
    _period(newsroom)
    newsroom.edit(sections=[{"changes": {"max": 1}}, "figures", "timeline"])
    lines = newsroom.told(newsroom.build(week(6))).splitlines()
    assert [line for line in lines if line.startswith("- and")] == ["- and 2 more"]


def test_a_claim_that_others_outrank_is_told_so(newsroom: Newsroom) -> None:
    newsroom.edit(sections=["changes", {"figures": {"max": 1}}])
    newsroom.build(week(0))
    _period(newsroom)
    newsroom.edit(sections=["changes", {"figures": {"max": 1}}])
    assert newsroom.changes(week(7)) == ["new: figure speech", "gone outranked: figure letter"]


def test_a_corrected_source_that_no_longer_says_so_is_the_reason(newsroom: Newsroom) -> None:
    newsroom.build(week(0))
    without = LETTER.partition("The Commission and Libya")[0]
    newsroom.enter("letter", without, title="Letter", issued="2026-01-02", added="2026-01-03")
    outcome = newsroom.build(week(1))
    assert newsroom.told(outcome).splitlines()[-1] == (
        "- A dated event, Letter to the ministers[^1]: its source was corrected and no longer says so"
    )


def test_an_edited_brief_is_the_reason_when_nothing_took_the_place(newsroom: Newsroom) -> None:
    newsroom.enter("speech", SPEECH, title="Speech", issued="2026-01-02", added="2026-01-03")
    newsroom.build(week(0))
    newsroom.edit(sections=["changes", {"quotes": {"max": 1}}, "figures", "timeline"])
    assert newsroom.changes(week(1)) == ["gone edited: quote letter"]


# What an edition is made from ----------------------------------------------------------------------


def test_the_edition_compared_with_is_an_input(newsroom: Newsroom) -> None:
    newsroom.build(week(0))
    folder = newsroom.build(week(1)).folder
    assert folder is not None
    manifest = json.loads((folder / "manifest.json").read_bytes())
    compared = newsroom.record(newsroom.build(week(1)))["changes"]["against"]
    assert manifest["against"] == "2026-W02" == compared["edition"]
    assert manifest["inputs"]["edition 2026-W02"] == compared["sha256"]


def test_equal_inputs_write_nothing_however_often(newsroom: Newsroom) -> None:
    for number in (0, 1, 1, 1):
        newsroom.build(week(number))
    assert newsroom.build(week(1)).status is Status.UNCHANGED
    assert newsroom.build(week(0)).status is Status.UNCHANGED
    assert sorted(path.name for path in newsroom.home.iterdir() if path.is_dir()) == [
        "2026-W02",
        "2026-W03",
        "latest",
    ]


def test_an_earlier_edition_that_comes_later_makes_one_revision(newsroom: Newsroom) -> None:
    newsroom.build(week(1))
    newsroom.build(week(0))
    outcome = newsroom.build(week(1))
    assert (outcome.status, outcome.edition) == (Status.BUILT, "2026-W03.1")
    assert outcome.revised is not None
    assert outcome.revised.differences == ("edition 2026-W02 new",)
    assert newsroom.build(week(1)).status is Status.UNCHANGED


def test_a_brief_without_the_section_is_compared_with_none(newsroom: Newsroom) -> None:
    newsroom.edit(sections=["quotes"])
    newsroom.build(week(0))
    record = newsroom.record(newsroom.build(week(1)))
    assert record["changes"] is None
    assert not [name for name in manifest_of(newsroom, week(1))["inputs"] if name.startswith("edition")]


def test_a_past_edition_is_built_from_what_was_known_then(newsroom: Newsroom) -> None:
    newsroom.build(week(0))
    _interview(newsroom)
    now = newsroom.changes(week(2))
    assert now == ["revised contradicted second-sourced fuller: quote interview"]
    assert newsroom.changes(week(1)) == []


def test_gone_words_are_evidence_only_where_they_still_stand(newsroom: Newsroom) -> None:
    _agency(newsroom)
    newsroom.build(week(3))
    newsroom.withdraw("agency")
    newsroom.edit(period={"last": "2 weeks"})
    record = newsroom.record(newsroom.build(week(5)))
    again = [item for item in record["evidence"] if item["type"] == "passage"]
    assert {item["document"] for item in again} == {"letter"}
    assert not [item for item in record["evidence"] if item["document"] == "agency"]
    assert "14,500" not in json.dumps(record)


def manifest_of(room: Newsroom, day: date) -> dict[str, Any]:
    folder = room.build(day).folder
    assert folder is not None
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_bytes())
    return manifest


# Editions that cannot be compared with -------------------------------------------------------------


def no_json(folder: Path) -> None:
    (folder / "libya.json").unlink()


def later_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"schema": 99}')


def changed_json(folder: Path) -> None:
    (folder / "libya.json").write_text("{}")


def changed_with_its_manifest(folder: Path) -> None:
    rewrite(folder, lambda record: record.update(schema="briefgen.brief/0"))


def rewrite(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """The JSON of an edition with something changed in it, and a manifest that agrees."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    record = json.loads((folder / "libya.json").read_bytes())
    change(record)
    content = json.dumps(record).encode()
    (folder / "libya.json").write_bytes(content)
    manifest["files"]["libya.json"] = hashlib.sha256(content).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))


def no_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def all_gone(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


DAMAGE = [no_json, later_manifest, changed_json, changed_with_its_manifest, no_manifest, all_gone]


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_a_damaged_edition_is_told_and_passed_over(
    newsroom: Newsroom, damage: Callable[[Path], None]
) -> None:
    newsroom.build(week(0))
    damage(newsroom.home / "2026-W02")
    alone = newsroom.build(week(1))
    assert [p.level for p in alone.problems if "not compared with" in p.message] == [Level.WARNING]
    assert newsroom.told(alone).startswith("No earlier edition could be read")
    assert newsroom.build(week(1)).status is Status.UNCHANGED
    _interview(newsroom)
    assert newsroom.changes(week(2)) == ["revised contradicted second-sourced fuller: quote interview"]


def test_the_last_that_can_be_read_is_compared_with(newsroom: Newsroom) -> None:
    newsroom.build(week(0))
    newsroom.build(week(1))
    no_manifest(newsroom.home / "2026-W03")
    outcome = newsroom.build(week(2))
    assert newsroom.record(outcome)["changes"]["against"]["edition"] == "2026-W02"


def test_an_edition_without_json_says_what_to_do(newsroom: Newsroom) -> None:
    newsroom.edit(output=["markdown"])
    newsroom.build(week(0))
    newsroom.edit()
    (told,) = [p.message for p in newsroom.build(week(1)).problems if "not compared with" in p.message]
    assert told.endswith("holds no libya.json (`changes` needs the output json)")


def test_a_folder_may_be_named_or_none(newsroom: Newsroom) -> None:
    for number in range(3):
        newsroom.build(week(number))
    _interview(newsroom)
    outcome = newsroom.build(week(3), against=newsroom.home / "2026-W02")
    assert newsroom.record(outcome)["changes"]["against"]["edition"] == "2026-W02"
    outcome = newsroom.build(week(3), against=NoneToCompare.UNWANTED)
    assert newsroom.told(outcome) == "This edition is compared with none."
    assert outcome.edition == "2026-W05.1"
    with pytest.raises(StorageError, match="cannot be read"):
        newsroom.build(week(3), against=newsroom.project.seeds)


def test_another_brief_is_nothing_to_compare_with(newsroom: Newsroom) -> None:
    outcome = newsroom.build(week(0))
    assert outcome.folder is not None
    record = json.loads((outcome.folder / "manifest.json").read_bytes())
    (outcome.folder / "manifest.json").write_text(json.dumps(record | {"brief": "other"}))
    with pytest.raises(StorageError, match="is an edition of 'other', not of 'libya'"):
        newsroom.build(week(1), against=outcome.folder)


def with_speakers(name: str) -> Callable[[dict[str, Any]], None]:
    def change(record: dict[str, Any]) -> None:
        for item in record["evidence"]:
            item["speaker"] = item["speaker_in_source"] = name

    return change


def with_titles(title: str) -> Callable[[dict[str, Any]], None]:
    def change(record: dict[str, Any]) -> None:
        for source in record["sources"]:
            source["title"] = title

    return change


def with_slices(*slices: tuple[int, int]) -> Callable[[dict[str, Any]], None]:
    def change(record: dict[str, Any]) -> None:
        for item in record["evidence"]:
            item["slices"] = [{"start": start, "end": end} for start, end in slices]

    return change


def with_measures(record: dict[str, Any]) -> None:
    for item in record["evidence"]:
        item["measure_spans"] = [[9, 3], [10**9, 10**9 + 1], ["a", None], [1], 7, [-5, 90]]


HOSTILE: dict[str, Callable[[dict[str, Any]], None]] = {
    "a speaker that is markup": with_speakers("<script>alert(1)</script>"),
    "a speaker in quotation marks": with_speakers("“Nobody said this at all”"),
    "a speaker that cannot be seen": with_speakers("\u202eevil\u200f"),
    "a title in quotation marks": with_titles("“We said so” \x1b[31m"),
    "a title that is markup": with_titles("<img src=x onerror=alert(1)>"),
    "slices out of the text": with_slices((10**9, 10**9 + 5)),
    "slices out of order": with_slices((90, 95), (10, 20)),
    "slices of nothing": with_slices((5, 5)),
    "no slices": with_slices(),
    "slices over paragraphs": with_slices((0, 4), (170, 180)),
    "measures out of the text": with_measures,
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_an_earlier_edition_says_is_data(
    newsroom: Newsroom, change: Callable[[dict[str, Any]], None]
) -> None:
    _agency(newsroom)
    folder = newsroom.build(week(3)).folder
    assert folder is not None
    rewrite(folder, change)
    newsroom.withdraw("agency")
    newsroom.edit(sections=["changes", "limits"])
    outcome = newsroom.build(week(4))
    assert newsroom.record(outcome)["changes"]["against"] is not None
    told = newsroom.told(outcome)
    assert "gone" in told
    assert not {"<script", "<img", "Nobody said", "\x1b", "\u202e"} & {
        bad for bad in ("<script", "<img", "Nobody said", "\x1b", "\u202e") if bad in told.replace("\\<", "")
    }


def test_words_that_are_page_debris_by_now_are_not_printed_again(newsroom: Newsroom) -> None:
    newsroom.build(week(0))
    debris = ["The Commission and Libya agreed on 3 December 2025 to train the coast guard of Libya."]
    newsroom.enter(
        "letter", LETTER, title="Letter", issued="2026-01-02", added="2026-01-03", furniture=debris
    )
    outcome = newsroom.build(week(1))
    assert "train the coast guard" not in json.dumps(newsroom.record(outcome))
    assert (
        newsroom.told(outcome).splitlines()[-1].startswith("- A dated event, Letter to the ministers[^1]: ")
    )


PLACES = (
    "Bari", "Cagliari", "Catania", "Crotone", "Gela", "Genoa", "Lampedusa", "Licata", "Livorno", "Marsala", "Messina",
    "Naples", "Olbia", "Ortona", "Palermo", "Pozzallo", "Ravenna", "Salerno", "Siracusa", "Taranto", "Trapani",
    "Trieste", "Venice", "Vibo",
)  # fmt: skip


def test_two_years_of_months_add_up(newsroom: Newsroom) -> None:
    """A document enters each month, each is withdrawn after a year: what is told adds up to what is printed."""
    newsroom.withdraw("letter")
    newsroom.edit(
        schedule={"every": "month"}, sections=["changes", {"figures": {"max": 50}}], output=["json"]
    )
    printed: set[str] = set()
    for month, place in enumerate(PLACES):
        day = date(2024 + month // 12, month % 12 + 1, 20)
        text = f"In {day:%B %Y}, {13_000 + month} migrants from Libya arrived in {place}.\n"
        newsroom.enter(f"report-{month:02}", text, title=f"Report {place}", issued=str(day), added=str(day))
        gone = [] if month < 12 else [f"report-{month - 12:02}"]
        for document in gone:
            newsroom.withdraw(document)
        record = newsroom.record(newsroom.build(day))
        items = record["changes"]["items"]
        new = [f"report-{month:02}"] if month else []
        assert [(item["kind"], (item["after"] or item["before"])["document"]) for item in items] == [
            *(("new", document) for document in new),
            *(("gone", document) for document in gone),
        ]
        assert {item["why"] for item in items if item["kind"] == "gone"} <= {"withdrawn"}
        printed = (printed | {f"report-{month:02}"}) - set(gone)
        assert {item["document"] for item in record["evidence"]} == printed


def test_new_sources_are_named(newsroom: Newsroom) -> None:
    newsroom.build(week(0))
    _interview(newsroom)
    outcome = newsroom.build(week(2))
    assert newsroom.record(outcome)["changes"]["new_sources"] == ["interview"]
    assert "1 new source: Interview, 13 January 2026[^1]" in newsroom.told(outcome)
    _correct(newsroom)
    assert newsroom.record(newsroom.build(week(3)))["changes"]["new_sources"] == []


# On the command line -------------------------------------------------------------------------------


@pytest.fixture
def at_work(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """The newsroom with two editions, as the working folder."""
    newsroom.build(week(0))
    _interview(newsroom)
    newsroom.build(week(2))
    monkeypatch.chdir(newsroom.project.root)
    return newsroom


def said(capsys: pytest.CaptureFixture[str]) -> Iterator[list[str]]:
    yield from (line.split() for line in capsys.readouterr().out.splitlines())


def test_editions_are_listed_with_their_state(at_work: Newsroom, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["editions", "list"]) == 0
    assert list(said(capsys)) == [
        ["libya", "2026-W02", "2026-01-05", "2", "files", "whole"],
        ["libya", "2026-W04", "2026-01-19", "2", "files", "whole", "latest"],
    ]
    (at_work.home / "2026-W02" / "libya.md").write_text("other")
    (at_work.home / "2026-W04" / "more.txt").write_text("other")
    assert run(["editions", "list", "libya", "--json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert ["was changed" in rows[0]["problems"][0], "more.txt was added" in rows[1]["problems"][0]] == [
        True,
        True,
    ]
    assert [row["latest"] for row in rows] == [False, True]


def test_an_edition_is_shown_with_what_it_was_made_from(
    at_work: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["editions", "show", "libya", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["edition"], shown["against"], shown["problems"]) == ("2026-W04", "2026-W02", [])
    assert [item["kind"] for item in shown["changes"]["items"]] == ["revised"]
    assert run(["editions", "show", "libya", "2026-W02"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["edition", "libya", "2026-W02"]
    assert any(line.endswith("seeds/letter.txt") for line in lines)


def test_the_command_and_the_edition_tell_the_same_changes(
    at_work: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    at_work.edit(sections=WITHOUT_BOTH_SIDES)
    recorded = at_work.record(at_work.build(week(3)))["changes"]
    assert run(["editions", "diff", "libya", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["edition"], told["against"]) == ("2026-W05", recorded["against"])
    words = [
        claim.pop("text") for item in told["items"] for claim in (item["before"], item["after"]) if claim
    ]
    assert told["items"] == recorded["items"]
    assert words == ["We must talk to both sides in Libya, however hard that is"]
    assert run(["editions", "diff", "libya"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "changes since 2026-W04 of 2026-01-19"
    assert lines[1].split()[:3] == ["gone", "quote", "interview:"] and lines[1].endswith("(dropped)")


def test_two_editions_may_be_named(at_work: Newsroom, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["editions", "diff", "libya", "2026-W04", "2026-W02"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["changes", "revised", "2"]


def test_a_withdrawn_document_is_seen_from_the_inputs(
    at_work: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    _agency(at_work)
    at_work.build(week(3))
    at_work.withdraw("agency")
    at_work.build(week(4))
    at_work.build(week(5))
    assert run(["editions", "diff", "libya", "2026-W05", "2026-W07"]) == 0  # not what W07 was compared with
    assert "gone           figure  agency: '14,500' (withdrawn)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("show lybia", "there is no brief with editions 'lybia' (did you mean 'libya'?)"),
        ("show libya 2026-W05", "there is no edition of libya '2026-W05' (did you mean '2026-W04'?)"),
        ("show libya ../libya/2026-W02", "there is no edition of libya '../libya/2026-W02'"),
        ("diff libya 2026-W09", "there is no edition of libya '2026-W09'"),
        ("list other", "there is no brief with editions 'other'"),
    ],
)
def test_what_is_not_there_is_said(
    at_work: Newsroom, capsys: pytest.CaptureFixture[str], command: str, message: str
) -> None:
    assert run(["editions", *command.split()]) == 2
    assert capsys.readouterr().err.startswith(f"briefgen: {message}")


def test_the_first_edition_has_nothing_to_be_compared_with(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(newsroom.project.root)
    assert run(["editions", "list"]) == 0
    assert run(["editions", "show", "libya"]) == 2
    assert "libya has no editions (`briefgen build libya` makes one)" in capsys.readouterr().err
    newsroom.build(week(0))
    assert run(["editions", "diff", "libya"]) == 2
    assert "libya has no edition before 2026-W02 to compare with" in capsys.readouterr().err
    assert run(["editions", "show", "libya"]) == 0


def test_a_revision_says_what_differs_and_keeps_its_reason(
    at_work: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    at_work.edit(title="Talks with Libya, again")
    reason = 'a slip\tin the   title <b>"now" right</b>'
    assert run(["build", "libya", "--as-of", week(2).isoformat(), "--reason", reason]) == 0
    assert "revision of 2026-W04: briefs/libya.yaml changed" in capsys.readouterr().err
    assert run(["editions", "list", "libya"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith('latest  a slip in the title <b>"now" right</b>')
    assert run(["editions", "show", "libya", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["reason"] == 'a slip in the title <b>"now" right</b>'


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--reason", " "], "--reason takes 1 to 500 characters"),
        (["--reason", "x" * 501], "--reason takes 1 to 500 characters"),
        (["--reason", "a\u202eb"], "holds a character that cannot be seen"),
        (["--against", "nowhere"], "--against 'nowhere' is no folder (name that of an edition, or none)"),
        (["--against", ""], "--against '' is no folder"),
        (["--against", "a\0b"], "is no folder"),
    ],
)
def test_misuse_of_the_options_is_said(
    at_work: Newsroom, capsys: pytest.CaptureFixture[str], options: list[str], message: str
) -> None:
    assert run(["build", "libya", *options]) == 2
    assert message in capsys.readouterr().err


def test_a_folder_goes_with_one_brief(at_work: Newsroom, capsys: pytest.CaptureFixture[str]) -> None:
    (at_work.project.briefs / "other.yaml").write_text((at_work.project.briefs / "libya.yaml").read_text())
    folder = os.path.relpath(at_work.home / "2026-W02")
    assert run(["build", "--all", "--against", folder]) == 2
    assert "--against FOLDER is of one brief" in capsys.readouterr().err
    assert run(["check", "libya", "--against", folder]) == 0
    assert run(["check", "libya", "--against", "none"]) == 0
    assert run(["check", "libya", "--against", "seeds"]) == 74
