"""Office documents (.docx, .odt): zip archives of XML parts, opened under limits and without entities."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

MOST_XML = 60_000_000  # bytes of one part: a bomb of a few kilobytes would unfold to more
MOST_PARTS = 10_000
_DECLARED = (b"<!DOCTYPE", b"<!ENTITY")
_HEAD = 20_000  # bytes in which a document type stands, if there is one


class PackageError(ValueError):
    """A package that no word processor wrote, or one that unfolds to more than anybody reads."""


@contextmanager
def opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """The archive in some bytes. Raises PackageError for what is none, inside the block as well."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if len(package.namelist()) > MOST_PARTS:
                raise PackageError(f"holds more than {MOST_PARTS} parts")
            yield package
    except KeyError as error:
        raise PackageError(f"a part is missing: {error.args[0]}") from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        reason = "it is locked with a password" if "encrypted" in str(error) else str(error)
        raise PackageError(f"cannot be unpacked: {reason}") from error


def part(package: zipfile.ZipFile, name: str) -> ET.Element:
    """One XML part. Raises PackageError for a bomb, a document type or faulty XML; KeyError without it."""
    with package.open(name) as stream:
        written = stream.read(MOST_XML + 1)
    if len(written) > MOST_XML:
        raise PackageError(f"{name} unfolds to more than {MOST_XML // 1_000_000} MB")
    # UTF-16 would hide the words looked for; no word processor writes it.
    if any(word in written[:_HEAD] for word in _DECLARED) or b"\0" in written[:_HEAD]:
        raise PackageError(f"{name} declares a document type, which no word processor writes")
    try:
        return ET.fromstring(written)  # noqa: S314 - no document type, so no entities
    except ET.ParseError as error:
        raise PackageError(f"{name} is no XML: {error}") from error


def part_if_there(package: zipfile.ZipFile, name: str) -> ET.Element | None:
    return part(package, name) if name in package.namelist() else None
