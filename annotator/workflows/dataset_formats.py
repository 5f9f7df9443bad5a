"""The formats a dataset can be written in, and where the writer of each is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from annotator.dataset.row_files import HowRows, RowFiles

    OpensRowFiles = Callable[[Path, Iterable[str], HowRows], RowFiles]


@dataclass(frozen=True, slots=True)
class DatasetFormat:
    """One way to write rows; ``writer`` is ``module:class``, imported when it is used."""

    id: str
    label: str
    writer: str

    def row_files(self) -> OpensRowFiles:
        """Return what opens the files of a dataset."""
        module, _, name = self.writer.partition(":")
        return cast("OpensRowFiles", getattr(import_module(module), name))


_ALL = (
    DatasetFormat("jsonl", "JSON lines", "annotator.dataset.row_files:JsonLines"),
    DatasetFormat("csv", "CSV tables", "annotator.dataset.row_files:Csv"),
    DatasetFormat("hf", "Hugging Face (Parquet)", "annotator.dataset.parquet_files:Parquet"),
    DatasetFormat("nli", "Pairs for inference", "annotator.dataset.nli_files:NliPairs"),
    DatasetFormat("lewidi", "With disagreement", "annotator.dataset.lewidi_files:Lewidi"),
)
DATASET_FORMATS: Mapping[str, DatasetFormat] = {each.id: each for each in _ALL}
