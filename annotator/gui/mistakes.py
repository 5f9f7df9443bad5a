"""The one place where mistakes of the program arrive: logged, shown with details to copy."""

from __future__ import annotations

import contextlib
import platform
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator import __version__, paths
from annotator.errors import AnnotatorError
from annotator.gui.messages import Problems
from annotator.gui.widgets.plain import plain_label, without_icons


class Mistakes(QObject):
    """Takes every exception that nobody expected, from any thread, while it is installed."""

    _happened = Signal(str, str)

    def __init__(self, problems: Problems, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems = problems
        self._before = sys.excepthook
        self._thread_before = threading.excepthook
        self._told: set[str] = set()
        self.dialog: MistakeDialog | None = None
        self._happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Begin to take exceptions."""
        sys.excepthook = self.take
        threading.excepthook = self._take_from_thread

    def uninstall(self) -> None:
        """Let exceptions go where they went before."""
        sys.excepthook = self._before
        threading.excepthook = self._thread_before

    def take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Show and log an exception; one a person can act on is told as a problem instead."""
        if isinstance(error, KeyboardInterrupt):
            QApplication.closeAllWindows()
        elif isinstance(error, AnnotatorError):
            self._problems.tell(error)
        else:
            self._log_and_show("".join(traceback.format_exception(kind, error, trace)))

    def _take_from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.take(args.exc_type, args.exc_value, args.exc_traceback)

    def _log_and_show(self, details: str) -> None:
        """Log at once, in whatever thread this is: the program may be about to end."""
        if details in self._told:
            return
        self._told.add(details)
        text = f"{_facts()}\n\n{details}"
        log = _log(text)
        self._happened.emit(text, str(log) if log is not None else "")

    @Slot(str, str)
    def _show(self, text: str, log: str) -> None:
        self.dialog = MistakeDialog(text, Path(log) if log else None, QApplication.activeWindow())
        self.dialog.show()


class MistakeDialog(QDialog):
    """Says that the program made a mistake, what is safe, and gives the details to copy."""

    def __init__(self, details: str, log: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("A mistake of the program"))
        self.setModal(False)
        self._details = details
        text = QPlainTextEdit(details, self)
        text.setReadOnly(True)
        text.setAccessibleName(self.tr("Details"))
        copy = QPushButton(self.tr("Copy details"), self)
        copy.clicked.connect(self.copy)
        buttons = without_icons(QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self))
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(plain_label(self._words(log), self, wrap=True))
        column.addWidget(text)
        column.addWidget(buttons)
        self.resize(640, 400)

    def _words(self, log: Path | None) -> str:
        words = self.tr(
            "The program made a mistake. Everything you did before is stored. You can go on; "
            "if the window behaves oddly, close it and start again."
        )
        if log is None:
            return words
        return words + " " + self.tr("Details are in %1.").replace("%1", str(log))

    def copy(self) -> None:
        """Copy the details."""
        QGuiApplication.clipboard().setText(self._details)


def _facts() -> str:
    qt = PySide6.__version__
    return (
        f"annotator {__version__}, Python {platform.python_version()}, PySide6 {qt}, {sys.platform}"
    )


def _log(text: str) -> Path | None:
    """Write a mistake to the folder of logs; return where, or None where that is not possible."""
    log = paths.logs() / f"mistake-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.txt"
    with contextlib.suppress(OSError):
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(text, encoding="utf-8")
        return log
    return None
