"""What a project's labels have to teach: the texts of each task by split, and what is too rare."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.dataset.options import SEED, By, DatasetOptions, SplitOptions, Whose, split_named
from annotator.dataset.tasks.rows import SpanTaskRow, StanceTaskRow, Task
from annotator.errors import DatasetError
from annotator.plain_text import counted
from annotator.preannotation.pipelines.training import (
    SPLITS,
    TRAINABLE,
    Kind,
    Size,
    Trainable,
    TrainingText,
)
from annotator.workflows.exporting.building import rows
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.dataset.tasks.rows import Row
    from annotator.project import Project

FEW = 10  # training texts; a label with fewer is hardly learned
_ROLES = ("content", "source", "cue")
_SPLIT_OF = {"train": "train", "validation": "dev", "test": "test"}


@dataclass(frozen=True, slots=True)
class TrainingOptions:
    """What to learn from, and where to write it.

    ``out`` is a folder; ``tasks`` are what to learn. ``whose`` labels, ``done_only`` and ``by``:
    see :class:`~annotator.dataset.options.DatasetOptions`. ``steps`` ends training earlier or later
    than the ``size`` would.
    """

    out: Path
    tasks: tuple[Trainable, ...] = TRAINABLE
    whose: Whose = "majority"
    annotators: tuple[str, ...] | None = None
    done_only: bool = True
    split: str = "70/15/15"
    by: By = "cluster"
    size: Size = "small"
    seed: int = SEED
    steps: int | None = None


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """What one task would be trained on: its texts, and each label's texts or spans, by split.

    ``notes`` say in sentences what is rare or left out. ``problem`` says why there is too little,
    and is empty where the task can be trained.
    """

    task: Trainable
    texts: Mapping[str, int]
    labels: Mapping[str, Mapping[str, int]]
    notes: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    """The texts of one task by split, and their counts."""

    counts: TaskCounts
    splits: Mapping[str, Sequence[TrainingText]]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to learn: rows of which task it is made of, and spaCy's component for it."""

    task: Task
    kind: Kind
    text: Callable[[Row, Sequence[str]], TrainingText]
    about: str
    rows: Callable[[Sequence[Row]], Sequence[Row]] = tuple


def lessons(
    project: Project,
    options: TrainingOptions,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> Iterator[Lesson]:
    """Yield what each chosen task would be trained on, also where that is too little.

    Articles that tell the same never come into two splits, unless ``by`` says so. Raises
    :class:`DatasetError` for options that say nothing, and :class:`Cancelled`.
    """
    if not options.tasks:
        raise DatasetError("Nothing to learn was chosen. Nothing was written. Choose a task.")
    for name in TRAINABLE:
        if name not in options.tasks:
            continue
        part = PARTS[name]
        found = tuple(
            rows(project, _dataset(part, options), progress=progress, cancelled=cancelled)
        )
        yield _lesson(name, part, part.rows(found))


def preview_training(
    project: Project,
    options: TrainingOptions,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> tuple[TaskCounts, ...]:
    """Return what would be trained on, without writing anything; see :func:`lessons`."""
    found = lessons(project, options, progress=progress, cancelled=cancelled)
    return tuple(each.counts for each in found)


def _dataset(part: Part, options: TrainingOptions) -> DatasetOptions:
    return DatasetOptions(
        task=part.task,
        whose=options.whose,
        annotators=options.annotators,
        done_only=options.done_only,
        seed=options.seed,
        split=_split(options),
    )


def _split(options: TrainingOptions) -> SplitOptions:
    try:
        split = split_named(options.split, by=options.by, seed=options.seed)
    except DatasetError:
        split = SplitOptions()
    if split.names != tuple(_SPLIT_OF):
        raise DatasetError(
            f'"{options.split}" does not say how to split for training. Nothing was written. Write '
            "three shares: of training, validation and test, like 70/15/15."
        )
    return split


def _lesson(name: Trainable, part: Part, found: Sequence[Row]) -> Lesson:
    given = sorted({label for each in found for label in _labels_of(each)})
    splits, repeated = _splits(found, part, given)
    texts = {split: len(some) for split, some in splits.items()}
    by_split = {split: _counted(some) for split, some in splits.items()}
    labels = {each: {split: by_split[split][each] for split in SPLITS} for each in given}
    problem = _too_little(part, labels, texts)
    notes = [] if problem else list(_rare(labels))
    if repeated:
        some = counted(repeated, "text")
        notes.append(f"{some} left out that stand in an earlier split too.")
    return Lesson(TaskCounts(name, texts, labels, tuple(notes), problem), splits)


def _of_all_statements(found: Sequence[Row]) -> Sequence[Row]:
    """Return one row for each text with the labels of all statements in it.

    Rows of two statements of a sentence would contradict each other.
    """
    by_text: dict[tuple[object, ...], Row] = {}
    for each in found:
        key = each.article_uid, each.start, each.end, each.annotator_ids
        known = by_text.get(key)
        labels = (*known.labels, *each.labels) if known is not None else each.labels
        by_text[key] = replace(known or each, labels=tuple(dict.fromkeys(labels)))
    return tuple(by_text.values())


def _labels_of(row: Row) -> Iterable[str]:
    if isinstance(row, SpanTaskRow):
        return (span.label for span in row.spans if span.label in _ROLES)
    return (row.label,) if isinstance(row, StanceTaskRow) else row.labels


def _counted(texts: Iterable[TrainingText]) -> Counter[str]:
    found: Counter[str] = Counter()
    for each in texts:
        found.update(label for _, _, label in each.spans)
        found.update(label for label, value in each.cats.items() if value)
    return found


def _too_little(
    part: Part, labels: Mapping[str, Mapping[str, int]], texts: Mapping[str, int]
) -> str:
    if not labels:
        return "nothing of it is labelled in these articles"
    if len(labels) < 2 and part.kind != "spancat":
        return f"it needs two labels at least, and only {next(iter(labels))} is there"
    missing = [name for name, count in texts.items() if not count]
    if missing:
        return f"no text for {', '.join(missing)}: label more articles"
    if not any(each["train"] for each in labels.values()):
        return "no label is in the texts for train"
    return ""


def _rare(labels: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """Yield what cannot be learned or measured well."""
    few = [f"{each} ({of['train']})" for each, of in labels.items() if of["train"] < FEW]
    if few:
        yield f"Hardly learned, fewer than {FEW} to train on: {', '.join(few)}."
    unmeasured = [each for each, of in labels.items() if not of["test"]]
    if unmeasured:
        yield f"Not measured, none in the test texts: {', '.join(unmeasured)}."


def _splits(
    found: Sequence[Row], part: Part, labels: Sequence[str]
) -> tuple[Mapping[str, list[TrainingText]], int]:
    """Return the texts of each split, and how many were left out: a sentence is only in one."""
    held: defaultdict[str, list[Row]] = defaultdict(list)
    for each in found:
        held[_SPLIT_OF[each.split]].append(each)
    splits: dict[str, list[TrainingText]] = {}
    known: set[str] = set()
    for name in SPLITS:
        fresh = [each for each in held[name] if each.text not in known]
        known |= {each.text for each in fresh}
        splits[name] = [part.text(each, labels) for each in fresh]
    return splits, len(found) - sum(map(len, splits.values()))


def _with_spans(row: Row, labels: Sequence[str]) -> TrainingText:
    assert isinstance(row, SpanTaskRow)
    spans = ((each.start, each.end, each.label) for each in row.spans if each.label in labels)
    return TrainingText(row.text, spans=tuple(spans))


def _with_types(row: Row, labels: Sequence[str]) -> TrainingText:
    return TrainingText(row.text, {each: float(each in row.labels) for each in labels})


def _with_stance(row: Row, labels: Sequence[str]) -> TrainingText:
    assert isinstance(row, StanceTaskRow)
    cats = {each: float(each == row.label) for each in labels}
    return TrainingText(f"{row.target_label}: {row.text}", cats)


PARTS: Mapping[Trainable, Part] = {
    "spans": Part(
        "spans",
        "spancat",
        _with_spans,
        'sources, cues and contents of statements in a sentence (`doc.spans["sc"]`)',
    ),
    "claim-types": Part(
        "claim-type",
        "textcat_multilabel",
        _with_types,
        "claim types of the statements in a sentence (`doc.cats`)",
        _of_all_statements,
    ),
    "stance": Part(
        "stance",
        "textcat",
        _with_stance,
        "the stance of a sentence on a target; a text is `target: sentence` (`doc.cats`)",
    ),
}
