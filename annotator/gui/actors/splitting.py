"""The dialog in which a person says which names and uses go to an actor of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.annotations.actors import ActorUse, folded
from annotator.annotations.edits import Step
from annotator.annotations.model import Actor
from annotator.annotations.steps.on_actors import Registry
from annotator.annotations.wording import label
from annotator.errors import AnnotationError
from annotator.gui.actors.desk import RegistryDesk
from annotator.gui.actors.reading import OwnUses
from annotator.gui.actors.uses import UsesTable
from annotator.gui.actors.wording import counted_records, records_of
from annotator.gui.keys.own import with_keys
from annotator.gui.statements.pieces import Option, QuietBox, heading, muted
from annotator.gui.widgets.plain import plain_label, without_icons
from annotator.gui.widgets.room import resize_within_screen


@dataclass(frozen=True, slots=True)
class Split:
    """What goes to a new actor: its name and kind, aliases of the old one, and uses."""

    name: str
    kind: str
    names: tuple[str, ...]
    uses: tuple[ActorUse, ...]

    def step(self, registry: Registry, actor_id: str) -> Step:
        """Return the step that does it."""
        return registry.split(actor_id, self.names, name=self.name, kind=self.kind, uses=self.uses)


class SplitDialog(QDialog):
    """Offers the names and the annotator's own uses; ticking a name ticks the uses by it."""

    def __init__(
        self,
        desk: RegistryDesk,
        registry: Registry,
        actor: Actor,
        uses: OwnUses,
        parent: QWidget,
        *,
        then: Callable[[Split], object],
    ) -> None:
        super().__init__(parent)
        self._registry = registry
        self._actor = actor
        self._others = uses.others
        self._has_own_name = False
        self.setWindowTitle(self.tr("Split an actor"))
        self._names = QListWidget(self)
        self._name = QLineEdit(self)
        options = [Option(each, label(each)) for each in registry.kinds]
        self._kind = QuietBox(options, actor.kind, self.tr("Kind of the new actor"))
        self._uses = UsesTable(desk.place, self, with_boxes=True)
        self._preview = plain_label(parent=self, wrap=True)
        kinds = QDialogButtonBox.StandardButton
        self._buttons = without_icons(QDialogButtonBox(kinds.Ok | kinds.Cancel, self))
        self._split = self._buttons.button(kinds.Ok)
        self._fill(actor.aliases, uses.own)
        self._lay_out()
        self._connect(then)
        self._show_preview()

    def _fill(self, aliases: Sequence[str], own: tuple[ActorUse, ...]) -> None:
        for each in aliases:
            item = QListWidgetItem(each)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self._names.addItem(item)
        self._names.setCurrentRow(0)
        self._uses.show_rows(own)

    def _lay_out(self) -> None:
        self._names.setAccessibleName(self.tr("Names that go to the new actor"))
        self._names.setSpacing(2)
        self._names.setMaximumHeight(9 * self.fontMetrics().height())
        self._name.setAccessibleName(self.tr("Name of the new actor"))
        self._split.setText(self.tr("&Split"))
        form = QFormLayout()
        form.addRow(self.tr("New actor"), self._name)
        form.addRow(self.tr("Kind"), self._kind)
        column = QVBoxLayout(self)
        words = self.tr("Which names of %1 belong to somebody else? Space ticks one.")
        column.addWidget(plain_label(words.replace("%1", self._actor.name), self, wrap=True))
        column.addWidget(self._names)
        column.addLayout(form)
        column.addWidget(heading(self.tr("Uses that go along")))
        column.addWidget(self._uses, 1)
        if self._others:
            stay = self.tr("Others use %1 %2 times; their labels stay with %1.")
            stay = stay.replace("%1", self._actor.name).replace("%2", f"{self._others:,}")
            column.addWidget(muted(stay))
        column.addWidget(self._preview)
        column.addWidget(self._buttons)
        resize_within_screen(self, QSize(620, 560))

    def _connect(self, then: Callable[[Split], object]) -> None:
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._names.itemChanged.connect(self._follow_names)
        self._name.textEdited.connect(self._keep_name)
        self._uses.source.dataChanged.connect(self._show_preview)
        self.accepted.connect(lambda: then(self.wanted))

    @property
    def wanted(self) -> Split:
        """What goes to the new actor."""
        kind = self._kind.value or "unspecified"
        return Split(self._name.text(), kind, self._ticked(), self._uses.source.checked)

    @property
    def preview(self) -> str:
        """What splitting means, in words."""
        return self._preview.text()

    def _ticked(self) -> tuple[str, ...]:
        items = (self._names.item(each) for each in range(self._names.count()))
        return tuple(each.text() for each in items if each.checkState() == Qt.CheckState.Checked)

    def _follow_names(self, _item: QListWidgetItem) -> None:
        ticked = self._ticked()
        wanted = {folded(each) for each in ticked}
        self._uses.source.check(lambda place: folded(place.words) in wanted)
        if not self._has_own_name:
            self._name.setText(ticked[0] if ticked else "")
        self._show_preview()

    def _keep_name(self, typed: str) -> None:
        self._has_own_name = bool(typed)
        self._show_preview()

    def _show_preview(self) -> None:
        wanted = self.wanted
        try:
            wanted.step(self._registry, self._actor.id)
        except AnnotationError as refusal:
            is_begun = wanted.name.strip() or wanted.names or wanted.uses
            self._preview.setText(str(refusal) if is_begun else "")
            self._split.setEnabled(False)
            return
        self._split.setEnabled(True)
        moved = counted_records(records_of(wanted.uses))
        some = with_keys(self.tr("%1 will count for %2. {actors.undo} takes it back."))
        none = with_keys(self.tr("No label goes along to %2. {actors.undo} takes it back."))
        words = (some if moved else none).replace("%1", moved)
        self._preview.setText(words.replace("%2", wanted.name.strip()))
