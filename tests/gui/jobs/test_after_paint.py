"""What is put off until the window is painted is done then, once, and never forgotten."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from annotator.gui.jobs.after_paint import AfterPaint


class Diary(QObject):
    """Writes down the paintings of a widget among what else happens."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.lines: list[str] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            self.lines.append("painted")
        return False


@pytest.fixture
def widget(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_work_waits_until_the_window_has_been_painted(widget, qtbot):
    diary = Diary(widget)
    later = AfterPaint(widget, lambda: diary.lines.append("worked"))
    widget.show()
    later.start()
    assert diary.lines == [] and later.is_due
    qtbot.waitUntil(lambda: "worked" in diary.lines)
    assert diary.lines == ["painted", "worked"] and not later.is_due


def test_work_waits_until_a_window_on_the_screen_shows_what_was_changed(widget, qtbot):
    with qtbot.waitExposed(widget):
        widget.show()
    diary = Diary(widget)
    later = AfterPaint(widget, lambda: diary.lines.append("worked"))
    later.start()
    widget.update()
    qtbot.waitUntil(lambda: "worked" in diary.lines)
    assert diary.lines == ["painted", "worked"] and not later.is_due


def test_work_asked_for_twice_is_done_once(widget, qtbot):
    diary = Diary(widget)
    later = AfterPaint(widget, lambda: diary.lines.append("worked"))
    later.start()
    later.start()
    qtbot.waitUntil(lambda: not later.is_due)
    QApplication.processEvents()
    assert diary.lines == ["worked"]


def test_work_can_ask_for_its_next_part(widget, qtbot):
    done: list[int] = []

    def work() -> None:
        done.append(len(done))
        if len(done) < 3:
            later.start()

    later = AfterPaint(widget, work)
    later.start()
    qtbot.waitUntil(lambda: len(done) == 3)
    assert not later.is_due


@pytest.mark.parametrize("shown", [True, False])
def test_work_is_not_done_once_nobody_asks_for_it_any_more(widget, qtbot, shown):
    done: list[str] = []
    later, other = AfterPaint(widget, lambda: done.append("one")), None
    if shown:
        widget.show()
    later.start()
    other = AfterPaint(widget, lambda: done.append("other"))
    later.stop()
    other.start()
    qtbot.waitUntil(lambda: bool(done))
    assert done == ["other"] and not later.is_due
