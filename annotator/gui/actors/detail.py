"""The actor in focus: what is known about them, their names, and where they are named."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from annotator.annotations.actors import ActorUse, StandingActors
from annotator.annotations.model import Actor
from annotator.annotations.wording import actor_name, label
from annotator.gui.actors.desk import RegistryDesk
from annotator.gui.actors.fields import StoredField
from annotator.gui.actors.names import NamesList
from annotator.gui.actors.uses import UsesTable
from annotator.gui.actors.wording import counted_records, listed, records_of
from annotator.gui.keys.own import with_keys
from annotator.gui.statements.choices import actor_choice
from annotator.gui.statements.pieces import (
    LabelledRow,
    Option,
    PickButton,
    QuietBox,
    heading,
    muted,
    push_button,
    row,
)
from annotator.gui.statements.tab_order import chain_tab_order
from annotator.gui.widgets.chooser import Chooser
from annotator.gui.widgets.matching import Choice

_USES = 5  # lines of the list of uses that are in sight at least


class ActorDetail(QWidget):
    """Shows one actor and lets a person change what is known about them."""

    actor_wished = Signal(str)
    passage_requested = Signal(str, object)

    def __init__(self, desk: RegistryDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._actor = ""
        self._chooser: Chooser | None = None
        self._title = heading("")
        self._all = QWidget(self)
        self.name = StoredField(self.tr("Name"), self._rename)
        self._kind = QuietBox([Option("unspecified", "")], "unspecified", self.tr("Kind of actor"))
        self._country = StoredField(self.tr("Country"), self._set_country)
        self._acts_for = PickButton("", "", self._choose_principal)
        self._acting = PickButton("", "", self._choose_acting)
        self._merged = PickButton("", "", self._choose_merged)
        self.names = NamesList(desk)
        self._used = muted("")
        self.uses = UsesTable(desk.place, self)
        self._open = push_button(self.tr("Open the passage"), self.uses.choose)
        self._lay_out()
        self._kind.on_pick(self._set_kind)
        self.uses.chosen.connect(self._request)
        self.show_actor("")

    def _lay_out(self) -> None:
        self.setAccessibleName(self.tr("Actor"))
        self._title.setWordWrap(True)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._country.setPlaceholderText(self.tr("two letters, such as QA"))
        self._acting_row = LabelledRow(self.tr("Acting for it"), self._acting)
        self._merged_row = LabelledRow(self.tr("Merged in"), self._merged)
        rows = [
            LabelledRow(words, control)
            for words, control in (
                (self.tr("Name"), self.name),
                (self.tr("Kind"), self._kind),
                (self.tr("Country"), self._country),
                (self.tr("Acts for"), self._acts_for),
            )
        ]
        column = QVBoxLayout(self._all)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        for each in (*rows, self._acting_row, self._merged_row, self.names):
            column.addWidget(each)
        self._lay_out_uses(column)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 4, 4, 4)
        outer.addWidget(self._title)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._all)
        outer.addWidget(scroll, 1)
        self.setMinimumWidth(300)
        outer.addStretch()
        chain_tab_order(self._all)

    def _lay_out_uses(self, column: QVBoxLayout) -> None:
        used = heading(self.tr("Where it is used"))
        used.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        column.addWidget(row(used, self._used, stretch=1))
        # As a hint a table takes 192 pixels, with which the card would not fit without scrolling.
        self.uses.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.uses.setMinimumHeight(_USES * self.fontMetrics().lineSpacing())
        column.addWidget(self.uses, 1)
        column.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def actor_id(self) -> str:
        """The id of the actor that is shown, or nothing."""
        return self._actor

    def show_actor(self, actor_id: str) -> None:
        """Show an actor as it is stored now; an unknown id shows nobody."""
        registry = self._desk.registry
        actor = registry.actors.stored.get(actor_id) if registry is not None else None
        if actor_id != self._actor:
            self.forget_uses()
        self._actor = actor.id if actor is not None else ""
        self._title.setText(actor.name if actor is not None else self._what_to_do())
        self._all.setVisible(actor is not None)
        if actor is not None and registry is not None:
            self._fill(actor, registry.kinds)
        for each in (self.name, self._kind, self._country, self._acts_for, self.names):
            each.setEnabled(actor is not None and not self._desk.is_readonly)

    def _fill(self, actor: Actor, kinds: tuple[str, ...]) -> None:
        actors = self._desk.actors
        self.name.show_stored(actor.name)
        self._kind.offer([Option(each, label(each)) for each in kinds], actor.kind)
        self._country.show_stored(actor.country or "")
        principal = actors[actor.id].acts_for
        shown = actor_name(actors, principal) if principal else self.tr("nobody")
        _word(self._acts_for, shown, self.tr("Acts for: %1"))
        acting = [each.name for each in _by_name(actors) if each.acts_for == actor.id]
        self._acting_row.setVisible(bool(acting))
        _word(self._acting, listed(acting), self.tr("Acting for it: %1"))
        merged = [each.name for each in actors.merged_into(actor.id)]
        self._merged_row.setVisible(bool(merged))
        _word(self._merged, listed(merged), self.tr("Merged in: %1"))
        self.names.show_actor(actor, actors.merged_into(actor.id))

    def _what_to_do(self) -> str:
        if not self._desk.actors:
            return with_keys(self.tr("No actors yet. {actors.add} adds one."))
        return with_keys(
            self.tr(
                "No name fits. Clear the filter, or add an actor of that name with {actors.add}."
            )
        )

    def forget_uses(self) -> None:
        """Show no uses: another actor is in focus, or they are being read."""
        self.uses.show_rows(())
        self._used.setText("")
        self._open.setEnabled(False)

    def show_uses(self, own: tuple[ActorUse, ...], others: int) -> None:
        """Show where the annotator uses the actor, and how often others do."""
        self.uses.show_rows(own)
        self._open.setEnabled(bool(own))
        mine = self.tr("by you: %1").replace(
            "%1", counted_records(records_of(own)) or self.tr("nowhere")
        )
        theirs = self.tr("by others: %2").replace("%2", f"{others:,}") if others else ""
        self._used.setText("; ".join(filter(None, (mine, theirs))))

    def edit_name(self) -> None:
        """Let a person type another name."""
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.name.selectAll()

    # What a person changes

    def _rename(self, name: str) -> None:
        self._desk.gesture(lambda registry: registry.rename(self._actor, name))

    def _set_kind(self, kind: str | None) -> None:
        self._desk.gesture(lambda registry: registry.change(self._actor, kind=kind))

    def _set_country(self, country: str) -> None:
        self._desk.gesture(lambda registry: registry.change(self._actor, country=country.strip()))

    def _choose_principal(self) -> None:
        actors = self._desk.actors
        items = [actor_choice(actors, each) for each in _by_name(actors) if each.id != self._actor]
        if self._actor in actors and actors[self._actor].acts_for:
            items.insert(0, Choice("", self.tr("Nobody")))

        def pick(choice: Choice) -> None:
            self._desk.gesture(lambda registry: registry.change(self._actor, acts_for=choice.id))

        self._choose(items, self.tr("Whom do they act for?"), pick, self._acts_for)

    def _choose_acting(self) -> None:
        actors = self._desk.actors
        items = [
            actor_choice(actors, each) for each in _by_name(actors) if each.acts_for == self._actor
        ]
        self._choose(
            items,
            self.tr("Go to whom?"),
            lambda choice: self.actor_wished.emit(choice.id),
            self._acting,
        )

    def _choose_merged(self) -> None:
        merged = self._desk.actors.merged_into(self._actor)
        items = [Choice(each.id, each.name, ", ".join(each.aliases[:3])) for each in merged]

        def pick(choice: Choice) -> None:
            self._desk.gesture(lambda registry: registry.unmerge(choice.id))

        self._choose(items, self.tr("Take whom out again?"), pick, self._merged)

    def _choose(
        self, items: list[Choice], title: str, pick: Callable[[Choice], object], beside: QWidget
    ) -> None:
        if self._chooser is None:
            self._chooser = Chooser(self)
        self._chooser.open_at(items, title, pick, at=beside.mapToGlobal(beside.rect().bottomLeft()))

    def _request(self, use: ActorUse) -> None:
        self.passage_requested.emit(use.article, use.span)


def _word(button: PickButton, words: str, said: str) -> None:
    button.set_words(words)
    button.setAccessibleName(said.replace("%1", words))


def _by_name(actors: StandingActors) -> list[Actor]:
    return sorted(actors.values(), key=lambda each: each.name.casefold())
