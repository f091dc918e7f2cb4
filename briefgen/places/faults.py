"""YAML's own faults in plain words: what is wrong, where, and what to do."""

from __future__ import annotations

import re

import yaml

from briefgen.errors import Place, Problem
from briefgen.places.visible import code_point, shown

_QUOTE_IT = "put the text in quotation marks"
_ODD_SPACE = re.compile("^ *(?P<odd>[\t\xa0\u1680\u2000-\u200b\u202f\u205f\u3000])")
_TWO_COLONS = re.compile(r"^[ -]*[^\s:#'\"][^:'\"]*:\s+[^'\"\[{|>\s].*:(?:\s|$)")
_CANNOT_START = re.compile(r"found character '(?P<char>.+)' that cannot start any token")


def in_plain_words(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """The problem that PyYAML's error means to a person who does not know YAML."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(f"this is not YAML: {error}", Place(file))
    mark = error.problem_mark or error.context_mark  # its line is one of `lines`, the last may be empty
    if mark is None:
        return Problem(f"this is not YAML: {error.problem}", Place(file))
    lines = text.split("\n")
    found = _odd_indentation(lines, mark.line) or _by_message(error, lines, mark)
    message, hint, line, column = found
    return Problem(message, Place(file, line + 1, column + 1), hint)


def odd_space_indents(char: str) -> str:
    """The message for a line that begins with a space that is none."""
    name = "a no-break space" if char == "\xa0" else "a character that is no ordinary space"
    return f"{name} ({code_point(char)}) indents this line"


_Found = tuple[str, str | None, int, int]  # message, hint, line and column from 0


def _odd_indentation(lines: list[str], line: int) -> _Found | None:
    """A tab or a no-break space before the text of the faulty line or of the one above it."""
    for number in (line, line - 1):
        if not 0 <= number < len(lines) or not (odd := _ODD_SPACE.match(lines[number])):
            continue
        if odd["odd"] == "\t":
            return "a tab indents this line: use spaces", None, number, odd.start("odd")
        return odd_space_indents(odd["odd"]), "use ordinary spaces", number, odd.start("odd")
    return None


def _by_message(error: yaml.MarkedYAMLError, lines: list[str], mark: yaml.Mark) -> _Found:
    problem, context = error.problem or "", error.context or ""
    start = error.context_mark or mark
    here = (mark.line, mark.column)
    opened = (start.line, start.column)
    line = lines[mark.line] if mark.line < len(lines) else ""
    if "quoted scalar" in context:
        if "escape" in problem:
            return (
                "a backslash stands before a letter that makes no escape",
                "use single quotation marks",
                *here,
            )
        return "a quotation mark that opens here is never closed", "close it at the end of the text", *opened
    if match := _CANNOT_START.search(problem):
        char = match["char"].strip("'\"").replace("\\t", "\t")
        if char == "\t":
            return "a tab stands where a value begins: use spaces", None, *here
        return f"an unquoted text cannot begin with {shown(char)}", _QUOTE_IT, *here
    if "mapping values are not allowed" in problem:
        if _TWO_COLONS.match(line[: mark.column + 1] + " "):
            return "a colon and a space inside an unquoted text", _QUOTE_IT, *here
        return "this line is indented more than the keys above it", "indent keys of one level alike", *here
    if "scanning an anchor" in context or "scanning an alias" in context:
        return f"an unquoted text cannot begin with {shown(_char(lines, opened))}", _QUOTE_IT, *opened
    if "a tag" in context or "%TAG" in context:
        return "an unquoted text cannot begin with '!'", _QUOTE_IT, *opened
    if "block scalar" in context:
        return f"an unquoted text cannot begin with {shown(_char(lines, opened))}", _QUOTE_IT, *opened
    if "directive" in context or "directive" in problem or "incompatible YAML" in problem:
        return "a line cannot begin with '%'", _QUOTE_IT, *opened
    if "could not find expected ':'" in problem:
        return "this line has no colon", "write 'key: value', or indent a text that goes on", *opened
    if "sequence entries are not allowed" in problem:
        return "a list item stands behind a key", "begin it on a line of its own: '- item'", *here
    if "expected the node content" in problem:
        if "stream end" in problem:
            return "the file ends before a list or mapping in brackets is closed", "close it", *here
        return "a value is missing here", "write it, or put a text with marks in it in quotation marks", *here
    if "flow sequence" in context:
        return "a list in '[' … ']' lacks a comma or is not closed", "close it, or add the comma", *opened
    if "flow mapping" in context:
        return "a mapping in '{' … '}' lacks a comma or is not closed", "close it, or add the comma", *opened
    return _out_of_place(problem, lines, here)


def _char(lines: list[str], at: tuple[int, int]) -> str:
    return lines[at[0]][at[1] : at[1] + 1]


def _out_of_place(problem: str, lines: list[str], here: tuple[int, int]) -> _Found:
    """What the parser did not expect: text behind a closing quotation mark, or a wrong indentation."""
    line, column = here
    before = lines[line][:column].rstrip()
    if before.endswith(('"', "'")):
        hint = (
            "one mark too many or too few: write quotation marks inside a text as “ ”, or double single ones"
        )
        return "text goes on after the closing quotation mark", hint, *here
    if lines[line][column : column + 1] == ":":
        return "a key is missing before the colon", "write 'key: value'", *here
    if "<document start>" in problem:
        directive = next((number for number in range(line) if lines[number].startswith("%")), None)
        if directive is not None:
            return "a line cannot begin with '%'", _QUOTE_IT, directive, 0
        return (
            "text goes on after the end of the data",
            "keep everything in one mapping of 'key: value' lines",
            *here,
        )
    if "block end" in problem or "block mapping" in problem:
        if "'-'" in problem or "block sequence start" in problem:
            return (
                "this list item is not indented like the lines around it",
                "indent items of one list alike",
                *here,
            )
        return "this line is not indented like the lines around it", "indent keys of one level alike", *here
    return f"this is not YAML: {problem}", "put texts with marks in them in quotation marks", *here
