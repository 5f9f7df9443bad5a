"""The formats a dataset can be written in, where the writer of each is, and what rows keep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from annotator.dataset.files.row_files import HowRows, RowFiles
    from annotator.dataset.tasks.rows import Task
    from annotator.formats.labelled.uses import Fidelity

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
    DatasetFormat("jsonl", "JSON lines", "annotator.dataset.files.row_files:JsonLines"),
    DatasetFormat("csv", "CSV tables", "annotator.dataset.files.row_files:Csv"),
    DatasetFormat("hf", "Hugging Face (Parquet)", "annotator.dataset.files.parquet_files:Parquet"),
    DatasetFormat("nli", "Pairs for inference", "annotator.dataset.files.nli_files:NliPairs"),
    DatasetFormat("lewidi", "With disagreement", "annotator.dataset.files.lewidi_files:Lewidi"),
)
DATASET_FORMATS: Mapping[str, DatasetFormat] = {each.id: each for each in _ALL}


@dataclass(frozen=True, slots=True)
class DatasetKind:
    """What a dataset has rows of. ``holds`` says what these keep, in whichever format they are."""

    id: str
    label: str
    description: str
    task: Task | None

    def holds(self) -> Fidelity:
        """Return what the rows hold of a project; a kind without a task is of pairs."""
        from annotator.dataset.fidelity import FIDELITY, PAIRS

        return PAIRS if self.task is None else FIDELITY[self.task]


_WRITTEN_AS = "`annotator dataset`: JSON lines, CSV, Hugging Face, or with disagreement."
_KINDS = (
    DatasetKind("dataset-stance", "Dataset: stance", "A row per stance", "stance"),
    DatasetKind("dataset-claim-detection", "Dataset: claims", "A row per unit", "claim-detection"),
    DatasetKind("dataset-claim-type", "Dataset: claim types", "A row per claim", "claim-type"),
    DatasetKind("dataset-spans", "Dataset: spans", "A row per text unit", "spans"),
    DatasetKind("dataset-quotations", "Dataset: quotations", "A row per quotation", "quotations"),
    DatasetKind("dataset-entities", "Dataset: entities", "A row per text unit", "entities"),
    DatasetKind("dataset-article-labels", "Dataset: labels", "A row per label", "article-labels"),
)
KINDS: Mapping[str, DatasetKind] = {
    each.id: each
    for each in (
        *(replace(one, description=f"{one.description}. {_WRITTEN_AS}") for one in _KINDS),
        DatasetKind(
            "dataset-nli",
            "Dataset: pairs",
            "Pairs of premise and hypothesis. `annotator dataset --format nli`.",
            None,
        ),
    )
}
"""The kinds of rows by their id; what a dataset keeps depends on these, not on its files."""
