"""Read a brief's PDF back: its words as a reader copies them, and the file that it carries."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from dataclasses import dataclass

import pikepdf

_MARGIN = re.compile(r"^(?:.*Page \d+ of \d+|[•◦▪]|\d+\.)$", re.M)  # foot of a page, marks of list items
# Arabic and Hebrew letters: a PDF holds them in the order in which they are seen.
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+")
_SPACE_AND_HYPHENS = re.compile(r"[\s\u00ad\u2010\u2011-]+")


@dataclass(frozen=True)
class Pdf:
    pages: int
    text: str  # as it is copied, page by page, without the feet of the pages
    attached: dict[str, bytes]

    def holds(self, words: str) -> bool:
        """Whether some words stand in it, wherever its lines and pages end.

        Words written from right to left count one by one, and what stands between them apart from signs.
        """
        text = closed_up(self.text)
        if not _RIGHT_TO_LEFT.search(words):
            return closed_up(words) in text
        between = (
            piece.strip("()«»“”.,: ") for piece in re.split(rf"(?:{_RIGHT_TO_LEFT.pattern}\W*)+", words)
        )
        pieces = (*between, *_RIGHT_TO_LEFT.findall(words))
        return all(closed_up(piece) in text for piece in pieces)


def closed_up(text: str) -> str:
    """Letters and signs alone: a line may end at every space and hyphen."""
    return _SPACE_AND_HYPHENS.sub("", unicodedata.normalize("NFC", text))


def read_pdf(content: bytes) -> Pdf:
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True)
    with pikepdf.open(io.BytesIO(content)) as file:
        attached = {name: file.attachments[name].get_file().read_bytes() for name in file.attachments}
        return Pdf(len(file.pages), _MARGIN.sub("", run.stdout.decode()), attached)
