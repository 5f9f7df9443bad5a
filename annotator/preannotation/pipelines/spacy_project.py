"""The project file with which plain spaCy trains a folder, measures it and joins what it trained.

See https://spacy.io/usage/projects for ``project.yml`` and ``spacy assemble``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annotator.preannotation.pipelines.training import (
    CONFIG,
    CORPUS,
    MODEL,
    PIPELINE,
    Kind,
    Trainable,
    blank,
)

JOINED = ("spans", "claim-types")  # what works on the same texts, and marks articles
PIPELINE_CONFIG = "pipeline.cfg"
METRICS = "metrics.json"
_BEST = "model-best"


def best(task: str) -> str:
    """Return where the best state of a trained task lies, from the folder that all lie in."""
    return f"{task}/{MODEL}/{_BEST}"


def joined(tasks: Sequence[str]) -> list[str]:
    """Return which of these tasks work together as one pipeline; none where there are no spans."""
    return [each for each in tasks if each in JOINED] if "spans" in tasks else []


def write_project(
    folder: Path, kinds: Mapping[Trainable, Kind], language: str, *, title: str
) -> list[str]:
    """Write ``project.yml``, and the config of the pipeline that joins what marks articles.

    Returns the commands that do all of it one by one, from that folder.
    """
    tasks = tuple(kinds)
    useful = [each for each in kinds if each in joined(tasks)]
    if useful:
        config = blank(language).config.copy()
        config["nlp"]["pipeline"] = [kinds[each] for each in useful]
        config["components"] = {kinds[each]: {"source": best(each)} for each in useful}
        config.to_disk(folder / PIPELINE_CONFIG)
    commands = {name: script for each in tasks for name, script in _of_task(each)}
    if useful:
        commands["assemble"] = f"python -m spacy assemble {PIPELINE_CONFIG} {PIPELINE}"
    (folder / "project.yml").write_text(_page(commands, tasks, title), encoding="utf-8")
    return list(commands.values())


def _of_task(task: str) -> Iterator[tuple[str, str]]:
    yield (
        f"train-{task}",
        f"python -m spacy train {task}/{CONFIG} --output {task}/{MODEL} "
        f"--paths.train {task}/{CORPUS}/train.spacy --paths.dev {task}/{CORPUS}/dev.spacy",
    )
    yield (
        f"evaluate-{task}",
        f"python -m spacy evaluate {best(task)} {task}/{CORPUS}/test.spacy "
        f"--output {task}/{METRICS}",
    )


def _page(commands: Mapping[str, str], tasks: Sequence[str], title: str) -> str:
    """Return the YAML; JSON strings are YAML strings, whatever is in them."""
    lines = [f"title: {json.dumps(title)}", "workflows:", "  all:"]
    lines += [f"    - {name}" for name in commands]
    lines.append("commands:")
    for name, script in commands.items():
        needs, makes = _files(name, tasks)
        lines += [f"  - name: {name}", f"    script: [{json.dumps(script)}]"]
        lines += [f"    deps: {json.dumps(needs)}", f"    outputs: {json.dumps(makes)}"]
    return "\n".join([*lines, ""])


def _files(name: str, tasks: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return what a command needs and makes, so that spaCy runs again only what changed."""
    what, _, task = name.partition("-")
    if what == "train":
        corpus = [f"{task}/{CORPUS}/{split}.spacy" for split in ("train", "dev")]
        return [f"{task}/{CONFIG}", *corpus], [best(task)]
    if what == "evaluate":
        return [best(task), f"{task}/{CORPUS}/test.spacy"], [f"{task}/{METRICS}"]
    return [PIPELINE_CONFIG, *(best(each) for each in joined(tasks))], [PIPELINE]
