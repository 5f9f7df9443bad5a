"""The sides of the agreement view: matrices, people, articles, time and boundaries."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget

from annotator.agreement.reported.label_lines import ALL_CLAIM_TYPES, GROUP
from annotator.annotations.edits import Edit, Step
from annotator.corpus.span import Span
from annotator.gui.agreement.articles import ArticlesPage
from annotator.gui.agreement.boundaries import BoundariesPage
from annotator.gui.agreement.labels import LabelsPage
from annotator.gui.agreement.matrices import MatricesPage
from annotator.gui.agreement.numbers import NumbersTable, Row
from annotator.gui.agreement.over_time import TimePage
from annotator.gui.agreement.passages import PassagesTable
from annotator.gui.agreement.people import PeoplePage
from annotator.gui.workbench import Workbench
from tests.gui.agreement.sides import ARTICLES, behind, measured, rows, say, say_all, turn_to


def names(page: MatricesPage | PeoplePage) -> list[str]:
    model = page.table.model()
    columns = range(model.columnCount())
    return [str(model.headerData(each, Qt.Orientation.Horizontal)) for each in columns]


def test_a_cell_shows_its_passages_and_enter_goes_through_to_the_article(qtbot, view, workbench):
    say_all(workbench)
    measured(qtbot, view)
    page = turn_to(view, MatricesPage)
    labels = names(page)
    fact, prediction = labels.index("Fact"), labels.index("Prediction")
    cell = page.table.model().index(fact, prediction)
    assert cell.data() == str(ARTICLES)  # five articles, and two of three pairs in each
    page.table.setFocus()
    page.table.setCurrentIndex(cell)
    assert len(behind(view)) == ARTICLES // 2
    assert behind(view)[0][3] == "Amina: Fact; Caro: Prediction; Ben: Fact" or (
        sorted(behind(view)[0][3].split("; ")) == ["Amina: Fact", "Ben: Fact", "Caro: Prediction"]
    )
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    passages = view.findChild(PassagesTable)
    assert passages.hasFocus()
    with qtbot.waitSignal(view.passage_requested) as asked:
        qtbot.keyClick(passages, Qt.Key.Key_Return)
    assert asked.args == [workbench.project.articles()[1].id, Span(13, 38)]


def test_a_click_on_a_cell_shows_its_passages(qtbot, view, workbench):
    say_all(workbench)
    measured(qtbot, view)
    page = turn_to(view, MatricesPage)
    denial = names(page).index("Denial")
    place = page.table.visualRect(page.table.model().index(denial, denial)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [row[0] for row in behind(view)] == ["Denial"] * (ARTICLES // 2)


def test_the_matrix_begins_with_the_labels_that_are_confused_most(qtbot, view, workbench):
    say_all(workbench)
    measured(qtbot, view)
    page = turn_to(view, MatricesPage)
    at = page.table.currentIndex()
    assert {names(page)[at.row()], names(page)[at.column()]} == {"Fact", "Prediction"}


def test_between_two_rows_are_the_first_and_columns_the_second(qtbot, view, workbench):
    say(workbench, "Ben")
    say(workbench, "Amina", "prediction")
    measured(qtbot, view)
    page = turn_to(view, MatricesPage)
    model = page.table.model()
    words = "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())
    first = "Ben" if "Rows are what Ben says" in words else "Amina"
    theirs = {"Ben": "Fact", "Amina": "Prediction"}
    row = names(page).index(theirs.pop(first))
    column = names(page).index(theirs.popitem()[1])
    assert model.index(row, column).data() == str(ARTICLES // 2)
    assert model.index(column, row).data() == ""
    spoken = model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Ben: Fact" in spoken and "Amina: Prediction" in spoken


def test_people_are_compared_two_by_two_and_without_each(qtbot, view, workbench):
    say_all(workbench)
    measured(qtbot, view)
    page = turn_to(view, PeoplePage)
    choices = page.findChild(QComboBox)
    choices.setCurrentIndex(choices.findText("Claim types: Cohen's kappa"))
    people = names(page)
    model = page.table.model()
    alike = model.index(people.index("Amina"), people.index("Ben"))
    apart = model.index(people.index("Amina"), people.index("Caro"))
    assert alike.data() == "1.000" and float(apart.data()) < 1
    page.table.setCurrentIndex(alike)
    assert behind(view) == []
    page.table.setCurrentIndex(apart)
    assert [row[0] for row in behind(view)] == ["claim type"] * (ARTICLES // 2)
    without = {row[0]: row[3] for row in rows(page.left_out)}
    assert without["Caro"].startswith("1.000 (+")


def test_with_two_people_leaving_one_out_is_said_to_be_impossible(qtbot, view, workbench):
    say(workbench, "Ben")
    say(workbench, "Amina", "prediction")
    measured(qtbot, view)
    page = turn_to(view, PeoplePage)
    assert rows(page.left_out) == []
    assert any("needs three annotators" in each.text() for each in page.findChildren(QLabel))


def test_articles_lead_to_what_differs_in_them(qtbot, view, workbench):
    say_all(workbench)
    measured(qtbot, view)
    page = turn_to(view, ArticlesPage)
    choices = page.findChild(QComboBox)
    choices.setCurrentIndex(choices.findText("Claim types"))
    ranked = rows(page.table)
    assert [row[0] for row in ranked[:5]] == [f"Ferry {number}" for number in range(1, 10, 2)]
    assert [row[3] for row in ranked] == ["20.0\N{NO-BREAK SPACE}%"] * 5 + [
        "0.0\N{NO-BREAK SPACE}%"
    ] * 5
    assert [row[1] for row in behind(view)] == ["Ferry 1"]


def test_labels_without_a_value_are_never_a_number(qtbot, view, workbench):
    say_all(workbench)
    measured(qtbot, view)
    page = turn_to(view, LabelsPage)
    choices = page.findChild(QComboBox)
    offered = [choices.itemText(each) for each in range(choices.count())]
    assert {"Entities: Exact F1", "Stances: Krippendorff's alpha"} < set(offered)
    choices.setCurrentIndex(offered.index(f"Claim types: Krippendorff's alpha, {ALL_CLAIM_TYPES}"))
    values = {row[0]: row[1] for row in rows(page.table)}
    assert float(values["Denial"]) == 1
    assert float(values["Prediction"]) < 0.5
    assert page.table.go_to("Prediction")
    assert [row[1] for row in behind(view)] == [f"Ferry {number}" for number in range(1, 10, 2)]
    choices.setCurrentIndex(offered.index(f"Claim types: Krippendorff's alpha, {GROUP}"))
    groups = [row[:2] for row in rows(page.table)]
    assert groups and "Prediction" not in {name for name, _ in groups}
    assert behind(view) == []  # a prediction and a fact are of one group


def test_a_measure_without_variation_says_why_it_has_no_value(qtbot, view, workbench):
    for name in ("Ben", "Amina"):
        say(workbench, name, "denial")
    measured(qtbot, view)
    page = turn_to(view, TimePage)
    claims = [row[4] for row in rows(page.table)]
    assert claims == ["no value", "no value"]
    tip = page.table.model().index(0, 4).data(Qt.ItemDataRole.ToolTipRole)
    assert "only one label occurs" in tip


def test_boundaries_are_counted_by_how_far_they_lie_apart(qtbot, view, workbench):
    say_all(workbench)
    measured(qtbot, view)
    page = turn_to(view, BoundariesPage)
    marked, edge, pair = page.findChildren(QComboBox)
    marked.setCurrentIndex(1)
    edge.setCurrentIndex(1)
    counts = {row[0]: int(row[1]) for row in rows(page.table)}
    assert counts["0"] == ARTICLES
    assert counts["+1"] + counts["\N{MINUS SIGN}1"] == 2 * ARTICLES
    pair.setCurrentIndex(pair.count() - 1)
    assert sum(int(row[1]) for row in rows(page.table)) == ARTICLES
    assert page.table.go_to("0") and len(behind(view)) == int(
        next(row[1] for row in rows(page.table) if row[0] == "0")
    )


def test_new_labels_are_measured_without_moving_what_is_chosen(qtbot, view, workbench):
    say_all(workbench)
    measured(qtbot, view)
    page = turn_to(view, MatricesPage)
    labels = names(page)
    page.table.setCurrentIndex(
        page.table.model().index(labels.index("Denial"), labels.index("Denial"))
    )
    passages = view.findChild(PassagesTable)
    passages.selectRow(3)
    passages.setFocus()
    chosen = behind(view)[3]
    relabel(workbench, at=1, claim_type="denial")
    qtbot.waitUntil(lambda: not view.is_measuring, timeout=20_000)
    at = page.table.currentIndex()
    assert page.isVisible()
    assert (names(page)[at.row()], names(page)[at.column()]) == ("Denial", "Denial")
    assert behind(view)[passages.currentIndex().row()] == chosen
    assert passages.hasFocus()
    assert not any("Labels have changed" in each.text() for each in view.findChildren(QLabel))
    denials = names(page).index("Denial"), names(page).index("Fact")
    assert page.table.model().index(*denials).data() == "1"


def relabel(bench: Workbench, *, at: int, claim_type: str) -> None:
    project = bench.project
    assert project is not None
    bench.open(project.articles()[at].id)
    (statement,) = project.layer(project.articles()[at].id).statements
    changed = replace(statement, claim_types=(claim_type,))
    assert bench.apply(Step((Edit(statement, changed),), "Change", statement.article))


def test_nothing_is_measured_by_itself_where_a_person_turned_it_off(qtbot, view, workbench):
    say_all(workbench)
    measured(qtbot, view)
    view.actions_registry.action("agreement.follow").trigger()
    relabel(workbench, at=1, claim_type="denial")
    assert not view.is_measuring
    assert any("Labels have changed" in each.text() for each in view.findChildren(QLabel))


def test_a_closed_window_measures_when_it_is_opened_again(qtbot, view, workbench):
    say_all(workbench)
    measured(qtbot, view)
    view.close()
    relabel(workbench, at=1, claim_type="denial")
    assert not view.is_measuring
    view.show()
    assert view.is_measuring
    qtbot.waitUntil(lambda: not view.is_measuring, timeout=20_000)


def test_what_nobody_asked_for_is_not_measured_when_labels_change(view, workbench):
    say_all(workbench)
    relabel(workbench, at=1, claim_type="denial")
    assert not view.is_measuring


def test_who_labels_next_finds_every_side_empty(qtbot, view, workbench):
    say_all(workbench)
    measured(qtbot, view)
    for kind in (MatricesPage, PeoplePage, ArticlesPage, TimePage, BoundariesPage, LabelsPage):
        turn_to(view, kind)
    workbench.choose_annotator("Ben")
    assert behind(view) == []
    for kind in (MatricesPage, PeoplePage, ArticlesPage, TimePage, BoundariesPage, LabelsPage):
        page = view.findChild(kind)
        assert rows(page.table) == [] and page.picture() is None


def test_the_sides_are_turned_by_keys(qtbot, view, workbench):
    say_all(workbench)
    measured(qtbot, view)
    pages = view.findChild(QListWidget)
    view.actions_registry.action("agreement.next_page").trigger()
    assert pages.currentRow() == 1 and view.findChild(LabelsPage).table.hasFocus()
    for _ in range(2):
        view.actions_registry.action("agreement.previous_page").trigger()
    assert view.findChild(BoundariesPage).table.hasFocus()


def test_in_a_narrow_table_the_first_column_leaves_room_for_numbers(qtbot):
    table = NumbersTable(("What", "Value", "Share of all that was compared"), name="Numbers")
    qtbot.addWidget(table)
    table.show_lines([Row("a", ("a very long name " * 9, "0.123", "50.0"), "")])
    table.resize(900, 200)
    table.show()
    header = table.horizontalHeader()
    assert sum(map(header.sectionSize, range(3))) == table.viewport().width()
    wide = header.sectionSize(0)
    table.resize(320, 200)
    assert header.sectionSize(0) <= 24 * table.fontMetrics().averageCharWidth() < wide
    table.show_lines([Row("a", ("a", "0.123", "50.0", "0"))], ("What", "Value", "Share", "More"))
    assert header.count() == 4
    assert all(header.sectionSize(each) >= header.sectionSizeHint(each) for each in range(1, 4))


def test_in_a_low_window_some_people_stay_in_sight(qtbot, view, workbench):
    say_all(workbench)
    measured(qtbot, view)
    page = turn_to(view, PeoplePage)
    view.resize(view.minimumSizeHint())
    for table in (page.table, page.left_out):
        heights = [table.rowHeight(each) for each in range(2)]
        assert table.viewport().height() >= sum(heights)
