"""Another article is laid out once, and what comes later is as if it had come at once."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from annotator.gui.reader import ReaderView, page
from annotator.gui.reader.blocks import Block

LINE = "The talks went on all night and nobody said a word about it, nor did the harbour office.\n"


@pytest.fixture
def reader(qtbot):
    view = ReaderView()
    qtbot.addWidget(view)
    view.resize(500, 300)
    with qtbot.waitExposed(view):
        view.show()
    return view


@pytest.fixture
def broken(monkeypatch) -> list[str]:
    """The paragraphs that were broken into lines, in this order."""
    texts: list[str] = []

    class Noted(Block):
        def __init__(self, text: str, *others: object) -> None:
            texts.append(text)
            super().__init__(text, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(page, "Block", Noted)
    return texts


def test_lines_are_broken_once_where_the_scroll_bar_comes_or_goes(reader, broken):
    numbered = "".join(f"{number} {LINE}" for number in range(60))
    for text in (LINE * 2, numbered, "Short.\n", numbered):
        broken.clear()
        reader.show_article(text, ())
        width, bar = reader.viewport().width(), reader.verticalScrollBar().isVisible()
        QApplication.processEvents()
        assert reader.viewport().width() == width
        assert bar == reader.verticalScrollBar().isVisible() == (text == numbered)
        several = [each for each in broken if each and broken.count(each) > 1]
        assert several == ([LINE[:-1]] * 2 if text == LINE * 2 else [])


def test_an_article_that_fits_only_without_the_bar_has_none(reader):
    """With the bar its lines would be shorter and the article longer: then the bar would stay."""
    for lines in range(1, 60):
        reader.show_article(LINE * lines, ())
        if reader.verticalScrollBar().isVisible():
            break
    assert 1 < lines < 20
    for text in (LINE * (lines - 1), LINE * lines, LINE * (lines - 1)):
        reader.show_article(text, ())
        assert reader.verticalScrollBar().isVisible() == (text == LINE * lines)
        QApplication.processEvents()
        assert reader.verticalScrollBar().isVisible() == (text == LINE * lines)


def test_another_article_begins_at_its_top_wherever_the_one_before_stood(reader, broken):
    reader.show_article(LINE * 80, ())
    reader.verticalScrollBar().setValue(reader.verticalScrollBar().maximum())
    numbered = "".join(f"{number} {LINE}" for number in range(60))
    broken.clear()
    reader.show_article(numbered, ())
    assert reader.verticalScrollBar().value() == 0
    assert all(each.startswith(tuple(f"{at} " for at in range(12))) for each in broken)
