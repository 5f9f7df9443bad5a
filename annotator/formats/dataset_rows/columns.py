"""Which column of rows with labels holds what: proposed from the names, or said by a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from annotator.errors import ColumnsError, FormatError
from annotator.formats.dataset_rows.tables import WHAT, Row

Columns = Mapping[str, tuple[str, ...]]

ROLES = (
    *("text", "label", "target", "spans", "tokens", "tags", "annotator", "annotators"),
    *("annotations", "id", "title", "date", "source"),
)
"""``annotations`` and ``annotators`` are of several people, in one order; the rest is of one."""
_SEVERAL = frozenset({"label", "spans", "tags"})
# What data sets call them, folded: no case, only letters and digits. The likeliest first.
_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": (
            *("text", "sentence", "tweet", "premise", "sentence1", "content", "body", "document"),
            *("article", "articlebody", "post", "comment", "utterance", "passage", "fulltext"),
        ),
        "label": ("label", "labels", "stance", "goldlabel", "hardlabel", "gold", "labelname"),
        "target": ("target", "hypothesis", "topic", "sentence2", "claim", "headline"),
        "spans": ("spans", "entities", "ents", "labels", "label", "annotations"),
        "tokens": ("tokens", "words"),
        "tags": ("nertags", "tags", "labels", "iobtags", "biotags", "ner"),
        "annotator": ("annotator", "annotatorid", "workerid", "worker", "rater", "coder", "user"),
        "annotators": ("annotators", "annotatorids", "workers", "raters"),
        "annotations": ("annotations", "votes", "ratings"),
        "id": ("id", "tweetid", "docid", "documentid", "uid", "guid", "idx", "index"),
        "title": ("title",),
        "date": ("date", "published", "created", "createdat"),
        "source": ("source", "outlet", "publisher"),
    }
)


def chosen(path: Path, names: Sequence[str], rows: Sequence[Row], wanted: Columns) -> Columns:
    """Return the columns to take: those ``wanted``, or else the likeliest.

    Raises FormatError where one is not there, is called by no role, or no text is among them.
    """
    columns = wanted or propose(names, rows)
    unknown = [role for role in columns if role not in ROLES]
    missing = [name for each in columns.values() for name in each if name not in names]
    shown = ", ".join(names[:40])
    if unknown:
        raise FormatError(
            f"“{unknown[0]}” is nothing that a column of {WHAT} holds. Nothing was imported. "
            f"Known are {', '.join(ROLES)}.",
            path=path,
        )
    if missing:
        raise FormatError(
            f"{path.name} has no column {', '.join(missing)}. Nothing was imported. "
            f"Its columns are: {shown}.",
            path=path,
        )
    if not {"text", "tokens"} & columns.keys():
        raise ColumnsError(
            f"No column of {path.name} has the name of a text. Nothing was imported. Say which one "
            f"it is, in a mapping file. Its columns are: {shown}.",
            path=path,
            names=tuple(names),
        )
    return columns


def propose(names: Iterable[str], rows: Sequence[Row]) -> Columns:
    """Return which columns likely hold what, from their names and what stands in them."""
    folded = {_folded(name): name for name in reversed(list(names))}
    found: dict[str, tuple[str, ...]] = {}
    used: set[str] = set()
    for role in ("text", "tokens", "tags", "spans", "annotations", "label", *ROLES):
        if role in found or (role == "tags" and "tokens" not in found):
            continue
        fitting = (folded[each] for each in _NAMES[role] if each in folded)
        likely = [each for each in fitting if each not in used and _fits(role, each, rows)]
        if likely:
            found[role] = tuple(likely) if role in _SEVERAL else (likely[0],)
            used |= set(found[role])
    if "annotations" in found and "annotators" not in found:
        found.pop("annotations")
    label = found.get("label", ())
    if "label" in found and "labelname" in map(_folded, label):  # the number of it stands beside
        found["label"] = tuple(each for each in label if _folded(each) == "labelname")
    if "target" in found and "label" not in found:  # what a stance would be on
        found.pop("target")
    return {role: found[role] for role in ROLES if role in found}


def is_labelled(columns: Columns) -> bool:
    """Tell whether rows with these columns hold labels beside their texts."""
    has_text = "text" in columns or "tokens" in columns
    return has_text and bool({"label", "spans", "tags", "annotations"} & columns.keys())


def _fits(role: str, name: str, rows: Sequence[Row]) -> bool:
    """Tell whether what stands in a column may be what the role is."""
    cell = next((row.cells[name] for row in rows[:200] if row.cells.get(name)), None)
    if role in ("tokens", "tags"):
        return isinstance(cell, list) and isinstance(cell[0], str | int)
    if role == "spans":
        return _is_spans(cell)
    if role == "label":
        return not _is_spans(cell) and not isinstance(cell, dict)
    if role in ("annotations", "annotators"):
        return isinstance(cell, str | list) and not _is_spans(cell)
    return not isinstance(cell, dict | list)


def _is_spans(cell: object) -> bool:
    if isinstance(cell, dict):
        return len(cell) > 1 and all(isinstance(each, list) for each in cell.values())
    if not isinstance(cell, list) or not cell:
        return False
    return isinstance(cell[0], dict) or (isinstance(cell[0], list) and len(cell[0]) == 3)


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()
