"""Announcing: editions that were just published → messages in the outbox → sent, now or at a later run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from briefgen.editions.archive import faults_of, folders_of
from briefgen.editions.manifest import read_manifest
from briefgen.errors import BriefgenError, MisuseError
from briefgen.model.addresses import parse_mail_address
from briefgen.model.brief import Vocabulary
from briefgen.model.notice import NEEDED, Channel, Notice
from briefgen.notify.announced import read_announced
from briefgen.notify.awaited import awaiting, left_behind
from briefgen.notify.carrier import Carrier
from briefgen.notify.message import Message
from briefgen.notify.outbox import PATIENCE, Outbox
from briefgen.notify.send import Sent, send
from briefgen.notify.smtp import MailCarrier
from briefgen.notify.webhook import WebhookCarrier
from briefgen.paths import Project
from briefgen.places.fitting import did_you_mean
from briefgen.places.visible import shown
from briefgen.spec.load import load_brief
from briefgen.spec.project import Settings

Clock = Callable[[], datetime]
_NOTHING = Vocabulary(frozenset(), frozenset())


@dataclass(slots=True)
class Queued:
    """What was put into the outbox, and in words why an edition was not."""

    messages: list[Message] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def utc_now() -> datetime:
    return datetime.now(UTC)


def outbox_of(project: Project) -> Outbox:
    return Outbox(project.state / "outbox")


def notice_of(project: Project, settings: Settings, brief: str) -> Notice:
    """Whom a brief is announced to; nobody where its file does not say it without a fault."""
    spec = load_brief(project.briefs / f"{brief}.yaml", _NOTHING).spec
    if spec is None or (spec.notify is None and spec.locator.yaml.data.get("notify") is not None):
        return Notice()
    return settings.notices.of(spec.notify, is_linked=settings.address is not None)


@contextmanager
def announcing(
    project: Project,
    settings: Settings,
    briefs: Sequence[str],
    tell: Callable[[Queued], None],
    clock: Clock = utc_now,
) -> Iterator[None]:
    """Whatever editions of these briefs are published in the block are put into the outbox when it ends.

    However it ends: what a killed run has published is found by the next one (`queue_left_behind`).
    """
    wanted = [name for name in briefs if _is_announced(project, settings, name)]
    if not wanted:
        yield
        return
    known, queued = {name: _names(settings, name) for name in wanted}, Queued()
    with awaiting(outbox_of(project).folder, known) as note:
        try:
            yield
        finally:
            _queue_new(project, settings, known, clock, queued)
            note.unlink(missing_ok=True)
            tell(queued)


def untold(project: Project, settings: Settings, briefs: Sequence[str]) -> list[str]:
    """Those of some briefs that nobody is told of."""
    return [name for name in briefs if not _is_announced(project, settings, name)]


def queue_left_behind(project: Project, settings: Settings, clock: Clock = utc_now) -> Queued:
    """Put into the outbox what runs had published and were killed before they could announce it."""
    queued = Queued()
    for note, known in left_behind(outbox_of(project).folder):
        _queue_new(project, settings, known, clock, queued)
        note.unlink(missing_ok=True)
    return queued


def queue(project: Project, settings: Settings, brief: str, edition: str, clock: Clock = utc_now) -> Queued:
    """Put an edition into the outbox for everybody who has not got it. MisuseError where there is none."""
    queued = Queued()
    if edition not in (names := _names(settings, brief)):
        hint = did_you_mean(edition, sorted(names))
        raise MisuseError(f"there is no edition of {brief} {shown(edition)} ({hint})")
    _queue_edition(project, settings, brief, edition, clock, queued)
    return queued


def _is_announced(project: Project, settings: Settings, brief: str) -> bool:
    notice = notice_of(project, settings, brief)
    return bool(notice.mail or notice.webhook)


def _names(settings: Settings, brief: str) -> frozenset[str]:
    return frozenset(folder.name for folder in folders_of(settings.output, brief))


def _queue_new(
    project: Project, settings: Settings, known: Mapping[str, frozenset[str]], clock: Clock, queued: Queued
) -> None:
    for brief, before in known.items():
        for folder in folders_of(settings.output, brief):
            if folder.name in before:
                continue
            if "." in folder.name and not notice_of(project, settings, brief).revisions:
                hint = f"notify: {{revisions: true}} announces such, briefgen notify queue {brief} this one"
                queued.remarks.append(f"{brief} {folder.name} is a revision and is not announced ({hint})")
                continue
            _queue_edition(project, settings, brief, folder.name, clock, queued)


def _queue_edition(
    project: Project, settings: Settings, brief: str, edition: str, clock: Clock, queued: Queued
) -> None:
    """A message for each recipient, of an edition that is whole."""
    folder = settings.output / brief / edition
    if faults := faults_of(folder):
        queued.remarks.append(f"{brief} {edition} is not announced: {faults[0]}")
        return
    notice, made = notice_of(project, settings, brief), read_manifest(folder).edition
    missing = [name for name in sorted(notice.outputs) if f"{brief}{NEEDED[name]}" not in made.files]
    if missing:
        queued.remarks.append(f"{brief} {edition} is not announced: it was made without {', '.join(missing)}")
        return
    wanted = [(Channel.MAIL, target) for target in notice.mail]
    wanted += [(Channel.WEBHOOK, target) for target in notice.webhook]
    if not wanted:
        queued.remarks.append(f"{brief} {edition} is not announced: nobody is named to be told of it")
    for channel, target in wanted:
        attach = channel is Channel.MAIL and notice.attach_pdf
        message = Message(
            brief, edition, made.inputs, channel, target, attach, clock().replace(microsecond=0)
        )
        if outbox_of(project).put(message):
            queued.messages.append(message)


def carriers_of(settings: Settings, environment: Mapping[str, str]) -> dict[Channel, Carrier]:
    """The ways that the settings name."""
    notices = settings.notices
    carriers: dict[Channel, Carrier] = {}
    if notices.server is not None:
        carriers[Channel.MAIL] = MailCarrier(notices.server, environment)
    if notices.webhooks:
        carriers[Channel.WEBHOOK] = WebhookCarrier(notices.webhooks, notices.hosts, environment)
    return carriers


def send_outbox(
    project: Project,
    settings: Settings,
    *,
    environment: Mapping[str, str] | None = None,
    clock: Clock = utc_now,
    only: Callable[[Message], bool] = lambda message: True,
    patience: float = PATIENCE,
) -> Sent:
    """Send what is due. Raises BusyError where another run is sending, StorageError."""
    outbox = outbox_of(project)
    if not outbox.folder.exists():
        return Sent()
    carriers = carriers_of(settings, os.environ if environment is None else environment)
    return send(outbox, settings.output, carriers, clock, only=only, patience=patience)


# Trying ----------------------------------------------------------------------------------------------------


def try_ways(settings: Settings, environment: Mapping[str, str] | None = None) -> dict[str, str | None]:
    """Each way that the settings name, and what is wrong with it: as far as it goes without sending."""
    environment = os.environ if environment is None else environment
    notices, found = settings.notices, dict[str, str | None]()
    if notices.server is not None:
        mail = MailCarrier(notices.server, environment)
        found[f"mail server {notices.server.host}"] = _fault(mail.connected)
        mail.close()
    webhooks = WebhookCarrier(notices.webhooks, notices.hosts, environment)
    for name in notices.webhooks:
        found[f"webhook {name}"] = _fault(partial(webhooks.check, name))
    return found


def _fault(attempt: Callable[[], object]) -> str | None:
    try:
        attempt()
    except BriefgenError as error:
        return str(error)
    return None


def send_sample(
    project: Project,
    settings: Settings,
    brief: str,
    address: str,
    *,
    environment: Mapping[str, str] | None = None,
    clock: Clock = utc_now,
) -> None:
    """Mail the last edition of a brief to one address as a test, beside the outbox.

    Raises MisuseError where there is no edition, server or address, and what a carrier raises.
    """
    server, folders = settings.notices.server, folders_of(settings.output, brief)
    if server is None or not folders:
        missing = f"no edition of {brief}" if server else "no mail server in briefgen.yaml (notify: smtp)"
        raise MisuseError(f"there is {missing}")
    try:
        target = parse_mail_address(address)
    except ValueError as error:
        raise MisuseError(f"the address {error}") from None
    notice, now = notice_of(project, settings, brief), clock().replace(microsecond=0)
    inputs = read_manifest(folders[-1]).edition.inputs
    message = Message(brief, folders[-1].name, inputs, Channel.MAIL, target, notice.attach_pdf, now)
    carrier = MailCarrier(server, os.environ if environment is None else environment, mark="[Test] ")
    try:
        carrier.carry(message, read_announced(settings.output, message), lambda: None)
    finally:
        carrier.close()
