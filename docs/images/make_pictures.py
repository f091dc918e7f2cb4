"""Make the README's picture: the first page of a real PDF, built in a temporary folder.

    python docs/images/make_pictures.py

The picture notes a digest of the words it shows, so that a test sees when it is no longer true.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image, PngImagePlugin

BRIEF, DAY = "libya-engagement", "2026-11-22"
PICTURE = Path(__file__).with_name(f"{BRIEF}.png")
NOTE = "shows"  # the PNG text that holds the digest
DOTS_PER_INCH, COLOURS = 110, 48  # a page of 909 by 1286 pixels, well below 200 kB


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        preview = build(Path(name), "pdf,json")
        page = Path(name, "page")
        once = ["-f", "1", "-l", "1", "-singlefile"]
        subprocess.run(
            ["pdftoppm", "-r", str(DOTS_PER_INCH), *once, "-png", preview / f"{BRIEF}.pdf", page], check=True
        )
        with Image.open(page.with_suffix(".png")) as image:
            drawn = image.convert("RGB").quantize(COLOURS)
        note = PngImagePlugin.PngInfo()
        note.add_text(NOTE, shown_words(preview))
        drawn.save(PICTURE, optimize=True, pnginfo=note)
    print(PICTURE.relative_to(Path(__file__).parents[2]))


def build(folder: Path, formats: str) -> Path:
    """Build the brief of this project in some formats below `folder`; the folder of its files."""
    options = f"--format {formats} --as-of {DAY} --output".split()
    command = [sys.executable, "-m", "briefgen", "build", BRIEF, *options, str(folder)]
    subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[2])
    return folder / BRIEF / "preview"


def shown_words(preview: Path) -> str:
    """A digest of what the first page shows: head, contents and the first section."""
    brief: dict[str, Any] = json.loads((preview / f"{BRIEF}.json").read_text("utf-8"))
    titles = [section["title"] for section in brief["sections"]]
    shown = [brief["title"], brief["edition"], brief["masthead"], titles, brief["sections"][0]]
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


if __name__ == "__main__":
    main()
