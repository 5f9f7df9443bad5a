"""Runs the real ``main([...])`` and presses keys in its window, as a script file says.

    python pressing.py SCRIPT.json COMMAND...

The script is a list of: ``["press", "Ctrl+Shift+Right", "s"...]`` (Qt's names of keys),
``["type", "words"]``, ``["tell", NAME]`` (print what is open, as a line of JSON), ``["problem",
NAME]`` (print the problem on show), ``["kill"]`` (no chance to clean up) and ``["quit"]``. Keys go
to whatever has the focus, popups first.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from pathlib import Path

from PySide6.QtCore import QKeyCombination, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

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
