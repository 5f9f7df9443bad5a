"""The command about the machine, and the log of our own mistakes."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime

import click

from annotator import __version__, paths
from annotator.cli.options import json_option
from annotator.cli.output import EXIT_USAGE, say, say_json


def log_mistake(arguments: Sequence[str]) -> str:
    """Write the traceback of the exception being handled to a log; return the sentence to show."""
    told = "This is a mistake in the program, not yours. Everything stored before it is safe."
    details = traceback.format_exc()
    when = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    log = paths.logs() / f"mistake-{when}.txt"
    with contextlib.suppress(OSError):
        log.parent.mkdir(parents=True, exist_ok=True)
        head = f"annotator {__version__}, {datetime.now(UTC).isoformat()}, {list(arguments)}\n\n"
        log.write_text(head + details, encoding="utf-8")
        return f"{told} Details for a report are in {log}."
    return f"{told} Details for a report:\n{details}"


@click.command("doctor")
@json_option
def doctor(as_json: bool) -> int:
    """Tell whether this machine has what the program needs, for the window too."""
    from annotator.errors import EnvironmentProblem
    from annotator.gui import preflight
    from annotator.workflows.checking import Finding, examine_machine

    findings = list(examine_machine())
    try:
        preflight.ensure_window_possible()
        findings.append(Finding("window", True, "can be opened"))
    except EnvironmentProblem as problem:
        findings.append(Finding("window", False, str(problem)))
    healthy = all(finding.is_well for finding in findings)
    if as_json:
        rows = [{"name": each.name, "ok": each.is_well, "detail": each.detail} for each in findings]
        say_json({"ok": healthy, "findings": rows})
    else:
        for finding in findings:
            say(f"{'ok ' if finding.is_well else 'NO '} {finding.name}: {finding.detail}")
    return 0 if healthy else EXIT_USAGE


COMMANDS = (doctor,)
