"""A small project with an edition that is to be announced: published as real ones are, with few words in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from post_office import PASSWORD, SECRET, USER, Authority, PostOffice, Receiver

from briefgen.announce import outbox_of, queue, send_outbox
from briefgen.editions.archive import Made, publish
from briefgen.model.notice import Channel
from briefgen.notify.announced import Announced, read_announced
from briefgen.notify.message import Message
from briefgen.notify.outbox import Outbox
from briefgen.notify.send import Sent
from briefgen.paths import Project
from briefgen.spec.project import Settings, load_settings

BRIEF, PERIOD = "libya", "2026-W47"
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
PDF = b"%PDF-1.7\n" + b"page " * 2_000
SPEC = """\
title: Talks with Libya
themes: [libya]
sections: [key-points, quotes]
"""
SECRETS = {"DESK_USER": USER, "DESK_PASSWORD": PASSWORD, "DESK_SECRET": SECRET}


def record(title: str = "Talks with Libya", **keys: Any) -> dict[str, Any]:
    """As much of an edition's JSON as is announced."""
    cited = {"type": "citation", "documents": ["letter"], "numbers": [1]}
    words = {"type": "verbatim", "evidence": "quote-letter-0-9", "text": "we must talk", "marks": True}
    said = [{"type": "strong", "content": [{"type": "text", "text": "She said that "}]}, words, cited]
    points = {"kind": "key-points", "blocks": [{"type": "list", "items": [{"content": said}]}]}
    masthead = {"address": None, "publisher": "Example Desk", "marking": None}
    return {
        "title": title,
        "language": "en",
        "masthead": masthead | keys.pop("masthead", {}),
        "sections": [points],
        "changes": None,
        **keys,
    }


def files(title: str = "Talks with Libya", pdf: bytes = PDF, **keys: Any) -> dict[str, bytes]:
    page = f"<!DOCTYPE html><html lang=en><title>Talks</title><p>{'We must talk. ' * 20}</p>.\n.\n..two\n</html>\n"
    return {
        f"{BRIEF}.json": json.dumps(record(title, **keys)).encode(),
        f"{BRIEF}.html": page.encode(),
        f"{BRIEF}.mail.html": page.encode(),
        f"{BRIEF}.mail.txt": f"Talks – déjà\n\n.\nWe must talk.\n{'x' * 1200}\n".encode(),
        f"{BRIEF}.pdf": pdf,
    }


@dataclass
class Newsdesk:
    """A project whose settings name the servers of a test."""

    root: Path
    authority: Authority
    office: PostOffice | None = None
    receiver: Receiver | None = None
    mail: Sequence[str] = ("ana@example.org",)
    smtp: Mapping[str, str] = field(default_factory=dict)  # other keys of `smtp`
    hosts: Sequence[str] | None = None
    clock: datetime = NOW

    def __post_init__(self) -> None:
        for folder in ("briefs", "seeds"):
            (self.root / folder).mkdir(parents=True)
        (self.root / "briefs" / f"{BRIEF}.yaml").write_text(SPEC)
        self.settle()

    def settle(self, **notify: Any) -> None:
        """Write `briefgen.yaml`."""
        says: dict[str, Any] = {}
        if self.office is not None:
            smtp = {
                "host": "localhost",
                "port": str(self.office.port),
                "from": "Policy Desk <desk@example.org>",
            }
            login = {"user_env": "DESK_USER", "password_env": "DESK_PASSWORD"}
            plain = self.smtp.get("security") == "none"
            says |= {"smtp": smtp | ({} if plain else login) | dict(self.smtp), "mail": list(self.mail)}
        if self.receiver is not None:
            here = f"localhost:{self.receiver.port}"
            hook = {"url": f"https://{here}/briefs?desk=1", "secret_env": "DESK_SECRET"}
            loopback = ["127.0.0.0/8", "::1/128"]
            says |= {"webhooks": {"desk": hook}, "webhook": ["desk"]}
            says |= {"webhook_hosts": [here, *loopback] if self.hosts is None else list(self.hosts)}
        (self.root / "briefgen.yaml").write_text(json.dumps({"notify": says | notify}))

    @property
    def project(self) -> Project:
        return Project.at(self.root)

    @property
    def settings(self) -> Settings:
        return load_settings(self.project)

    @property
    def outbox(self) -> Outbox:
        return outbox_of(self.project)

    def publish(self, period: str = PERIOD, inputs: str = "a", **contents: Any) -> str:
        made = Made(date(2026, 11, 22), {"turn": inputs}, {})
        return publish(self.project.output, BRIEF, period, files(**contents), made).edition.name

    def queue(self, edition: str = PERIOD) -> list[Message]:
        queued = queue(self.project, self.settings, BRIEF, edition, lambda: self.clock)
        assert not queued.remarks, queued.remarks
        return queued.messages

    def send(self, environment: Mapping[str, str] = SECRETS) -> Sent:
        return send_outbox(
            self.project, self.settings, environment=environment, clock=lambda: self.clock, patience=5.0
        )

    def later(self, **time: float) -> None:
        self.clock += timedelta(**time)

    def states(self) -> dict[str, str]:
        """What has become of each message, by its recipient."""
        found = [*self.outbox.messages(), *self.outbox.receipts()]
        return {message.target: str(message.state) for message in found}

    def announced(self, edition: str = PERIOD, channel: Channel = Channel.MAIL) -> tuple[Message, Announced]:
        inputs = json.loads((self.project.output / BRIEF / edition / "manifest.json").read_text())[
            "inputs_digest"
        ]
        message = Message(BRIEF, edition, inputs, channel, "ana@example.org", True, NOW)
        return message, read_announced(self.project.output, message)

    def environment(self) -> dict[str, str]:
        """For a process of its own."""
        return {**os.environ, **SECRETS, "SSL_CERT_FILE": str(self.authority.file)}

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "briefgen", *arguments]
        return subprocess.Popen(
            command,
            cwd=self.root,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "briefgen", *arguments]
        return subprocess.run(
            command,
            cwd=self.root,
            env={**self.environment(), **environment},
            capture_output=True,
            text=True,
            check=False,
        )
