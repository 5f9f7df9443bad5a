"""The card of a mention or of a suggestion: what it is, whom it means, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.annotations.edits import Change, Edit, Step
from annotator.annotations.model import Mention, Statement
from annotator.annotations.session import Session
from annotator.annotations.wording import (
    actor_name,
    candidate_holder,
    claim_type_label,
    excerpt,
    found_by,
    label,
)
from annotator.gui.keys.own import with_keys
from annotator.gui.statements.choices import actor_choices
from annotator.gui.statements.desk import Desk
from annotator.gui.statements.pieces import (
    LabelledRow,
    Option,
    PickButton,
    QuietBox,
    TextButton,
    clear,
    heading,
    muted,
    push_button,
    row,
)
from annotator.gui.statements.tab_order import chain_tab_order, focus_kept, show_all
from annotator.gui.widgets.matching import Choice
from annotator.preannotation.suggestion import Candidate, Suggestion

Thing = Mention | Suggestion
_DECISIONS = {"added": "Marked by hand", "accepted": "Accepted", "corrected": "Corrected"}


class MentionCard(QWidget):
    """Accepts, rejects or corrects a suggestion, and changes or removes a mention."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._thing: Thing | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 6, 8, 8)
        self._column.setSpacing(6)

    def show_mention(self, session: Session, mention: Mention) -> None:
        """Show a mention."""
        with focus_kept(self):
            self._begin(mention, self.tr("Mention"))
            words = _DECISIONS.get(mention.decision, self.tr("Rejected"))
            self._words(session, mention, words)
            self._details(session, mention.kind, mention.actor)
            for each in session.reasons(mention.id):
                self._column.addWidget(muted(each.text))
            remove = push_button(
                self.tr("Remove"),
                lambda: self._do(lambda now: now.remove_mention(mention.id)),
                name=self.tr("Remove this mention"),
            )
            self._end(remove)

    def show_suggestion(self, session: Session, suggestion: Suggestion) -> None:
        """Show a suggested mention or a possible statement."""
        said = suggestion.kind != "mention"
        title = self.tr("Possible statement") if said else self.tr("Suggested mention")
        self._begin(suggestion, title)
        sure = self.tr("uncertain") if suggestion.confidence < 0.5 else ""
        self._words(session, suggestion, sure)
        if suggestion.candidate is not None:
            self._guesses(session, suggestion, suggestion.candidate)
        elif not said:
            self._details(session, suggestion.label, suggestion.actor)
        accept = self.tr("Make it a statement") if said else self.tr("Accept")
        self._end(
            push_button(
                accept,
                lambda: self._do(lambda now: now.accept(suggestion)),
                tip=with_keys(f"{accept} ({{suggestion.accept}})"),
            ),
            push_button(
                self.tr("Reject"),
                lambda: self._do(lambda now: now.reject(suggestion)),
                tip=with_keys(self.tr("Reject ({suggestion.reject})")),
            ),
        )

    def _begin(self, thing: Thing, title: str) -> None:
        self._thing = thing
        clear(self._column)
        self._column.addWidget(heading(title))

    def _words(self, session: Session, thing: Thing, said: str) -> None:
        words = excerpt(session.text, [thing.span], length=300)
        name = self.tr("Go to: %1").replace("%1", words)
        span = thing.span
        self._column.addWidget(
            TextButton(words, name, lambda: self._desk.span_requested.emit(span))
        )
        if said:
            self._column.addWidget(muted(said))

    def _guesses(self, session: Session, suggestion: Suggestion, candidate: Candidate) -> None:
        """Tell holder, cue and claim type that were guessed, and by which rule."""
        guessed = candidate.claim_type
        facts = {
            self.tr("Who"): candidate_holder(candidate, session.actors, session.text),
            self.tr("Cue"): excerpt(session.text, candidate.cue),
            self.tr("To"): excerpt(session.text, candidate.addressee),
            self.tr("Claim type"): claim_type_label(session.codebook, guessed) if guessed else "",
            self.tr("Found by"): found_by(suggestion.rule),
        }
        for name, words in facts.items():
            if words:
                self._column.addWidget(muted(f"{name}: {words}"))

    def _details(self, session: Session, kind: str, actor: str | None) -> None:
        options = [
            Option(each.id, each.label or label(each.id)) for each in session.codebook.entity_kinds
        ]
        box = QuietBox(options, kind, self.tr("Kind of mention"))
        box.on_pick(self._set_kind)
        self._column.addWidget(LabelledRow(self.tr("Kind"), box))
        shown = actor_name(session.actors, actor) if actor else self.tr("nobody in particular")
        said = self.tr("Means: %1").replace("%1", shown)
        button = PickButton(shown, said, self._choose_actor)
        self._column.addWidget(LabelledRow(self.tr("Means"), button))
        self._column.addWidget(self._naming())

    def _naming(self) -> QWidget:
        """Return the button that makes the words a name of an actor."""
        words = self.tr("Add as another name of…")
        tip = with_keys(
            self.tr("Let an actor be known by these words, here and from now on ({mention.name})")
        )
        return row(push_button(words, self._ask_whose_name, tip=tip), stretch=-1)

    def _ask_whose_name(self) -> None:
        if self._thing is not None:
            self._desk.name_requested.emit(self._thing.span)

    def _end(self, *buttons: QWidget) -> None:
        self._column.addWidget(row(*buttons, stretch=-1))
        self._column.addStretch(1)
        show_all(self._column)
        chain_tab_order(self)

    def _do(self, build: Callable[[Session], Step]) -> None:
        self._follow(self._desk.gesture(build))

    def _follow(self, change: Change | None) -> None:
        """Keep the focus on what a decision made."""
        if change is None:
            return
        for edit in change.edits:
            if isinstance(edit.after, Statement):
                self._desk.focus_on("statement", edit.after.id)
            elif isinstance(edit.after, Mention) and edit.after.decision != "rejected":
                self._desk.focus_on("mention", edit.after.id)

    def _set_kind(self, kind: str | None) -> None:
        thing = self._thing
        if thing is not None:
            self._do(lambda session: _change(session, thing, kind=kind))

    def _choose_actor(self) -> None:
        session, thing = self._desk.session, self._thing
        if session is None or thing is None:
            return
        items = list(actor_choices(session, likely=session.proposed_actors(thing.span)))
        if thing.actor is not None:
            items.insert(min(1, len(items)), Choice("", self.tr("Nobody in particular")))
        self._desk.choose_actor(
            items, self.tr("Whom does it mean?"), self._with_actor, beside=self, after=self._follow
        )

    def _with_actor(self, session: Session, actor: str, adding: Sequence[Edit]) -> Step:
        assert self._thing is not None
        return _change(session, self._thing, actor=actor, adding=adding)


def _change(
    session: Session,
    thing: Thing,
    *,
    kind: str | None = None,
    actor: str | None = None,
    adding: Sequence[Edit] = (),
) -> Step:
    if isinstance(thing, Suggestion):
        return session.correct(thing, kind=kind, actor=actor, adding=adding)
    return session.change_mention(thing.id, kind=kind, actor=actor, adding=adding)
