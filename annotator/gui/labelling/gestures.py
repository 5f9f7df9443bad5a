"""What all gestures over the article share: what is in focus, storing a step, offering choices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QPoint

from annotator.annotations.edits import Change, Step
from annotator.annotations.model import Statement
from annotator.annotations.session import Session
from annotator.corpus.span import Span
from annotator.gui.keys.own import with_keys
from annotator.gui.widgets.chooser import Choice, Chooser
from annotator.gui.workbench import Focus, Workbench


class Reading(Protocol):
    """What is needed of the view that shows the article."""

    def selected_span(self) -> Span | None:
        """Return what is selected."""

    def sentence_at(self, offset: int | None) -> Span | None:
        """Return the sentence that holds an offset (None: the caret)."""

    def put_caret(self, offset: int) -> None:
        """Put the caret somewhere, and select nothing."""

    def clear_selection(self) -> None:
        """Select nothing."""

    def take_focus(self) -> None:
        """Let keys act on the article again."""

    def anchor(self) -> QPoint:
        """Return a global position below what is selected, where a list may open."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where gestures happen: the workbench, the article's view, and the list that may pop up."""

    workbench: Workbench
    reading: Reading
    chooser: Chooser


class Gestures(QObject):
    """Turns gestures into steps. Where one makes no sense, a sentence says what to do first."""

    def __init__(self, place: Place, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._workbench = place.workbench
        self._reading = place.reading

    def _statement(self) -> tuple[Session | None, Statement | None]:
        session, statement = self._workbench.session, self._workbench.focused_statement()
        if session is not None and statement is None:
            words = self.tr(
                "No statement in focus. Press {statement.new} for a new one, or {statement.next} "
                "for the next."
            )
            self._say(with_keys(words))
        return session, statement

    def _do(
        self,
        build: Callable[[], Step],
        *,
        focus: Callable[[Change], Focus | None] | None = None,
    ) -> Change | None:
        return self._workbench.gesture(build, initiator=self, focus=focus)

    def _say(self, text: str) -> None:
        self._workbench.refused.emit(text)

    def _make_statement(self, build: Callable[[], Step]) -> Change | None:
        """Store a step that ends with a statement, which is in focus from then on."""
        return self._do(build, focus=_last_statement)

    def _offer(
        self,
        choices: tuple[Choice, ...],
        title: str,
        pick: Callable[[Choice], object],
        *,
        create: Callable[[str], Choice | tuple[Choice, ...] | None] | None = None,
        typed: str = "",
    ) -> None:
        """Let a person pick from a list that narrows as one types; the likeliest comes first."""
        if self._workbench.is_readonly:
            self._say(self.tr("This project is open for reading only."))
            return
        at = self._reading.anchor()
        self._place.chooser.open_at(choices, title, pick, at=at, create=create, typed=typed)


def _last_statement(change: Change) -> Focus | None:
    made = change.edits[-1].after if change.edits else None
    return ("statement", made.id) if isinstance(made, Statement) else None
