"""The rows of a dataset as a folder of the Hugging Face Hub: Parquet files and a card.

``datasets.load_dataset(folder)`` loads it without a script: the front matter of the card names the
file of each split and the features, among them the names of the labels. Rows are written in groups,
so that memory stays small.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from annotator.dataset.files.columns import described
from annotator.dataset.files.hub_card import front_matter, split_name
from annotator.dataset.files.row_shapes import (
    LABEL_NAME,
    Shape,
    arrow_type,
    class_names,
    feature,
    plain,
    shapes,
)
from annotator.dataset.tasks.rows import Row
from annotator.errors import DatasetError

if TYPE_CHECKING:
    import pyarrow.parquet as pq

    from annotator.dataset.files.card import CardFacts
    from annotator.dataset.files.row_files import HowRows

SUFFIX = ".parquet"
MISSING = (
    "Parquet files need the library pyarrow, which is not installed. Nothing was written. Install "
    'it with: pip install "annotator[parquet]"'
)
_CLASSES = {
    "label": "the number of the label, or of the first of several; null for tied votes",
    LABEL_NAME: "the label's name",
    "labels": "the numbers of all labels of the row, the best first",
}
_SPLIT = "where the row went; the library calls a whole dataset train, and fold-1 fold_1"
_ROWS = 1000
_CHARACTERS = 8_000_000  # of the texts in a group of rows


class Parquet:
    """Writes a Parquet file for each split, and tells the front matter of the card."""

    def __init__(self, folder: Path, splits: Iterable[str], how: HowRows) -> None:
        """Raise :class:`DatasetError` where pyarrow is not installed; files come with a row."""
        if find_spec("pyarrow") is None:
            raise DatasetError(MISSING)
        self._how = how
        self._names = class_names(how.task, how.codebook)
        self._shapes = shapes(how.task)
        self._wanted = tuple(splits)
        self._folder = folder

    @cached_property
    def _splits(self) -> Mapping[str, _Split]:
        """The files, opened with the first row: pyarrow takes memory while articles are counted."""
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError as error:  # it is there, and broken
            raise DatasetError(MISSING) from error
        schema = pa.schema([(name, arrow_type(shape)) for name, shape in self._shapes.items()])
        return {
            split: _Split(pq.ParquetWriter(self._folder / f"{split}{SUFFIX}", schema), schema)
            for split in self._wanted
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:  # a split without rows has its file, too
            for each in self._splits.values():
                each.close()
            return
        for each in self.__dict__.get("_splits", {}).values():
            each.give_up()

    def write(self, row: Row) -> None:
        """Write one row."""
        self._splits[row.split].add(
            {name: self._value(row, name, shape) for name, shape in self._shapes.items()},
            len(row.text),
        )

    def _value(self, row: Row, name: str, shape: Shape) -> object:
        if name == LABEL_NAME:
            return row.label or None
        return plain(getattr(row, name), shape, self._names)

    @property
    def columns(self) -> Mapping[str, str]:
        """The columns of the task; labels are numbers, with their names beside them."""
        found = {**described(self._how.task), "split": _SPLIT}
        is_closed = self._names is not None
        return {
            name: _CLASSES.get(name, found.get(name, "")) if is_closed else found[name]
            for name in self._shapes
        }

    def front_matter(self, facts: CardFacts) -> str:
        """Return what stands before the card: where the splits are and what their columns are."""
        info = {
            "features": [feature(name, shape, self._names) for name, shape in self._shapes.items()],
            "splits": [
                {"name": split_name(split), "num_bytes": each.size, "num_examples": each.rows}
                for split, each in self._splits.items()
                if each.rows
            ],
            "download_size": sum(
                (self._folder / f"{each}{SUFFIX}").stat().st_size for each in self._splits
            ),
            "dataset_size": sum(each.size for each in self._splits.values()),
        }
        return front_matter(self._how, facts, SUFFIX, dataset_info=info)


class _Split:
    """One file on its way out."""

    def __init__(self, writer: pq.ParquetWriter, schema: object) -> None:
        self._writer, self._schema = writer, schema
        self._waiting: list[dict[str, object]] = []
        self._characters = 0
        self.rows = self.size = 0

    def add(self, row: dict[str, object], characters: int) -> None:
        self._waiting.append(row)
        self._characters += characters
        if len(self._waiting) >= _ROWS or self._characters >= _CHARACTERS:
            self._write()

    def _write(self) -> None:
        import pyarrow as pa

        table = pa.Table.from_pylist(self._waiting, schema=self._schema)
        self._writer.write_table(table)
        self.rows += len(self._waiting)
        self.size += table.nbytes
        self._waiting, self._characters = [], 0

    def close(self) -> None:
        if self._waiting:
            self._write()
        self._writer.close()

    def give_up(self) -> None:
        """Close the file as it is: what went wrong is told, not that this cannot go well either."""
        with suppress(OSError, ValueError):
            self._writer.close()
