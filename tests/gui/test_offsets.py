"""Offsets go from code points to UTF-16 and back without losing a character."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from annotator.gui.offsets import OffsetMap, from_qt, to_qt

PROBES = Path(__file__).resolve().parents[2] / "../shared/probes/corpus/offsets_dev.jsonl"
TEXTS = st.text(
    st.sampled_from("ab \n\t\u00a0\u2028\u2029\ufeff\u0301\u200d\ufdd0\u202eשسÅ😀👩🏽𝔘")
)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS | st.text())
def test_every_offset_survives_the_way_there_and_back(text: str) -> None:
    offsets = OffsetMap(text)
    for offset in range(len(text) + 1):
        position = units(text[:offset])
        assert offsets.to_qt(offset) == to_qt(text, offset) == position
        assert offsets.from_qt(position) == from_qt(text, position) == offset
    assert (offsets.length, offsets.units) == (len(text), units(text))


def test_a_position_inside_a_pair_belongs_to_its_character() -> None:
    assert [from_qt("a😀b", position) for position in range(5)] == [0, 1, 1, 2, 3]


@pytest.mark.skipif(not PROBES.exists(), reason="the probes are not beside this checkout")
def test_spans_agree_with_what_a_qt_cursor_selects(qapp: QApplication) -> None:
    editor = QPlainTextEdit()
    rows = [json.loads(line) for line in PROBES.read_text(encoding="utf-8").splitlines()]
    assert sum(len(row["spans"]) for row in rows) > 100
    for row in rows:
        text = row["text"]
        editor.setPlainText(text)
        for span in row["spans"]:
            start, end = to_qt(text, span["start"]), to_qt(text, span["end"])
            assert [start, end] == span["utf16"]
            assert (from_qt(text, start), from_qt(text, end)) == (span["start"], span["end"])
            cursor = QTextCursor(editor.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            assert as_qt_tells(cursor.selectedText()) == as_qt_tells(span["quote"])


def as_qt_tells(text: str) -> str:
    """Fold what QTextDocument itself does not keep apart."""
    return text.translate(dict.fromkeys(map(ord, "\u2028\u2029\ufdd0\ufdd1"), "\n") | {0xA0: " "})
