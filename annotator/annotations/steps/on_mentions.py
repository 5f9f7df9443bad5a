"""The gestures on mentions and suggestions: add, accept, reject, correct, change, remove."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.annotations.edits import Edit, Step
from annotator.annotations.indexes.open_suggestions import decided_kind
from annotator.annotations.model import Decision, Mention
from annotator.annotations.steps.on_codebook import CodebookSteps
from annotator.annotations.validation import trimmed
from annotator.annotations.wording import label
from annotator.corpus.span import Span
from annotator.errors import AnnotationError
from annotator.preannotation.suggestion import Suggestion


class MentionSteps(CodebookSteps):
    """Builds the steps that decide on suggestions and mark mentions; never writes."""

    def add_mention(
        self, span: Span, kind: str, actor: str | None = None, *, adding: Sequence[Edit] = ()
    ) -> Step:
        """Mark a mention; where a suggestion covers exactly that span, it is decided by this."""
        span = trimmed(span, self.text)
        for suggestion in self.open_suggestions:
            if suggestion.kind == "mention" and suggestion.span == span:
                return self.correct(suggestion, kind=kind, actor=actor, adding=adding)
        for mention in self.mentions:
            same = (mention.span, mention.kind) == (span, kind)
            if same and mention.decision != "rejected":
                raise AnnotationError("That mention is marked already. Nothing was changed.")
        return self._decide(
            None, None, span=span, kind=kind, actor=actor, decision="added", adding=adding
        )

    def accept(self, suggestion: Suggestion) -> Step:
        """Accept a mention as it stands, a quotation or possible statement as a new statement."""
        if suggestion.kind != "mention":
            step = self._new_statement(suggestion)
            rejected = self.decision_on(suggestion)
            if rejected is None:
                return step
            return replace(step, edits=(Edit(self.written(rejected), None), *step.edits))
        return self._decide(
            suggestion,
            self.decision_on(suggestion),
            span=suggestion.span,
            kind=suggestion.label,
            actor=self._known_actor(suggestion),
            decision="accepted",
        )

    def reject(self, suggestion: Suggestion) -> Step:
        """Reject a suggestion; the decision is kept as a mention with its span and kind."""
        return self._decide(
            suggestion,
            self.decision_on(suggestion),
            span=suggestion.span,
            kind=decided_kind(suggestion),
            actor=self._known_actor(suggestion),
            decision="rejected",
        )

    def correct(
        self,
        suggestion: Suggestion,
        *,
        span: Span | None = None,
        kind: str | None = None,
        actor: str | None = None,
        adding: Sequence[Edit] = (),
    ) -> Step:
        """Accept a mention with another span, kind or actor; "" means no actor, None leaves it.

        What comes out equal to the suggestion counts as accepted.
        """
        if suggestion.kind != "mention":
            raise AnnotationError("What is said is corrected as a statement. Accept it first.")
        before = self.decision_on(suggestion)
        known = before if before is not None and before.decision != "rejected" else None
        old_actor = known.actor if known is not None else self._known_actor(suggestion)
        after_span = trimmed(span, self.text) if span is not None else None
        return self._decide(
            suggestion,
            before,
            span=after_span or (known.span if known is not None else suggestion.span),
            kind=kind or (known.kind if known is not None else suggestion.label),
            actor=old_actor if actor is None else actor or None,
            decision="corrected",
            adding=adding,
        )

    def change_mention(
        self,
        mention_id: str,
        *,
        span: Span | None = None,
        kind: str | None = None,
        actor: str | None = None,
        adding: Sequence[Edit] = (),
    ) -> Step:
        """Change span, kind or actor of a mention; "" means no actor, None leaves it."""
        before = self.mention(mention_id)
        suggestion = self._suggestion_of(before)
        if suggestion is not None and suggestion.kind == "mention":
            return self.correct(suggestion, span=span, kind=kind, actor=actor, adding=adding)
        decision: Decision = "added" if before.suggestion is None else "corrected"
        return self._decide(
            None,
            before,
            span=trimmed(span, self.text) if span is not None else before.span,
            kind=kind or before.kind,
            actor=before.actor if actor is None else actor or None,
            decision=decision,
            adding=adding,
        )

    def remove_mention(self, mention_id: str) -> Step:
        """Take a mention or a decision back; a suggestion is then open again."""
        mention = self.mention(mention_id)
        wording = "Remove a mention" if mention.suggestion is None else "Take back a decision"
        return self._step(wording, Edit(mention, None))

    def _new_statement(self, suggestion: Suggestion) -> Step:
        candidate = suggestion.candidate
        if candidate is None:
            return self.add_statement(suggestion.span, suggestion=suggestion.id)
        return self.add_candidate(candidate, suggestion=suggestion.id)

    def _known_actor(self, suggestion: Suggestion) -> str | None:
        """Return whom a suggestion means, where the project knows that actor."""
        return self.actors.id_of(suggestion.actor)

    def _suggestion_of(self, mention: Mention) -> Suggestion | None:
        return self.offers.known(mention.suggestion)

    def _decide(
        self,
        suggestion: Suggestion | None,
        before: Mention | None,
        *,
        span: Span,
        kind: str,
        actor: str | None,
        decision: Decision,
        adding: Sequence[Edit] = (),
    ) -> Step:
        if decision != "rejected":
            self._check_mention(kind, actor, adding, had=before.kind if before else None)
        if suggestion is not None and decision == "corrected":
            said = (suggestion.span, suggestion.label, self._known_actor(suggestion))
            decision = "accepted" if said == (span, kind, actor) else "corrected"
        kept = before.suggestion if before is not None else None
        found = None if suggestion is None else suggestion.id
        after = Mention(
            id=before.id if before is not None else self.id_for("mention", found),
            article=self.article.id,
            annotator=self.annotator.id,
            span=span,
            kind=kind,
            actor=actor,
            decision=decision,
            suggestion=suggestion.id if suggestion is not None else kept,
            codebook=self.codebook.reference,
        )
        if before is not None and replace(before, codebook=after.codebook) == after:
            raise AnnotationError("That is how it is already. Nothing was changed.")
        return self._step(self._wording(suggestion, before, after), *adding, Edit(before, after))

    def _check_mention(
        self, kind: str, actor: str | None, adding: Sequence[Edit], *, had: str | None = None
    ) -> None:
        known = self.codebook.entity_kind(kind)
        if known is None:
            raise AnnotationError(f"The codebook has no kind of mention {kind!r}. Choose another.")
        if kind != had:
            self._check_offered("entity_kinds", known.id)
        if actor is not None and actor not in self.ground(adding).actors:
            raise AnnotationError(f"There is no actor {actor!r}. Add the actor first.")

    def _wording(
        self, suggestion: Suggestion | None, before: Mention | None, after: Mention
    ) -> str:
        kind = self.codebook.entity_kind(after.kind)
        name = (kind.label if kind is not None else "") or label(after.kind)
        covered = after.span.covered(self.text)
        shown = covered if len(covered) <= 40 else f"{covered[:39]}…"
        if suggestion is not None and suggestion.kind != "mention":
            what = "quotation" if suggestion.kind == "quotation" else "possible statement"
            return f"Reject a {what}"
        verb = {"added": "Mark", "accepted": "Accept", "corrected": "Correct", "rejected": "Reject"}
        word = "Change" if before and after.decision == "added" else verb[after.decision]
        return f"{word} {shown} ({name})"
