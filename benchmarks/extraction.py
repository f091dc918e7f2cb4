"""How fast documents are analysed: in all, stage by stage, and on hostile text. Part of `make bench`.

python benchmarks/extraction.py            # the three tables
python benchmarks/extraction.py --long 10  # and ten megabytes on one line

Documents of 5 kB are made of the passages of `seeds/`, mixed by a fixed seed. Times are processor time of
this one process, so other work on the machine counts little.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import time
from collections import deque
from collections.abc import Callable, Sequence
from itertools import repeat
from pathlib import Path

from briefgen.codebook.tagger import tag
from briefgen.codebook.themes import load_codebook
from briefgen.extract.analyse import analyse
from briefgen.extract.anchor import Anchor
from briefgen.extract.dates import as_said, placed_in_time
from briefgen.extract.datescan import date_words_of
from briefgen.extract.events import find_events
from briefgen.extract.figures import find_figures
from briefgen.extract.quotes import find_quotes
from briefgen.extract.segment import segment
from briefgen.extract.source import infer_source
from briefgen.model.text import Document, Period, Source

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
DOCUMENTS, SIZE = 60, 5_000
HOSTILE_SIZE = 200_000
WANTED = 300  # documents of 5 kB a second and core
HOSTILE = {
    "spaces": " ",
    'straight marks "': '"',
    "opening marks “": "“",
    "closing marks ”": "”",
    "low marks „": "„",
    "single marks '": "'",
    "single marks ‘": "‘",
    "single marks ’": "’",
    "guillemets «": "«",
    "guillemets »": "»",
    "marks and spaces": "“ ",
    "digits": "1",
    "digits and spaces": "1 ",
    "dots": ".",
    "dots and spaces": ". ",
    "capitals": "A",
    "names": "Ann Bee ",
    "commas": ",",
    "said": "said ",
    "opening brackets": "(",
    "one long word": "x",
    "lines": "a b\n",
    "shares": "5% ",
    "sums": "EUR 5 million and ",
    "dates": "in May 2021 ",
    "quotations": "“a” said Bob. ",
}


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast documents are analysed")
    parser.add_argument("--runs", type=int, default=3, help="runs of which the best counts (default 3)")
    parser.add_argument("--long", type=float, metavar="MB", help="also analyse one line of so many megabytes")
    arguments = parser.parse_args()
    print_speed(arguments.runs)
    print_hostile()
    if arguments.long:
        print_long_line(arguments.long)


def print_speed(runs: int) -> None:
    """Documents a second, and megabytes (million characters) a second of each stage."""
    documents = mixed_documents()
    megabytes = sum(len(document.text) for document in documents) / 1e6
    for document in documents:
        analyse(document)  # patterns are compiled and words looked up on first use
    print(f"{'stage':<22}{'ms/document':>12}{'MB/s':>8}")
    whole = ("all but tagging", lambda: deque(map(analyse, documents), maxlen=0))  # nothing is kept
    for name, stage in (*_stages(documents), whole):
        seconds = _best(stage, runs)
        print(f"{name:<22}{seconds / len(documents) * 1000:>12.2f}{megabytes / seconds:>8.2f}")
    print(f"{len(documents) / seconds:.0f} documents of 5 kB a second and core (wanted: {WANTED})\n")


def print_hostile() -> None:
    """Seconds a megabyte of what nobody writes; twice the text should take about twice the time."""
    print(f"{HOSTILE_SIZE // 1000} kB of …         {'s/MB':>8}{'twice as much takes':>21}")
    for name, unit in HOSTILE.items():
        half, whole = (_seconds_of(unit, size) for size in (HOSTILE_SIZE // 2, HOSTILE_SIZE))
        print(f"{name:<20}{whole / HOSTILE_SIZE * 1e6:>8.2f}{whole / half:>19.1f} ×")
    print()


def print_long_line(megabytes: float) -> None:
    line = " ".join(" ".join(text.split()) for text in _texts())
    seconds = _seconds_of(line, int(megabytes * 1e6))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{megabytes:g} MB on one line: {seconds:.1f} s, at most {peak:.0f} MiB of memory\n")


def mixed_documents() -> list[Document]:
    """Documents of 5 kB of the passages of all seeds in a random order, the same at each run."""
    order = random.Random(5)
    passages = [passage for text in _texts() for passage in text.split("\n\n") if passage.strip()]
    documents = []
    for _ in range(DOCUMENTS):
        text = "\n\n".join(order.sample(passages, len(passages)))
        start = order.randrange(len(text) - SIZE)
        documents.append(_document(text[start : start + SIZE]))
    return documents


def _stages(documents: Sequence[Document]) -> list[tuple[str, Callable[[], object]]]:
    passages = [segment(document) for document in documents]
    words = [date_words_of(*each) for each in zip(documents, passages, strict=True)]
    said = [as_said(found) for found in words]
    dates = [placed_in_time(found, None, alone) for found, alone in zip(words, said, strict=True)]
    analyses = [analyse(document) for document in documents]
    codebook = load_codebook(SEEDS / "themes.yaml")
    pairs = list(zip(documents, passages, strict=True))
    dated = list(zip(documents, passages, dates, strict=True))
    anchor = Anchor.of(Period.parse("2024-05-14"))  # most documents tell no day of their own
    return [
        ("segment", lambda: [segment(document) for document in documents]),
        ("dates: words", lambda: [date_words_of(*each) for each in pairs]),
        ("dates: as said", lambda: [as_said(found) for found in words]),
        (
            "date and narrator",
            lambda: [infer_source(d.text, alone) for d, alone in zip(documents, said, strict=True)],
        ),
        (
            "dates: in time",
            lambda: [placed_in_time(*each) for each in zip(words, repeat(anchor), said)],
        ),
        ("quotes", lambda: [find_quotes(*each) for each in pairs]),
        ("figures", lambda: [find_figures(*each) for each in dated]),
        ("events", lambda: [find_events(*each) for each in dated]),
        ("tagging", lambda: [tag(analysis, codebook) for analysis in analyses]),
    ]


def _seconds_of(unit: str, size: int) -> float:
    """To analyse so many characters of one thing over and over."""
    document = _document((unit * (size // len(unit) + 1))[:size])
    return _best(lambda: analyse(document), 1)


def _best(action: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return min(times)


def _texts() -> list[str]:
    return [path.read_bytes().decode() for path in sorted(SEEDS.glob("*.txt"))]


def _document(text: str) -> Document:
    return Document(Source("benchmark", hashlib.sha256(text.encode()).hexdigest()), text)


if __name__ == "__main__":
    main()
