"""Collects garbage in quiet moments, and in the thread of the window alone."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer

from annotator.gui.workbench import Workbench

_PAUSE = 800
"""Milliseconds after an article was opened, when its first marks are being read."""
_OFTEN = 1000
"""Milliseconds between two looks whether a collection is due."""


class Tidying(QObject):
    """Collects what Python's own collection would, while that is off (``gc.disable``).

    By itself Python collects in whichever thread makes the next object. In the thread of a job it
    would take widgets apart that the window still has events for, which ends the program.

    What an article brought along is looked through once it is on the screen. Its records are no
    garbage, but they are counted: with some more, the collection would come while another article
    is opened.
    """

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        self._soon, self._often = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(_collect_youngest)
        self._often.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._often.setInterval(_OFTEN)
        self._often.timeout.connect(_collect_what_is_due)
        self._often.start()
        workbench.article_opened.connect(lambda _article_id: self._soon.start())


def _collect_youngest() -> None:
    gc.collect(0)


def _collect_what_is_due() -> None:
    if gc.isenabled():
        return
    counts, most = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > most[generation]:
            gc.collect(generation)
            return
