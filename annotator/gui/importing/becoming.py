"""What a label of another tool can become here, in the words of the codebook. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from annotator.codebook.model import Codebook
from annotator.formats.labelled.label_mapping import SKIP, Becomes, LabelMapping
from annotator.workflows.importing.bringing_in import Look

Place = Literal["span", "link", "text", "target"]

Choice = tuple[str, Becomes]

_ROLES: tuple[Choice, ...] = (
    ("Source of a statement", Becomes("source")),
    ("Cue of a statement", Becomes("cue")),
    ("Addressee of a statement", Becomes("addressee")),
    ("Via of a statement", Becomes("via")),
    ("Figure", Becomes("figure")),
    ("Target of a stance", Becomes("target")),
)
_LEFT_OUT: Choice = ("Left out", SKIP)


def choices(codebook: Codebook, place: Place) -> tuple[Choice, ...]:
    """Return what labels of spans, links or whole texts can become, or targets are, in words."""
    found = {"span": _of_spans, "link": _of_links, "text": _of_texts, "target": _of_targets}[place]
    return (_LEFT_OUT, *found(codebook))


def _of_spans(codebook: Codebook) -> Iterator[Choice]:
    yield ("Statement", Becomes("statement"))
    for claim in codebook.claim_types:
        yield (f"Statement: {claim.label}", Becomes("claim", claim.id))
    for kind in codebook.entity_kinds:
        yield (f"Mention: {kind.label}", Becomes("entity", kind.id))
    yield from _ROLES


def _of_links(codebook: Codebook) -> Iterator[Choice]:
    yield from _ROLES
    for value in codebook.stance_values:
        yield (f"Stance: {value.label}", Becomes("stance", value.id))
    yield ("Statement that it is part of", Becomes("parent"))


def _of_texts(codebook: Codebook) -> Iterator[Choice]:
    for each in codebook.article_labels:
        yield (f"Article label: {each.label}", Becomes("article label", each.id))


def _of_targets(codebook: Codebook) -> Iterator[Choice]:
    for topic in codebook.topics:
        yield (f"Topic: {topic.label}", Becomes("topic", topic.id))
    for actor in codebook.actors:
        yield (f"Actor: {actor.name}", Becomes("actor", actor.id))


def new_actor(name: str) -> Choice:
    """Return that a target becomes a new actor of its own name."""
    return (f"Actor: {name} (new)", Becomes("actor", name))


def rows(look: Look) -> tuple[tuple[Place, str, int], ...]:
    """Return what stands in a file: where, its name and how often."""
    kinds: dict[str, int] = {}
    for (kind, _), count in look.text_labels.items():
        kinds[kind] = kinds.get(kind, 0) + count
    return (
        *(("span", name, count) for name, count in look.labels.items()),
        *(("link", name, count) for name, count in look.links.items()),
        *(("text", name, count) for name, count in kinds.items()),
        *(("target", name, count) for name, count in look.targets.items()),
    )


def becomes(mapping: LabelMapping, place: Place, name: str) -> Becomes:
    """Return what a label becomes in a mapping."""
    parts = {
        "span": mapping.labels,
        "link": mapping.links,
        "text": mapping.text_labels,
        "target": mapping.targets,
    }
    return parts[place].get(name, SKIP)


def changed(mapping: LabelMapping, place: Place, name: str, what: Becomes) -> LabelMapping:
    """Return the mapping in which a label becomes something else."""
    parts = {
        "span": dict(mapping.labels),
        "link": dict(mapping.links),
        "text": dict(mapping.text_labels),
        "target": dict(mapping.targets),
    }
    parts[place][name] = what
    return LabelMapping(
        parts["span"], parts["link"], parts["text"], parts["target"], mapping.columns
    )


def holdings(look: Look) -> Iterator[str]:
    """Yield in words what a file holds: misfits and notes first, then how its texts begin."""
    for misfit in look.placed.misfits[:_SHOWN]:
        yield f"Left out: {misfit.in_words()}"
    if len(look.placed.misfits) > _SHOWN:
        yield f"Left out as well: {len(look.placed.misfits) - _SHOWN:,} more spans."
    yield from look.placed.notes
    for text in look.placed.texts[:_TEXTS]:
        if look.placed.misfits or look.placed.notes or text is not look.placed.texts[0]:
            yield ""
        yield " ".join(text.text[:_BEGINNING].split()) + ("…" if text.text[_BEGINNING:] else "")
        for span in text.spans[:_SHOWN]:
            covered = " … ".join(each.covered(text.text) for each in span.spans)
            yield f"    {span.label}: “{' '.join(covered.split())}”"
        for kind, values in text.labels.items():
            yield f"    {kind}: {', '.join(values)}"


_SHOWN = 20
_TEXTS = 5
_BEGINNING = 200  # characters of a text that are shown
