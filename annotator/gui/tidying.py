"""Collects garbage in a quiet moment, so that no key has to wait for it."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

from annotator.gui.workbench import Workbench

_PAUSE = 800
"""Milliseconds after an article was opened, when its first marks are being read."""


class Tidying(QObject):
    """Looks through what an article brought along once it is on the screen.

    Its records are no garbage, but they are counted: with some more, the collection would come
    while another article is opened, or while a key waits.
    """

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(_collect_youngest)
        workbench.article_opened.connect(lambda _article_id: self._soon.start())


def _collect_youngest() -> None:
    if gc.isenabled():
        gc.collect(0)
