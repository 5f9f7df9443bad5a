"""CSV cells: nothing that a spreadsheet would run, nothing that cannot be had back."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotator.formats.files.csv_table import CsvTable, neutralised

LIVE = ("=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1", "\n=1", '"=1"', "'=1", "''+1")


def restored(cell: str) -> str:
    """Have the exact text back, as the module's documentation tells."""
    return cell[1:] if re.match("'['\"]*[=+\\-@\t\r\n＝＋－＠]", cell) else cell


def cells(rows: list[list[object]], **options: bool) -> list[list[str]]:
    out = io.BytesIO()
    table = CsvTable(out, ["a", "b"], **options)
    for row in rows:
        table.row(row)
    text = io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")
    return list(csv.reader(text, strict=True))


@pytest.mark.parametrize("live", LIVE)
def test_no_cell_begins_like_a_formula(live: str) -> None:
    assert cells([[live, 1]])[1] == [f"'{live}", "1"]
    assert cells([[live, 1]], raw_cells=True)[1] == [live, "1"]


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    assert cells([[-1, -0.5], [None, True], [("a", "b"), ((1, 2), (3, 4))]])[1:] == [
        ["-1", "-0.5"],
        ["", "true"],
        ["a; b", "[[1, 2], [3, 4]]"],
    ]


def test_lines_end_as_rfc_4180_says_and_the_mark_is_there_when_asked_for() -> None:
    out = io.BytesIO()
    CsvTable(out, ["a"], bom=True).row(['x "y", z\nnext'])
    assert out.getvalue() == b'\xef\xbb\xbfa\r\n"x ""y"", z\nnext"\r\n'


@settings(deadline=None)
@given(st.text(st.sampled_from("'\"=+-@\t\r\n＝a ,;\u2028👩‍🚀\x00"), max_size=8))
@example("'=x")
def test_every_cell_can_be_restored(text: str) -> None:
    assert restored(neutralised(text)) == text
    assert neutralised(text)[:1] not in tuple("=+-@\t\r\n＝＋－＠")


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=9), st.text(max_size=9)), max_size=4))
def test_every_row_is_read_back_by_an_ordinary_reader(rows: list[tuple[str, str]]) -> None:
    found = cells([list(row) for row in rows])[1:]
    assert [tuple(map(restored, row)) for row in found] == rows
