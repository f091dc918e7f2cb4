"""The brief file and `briefgen.yaml`: what they mean, and what they may not say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import InputError, Level, MisuseError
from briefgen.model.brief import Vocabulary
from briefgen.model.edition import Rhythm
from briefgen.model.schedule import Schedule
from briefgen.model.text import PartialDate, Period
from briefgen.paths import Project
from briefgen.places import parse_yaml
from briefgen.spec.load import Loaded, load_brief, load_spec, read_brief
from briefgen.spec.models import DEFAULT_OUTPUTS, MAX_ITEMS, Checks, Spec
from briefgen.spec.names import brief_path, find_briefs
from briefgen.spec.project import load_settings
from briefgen.spec.values import Coverage, Length

KNOWN = Vocabulary(frozenset({"libya-engagement", "returns"}), frozenset({"letter"}))
LEAST = "title: T\nthemes: [returns]\nsections: [quotes]\n"


def load(text: str) -> Loaded:
    return read_brief(parse_yaml(text, "f"), "libya", KNOWN)


def spec_of(text: str) -> Spec:
    loaded = load(text)
    assert loaded.spec is not None and not loaded.problems, loaded.problems
    return loaded.spec


def said(text: str) -> list[str]:
    return [str(problem) for problem in load(text).problems]


def test_title_themes_and_sections_are_enough() -> None:
    spec = spec_of(LEAST)
    assert (spec.name, spec.kind, spec.output) == ("libya", "briefing", DEFAULT_OUTPUTS)
    assert (spec.coverage, spec.schedule, spec.standfirst) == (None, None, None)
    assert spec.checks == Checks(Level.WARNING, 180, Level.ERROR)
    assert spec.rhythm is Rhythm.DAILY
    assert spec.scope(date(2026, 11, 22)).period is None


def test_a_full_brief_keeps_all_that_it_says() -> None:
    spec = spec_of(
        """\
title: EU engagement with Libya, east and west
standfirst: Europe keeps its contacts with the east technical.
kind: dossier
themes: [libya-engagement, returns]
period: {since: 2021-01-01}
schedule: {every: week, on: monday, at: "06:00", timezone: Europe/Brussels}
sections:
  - key-points: {max: 5}
  - text:
      title: Background
      body: |
        In June 2021.
  - quotes:
  - timeline
output: [pdf, markdown]
check: {single_source: error, stale_after: off, uncited: warn}
marking: Limited
contact: desk@example.eu
publisher: A desk
x-mine: {any: [thing, NO]}
"""
    )
    assert spec.schedule == Schedule(Rhythm.WEEKLY, "monday", "06:00", "Europe/Brussels")
    assert spec.rhythm is Rhythm.WEEKLY
    assert spec.coverage == Coverage(since=PartialDate(2021, 1, 1))
    assert spec.output == ("markdown", "pdf")
    assert spec.checks == Checks(Level.ERROR, None, Level.WARNING)
    assert [wanted.kind for wanted in spec.sections] == ["key-points", "text", "quotes", "timeline"]
    assert spec.sections[0].options.max == 5
    assert spec.sections[1].locator.place("body", offset=0).line == 12
    assert (spec.marking, spec.contact, spec.publisher) == ("Limited", "desk@example.eu", "A desk")


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("{since: 2021}", Period(PartialDate(2021), None)),
        ("{until: 2023-12}", Period(None, PartialDate(2023, 12))),
        ("{since: 2021-06-06, until: 2021-06-06}", Period.parse("2021-06-06")),
        ("{last: 12 months}", Period(PartialDate(2025, 3, 31), PartialDate(2026, 3, 31))),
        ("{last: 1 month}", Period(PartialDate(2026, 2, 28), PartialDate(2026, 3, 31))),
        ("{last: 2 weeks}", Period(PartialDate(2026, 3, 17), PartialDate(2026, 3, 31))),
        ("{last: 90 days}", Period(PartialDate(2025, 12, 31), PartialDate(2026, 3, 31))),
        ("{last: 2 years}", Period(PartialDate(2024, 3, 31), PartialDate(2026, 3, 31))),
    ],
)
def test_a_period_is_counted_from_the_day_of_the_edition(period: str, expected: Period) -> None:
    assert spec_of(f"{LEAST}period: {period}\n").scope(date(2026, 3, 31)).period == expected


@given(st.dates(), st.integers(1, 30_000), st.sampled_from(["day", "week", "month", "year"]))
def test_a_length_never_ends_before_time_does(day: date, number: int, unit: str) -> None:
    assert date.min <= Length(number, unit).before(day) <= day


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("kind: leaflet", "4:7: 'leaflet' is not one of at-a-glance, briefing, dossier"),
        ("period: {since: 2024-01-01, until: 2021-01-01}",
         "4:36: the period ends (2021-01-01) before it begins (2024-01-01)"),
        ("period: {since: 2023-02-30}",
         "4:17: '2023-02-30' is not a date (write 2023, 2023-12 or 2023-12-17)"),
        ("period: {last: 12 months, since: 2021}",
         "4:16: 'last' does not go with 'since' or 'until' (keep one of them)"),
        ("period: {last: a while}",
         "4:16: 'a while' is not a length of time (write 180 days, 8 weeks or 12 months)"),
        ("period: {last: 1000 years}", "4:16: '1000 years' is longer than 100 years"),
        ("period: {}", "4:9: the period has no bounds (write since, until or last)"),
        ("period: 2021", "4:9: expected 'key: value', found '2021'"),
        ("schedule: {every: year}", "4:19: 'year' is not one of week, month, day, weekday"),
        ("schedule: {on: monday}", "4:11: 'every' is missing"),
        ("schedule: {every: week, on: Mondag}", "4:29: 'Mondag' is not a weekday (write one of monday, tuesday,"
                                                " wednesday, thursday, friday, saturday, sunday)"),
        ("schedule: {every: month, on: 31}", "4:30: '31' is not a day of every month (write 1 to 28)"),
        ("schedule: {every: day, on: monday}", "4:28: 'on' does not go with 'every: day' (remove it)"),
        ("schedule: {every: week, at: 06:30:00}",
         "4:29: '06:30:00' is not a time of day (write hours and minutes: \"06:00\")"),
        ("schedule: {every: week, at: 24:00}",
         "4:29: '24:00' is not a time of day (write hours and minutes: \"06:00\")"),
        ("schedule: {every: week, timezone: Europe/Brusels}",
         "4:35: 'Europe/Brusels' is not a time zone (did you mean 'Europe/Brussels'?)"),
        ("schedule: {every: week, timezone: ../../etc/passwd}",
         "4:35: '../../etc/passwd' is not a time zone (write Europe/Brussels)"),
        ("output: ../../../out",
         "4:9: expected a list, found '../../../out' (write it as '- item' lines or in [ ])"),
        ("output: []", "4:9: the list is empty (name at least one)"),
        ("output: [html, odt]", "4:16: unknown output 'odt' (known: markdown, html, pdf, json, docx, mail)"),
        ("output: [html, html]", "4:16: output 'html' is named twice (remove one)"),
        ("check: {stale_after: soon}",
         "4:22: 'soon' is not a length of time (write 180 days, 8 weeks or 12 months)"),
        ("language: German",
         "4:11: briefs are not made in the language 'German' (did you mean 'de'? known: en (English), fr (français), de (Deutsch), it (italiano))"),
        ("language: fr-BE",
         "4:11: briefs are not made in the language 'fr-BE' (did you mean 'fr'? known: en (English), fr (français), de (Deutsch), it (italiano))"),
        ("language: Italano",
         "4:11: briefs are not made in the language 'Italano' (did you mean 'it'? known: en (English), fr (français), de (Deutsch), it (italiano))"),
        ("language: nl", "4:11: briefs are not made in the language 'nl' (known: en (English), fr (français), de (Deutsch), it (italiano))"),
        ("language: [fr]", "4:11: expected a language, found a list (known: en (English), fr (français), de (Deutsch), it (italiano))"),
        ("paper: A5", "4:8: 'A5' is not one of A4, letter"),
        ("check: {single_source: loud}", "4:24: 'loud' is not one of off, warn, error"),
        ('contact: "a@b.eu\\nBcc: all@evil.example"',
         "4:10: the text has a line break or a tab (write it on one line)"),
        ('marking: "a\\u202eb"', "4:12: the text holds a control character (U+202E) (remove it)"),
        ("webhook: http://169.254.169.254/",
         "4:1: unknown key 'webhook' (known: check, contact, kind, language, look, marking, notify, output, paper, period,"
         " publisher, schedule, sections, series, standfirst, themes, title, when_unchanged)"),
        ("shedule: {every: week}", "4:1: unknown key 'shedule' (did you mean 'schedule'?)"),
        ("standfirst: [a]", "4:13: expected a text, found a list"),
    ],
)  # fmt: skip
def test_each_key_says_what_is_wrong_with_it(line: str, problem: str) -> None:
    assert said(f"{LEAST}{line}\n") == [f"f:{problem}"]


@pytest.mark.parametrize(
    ("themes", "problem"),
    [
        ("[retruns]", "2:10: unknown theme 'retruns' (did you mean 'returns'?)"),
        ("[returns, NO]", "2:19: unknown theme 'NO' (known: libya-engagement, returns)"),
        ("[returns, returns]", "2:19: theme 'returns' is named twice (remove one)"),
        ("[returns, ]", None),
        ("[returns, ~]", "2:19: expected a theme, found nothing (known: libya-engagement, returns)"),
        ("returns", "2:9: expected a list, found 'returns' (write it as '- item' lines or in [ ])"),
        ("{returns: 1}", "2:9: expected a list, found a mapping (key: value) (write it as '- item' lines or in"
                         " [ ])"),
        ("[]", "2:9: the list is empty (name at least one)"),
    ],
)  # fmt: skip
def test_themes_are_those_of_the_codebook(themes: str, problem: str | None) -> None:
    assert said(f"title: T\nthemes: {themes}\nsections: [quotes]\n") == ([f"f:{problem}"] if problem else [])


@pytest.mark.parametrize(
    ("section", "problem"),
    [
        ("timline", "4:5: unknown section kind 'timline' (did you mean 'timeline'?)"),
        ("magic: {max: 3}", "4:5: unknown section kind 'magic' (known: "),
        ("changes: {min: 2}", "4:15: unknown key 'min' (known: max, opening, title)"),
        ("disagreements: {kinds: [quotes]}", "4:29: 'quotes' is not one of events, wordings, figures"),
        ("quotes: {max: ten}", "4:19: 'ten' is not a whole number"),
        ("quotes: {max: yes}", "4:19: 'yes' is not a whole number"),
        ("quotes: {max: 99999999999999999999}", "4:19: '99999999999999999999' is too large"),
        ("quotes: {mx: 3}", "4:14: unknown key 'mx' (did you mean 'max'?)"),
        ("quotes: {pin: [{document: letter, exat: a}]}", "4:39: unknown key 'exat' (did you mean 'exact'?)"),
        ("quotes: 5", "4:13: expected 'key: value' lines, found '5'"),
        ("quotes:\n    max: 3", "5:5: 'max' stands beside 'quotes', not in it (indent it under 'quotes', or begin"),
        ("text", "4:5: 'body' is missing"),
        ("text: {}", "4:11: 'body' is missing"),
        ('text: {body: "a\\u009bb"}', "4:20: the text holds a control character (U+009B) (remove it)"),
        ("~", "4:5: expected a section, found nothing (write '- quotes')"),
        ("[quotes]", "4:5: expected a section, found a list (write '- quotes')"),
        ("{}", "4:5: expected a section, found a mapping (key: value) (write '- quotes')"),
    ],
)  # fmt: skip
def test_sections_are_kinds_with_their_options(section: str, problem: str) -> None:
    (only,) = said(f"title: T\nthemes: [returns]\nsections:\n  - {section}\n")
    assert only.startswith(f"f:{problem}")


def test_words_of_a_source_may_hold_any_character_and_own_keys_anything() -> None:
    pin = '{document: letter, exact: "a\\u200eb", x-note: "\\u202e"}'
    spec_of(f"title: T\nthemes: [returns]\nsections: [{{quotes: {{pin: [{pin}], x-a: b}}}}]\n")


def test_lists_have_a_limit() -> None:
    sections = ", ".join(["quotes"] * (MAX_ITEMS + 1))
    assert said(f"title: T\nthemes: [returns]\nsections: [{sections}]\n") == [
        f"f:3:11: more than {MAX_ITEMS} items"
    ]


def test_what_is_sound_is_kept_so_that_pins_and_prose_are_checked_in_the_same_run() -> None:
    loaded = load(
        "title: T\nthemes: [returns, lost]\nkind: leaflet\nperiod: {since: 2021}\n"
        "sections: [magic, quotes, {timeline: {max: ten}}]\nlost: 1\n"
    )
    assert len(loaded.problems) == 5
    assert loaded.spec is not None
    assert loaded.spec.themes == ("returns",)
    assert [wanted.kind for wanted in loaded.spec.sections] == ["quotes"]
    assert loaded.spec.coverage == Coverage(since=PartialDate(2021))


def test_a_brief_is_named_after_its_file_and_problems_name_the_file_in_the_project(tmp_path: Path) -> None:
    folder = tmp_path / "briefs"
    folder.mkdir()
    (folder / "libya.yaml").write_text(LEAST)
    assert load_spec(folder / "libya.yaml", KNOWN).name == "libya"
    (folder / "libya.yaml").write_text("title: [\n")
    loaded = load_brief(folder / "libya.yaml", KNOWN)
    assert loaded.spec is None
    assert str(loaded.problems[0]).startswith("briefs/libya.yaml:2:1: ")
    with pytest.raises(InputError):
        load_spec(folder / "libya.yaml", KNOWN)


@pytest.mark.parametrize("name", ["briefs/libya.yaml", "briefgen.yaml"])
def test_a_link_out_of_the_project_is_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text("root:x:0:0\n")
    project = Project.at(tmp_path / "project")
    project.briefs.mkdir(parents=True)
    (project.root / name).symlink_to(tmp_path / "secret")
    with pytest.raises(InputError) as caught:
        load_settings(project) if name == "briefgen.yaml" else load_spec(project.root / name, KNOWN)
    assert str(caught.value).startswith(f"{name}: '{name}' is a link that leads out of project/")
    assert "root:" not in str(caught.value)


# Which briefs there are -------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for folder in ("briefs", "seeds", "templates", "elsewhere"):
        (tmp_path / folder).mkdir()
    return Project.at(tmp_path)


def test_files_that_begin_with_an_underscore_or_a_dot_are_no_briefs(project: Project) -> None:
    for name in ("b.yaml", "a.yaml", "_shared.yaml", ".hidden.yaml", "notes.txt", "Bad Name.yaml"):
        (project.briefs / name).write_text(LEAST)
    assert [path.name for path in find_briefs(project)] == ["Bad Name.yaml", "a.yaml", "b.yaml"]
    assert brief_path(project, "a") == project.briefs / "a.yaml"


@pytest.mark.parametrize("name", ["..", "../briefs/libya", "/etc/passwd", "_shared", "", "-x", "a\0", "lost"])
def test_only_a_brief_of_the_project_can_be_named(project: Project, name: str) -> None:
    (project.briefs / "libya.yaml").write_text(LEAST)
    with pytest.raises(MisuseError, match="there is no brief"):
        brief_path(project, name)


@pytest.mark.parametrize("name", ["lybia", "briefs/libya.yaml", "libya.yaml"])
def test_a_name_nearly_right_is_answered_with_the_right_one(project: Project, name: str) -> None:
    (project.briefs / "libya.yaml").write_text(LEAST)
    with pytest.raises(MisuseError, match=r"did you mean 'libya'\?"):
        brief_path(project, name)


# briefgen.yaml ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [None, "", "# nothing yet\n", "x-mine: 1\n"])
def test_settings_are_optional(project: Project, text: str | None) -> None:
    if text is not None:
        project.settings.write_text(text)
    settings = load_settings(project)
    assert (settings.output, settings.templates) == (project.root / "output", project.root / "templates")
    assert (settings.timezone, settings.language, settings.publisher) == ("UTC", "en", None)
    assert settings.store == project.store_url


def test_settings_are_kept(project: Project) -> None:
    project.settings.write_text(
        "publisher: A desk\ncontact: desk@example.eu\nmarking: Limited\n"
        "timezone: Europe/Brussels\noutput: elsewhere/out\nstore: sqlite:///.briefgen/other.sqlite\n"
    )
    settings = load_settings(project)
    assert (settings.publisher, settings.marking) == ("A desk", "Limited")
    assert settings.output == project.root / "elsewhere" / "out"
    assert settings.store == f"sqlite:///{project.root}/.briefgen/other.sqlite"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("output: ../out", "1:9: '../out' must stay inside "),
        ("output: /tmp/out", "1:9: '/tmp/out' must be a path inside "),
        ("output: seeds", "1:9: 'seeds' lies in seeds/"),
        ("output: briefs/out", "1:9: 'briefs/out' lies in briefs/"),
        ("output: .", "1:9: '.' is the project itself"),
        ("output: .briefgen", "1:9: '.briefgen' lies in .briefgen/"),
        ("templates: ../../etc", "1:12: '../../etc' must stay inside "),
        ("store: postgres://x", "1:8: 'postgres://x' is not a store (it begins with sqlite:///)"),
        ("store: sqlite:////etc/x", "1:8: '/etc/x' must be a path inside "),
        ("language: nl", "1:11: briefs are not made in the language 'nl'"),
        ("timezone: Mars", "1:11: 'Mars' is not a time zone"),
        ("logo: http://169.254.169.254/", "1:1: unknown key 'logo'"),
        ("- a", "1:1: expected 'key: value' lines, found a list"),
    ],
)
def test_settings_stay_inside_the_project(project: Project, line: str, problem: str) -> None:
    project.settings.write_text(f"{line}\n")
    with pytest.raises(InputError) as caught:
        load_settings(project)
    (only,) = caught.value.problems
    assert str(only).startswith(f"briefgen.yaml:{problem}")


def test_an_output_folder_that_is_a_link_out_is_refused(project: Project) -> None:
    (project.root / "out").symlink_to("/tmp")
    project.settings.write_text("output: out\n")
    with pytest.raises(InputError, match="leads out of"):
        load_settings(project)
