"""How kinds of labels for whole articles are written in a codebook, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.codebook.article_labels import CHOOSE, ArticleLabelKind, ArticleLabelValue
from annotator.codebook.fields import (
    Field,
    Report,
    choice,
    identifier,
    items,
    label,
    one_character,
    prose,
    record,
)
from annotator.codebook.tree import Entry, Listing, Scalar, Table

_VALUE = {
    "id": Field(identifier, required=True),
    "label": Field(label),
    "definition": Field(prose),
}
_FORMER_VALUE = {**_VALUE, "merged_into": Field(identifier)}
_YES_OR_NO = choice(("yes", "no"))


def _values(entry: Entry, what: str, report: Report) -> None:
    _distinct(entry, what, _VALUE, report)
    if isinstance(entry, Listing) and len(entry.items) == 1:
        report.add(entry, f"{what} has one entry; write two or more, or take the line out")


def _former_values(entry: Entry, what: str, report: Report) -> None:
    _distinct(entry, what, _FORMER_VALUE, report)


def _distinct(entry: Entry, what: str, fields: Mapping[str, Field], report: Report) -> None:
    seen: set[str] = set()
    for item in items(entry, what, report):
        table = record(item, f"an entry in {what}", fields, report)
        known = table.get("id") if table is not None else None
        if isinstance(known, Scalar):
            if known.text in seen:
                report.add(known, f'"{known.text}" stands twice in {what}; keep one')
            seen.add(known.text)


FIELDS: Mapping[str, Field] = {
    "id": Field(identifier, required=True),
    "label": Field(label),
    "key": Field(one_character),
    "values": Field(_values),
    "multiple": Field(_YES_OR_NO),
    "required": Field(_YES_OR_NO),
    "definition": Field(prose),
    "former_values": Field(_former_values),
    "merged_into": Field(identifier),
}


def check_keys(kinds: tuple[Table, ...], report: Report) -> None:
    """Report keys that two kinds share, and the one that lets a person choose among all."""
    taken: dict[str, str] = {CHOOSE: "choosing among all kinds"}
    for table in kinds:
        key, owner = table.get("key"), table.get("id")
        if not isinstance(key, Scalar):
            continue
        if key.text in taken:
            report.add(key, f'the key "{key.text}" is taken by "{taken[key.text]}" already')
        taken.setdefault(key.text, owner.text if isinstance(owner, Scalar) else "without id")


def check_values(kinds: tuple[Table, ...], report: Report) -> None:
    """Report values that are offered and former at once, and merged ones that lead nowhere."""
    for table in kinds:
        offered, former = _ids(table, "values"), _ids(table, "former_values")
        for name, place in former.items():
            if name in offered:
                report.add(place, f'"{name}" stands under "values" and "former_values"; keep one')
        for each in getattr(table.get("former_values"), "items", ()):
            into = each.get("merged_into") if isinstance(each, Table) else None
            if isinstance(into, Scalar) and into.text not in {*offered, *former}:
                report.add(into, f'there is no value "{into.text}" that could stand for another')


def _ids(table: Table, name: str) -> dict[str, Scalar]:
    found = getattr(table.get(name), "items", ())
    ids = (each.get("id") for each in found if isinstance(each, Table))
    return {each.text: each for each in ids if isinstance(each, Scalar)}


def check_multiple(kinds: tuple[Table, ...], report: Report) -> None:
    """Report a label that may have several values and has none to choose from."""
    for table in kinds:
        multiple = table.get("multiple")
        has_values = bool(getattr(table.get("values"), "items", ()))
        if isinstance(multiple, Scalar) and multiple.text == "yes" and not has_values:
            report.add(multiple, 'a label without "values" is set or not set, never several times')


def article_label_kinds(tables: tuple[Table, ...]) -> tuple[ArticleLabelKind, ...]:
    """Return the kinds of label of a codebook in which no problem was found."""
    return tuple(_kind(each) for each in tables)


def _kind(table: Table) -> ArticleLabelKind:
    return ArticleLabelKind(
        id=_text(table, "id"),
        label=_label(table),
        key=_text(table, "key"),
        values=_built_values(table, "values"),
        multiple=_text(table, "multiple") == "yes",
        required=_text(table, "required") == "yes",
        definition=_text(table, "definition"),
        former_values=_built_values(table, "former_values"),
        merged_into=_text(table, "merged_into") or None,
    )


def _built_values(table: Table, name: str) -> tuple[ArticleLabelValue, ...]:
    found = table.get(name)
    return tuple(
        ArticleLabelValue(
            _text(each, "id"),
            _label(each),
            _text(each, "definition"),
            _text(each, "merged_into") or None,
        )
        for each in (found.items if isinstance(found, Listing) else ())
        if isinstance(each, Table)
    )


def _label(table: Table) -> str:
    words = _text(table, "id").replace("_", " ")
    return _text(table, "label") or words[:1].upper() + words[1:]


def _text(table: Table, name: str) -> str:
    found = table.get(name)
    return found.text.strip() if isinstance(found, Scalar) else ""
