"""Trains a CRF in a process of its own, which may be stopped at any time.

Reads one MessagePack object from standard input and writes one to standard output. Features and
labels are numbers here: no word of any text reaches the library or its temporary file. The library
is python-crfsuite (CRFsuite by Naoaki Okazaki); the binary model that it writes is read here only,
right after it was made, and given back as plain weights.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import msgspec

MODULE = "annotator.preannotation.learning.trainer"


class Lesson(msgspec.Struct):
    """What to train on: per stretch the features of each word, and the label of each word.

    ``rare`` and ``large`` weigh the L1 and the L2 norm of the weights.
    """

    features: list[list[list[int]]]
    labels: list[list[int]]
    rare: float
    large: float
    iterations: int


class Weights(msgspec.Struct):
    """What came out: ``(feature, label, weight)`` and ``(label, next label, weight)``."""

    states: list[tuple[int, int, float]]
    transitions: list[tuple[int, int, float]]


def trained(lesson: Lesson) -> Weights:
    """Train by L-BFGS and return the weights."""
    import pycrfsuite  # type: ignore[import-untyped]  # it comes without types

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": lesson.rare, "c2": lesson.large, "max_iterations": lesson.iterations})
    for features, labels in zip(lesson.features, lesson.labels, strict=True):
        trainer.append([[str(each) for each in word] for word in features], list(map(str, labels)))
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "weights")
        trainer.train(file)
        tagger = pycrfsuite.Tagger()
        with tagger.open(file):
            info = tagger.info()
    return Weights(
        [(int(each), int(label), weight) for (each, label), weight in info.state_features.items()],
        [(int(each), int(after), weight) for (each, after), weight in info.transitions.items()],
    )


def main() -> None:
    """Answer the one request on standard input."""
    lesson = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Lesson)
    sys.stdout.buffer.write(msgspec.msgpack.encode(trained(lesson)))


if __name__ == "__main__":
    main()
