"""Write what spaCy needs to learn a project's labels, and let it learn them."""

from __future__ import annotations

import contextlib
import json
import subprocess
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, TYPE_CHECKING, Literal

import msgspec

from annotator.dataset.options import SEED, DatasetOptions, Whose, split_named
from annotator.dataset.rows import SpanTaskRow, StanceTaskRow, Task
from annotator.errors import Cancelled, DatasetError, EnvironmentProblem
from annotator.formats.writing import write_folder_aside
from annotator.plain_text import counted
from annotator.preannotation.own_process import end, piped
from annotator.preannotation.training import (
    SCORES,
    SPLITS,
    Kind,
    Size,
    TaskScores,
    TrainingText,
    command,
    write_task,
)
from annotator.preannotation.training_worker import MODULE, PIPELINE
from annotator.workflows.building import rows
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.dataset.rows import Row
    from annotator.project import Project

Trainable = Literal["spans", "claim-types", "stance"]
_ROLES = ("content", "source", "cue")
_LOOK_UP = 0.05  # seconds between two looks whether a person has stopped it
_SPLIT_OF = {"train": "train", "validation": "dev", "test": "test"}
_STOPPED = "Training was stopped. The folder with the training data is whole, without a pipeline."


@dataclass(frozen=True, slots=True)
class _Part:
    """One thing to learn: rows of which task it is made of, and spaCy's component for it."""

    task: Task
    kind: Kind
    text: Callable[[Row, Sequence[str]], TrainingText]
    about: str


@dataclass(frozen=True, slots=True)
class TrainingOptions:
    """What to learn from, and where to write it.

    ``out`` is a folder. ``whose`` labels: see :class:`~annotator.dataset.options.DatasetOptions`.
    ``steps`` ends training earlier or later than the ``size`` would.
    """

    out: Path
    whose: Whose = "majority"
    annotators: tuple[str, ...] | None = None
    split: str = "70/15/15"
    size: Size = "small"
    seed: int = SEED
    steps: int | None = None


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What was written: for each task its texts by split, and labels by how often they occur.

    ``left_out`` says in sentences what there was too little of. ``scores`` are empty until it is
    trained; ``pipeline`` is the folder that can be chosen for marking articles.
    """

    out: Path
    texts: Mapping[str, Mapping[str, int]]
    labels: Mapping[str, Mapping[str, int]]
    left_out: tuple[str, ...] = ()
    scores: tuple[TaskScores, ...] = ()
    pipeline: Path | None = None

    def lines(self) -> Iterator[str]:
        """Yield the report in sentences."""
        yield f"Wrote {self.out}: {', '.join(self.texts)}."
        for task, texts in self.texts.items():
            shares = ", ".join(f"{name} {count:,}" for name, count in texts.items())
            labels = ", ".join(f"{label} {count:,}" for label, count in self.labels[task].items())
            yield f"  {task}: texts {shares}; labels {labels}"
        yield from (f"  {each}" for each in self.left_out)
        for each in self.scores:
            yield f"{each.task}: F1 {each.f1:.3f} on {counted(each.texts, 'test text')}"
            for one in each.labels:
                yield (
                    f"  {one.label}: F1 {one.f1:.3f}, precision {one.precision:.3f}, "
                    f"recall {one.recall:.3f} ({one.count:,} in the test texts)"
                )
        if self.pipeline is not None:
            yield f"The pipeline that marks articles: {self.pipeline}"


def write_training(
    project: Project,
    options: TrainingOptions,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> TrainingReport:
    """Write a folder with DocBins, a config for each task and the commands that train.

    Articles that tell the same never come into two splits. An earlier folder that was written here
    stays whole until the new one is. Raises :class:`DatasetError` where there is too little to
    learn from, :class:`ExportError` where it cannot be written, and :class:`Cancelled`.
    """
    texts: dict[str, Mapping[str, int]] = {}
    labels: dict[str, Mapping[str, int]] = {}
    left_out: list[str] = []
    with write_folder_aside(options.out, never=project.path) as folder:
        for name, part in _PARTS.items():
            found = tuple(
                rows(project, _dataset(part, options), progress=progress, cancelled=cancelled)
            )
            counts = _labels_in(found)
            splits, repeated = _splits(found, part, tuple(counts))
            if why := _too_little(part, counts, splits):
                left_out.append(f"{name} was left out: {why}.")
                continue
            if repeated:
                some = counted(repeated, "text")
                left_out.append(f"{name}: {some} left out that stand in an earlier split too.")
            language = project.codebook.language
            write_task(
                folder / name, part.kind, language, splits, size=options.size, steps=options.steps
            )
            texts[name] = {split: len(some) for split, some in splits.items()}
            labels[name] = counts
        if not texts:
            raise DatasetError(
                "There is too little to train on. Nothing was written. Label more articles and "
                f"mark them as done ({' '.join(left_out)})"
            )
        told = _told(project.title, options, texts, labels)
        (folder / "README.md").write_text(told, encoding="utf-8")
    return TrainingReport(options.out, texts, labels, tuple(left_out))


def _dataset(part: _Part, options: TrainingOptions) -> DatasetOptions:
    split = split_named(options.split, seed=options.seed)
    if len(split.names) != len(SPLITS):
        raise DatasetError(
            f'"{options.split}" does not say how to split for training. Nothing was written. Write '
            "three shares: of training, validation and test, like 70/15/15."
        )
    return DatasetOptions(
        task=part.task,
        whose=options.whose,
        annotators=options.annotators,
        seed=options.seed,
        split=split,
    )


def _labels_in(found: Sequence[Row]) -> Mapping[str, int]:
    counts: Counter[str] = Counter()
    for each in found:
        if isinstance(each, SpanTaskRow):
            counts.update(span.label for span in each.spans if span.label in _ROLES)
        elif isinstance(each, StanceTaskRow):
            counts[each.label] += 1
        else:
            counts.update(each.labels)
    return dict(sorted(counts.items()))


def _too_little(
    part: _Part, counts: Mapping[str, int], splits: Mapping[str, Sequence[TrainingText]]
) -> str:
    if not counts or (len(counts) < 2 and part.kind != "spancat"):
        return "it needs two labels at least"
    missing = [name for name, texts in splits.items() if not texts]
    return f"no text for {', '.join(missing)}" if missing else ""


def _splits(
    found: Sequence[Row], part: _Part, labels: Sequence[str]
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


_PARTS: Mapping[Trainable, _Part] = {
    "spans": _Part(
        "spans",
        "spancat",
        _with_spans,
        'sources, cues and contents of statements in a sentence (`doc.spans["sc"]`)',
    ),
    "claim-types": _Part(
        "claim-type",
        "textcat_multilabel",
        _with_types,
        "claim types of the statements in a sentence (`doc.cats`)",
    ),
    "stance": _Part(
        "stance",
        "textcat",
        _with_stance,
        "the stance of a sentence on a target; a text is `target: sentence` (`doc.cats`)",
    ),
}


def _told(
    title: str,
    options: TrainingOptions,
    texts: Mapping[str, Mapping[str, int]],
    labels: Mapping[str, Mapping[str, int]],
) -> str:
    """Return the page beside the data: what it is, and the commands that train."""
    lines = [
        f"# Training data of “{title}” for spaCy",
        "",
        f"Labels: {options.whose}. Splits: {options.split}, seed {options.seed}; articles that "
        "tell much the same are in one split.",
        "",
        "Train everything from this folder, without a network:",
        "",
        "```",
        *(command(each) for each in texts),
        "```",
        "",
    ]
    for name, counts in texts.items():
        part = next(each for key, each in _PARTS.items() if key == name)
        shares = ", ".join(f"{split} {count:,}" for split, count in counts.items())
        given = ", ".join(f"{label} {count:,}" for label, count in labels[name].items())
        lines += [f"- **{name}**: {part.about}. Texts: {shares}. Labels: {given}."]
    return "\n".join([*lines, ""])


def run_training(
    report: TrainingReport,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> TrainingReport:
    """Train what was written, in a process of its own; return the report with the scores.

    They are kept as ``scores.json`` beside it too. Raises :class:`EnvironmentProblem` where
    training fails, and :class:`Cancelled`: the folder with the training data is whole then.
    """
    name = report.out.name or "trained"
    process = piped(MODULE, str(report.out.absolute()), name, *report.texts)
    try:
        scores = _scores(process, progress, cancelled)
    finally:
        end(process)
    told = {"tasks": [msgspec.to_builtins(each) for each in scores]}
    (report.out / SCORES).write_text(json.dumps(told, indent=1), encoding="utf-8")
    pipeline = report.out / PIPELINE
    return replace(report, scores=scores, pipeline=pipeline if pipeline.is_dir() else None)


class _Said(msgspec.Struct):
    """One line of the process that trains."""

    done: int = 0
    total: int = 0
    what: str = ""
    scores: tuple[TaskScores, ...] | None = None
    failed: str = "its process ended without a word; perhaps memory ran out"


def _scores(
    process: subprocess.Popen[bytes], progress: TellProgress | None, cancelled: IsCancelled
) -> tuple[TaskScores, ...]:
    assert process.stdout is not None
    lines: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=partial(_pass_on, process.stdout, lines), daemon=True).start()
    while True:
        if cancelled():
            raise Cancelled(_STOPPED)
        try:
            line = lines.get(timeout=_LOOK_UP)
        except Empty:
            continue
        said = msgspec.json.decode(line or b"{}", type=_Said)
        if said.scores is not None:
            return said.scores
        if not said.what:
            raise EnvironmentProblem(
                f"Training stopped: {said.failed}. The training data is whole; train it again, or "
                "by the commands in its README."
            )
        if progress is not None:
            progress(said.done, said.total, said.what)


def _pass_on(stream: IO[bytes], lines: SimpleQueue[bytes]) -> None:
    with contextlib.suppress(ValueError, OSError):  # the pipe was closed, because it was stopped
        for line in stream:
            lines.put(line)
    lines.put(b"")
