"""How today's work goes, in a few words at the end of the status line."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from annotator.annotations.active_time import IDLE_AFTER
from annotator.annotations.edits import Change
from annotator.annotations.model import Progress
from annotator.gui.sitting.timing import Timing
from annotator.gui.widgets.plain import plain_tooltip
from annotator.gui.workbench import Workbench


class Pace(QLabel):
    """Tells the active time of today and how many articles became done; nothing is judged."""

    def __init__(self, workbench: Workbench, timing: Timing) -> None:
        super().__init__()
        self._workbench = workbench
        self.setObjectName("pace")
        self.setAccessibleName(self.tr("Today"))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.refresh)
        timing.kept.connect(self._later.start)
        workbench.project_opened.connect(self._later.start)
        workbench.project_closed.connect(self._later.start)
        workbench.annotator_changed.connect(self._later.start)
        workbench.annotations_changed.connect(self._changed)
        self.hide()

    def _changed(self, change: Change) -> None:
        if any(isinstance(edit.record, Progress) for edit in change.edits):
            self._later.start()

    def refresh(self) -> None:
        """Read how today goes."""
        project = self._workbench.project
        self.setVisible(project is not None)
        if project is None:
            return
        midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        found = self._workbench.attempt(lambda: project.work_done(midnight))
        if found is None:
            return
        done = self.tr("%1 done").replace("%1", str(found.done))
        self.setText(
            self.tr("Today %1 · %2").replace("%1", spent(found.seconds)).replace("%2", done)
        )
        self.setToolTip(plain_tooltip(self._tip(found.seconds, found.articles, found.done)))
        self.setAccessibleDescription(self.text())

    def _tip(self, seconds: int, articles: int, done: int) -> str:
        words = self.tr("Active on %1 today. Pauses count up to %2 minutes.")
        one = self.tr("1 article") if articles == 1 else self.tr("%1 articles")
        words = words.replace("%1", one.replace("%1", str(articles)))
        words = words.replace("%2", str(IDLE_AFTER // 60))
        if done:
            each = self.tr(" %1 for each that became done.")
            words += each.replace("%1", spent(seconds // done))
        return words


def spent(seconds: int) -> str:
    """Return a time as "12 min" or "1 h 05 min"; minutes are rounded down."""
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min"
