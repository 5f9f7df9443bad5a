"""The view that lists what merged copies say differently, and takes one of the versions."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.annotations.edits import Change
from annotator.corpus.span import Span
from annotator.errors import AnnotatorError
from annotator.gui.jobs.awaited import Awaited
from annotator.gui.widgets.empty_state import EmptyState
from annotator.gui.widgets.plain import plain_label, plain_tooltip
from annotator.gui.workbench import Workbench
from annotator.project.together.joined import Conflict
from annotator.workflows.sharing.merging import OpenConflict, OpenConflicts, open_conflicts

_PLACE = Qt.ItemDataRole.UserRole


class ConflictsView(QWidget):
    """Lists when it is shown; Enter on a version takes it, a step that can be undone.

    Labels of others are counted and never shown.
    """

    passage_requested = Signal(str, object)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._awaited = Awaited(workbench, self)
        self._found: tuple[OpenConflict, ...] = ()
        self.summary = plain_label(parent=self, wrap=True)
        self.tree = QTreeWidget(self)
        self.empty = EmptyState(self)
        self.take = QPushButton(self.tr("&Take this version"), self)
        self.go = QPushButton(self.tr("&Show the passage"), self)
        self._pages = QStackedWidget(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.setAccessibleName(self.tr("Conflicts"))
        self.tree.setAccessibleName(self.tr("Records and their versions"))
        self.tree.setHeaderLabels([self.tr("What"), self.tr("By"), self.tr("When (UTC)")])
        self.tree.setUniformRowHeights(True)
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for page in (self.empty, self.tree):
            self._pages.addWidget(page)
        buttons = QHBoxLayout()
        buttons.addWidget(self.take)
        buttons.addWidget(self.go)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(self.summary)
        column.addWidget(self._pages, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.tree.itemActivated.connect(self._activate)
        self.tree.currentItemChanged.connect(self._enable)
        self.take.clicked.connect(self.take_version)
        self.go.clicked.connect(self.show_passage)
        self._awaited.arrived.connect(self._show)
        self._awaited.failed.connect(self._explain)
        workbench = self._workbench
        workbench.annotations_changed.connect(self._follow)
        for signal in (workbench.project_opened, workbench.annotator_changed):
            signal.connect(self._begin_anew)

    @property
    def is_listing(self) -> bool:
        """Whether a list is on its way."""
        return self._awaited.is_waiting

    def showEvent(self, event: QShowEvent) -> None:
        """List whenever it is looked at anew."""
        super().showEvent(event)
        if not event.spontaneous():
            self.list_conflicts()

    @Slot()
    def _begin_anew(self) -> None:
        if self.isVisible():
            self.list_conflicts()

    @Slot(object)
    def _follow(self, change: Change) -> None:
        """List anew where something is different that is listed."""
        listed = {each.conflict.target for each in self._found}
        if self.isVisible() and listed & {edit.target for edit in change.edits}:
            self.list_conflicts()

    def list_conflicts(self) -> None:
        """Read in the background which conflicts are open."""
        if self._workbench.project is None:
            return
        self._awaited.forget()
        self._awaited.begin(lambda project, _job: open_conflicts(project))

    @Slot(object)
    def _show(self, found: OpenConflicts) -> None:
        self._found = found.conflicts
        self.tree.clear()
        for place, each in enumerate(found.conflicts):
            self._add(place, each)
        others = self.tr("%1 more in labels of others, who settle them.")
        more = others.replace("%1", f"{found.others:,}") if found.others else ""
        if not found.conflicts:
            self._say(self.tr("No conflicts"), more or self.tr("Merged copies agree."))
            return
        told = self.tr("Both versions are kept; the first one holds until you take one.")
        self.summary.setText(f"{told} {more}".strip())
        self._pages.setCurrentWidget(self.tree)
        first = self.tree.model().index(0, 0)
        self.tree.setCurrentIndex(self.tree.model().index(0, 0, first))
        self.tree.setFocus()

    def _add(self, place: int, each: OpenConflict) -> None:
        words = each.words
        head = QTreeWidgetItem(self.tree, [f"{words.kind} {words.what}"])
        head.setData(0, _PLACE, (place, -1))
        for number, version in enumerate(words.versions):
            says = f"{version.says}{self.tr(' (holds)') if number == 0 else ''}"
            item = QTreeWidgetItem(head, [says, version.by, version.made])
            item.setToolTip(0, plain_tooltip(version.says))
            item.setData(0, _PLACE, (place, number))
        head.setExpanded(True)

    def _say(self, head: str, words: str) -> None:
        self.summary.clear()
        self.empty.show_words(head, words)
        self._pages.setCurrentWidget(self.empty)
        self._enable()
        self.empty.offer_first()

    @Slot(object)
    def _explain(self, error: object) -> None:
        if isinstance(error, AnnotatorError):
            self._say(self.tr("The conflicts could not be listed"), str(error))

    def _current(self) -> tuple[Conflict, int] | None:
        item = self.tree.currentItem()
        if item is None:
            return None
        place, number = item.data(0, _PLACE)
        return self._found[place].conflict, number

    @Slot()
    def _enable(self) -> None:
        current = self._current() if self._pages.currentWidget() is self.tree else None
        is_version = current is not None and current[1] >= 0
        self.take.setEnabled(is_version and not self._workbench.is_readonly)
        self.go.setEnabled(current is not None and current[0].article is not None)

    @Slot(QTreeWidgetItem, int)
    def _activate(self, _item: QTreeWidgetItem, _column: int) -> None:
        if self.take.isEnabled():
            self.take_version()

    @Slot()
    def take_version(self) -> None:
        """Let the version in focus hold."""
        current = self._current()
        if current is None or current[1] < 0:
            return
        conflict, number = current
        version = conflict.versions[number]
        change = self._workbench.carry_out(lambda project: project.take_version(conflict, version))
        if change is not None:
            self._workbench.message.emit(self.tr("One version was taken."))
            self.list_conflicts()

    @Slot()
    def show_passage(self) -> None:
        """Open the article of the conflict in focus in the main window."""
        current = self._current()
        if current is None or current[0].article is None:
            return
        record = current[0].record
        content = getattr(record, "content", None) or getattr(record, "span", None)
        span = content[0] if isinstance(content, tuple) and content else content
        self.passage_requested.emit(current[0].article, span if isinstance(span, Span) else None)
