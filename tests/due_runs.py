"""`run-due` in processes of their own: with the real writer or a naive one, on a slow disk, under injected faults.

As a program it plays a part inside strace or a mount namespace, and prints what came of each run as JSON:
`due_runs.py inject CALL N BASE WHERE WAY TURN...`, `due_runs.py full BASE WHERE FOLDER WAY BYTES...`,
`due_runs.py read-only BASE WHERE FOLDER`.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import traceback
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import briefgen.build
import briefgen.cli
import briefgen.cli.due
import briefgen.regenerate
import briefgen.shelve
from briefgen.editions.archive import Made, Published, faults_of, folders_of
from briefgen.editions.manifest import Manifest, digest_files
from briefgen.model.edition import Edition

NOW = "2026-01-26T07:00"  # the Monday of week 5: the news of this week are not published yet
BEFORE = ("2026-01-12T07:00", "2026-01-19T07:00")
PERIOD = "2026-W05"


# Runs -------------------------------------------------------------------------------------------------


def run(way: str, root: str, slow: float = 0.0, now: str = NOW) -> int:
    """What `briefgen run-due` does and answers, once; what it says goes into a file."""
    os.chdir(root)
    log = os.open(log_of(Path(root)), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(log, 1)
    os.dup2(log, 2)
    briefgen.regenerate.PAUSES = ()
    if slow:
        _slow_down(slow)
    if way == "naive":
        briefgen.build.publish = _publish_naively
        briefgen.build.hold = _hold_naively
        briefgen.shelve.replace_file = _replace_naively
    return briefgen.cli.run(["run-due", "--as-of", now])


def log_of(root: Path) -> Path:
    """Beside the project: its own disk may be full."""
    return root.parent / f"{root.name}.log"


def run_and_exit(way: str, root: str, slow: float = 0.0) -> None:
    sys.exit(run(way, root, slow))


def _slow_down(seconds: float) -> None:
    """A disk that takes its time, so that moments between two writes are not rare."""
    real = os.fsync

    def fsync(descriptor: int) -> None:
        time.sleep(seconds)
        real(descriptor)

    os.fsync = fsync


def _publish_naively(
    output: Path, brief: str, period: str, files: Mapping[str, bytes], made: Made, *, is_held: bool = False
) -> Published:
    """Into its place at once, file by file; the manifest and the link first."""
    home = output / brief
    edition = Edition(brief, period, 0, made.digest, digest_files(files))
    (home / period).mkdir(parents=True, exist_ok=True)
    manifest = Manifest(edition, made.as_of, made.inputs, made.tools, made.against, made.reason).encode()
    (home / "latest").unlink(missing_ok=True)
    _replace_naively(output, home / period / "manifest.json", manifest)
    (home / "latest").symlink_to(period)
    for name, content in files.items():
        _replace_naively(output, home / period / name, content)
    return Published(edition, home / period, is_new=True)


def _replace_naively(output: Path, path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        for part in (content[: len(content) // 2], content[len(content) // 2 :]):
            file.write(part)
            file.flush()
            os.fsync(file.fileno())


@contextlib.contextmanager
def _hold_naively(output: Path) -> Iterator[Path]:
    yield output


# What is left -----------------------------------------------------------------------------------------


def torn(root: Path) -> list[str]:
    """What a reader would find broken: an edition, a link, the page, a feed, a list."""
    output = root / "output"
    found = []
    for home in sorted(path for path in output.iterdir() if path.is_dir() and path.name[0] != "."):
        for folder in folders_of(output, home.name):
            found += [f"{home.name} {folder.name}: {fault}" for fault in faults_of(folder)]
        if not (home / "latest" / "manifest.json").is_file():
            found.append(f"{home.name}: latest leads nowhere")
        found += _unreadable(output / f"{home.name}.atom.xml", lambda path: ET.parse(path))
        found += _unreadable(home / "unchanged.jsonl", _read_lines)
    return found + _unreadable(output / "index.html", _read_page)


def _unreadable(path: Path, read: Callable[[Path], object]) -> list[str]:
    try:
        read(path) if path.is_file() else None
    except (ValueError, ET.ParseError) as error:
        return [f"{path.parent.name}/{path.name}: {error}"]
    return []


def _read_lines(path: Path) -> None:
    for line in path.read_text().splitlines():
        json.loads(line)


def _read_page(path: Path) -> None:
    if not path.read_text().rstrip().endswith("</html>"):
        raise ValueError("the page ends before its end")


def unhealed(root: Path) -> list[str]:
    """What the next run has not made good: stages that are left, an edition or a line in the archive missing."""
    output = root / "output"
    found = torn(root) + [f"{path.name} is left" for path in output.rglob(".*")]
    if [path.name for path in folders_of(output, "libya")] != ["2026-W03", PERIOD]:
        found.append(f"editions: {[path.name for path in folders_of(output, 'libya')]}")
    if (output / "libya" / "latest").readlink() != Path(PERIOD):
        found.append("latest is not the newest")
    page = output / "index.html"
    if not page.is_file() or f"libya/{PERIOD}/" not in page.read_text():
        found.append("the archive does not have the edition")
    if PERIOD not in (output / "libya.atom.xml").read_text():
        found.append("the feed does not have the edition")
    noted = output / "quiet" / "unchanged.jsonl"
    periods = (
        [json.loads(line)["period"] for line in noted.read_text().splitlines()] if noted.is_file() else []
    )
    if periods != ["2026-W04", PERIOD]:
        found.append(f"unchanged: {periods}")
    return found


def stands(root: Path) -> dict[str, str]:
    """The files of what was published before, by their sha256."""
    home = root / "output" / "libya" / "2026-W03"
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in home.iterdir()}


def said(root: Path) -> list[str]:
    """The lines of a run for a person: those that are no JSON for a script."""
    log = log_of(root)
    lines = log.read_text(errors="replace").splitlines() if log.is_file() else []
    return [line for line in lines if not line.startswith("{") and ": warning: " not in line]


# Parts played elsewhere -------------------------------------------------------------------------------

CALLS: dict[str, Callable[[], object]] = {
    "fsync": lambda: os.fsync(999),
    "rename": lambda: os.rename("", ""),  # noqa: PTH104
    "symlink": lambda: os.symlink("", ""),  # noqa: PTH211
    "mkdir": lambda: os.mkdir(""),  # noqa: PTH102
    "unlink": lambda: os.unlink(""),  # noqa: PTH108
    "openat": lambda: os.open("", os.O_RDONLY),
    "write": lambda: os.write(999, b"-"),
}


def _forked(act: Callable[[], int]) -> int:
    """What some work answers in a process of its own: a bug ends that process alone."""
    child = os.fork()
    if not child:
        code = 70
        try:
            code = act()
        except BaseException:  # noqa: BLE001
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _tell(name: object, code: int, root: Path) -> dict[str, object]:
    return {"what": name, "code": code, "said": said(root), "torn": torn(root), "stands": stands(root)}


def inject(
    call: str, base_turn: int, base: Path, where: Path, way: str, turns: list[int]
) -> Iterator[object]:
    """strace lets call number `base_turn` of every process fail; calls before that make it an earlier one."""
    for turn in turns:
        root = where / f"{call}-{turn}"
        # Elsewhere, so that no call of this process is the one that fails.
        assert _forked(lambda root=root: shutil.copytree(base, root, symlinks=True) and 0) == 0

        def act(root: Path = root, turn: int = turn) -> int:
            for _ in range(base_turn - turn):
                with contextlib.suppress(OSError):
                    CALLS[call]()
            return run(way, str(root))

        yield _tell(turn, _forked(act), root)


def _on_a_disk_of_its_own(base: Path, root: Path, part: str) -> Path:
    """The project with one of its folders on a disk of 8 MB."""
    shutil.copytree(base, root, symlinks=True)
    disk = root / part
    shutil.rmtree(disk)
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], check=True)
    return Path(shutil.copytree(base / part, disk, symlinks=True, dirs_exist_ok=True))


def full(base: Path, where: Path, part: str, way: str, free: list[int]) -> Iterator[object]:
    """A run on a disk with so many bytes left, and one after it when there is room again."""
    for left in free:
        root = where / f"full-{left}"
        disk = _on_a_disk_of_its_own(base, root, part)
        ballast, space = disk / ".ballast", os.statvfs(disk)
        ballast.write_bytes(bytes(space.f_bavail * space.f_frsize - left))
        code = _forked(lambda root=root: run(way, str(root)))
        ballast.unlink()
        yield {**_tell(left, code, root), **(_after(root) if way == "whole" else {})}


def read_only(base: Path, where: Path, part: str) -> Iterator[object]:
    """A run on a disk that may not be written, and one after it on the same disk when it may be again."""
    root = where / part
    disk = _on_a_disk_of_its_own(base, root, part)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    code = _forked(lambda: run("whole", str(root)))
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    yield {**_tell("read-only", code, root), **_after(root)}


def _after(root: Path) -> dict[str, object]:
    return {"again": _forked(lambda: run("whole", str(root))), "unhealed": unhealed(root)}


def main(part: str, *words: str) -> None:
    match part, words:
        case "inject", (call, turn, base, where, way, *turns):
            told = inject(call, int(turn), Path(base), Path(where), way, [int(one) for one in turns])
        case "full", (base, where, folder, way, *free):
            told = full(Path(base), Path(where), folder, way, [int(one) for one in free])
        case _:
            base, where, folder = words
            told = read_only(Path(base), Path(where), folder)
    for one in told:
        print(json.dumps(one), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
