"""Rendering in a process of its own: what is hostile costs one line and its own format."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from briefs_for_tests import paragraph, plain_brief, rich_brief

from briefgen.errors import InputError, Level
from briefgen.render import FORMATS, Look
from briefgen.render.worker import GIB, Limits, RenderingProcess, render_all

SECONDS = 5  # long enough for whatever is found out before


def own(folder: Path, **files: str) -> Look:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Look.of(folder)


def test_all_formats_are_made_under_their_file_names() -> None:
    made = render_all(rich_brief(), FORMATS, Look.of())
    assert made.problems == ()
    assert set(made.files) == {
        f"libya-engagement{suffix}" for format_ in FORMATS.values() for suffix in format_.files
    }
    assert made.files["libya-engagement.html"] == FORMATS["html"].render(rich_brief(), Look.of())


def test_a_warm_process_renders_brief_after_brief() -> None:
    with RenderingProcess() as process:
        first = process.render_all(rich_brief(), ["pdf"], Look.of())
        started = time.monotonic()
        second = process.render_all(rich_brief(), ["pdf"], Look.of())
    assert first == second
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        (
            "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
            "loop that does not end",
        ),
        (
            "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
            f"after {SECONDS} seconds",
        ),
        ("{% for a in range(10 ** 9) %}{% endfor %}", "too big"),
        ("\n{{ cycler.__init__.__globals__ }}", "brief.html.j2:2: not allowed in a template"),
        ('{{ ("{0.__class__}"|attr("format"))(brief) }}', "not allowed in a template"),
        ("{% do brief.sections.append(1) %}", "brief.html.j2:1: Encountered unknown tag"),
        ('{% include "../../../etc/passwd" %}', "there is no template"),
        ('{% include "brief.html.j2" %}', "without an end"),
        ("{% if %}", "brief.html.j2:1:"),
        ("line one\n{{ brief.nothing }}", "brief.html.j2:2:"),
        ("{{ 1 / 0 }}", "brief.html.j2:1: ZeroDivisionError"),
        ('{{ "x" * 10 ** 11 }}', "memory"),
        ("{{ 5 | inlines }}", "brief.html.j2:1: TypeError"),
        ("x" * 2_000_000, "is longer than"),
    ],
)
def test_a_fault_of_a_template_is_one_plain_line(tmp_path: Path, template: str, problem: str) -> None:
    look = own(tmp_path, brief_html_j2=template)
    made = render_all(plain_brief(paragraph("Text.")), ["json", "markdown", "html"], look, Limits(SECONDS))
    (found,) = made.problems
    assert problem in str(found)
    assert "Traceback" not in str(found) and "\n" not in str(found)
    assert set(made.files) == {"libya-engagement.json", "libya-engagement.md"}


FLEX = "<div style='display:flex'>" * 14 + "x" + "</div>" * 14
HEAVY = {
    "nested flex boxes": FLEX,
    "a cell over a hundred thousand columns": "<table><tr><td colspan=100000>x</td></tr></table>",
    "elements too deep": "<div>" * 3000 + "x" + "</div>" * 3000,
    "twenty thousand sheets": "<p style='break-after:page'>x</p>" * 20_000,
}


@pytest.mark.parametrize("what", HEAVY)
def test_a_page_that_cannot_be_laid_out_leaves_the_other_formats(tmp_path: Path, what: str) -> None:
    extended = f'{{% extends "packaged/brief.html.j2" %}}{{% block colophon %}}{HEAVY[what]}{{% endblock %}}'
    look = own(tmp_path, brief_html_j2=extended)
    started = time.monotonic()
    made = render_all(plain_brief(paragraph("Text.")), FORMATS, look, Limits(10, 4))
    assert time.monotonic() - started < 30
    assert [problem.level for problem in made.problems if problem.level is Level.ERROR] == [Level.ERROR]
    every = {f"libya-engagement{suffix}" for format_ in FORMATS.values() for suffix in format_.files}
    assert set(made.files) == every - {"libya-engagement.pdf"}


def test_too_little_memory_is_said_and_not_suffered(tmp_path: Path) -> None:
    hungry = "{% extends 'packaged/brief.html.j2' %}{% block colophon %}{{ ('x' * 900000000) | length }}{% endblock %}"
    made = render_all(
        plain_brief(paragraph("Text.")),
        ["markdown", "html"],
        own(tmp_path, brief_html_j2=hungry),
        Limits(memory=GIB // 2),
    )
    assert set(made.files) == {"libya-engagement.md"}
    assert "memory" in str(made.problems[0])


def test_after_a_failure_the_next_brief_is_rendered(tmp_path: Path) -> None:
    endless = own(
        tmp_path,
        brief_html_j2="{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    )
    brief = plain_brief(paragraph("Text."))
    with RenderingProcess(Limits(1, 30)) as process:
        assert not process.render_all(brief, ["html"], endless).files
        assert process.render_all(brief, ["html"], Look.of()).files


def test_what_weasyprint_ignores_is_a_warning(tmp_path: Path) -> None:
    look = own(tmp_path, css__paged_css="p { no-such-property: 1 } @import url(http://127.0.0.1:9/x.css);")
    made = render_all(plain_brief(paragraph("Text.")), ["pdf"], look)
    assert made.files.keys() == {"libya-engagement.pdf"}
    assert made.problems and all(problem.level is Level.WARNING for problem in made.problems)


def test_a_briefing_of_another_length_is_a_warning_that_says_what_to_do() -> None:
    made = render_all(plain_brief(*[paragraph("Text. " * 80)] * 70), ["pdf"], Look.of())
    assert [str(problem) for problem in made.problems] == [
        "briefs/libya-engagement.yaml: warning: pdf: a briefing has 2 to 6 pages, this one has 9 "
        "(lower `max`, leave sections out, or write `kind: dossier`)"
    ]
    (short,) = render_all(plain_brief(paragraph("Text.")), ["pdf"], Look.of()).problems
    assert "this one has 1 (add sections, or write `kind: at-a-glance`)" in str(short)
    assert made.files.keys() == {"libya-engagement.pdf"}


def test_sheets_are_counted_without_printing_them() -> None:
    with RenderingProcess() as process:
        assert process.page_count(rich_brief(), Look.of()) == 3


def test_a_page_whose_sheets_cannot_be_counted_is_told(tmp_path: Path) -> None:
    extended = '{% extends "packaged/brief.html.j2" %}{% block colophon %}' + FLEX + "{% endblock %}"
    look = own(tmp_path, brief_html_j2=extended)
    with RenderingProcess(Limits(10, 2)) as process, pytest.raises(InputError, match="after 2 seconds"):
        process.page_count(plain_brief(paragraph("Text.")), look)
