"""What the command line tells about itself."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

import click
import pytest

from annotator.cli import main
from annotator.cli.command_line import SECTIONS, annotator

Captured = pytest.CaptureFixture[str]


def commands(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{path}{name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path}{name} ")


def test_the_help_lists_every_command_once() -> None:
    listed = Counter(name for names in SECTIONS.values() for name in names)
    assert listed == Counter(annotator.list_commands(click.Context(annotator)))


def test_the_help_tells_of_each_command_to_the_end_of_the_sentence(capsys: Captured) -> None:
    assert main(["--help"]) == 0
    told = capsys.readouterr().out.partition("Projects:")[2]
    assert "..." not in told
    assert "self-agreement" in told  # where a long sentence ends


def test_every_option_says_what_it_does() -> None:
    silent = [
        f"{name} {option.opts[0]}"
        for name, command in commands(annotator)
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert silent == []


def test_matrices_wait_in_one_thread_unless_somebody_asked_for_more(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    assert main(["--help"]) == 0 and os.environ["OPENBLAS_NUM_THREADS"] == "3"
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    assert main(["--help"]) == 0 and os.environ["OPENBLAS_NUM_THREADS"] == "1"
    assert capsys.readouterr().out


def test_a_project_in_place_of_a_command_is_told_how_to_open(capsys: Captured) -> None:
    assert main(["my talks.annotator"]) == 2
    assert "annotator open 'my talks.annotator'" in capsys.readouterr().err
    assert main(["talks"]) == 2
    assert "annotator open" not in capsys.readouterr().err
