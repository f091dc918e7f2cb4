"""The codebook: themes with their definitions and the rules that propose them.

    lists:                                  # words that several rules use, written $eu in a rule
      eu: [EU, European Union, Frontex]
    returns:                                # a theme's id
      title: Returns and readmission
      definition: ...
      include: [...]                        # notes for people
      ignore: [returned to the table]       # phrases whose words do not count for this theme
      rules:
        - name: return decisions            # printed as the reason of a tag
          any: [return decision*, readmi*]  # one of them
        - name: EU and Libyan authorities
          all: [$eu, $libya, [talk*, met]]  # one of each, in the same sentence
          within: sentence                  # or passage, or 12 words: there the sentences with one of the
                                            # first group are on the theme, and the others its surroundings
          unless: [...]                     # not where one of these stands in the same sentence
        - name: below such a heading
          under: [Libya]                    # in the heading or lead-in above
        - name: the talks go on
          any: [talks]
          document: [Libya*]                # somewhere in the document
          share: 0.5                        # only where other rules find the theme in half of the passages
          strength: 0.5                     # how central: 0 to 1

How a term is written is told in `terms.py`. There are no regular expressions: every rule is linear.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.codebook.rules import Codebook, Rule, TermGroup, ThemeRules, Window
from briefgen.codebook.terms import Term, TermError, TermIndex, parse_term
from briefgen.errors import InputError, Place, Problem
from briefgen.places import Yaml, fit, read_yaml

if TYPE_CHECKING:
    from briefgen.codebook.forms import RuleForm, ThemeForm

__all__ = ["Codebook", "ThemeRules", "load_codebook", "read_codebook"]

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
_WITHIN = re.compile(r"(?P<unit>sentence|passage)|(?P<words>[1-9]\d{0,2}) words")

_TERM_KEYS = {"any", "all", "unless", "under", "document"}


def load_codebook(path: Path, shown: str | None = None) -> Codebook:
    """Read a codebook. Raises InputError with every problem found."""
    return read_codebook(read_yaml(path, shown))


def read_codebook(yaml: Yaml) -> Codebook:
    """The codebook written in a YAML file. Raises InputError with every problem found."""
    from briefgen.codebook.forms import CodebookForm, ThemeForm

    written = _Written(yaml, fit(yaml, CodebookForm).lists)
    ids = [key for key in yaml.data if key != "lists" and not key.startswith("x-")]
    themes = []
    for theme_id in ids:
        try:
            themes.append(written.theme(theme_id, fit(yaml, ThemeForm, at=(theme_id,))))
        except InputError as error:
            written.problems.extend(error.problems)
            written.look_through(theme_id)
    problems = [*written.problems, *_ambiguous(yaml, ids, themes), *written.unused_lists()]
    if not ids:
        problems.append(
            Problem("no theme", Place(yaml.file, 1, 1), "write a theme's id with title, definition, rules")
        )
    if problems:
        raise InputError(sorted(problems, key=_reading_order))
    digest = hashlib.sha256(yaml.text.encode()).hexdigest()
    return Codebook(tuple(themes), digest, TermIndex(written.terms.values()))


class _Written:
    """A codebook being read: its lists, the terms so far and the problems."""

    def __init__(self, yaml: Yaml, lists: Mapping[str, list[str]]) -> None:
        self.yaml = yaml
        self.problems: list[Problem] = []
        self.terms: dict[str, Term] = {}
        self.used: set[str] = set()
        self.names = set(lists)
        self.lists = {name: self._plain(words, "lists", name) for name, words in lists.items()}

    def theme(self, theme_id: str, form: ThemeForm) -> ThemeRules:
        if not _ID.fullmatch(theme_id):
            hint = "use small letters, digits and hyphens: russian-hybrid-threat"
            self._fault(self.yaml.key_place(theme_id), f"'{theme_id}' cannot be a theme's id", hint)
        rules = tuple(self._rule(rule, theme_id, "rules", n) for n, rule in enumerate(form.rules))
        for name, count in Counter(rule.name for rule in rules).items():
            if count > 1:
                self._fault(
                    self.yaml.place(theme_id, "rules"),
                    f"{count} rules are called '{name}'",
                    "a tag names its rule",
                )
        return ThemeRules(
            theme_id,
            form.title,
            " ".join(form.definition.split()),
            rules,
            tuple(form.include),
            tuple(form.exclude),
            self._group(form.ignore, theme_id, "ignore"),
            self.yaml.key_place(theme_id),
        )

    def look_through(self, theme_id: str) -> None:
        """Check the terms of a theme that has other faults, so that one run names them all."""
        theme = self.yaml.at((theme_id,))
        rules = theme.get("rules") if isinstance(theme, dict) else None
        for n, rule in enumerate(rules if isinstance(rules, list) else ()):
            for key in _TERM_KEYS & set(rule if isinstance(rule, dict) else ()):
                groups = rule[key] if key == "all" and isinstance(rule[key], list) else [rule[key]]
                for m, group in enumerate(groups):
                    terms = [group] if isinstance(group, str) else group
                    if isinstance(terms, list) and all(isinstance(term, str) for term in terms):
                        at = (theme_id, "rules", n, key, m) if key == "all" else (theme_id, "rules", n, key)
                        self._group(terms, *at)

    def unused_lists(self) -> list[Problem]:
        return [
            Problem(
                f"no rule uses the list '{name}'",
                self.yaml.key_place("lists", name),
                f"write ${name} in a rule",
            )
            for name in sorted(self.names - self.used)
        ]

    def _rule(self, form: RuleForm, *at: str | int) -> Rule:
        groups = [] if form.any is None else [self._group(form.any, *at, "any")]
        groups += [self._group(group, *at, "all", n) for n, group in enumerate(form.all or ())]
        if not groups and form.under is None:
            self._fault(
                self.yaml.place(*at),
                "a rule without a condition would match everything",
                "write any, all or under",
            )
        return Rule(
            form.name,
            tuple(groups),
            self._group(form.unless, *at, "unless"),
            self._group(form.under, *at, "under") if form.under is not None else frozenset(),
            self._group(form.document, *at, "document") if form.document is not None else frozenset(),
            form.share,
            self._window(form.within, *at, "within"),
            form.strength,
        )

    def _window(self, within: str, *at: str | int) -> Window:
        match = _WITHIN.fullmatch(" ".join(within.split()))
        if not match:
            self._fault(
                self.yaml.place(*at), f"'{within}' is no window", "sentence, passage or a number: 12 words"
            )
            return Window()
        return Window(match["unit"] == "passage", int(match["words"]) if match["words"] else None)

    def _group(self, written: Sequence[str], *at: str | int) -> TermGroup:
        """The terms of a condition, with `$name` replaced by that list."""
        place = self.yaml.place(*at)
        if not written and at[-1] not in ("unless", "ignore"):
            self._fault(place, "it is empty", "write at least one term")
        terms: list[str] = []
        for n, term in enumerate(written):
            if not term.startswith("$"):
                terms += self._plain([term], *at, first=n)
            elif term[1:] in self.names:
                self.used.add(term[1:])
                terms += self.lists[term[1:]]
            else:
                known = ", ".join(f"${name}" for name in sorted(self.names)) or "none"
                self._fault(self._term_place(at, n), f"there is no list '{term}'", f"known: {known}")
        return frozenset(terms)

    def _plain(self, written: Iterable[str], *at: str | int, first: int = 0) -> list[str]:
        """The terms that can be used; each other one is a problem at its place."""
        good = []
        for n, term in enumerate(written, start=first):
            try:
                self.terms[term] = parse_term(term)
                good.append(term)
            except TermError as error:
                self._fault(self._term_place(at, n, error.offset), str(error), error.hint)
        return good

    def _term_place(self, at: tuple[str | int, ...], n: int, offset: int = 0) -> Place:
        path = (*at, n) if (*at, n) in self.yaml.values else at
        return self.yaml.place(*path, offset=offset)

    def _fault(self, place: Place, message: str, hint: str) -> None:
        self.problems.append(Problem(message, place, hint))


def _ambiguous(yaml: Yaml, ids: Sequence[str], themes: Sequence[ThemeRules]) -> list[Problem]:
    """Ids or titles that a reader would take for the same."""
    problems = []
    seen: dict[str, str] = {}
    for theme_id in ids:
        first = seen.setdefault(theme_id.casefold().replace("_", "-"), theme_id)
        if first != theme_id:
            place = yaml.key_place(theme_id)
            problems.append(Problem(f"the id '{theme_id}' looks like '{first}'", place, "rename one"))
    titles: dict[str, str] = {}
    for theme in themes:
        first = titles.setdefault(" ".join(theme.title.casefold().split()), theme.id)
        if first != theme.id:
            place = yaml.place(theme.id, "title")
            problems.append(Problem(f"'{first}' has the same title", place, "rename one"))
    return problems


def _reading_order(problem: Problem) -> tuple[int, int, str]:
    place = problem.place or Place("")
    return (place.line or 0, place.column or 0, problem.message)
