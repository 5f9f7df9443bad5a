"""The list of formats and what each keeps, on the command line."""

from __future__ import annotations

import json

import pytest

from annotator.cli import main
from annotator.workflows.exporting.format_table import guide_page


def test_formats_are_listed_with_what_can_be_done(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formats"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("brat ") and "written and read" in line for line in lines)
    assert main(["formats", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["formats"]
    assert {"id": "articles-csv", "is_written": True, "is_read": False}.items() <= next(
        each for each in found if each["id"] == "articles-csv"
    ).items()


def test_what_a_format_keeps_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formats", "--fidelity", "doccano"]) == 0
    assert "Whom a statement addresses: the words" in capsys.readouterr().out
    assert main(["formats", "--fidelity", "doccano", "--json"]) == 0
    features = json.loads(capsys.readouterr().out)["features"]
    assert features["addressees"] == {"held": "partly", "words": "the words"}
    assert features["comments"]["held"] == "no"


def test_the_page_of_the_guide_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formats", "--markdown"]) == 0
    assert capsys.readouterr().out == guide_page()
    assert main(["formats", "--markdown", "--json"]) == 2
    assert main(["formats", "--fidelity", "papyrus"]) == 2
