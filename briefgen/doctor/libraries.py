"""What the system brings: the libraries of page layout, SQLite, time zones; and the fonts of this package."""

from __future__ import annotations

import ctypes
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefgen.doctor.findings import Finding, State
from briefgen.doctor.packages import install
from briefgen.doctor.system import System

_FONT_MARKS = (b"\x00\x01\x00\x00", b"OTTO", b"wOFF", b"wOF2")  # the first bytes of TTF, OTF, WOFF, WOFF2


@dataclass(frozen=True, slots=True)
class Library:
    """A library of the system by the names of its file; `version` is the function that tells it."""

    key: str
    name: str
    files: tuple[str, ...]
    version: str | None = None
    least: tuple[int, ...] = ()


# Those that WeasyPrint loads (weasyprint/text/ffi.py), under the names that it tries.
LIBRARIES = (
    Library(
        "pango", "Pango", ("libpango-1.0.so.0", "libpango-1.0.dylib"), "pango_version_string", least=(1, 44)
    ),
    Library("pangoft2", "PangoFT2", ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib")),
    Library("fontconfig", "Fontconfig", ("libfontconfig.so.1", "libfontconfig.1.dylib")),
    Library("harfbuzz", "HarfBuzz", ("libharfbuzz.so.0", "libharfbuzz.0.dylib"), "hb_version_string"),
    Library("harfbuzz-subset", "HarfBuzz subset", ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib")),
)
_WITHOUT = {"harfbuzz-subset": "not installed: the bytes of a PDF differ on every run"}


def find_libraries(system: System, libraries: Iterable[Library] = LIBRARIES) -> Iterator[Finding]:
    """The libraries of page layout, without which there is no PDF; one command gets all that are missing."""
    libraries = tuple(libraries)
    loaded = {library: _load(library) for library in libraries}
    remedy = system.install([library.key for library, there in loaded.items() if there is None])
    for library, there in loaded.items():
        if there is None:
            found = _WITHOUT.get(library.key, "not installed: no PDF can be made")
            yield Finding(library.name, State.MISSING, found, remedy)
            continue
        found = _version(library, there)
        if library.least and tuple(map(int, found.split(".")[:2])) < library.least:
            least = ".".join(map(str, library.least))
            yield Finding(library.name, State.MISSING, f"{found} is older than {least}", remedy)
        else:
            yield Finding(library.name, State.OK, found)


def find_sqlite() -> Finding:
    """SQLite with the full-text search that the store is searched with."""
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.execute("CREATE VIRTUAL TABLE words USING fts5 (text)")
    except sqlite3.OperationalError as error:
        remedy = "use a Python whose SQLite has FTS5: that of your system, or of python.org"
        return Finding("SQLite", State.MISSING, f"{sqlite3.sqlite_version}, {error}", remedy)
    return Finding("SQLite", State.OK, f"{sqlite3.sqlite_version} with FTS5")


def find_time_zones(zone: str = "Europe/Brussels") -> Finding:
    """The time zones that schedules are meant in."""
    try:
        ZoneInfo(zone)
    except ZoneInfoNotFoundError:
        return Finding("Time zones", State.MISSING, f"{zone} is not known", install(["tzdata"]))
    return Finding("Time zones", State.OK, f"{zone} is known")


def find_fonts(templates: Path) -> Finding:
    """The templates and fonts of this package, each of them readable."""
    again = "install briefgen again: the package is not whole"
    fonts = sorted(path for path in (templates / "fonts").glob("*.*") if path.suffix in (".ttf", ".woff2"))
    if not (templates / "brief.html.j2").is_file() or not fonts:
        return Finding("Templates and fonts", State.MISSING, f"not in {templates}", again)
    if unfit := [path.name for path in fonts if not _is_font(path)]:
        return Finding("Templates and fonts", State.FAULTY, f"cannot be read: {', '.join(unfit)}", again)
    return Finding("Templates and fonts", State.OK, f"{len(fonts)} fonts in {templates}")


def _is_font(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(4) in _FONT_MARKS
    except OSError:
        return False


def _load(library: Library) -> ctypes.CDLL | None:
    for file in library.files:
        try:
            return ctypes.CDLL(file)
        except OSError:
            continue
    return None


def _version(library: Library, there: ctypes.CDLL) -> str:
    if library.version is None:
        return "installed"
    tell = getattr(there, library.version)
    tell.restype = ctypes.c_char_p
    return str(tell().decode())
