"""What something was made from, by content: equal digests need no new work."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path


def digest_each(root: Path, paths: Sequence[Path]) -> dict[str, str]:
    """sha256 of each file that there is, by its path in the folder `root`."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
        if path.is_file()
    }


def digest_lines(digests: dict[str, str]) -> str:
    """One digest for several: their names and values, in the order given."""
    lines = "".join(f"{name} {digest}\n" for name, digest in digests.items())
    return hashlib.sha256(lines.encode()).hexdigest()


@cache
def digest_of_program(folder: Path, pattern: str) -> str:
    """One digest for files that come with the program; they are read once in the life of a process."""
    return digest_lines(digest_each(folder, sorted(folder.rglob(pattern))))
