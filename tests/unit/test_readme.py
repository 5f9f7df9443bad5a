"""What the README says of commands, formats and folders is what the program has."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click

from annotator.cli.command_line import annotator
from annotator.workflows.exporting.files import FORMATS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = ("CHANGELOG", "DECISIONS", "GLOSSARY")
MADE = {"annotator/resources"}  # in the wheel alone


def test_every_command_is_named_in_the_readme() -> None:
    names = annotator.list_commands(click.Context(annotator))
    assert "new" in names
    assert [name for name in names if f"`{name}" not in README] == []


def test_every_format_is_named_in_the_readme() -> None:
    assert [name for name in FORMATS if f"`{name}`" not in README] == []


def test_the_table_of_folders_names_them_in_the_order_of_the_import_contract() -> None:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = options["tool"]["importlinter"]["contracts"][0]["layers"]
    wanted = [set(each.split(" | ")) for each in layers if each != "__main__"]
    table = README.partition("| folder of `annotator/` |")[2].partition("\n\n")[0]
    cells = [line.split("|")[1] for line in table.splitlines()[2:]]
    assert [set(re.findall(r"`(\w+)(?:/|\.py)`", each)) for each in cells] == wanted


def test_every_file_of_ours_that_the_documents_name_is_there() -> None:
    documents = [README, *((ROOT / f"{each}.md").read_text(encoding="utf-8") for each in DOCUMENTS)]
    ours = r"`(?:python3 )?((?:annotator|packaging|resources|tests)/[\w./-]*[\w/])"
    named = {each for document in documents for each in re.findall(ours, document)}
    assert "packaging/dev.py" in named
    missing = {each for each in named if not (ROOT / each).exists()}
    assert missing <= MADE
