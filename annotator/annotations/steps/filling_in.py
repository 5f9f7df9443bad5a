"""The gestures that fill in more than one part at once: from what the rules read, or by a label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Stance, Statement, Target
from annotator.annotations.offered.counterparts import is_counterpart
from annotator.annotations.steps.on_counterparts import CounterpartSteps
from annotator.annotations.validation import check_statement, trimmed
from annotator.annotations.wording import claim_type_label, stance_words
from annotator.corpus.span import Span
from annotator.errors import AnnotationError
from annotator.preannotation.suggestion import Candidate, Suggestion

if TYPE_CHECKING:
    from annotator.annotations.offered.likely_targets import Habits


@dataclass(frozen=True, slots=True)
class Labels:
    """What may be said of one statement after another: claim types and stances."""

    claim_types: tuple[str, ...] = ()
    stances: tuple[Stance, ...] = ()


class FillingSteps(CounterpartSteps):
    """Builds statements whose parts are filled in, and sets several labels at once."""

    habits: Habits | None = None
    """What the annotator's earlier statements took a stance on."""
    _read: tuple[Suggestion, ...] = ()

    def have_read(self, guesses: Iterable[Suggestion]) -> None:
        """Take in what the rules read of the article; it is not shown, and fills in parts.

        Nothing where ``proposes`` is unset.
        """
        found = (each for each in guesses if each.candidate is not None)
        self._read = tuple(sorted(found, key=lambda each: (each.span, each.id)))

    def add_filled(self, span: Span, *, exactly: bool) -> Step:
        """Make a statement in ``span`` with source, cue, addressee and actors filled in.

        ``exactly`` takes the span as the content; otherwise the first possible statement in it
        that is not made yet gives the content, or the span itself where there is none. The claim
        type is left to the person.
        """
        span = trimmed(span, self.text)
        found = self._saying(span) if exactly else self._first_in(span)
        if found is None or found.candidate is None:
            return self.add_statement(span)
        candidate = replace(found.candidate, claim_type=None)
        if exactly:
            candidate = _about(candidate, span)
        is_shown = self.offers.find(found.id) is not None
        step = self.add_candidate(candidate, suggestion=found.id if is_shown else None)
        return replace(step, wording="Add a statement")

    def made_already(self, span: Span, *, exactly: bool) -> Statement | None:
        """Return the statement that :meth:`add_filled` would only make once more."""
        span = trimmed(span, self.text)
        if not self.offers.is_said((span,)) or (not exactly and self._first_in(span) is not None):
            return None
        return next((each for each in self.statements if each.content == (span,)), None)

    def accept_with(self, suggestion: Suggestion, labels: Labels) -> Step:
        """Accept what is suggested as said with these labels; claim types replace the guess."""
        step = self.accept(suggestion)
        before = step.edits[-1].after
        if not isinstance(before, Statement):
            raise AnnotationError("A name takes no such label. Go to something that is said.")
        made = self._labelled(before, labels)
        check_statement(made, self.ground())
        edits = (*step.edits[:-1], replace(step.edits[-1], after=made))
        words = self.worded(labels)
        return replace(step, edits=edits, wording=f"Accept as {words}" if words else step.wording)

    def weighed_targets(self, statement: Statement) -> tuple[tuple[float, Target], ...]:
        """Return what a stance of a statement, made or not, most likely is on, with how much."""
        from annotator.annotations.offered.likely_targets import Habits, likely_targets

        return likely_targets(self, statement, self.habits or Habits())

    def labels_of(self, statement_id: str) -> Labels:
        """Return the claim types and stances of a statement."""
        statement = self.statement(statement_id)
        return Labels(statement.claim_types, statement.stances)

    def set_labels(self, statement_ids: Sequence[str], labels: Labels) -> Step:
        """Give statements the same claim types and stances, in one step.

        What a statement cannot take is left out: a stance on itself or on its own holder's words.
        """
        edits = []
        for each in statement_ids:
            before = self.statement(each)
            after = self._labelled(before, labels)
            if after != before:
                check_statement(after, self.ground())
                edits.append(Edit(before, self._stamped(after)))
        if not edits:
            raise AnnotationError("It has these labels already. Nothing was changed.")
        return self._step(f"Set the labels: {self.worded(labels)}", *edits)

    def worded(self, labels: Labels) -> str:
        """Return labels in words: "Call, favors dialogue"."""
        types = [claim_type_label(self.codebook, each) for each in labels.claim_types]
        stances = [
            stance_words(each, self.codebook, self.actors, self.numbers)
            for each in labels.stances
            if self._is_here(each)
        ]
        return ", ".join((*types, *stances))

    def _labelled(self, statement: Statement, labels: Labels) -> Statement:
        stances = tuple(
            replace(each, target=replace(each.target, spans=()))
            for each in labels.stances
            if self._is_here(each)
            and each.target.id not in (statement.id, *statement.source.actors)
        )
        known = [each for each in labels.claim_types if self.codebook.claim_type(each) is not None]
        return replace(
            statement,
            claim_types=tuple(known) or statement.claim_types,
            stances=stances or statement.stances,
        )

    def _is_here(self, stance: Stance) -> bool:
        """Tell whether the target of a stance is known in this article."""
        target = stance.target
        if target.kind == "statement":
            return self.find_statement(target.id) is not None
        known = target.id in self.actors if target.kind == "actor" else None
        return bool(known if known is not None else self.codebook.topic(target.id))

    @property
    def is_marked(self) -> bool:
        """Whether possible statements of the engine are shown in the article."""
        return any(not is_counterpart(each.id) for each in self.offers.with_parts)

    def _readings(self) -> Iterable[Suggestion]:
        """Return what may fill in parts: what is suggested, else what was read only."""
        if not self.proposes:
            return ()
        shown = self.offers.with_parts
        return shown if self.is_marked else (*self._read, *shown)

    def _first_in(self, span: Span) -> Suggestion | None:
        """Return the first possible statement in a stretch that nobody has made yet."""
        for each in self._readings():
            content = each.candidate.content if each.candidate is not None else ()
            begins = bool(content) and span.start <= content[0].start < span.end
            if begins and not self.offers.is_said(content):
                return each
        return None

    def _saying(self, span: Span) -> Suggestion | None:
        """Return the possible statement of whose content most of the selection is a part."""
        best, most = None, len(span) // 2
        for each in self._readings():
            content = each.candidate.content if each.candidate is not None else ()
            shared = sum(
                max(0, min(one.end, span.end) - max(one.start, span.start)) for one in content
            )
            if shared > most:
                best, most = each, shared
        return best


def _about(candidate: Candidate, content: Span) -> Candidate:
    """Return a candidate with another content, without the parts that lie in it."""

    def outside(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(each for each in spans if not each.overlaps(content))

    return replace(
        candidate,
        content=(content,),
        source=outside(candidate.source),
        cue=outside(candidate.cue),
    )
