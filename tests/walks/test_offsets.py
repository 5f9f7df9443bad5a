"""What is selected, stored, exported and read back is the same characters, whatever the text."""

from __future__ import annotations

import csv
import json
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.annotations.session import Session
from annotator.codebook.reading import default_codebook
from annotator.corpus.span import Span
from annotator.gui.reader import ReaderView
from annotator.project import Project
from annotator.workflows.exporting.files import ExportOptions, export
from annotator.workflows.importing.articles import ImportOptions, import_paths

PARTS = [
    "The ministry said ",
    "“calm, now”",
    ". ",
    "\r\n",
    "\n\n",
    "a\u00a0b",
    "\u2028",
    "\u2029",
    "\u0085",
    "\u200d",
    "\u202eback\u202c",
    "\ufeff",
    "😀",
    "👨‍👩‍👧‍👦",
    "🇵🇰🇦🇫",
    "e\u0301",
    "Z\u0301\u0327",
    "𝔘",
    "قال الوزير ",
    "אמר השר ",
]
TEXTS = st.lists(st.sampled_from(PARTS), min_size=3, max_size=25).map("".join)


def import_one(project: Project, folder: Path, text: str) -> str:
    path = folder / "article.txt"
    path.write_bytes(text.encode())
    report = import_paths(project, [path], ImportOptions(preannotate=False))
    assert len(report.imported) == 1, report
    return report.imported[0]


def select_by_keys(reader: ReaderView, start: int, presses: int) -> Span | None:
    reader.set_caret(start)
    for _ in range(presses):
        QTest.keyClick(reader, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    return reader.selection


def label_selection(project: Project, article: str, selected: Span) -> Span | None:
    """Make a statement of what is selected; return what was stored, or None where it is blank."""
    text = project.text(article)
    if not selected.covered(text).strip():
        return None
    session = Session(
        article=project.article(article),
        text=text,
        zones=project.zones(article),
        layer=project.layer(article),
        codebook=project.codebook,
        actors=project.actors(),
        suggestions=(),
        annotator=project.annotator,
    )
    project.apply(session.add_statement(selected))
    (statement,) = project.layer(article).statements
    return statement.content[0]


def check_exports(project: Project, folder: Path, stored: Span, words: str) -> None:
    outs = {form: folder / f"out.{form}" for form in ("json", "jsonl", "csv", "docbin")}
    for form, out in outs.items():
        export(project, ExportOptions(format=form, out=out))
    (document,) = json.loads(outs["json"].read_bytes())["documents"]
    (statement,) = document["statements"]
    assert statement["content"] == [{"start": stored.start, "end": stored.end, "text": words}]
    assert document["text"][stored.start : stored.end] == words
    row = json.loads(outs["jsonl"].read_text(encoding="utf-8"))
    assert row["content"] == words and row["content_spans"] == [[stored.start, stored.end]]
    with outs["csv"].open(encoding="utf-8", newline="") as file:
        (cells,) = csv.DictReader(file)
    assert cells["content"].removeprefix("'") == words


@pytest.mark.qt_log_ignore("OpenType support missing", "propagateSizeHints", extend=True)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=TEXTS, seed=st.integers(0, 2**32))
def test_the_same_characters_from_the_screen_to_the_export_and_back(
    text: str, seed: int, qtbot: object, reader: ReaderView
) -> None:
    if not text.strip().strip("\ufeff\u200d\u202e\u202c"):
        return
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Project.create(
            folder / "p.annotator", title="t", codebook=default_codebook(), annotator="Amina"
        ) as project:
            article = import_one(project, folder, text)
            shown = project.text(article)
            canonical = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
            assert shown == canonical
            reader.show_article(shown, project.zones(article))
            selected = select_by_keys(reader, chance.randrange(len(shown)), chance.randint(1, 12))
            if selected is None:
                return
            assert reader.selected_text() == selected.covered(shown)
            stored = label_selection(project, article, selected)
            if stored is None:
                return
            words = stored.covered(shown)
            assert selected.contains(stored) and words == selected.covered(shown).strip()
        with Project.open(folder / "p.annotator") as project:
            (again,) = project.layer(article).statements
            assert again.content == (stored,) and stored.covered(project.text(article)) == words
            check_exports(project, folder, stored, words)


@pytest.fixture
def reader(qtbot: Callable[..., object]) -> ReaderView:
    view = ReaderView()
    qtbot.addWidget(view)  # type: ignore[attr-defined]
    view.resize(500, 300)
    view.show()
    return view
