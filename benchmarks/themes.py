"""How well the rules of the codebook alone find themes: precision, recall and F1 against a complete reading.

python benchmarks/themes.py            # the five documents, without their sidecars
python benchmarks/themes.py --errors   # and the passages on which they differ
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from theme_reading import agreement, disagreements, load_reading, themes_by_passage  # noqa: E402

from briefgen.codebook.tagger import tag  # noqa: E402
from briefgen.codebook.themes import load_codebook  # noqa: E402
from briefgen.extract.segment import segment  # noqa: E402
from briefgen.model.facts import Analysis  # noqa: E402
from briefgen.model.text import Document, Source  # noqa: E402


def main(arguments: list[str]) -> None:
    codebook = load_codebook(ROOT / "seeds" / "themes.yaml")
    analyses, read = {}, {}
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        content = path.read_bytes()
        document = Document(Source(path.stem, hashlib.sha256(content).hexdigest()), content.decode())
        analyses[path.stem] = Analysis(document, "benchmark", segment(document))
        read[path.stem] = themes_by_passage(
            analyses[path.stem].passages, load_reading(path.stem, document.text)
        )
    tagged = {name: tag(analysis, codebook) for name, analysis in analyses.items()}
    print(f"{'theme':24}{'passages':>9}{'precision':>11}{'recall':>8}{'F1':>7}")
    for theme in codebook.themes:
        found = agreement(theme.id, tagged, read)
        passages = found.both + found.reading_only
        print(f"{theme.id:24}{passages:9}{found.precision:11.3f}{found.recall:8.3f}{found.f1:7.3f}")
    if "--errors" in arguments:
        for theme in codebook.themes:
            for name, analysis in analyses.items():
                for line in disagreements(theme.id, analysis, tagged[name], read[name]):
                    print(f"{theme.id} | {name} | {line}")


if __name__ == "__main__":
    main(sys.argv[1:])
