"""Commands about the machine and about files beside the project: doctor, codebook."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from annotator import __version__, paths
from annotator.cli.output import EXIT_FAILED, EXIT_USAGE, json_option, say, say_json


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


@click.group("codebook")
def codebook() -> None:
    """Check a codebook file, or get the default one to edit."""


@codebook.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def check_codebook(file: Path, as_json: bool) -> int:
    """Check a codebook FILE; every problem is named with its line."""
    from annotator.codebook.reading import read_codebook
    from annotator.errors import CodebookError

    try:
        book = read_codebook(file)
    except CodebookError as error:
        if as_json:
            say_json({"ok": False, "message": str(error), "problems": list(error.problems)})
        else:
            for problem in error.problems or (str(error),):
                say(problem)
        return EXIT_FAILED
    if as_json:
        say_json({"ok": True, "codebook": book.reference, "problems": []})
    else:
        say(
            f"{book.reference} is fine: {len(book.claim_types)} claim types, "
            f"{len(book.stance_values)} stance values, {len(book.topics)} topics, "
            f"{len(book.actors)} actors, {len(book.entity_kinds)} entity kinds."
        )
    return 0


@codebook.command("copy")
@click.argument("out", type=click.Path(path_type=Path))
def copy_codebook(out: Path) -> None:
    """Write the default codebook to OUT, to edit by hand; an existing file is left alone."""
    from annotator.errors import ExportError

    content = (paths.resources() / "codebooks" / "news-statements.yaml").read_bytes()
    try:
        with out.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise ExportError(
            f"{out} is there already and was left alone. Name another file."
        ) from error
    except OSError as error:
        raise ExportError(f"{out} could not be written: {error.strerror}.") from error
    say(f"Wrote {out}. Edit it, then: {paths.command()} codebook check {out}")


COMMANDS = (doctor, codebook)
