"""Make a codebook from a tree in which the checker found no problem."""

from __future__ import annotations

from types import MappingProxyType
from typing import cast

from annotator.codebook import vocabulary
from annotator.codebook.article_label_fields import article_label_kinds
from annotator.codebook.fields import as_number
from annotator.codebook.model import (
    ClaimType,
    Codebook,
    CodebookActor,
    EntityKind,
    Former,
    Group,
    Requirement,
    StanceValue,
    Topic,
)
from annotator.codebook.tree import Entry, Listing, Scalar, Table


def build(root: Entry) -> Codebook:
    """Return the codebook of a tree that has passed :mod:`annotator.codebook.checking`."""
    book = cast(Table, root)
    return Codebook(
        id=_text(book, "id"),
        version=_text(book, "version"),
        language=_text(book, "language") or "en",
        title=_text(book, "title"),
        zones=_texts(book, "zones", default=vocabulary.ZONES),
        claim_types=tuple(map(_claim_type, _tables(book, "claim_types"))),
        groups=tuple(map(_group, _tables(book, "groups"))),
        max_claim_types=int(as_number(book.get("max_claim_types")) or 2),
        stance_values=tuple(map(_stance_value, _tables(book, "stance_values"))),
        stance_target_kinds=_texts(book, "stance_target_kinds", default=vocabulary.TARGET_KINDS),
        stance_wording=_wording(book),
        topics=tuple(map(_topic, _tables(book, "topics"))),
        entity_kinds=tuple(map(_entity_kind, _tables(book, "entity_kinds"))),
        actors=tuple(map(_actor, _tables(book, "actors"))),
        certainty=_texts(book, "certainty"),
        quote_types=_texts(book, "quote_types"),
        voices=_texts(book, "voices"),
        figure_units=_texts(book, "figure_units"),
        layers=_layers(book),
        article_labels=article_label_kinds(_tables(book, "article_labels")),
        allow_new_topics=_text(book, "allow_new_topics") != "no",
        former=_former(book.get("former")),
    )


def _former(entry: Entry | None) -> Former:
    if not isinstance(entry, Table):
        return Former()
    return Former(
        claim_types=tuple(map(_claim_type, _tables(entry, "claim_types"))),
        groups=tuple(map(_group, _tables(entry, "groups"))),
        stance_values=tuple(map(_stance_value, _tables(entry, "stance_values"))),
        topics=tuple(map(_topic, _tables(entry, "topics"))),
        entity_kinds=tuple(map(_entity_kind, _tables(entry, "entity_kinds"))),
        article_labels=article_label_kinds(_tables(entry, "article_labels")),
    )


def _claim_type(table: Table) -> ClaimType:
    return ClaimType(
        id=_text(table, "id"),
        label=_label(table),
        group=_text(table, "group"),
        key=_text(table, "key"),
        definition=_text(table, "definition"),
        examples=_texts(table, "examples"),
        counter_examples=_texts(table, "counter_examples"),
        merged_into=_text(table, "merged_into") or None,
        split_into=_texts(table, "split_into"),
        meaning=_text(table, "meaning"),
    )


def _group(table: Table) -> Group:
    return Group(id=_text(table, "id"), label=_label(table), color=_text(table, "color"))


def _stance_value(table: Table) -> StanceValue:
    return StanceValue(
        id=_text(table, "id"),
        label=_label(table),
        key=_text(table, "key"),
        value=as_number(table.get("value")),
        sign=_text(table, "sign"),
        color=_text(table, "color"),
        definition=_text(table, "definition"),
        merged_into=_text(table, "merged_into") or None,
        split_into=_texts(table, "split_into"),
        meaning=_text(table, "meaning"),
    )


def _topic(table: Table) -> Topic:
    return Topic(
        id=_text(table, "id"),
        label=_label(table),
        kind=_text(table, "kind") or "policy",
        definition=_text(table, "definition"),
        merged_into=_text(table, "merged_into") or None,
        split_into=_texts(table, "split_into"),
        meaning=_text(table, "meaning"),
    )


def _entity_kind(table: Table) -> EntityKind:
    return EntityKind(
        id=_text(table, "id"),
        label=_label(table),
        color=_text(table, "color"),
        underline=_text(table, "underline") or "solid",
        definition=_text(table, "definition"),
        merged_into=_text(table, "merged_into") or None,
        split_into=_texts(table, "split_into"),
        meaning=_text(table, "meaning"),
    )


def _actor(table: Table) -> CodebookActor:
    return CodebookActor(
        id=_text(table, "id"),
        name=_text(table, "name"),
        type=_text(table, "type") or "unspecified",
        acts_for=_text(table, "acts_for") or None,
        country=_text(table, "country") or None,
        aliases=_texts(table, "aliases"),
    )


def _wording(book: Table) -> MappingProxyType[str, MappingProxyType[str, str]]:
    rows = _fields(book.get("stance_wording"))
    return MappingProxyType(
        {
            kind: MappingProxyType({value: _scalar(cell) for value, cell in _fields(row).items()})
            for kind, row in rows.items()
        }
    )


def _layers(book: Table) -> MappingProxyType[str, Requirement]:
    rows = _fields(book.get("layers"))
    return MappingProxyType({part: cast(Requirement, _scalar(cell)) for part, cell in rows.items()})


def _fields(entry: Entry | None) -> dict[str, Entry]:
    return {key.text: value for key, value in entry.fields} if isinstance(entry, Table) else {}


def _label(table: Table) -> str:
    """Return the label, or the id in words where none is written."""
    words = _text(table, "id").replace("_", " ")
    return _text(table, "label") or words[:1].upper() + words[1:]


def _text(table: Table, name: str) -> str:
    return _scalar(table.get(name))


def _scalar(entry: Entry | None) -> str:
    return entry.text.strip() if isinstance(entry, Scalar) else ""


def _texts(table: Table, name: str, *, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    found = table.get(name)
    return tuple(map(_scalar, found.items)) if isinstance(found, Listing) else default


def _tables(table: Table, name: str) -> tuple[Table, ...]:
    found = table.get(name)
    return tuple(cast(Table, item) for item in found.items) if isinstance(found, Listing) else ()
