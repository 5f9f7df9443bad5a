"""Let spaCy train what was written, in a process of its own that may be stopped at any time."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from queue import Empty, SimpleQueue
from typing import IO

import msgspec

from annotator.errors import Cancelled, EnvironmentProblem
from annotator.preannotation.pipelines.own_process import end, piped
from annotator.preannotation.pipelines.training import MODEL, PIPELINE, SCORES, Look, TaskScores
from annotator.preannotation.pipelines.training_worker import MODULE
from annotator.workflows.exporting.training import TrainingReport
from annotator.workflows.watching import IsCancelled, TellProgress, never

TellLook = Callable[[Look], None]
"""Called each time a pipeline in training was measured on the dev texts."""
_LOOK_UP = 0.05  # seconds between two looks whether a person has stopped it
_STOPPED = (
    "Training was stopped. The folder with the training data is whole, without a pipeline. "
    "The commands in its README train it later."
)


def run_training(
    report: TrainingReport,
    *,
    progress: TellProgress | None = None,
    look: TellLook | None = None,
    cancelled: IsCancelled = never,
) -> TrainingReport:
    """Train what was written, and return the report with the scores.

    They are kept as ``scores.json`` beside it too. Raises :class:`EnvironmentProblem` where
    training fails, and :class:`Cancelled`: the training data is whole then, and so is what was
    trained to its end; half a pipeline never stays.
    """
    name = report.out.name or "trained"
    process = piped(MODULE, str(report.out.absolute()), name, *(each.task for each in report.tasks))
    try:
        scores = _scores(process, progress, look, cancelled)
    except BaseException:
        end(process)
        _remove_halves(report)
        raise
    end(process)
    told = {"tasks": [msgspec.to_builtins(each) for each in scores]}
    (report.out / SCORES).write_text(json.dumps(told, indent=1), encoding="utf-8")
    pipeline = report.out / PIPELINE
    return replace(report, scores=scores, pipeline=pipeline if pipeline.is_dir() else None)


def _remove_halves(report: TrainingReport) -> None:
    """Remove what a process that was ended may have written in part."""
    for each in report.tasks:
        if not (report.out / each.task / SCORES).is_file():
            shutil.rmtree(report.out / each.task / MODEL, ignore_errors=True)
    shutil.rmtree(report.out / PIPELINE, ignore_errors=True)


class _Said(msgspec.Struct):
    """One line of the process that trains."""

    done: int = 0
    total: int = 0
    what: str = ""
    look: Look | None = None
    scores: tuple[TaskScores, ...] | None = None
    failed: str = "its process ended without a word; perhaps memory ran out"


def _scores(
    process: subprocess.Popen[bytes],
    progress: TellProgress | None,
    look: TellLook | None,
    cancelled: IsCancelled,
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
        if look is not None and said.look is not None:
            look(said.look)


def _pass_on(stream: IO[bytes], lines: SimpleQueue[bytes]) -> None:
    with contextlib.suppress(ValueError, OSError):  # the pipe was closed, because it was stopped
        for line in stream:
            lines.put(line)
    lines.put(b"")
