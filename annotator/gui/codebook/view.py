"""The codebook editor: the entries of a section, and beside them all fields of the one in focus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from annotator.annotations.edits import Change, RecordKind
from annotator.codebook.changing import AddEntry, MergeEntries, MoveEntry
from annotator.codebook.model import LABEL_SECTIONS, Section
from annotator.errors import AnnotatorError
from annotator.gui.actors.wording import listed
from annotator.gui.codebook import asking
from annotator.gui.codebook.commands import MENU, codebook_editor_commands
from annotator.gui.codebook.desk import CodebookDesk
from annotator.gui.codebook.detail import EntryDetail
from annotator.gui.codebook.entries import (
    SHOWN_SECTIONS,
    WITH_KEYS,
    EntryRow,
    ShownSection,
    is_of_pages,
    new_entry,
    rows_of,
    section_title,
)
from annotator.gui.codebook.preview import Preview, PreviewDialog, Question
from annotator.gui.codebook.table import EntriesTable
from annotator.gui.jobs.awaited import Awaited
from annotator.gui.jobs.running import Job
from annotator.gui.widgets import asking as asking_names
from annotator.gui.widgets.plain import plain_label
from annotator.gui.widgets.side_window import SideWindow, in_tab_order
from annotator.gui.workbench import Workbench
from annotator.project import Project

_COUNTED: tuple[RecordKind, ...] = ("codebook_part", "mention", "statement", "article_label")
_LIST_BUTTONS = ("add", "merge", "split", "retire", "restore")
_FILE_BUTTONS = ("import", "export")


def _reading_counts(project: Project, _job: Job) -> dict[tuple[str, str], int]:
    return dict(project.label_counts())


class CodebookView(SideWindow):
    """Shows what a project labels with and changes it; each gesture is one step, told before.

    How often a label is given counts everybody's annotations together, and shows nobody's.
    """

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self._desk = CodebookDesk(workbench, self)
        self._counts: dict[tuple[str, str], int] | None = None
        self._is_old = True
        self._counting = Awaited(workbench, self)
        self.sections = QTabBar(self)
        self.table = EntriesTable(self)
        self.detail = EntryDetail(self._desk, self)
        self._name = plain_label(parent=self)
        self._make_actions()
        self._store = self.button("codebook_editor.store")
        self._discard = QPushButton(self.tr("Discard"), self)
        self._lay_out()
        self._listen()
        self._begin_anew()

    # Putting together

    def _make_actions(self) -> None:
        hint = self.tr(
            "Enter edits · {codebook_editor.store} stores · {codebook_editor.merge} merges those"
            " selected · {codebook_editor.next_section} shows the next section"
        )
        commands, title = codebook_editor_commands(self), self.tr("&Codebook")
        self.offer(commands, menu=MENU, title=title, hint=hint, reading=[self.table])

    def _lay_out(self) -> None:
        for section in SHOWN_SECTIONS:
            self.sections.addTab(section_title(section))
        self.sections.setAccessibleName(self.tr("Sections of the codebook"))
        self.sections.setExpanding(False)
        self.sections.setDrawBase(False)
        self._discard.setAutoDefault(False)
        self._discard.setToolTip(self.tr("Show again what is stored for this entry"))
        files = [self.button(f"codebook_editor.{each}") for each in _FILE_BUTTONS]
        gestures = [self.button(f"codebook_editor.{each}") for each in _LIST_BUTTONS]
        self._gestures = gestures
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        self.table.setMinimumWidth(280)
        split.addWidget(_column(self.table, _row(*gestures)))
        split.addWidget(_column(self.detail, _row(self._store, self._discard)))
        split.setStretchFactor(0, 1)
        split.setSizes([540, 420])
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 8, 8, 0)
        inner.addLayout(_row(self._name, *files, first_grows=True))
        inner.addWidget(self.sections)
        inner.addWidget(split, 1)
        self.lay_out(inner, name=self.tr("Codebook"))
        in_tab_order(*files, self.sections, self.table, *gestures, self.detail)

    def _listen(self) -> None:
        self.sections.currentChanged.connect(lambda _place: self._reload())
        self.table.current_changed.connect(self._show_current)
        self.table.entered.connect(self.detail.begin_writing)
        self.detail.drafted.connect(self._show_drafts)
        self._discard.clicked.connect(self.detail.discard)
        self._desk.said.connect(self.say)
        self._counting.arrived.connect(self._take_counts)
        self._counting.failed.connect(self.explain)
        workbench = self._workbench
        workbench.annotations_changed.connect(self._refresh)
        for signal in (workbench.project_opened, workbench.project_closed):
            signal.connect(self._begin_anew)

    # What is shown

    @property
    def section(self) -> ShownSection:
        """The section that is shown."""
        return SHOWN_SECTIONS[max(self.sections.currentIndex(), 0)]

    @property
    def is_reading(self) -> bool:
        """Tell whether uses are still being counted."""
        return self._counting.is_waiting

    def go_to(self, section: ShownSection, entry_id: str) -> None:
        """Put an entry in focus."""
        self.sections.setCurrentIndex(SHOWN_SECTIONS.index(section))
        self.table.go_to(entry_id)

    @Slot()
    def _begin_anew(self) -> None:
        self._counts = None
        self._counting.forget()
        kept = self.detail.begin_anew()
        self._reload()
        if kept:
            self.say(self.tr("Not stored yet since last time: %1.").replace("%1", self._drafted()))
        self._count_soon()

    def _reload(self) -> None:
        """Show the codebook as it is now; the same entries stay in focus and selected."""
        codebook, section = self._desk.codebook, self.section
        rows = () if codebook is None else rows_of(codebook, section, self._counts)
        self.table.show_rows(
            rows, with_keys=section in WITH_KEYS, with_uses=not is_of_pages(section)
        )
        for button in self._gestures:
            button.setVisible(not is_of_pages(section))
        named = "" if codebook is None else f"{codebook.title or codebook.id} · {codebook.version}"
        self._name.setText(named)
        self._show_drafts()

    @Slot(str)
    def _show_current(self, entry_id: str) -> None:
        self.detail.show_entry(self.section, self.table.row_of(entry_id))
        self._show_drafts()

    @Slot()
    def _show_drafts(self) -> None:
        drafts = self.detail.drafts_in(self.section)
        self.table.mark_drafts(drafts)
        is_draft = self.table.current in drafts
        self._discard.setEnabled(is_draft)
        self._store.setEnabled(is_draft and not self._desk.is_readonly)

    def _drafted(self) -> str:
        """Return in words about what something is typed that is not stored."""
        codebook, names = self._desk.codebook, []
        for section in SHOWN_SECTIONS if codebook is not None else ():
            drafts = self.detail.drafts_in(section)
            rows = () if codebook is None else rows_of(codebook, section, None)
            names += [each.label for each in rows if each.entry.id in drafts]
        return listed(names, most=4)

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if change.touches("codebook_part"):
            self._reload()
        if any(change.touches(each) for each in _COUNTED):
            self._count_soon()

    def _count_soon(self) -> None:
        """Count again in the background; one count at a time, however long it takes."""
        self._is_old = True
        if self.isVisible() and self._workbench.project is not None and not self.is_reading:
            self._is_old = False
            self._counting.begin(_reading_counts)

    @Slot(object)
    def _take_counts(self, counts: object) -> None:
        if isinstance(counts, dict) and counts != self._counts:
            self._counts = counts
            self._reload()
        if self._is_old:
            self._count_soon()

    # What a person does

    def next_section(self) -> None:
        """Show the next section, after the last the first."""
        self.sections.setCurrentIndex((self.sections.currentIndex() + 1) % self.sections.count())

    def previous_section(self) -> None:
        """Show the section before, before the first the last."""
        self.sections.setCurrentIndex((self.sections.currentIndex() - 1) % self.sections.count())

    def add_entry(self) -> None:
        """Ask what a new entry is called; everything else is said afterwards."""
        if self._entries_section() is None:
            return
        words = self.tr("What is it called? The rest is said afterwards; no label is changed.")
        asking_names.ask_for_name(self, self.tr("Add an entry"), words, (), self._add)

    def _entries_section(self) -> Section | None:
        """Return the section that is shown; None, with a word why, where it has no entries."""
        section = self.section
        if is_of_pages(section):
            self.say(self.tr("These pages are always the same: only their fields change."))
            return None
        return cast(Section, section)

    def _add(self, label: str) -> None:
        codebook, section = self._desk.codebook, self._entries_section()
        if codebook is None or section is None or not label:
            return
        entry = new_entry(codebook, section, label)
        if self._desk.change((AddEntry(section, entry),)) is not None:
            self.table.go_to(entry.id)
            self.detail.begin_writing()

    def store(self) -> None:
        """Ask before what is typed about the entry in focus is stored."""
        section, row = self.section, self.table.row_of(self.table.current)
        codebook, fields = self._desk.codebook, self.detail.changed_fields()
        if codebook is None or row is None or not fields:
            self.say(self.tr("Nothing is changed at the entry in focus."))
            return

        def then(preview: Preview) -> None:
            if self._desk.change(preview.changes) is not None:
                self.detail.forget_draft(section, row.entry.id)
                self._reload()

        self._ask(asking.storing(codebook, section, row, fields), then)

    def merge(self) -> None:
        """Ask which of the selected entries, or values of an article label, stays."""
        section = self._entries_section()
        if section == "article_labels":
            self._merge_values()
            return
        rows = self._offered(self.table.selected)
        if section is None:
            return
        if len(rows) < 2:
            self.say(self.tr("Select two or more entries that are offered: Ctrl with a click."))
            return
        self._ask(asking.merging(section, rows), self._merge)

    def _merge_values(self) -> None:
        row = self.table.row_of(self.table.current)
        chosen = self.detail.selected_values
        if row is None or len(chosen) < 2:
            self.say(self.tr("Select two or more values that are stored, beside the list."))
            return
        if row.entry.id in self.detail.drafts_in("article_labels"):
            self.say(self.tr("Store what is typed about “%1” first.").replace("%1", row.label))
            return
        self._ask(asking.merging_values(row, chosen), self._change)

    def _merge(self, preview: Preview) -> None:
        self._change(preview)
        for each in preview.changes:
            if isinstance(each, MergeEntries):
                self.table.go_to(each.into)

    def split(self) -> None:
        """Ask among which others people choose where the entry in focus was given."""
        row = self.table.row_of(self.table.current)
        codebook, section = self._desk.codebook, self._entries_section()
        if section is None:
            return
        if row is None or codebook is None or row.is_former or section not in LABEL_SECTIONS:
            self.say(self.tr("Choose a label of the text that is offered; others are not split."))
            return
        rows = rows_of(codebook, section, self._counts)
        others = [each for each in self._offered(rows) if each.entry.id != row.entry.id]
        self._ask(asking.splitting(section, row, others), self._change)

    def retire(self) -> None:
        """Ask before the selected entries are not offered any more."""
        section = self._entries_section()
        if section is None:
            return
        rows = self._offered(self.table.selected)
        if not rows:
            self.say(self.tr("Nothing selected is offered now."))
            return
        self._ask(asking.retiring(section, rows), self._change)

    def restore(self) -> None:
        """Ask before the selected entries are offered again."""
        section = self._entries_section()
        if section is None:
            return
        rows = [each for each in self.table.selected if each.is_former]
        if not rows:
            self.say(self.tr("Everything selected is offered already."))
            return
        self._ask(asking.restoring(section, rows), self._change)

    def move_up(self) -> None:
        """Let the entry in focus stand one place higher."""
        self._move(-1)

    def move_down(self) -> None:
        """Let the entry in focus stand one place lower."""
        self._move(1)

    def _move(self, step: int) -> None:
        codebook, current = self._desk.codebook, self.table.current
        section = self._entries_section()
        if codebook is None or section is None:
            return
        entries = [each.id for each in getattr(codebook, section)]
        place = entries.index(current) + step if current in entries else -1
        if 0 <= place < len(entries):
            self._desk.change((MoveEntry(section, current, place),))

    def import_file(self) -> None:
        """Ask for a codebook file and show what taking it does."""
        path = asking_names.ask_for_codebook(self, self._folder())
        if path is not None:
            words = self.tr("Take the codebook %1").replace("%1", path.name)
            self._ask(asking.taking(path), lambda found: self._desk.change(found.changes, words))

    def export_file(self) -> None:
        """Write the codebook to a file."""
        from annotator.workflows.codebook_files import export_codebook

        project = self._workbench.project
        if project is None:
            return
        proposed = self._folder() / f"{project.codebook.id}.yaml"
        title, pattern = self.tr("Export the codebook"), self.tr("Codebooks (*.yaml)")
        path = asking_names.ask_where_to_write(self, title, proposed, pattern)
        if path is None:
            return
        try:
            export_codebook(project, path)
        except AnnotatorError as problem:
            self.say(str(problem))
            return
        self.say(self.tr("Wrote %1.").replace("%1", str(path)))

    def undo(self) -> None:
        """Take back the last change."""
        self._desk.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self._desk.redo()

    def _folder(self) -> Path:
        project = self._workbench.project
        return Path.home() if project is None else project.path.parent

    def _offered(self, rows: Sequence[EntryRow]) -> list[EntryRow]:
        return [each for each in rows if not each.is_former]

    def _change(self, preview: Preview) -> None:
        self._desk.change(preview.changes)

    def _ask(self, question: Question, then: Callable[[Preview], object]) -> None:
        if self._workbench.project is None:
            return
        self.open_dialog(PreviewDialog(question, self._workbench, self, then=then))

    # What Qt calls

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remind in the main window of what is not stored; it is kept."""
        super().closeEvent(event)
        if drafted := self._drafted():
            words = self.tr("Typed and not stored in the codebook: %1. It is kept in the editor.")
            self._workbench.message.emit(words.replace("%1", drafted))

    def showEvent(self, event: QShowEvent) -> None:
        """Count what may have changed while nobody looked."""
        super().showEvent(event)
        self._reload()
        self._count_soon()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _row(*widgets: QWidget, first_grows: bool = False) -> QHBoxLayout:
    row = QHBoxLayout()
    for place, widget in enumerate(widgets):
        row.addWidget(widget, int(first_grows and place == 0))
    if not first_grows:
        row.addStretch()
    return row


def _column(above: QWidget, below: QHBoxLayout) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(above, 1)
    column.addLayout(below)
    return box
