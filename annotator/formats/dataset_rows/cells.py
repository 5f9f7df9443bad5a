"""The cells of our own rows as plain values, whichever file they stood in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from annotator.errors import FormatError
from annotator.formats.dataset_rows.tables import WHAT, Row, RowFiles
from annotator.formats.files.json_values import Fields, JsonMap

_LISTS = frozenset({"content", "tokens", "spans", "sources", "cues", "votes", "content_spans"})
_NAMES = frozenset(
    {"labels", "annotators", "annotator_ids", "statements", "holder", "holder_names", "claim_types"}
)
_NUMBERS = frozenset({"start", "end", "sentence_start", "sentence_end"})
_FLAGS = frozenset({"explicit", "is_tie", "unsure"})
_DEFUSED = re.compile("'['\"]*[=+\\-@\t\r\n＝＋－＠]")
_WORDS = {"true": True, "false": False}
Ends = tuple[int, int]


def plain_rows(files: RowFiles) -> list[Row]:
    """Return the rows as JSON lines would have them."""
    if files.is_text:
        return [Row(_from_text(each), each.where) for each in files.rows]
    if any("other_info" in each.cells for each in files.rows):
        return [Row(_from_items(each.cells, files.people), each.where) for each in files.rows]
    return [Row(_named(each.cells, files), each.where) for each in files.rows]


def _from_text(row: Row) -> JsonMap:
    """Return the cells of a CSV table as what they are, without apostrophes that defuse them."""
    found: dict[str, object] = {}
    lists = _LISTS - {"content"} if "content_spans" in row.cells else _LISTS  # there it is words
    for name, cell in row.cells.items():
        words = str(cell)
        words = words[1:] if _DEFUSED.match(words) else words
        found[name] = words
        if name in lists or name == "shares":
            found[name] = _json(words, row)
        elif name in _NAMES:
            found[name] = words.split("; ") if words else []
        elif name in _NUMBERS:
            found[name] = int(words) if words.isascii() and words.isdigit() else words
        elif name in _FLAGS:
            found[name] = _WORDS.get(words)
    return found


def _json(words: str, row: Row) -> object:
    try:
        return json.loads(words) if words else None
    except (ValueError, RecursionError) as error:
        raise FormatError(
            f"{row.where} of the table is no row of {WHAT}: {words[:60]!r} is no JSON. "
            "Nothing was imported."
        ) from error


def _from_items(cells: JsonMap, people: Mapping[str, str]) -> JsonMap:
    """Return an item of a file for learning with disagreement as a row."""
    other = cells.get("other_info")
    info = other if isinstance(other, dict) else {}
    said = info.get("labels")
    votes = [
        {"annotator": people.get(who, who), "labels": labels}
        for who, labels in (said.items() if isinstance(said, dict) else ())
    ]
    return {**info, "text": cells.get("text"), "label": cells.get("hard_label"), "votes": votes}


def _named(cells: JsonMap, files: RowFiles) -> JsonMap:
    """Return a row of Parquet with the names of its labels."""
    if "label_name" not in cells:
        return cells
    names = files.classes.get("labels") or files.classes.get("label") or ()
    labels = cells.get("labels")
    numbers = labels if isinstance(labels, list) else []
    known = [names[n] for n in numbers if isinstance(n, int) and 0 <= n < len(names)]
    return {**cells, "label": cells["label_name"], "labels": known}


class OwnRow:
    """Reads one row of ours; raises FormatError where it has another shape."""

    def __init__(self, fields: Fields) -> None:
        self.fields, self.where = fields, fields.where

    def words(self, name: str) -> str:
        """Return a text, "" where there is none."""
        return self.fields.text(name, "")

    def number(self, name: str) -> int:
        """Return a whole number."""
        return self.fields.number(name)

    def names(self, name: str) -> tuple[str, ...]:
        """Return a list of words."""
        found = self.fields.list(name)
        if not all(isinstance(each, str) for each in found):
            raise self.fields.wrong(f"“{name}” is no list of words")
        return tuple(str(each) for each in found)

    def ends(self, name: str) -> tuple[Ends, ...]:
        """Return a list of stretches: pairs, or objects with start and end."""
        return tuple(self._ends(each, name) for each in self.fields.list(name))

    def _ends(self, each: object, name: str) -> Ends:
        if isinstance(each, list) and len(each) == 2:
            each = {"start": each[0], "end": each[1]}
        inner = self.fields.inner(each, f"“{name}”")
        return inner.number("start"), inner.number("end")

    @property
    def votes(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Who says what; the row's own label by its annotators where no votes are told."""
        found = tuple(
            (each.text("annotator", ""), OwnRow(each).names("labels"))
            for each in self.fields.objects("votes")
        )
        if found:
            return found
        labels = self.names("labels") or tuple(filter(None, (self.words("label"),)))
        return tuple((who, labels) for who in self.names("annotators") or ("",))
