"""What a site asks of programs (RFC 9309): its robots.txt, for one program and one path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

_LONGEST = 500_000  # characters; a reader must take as many
_MOST_RULES = 5_000
_LINE = re.compile(r"\s*(?P<key>[A-Za-z-]+)\s*:\s*(?P<value>[^#\r\n]*)")

Rule = tuple[bool, str]  # allowed, path


def is_allowed(robots: str, agent: str, path: str) -> bool:
    """Whether `agent` may fetch `path`, query included: the longest fitting rule decides, a tie allows."""
    groups = dict(_groups(robots[:_LONGEST]))
    rules = groups.get(agent.casefold(), groups.get("*", []))
    fitting = [(len(pattern), allows) for allows, pattern in rules[:_MOST_RULES] if _fits(pattern, path)]
    return max(fitting, default=(0, True))[1]


def _groups(robots: str) -> Iterator[tuple[str, list[Rule]]]:
    """Rules by program; several groups of one program are one group."""
    found: dict[str, list[Rule]] = {}
    agents: list[str] = []
    is_naming = False
    for line in robots.splitlines():
        if not (match := _LINE.match(line)):
            continue
        key, value = match["key"].casefold(), match["value"].strip()
        if key == "user-agent":
            agents = [*agents, value.casefold()] if is_naming else [value.casefold()]
            found.setdefault(value.casefold(), [])
            is_naming = True
        elif key in ("allow", "disallow"):
            is_naming = False
            for agent in agents if value else ():
                found[agent].append((key == "allow", value))
    yield from found.items()


def _fits(pattern: str, path: str) -> bool:
    """`*` stands for anything, `$` for the end; matched piece by piece, so that no pattern is slow."""
    is_whole = pattern.endswith("$")
    pieces = unquote(pattern.removesuffix("$")).split("*")
    path = unquote(path)
    if not path.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    for piece in pieces[1:-1]:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if len(pieces) == 1:
        return not is_whole or len(path) == at
    last = pieces[-1]
    return path.endswith(last) and len(path) - len(last) >= at if is_whole else path.find(last, at) >= 0
