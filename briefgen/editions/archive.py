"""Editions are published whole: a reader, a second run or a power cut never sees half of one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefgen.editions.faults import storage_faults
from briefgen.editions.lock import hold
from briefgen.editions.manifest import NAME as MANIFEST
from briefgen.editions.manifest import Manifest, differing, digest_files, digest_inputs, read_manifest
from briefgen.editions.stage import PREFIX, point, remove, staged, sync
from briefgen.errors import StorageError
from briefgen.model.edition import Edition

LATEST = "latest"
PREVIEW = "preview"
OLD = f"{PREFIX}old"  # a preview on its way out

_BRIEF = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
_PERIOD = re.compile(
    r"""
    (?P<year>\d{4}) - (?:
        W (?P<week>\d{2})                        # 2026-W47
      | (?P<month>\d{2}) (?: - (?P<day>\d{2}) )? # 2026-11, 2026-11-22
    )
    """,
    re.VERBOSE,
)
_EDITION = re.compile(rf"(?P<period>{_PERIOD.pattern})(?:\.(?P<revision>[1-9]\d{{0,5}}))?", re.VERBOSE)


@dataclass(frozen=True, slots=True)
class Made:
    """What an edition was made from and on; goes into its manifest.

    `inputs` maps the name of each input (spec, documents, templates, code, the edition compared with) to
    its sha256: equal inputs make no new edition. `tools` maps the parts of the tool chain to versions,
    for whoever must make the same bytes again; `against` names the edition that `changes` compares with.
    """

    as_of: date
    inputs: Mapping[str, str]
    tools: Mapping[str, str]
    against: str | None = None
    reason: str | None = None  # why it was made, in somebody's own words

    @property
    def digest(self) -> str:
        return digest_inputs(self.inputs)


@dataclass(frozen=True, slots=True)
class Revised:
    """The edition that a revision follows, and what differs; nothing where its own files were changed."""

    edition: str
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """Where an edition stands; `is_new` is False when equal inputs had made it before."""

    edition: Edition
    folder: Path
    is_new: bool
    revised: Revised | None = None


def publish(
    output: Path, brief: str, period: str, files: Mapping[str, bytes], made: Made, *, is_held: bool = False
) -> Published:
    """Publish an edition of `brief` for `period` (`2026-W47`) and point `latest` at it.

    Equal inputs as the period's last edition: nothing is written. Other inputs: a revision (`.1`, `.2`, …).
    `is_held` says that the caller holds the output folder (`lock.hold`); else it is taken here.
    Raises BusyError when another run holds it, StorageError when the disk refuses (the stage is removed,
    what was published stays), ValueError for a name that would leave its folder.
    """
    _check_names(brief, period, files)
    with _at_work(output, is_held=is_held):
        home = _home(output, brief)
        if same := unchanged(output, brief, period, made.inputs):
            return same
        revised = _revised(home, brief, period, made.inputs)
        edition = Edition(brief, period, _free_revision(home, period), made.digest, digest_files(files))
        _publish_new(output, home, _with_manifest(files, edition, made), edition)
    return Published(edition, home / edition.name, is_new=True, revised=revised)


def unchanged(output: Path, brief: str, period: str, inputs: Mapping[str, str]) -> Published | None:
    """The period's last edition if equal inputs made it and it is whole: then there is nothing to render.

    The caller holds the output folder: a link that a killed run left behind is moved on.
    """
    _check_names(brief, period, {})
    for last in editions_of(output, brief, period)[-1:]:
        home = output / brief
        if last.inputs == digest_inputs(inputs) and is_whole(home / last.name, last):
            with storage_faults(output):
                _point_latest(output, home)
            return Published(last, home / last.name, is_new=False)
    return None


def settle(output: Path) -> None:
    """Move on the links that runs left behind which were killed, or met a full disk, behind an edition.

    The caller holds the output folder. Raises StorageError.
    """
    with storage_faults(output):
        for home in sorted(path for path in output.iterdir() if path.is_dir() and path.name[0] != "."):
            latest = home / LATEST
            if not home.is_symlink() and (latest.is_symlink() or not latest.exists()):
                _point_latest(output, home)


def next_name(output: Path, brief: str, period: str) -> str:
    """The name that the next edition of a period gets: `2026-W47`, or `2026-W47.1` beside it.

    It holds while the caller holds the output folder. Raises ValueError for a name that would leave its
    folder, StorageError where the brief's folder cannot be read.
    """
    _check_names(brief, period, {})
    with _reading(output / brief):
        revision = _free_revision(output / brief, period)
    return Edition(brief, period, revision, "", {}).name


def preview(
    output: Path, brief: str, period: str, files: Mapping[str, bytes], made: Made, *, is_held: bool = False
) -> Path:
    """Put files that are no edition into `output/NAME/preview/` in the place of an earlier preview.

    Raises as `publish` does.
    """
    _check_names(brief, period, files)
    with _at_work(output, is_held=is_held):
        home = _home(output, brief)
        edition = Edition(brief, period, 0, made.digest, digest_files(files))
        with staged(output, _with_manifest(files, edition, made)) as stage:
            home.mkdir(exist_ok=True)
            _move_away(output, home / PREVIEW)
            stage.rename(home / PREVIEW)
        sync(home)
        remove(output / OLD)
    return home / PREVIEW


def editions_of(output: Path, brief: str, period: str | None = None) -> tuple[Edition, ...]:
    """The editions of a brief in order of period and revision; a damaged folder is none."""
    home = output / brief
    if not home.is_dir():
        return ()
    found = []
    with _reading(home):
        names = sorted(folder.name for folder in home.iterdir() if not folder.is_symlink())
    for name in names:
        if _EDITION.fullmatch(name):
            with suppress(StorageError):
                found.append(read_manifest(home / name).edition)
    fitting = [e for e in found if e.brief == brief and e.name in names and period in (None, e.period)]
    return tuple(sorted(fitting, key=lambda edition: (first_day(edition.period), edition.revision)))


def folders_of(output: Path, brief: str) -> tuple[Path, ...]:
    """The folders named as editions, whole or damaged, in order of period and revision."""
    home = output / brief
    if not home.is_dir():
        return ()
    with _reading(home):
        folders = [path for path in home.iterdir() if path.is_dir() and not path.is_symlink()]
    named = [(_age(path.name), path) for path in folders]
    return tuple(path for _, path in sorted((age, path) for age, path in named if age))


def earlier_folders(output: Path, brief: str, before: date) -> tuple[Path, ...]:
    """The folders of editions whose period began before a day, the latest first."""
    aged = [(_age(path.name), path) for path in folders_of(output, brief)]
    return tuple(path for age, path in reversed(aged) if age and age[0] < before)


def _age(name: str) -> tuple[date, int] | None:
    """By what editions are in order: the day on which the period begins, and the revision."""
    match = _EDITION.fullmatch(name)
    with suppress(ValueError):
        return (first_day(match["period"]), int(match["revision"] or 0)) if match else None
    return None  # no such week or month


def read_edition(folder: Path, name: str) -> bytes:
    """One file of an edition, as it was published.

    Raises StorageError when it is missing, or is not the file that the manifest names.
    """
    expected = read_manifest(folder).edition.files.get(name)
    if expected is None:
        raise StorageError(f"{folder} holds no {name}")
    with _reading(folder / name):
        content = (folder / name).read_bytes()
    if hashlib.sha256(content).hexdigest() != expected:
        raise StorageError(f"{folder / name} was changed after it was published")
    return content


def is_whole(folder: Path, edition: Edition) -> bool:
    """True when every file of the edition is there as it was published."""
    try:
        for name in edition.files:
            read_edition(folder, name)
    except StorageError:
        return False
    return True


def faults_of(folder: Path) -> list[str]:
    """In what an edition is not as it was published: files missing, changed or added, a damaged manifest."""
    try:
        files = read_manifest(folder).edition.files
        with _reading(folder):
            added = sorted({path.name for path in folder.iterdir()} - files.keys() - {MANIFEST})
    except StorageError as error:
        return [str(error)]
    faults = [f"{name} was added after it was published" for name in added]
    for name in files:
        try:
            read_edition(folder, name)
        except StorageError as error:
            faults.append(str(error))
    return faults


def first_day(period: str) -> date:
    """The day on which a period begins; ValueError for what is no period."""
    match = _PERIOD.fullmatch(period)
    if not match:
        raise ValueError(f"no such period: {period!r}")
    year, week = int(match["year"]), match["week"]
    if week:
        return date.fromisocalendar(year, int(week), 1)
    return date(year, int(match["month"]), int(match["day"] or 1))


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {error.strerror}") from error


@contextmanager
def _at_work(output: Path, *, is_held: bool) -> Iterator[None]:
    with ExitStack() as stack:
        if not is_held:
            stack.enter_context(hold(output))
        stack.enter_context(storage_faults(output))
        yield


def _home(output: Path, brief: str) -> Path:
    """The folder of a brief; StorageError when something else stands where it or its link belong."""
    home = output / brief
    if home.is_symlink() or (home.exists() and not home.is_dir()):
        raise StorageError(f"{home} is not a folder (move it away)")
    latest = home / LATEST
    if latest.exists() and not latest.is_symlink():
        raise StorageError(f"{latest} is not a link (move it away)")
    return home


def _free_revision(home: Path, period: str) -> int:
    """One more than the highest that stands there, damaged or not: nothing published is overwritten."""
    names = (folder.name for folder in home.iterdir()) if home.exists() else iter(())
    matches = (match for name in names if (match := _EDITION.fullmatch(name)))
    return max((int(m["revision"] or 0) + 1 for m in matches if m["period"] == period), default=0)


def _revised(home: Path, brief: str, period: str, inputs: Mapping[str, str]) -> Revised | None:
    """What the period's last edition was made from that the next is not; None for the first of a period."""
    for last in editions_of(home.parent, brief, period)[-1:]:
        return Revised(last.name, differing(read_manifest(home / last.name).inputs, inputs))
    return None


def _with_manifest(files: Mapping[str, bytes], edition: Edition, made: Made) -> dict[str, bytes]:
    record = Manifest(edition, made.as_of, made.inputs, made.tools, made.against, made.reason)
    return {**dict(sorted(files.items())), MANIFEST: record.encode()}


def _publish_new(output: Path, home: Path, files: Mapping[str, bytes], edition: Edition) -> None:
    with staged(output, files) as stage:
        home.mkdir(exist_ok=True)
        # Refused by the system if a folder of that name came up meanwhile and holds anything.
        stage.rename(home / edition.name)
    sync(home)
    sync(output)
    _point_latest(output, home)


def _point_latest(output: Path, home: Path) -> None:
    """The link leads to the newest edition, whichever was made last; a killed run has left it behind."""
    latest, name = home / LATEST, _newest(home)
    if name and not (latest.is_symlink() and latest.readlink() == Path(name)):
        point(output, latest, name)


def _newest(home: Path) -> str | None:
    """The edition of the latest period, and its last revision; a folder without a manifest is none."""
    for folder in reversed(folders_of(home.parent, home.name)):
        with suppress(StorageError):
            return read_manifest(folder).edition.name
    return None


def _move_away(output: Path, old: Path) -> None:
    """Out of sight in one step; removing it file by file comes later."""
    if old.is_symlink():
        old.unlink()
    elif old.exists():
        old.rename(output / OLD)


def _check_names(brief: str, period: str, files: Mapping[str, bytes]) -> None:
    if not _BRIEF.fullmatch(brief):
        raise ValueError(f"no name for a brief: {brief!r}")
    first_day(period)
    for name in files:
        if not _FILE.fullmatch(name) or name == MANIFEST:
            raise ValueError(f"no name for a file of an edition: {name!r}")
