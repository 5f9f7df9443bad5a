"""The stored form of a trained model: whole or refused, never run."""

from __future__ import annotations

import zlib
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import LearnedLayerError
from annotator.preannotation.learning import model as form
from annotator.preannotation.learning.model import Model, decode, encode, fingerprint

MODEL = Model(
    kinds=("ORG", "PRODUCT"),
    seen=frozenset({"PERSON"}),
    transitions=tuple(float(number) for number in range(25)),
    states={("word", "konvent"): {0: -1.5, 2: 3.25}, ("shape", "Xx-0="): {3: 0.5}},
)


def repacked(**changes: object) -> bytes:
    """Return the stored form with some parts replaced, as somebody else might write it."""
    parts = msgspec.msgpack.decode(zlib.decompress(encode(MODEL)))
    return zlib.compress(msgspec.msgpack.encode({**parts, **changes}))


def refusal(stored: bytes) -> str:
    with pytest.raises(LearnedLayerError) as refused:
        decode(stored, fingerprint(stored))
    return str(refused.value)


def test_a_model_comes_back_as_it_was() -> None:
    stored = encode(MODEL)
    assert decode(stored, fingerprint(stored)) == MODEL


def test_the_same_model_gives_the_same_bytes() -> None:
    turned = replace(MODEL, states=dict(reversed(MODEL.states.items())))
    assert encode(turned) == encode(MODEL)


def test_a_model_that_is_not_as_it_was_stored_is_refused() -> None:
    stored = encode(MODEL)
    with pytest.raises(LearnedLayerError, match="not as it was stored"):
        decode(stored[:-1] + b"x", fingerprint(stored))
    with pytest.raises(LearnedLayerError, match="rules work on alone"):
        decode(stored, None)


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"form": 2}, "form 2"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["ORG", "ORG"]}, "kinds"),
        ({"kinds": ["ORG", " "]}, "kinds"),
        ({"kinds": ["ORG", 7]}, "str"),
        ({"transitions": [0.0] * 24}, "transitions"),
        ({"transitions": [0.0] * 24 + [float("nan")]}, "transitions"),
        ({"transitions": [0.0] * 24 + [1e9]}, "transitions"),
        ({"features": ["word=konvent", "shell=rm"]}, "features"),
        ({"features": ["word=konvent", "word=" + "x" * 900]}, "features"),
        ({"features": ["word=konvent", "word=konvent"]}, "twice"),
        ({"counts": [2, -1]}, "weights"),
        ({"counts": [2, 0]}, "weights"),
        ({"counts": [3]}, "weights"),
        ({"labels": b"\x00\x01\x09"}, "weights"),
        ({"weights": b"1234"}, "weights"),
        ({"weights": b"\x00\x00\xc0\x7f" * 3}, "weights"),
        ({"more": 1}, "more"),
    ],
)
def test_what_no_model_has_is_refused(changes: dict[str, object], what: str) -> None:
    assert what in refusal(repacked(**changes))


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused() -> None:
    assert "too large" in refusal(zlib.compress(bytes(65 * 1024 * 1024), 9))


def test_a_file_larger_than_a_model_may_be_is_not_even_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(form, "MOST_BYTES", 10)
    assert "larger" in refusal(encode(MODEL))


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_damage_is_refused_or_leaves_a_sound_model(data: st.DataObject) -> None:
    raw = bytearray(zlib.decompress(encode(MODEL)))
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    stored = zlib.compress(bytes(raw))
    try:
        read = decode(stored, fingerprint(stored))
    except LearnedLayerError:
        return
    assert len(read.transitions) == read.labels**2
    assert all(0 <= label < read.labels for each in read.states.values() for label in each)


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_at_all_are_refused(garbage: bytes) -> None:
    for stored in (garbage, zlib.compress(garbage)):
        with pytest.raises(LearnedLayerError):
            decode(stored, fingerprint(stored))
