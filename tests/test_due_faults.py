"""Whatever ends a weekly run, what was published stands, and the next run makes good what this one left.

Each fault is first let loose on a naive writer, which it must break: else it would prove nothing.
`make soak` does the same with more kills (`KILLS`) and every call that can fail (`EVERY_CALL`).
"""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import due_runs
import pytest
from due_runs import BEFORE, NOW, PERIOD, run_and_exit, said, stands, torn, unhealed
from newsroom import Newsroom

from briefgen.errors import StorageError
from briefgen.paths import Project
from briefgen.regenerate import run_due
from briefgen.render.worker import RenderingProcess

KILLS = int(os.environ.get("KILLS", "20"))
EVERY_CALL = "EVERY_CALL" in os.environ
SLOW = 0.02  # s that the disk takes for each file: a third of the run is writing
PATIENCE = 60.0  # s, for a run
FORKS = get_context("forkserver")
FORKS.set_forkserver_preload(["briefgen.cli.due", "briefgen.build"])
PLAYER = [sys.executable, due_runs.__file__]

LETTER = "“We must talk to both sides in Libya”, Ylva Johansson said.\n"
NEWS = "“The harbours of Libya are no safe place for children”, Magnus Brunner said.\n"


@pytest.fixture(scope="module")
def renderer() -> Iterator[RenderingProcess]:
    with RenderingProcess() as process:
        yield process


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, renderer: RenderingProcess) -> Path:
    """Two briefs after two weeks; in the third there is news for one of them, and none for the other."""
    room = Newsroom(tmp_path_factory.mktemp("due") / "base")
    room.enter("letter", LETTER, title="Letter", issued="2026-01-02", added="2026-01-03")
    schedule = {"every": "week", "on": "monday", "at": "06:00"}
    for name, documents in (("libya", "2026-01-01"), ("quiet", "2026-01-01")):
        until = {"period": {"since": documents, "until": "2026-01-10"}} if name == "quiet" else {}
        room.edit(schedule=schedule, when_unchanged="note", sections=["changes", "quotes"], **until)
        (room.project.briefs / "libya.yaml").rename(room.project.briefs / f"{name}.new")
    for path in room.project.briefs.glob("*.new"):
        path.rename(path.with_suffix(".yaml"))
    for moment in BEFORE:
        due(room.project.root, moment, renderer)
    room.enter("news", NEWS, title="News", issued="2026-01-23", added="2026-01-24")
    return room.project.root


def due(root: Path, moment: str, renderer: RenderingProcess) -> list[int]:
    now = datetime.fromisoformat(f"{moment}+00:00")
    return [made.exit_code for made in run_due(Project.at(root), now=now, renderer=renderer)]


def copies(base: Path, folder: Path) -> Iterator[Path]:
    folder.mkdir()
    number = 0
    while True:
        yield Path(shutil.copytree(base, folder / str(number), symlinks=True))
        number += 1


def start(way: str, root: Path, slow: float = 0.0) -> BaseProcess:
    process = FORKS.Process(target=run_and_exit, args=(way, str(root), slow))
    process.start()
    return process


def ended(process: BaseProcess) -> int | None:
    process.join(PATIENCE)
    code = process.exitcode
    process.kill()
    process.join()
    return code


def harmed(base: Path, root: Path) -> list[str]:
    """What is broken now, or is not what was published before."""
    changed = [] if stands(root) == stands(base) else ["an edition that was published is not as it was"]
    return torn(root) + changed


def healed(root: Path, renderer: RenderingProcess) -> list[str]:
    """What the next run leaves undone, or says that it could not do."""
    codes = due(root, NOW, renderer)
    return unhealed(root) + ([f"the next run ends with {codes}"] if any(codes) else [])


# Without a fault --------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["whole", "naive"])
def test_both_writers_publish_where_nothing_goes_wrong(way: str, base: Path, tmp_path: Path) -> None:
    root = next(copies(base, tmp_path / "runs"))
    assert ended(start(way, root)) == 0, said(root)
    assert (unhealed(root), said(root)) == ([], [])


# kill -9 ----------------------------------------------------------------------------------------------


def killed(way: str, base: Path, folder: Path) -> Iterator[Path]:
    """Projects whose run was killed, at moments drawn from as long as one takes that is left alone."""
    moments, runs = random.Random(20261122), copies(base, folder)
    began = time.monotonic()
    assert ended(start(way, next(runs), SLOW)) == 0
    whole = time.monotonic() - began
    for root in runs:
        process = start(way, root, SLOW)
        time.sleep(moments.uniform(0, whole))
        process.kill()
        process.join()
        yield root


def test_a_kill_tears_what_a_naive_writer_writes(base: Path, tmp_path: Path) -> None:
    runs = killed("naive", base, tmp_path / "runs")
    assert any(torn(next(runs)) for _ in range(KILLS))


def test_no_kill_tears_anything_and_the_next_run_heals(
    base: Path, tmp_path: Path, renderer: RenderingProcess
) -> None:
    runs = killed("whole", base, tmp_path / "runs")
    left = 0
    for number in range(KILLS):
        root = next(runs)
        assert harmed(base, root) == [], number
        left += bool(unhealed(root))
        assert healed(root, renderer) == [], number
        shutil.rmtree(root)
    assert left, "no kill came before the end: the moments prove nothing"


# Several at once --------------------------------------------------------------------------------------

AT_ONCE = 8


def at_once(way: str, root: Path) -> list[int | None]:
    return [ended(process) for process in [start(way, root, 5 * SLOW) for _ in range(AT_ONCE)]]


def test_naive_runs_at_once_get_in_each_other_s_way(base: Path, tmp_path: Path) -> None:
    root = next(copies(base, tmp_path / "runs"))
    codes = at_once("naive", root)
    assert set(codes) - {0, 75} or unhealed(root)


def test_of_eight_runs_at_once_one_publishes(base: Path, tmp_path: Path, renderer: RenderingProcess) -> None:
    root = next(copies(base, tmp_path / "runs"))
    codes = at_once("whole", root)
    assert 0 in codes and set(codes) <= {0, 75}, codes
    assert harmed(base, root) == []
    assert unhealed(root) == []
    assert healed(root, renderer) == []


# Calls that fail --------------------------------------------------------------------------------------

BASE_TURN = {"openat": 4000, "write": 4000}  # more than any other process of a run makes of them
FAULTS = [
    ("fsync", "ENOSPC", range(1, 20), [1, 6, 11, 13]),
    ("fsync", "EIO", range(1, 20), [2]),
    ("rename", "ENOSPC", range(1, 10), [1, 3, 5]),
    ("rename", "EROFS", range(1, 10), []),
    ("symlink", "ENOSPC", range(1, 3), [1]),
    ("mkdir", "ENOSPC", range(1, 9), [3]),
    ("mkdir", "EACCES", range(1, 9), []),
    ("unlink", "EIO", range(1, 10), [7]),
    ("openat", "EMFILE", range(3, 1000, 3), [300]),
    ("openat", "EIO", range(2, 1000, 3), []),
    ("write", "ENOSPC", range(1, 60), [4, 19]),
]


def may_trace() -> bool:
    strace = shutil.which("strace")
    return bool(strace) and not subprocess.run([strace, "-o", os.devnull, "true"], check=False, capture_output=True).returncode  # type: ignore[list-item]  # fmt: skip


traced = pytest.mark.skipif(not may_trace(), reason="strace is not there, or may not trace")


def injected(
    call: str, error: str, base: Path, where: Path, way: str, turns: list[int]
) -> list[dict[str, Any]]:
    where.mkdir()
    turn = BASE_TURN.get(call, 60)
    names = {"fsync": "fsync,fdatasync", "rename": "/^rename", "unlink": "/^unlink|^rmdir"}.get(call, call)
    fault = f"inject={names}:error={error}:when={turn}"
    tracing = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", os.devnull, "-e", f"trace={names}", "-e", fault]
    words = ["inject", call, str(turn), str(base), str(where), way, *map(str, turns)]
    return played([*tracing, *PLAYER, *words])


def played(command: list[str]) -> list[dict[str, Any]]:
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert ran.returncode == 0, ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]


@traced
def test_a_call_that_fails_tears_what_a_naive_writer_writes(base: Path, tmp_path: Path) -> None:
    told = injected("fsync", "ENOSPC", base, tmp_path / "injected", "naive", [3, 6, 9])
    assert any(one["torn"] for one in told)


@traced
@pytest.mark.parametrize(("call", "error", "every", "some"), FAULTS)
def test_a_call_that_fails_harms_nothing_and_the_next_run_heals(
    call: str,
    error: str,
    every: range,
    some: list[int],
    base: Path,
    tmp_path: Path,
    renderer: RenderingProcess,
) -> None:
    turns = list(every if EVERY_CALL else some)
    if not turns:
        pytest.skip("in make soak")
    told = injected(call, error, base, tmp_path / "injected", "whole", turns)
    assert len(told) == len(turns) and any(one["code"] == 74 for one in told)
    for one in told:
        root = tmp_path / "injected" / f"{call}-{one['what']}"
        assert one["code"] in (0, 1, 74, 75), one
        assert (one["torn"], one["stands"]) == ([], stands(base)), one
        assert not [line for line in one["said"] if "Traceback" in line], one
        assert one["said"] if one["code"] else not one["said"], one
        assert len(one["said"]) <= 2, one
        assert healed(root, renderer) == [], one


@pytest.mark.parametrize("file", ["news.txt", "libya.yaml"])
def test_what_the_disk_does_not_give_is_not_withdrawn(
    file: str,
    base: Path,
    tmp_path: Path,
    renderer: RenderingProcess,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = next(copies(base, tmp_path / "runs"))
    real_open, real_stat = os.open, Path.stat

    def refuse(path: object) -> None:
        if str(path).endswith(file):
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))

    with monkeypatch.context() as patched:
        patched.setattr(
            os, "open", lambda path, *rest, **named: refuse(path) or real_open(path, *rest, **named)
        )
        patched.setattr(Path, "stat", lambda path, **named: refuse(path) or real_stat(path, **named))
        now = datetime.fromisoformat(f"{NOW}+00:00")
        project = Project.at(root)
        with pytest.raises(StorageError, match="input/output error"):
            for made in run_due(project, now=now, pause=lambda seconds: None, renderer=renderer):
                raise made.error or AssertionError(made)
    assert harmed(base, root) == []
    assert healed(root, renderer) == []


# Disks ------------------------------------------------------------------------------------------------


def may_mount(folder: Path) -> bool:
    """Whether a small disk can be mounted: `unshare` may be missing, or user namespaces be forbidden."""
    command = ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", str(folder)]
    is_there = shutil.which("unshare") is not None
    return is_there and subprocess.run(command, check=False, capture_output=True).returncode == 0


@pytest.fixture
def where(tmp_path: Path) -> Path:
    """A folder in which projects get disks of their own."""
    if not may_mount(tmp_path):
        pytest.skip("no disk can be mounted here: unshare -rm is not there, or not allowed")
    return tmp_path


def on_a_disk(part: str, base: Path, where: Path, *words: str) -> list[dict[str, Any]]:
    return played(["unshare", "-rm", *PLAYER, part, str(base), str(where), *words])


def free(most: int, step: int, some: list[int]) -> list[str]:
    """Bytes that are left on a disk: some, or up to as many as a run takes."""
    return [str(left) for left in (range(0, most, step) if EVERY_CALL else some)]


def test_a_full_disk_tears_what_a_naive_writer_writes(base: Path, where: Path) -> None:
    told = on_a_disk("full", base, where, "output", "naive", "0", "8192", "16384")
    assert any(one["torn"] for one in told)


@pytest.mark.parametrize(
    ("folder", "left"),
    [("output", free(300_000, 4096, [0, 8192, 24_576])), (".briefgen", free(400_000, 8192, [0, 80_000]))],
)
def test_a_full_disk_harms_nothing_and_with_room_the_next_run_heals(
    folder: str, left: list[str], base: Path, where: Path
) -> None:
    told = on_a_disk("full", base, where, folder, "whole", *left)
    assert len(told) == len(left) and told[0]["code"] == 74
    for one in told:
        assert one["code"] in (0, 74), one
        assert (one["torn"], one["stands"]) == ([], stands(base)), one
        assert (one["again"], one["unhealed"]) == (0, []), one
        assert (1 <= len(one["said"]) <= 2) == bool(one["code"]), one


@pytest.mark.parametrize("folder", ["output", ".briefgen"])
def test_a_disk_that_may_not_be_written_is_told_and_harms_nothing(
    folder: str, base: Path, where: Path
) -> None:
    (one,) = on_a_disk("read-only", base, where, folder)
    assert one["code"] == 74 and 1 <= len(one["said"]) <= 2, one
    assert (one["torn"], one["stands"]) == ([], stands(base))
    assert (one["again"], one["unhealed"]) == (0, [])


# The clock --------------------------------------------------------------------------------------------


def test_a_clock_that_goes_back_makes_no_edition(
    base: Path, tmp_path: Path, renderer: RenderingProcess
) -> None:
    root = next(copies(base, tmp_path / "runs"))
    due(root, NOW, renderer)
    for moment in (BEFORE[1], BEFORE[0]):  # their weeks are done, or were found to be without news
        before = sorted(str(path) for path in (root / "output").rglob("*"))
        due(root, moment, renderer)
        assert sorted(str(path) for path in (root / "output").rglob("*")) == before
    now = datetime.fromisoformat("2020-01-06T07:00+00:00")
    told = list(run_due(Project.at(root), now=now, renderer=renderer))
    assert [(one.exit_code, one.slot) for one in told] == [(1, None), (1, None)]
    assert told[0].outcome is not None
    (problem,) = told[0].outcome.problems
    assert "today is 2020-01-06, and there is an edition of 2026-W05" in str(problem)
    assert (root / "output" / "libya" / "latest").readlink() == Path(PERIOD)
    assert due(root, NOW, renderer) == [0, 0]
