"""The gestures on what the annotator said of similar passages: take one over, or all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Source, Stance, Statement
from annotator.annotations.offered.counterparts import Counterpart, is_counterpart
from annotator.annotations.standing import relabelled_statement
from annotator.annotations.steps.on_mentions import MentionSteps
from annotator.annotations.validation import check_statement
from annotator.errors import AnnotationError
from annotator.preannotation.suggestion import Suggestion


class CounterpartSteps(MentionSteps):
    """Builds the steps that make statements of what was said about the same words elsewhere."""

    _said: Mapping[str, Statement] = MappingProxyType({})

    def offer(self, counterparts: Iterable[Counterpart]) -> None:
        """Offer what was said elsewhere among the suggestions, instead of what was offered so."""
        found = tuple(counterparts)
        if not found and not self._said:
            return
        self._said = {each.suggestion.id: each.statement for each in found}
        own = [each for each in self.suggestions if not is_counterpart(each.id)]
        self._set_suggestions([*own, *(each.suggestion for each in found)])
        self._forget_views()

    @property
    def open_counterparts(self) -> tuple[Suggestion, ...]:
        """What was said elsewhere and is neither said nor rejected here, in text order."""
        return tuple(each for each in self.open_suggestions if is_counterpart(each.id))

    def said_elsewhere(self, suggestion_id: str) -> Statement | None:
        """Return the statement that a suggestion from elsewhere would become."""
        return self._said.get(suggestion_id)

    def take_over(self) -> Step:
        """Make statements of all that is offered from elsewhere, in one step."""
        found = self.open_counterparts
        if not found:
            raise AnnotationError("There is nothing to take over from similar passages here.")
        edits = [edit for each in found for edit in self.accept(each).edits]
        many = "1 statement" if len(found) == 1 else f"{len(found)} statements"
        return self._step(f"Take over {many}", *edits)

    def _new_statement(self, suggestion: Suggestion) -> Step:
        said = self._said.get(suggestion.id)
        if said is None:
            return super()._new_statement(suggestion)
        statement = self._fitted(
            replace(
                said,
                id=self.id_for("statement", suggestion.id),
                article=self.article.id,
                annotator=self.annotator.id,
                codebook=self.codebook.reference,
                suggestion=suggestion.id,
            )
        )
        check_statement(statement, self.ground())
        return self._step("Take over a statement", Edit(None, statement))

    def _fitted(self, statement: Statement) -> Statement:
        """Return a statement without what the codebook or the project does not know any more."""
        codebook = self.codebook
        statement = relabelled_statement(statement, codebook)
        types = [each for each in statement.claim_types if codebook.offers("claim_types", each)]
        return replace(
            statement,
            source=self._fitted_source(statement.source),
            addressee=replace(statement.addressee, actors=self._known(statement.addressee.actors)),
            claim_types=tuple(types[: codebook.max_claim_types]),
            stances=tuple(each for each in statement.stances if self._is_takeable(each)),
            certainty=statement.certainty if statement.certainty in codebook.certainty else None,
            figures=tuple(each for each in statement.figures if each.unit in codebook.figure_units),
            voice=statement.voice if statement.voice in codebook.voices else None,
            quote=statement.quote if statement.quote in codebook.quote_types else None,
        )

    def _fitted_source(self, source: Source) -> Source:
        via = source.via if source.via is not None and source.via.actor in self.actors else None
        speaker = source.speaker if source.speaker in self.actors else None
        return replace(source, actors=self._known(source.actors), speaker=speaker, via=via)

    def _known(self, actors: Iterable[str]) -> tuple[str, ...]:
        return tuple(each for each in actors if each in self.actors)

    def _is_takeable(self, stance: Stance) -> bool:
        kind, target = stance.target.kind, stance.target.id
        codebook = self.codebook
        is_known = target in self.actors if kind == "actor" else codebook.offers("topics", target)
        has_value = codebook.offers("stance_values", stance.value)
        return is_known and has_value and kind in codebook.stance_target_kinds
