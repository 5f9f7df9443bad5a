"""Labelling from a list: the same gesture on passages of many articles, one step in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject

from annotator.annotations.edits import Change, Step
from annotator.annotations.model import Statement
from annotator.annotations.session import Session
from annotator.corpus.article import READABLE_ZONES
from annotator.corpus.sentences import sentences
from annotator.corpus.span import Span
from annotator.gui.workbench import Workbench
from annotator.workflows.concordance import Occurrence


class Gesture(Protocol):
    """What is done with one row; whatever it stores goes through ``apply``."""

    def __call__(self, session: Session, row: Occurrence, apply: Apply, /) -> None: ...


Apply = Callable[[Callable[[], Step]], Change | None]


class ListLabelling(QObject):
    """Labels rows, and takes the last labelling back as a whole."""

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._done: list[list[tuple[str, str]]] = []  # (article, wording) of each labelling

    def forget(self) -> None:
        """Forget what could be taken back: another project or annotator."""
        self._done.clear()

    def label(self, rows: Sequence[Occurrence], gesture: Gesture) -> int:
        """Do a gesture on each row; return how many steps were stored."""
        stored: list[tuple[str, str]] = []
        sessions: dict[str, Session] = {}
        for row in rows:
            session = sessions.get(row.article) or self._workbench.look_into(row.article)
            if session is None:
                break
            sessions[row.article] = session
            gesture(session, row, self._applying(session, stored))
        if stored:
            self._done.append(stored)
        return len(stored)

    def undo(self) -> int | None:
        """Take the last labelling back; how many steps, or None where there is nothing.

        What was changed since in its article stays, and is said.
        """
        if not self._done:
            return None
        taken = 0
        for article, wording in reversed(self._done.pop()):
            taken += self._workbench.undo_in(article, wording) is not None
        return taken

    def _applying(self, session: Session, stored: list[tuple[str, str]]) -> Apply:
        def apply(build: Callable[[], Step]) -> Change | None:
            change = self._workbench.gesture(build, initiator=self)
            if change is not None:
                if session is not self._workbench.session:
                    session.absorb(change)
                stored.append((session.article.id, change.wording))
            return change

        return apply


def state(session: Session, row: Occurrence, apply: Apply) -> None:
    """Make a statement of a row that is none yet."""
    statement_of(session, row, apply)


def with_claim_type(claim_type: str) -> Gesture:
    """Return the gesture that gives a row's statement, made if need be, a claim type."""

    def give(session: Session, row: Occurrence, apply: Apply) -> None:
        statement = statement_of(session, row, apply)
        if statement is not None and claim_type not in statement.claim_types:
            apply(lambda: session.toggle_claim_type(statement.id, claim_type))

    return give


def as_mention(kind: str) -> Gesture:
    """Return the gesture that makes a mention of a row's words."""

    def mark(session: Session, row: Occurrence, apply: Apply) -> None:
        apply(lambda: session.add_mention(row.span, kind))

    return mark


def statement_of(session: Session, row: Occurrence, apply: Apply) -> Statement | None:
    """Return the statement of a row; a possible one is taken over, else one is made."""
    known = session.find_statement(row.statement) or _covering(session, row.span)
    if known is not None:
        return known
    suggestion = next(
        (each for each in session.open_suggestions if each.id == row.suggestion), None
    )
    if suggestion is not None:
        change = apply(lambda: session.accept(suggestion))
    else:
        change = apply(lambda: session.add_statement(_sentence(session, row.span)))
    made = change.edits[-1].after if change is not None else None
    return made if isinstance(made, Statement) else None


def _covering(session: Session, span: Span) -> Statement | None:
    """Return a statement that another row of the same list was made of a moment ago."""
    for each in session.statements:
        parts = (*each.content, *each.cue, *each.source.spans)
        if any(part.overlaps(span) for part in parts):
            return each
    return None


def _sentence(session: Session, span: Span) -> Span:
    """Return the sentences around a span, within the zones that people read."""
    zones = [each.span for each in session.zones if each.kind in READABLE_ZONES]
    within = zones or [Span(0, len(session.text))]
    every = (each for zone in within for each in sentences(session.text, zone))
    covering = [each for each in every if each.overlaps(span)]
    return Span(covering[0].start, covering[-1].end) if covering else span
