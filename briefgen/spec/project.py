"""`briefgen.yaml`: what holds for every brief of a project."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefgen.errors import InputError, Place, Problem
from briefgen.fields import Imprint, Model, OwnWords, Words
from briefgen.model.house import HouseWords
from briefgen.model.notice import Notices
from briefgen.paths import Project, inside
from briefgen.places import Yaml, fit, read_yaml
from briefgen.places.fitting import in_reading_order
from briefgen.spec.models import Paper
from briefgen.spec.names import link_problem
from briefgen.spec.notify import NotifyModel, setting_faults
from briefgen.spec.values import LanguageField, WebAddress, Zone

_STORE = "sqlite:///"


@dataclass(frozen=True, slots=True)
class Settings:
    """A project's own words and folders; paths are absolute and inside the project."""

    output: Path
    templates: Path
    store: str  # a URL for `open_store`
    publisher: str | None = None
    contact: str | None = None
    language: str = "en"
    marking: str | None = None
    timezone: str = "UTC"
    paper: Paper = "A4"
    series: str | None = None
    imprint: str | None = None
    address: str | None = None  # of the output folder in the web
    look: str | None = None  # the folder of the look of every brief that names no other
    look_place: Place | None = None
    notices: Notices = field(default_factory=Notices)  # whom editions are announced to, and how

    @property
    def words(self) -> HouseWords:
        """What the settings say of the publisher."""
        return HouseWords(self.publisher, self.contact, self.series, self.marking, self.imprint)


class SettingsModel(Model):
    publisher: OwnWords | None = None
    contact: OwnWords | None = None
    language: LanguageField = "en"
    marking: OwnWords | None = None
    timezone: Zone = "UTC"
    paper: Paper = "A4"
    series: OwnWords | None = None
    imprint: Imprint | None = None
    address: WebAddress | None = None
    look: Words | None = None
    notify: NotifyModel | None = None
    output: Words = "output"
    templates: Words = "templates"
    store: Words | None = None


def load_settings(project: Project) -> Settings:
    """The settings of a project; the defaults where it has no `briefgen.yaml` or an empty one.

    Raises InputError with every problem of the file.
    """
    if not project.settings.is_file() and not project.settings.is_symlink():
        return _settings(project, SettingsModel())
    if fault := link_problem(project.root, project.settings):
        raise InputError([fault])
    yaml = read_yaml(project.settings, project.settings.name)
    if yaml.data is None:
        return _settings(project, SettingsModel())
    written = fit(yaml, SettingsModel)
    problems = [*_folders(project, yaml, written), *_store(project, yaml, written)]
    if written.notify:
        problems += setting_faults(yaml, written.notify)
    if problems:
        raise InputError(sorted(problems, key=in_reading_order))
    return replace(_settings(project, written), look_place=yaml.place("look"))


def _settings(project: Project, written: SettingsModel) -> Settings:
    place = (written.store or "").removeprefix(_STORE)
    store = f"{_STORE}{project.root / place}" if place and place != ":memory:" else written.store
    return Settings(
        output=project.root / written.output,
        templates=project.root / written.templates,
        store=store or project.store_url,
        publisher=written.publisher,
        contact=written.contact,
        language=written.language,
        marking=written.marking,
        timezone=written.timezone,
        paper=written.paper,
        series=written.series,
        imprint=written.imprint,
        address=written.address,
        look=written.look,
        notices=written.notify.notices() if written.notify else Notices(),
    )


def _folders(project: Project, yaml: Yaml, written: SettingsModel) -> Iterator[Problem]:
    for key, path in (("output", written.output), ("templates", written.templates)):
        try:
            inside(project.root, path)
        except ValueError as error:
            yield Problem(str(error), yaml.place(key), "name a folder of the project")
    if fault := unfit_for_output(project, project.root / written.output):
        yield Problem(f"'{written.output}' {fault}", yaml.place("output"), "name a folder of its own")


def unfit_for_output(project: Project, folder: Path) -> str | None:
    """Why editions must not be written there: it holds what people edit. None where they may."""
    kept = (project.seeds, project.briefs, project.templates, project.state, project.root / ".git")
    real = folder.resolve()
    if project.root.resolve().is_relative_to(real):
        return "is the project itself, or holds it"
    for own in kept:
        if real.is_relative_to(own.resolve()):
            return f"lies in {own.name}/"
    return None


def _store(project: Project, yaml: Yaml, written: SettingsModel) -> Iterator[Problem]:
    if written.store is None:
        return
    kind, path = written.store[: len(_STORE)], written.store[len(_STORE) :]
    if kind != _STORE or not path:
        yield Problem(f"'{written.store}' is not a store", yaml.place("store"), f"it begins with {_STORE}")
    elif path != ":memory:":
        try:
            inside(project.root, path)
        except ValueError as error:
            yield Problem(str(error), yaml.place("store"), f"write {_STORE}.briefgen/store.sqlite")
