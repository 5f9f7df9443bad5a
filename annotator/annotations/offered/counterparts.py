"""What an annotator said about a passage elsewhere, offered where the passage stands again.

Only the annotator's own statements are ever read for it: nobody sees what others said. Spans are
led from one article to the other word by word, along the longest matching blocks of both passages
(Ratcliff and Obershelp, 1988, as :mod:`difflib` does it).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.annotations.model import Addressee, Figure, Stance, Statement, Via
from annotator.annotations.validation import spans_of
from annotator.corpus.span import Span
from annotator.preannotation.suggestion import Candidate, Suggestion

if TYPE_CHECKING:
    from annotator.corpus.duplicates import SimilarPassage

SIMILAR = "similar-"  # how the ids of such suggestions begin
FROM = "from article "  # how their rules begin; the title follows
LEAST_SHARE = 0.5  # of the words of a part that must stand here, too
LEAST_RUN = 3  # words in a row, where a part falls into pieces
MOST_BETWEEN = 3  # words that stand here only, within one run
MOST_WORDS = 600  # of a passage; longer ones are not compared word by word
_SURE = 0.9  # confidence where every word is the same
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What one annotator said in another article that shares passages with the one in hand.

    The ``span`` of a passage lies in the article in hand, its ``other_span`` in this one.
    """

    article: str
    title: str
    text: str
    statements: tuple[Statement, ...]
    passages: tuple[SimilarPassage, ...]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A statement from elsewhere as it would stand here, and the suggestion that shows it."""

    suggestion: Suggestion
    statement: Statement


def is_counterpart(suggestion_id: str | None) -> bool:
    """Tell whether a suggestion shows what the annotator said elsewhere."""
    return suggestion_id is not None and suggestion_id.startswith(SIMILAR)


def origin(suggestion: Suggestion) -> str:
    """Return the title of the article in which the annotator said so; empty for a guess."""
    return suggestion.rule.removeprefix(FROM) if is_counterpart(suggestion.id) else ""


def counterparts(
    article: str, text: str, elsewhere: Iterable[Elsewhere]
) -> tuple[Counterpart, ...]:
    """Return what can be taken over into an article, in text order.

    The same words with the same holder are offered once, from where they fit best. An id depends on
    article, content and holder alone, so that a rejection holds.
    """
    best: dict[str, Counterpart] = {}
    for other in elsewhere:
        spans = [span for each in other.statements for span in spans_of(each)]
        told = [each for each in other.passages if any(map(each.other_span.overlaps, spans))]
        alignment = Alignment(other.text, text, told)
        for statement in other.statements:
            found = _counterpart(article, statement, other.title, alignment)
            if found is None:
                continue
            name, known = found.suggestion.id, best.get(found.suggestion.id)
            if known is None or known.suggestion.confidence < found.suggestion.confidence:
                best[name] = found
    return tuple(sorted(best.values(), key=lambda each: (each.suggestion.span, each.suggestion.id)))


def _counterpart(
    article: str, statement: Statement, title: str, alignment: Alignment
) -> Counterpart | None:
    import hashlib  # late, as all that the first picture does without

    content, share = alignment.led(statement.content)
    if not content or share < LEAST_SHARE:
        return None
    here = _statement(article, statement, content, alignment)
    source = here.source
    key = (article, *((each.start, each.end) for each in content), *source.actors, source.speaker)
    digest = hashlib.sha256("\t".join(map(str, key)).encode()).hexdigest()
    claim_type = here.claim_types[0] if here.claim_types else None
    suggestion = Suggestion(
        id=SIMILAR + digest[:24],
        article=article,
        kind="statement",
        span=Span(content[0].start, content[-1].end),
        label=claim_type or "statement",
        confidence=round(_SURE * share, 2),
        rule=FROM + title,
        run="",
        candidate=Candidate(
            content=content,
            source=source.spans,
            cue=here.cue,
            actors=source.actors,
            speaker=source.speaker,
            claim_type=claim_type,
            addressee=here.addressee.spans,
        ),
    )
    return Counterpart(suggestion, here)


def _statement(
    article: str, there: Statement, content: tuple[Span, ...], alignment: Alignment
) -> Statement:
    """Return a statement as it would stand here; what refers to other statements is left out."""
    source, via = there.source, there.source.via
    return replace(
        there,
        article=article,
        content=content,
        source=replace(
            source,
            spans=alignment.parts(source.spans),
            via=Via(via.actor, alignment.parts(via.spans)) if via is not None else None,
        ),
        cue=alignment.parts(there.cue),
        addressee=Addressee(alignment.parts(there.addressee.spans), there.addressee.actors),
        stances=tuple(_stances(there.stances, alignment)),
        figures=tuple(_figures(there.figures, content, alignment)),
        parent=None,
        unsure=False,
        note="",
        external_id="",
        suggestion=None,
    )


def _stances(stances: Iterable[Stance], alignment: Alignment) -> Iterator[Stance]:
    for each in stances:
        if each.target.kind != "statement":
            target = replace(each.target, spans=alignment.parts(each.target.spans))
            yield replace(each, target=target)


def _figures(
    figures: Iterable[Figure], content: Sequence[Span], alignment: Alignment
) -> Iterator[Figure]:
    """Yield the figures whose words are the very same here; another number is another figure."""
    for each in figures:
        span = alignment.exact(each.span)
        if span is not None and any(one.contains(span) for one in content):
            yield replace(each, span=span)


@dataclass(frozen=True, slots=True)
class _Word:
    span: Span
    passage: Span


class Alignment:
    """Which word of one text stands where in another, over the passages that both share."""

    def __init__(self, there: str, here: str, passages: Iterable[SimilarPassage]) -> None:
        self._there = there
        self._here = here
        self._word_here: dict[int, _Word] = {}
        taken: set[int] = set()
        for passage in sorted(passages, key=lambda each: (-each.containment, each)):
            for one, other in _common(there, passage.other_span, here, passage.span):
                if one.start not in self._word_here and other.start not in taken:
                    taken.add(other.start)
                    self._word_here[one.start] = _Word(other, passage.span)

    def parts(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Return where parts stand here; one of which too little does is dropped."""
        found: list[Span] = []
        for each in spans:
            led, share = self.led((each,))
            if share >= LEAST_SHARE:
                found += led
        return tuple(sorted(set(found)))

    def exact(self, span: Span) -> Span | None:
        """Return where the very same words stand here, without any change."""
        led, share = self.led((span,))
        if share == 1 and len(led) == 1 and led[0].covered(self._here) == span.covered(self._there):
            return led[0]
        return None

    def led(self, spans: Sequence[Span]) -> tuple[tuple[Span, ...], float]:
        """Return where spans stand here, from first to last common word, and how much of them.

        Nothing leads outside of a shared passage. The share counts words.
        """
        count = common = 0
        found: list[Span] = []
        for span in spans:
            words = _words(self._there, span)
            count += len(words)
            for run in self._runs([each for each in words if each.start in self._word_here]):
                common += len(run)
                found.append(self._hull(span, run))
        return tuple(_joined(found, self._here)), common / count if count else 0.0

    def _runs(self, words: Sequence[Span]) -> list[list[Span]]:
        """Return words by runs that follow each other here; short ones beside others are noise."""
        runs: list[list[Span]] = []
        for word in words:
            here = self._word_here[word.start]
            if runs and self._goes_on(self._word_here[runs[-1][-1].start], here):
                runs[-1].append(word)
            else:
                runs.append([word])
        longest = max(map(len, runs), default=0)
        return [each for each in runs if len(each) >= min(longest, LEAST_RUN)]

    def _goes_on(self, last: _Word, word: _Word) -> bool:
        """Tell whether a word comes soon after another in the same passage."""
        if last.passage != word.passage or word.span.start < last.span.end:
            return False
        between = self._here[last.span.end : word.span.start]
        return len(_WORD.findall(between)) <= MOST_BETWEEN

    def _hull(self, span: Span, words: Sequence[Span]) -> Span:
        first, last = self._word_here[words[0].start], self._word_here[words[-1].start]
        before = self._there[span.start : words[0].start]
        after = self._there[words[-1].end : span.end]
        start, end = first.span.start, last.span.end
        if self._same(before, start - len(before), first.passage):
            start -= len(before)
        if self._same(after, end, last.passage):
            end += len(after)
        return Span(start, end)

    def _same(self, marks: str, start: int, passage: Span) -> bool:
        """Tell whether marks beside a word, such as those of a quotation, stand here, too."""
        inside = passage.start <= start and start + len(marks) <= passage.end
        return inside and not _WORD.search(marks) and self._here.startswith(marks, start)


def _words(text: str, span: Span) -> list[Span]:
    return [Span(*each.span()) for each in _WORD.finditer(text, span.start, span.end)]


def _common(there: str, one: Span, here: str, other: Span) -> Iterator[tuple[Span, Span]]:
    """Yield the words that two passages share in the same order."""
    from difflib import SequenceMatcher  # late, as above

    ours, theirs = _words(there, one), _words(here, other)
    if max(len(ours), len(theirs)) > MOST_WORDS:
        return
    left = [each.covered(there).casefold() for each in ours]
    right = [each.covered(here).casefold() for each in theirs]
    if left == right:
        yield from zip(ours, theirs, strict=True)
        return
    for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        for at in range(block.size):
            yield ours[block.a + at], theirs[block.b + at]


def _joined(spans: Iterable[Span], text: str) -> Iterator[Span]:
    """Yield spans in text order; those with no word between them are one."""
    last: Span | None = None
    for each in sorted(spans):
        if last is not None and not _WORD.search(text, last.end, max(last.end, each.start)):
            last = Span(last.start, max(last.end, each.end))
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last
