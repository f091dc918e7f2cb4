"""What briefgen promises, read back from the finished editions of the three briefs.

`edition_faults.py` holds the checks. Here they are run, and each is seen to fail on an edition that was
tampered with; golden Markdown shows in a diff what a change does to a brief (`pytest --update-golden`).
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import AS_OF, brief_names
from edition_faults import CHECKS, Edition
from printed import UnreadableError

from briefgen.cli import run

GOLDEN = Path(__file__).parent / "golden"
NAMES = brief_names()
BUILD = ("build", "--as-of", AS_OF.isoformat())


def edition_of(published: Path, name: str) -> Edition:
    return Edition.at(published / "output" / name / "latest", published / "seeds")


def faults(check: str, edition: Edition) -> list[str]:
    try:
        return list(CHECKS[check](edition))
    except UnreadableError as error:
        return [str(error)]


# The editions ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("check", CHECKS)
def test_promise(check: str, name: str, published: Path) -> None:
    assert faults(check, edition_of(published, name)) == []


def test_every_type_of_evidence_is_read_back(published: Path) -> None:
    """The checks have something to look at: each type of evidence, corrections, other wordings, frames."""
    editions = [edition_of(published, name) for name in NAMES]
    evidence = [item for edition in editions for item in edition.json["evidence"]]
    assert {item["type"] for item in evidence} == {"quote", "figure", "event", "passage"}
    assert {change["kind"] for item in evidence for change in item["normalisations"]} >= {"white-space"}
    for edition in editions:
        assert len(edition.html.quotations) >= 3
        assert len(edition.html.tables) >= 3
        assert any(quotation.notes for e in editions for quotation in e.html.quotations)
        assert edition.pdf.pages >= 2


@pytest.mark.parametrize("name", NAMES)
def test_the_markdown_is_the_golden_one(name: str, published: Path, update_golden: bool) -> None:
    golden = GOLDEN / f"{name}.md"
    made = edition_of(published, name).text_of("md")
    if update_golden:
        GOLDEN.mkdir(exist_ok=True)
        golden.write_bytes(made.encode())
    assert golden.read_bytes().decode() == made, "`pytest --update-golden` writes it anew: read its diff"


def test_each_golden_file_belongs_to_a_brief() -> None:
    assert sorted(path.stem for path in GOLDEN.iterdir()) == NAMES


# What is published, and when -------------------------------------------------------------------------


def state(folder: Path) -> dict[str, tuple[str, int]]:
    """Everything below a folder: its content or the target of a link, and when it was written."""
    return {
        str(path.relative_to(folder)): (
            str(path.readlink()) if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest(),
            path.lstat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


@pytest.fixture
def project(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project with its editions, to work in."""
    copy = tmp_path / "project"
    shutil.copytree(published, copy, symlinks=True)
    monkeypatch.chdir(copy)
    return copy


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize("name", NAMES)
def test_latest_leads_to_the_edition_of_the_week(name: str, published: Path) -> None:
    home = published / "output" / name
    assert sorted(path.name for path in home.iterdir()) == ["2026-W47", "latest"]
    assert (home / "latest").readlink() == Path("2026-W47")


def test_no_stage_is_left(published: Path) -> None:
    feeds = [f"{name}.atom.xml" for name in NAMES]
    assert {path.name for path in (published / "output").iterdir()} == {*NAMES, *feeds, "index.html"}


def test_the_installed_command_makes_the_same_bytes(published: Path, tmp_path: Path) -> None:
    command = [Path(sys.executable).with_name("briefgen"), *BUILD, "returns", "--output", tmp_path / "out"]
    ran = subprocess.run(command, cwd=published, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.split()[:3]) == (0, ["built", "returns", "2026-W47"]), ran.stderr
    made, here = (Edition.at(f / "returns" / "latest", f) for f in (tmp_path / "out", published / "output"))
    assert {name: made.files[name] for name in made.files if name != "manifest.json"} == {
        name: here.files[name] for name in here.files if name != "manifest.json"
    }


def test_an_equal_build_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = state(project / "output")
    assert run([*BUILD, "--all"]) == 0
    assert [line.split()[:3] for line in capsys.readouterr().out.splitlines()] == [
        ["unchanged", name, "2026-W47"] for name in NAMES
    ]
    assert state(project / "output") == before


def test_another_input_makes_a_revision(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project / "briefs" / "returns.yaml", "title: ", "publisher: The desk\ntitle: ")
    before = state(project / "output")
    assert run([*BUILD, "--all"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        "unchanged",
        "built",
        "unchanged",
    ]
    after = state(project / "output")
    assert after.pop("returns/latest")[0] == "2026-W47.1"
    before.pop("returns/latest")
    archive = {"index.html", "returns.atom.xml"}
    assert {name for name in before if before[name] != after[name]} == archive
    assert {name for name in after if name not in before} == {
        name.replace("2026-W47", "2026-W47.1") for name in before if name.startswith("returns/2026-W47/")
    }


def test_one_format_is_a_preview(project: Path) -> None:
    before = state(project / "output")
    assert run([*BUILD, "returns", "--format", "markdown"]) == 0
    after = state(project / "output")
    preview = {name.rpartition("/")[2]: after[name][0] for name in after if name not in before}
    assert {name for name in after if name not in before} == {
        "returns/preview/manifest.json", "returns/preview/returns.md"
    }  # fmt: skip
    assert before.items() <= after.items()
    assert preview["returns.md"] == before["returns/2026-W47/returns.md"][0]
    manifest = json.loads((project / "output/returns/preview/manifest.json").read_bytes())
    assert manifest["files"] == {"returns.md": preview["returns.md"]}


def test_a_broken_brief_leaves_the_earlier_edition_whole(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project / "briefs" / "returns.yaml", "“remains too low", "“remains much too low")
    before = state(project / "output")
    assert run([*BUILD, "--all"]) == 1
    said = capsys.readouterr()
    assert [line.split()[0] for line in said.out.splitlines()] == ["unchanged", "failed", "unchanged"]
    (problem,) = (line for line in said.err.splitlines() if ": warning: " not in line)
    assert re.match(r"briefs/returns\.yaml:\d+:\d+: these words do not stand in the cited source", problem)
    assert "remains too low" in problem
    assert state(project / "output") == before


def test_what_a_failed_build_can_still_make_is_a_preview(project: Path) -> None:
    (project / "templates").mkdir()
    (project / "templates" / "brief.html.j2").write_text("{{ no_such_thing }}")
    before = state(project / "output")
    assert run([*BUILD, "returns"]) == 1
    after = state(project / "output")
    assert before.items() <= after.items()
    assert {name for name in after if name not in before} == {
        f"returns/preview/{name}" for name in ("manifest.json", "returns.json", "returns.md")
    }


# Each check is seen to fail ---------------------------------------------------------------------------

Tamper = Callable[[Edition], Edition]


def written(edition: Edition, suffix: str, text: str) -> Edition:
    files = {**edition.files, f"{edition.name}.{suffix}": text.encode()}
    assert files != edition.files, "nothing was tampered with"
    return Edition(edition.name, files, edition.seeds)


def swap(suffix: str, pattern: str, new: str) -> Tamper:
    """The first place that fits a pattern, written otherwise."""
    return lambda e: written(e, suffix, re.sub(pattern, new, e.text_of(suffix), count=1, flags=re.S))


def fake(change: Callable[[dict[str, Any]], object]) -> Tamper:
    """The JSON with something changed in it."""

    def tamper(edition: Edition) -> Edition:
        copy = json.loads(edition.text_of("json"))
        change(copy)
        return written(edition, "json", json.dumps(copy))

    return tamper


def item(copy: dict[str, Any], type_: str) -> dict[str, Any]:
    return next(one for one in copy["evidence"] if one["type"] == type_)


def of_another(edition: Edition) -> Edition:
    """The PDF of another brief."""
    folder = edition.seeds.parent / "output" / "russian-hybrid-threat" / "latest"
    other = (folder / "russian-hybrid-threat.pdf").read_bytes()
    return replace(edition, files={**edition.files, f"{edition.name}.pdf": other})


LEAD = '<p class="lead">'
TAMPERED: list[tuple[str, str, Tamper]] = [
    ("evidence_slices_true", "an address beside the words", fake(lambda d: item(d, "quote").update(start=7))),
    ("evidence_slices_true", "another document's sha256", fake(lambda d: item(d, "figure").update(sha256="0" * 64))),
    ("evidence_slices_true", "no such document", fake(lambda d: item(d, "event").update(document="lost"))),
    (
        "evidence_is_printed_as_documented",
        "a word more than the slice",
        fake(lambda d: item(d, "quote").update(printed_text=item(d, "quote")["printed_text"] + " indeed")),
    ),
    (
        "evidence_is_printed_as_documented",
        "a difference that is not recorded",
        fake(lambda d: next(i for i in d["evidence"] if i["normalisations"]).update(normalisations=[])),
    ),
    (
        "evidence_is_printed_as_documented",
        "a difference that nobody declared",
        fake(
            lambda d: item(d, "quote")["normalisations"].append(
                {"kind": "correction", "start": item(d, "quote")["start"], "end": item(d, "quote")["start"] + 2,
                 "printed": "[No]"}
            )
        ),
    ),
    ("evidence_has_its_fields", "an id of its own", fake(lambda d: item(d, "quote").update(id="quote-1"))),
    ("evidence_has_its_fields", "no unit", fake(lambda d: item(d, "figure").pop("unit"))),
    ("evidence_has_its_fields", "given twice", fake(lambda d: d["evidence"].append(d["evidence"][0]))),
    ("evidence_stands_in_the_page", "not in the page", fake(lambda d: d["evidence"].pop())),
    ("evidence_stands_in_the_page", "not in the JSON", swap("html", r' data-evidence="quote-', ' data-evidence="quota-')),
    ("evidence_stands_in_the_page", "a word before a slice", swap("html", r"(<blockquote[^>]*><p>)", r"\1Perhaps ")),
    ("evidence_stands_in_the_page", "a word lost in a line", swap("html", r"(<span data-evidence=[^>]*>)\w+ ", r"\1")),
    ("evidence_is_found_in_every_format", "a slice cut in Markdown", swap("md", r"\n> \w+ ", "\n> ")),
    ("evidence_is_found_in_every_format", "another brief's PDF", of_another),
    ("quoted_strings_are_covered", "words nobody said, in HTML", swap("html", LEAD, LEAD + "“nobody has said this” ")),
    ("quoted_strings_are_covered", "words nobody said, in Markdown", swap("md", r"\n- ", "\n- «nobody has said this» ")),
    ("quoted_strings_are_covered", "a quotation reworded", swap("md", r"“(\w+ \w+) (?=\w+)", r"“\1 really ")),
    ("own_words_hold_no_marks", "marks of the brief's own", swap("html", LEAD, LEAD + "so-called “partners” ")),
    ("own_words_hold_no_marks", "straight marks", swap("html", r"(<caption>)", r'\1The "facts": ')),
    ("own_words_hold_no_marks", "evidence without marks", swap("html", r"“(<span data-evidence)", r"\1")),
    ("no_missing_value_is_printed", "None in a cell", swap("html", r"not stated", "None")),
    ("no_missing_value_is_printed", "nan in Markdown", swap("md", r"\| not stated", "| nan")),
    ("numbers_come_from_sources", "a number of its own", swap("html", LEAD, LEAD + "Some 4711 people. ")),
    ("numbers_come_from_sources", "a number in words", swap("md", r"\n- ", "\n- Some twelve million people. ")),
    ("numbers_come_from_sources", "another period", swap("html", r'data-label="Period">\D*20\d\d', r'data-label="Period">1999')),
    ("numbers_come_from_sources", "another scale", swap("md", r"EUR (\d+) million", r"EUR \1 billion")),
    ("attributions_name_the_speaker", "a name of its own", swap("html", r'(<p class="attribution">)\w+', r"\1Somebody")),
    ("attributions_name_the_speaker", "another speaker in the JSON", fake(lambda d: [i.update(speaker="Nobody") for i in d["evidence"] if i["type"] == "quote"])),
    ("attributions_name_the_speaker", "another source", swap("md", r"(\n> \w[^\n]*\n>\n> [^\n]*)\[\^\d\]", r"\1[^99]")),
    ("attributions_name_the_speaker", "no attribution", swap("md", r"(\n> \w[^\n]*\n)>\n> [^\n]*\n", r"\1")),
    ("speakers_stand_in_their_sources", "a name that is not there", fake(lambda d: item(d, "quote").update(speaker_in_source="John Doe"))),
    ("speakers_stand_in_their_sources", "a voice without words", swap("html", r'(<th scope="row" class="actor[^>]*>)', r"\1St ")),
    ("tables_are_the_same", "another cell", swap("md", r"(\n\| ---[^\n]*\n\| )", r"\1All ")),
    ("tables_are_the_same", "a row less", swap("html", r"<tr data-evidence.*?</tr>", "")),
    ("tables_are_the_same", "a column's name", swap("md", r"\| Value \|", "| Worth |")),
    ("words_are_the_same", "a paragraph's words", swap("md", r"(\n\n)The ", r"\1Most of the ")),
    ("words_are_the_same", "another citation", swap("html", r'href="#source-1">1<', r'href="#source-2">2<')),
    ("words_are_the_same", "raw HTML", swap("md", r"(\n\n)The ", r"\1<b>The</b> ")),
    ("sections_are_those_of_the_json", "another title", swap("html", r"(<h2 id=\"quotes-title\">)", r"\1Not ")),
    ("source_numbers_agree", "two sources swapped", fake(lambda d: d["sources"].reverse())),
    ("source_numbers_agree", "a link to another source", swap("html", r'href="#source-1">1<', r'href="#source-2">1<')),
    ("source_numbers_agree", "a source that nobody cites", swap("md", r"(\n\[\^)1\]: ", r"\g<1>77]: ")),
    ("page_is_closed", "a script", swap("html", "</main>", "<script>alert(1)</script></main>")),
    ("page_is_closed", "an event handler", swap("html", LEAD, '<p class="lead" onclick="x()">')),
    ("page_is_closed", "a remote picture", swap("html", "</main>", '<img src="https://example.org/x.png"></main>')),
    ("page_is_closed", "a link that runs", swap("html", 'href="#source-1"', 'href="javascript:x()"')),
    ("page_is_closed", "a page that is not there", swap("html", 'href="#source-1"', 'href="source-lost.html#x"')),
    ("page_is_closed", "a place that is not there", swap("html", 'href="#source-1"', 'href="#source-99"')),
    ("page_is_closed", "a remote style", swap("html", "</style>", "p{background:url(//example.org/x)}</style>")),
    ("page_is_closed", "no policy", swap("html", "default-src 'none'", "default-src *")),
    ("page_is_closed", "an element left open", swap("html", "</main>", "")),
    ("pdf_carries_the_json", "another JSON", fake(lambda d: d.update(title="Other"))),
    ("folder_is_whole", "a file changed after it was published", swap("md", r"\Z", "\n")),
    ("folder_is_whole", "a file more", lambda e: replace(e, files={**e.files, "notes.txt": b""})),
]  # fmt: skip


@pytest.mark.parametrize(("check", "what", "tamper"), TAMPERED, ids=[f"{c}: {w}" for c, w, _ in TAMPERED])
def test_the_check_finds(check: str, what: str, tamper: Tamper, published: Path) -> None:
    edition = edition_of(published, "returns" if "difference" in what else "libya-engagement")
    assert faults(check, edition) == []
    assert faults(check, tamper(edition)) != []


def test_every_check_has_been_seen_to_fail() -> None:
    assert {check for check, _, _ in TAMPERED} == set(CHECKS)
