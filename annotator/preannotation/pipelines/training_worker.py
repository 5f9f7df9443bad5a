"""Trains the tasks of a folder in a process of its own, which may be stopped at any time.

Gets the folder, the name of the pipeline and the tasks, and writes one JSON object per line:
progress, then scores or what went wrong. Trains as ``spacy train`` does with the same config.
"""

from __future__ import annotations

import io
import json
import os
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO  # Any: configs and scores have no narrower type

import msgspec

from annotator.preannotation.pipelines.spacy_project import best, joined
from annotator.preannotation.pipelines.training import (
    CONFIG,
    CORPUS,
    MODEL,
    PIPELINE,
    SCORES,
    SPANS_KEY,
    LabelScore,
    Look,
    TaskScores,
)

if TYPE_CHECKING:
    from spacy.language import Language

MODULE = "annotator.preannotation.pipelines.training_worker"
_TOLD = 200  # times at the most that one task tells how far it is
_LOGGER = "annotator.TellProgress.v1"
_Told = Callable[[int, int, Look | None], None]


def main() -> int:
    """Train; the only lines on what was standard output are those of this module."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    warnings.simplefilter("ignore")
    folder, name, *tasks = sys.argv[1:]
    try:
        found = [
            _trained(Path(folder), task, partial(_tell, answers, task, place, len(tasks)))
            for place, task in enumerate(tasks)
        ]
        if useful := joined(tasks):
            _join(Path(folder), useful, name)
    except Exception as error:  # whatever training raises is for a person to read
        _say(answers, {"failed": f"{type(error).__name__}: {error}"[:500]})
        return 1
    _say(answers, {"scores": [msgspec.to_builtins(each) for each in found]})
    return 0


def _say(answers: TextIO, message: dict[str, Any]) -> None:
    answers.write(json.dumps(message) + "\n")
    answers.flush()


def _tell(
    answers: TextIO, task: str, place: int, tasks: int, step: int, most: int, look: Look | None
) -> None:
    done = {"done": place * most + step, "total": tasks * most, "what": f"Training {task}"}
    _say(answers, {**done, "look": msgspec.to_builtins(look)})


def _join(folder: Path, tasks: Sequence[str], name: str) -> None:
    """Write one pipeline with the components of several trained tasks, each as it is."""
    import spacy

    first, *others = (spacy.load(folder / best(each)) for each in tasks)
    for other in others:
        for pipe in other.pipe_names:
            first.add_pipe(pipe, source=other)
    first.meta.update(name=name, version="1.0")
    first.to_disk(folder / PIPELINE)


def _trained(folder: Path, task: str, tell: _Told) -> TaskScores:
    """Train one task, and measure it on its test texts."""
    from spacy import util
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train

    place = folder / task
    (place / SCORES).unlink(missing_ok=True)
    paths = {f"paths.{each}": str(place / CORPUS / f"{each}.spacy") for each in ("train", "dev")}
    config = util.load_config(place / CONFIG, overrides=paths, interpolate=False)
    _tell_through(config, task, tell)
    nlp = init_nlp(config)
    (place / MODEL).mkdir(exist_ok=True)
    train(nlp, place / MODEL, stdout=io.StringIO(), stderr=io.StringIO())
    scores = measured(util.load_model(folder / best(task)), place, task)
    (place / SCORES).write_bytes(msgspec.json.format(msgspec.json.encode(scores)))
    return scores


def _tell_through(config: Any, task: str, tell: _Told) -> None:
    """Let training tell how far it is; the config in the folder stays as it is."""
    from spacy.util import registry

    most = int(config["training"]["max_steps"])

    def logger() -> Any:
        def setup(nlp: Language, _stdout: object, _stderr: object) -> Any:
            nlp.config["training"]["logger"] = {"@loggers": "spacy.ConsoleLogger.v1"}
            tell(0, most, None)
            steps = count(1)

            def step(info: dict[str, Any] | None) -> None:
                done = next(steps)
                if info is not None:
                    tell(done, most, _look(task, info))
                elif done % max(1, most // _TOLD) == 0:
                    tell(done, most, None)

            return step, lambda: tell(most, most, None)

        return setup

    registry.loggers.register(_LOGGER, func=logger)
    config["training"]["logger"] = {"@loggers": _LOGGER}


def _look(task: str, info: dict[str, Any]) -> Look:
    loss = float(sum(info["losses"].values()))
    return Look(task, int(info["epoch"]), int(info["step"]), float(info["score"] or 0), loss)


def measured(nlp: Language, place: Path, task: str) -> TaskScores:
    """Return how well a trained pipeline does on the test texts of its task."""
    from spacy.training import Corpus

    examples = list(Corpus(place / CORPUS / "test.spacy")(nlp))
    scores = nlp.evaluate(examples)
    of_spans = "spancat" in nlp.pipe_names
    by_label = scores["spans_sc_per_type" if of_spans else "cats_f_per_type"] or {}
    counts: dict[str, int] = dict.fromkeys(by_label, 0)
    for each in examples:
        if of_spans:
            given = [span.label_ for span in each.reference.spans[SPANS_KEY]]
        else:
            given = [label for label, value in each.reference.cats.items() if value >= 0.5]
        for label in given:
            counts[label] = counts.get(label, 0) + 1
    total = scores["spans_sc_f" if of_spans else "cats_micro_f"] or 0.0
    return TaskScores(
        task,
        len(examples),
        float(total),
        tuple(_score(label, by_label.get(label) or {}, counts[label]) for label in sorted(counts)),
    )


def _score(label: str, found: Mapping[str, float], count: int) -> LabelScore:
    precision, recall, f1 = (float(found.get(each) or 0) for each in ("p", "r", "f"))
    return LabelScore(label, precision, recall, f1, count)


if __name__ == "__main__":
    sys.exit(main())
