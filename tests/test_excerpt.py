"""`corpus show ID --at`: a place is found by its words, its offsets or an item, and told with its surroundings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefgen.cli import run
from tests.test_doctor import at_a_terminal

COURIER = "harbour-courier-2026-03-12"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    assert run(["init", str(tmp_path / "desk")]) == 0
    monkeypatch.chdir(tmp_path / "desk")
    capsys.readouterr()
    return tmp_path / "desk"


@pytest.mark.parametrize(
    ("at", "text"),
    [
        ("quiet nights", "quiet nights"),
        ("quiet\n  nights", "quiet nights"),
        ("716-728", "We were prom"),
        (f"quote-{COURIER}-716-728", "We were prom"),
    ],
)
def test_a_place_is_a_slice_of_its_document(
    at: str, text: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["corpus", "show", COURIER, "--at", at, "--json"]) == 0
    (place,) = json.loads(capsys.readouterr().out)
    whole = (desk / "seeds" / f"{COURIER}.txt").read_text("utf-8")
    assert place["text"] == whole[place["start"] : place["end"]] == text
    (quote,) = place["quotes"]
    assert (quote["speaker"], quote["id"]) == ("Petra Lindqvor", f"quote-{COURIER}-716-808")
    (passage,) = place["passages"]
    assert passage["text"] == whole[passage["start"] : passage["end"]]
    assert {(tag["theme"], tag["by"]) for tag in place["themes"]} == {("shore-power", "rule")}


def test_words_that_stand_twice_are_shown_twice(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["corpus", "show", COURIER, "--at", "ships used shore power"]) == 0
    heads = [line for line in capsys.readouterr().out.splitlines() if line.startswith(COURIER)]
    assert len(heads) == 2


def test_the_place_stands_out_among_its_neighbours(desk: Path) -> None:
    printed = at_a_terminal("corpus", "show", COURIER, "--at", "quiet nights", cwd=desk, NO_COLOR="")
    assert "promised \x1b[1;33mquiet nights\x1b[0m by the summer" in printed
    assert "\x1b[2m" in printed and "Every ferry that calls here" in printed
    assert "Shipowners point to the price" in printed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["harbour-curier", "--at", "a"], f"did you mean '{COURIER}'?"),
        ([COURIER, "--at", "quite nights by the summer"], "do not stand in"),
        ([COURIER, "--at", "quite nights by the summer"], "nearest: 'quiet nights by the summer'"),
        ([COURIER, "--at", "99998-99999"], "lies outside"),
        ([COURIER, "--at", "9-3"], "lies outside"),
        ([COURIER, "--at", ""], "do not stand in"),
    ],
)
def test_a_place_that_is_none(
    arguments: list[str], said: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["corpus", "show", *arguments]) == 2
    assert said in capsys.readouterr().err
