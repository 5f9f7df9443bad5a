"""How the command line speaks: sentences for people, JSON for programs, progress on a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any  # Any: click's decorators and JSON values have no narrower type

import click

EXIT_FAILED, EXIT_USAGE, EXIT_PARTLY, EXIT_MISTAKE, EXIT_STOPPED = 1, 2, 3, 70, 130

Progress = Callable[[int, int, str], None]


def say(text: str) -> None:
    """Print text for a person, in any script, whatever the terminal's encoding can show."""
    try:
        click.echo(text)
    except UnicodeEncodeError:
        click.echo(text.encode("ascii", "backslashreplace").decode("ascii"))


def say_json(report: Mapping[str, Any]) -> None:
    """Print a report for programs: one JSON object, ASCII only."""
    click.echo(json.dumps(report, indent=2, ensure_ascii=True, default=str))


def say_report(report: object) -> None:
    """Print a report that is a record or a mapping as one JSON object: it went well."""
    import msgspec

    say_json({"ok": True, **msgspec.to_builtins(report, enc_hook=str)})


def report_error(message: str, kind: str, *, as_json: bool) -> None:
    """Print what went wrong to standard error, and as JSON where that was asked for."""
    if as_json:
        say_json({"ok": False, "error": {"kind": kind, "message": message}})
    try:
        click.echo("annotator: " + message, err=True)
    except UnicodeEncodeError:
        shown = message.encode("ascii", "backslashreplace").decode("ascii")
        click.echo("annotator: " + shown, err=True)


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """Give a progress callback that draws a bar on a terminal; None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total or None, description=what)

        yield show
