"""A trained model as plain data: labels, words and affixes with their weights. Nothing in it runs.

The stored form is MessagePack, compressed with zlib, with a SHA-256 beside it. Reading it checks
every size, number and name, so that a file made by somebody else can at worst be refused.
"""

from __future__ import annotations

import hashlib
import math
import re
import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from annotator.errors import LearnedLayerError
from annotator.preannotation.learning.features import LONGEST_WORD, TEMPLATES

FORM: Final = 1
MOST_BYTES = 16 * 1024 * 1024  # as stored
_MOST_UNPACKED = 64 * 1024 * 1024
_MOST_LABELS = 201
_MOST_CELLS = 12_000_000  # features times labels: what lies in memory as single floats
_LONGEST_FEATURE = 2 * LONGEST_WORD + 120
_HEAVIEST = 60.0
_KIND = re.compile(r"\S.{0,63}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Model:
    """The weights of a linear-chain CRF (Lafferty, McCallum and Pereira 2001).

    ``kinds`` are the entity kinds that it tells apart, in the codebook's words; label 0 is "no
    entity", ``1 + 2 k`` the first word of kind ``k`` and ``2 + 2 k`` each further one.
    ``transitions[i * labels + j]`` weighs label j after label i. ``states`` maps template and value
    to label and weight. ``seen`` are the kinds of the rules that the training articles had.
    """

    kinds: tuple[str, ...]
    seen: frozenset[str]
    transitions: tuple[float, ...]
    states: Mapping[tuple[str, str], Mapping[int, float]]

    @property
    def labels(self) -> int:
        """How many labels there are."""
        return 1 + 2 * len(self.kinds)


class _Form(msgspec.Struct, forbid_unknown_fields=True):
    """What is stored: feature ``f`` has the next ``counts[f]`` of ``labels`` and ``weights``."""

    form: int
    kinds: list[str]
    seen: list[str]
    transitions: list[float]
    features: list[str]
    counts: list[int]
    labels: bytes
    weights: bytes


def encode(model: Model) -> bytes:
    """Return the stored form of a model."""
    order = sorted(model.states)
    labels = bytes(label for each in order for label in sorted(model.states[each]))
    weights = array("f", _weights(model, order))
    form = _Form(
        form=FORM,
        kinds=list(model.kinds),
        seen=sorted(model.seen),
        transitions=list(model.transitions),
        features=[f"{template}={value}" for template, value in order],
        counts=[len(model.states[each]) for each in order],
        labels=labels,
        weights=_little_endian(weights).tobytes(),
    )
    return zlib.compress(msgspec.msgpack.encode(form), 9)


def _weights(model: Model, order: Sequence[tuple[str, str]]) -> list[float]:
    return [weight for each in order for _, weight in sorted(model.states[each].items())]


def _little_endian(numbers: array[float]) -> array[float]:
    import sys

    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def fingerprint(stored: bytes) -> str:
    """Return the SHA-256 that stands beside a stored model."""
    return hashlib.sha256(stored).hexdigest()


def decode(stored: bytes, sha256: str | None) -> Model:
    """Return the model; raises LearnedLayerError where it is damaged or not ours."""
    if len(stored) > MOST_BYTES:
        raise _damaged("it is larger than a model may be")
    if fingerprint(stored) != sha256:
        raise _damaged("it is not as it was stored")
    try:
        form = msgspec.msgpack.decode(_unpacked(stored), type=_Form)
    except (msgspec.MsgspecError, zlib.error, UnicodeError, RecursionError) as error:
        raise _damaged(str(error)) from error
    _check(form)
    model = Model(tuple(form.kinds), frozenset(form.seen), tuple(form.transitions), _states(form))
    if len(model.states) != len(form.features):
        raise _damaged("a feature is in it twice")
    return model


def _unpacked(stored: bytes) -> bytes:
    inflater = zlib.decompressobj()
    unpacked = inflater.decompress(stored, _MOST_UNPACKED)
    if inflater.unconsumed_tail or not inflater.eof or inflater.unused_data:
        raise _damaged("it is cut off or too large")
    return unpacked


def _check(form: _Form) -> None:
    size = 1 + 2 * len(form.kinds)
    entries = len(form.labels)
    if form.form != FORM:
        raise _damaged(f"its form {form.form} is not known to this version of the program")
    checks = {
        "its kinds": len(form.kinds) > 0
        and size <= _MOST_LABELS
        and len(set(form.kinds)) == len(form.kinds)
        and all(_KIND.fullmatch(each) for each in (*form.kinds, *form.seen)),
        "its transitions": len(form.transitions) == size * size and _are_sound(form.transitions),
        "its features": len(form.features) * size <= _MOST_CELLS
        and all(_is_feature(each) for each in form.features),
        "its weights": len(form.counts) == len(form.features)
        and all(0 < each <= size for each in form.counts)
        and sum(form.counts) == entries
        and len(form.weights) == 4 * entries
        and max(form.labels, default=0) < size,
    }
    for what, is_sound in checks.items():
        if not is_sound:
            raise _damaged(f"{what} are not what a model has")


def _are_sound(numbers: Sequence[float]) -> bool:
    return all(math.isfinite(each) and abs(each) <= _HEAVIEST for each in numbers)


def _is_feature(feature: str) -> bool:
    template, separator, value = feature.partition("=")
    return bool(separator and value) and template in TEMPLATES and len(feature) <= _LONGEST_FEATURE


def _states(form: _Form) -> dict[tuple[str, str], dict[int, float]]:
    weights = array("f")
    weights.frombytes(form.weights)
    numbers = _little_endian(weights).tolist()
    if not _are_sound(numbers):
        raise _damaged("its weights are not what a model has")
    states: dict[tuple[str, str], dict[int, float]] = {}
    at = 0
    for feature, count in zip(form.features, form.counts, strict=True):
        template, _, value = feature.partition("=")
        labels = form.labels[at : at + count]
        states[template, value] = dict(zip(labels, numbers[at : at + count], strict=True))
        at += count
    return states


def within_bounds(weight: float) -> float:
    """Return a weight that a model may have."""
    return max(-_HEAVIEST, min(_HEAVIEST, weight))


def _damaged(why: str) -> LearnedLayerError:
    return LearnedLayerError(
        f"What was learned from corrections cannot be used: {why}. The rules work on alone, and "
        "nothing that people labelled is affected. Learn again, or remove what was learned."
    )
