"""What is done about all articles at once: settle by rule, collect what is unclear, show gold."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget

from annotator.adjudication.queue import Queue
from annotator.gui.actions import ActionRegistry
from annotator.gui.adjudication.by_rule import ByRuleDialog, Rule
from annotator.gui.adjudication.desk import SettlingDesk
from annotator.gui.adjudication.unclear import UnclearPage
from annotator.gui.keys.own import with_keys
from annotator.workflows.agreement import adjudicating
from annotator.workflows.agreement.beside_gold import SHOW_GOLD, shows_gold


class Place(Protocol):
    """What is needed of the window."""

    actions_registry: ActionRegistry

    @property
    def queue(self) -> Queue | None: ...

    def begin(self) -> None: ...
    def take_focus(self) -> None: ...
    def say(self, words: str) -> None: ...
    def go_to(self, article: str, key: str = "", *, reveal: bool = False) -> None: ...
    def open_dialog(self, dialog: QDialog) -> None: ...


class WholeProject(QObject):
    """Asks before a rule settles anything, and keeps the project's setting."""

    def __init__(self, desk: SettlingDesk, place: Place, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._place = place
        self._window = window
        self._rule = Rule(desk.workbench, self)
        self._rule.ended.connect(self._settled_by_rule)

    @property
    def is_at_work(self) -> bool:
        """Whether a rule goes through the articles now."""
        return self._rule.is_at_work

    def accept_unanimous(self) -> None:
        """Ask whether what all agree on is to be accepted in all articles."""
        self._ask_by_rule(opens=False)

    def open_unanimous(self) -> None:
        """Ask whether what was accepted by rule is to be opened again."""
        self._ask_by_rule(opens=True)

    def _ask_by_rule(self, *, opens: bool) -> None:
        queue = self._place.queue
        if queue is None:
            words = self.tr("Look for differences first: {settling.begin}.")
            self._place.say(with_keys(words))
            return
        self._place.open_dialog(ByRuleDialog(self._rule, queue, self._window, opens=opens))

    @Slot(str)
    def _settled_by_rule(self, words: str) -> None:
        self._desk.forget()
        self._place.say(words)
        self._place.take_focus()
        self._place.begin()

    def show_unclear(self) -> None:
        """Show what was called unclear, by entry of the codebook."""
        workbench = self._desk.workbench
        project = workbench.project
        if project is None:
            return
        unclear = workbench.attempt(lambda: adjudicating.unclear_entries(project))
        if unclear is None:
            return
        articles = {each.article for rulings in unclear.values() for each in rulings}
        titles = {each: project.article(each).title for each in articles}
        page = UnclearPage(unclear, project.codebook, titles, self._window)
        page.passage_wished.connect(self._show_called_unclear)
        self._place.open_dialog(page)

    @Slot(str, str)
    def _show_called_unclear(self, article: str, key: str) -> None:
        if self._place.queue is not None:
            self._place.go_to(article, key, reveal=True)

    def toggle_shown(self) -> None:
        """Let annotators see what was settled beside their labels, or not."""
        workbench = self._desk.workbench
        project = workbench.project
        value = "yes" if self._shown_action().isChecked() else None
        if project is not None:
            workbench.attempt(lambda: project.set_setting(SHOW_GOLD, value), about="storing")
        self.tick_shown()

    def tick_shown(self) -> None:
        """Show whether annotators may see it."""
        project = self._desk.workbench.project
        self._shown_action().setChecked(project is not None and shows_gold(project))

    def _shown_action(self) -> QAction:
        return self._place.actions_registry.action("settling.show_gold")
