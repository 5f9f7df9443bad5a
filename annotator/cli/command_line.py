"""All commands together, as click reads them, and how the help lists them."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

import click

from annotator import __version__

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
        from annotator.gui.starting import open_window

        context.exit(open_window(None, annotator=None))
