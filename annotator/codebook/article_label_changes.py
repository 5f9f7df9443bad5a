"""How the values of a kind of article label change: what articles have already is never lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import cast

from annotator.codebook.article_labels import YES, ArticleLabelKind, ArticleLabelValue
from annotator.codebook.naming import free_name
from annotator.errors import CodebookError

Plain = Mapping[str, object]


def with_former_values(before: Plain, fields: Plain) -> dict[str, object]:
    """Return changed fields of a kind in which every value that articles may have is known.

    A value that is not offered any more is a former one; one that is offered again is none.
    """
    changed = dict(fields)
    if not {"values", "former_values"} & changed.keys():
        return changed
    offered = _values(changed, "values") if "values" in changed else _values(before, "values")
    ids = {each["id"] for each in offered} or {YES}
    known = (*_values(before, "values"), *_values(before, "former_values"))
    gone = {each["id"]: each for each in known or ({"id": YES, "label": "Yes"},)}
    gone |= {each["id"]: each for each in _values(changed, "former_values")}
    former = [each for name, each in gone.items() if name not in ids]
    return {**changed, "values": list(offered), "former_values": former}


def merged_values(before: Plain, value_ids: Collection[str], into: str) -> dict[str, object]:
    """Return the fields of a kind in which one value stands for others. Raises CodebookError."""
    offered = {each["id"]: each for each in _values(before, "values")}
    unknown = [each for each in (*value_ids, into) if each not in offered]
    if unknown:
        raise CodebookError(
            f"{before.get('label')} offers no value {unknown[0]!r}. Nothing was changed."
        )
    gone = [each for each in offered if each in value_ids and each != into]
    if not gone:
        raise CodebookError("Choose at least two different values to merge.")
    rest = [each for name, each in offered.items() if name not in gone]
    if len(rest) < 2:
        raise CodebookError(
            "A label with values needs two of them that are offered. Nothing was changed."
        )
    former = [{**offered[each], "merged_into": into} for each in gone]
    fields = {"values": rest, "former_values": [*_values(before, "former_values"), *former]}
    return with_former_values(before, fields)


def new_value(kind: ArticleLabelKind, label: str, taken: Collection[str] = ()) -> ArticleLabelValue:
    """Return a value of that label with an id that the kind never had, and none of ``taken``."""
    known = {each.id for each in (*kind.values, *kind.former_values)}
    return ArticleLabelValue(free_name(label, {*known, *taken, YES}, otherwise="value"), label)


def _values(plain: Plain, name: str) -> tuple[Mapping[str, str], ...]:
    return tuple(cast("list[Mapping[str, str]]", plain.get(name) or ()))
