"""What each format keeps, in the guide and on the command line."""

from __future__ import annotations

import pytest

from annotator import paths
from annotator.errors import FormatError
from annotator.formats.labelled.features import FEATURES
from annotator.workflows.exporting.format_table import (
    SIGNS,
    all_written,
    fidelity_lines,
    fidelity_of,
    guide_page,
    known_formats,
)
from annotator.workflows.importing import import_formats


def test_the_guide_has_the_table_that_the_formats_make() -> None:
    place = paths.resources() / "guide" / "formats.md"
    assert place.read_text("utf-8") == guide_page(), (
        "write it anew: annotator formats --markdown > resources/guide/formats.md"
    )


def test_the_table_has_each_format_and_each_feature() -> None:
    page = guide_page()
    for number, each in enumerate(all_written().values(), start=1):
        assert f"### {number}. {each.label}\n" in page
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| ")]
    for feature in FEATURES:
        signs = [sign for row in rows if row[0] == f"| {feature}" for sign in row[1:]]
        wanted = [
            next(SIGNS[kept.held] for kept in fidelity_of(each) if kept.feature == feature)
            for each in all_written()
        ]
        assert [sign.rstrip(" |") for sign in signs] == wanted


def test_every_format_that_can_be_read_or_written_is_listed_once() -> None:
    known = {each.id: each for each in known_formats()}
    assert len(known) == len(known_formats())
    assert set(all_written()) <= set(known)
    assert all(known[each].is_written for each in all_written())
    assert known["brat"].is_read
    assert known["cas-xmi"].is_read
    assert known["csv"].is_read and not known["articles-csv"].is_read
    readers = set(import_formats.FORMATS)
    assert {each for each in readers if each not in known} <= {"cas", "dataset"}


def test_what_a_format_keeps_is_said_in_sentences() -> None:
    lines = list(fidelity_lines("doccano"))
    assert lines[0] == "Kept whole:"
    assert "  Whom a statement addresses: the words" in lines
    assert lines.index("Not kept:") < lines.index("  Comments")
    assert list(fidelity_lines("json"))[-1] == "Not kept: nothing."
    with pytest.raises(FormatError, match="Choose among"):
        fidelity_of("papyrus")
