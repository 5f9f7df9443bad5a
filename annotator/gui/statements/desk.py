"""What the parts of the card work with: the workbench, the chooser, and the words selected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from annotator.annotations.edits import Change, Step
from annotator.annotations.session import Session
from annotator.corpus.span import Span

if TYPE_CHECKING:
    from annotator.gui.statements.picks import WithActor
    from annotator.gui.widgets.chooser import Chooser
    from annotator.gui.widgets.matching import Choice
    from annotator.gui.workbench import Workbench

Selection = Callable[[], Span | None]


class Desk(QObject):
    """Lets the sections of the card change the statement without knowing each other."""

    span_requested = Signal(object)
    label_explained = Signal(str, str)
    refused = Signal()
    name_requested = Signal(object)

    def __init__(self, workbench: Workbench, parent: QWidget, *, selection: Selection) -> None:
        super().__init__(parent)
        self.workbench = workbench
        self._selection = selection
        self._panel = parent
        self._chooser: Chooser | None = None

    @property
    def session(self) -> Session | None:
        """The session on the article in hand."""
        return self.workbench.session

    @property
    def is_readonly(self) -> bool:
        """Whether nothing can be stored."""
        return self.workbench.is_readonly

    def gesture(self, build: Callable[[Session], Step]) -> Change | None:
        """Build a step with the session and store it; tell by ``refused`` where that fails."""
        session = self.session
        if session is None:
            return None
        change = self.store(lambda: build(session), initiator=self._panel)
        if change is None:
            self.refused.emit()
        return change

    def store(self, build: Callable[[], Step], *, initiator: object) -> Change | None:
        """Build a step and store it; why it was not done is told where a person looks."""
        return self.workbench.gesture(build, initiator=initiator)

    def focus_on(self, kind: Literal["statement", "mention"], identifier: str) -> None:
        """Put a statement or a mention in focus."""
        self.workbench.focus = (kind, identifier)

    def say(self, words: str) -> None:
        """Show a sentence in the status line."""
        self.workbench.refused.emit(words)

    def selected(self) -> Span | None:
        """Return what is selected in the article, or say how to select."""
        span = self._selection()
        if span is None:
            self.say(self.tr("Select some words in the article first."))
        return span

    def with_selection(self, build: Callable[[Session, Span], Step]) -> None:
        """Build a step from what is selected in the article, and store it."""
        span = self.selected()
        if span is not None:
            self.gesture(lambda session: build(session, span))

    def choose(
        self,
        items: Sequence[Choice],
        title: str,
        on_pick: Callable[[Choice], object],
        *,
        beside: QWidget | None = None,
        create: Callable[[str], Choice | tuple[Choice, ...] | None] | None = None,
    ) -> None:
        """Let the annotator choose from a list that narrows as one types."""
        from annotator.gui.widgets.chooser import Chooser

        if self._chooser is None:
            self._chooser = Chooser(self._panel)
        at = beside.mapToGlobal(QPoint(0, beside.height())) if beside is not None else None
        self._chooser.open_at(items, title, on_pick, at=at, create=create)

    def choose_actor(
        self,
        items: Sequence[Choice],
        title: str,
        on_pick: WithActor,
        *,
        beside: QWidget | None = None,
        after: Callable[[Change | None], None] | None = None,
    ) -> None:
        """Let the annotator choose an actor or name a new one; ``on_pick`` builds the step."""

        from annotator.gui.statements.choices import new_actor_choice
        from annotator.gui.statements.picks import with_actor

        def picked(choice: Choice) -> None:
            change = self.gesture(lambda session: with_actor(session, choice.id, on_pick))
            if after is not None:
                after(change)

        self.choose(items, title, picked, beside=beside, create=new_actor_choice)
