"""Starts the window and ends with its exit code."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from annotator import paths
from annotator.gui.jobs.after_paint import AfterPaint
from annotator.gui.main_window import MainWindow
from annotator.gui.mistakes import Mistakes
from annotator.gui.settings import Settings
from annotator.gui.workbench import Workbench

_TURN = 0.0005  # seconds; Python's own 0.005 add up when the window and a job take turns


def run_window(project_path: Path | None, *, annotator: str | None = None) -> int:
    """Open the window on a project and return its exit code when it is closed.

    Without a path the project used last is opened, at the first start the sample project.
    """
    application = make_application()
    workbench = Workbench()
    mistakes = Mistakes(workbench.problems)
    mistakes.install()
    try:
        window = MainWindow(workbench, Settings())
        # The program ends with this window, also where the guide is still open.
        application.setQuitOnLastWindowClosed(False)
        window.closed.connect(application.quit)
        with ExitStack() as ends:
            heeding = AfterPaint(window, lambda: ends.enter_context(_stopped_by_signals(window)))
            heeding.start()
            open_first_project(window, project_path, annotator=annotator)
            window.show()
            show_guide_at_first_start(window)
            stay_at_hand()
            return application.exec()
    finally:
        workbench.finish()
        mistakes.uninstall()


_RARELY = 100_000, 50, 100
"""New objects until the youngest are collected, and how many times that until the older ones."""


def stay_at_hand() -> None:
    """Keep the window quick, also while a job works in another thread.

    The interpreter goes to the window again after half a millisecond, and what has been made until
    now is not looked through at each collection of garbage, which would take a tenth of a second.
    Collections are rare, so that opening a large article does not set off several: records are
    plain values that refer to one another in no circle and go without one. What collects is
    :class:`~annotator.gui.tidying.Tidying`, in the thread of the window and in no other.
    """
    sys.setswitchinterval(_TURN)
    gc.freeze()
    gc.set_threshold(*_RARELY)
    gc.disable()


def make_application() -> QApplication:
    """Return the application, made if there is none, with its name and icon."""
    known = QApplication.instance()
    application = known if isinstance(known, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("annotator")
    application.setDesktopFileName("annotator")
    application.setWindowIcon(QIcon(str(paths.resources() / "icons" / "annotator.svg")))
    return application


def open_first_project(
    window: MainWindow, project_path: Path | None, *, annotator: str | None
) -> None:
    """Open the project that was asked for, else the one used last, else the sample.

    Where the one used last cannot be opened, the window says why: the sample in its place would
    look as if the work was gone.
    """
    if project_path is not None:
        window.projects.open(project_path, annotator=annotator)
    elif window.projects.last() is not None:
        window.projects.open_last(annotator)
    else:
        window.projects.open_sample(annotator)


def show_guide_at_first_start(window: MainWindow) -> None:
    """Show the guide once by itself."""
    if not window.settings.guide_seen:
        window.settings.guide_seen = True
        window.helping.show_guide()


@contextmanager
def _stopped_by_signals(window: MainWindow) -> Iterator[None]:
    """Close the window on Ctrl+C in the terminal and on a polite end from outside.

    Python runs its handlers only when the interpreter runs; a socket wakes Qt's loop for it.
    """
    import socket

    reading, writing = socket.socketpair()
    for end in (reading, writing):
        end.setblocking(False)
    old_fd = signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
    notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: reading.recv(64))
    kinds = (signal.SIGINT, signal.SIGTERM)
    old = {kind: signal.signal(kind, lambda _number, _frame: window.close()) for kind in kinds}
    try:
        yield
    finally:
        for kind, handler in old.items():
            signal.signal(kind, handler)
        signal.set_wakeup_fd(old_fd)
        notifier.setEnabled(False)
        reading.close()
        writing.close()
