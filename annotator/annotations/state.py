"""What is known about one article while one annotator works on it, kept up to date by changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING

from annotator.annotations.actors import StandingActors
from annotator.annotations.beside_text import BesideText
from annotator.annotations.edits import Change, Edit, Recorded, Told, Zones
from annotator.annotations.ids import decision_id, new_id
from annotator.annotations.indexes.in_order import (
    by_content,
    by_span,
    contents_in_order,
    spans_in_order,
    with_one,
)
from annotator.annotations.indexes.open_suggestions import OpenSuggestions
from annotator.annotations.indexes.references import References
from annotator.annotations.indexes.stances_behind import StancesBehind
from annotator.annotations.model import (
    Actor,
    Annotator,
    Layer,
    Mention,
    Progress,
    Statement,
)
from annotator.annotations.standing import relabelled_mention, relabelled_statement
from annotator.annotations.validation import Ground
from annotator.codebook.model import Codebook, CodebookPart
from annotator.corpus.article import Article, Zone
from annotator.errors import AnnotationError
from annotator.preannotation.suggestion import Suggestion

if TYPE_CHECKING:
    from annotator.annotations.revisiting import Reason, Versions


class ArticleState(BesideText):
    """One article with one annotator's work on it; changed only by absorbing changes."""

    def __init__(
        self,
        *,
        article: Article,
        text: str,
        zones: Sequence[Zone],
        layer: Layer,
        codebook: Codebook,
        actors: Sequence[Actor] | StandingActors,
        suggestions: Sequence[Suggestion],
        annotator: Annotator,
        versions: Versions | None = None,
        told: Iterable[Told] = (),
    ) -> None:
        super().__init__(layer, told)
        self.article = article
        self.text = text
        self.zones = tuple(zones)
        self.codebook = codebook
        self.annotator = annotator
        self._set_suggestions(suggestions)
        self.progress: Progress | None = layer.progress
        self._actors = (
            actors if isinstance(actors, StandingActors) else StandingActors(actors, codebook)
        )
        self._versions = versions
        records: tuple[Mention | Statement, ...] = (*layer.mentions, *layer.statements)
        self._written: dict[str, Mention | Statement] = dict(
            zip(map(attrgetter("id"), records), records, strict=True)
        )
        self._read_anew()

    def use_codebook(self, codebook: Codebook) -> None:
        """Go on with another version of the codebook, as the project has it now."""
        self.codebook = codebook
        self._read_anew()

    def _read_anew(self) -> None:
        """Read what is stored in the words of the codebook that holds now."""
        records = self._written.values()  # as they are stored, where every label is offered
        self._mentions = {each.id: each for each in records if isinstance(each, Mention)}
        self._statements = {each.id: each for each in records if isinstance(each, Statement)}
        if self.codebook.has_former:
            for each in records:
                self._put(each)
        self._forget_views()

    def _put(self, record: Mention | Statement) -> None:
        if isinstance(record, Mention):
            self._mentions[record.id] = relabelled_mention(record, self.codebook)
        elif not self.codebook.has_former or self.reasons(record.id):
            self._statements[record.id] = record
        else:
            self._statements[record.id] = relabelled_statement(record, self.codebook)

    def written(self, record: Recorded | None) -> Recorded | None:
        """Return a record of this article as it is stored, with the labels that it was given."""
        known = self._written.get(record.id) if isinstance(record, Mention | Statement) else None
        return record if known is None else known

    def id_for(self, kind: str, suggestion: str | None) -> str:
        """Return the id of a new mention or statement: of what is suggested, one that it names."""
        if suggestion is None:
            return new_id()
        return decision_id(kind, suggestion, self.article.id, self.annotator.id, self._written)

    def reasons(self, record_id: str) -> tuple[Reason, ...]:
        """Return why a statement or mention must be looked at again; mostly there is no reason."""
        record = self._written.get(record_id)
        return () if record is None else self.reasons_of(record)

    def reasons_of(self, record: Mention | Statement) -> tuple[Reason, ...]:
        """Return why a record would have to be looked at again if it were stored like that."""
        if self._versions is None or not self.codebook.is_revised:
            return ()
        from annotator.annotations.revisiting import reasons

        return reasons(record, self.codebook, self._versions_and_now)

    def _versions_and_now(self, reference: str) -> Codebook | None:
        if reference == self.codebook.reference or self._versions is None:
            return self.codebook
        return self._versions(reference)

    def _set_suggestions(self, suggestions: Iterable[Suggestion]) -> None:
        self.suggestions = spans_in_order(suggestions)
        self._offers: OpenSuggestions | None = None

    def _forget_views(self) -> None:
        self._offers = None
        self._sorted_mentions: tuple[Mention, ...] | None = None
        self._sorted_statements: tuple[Statement, ...] | None = None
        self._numbers: Mapping[str, int] | None = None
        self._decisions: dict[str, dict[str, Mention]] | None = None
        self._references: References | None = None
        self._behind: tuple[Mapping[str, str], StancesBehind] | None = None

    def go_on_from(self, before: ArticleState) -> None:
        """Take over what was worked out of the same records before; ``before`` is not used again.

        What rests on anything that is different now is worked out anew.
        """
        if (before._mentions, before._statements) != (self._mentions, self._statements):
            return
        self._sorted_mentions = before._sorted_mentions
        self._sorted_statements = before._sorted_statements
        self._numbers, self._references = before._numbers, before._references
        self._decisions = before._decisions
        if before.suggestions == self.suggestions:
            self._offers = before._offers
        if before._actors.stored == self._actors.stored:
            self._behind = before._behind

    @property
    def actors(self) -> StandingActors:
        """All actors by id, each merged one as the actor that stands for it now."""
        return self._actors

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The annotator's mentions in text order, rejected ones too."""
        if self._sorted_mentions is None:
            self._sorted_mentions = spans_in_order(self._mentions.values())
        return self._sorted_mentions

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The annotator's statements in text order of their content."""
        if self._sorted_statements is None:
            self._sorted_statements = contents_in_order(self._statements.values())
        return self._sorted_statements

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number under which each statement is shown; the same object while none is other."""
        if self._numbers is None:
            counted = enumerate(self.statements, start=1)
            self._numbers = MappingProxyType({each.id: at for at, each in counted})
        return self._numbers

    @property
    def offers(self) -> OpenSuggestions:
        """Which suggestions are open, kept up to date; made anew where all may be otherwise."""
        if self._offers is None:
            mentions, statements = self._mentions.values(), self._statements.values()
            self._offers = OpenSuggestions(self.suggestions, mentions, statements)
        return self._offers

    @property
    def open_suggestions(self) -> tuple[Suggestion, ...]:
        """The suggestions that nobody decided on or used yet, in the order of the text."""
        return self.offers.open

    @property
    def stances_behind(self) -> StancesBehind:
        """The stances of the statements by holder and target, of the actors that stand now."""
        merged = self._actors.merged
        if self._behind is None or self._behind[0] != merged:
            self._behind = merged, StancesBehind(self.statements, self._actors)
        return self._behind[1]

    def referring_to(self, statement_id: str) -> tuple[Statement, ...]:
        """Return the statements with a stance on one, or inside it, in the order of the text."""
        if self._references is None:
            self._references = References(self._statements.values())
        found = (self._statements[each] for each in self._references.to(statement_id))
        return contents_in_order(found)

    def statement(self, statement_id: str) -> Statement:
        """Return a statement; raises :class:`AnnotationError` where it is gone."""
        try:
            return self._statements[statement_id]
        except KeyError:
            raise AnnotationError("That statement is no longer there. Choose another.") from None

    def mention(self, mention_id: str) -> Mention:
        """Return a mention; raises :class:`AnnotationError` where it is gone."""
        try:
            return self._mentions[mention_id]
        except KeyError:
            raise AnnotationError("That mention is no longer there. Choose another.") from None

    def find_statement(self, statement_id: str | None) -> Statement | None:
        """Return a statement, or None where there is none of that id."""
        return self._statements.get(statement_id) if statement_id is not None else None

    def find(self, record_id: str) -> Mention | Statement | None:
        """Return the annotator's mention or statement of that id, or None where there is none."""
        return self._statements.get(record_id) or self._mentions.get(record_id)

    def decision_on(self, suggestion: Suggestion) -> Mention | None:
        """Return what this annotator decided about a suggestion, if anything."""
        if self._decisions is None:
            self._decisions = {}
            for each in self._mentions.values():
                self._note_decision(None, each)
        return next(iter(self._decisions.get(suggestion.id, {}).values()), None)

    def _note_decision(self, before: Mention | None, now: Mention | None) -> None:
        if self._decisions is not None and before is not None and before.suggestion:
            del self._decisions[before.suggestion][before.id]
        if self._decisions is not None and now is not None and now.suggestion:
            self._decisions.setdefault(now.suggestion, {})[now.id] = now

    def ground(self, adding: Sequence[Edit] = ()) -> Ground:
        """Return what statements are checked against, with actors that the same step adds."""
        actors = self._actors.with_edits(adding)
        return Ground(self.text, self.codebook_with(adding), actors, self._statements)

    def codebook_with(self, adding: Sequence[Edit]) -> Codebook:
        """Return the codebook with the topics that the same step adds."""
        parts = [each.after for each in adding if isinstance(each.after, CodebookPart)]
        if not parts:
            return self.codebook
        from annotator.codebook.parts import parts_of, put_together

        known = parts_of(self.codebook)
        return put_together(self.codebook, {**known, **{each.id: each for each in parts}})

    def absorb(self, change: Change) -> None:
        """Fold a stored change into the state, except what concerns other articles or people."""
        self._actors = self._actors.with_edits(change.edits)
        for edit in change.edits:
            self._absorb(edit)

    def _absorb(self, edit: Edit) -> None:
        record = edit.record
        gone = edit.after is None
        if isinstance(record, Actor | CodebookPart):
            return
        if isinstance(record, Article):
            if record.id == self.article.id and not gone:
                self.article = record
        elif isinstance(record, Zones):
            if record.article == self.article.id:
                self.zones = () if gone else record.zones
        elif isinstance(record, Annotator):
            if record.id == self.annotator.id and not gone:
                self.annotator = record
        elif not isinstance(record, Statement | Mention | Progress):
            self._absorb_beside(record, gone=gone)
        elif record.article == self.article.id and record.annotator == self.annotator.id:
            self._absorb_own(record, gone=gone)

    def _absorb_own(self, record: Statement | Mention | Progress, *, gone: bool) -> None:
        if isinstance(record, Progress):
            self.progress = None if gone else record
            return
        self._written.pop(record.id, None)
        said, marked = self._statements.pop(record.id, None), self._mentions.pop(record.id, None)
        if not gone:
            self._written[record.id] = record
            self._put(record)
        if isinstance(record, Statement):
            self._follow_statement(said, self._statements.get(record.id))
        else:
            self._follow_mention(marked, self._mentions.get(record.id))

    def _follow_statement(self, before: Statement | None, now: Statement | None) -> None:
        """Keep up to date what is known about the statements together."""
        if self._offers is not None:
            self._offers.say(before.content if before else (), now.content if now else ())
        if self._sorted_statements is not None:
            in_order = with_one(self._sorted_statements, before, now, by_content)
            self._sorted_statements = in_order
        if before is None or now is None or before.content != now.content:
            self._numbers = None
        for index in (self._references, self._behind[1] if self._behind else None):
            if index is not None and before is not None:
                index.take_out(before)
            if index is not None and now is not None:
                index.put_in(now)

    def _follow_mention(self, before: Mention | None, now: Mention | None) -> None:
        """Keep up to date what is known about the mentions together."""
        self._note_decision(before, now)
        if self._offers is not None:
            self._offers.decide(before, now)
        if self._sorted_mentions is not None:
            self._sorted_mentions = with_one(self._sorted_mentions, before, now, by_span)
