"""The agreement view over the articles of :mod:`tests.gui.agreement.sides`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.annotations.ids import new_id
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.gui.agreement.view import AgreementView
from annotator.gui.workbench import Workbench
from annotator.project import Project
from tests.gui.agreement.sides import ARTICLES


@pytest.fixture
def workbench(qtbot: QtBot, tmp_path: Path) -> Iterator[Workbench]:
    project = Project.create(
        tmp_path / "harbour.annotator",
        title="Harbour",
        codebook=default_codebook(),
        annotator="Amina",
    )
    for number in range(ARTICLES):
        text = f"Norland said ferry {number} will sail again. Estovia denied this & more."
        digest = hashlib.sha256(text.encode()).hexdigest()
        facts = Article(new_id(), f"Ferry {number}", digest, len(text))
        project.add_articles([NewArticle(facts, text, (Zone("body", Span(0, len(text))),))])
    bench = Workbench()
    bench.take(project)
    yield bench
    bench.finish()


@pytest.fixture
def view(qtbot: QtBot, workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> AgreementView:
    monkeypatch.setattr("annotator.gui.agreement.view._SOON_MS", 1)
    view = AgreementView(workbench)
    qtbot.addWidget(view)
    view.resize(1180, 780)
    view.show()
    return view
