"""Python, this program, and the Python packages that it asks for."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution, version

from briefgen.doctor.findings import Finding, State

EARLIEST = (3, 11)
_FOR_DEVELOPERS = "dev"
_REQUIREMENT = re.compile(
    r"""(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?\s*
        (?:>=\s*(?P<least>[\d.]+))?[^;]*
        (?:;\s*extra\s*==\s*['"](?P<extra>[\w-]+)['"])?""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A package that this program asks for, and the extra that asks for it."""

    name: str
    least: str
    extra: str | None

    @classmethod
    def of(cls, written: str) -> Requirement:
        """`pillow>=11; extra == 'docx'`, as the metadata of a package has it."""
        match = _REQUIREMENT.match(written)
        if match is None:
            raise ValueError(f"no requirement: {written!r}")
        return cls(match["name"], match["least"] or "0", match["extra"])

    def unmet(self) -> str | None:
        """What is wrong with the package that is installed; None where nothing is."""
        try:
            there = version(self.name)
        except PackageNotFoundError:
            return "not installed"
        return f"{there} is older than {self.least}" if _numbers(there) < _numbers(self.least) else None


def find_python() -> Finding:
    """The Python that runs this."""
    found = f"{platform.python_version()} ({sys.executable})"
    if sys.version_info >= EARLIEST:
        return Finding("Python", State.OK, found)
    return Finding("Python", State.MISSING, found, "install Python 3.11 or later, and briefgen in it")


def find_packages() -> Finding:
    """The Python packages without which nothing works."""
    needed = [one for one in requirements() if one.extra is None]
    if faults := [f"{one.name}: {fault}" for one in needed if (fault := one.unmet())]:
        remedy = install([one.name for one in needed if one.unmet()])
        return Finding("Python packages", State.MISSING, "; ".join(faults), remedy)
    return Finding("Python packages", State.OK, f"all {len(needed)} new enough")


def find_extras() -> Iterator[Finding]:
    """What an option asks for: the extras of this package, but those of its developers."""
    extras = dict.fromkeys(one.extra for one in requirements() if one.extra not in (None, _FOR_DEVELOPERS))
    for extra in extras:
        wanted = [one for one in requirements() if one.extra == extra]
        faults = [f"{one.name}: {fault}" for one in wanted if (fault := one.unmet())]
        state = State.ABSENT if faults else State.OK
        remedy = install([one.name for one in wanted]) if faults else None
        names = ", ".join(one.name for one in wanted)
        yield Finding(f"for {extra}", state, "; ".join(faults) or names, remedy)


def requirements() -> list[Requirement]:
    """What the metadata of this package asks for; nothing where it is not installed as one."""
    try:
        written = distribution("briefgen").requires or []
    except PackageNotFoundError:
        return []
    return [Requirement.of(line) for line in written]


def install(packages: Sequence[str], prefix: str = sys.prefix) -> str:
    """The command that adds Python packages to this program, by the tool that has installed it."""
    wanted = " ".join(packages)
    place = prefix.replace("\\", "/")
    if "/pipx/" in place:
        return f"pipx inject briefgen {wanted}"
    if "/uv/tools/" in place:
        return f"uv tool install briefgen {' '.join(f'--with {name}' for name in packages)}"
    return f"{sys.executable} -m pip install {wanted}"


def _numbers(written: str) -> tuple[int, ...]:
    """`3.13.0rc1` as (3, 13): all before the first part that is no number, without zeros at the end."""
    numbers: list[int] = []
    for part in written.split("."):
        if not part.isdigit():
            break
        numbers.append(int(part))
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
