"""Two years of weeks in the life of a brief, and after each of them: is everything right that was made of it?

Documents enter, get corrected sidecars and texts, are tagged by a person and withdrawn; the brief is pinned,
shortened, translated; weeks are missed, clocks are put forward and back. What each edition must tell is worked
out by a model that knows none of the program (`play_oracle`).
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from newsroom import Newsroom
from play_corpus import AUTUMN, FIRST, MISSED, MISSED_EACH, SPRING, WEEKS, World, due_at, happen, sunday
from play_oracle import Printed, changes, eligible, new_sources, printed

from briefgen.build import build_briefs
from briefgen.cli.verify import _library
from briefgen.editions.archive import faults_of
from briefgen.editions.unchanged import unchanged_periods
from briefgen.regenerate import CatchUp, Regenerated, run_due
from briefgen.render.worker import RenderingProcess
from briefgen.spec.project import load_settings
from briefgen.store import open_store
from briefgen.verify import Library, read, verify

FORMATS = {"json": ".json", "markdown": ".md", "html": ".html", "pdf": ".pdf"}
HOURS = range(0, 30, 3)  # around an hour that is skipped, or there twice


@pytest.fixture
def in_memory() -> Iterator[Path]:
    """A folder that costs no disk, where there is one: two years sync some thousand files."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="play-", dir=memory if memory.is_dir() else None))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def renderer() -> Iterator[RenderingProcess]:
    with RenderingProcess() as process:
        yield process


@dataclass
class Stage:
    """The project that is played in, beside a second one in which past editions are made again."""

    room: Newsroom
    again: Newsroom
    renderer: RenderingProcess
    world: World = field(default_factory=World)
    editions: dict[str, Made] = field(default_factory=dict)
    library: tuple[object, Library] | None = None
    chance: random.Random = field(default_factory=lambda: random.Random(20260104))

    def set(self) -> None:
        """The model, written into files; what did not change is not touched."""
        self.room.edit(**self.world.spec())
        wanted = {paper.id: (paper.text, paper.sidecar()) for paper in self.world.papers.values()}
        standing = {path.stem for path in self.room.project.seeds.glob("*.txt")}
        for id_ in standing - wanted.keys():
            self.room.withdraw(id_)
        for id_, (text, sidecar) in wanted.items():
            self.room.enter(id_, text, **sidecar)

    def run(self, now: datetime, catch_up: CatchUp = CatchUp.LATEST) -> list[Regenerated]:
        def wait(seconds: float) -> None:
            raise AssertionError("nothing was in the way")

        return list(
            run_due(self.room.project, now=now, catch_up=catch_up, pause=wait, renderer=self.renderer)
        )

    def files(self) -> dict[str, bytes]:
        root = self.room.project.root
        return {
            str(path.relative_to(root)): path.read_bytes()
            for folder in (self.room.project.seeds, self.room.project.briefs)
            for path in folder.iterdir()
        }


@dataclass(frozen=True)
class Made:
    """An edition that was published: its files as they stood, and the project that it was made from."""

    day: date
    printed: Printed
    stands: dict[str, tuple[int, ...]]
    sha256: dict[str, str]
    source: dict[str, bytes]


def as_it_stands(folder: Path) -> dict[str, tuple[int, ...]]:
    """What no writing leaves as it was: the change time of a file cannot be set back."""
    found = {path.name: path.stat() for path in (folder, *folder.iterdir())}
    return {name: (s.st_ino, s.st_size, s.st_mtime_ns, s.st_ctime_ns) for name, s in found.items()}


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def period_of(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


# What must hold after each step -----------------------------------------------------------------------


def claims_of(record: dict[str, Any]) -> set[str]:
    """The claims that an edition prints, as the model calls them."""
    sections = {s["kind"] for s in record["sections"]}
    own = {item for s in record["sections"] if s["kind"] in ("quotes", "figures") for item in ids_in(s)}
    assert sections >= {"changes", "limits"}
    return {key_of(item) for item in record["evidence"] if item["id"] in own}


def ids_in(section: dict[str, Any]) -> set[str]:
    printed = json.dumps(section)
    return {
        part.strip('"')
        for part in printed.replace(",", " ").split()
        if part.startswith(('"quote-', '"figure-'))
    }


def key_of(claim: dict[str, Any]) -> str:
    return f"{claim['type']} {int(claim['document'].rpartition('-')[2])}"


def told(record: dict[str, Any]) -> list[str]:
    lines = []
    for item in record["changes"]["items"]:
        kinds = [item["kind"], *item["also"], *item["revised"], *([item["why"]] if item["why"] else [])]
        lines.append(f"{' '.join(kinds)}: {key_of(item['after'] or item['before'])}")
    return sorted(lines)


def is_right(stage: Stage, made: Regenerated, day: date, last: Printed | None) -> Printed:
    """A new edition is whole, tells what the model says, and quotes what stands in the corpus."""
    assert made.outcome is not None and made.outcome.folder is not None
    folder, name = made.outcome.folder, made.outcome.edition
    assert (name, faults_of(folder)) == (period_of(day), [])
    wanted = {f"libya{FORMATS[one]}" for one in stage.world.brief.get("output", ["json", "markdown"])}
    assert {path.name for path in folder.iterdir() if not path.name.startswith("source-")} == wanted | {
        "manifest.json"
    }
    record = json.loads((folder / "libya.json").read_bytes())
    claims = claims_of(record)
    now = printed(stage.world, day, {key for key in claims if key.startswith("quote")})
    assert claims == set(now.claims)
    before = {item["before"]["document"] for item in record["changes"]["items"] if item["before"]}
    assert now.cited <= {source["id"] for source in record["sources"]} <= now.cited | before
    assert (record["edition"], record["as_of"]) == (name, str(day))
    if last is None:
        assert record["changes"]["none_because"] is not None
    else:
        assert told(record) == changes(stage.world, last, now, day)
        assert set(record["changes"]["new_sources"]) == new_sources(last, now)
        kept = now.claims.keys() & last.claims.keys()
        revised = [line for line in told(record) if not line.startswith(("new", "gone"))]
        assert record["changes"]["unchanged"] == len(kept) - len(revised)
    markdown = (folder / "libya.md").read_bytes()
    assert verify(read(markdown, ".md"), library_of(stage)).findings == []
    return now


def library_of(stage: Stage) -> Library:
    corpus = tuple(sorted((p.id, p.text, str(p.sidecar())) for p in stage.world.papers.values()))
    if stage.library is None or stage.library[0] != corpus:
        with open_store(load_settings(stage.room.project).store) as store:
            stage.library = (corpus, _library(stage.room.project, store))
    return stage.library[1]


def nothing_else_was_touched(stage: Stage) -> None:
    home = stage.room.home
    editions = {path.name for path in home.iterdir() if path.is_dir() and not path.is_symlink()}
    assert editions == stage.editions.keys()
    for name, made in stage.editions.items():
        assert as_it_stands(home / name) == made.stands, name
    newest = max(stage.editions, key=lambda name: stage.editions[name].day)
    assert (home / "latest").readlink() == Path(newest)
    assert not [path.name for path in stage.room.project.output.iterdir() if path.name.startswith(".")]
    page = (stage.room.project.output / "index.html").read_text()
    assert all(f"libya/{name}/" in page for name in stage.editions)


def a_past_edition_is_made_again(stage: Stage, folder: Path) -> None:
    """From the corpus as it stood, into another folder: the same bytes."""
    name = stage.chance.choice(sorted(stage.editions))
    past, root = stage.editions[name], stage.again.project.root
    for path in [p for sub in ("seeds", "briefs") for p in (root / sub).iterdir()]:
        if str(path.relative_to(root)) not in past.source:
            path.unlink()
    for path, content in past.source.items():
        (root / path).write_bytes(content)
    against = json.loads((stage.room.home / name / "manifest.json").read_bytes())["against"]
    output = folder / name
    (outcome,) = build_briefs(
        stage.again.project,
        ["libya"],
        as_of=past.day,
        output=output,
        against=stage.room.home / against if against else None,
        renderer=stage.renderer,
    )
    assert outcome.folder is not None, [str(problem) for problem in outcome.problems]
    assert digests(outcome.folder) == past.sha256, name
    shutil.rmtree(output)


# What else happens to it --------------------------------------------------------------------------------


def hours_later_nothing_is_due(stage: Stage, now: datetime) -> None:
    """Around an hour that is skipped, or there twice, and around the end of a year."""
    for hours in HOURS:
        later = now.astimezone(UTC) + timedelta(hours=hours)
        assert [one.slot for one in stage.run(later)] == [None], later


def it_is_harmed_and_heals(stage: Stage, now: datetime) -> None:
    """What a killed run may leave, and what somebody took away, though nothing is due."""
    output = stage.room.project.output
    (output / ".stage-dead").mkdir()
    (output / ".stage-dead" / "libya.md").write_text("half")
    (output / "index.html").unlink()
    latest = stage.room.home / "latest"
    latest.unlink()
    latest.symlink_to(min(stage.editions))
    assert [one.slot for one in stage.run(now)] == [None]


def its_memory_is_lost(stage: Stage, now: datetime) -> None:
    shutil.rmtree(stage.room.project.state)
    assert [one.slot for one in stage.run(now)] == [None]


def the_clock_goes_back(stage: Stage, now: datetime) -> None:
    """To weeks that have their edition, and to one that was missed: that one must not be made up for now."""
    assert [one.slot for one in stage.run(due_at(sunday(30)))] == [None]
    (made,) = stage.run(due_at(sunday(max(MISSED))))
    assert made.exit_code == 1 and made.outcome is not None and made.slot is None
    (problem,) = made.outcome.problems
    assert f"there is an edition of {max(stage.editions)}" in problem.message


BESIDES = {
    33: its_memory_is_lost,
    35: it_is_harmed_and_heals,
    46: the_clock_goes_back,
    51: hours_later_nothing_is_due,
    52: hours_later_nothing_is_due,
} | {(day - FIRST).days // 7: hours_later_nothing_is_due for day in (*SPRING, *AUTUMN)}


# The play ---------------------------------------------------------------------------------------------


def test_two_years_of_weeks(in_memory: Path, renderer: RenderingProcess) -> None:
    stage = Stage(Newsroom(in_memory / "project"), Newsroom(in_memory / "again"), renderer)
    last: Printed | None = None
    quiet: list[str] = []
    waiting: list[int] = []
    for week in range(WEEKS):
        happen(stage.world, week)
        waiting.append(week)
        if week in MISSED_EACH | MISSED:
            continue
        stage.set()
        now, each = due_at(sunday(week)), week - 1 in MISSED_EACH
        assert [one.slot for one in stage.run(now - timedelta(minutes=1), CatchUp.NONE)] == [None]
        ran = stage.run(now, CatchUp.EACH if each else CatchUp.LATEST)
        days = [sunday(one) for one in (waiting if each else waiting[-1:])]
        waiting.clear()
        assert [one.slot.day for one in ran if one.slot] == days
        for day, made in zip(days, ran, strict=True):
            assert made.outcome is not None and made.exit_code == 0, made
            if last is not None and stage.world.spec()["when_unchanged"] != "publish":
                assert is_news(stage, last, day) is (made.outcome.status == "built")
            if made.outcome.status == "unchanged":
                newest = max(stage.editions)
                assert (made.outcome.edition, made.outcome.folder) == (newest, stage.room.home / newest)
                quiet.append(period_of(day))
                continue
            last = is_right(stage, made, day, last)
            folder = made.outcome.folder
            assert folder is not None
            stage.editions[folder.name] = Made(
                day, last, as_it_stands(folder), digests(folder), stage.files()
            )
        if week in BESIDES:
            BESIDES[week](stage, now)
        nothing_else_was_touched(stage)
        a_past_edition_is_made_again(stage, in_memory / "elsewhere")
    for name, past in stage.editions.items():
        assert digests(stage.room.home / name) == past.sha256
    noted = [one.period for one in unchanged_periods(stage.room.project.output, "libya")]
    assert noted == [period for period in quiet if period >= period_of(sunday(68))]
    assert len(quiet) > len(noted) > 3
    assert {"2026-W01", "2026-W53", "2027-W01", "2027-W51"} <= stage.editions.keys()


def is_news(stage: Stage, last: Printed, day: date) -> bool:
    """Whether an edition of the day would say something else; all quotations are asked for in these weeks."""
    there = {key for key in eligible(stage.world, day) if key.startswith("quote")}
    now = printed(stage.world, day, there)
    return (now.claims, now.looks) != (last.claims, last.looks)
