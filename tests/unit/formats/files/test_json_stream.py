"""A long list is written piece by piece, and is one JSON object in the end."""

from __future__ import annotations

import json
from io import BytesIO

import msgspec
import pytest

from annotator.formats.files.json_stream import JsonStream


def encoded(values: list[object]) -> bytes:
    return msgspec.json.Encoder().encode_lines(values)


@pytest.mark.parametrize("count", [0, 1, 2, 2500])
def test_many_small_items_are_a_line_each(count: int) -> None:
    values = [{"id": number, "words": "one\ntwo, “three”\u2028"} for number in range(count)]
    out = BytesIO()
    stream = JsonStream(out)
    stream.begin({"report": "x"}, listing="records")
    stream.encoded_lines(encoded([*values[at : at + 1000]]) for at in range(0, count, 1000))
    stream.end()
    written = out.getvalue()
    assert json.loads(written) == {"report": "x", "records": values}
    assert len([each for each in written.split(b"\n") if each.startswith(b'{"id"')]) == count


def test_single_items_and_lines_make_one_list() -> None:
    out = BytesIO()
    stream = JsonStream(out)
    stream.begin({"report": "x"}, listing="records")
    stream.item(1)
    stream.encoded_lines([encoded([2, 3]), encoded([4])])
    stream.item(5)
    stream.end()
    assert json.loads(out.getvalue())["records"] == [1, 2, 3, 4, 5]
