"""Datasets that this program writes come back as far as the fidelity table says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.dataset.building import Dataset
from annotator.dataset.files.row_files import HowRows
from annotator.dataset.options import DatasetOptions, Unit, Whose
from annotator.dataset.tasks.rows import TASKS, Task
from annotator.formats.dataset_rows import reading
from annotator.formats.labelled.annotated_corpus import (
    AnnotatedArticle,
    AnnotatedCorpus,
    WriteReport,
)
from annotator.formats.labelled.foreign import Placed, place
from annotator.formats.labelled.uses import Fidelity
from annotator.workflows.exporting.dataset_formats import DATASET_FORMATS, KINDS
from tests.round_trip import unexplained
from tests.unit.workflows.exporting.test_fidelity import awkward_articles, corpus_of, everything

ALL = tuple(
    pytest.param(task, name, id=f"{task}-{name}")
    for task in TASKS
    for name in DATASET_FORMATS
    if name != "nli"
)


def written(
    corpus: AnnotatedCorpus,
    task: Task,
    name: str,
    folder: Path,
    unit: Unit = "article",
    whose: Whose = "each",
) -> WriteReport:
    """Write a dataset into a folder; return what became no row."""
    options = DatasetOptions(task=task, whose=whose, done_only=False, unit=unit, negatives=None)
    dataset = Dataset(lambda: corpus, options)
    how = HowRows(task, corpus.codebook)
    folder.mkdir(parents=True, exist_ok=True)
    with DATASET_FORMATS[name].row_files()(folder, options.split.names, how) as files:
        for row in dataset.rows():
            files.write(row)
    return WriteReport(rows=dataset.counts.rows, losses=dataset.counts.losses)


def placed(folder: Path) -> Placed:
    return place(reading.read(folder))


@dataclass(frozen=True)
class _Kind:
    """Stands for a format in the comparison: what rows of a task keep whole."""

    fidelity: Fidelity

    def holds(self) -> Fidelity:
        return self.fidelity


def lost_silently(corpus: AnnotatedCorpus, task: Task, name: str, folder: Path) -> Iterator[str]:
    """Yield what the rows keep whole and what is not there again, and was not named."""
    report = written(corpus, task, name, folder)
    fidelity = KINDS[f"dataset-{task}"].holds()
    back = [placed(folder)] if report.rows else []
    for line in unexplained(corpus, _Kind(fidelity), report, back):  # type: ignore[arg-type]
        feature = line.removeprefix("lost silently: ").removeprefix("not said by anybody: ")
        kept = (each for each in fidelity.whole if feature.startswith((f"{each} of", f"{each}:")))
        if any(kept):
            yield line


@pytest.mark.parametrize(("task", "name"), ALL)
def test_what_rows_keep_whole_comes_back(task: Task, name: str, tmp_path: Path) -> None:
    assert list(lost_silently(everything(), task, name, tmp_path)) == []
    assert len(placed(tmp_path).texts) > 0


@pytest.mark.parametrize("task", TASKS)
def test_awkward_text_comes_back(task: Task, tmp_path_factory: pytest.TempPathFactory) -> None:
    @settings(
        max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(each=awkward_articles())
    def check(each: AnnotatedArticle) -> None:
        for name in ("jsonl", "csv"):
            folder = tmp_path_factory.mktemp("trip")
            assert list(lost_silently(corpus_of(each), task, name, folder)) == []

    check()
