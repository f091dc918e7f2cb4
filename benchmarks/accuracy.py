"""How often the rules are right: quotations, figures and dates against texts that people have annotated.

    make accuracy DATA=FOLDER        or        python benchmarks/accuracy.py FOLDER

The annotated texts are no part of the project. FOLDER holds any of these files, in UTF-8, one JSON object a
line, one line a document; `start` and `end` are offsets in characters into `text`:

quotes*.jsonl   {"doc_id", "text", "quotes": [{"start", "end", "kind": "direct" or "mixed", "speaker": as
                the text names it or null, "speaker_aliases": other names of the same person,
                "speaker_unknown": true where the annotation is silent}]}
figures*.jsonl  {"doc_id", "text", "source": name of the set, "annotated_kinds": list or null,
                "figures": [{"value" or "low" and "high", "unit", "qualifier", "change"}]}
dates*.jsonl    {"doc_id", "text", "dates": [{"start", "end", "accept": EDTF values that are right}]}

Each figure is printed for all documents and for both halves of a split by the MD5 of `doc_id` (A even, B
odd): a rule that helps one half alone fits its texts and not the language.

PolNeAR (quotations, US news; Newell, Margolin and Ruths, LREC 2018), NewsQuant (figures, news; Almasian,
Kazakova, Göldner and Gertz, EMNLP 2023) and the test sentences of Recognizers-Text (figures and dates) can be
brought into this form. What other programs reach on them stands in docs/accuracy.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from date_scores import score_dates
from figure_scores import score_figures
from quotation_scores import score_quotations
from rates import Rate

from briefgen.cli.json_lines import document_line
from briefgen.extract.analyse import analyse
from briefgen.model.text import Document, Source

Item = Mapping[str, Any]


class Read(NamedTuple):
    """A document as people read it, and as the program does."""

    gold: Item
    line: Item


def main(arguments: Sequence[str] | None = None) -> int:
    summary, _, more = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        description=summary, epilog=more, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the annotated texts")
    folder = parser.parse_args(arguments).folder
    files = {name: sorted(folder.glob(f"{name}*.jsonl")) for name in ("quotes", "figures", "dates")}
    if not any(files.values()):
        print(f"{folder}: holds no quotes*.jsonl, figures*.jsonl or dates*.jsonl", file=sys.stderr)
        return 2
    print("Per cent; precision, recall and F1 over all documents and over halves A and B.")
    for path in files["quotes"]:
        print_quotations(path.name, read(path))
    for path in files["figures"]:
        print_figures(path.name, read(path))
    for path in files["dates"]:
        print_dates(path.name, read(path))
    return 0


def read(path: Path) -> list[Read]:
    """The documents of a file, each extracted as `briefgen extract` does it."""
    with path.open(encoding="utf-8") as lines:
        golds = [json.loads(line) for line in lines if line.strip()]
    return [Read(gold, extracted(gold["doc_id"], gold["text"])) for gold in golds]


def extracted(doc_id: str, text: str) -> Item:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    found: Item = json.loads(document_line(doc_id, analyse(Document(Source(doc_id, sha256), text)), ()))
    return found


def print_quotations(name: str, documents: Sequence[Read]) -> None:
    wanted = sum(len(each.gold["quotes"]) for each in documents)
    print(f"\n{name}: {len(documents)} documents, {wanted} quotations")
    print_head()
    for title, kind in (("all", None), ("direct", "direct")):
        scores = [
            score_quotations(((each.gold, each.line["quotes"]) for each in part), kind)
            for part in parts(documents)
        ]
        print_rates(f"{title}: span, exact", [s.exact for s in scores])
        print_rates(f"{title}: span, overlap 0.8", [s.found for s in scores])
        print_rates(f"{title}: and speaker right", [s.attributed for s in scores])
        print_shares(f"{title}: speakers right, if given", [s.speaker_precision for s in scores])
        print_shares(f"{title}: pronouns resolved", [s.pronouns_resolved for s in scores])
        print_shares(f"{title}: … rightly, if at all", [s.pronoun_precision for s in scores])


def print_figures(name: str, documents: Sequence[Read]) -> None:
    for source in sorted({each.gold.get("source", "") for each in documents}):
        own = [each for each in documents if each.gold.get("source", "") == source]
        wanted = sum(len(each.gold["figures"]) for each in own)
        print(f"\n{name}, {source}: {len(own)} texts, {wanted} figures")
        print_head()
        scores = [score_figures((each.gold, each.line["figures"]) for each in part) for part in parts(own)]
        print_rates("value (as published)", [s.value for s in scores])
        print_rates("value and unit", [s.value_unit for s in scores])
        print_rates("value and change", [s.value_change for s in scores])
        print_rates("value, one to one", [s.one_to_one for s in scores])


def print_dates(name: str, documents: Sequence[Read]) -> None:
    wanted = sum(len(each.gold["dates"]) for each in documents)
    print(f"\n{name}: {len(documents)} texts, {wanted} dates")
    print_head()
    scores = [score_dates((each.gold, each.line["dates"]) for each in part) for part in parts(documents)]
    print_rates("value (recall: read right)", scores)


def parts(documents: Sequence[Read]) -> Iterator[list[Read]]:
    """All, half A and half B."""
    yield list(documents)
    for odd in (0, 1):
        yield [each for each in documents if half_of(each.gold["doc_id"]) == odd]


def half_of(doc_id: str) -> int:
    return hashlib.md5(doc_id.encode(), usedforsecurity=False).digest()[-1] % 2


def print_head() -> None:
    print(f"{'':<34}" + "".join(f"{part:^24}" for part in ("all", "half A", "half B")).rstrip())


def print_rates(title: str, rates: Sequence[Rate]) -> None:
    """Precision, recall and F1; a dash for a part that has nothing of the kind."""
    told = ("".join(f"{n:7.1f}" for n in (r.precision, r.recall, r.f1)) if r.wanted else "-" for r in rates)
    print(f"{title:<34}" + "".join(f"{columns:>21}   " for columns in told).rstrip())


def print_shares(title: str, shares: Sequence[float | None]) -> None:
    """A share has one number; it stands in the last of the three columns."""
    told = ("-" if value is None else f"{value:.1f}" for value in shares)
    print(f"{title:<34}" + "".join(f"{value:>21}   " for value in told).rstrip())


if __name__ == "__main__":
    sys.exit(main())
