"""Sends what is due in the outbox of a project: `outbox_sender.py naive|whole PROJECT`.

The naive way writes nothing down before it sends. It stands beside the real one to show that the test can see
a message that arrives twice. `publish` announces an edition and is killed when it stands.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from announced_editions import BRIEF, files

from briefgen.announce import announcing, send_outbox
from briefgen.editions.archive import Made, publish
from briefgen.notify.message import Message, State
from briefgen.notify.outbox import Outbox
from briefgen.paths import Project
from briefgen.spec.project import load_settings


def forget_what_is_being_sent() -> None:
    keep = Outbox.save

    def save(outbox: Outbox, message: Message) -> None:
        if message.state is not State.SENDING:
            keep(outbox, message)

    Outbox.save = save  # type: ignore[method-assign]


def publish_and_die(project: Project, period: str) -> None:
    from datetime import date

    with announcing(project, load_settings(project), [BRIEF], lambda queued: None):
        publish(project.output, BRIEF, period, files(), Made(date(2026, 11, 22), {"turn": period}, {}))
        os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    way, project = sys.argv[1], Project.at(Path(sys.argv[2]))
    if way == "publish":
        publish_and_die(project, sys.argv[3])
    if way == "naive":
        forget_what_is_being_sent()
    sys.exit(send_outbox(project, load_settings(project)).exit_code)


if __name__ == "__main__":
    main()
