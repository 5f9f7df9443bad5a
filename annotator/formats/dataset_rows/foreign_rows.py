"""Rows of other people's datasets, each with a text of its own, as labelled texts.

A label beside a text is a label of the whole text. Beside a text and a target it is the stance of
whoever wrote the text on that target; of a pair of premise and hypothesis the hypothesis is the
target. Spans come as lists of objects, of ``[start, end, label]``, or as an object of lists; tokens
with tags of any IOB scheme. Several annotators give a text each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotator.formats.conll import chunks
from annotator.formats.dataset_rows.columns import Columns
from annotator.formats.dataset_rows.tables import RowFiles
from annotator.formats.files.json_values import Fields, JsonMap
from annotator.formats.labelled.as_labelled import STATEMENT
from annotator.formats.labelled.foreign import RawSpan, RawText
from annotator.formats.labelled.labelled_text import Link
from annotator.formats.labelled.offset_units import ForeignSpan

_STARTS = ("start", "begin", "start_offset", "start_char", "char_start", "offset_start", "b")
_ENDS = ("end", "stop", "end_offset", "end_char", "char_end", "offset_end", "e")
_LABELS = ("label", "labels", "type", "tag", "entity", "entity_type", "class", "category")
_COVERED = ("text", "surface", "span", "word", "covered_text", "entity_text", "value")
_NO_STANCE = frozenset({"", "none", "no stance", "unrelated", "-"})
_HEAD = "stance"
_FACTS = ("title", "date", "source")


class ForeignRows:
    """Turns rows into texts; ``without`` counts those that take no stance on their target."""

    def __init__(self, files: RowFiles, columns: Columns) -> None:
        self._files, self._columns = files, columns
        self.without = 0

    def texts(self, rows: Sequence[Fields]) -> tuple[RawText, ...]:
        """Return the texts; rows of the same words, annotator and kind of labels are one."""
        found: dict[tuple[str, str, bool], RawText] = {}
        for number, fields in enumerate(rows, start=1):
            for each in self._of_row(fields, number):
                key = (each.text, each.annotator, "target" in self._columns)
                if key in found and not key[2]:
                    key = (each.text, f"{each.annotator}\0{number}", False)
                found[key] = _together(found[key], each) if key in found else each
        return tuple(found.values())

    def _of_row(self, fields: Fields, number: int) -> Iterator[RawText]:
        tokens = self._tokens(fields)
        text = self._text(fields, tokens)
        made = RawText(
            id=self._named(fields, "id") or str(number),
            text=text,
            spans=tuple(self._spans(fields, text, tokens)),
            facts={name: said for name in _FACTS if (said := self._named(fields, name))},
            annotator=self._person(self._named(fields, "annotator")),
            where=fields.where,
        )
        votes = self._votes(fields)
        if not votes:
            yield replace(made, labels=self._given(fields))
        for who, given in votes:
            kind = self._columns.get("label", self._columns["annotations"])[0]
            yield replace(made, annotator=who, labels={kind: given} if given else {})

    def _given(self, fields: Fields) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for name in self._columns.get("label", ()):
            said = tuple(self._words(name, fields.value.get(name)))
            found |= {name: said} if said else {}
        return found

    def _words(self, name: str, cell: object) -> Iterator[str]:
        """Yield the labels of a cell in words; a number has a name where the card says it."""
        for each in cell if isinstance(cell, list) else (cell,):
            names = self._files.classes.get(name, ())
            if isinstance(each, bool):
                yield "yes" if each else "no"
            elif isinstance(each, str) and each.isdecimal() and int(each) < len(names):
                yield names[int(each)]
            elif isinstance(each, int) and 0 <= each < len(names):
                yield names[each]
            elif isinstance(each, int | float) and not (names and each == -1):
                yield str(each)
            elif isinstance(each, str) and each.strip():
                yield each.strip()

    def _votes(self, fields: Fields) -> list[tuple[str, tuple[str, ...]]]:
        """Return what each of several annotators says, where a row has that."""
        if "annotations" not in self._columns or "annotators" not in self._columns:
            return []
        name = self._columns["annotations"][0]
        said = _listed(fields.value.get(name))
        people = _listed(fields.value.get(self._columns["annotators"][0]))
        if len(said) != len(people):
            raise fields.wrong(f"{len(said)} annotations by {len(people)} annotators")
        return [
            (self._person(str(who)), tuple(self._words(name, each)))
            for who, each in zip(people, said, strict=True)
        ]

    def _person(self, called: str) -> str:
        return self._files.people.get(called, called)

    def _named(self, fields: Fields, role: str) -> str:
        cell = fields.value.get(self._columns.get(role, ("",))[0])
        return str(cell) if isinstance(cell, str | int | float) else ""

    # Text, spans and tokens

    def _tokens(self, fields: Fields) -> list[str]:
        if "tokens" not in self._columns:
            return []
        name = self._columns["tokens"][0]
        found = fields.list(name)
        if not all(isinstance(each, str) for each in found):
            raise fields.wrong(f"“{name}” is no list of words")
        return [str(each) for each in found]

    def _text(self, fields: Fields, tokens: Sequence[str]) -> str:
        if "text" not in self._columns:
            return " ".join(tokens)
        parts = (fields.text(name, "") for name in self._columns["text"])
        return "\n\n".join(part for part in parts if part)

    def _spans(self, fields: Fields, text: str, tokens: Sequence[str]) -> Iterator[RawSpan]:
        for name in self._columns.get("spans", ()):
            for number, each in enumerate(_objects(fields, name)):
                yield from _span(each, f"{name}{number}", self._files.classes.get(name, ()))
        for name in self._columns.get("tags", ()):
            tags = list(self._tags(fields, name))
            if tags and len(tags) != len(tokens):
                raise fields.wrong(f"“{name}” has {len(tags)} tags for {len(tokens)} tokens")
            places = _places(fields, text, tokens)
            for number, (first, last, label) in enumerate(chunks(tags)):
                start, end = places[first][0], places[last][1]
                span = ForeignSpan(start, end, text[start:end])
                yield RawSpan(f"{name}{number}", label or name, (span,))

    def _tags(self, fields: Fields, name: str) -> Iterator[str]:
        names = self._files.classes.get(name, ())
        for each in fields.list(name):
            if isinstance(each, int) and not isinstance(each, bool):
                if not 0 <= each < len(names):
                    raise fields.wrong(f"“{name}” has the number {each}, which no name is known of")
                yield names[each]
            elif isinstance(each, str):
                yield each
            else:
                raise fields.wrong(f"“{name}” is no list of tags")


class StanceRows(ForeignRows):
    """Rows with a target: the label is the stance of whoever wrote the text on it."""

    def _of_row(self, fields: Fields, number: int) -> Iterator[RawText]:
        target = self._named(fields, "target").strip()
        for made in super()._of_row(fields, number):
            first = self._columns.get("label", ("",))[0]
            label = next(iter(made.labels.get(first, ())), "")
            labels = {name: each for name, each in made.labels.items() if name != first}
            if not target:
                yield made
            elif label.casefold() in _NO_STANCE:
                self.without += 1
                yield replace(made, labels=labels)
            else:
                stance = Link(label, _HEAD, _HEAD, {"target": target})
                head = RawSpan(_HEAD, STATEMENT, (_whole(made.text),))
                yield replace(
                    made, spans=(*made.spans, head), links=(*made.links, stance), labels=labels
                )


def _whole(text: str) -> ForeignSpan:
    """Return the span of all words of a text, in bare code points: the text is covered."""
    start = len(text) - len(text.lstrip())
    return ForeignSpan(start, max(start, len(text.rstrip())), text.strip())


def _together(first: RawText, more: RawText) -> RawText:
    """Join what two rows say of one text."""
    ids = {each.id for each in first.spans}
    labels = {**first.labels, **more.labels}
    new = tuple(each for each in more.spans if each.id not in ids)
    links = tuple(dict.fromkeys((*map(_key, first.links), *map(_key, more.links))))
    return replace(
        first,
        spans=(*first.spans, *new),
        links=tuple(Link(label, _HEAD, _HEAD, {"target": target}) for label, target in links),
        labels=labels,
    )


def _key(link: Link) -> tuple[str, str]:
    return link.label, str(link.attributes.get("target", ""))


def _listed(cell: object) -> list[object]:
    if isinstance(cell, str):
        return [each.strip() for each in cell.split(",")] if cell.strip() else []
    return list(cell) if isinstance(cell, list) else []


def _objects(fields: Fields, name: str) -> Iterator[Fields]:
    """Yield the spans of a column as objects, in whichever way it has them."""
    cell = fields.value.get(name)
    if isinstance(cell, dict):
        lists = {key: each for key, each in cell.items() if isinstance(each, list)}
        count = max(map(len, lists.values()), default=0)
        if any(len(each) != count for each in lists.values()):
            raise fields.wrong(f"the lists of “{name}” differ in length")
        cell = [{key: each[at] for key, each in lists.items()} for at in range(count)]
    if cell == "":  # a cell of a table without anything in it
        return
    if cell is not None and not isinstance(cell, list):
        raise fields.wrong(f"“{name}” is no list of spans")
    for number, each in enumerate(cell or (), start=1):
        if isinstance(each, list) and len(each) == 3:
            each = dict(zip(("start", "end", "label"), each, strict=True))
        yield fields.inner(each, f"“{name}” {number}")


def _span(fields: Fields, name: str, names: Sequence[str]) -> Iterator[RawSpan]:
    value = fields.value
    start, end = _first(value, _STARTS), _first(value, _ENDS)
    labels = value.get(_first(value, _LABELS))
    covered = value.get(_first(value, _COVERED))
    span = ForeignSpan(
        fields.number(start), fields.number(end), covered if isinstance(covered, str) else None
    )
    found = labels if isinstance(labels, list) else [labels]
    if not found or not all(isinstance(each, str | int) for each in found):
        raise fields.wrong("it has no label")
    for number, each in enumerate(found):
        is_number = isinstance(each, int) and 0 <= each < len(names)
        label = names[each] if is_number else str(each)
        own = fields.name("id", name)
        yield RawSpan(f"{own}:{number}" if number else own, label, (span,))


def _first(value: JsonMap, names: Sequence[str]) -> str:
    return next((name for name in names if name in value), names[0])


def _places(fields: Fields, text: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Return where each token stands in the text, in bare code points."""
    places, at = [], 0
    for token in tokens:
        found = text.find(token, at)
        if found < 0:
            raise fields.wrong(f"the text has no “{token}” behind the token before")
        at = found + len(token)
        places.append((found, at))
    return places
