"""`corpus sidecar`: a sidecar to begin with, made from what the text itself says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from briefgen.acquire.describe import headline
from briefgen.cli import terminal
from briefgen.cli.json_text import to_json
from briefgen.corpus.catalogue import id_of
from briefgen.corpus.readers import Opened, open_document
from briefgen.errors import MisuseError
from briefgen.extract.source import infer_source
from briefgen.model.text import Source
from briefgen.places.visible import shown

# What a text rarely says of itself; a person fills it in, and says how it is known.
TO_FILL_IN = """\
# author:            # Surname, First name; or a list of them
# container-title:   # the newspaper, site or series it stands in
# publisher:
# url:
# type: article-newspaper    # or report, speech, webpage … (the types of CSL)
# language: en
# venue:             # the outlet or occasion whose words it repeats
# outside:           # how something is known that the text does not say
#   issued: printed on the page the text was copied from
"""


def sidecar_command(path: str) -> int:
    """Print a sidecar for a document that has none."""
    document = Path(path)
    beside = document.with_suffix(".yaml")
    if document.suffix.lower() in (".yaml", ".yml"):
        raise MisuseError(f"{shown(path)} is a sidecar itself (name the document)")
    if beside.exists() and beside.stat().st_size:  # `> x.yaml` makes an empty one before this runs
        raise MisuseError(f"{shown(path)} has a sidecar already ({shown(str(beside))})")
    opened = open_document(document, path)
    terminal.report(opened.warnings)
    for line in skeleton(document, opened, datetime.now(UTC).date()):
        terminal.out(line)
    return 0


def skeleton(path: Path, opened: Opened, today: date) -> Iterator[str]:
    """The lines of a sidecar: what is known is written, what is not is a comment."""
    source = Source(id_of(path.stem), opened.sha256)
    issued, basis, narrator = infer_source(opened.text)
    title = headline(opened.text)
    yield f"id: {_scalar(source.id)}"
    yield f"sha256: {source.sha256}"
    yield f"title: {_scalar(title)}" if title else "# title:"
    yield f"issued: {_scalar(issued.edtf)}" if issued else "# issued:            # 2023-12-17, 2023-12, 2023~"
    yield (
        f"issued_basis: {_scalar(basis)}"
        if issued and basis
        else "# issued_basis:      # the words that say it"
    )
    if narrator:
        yield f"narrator: {_scalar(narrator)}    # who 'I' is"
        yield f"narrator_basis: {_scalar(narrator)}"
    yield f"added: {today.isoformat()}"
    yield from TO_FILL_IN.splitlines()


def _scalar(text: str) -> str:
    """A text in double quotation marks, as YAML and JSON write it."""
    return to_json(text)
