"""Labels of articles in the agreement view: matrix, people, labels, and a way to the articles."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget
from pytestqt.qtbot import QtBot

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import ArticleLabel, Progress
from annotator.codebook.article_labels import ArticleLabelKind, ArticleLabelValue
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.gui.agreement import over_time
from annotator.gui.agreement.articles import ArticlesPage
from annotator.gui.agreement.labels import LabelsPage
from annotator.gui.agreement.matrices import MatricesPage
from annotator.gui.agreement.over_time import TimePage
from annotator.gui.agreement.page import Page
from annotator.gui.agreement.passages import PassagesTable
from annotator.gui.agreement.people import PeoplePage
from annotator.gui.agreement.plots import Plot
from annotator.gui.agreement.view import AgreementView
from annotator.gui.workbench import Workbench
from annotator.project import Project
from tests.gui.agreement.sides import behind, rows, turn_to

GENRE = ArticleLabelKind(
    "genre", "Genre", values=(ArticleLabelValue("n", "News"), ArticleLabelValue("o", "Opinion"))
)
ABOUT = ArticleLabelKind(
    "about",
    "About",
    values=(ArticleLabelValue("s", "Ships"), ArticleLabelValue("t", "Trade")),
    multiple=True,
)
GIVEN = {
    "Amina": ["n s", "n st", "n", "o"],
    "Bo": ["n s", "o s", "o", "o t"],
    "Caro": ["n s", "o s", "", "o"],
}


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    codebook = replace(default_codebook(), article_labels=(GENRE, ABOUT))
    project = Project.create(
        tmp_path / "harbour.annotator", title="Harbour", codebook=codebook, annotator="Amina"
    )
    for number in range(4):
        text = f"Ferry {number} will sail again. Estovia denied this & more."
        digest = hashlib.sha256(text.encode()).hexdigest()
        facts = Article(new_id(), f"Ferry {number}", digest, len(text))
        project.add_articles([NewArticle(facts, text, (Zone("body", Span(0, len(text))),))])
    for name, given in GIVEN.items():
        who = project.use_annotator(name).id
        for row, letters in zip(project.articles(), given, strict=True):
            records = [
                ArticleLabel(new_id(), row.id, who, "genre" if each in "no" else "about", each)
                for each in letters
                if each != " "
            ]
            done = Progress(f"{row.id}:{who}", row.id, who, "done")
            edits = tuple(Edit(None, each) for each in (*records, done))
            project.apply(Step(edits, "Label", row.id))
    project.use_annotator("Amina")
    bench = Workbench()
    bench.take(project)
    yield bench
    bench.finish()


@pytest.fixture
def view(qtbot: QtBot, workbench: Workbench) -> AgreementView:
    view = AgreementView(workbench)
    qtbot.addWidget(view)
    view.resize(1180, 780)
    view.show()
    view.measure()
    qtbot.waitUntil(lambda: not view.is_measuring, timeout=30_000)
    return view


def turn_to_choice(view: AgreementView, kind: type[Page], choice: str) -> Page:
    page = turn_to(view, kind)
    choices = page.findChild(QComboBox)
    assert choices.findText(choice) >= 0, [
        choices.itemText(each) for each in range(choices.count())
    ]
    choices.setCurrentIndex(choices.findText(choice))
    return page


def test_labels_of_articles_have_a_matrix_that_leads_to_the_articles(qtbot, view, workbench):
    page = turn_to_choice(view, MatricesPage, "Label of articles: Genre")
    # News, opinion, not given: who gave none to an article that is done said that
    assert rows(page.table) == [["3", "3", "1"], ["3", "4", "1"], ["1", "1", ""]]
    place = page.table.visualRect(page.table.model().index(0, 1)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [row[1] for row in behind(view)] == ["Ferry 1", "Ferry 2"]
    assert behind(view)[0][2].startswith("Ferry 1 will sail")
    assert behind(view)[1][3] == "Amina: News; Bo: Opinion; Caro: not given"
    passages = view.findChild(PassagesTable)
    with qtbot.waitSignal(view.passage_requested) as asked:
        qtbot.keyClick(passages, Qt.Key.Key_Return)
    article = workbench.project.articles()[1]
    assert asked.args == [article.id, Span(0, article.length)]


def test_the_detail_of_a_whole_article_leaves_room_for_who_says_what(view):
    table = view.findChild(PassagesTable)
    assert table.source.detail(0).splitlines()[0].startswith("Ferry 1 · label of the article: ")
    assert "will sail" not in table.source.detail(0)


def test_values_beside_each_other_count_one_by_one(qtbot, view):
    page = turn_to_choice(view, MatricesPage, "Label of articles: About")
    # ships: given by all three twice; trade: twice by one of three
    assert rows(page.table) == [["6", "", ""], ["", "", "4"], ["", "4", "2"]]
    page.table.setCurrentIndex(page.table.model().index(1, 2))
    assert [(row[0], row[3]) for row in behind(view)] == [
        ("Trade", "Amina: Trade; Bo: not given; Caro: not given"),
        ("Trade", "Amina: not given; Bo: Trade; Caro: not given"),
    ]


def test_names_of_rows_are_shown_whole_whichever_were_there_before(qtbot, view):
    page = turn_to_choice(view, MatricesPage, "Entity kinds")
    page = turn_to_choice(view, MatricesPage, "Label of articles: Genre")
    header = page.table.verticalHeader()
    names = page.table.matrix.row_names
    assert names == ("News", "Opinion", "not given")
    assert header.width() > max(map(page.table.fontMetrics().horizontalAdvance, names))


def test_two_people_lead_to_the_articles_that_they_label_differently(qtbot, view):
    page = turn_to_choice(view, PeoplePage, "Labels of articles: Genre, Cohen's kappa")
    page.table.setCurrentIndex(page.table.model().index(0, 1))
    assert [row[:2] for row in behind(view)] == [
        ["label of the article: Genre", "Ferry 1"],
        ["label of the article: Genre", "Ferry 2"],
    ]
    page = turn_to_choice(view, PeoplePage, "Labels of articles: About, Krippendorff's alpha, MASI")
    page.table.setCurrentIndex(page.table.model().index(0, 2))
    assert [row[1] for row in behind(view)] == ["Ferry 1"]


def test_each_value_leads_to_the_articles_on_which_it_is_disputed(qtbot, view):
    page = turn_to_choice(view, LabelsPage, "Labels of articles: Krippendorff's alpha, Genre")
    assert [row[0] for row in rows(page.table)] == ["News", "Opinion", "not given"]
    page.table.selectRow(2)
    assert [row[1] for row in behind(view)] == ["Ferry 2"]
    page = turn_to_choice(view, LabelsPage, "Labels of articles: Krippendorff's alpha, About")
    page.table.selectRow(1)
    assert [row[1] for row in behind(view)] == ["Ferry 1", "Ferry 3"]


def test_articles_are_ranked_by_their_labels_too(qtbot, view):
    page = turn_to_choice(view, ArticlesPage, "Label of articles: Genre")
    assert [row[:3] for row in rows(page.table)] == [
        ["Ferry 2", "1", "1"],
        ["Ferry 1", "1", "1"],
        ["Ferry 0", "1", "0"],
        ["Ferry 3", "1", "0"],
    ]


def test_people_and_time_have_a_column_for_each_kind_of_label(qtbot, view):
    people = turn_to_choice(view, PeoplePage, "Labels of articles: Genre, Cohen's kappa")
    without = rows(people.left_out)
    head = people.left_out.numbers.headers
    assert head[-2:] == ("Genre", "About") and len(head) == len(without[0])
    # of 12 labels 5 news, 6 opinion, 1 not given; in two articles 2 and all 3 of 3 pairs differ
    expected = 1 - (4 / 2 + 6 / 2) / 12 * (12 * 11) / (144 - 25 - 36 - 1)
    assert without[0][-2] == f"{expected:.3f}"
    assert [row[0] for row in without] == ["Nobody", "Amina", "Bo", "Caro"]
    pages = view.findChild(QListWidget)
    page = view.findChild(TimePage)
    pages.setCurrentItem(pages.findItems(page.title, Qt.MatchFlag.MatchExactly)[0])
    (only,) = rows(page.table)
    assert page.table.numbers.headers[-2:] == ("Genre", "About")
    assert only[-2:] == without[0][-2:]


def test_a_plot_has_no_more_lines_than_look_different_and_says_so(view, monkeypatch):
    drawn = []
    monkeypatch.setattr(over_time, "MOST_LINES", 5)
    monkeypatch.setattr(Plot, "lines", lambda _plot, series, *_, **__: drawn.append(len(series)))
    page = turn_to(view, TimePage)
    assert drawn == [5] and len(rows(page.table)[0]) == 2 + 6
    said = " ".join(each.text() for each in page.findChildren(QLabel))
    assert "The plot shows the first 5 of 6, the table all." in said
