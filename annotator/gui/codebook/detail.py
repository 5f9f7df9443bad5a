"""The entry in focus with all its fields; what is typed is a draft until it is stored."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from annotator.codebook.model import Section
from annotator.gui.codebook.desk import CodebookDesk
from annotator.gui.codebook.entries import (
    EntryField,
    EntryRow,
    fields_of,
    typed_value,
    values_of,
)
from annotator.gui.codebook.fields import DraftBox, DraftField, DraftLine, DraftText
from annotator.gui.statements.pieces import LabelledRow, clear, heading, muted
from annotator.gui.statements.tab_order import chain_tab_order, show_all

_Key = tuple[Section, str]
_TALL = ("text", "lines")


class EntryDetail(QWidget):
    """Shows one entry and keeps what is typed about each, until it is stored or taken back."""

    drafted = Signal()

    def __init__(self, desk: CodebookDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._drafts: dict[_Key, dict[str, str]] = {}
        self._shown: tuple[Section, EntryRow] | None = None
        self._built: tuple[EntryField, ...] = ()
        self._fields: dict[str, DraftField] = {}
        self._title = heading("")
        self._title.setWordWrap(True)
        self._about = muted("")
        self._column = QVBoxLayout()
        self._lay_out()

    def _lay_out(self) -> None:
        self.setAccessibleName(self.tr("Entry"))
        self._column.setContentsMargins(0, 4, 6, 0)
        inside = QWidget()
        inside.setLayout(self._column)
        area = QScrollArea(self)
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 4, 4, 4)
        outer.addWidget(self._title)
        outer.addWidget(self._about)
        outer.addWidget(area, 1)

    def field(self, name: str) -> DraftField:
        """Return the field of that name in the codebook."""
        return self._fields[name]

    def begin_writing(self) -> None:
        """Go to the first field."""
        for field in list(self._fields.values())[:1]:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Drop every draft: another project is open."""
        self._drafts.clear()

    def drafts_in(self, section: Section) -> frozenset[str]:
        """Return the entries of a section about which something is typed and not stored."""
        return frozenset(name for at, name in self._drafts if at == section)

    def discard(self) -> None:
        """Drop what is typed about the entry in focus."""
        if self._shown is not None:
            section, row = self._shown
            self._drafts.pop((section, row.entry.id), None)
            self.show_entry(section, row)
            self.drafted.emit()

    def forget_draft(self, section: Section, entry_id: str) -> None:
        """Drop what was typed about an entry: it is stored."""
        self._drafts.pop((section, entry_id), None)
        self.drafted.emit()

    def changed_fields(self) -> Mapping[str, object]:
        """Return what is typed about the entry in focus, as the codebook keeps it."""
        if self._shown is None:
            return {}
        section, row = self._shown
        draft = self._drafts.get((section, row.entry.id), {})
        return {
            each.name: typed_value(each, draft[each.name])
            for each in self._built
            if each.name in draft
        }

    def show_entry(self, section: Section, row: EntryRow | None) -> None:
        """Show an entry as it is stored now, with what is typed about it."""
        codebook = self._desk.codebook
        if codebook is None or row is None:
            self._shown = None
            self._build(())
            self._title.setText(self.tr("Nothing in focus. Choose an entry in the list."))
            self._about.setText("")
            return
        self._build(fields_of(codebook, section))
        self._shown = section, row
        self._title.setText(row.label)
        self._about.setText(self._words(row))
        stored = values_of(row.entry, self._built)
        draft = self._drafts.get((section, row.entry.id), {})
        for name, field in self._fields.items():
            field.show_draft(stored[name], draft.get(name, stored[name]))
            field.set_locked(row.is_former or self._desk.is_readonly)

    def _words(self, row: EntryRow) -> str:
        words = self.tr("In files: %1").replace("%1", row.entry.id)
        gone = self.tr("not offered any more: %1").replace("%1", row.state)
        return f"{words} · {gone}" if row.is_former else words

    def _build(self, fields: tuple[EntryField, ...]) -> None:
        """Make the fields of a section, where they are not there already."""
        if fields == self._built:
            return
        self._built = fields
        clear(self._column)
        self._fields = {each.name: self._make(each) for each in fields}
        for each in fields:
            self._column.addWidget(self._row(each), int(each.kind in _TALL))
        self._column.addStretch(1)
        show_all(self._column)
        chain_tab_order(self)

    def _row(self, field: EntryField) -> QWidget:
        """Return a field with its name before it, at the height of its first line."""
        row = LabelledRow(field.words, self._fields[field.name])
        layout = row.layout()
        item = layout.itemAt(0) if layout is not None else None
        if item is not None and field.kind in _TALL:
            item.setAlignment(Qt.AlignmentFlag.AlignTop)
            row.setMaximumHeight(self._fields[field.name].maximumHeight())
        return row

    def _make(self, field: EntryField) -> DraftField:
        if field.kind == "choice":
            return DraftBox(field.words, self._note, field.choices)
        if field.kind == "line":
            return DraftLine(field.words, self._note)
        if field.kind == "number":
            line = DraftLine(field.words, self._note)
            line.setPlaceholderText(self.tr("from -1 to 1, empty where it has no place"))
            return line
        text = DraftText(field.words, self._note)
        if field.kind == "lines":
            text.setPlaceholderText(self.tr("one on each line"))
        return text

    def _note(self) -> None:
        """Keep what differs from what is stored."""
        if self._shown is None:
            return
        section, row = self._shown
        stored = values_of(row.entry, self._built)
        typed = {name: field.draft for name, field in self._fields.items()}
        draft = {name: text for name, text in typed.items() if text != stored[name]}
        if draft:
            self._drafts[section, row.entry.id] = draft
        else:
            self._drafts.pop((section, row.entry.id), None)
        self.drafted.emit()
