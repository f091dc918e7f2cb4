"""Reading a YAML file: guarded against what is too big, too deep or too clever, with every fault placed."""

from __future__ import annotations

import errno
import os
import pathlib
import re
import stat
from collections.abc import Iterator
from itertools import islice
from typing import Any

import yaml

from briefgen.errors import InputError, Place, Problem, require_disk
from briefgen.places.faults import in_plain_words, odd_space_indents
from briefgen.places.visible import code_point, holds_unseen, shown
from briefgen.places.written import Path, Written, Yaml, line_starts

MAX_BYTES = 1024 * 1024  # 1 MiB: a file that a person edits
MAX_DEPTH = 20  # of lists and mappings in each other
MAX_NODES = 5_000  # keys, values, lists and mappings
MAX_FAULTS = 25  # of one file: more are of the same sort

# What YAML takes as a line break but an editor does not, and control characters (tab and newline are fine).
_NOT_ALLOWED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_NULLS = ("", "~", "null")
# A space that is none, where an unquoted text or its next line begins: it was meant as indentation.
_ODD_INDENT = re.compile("(?:^|\n) *(?P<space>[\xa0\u1680\u2000-\u200b\u202f\u205f\u3000])")


def read_yaml(path: pathlib.Path, shown: str | None = None) -> Yaml:
    """Read a file; messages name it as `shown`. Raises InputError with every problem found."""
    file = shown if shown is not None else str(path)
    return parse_yaml(_decode(_read_bytes(path, file), file), file)


def parse_yaml(text: str, file: str) -> Yaml:
    """Read the text of a file. Raises InputError with every problem found."""
    if len(text) > MAX_BYTES:
        raise InputError([_too_big(file)])
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    starts = line_starts(text)
    whole = Yaml(None, file, text, line_starts=starts)
    unreadable = islice(_NOT_ALLOWED.finditer(text), MAX_FAULTS)
    if faults := [_unreadable_character(whole, match) for match in unreadable]:
        raise InputError(faults)
    builder = _Builder(whole)
    try:
        return builder.build()
    except yaml.YAMLError as error:
        raise InputError([*builder.problems, in_plain_words(error, text, file)]) from None
    except ValueError:  # PyYAML: an escape beyond the last character of Unicode
        raise InputError([*builder.problems, builder.bad_escape()]) from None


def _read_bytes(path: pathlib.Path, file: str) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a folder, or a pipe that would never end
            raise InputError([Problem("is not a file", Place(file))])
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        require_disk(error, file)
        raise InputError([Problem(f"cannot be read: {_reason(error)}", Place(file))]) from None
    except ValueError:  # a NUL in the name
        raise InputError([Problem("is not the name of a file", Place(file))]) from None
    if len(content) > MAX_BYTES:
        raise InputError([_too_big(file)])
    return content


def _reason(error: OSError) -> str:
    if error.errno == errno.ELOOP:
        return "a link that leads to itself"
    return os.strerror(error.errno).lower() if error.errno else str(error)


def _too_big(file: str) -> Problem:
    return Problem("is larger than 1 MiB", Place(file), "split it, or keep long texts as source documents")


def _decode(content: bytes, file: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:4]:
        raise InputError([Problem("is UTF-16, not UTF-8", Place(file, 1, 1), "save the file as UTF-8")])
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8").removeprefix("\ufeff")
        before = before.replace("\r\n", "\n").replace("\r", "\n")
        place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"byte {content[error.start]:#04x} is not UTF-8"
        raise InputError([Problem(message, place, "save the file as UTF-8")]) from None


def _unreadable_character(whole: Yaml, match: re.Match[str]) -> Problem:
    char = match[0]
    sort = {"\u2028": "a line separator", "\u2029": "a paragraph separator", "\ufeff": "a byte order mark"}
    name = sort.get(char, "a control character")
    return Problem(f"{name} ({code_point(char)}) stands here", whole.position(match.start()), "remove it")


class _Builder:
    """Builds data from the parser's events, noting where each key and value stands."""

    def __init__(self, whole: Yaml) -> None:
        self.whole = whole
        self.problems: list[Problem] = []
        self.values: dict[Path, Written] = {}
        self.keys: dict[Path, Written] = {}
        self.refused: set[str] = set()
        self.nodes = 0
        self.last = 0
        self.events = self._guarded(yaml.parse(whole.text, Loader=yaml.SafeLoader))

    def build(self) -> Yaml:
        documents = 0
        data = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._fault(
                        event, "a second document begins here", "one document a file: remove the '---'"
                    )
                    break
                data = self._value(next(self.events), ())
        if self.problems:
            raise InputError(self.problems)
        whole = self.whole
        return Yaml(data, whole.file, whole.text, self.values, self.keys, whole.line_starts)

    def bad_escape(self) -> Problem:
        place = self.whole.position(self.last)
        return Problem("an escape after here names no character", place, "write the character itself")

    def _fault(self, event: yaml.Event, message: str, hint: str | None = None) -> None:
        self.problems.append(Problem(message, self.whole.position(_start(event)), hint))
        if len(self.problems) >= MAX_FAULTS:
            raise InputError(self.problems)

    def _guarded(self, events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
        """The events of a file that is neither too large nor too deep, without anchors and tags."""
        depth = 0
        for event in events:
            self.last = _end(event)
            if isinstance(event, yaml.NodeEvent):
                self.nodes += 1
                self._refuse_cleverness(event)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MAX_DEPTH:
                self._fault(event, f"is nested more than {MAX_DEPTH} levels deep", "write it flatter")
                raise InputError(self.problems)
            if self.nodes > MAX_NODES:
                self._fault(event, f"more than {MAX_NODES} keys and values before here", "split the file")
                raise InputError(self.problems)
            yield event

    def _refuse_cleverness(self, event: yaml.NodeEvent) -> None:
        """Anchors, aliases and tags: the first of each sort is named."""
        quoting = "put the text in quotation marks"
        tag = getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            self._once("aliases", event, f"*{event.anchor}", quoting)
        elif event.anchor is not None:
            self._once("anchors", event, f"&{event.anchor}", quoting)
        if tag is not None:
            self._once("tags", event, tag.replace("tag:yaml.org,2002:", "!!"), f"remove it, or {quoting}")

    def _once(self, sort: str, event: yaml.Event, written: str, hint: str) -> None:
        if sort not in self.refused:
            self.refused.add(sort)
            self._fault(event, f"{sort} ({shown(written)}) are not used here", hint)

    def _value(self, event: yaml.Event, path: Path) -> Any:
        match event:
            case yaml.ScalarEvent():
                self.values[path] = _written(event)
                return self._scalar(event)
            case yaml.SequenceStartEvent():
                self.values[path] = _written(event)
                return self._sequence(path)
            case yaml.MappingStartEvent():
                self.values[path] = _written(event)
                return self._mapping(path)
        return None  # an alias: its fault is noted

    def _scalar(self, event: yaml.ScalarEvent) -> str | None:
        text = event.value
        if event.style is None:
            if text in _NULLS:
                return None
            raw = self.whole.text[_start(event) : _end(event)]
            if odd := _ODD_INDENT.search(raw):
                place = self.whole.position(_start(event) + odd.start("space"))
                self.problems.append(Problem(odd_space_indents(odd["space"]), place, "use ordinary spaces"))
        if any("\ud800" <= char <= "\udfff" for char in text):
            self._fault(event, "an escape here names half a character", "write the character itself")
        return str(text)

    def _sequence(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event)
            value_path = (*path, key)
            if key in found:
                first = self.whole.position(self.keys[value_path].start)
                self._fault(event, f"duplicate key {shown(key)}", f"first on line {first.line}: keep one")
                self._value(next(self.events), (*path, key, "duplicate"))
                continue
            self.keys[value_path] = _written(event)
            found[key] = self._value(next(self.events), value_path)
        return found

    def _key(self, event: yaml.Event) -> str:
        """A key's text; a faulty one is noted and stands in as itself, so that the rest is still read."""
        if not isinstance(event, yaml.ScalarEvent):
            self._fault(
                event, "a key must be one word", "put a text that begins with '{' or '[' in quotation marks"
            )
            self._value(event, (f"(key at {_start(event)})",))
            return f"(key at {_start(event)})"
        key = self._scalar(event)
        if key is None:
            self._fault(event, "a key is missing before the colon", "write 'key: value'")
            return f"(key at {_start(event)})"
        if holds_unseen(key):
            self._fault(event, f"the key {shown(key)} holds a character that cannot be seen", "type it anew")
        return key


def _start(event: yaml.Event) -> int:
    """The character at which an event begins; PyYAML's own parser always says so."""
    return event.start_mark.index if event.start_mark else 0


def _end(event: yaml.Event) -> int:
    return event.end_mark.index if event.end_mark else 0


def _written(event: yaml.Event) -> Written:
    style = event.style if isinstance(event, yaml.ScalarEvent) else None
    return Written(_start(event), _end(event), style)
