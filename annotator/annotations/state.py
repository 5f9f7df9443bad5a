"""What is known about one article while one annotator works on it, kept up to date by changes."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING

from annotator.annotations.actors import StandingActors
from annotator.annotations.beside_text import BesideText
from annotator.annotations.counterparts import is_counterpart
from annotator.annotations.edits import Change, Edit, Recorded, Told, Zones
from annotator.annotations.ids import decision_id, new_id
from annotator.annotations.model import (
    Actor,
    Annotator,
    Layer,
    Mention,
    Progress,
    Statement,
)
from annotator.annotations.nearness import Near
from annotator.annotations.standing import relabelled_mention, relabelled_statement
from annotator.annotations.validation import Ground
from annotator.codebook.model import Codebook, CodebookPart
from annotator.corpus.article import Article, Zone
from annotator.corpus.span import Span
from annotator.errors import AnnotationError
from annotator.preannotation.suggestion import Suggestion

if TYPE_CHECKING:
    from annotator.annotations.revisiting import Reason, Versions


_BY_SPAN = attrgetter("span.start", "span.end", "id")


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
        self._written: dict[str, Mention | Statement] = {each.id: each for each in layer.mentions}
        self._written |= {each.id: each for each in layer.statements}
        self._read_anew()

    def use_codebook(self, codebook: Codebook) -> None:
        """Go on with another version of the codebook, as the project has it now."""
        self.codebook = codebook
        self._read_anew()

    def _read_anew(self) -> None:
        """Read what is stored in the words of the codebook that holds now."""
        self._mentions: dict[str, Mention] = {}
        self._statements: dict[str, Statement] = {}
        if self.codebook.has_former:
            for each in self._written.values():
                self._put(each)
        else:
            self._take_as_written()
        self._forget_views()

    def _take_as_written(self) -> None:
        """Take thousands of records as they are stored: every label of theirs is offered."""
        for each in self._written.values():
            if isinstance(each, Mention):
                self._mentions[each.id] = each
            else:
                self._statements[each.id] = each

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
        self.suggestions = tuple(sorted(suggestions, key=_BY_SPAN))
        self._used: set[str] | None = None

    def _forget_views(self) -> None:
        self._forget_mentions()
        self._forget_statements()

    def _forget_mentions(self) -> None:
        self._sorted_mentions: tuple[Mention, ...] | None = None
        self._undecided: list[Suggestion] | None = None
        self._open: tuple[Suggestion, ...] | None = None

    def _forget_statements(self) -> None:
        self._sorted_statements: tuple[Statement, ...] | None = None
        self._numbers: dict[str, int] | None = None
        self._open = None

    @property
    def actors(self) -> StandingActors:
        """All actors by id, each merged one as the actor that stands for it now."""
        return self._actors

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The annotator's mentions in text order, rejected ones too."""
        if self._sorted_mentions is None:
            self._sorted_mentions = tuple(sorted(self._mentions.values(), key=_BY_SPAN))
        return self._sorted_mentions

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The annotator's statements in text order of their content."""
        if self._sorted_statements is None:
            self._sorted_statements = tuple(sorted(self._statements.values(), key=_by_content))
        return self._sorted_statements

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number under which each statement is shown, from 1, in text order."""
        if self._numbers is None:
            self._numbers = {each.id: at for at, each in enumerate(self.statements, start=1)}
        return MappingProxyType(self._numbers)

    @property
    def open_suggestions(self) -> tuple[Suggestion, ...]:
        """Mentions not yet decided on, quotations and possible statements not yet used, in order.

        A quotation that lies in a possible statement is no suggestion of its own, and what the
        annotator said of a similar passage stands for what the engine guesses of the same words.
        """
        if self._open is None:
            if self._undecided is None:
                self._undecided = self._without_decided()
            used = self._used_ids()
            self._open = tuple(
                _without_doubles([each for each in self._undecided if each.id not in used])
            )
        return self._open

    def _without_decided(self) -> list[Suggestion]:
        decided = {each.suggestion for each in self._mentions.values()}
        marked = {
            (each.span.ends, each.kind)
            for each in self._mentions.values()
            if not is_counterpart(each.suggestion)
        }
        return [
            each
            for each in self.suggestions
            if each.id not in decided
            and (is_counterpart(each.id) or (each.span.ends, decided_kind(each)) not in marked)
        ]

    def _used_ids(self) -> set[str]:
        """Return the ids of suggestions whose words are in statements already."""
        if self._used is None:
            usable = [each for each in self.suggestions if _is_possible(each)]
            candidates = (each.candidate for each in usable if each.candidate is not None)
            self._proposed = _Used(span for each in candidates for span in each.content)
            self._guesses = Near((_words_of(each), each) for each in usable)
            self._contents = Near((each.content, each.content) for each in self.statements)
            self._used = {each.id for each in usable if self._is_used(each)}
        return self._used

    def _is_used(self, suggestion: Suggestion) -> bool:
        if suggestion.candidate is not None:
            content = suggestion.candidate.content
            return any(same_words(content, each) for each in self._contents.to(content))
        if suggestion.kind != "quotation":
            return False
        near = self._contents.to((suggestion.span,))
        if any(span.overlaps(suggestion.span) for content in near for span in content):
            return True
        return self._proposed.overlaps(suggestion.span)

    def _use(self, before: tuple[Span, ...], after: tuple[Span, ...]) -> None:
        """Find out anew which suggestions are used near what a statement contained, or does now."""
        if self._used is None or before == after:
            return
        self._contents.take_out(before, before)
        self._contents.put_in(after, after)
        for suggestion in {*self._guesses.to(before), *self._guesses.to(after)}:
            self._used.discard(suggestion.id)
            if self._is_used(suggestion):
                self._used.add(suggestion.id)

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
        found = (each for each in self._mentions.values() if each.suggestion == suggestion.id)
        return next(found, None)

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
        before = self._statements.pop(record.id, None)
        self._mentions.pop(record.id, None)
        if not gone:
            self._written[record.id] = record
            self._put(record)
        if isinstance(record, Statement):
            self._use(before.content if before else (), () if gone else record.content)
            in_order = self._sorted_statements
            self._forget_statements()
            if in_order is not None:
                now = None if gone else self._statements[record.id]
                self._sorted_statements = _with(in_order, before, now)
        else:
            self._forget_mentions()


def decided_kind(suggestion: Suggestion) -> str:
    """Return the kind of the mention that keeps what was decided about a suggestion."""
    return "statement" if suggestion.kind == "statement" else suggestion.label


def _without_doubles(suggestions: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """Yield suggestions without guesses about words of which there is a counterpart."""
    known = [
        each.candidate.content
        for each in suggestions
        if each.candidate is not None and is_counterpart(each.id)
    ]
    if not known:
        yield from suggestions
        return
    for each in suggestions:
        guessed = each.candidate is not None and not is_counterpart(each.id)
        content = each.candidate.content if each.candidate is not None else ()
        if not guessed or not any(same_words(content, one) for one in known):
            yield each


def same_words(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Tell whether contents share a third of what they cover together, as aligned ones do."""
    shared = sum(
        max(0, min(each.end, span.end) - max(each.start, span.start))
        for each in one
        for span in other
    )
    together = sum(map(len, one)) + sum(map(len, other)) - shared
    return 3 * shared >= together


class _Used:
    """The text that some spans cover, for many overlap questions."""

    def __init__(self, spans: Iterable[Span]) -> None:
        merged: list[Span] = []
        for span in sorted(spans):
            if merged and span.start < merged[-1].end:
                merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
            else:
                merged.append(span)
        self._spans = merged
        self._ends = [each.end for each in merged]

    def overlaps(self, span: Span) -> bool:
        """Tell whether any of them shares a code point with ``span``."""
        at = bisect_left(self._ends, span.start + 1)
        return at < len(self._spans) and self._spans[at].overlaps(span)


def _is_possible(suggestion: Suggestion) -> bool:
    """Tell whether words are suggested that may become a statement."""
    return suggestion.candidate is not None or suggestion.kind == "quotation"


def _words_of(suggestion: Suggestion) -> tuple[Span, ...]:
    return (suggestion.span,) if suggestion.candidate is None else suggestion.candidate.content


def _by_content(statement: Statement) -> tuple[tuple[tuple[int, int], ...], str]:
    return tuple(span.ends for span in statement.content), statement.id


def _with(
    in_order: tuple[Statement, ...], before: Statement | None, now: Statement | None
) -> tuple[Statement, ...]:
    """Return sorted statements with one in place of another: sorting all takes much longer."""
    found = list(in_order)
    if before is not None:
        del found[bisect_left(found, _by_content(before), key=_by_content)]
    if now is not None:
        insort(found, now, key=_by_content)
    return tuple(found)
