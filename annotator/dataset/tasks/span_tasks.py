"""Rows of spans: a text unit cut into tokens, with the labelled stretches in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from annotator.agreement.units import mentions_of
from annotator.annotations.model import Layer, Mention, Statement
from annotator.corpus.span import Span
from annotator.dataset.tasks.claim_tasks import OUTSIDE, WITH_DROPPED
from annotator.dataset.tasks.rows import NONE, Ends, RowSpan, SpanTaskRow
from annotator.dataset.tasks.scene import Found, Negative, Scene
from annotator.dataset.votes import NO_MAJORITY, Labels, Verdict
from annotator.formats.labelled.features import Feature
from annotator.formats.labelled.tokens import tokens


@dataclass(frozen=True, slots=True)
class _Marked:
    """What one annotator marked: a span with its label; without a label it does not count."""

    annotator: str
    label: str
    span: Span
    record: str
    actor: str = ""


def span_rows(scene: Scene) -> Iterator[Found]:
    """Yield a row for each text unit with the parts of statements in it."""
    yield from scene.dropped_statements()
    marked = [
        each
        for layer in scene.layers.values()
        for statement in layer.statements
        for each in _parts(scene, statement)
    ]
    yield from _rows(scene, marked, "statements")


def entity_rows(scene: Scene) -> Iterator[Found]:
    """Yield a row for each text unit with the entities in it."""
    marked: list[_Marked] = []
    for layer in scene.layers.values():
        yield from _dropped_mentions(scene, layer)
        marked += (_entity(scene, each) for each in mentions_of(layer))
    yield from _rows(scene, marked, "mentions")


def _parts(scene: Scene, statement: Statement) -> Iterator[_Marked]:
    roles: Mapping[str, Iterable[Span]] = {
        "content": statement.content,
        "source": statement.source.spans,
        "cue": statement.cue,
        "addressee": statement.addressee.spans,
        "target": (span for stance in statement.stances for span in stance.target.spans),
    }
    is_counting = statement.id not in scene.why_not
    for role, spans in roles.items():
        label = f"unsure {role}" if scene.is_own(statement) else role
        for span in dict.fromkeys(spans):
            who = statement.annotator
            yield _Marked(who, label if is_counting else "", span, statement.id)


def _entity(scene: Scene, mention: Mention) -> _Marked:
    kind = "" if scene.why_not_version(mention.codebook) else mention.kind
    return _Marked(mention.annotator, kind, mention.span, mention.id, mention.actor or "")


def _dropped_mentions(scene: Scene, layer: Layer) -> Iterator[Found]:
    for each in layer.mentions:
        why = scene.why_not_version(each.codebook)
        if each.decision == "rejected":
            why = "rejected: no entity"
        if why:
            feature: Feature = "rejected mentions" if each.decision == "rejected" else "mentions"
            yield scene.dropped(feature, why, each.id)


def _rows(scene: Scene, marked: Sequence[_Marked], feature: Feature) -> Iterator[Found]:
    held: defaultdict[int, list[_Marked]] = defaultdict(list)
    for each in marked:
        tiles = scene.units.tiles_of(each.span)
        for tile in tiles:
            held[tile].append(each)
        if not tiles and each.label:
            yield scene.dropped(feature, f"{each.label} {OUTSIDE}", each.record)
    for tile, unit in enumerate(scene.units.tiles):
        yield from _of_unit(scene, unit, held.get(tile, []))


def _of_unit(scene: Scene, unit: Span, held: list[_Marked]) -> Iterator[Found]:
    left_out = {each.annotator for each in held if not each.label}
    counting = [each for each in held if each.annotator not in left_out]
    votes: dict[str, Labels] = {}
    for who in scene.layers:
        own = sorted({each.label for each in counting if each.annotator == who})
        if own or (scene.may_say_nothing(who) and who not in left_out):
            votes[who] = tuple(own) or (NONE,)
    row_id = scene.name_in(unit)
    if len(votes) < scene.options.least_votes:
        if held:
            needed = scene.options.least_votes
            why = f"labelled by fewer than {needed} annotators" if votes else WITH_DROPPED
            yield scene.dropped("text", why, row_id)
        return
    cut, spans, is_tie = _settled(scene, unit, counting, len(votes))
    if is_tie and scene.options.ties == "drop":
        yield scene.dropped("text", NO_MAJORITY, row_id)
        return
    row = partial(_row, scene, unit, votes, cut, spans, is_tie=is_tie)
    yield row() if spans or is_tie else Negative(scene.draw(row_id), row)


def _row(
    scene: Scene,
    unit: Span,
    votes: Mapping[str, Labels],
    cut: tuple[Ends, ...],
    spans: tuple[RowSpan, ...],
    *,
    is_tie: bool,
) -> SpanTaskRow:
    labels = tuple(dict.fromkeys(each.label for each in spans)) or (NONE,)
    given = sorted({label for some in votes.values() for label in some})
    shares = {label: sum(label in some for some in votes.values()) / len(votes) for label in given}
    found = Verdict(labels, shares, is_tie, tuple(votes))
    records = sorted({record for each in spans for record in each.records})
    facts = scene.facts(scene.name_in(unit), unit, found, votes, records)
    return SpanTaskRow(**facts, tokens=cut, spans=spans)


def _settled(
    scene: Scene, unit: Span, held: Sequence[_Marked], voters: int
) -> tuple[tuple[Ends, ...], tuple[RowSpan, ...], bool]:
    """Return the tokens of a unit, the spans that become its labels, and whether there is a tie."""
    placed = [(each, _inside(each.span, unit)) for each in held]
    text = unit.covered(scene.each.text)
    cut = tokens(text, (edge for _, span in placed for edge in span.ends))
    if scene.options.whose == "majority":
        spans, is_tie = _majority(scene, placed, cut, voters)
    else:
        spans, is_tie = _distinct(scene, placed, cut, voters), False
    outside = {(each.record, span.ends) for each, span in placed if len(span) < len(each.span)}
    whole = (
        replace(each, is_cut=any((one, (each.start, each.end)) in outside for one in each.records))
        for each in spans
    )
    return tuple(each.ends for each in cut), tuple(whole), is_tie


def _inside(span: Span, unit: Span) -> Span:
    return Span(max(span.start, unit.start) - unit.start, min(span.end, unit.end) - unit.start)


def _distinct(
    scene: Scene, placed: Sequence[tuple[_Marked, Span]], cut: Sequence[Span], voters: int
) -> tuple[RowSpan, ...]:
    """Return each stretch and label that anybody marked, with the share of those who did."""
    found: defaultdict[tuple[Span, str], list[_Marked]] = defaultdict(list)
    for each, span in placed:
        found[span, each.label].append(each)
    made = (
        _row_span(scene, label, span, cut, marked, voters)
        for (span, label), marked in sorted(found.items(), key=lambda item: item[0])
    )
    return tuple(each for each in made if each is not None)


def _row_span(
    scene: Scene,
    label: str,
    span: Span,
    cut: Sequence[Span],
    marked: Sequence[_Marked],
    voters: int,
) -> RowSpan | None:
    """Return a labelled stretch; None where it covers nothing but white space."""
    inside = _covered(cut, span)
    if not inside:
        return None
    who = tuple(dict.fromkeys(each.annotator for each in marked))
    actors = {each.actor for each in marked}
    return RowSpan(
        label=label,
        start=span.start,
        end=span.end,
        first_token=inside[0],
        last_token=inside[-1],
        records=tuple(sorted({each.record for each in marked})),
        annotators=tuple(scene.names.annotator(each) for each in who),
        share=len(who) / voters,
        actor=actors.pop() if len(actors) == 1 else "",
    )


def _covered(cut: Sequence[Span], span: Span) -> range:
    """Return the numbers of the tokens that lie in a span."""
    first = bisect_left(cut, span.start, key=lambda each: each.start)
    return range(first, max(first, bisect_right(cut, span.end, key=lambda each: each.end)))


def _majority(
    scene: Scene, placed: Sequence[tuple[_Marked, Span]], cut: Sequence[Span], voters: int
) -> tuple[tuple[RowSpan, ...], bool]:
    """Return the runs of tokens that more than half mark alike; tokens of exactly half are ties."""
    found: list[RowSpan] = []
    is_tie = False
    for label in sorted({each.label for each, _ in placed}):
        own = [(each, span) for each, span in placed if each.label == label]
        said: list[set[str]] = [set() for _ in cut]
        for each, span in own:
            for number in _covered(cut, span):
                said[number].add(each.annotator)
        counts = [len(each) for each in said]
        is_tie = is_tie or any(2 * each == voters for each in counts)
        for first, last in _runs([2 * each > voters for each in counts]):
            run = Span(cut[first].start, cut[last].end)
            marked = [each for each, span in own if span.overlaps(run)]
            made = _row_span(scene, label, run, cut, marked, voters)
            if made is not None:
                found.append(made)
    return tuple(sorted(found, key=lambda each: (each.start, each.end, each.label))), is_tie


def _runs(chosen: Sequence[bool]) -> Iterator[tuple[int, int]]:
    first: int | None = None
    for place, is_in in enumerate((*chosen, False)):
        if is_in and first is None:
            first = place
        elif not is_in and first is not None:
            yield first, place - 1
            first = None
