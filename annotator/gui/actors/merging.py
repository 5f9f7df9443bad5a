"""The dialog in which a person says who of several actors stays, and sees what that means."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.annotations.model import Actor
from annotator.annotations.steps.on_actors import Registry
from annotator.annotations.wording import label
from annotator.errors import AnnotationError, AnnotatorError
from annotator.gui.actors.reading import reading_records
from annotator.gui.actors.wording import Record, counted_records, listed
from annotator.gui.jobs.awaited import Awaited
from annotator.gui.keys.own import with_keys
from annotator.gui.widgets.plain import plain_label, without_icons
from annotator.gui.workbench import Workbench

_ID = int(Qt.ItemDataRole.UserRole)


class MergeDialog(QDialog):
    """Shows the actors, the likeliest to stay first, and in plain words what merging does."""

    def __init__(
        self,
        registry: Registry,
        actor_ids: Sequence[str],
        workbench: Workbench,
        parent: QWidget,
        *,
        then: Callable[[str], object],
    ) -> None:
        super().__init__(parent)
        self._registry = registry
        self._ids = tuple(actor_ids)
        self._records: Mapping[str, frozenset[Record]] | None = None
        self.setWindowTitle(self.tr("Merge actors"))
        self._list = QListWidget(self)
        self._preview = plain_label(parent=self, wrap=True)
        self._list.setSpacing(2)
        kinds = QDialogButtonBox.StandardButton
        self._buttons = without_icons(QDialogButtonBox(kinds.Ok | kinds.Cancel, self))
        self._merge = self._buttons.button(kinds.Ok)
        self._lay_out()
        self._list.currentItemChanged.connect(lambda _now, _before: self._show_preview())
        self.accepted.connect(lambda: then(self.survivor))
        self._fill()
        self._awaited = Awaited(workbench, self)
        self._awaited.arrived.connect(self._take_records)
        self._awaited.failed.connect(self._explain)
        self._awaited.begin(reading_records(self._ids))

    def _lay_out(self) -> None:
        self._list.setAccessibleName(self.tr("Who stays?"))
        self._merge.setText(self.tr("&Merge"))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._preview.setMinimumHeight(5 * self._preview.fontMetrics().lineSpacing())
        self._preview.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.addWidget(plain_label(self.tr("Who stays? The others will count for them."), self))
        column.addWidget(self._list, 1)
        column.addWidget(self._preview)
        column.addWidget(self._buttons)
        self.resize(480, 340)

    @property
    def survivor(self) -> str:
        """The id of the actor that stays."""
        item: QListWidgetItem | None = self._list.currentItem()
        return str(item.data(_ID)) if item is not None else self._ids[0]

    @property
    def preview(self) -> str:
        """What merging means, in words."""
        return self._preview.text()

    @property
    def is_counting(self) -> bool:
        """Tell whether uses are still being counted."""
        return self._awaited.is_waiting

    def done(self, result: int) -> None:
        """Wait for no count any more."""
        self._awaited.forget()
        super().done(result)

    def _fill(self) -> None:
        for each in self._ids:
            item = QListWidgetItem(self._line(each))
            item.setData(_ID, each)
            self._list.addItem(item)
        self._list.setCurrentRow(0)

    def _line(self, actor_id: str) -> str:
        actor = self._registry.actors[actor_id]
        kind = label(actor.kind) if actor.kind != "unspecified" else ""
        uses = counted_records(self._records[actor_id]) if self._records is not None else ""
        return " · ".join(filter(None, (actor.name, kind, uses)))

    def _take_records(self, records: object) -> None:
        if not isinstance(records, dict):
            return
        self._records = records
        for row, each in enumerate(self._ids):
            self._list.item(row).setText(self._line(each))
        most = max(range(len(self._ids)), key=lambda at: (len(records[self._ids[at]]), -at))
        if self._list.currentRow() == 0:
            self._list.setCurrentRow(most)
        self._show_preview()

    def _explain(self, error: Exception) -> None:
        if isinstance(error, AnnotatorError):
            self._preview.setText(str(error))

    def _show_preview(self) -> None:
        try:
            self._registry.merge(self._ids, self.survivor)
        except AnnotationError as refusal:
            self._preview.setText(str(refusal))
            self._merge.setEnabled(False)
            return
        self._merge.setEnabled(True)
        self._preview.setText(self._words())

    def _words(self) -> str:
        actors = self._registry.actors
        stays = actors[self.survivor]
        gone = [actors[each] for each in self._ids if each != stays.id]
        names = listed(_names(gone), most=8)
        lines = [self._moving([each.id for each in gone])]
        lines.append(self.tr("%1 will also go by: %2."))
        lines.append(
            with_keys(self.tr("No label is rewritten; {actors.undo} takes it back, also later."))
        )
        words = "\n".join(lines)
        return words.replace("%1", stays.name).replace("%2", names)

    def _moving(self, gone: Sequence[str]) -> str:
        if self._records is None:
            return self.tr("Counting what will count for %1…")
        records = frozenset[Record]().union(*(self._records[each] for each in gone))
        if not records:
            return self.tr("Nothing is labelled with the others yet.")
        return self.tr("%3 will count for %1.").replace("%3", counted_records(records))


def _names(actors: Sequence[Actor]) -> list[str]:
    return [name for each in actors for name in (each.name, *each.aliases)]
