"""The view of the registry: a list of actors, and beside it everything about the one in focus."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator.annotations.edits import Change
from annotator.annotations.model import Actor
from annotator.gui.actors.commands import MENU, actors_commands
from annotator.gui.actors.desk import RegistryDesk
from annotator.gui.actors.detail import ActorDetail
from annotator.gui.actors.fields import FilterField
from annotator.gui.actors.listing import Listing
from annotator.gui.actors.merging import MergeDialog
from annotator.gui.actors.reading import OwnUses, reading_counts, reading_uses
from annotator.gui.actors.splitting import Split, SplitDialog
from annotator.gui.actors.table import ActorsTable
from annotator.gui.jobs.awaited import Awaited
from annotator.gui.keys.own import follow_keys
from annotator.gui.widgets import asking
from annotator.gui.widgets.plain import plain_label
from annotator.gui.widgets.side_window import SideWindow, in_tab_order
from annotator.gui.workbench import Workbench
from annotator.plain_text import counted

_SHOWN_AS_BUTTONS = ("actors.add", "actors.merge", "actors.split", "actors.remove")
_TYPING_MS, _READING_MS = 80, 150
_AT_ONCE = 50  # actors merged or removed in one step: a slip of Ctrl+A is none


class ActorsView(SideWindow):
    """Lists the actors of the open project and changes them; each gesture is one step.

    Only where the annotator in hand uses an actor is shown; of others' uses only the number.
    """

    passage_requested = Signal(str, object)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self._desk = RegistryDesk(workbench, self)
        self._listing = Listing()
        self._counts: dict[str, int] | None = None
        self._uses: OwnUses | None = None
        self._old: set[str] = set()  # what has to be read again: "counts", "uses"
        self._counting = Awaited(workbench, self)
        self._looking = Awaited(workbench, self)
        self.table = ActorsTable(self._listing, self)
        self.detail = ActorDetail(self._desk, self)
        self.filter = FilterField(self)
        self._total = plain_label(parent=self)
        self._narrowing, self._reading = QTimer(self), QTimer(self)
        self._make_actions()
        self._lay_out()
        self._listen()
        self._begin_anew()

    # Putting together

    def _make_actions(self) -> None:
        hint = self.tr(
            "Enter edits · {actors.add} adds · {actors.merge} merges those selected"
            " · {actors.uses} shows the uses"
        )
        title, reading = self.tr("&Actors"), [self.table]
        self.offer(actors_commands(self), menu=MENU, title=title, hint=hint, reading=reading)

    def _lay_out(self) -> None:
        follow_keys(
            self, self.tr("Filter by any name ({actors.find})"), self.filter.setPlaceholderText
        )
        self.filter.setAccessibleName(self.tr("Filter actors by any of their names"))
        self.filter.setClearButtonEnabled(True)
        top = QHBoxLayout()
        top.addWidget(self.filter, 1)
        top.addWidget(self._total)
        buttons = [self.button(each) for each in _SHOWN_AS_BUTTONS]
        for button in buttons:
            top.addWidget(button)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        self.table.setMinimumWidth(280)
        split.addWidget(self.table)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        split.setSizes([560, 400])
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 8, 8, 0)
        inner.addLayout(top)
        inner.addWidget(split, 1)
        self.lay_out(inner, name=self.tr("Actors"))
        in_tab_order(self.filter, *buttons, self.table, self.detail.name)

    def _listen(self) -> None:
        for timer, wait, then in (
            (self._narrowing, _TYPING_MS, self._narrow),
            (self._reading, _READING_MS, self._read),
        ):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(then)
        self.filter.textChanged.connect(lambda _text: self._narrowing.start())
        self.filter.installEventFilter(self)
        self.table.current_changed.connect(self._show_current)
        self.table.entered.connect(self.detail.name.setFocus)
        self.detail.actor_wished.connect(self.go_to)
        self.detail.passage_requested.connect(self.passage_requested)
        self._desk.said.connect(self.say)
        self._desk.refused.connect(self._show_stored)
        self._counting.arrived.connect(self._take_counts)
        self._looking.arrived.connect(self._take_uses)
        for waiting in (self._counting, self._looking):
            waiting.failed.connect(self.explain)
        workbench = self._workbench
        workbench.annotations_changed.connect(self._refresh)
        for signal in (
            workbench.project_opened,
            workbench.project_closed,
            workbench.annotator_changed,
            workbench.articles_added,  # actors may have come with them
        ):
            signal.connect(self._begin_anew)

    # What is shown

    @property
    def is_reading(self) -> bool:
        """Tell whether uses are still being looked up."""
        waiting = self._counting.is_waiting or self._looking.is_waiting
        return waiting or self._reading.isActive() or self._narrowing.isActive()

    @Slot(str)
    def go_to(self, actor_id: str) -> None:
        """Put an actor in focus; a filter that hides it is taken away."""
        if self._listing.place(actor_id) < 0:
            self.filter.clear()
            self._narrow()
        self.table.go_to(actor_id)

    @Slot()
    def _begin_anew(self) -> None:
        self._desk.forget()
        self._counts = self._uses = None
        for waiting in (self._counting, self._looking):
            waiting.forget()
        self._reload()
        self._read_soon("counts", "uses")

    def _reload(self) -> None:
        """Show the registry as it is now; the same actors stay in focus and selected."""
        self._listing.show(self._desk.actors, self._counts)
        self._show_listing()

    def _show_listing(self) -> None:
        self.table.show_after(lambda: None)
        shown, total = len(self._listing.shown), self._listing.total
        words = "%1" if shown == total else self.tr("%2 of %1")
        words = words.replace("%1", counted(total, "actor"))
        self._total.setText(words.replace("%2", f"{shown:,}"))

    @Slot()
    def _narrow(self) -> None:
        self._narrowing.stop()
        self._listing.narrow(self.filter.text())
        self._show_listing()

    @Slot(str)
    def _show_current(self, actor_id: str) -> None:
        if actor_id != self.detail.actor_id:
            self._uses = None
            self._read_soon("uses")
        self.detail.show_actor(actor_id)

    @Slot()
    def _show_stored(self) -> None:
        self.detail.show_actor(self.table.current)

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if change.touches("actor"):
            self._reload()
        if any(change.touches(each) for each in ("actor", "mention", "statement")):
            self._read_soon("counts", "uses")

    # What is read in the background

    def _read_soon(self, *what: str) -> None:
        self._old.update(what)
        if self.isVisible() and self._workbench.project is not None:
            self._reading.start()

    @Slot()
    def _read(self) -> None:
        """Begin to read what is old; one reading of a kind at a time, however long it takes."""
        if self._workbench.project is None:
            return
        if "counts" in self._old and not self._counting.is_waiting:
            self._old.discard("counts")
            self._counting.begin(reading_counts)
        if "uses" in self._old and not self._looking.is_waiting:
            self._old.discard("uses")
            if self.table.current:
                self._looking.begin(reading_uses(self.table.current))

    @Slot(object)
    def _take_counts(self, counts: object) -> None:
        if isinstance(counts, dict) and counts != self._counts:
            self._counts = counts
            self._reload()
        self._read()

    @Slot(object)
    def _take_uses(self, uses: object) -> None:
        if isinstance(uses, OwnUses) and uses.actor == self.detail.actor_id:
            if uses != self._uses:
                self.detail.show_uses(uses.own, uses.others)
            self._uses = uses
        self._read()

    # What a person does

    def find_actor(self) -> None:
        """Let a person type into the filter."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def go_to_names(self) -> None:
        """Move to the other names of the actor in focus."""
        self.detail.names.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_uses(self) -> None:
        """Move to the passages in which the actor in focus is used."""
        self.detail.uses.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add_actor(self) -> None:
        """Ask for the name of a new actor; what the filter says is proposed."""
        typed = self.filter.text().strip()
        known = (typed,) if typed and self._desk.actors.named(typed) is None else ()
        words = self.tr("How is the new actor called? Everything else can be said afterwards.")
        asking.ask_for_name(self, self.tr("Add an actor"), words, known, self._add)

    def _add(self, name: str) -> None:
        known = self._desk.actors.named(name)
        if known is not None:
            self.go_to(known.id)
            self._desk.say(self.tr("“%1” is there already.").replace("%1", name))
            return
        self._go_to_new(self._desk.gesture(lambda registry: registry.add(name)))

    def rename(self) -> None:
        """Let a person write another name for the actor in focus."""
        if self._has_current():
            self.detail.edit_name()

    def merge(self) -> None:
        """Ask who of the selected actors stays."""
        registry, selected = self._desk.registry, self.table.selected
        if registry is None or self._are_too_many(selected):
            return
        if len(selected) < 2:
            self._desk.say(
                self.tr(
                    "Select two or more actors first: Ctrl with a click, Shift with the arrows."
                )
            )
            return

        def then(survivor: str) -> None:
            if self._desk.gesture(lambda registry: registry.merge(selected, survivor)) is not None:
                self.go_to(survivor)

        self.open_dialog(MergeDialog(registry, selected, self._workbench, self, then=then))

    def split(self) -> None:
        """Ask which names and uses of the actor in focus go to one of their own."""
        registry, current = self._desk.registry, self.table.current
        if registry is None or not self._has_current():
            return
        if self._uses is None:
            self._desk.say(self.tr("Its uses are still being read. Try again in a moment."))
            return

        def then(split: Split) -> None:
            self._go_to_new(self._desk.gesture(lambda registry: split.step(registry, current)))

        actor = registry.actors.stored[current]
        self.open_dialog(SplitDialog(self._desk, registry, actor, self._uses, self, then=then))

    def remove(self) -> None:
        """Remove the selected actors, where nothing is labelled with them."""
        selected = self.table.selected or (self.table.current,)
        if self._has_current() and not self._are_too_many(selected):
            self._desk.remove(selected)

    def undo(self) -> None:
        """Take back what was done last to the actors."""
        self._desk.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self._desk.redo()

    def _are_too_many(self, selected: Sequence[str]) -> bool:
        if len(selected) > _AT_ONCE:
            words = self.tr("%1 actors are selected. Select at most %2 at once.")
            counts = words.replace("%1", f"{len(selected):,}").replace("%2", str(_AT_ONCE))
            self._desk.say(counts)
        return len(selected) > _AT_ONCE

    def _has_current(self) -> bool:
        if not self.table.current:
            self._desk.say(self.tr("No actor in focus. Choose one in the list."))
        return bool(self.table.current)

    def _go_to_new(self, change: Change | None) -> None:
        made = [
            each.after.id
            for each in (change.edits if change is not None else ())
            if each.before is None and isinstance(each.after, Actor)
        ]
        if made:
            self.go_to(made[0])
            self.table.setFocus()

    # What Qt calls

    def showEvent(self, event: QShowEvent) -> None:
        """Read what may have changed while nobody looked."""
        super().showEvent(event)
        self._desk.forget()
        self._reload()
        self._read_soon("counts", "uses")
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows and Enter in the filter go to the list."""
        if watched is self.filter and isinstance(event, QKeyEvent):
            moves = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.type() == QEvent.Type.KeyPress and event.key() in moves:
                self._narrow()
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False
