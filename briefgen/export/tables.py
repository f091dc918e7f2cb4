"""Records as CSV that no spreadsheet takes for formulas, and as JSON lines."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence

from briefgen.export.records import Record

# A spreadsheet takes a cell for a formula by its first character (OWASP, CSV Injection).
_FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+\-@\t\r\n|%＝＋－＠]")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def as_csv(records: Sequence[Record]) -> str:
    """RFC 4180 with a line of names; a ' stands before what a spreadsheet would take for a formula."""
    rows = [record.row() for record in records]
    names = list(dict.fromkeys(name for row in rows for name in row))
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return made.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    is_number = not isinstance(value, str) and _NUMBER.fullmatch(text)
    return f"'{text}" if not is_number and _FORMULA.match(text) else text


def as_json_lines(records: Sequence[Record]) -> str:
    """One object a line, with the fields that the outputs for programs have."""
    return "".join(json.dumps(record.row(), ensure_ascii=False) + "\n" for record in records)
