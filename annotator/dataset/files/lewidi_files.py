"""Rows for learning with disagreement, as the shared tasks of that name have them.

The format is that of SemEval 2023 task 11, "Le-Wi-Di" (Leonardelli and others, 2023): a JSON file
for each split with an object for each item, by a number, and a file about the annotators, who are
called Ann1, Ann2... in the others. ``annotations`` and ``annotators`` are lists with commas, in the
same order; a comma in a label is written as a semicolon there. ``soft_label`` gives the share of
the votes for each label, and ``hard_label`` the one label ("" where votes are tied). Of something
that may have several labels, each label has shares of its own for 0 and 1, as in the edition of
2025. Everything else stands under ``other_info``.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

import msgspec

from annotator.dataset.files.card import TASKS_IN_WORDS
from annotator.dataset.files.row_shapes import class_names
from annotator.dataset.tasks.rows import Row

if TYPE_CHECKING:
    from annotator.dataset.files.card import CardFacts
    from annotator.dataset.files.row_files import HowRows

_CALLED = {"validation": "dev", "all": "train"}
_TOLD = {"text", "label", "labels", "shares", "votes", "split"}
_EVEN = 1e-9  # how far shares may be from a sum of one

COLUMNS: Mapping[str, str] = {
    "text": "the text unit",
    "annotation task": "what was labelled",
    "number of annotations": "how many annotators labelled it",
    "annotations": "the first label of each annotator, with commas between them",
    "annotators": "who they are, in the same order",
    "lang": "the language of the codebook",
    "hard_label": "the one label; empty where votes are tied",
    "soft_label": "the share of the votes for each label",
    "split": "where the item went",
    "other_info": "everything else that is known of it; labels has all of each annotator's",
}


class Lewidi:
    """Writes a JSON file for each split, and one about the annotators."""

    def __init__(self, folder: Path, splits: Iterable[str], how: HowRows) -> None:
        """Open the files in a folder that is there."""
        self._folder, self._how = folder, how
        names = class_names(how.task, how.codebook)
        self._labels = () if names is None else tuple(names)
        self._stack = ExitStack()
        self._out: dict[str, BinaryIO] = {}
        for split in splits:
            path = folder / f"{how.task}_{_CALLED.get(split, split)}.json"
            self._out[split] = self._stack.enter_context(path.open("wb"))
            self._out[split].write(b"{")
        self._counts = dict.fromkeys(self._out, 0)
        self._people: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._stack:
            if kind is not None:
                return
            for out in self._out.values():
                out.write(b"\n}\n")
            people = {called: {"name": name} for name, called in self._people.items()}
            place = self._folder / f"{self._how.task}_annotators_meta.json"
            place.write_text(json.dumps(people, ensure_ascii=False, indent=1), encoding="utf-8")

    def write(self, row: Row) -> None:
        """Write one row."""
        out = self._out[row.split]
        number = self._counts[row.split] + 1
        self._counts[row.split] = number
        comma = b"," if number > 1 else b""
        out.write(comma + b'\n"%d": ' % number + msgspec.json.encode(self._item(row)))

    def _item(self, row: Row) -> dict[str, object]:
        people = [self._called(each.annotator) for each in row.votes]
        firsts = [each.labels[0].replace(",", ";") for each in row.votes]
        return {
            "text": row.text,
            "annotation task": TASKS_IN_WORDS[self._how.task],
            "number of annotations": len(row.votes),
            "annotations": ",".join(firsts),
            "annotators": ",".join(people),
            "lang": self._how.codebook.language,
            "hard_label": row.label,
            "soft_label": self._soft(row),
            "split": _CALLED.get(row.split, row.split),
            "other_info": {
                **{
                    each.name: getattr(row, each.name)
                    for each in dataclasses.fields(row)
                    if each.name not in _TOLD
                },
                "labels": {
                    who: list(each.labels) for who, each in zip(people, row.votes, strict=True)
                },
            },
        }

    def _called(self, annotator: str) -> str:
        return self._people.setdefault(annotator, f"Ann{len(self._people) + 1}")

    def _soft(self, row: Row) -> dict[str, object]:
        """Return the share of the votes for each label, counted from all votes."""
        votes = [set(each.labels) for each in row.votes]
        names = dict.fromkeys(
            (*self._labels, *row.shares, *(one for some in votes for one in some))
        )
        shares = {each: sum(each in some for some in votes) / len(votes) for each in names}
        if abs(sum(shares.values()) - 1) < _EVEN:
            return dict(shares)
        return {name: {"0": 1 - share, "1": share} for name, share in shares.items()}

    @property
    def columns(self) -> Mapping[str, str]:
        """The fields of an item."""
        return COLUMNS

    def front_matter(self, _facts: CardFacts) -> str:
        """Return that nothing stands before the card."""
        return ""
