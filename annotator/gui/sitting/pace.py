"""How today's work goes, in a few words at the end of the status line."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QLabel

from annotator.annotations.active_time import IDLE_AFTER
from annotator.annotations.edits import Change
from annotator.annotations.model import Progress
from annotator.gui.jobs.after_paint import AfterPaint
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
        self._since: datetime | None = None
        self._done: set[str] = set()
        self._later = AfterPaint(self, self.refresh)
        timing.kept.connect(self._later.start)
        for signal in (
            workbench.project_opened,
            workbench.project_closed,
            workbench.annotator_changed,
        ):
            signal.connect(self._begin)
        workbench.annotations_changed.connect(self._changed)
        self.hide()

    def _begin(self) -> None:
        self._since = None
        self._later.start()

    def _changed(self, change: Change) -> None:
        """Take in what became done, or is not done after all."""
        for edit in change.edits:
            if isinstance(edit.record, Progress):
                self._done.discard(edit.record.article)
                if isinstance(edit.after, Progress) and edit.after.status == "done":
                    self._done.add(edit.after.article)
                self._later.start()

    def refresh(self) -> None:
        """Read how today goes."""
        project = self._workbench.project
        self.setVisible(project is not None)
        if project is None:
            return
        midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        is_new = self._since != midnight
        read = project.work_done if is_new else project.active_since
        found = self._workbench.attempt(lambda: read(midnight))
        if found is None:
            return
        if is_new:
            self._since, self._done = midnight, set(found.done)
        done = self.tr("%1 done").replace("%1", str(len(self._done)))
        self.setText(
            self.tr("Today %1 · %2").replace("%1", spent(found.seconds)).replace("%2", done)
        )
        self.setToolTip(plain_tooltip(self._tip(found.seconds, found.articles, len(self._done))))
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
