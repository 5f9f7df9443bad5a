"""An article is read beside the window, in a process that ends with whoever asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Zone
from annotator.corpus.span import Span
from annotator.project import Project
from annotator.workflows.marking.marker import Marker, marker_state
from annotator.workflows.marking.reading_along import ReadingAlong

TEXT = "Norland urged Estovia to reopen the strait at once, spokeswoman Ida Holm said."
ZONES = (Zone("body", Span(0, len(TEXT)), "en"),)


@pytest.fixture
def state(tmp_path: Path):
    path = tmp_path / "strait.annotator"
    with Project.create(
        path, title="Strait", codebook=default_codebook(), annotator="Amina"
    ) as project:
        return marker_state(project)


def test_it_reads_what_the_engine_reads_and_again(state):
    along = ReadingAlong(state)
    try:
        expected = Marker(state).marked("one", TEXT, ZONES).suggestions
        assert any(each.candidate for each in expected)
        assert along.read("one", TEXT, ZONES) == expected
        assert {each.article for each in along.read("two", TEXT, ZONES)} == {"two"}
    finally:
        along.close()


def test_once_closed_it_finds_nothing_and_starts_nothing(state):
    along = ReadingAlong(state)
    along.close()
    assert along.read("one", TEXT, ZONES) == ()
    assert along._process is None


def test_a_process_that_was_ended_is_replaced(state):
    along = ReadingAlong(state)
    try:
        assert along.read("one", TEXT, ZONES)
        along._process.kill()
        along._process.wait()
        assert along.read("one", TEXT, ZONES) == ()
        assert along.read("one", TEXT, ZONES)
    finally:
        along.close()
