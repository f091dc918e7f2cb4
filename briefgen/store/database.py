"""The SQLite file: its tables, how it is opened, and what its faults mean to a person.

The store is a cache: whatever is in it can be made again from the documents. A file of another version
or a damaged one is therefore deleted and begun anew, if it is ours.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

from briefgen.errors import BusyError, StorageError
from briefgen.store.rows import STORED

MEMORY = ":memory:"
_APPLICATION = 0x62726965  # "brie": says that a file is a store of this program
_WAIT = 5.0  # seconds for another run to let go
_FOLDER = ".briefgen"  # files beneath it are ours to delete
_COMPANIONS = ("", "-wal", "-shm", "-journal")

# `words` holds what is searched. Theme and year are columns of it, because a filter inside MATCH is a
# hundred times quicker on a million passages than one on joined tables.
_TABLES = (
    """
    CREATE TABLE documents (
        id TEXT PRIMARY KEY, key TEXT NOT NULL, version TEXT NOT NULL,
        first_day TEXT, last_day TEXT, added TEXT, source TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    # Apart from the documents, so that a query that joins them does not read past every text.
    """
    CREATE TABLE texts (
        document TEXT PRIMARY KEY, text TEXT NOT NULL, furniture TEXT NOT NULL, corrections TEXT NOT NULL,
        pages TEXT NOT NULL, dates TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE passages (
        id INTEGER PRIMARY KEY, document TEXT NOT NULL, position INTEGER NOT NULL,
        start INTEGER NOT NULL, kind TEXT NOT NULL, passage TEXT NOT NULL, tags TEXT NOT NULL
    )
    """,
    "CREATE UNIQUE INDEX passage_of_document ON passages (document, position)",
    """
    CREATE VIRTUAL TABLE words USING fts5 (
        text, themes, years, detail = full, tokenize = "unicode61 remove_diacritics 2"
    )
    """,
    """
    CREATE TABLE facts (
        document TEXT NOT NULL, sort TEXT NOT NULL, position INTEGER NOT NULL, passage INTEGER NOT NULL,
        start INTEGER NOT NULL, actor TEXT, fact TEXT NOT NULL,
        PRIMARY KEY (document, sort, passage, position)
    ) WITHOUT ROWID
    """,
    "CREATE TABLE themes (position INTEGER PRIMARY KEY, theme TEXT NOT NULL)",
    "CREATE TABLE actors (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, actor TEXT NOT NULL)",
)


def _version() -> int:
    """A number that changes with the tables and with the fields of what is kept in them."""
    shape = [(kind.__name__, [field.name for field in fields(kind)]) for kind in STORED]
    digest = hashlib.sha256(repr((_TABLES, shape)).encode()).digest()
    return int.from_bytes(digest[:4], "big") >> 1  # user_version is a signed 32-bit number


def open_database(path: str) -> sqlite3.Connection:
    """A connection to a store of this version, made if need be.

    Raises StorageError for what cannot be read or is not ours, BusyError when another run holds it.
    """
    if path == MEMORY:
        return _prepared(path)
    file = Path(path)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise StorageError(f"{file.parent} cannot be made: {_reason(error)}") from error
    with in_plain_words(path):
        try:
            return _prepared(path)
        except _OutdatedError:
            pass
        except sqlite3.DatabaseError as error:
            if not (_is_damage(error) and file.parent.name == _FOLDER):
                raise
        forget(path)
        return _prepared(path)


def forget(path: str) -> None:
    """Delete a store's files. Raises StorageError where that fails."""
    try:
        for companion in _COMPANIONS:
            Path(path + companion).unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(f"{path} cannot be deleted: {_reason(error)}") from error


@contextmanager
def in_plain_words(path: str) -> Iterator[None]:
    """Turn SQLite's faults of disk and lock into ours; a fault of our SQL stays what it is."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise BusyError(f"{path} is in use by another run: try again when it has ended") from error
        if _is_damage(error):
            raise damaged(path) from error
        if code in _DISK:
            raise StorageError(f"{path}: {_DISK[code]}") from error
        raise


_DISK = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk could not be read or written",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened",
    sqlite3.SQLITE_READONLY: "cannot be written",
    sqlite3.SQLITE_PERM: "permission denied",
    sqlite3.SQLITE_AUTH: "permission denied",
    sqlite3.SQLITE_NOLFS: "the disk takes no file of this size",
    sqlite3.SQLITE_TOOBIG: "a document is too large for the store",
}


class _OutdatedError(Exception):
    """A store of another version of the program."""


def _prepared(path: str) -> sqlite3.Connection:
    """A connection with its tables; it is closed again if anything is wrong with it."""
    connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    try:
        _require_ours(connection, path)  # before anything is written to it
        # The log is written ahead, so a run that dies leaves the last whole transaction; it is synced at
        # checkpoints only, since a lost document is read again.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("BEGIN IMMEDIATE")
        if _is_empty(connection):
            _make_tables(connection)
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _require_ours(connection: sqlite3.Connection, path: str) -> None:
    """Raises StorageError for another program's database, _OutdatedError for another version's."""
    if _is_empty(connection):
        return
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != _APPLICATION:
        raise StorageError(f"{path} is a database of another program: name another file")
    if version != _version():
        raise _OutdatedError


def _is_empty(connection: sqlite3.Connection) -> bool:
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return not tables


def _make_tables(connection: sqlite3.Connection) -> None:
    for statement in _TABLES:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {_APPLICATION}")
    connection.execute(f"PRAGMA user_version = {_version()}")


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def damaged(path: str) -> StorageError:
    """What to raise about a damaged file; ours is deleted, so that a run without a person recovers."""
    if Path(path).parent.name != _FOLDER:
        return StorageError(f"{path} is damaged, or no store: name another file")
    forget(path)
    return StorageError(f"{path} was damaged and has been deleted: run the command again, it is made anew")


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
