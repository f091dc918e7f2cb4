"""A small project whose editors write German, French and Italian over a notice in English."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from briefgen.build import build_briefs, check_briefs
from briefgen.errors import Level
from briefgen.paths import Project

AS_OF = date(2026, 11, 22)
NOTICE = """Harbour Board sets out winter plan

22 July 2025

The Harbour Board handed over five vessels to the coastguard in December 2023 and paid EUR 5 million for them. "We will
not leave the western ports without help," said Anna Berg, the board's director, in a statement on 22 July 2025.

Some 9,000 people arrived in the western ports in 2024, 12.5% more than in the year before. Tens of thousands more are
expected by spring 2026.
"""
SIDECAR = """id: notice
title: Harbour Board sets out winter plan
publisher: Harbour Board
issued: 2025-07-22
language: en
"""
CODEBOOK = """ports:
  title: Ports
  definition: What is said about the western ports.
  rules:
    - {name: harbour, any: [port*, vessel*, people arrived]}
"""
BRIEFS = {
    "de": """title: Die westlichen Häfen
standfirst: Fünf Schiffe und 5 Mio. EUR für die Küstenwache.
language: de
themes: [ports]
sections:
  - key-points:
      points:
        - Die Hafenbehörde übergab im Dezember 2023 fünf Schiffe und zahlte dafür 5 Mio. EUR [@notice].
        - Rund 9.000 Menschen kamen 2024 an, 12,5 % mehr als im Jahr davor [@notice].
  - text:
      body: |
        Sie hat nach eigenen Worten „handed over five vessels to the coastguard“ [@notice]. Bis zum Frühjahr 2026
        werden Zehntausende erwartet [@notice].
  - quotes
  - figures
  - timeline
  - actors
  - limits
  - method
output: [markdown, html, json]
""",
    "fr": """title: Les ports de l’ouest
standfirst: Cinq navires et 5 millions d’euros pour les garde-côtes.
language: fr
themes: [ports]
sections:
  - key-points:
      points:
        - L’autorité portuaire a livré cinq navires en décembre 2023 et versé 5 millions d’euros [@notice].
        - Quelque 9 000 personnes sont arrivées en 2024, soit 12,5 % de plus que l’année précédente [@notice].
  - text:
      body: |
        Selon ses propres termes, elle a « handed over five vessels to the coastguard » [@notice]. Des dizaines de
        milliers d’autres personnes sont attendues d’ici au printemps 2026 [@notice].
  - quotes
  - figures
  - timeline
  - actors
  - limits
  - method
output: [markdown, html, json]
""",
    "it": """title: I porti occidentali
standfirst: Cinque navi e 5 milioni di euro per la guardia costiera.
language: it
themes: [ports]
sections:
  - key-points:
      points:
        - L’autorità portuale ha consegnato cinque navi nel dicembre 2023 e ha versato 5 milioni di euro [@notice].
        - Circa 9.000 persone sono arrivate nel 2024, il 12,5 % in più dell’anno precedente [@notice].
  - text:
      body: |
        Secondo le sue parole ha «handed over five vessels to the coastguard» [@notice]. Entro la primavera
        2026 sono attese altre decine di migliaia di persone [@notice].
  - quotes
  - figures
  - timeline
  - actors
  - limits
  - method
output: [markdown, html, json]
""",
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "briefs").mkdir()
    (tmp_path / "seeds" / "notice.txt").write_text(NOTICE)
    (tmp_path / "seeds" / "notice.yaml").write_text(SIDECAR)
    (tmp_path / "seeds" / "themes.yaml").write_text(CODEBOOK)
    return Project.at(tmp_path)


def errors(project: Project, written: str) -> list[str]:
    (project.briefs / "ports.yaml").write_text(written)
    (outcome,) = check_briefs(project, ["ports"], as_of=AS_OF)
    return [str(problem) for problem in outcome.problems if problem.level is Level.ERROR]


@pytest.mark.parametrize("language", BRIEFS)
def test_prose_in_the_language_of_the_brief_passes_the_gate(project: Project, language: str) -> None:
    assert errors(project, BRIEFS[language]) == []


TAMPERED = [
    ("de", "fünf Schiffe und zahlte", "sechs Schiffe und zahlte", "'sechs' does not stand in notice"),
    ("de", "dafür 5 Mio. EUR", "dafür 5 Mrd. EUR", "'5 Mrd.' does not stand in notice"),
    ("de", "dafür 5 Mio. EUR", "dafür 5 Mio. USD", "'5 Mio.' does not stand in notice"),
    ("de", "9.000", "8.000", "'8.000' does not stand in notice"),
    ("de", "12,5 %", "15,2 %", "'15,2' does not stand in notice"),
    ("de", "Dezember 2023", "November 2023", "'November' does not stand in notice"),
    ("de", "Zehntausende", "Hunderttausende", "'Hunderttausende' does not stand in notice"),
    ("de", "vessels to the coastguard“", "ships to the coastguard“", "these words do not stand in the cited source"),
    ("de", "Fünf Schiffe und 5", "Sieben Schiffe und 5", "'Sieben' does not stand in any source"),
    ("fr", "cinq navires en", "six navires en", "'six' does not stand in notice"),
    ("fr", "versé 5 millions", "versé 6 millions", "'6 millions' does not stand in notice"),
    ("fr", "9 000", "8 000", "'8 000' does not stand in notice"),
    ("fr", "décembre", "novembre", "'novembre' does not stand in notice"),
    ("fr", "dizaines de", "centaines de", "'centaines de milliers' does not stand in notice"),
    ("fr", "five vessels to", "six vessels to", "these words do not stand in the cited source"),
    ("it", "cinque navi nel", "sei navi nel", "'sei' does not stand in notice"),
    ("it", "5 milioni di euro [", "5 miliardi di euro [", "'5 miliardi' does not stand in notice"),
    ("it", "9.000", "8.000", "'8.000' does not stand in notice"),
    ("it", "dicembre", "novembre", "'novembre' does not stand in notice"),
    ("it", "decine di", "centinaia di", "'centinaia di migliaia' does not stand in notice"),
    ("it", "«handed over", "«handed back", "these words do not stand in the cited source"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "right", "wrong", "message"), TAMPERED)
def test_what_the_source_does_not_say_is_refused(
    project: Project, language: str, right: str, wrong: str, message: str
) -> None:
    written = BRIEFS[language]
    assert written.count(right) == 1
    told = errors(project, written.replace(right, wrong))
    assert len(told) == 1 and message in told[0]
    is_standfirst = "any source" in message  # which has no place of its own
    assert is_standfirst or re.match(r"briefs/ports\.yaml:\d+:\d+: ", told[0])


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "de",
            [
                "# Die westlichen Häfen",
                "Briefing · Ausgabe 2026-11-22 · 22. November 2026 · Datum der Quellen: 22. Juli 2025 · 1 Quelle",
                "Worten „handed over five vessels to the coastguard“[^1]",
                "> Anna Berg, board's director, in einer Erklärung, 22. Juli 2025[^1]",
                "| Frühjahr 2026 (geplant) | „Tens of thousands more are expected by spring 2026.“ | [^1] |",
                "1 von 1 Dokumenten des Bestands wird zitiert.",
            ],
        ),
        (
            "fr",
            [
                "Édition 2026-11-22",
                "22 novembre 2026",
                "« handed over five vessels to the coastguard »[^1]",
                "> Anna Berg, board's director, dans une déclaration, 22 juillet 2025[^1]",
                "| printemps 2026 (prévu) | « Tens of thousands more are expected by spring 2026. » | [^1] |",
            ],
        ),
        (
            "it",
            [
                "edizione 2026-11-22 · 22 novembre 2026",
                "«handed over five vessels to the coastguard»[^1]",
                "> Anna Berg, board's director, in una dichiarazione, 22 luglio 2025[^1]",
                "| primavera 2026 (previsto) | «Tens of thousands more are expected by spring 2026.» | [^1] |",
            ],
        ),
    ],
)
def test_a_reader_sees_one_language_and_the_words_of_the_source(
    project: Project, language: str, lines: list[str]
) -> None:
    (project.briefs / "ports.yaml").write_text(BRIEFS[language])
    (outcome,) = build_briefs(project, ["ports"], as_of=AS_OF)
    assert outcome.folder is not None, outcome.problems
    printed = (outcome.folder / "ports.md").read_text().translate({0xA0: " ", 0x202F: " ", 0x2019: "'"})
    for line in lines:
        assert line.translate({0x2019: "'"}).casefold() in printed.casefold(), printed


@pytest.mark.parametrize("language", ["en", *BRIEFS])
def test_a_brief_with_nothing_to_say_says_so_in_its_language(project: Project, language: str) -> None:
    """Every sentence that stands where a section is empty passes the gate and is not English."""
    (project.seeds / "notice.txt").write_text(
        "Harbour Board\n\nNothing is said here of what the brief is about.\n"
    )
    kinds = "changes, key-points, quotes, figures, timeline, actors, disagreements, limits, sources, method"
    brief = f"title: Häfen\nlanguage: {language}\nthemes: [ports]\nsections: [{kinds}]\noutput: [markdown]\n"
    (project.briefs / "ports.yaml").write_text(brief)
    (outcome,) = build_briefs(project, ["ports"], as_of=AS_OF)
    assert outcome.folder is not None, outcome.problems
    printed = (outcome.folder / "ports.md").read_text()
    assert len(re.findall(r"(?m)^## ", printed)) == len(kinds.split(", "))
    assert ("No source in the corpus" in printed) == (language == "en")
