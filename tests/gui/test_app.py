"""Starting, ending, and what happens when the program itself makes a mistake."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton

from annotator import paths
from annotator.errors import StorageError
from annotator.gui import app
from annotator.gui.help.guide import GuideWindow
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Problems
from annotator.gui.mistakes import Mistakes
from annotator.project import Project


def main_window():
    return next(
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, MainWindow) and each.isVisible()
    )


def during_run(look):
    """Call ``look`` with the window once it is up, then close it."""

    def now():
        window = main_window()
        try:
            look(window)
        finally:
            window.close()
            window.deleteLater()

    QTimer.singleShot(0, now)


def test_the_window_opens_the_project_that_was_asked_for(qapp, project_path):
    seen = []
    during_run(lambda window: seen.append(window.workbench.project.annotator.name))
    assert app.run_window(project_path, annotator="Badou") == 0
    assert seen == ["Badou"]


def test_the_first_start_shows_the_guide_and_the_second_does_not(qapp, project_path):
    seen = []
    for _ in range(2):
        during_run(lambda window: seen.append(len(window.findChildren(GuideWindow))))
        app.run_window(project_path)
    assert seen == [1, 0]


def test_python_collects_no_garbage_by_itself_while_the_window_is_open(qapp, project_path):
    seen = []
    gc.enable()
    during_run(lambda window: seen.append(gc.isenabled()))
    app.run_window(project_path)
    assert seen == [False]


def test_without_a_path_the_project_used_last_is_opened(qapp, project_path):
    seen = []
    during_run(lambda window: None)
    app.run_window(project_path)
    during_run(lambda window: seen.append(window.workbench.project.path))
    app.run_window(None)
    assert seen == [project_path]


def test_where_the_last_project_cannot_be_opened_nothing_else_takes_its_place(qapp, project_path):
    seen = []
    during_run(lambda window: None)
    app.run_window(project_path)
    project_path.write_bytes(b"damaged")
    during_run(lambda window: seen.append((window._notice.text, window.workbench.project)))
    app.run_window(None)
    assert "talks.annotator" in seen[0][0] and seen[0][1] is None


def test_the_very_first_start_makes_and_opens_the_sample(qtbot, qapp, monkeypatch, project_path):
    from annotator.workflows.importing import sampling

    def make(path, *, annotator):
        path.parent.mkdir(parents=True, exist_ok=True)
        with Project.open(project_path) as project:
            project.backup(path)
        return path

    monkeypatch.setattr(sampling, "make_sample_project", make)
    seen = []

    def look(window):
        seen.append(window.article.empty.text)
        qtbot.waitUntil(lambda: window.workbench.project is not None)
        seen.append(window.workbench.project.path)

    during_run(look)
    app.run_window(None)
    assert "Making the sample project" in seen[0]
    assert seen[1] == paths.sample_project()


def test_a_project_that_is_not_there_is_told_in_the_window(qapp, tmp_path):
    seen = []
    during_run(lambda window: seen.append((window._notice.text, window.workbench.project)))
    assert app.run_window(tmp_path / "gone.annotator") == 0
    assert "There is no file" in seen[0][0] and seen[0][1] is None


def test_the_exception_hooks_are_as_before_when_the_window_is_closed(qapp, project_path):
    before = sys.excepthook
    during_run(lambda window: None)
    app.run_window(project_path)
    assert sys.excepthook is before


def test_ctrl_c_in_the_terminal_closes_the_window(qapp, project_path):
    handler = signal.getsignal(signal.SIGINT)

    def press_when_heeded():  # the window heeds it as soon as it is painted
        if signal.getsignal(signal.SIGINT) is handler:
            QTimer.singleShot(1, press_when_heeded)
        else:
            os.kill(os.getpid(), signal.SIGINT)

    QTimer.singleShot(0, press_when_heeded)
    assert app.run_window(project_path) == 0
    assert signal.getsignal(signal.SIGINT) is handler


@pytest.fixture
def mistakes(qtbot):
    mistakes = Mistakes(Problems())
    yield mistakes
    if mistakes.dialog is not None:
        mistakes.dialog.close()
        mistakes.dialog.deleteLater()


def happen(mistakes, error):
    try:
        raise error
    except type(error):
        mistakes.take(*sys.exc_info())


def test_a_mistake_of_the_program_is_shown_logged_and_can_be_copied(qtbot, mistakes):
    happen(mistakes, ZeroDivisionError("seven"))
    qtbot.waitUntil(lambda: mistakes.dialog is not None)
    details = mistakes.dialog.findChild(QPlainTextEdit).toPlainText()
    assert "ZeroDivisionError: seven" in details and "Python" in details
    (log,) = paths.logs().glob("mistake-*.txt")
    assert log.read_text(encoding="utf-8") == details
    buttons = {each.text(): each for each in mistakes.dialog.findChildren(QPushButton)}
    buttons["Copy details"].click()
    assert QApplication.clipboard().text() == details


def test_the_same_mistake_on_every_key_is_shown_once(qtbot, mistakes):
    for _ in range(3):
        happen(mistakes, ZeroDivisionError("again"))
    assert len(list(paths.logs().glob("*"))) == 1
    qtbot.waitUntil(lambda: mistakes.dialog is not None)


def test_a_mistake_is_logged_even_where_the_program_ends_at_once(qtbot, mistakes):
    happen(mistakes, ZeroDivisionError("last words"))
    (log,) = paths.logs().glob("mistake-*.txt")
    assert "last words" in log.read_text(encoding="utf-8")


def test_an_error_that_a_person_can_act_on_is_no_mistake(qtbot, mistakes):
    told = []
    mistakes._problems.appeared.connect(told.append)
    happen(mistakes, StorageError("The disk is full. Free some space."))
    assert told == ["The disk is full. Free some space."] and mistakes.dialog is None


def test_a_mistake_does_not_end_the_program_or_lose_the_work(project_path):
    program = f"""
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from annotator.corpus.span import Span
from annotator.gui import app
from annotator.gui.main_window import MainWindow
def window():
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
def fail():
    raise RuntimeError("a mistake")
def label():
    window().workbench.apply(window().workbench.session.add_statement(Span(25, 40)))
    window().close()
app.make_application()
QTimer.singleShot(0, fail)
QTimer.singleShot(200, label)
sys.exit(app.run_window(Path({str(project_path)!r})))
"""
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=300
    )
    assert ended.returncode == 0, ended.stderr
    assert len(list(paths.logs().glob("mistake-*.txt"))) == 1
    with Project.open(project_path) as project:
        assert len(project.layer(project.articles()[0].id).statements) == 1
