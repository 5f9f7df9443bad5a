"""From articles that people corrected to a model: what is learned from, and the training itself."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile

import msgspec

from annotator.corpus.span import Span
from annotator.errors import Cancelled, LearnedLayerError
from annotator.preannotation.found import Found
from annotator.preannotation.learning.features import TEMPLATES, columns, places
from annotator.preannotation.learning.model import Model, within_bounds
from annotator.preannotation.learning.trainer import MODULE, Lesson, Weights
from annotator.preannotation.pipelines.own_process import NO_WINDOW, command, environment
from annotator.preannotation.reading import Reading

Mentioned = tuple[Span, str]
LEAST_PLACES = 2  # a word or affix in one place only is not kept: nothing can be learned from it
RARE, LARGE, ITERATIONS = 0.05, 0.02, 80  # heavier norms lost what the rules know
_LEAST_WEIGHT = 1e-3
_LOOK_UP = 0.1  # seconds between two looks whether a person has stopped the training


class Vocabulary:
    """Numbers for features, given out as they come."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, str], int] = {}

    def rows(self, values: Sequence[list[str]], start: int, end: int) -> list[list[int]]:
        """Return the numbers of the features of some rows."""
        numbers = self.numbers
        found: list[list[int]] = [[] for _ in range(start, end)]
        for template, column in zip(TEMPLATES, values, strict=True):
            for row, value in zip(found, column[start:end], strict=True):
                if value:
                    row.append(numbers.setdefault((template, value), len(numbers)))
        return found


@dataclass(frozen=True, slots=True)
class Example:
    """One article as one person left it: features and, per word, the kind and whether it begins.

    ``tags`` hold None for words outside of entities. ``seen`` are the kinds that the rules found.
    """

    features: tuple[list[list[int]], ...]
    tags: tuple[list[tuple[str, bool] | None], ...]
    seen: frozenset[str]


def examples(
    vocabulary: Vocabulary,
    reading: Reading,
    found: Sequence[Found],
    people: Iterable[Sequence[Mentioned]],
) -> list[Example]:
    """Return one example per person, whose confirmed mentions ``people`` holds.

    A mention that ends inside a word, or overlaps an earlier one, cannot be learned from and counts
    as no mention.
    """
    seen = columns(reading, found)
    features = tuple(
        vocabulary.rows(seen.values, each.row, each.row + each.last - each.first)
        for each in seen.stretches
    )
    kinds = frozenset(each.label for each in found if each.kind == "mention")
    result = []
    for mentioned in people:
        tags = _tags(reading, mentioned)
        cut = tuple(tags[each.first : each.last] for each in seen.stretches)
        result.append(Example(features, cut, kinds))
    return result


def _tags(reading: Reading, mentioned: Sequence[Mentioned]) -> list[tuple[str, bool] | None]:
    tags: list[tuple[str, bool] | None] = [None] * len(reading.words)
    for span, kind in sorted(mentioned):
        first, last = places(reading, span.start, span.end)
        if first >= last or any(tags[first:last]):
            continue
        if (reading.starts[first], reading.ends[last - 1]) != (span.start, span.end):
            continue
        tags[first] = (kind, True)
        tags[first + 1 : last] = [(kind, False)] * (last - first - 1)
    return tags


def train(
    vocabulary: Vocabulary, examples: Sequence[Example], *, cancelled: Callable[[], bool]
) -> Model:
    """Train a model in a process of its own; the same examples give the same model.

    Raises Cancelled where a person stops it, and LearnedLayerError where it cannot be done.
    """
    kinds = tuple(
        sorted({tag[0] for each in examples for tags in each.tags for tag in tags if tag})
    )
    if not kinds:
        raise LearnedLayerError(
            "There is nothing to learn: no entity is confirmed in these articles. Nothing was "
            "changed. Accept or mark some entities and try again."
        )
    numbers = {kind: 1 + 2 * number for number, kind in enumerate(kinds)}
    counts = Counter(
        feature for each in examples for rows in each.features for row in rows for feature in row
    )
    lesson = Lesson(
        features=[
            [[feature for feature in row if counts[feature] >= LEAST_PLACES] for row in rows]
            for each in examples
            for rows in each.features
        ],
        labels=[
            [0 if tag is None else numbers[tag[0]] + (not tag[1]) for tag in tags]
            for each in examples
            for tags in each.tags
        ],
        rare=RARE,
        large=LARGE,
        iterations=ITERATIONS,
    )
    seen = frozenset(kind for each in examples for kind in each.seen)
    return _model(vocabulary, kinds, seen, _taught(lesson, cancelled))


def _model(
    vocabulary: Vocabulary, kinds: tuple[str, ...], seen: frozenset[str], weights: Weights
) -> Model:
    by_number = list(vocabulary.numbers)
    size = 1 + 2 * len(kinds)
    states: dict[tuple[str, str], dict[int, float]] = {}
    for feature, label, weight in weights.states:
        if abs(weight) >= _LEAST_WEIGHT:
            states.setdefault(by_number[feature], {})[label] = within_bounds(weight)
    transitions = [0.0] * (size * size)
    for label, after, weight in weights.transitions:
        transitions[label * size + after] = within_bounds(weight)
    return Model(kinds, seen, tuple(transitions), states)


def _taught(lesson: Lesson, cancelled: Callable[[], bool]) -> Weights:
    """Let another process train; files carry the numbers, so that neither side waits for a pipe."""
    with TemporaryFile() as request, TemporaryFile() as answer, TemporaryFile() as said:
        request.write(msgspec.msgpack.encode(lesson))
        request.seek(0)
        process = subprocess.Popen(
            command(MODULE),
            stdin=request,
            stdout=answer,
            stderr=said,
            env=environment(),
            creationflags=NO_WINDOW,
        )
        _wait(process, cancelled)
        if process.returncode != 0:
            said.seek(0)
            raise _failure(process.returncode, said.read())
        answer.seek(0)
        return msgspec.msgpack.decode(answer.read(), type=Weights)


def _wait(process: subprocess.Popen[bytes], cancelled: Callable[[], bool]) -> None:
    try:
        while True:
            try:
                process.wait(timeout=_LOOK_UP)
            except subprocess.TimeoutExpired:
                if cancelled():
                    raise Cancelled(
                        "The training was stopped. What was learned before is still there."
                    ) from None
            else:
                return
    except BaseException:
        process.kill()
        process.wait()
        raise


def _failure(code: int, said: bytes) -> LearnedLayerError:
    last = said.decode("utf-8", "replace").strip().splitlines()[-1:]
    return LearnedLayerError(
        "The training failed, so nothing was changed: "
        f"{''.join(last) or f'its process ended with code {code}'}. What was learned before is "
        "still there. Set the program up again if this repeats."
    )
