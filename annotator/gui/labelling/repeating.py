"""The gestures that use a label again: on the next statement, or wherever the same words stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from annotator.annotations.edits import Change
from annotator.annotations.model import Mention, Statement
from annotator.annotations.offered.occurrences import (
    Occurrence,
    apply_to,
    same_mentions,
    same_statements,
    same_suggestions,
)
from annotator.annotations.session import Session
from annotator.annotations.steps.filling_in import Labels
from annotator.annotations.wording import actor_name, claim_type_label, stance_words
from annotator.annotations.wording import label as words_of
from annotator.corpus.span import Span
from annotator.gui.labelling.gestures import Gestures, Place

if TYPE_CHECKING:
    from annotator.gui.widgets.tick_list import Tickable

_AROUND = 28  # code points shown before and after the words


class Repeating(Gestures):
    """Remembers what was labelled last, in whatever article."""

    def __init__(self, place: Place, parent: QObject) -> None:
        super().__init__(place, parent)
        self._labelled: list[tuple[str, Labels]] = []  # the last two statements, newest first
        self._workbench.annotations_changed.connect(self._remember)
        for signal in (self._workbench.project_closed, self._workbench.annotator_changed):
            signal.connect(self._labelled.clear)

    @Slot(object)
    def _remember(self, change: Change) -> None:
        session = self._workbench.session
        for edit in change.edits:
            after, before = edit.after, edit.before
            if not isinstance(edit.record, Statement) or session is None:
                continue
            if edit.record.annotator != session.annotator.id:
                continue
            others = [each for each in self._labelled if each[0] != edit.record.id]
            if not isinstance(after, Statement) or not (after.claim_types or after.stances):
                self._labelled[:] = others
                continue
            labels = Labels(after.claim_types, after.stances)
            old = isinstance(before, Statement) and Labels(before.claim_types, before.stances)
            if old != labels:
                self._labelled[:] = [(after.id, labels), *others][:2]

    def repeat(self) -> None:
        """Give what is in focus the claim types and stances of the statement labelled before."""
        session, saying = self._workbench.session, self._workbench.focused_suggestion()
        if session is None:
            return
        if saying is not None and saying.kind != "mention":
            said = self._last_but("")
            if said is not None:
                self._make_statement(lambda: session.accept_with(saying, said))
            return
        _, statement = self._statement()
        labels = self._last_but(statement.id) if statement is not None else None
        if statement is not None and labels is not None:
            self._do(lambda: session.set_labels([statement.id], labels))

    def _last_but(self, statement_id: str) -> Labels | None:
        found = next((each for name, each in self._labelled if name != statement_id), None)
        if found is None:
            self._say(self.tr("There is no label to repeat yet. Label another statement first."))
        return found

    def apply_to_all(self) -> None:
        """Show where the same words stand in the article, and label those that stay ticked."""
        session = self._workbench.session
        if session is None:
            return
        if self._workbench.is_readonly:
            self._say(self.tr("This project is open for reading only."))
            return
        same = self._same(session)
        if same is None:
            return
        places, label = same
        if not places:
            self._say(self.tr("The same words stand nowhere else without this label."))
            return
        from annotator.gui.widgets.tick_list import TickList

        words = self.tr("Label the same words in this article in the same way: %1").replace(
            "%1", label
        )
        tickables = [_shown(session.text, each.span) for each in places]
        dialog = TickList(words, tickables, self._window())
        dialog.taken.connect(
            lambda chosen: self._do(lambda: apply_to(session, tuple(places[at] for at in chosen)))
        )
        dialog.open()

    def _window(self) -> QWidget | None:
        parent = self.parent()
        return parent if isinstance(parent, QWidget) else None

    def _same(self, session: Session) -> tuple[tuple[Occurrence, ...], str] | None:
        """Return where the words in focus stand again, and the label that they would get.

        None where nothing there is labelled.
        """
        saying, statement = (
            self._workbench.focused_suggestion(),
            self._workbench.focused_statement(),
        )
        mention = self._workbench.focused_mention() or self._just_marked(session)
        if saying is not None and saying.kind == "mention":
            return same_suggestions(session, saying), _kind(session, saying.label, saying.actor)
        if statement is None and mention is not None:
            return same_mentions(session, mention), _kind(session, mention.kind, mention.actor)
        if statement is not None and (statement.claim_types or statement.stances):
            return same_statements(session, statement), _labels(session, statement)
        if statement is not None:
            self._say(self.tr("Give the statement a claim type or a stance first."))
        else:
            self._say(self.tr("Go to a mention that you marked, or to a statement, first."))
        return None

    def _just_marked(self, session: Session) -> Mention | None:
        """Return the mention whose words are selected, as they are after it was accepted."""
        span = self._reading.selected_span()
        kept = (each for each in session.mentions if each.decision != "rejected")
        return next((each for each in kept if each.span == span), None)


def _kind(session: Session, kind: str, actor: str | None) -> str:
    known = session.codebook.entity_kind(kind)
    name = (known.label if known is not None else "") or words_of(kind)
    return name if actor is None else f"{name}, {actor_name(session.actors, actor)}"


def _labels(session: Session, statement: Statement) -> str:
    codebook = session.codebook
    types = [claim_type_label(codebook, each) for each in statement.claim_types]
    stances = [
        stance_words(each, codebook, session.actors, session.numbers) for each in statement.stances
    ]
    return ", ".join((*types, *stances))


def _shown(text: str, span: Span) -> Tickable:
    from annotator.gui.widgets.tick_list import Tickable

    start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    before, after = (
        " ".join(text[start : span.start].split()),
        " ".join(text[span.end : end].split()),
    )
    return Tickable(f"… {before}", span.covered(text), f"{after} …")
