"""Whom editions are announced to, as the settings and a brief say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, PlainValidator, model_validator

from briefgen.errors import Problem
from briefgen.fields import Flag, Model, Words, fault
from briefgen.model.addresses import (
    AllowedHosts,
    is_host_name,
    parse_allowed,
    parse_mail_address,
    parse_sender,
    parse_target,
)
from briefgen.model.notice import Channels, MailServer, Notices, Security, Webhook, Wishes
from briefgen.places import Yaml, did_you_mean
from briefgen.places.visible import shown

MOST_RECIPIENTS = 500  # of one brief: who writes to more needs a service for mailing lists
MOST_HOSTS = 50
PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
LOOPBACK = ("localhost", "127.0.0.1", "::1")
_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]{0,99}")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def _mail_address(value: Any) -> str:
    try:
        return parse_mail_address(value if isinstance(value, str) else "")
    except ValueError as error:
        raise fault(f"{shown(value)} {error}", "write desk@example.org") from None


def _sender(value: Any) -> str:
    try:
        parse_sender(value if isinstance(value, str) else "")
    except ValueError as error:
        raise fault(f"{shown(value)} {error}", "write Policy Desk <desk@example.org>") from None
    return str(value)


def _variable(value: Any) -> str:
    """The name of a variable; what looks like the secret itself is not repeated in the message."""
    if not isinstance(value, str) or not _VARIABLE.fullmatch(value):
        message = "this is not the name of a variable of the environment"
        raise fault(
            message, "name one in capitals, such as BRIEFGEN_SMTP_PASSWORD; a secret never stands here"
        )
    return value


def _server_host(value: Any) -> str:
    host = value.lower() if isinstance(value, str) else ""
    if host not in LOOPBACK and not is_host_name(host):
        raise fault(f"{shown(value)} is not the name of a host", "write mail.example.org")
    return host


def _port(value: Any) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"[1-9][0-9]{0,4}", value) or int(value) > 65535:
        raise fault(f"{shown(value)} is not a port", "write a number, such as 587")
    return int(value)


def _web_target(value: Any) -> str:
    try:
        parse_target(value if isinstance(value, str) else "")
    except ValueError as error:
        raise fault(f"this {error}", "write https://hooks.example.org/briefs") from None
    return str(value)


def _allowed_host(value: Any) -> str:
    try:
        parse_allowed(value if isinstance(value, str) else "")
    except ValueError as error:
        hint = "write hooks.example.org, hooks.example.org:8443, or a private network such as 10.1.0.0/16"
        raise fault(f"{shown(value)} {error}", hint) from None
    return str(value).lower()


def _unsubscribe(value: Any) -> str:
    return _web_target(value) if str(value).startswith("https://") else _mail_address(value)


def _name(value: str) -> str:
    if not _NAME.fullmatch(value):
        raise fault(f"{shown(value)} is no name", "write small letters, digits and hyphens, such as desk")
    return value


MailAddress = Annotated[str, PlainValidator(_mail_address)]
AllowedHost = Annotated[str, PlainValidator(_allowed_host)]
Variable = Annotated[str, PlainValidator(_variable)]


class WishesModel(Model):
    """`notify` of a brief; `mail: []` is nobody."""

    mail: Annotated[list[MailAddress], Field(max_length=MOST_RECIPIENTS)] | None = None
    webhook: Annotated[list[Words], Field(max_length=MOST_RECIPIENTS)] | None = None
    attach_pdf: Flag | None = None
    revisions: Flag | None = None

    def wishes(self) -> Wishes:
        mail = tuple(self.mail) if self.mail is not None else None
        webhook = tuple(self.webhook) if self.webhook is not None else None
        return Wishes(mail, webhook, self.attach_pdf, self.revisions)


class SmtpModel(Model):
    """`notify: smtp` of the settings: the server that takes the mail."""

    host: Annotated[str, PlainValidator(_server_host)]
    sender: Annotated[str, PlainValidator(_sender)] = Field(alias="from")
    security: Security = Security.STARTTLS
    port: Annotated[int, PlainValidator(_port)] | None = None
    user_env: Variable | None = None
    password_env: Variable | None = None
    reply_to: MailAddress | None = None
    unsubscribe: Annotated[str, PlainValidator(_unsubscribe)] | None = None

    @model_validator(mode="after")
    def _is_private(self) -> Self:
        if (self.user_env is None) != (self.password_env is None):
            there, other = ("user", "password") if self.user_env else ("password", "user")
            raise fault(f"'{there}_env' stands without '{other}_env'", "name both", key=f"{there}_env")
        if self.security is Security.NONE and self.host not in LOOPBACK:
            message = "'security: none' is for a server on this machine alone"
            raise fault(message, "write starttls or tls", key="security")
        if self.security is Security.NONE and self.password_env:
            raise fault("a password goes over no connection that anybody can read", key="password_env")
        return self

    def server(self) -> MailServer:
        name, address = parse_sender(self.sender)
        return MailServer(
            self.host,
            self.port or PORTS[self.security],
            self.security,
            address,
            name,
            self.user_env,
            self.password_env,
            self.reply_to,
            self.unsubscribe,
        )


class WebhookModel(Model):
    """One of `notify: webhooks` of the settings."""

    secret_env: Variable
    url: Annotated[str, PlainValidator(_web_target)] | None = None
    url_env: Variable | None = None

    @model_validator(mode="after")
    def _has_one_address(self) -> Self:
        if (self.url is None) == (self.url_env is None):
            message = "one of 'url' and 'url_env' is needed"
            raise fault(message, "url_env names a variable where the address itself is a secret")
        return self


class NotifyModel(WishesModel):
    """`notify` of the settings: the ways, and what holds for every brief that says nothing else."""

    smtp: SmtpModel | None = None
    webhooks: dict[Annotated[str, AfterValidator(_name)], WebhookModel] = Field(default_factory=dict)
    webhook_hosts: Annotated[list[AllowedHost], Field(max_length=MOST_HOSTS)] = Field(default_factory=list)

    def notices(self) -> Notices:
        allowed = [parse_allowed(entry) for entry in self.webhook_hosts]
        return Notices(
            self.smtp.server() if self.smtp else None,
            {
                name: Webhook(name, hook.secret_env, hook.url, hook.url_env)
                for name, hook in self.webhooks.items()
            },
            AllowedHosts(
                frozenset(entry for entry in allowed if isinstance(entry, str)),
                tuple(entry for entry in allowed if not isinstance(entry, str)),
            ),
            self.wishes(),
        )


# What only several values together can be wrong in ---------------------------------------------------------


def setting_faults(yaml: Yaml, written: NotifyModel) -> Iterator[Problem]:
    """A webhook that no list allows, two of one address, and wishes that the settings cannot fulfil."""
    notices = written.notices()
    seen: dict[str, str] = {}
    for name, hook in written.webhooks.items():
        if hook.url is None:
            continue
        target, place = parse_target(hook.url), yaml.place("notify", "webhooks", name, "url")
        if target.authority not in notices.hosts.authorities:
            hint = f"add {target.authority} to webhook_hosts, if it may be told"
            yield Problem(f"{shown(target.authority)} is not in 'webhook_hosts'", place, hint)
        if (first := seen.setdefault(hook.url, name)) != name:
            yield Problem(f"this is the address of {shown(first)} as well", place, "remove one")
    yield from wish_faults(yaml, Channels.of(notices))


def wish_faults(yaml: Yaml, channels: Channels) -> Iterator[Problem]:
    """What `notify` of a file asks for twice, or asks for and the settings have no way to do."""
    for at, address in enumerate(mail := _listed(yaml, "mail")):
        if address in mail[:at]:
            yield Problem(f"{shown(address)} is named twice", yaml.place("notify", "mail", at), "remove one")
    if mail and not channels.has_server:
        hint = "briefgen.yaml names the server under notify: smtp"
        yield Problem("there is no server that takes mail", yaml.place("notify", "mail"), hint)
    for at, name in enumerate(names := _listed(yaml, "webhook")):
        place = yaml.place("notify", "webhook", at)
        if name not in channels.webhooks:
            hint = did_you_mean(name, sorted(channels.webhooks))
            known = hint if channels.webhooks else "briefgen.yaml names them under notify: webhooks"
            yield Problem(f"unknown webhook {shown(name)}", place, known)
        elif name in names[:at]:
            yield Problem(f"webhook {shown(name)} is named twice", place, "remove one")


def _listed(yaml: Yaml, key: str) -> list[str]:
    """The texts of a list of `notify`, in small letters where it is of addresses."""
    notify = yaml.data.get("notify") if isinstance(yaml.data, dict) else None
    listed = notify.get(key) if isinstance(notify, dict) else None
    texts = [item for item in listed if isinstance(item, str)] if isinstance(listed, list) else []
    return [text.casefold() for text in texts] if key == "mail" else texts
