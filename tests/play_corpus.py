"""An invented corpus and two years in its life: what enters, is corrected, tagged and withdrawn, week by week.

It is the model that the play is judged by: plain values that know nothing of the code under test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")
FIRST = date(2026, 1, 4)  # a Sunday: the editions fall due where clocks are changed
WEEKS = 104
STAY = 48  # weeks that a report stays in the corpus
EVERY = 4  # weeks from one report to the next

SPEAKERS = ("Ylva Johansson", "Magnus Brunner", "Anna Kowalska")
SENTENCES = (
    "We must talk to both sides in Libya",
    "The harbours of Libya are no safe place for children",
    "Nobody has counted the prisons that militias keep in Libya",
    "Our engineers will repair the power station of Libya before winter",
    "Libya owes its fishermen a fair share of the catch",
    "A new consulate in Libya opens its doors to students",
    "Smugglers buy their engines far from Libya and sell them dear",
    "The desert roads of Libya kill more people than the sea",
    "Every ambulance that we sent to Libya has arrived",
    "Teachers from Libya learn to read old manuscripts with us",
    "Without a budget the parliament of Libya cannot govern",
    "I have seen the hospitals of Libya and I shall not forget them",
    "Oil from Libya pays for weapons on either bank of the river",
    "The coast guard of Libya gets radios, not guns",
    "Women in Libya run half of the small shops of Benghazi",
    "Elections in Libya need judges whom all parties trust",
    "Drinking water reaches the south of Libya once a week",
    "The airport of Libya was closed again after the shelling",
    "Farmers in Libya plant olives where tanks used to stand",
    "Our patrols have stopped nine tankers on their way to Libya",
    "Museums give back to Libya the statues that were stolen",
    "Mayors of Libya met mayors of Sicily and spoke about waste",
    "The central bank of Libya prints notes that nobody accepts",
    "Doctors leave Libya because their wages come late",
    "Satellites show new walls around the camps of Libya",
    "A railway through Libya would bring the markets together",
)
PLACES = (
    "Bari", "Cagliari", "Catania", "Crotone", "Gela", "Genoa", "Lampedusa", "Licata", "Livorno", "Marsala", "Messina",
    "Naples", "Olbia", "Ortona", "Palermo", "Pozzallo", "Ravenna", "Salerno", "Siracusa", "Taranto", "Trapani",
    "Trieste", "Venice", "Vibo", "Ancona", "Brindisi",
)  # fmt: skip


@dataclass(slots=True)
class Paper:
    """A document as it stands; `claims` are what a brief about Libya may print of it, by their keys."""

    id: str
    number: int
    added: date
    issued: date
    title: str
    claims: dict[str, str]  # key (`quote 7`) → its words
    value: int = 0
    is_corrected: bool = False
    untagged: set[str] = field(default_factory=set)
    tagged: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        head = [f"Corrected after {self.issued:%B %Y}."] if self.is_corrected else []
        return "\n\n".join([*head, *self.claims.values()]) + "\n"

    def sidecar(self) -> dict[str, object]:
        def decided(keys: set[str]) -> list[dict[str, str]]:
            return [{"theme": "libya", "exact": self.exact(key), "why": "read"} for key in sorted(keys)]

        known = {"title": self.title, "issued": str(self.issued), "added": str(self.added)}
        marks = {"tags": decided(self.tagged), "untag": decided(self.untagged)}
        return known | {name: value for name, value in marks.items() if value}

    def exact(self, key: str) -> str:
        """The words of a claim without the marks and the speaker around them."""
        return self.claims[key].partition("“")[2].partition("”")[0] or self.claims[key]

    def on_theme(self) -> set[str]:
        """Which of its claims speak of the theme: by its name, unless a person says otherwise."""
        named = {key for key, words in self.claims.items() if "Libya" in words}
        return (named | self.tagged & self.claims.keys()) - self.untagged


def report(number: int, added: date) -> Paper:
    """The report that enters in some week: a quotation and a figure."""
    words, speaker = SENTENCES[number], SPEAKERS[number % len(SPEAKERS)]
    if number in UNNAMED:
        words = words.replace("Libya", "that country")
    paper = Paper(f"report-{number:02}", number, added, added, f"Report {PLACES[number]}", {})
    paper.claims[f"quote {number}"] = f"“{words}”, {speaker} said."
    count(paper, 13_000 + number)
    return paper


def count(paper: Paper, value: int) -> None:
    paper.value = value
    paper.claims[f"figure {paper.number}"] = (
        f"In {paper.issued:%B %Y}, {value} migrants from Libya arrived in {PLACES[paper.number]}."
    )


UNNAMED = frozenset({5, 17})  # reports whose quotation does not name Libya: a person tags it


@dataclass(slots=True)
class World:
    """The corpus and the brief as they stand, and what each run is asked."""

    papers: dict[str, Paper] = field(default_factory=dict)
    brief: dict[str, Any] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    pinned: set[str] = field(default_factory=set)
    most: int = 50  # quotations
    months: int | None = None  # the period of the brief
    kinds: tuple[str, ...] = ("quotes", "figures")

    def spec(self) -> dict[str, Any]:
        """The keys of the brief's file."""
        options: dict[str, dict[str, object]] = {
            "quotes": {"max": self.most, "per_speaker": 50, "pin": self._selected(self.pinned, "quote")},
            "figures": {"max": 50},
        }
        for kind, of in options.items():
            of["drop"] = self._selected(self.dropped, kind.removesuffix("s"))
        sections = ["changes", *({kind: options[kind]} for kind in self.kinds), "limits"]
        period = {"period": {"last": f"{self.months} months"}} if self.months else {}
        schedule = {"every": "week", "on": "sunday", "at": "02:30", "timezone": str(BRUSSELS)}
        always = {"schedule": schedule, "sections": sections, "when_unchanged": "publish"}
        return always | period | self.brief

    def _selected(self, keys: set[str], kind: str) -> list[dict[str, str]]:
        return [
            {"document": paper.id, "exact": paper.exact(key)}
            for paper in self.papers.values()
            for key in sorted(keys & paper.claims.keys())
            if key.startswith(kind)
        ]


# What happens -------------------------------------------------------------------------------------------

Act = Callable[[World, date], None]


def sunday(week: int) -> date:
    return FIRST + timedelta(weeks=week)


def due_at(day: date) -> datetime:
    """Half past two, or what the clock shows instead where that hour is skipped; of two such hours the first."""
    moment = datetime(day.year, day.month, day.day, 2, 30, tzinfo=BRUSSELS)
    return moment + timedelta(hours=1) if day in SPRING else moment


SPRING = (date(2026, 3, 29), date(2027, 3, 28))
AUTUMN = (date(2026, 10, 25), date(2027, 10, 31))


def _enters_and_leaves(week: int) -> Act:
    def act(world: World, day: date) -> None:
        if week % EVERY == 0:
            paper = report(week // EVERY, day - timedelta(days=2))
            world.papers[paper.id] = paper
        gone = (week - STAY) // EVERY
        if week >= STAY and week % EVERY == 0:
            world.papers.pop(f"report-{gone:02}", None)

    return act


def _corrects_title(number: int) -> Act:
    def act(world: World, day: date) -> None:
        paper = world.papers[f"report-{number:02}"]
        paper.title = f"{paper.title}, corrected in {day:%B}"

    return act


def _corrects_text(number: int, *, without_quote: bool = False) -> Act:
    def act(world: World, day: date) -> None:
        paper = world.papers[f"report-{number:02}"]
        paper.is_corrected = True
        count(paper, paper.value + 700)
        if without_quote:
            del paper.claims[f"quote {number}"]

    return act


def _echoes(number: int, name: str = "supplement") -> Act:
    """Another document brings the same quotation: from then on it has two sources."""

    def act(world: World, day: date) -> None:
        key, of = f"quote {number}", world.papers[f"report-{number:02}"]
        added = day - timedelta(days=1)
        claims = {key: of.claims[key]}
        world.papers[f"{name}-{number:02}"] = Paper(
            f"{name}-{number:02}", number, added, of.issued + timedelta(days=3), f"Paper {number}", claims
        )

    return act


def _withdraws(id_: str) -> Act:
    return lambda world, day: world.papers.pop(id_) and None


def _untags(number: int) -> Act:
    return lambda world, day: world.papers[f"report-{number:02}"].untagged.add(f"quote {number}")


def _takes_back(number: int) -> Act:
    return lambda world, day: world.papers[f"report-{number:02}"].untagged.clear()


def _tags(number: int) -> Act:
    return lambda world, day: world.papers[f"report-{number:02}"].tagged.add(f"quote {number}")


def _asks(**keys: Any) -> Act:
    return lambda world, day: world.brief.update(keys)


def _sets(**values: Any) -> Act:
    def act(world: World, day: date) -> None:
        for name, value in values.items():
            setattr(world, name, value)

    return act


SCRIPT: dict[int, list[Act]] = {
    5: [_corrects_title(0)],
    9: [_corrects_text(1)],
    12: [_asks(output=["json", "markdown", "html", "pdf"])],
    13: [_asks(output=["json", "markdown"])],
    14: [_echoes(2, "echo")],
    17: [_untags(3)],
    19: [_takes_back(3)],
    21: [_withdraws("echo-02")],
    25: [_tags(5)],
    27: [_corrects_text(4, without_quote=True)],
    29: [_sets(dropped={"quote 1", "figure 6"})],
    31: [_sets(dropped=set())],
    34: [_sets(kinds=("quotes",))],
    36: [_sets(kinds=("quotes", "figures"))],
    38: [_echoes(7), _corrects_title(7)],
    41: [_withdraws("supplement-07"), _corrects_text(8)],
    45: [_corrects_text(9), _untags(10)],
    49: [_sets(most=3)],
    51: [_sets(pinned={"quote 9"})],
    52: [_asks(output=["json", "markdown", "html", "pdf"])],
    53: [_sets(most=50, pinned=set()), _asks(output=["json", "markdown"])],
    57: [_sets(months=6)],
    59: [_sets(months=None)],
    60: [_asks(when_unchanged="skip")],
    62: [_corrects_title(12)],
    66: [_corrects_text(13)],
    68: [_asks(when_unchanged="note")],
    70: [_untags(14)],
    71: [_echoes(15, "echo")],
    76: [_asks(when_unchanged="publish")],
    78: [_withdraws("echo-15")],
    80: [_asks(language="fr", output=["json", "markdown", "html", "pdf"])],
    81: [_asks(output=["json", "markdown"])],
    84: [_asks(language="en")],
    86: [_tags(17), _corrects_text(17)],
    88: [_asks(title="Libya, week by week")],
    90: [_sets(dropped={"quote 16", "quote 18"})],
    93: [_sets(dropped={"quote 18"})],
    97: [_corrects_text(19, without_quote=True), _echoes(20)],
    99: [_sets(most=2)],
    103: [_sets(most=50), _asks(output=["json", "markdown", "html", "pdf"])],
}
MISSED_EACH = frozenset({20, 21, 22})  # no run in these weeks; the next makes up for each
MISSED = frozenset({44, 45})  # or for none but the last


def happen(world: World, week: int) -> None:
    """All that happens before the edition of a week falls due."""
    day = sunday(week)
    for act in (_enters_and_leaves(week), *SCRIPT.get(week, ())):
        act(world, day)
