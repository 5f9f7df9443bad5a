"""What the command line says where something fails, and with which exit code it ends."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from annotator.cli.output import EXIT_FAILED, EXIT_MISTAKE, EXIT_STOPPED, EXIT_USAGE, report_error
from annotator.errors import AnnotatorError, Cancelled, EnvironmentProblem, OutOfMemoryError


def tell(error: BaseException, given: Sequence[str]) -> int:
    """Say what went wrong with some arguments, while it is handled; return the exit code."""
    as_json = "--json" in given
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.ClickException):
        error.show()
        return EXIT_USAGE
    if isinstance(error, click.Abort | KeyboardInterrupt | Cancelled):
        report_error("Stopped. Everything before it is stored.", "Cancelled", as_json=as_json)
        return EXIT_STOPPED
    if isinstance(error, MemoryError):
        error = OutOfMemoryError()
    if isinstance(error, AnnotatorError):
        report_error(str(error), type(error).__name__, as_json=as_json)
        return EXIT_USAGE if isinstance(error, EnvironmentProblem) else EXIT_FAILED
    if isinstance(error, BrokenPipeError):
        sys.stderr.close()
        return EXIT_FAILED
    from annotator.cli import machine

    report_error(machine.log_mistake(list(given)), "Mistake", as_json=as_json)
    return EXIT_MISTAKE
