"""The parts of a .docx file in one zip: the same bytes for the same parts (ECMA-376, part 2)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

HEAD = Markup('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n')
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can tell: no clock in the file
_UNIX, _READABLE = 3, 0o644 << 16


@dataclass(frozen=True, slots=True)
class Relationship:
    """From one part to another, or to an address outside the file."""

    id: str
    type: str
    target: str
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the package: its path, what it is, and where it leads. XML parts need no type of file."""

    path: str
    content: bytes
    type: str | None = None
    relationships: tuple[Relationship, ...] = ()


def pack(
    parts: Iterable[Member], relationships: tuple[Relationship, ...], suffixes: Mapping[str, str]
) -> bytes:
    """The package; `suffixes` give the type of every file that has none of its own."""
    kept = tuple(parts)
    files = [("[Content_Types].xml", _content_types(kept, suffixes)), ("_rels/.rels", _listed(relationships))]
    for part in kept:
        files.append((part.path, part.content))
        if part.relationships:
            folder, _, name = part.path.rpartition("/")
            files.append((f"{folder}/_rels/{name}.rels", _listed(part.relationships)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files:
            archive.writestr(_entry(name), content, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system, entry.external_attr = _UNIX, _READABLE
    return entry


def _content_types(parts: Iterable[Member], suffixes: Mapping[str, str]) -> bytes:
    def lines() -> Iterator[Markup]:
        for suffix, type_ in sorted(suffixes.items()):
            yield Markup('<Default Extension="{}" ContentType="{}"/>').format(suffix, type_)
        for part in parts:
            if part.type:
                yield Markup('<Override PartName="/{}" ContentType="{}"/>').format(part.path, part.type)

    frame = Markup('{}<Types xmlns="{}">{}</Types>')
    return frame.format(HEAD, _TYPES, Markup("").join(lines())).encode()


def _listed(relationships: Iterable[Relationship]) -> bytes:
    one = Markup('<Relationship Id="{}" Type="{}" Target="{}"{}/>')
    outside = Markup(' TargetMode="External"')
    lines = (one.format(r.id, r.type, r.target, outside if r.is_outside else "") for r in relationships)
    frame = Markup('{}<Relationships xmlns="{}">{}</Relationships>')
    return frame.format(HEAD, _RELATIONSHIPS, Markup("").join(lines)).encode()
