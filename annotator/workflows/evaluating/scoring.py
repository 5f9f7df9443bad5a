"""How good suggestions are: what was suggested against what a person confirmed in one article.

Nothing here reads a project. Spans are Unicode code points of one article's text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from annotator.agreement.spans.marks import merged, overlap, shared_length
from annotator.agreement.spans.matching import best_matching
from annotator.annotations import derived
from annotator.annotations.model import Statement
from annotator.corpus.article import Zone
from annotator.corpus.span import Span

Entity = tuple[int, int, str]
_DETERMINER = re.compile(r"(?:the|an?|this|that|these|those)\s+(?=\S)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?<=.)['’]s?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one kind of guess, and what follows from them.

    ``right`` of the ``suggested`` ones were confirmed; ``found`` of the ``confirmed`` ones had been
    suggested. Both numbers are the same wherever one suggestion stands for one confirmed thing.
    """

    suggested: int = 0
    right: int = 0
    confirmed: int = 0
    found: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.suggested + other.suggested,
            self.right + other.right,
            self.confirmed + other.confirmed,
            self.found + other.found,
        )

    @property
    def precision(self) -> float | None:
        """Return the share of suggestions that were confirmed; None where there were none."""
        return self.right / self.suggested if self.suggested else None

    @property
    def recall(self) -> float | None:
        """Return the share of what was confirmed that had been suggested; None without any."""
        return self.found / self.confirmed if self.confirmed else None

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean of precision and recall (van Rijsbergen 1979, chapter 7).

        It is 0 where one of both is undefined and the other is not: all was missed, or all wrong.
        """
        precision, recall = self.precision, self.recall
        if precision is None and recall is None:
            return None
        total = (precision or 0.0) + (recall or 0.0)
        return 2 * (precision or 0.0) * (recall or 0.0) / total if total else 0.0

    @property
    def undefined(self) -> dict[str, str]:
        """Return why precision, recall or F1 have no value, for those that have none."""
        reasons = {}
        if self.precision is None:
            reasons["precision"] = "nothing was suggested"
        if self.recall is None:
            reasons["recall"] = "nothing was confirmed"
        if self.f1 is None:
            reasons["f1"] = "nothing was suggested and nothing was confirmed"
        return reasons


@dataclass(frozen=True, slots=True)
class Miss:
    """One passage where suggestion and person differ.

    ``part`` is ``entity``, ``quotation``, ``zone``, ``statement`` or ``figure``. A ``wrong``
    suggestion was not confirmed, a ``missed`` passage was not suggested; ``instead`` is the kind
    that the other side gave to the same passage.
    """

    part: str
    outcome: Literal["wrong", "missed"]
    span: Span
    kind: str
    instead: str = ""


def trimmed(span: Span, text: str) -> Span:
    """Return the span without an article or demonstrative before, a possessive or blanks around."""
    start, end = span.start, span.end
    while True:
        words = text[start:end]
        if (blank := len(words) - len(words.lstrip())) and blank < len(words):
            start += blank
        elif (blank := len(words) - len(words.rstrip())) and blank < len(words):
            end -= blank
        elif determiner := _DETERMINER.match(words):
            start += determiner.end()
        elif possessive := _POSSESSIVE.search(words):
            end -= len(words) - possessive.start()
        else:
            return Span(start, end)


def compared(suggested: Iterable[Entity], confirmed: Iterable[Entity]) -> dict[str, Score]:
    """Return a score per kind: right is the same span and the same kind."""
    guesses, truth = set(suggested), set(confirmed)
    right = Counter(kind for _, _, kind in guesses & truth)
    by_guess = Counter(kind for _, _, kind in guesses)
    by_truth = Counter(kind for _, _, kind in truth)
    return {
        kind: Score(by_guess[kind], right[kind], by_truth[kind], right[kind])
        for kind in by_guess | by_truth
    }


def boundaries(suggested: Iterable[Entity], confirmed: Iterable[Entity]) -> Score:
    """Return a score of the spans alone, whatever their kind."""
    guesses = {(start, end) for start, end, _ in suggested}
    truth = {(start, end) for start, end, _ in confirmed}
    right = len(guesses & truth)
    return Score(len(guesses), right, len(truth), right)


def differences(part: str, suggested: Iterable[Entity], confirmed: Iterable[Entity]) -> list[Miss]:
    """Return wrong suggestions and missed passages in the order of the text."""
    guesses, truth = set(suggested), set(confirmed)
    sides: tuple[tuple[Literal["wrong", "missed"], set[Entity], set[Entity]], ...] = (
        ("wrong", guesses, truth),
        ("missed", truth, guesses),
    )
    found = []
    for outcome, ours, theirs in sides:
        kinds = {(start, end): kind for start, end, kind in sorted(theirs)}
        for start, end, kind in ours - theirs:
            instead = kinds.get((start, end), "")
            found.append(Miss(part, outcome, Span(start, end), kind, instead))
    return sorted(found, key=lambda each: (each.span, each.outcome, each.kind))


# -- quotations


def quotation_score(
    suggested: Sequence[Span], statements: Iterable[Statement], text: str
) -> tuple[Score, list[Miss]]:
    """Compare suggested quotations with the direct quotes among the statements' contents.

    A fragment of a direct quote is found where suggestions cover at least half of it. A suggestion
    is right where at least half of it is content of a statement with quoted words (direct or
    mixed).
    """
    direct: set[Span] = set()
    quoted: list[Span] = []
    for statement in statements:
        manner = statement.quote or derived.quote(statement, text)
        if manner == "direct":
            direct.update(statement.content)
        if manner in ("direct", "mixed"):
            quoted.extend(statement.content)
    guesses, contents = merged(suggested), merged(quoted)
    missed = [each for each in sorted(direct) if not _half_covered(each, guesses)]
    own = sorted(set(suggested))
    wrong = [each for each in own if not _half_covered(each, contents)]
    misses = [Miss("quotation", "wrong", each, "direct") for each in wrong]
    misses += [Miss("quotation", "missed", each, "direct") for each in missed]
    score = Score(len(own), len(own) - len(wrong), len(direct), len(direct) - len(missed))
    return score, sorted(misses, key=lambda each: each.span)


def _half_covered(span: Span, cover: Sequence[Span]) -> bool:
    return 2 * shared_length((span,), cover) >= len(span)


# -- zones


def zones_as_entities(zones: Iterable[Zone]) -> set[Entity]:
    """Return zones so that they can be compared like entities."""
    return {(each.span.start, each.span.end, each.kind) for each in zones}


# -- statement candidates


class Candidate(Protocol):
    """What a suggested statement says; the parts that are compared."""

    @property
    def content(self) -> tuple[Span, ...]:
        """The fragments of what is said."""

    @property
    def source(self) -> tuple[Span, ...]:
        """Where the text names the source."""

    @property
    def actors(self) -> tuple[str, ...]:
        """The actors behind the words."""

    @property
    def speaker(self) -> str | None:
        """The actor who spoke for them."""

    @property
    def claim_type(self) -> str | None:
        """The guessed claim type."""


@dataclass(frozen=True, slots=True)
class CandidateScores:
    """How good statement candidates are.

    ``whole`` counts those with the right source and an overlapping content, ``content`` those with
    an overlapping content whoever says it. ``speakers`` counts the sources of direct quotes, by the
    candidate nearest to each. ``claim_types`` counts, among the whole ones, guessed types against
    the statements that have any.
    """

    whole: Score = Score()
    content: Score = Score()
    speakers: Score = Score()
    claim_types: Score = Score()

    def __add__(self, other: CandidateScores) -> CandidateScores:
        return CandidateScores(
            self.whole + other.whole,
            self.content + other.content,
            self.speakers + other.speakers,
            self.claim_types + other.claim_types,
        )


def candidate_scores(
    candidates: Sequence[Candidate], statements: Sequence[Statement], text: str
) -> tuple[CandidateScores, list[Miss]]:
    """Align candidates with statements one to one by what their contents share, and compare."""
    whole = _aligned(candidates, statements, is_right_source)
    content = _aligned(candidates, statements, lambda _candidate, _statement: True)
    sizes = len(candidates), len(statements)
    scores = CandidateScores(
        Score(sizes[0], len(whole), sizes[1], len(whole)),
        Score(sizes[0], len(content), sizes[1], len(content)),
        _speakers(candidates, statements, text),
        _claim_types([(candidates[one], statements[other]) for one, other in whole]),
    )
    met = {one for one, _ in whole}, {other for _, other in whole}
    misses = [
        Miss("statement", "wrong", _hull(each.content), each.claim_type or "statement")
        for index, each in enumerate(candidates)
        if index not in met[0]
    ]
    misses += [
        Miss("statement", "missed", _hull(each.content), " ".join(each.claim_types) or "statement")
        for index, each in enumerate(statements)
        if index not in met[1]
    ]
    return scores, sorted(misses, key=lambda each: (each.span, each.outcome))


def is_right_source(candidate: Candidate, statement: Statement) -> bool:
    """Tell whether both name an overlapping source or the same actor, or neither names any."""
    source = statement.source
    theirs = {*source.actors, source.speaker} - {None}
    ours = {*candidate.actors, candidate.speaker} - {None}
    if ours & theirs:
        return True
    if any(one.overlaps(other) for one in candidate.source for other in source.spans):
        return True
    return not (theirs or ours or source.spans or candidate.source or source.inferred)


def _aligned(
    candidates: Sequence[Candidate],
    statements: Sequence[Statement],
    fits: Callable[[Candidate, Statement], bool],
) -> tuple[tuple[int, int], ...]:
    shares: Mapping[tuple[int, int], float] = {
        (one, other): share
        for one, candidate in enumerate(candidates)
        for other, statement in enumerate(statements)
        if (share := overlap(candidate.content, statement.content)) > 0
        and fits(candidate, statement)
    }
    return best_matching(shares)


def _speakers(candidates: Sequence[Candidate], statements: Iterable[Statement], text: str) -> Score:
    """Count the sources of direct quotes, by the candidate that shares most of each content."""
    told = [each for each in statements if _is_told_quote(each, text)]
    named = right = 0
    for statement in told:
        shares = [(overlap(each.content, statement.content), each) for each in candidates]
        share, nearest = max(shares, key=lambda each: each[0], default=(0.0, None))
        if nearest is None or not share:
            continue
        if nearest.source or nearest.actors or nearest.speaker:
            named += 1
            right += is_right_source(nearest, statement)
    return Score(named, right, len(told), right)


def _is_told_quote(statement: Statement, text: str) -> bool:
    source = statement.source
    has_source = bool(source.spans or source.actors or source.speaker)
    return has_source and (statement.quote or derived.quote(statement, text)) == "direct"


def _claim_types(pairs: Iterable[tuple[Candidate, Statement]]) -> Score:
    suggested = right = confirmed = 0
    for candidate, statement in pairs:
        suggested += candidate.claim_type is not None and bool(statement.claim_types)
        confirmed += bool(statement.claim_types)
        right += candidate.claim_type in statement.claim_types
    return Score(suggested, right, confirmed, right)


def _hull(spans: Sequence[Span]) -> Span:
    return Span(min(each.start for each in spans), max(each.end for each in spans))
