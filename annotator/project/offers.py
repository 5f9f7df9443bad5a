"""What was shown, as it lies in the file: short rows by run, a third of the size of records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from annotator.corpus.span import Span
from annotator.preannotation.suggestion import Candidate, Suggestion, SuggestionKind
from annotator.project.history import records

_Places = tuple[tuple[int, int], ...]


class _Parts(msgspec.Struct, frozen=True, array_like=True):
    content: _Places
    source: _Places
    cue: _Places
    addressee: _Places
    actors: tuple[str, ...]
    speaker: str | None
    claim_type: str | None


class Row(msgspec.Struct, frozen=True, array_like=True):
    """What a suggestion says, whichever run said it of whichever article."""

    id: str
    kind: SuggestionKind
    start: int
    end: int
    label: str
    confidence: float
    rule: str
    actor: str | None
    parts: _Parts | None


class _Run(msgspec.Struct, frozen=True, array_like=True):
    run: str
    rows: tuple[Row, ...]


_decoder = msgspec.json.Decoder(tuple[_Run, ...])


def row(suggestion: Suggestion) -> Row:
    """Return what a suggestion says."""
    span, candidate = suggestion.span, suggestion.candidate
    return Row(
        suggestion.id,
        suggestion.kind,
        span.start,
        span.end,
        suggestion.label,
        float(suggestion.confidence),
        suggestion.rule,
        suggestion.actor,
        None if candidate is None else _parts(candidate),
    )


def _parts(candidate: Candidate) -> _Parts:
    return _Parts(
        _places(candidate.content),
        _places(candidate.source),
        _places(candidate.cue),
        _places(candidate.addressee),
        candidate.actors,
        candidate.speaker,
        candidate.claim_type,
    )


def _places(spans: Iterable[Span]) -> _Places:
    return tuple((each.start, each.end) for each in spans)


def encoded(suggestions: Iterable[Suggestion]) -> str:
    """Return suggestions of one article as text, the same for the same in any order."""
    runs: defaultdict[str, set[bytes]] = defaultdict(set)
    for each in suggestions:
        runs[each.run].add(msgspec.json.encode(row(each)))
    groups = [(run, [msgspec.Raw(each) for each in sorted(runs[run])]) for run in sorted(runs)]
    return msgspec.json.encode(groups).decode()


def rows_of(body: str) -> frozenset[Row]:
    """Return what the suggestions say that :func:`encoded` wrote."""
    return frozenset(each for run in _decoded(body) for each in run.rows)


def decoded(body: str, article: str) -> tuple[Suggestion, ...]:
    """Return the suggestions that :func:`encoded` wrote."""
    try:
        return tuple(
            _suggestion(each, article, run.run) for run in _decoded(body) for each in run.rows
        )
    except ValueError as error:
        raise records.damaged(f"what was shown to an annotator is no span ({error})") from error


def _decoded(body: str) -> tuple[_Run, ...]:
    try:
        return _decoder.decode(body)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        what = f"what was shown to an annotator cannot be read ({error})"
        raise records.damaged(what) from error


def _suggestion(found: Row, article: str, run: str) -> Suggestion:
    return Suggestion(
        id=found.id,
        article=article,
        kind=found.kind,
        span=Span(found.start, found.end),
        label=found.label,
        confidence=found.confidence,
        rule=found.rule,
        run=run,
        actor=found.actor,
        candidate=None if found.parts is None else _candidate(found.parts),
    )


def _candidate(parts: _Parts) -> Candidate:
    return Candidate(
        content=_spans(parts.content),
        source=_spans(parts.source),
        cue=_spans(parts.cue),
        actors=parts.actors,
        speaker=parts.speaker,
        claim_type=parts.claim_type,
        addressee=_spans(parts.addressee),
    )


def _spans(places: _Places) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in places)
