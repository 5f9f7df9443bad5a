"""Write what spaCy needs to learn a project's labels: a folder that trains wherever spaCy is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import DatasetError
from annotator.formats.files.writing import write_folder_aside
from annotator.plain_text import counted
from annotator.preannotation.pipelines.spacy_project import joined, write_project
from annotator.preannotation.pipelines.training import PIPELINE, TaskScores, write_task
from annotator.workflows.exporting.training_texts import (
    PARTS,
    TaskCounts,
    TrainingOptions,
    lessons,
)
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.project import Project


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What was written: each task with its counts, and in ``left_out`` those of too little.

    ``scores`` are empty until it is trained; ``pipeline`` is the folder that can be chosen for
    marking articles.
    """

    out: Path
    tasks: tuple[TaskCounts, ...]
    left_out: tuple[TaskCounts, ...] = ()
    scores: tuple[TaskScores, ...] = ()
    pipeline: Path | None = None

    def lines(self) -> Iterator[str]:
        """Yield the report in sentences."""
        yield f"Wrote {self.out}: {', '.join(each.task for each in self.tasks)}."
        yield from counts_told((*self.tasks, *self.left_out))
        for each in self.scores:
            yield f"{each.task}: F1 {each.f1:.3f} on {counted(each.texts, 'test text')}"
            for one in each.labels:
                yield (
                    f"  {one.label}: F1 {one.f1:.3f}, precision {one.precision:.3f}, "
                    f"recall {one.recall:.3f} ({one.count:,} in the test texts)"
                )
        if self.pipeline is not None:
            yield f"The pipeline that marks articles: {self.pipeline}"


def counts_told(tasks: Sequence[TaskCounts]) -> Iterator[str]:
    """Yield in sentences what each task would be trained on."""
    for each in tasks:
        if each.problem:
            yield f"  {each.task} is left out: {each.problem}."
            continue
        shares = ", ".join(f"{name} {count:,}" for name, count in each.texts.items())
        yield f"  {each.task}: texts {shares}; labels {_labels_told(each.labels)}"
        yield from (f"    {note}" for note in each.notes)


def _labels_told(labels: Mapping[str, Mapping[str, int]]) -> str:
    return ", ".join(f"{label} {sum(of.values()):,}" for label, of in labels.items())


def write_training(
    project: Project,
    options: TrainingOptions,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> TrainingReport:
    """Write a folder with DocBins, a config for each task and a spaCy project that trains.

    An earlier folder that was written here stays whole until the new one is. Raises
    :class:`DatasetError` where there is too little to learn from, :class:`ExportError` where it
    cannot be written, and :class:`Cancelled`.
    """
    written: list[TaskCounts] = []
    left_out: list[TaskCounts] = []
    language = project.codebook.language
    with write_folder_aside(options.out, never=project.path) as folder:
        for lesson in lessons(project, options, progress=progress, cancelled=cancelled):
            counts = lesson.counts
            if counts.problem:
                left_out.append(counts)
                continue
            write_task(
                folder / counts.task,
                PARTS[counts.task].kind,
                language,
                lesson.splits,
                size=options.size,
                steps=options.steps,
            )
            written.append(counts)
        if not written:
            raise too_little(left_out, options)
        kinds = {each.task: PARTS[each.task].kind for each in written}
        told = write_project(folder, kinds, language, title=project.title)
        page = _told(project.title, options, written, told)
        (folder / "README.md").write_text(page, encoding="utf-8")
    return TrainingReport(options.out, tuple(written), tuple(left_out))


def too_little(tasks: Sequence[TaskCounts], options: TrainingOptions) -> DatasetError:
    """Return the error that says why nothing can be trained."""
    what = "Label more articles and mark them as done."
    if options.whose == "gold":
        what = "Settle more articles to their end, or take what more than half say."
    elif not options.done_only:
        what = "Label more articles."
    why = " ".join(f"{each.task}: {each.problem}." for each in tasks)
    return DatasetError(f"There is too little to train on. Nothing was written. {what} {why}")


def _told(
    title: str, options: TrainingOptions, tasks: Sequence[TaskCounts], commands: Sequence[str]
) -> str:
    """Return the page beside the data: what it is, and the commands that train."""
    lines = [
        f"# Training data of “{title}” for spaCy",
        "",
        f"Labels: {options.whose}. Splits: {options.split} by {options.by}, seed {options.seed}.",
        "",
        "Train and measure everything from this folder, without a network:",
        "",
        "```",
        "python -m spacy project run all",
        "```",
        "",
        "or step by step:",
        "",
        "```",
        *commands,
        "```",
        "",
        *_of_pipeline(tasks),
    ]
    for each in tasks:
        shares = ", ".join(f"{split} {count:,}" for split, count in each.texts.items())
        given = _labels_told(each.labels)
        lines.append(
            f"- **{each.task}**: {PARTS[each.task].about}. Texts: {shares}. Labels: {given}."
        )
        lines += [f"  - {note}" for note in each.notes]
    return "\n".join([*lines, ""])


def _of_pipeline(tasks: Sequence[TaskCounts]) -> Sequence[str]:
    useful = joined([each.task for each in tasks])
    if not useful:
        return ()
    what = " and ".join(useful)
    words = f"`{PIPELINE}` then has {what} together, and can be chosen for marking articles: "
    return f"{words}`annotator preannotate PROJECT --pipeline {PIPELINE}`.", ""
