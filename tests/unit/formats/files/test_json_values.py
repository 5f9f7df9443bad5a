"""JSON is read line by line where it can be, and the same as at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import FormatError
from annotator.formats.files.json_values import objects_in

_OBJECTS = st.dictionaries(st.sampled_from("aé😀"), st.integers() | st.text(max_size=9), max_size=3)
_LAID_OUT = st.sampled_from([None, 1])
_ENDS = st.sampled_from(["\n", "\r\n", "\n\n", " ", "\t\n "])


def told(raw: bytes) -> list[tuple[object, str]] | str:
    """Return the objects with their places, or the error."""
    try:
        return [(each.value, each.where) for each in objects_in(raw, Path("a.json"), "a file")]
    except FormatError as error:
        return str(error)


@given(
    st.lists(st.tuples(_OBJECTS | st.lists(_OBJECTS, max_size=3), _LAID_OUT, _ENDS), max_size=6),
    st.booleans(),
)
def test_values_are_found_however_they_are_laid_out(
    values: list[tuple[object, int | None, str]], has_mark: bool
) -> None:
    written, expected, line = "", [], 1
    for value, indent, end in values:
        words = json.dumps(value, ensure_ascii=False, indent=indent)
        for each in value if isinstance(value, list) else [value]:
            expected.append((each, f"line {line}"))
        written += words + end
        line += (words + end).count("\n")
    assert told(written.encode("utf-8-sig" if has_mark else "utf-8")) == expected


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b'{"a": 1}\n{"a": \n', "line 3, character 1"),
        (b'{"a": 1}\n\n{"a": 1},\n', "line 3, character 9"),
        (b'{"a": 1}\n{"a": "\xff"}\n', "not UTF-8 (byte 16)"),
        (b'{"a": 1}\n' + b"[" * 100_000, "line 2: it is nested too deeply"),
        (b'{"a": 1}\n{"a": ' + b"1" * 5_000 + b"}", "line 2: a number without end"),
        (b'{"a": 1}\n17\n', "line 2: a number instead of an object"),
    ],
)
def test_what_is_wrong_is_named_with_its_place_in_the_file(raw: bytes, place: str) -> None:
    found = told(raw)
    assert isinstance(found, str)
    assert place in found
