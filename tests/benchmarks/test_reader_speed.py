"""How long the reader takes from a key to the picture, as multiples of an empty key handler.

Prints a table and asserts no time: run it with ``pytest -s`` to read it.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.corpus.span import Span
from annotator.gui.reader import Mark, ReaderView

ARTICLES = {
    "10,000 words, 1,000 marks": (10_000, 1_000, False),
    "one paragraph of 10,000 words, 1,000 marks": (10_000, 1_000, True),
    "100,000 words, 10,000 marks": (100_000, 10_000, False),
}
WORDS = ("harbour", "quay", "ferry", "talks", "of", "the", "strike", "said", "denied", "on", "it")
COLORS = ("blue", "orange", "green", "purple", "red", "teal")


class EmptyHandler(QWidget):
    """The yardstick: a window that does nothing at a key and paints nothing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        self.update()


class PaintWatch(QObject):
    """Counts the paintings of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.count += event.type() == QEvent.Type.Paint
        return False


class LabellingReader(ReaderView):
    """A reader that marks something in view at the key 3, as a labelling window would."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_3:
            self.shown.append(next(self.new_marks))
            self.set_marks(self.shown)
        else:
            super().keyPressEvent(event)


def article(words: int, one_paragraph: bool) -> str:
    dice = random.Random(7)
    text = [dice.choice(WORDS) for _ in range(words)]
    if not one_paragraph:
        for place in range(60, words, 60):
            text[place] += ".\n"
    return " ".join(text)


def marks(text: str, count: int, seed: int, below: int | None = None) -> list[Mark]:
    dice = random.Random(seed)
    made = []
    for number in range(count):
        length = dice.choice((8, 12, 18, 90, 140, 400))
        start = dice.randrange(0, min(below or len(text), len(text)) - length)
        kind = "mention" if length < 20 else "statement"
        made.append(
            Mark(
                id=f"{seed}-{number}",
                spans=(Span(start, start + length),),
                kind=kind,
                color=dice.choice(COLORS),
                label=str(number) if kind == "statement" else "",
                bracket="square",
            )
        )
    return made


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))] * 1000


def key_times(widget: QWidget, surface: QWidget, key: Qt.Key, count: int) -> list[float]:
    watch, times = PaintWatch(surface), []
    for _ in range(count):
        before, start = watch.count, time.perf_counter()
        QTest.keyClick(widget, key)
        while watch.count == before and time.perf_counter() - start < 0.5:
            QApplication.processEvents()
        times.append(time.perf_counter() - start)
    return times


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    QApplication.processEvents()
    return (time.perf_counter() - start) * 1000


@pytest.fixture
def yardstick(qtbot) -> float:
    empty = EmptyHandler()
    qtbot.addWidget(empty)
    empty.resize(900, 900)
    empty.show()
    qtbot.waitExposed(empty)
    key_times(empty, empty, Qt.Key.Key_3, 20)
    return percentile(key_times(empty, empty, Qt.Key.Key_3, 200), 0.99)


@pytest.mark.parametrize("name", ARTICLES)
def test_key_to_painted(qtbot, yardstick, name, capsys):
    words, count, one_paragraph = ARTICLES[name]
    text = article(words, one_paragraph)
    view = LabellingReader()
    qtbot.addWidget(view)
    view.resize(900, 900)
    view.show()
    qtbot.waitExposed(view)
    made = marks(text, count, seed=1)

    def open_article() -> None:
        view.show_article(text, ())
        view.set_marks(made)
        view.viewport().repaint()

    opening = [timed(open_article) for _ in range(5)]
    view.shown = made
    view.new_marks = iter(marks(text, 400, seed=2, below=1800))
    view.setFocus()
    rows = {}
    for what, key in (
        ("mark", Qt.Key.Key_3),
        ("arrow", Qt.Key.Key_Right),
        ("line", Qt.Key.Key_Down),
    ):
        times = key_times(view, view.viewport(), key, 200)
        rows[what] = (percentile(times, 0.5), percentile(times, 0.99))
    bar = view.verticalScrollBar()
    scrolls = [timed(lambda: bar.setValue(bar.value() + 60)) / 1000 for _ in range(100)]
    rows["scroll 60 px"] = (percentile(scrolls, 0.5), percentile(scrolls, 0.99))
    jump = timed(lambda: bar.setValue(bar.maximum()))
    with capsys.disabled():
        print(
            f"\n{name}: opening {min(opening):.0f} to {max(opening):.0f} ms,"
            f" jump to the end {jump:.0f} ms"
        )
        for what, (median, worst) in rows.items():
            print(
                f"  {what:13} median {median:6.2f} ms, 99th percentile {worst:6.2f} ms"
                f" = {worst / yardstick:5.1f} empty key handlers ({yardstick:.2f} ms)"
            )
    assert len(view._marks) == count + 200
