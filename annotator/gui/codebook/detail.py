"""The entry in focus with all its fields; what is typed is a draft until it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from annotator.codebook.model import Codebook, CodebookEntry, Section
from annotator.gui.codebook.desk import CodebookDesk
from annotator.gui.codebook.drafts import Drafts
from annotator.gui.codebook.entries import EntryRow, ShownSection, is_of_pages
from annotator.gui.codebook.entry_fields import EntryField, fields_of, typed_value, values_of
from annotator.gui.codebook.fields import DraftBox, DraftField, DraftLine, DraftText
from annotator.gui.codebook.key_conflicts import key_conflict
from annotator.gui.codebook.pages import Page, page_fields, page_values
from annotator.gui.codebook.values_field import ValuesField
from annotator.gui.statements.pieces import LabelledRow, align_names, clear, heading, muted
from annotator.gui.statements.tab_order import chain_tab_order, show_all
from annotator.gui.widgets.plain import plain_label

_TALL = ("text", "lines", "values")


class EntryDetail(QWidget):
    """Shows one entry and keeps what is typed about each, until it is stored or taken back."""

    drafted = Signal()

    def __init__(self, desk: CodebookDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._drafts = Drafts()
        self._shown: tuple[ShownSection, EntryRow] | None = None
        self._built: tuple[EntryField, ...] = ()
        self._fields: dict[str, DraftField | ValuesField] = {}
        self._title = heading("")
        self._title.setWordWrap(True)
        self._about = muted("")
        self._conflict = plain_label(wrap=True)
        self._conflict.setObjectName("problem")
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
        outer.addWidget(self._conflict)
        outer.addWidget(area, 1)

    def field(self, name: str) -> DraftField | ValuesField:
        """Return the field of that name in the codebook."""
        return self._fields[name]

    @property
    def selected_values(self) -> tuple[str, ...]:
        """The ids of the selected values of an article label."""
        field = self._fields.get("values")
        return field.selected if isinstance(field, ValuesField) else ()

    def begin_writing(self) -> None:
        """Go to the first field."""
        for field in list(self._fields.values())[:1]:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_anew(self) -> int:
        """Go on with the drafts of the project that is open now; return how many there are."""
        project = self._desk.workbench.project
        self._shown = None
        self._drafts.of_project("" if project is None else project.id)
        return len(self._drafts)

    def drafts_in(self, section: ShownSection) -> frozenset[str]:
        """Return the entries of a section about which something is typed and not stored."""
        return self._drafts.entries(section)

    def discard(self) -> None:
        """Drop what is typed about the entry in focus."""
        if self._shown is not None:
            section, row = self._shown
            self._drafts.put(section, row.entry.id, {})
            self.show_entry(section, row)
            self.drafted.emit()

    def forget_draft(self, section: ShownSection, entry_id: str) -> None:
        """Drop what was typed about an entry: it is stored."""
        self._drafts.put(section, entry_id, {})
        self.drafted.emit()

    def changed_fields(self) -> Mapping[str, object]:
        """Return what is typed about the entry in focus, as the codebook keeps it."""
        if self._shown is None:
            return {}
        section, row = self._shown
        draft = self._drafts.get(section, row.entry.id)
        return {
            each.name: typed_value(each, draft[each.name], row.entry)
            for each in self._built
            if each.name in draft
        }

    def show_entry(self, section: ShownSection, row: EntryRow | None) -> None:
        """Show an entry as it is stored now, with what is typed about it."""
        codebook = self._desk.codebook
        if codebook is None or row is None:
            self._shown = None
            self._build(())
            self._title.setText(self.tr("Nothing in focus. Choose an entry in the list."))
            self._about.setText("")
            self._conflict.hide()
            return
        self._build(_fields(codebook, section, row))
        self._shown = section, row
        self._title.setText(row.label)
        self._about.setText(self._words(row))
        stored = _stored(codebook, section, row, self._built)
        draft = self._drafts.get(section, row.entry.id)
        for name, field in self._fields.items():
            field.show_draft(stored[name], draft.get(name, stored[name]))
            field.set_locked(row.is_former or self._desk.is_readonly)
        self._tell_conflict()

    def _tell_conflict(self) -> None:
        """Say whose key it is already that is typed here."""
        codebook, key = self._desk.codebook, self._fields.get("key")
        words = ""
        if codebook is not None and key is not None and self._shown is not None:
            section, row = self._shown
            words = key_conflict(codebook, section, row.entry.id, key.draft.strip())
        self._conflict.setText(words)
        self._conflict.setVisible(bool(words))

    def _words(self, row: EntryRow) -> str:
        if isinstance(row.entry, Page):
            return row.entry.note
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
        rows = [self._row(each) for each in fields]
        align_names(rows)
        for each, row in zip(fields, rows, strict=True):
            self._column.addWidget(row, int(each.kind in _TALL))
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

    def _make(self, field: EntryField) -> DraftField | ValuesField:
        if field.kind == "values":
            return ValuesField(field.words, self._note)
        if field.kind == "choice":
            return DraftBox(field.words, self._note, field.choices)
        if field.kind == "line":
            return DraftLine(field.words, self._note)
        if field.kind == "number":
            line = DraftLine(field.words, self._note)
            if field.name == "value":
                line.setPlaceholderText(self.tr("from -1 to 1, empty where it has no place"))
            return line
        text = DraftText(field.words, self._note)
        if field.kind == "lines":
            text.setPlaceholderText(self.tr("one on each line"))
        return text

    def _note(self) -> None:
        """Keep what differs from what is stored."""
        codebook = self._desk.codebook
        if self._shown is None or codebook is None:
            return
        section, row = self._shown
        stored = _stored(codebook, section, row, self._built)
        typed = {name: field.draft for name, field in self._fields.items()}
        draft = {name: text for name, text in typed.items() if text != stored[name]}
        self._drafts.put(section, row.entry.id, draft)
        self._tell_conflict()
        self.drafted.emit()


def _fields(codebook: Codebook, section: ShownSection, row: EntryRow) -> tuple[EntryField, ...]:
    if is_of_pages(section):
        return page_fields(codebook, section, row.entry.id)
    return fields_of(codebook, cast(Section, section))


def _stored(
    codebook: Codebook, section: ShownSection, row: EntryRow, fields: tuple[EntryField, ...]
) -> dict[str, str]:
    if is_of_pages(section):
        return page_values(codebook, section, row.entry.id)
    return values_of(cast(CodebookEntry, row.entry), fields)
