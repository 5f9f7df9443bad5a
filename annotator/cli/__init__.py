"""The command line: each command parses, calls one workflow, prints its report, returns a code.

Exit codes: 0 done, 1 could not be done (the reason is on standard error), 2 wrong usage or a
machine that lacks something, 3 done in part (the report names what was left out), 70 a mistake in
the program, 130 stopped by Ctrl+C. Nothing heavy is imported before a command needs it.
"""

from __future__ import annotations

import gc
import shlex
import sys
from collections.abc import Iterator, Sequence

import click

from annotator import __version__
from annotator.cli.output import EXIT_FAILED, EXIT_MISTAKE, EXIT_STOPPED, EXIT_USAGE, report_error
from annotator.errors import AnnotatorError, Cancelled, EnvironmentProblem

__all__ = ["main"]
_RARELY = 100_000, 50, 100  # records form no circles, and looking for some takes a quarter of time


SECTIONS = {
    "Projects": ("new", "open", "info", "check", "backup"),
    "Articles": ("import", "similar", "preannotate", "changes", "figures", "concordance"),
    "Labelling": ("assign", "hand-out", "merge", "repeat", "actors", "codebook"),
    "Agreement": ("agreement", "adjudicate"),
    "Results": ("export", "dataset", "formats", "train"),
    "Suggestions": ("evaluate", "suggestions", "learn"),
    "This machine": ("doctor",),
}
"""The commands by what they are for, as the help lists them."""


class _Commands(click.Group):
    """The commands, read when one is asked for: the window is shown without them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        self._read()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        self._read()
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by what they are for, each with its whole first sentence."""
        for title, names in SECTIONS.items():
            with formatter.section(title):
                found = ((name, self.get_command(ctx, name)) for name in names)
                formatter.write_dl([(name, _first_sentence(each)) for name, each in found if each])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant; where a project is named instead, say how to open it.

        Raises :class:`click.UsageError` where there is no such command.
        """
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as problem:
            if args[0].endswith(".annotator"):
                how = f"To open a project: annotator open {shlex.quote(args[0])}"
                raise click.UsageError(f"{problem.message} {how}", ctx) from problem
            raise

    def _read(self) -> None:
        if not self.commands:
            for command in _all_commands():
                self.add_command(command)


def _first_sentence(command: click.Command) -> str:
    return command.get_short_help_str(limit=200).removesuffix(".")


def _all_commands() -> Iterator[click.Command]:
    from annotator.cli import (
        actors,
        adjudicate,
        agreement,
        articles,
        assigning,
        changes,
        codebooks,
        concordance,
        dataset,
        figures,
        formats,
        learning,
        machine,
        merge,
        projects,
        repeating,
        results,
        similar,
        suggestions,
        training,
    )

    for module in (
        projects,
        articles,
        assigning,
        repeating,
        changes,
        results,
        dataset,
        agreement,
        adjudicate,
        suggestions,
        similar,
        figures,
        formats,
        concordance,
        actors,
        codebooks,
        learning,
        machine,
        merge,
        training,
    ):
        yield from module.COMMANDS


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="annotator")
@click.pass_context
def annotator(context: click.Context) -> None:
    """Label who takes which stance in news articles, and what kind of claim it is.

    Without a command, the window opens on the project used last (the first time: on a sample).
    """
    if context.invoked_subcommand is None:
        from annotator.cli import projects

        context.exit(projects.open_window(None, annotator=None))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (default: the arguments of the process); return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in given
    gc.set_threshold(*_RARELY)
    try:
        outcome = annotator.main(args=given, prog_name="annotator", standalone_mode=False)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as problem:
        problem.show()
        return EXIT_USAGE
    except (click.Abort, KeyboardInterrupt, Cancelled):
        report_error("Stopped. Everything before it is stored.", "Cancelled", as_json=as_json)
        return EXIT_STOPPED
    except EnvironmentProblem as problem:
        report_error(str(problem), type(problem).__name__, as_json=as_json)
        return EXIT_USAGE
    except AnnotatorError as problem:
        report_error(str(problem), type(problem).__name__, as_json=as_json)
        return EXIT_FAILED
    except BrokenPipeError:
        sys.stderr.close()
        return EXIT_FAILED
    except Exception:
        from annotator.cli import machine

        report_error(machine.log_mistake(given), "Mistake", as_json=as_json)
        return EXIT_MISTAKE
    return outcome if isinstance(outcome, int) else 0
