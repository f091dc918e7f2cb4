"""Pairs of quotation marks: where quoted words begin and end, whatever style the text uses.

Only the outermost pair counts; marks inside it belong to the quoted words. Every passage is read once,
from left to right, with a stack of open marks, so the work grows with the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from briefgen.model.text import Span


class Family(Enum):
    """Marks that may close each other, also where the writer took the wrong one."""

    DOUBLE = auto()
    SINGLE = auto()
    GUILLEMET = auto()


OPENERS = {"“": Family.DOUBLE, "„": Family.DOUBLE, "‟": Family.DOUBLE, "‘": Family.SINGLE, "‚": Family.SINGLE}
OPENERS |= {"‛": Family.SINGLE, "«": Family.GUILLEMET, "‹": Family.GUILLEMET}
CLOSERS = {"”": Family.DOUBLE, "’": Family.SINGLE, "»": Family.GUILLEMET, "›": Family.GUILLEMET}
EITHER = {'"': Family.DOUBLE, "＂": Family.DOUBLE, "″": Family.DOUBLE, "'": Family.SINGLE}
MARKS = OPENERS | CLOSERS | EITHER
_RULE = 4  # as many marks in a row and more are a rule or an ornament
_ANY_MARK = re.compile(f"[{''.join(MARKS)}`]")
_MARK = re.compile(f"(?P<mark>[{''.join(MARKS)}`])(?P<rule>(?P=mark){{{_RULE - 1},}})?")
_BEFORE_OPENER = "([{—–-―/…:;"
_AFTER_CLOSER = ".,;:!?)]}—–-―/…"
_LONGEST_GAP = 40  # single marks are looked for over at most so many words: beyond it is an apostrophe


@dataclass(frozen=True, slots=True)
class Pair:
    """Quoted words: `inner` stands between the marks, `outer` covers them.

    `opened` is False where the words go on from a passage before, `closed` where they run over into the
    next one.
    """

    inner: Span
    outer: Span
    family: Family
    opened: bool = True
    closed: bool = True


class _Mark(NamedTuple):
    at: int
    end: int
    family: Family
    may_open: bool
    may_close: bool
    directed: bool  # the character itself says which way it faces


def pair_marks(text: str, ranges: Sequence[Span]) -> tuple[tuple[Pair, ...], ...]:
    """The pairs in each of `ranges` (passages, in order); a quotation may run over several of them."""
    found: list[tuple[Pair, ...]] = []
    running: Pair | None = None
    places = [match.start() for match in _ANY_MARK.finditer(text)]
    for index, where in enumerate(ranges):
        first = bisect_left(places, where.start)
        if first == len(places) or places[first] >= where.end:
            found.append(())
            running = None
            continue
        pairs, running = _pairs_in(text, where, running, index + 1 < len(ranges))
        found.append(pairs)
    return _of_one_style(text, _without_strays(found, ranges))


def _of_one_style(text: str, found: tuple[tuple[Pair, ...], ...]) -> tuple[tuple[Pair, ...], ...]:
    """Single marks count only in a text that quotes with them.

    Where double marks or guillemets are the style, single ones outside them hold headlines and terms.
    """
    singles = sum(pair.family is Family.SINGLE for pairs in found for pair in pairs)
    others = sum(len(pairs) for pairs in found) - singles
    if not singles or singles > others + text.count("''") // 2:
        return found
    return tuple(tuple(p for p in pairs if p.family is not Family.SINGLE) for pairs in found)


def _pairs_in(
    text: str, where: Span, running: Pair | None, has_next: bool
) -> tuple[tuple[Pair, ...], Pair | None]:
    marks = _marks_in(text, where)
    pairs: list[Pair] = []
    stack: list[_Mark] = []
    reopened = _reopens(text, where, marks, running)
    if running and not reopened and _closes_first(marks, running):
        first = next(m for m in marks if m.family is running.family)
        span = Span(where.start, first.at)
        pairs.append(Pair(span, Span(where.start, first.end), first.family, opened=False))
        marks = [m for m in marks if m.at >= first.end]
    for mark in marks:
        _take(mark, stack, pairs, text)
    left = _unclosed(text, where, stack)
    if left is not None and has_next:
        inner = Span(left.end, where.end)
        open_pair = Pair(inner, Span(left.at, where.end), left.family, closed=False)
        pairs = [p for p in pairs if p.outer.end <= left.at] + [open_pair]
        return tuple(pairs), open_pair
    return tuple(pairs), None


def _marks_in(text: str, where: Span) -> list[_Mark]:
    """All marks of a range with what their surroundings allow; apostrophes inside words are none."""
    marks: list[_Mark] = []
    ticks = text.find("``", where.start, where.end)
    end = where.start
    for found in _MARK.finditer(text, where.start, where.end):
        at, character = found.start(), found["mark"]
        if at < end or found["rule"]:
            continue  # the second of two
        end = at + 1
        family = MARKS.get(character, Family.SINGLE)
        if character in "'`’‘" and end < where.end and text[end] == character:
            end, family = end + 1, Family.DOUBLE  # `` and ’’ stand for double marks
        before = text[at - 1] if at > where.start else " "
        after = text[end] if end < where.end else " "
        mark = _judge(character, at, end, family, before, after)
        if character == "'" and end == at + 2:
            # '' is emphasis in wiki text and empty in code: it only closes what `` has opened.
            mark = _Mark(at, end, family, may_open=False, may_close=-1 < ticks < at, directed=True)
        if mark.may_open or mark.may_close:
            marks.append(mark)
    return marks


def _judge(character: str, at: int, end: int, family: Family, before: str, after: str) -> _Mark:
    starts = before.isspace() or before in _BEFORE_OPENER or before in MARKS
    ends = after.isspace() or after in _AFTER_CLOSER or after in MARKS
    directed = character in OPENERS or character in CLOSERS or character == "`"
    if family is Family.SINGLE:
        may_open = starts and (after.isalpha() or after in '[(…“"$€£')
        may_close = not before.isspace() and not after.isalnum()
        if character in "‘‚‛`":
            may_close = False
        elif character == "’":
            may_open = False
        return _Mark(at, end, family, may_open, may_close, directed)
    if family is Family.GUILLEMET:
        # Blanks may stand inside; »…« is read as well.
        faces_right = character in OPENERS
        return _Mark(
            at,
            end,
            family,
            may_open=faces_right or (starts and not after.isspace()),
            may_close=not faces_right or (not starts and ends),
            directed=True,
        )
    if character in OPENERS or character == "`":
        # An opening mark at the end of a word, before a blank, a stop or a note, was meant to close.
        is_noted = not starts and after == "["
        may_open = not after.isspace() and after not in ".,;:!?)" and not is_noted
        return _Mark(at, end, family, may_open, may_close=not starts and (ends or is_noted), directed=True)
    if character in CLOSERS:
        backwards = starts and not after.isspace() and (after.isalnum() or after in "[(…")
        return _Mark(at, end, family, may_open=backwards, may_close=not backwards, directed=True)
    may_open = starts and not after.isspace() and after not in ".,;:!?)"
    if before.isnumeric() and not after.isalpha():  # inches: closes only what is open
        may_open = False
    may_close = not before.isspace() and not (starts and after.isalnum())
    if not may_open and not may_close:
        may_open, may_close = not after.isspace(), True
    return _Mark(at, end, family, may_open, may_close, directed)


def _take(mark: _Mark, stack: list[_Mark], pairs: list[Pair], text: str) -> None:
    """Open or close with one mark."""
    opened = next((m for m in reversed(stack) if m.family is mark.family), None)
    if opened is not None and mark.family is Family.GUILLEMET and text[opened.at] == text[mark.at]:
        opened = None
    if mark.may_close and opened is not None and opened.end < mark.at:
        if mark.family is Family.SINGLE and _is_plural_possessive(text, mark) and not _ends_words(text, mark):
            return
        faces_right = text[mark.at] in OPENERS and text[opened.at] in OPENERS  # not the close of »…«
        if mark.may_open and mark.directed and text[opened.at] != text[mark.at] and faces_right:
            stack.append(mark)
            return
        _close(opened, mark, stack, pairs, text)
        return
    if mark.may_open:
        if opened is not None and text[opened.at] == text[mark.at] and mark.family is not Family.SINGLE:
            stack[:] = stack[: stack.index(opened)]  # the earlier one was never closed
        if not (mark.family is Family.SINGLE and any(m.family is Family.SINGLE for m in stack)):
            stack.append(mark)


def _close(opened: _Mark, mark: _Mark, stack: list[_Mark], pairs: list[Pair], text: str) -> None:
    position = stack.index(opened)
    outer_double = any(m.family is not Family.SINGLE for m in stack[:position])
    del stack[position:]
    if outer_double or any(m.family is not Family.SINGLE for m in stack):
        return
    if mark.family is not Family.SINGLE:
        stack.clear()  # an open single mark around a double pair was an apostrophe or a nested style
    while pairs and pairs[-1].outer.start > opened.at:
        pairs.pop()
    pairs.append(Pair(Span(opened.end, mark.at), Span(opened.at, mark.end), mark.family))


def _is_plural_possessive(text: str, mark: _Mark) -> bool:
    """`the ministers’ letter`: an s before the mark, a small letter after the blank."""
    after = text[mark.end : mark.end + 2]
    return text[mark.at - 1] in "sS" and len(after) == 2 and after[0] == " " and after[1].islower()


def _ends_words(text: str, mark: _Mark) -> bool:
    """No other closing mark of the kind follows soon, so this one must close."""
    at, words = mark.end, 0
    while at < len(text) and words < _LONGEST_GAP:
        character = text[at]
        if character in "’'" and not (at + 1 < len(text) and text[at + 1].isalnum()):
            return False
        if character in "‘\n":
            return True
        words += character == " "
        at += 1
    return True


def _reopens(text: str, where: Span, marks: list[_Mark], running: Pair | None) -> bool:
    if running is None or not marks:
        return False
    first = marks[0]
    return first.family is running.family and first.may_open and not text[where.start : first.at].strip()


def _closes_first(marks: list[_Mark], running: Pair) -> bool:
    """The next passage closes what ran on, without having opened again."""
    for mark in marks:
        if mark.family is running.family:
            return mark.may_close and not mark.may_open
    return False


def _unclosed(text: str, where: Span, stack: list[_Mark]) -> _Mark | None:
    """A double mark left open that plausibly runs on: at the start of the passage or after , or :"""
    for mark in stack:
        if mark.family is Family.SINGLE:
            continue
        before = text[where.start : mark.at].rstrip()
        if not before or before[-1] in ',:.?!”"':
            return mark
    return None


def _without_strays(found: list[tuple[Pair, ...]], ranges: Sequence[Span]) -> tuple[tuple[Pair, ...], ...]:
    """Drop what ran over into a passage that does not go on: the mark was odd, not open.

    A whole passage that begins with a mark is kept: only its closing mark is missing.
    """
    kept: list[tuple[Pair, ...]] = []
    for index, pairs in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else ()
        kept.append(tuple(p for p in pairs if p.closed or _goes_on(p, following, ranges, index)))
    return tuple(kept)


def _goes_on(pair: Pair, following: tuple[Pair, ...], ranges: Sequence[Span], index: int) -> bool:
    if pair.outer.start == ranges[index].start:
        return True
    if not following:
        return False
    first = following[0]
    return first.family is pair.family and first.outer.start == ranges[index + 1].start
