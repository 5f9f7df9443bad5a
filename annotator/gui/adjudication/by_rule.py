"""Settling by rule what all say alike, or opening it again: first how many, then one action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.adjudication.queue import Queue
from annotator.errors import AnnotatorError
from annotator.gui.jobs.job_project import write_in_job
from annotator.gui.jobs.running import Job
from annotator.gui.widgets.plain import plain_label
from annotator.gui.workbench import Workbench
from annotator.plain_text import counted
from annotator.project import Project
from annotator.workflows.agreement import adjudicating
from annotator.workflows.agreement.adjudicating import RuleReport


class Rule(QObject):
    """Applies the rule in the background, also when nobody looks any more.

    ``ended`` carries the sentence about what was done.
    """

    ended = Signal(str)
    progressed = Signal(int, int, str)

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._job: Job | None = None
        self._opens = False

    @property
    def is_at_work(self) -> bool:
        """Whether it goes through the articles now."""
        return self._job is not None

    def begin(self, *, opens: bool) -> None:
        """Go through all articles, one step for each."""
        if self._job is not None or self._workbench.project is None:
            return
        self._opens = opens
        run: Callable[..., RuleReport] = (
            adjudicating.withdraw_unanimous if opens else adjudicating.accept_unanimous
        )

        def work(project: Project, job: Job) -> RuleReport:
            return run(project, progress=job.progress, cancelled=job.is_cancelled)

        self._job = write_in_job(self._workbench, work, done=self._done, failed=self._failed)
        self._job.progressed.connect(self.progressed)

    @Slot()
    def cancel(self) -> None:
        """Stop; articles that were gone through until then stay settled."""
        if self._job is not None:
            self._job.cancel()

    @Slot(object)
    def _done(self, report: object) -> None:
        assert isinstance(report, RuleReport)
        self._job = None
        words = self.tr("Opened again: %1 in %2.")
        if not self._opens:
            words = self.tr("Accepted: %1 in %2.")
        articles = counted(report.articles, "article")
        told = words.replace("%1", f"{report.things:,}").replace("%2", articles)
        self.ended.emit(told)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._job = None
        self.ended.emit(str(error))
        if not isinstance(error, AnnotatorError):
            self._workbench.jobs.unexpected.emit(error)


class ByRuleDialog(QDialog):
    """Tells how much would be settled or opened; nothing changes before the button is pressed."""

    def __init__(self, rule: Rule, queue: Queue, parent: QWidget, *, opens: bool = False) -> None:
        super().__init__(parent)
        self._rule = rule
        self._opens = opens
        title = self.tr("Open again") if opens else self.tr("Accept what all agree on")
        self.setWindowTitle(title)
        self._told = plain_label(_preview(queue, opens=opens), self, wrap=True)
        self._bar = QProgressBar(self)
        self._bar.setAccessibleName(self.tr("How far it is"))
        self._bar.hide()
        self.go = QPushButton(self.tr("Open &again") if opens else self.tr("&Accept"), self)
        self.leave = QPushButton(self.tr("Cancel"), self)
        self.go.setEnabled(bool(_count(queue, opens=opens)) and not rule.is_at_work)
        self._lay_out()
        self.go.clicked.connect(self.begin)
        self.leave.clicked.connect(self.reject)
        rule.progressed.connect(self._progress)
        rule.ended.connect(self.accept)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.go)
        row.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.addWidget(self._told)
        column.addWidget(self._bar)
        column.addLayout(row)
        self.setMinimumWidth(460)
        (self.go if self.go.isEnabled() else self.leave).setFocus()

    @property
    def told(self) -> str:
        """What the dialog says."""
        return self._told.text()

    @Slot()
    def begin(self) -> None:
        """Do it, in the background."""
        self.go.setEnabled(False)
        self._bar.show()
        self._rule.begin(opens=self._opens)

    @Slot(int, int, str)
    def _progress(self, done: int, total: int, _what: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def done(self, result: int) -> None:
        """Close; what is on its way is stopped, and what was settled until then stays so."""
        self._rule.cancel()
        super().done(result)


def _count(queue: Queue, *, opens: bool) -> int:
    counted = _counted(queue, opens=opens)
    return counted["things"] or counted["empty"]


def _counted(queue: Queue, *, opens: bool) -> Counter[str]:
    """Count things that the rule is about, their articles, and articles without anything."""
    counted = Counter[str]()
    for each in queue.articles.values():
        number = each.accepted if opens else each.agreed
        counted["things"] += number
        counted["articles"] += bool(number)
        counted["empty"] += not each.matters and not each.agreed and not each.accepted
    return counted


def _preview(queue: Queue, *, opens: bool) -> str:
    """Return in words how many things in how many articles the rule is about."""
    return _words(_counted(queue, opens=opens), opens=opens)


def _words(found: Counter[str], *, opens: bool) -> str:
    if not found["things"] and not found["empty"]:
        if opens:
            return _tr("Nothing was accepted by rule.")
        return _tr("Nothing waits here: all that annotators agree on is accepted already.")
    if opens:
        words = _tr(
            "Statements, entities and labels that were accepted because all annotators say the "
            "same: %1 in %2. They are opened again; what you decided or edited since stays."
        )
    else:
        words = _tr(
            "Statements, entities and labels that are the same with all annotators: %1 in %2. "
            "They are settled as they are, with a note that the rule did it. The same menu opens "
            "them again, all at once or one by one."
        )
    told = words.replace("%1", f"{found['things']:,}")
    told = told.replace("%2", counted(found["articles"], "article"))
    if found["empty"]:
        nothing = _tr("In %1 nobody found anything.")
        told += " " + nothing.replace("%1", counted(found["empty"], "article"))
    return told


def _tr(text: str) -> str:
    return QCoreApplication.translate("ByRule", text)
