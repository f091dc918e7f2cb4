"""Records as W3C Web Annotations, by which other programs find the words in a copy of the document.

Source: Web Annotation Data Model, W3C Recommendation of 23 February 2017.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from briefgen.export.records import Record

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def as_annotations(records: Sequence[Record]) -> str:
    """One page of annotations, each with its words by quotation and by position, and what they are."""
    page = {
        "@context": _CONTEXT,
        "id": "urn:briefgen:annotations",
        "type": "AnnotationPage",
        "items": [_annotation(record) for record in records],
    }
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def _annotation(record: Record) -> dict[str, object]:
    return {
        "id": f"urn:briefgen:{record.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": record.type},
            *(
                {"type": "TextualBody", "purpose": "describing", "value": f"{name}: {_said(value)}"}
                for name, value in record.fields.items()
                if value not in (None, "", [], ())
            ),
        ],
        "target": {
            "source": record.url or f"urn:sha256:{record.sha256}",
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": record.text,
                    "prefix": record.prefix,
                    "suffix": record.suffix,
                },
                {"type": "TextPositionSelector", "start": record.span.start, "end": record.span.end},
            ],
        },
    }


def _said(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
