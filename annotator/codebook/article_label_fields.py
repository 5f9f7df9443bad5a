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
_YES_OR_NO = choice(("yes", "no"))


def _values(entry: Entry, what: str, report: Report) -> None:
    seen: set[str] = set()
    for item in items(entry, what, report):
        table = record(item, f"an entry in {what}", _VALUE, report)
        known = table.get("id") if table is not None else None
        if isinstance(known, Scalar):
            if known.text in seen:
                report.add(known, f'"{known.text}" stands twice in {what}; keep one')
            seen.add(known.text)
    if isinstance(entry, Listing) and len(entry.items) == 1:
        report.add(entry, f"{what} has one entry; write two or more, or take the line out")


FIELDS: Mapping[str, Field] = {
    "id": Field(identifier, required=True),
    "label": Field(label),
    "key": Field(one_character),
    "values": Field(_values),
    "multiple": Field(_YES_OR_NO),
    "required": Field(_YES_OR_NO),
    "definition": Field(prose),
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


def check_multiple(kinds: tuple[Table, ...], report: Report) -> None:
    """Report a label that may have several values and has none to choose from."""
    for table in kinds:
        multiple = table.get("multiple")
        if isinstance(multiple, Scalar) and multiple.text == "yes" and not table.get("values"):
            report.add(multiple, 'a label without "values" is set or not set, never several times')


def article_label_kinds(tables: tuple[Table, ...]) -> tuple[ArticleLabelKind, ...]:
    """Return the kinds of label of a codebook in which no problem was found."""
    return tuple(_kind(each) for each in tables)


def _kind(table: Table) -> ArticleLabelKind:
    values = table.get("values")
    found = values.items if isinstance(values, Listing) else ()
    return ArticleLabelKind(
        id=_text(table, "id"),
        label=_label(table),
        key=_text(table, "key"),
        values=tuple(
            ArticleLabelValue(_text(each, "id"), _label(each), _text(each, "definition"))
            for each in found
            if isinstance(each, Table)
        ),
        multiple=_text(table, "multiple") == "yes",
        required=_text(table, "required") == "yes",
        definition=_text(table, "definition"),
    )


def _label(table: Table) -> str:
    words = _text(table, "id").replace("_", " ")
    return _text(table, "label") or words[:1].upper() + words[1:]


def _text(table: Table, name: str) -> str:
    found = table.get(name)
    return found.text.strip() if isinstance(found, Scalar) else ""
