"""`editions list|show|diff`: what was published, whether it still stands so, and what changed between two."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from briefgen.cli import terminal
from briefgen.cli.build import output_folder
from briefgen.cli.json_text import to_json
from briefgen.editions.archive import LATEST, earlier_folders, faults_of, first_day, folders_of
from briefgen.editions.manifest import Manifest, read_manifest
from briefgen.errors import MisuseError, StorageError
from briefgen.model.edition import Against, Change, Changes
from briefgen.paths import Project, find_project
from briefgen.places.fitting import did_you_mean
from briefgen.places.visible import shown
from briefgen.spec.names import find_briefs
from briefgen.spec.project import load_settings


def list_command(name: str | None, *, output: str | None, as_json: bool) -> int:
    """Print every edition of a brief, or of all, in order; 1 when one does not stand as it was published."""
    home = _home(output)
    names = [_called(home, name)] if name else _published(home)
    rows = [_row(home, brief, folder) for brief in names for folder in folders_of(home, brief)]
    if as_json:
        terminal.write(to_json(rows, indent=2) + "\n")
    else:
        for row in rows:
            terminal.out(_line(row, rows))
        if not rows:
            terminal.talk("no editions: `briefgen build` makes them")
    return int(any(row["problems"] for row in rows))


def show_command(name: str, edition: str | None, *, output: str | None, as_json: bool) -> int:
    """Print what an edition was made from, whether it is whole, and its changes; 1 when it is not whole."""
    home = _home(output)
    folder = _folder(home, _called(home, name), edition)
    manifest, faults = read_manifest(folder), faults_of(folder)
    earlier = earlier_folders(home, folder.parent.name, first_day(manifest.edition.period))
    changes = _changes(_compared_with(manifest, earlier), folder)
    if as_json:
        from briefgen.render.changes import changes_as_json

        told = changes_as_json(changes, with_words=True) if changes else None
        record = {**manifest.record(), "problems": faults, "changes": told}
        terminal.write(to_json(record, indent=2) + "\n")
    else:
        _print_manifest(manifest, faults)
        if changes:
            _print_changes(changes)
    return int(bool(faults))


def diff_command(names: tuple[str, str | None, str | None], *, output: str | None, as_json: bool) -> int:
    """Print what changed between two editions: the last two periods, A and the last one, or A and B."""
    name, one, other = names
    home = _home(output)
    brief = _called(home, name)
    after = _folder(home, brief, other)
    earlier = earlier_folders(home, brief, first_day(read_manifest(after).edition.period))
    before = _folder(home, brief, one) if one else next(iter(earlier), None)
    changes = _changes(before, after)
    if changes is None:
        raise MisuseError(f"{brief} has no edition before {after.name} to compare with")
    if as_json:
        from briefgen.render.changes import changes_as_json

        told = {"brief": brief, "edition": after.name, **changes_as_json(changes, with_words=True)}
        terminal.write(to_json(told, indent=2) + "\n")
    else:
        _print_changes(changes)
    return 0


# What there is ---------------------------------------------------------------------------------------


def _home(output: str | None) -> Path:
    project = find_project(Path.cwd())
    return output_folder(project, output) or load_settings(project).output


def _published(home: Path) -> list[str]:
    """The briefs that have editions, in order of their names."""
    if not home.is_dir():
        return []
    names = sorted(path.name for path in home.iterdir() if path.is_dir() and not path.name.startswith("."))
    return [name for name in names if folders_of(home, name)]


def _called(home: Path, name: str) -> str:
    """A brief by its name: one with editions. MisuseError where there is none, or no edition of it."""
    published = _published(home)
    if name in published:
        return name
    project: Project = find_project(Path.cwd())
    if name in {path.stem for path in find_briefs(project)}:
        raise MisuseError(f"{name} has no editions (`briefgen build {name}` makes one)")
    raise MisuseError(_unlike("brief with editions", name, published))


def _folder(home: Path, brief: str, edition: str | None) -> Path:
    """An edition's folder by its name; the last one without. MisuseError where there is none of that name."""
    folders = {folder.name: folder for folder in folders_of(home, brief)}
    if edition is None or edition == LATEST:
        return list(folders.values())[-1]
    if edition not in folders:
        raise MisuseError(_unlike(f"edition of {brief}", edition, folders))
    return folders[edition]


def _unlike(what: str, name: str, known: Iterable[str]) -> str:
    hint = did_you_mean(name, sorted(known))
    return f"there is no {what} {shown(name)}" + (f" ({hint})" if hint else "")


def _compared_with(manifest: Manifest, earlier: Iterable[Path]) -> Path | None:
    """The edition that one was compared with when it was made; else the last of an earlier period."""
    folders = {folder.name: folder for folder in reversed(list(earlier))}
    if manifest.against is not None:
        return folders.get(manifest.against)
    return list(folders.values())[-1] if folders else None


def _changes(before: Path | None, after: Path) -> Changes | None:
    """What changed from one edition to another; None without the first."""
    if before is None:
        return None
    from briefgen.compare import changes_between

    return changes_between(before, after)


# What is printed -------------------------------------------------------------------------------------


def _row(home: Path, brief: str, folder: Path) -> dict[str, Any]:
    latest = home / brief / LATEST
    row: dict[str, Any] = {
        "brief": brief,
        "edition": folder.name,
        "as_of": None,
        "files": None,
        "latest": latest.is_symlink() and latest.readlink() == Path(folder.name),
        "reason": None,
        "problems": faults_of(folder),
    }
    try:
        manifest = read_manifest(folder)
    except StorageError:
        return row
    files = len(manifest.edition.files)
    return row | {"as_of": manifest.as_of.isoformat(), "files": files, "reason": manifest.reason}


def _line(row: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    wide = [max(len(one[key]) for one in rows) for key in ("brief", "edition")]
    files = "" if row["files"] is None else f"{row['files']} files"
    state = "damaged" if row["problems"] else "whole"
    parts = [f"{row['brief']:<{wide[0]}}", f"{row['edition']:<{wide[1]}}", row["as_of"] or " " * 10]
    parts += [f"{files:>9}", f"{state:<7}", f"{'latest' if row['latest'] else '':<6}"]
    parts += [row["reason"] or "", *row["problems"][:1]]
    return "  ".join(parts).rstrip()


def _print_manifest(manifest: Manifest, faults: list[str]) -> None:
    edition = manifest.edition
    lines = {
        "edition": f"{edition.brief} {edition.name}",
        "as of": manifest.as_of.isoformat(),
        "compared with": manifest.against or "none",
        "reason": manifest.reason or "none given",
    }
    for label, said in lines.items():
        terminal.out(f"{label:<14} {said}")
    terminal.out(f"{'files':<14} {'damaged' if faults else 'whole'}")
    for fault in faults:
        terminal.out(f"  {fault}")
    for name, sha256 in edition.files.items():
        terminal.out(f"  {sha256[:12]}  {name}")
    terminal.out("inputs")
    for name, sha256 in manifest.inputs.items():
        terminal.out(f"  {sha256[:12]}  {name}")
    tools = ", ".join(f"{name} {version}" for name, version in sorted(manifest.tools.items()))
    terminal.out(f"{'made with':<14} {tools}")


def _print_changes(changes: Changes) -> None:
    if isinstance(changes.against, Against):
        terminal.out(f"changes since {changes.against.edition} of {changes.against.as_of.isoformat()}")
    for change in changes.items:
        terminal.out(f"  {_told(change)}")
    terminal.out(f"  {changes.unchanged} unchanged")


def _told(change: Change) -> str:
    claim = change.claim.main
    also = [str(kind) for kind in change.also] + [str(respect) for respect in change.revised]
    why = [str(change.why)] if change.why else []
    said = f" ({', '.join([*also, *why])})" if also or why else ""
    return f"{change.kind:<14} {claim.type:<7} {claim.cited.document}: {shown(claim.printed_text)}{said}"
