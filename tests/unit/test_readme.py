"""What the README says of the command line is what the command line has."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.command_line import annotator
from annotator.workflows.exporting.files import FORMATS

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")


def test_every_command_is_named_in_the_readme() -> None:
    names = annotator.list_commands(click.Context(annotator))
    assert "new" in names
    assert [name for name in names if f"`{name}" not in README] == []


def test_every_format_is_named_in_the_readme() -> None:
    assert [name for name in FORMATS if f"`{name}`" not in README] == []
