"""Sources for reference managers: CSL-JSON, BibTeX and RIS.

A date keeps its precision: a month stays one, a range stays a range, what is not known is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from briefgen.model.text import PartialDate, Period, Source

# CSL 1.0.2 types to those of BibTeX and RIS; anything else is "misc" and "GEN".
_BIBTEX = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
_RIS = {
    "article": "GEN",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "chapter": "CHAP",
    "hearing": "HEAR",
    "interview": "GEN",
    "legal_case": "CASE",
    "legislation": "STAT",
    "paper-conference": "CONF",
    "personal_communication": "PCOMM",
    "post": "ELEC",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "speech": "GEN",
    "thesis": "THES",
    "webpage": "ELEC",
}
_SEASONS = {21: 1, 22: 2, 23: 3, 24: 4}
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces, those that are escaped too
    "}": r"\textbraceright{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_PARTICLES = {"van", "von", "der", "den", "de", "di", "da", "del", "della", "la", "le", "ten", "ter", "zu"}


# CSL-JSON -----------------------------------------------------------------------------------------------


def as_csl_json(sources: Sequence[Source]) -> str:
    """CSL-JSON 1.0.2, an array; ids are the citation keys of the corpus."""
    return json.dumps([_csl(source) for source in sources], ensure_ascii=False, indent=1) + "\n"


def _csl(source: Source) -> dict[str, object]:
    item = {
        "id": source.id,
        "type": source.type or "document",
        "title": source.title,
        "author": [_csl_name(name) for name in source.author],
        "container-title": source.container_title,
        "publisher": source.publisher,
        "issued": _csl_date(source.issued),
        "URL": source.url,
        "language": source.language,
        "note": _note(source),
    }
    return {key: value for key, value in item.items() if value}


def _csl_name(name: str) -> dict[str, str]:
    """A name that says its parts ("Doe, Jane"); any other is written as it stands."""
    family, comma, given = (part.strip() for part in name.partition(","))
    return {"family": family, "given": given} if comma and family and given else {"literal": name}


def _csl_date(issued: Period | None) -> dict[str, object] | None:
    """A day, month or year, or a range of them; what is open at one end is said in EDTF."""
    if issued is None:
        return None
    if issued.start is None or issued.end is None:
        return {"literal": issued.edtf}
    ends = [issued.start] if issued.is_single else [issued.start, issued.end]
    date: dict[str, object] = {"date-parts": [_parts(end) for end in ends]}
    if any(end.approximate for end in ends):
        date["circa"] = True
    if season := _SEASONS.get(issued.start.month or 0) if issued.is_single else None:
        date["season"] = season
    return date


def _certain(issued: Period | None) -> list[int]:
    """Year, month and day as far as they are certain: what both ends of a range have in common."""
    if issued is None or issued.start is None or issued.end is None:
        return []
    both = zip(_parts(issued.start), _parts(issued.end), strict=False)
    return [one for one, _ in takewhile(lambda parts: parts[0] == parts[1], both)]


def _parts(end: PartialDate) -> list[int]:
    parts = [end.year]
    if end.month and end.month <= 12:
        parts.append(end.month)
        if end.day:
            parts.append(end.day)
    return parts


def _note(source: Source) -> str:
    """What a reference manager has no field for: a date that was inferred, and where the words go back to."""
    is_plain = source.issued is None or (source.issued.is_single and "~" not in source.issued.edtf)
    notes = [] if is_plain or source.issued is None else [f"date: {source.issued.edtf}"]
    if source.occasion:
        notes.append(source.occasion)
    if source.outside:
        notes.append("known from outside the text: " + ", ".join(source.outside))
    return "; ".join(notes)


# BibTeX -------------------------------------------------------------------------------------------------


def as_bibtex(sources: Sequence[Source]) -> str:
    """One entry a source: `year` and `month` for BibTeX, `date` in EDTF for BibLaTeX."""
    return "\n".join(_bibtex(source) for source in sources)


def _bibtex(source: Source) -> str:
    kind = _BIBTEX.get(source.type or "", "misc")
    year, month, _ = (*_certain(source.issued), 0, 0, 0)[:3]
    fields = {
        "author": " and ".join(_bibtex_name(name) for name in source.author),
        "title": "{" + _tex(source.title) + "}" if source.title else "",
        "journal" if kind == "article" else "howpublished": _tex(source.container_title),
        "publisher": _tex(source.publisher),
        "year": str(year or ""),
        "month": str(month or ""),
        "date": source.issued.edtf if source.issued else "",
        "url": _url(source.url),
        "langid": source.language or "",
        "note": _tex(_note(source)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{source.id},", *lines, "}", ""])


def _bibtex_name(name: str) -> str:
    """A person's name as it stands; a body's in braces: its last word is no family name."""
    words = name.replace(",", " ").split()
    is_body = any(not word[:1].isupper() and word.casefold() not in _PARTICLES for word in words)
    is_body = is_body or bool(_BODY.search(name))
    return "{" + _tex(name) + "}" if is_body or len(words) == 1 else _tex(name)


_BODY = re.compile(
    r"\b(?:Commission|Council|Parliament|Ministry|Agency|Office|Union|Nations|Organi[sz]ation|Institute|"
    r"University|Department|Directorate|Committee|Court|Bank|Fund|Service|Cent(?:re|er)|Association|"
    r"Foundation|Group|Press|Times|Media|News|Staff)\b"
)


def _tex(text: str | None) -> str:
    return "".join(_TEX.get(char, char) for char in " ".join((text or "").split()))


def _url(url: str | None) -> str:
    """An address between braces: what would end them is written as a percent code."""
    return (url or "").replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


# RIS ----------------------------------------------------------------------------------------------------


def as_ris(sources: Sequence[Source]) -> str:
    """RIS as reference managers read it: a tag a line, dates as `2023/12//`."""
    return "\n".join("".join(f"{tag}  - {value}\r\n" for tag, value in _ris(source)) for source in sources)


def _ris(source: Source) -> Iterator[tuple[str, str]]:
    yield "TY", _RIS.get(source.type or "", "GEN")
    yield "ID", source.id
    for name in source.author:
        yield "AU", _line(name)
    parts = _certain(source.issued)
    fields = (
        ("TI", source.title),
        ("T2", source.container_title),
        ("PB", source.publisher),
        ("PY", str(parts[0]) if parts else None),
        ("DA", _ris_date(parts) if parts else None),
        ("UR", source.url),
        ("LA", source.language),
        ("N1", _note(source)),
    )
    yield from ((tag, _line(value)) for tag, value in fields if value)
    yield "ER", ""


def _ris_date(parts: Sequence[int]) -> str:
    """`2023/12/11/`, `2023/12//`, `2023///`."""
    year, month, day = (*parts, 0, 0)[:3]
    return "/".join([str(year), *(f"{part:02d}" if part else "" for part in (month, day)), ""])


def _line(value: str) -> str:
    return " ".join(value.split())
