"""How today's work goes, in a few words at the end of the status line."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel

from annotator.annotations.active_time import IDLE_AFTER
from annotator.annotations.edits import Change
from annotator.annotations.model import Progress
from annotator.gui.jobs.after_paint import AfterPaint
from annotator.gui.jobs.awaited import Awaited
from annotator.gui.sitting.timing import Timing
from annotator.gui.widgets.plain import plain_tooltip
from annotator.gui.workbench import Workbench

if TYPE_CHECKING:
    from annotator.project.model import WorkDone

_AT_ONCE = 20_000  # events of today that are read in some ten milliseconds


class Pace(QLabel):
    """Tells the active time of today and how many articles became done; nothing is judged."""

    def __init__(self, workbench: Workbench, timing: Timing) -> None:
        super().__init__()
        self._workbench = workbench
        self.setObjectName("pace")
        self.setAccessibleName(self.tr("Today"))
        self._since: datetime | None = None
        self._asked: datetime | None = None
        self._done: set[str] = set()
        self._meanwhile: dict[str, bool] = {}  # what changed while the day is read
        self._reading = Awaited(workbench, self)
        self._later = AfterPaint(self, self.refresh)
        timing.kept.connect(self._later.start)
        self._reading.arrived.connect(self._arrive)
        for signal in (
            workbench.project_opened,
            workbench.project_closed,
            workbench.annotator_changed,
        ):
            signal.connect(self._begin)
        workbench.annotations_changed.connect(self._changed)
        self.hide()

    def _begin(self) -> None:
        self._reading.forget()
        self._since = None
        self._later.start()

    def _changed(self, change: Change) -> None:
        """Take in what became done, or is not done after all."""
        for edit in change.edits:
            if isinstance(edit.record, Progress):
                after = edit.after
                is_done = isinstance(after, Progress) and after.status == "done"
                self._note(edit.record.article, is_done=is_done)
                self._later.start()

    def _note(self, article: str, *, is_done: bool) -> None:
        if self._reading.is_waiting:
            self._meanwhile[article] = is_done
        if is_done:
            self._done.add(article)
        else:
            self._done.discard(article)

    def refresh(self) -> None:
        """Read how today goes; where very much came in today, in the background."""
        project = self._workbench.project
        self.setVisible(project is not None)
        if project is None or self._reading.is_waiting:
            return
        midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        if self._since == midnight:
            found = self._workbench.attempt(lambda: project.active_since(midnight))
            if found is not None:
                self._tell(found)
            return
        events = self._workbench.attempt(lambda: project.events_since(midnight))
        if events is None:
            return
        self._asked = midnight
        self._meanwhile.clear()
        if events > _AT_ONCE:
            self._reading.begin(lambda reading, _job: reading.work_done(midnight))
        else:
            self._take(self._workbench.attempt(lambda: project.work_done(midnight)))

    @Slot(object)
    def _arrive(self, found: WorkDone) -> None:
        self._take(found)
        self._later.start()  # more time may be stored by now

    def _take(self, found: WorkDone | None) -> None:
        """Begin to count from what was read of the day, and what changed in the meantime."""
        if found is None:
            return
        self._since, self._done = self._asked, set(found.done)
        for article, is_done in self._meanwhile.items():
            self._note(article, is_done=is_done)
        self._tell(found)

    def _tell(self, found: WorkDone) -> None:
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
