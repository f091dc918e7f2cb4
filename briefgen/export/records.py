"""One exported fact: where it stands, its words, and the fields of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.model.text import Span

CONTEXT = 32  # characters before and after a quotation, for whoever must find it in another copy


@dataclass(frozen=True, slots=True)
class Record:
    """`fields` are the JSON fields of its kind; `prefix` and `suffix` stand around the words."""

    id: str
    type: str  # quote, figure, event or passage
    document: str
    sha256: str
    span: Span
    text: str
    fields: Mapping[str, object] = field(default_factory=dict)
    title: str | None = None  # of the document, with its date and address
    issued: str | None = None
    url: str | None = None
    prefix: str = ""
    suffix: str = ""

    def row(self) -> dict[str, object]:
        """Everything but what stands around the words, flat."""
        return {
            "id": self.id,
            "type": self.type,
            "document": self.document,
            "sha256": self.sha256,
            "start": self.span.start,
            "end": self.span.end,
            "text": self.text,
            **self.fields,
            "title": self.title,
            "issued": self.issued,
            "url": self.url,
        }


def around(text: str, span: Span) -> tuple[str, str]:
    """What stands before and after a span: the prefix and suffix of a TextQuoteSelector."""
    return text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
