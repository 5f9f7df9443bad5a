"""One value, one line, whatever its texts hold."""

from __future__ import annotations

import io
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.files.jsonl import write_line

AWKWARD = 'a\u2028\u2029\u0085\n\r\v\f\x1c\x1e\x00👩‍🚀"\\'


@settings(deadline=None)
@given(st.lists(st.text(st.sampled_from(AWKWARD)), max_size=5))
def test_a_line_is_one_line_for_every_reader(values: list[str]) -> None:
    out = io.BytesIO()
    for value in values:
        write_line({"text": value}, out)
    lines = out.getvalue().decode().splitlines()
    assert [json.loads(line)["text"] for line in lines] == values
