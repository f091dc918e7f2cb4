"""Editions by the calendar: when they fall due, that each is made once, and what tells a machine to ask."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

import pytest
import yaml
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from briefgen.build import Outcome
from briefgen.due.calendar import due_since, last_due, upcoming
from briefgen.due.install import cron_line, github_workflow, systemd_units
from briefgen.due.record import Done, read_record, write_record
from briefgen.editions.unchanged import unchanged_periods
from briefgen.errors import BusyError, StorageError
from briefgen.model.edition import Rhythm, edition_name
from briefgen.model.schedule import Schedule
from briefgen.paths import Project
from briefgen.regenerate import CatchUp, Regenerated, run_due, standings

BRUSSELS = ZoneInfo("Europe/Brussels")
MONDAYS = Schedule(Rhythm.WEEKLY, "monday", "06:00")


def at(text: str, zone: ZoneInfo = BRUSSELS) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


# The calendar ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schedule", "now", "coming"),
    [
        (MONDAYS, "2026-11-22T12:00", ["2026-11-23T06:00+01:00 2026-W48", "2026-11-30T06:00+01:00 2026-W49"]),
        (MONDAYS, "2026-11-23T06:00", ["2026-11-30T06:00+01:00 2026-W49", "2026-12-07T06:00+01:00 2026-W50"]),
        # Summer time begins on 28 March 2027 and ends on 31 October.
        (MONDAYS, "2027-03-22T07:00", ["2027-03-29T06:00+02:00 2027-W13", "2027-04-05T06:00+02:00 2027-W14"]),
        (
            Schedule(Rhythm.WEEKLY, "sunday", "02:30"),
            "2027-03-22T07:00",  # half past two is not there on the 28th
            ["2027-03-28T03:30+02:00 2027-W12", "2027-04-04T02:30+02:00 2027-W13"],
        ),
        (
            Schedule(Rhythm.WEEKLY, "sunday", "02:30"),
            "2027-10-25T07:00",  # and twice on 31 October
            ["2027-10-31T02:30+02:00 2027-W43", "2027-11-07T02:30+01:00 2027-W44"],
        ),
        # The week of 1 January 2027 is the last of 2026 (ISO 8601).
        (
            Schedule(Rhythm.WEEKLY, "friday", None),
            "2026-12-28T00:00",
            ["2027-01-01T00:00+01:00 2026-W53", "2027-01-08T00:00+01:00 2027-W01"],
        ),
        (
            Schedule(Rhythm.MONTHLY, 28, "23:59"),
            "2027-02-28T23:59",
            ["2027-03-28T23:59+02:00 2027-03", "2027-04-28T23:59+02:00 2027-04"],
        ),
        (
            Schedule(Rhythm.MONTHLY),
            "2026-12-02T00:00",
            ["2027-01-01T00:00+01:00 2027-01", "2027-02-01T00:00+01:00 2027-02"],
        ),
        (
            Schedule(Rhythm.WEEKDAYS, None, "08:00"),
            "2026-11-20T09:00",  # a Friday
            ["2026-11-23T08:00+01:00 2026-11-23", "2026-11-24T08:00+01:00 2026-11-24"],
        ),
        (
            Schedule(Rhythm.DAILY, None, "08:00"),
            "2026-11-20T09:00",
            ["2026-11-21T08:00+01:00 2026-11-21", "2026-11-22T08:00+01:00 2026-11-22"],
        ),
    ],
)
def test_an_edition_falls_due_at_its_hour_where_it_is_read(
    schedule: Schedule, now: str, coming: list[str]
) -> None:
    found = upcoming(schedule, BRUSSELS, at(now), 2)
    assert [f"{slot.at.isoformat(timespec='minutes')} {slot.period}" for slot in found] == coming


SCHEDULES = st.one_of(
    st.builds(
        Schedule,
        st.just(Rhythm.WEEKLY),
        st.sampled_from([None, "monday", "wednesday", "sunday"]),
        st.sampled_from([None, "00:00", "02:30", "23:59"]),
    ),
    st.builds(
        Schedule,
        st.just(Rhythm.MONTHLY),
        st.sampled_from([None, 1, 15, 28]),
        st.sampled_from([None, "02:30"]),
    ),
    st.builds(
        Schedule,
        st.sampled_from([Rhythm.DAILY, Rhythm.WEEKDAYS]),
        st.none(),
        st.sampled_from([None, "02:30"]),
    ),
)
ZONES = st.sampled_from(["UTC", "Europe/Brussels", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe"])
MOMENTS = st.integers(10**9, 38 * 10**8).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@given(SCHEDULES, ZONES, MOMENTS)
def test_the_last_edition_lies_before_now_and_the_next_after_it(
    schedule: Schedule, zone: str, now: datetime
) -> None:
    last, (coming, after) = (
        last_due(schedule, ZoneInfo(zone), now),
        upcoming(schedule, ZoneInfo(zone), now, 2),
    )
    assert last is not None
    assert last.at <= now < coming.at < after.at
    assert len({last.period, coming.period, after.period}) == 3
    assert coming.period == edition_name(schedule.every, coming.day)
    between = due_since(schedule, ZoneInfo(zone), last.day + timedelta(days=1), now)
    assert between == []


# Regeneration ---------------------------------------------------------------------------------------------

BRIEF = """\
title: Weekly
themes: [returns]
schedule: {every: week, on: monday, at: "06:00", timezone: Europe/Brussels}
output: [json]
sections:
  - quotes: {max: 2}
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "briefs").mkdir()
    (tmp_path / "briefs" / "weekly.yaml").write_text(BRIEF)
    return Project.at(tmp_path)


def due(project: Project, now: str, catch_up: CatchUp = CatchUp.LATEST) -> list[str]:
    """What a run at some moment made: brief, status and edition."""
    made = list(run_due(project, now=at(now), catch_up=catch_up, pause=lambda seconds: None))
    return [_told(one) for one in made]


def _told(made: Regenerated) -> str:
    if made.error is not None:
        return f"{made.brief} {type(made.error).__name__} after {made.tries}"
    if made.slot is None:
        return f"{made.brief} {made.outcome.status if made.outcome else 'not due'}"
    assert made.outcome
    return f"{made.brief} {made.slot.period} {made.outcome.status} {made.outcome.edition}"


def editions(project: Project) -> list[str]:
    return sorted(p.name for p in (project.output / "weekly").iterdir() if p.name != "latest")


def test_what_is_due_is_made_once(project: Project) -> None:
    assert due(project, "2026-11-23T05:59") == ["weekly 2026-W47 built 2026-W47"]
    assert due(project, "2026-11-23T05:59") == ["weekly not due"]
    (project.briefs / "weekly.yaml").write_text(BRIEF.replace("max: 2", "max: 3"))
    assert due(project, "2026-11-23T06:00") == ["weekly 2026-W48 built 2026-W48"]
    assert due(project, "2026-11-29T23:00") == ["weekly not due"]
    assert editions(project) == ["2026-W47", "2026-W48"]


@pytest.mark.parametrize(
    ("when_unchanged", "told", "there", "noted"),
    [
        ("skip", "weekly 2026-W48 unchanged 2026-W47", ["2026-W47"], []),
        ("note", "weekly 2026-W48 unchanged 2026-W47", ["2026-W47", "unchanged.jsonl"], ["2026-W48"]),
        ("publish", "weekly 2026-W48 built 2026-W48", ["2026-W47", "2026-W48"], []),
    ],
)
def test_a_week_without_news_is_what_the_brief_asks_for(
    when_unchanged: str, told: str, there: list[str], noted: list[str], project: Project
) -> None:
    (project.briefs / "weekly.yaml").write_text(f"{BRIEF}when_unchanged: {when_unchanged}\n")
    due(project, "2026-11-18T12:00")
    assert due(project, "2026-11-25T12:00") == [told]
    assert due(project, "2026-11-25T13:00") == ["weekly not due"]
    assert editions(project) == there
    assert [one.period for one in unchanged_periods(project.output, "weekly")] == noted
    project.state.joinpath("due.json").unlink()  # it may be deleted: the run looks again
    assert due(project, "2026-11-25T14:00") in ([told], ["weekly not due"])
    assert editions(project) == there


@pytest.mark.parametrize(
    ("catch_up", "made"),
    [
        (CatchUp.LATEST, ["2026-W47", "2026-W50"]),
        (CatchUp.EACH, ["2026-W47", "2026-W48", "2026-W49", "2026-W50"]),
        (CatchUp.NONE, ["2026-W47"]),
    ],
)
def test_after_weeks_of_silence_is_made_what_was_asked_for(
    catch_up: CatchUp, made: list[str], project: Project
) -> None:
    (project.briefs / "weekly.yaml").write_text(f"{BRIEF}when_unchanged: publish\n")
    due(project, "2026-11-18T12:00")
    due(project, "2026-12-10T12:00", catch_up)  # a Thursday
    assert editions(project) == made


def test_a_document_counts_from_the_day_it_was_added(project: Project) -> None:
    (project.briefs / "weekly.yaml").write_text(BRIEF.replace("max: 2", "max: 20, per_speaker: 20"))
    due(project, "2026-11-18T12:00")
    letter = project.seeds / "notes.txt"
    letter.write_text(
        "Return decisions matter, said Anna Kowalska: “We will return more people than last year.”\n"
    )
    (project.seeds / "notes.yaml").write_text("id: notes\nadded: 2026-11-24\n")
    assert due(project, "2026-11-25T12:00") == ["weekly 2026-W48 unchanged 2026-W47"]
    assert due(project, "2026-12-01T12:00") == ["weekly 2026-W49 built 2026-W49"]


def test_a_faulty_brief_never_fails_silently(project: Project) -> None:
    (project.briefs / "broken.yaml").write_text("title: [\n")
    (project.briefs / "odd.yaml").write_text(BRIEF.replace("on: monday", "on: moonday"))
    (project.briefs / "never.yaml").write_text(BRIEF.replace("schedule:", "x-schedule:"))
    assert due(project, "2026-11-18T12:00") == [
        "broken failed",
        "odd failed",
        "weekly 2026-W47 built 2026-W47",
    ]
    assert {s.brief: s.is_overdue for s in standings(project, at("2026-11-18T12:00"))} == {
        "broken": True,
        "odd": True,
        "weekly": False,
    }


def test_what_passes_by_itself_is_tried_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    faults: list[Exception] = [BusyError("another run"), StorageError("the disk")]
    waited: list[float] = []
    from briefgen import regenerate

    real = regenerate.build_briefs

    def sometimes(*arguments: object, **options: object) -> list[Outcome]:
        if faults:
            raise faults.pop(0)
        return real(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(regenerate, "build_briefs", sometimes)
    (made,) = run_due(project, now=at("2026-11-18T12:00"), pause=waited.append)
    assert (_told(made), made.tries) == ("weekly 2026-W47 built 2026-W47", 3)
    assert waited == [2.0, 15.0]
    faults += [BusyError("a"), BusyError("b"), BusyError("c")]
    assert due(project, "2026-11-25T12:00") == ["weekly BusyError after 3"]
    assert editions(project) == ["2026-W47"]


def test_an_overdue_brief_is_told(project: Project) -> None:
    due(project, "2026-11-18T12:00")
    on_time, late = (next(standings(project, at(now))) for now in ("2026-11-24T05:00", "2026-11-24T07:00"))
    assert (on_time.is_overdue, late.is_overdue) == (False, True)
    assert late.due and late.due.period == "2026-W48"
    assert late.next and late.next.period == "2026-W49"
    assert late.edition == "2026-W47"


def test_what_is_remembered_survives_damage(tmp_path: Path) -> None:
    done = Done("2026-W47", "built", "2026-W47", "2026-11-16T05:00:00+00:00")
    write_record(tmp_path / "state", {"weekly": done})
    assert read_record(tmp_path / "state") == {"weekly": done}
    for damage in ("", "{", "[]", '{"schema": 2}', '{"schema": 1, "briefs": {"a": {"b": 1}}}'):
        (tmp_path / "state" / "due.json").write_text(damage)
        assert read_record(tmp_path / "state") == {}


# The commands ---------------------------------------------------------------------------------------------


def run(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "briefgen", *arguments]
    return subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)


def test_a_run_logs_a_line_of_json_for_each_brief(project: Project) -> None:
    (project.briefs / "broken.yaml").write_text("title: [\n")
    done = run(project, "run-due", "--as-of", "2026-11-18")
    assert done.returncode == 1
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["brief"], line["status"], line["edition"]) for line in lines] == [
        ("broken", "failed", None),
        ("weekly", "built", "2026-W47"),
    ]
    assert lines[1]["due"] == "2026-11-16T06:00:00+01:00" and lines[1]["as_of"] == "2026-11-16"
    assert "briefs/broken.yaml:2:1" in lines[0]["message"] and lines[0]["message"] in done.stderr
    status = run(project, "status", "--as-of", "2026-11-18", "--json")
    assert status.returncode == 1
    assert [one["overdue"] for one in json.loads(status.stdout)] == [True, False]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("run-due", "--catch-up", "all"), "known: each, latest, none"),
        (("run-due", "--as-of", "monday"), "write 2026-11-22"),
        (("schedule", "show", "wekly"), "did you mean 'weekly'?"),
        (("schedule", "install"), "say one of --systemd, --cron and --github"),
    ],
)
def test_misuse_is_told(arguments: tuple[str, ...], told: str, project: Project) -> None:
    done = run(project, *arguments)
    assert done.returncode == 2 and told in done.stderr


def test_the_next_editions_are_shown(project: Project) -> None:
    done = run(project, "schedule", "show", "--as-of", "2027-03-20")
    assert done.stdout.splitlines()[:3] == [
        "weekly",
        "  2027-W12    Mon 2027-03-22 06:00 CET",
        "  2027-W13    Mon 2027-03-29 06:00 CEST",
    ]


# What tells a machine to ask ------------------------------------------------------------------------------

ODD_PATH = PurePosixPath("/srv/our briefs/100% “ours”")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="this machine has no systemd")
def test_units_pass_the_check_of_systemd(tmp_path: Path) -> None:
    folder = tmp_path / "our 100% briefs"
    folder.mkdir()
    for unit in systemd_units([sys.executable, "-m", "briefgen"], PurePosixPath(folder)):
        (tmp_path / unit.name).write_text(unit.text)
    command = ["systemd-analyze", "--user", "verify", "--man=no", str(tmp_path / "briefgen.timer")]
    environment = os.environ | {"XDG_RUNTIME_DIR": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    said = [line for line in done.stderr.splitlines() if "briefgen" in line]
    assert said == [] and done.returncode == 0, done.stderr


def test_a_unit_doubles_what_systemd_would_expand() -> None:
    service, _ = systemd_units(["/opt/my python/bin/python", "-m", "brief$gen"], ODD_PATH)
    assert 'ExecStart="/opt/my python/bin/python" -m brief$$gen run-due' in service.text
    assert "WorkingDirectory=/srv/our briefs/100%% “ours”" in service.text
    with pytest.raises(ValueError, match="line break"):
        systemd_units(["python"], PurePosixPath("/srv/a\nExecStart=b"))


def test_a_line_of_cron_does_what_it_says(tmp_path: Path) -> None:
    folder = tmp_path / "our 100% briefs"
    folder.mkdir()
    line = cron_line(["echo", "it's", "called"], PurePosixPath(folder))
    fields = line.split(maxsplit=5)
    assert fields[:5] == ["17", "*", "*", "*", "*"] and line.endswith("\n")
    command = fields[5].replace("\\%", "%")  # what cron hands to the shell
    subprocess.run(["sh", "-c", command], cwd="/", check=True)
    assert (folder / ".briefgen" / "run-due.log").read_text() == "it's called run-due\n"


def test_the_workflow_passes_the_schema_of_github(tmp_path: Path) -> None:
    (tmp_path / "briefs.yml").write_text(github_workflow(version="0.1.0").text)
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run(
        [*command, str(tmp_path / "briefs.yml")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (tmp_path / "broken.yml").write_text("on: [push]\njobs: {a: {steps: 3}}\n")
    assert subprocess.run(
        [*command, str(tmp_path / "broken.yml")], capture_output=True, check=False
    ).returncode


def test_the_workflow_keeps_editions_on_a_branch_from_an_empty_clone_on(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The steps of the workflow, run as they stand, in a clone that has never seen an edition."""
    home = tmp_path_factory.mktemp("origin")
    identity = {
        f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    environment = os.environ | identity | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "init", "-q", "--bare", str(home / "origin.git")], check=True)
    (project.root / ".gitignore").write_text("output/\n.briefgen/\n")
    for command in (
        ["git", "init", "-q", "-b", "main"],
        ["git", "add", "."],
        ["git", "commit", "-q", "-m", "A project"],
        ["git", "push", "-q", str(home / "origin.git"), "main"],
    ):
        subprocess.run(command, cwd=project.root, check=True, env=environment)

    def week(number: int, now: str) -> list[str]:
        """One run of the workflow in a new clone; the files on the branch after it."""
        clone = home / f"clone-{number}"
        subprocess.run(["git", "clone", "-q", "-b", "main", str(home / "origin.git"), str(clone)], check=True)
        runner = home / f"runner-{number}"
        runner.mkdir()
        steps = yaml.safe_load(github_workflow().text)["jobs"]["briefs"]["steps"]
        program = f"{sys.executable} -m briefgen run-due --as-of {now}"
        for step in (step["run"] for step in steps if "run" in step and "pip install" not in step["run"]):
            script = step.replace("briefgen run-due", program)
            subprocess.run(
                ["bash", "-e", "-o", "pipefail", "-c", script],
                cwd=clone,
                check=True,
                capture_output=True,
                env=environment | {"RUNNER_TEMP": str(runner), "PYTHONPATH": str(ROOT)},
            )
        listed = ["git", "--git-dir", str(home / "origin.git"), "ls-tree", "-r", "--name-only", "editions"]
        return subprocess.run(listed, check=True, capture_output=True, text=True).stdout.splitlines()

    first = ["weekly/2026-W47/manifest.json", "weekly/2026-W47/weekly.json"]
    assert week(1, "2026-11-18") == first
    assert week(2, "2026-11-19") == first  # done: nothing is built, nothing is pushed
    assert week(3, "2026-11-25") == first  # nothing new
    spec = project.briefs / "weekly.yaml"
    spec.write_text(BRIEF.replace("max: 2", "max: 3"))
    for command in (
        ["git", "commit", "-qam", "More"],
        ["git", "push", "-q", str(home / "origin.git"), "main"],
    ):
        subprocess.run(command, cwd=project.root, check=True, env=environment)
    second = ["weekly/2026-W49/manifest.json", "weekly/2026-W49/weekly.json"]
    assert week(4, "2026-12-02") == first + second
    log = ["git", "--git-dir", str(home / "origin.git"), "rev-list", "--count", "editions"]
    assert subprocess.run(log, check=True, capture_output=True, text=True).stdout.strip() == "2"
