"""Whom a published edition is announced to, and by what way: what the settings and a brief say of it.

Secrets are never here: a setting names the variable of the environment that holds one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from briefgen.model.addresses import AllowedHosts

NEEDED = {"json": ".json", "mail": ".mail.html", "pdf": ".pdf"}  # formats, and the suffix of each


class Channel(StrEnum):
    """The ways in which an edition is announced."""

    MAIL = "mail"
    WEBHOOK = "webhook"


class Security(StrEnum):
    """How a connection to the mail server is kept private."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"  # to a server on this machine alone


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that takes our mail, and as whom; `user_env` and `password_env` name variables."""

    host: str
    port: int
    security: Security
    sender: str  # an address
    sender_name: str | None = None
    user_env: str | None = None
    password_env: str | None = None
    reply_to: str | None = None
    unsubscribe: str | None = None  # an address, or one in the web


@dataclass(frozen=True, slots=True)
class Webhook:
    """A program that is told; its address stands in the settings, or in the variable `url_env`."""

    name: str
    secret_env: str
    url: str | None = None
    url_env: str | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a brief, or the project for all of its briefs, asks for; None where nothing is said."""

    mail: tuple[str, ...] | None = None  # addresses
    webhook: tuple[str, ...] | None = None  # names
    attach_pdf: bool | None = None
    revisions: bool | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What holds for one brief in the end."""

    mail: tuple[str, ...] = ()
    webhook: tuple[str, ...] = ()
    attach_pdf: bool = False
    revisions: bool = False

    @property
    def outputs(self) -> frozenset[str]:
        """The formats that an edition needs to be announced so."""
        by_mail = {"mail", *(["pdf"] if self.attach_pdf else [])} if self.mail else set()
        return frozenset(by_mail | ({"json"} if self.mail or self.webhook else set()))

    @property
    def attached(self) -> tuple[str, ...] | None:
        """The suffixes of the files that go with the mail; None where none is sent."""
        if not self.mail:
            return None
        return (".pdf",) if self.attach_pdf else ()


@dataclass(frozen=True, slots=True)
class Notices:
    """What the settings say: server, webhooks by name, hosts that may be told, and wishes of every brief."""

    server: MailServer | None = None
    webhooks: Mapping[str, Webhook] = field(default_factory=dict)
    hosts: AllowedHosts = field(default_factory=AllowedHosts)
    wishes: Wishes = field(default_factory=Wishes)

    def of(self, own: Wishes | None, *, is_linked: bool) -> Notice:
        """What holds for a brief: its own wishes before the project's.

        `is_linked` says that a mail can lead to the edition in the web: then nothing needs to be attached.
        """
        near, far = own or Wishes(), self.wishes
        attach = near.attach_pdf if near.attach_pdf is not None else far.attach_pdf
        revisions = near.revisions if near.revisions is not None else far.revisions
        return Notice(
            (near.mail if near.mail is not None else far.mail) or (),
            (near.webhook if near.webhook is not None else far.webhook) or (),
            attach if attach is not None else not is_linked,
            bool(revisions),
        )


@dataclass(frozen=True, slots=True)
class Channels:
    """By what ways the settings can announce anything: what a brief may ask for."""

    has_server: bool
    webhooks: frozenset[str]

    @classmethod
    def of(cls, notices: Notices) -> Channels:
        return cls(notices.server is not None, frozenset(notices.webhooks))
