"""Editions appear whole or not at all, whatever happens to the run that makes them."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from edition_writer import BRIEF, PERIOD, contents, publish_naively, publish_whole

from briefgen.editions import stage
from briefgen.editions.archive import (
    Made,
    earlier_folders,
    editions_of,
    first_day,
    preview,
    publish,
    read_edition,
    unchanged,
)
from briefgen.editions.lock import hold
from briefgen.editions.manifest import digest_inputs, read_manifest
from briefgen.editions.toolchain import tool_chain
from briefgen.errors import BusyError, StorageError
from briefgen.model.edition import Rhythm, edition_name

WRITER = Path(__file__).with_name("edition_writer.py")
RUNS = int(os.environ.get("KILLS", "20"))
MADE = Made(date(2026, 11, 22), {"spec": "a" * 64, "document report": "b" * 64}, {"python": "3.11.7"})
FILES = {"libya.md": b"# Libya\n", "libya.html": b"<p>Libya", "empty.txt": b""}


def other(name: str) -> Made:
    return replace(MADE, inputs={"spec": name})


def torn(output: Path) -> list[str]:
    """What a reader would find broken: files that differ from their manifest, a link that leads nowhere."""
    home = output / BRIEF
    found = []
    for folder in [path for path in home.iterdir() if path.is_dir() and not path.is_symlink()]:
        record = folder / "manifest.json"
        files = json.loads((record.exists() and record.read_bytes()) or b"{}").get("files", {})
        names = {path.name for path in folder.iterdir()} - {"manifest.json"}
        same = {
            name
            for name in names & files.keys()
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() == files[name]
        }
        found += [folder.name] if same != files.keys() | names or not files else []
    if not (home / "latest" / "manifest.json").is_file():
        found.append("latest")
    return found


# Publishing -------------------------------------------------------------------------------------------


def test_an_edition_is_a_flat_folder_with_its_manifest(tmp_path: Path) -> None:
    published = publish(tmp_path / "output", BRIEF, PERIOD, FILES, MADE)
    assert published.is_new
    assert published.folder == tmp_path / "output" / BRIEF / PERIOD
    assert {path.name: path.read_bytes() for path in published.folder.iterdir()} == FILES | {
        "manifest.json": (published.folder / "manifest.json").read_bytes()
    }
    record = json.loads((published.folder / "manifest.json").read_bytes())
    assert record["files"] == {name: hashlib.sha256(c).hexdigest() for name, c in FILES.items()}
    assert (record["edition"], record["as_of"]) == (PERIOD, "2026-11-22")
    assert record["inputs"] == dict(MADE.inputs)
    assert (tmp_path / "output" / BRIEF / "latest").readlink() == Path(PERIOD)
    assert [path.name for path in (tmp_path / "output").iterdir()] == [BRIEF]


def test_equal_inputs_write_nothing(tmp_path: Path) -> None:
    first = publish(tmp_path, BRIEF, PERIOD, FILES, MADE)
    before = {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    again = publish(tmp_path, BRIEF, PERIOD, {"libya.md": b"something else"}, MADE)
    assert (again.is_new, again.edition) == (False, first.edition)
    assert unchanged(tmp_path, BRIEF, PERIOD, MADE.inputs) == again
    assert unchanged(tmp_path, BRIEF, PERIOD, {"spec": "b"}) is None
    assert {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()} == before


def test_other_inputs_in_the_same_period_make_revisions(tmp_path: Path) -> None:
    names = [publish(tmp_path, BRIEF, PERIOD, FILES, other(name)).edition.name for name in "abc"]
    assert names == ["2026-W47", "2026-W47.1", "2026-W47.2"]
    assert (tmp_path / BRIEF / "latest").readlink() == Path("2026-W47.2")
    # What the first inputs were is no matter: the last edition of the period was made from others.
    assert publish(tmp_path, BRIEF, PERIOD, FILES, other("a")).edition.revision == 3


def test_editions_are_listed_by_period_and_revision(tmp_path: Path) -> None:
    for name in range(11):
        publish(tmp_path, BRIEF, "2026-W09", FILES, other(str(name)))
    publish(tmp_path, BRIEF, "2026-W10", FILES, MADE)
    publish(tmp_path, BRIEF, "2025-12", FILES, MADE)
    (tmp_path / BRIEF / "2026-W11").mkdir()
    listed = [edition.name for edition in editions_of(tmp_path, BRIEF)]
    assert listed == ["2025-12", "2026-W09", *(f"2026-W09.{r}" for r in range(1, 11)), "2026-W10"]
    assert [e.name for e in editions_of(tmp_path, BRIEF, "2026-W10")] == ["2026-W10"]
    before = [folder.name for folder in earlier_folders(tmp_path, BRIEF, first_day("2026-W10"))]
    assert before[:2] == ["2026-W09.10", "2026-W09.9"] and before[-1] == "2025-12"
    assert earlier_folders(tmp_path, BRIEF, first_day("2025-12")) == ()
    assert editions_of(tmp_path, "other") == ()


@pytest.mark.parametrize("rhythm", Rhythm)
@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2027, 1, 1), date(2024, 12, 30)])
def test_every_name_of_an_edition_has_its_first_day(rhythm: Rhythm, day: date) -> None:
    begins = first_day(edition_name(rhythm, day))
    assert begins <= day
    assert edition_name(rhythm, begins) == edition_name(rhythm, day)


def test_a_link_left_behind_by_a_kill_moves_on_the_next_run(tmp_path: Path) -> None:
    publish(tmp_path, BRIEF, PERIOD, FILES, other("a"))
    publish(tmp_path, BRIEF, PERIOD, FILES, other("b"))
    latest = tmp_path / BRIEF / "latest"
    for left in ("2026-W47", "nowhere", None):
        latest.unlink()
        if left:
            latest.symlink_to(left)
        with hold(tmp_path):
            assert unchanged(tmp_path, BRIEF, PERIOD, other("b").inputs) is not None
        assert latest.readlink() == Path("2026-W47.1")


def test_a_dead_stage_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".stage-dead").mkdir()
    (tmp_path / ".stage-dead" / "libya.md").write_text("half")
    (tmp_path / ".stage-link-1").symlink_to("/etc")
    (tmp_path / ".kept").mkdir()
    with hold(tmp_path):
        assert [path.name for path in tmp_path.iterdir()] == [".kept"]
    assert Path("/etc").is_dir()


# What was done to what is published -------------------------------------------------------------------


def test_a_damaged_edition_is_neither_used_nor_overwritten(tmp_path: Path) -> None:
    first = publish(tmp_path, BRIEF, PERIOD, FILES, MADE)
    (first.folder / "libya.md").write_bytes(b"tampered")
    second = publish(tmp_path, BRIEF, PERIOD, FILES, MADE)
    assert (second.is_new, second.edition.name) == (True, "2026-W47.1")
    assert (first.folder / "libya.md").read_bytes() == b"tampered"
    with pytest.raises(StorageError, match=r"libya\.md was changed after it was published"):
        read_edition(first.folder, "libya.md")
    assert read_edition(second.folder, "libya.md") == FILES["libya.md"]
    with pytest.raises(StorageError, match=r"holds no other\.md"):
        read_edition(second.folder, "other.md")
    (second.folder / "libya.md").unlink()
    with pytest.raises(StorageError, match="cannot be read"):
        read_edition(second.folder, "libya.md")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"[]", "holds no record"),
        (b"{}", "has schema None"),
        (b'{"schema": 1}', "is damaged"),
        (b'{"schema": 2}', "has schema 2"),
    ],
)
def test_a_damaged_manifest_is_told_in_a_line(tmp_path: Path, content: bytes, message: str) -> None:
    published = publish(tmp_path, BRIEF, PERIOD, FILES, MADE)
    (published.folder / "manifest.json").write_bytes(content)
    with pytest.raises(StorageError, match=message):
        read_manifest(published.folder)
    assert publish(tmp_path, BRIEF, PERIOD, FILES, MADE).edition.name == "2026-W47.1"


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    made = replace(MADE, against="2026-W46")
    published = publish(tmp_path, BRIEF, PERIOD, FILES, made)
    read = read_manifest(published.folder)
    assert read.edition == published.edition
    assert (read.as_of, read.inputs, read.tools, read.against) == (
        made.as_of,
        made.inputs,
        made.tools,
        "2026-W46",
    )
    assert read.encode() == (published.folder / "manifest.json").read_bytes()


def test_the_digest_of_inputs_tells_names_from_digests() -> None:
    assert digest_inputs({"a": "b", "c": "d"}) == digest_inputs({"c": "d", "a": "b"})
    assert len({digest_inputs(i) for i in ({"a": "b\nc d"}, {"a": "b", "c": "d"}, {"a b": "c d"}, {})}) == 4


@pytest.mark.parametrize("what", ["folder", "file"])
def test_something_else_in_the_place_of_latest_is_left_alone(tmp_path: Path, what: str) -> None:
    latest = tmp_path / BRIEF / "latest"
    latest.parent.mkdir()
    latest.mkdir() if what == "folder" else latest.write_text("mine")
    with pytest.raises(StorageError, match="is not a link"):
        publish(tmp_path, BRIEF, PERIOD, FILES, MADE)
    assert [path.name for path in (tmp_path / BRIEF).iterdir()] == ["latest"]


def test_a_link_that_leads_elsewhere_is_replaced_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    output = tmp_path / "output"
    publish(output, BRIEF, PERIOD, FILES, MADE)
    (output / BRIEF / "latest").unlink()
    (output / BRIEF / "latest").symlink_to(outside)
    publish(output, BRIEF, PERIOD, FILES, other("new"))
    assert list(outside.iterdir()) == []
    assert (output / BRIEF / "latest").readlink() == Path("2026-W47.1")


def test_a_brief_s_folder_may_not_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / BRIEF).symlink_to(tmp_path / "outside")
    for put in (publish, preview):
        with pytest.raises(StorageError, match="is not a folder"):
            put(tmp_path / "output", BRIEF, PERIOD, FILES, MADE)
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize(
    ("brief", "period", "name"),
    [
        ("../libya", PERIOD, "a.md"),
        ("", PERIOD, "a.md"),
        (".hidden", PERIOD, "a.md"),
        ("libya\0", PERIOD, "a.md"),
        ("libya", "2026-W47/..", "a.md"),
        ("libya", "2026-W60", "a.md"),
        ("libya", "latest", "a.md"),
        ("libya", PERIOD, "../a.md"),
        ("libya", PERIOD, "sub/a.md"),
        ("libya", PERIOD, ".a.md"),
        ("libya", PERIOD, "manifest.json"),
    ],
)
def test_no_name_leaves_its_folder(tmp_path: Path, brief: str, period: str, name: str) -> None:
    for put in (publish, preview):
        with pytest.raises(ValueError, match=r"no name|no such|[Ii]nvalid"):
            put(tmp_path / "output", brief, period, {name: b""}, MADE)
    assert list(tmp_path.iterdir()) == []


# Previews ---------------------------------------------------------------------------------------------


def test_a_preview_takes_the_place_of_the_last_and_is_no_edition(tmp_path: Path) -> None:
    preview(tmp_path, BRIEF, PERIOD, FILES, MADE)
    folder = preview(tmp_path, BRIEF, PERIOD, {"libya.md": b"new"}, MADE)
    assert folder == tmp_path / BRIEF / "preview"
    assert {path.name for path in folder.iterdir()} == {"libya.md", "manifest.json"}
    assert read_manifest(folder).edition.files == {"libya.md": hashlib.sha256(b"new").hexdigest()}
    assert editions_of(tmp_path, BRIEF) == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == [BRIEF]
    assert not (tmp_path / BRIEF / "latest").is_symlink()


# One run at a time ------------------------------------------------------------------------------------


def test_a_second_run_is_told_at_once_that_the_folder_is_busy(tmp_path: Path) -> None:
    with hold(tmp_path):
        for put in (publish, preview):
            with pytest.raises(BusyError, match="another run of briefgen holds") as raised:
                put(tmp_path, BRIEF, PERIOD, FILES, MADE)
            assert raised.value.exit_code == 75
        assert publish(tmp_path, BRIEF, PERIOD, FILES, MADE, is_held=True).is_new
    assert not publish(tmp_path, BRIEF, PERIOD, FILES, MADE).is_new


FORKED = """
import os, sys, time
from pathlib import Path
from briefgen.editions.lock import hold
output = Path(sys.argv[1])
with hold(output):
    child = os.fork()
    if not child:
        time.sleep(30)
        os._exit(0)
    time.sleep(0.1)
with hold(output):
    print("held again")
os.kill(child, 9)
os.waitpid(child, 0)
"""


def test_a_worker_that_lives_on_does_not_keep_the_folder(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FORKED, tmp_path], capture_output=True, text=True, timeout=20, check=False
    )
    assert ran.stdout == "held again\n", ran.stderr


# A disk that refuses ----------------------------------------------------------------------------------


def fail_at(monkeypatch: pytest.MonkeyPatch, function: str, code: int, turn: int) -> list[str]:
    """The `turn`-th call of an `os` function fails as a full or read-only disk does; returns what was called."""
    calls: list[str] = []
    real: Callable[..., object] = getattr(os, function)

    def failing(*args: object, **named: object) -> object:
        calls.append(function)
        if len(calls) == turn:
            raise OSError(code, os.strerror(code), args[0] if isinstance(args[0], str) else None)
        return real(*args, **named)

    monkeypatch.setattr(os, function, failing)
    return calls


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
@pytest.mark.parametrize(
    ("function", "turn"),
    [("fsync", 1), ("fsync", 3), ("fsync", 5), ("rename", 1), ("mkdir", 2), ("symlink", 1)],
)
def test_a_disk_that_refuses_leaves_no_stage_and_harms_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str, turn: int, code: int
) -> None:
    publish_whole(tmp_path, 0)
    with monkeypatch.context() as patched:
        calls = fail_at(patched, function, code, turn)
        with pytest.raises(StorageError) as raised:
            publish_whole(tmp_path, 1)
        assert len(calls) >= turn
    assert raised.value.exit_code == 74
    assert "\n" not in str(raised.value)
    assert os.strerror(code) in str(raised.value)
    assert [path.name for path in tmp_path.iterdir()] == [BRIEF]
    assert torn(tmp_path) == []
    publish_whole(tmp_path, 1)
    assert (tmp_path / BRIEF / "latest" / "libya.md").read_bytes() == contents(1)["libya.md"]


def test_the_fault_injector_tears_a_naive_writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_naively(tmp_path, 0)
    assert torn(tmp_path) == []
    with monkeypatch.context() as patched:
        fail_at(patched, "symlink", errno.ENOSPC, 1)
        with pytest.raises(OSError, match="No space"):
            publish_naively(tmp_path, 1)
    assert torn(tmp_path) == ["latest"]


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from briefgen.errors import StorageError
from edition_writer import publish_naively, publish_whole
for write in (publish_whole, publish_naively):
    try:
        write(Path(sys.argv[2]) / write.__name__, 0)
    except (StorageError, OSError) as error:
        print(type(error).__name__)
"""


def test_a_file_that_the_system_cuts_short_is_never_published(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, WRITER.parent, tmp_path], capture_output=True, text=True, check=False
    )
    assert ran.stdout.split() == ["StorageError", "OSError"], ran.stderr
    assert list((tmp_path / "publish_whole").iterdir()) == []
    assert "2026-W47" in torn(tmp_path / "publish_naively")


def test_an_output_that_is_a_file_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("")
    with pytest.raises(StorageError, match="output cannot be written"):
        publish(tmp_path / "output", BRIEF, PERIOD, FILES, MADE)


# kill -9 ----------------------------------------------------------------------------------------------


def killed_at_random(way: str, folder: Path) -> list[str]:
    """What is torn after runs that were killed at moments drawn with a fixed seed."""
    moments = random.Random(20261122)
    found = []
    for run in range(RUNS):
        output = folder / str(run)
        with subprocess.Popen(
            [sys.executable, WRITER, way, output], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"ready\n"
            time.sleep(moments.uniform(0, 0.05))
            writer.kill()
        found += torn(output)
    return found


def test_killing_tears_a_naive_writer(tmp_path: Path) -> None:
    assert killed_at_random("naive", tmp_path)


def test_killing_never_tears_an_edition(tmp_path: Path) -> None:
    assert killed_at_random("whole", tmp_path) == []
    for run in range(RUNS):
        publish_whole(tmp_path / str(run), 10_000)
        assert [path.name for path in (tmp_path / str(run)).iterdir()] == [BRIEF]


# The tool chain ---------------------------------------------------------------------------------------


def test_the_tool_chain_names_what_a_docx_depends_on() -> None:
    assert tool_chain(with_pdf=False, with_docx=True).keys() - tool_chain(with_pdf=True).keys() == {
        "pillow",
        "pypdfium2",
        "zlib",
    }


def test_the_tool_chain_names_what_a_pdf_depends_on() -> None:
    bare, full = tool_chain(with_pdf=False), tool_chain(with_pdf=True)
    assert full.keys() - bare.keys() == {"harfbuzz", "harfbuzz-subset", "pango"}
    assert bare["weasyprint"][0].isdigit()
    assert (
        "weasyprint"
        not in subprocess.run(
            [
                sys.executable,
                "-c",
                "import sys, briefgen.editions.toolchain as t; t.tool_chain(with_pdf=True); print(*sys.modules)",
            ],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
    )


def test_a_stage_is_for_everyone_to_read(tmp_path: Path) -> None:
    with stage.staged(tmp_path, {"a": b""}) as made:
        assert made.stat().st_mode & 0o777 == 0o755
