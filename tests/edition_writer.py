"""Publishes editions without end until it is killed: `edition_writer.py naive|whole OUTPUT`.

The naive way stands beside the real one to show that the test can see a torn edition.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from briefgen.editions.archive import Made, publish
from briefgen.editions.manifest import digest_files

BRIEF, PERIOD = "libya", "2026-W47"


def contents(turn: int) -> dict[str, bytes]:
    return {f"libya.{suffix}": f"{suffix} {turn} ".encode() * 20_000 for suffix in ("html", "json", "md")}


def publish_naively(output: Path, turn: int) -> None:
    files = contents(turn)
    folder = output / BRIEF / (f"{PERIOD}.{turn}" if turn else PERIOD)
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({"files": digest_files(files)}))
    for name, content in files.items():
        (folder / name).write_bytes(content)
    latest = output / BRIEF / "latest"
    latest.unlink(missing_ok=True)
    latest.symlink_to(folder.name)


def publish_whole(output: Path, turn: int) -> None:
    publish(output, BRIEF, PERIOD, contents(turn), Made(date(2026, 11, 22), {"turn": str(turn)}, {}))


def main() -> None:
    write = {"naive": publish_naively, "whole": publish_whole}[sys.argv[1]]
    output = Path(sys.argv[2])
    write(output, 0)
    print("ready", flush=True)
    for turn in range(1, 10_000):
        write(output, turn)


if __name__ == "__main__":
    main()
