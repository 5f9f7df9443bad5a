"""Runs the real ``main([...])`` and presses keys in its window, as a script file says.

    python pressing.py SCRIPT.json COMMAND...

The script is a list of: ``["press", "Ctrl+Shift+Right", "s"...]`` (Qt's names of keys),
``["type", "words"]``, ``["tell", NAME]`` (print what is open, as a line of JSON), ``["problem",
NAME]`` (print the problem on show), ``["kill"]`` (no chance to clean up) and ``["quit"]``. Keys go
to whatever has the focus, popups first.

In the window for settling: ``["differences"]`` waits until they are listed, ``["settle as", WHO]``
takes the version of an annotator wherever there is one, by its key, and ``["settled", NAME]`` tells
how much is settled.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from string import ascii_uppercase

from PySide6.QtCore import QKeyCombination, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from annotator.gui.adjudication.view import SettlingView
from annotator.gui.main_window import MainWindow


def main_window() -> MainWindow:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))


def receiver() -> QWidget:
    if QApplication.activeWindow() is None:  # what a window manager does when a window closes
        main_window().activateWindow()
        QTest.qWaitForWindowActive(main_window())
    popup = QApplication.activePopupWidget()
    focus = QApplication.focusWidget()
    found = focus if focus is not None else popup or QApplication.activeWindow()
    assert found is not None, "nothing has the focus"
    return found


def press(name: str) -> None:
    combination = QKeySequence(name)[0]
    assert isinstance(combination, QKeyCombination), name
    QTest.keyClick(receiver(), combination.key(), combination.keyboardModifiers())
    QApplication.processEvents()


def tell(name: str) -> None:
    window = main_window()
    session = window.workbench.session
    assert session is not None, "no article is open"
    selected = window.article.selected_span()
    seen = {
        "tell": name,
        "article": session.article.id,
        "file": session.article.file_name,
        "selected": selected.covered(session.text) if selected else None,
        "status": window._status.text,
        "statements": len(session.statements),
    }
    sys.stdout.write(json.dumps(seen) + "\n")
    sys.stdout.flush()


def settling() -> SettlingView:
    view = next(each for each in QApplication.allWidgets() if isinstance(each, SettlingView))
    view.activateWindow()
    QTest.qWaitForWindowActive(view)
    return view


def wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(12_000):
        if condition():
            return
        QTest.qWait(10)
    raise AssertionError("it did not come")


def wait_for_differences() -> None:
    view = settling()
    wait_until(lambda: view.queue is not None and not view.is_reading)
    wait_until(view.list.hasFocus)


def settle_as(who: str) -> None:
    """Press the key of the version that an annotator has, or that none is right, to the end."""
    view = settling()
    project = main_window().workbench.project
    assert project is not None
    name = next(each.id for each in project.annotators() if each.name == who)
    for _ in range(100):
        matter = view.matter
        if matter is None or matter.state not in ("open", "changed"):
            return
        letter = matter.letter_of(name)
        press("X" if letter is None else str(ascii_uppercase.index(letter) + 1))


def tell_settled(name: str) -> None:
    view = settling()
    queue = view.queue
    assert queue is not None
    kinds = Counter(each.kind for each in queue.matters)
    seen = {
        "tell": name,
        "told": view.bar.told,
        "status": view.status,
        "kinds": dict(kinds),
        "settled articles": queue.settled_articles,
    }
    sys.stdout.write(json.dumps(seen) + "\n")
    sys.stdout.flush()


def perform(line: list[str]) -> None:
    verb, *words = line
    if verb == "press":
        for word in words:
            press(word)
    elif verb == "type":
        for letter in words[0]:
            QTest.keyClick(receiver(), letter)
            QApplication.processEvents()
        assert isinstance(receiver(), QLineEdit), "typed into something else than a field"
    elif verb == "tell":
        tell(words[0])
    elif verb == "problem":
        text = main_window()._notice.text
        sys.stdout.write(json.dumps({"tell": words[0], "text": text}) + "\n")
        sys.stdout.flush()
    elif verb == "differences":
        wait_for_differences()
    elif verb == "settle as":
        settle_as(words[0])
    elif verb == "settled":
        tell_settled(words[0])
    elif verb == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif verb == "quit":
        QApplication.closeAllWindows()


def run_script(lines: list[list[str]]) -> None:
    try:
        for line in lines:
            perform(line)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(99)


def main() -> int:
    lines = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    real_exec = QApplication.exec

    def exec_with_script(*_: object) -> int:
        QTimer.singleShot(300, lambda: run_script(lines))
        return real_exec()

    QApplication.exec = exec_with_script  # type: ignore[method-assign,assignment]
    from annotator.cli import main as annotator

    return annotator(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
