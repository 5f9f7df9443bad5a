"""The menu beside the filter: it writes into the filter what can be typed there, and orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from annotator.gui.queue.filtering import QueueFilter
from annotator.gui.queue.listing import Listing
from annotator.gui.queue.orders import ORDERS, Order
from annotator.gui.widgets.plain import menu_text
from annotator.gui.workbench import Workbench

_MOST_SOURCES, _MOST_MONTHS = 20, 24


class Named(Protocol):
    """An entry of the codebook."""

    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...


class FilterMenu(QMenu):
    """Offers states, sources, months and orders; each line shows what one could type for it."""

    state_chosen = Signal(str)
    fact_chosen = Signal(str, str)
    order_chosen = Signal(str)
    typing_wished = Signal(str)
    """Let a person go on typing behind this: ``actor:``."""

    def __init__(self, listing: Listing, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(parent)
        self._listing = listing
        self._workbench = workbench
        self._states = QActionGroup(self)
        self._orders = QActionGroup(self)
        self._by_state = {
            value: self._add_state(words, value) for value, words in self._state_words()
        }
        self.addSeparator()
        self._add_facts()
        self._sources = self.addMenu(self.tr("Source"))
        self._months = self.addMenu(self.tr("Date"))
        self._labels = self.addMenu(self.tr("With my label"))
        actor = self.addAction(self.tr("Naming an actor…") + "\tactor:name")
        actor.triggered.connect(lambda _on=False: self.typing_wished.emit("actor:"))
        self.addSeparator()
        orders = self.addMenu(self.tr("Order"))
        self._by_order = {each: self._add_order(orders, each) for each in ORDERS}
        self._sources.aboutToShow.connect(self._list_sources)
        self._months.aboutToShow.connect(self._list_months)
        self._labels.aboutToShow.connect(self._list_labels)

    def _state_words(self) -> tuple[tuple[str, str], ...]:
        return (
            ("", self.tr("All articles")),
            ("open", self.tr("Not done")),
            ("new", self.tr("Never opened")),
            ("done", self.tr("Done")),
            ("news", self.tr("With new suggestions")),
            ("mine", self.tr("Assigned to me")),
            ("similar", self.tr("Similar to this one")),
            ("flagged", self.tr("Flagged")),
            ("repeated", self.tr("Labelled twice")),
            ("revisit", self.tr("To look at again: the codebook changed")),
        )

    def _order_words(self, order: Order) -> str:
        return {
            "queue": self.tr("As they came in"),
            "newest": self.tr("Newest first"),
            "oldest": self.tr("Oldest first"),
            "similar": self.tr("Similar ones together"),
            "to_check": self.tr("Most to check first"),
            "fewest": self.tr("Opened by fewest people first"),
            "disputed": self.tr("Most disagreement first, among what I am done with"),
        }[order]

    def _add_state(self, words: str, value: str) -> QAction:
        typed = f"\tis:{value}" if value else ""
        action = self.addAction(menu_text(words) + typed)
        action.setCheckable(True)
        action.triggered.connect(lambda _on=False: self.state_chosen.emit(value))
        return self._states.addAction(action)

    def _add_facts(self) -> None:
        for words, key, value in (
            (self.tr("With statements of mine"), "has", "statements"),
            (self.tr("With suggestions to check"), "has", "suggestions"),
            (self.tr("With open comments"), "has", "comments"),
        ):
            self._add_fact(self, f"{menu_text(words)}\t{key}:{value}", key, value)

    def _add_fact(self, menu: QMenu, words: str, key: str, value: str) -> None:
        action = menu.addAction(words)
        action.triggered.connect(lambda _on=False: self.fact_chosen.emit(key, value))

    def _add_order(self, menu: QMenu, order: Order) -> QAction:
        action = menu.addAction(menu_text(self._order_words(order)))
        action.setCheckable(True)
        action.triggered.connect(lambda _on=False: self.order_chosen.emit(order))
        return self._orders.addAction(action)

    def tick(self, wanted: QueueFilter, order: Order) -> None:
        """Show which state and order hold."""
        states = [fact.value for fact in wanted.facts if fact.key == "is" and not fact.is_not]
        value = states[0] if len(states) == 1 else ""
        for name, action in (*self._by_state.items(), *self._by_order.items()):
            action.setChecked(name in (value, order) if name else not states)

    def _list_sources(self) -> None:
        self._list(self._sources, "source", (row.source for row in self._listing.rows), _count)

    def _list_months(self) -> None:
        months = (row.date[:7] for row in self._listing.rows)
        self._list(self._months, "date", months, _latest)

    def _list_labels(self) -> None:
        """Offer the labels of the codebook, each section in a menu of its own."""
        self._labels.clear()
        project = self._workbench.project
        if project is None:
            return
        book = project.codebook
        sections: tuple[tuple[str, Sequence[Named]], ...] = (
            (self.tr("Claim types"), book.claim_types),
            (self.tr("Stances"), book.stance_values),
            (self.tr("Topics"), book.topics),
            *((each.label, each.values or (each,)) for each in book.article_labels),
        )
        for title, entries in sections:
            menu = self._labels.addMenu(menu_text(title)) if entries else None
            for entry in entries if menu is not None else ():
                assert menu is not None
                self._add_fact(menu, menu_text(entry.label or entry.id), "label", entry.label)

    def _list(
        self,
        menu: QMenu,
        key: str,
        values: Iterable[str],
        first: Callable[[Counter[str]], list[tuple[str, int]]],
    ) -> None:
        menu.clear()
        counts = Counter(value for value in values if value)
        for value, number in first(counts):
            self._add_fact(menu, f"{menu_text(value)}\t{number}", key, value)
        if not counts:
            menu.addAction(self.tr("No article tells")).setEnabled(False)


def _count(counts: Counter[str]) -> list[tuple[str, int]]:
    return counts.most_common(_MOST_SOURCES)


def _latest(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), reverse=True)[:_MOST_MONTHS]
