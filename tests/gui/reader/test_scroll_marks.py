"""The scroll bar tells where statements and open suggestions are, also those out of sight."""

from __future__ import annotations

from itertools import pairwise

import pytest

from annotator.corpus.span import Span
from annotator.gui.reader import Mark, ReaderView, scroll_marks
from annotator.gui.theme import DARK, LIGHT

LINE = "The talks went on all night and nobody said a word about it.\n"


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def reader(qtbot, request):
    view = ReaderView()
    qtbot.addWidget(view)
    view.setPalette(request.param.palette())
    view.resize(500, 300)
    with qtbot.waitExposed(view):
        view.show()
    view.show_article(LINE * 60, ())
    view.theme = request.param
    return view


@pytest.fixture
def rows(qtbot, reader):
    """Return where in the bar there are lines of a colour, once it has looked."""

    def found(color):
        bar = reader.verticalScrollBar()
        qtbot.waitUntil(lambda: not bar._timer.isActive(), timeout=30_000)
        return lines(bar, color)

    return found


def lines(bar, color):
    image = bar.grab().toImage()
    wanted = [
        y
        for y in range(image.height())
        if any(image.pixelColor(x, y) == color for x in range(image.width()))
    ]
    return [y / image.height() for y in wanted]


def test_a_statement_far_below_is_seen_in_the_bar(reader, rows):
    at = len(LINE) * 45
    reader.set_marks([Mark("s", (Span(at, at + 20),), "statement")])
    found = rows(reader.theme.accent)
    assert found and 0.65 < found[0] <= found[-1] < 0.85


def test_suggestions_are_told_from_statements_and_go_when_they_are_decided(reader, rows):
    at = len(LINE) * 30
    reader.set_marks([Mark("g", (Span(at, at + 5),), "suggestion", dotted=True)])
    assert rows(reader.theme.muted)
    assert not rows(reader.theme.accent)
    reader.change_marks({"g"}, [])
    assert not rows(reader.theme.muted)


def test_the_bar_looks_by_itself_after_a_change(reader, qtbot):
    bar = reader.verticalScrollBar()
    reader.set_marks([Mark("s", (Span(0, 20),), "statement")])
    qtbot.waitUntil(lambda: bool(bar._rows.get("statement")))


def test_places_within_one_long_paragraph_are_told_apart(reader, rows):
    words = "The talks went on all night. " * 300
    reader.show_article(words, ())
    places = (0, len(words) // 2, len(words) - 30)
    reader.set_marks([Mark(f"s{at}", (Span(at, at + 20),), "statement") for at in places])
    found = rows(reader.theme.accent)
    assert len([here for here in found if not any(0 < here - each < 0.02 for each in found)]) == 3


def test_more_marks_than_are_looked_at_in_one_go_are_all_shown(reader, rows):
    """Also where a change comes while the bar is still looking."""
    text = LINE * 60
    marks = [Mark(f"s{at}", (Span(at, at + 2),), "statement") for at in range(0, len(text) - 2, 3)]
    assert len(marks) > 2 * scroll_marks._AT_ONCE
    reader.set_marks(marks)
    whole = rows(reader.theme.accent)
    assert whole[0] < 0.1 and whole[-1] > 0.85
    assert max(two - one for one, two in pairwise(whole)) < 0.02
    half = [mark.id for mark in marks[len(marks) // 2 :]]
    reader.verticalScrollBar()._look()
    reader.change_marks(half, [])
    assert rows(reader.theme.accent)[-1] < 0.55
