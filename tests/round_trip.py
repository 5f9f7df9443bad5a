"""Write a corpus in any format, read it back, and tell what did not come back.

For tests that hold formats to what they promise: :func:`written` and :func:`came_back` work on
every format that is registered, :func:`unexplained` compares.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.annotations.model import Flag, Layer, Statement
from annotator.formats.labelled import label_mapping
from annotator.formats.labelled.annotated_corpus import AnnotatedCorpus, WriteOptions, WriteReport
from annotator.formats.labelled.as_labelled import NOT_LABELLED
from annotator.formats.labelled.features import FEATURES, Feature
from annotator.formats.labelled.foreign import Placed, labels_in, links_in, place, text_labels_in
from annotator.formats.labelled.from_labelled import Ground, from_labelled
from annotator.formats.labelled.labelled_text import LabelledText
from annotator.workflows.exporting.export_formats import ExportFormat
from annotator.workflows.importing.import_formats import FORMATS as READERS
from annotator.workflows.importing.import_formats import ImportFormat

# A record of which one of these is not as it was explains what else is not there of it.
STRUCTURAL: frozenset[Feature] = frozenset(
    {"text", "offsets", "overlaps", "fragments", "statements", "mentions"}
)
# What is read counts under the current codebook, and these follow from others or are of no record.
_NOT_COMPARED: frozenset[Feature] = frozenset({"codebook versions", "offsets", "overlaps"})
# What no reader takes in: where a format holds it, it is there for others.
_BESIDE: frozenset[Feature] = NOT_LABELLED

Value = object


@dataclass(frozen=True, slots=True)
class Said:
    """One value of a feature; ``records`` are those that it is of, the one that has it first."""

    feature: Feature
    value: Value
    records: tuple[str, ...] = ()


def reader_of(chosen: ExportFormat) -> ImportFormat | None:
    """Return what reads a format; several that are written may have one reader."""
    return READERS.get(chosen.id) or READERS.get(chosen.id.rpartition("-")[0])


def of_one(corpus: AnnotatedCorpus, annotator: str) -> AnnotatedCorpus:
    """Return a corpus with only one annotator in it."""
    return replace(
        corpus,
        annotators=tuple(each for each in corpus.annotators if each.id == annotator),
        articles=tuple(
            replace(
                each, layers=tuple(layer for layer in each.layers if layer.annotator == annotator)
            )
            for each in corpus.articles
        ),
    )


def written(corpus: AnnotatedCorpus, chosen: ExportFormat, place: Path) -> WriteReport:
    """Write a corpus to a file or folder that is not there yet."""
    if chosen.is_folder:
        place.mkdir(parents=True)
        return chosen.folder_writer()(corpus, place, WriteOptions())
    with place.open("wb") as file:
        return chosen.file_writer()(corpus, file, WriteOptions())


def came_back(corpus: AnnotatedCorpus, chosen: ImportFormat, place: Path) -> list[Placed]:
    """Read what was written, each file of a folder by itself where that is how it is read."""
    if place.is_dir() and not chosen.is_likely(place):
        paths = [each for each in sorted(place.rglob("*")) if each.is_file()]
        return [_placed(chosen, each) for each in paths if chosen.is_likely(each)]
    return [_placed(chosen, place)]


def _placed(chosen: ImportFormat, path: Path) -> Placed:
    return place(chosen.read(path))


def lost_by_id(report: WriteReport) -> set[tuple[Feature, str]]:
    """Return the features and ids of everything that a writer said it did not hold."""
    return {(each.feature, each.id) for each in report.losses.each()}


def unexplained(
    corpus: AnnotatedCorpus, chosen: ExportFormat, report: WriteReport, back: Iterable[Placed]
) -> list[str]:
    """Return what did not come back, or came back otherwise, without having been noted.

    Of a feature that the format holds whole, only records may be missing of which something is
    noted without which they are not the same: a span, or the statement itself.
    """
    lost, fidelity = lost_by_id(report), chosen.holds()
    before = list(_all_said(corpus, names="annotators" in fidelity.whole))
    after = Counter(
        (each.feature, each.value)
        for each in _all_read(corpus, back, names="annotators" in fidelity.whole)
    )
    problems = []
    for each in before:
        if after[each.feature, each.value]:
            after[each.feature, each.value] -= 1
            continue
        whole = each.feature in fidelity.whole
        if whole and each.feature in _BESIDE:
            continue
        reasons = STRUCTURAL if whole else STRUCTURAL | {each.feature}
        if not any((reason, record) in lost for reason in reasons for record in each.records):
            problems.append(f"lost silently: {each.feature} of {each.records[:1]}: {each.value!r}")
    features = {each.feature for each in before}
    problems += [
        f"not said by anybody: {feature}: {value!r}"
        for (feature, value), count in after.items()
        if count and feature in fidelity.whole and feature not in _changed(lost, features)
    ]
    return problems


def _changed(lost: set[tuple[Feature, str]], features: set[Feature]) -> set[Feature]:
    """Return the features of which something may have come back otherwise."""
    return features if any(feature in STRUCTURAL for feature, _ in lost) else set()


def _all_said(corpus: AnnotatedCorpus, *, names: bool) -> Iterator[Said]:
    people = {each.id: each.name for each in corpus.annotators}
    for each in corpus.articles:
        if each.layers:
            facts = (each.article.title, each.article.date, each.article.source)
            yield Said("text", each.text, (each.article.id,))
            if any(facts):
                yield Said("facts", (_plain(each.text), facts), (each.article.id,))
        for layer in each.layers:
            who = people[layer.annotator] if names else ""
            if names and layer.statements:
                stated = (one.id for one in layer.statements)
                yield Said("annotators", (_plain(each.text), who), (layer.annotator, *stated))
            yield from _of_layer(layer, each.text, who, progress=True)
            yield from _beside(layer)
        for one in each.told:
            yield Said("flags" if isinstance(one, Flag) else "comments", one.id, (one.id,))
        yield from (Said("working times", one.id, (one.id,)) for one in each.times)
        yield from (Said("rulings", one.id, (one.id,)) for one in each.rulings)
        if each.suggestions:
            yield Said("suggestions", each.article.id, (each.article.id,))
        if each.zones:
            yield Said("zones", each.article.id, (each.article.id,))


def _beside(layer: Layer) -> Iterator[Said]:
    """Yield what no labelled text holds, so that it has to be noted as lost."""
    for mention in layer.mentions:
        if mention.decision == "rejected":
            yield Said("rejected mentions", mention.id, (mention.id,))
        elif mention.suggestion is not None:
            yield Said("decisions", mention.id, (mention.id,))
    yield from (Said("document stances", one.id, (one.id,)) for one in layer.stances)


def _all_read(corpus: AnnotatedCorpus, back: Iterable[Placed], *, names: bool) -> Iterator[Said]:
    by_text = {_plain(each.text): each for each in corpus.articles}
    told: set[Said] = set()  # what everybody who labelled a text may tell again
    for placed in back:
        assert placed.misfits == ()
        for text in placed.texts:
            article = by_text[_plain(text.text)].article
            who = text.annotator if names else ""
            facts = tuple(text.facts.get(name, "") for name in ("title", "date", "source"))
            new = {Said("text", text.text)} - told
            if any(facts):
                new |= {Said("facts", (_plain(text.text), facts))} - told
            told |= new
            yield from new
            layer = _layer(corpus, text, article.id)
            if names and layer.statements:
                yield Said("annotators", (_plain(text.text), who))
            yield from _of_layer(layer, text.text, who, progress=text.is_done is not None)


def _layer(corpus: AnnotatedCorpus, text: LabelledText, article: str) -> Layer:
    mapping = label_mapping.propose(
        corpus.codebook,
        labels=labels_in([text]),
        links=links_in([text]),
        text_labels=dict.fromkeys(kind for kind, _ in text_labels_in([text])),
    )
    ground = Ground(corpus.codebook, frozenset(each.id for each in corpus.actors), "reader")
    return from_labelled(text, article, mapping, ground).layer


def _plain(text: str) -> str:
    """Return a text in which all that formats may turn into spaces is one."""
    return re.sub("[\\s\x00-\x1f\x7f-\x9f\ufffe\uffff]", " ", text)


def _of_layer(layer: Layer, text: str, who: str, *, progress: bool) -> Iterator[Said]:
    plain = _plain(text)
    found = [
        *_of_mentions(layer),
        *(one for each in layer.statements for one in _of_statement(each, layer)),
        *(Said("article labels", (each.label, each.value), (each.id,)) for each in layer.labels),
    ]
    if progress and layer.progress is not None and layer.progress.status == "done":
        found.append(Said("progress", "done", (layer.progress.id,)))
    for each in found:
        yield replace(each, value=(plain, who, each.value))


def _of_mentions(layer: Layer) -> Iterator[Said]:
    for each in layer.mentions:
        if each.decision != "rejected":
            yield Said("mentions", (each.span, each.kind), (each.id,))
            if each.actor is not None:
                yield Said("mention actors", (each.span, each.kind, each.actor), (each.id,))


def _of_statement(each: Statement, layer: Layer) -> Iterator[Said]:
    others = {one.id: one for one in layer.statements}
    for feature, value in _values(each).items():
        if value:
            yield Said(feature, (each.content, value), (each.id,))
    for feature, value in (("statements", each.content), ("unsure", each.unsure)):
        if value:
            yield Said(feature, (each.content, value), (each.id,))  # type: ignore[arg-type]
    for stance in each.stances:
        target = others.get(stance.target.id)
        on = target.content if target is not None else stance.target.id
        records = (each.id, *(() if target is None else (target.id,)))
        kind = stance.target.kind
        if kind == "statement":
            said = (each.content, stance.value, on)
            yield Said("stances on statements", said, records)
        else:
            yield Said(
                "stances", (each.content, stance.value, kind, on, stance.target.spans), records
            )
        if not stance.explicit:
            yield Said("implicit stances", (each.content, kind, on), records)
    if each.parent in others:
        parent = others[each.parent]
        yield Said("parents", (each.content, parent.content), (each.id, parent.id))


def _values(each: Statement) -> Mapping[Feature, Value]:
    source, via = each.source, each.source.via
    medium = () if via is None else (via.actor, via.spans)
    named = (source.speaker, medium, source.mention, source.inferred)
    return {
        "fragments": each.content if len(each.content) > 1 else (),
        "sources": source.spans,
        "holders": source.actors,
        "speakers": named if any(named) else (),
        "cues": each.cue,
        "addressees": tuple(filter(None, (each.addressee.spans, each.addressee.actors))),
        "claim types": each.claim_types[:1],
        "second claim types": each.claim_types if len(each.claim_types) > 1 else (),
        "certainty": each.certainty,
        "figures": tuple(sorted(each.figures, key=repr)),
        "notes": each.note,
        "quotation types": tuple(filter(None, (each.voice, each.quote))),
    }


def compared() -> frozenset[Feature]:
    """Return the features that are compared where a format is read back."""
    return frozenset(FEATURES) - _NOT_COMPARED
