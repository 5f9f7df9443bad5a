"""Which labels of a statements file a codebook does not know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.codebook.model import Codebook
from annotator.formats.labelled.shapes import StatementShape
from annotator.formats.news_statements import NewsStatementsFile

_SHOWN = 8


def unknown_labels(file: NewsStatementsFile, codebook: Codebook) -> tuple[str, ...]:
    """Return the labels that the codebook lacks, in words, at most a few of them."""
    known = _known(codebook)
    used: dict[tuple[str, str], None] = {}
    for document in file.documents:
        used.update({("zone", zone.kind): None for zone in document.zones})
        for statement in document.statements:
            used.update(dict.fromkeys(_labels(statement)))
    missing = [f"the {what} {name}" for what, name in used if name not in known[what]]
    if len(missing) > _SHOWN:
        return (*missing[:_SHOWN], f"{len(missing) - _SHOWN} more")
    return tuple(missing)


def _known(codebook: Codebook) -> dict[str, set[str]]:
    return {
        "zone": set(codebook.zones),
        "claim type": _ids((*codebook.claim_types, *codebook.former.claim_types)),
        "stance value": _ids((*codebook.stance_values, *codebook.former.stance_values)),
        "stance target": set(codebook.stance_target_kinds),
        "topic": _ids((*codebook.topics, *codebook.former.topics)),
        "certainty": set(codebook.certainty),
        "quotation type": set(codebook.quote_types) | {"direct", "indirect", "mixed"},
        "voice": set(codebook.voices) | {"reported", "author"},
        "unit of a figure": set(codebook.figure_units),
    }


def _ids(records: Iterable[object]) -> set[str]:
    return {str(getattr(each, "id", "")) for each in records}


def _labels(statement: StatementShape) -> Iterator[tuple[str, str]]:
    for claim_type in statement.claim_types:
        yield "claim type", claim_type
    if statement.certainty is not None:
        yield "certainty", statement.certainty
    yield "quotation type", statement.quote
    yield "voice", statement.voice
    for stance in statement.stances:
        yield "stance value", stance.value
        yield "stance target", stance.target.kind
        if stance.target.kind == "topic":
            yield "topic", stance.target.id
    for figure in statement.figures:
        yield "unit of a figure", figure.unit


def actors_in(statement: StatementShape) -> Iterator[str]:
    """Yield the ids of all actors that a statement names."""
    source = statement.source
    yield from source.actors
    yield from statement.addressee.actors
    if source.speaker is not None:
        yield source.speaker
    if source.via is not None:
        yield source.via.actor
    for stance in statement.stances:
        if stance.target.kind == "actor":
            yield stance.target.id
