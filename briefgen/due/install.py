"""What tells a machine to regenerate: systemd units, a line for cron, a workflow for GitHub.

The machine only asks; what is due is the program's to know. So it may ask often, late, or twice.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

MINUTE = 17  # of the hour: at the full hour everybody asks, and GitHub drops what it cannot start
_UNSAFE = set("\n\r\0")


@dataclass(frozen=True, slots=True)
class Installed:
    """A file to write: its name, and its text."""

    name: str
    text: str


def systemd_units(program: Sequence[str], project: PurePosixPath) -> tuple[Installed, Installed]:
    """A service and a timer for one user; a machine that slept runs it when it wakes.

    Raises ValueError for a path that no unit can name.
    """
    command = " ".join(_systemd_word(word) for word in (*program, "run-due"))
    service = f"""\
[Unit]
Description=Briefs that are due (briefgen)
Documentation=man:briefgen(1)

[Service]
Type=oneshot
WorkingDirectory={_systemd_path(str(project))}
ExecStart={command}
# What ends with 75 (another run is at work) or 74 (the disk) may pass; what is wrong in a brief does not.
Restart=on-failure
RestartPreventExitStatus=1 2
RestartSec=10min
Nice=10
NoNewPrivileges=yes
PrivateTmp=yes
"""
    timer = f"""\
[Unit]
Description=Ask every hour which briefs are due (briefgen)

[Timer]
OnCalendar=*-*-* *:{MINUTE:02d}:00
Persistent=true
RandomizedDelaySec=120

[Install]
WantedBy=timers.target
"""
    return Installed("briefgen.service", service), Installed("briefgen.timer", timer)


def _systemd_word(word: str) -> str:
    """A word of a command line: quoted, with what systemd would expand doubled."""
    _check(word)
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if not word or any(char.isspace() or char in "\"'\\;" for char in word) else escaped


def _systemd_path(path: str) -> str:
    _check(path)
    return path.replace("%", "%%")


def cron_line(program: Sequence[str], project: PurePosixPath) -> str:
    """A line of a crontab, which asks every hour; what it prints goes into the project's log.

    Raises ValueError for a path that no crontab can name.
    """
    for word in (*program, str(project)):
        _check(word)
    command = shlex.join([*program, "run-due"])
    log = "mkdir -p .briefgen &&", ">> .briefgen/run-due.log 2>&1"
    line = f"cd {shlex.quote(str(project))} && {log[0]} {command} {log[1]}"
    return f"{MINUTE} * * * * " + line.replace("%", "\\%") + "\n"


def _check(word: str) -> None:
    if _UNSAFE & set(word):
        raise ValueError(f"a line break stands in {word!r}")


def github_workflow(branch: str = "editions", version: str = "") -> Installed:
    """A workflow that asks every hour of the working day, and keeps the editions on a branch of their own.

    The branch holds the JSON and the manifests of every edition, which is what the next one is compared with
    and what shows that one is done; the finished files are the workflow's artefact.
    """
    wanted = f"briefgen=={version}" if version else "briefgen"
    text = _WORKFLOW
    for sign, value in (("@BRANCH@", branch), ("@MINUTE@", str(MINUTE)), ("@BRIEFGEN@", wanted)):
        text = text.replace(sign, value)
    return Installed(".github/workflows/briefs.yml", text)


_WORKFLOW = """\
# Regenerates the briefs that are due. Written by `briefgen schedule install --github`.
name: Briefs that are due

on:
  schedule:
    - cron: "@MINUTE@ 4-18 * * *" # UTC, and not at the full hour, when schedules are dropped
  workflow_dispatch:

permissions:
  contents: write

concurrency:
  group: briefs # one run at a time, none cut short

jobs:
  briefs:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
      - name: Install briefgen
        run: |
          sudo apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
          python -m pip install "@BRIEFGEN@"
      - name: Bring in what was published
        run: |
          if git fetch --depth 1 origin refs/heads/@BRANCH@; then
            mkdir -p output
            git archive FETCH_HEAD | tar -x -C output
            git rev-parse FETCH_HEAD > "$RUNNER_TEMP/parent"
          fi
      - name: Build what is due
        run: briefgen run-due
      - name: Keep the JSON and the manifests
        if: always()
        run: |
          test -d output || exit 0
          parent=$(cat "$RUNNER_TEMP/parent" 2>/dev/null || true)
          export GIT_INDEX_FILE="$RUNNER_TEMP/editions.index"
          rm -f "$GIT_INDEX_FILE"
          if [ -n "$parent" ]; then git read-tree "$parent"; fi
          (cd output && find . -mindepth 2 -maxdepth 3 -type f -name '*.json*' -not -path '*/preview/*' -not -path './.*' -print0) > "$RUNNER_TEMP/files"
          git --work-tree=output update-index --add -z --stdin < "$RUNNER_TEMP/files"
          tree=$(git write-tree)
          if [ -n "$parent" ] && [ "$tree" = "$(git rev-parse "$parent^{tree}")" ]; then
            echo "Nothing new"
            exit 0
          fi
          git config user.name "briefgen"
          git config user.email "briefgen@users.noreply.github.com"
          commit=$(git commit-tree "$tree" ${parent:+-p "$parent"} -m "Editions of $(date -u +%F)")
          git push origin "$commit:refs/heads/@BRANCH@"
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: briefs
          path: output/
          if-no-files-found: ignore
"""
