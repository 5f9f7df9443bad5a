"""The gestures on statements: each checks what is asked for and returns the step to store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from annotator.annotations.actors import standing_id
from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import (
    Actor,
    Addressee,
    Figure,
    Source,
    Stance,
    Statement,
    Target,
    TargetKind,
)
from annotator.annotations.offered import proposals
from annotator.annotations.standing import relabelled_statement
from annotator.annotations.state import ArticleState
from annotator.annotations.steps import parts
from annotator.annotations.validation import check_statement, inside, trimmed
from annotator.annotations.wording import (
    actor_names,
    claim_type_label,
    stance_words,
    target_label,
)
from annotator.codebook.model import Codebook, Section
from annotator.corpus.span import Span
from annotator.errors import AnnotationError
from annotator.preannotation.suggestion import Candidate

if TYPE_CHECKING:
    from annotator.annotations.revisiting import Reason
    from annotator.annotations.steps.parts import Role

UNCHANGED = "\0unchanged"


class StatementSteps(ArticleState):
    """Builds the steps that make, change and remove statements; never writes."""

    proposes = True
    """Unset where the article is served without suggestions."""

    def add_statement(self, content: Span, *, suggestion: str | None = None) -> Step:
        """Make a statement with that content; its id is that of the last edit's ``after``.

        ``suggestion`` is the id of the suggestion that is taken over by it.
        """
        statement = self._blank((trimmed(content, self.text),), suggestion)
        check_statement(statement, self.ground())
        return self._step("Add a statement", Edit(None, statement))

    def add_candidate(self, candidate: Candidate, *, suggestion: str | None = None) -> Step:
        """Make a statement of everything that was guessed; its id is that of the last ``after``.

        Actors and claim types that are not known here, and layers that the codebook does not ask
        for, are left out. ``suggestion`` is the id of the suggestion that is taken over by it.
        """
        statement = self._blank(self._trimmed(candidate.content), suggestion)
        asked = [each for each in parts.ROLES if self.codebook.requirement(each) != "off"]
        for role in ("cue", "addressee", "source"):
            spans = getattr(candidate, role)
            if spans and role in asked:
                statement = parts.with_part(statement, role, self._trimmed(spans))
        if "source" in asked:
            statement = self._with_guessed_holder(statement, candidate)
        for span in statement.addressee.spans[:1]:
            statement = self._with_addressed(statement, span)
        known = self.codebook.claim_type(candidate.claim_type or "")
        is_offered = known is not None and self.codebook.offers("claim_types", known.id)
        if known is not None and is_offered and self.codebook.max_claim_types > 0:
            statement = replace(statement, claim_types=(known.id,))
        statement = self._inside_another(statement)
        check_statement(statement, self.ground())
        return self._step("Accept a possible statement", Edit(None, statement))

    def _inside_another(self, statement: Statement) -> Statement:
        """Name the statement whose content holds all of this one, also who says it, as its parent.

        "X said that Y had denied it": what Y denied is made inside what X said.
        """
        if not statement.source.spans or self.codebook.requirement("parent") == "off":
            return statement
        whole = (*statement.content, *statement.source.spans, *statement.cue)
        around = [each for each in self.statements if inside(whole, each.content)]
        if not around:
            return statement
        nearest = min(around, key=lambda each: sum(map(len, each.content)))
        return replace(statement, parent=nearest.id)

    def _blank(self, content: tuple[Span, ...], suggestion: str | None = None) -> Statement:
        certainty = self.codebook.certainty
        plain = self.codebook.requirement("certainty") != "off" and bool(certainty)
        return Statement(
            id=self.id_for("statement", suggestion),
            article=self.article.id,
            annotator=self.annotator.id,
            content=content,
            certainty=certainty[0] if plain else None,
            codebook=self.codebook.reference,
            suggestion=suggestion,
        )

    def _trimmed(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(sorted({trimmed(each, self.text) for each in spans}))

    def _with_guessed_holder(self, statement: Statement, candidate: Candidate) -> Statement:
        named = map(self.actors.id_of, candidate.actors)
        actors = tuple(dict.fromkeys(each for each in named if each is not None))
        speaker = self.actors.id_of(candidate.speaker)
        for span in statement.source.spans[:1]:
            holder = proposals.Holder(actors, speaker) if actors else None
            naming = proposals.naming_of(span, self.text, holder, self.actors)
            source = replace(statement.source, actors=actors, speaker=speaker, mention=naming)
            return self._with_holder(replace(statement, source=source), span)
        return replace(statement, source=replace(statement.source, actors=actors, speaker=speaker))

    def remove_statement(self, statement_id: str) -> Step:
        """Remove a statement, and what points to it from other statements, in one step."""
        gone = self.statement(statement_id)
        edits = []
        for other in self.referring_to(statement_id):
            if other.id != statement_id:
                freed = parts.without_reference(other, statement_id)
                edits.append(Edit(other, self._stamped(freed)))
        number = self.numbers[statement_id]
        return self._step(f"Remove statement {number}", *edits, Edit(gone, None))

    def set_part(self, statement_id: str, role: Role, span: Span) -> Step:
        """Give a span a role in a statement; the same span again takes it out.

        A span inside one that is there narrows it; one that overlaps it makes it longer. A source
        or addressee that names exactly one holder fills in open actors in the same step.
        """
        before = self.statement(statement_id)
        self._check_layer(role)
        span = trimmed(span, self.text)
        old = parts.part(before, role)
        after = parts.with_part(before, role, parts.with_span(old, span, self.text))
        taken = span in old
        if not taken and role == "source":
            after = self._with_holder(after, span)
        elif not taken and role == "addressee":
            after = self._with_addressed(after, span)
        if role in ("source", "cue") and not taken and after.voice == "author":
            after = replace(after, voice=None)
        return self._change(before, after, f"{'Take out' if taken else 'Set'} the {role}")

    def set_actors(
        self,
        statement_id: str,
        actors: Sequence[str],
        *,
        speaker: str | None = UNCHANGED,
        adding: Sequence[Edit] = (),
    ) -> Step:
        """Say who holds the statement, and perhaps who spoke for them.

        ``adding`` takes edits from :meth:`Session.add_actor` into the same step.
        """
        before = self.statement(statement_id)
        source = replace(before.source, actors=tuple(dict.fromkeys(actors)))
        if speaker != UNCHANGED:
            source = replace(source, speaker=speaker)
        voice = None if before.voice == "author" and parts.is_sourced(before) else before.voice
        if (actors or source.speaker) and before.voice == "author":
            voice = None
        after = replace(before, source=source, voice=voice)
        wording = _source_wording(before.source, source, self.ground(adding).actors)
        return self._change(before, after, wording, adding=adding)

    def toggle_claim_type(self, statement_id: str, claim_type_id: str) -> Step:
        """Set a claim type, or take it away; one more than allowed replaces the last one."""
        before = self._in_todays_words(statement_id)
        if claim_type_id not in before.claim_types:
            self._check_offered("claim_types", claim_type_id)
        after, replaced = parts.with_claim_type(
            before,
            claim_type_id,
            at_most=self.codebook.max_claim_types,
            instead_of=self._split_into(before, claim_type_id),
        )
        name = claim_type_label(self.codebook, claim_type_id)
        if claim_type_id in before.claim_types:
            wording = f"Take away the claim type {name}"
        elif replaced is not None:
            old = claim_type_label(self.codebook, replaced)
            wording = f"Change the claim type {old} to {name}"
        else:
            wording = f"Set the claim type {name}"
        return self._change(before, after, wording)

    def _split_into(self, statement: Statement, claim_type_id: str) -> str | None:
        """Return the former claim type of a statement in whose place a claim type may stand."""
        for each in statement.claim_types:
            known = self.codebook.claim_type(each)
            is_former = known is not None and not self.codebook.offers("claim_types", each)
            if known is not None and is_former and claim_type_id in known.split_into:
                return each
        return None

    def set_stance(
        self,
        statement_id: str,
        target: Target,
        value: str,
        *,
        explicit: bool | None = None,
        adding: Sequence[Edit] = (),
    ) -> Step:
        """Set the stance on a target; the same stance again takes it away.

        ``explicit`` None keeps what the stance was; a new one is explicit.
        """
        before = self._in_todays_words(statement_id)
        target = replace(
            target, spans=tuple(sorted({trimmed(each, self.text) for each in target.spans}))
        )
        target = self._as_written(before, target)
        self._check_offered_stance(before, target, value, adding)
        after, stance = parts.with_stance(before, target, value, explicit)
        shown, ground = stance or Stance(target, value), self.ground(adding)
        words = stance_words(shown, ground.codebook, ground.actors, self.numbers)
        wording = f"{'Set' if stance else 'Take away the'} stance: {words}"
        return self._change(before, after, wording, adding=adding)

    def remove_stance(self, statement_id: str, target: Target) -> Step:
        """Take away the stance on a target."""
        before = self.statement(statement_id)
        after = parts.without_stance(before, self._as_written(before, target))
        words = target_label(target, self.codebook, self.actors, self.numbers)
        return self._change(before, after, f"Take away the stance on {words}")

    def _as_written(self, statement: Statement, target: Target) -> Target:
        """Return a target under the id of the merged one on which the statement has a stance."""
        own = [each.target.id for each in statement.stances if each.target.kind == target.kind]
        if target.kind == "statement" or target.id in own:
            return target
        stands = self._standing_target(target.kind, target.id)
        written = {self._standing_target(target.kind, each): each for each in own}
        return replace(target, id=written.get(stands, target.id))

    def _standing_target(self, kind: TargetKind, target_id: str) -> str:
        if kind == "actor":
            return standing_id(target_id, self.actors)
        topic = self.codebook.topic(target_id)
        return target_id if topic is None else topic.id

    def _in_todays_words(self, statement_id: str) -> Statement:
        """Return a statement with today's labels, also where one must be looked at again."""
        return relabelled_statement(self.statement(statement_id), self.codebook, apart=True)

    def _check_offered_stance(
        self, statement: Statement, target: Target, value: str, adding: Sequence[Edit]
    ) -> None:
        """Refuse a stance or topic that is not offered any more, unless it is there already."""
        old = parts.stance_on(statement, target)
        if old is None or old.value != value:
            self._check_offered("stance_values", value)
        if old is None and target.kind == "topic":
            self._check_offered("topics", target.id, self.codebook_with(adding))

    def _check_offered(
        self, section: Section, entry_id: str, codebook: Codebook | None = None
    ) -> None:
        codebook = codebook or self.codebook
        if codebook.offers(section, entry_id):
            return
        for each in getattr(codebook.former, section):
            if each.id == entry_id:
                raise AnnotationError(
                    f"“{each.label or each.id}” is not offered any more since the codebook was "
                    "changed. Choose another."
                )

    def change_statement(
        self,
        statement_id: str,
        *,
        wording: str,
        adding: Sequence[Edit] = (),
        **fields: Any,  # any field of Statement, as dataclasses.replace takes them
    ) -> Step:
        """Change other fields of a statement: certainty, note, parent, figures, voice...

        The author's voice takes out source and cue in the same step.
        """
        before = self.statement(statement_id)
        if {"id", "article", "annotator"} & fields.keys():
            raise ValueError("a statement keeps its id, article and annotator")
        after = replace(before, **fields)
        if fields.get("voice") == "author":
            after = parts.in_authors_voice(after)
        return self._change(before, after, wording, adding=adding)

    def add_figure(self, statement_id: str, span: Span) -> Step:
        """Read a number from the content ("at least 29 dead"); the same span again takes it out."""
        before = self.statement(statement_id)
        self._check_layer("figures")
        span = trimmed(span, self.text)
        kept = tuple(each for each in before.figures if each.span != span)
        if len(kept) < len(before.figures):
            return self._change(before, replace(before, figures=kept), "Take out a number")
        if not any(each.contains(span) for each in before.content):
            raise AnnotationError("Select a number inside the content of the statement.")
        from annotator.annotations.figures import read_figure

        units, actors = self.codebook.figure_units, self.actors.values()
        figure = read_figure(span, self.text, units, actors)
        figures = tuple(sorted((*kept, figure), key=lambda each: each.span))
        return self._change(before, replace(before, figures=figures), "Add a number")

    def proposed_figures(self, statement_id: str) -> tuple[Figure, ...]:
        """Return the figures that the program finds in a content and the statement has not yet.

        Nothing where ``proposes`` is unset.
        """
        from annotator.annotations.figures import figures_found

        statement = self.statement(statement_id)
        if not self.proposes:
            return ()
        units, actors = self.codebook.figure_units, self.actors.values()
        found = figures_found(statement.content, self.text, units, actors)
        taken = [each.span for each in statement.figures]
        return tuple(each for each in found if not any(map(each.span.overlaps, taken)))

    def take_figures(self, statement_id: str, figures: Sequence[Figure]) -> Step:
        """Take over figures that the program proposes, in one step."""
        before = self.statement(statement_id)
        self._check_layer("figures")
        after = tuple(sorted((*before.figures, *figures), key=lambda each: each.span))
        wording = "Add a number" if len(figures) == 1 else f"Add {len(figures)} numbers"
        return self._change(before, replace(before, figures=after), wording)

    def missing(self, statement_id: str) -> tuple[str, ...]:
        """Return what the codebook still requires of a statement, and what changed in it since."""
        from annotator.annotations.missing import missing

        required = missing(self.statement(statement_id), self.codebook, self.actors, self.text)
        return (*(each.text for each in self.reasons(statement_id)), *required)

    def hints(self, statement_id: str) -> tuple[str, ...]:
        """Return what is worth a second look but may stay, in words."""
        from annotator.annotations.missing import hints

        return hints(self.statement(statement_id), self.codebook, self.zones, self.text)

    def proposed_actors(self, span: Span) -> tuple[str, ...]:
        """Return the actors that a span most likely names, in text order."""
        return proposals.actors_in(
            span,
            self.text,
            actors=self.actors,
            mentions=self.mentions,
            suggestions=self.open_suggestions,
        )

    def _with_holder(self, statement: Statement, span: Span) -> Statement:
        source = statement.source
        if source.actors:
            return statement
        holder = proposals.holder_in(self.proposed_actors(span), self.actors)
        naming = source.mention or proposals.naming_of(span, self.text, holder, self.actors)
        source = replace(source, mention=naming)
        if holder is not None:
            speaker = source.speaker or holder.speaker
            source = replace(source, actors=holder.actors, speaker=speaker)
        return replace(statement, source=source)

    def _with_addressed(self, statement: Statement, span: Span) -> Statement:
        names = self.proposed_actors(span)
        if statement.addressee.actors or len(names) != 1:
            return statement
        return replace(statement, addressee=Addressee(statement.addressee.spans, names))

    def _check_layer(self, layer: str) -> None:
        if self.codebook.requirement(layer) == "off":
            raise AnnotationError(f"This codebook does not ask for {layer}. Nothing was changed.")

    def _stamped(self, statement: Statement, adding: Sequence[Edit] = ()) -> Statement:
        """Note the codebook; where a label must still be looked at, that under which it was given.

        A note or a new fragment is no decision about the label.
        """
        before = {self._standing_label(each) for each in self.reasons(statement.id)}
        if before & {self._standing_label(each) for each in self.reasons_of(statement)}:
            return statement
        return replace(statement, codebook=self.codebook_with(adding).reference)

    def _standing_label(self, reason: Reason) -> tuple[str, str]:
        from annotator.annotations.revisiting import standing_entry

        entry = standing_entry(self.codebook, reason.section, reason.entry_id)
        return reason.section, reason.entry_id if entry is None else entry.id

    def _change(
        self, before: Statement, after: Statement, wording: str, *, adding: Sequence[Edit] = ()
    ) -> Step:
        if after == before:
            raise AnnotationError("That is how it is already. Nothing was changed.")
        check_statement(after, self.ground(adding))
        return self._step(wording, *adding, Edit(before, self._stamped(after, adding)))

    def _step(self, wording: str, *edits: Edit) -> Step:
        """Return a step; what is shown in today's words is changed from how it is stored."""
        stored = (Edit(self.written(each.before), each.after) for each in edits)
        return Step(tuple(stored), wording, self.article.id)


def _source_wording(before: Source, after: Source, known: Mapping[str, Actor]) -> str:
    """Return what was done to those behind the words: to the actors, else to their speaker."""
    if after.actors != before.actors:
        names = actor_names(known, after.actors)
        return f"Set the actor: {names}" if names else "Take out the actors"
    name = actor_names(known, (after.speaker,)) if after.speaker else ""
    return f"Set the speaker: {name}" if name else "Take out the speaker"
