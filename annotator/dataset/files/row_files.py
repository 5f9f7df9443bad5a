"""The rows of a dataset in files, one for each split: JSON lines or CSV tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Protocol, Self

import msgspec

from annotator.dataset.files.columns import described
from annotator.dataset.files.hub_card import front_matter
from annotator.dataset.files.row_shapes import json_feature, shapes
from annotator.dataset.tasks.rows import Row, Task, columns
from annotator.formats.files.csv_table import CsvTable
from annotator.formats.files.jsonl import write_line

if TYPE_CHECKING:
    from annotator.codebook.model import Codebook
    from annotator.dataset.files.card import CardFacts

_MOST_SHARED = 500  # labels of which each row may have a share


@dataclass(frozen=True, slots=True)
class HowRows:
    """What a writer of rows has to know: the task, the codebook, and how tables are written."""

    task: Task
    codebook: Codebook
    raw_cells: bool = False
    bom: bool = False


class RowFiles(Protocol):
    """Writes rows into a folder, each into the file of its split.

    Used as a context; what is open is closed at its end.
    """

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def write(self, row: Row) -> None:
        """Write one row."""

    @property
    def columns(self) -> Mapping[str, str]:
        """What stands in each row of the files, in words for the card."""

    def front_matter(self, facts: CardFacts) -> str:
        """Return what stands before the card, once the files are closed."""


class _Files:
    """Files that are open together, by split."""

    suffix = ""

    def __init__(self, folder: Path, splits: Iterable[str], how: HowRows) -> None:
        """Open a file for each split in a folder that is there."""
        self._how = how
        self._stack = ExitStack()
        self._out: dict[str, BinaryIO] = {}
        for split in splits:
            path = folder / f"{split}{self.suffix}"
            self._out[split] = self._stack.enter_context(path.open("wb"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    @property
    def columns(self) -> Mapping[str, str]:
        """The columns of the task."""
        return described(self._how.task)

    def front_matter(self, facts: CardFacts) -> str:
        """Return what names the files, so that ``datasets.load_dataset`` takes only these."""
        return front_matter(self._how, facts, self.suffix)


class JsonLines(_Files):
    """One object per row; missing values are null."""

    suffix = ".jsonl"

    def __init__(self, folder: Path, splits: Iterable[str], how: HowRows) -> None:
        super().__init__(folder, splits, how)
        self._shared: dict[str, None] = {}

    def write(self, row: Row) -> None:
        """Write one row."""
        self._shared.update(dict.fromkeys(row.shares))
        write_line(row, self._out[row.split])

    def front_matter(self, facts: CardFacts) -> str:
        """Return what names the files, and what is in each column.

        A loader would guess that from the first megabytes, and stumble over a label that comes
        later. Labels without number, as holders of quotations may be, are left to it.
        """
        if len(self._shared) > _MOST_SHARED:
            return super().front_matter(facts)
        kinds = shapes(self._how.task)
        names = columns(self._how.task)
        features = [json_feature(name, kinds[name], self._shared) for name in names]
        return front_matter(self._how, facts, self.suffix, dataset_info={"features": features})


class Csv(_Files):
    """One line per row; lists of words are joined by "; ", everything nested is JSON."""

    suffix = ".csv"

    def __init__(self, folder: Path, splits: Iterable[str], how: HowRows) -> None:
        super().__init__(folder, splits, how)
        self._columns = columns(how.task)
        self._tables = {
            split: CsvTable(out, self._columns, raw_cells=how.raw_cells, bom=how.bom)
            for split, out in self._out.items()
        }

    def front_matter(self, facts: CardFacts) -> str:
        """Return what names the files, and which columns hold numbers: a loader would guess."""
        kinds = shapes(self._how.task)
        features = [
            {"name": name, "dtype": "int64" if kinds[name] == "int64" else "string"}
            for name in self._columns
        ]
        return front_matter(self._how, facts, self.suffix, dataset_info={"features": features})

    def write(self, row: Row) -> None:
        """Write one row."""
        self._tables[row.split].row([cell(getattr(row, name)) for name in self._columns])


def cell(value: object) -> object:
    """Return a value as it stands in a cell: numbers and words as they are, else JSON."""
    if isinstance(value, tuple) and all(isinstance(each, str) for each in value):
        return value
    if isinstance(value, str | int | float | None):
        return value
    return json.dumps(msgspec.to_builtins(value), ensure_ascii=False)
