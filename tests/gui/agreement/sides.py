"""What tests of the agreement view share: who labelled what, and how its sides are read.

Three annotators label ten articles; Caro calls every fact a prediction and cuts the last letter.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget
from pytestqt.qtbot import QtBot

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Mention, Progress, Stance, Statement, Target
from annotator.corpus.span import Span
from annotator.gui.agreement.page import Page
from annotator.gui.agreement.passages import PassagesTable
from annotator.gui.agreement.view import AgreementView
from annotator.gui.workbench import Workbench

ARTICLES = 10


def say(bench: Workbench, name: str, claims: str = "fact", *, cut: int = 0, last: int = ARTICLES):
    project = bench.project
    assert project is not None
    who = project.use_annotator(name).id
    topic = project.codebook.topics[0].id
    for number, row in enumerate(project.articles()[:last]):
        claim = claims if number % 2 else "denial"
        stance = Stance(Target("topic", topic), "favor" if number % 3 else "against")
        content = (Span(13, 38 - cut),)
        records = (
            Mention(new_id(), row.id, who, Span(0, 7), "place"),
            Statement(new_id(), row.id, who, content, claim_types=(claim,), stances=(stance,)),
            Progress(f"{row.id}:{who}", row.id, who, "done"),
        )
        project.apply(Step(tuple(Edit(None, each) for each in records), "Label", row.id))


def say_all(bench: Workbench) -> None:
    say(bench, "Caro", "prediction", cut=1)
    say(bench, "Ben")
    say(bench, "Amina")


def measured(qtbot: QtBot, view: AgreementView) -> None:
    view.measure()
    qtbot.waitUntil(lambda: not view.is_measuring, timeout=20_000)


def turn_to(view: AgreementView, kind: type[Page]) -> Page:
    pages = view.findChild(QListWidget)
    page = view.findChild(kind)
    pages.setCurrentItem(pages.findItems(page.title, Qt.MatchFlag.MatchExactly)[0])
    assert page.isVisible()
    return page


def rows(table: QAbstractItemView) -> list[list[str]]:
    model = table.model()
    columns = range(model.columnCount())
    return [
        [str(model.index(row, each).data() or "") for each in columns]
        for row in range(model.rowCount())
    ]


def behind(view: AgreementView) -> list[list[str]]:
    return rows(view.findChild(PassagesTable))
