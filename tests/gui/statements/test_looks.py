"""The panel as it looks and is gone through: names, tab order, theme, width."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QWidget,
)

from annotator.annotations.model import Target
from annotator.gui.statements import StatementsPanel
from annotator.gui.statements.note_section import NoteEdit
from annotator.gui.statements.pieces import QuietBox
from annotator.gui.statements.tab_order import takes_focus
from annotator.gui.theme import apply_theme
from tests.gui.statements.at_the_panel import button, span, unfold


def test_only_rows_and_sections_that_a_change_touches_are_built_again(
    panel, do, workbench, statement
):
    content = panel.card.sections[0].findChildren(QAbstractButton)
    resets = []
    panel.list.rows.modelReset.connect(lambda: resets.append(True))
    do(workbench.session.toggle_claim_type(statement, "fact"))
    assert panel.card.sections[0].findChildren(QAbstractButton) == content
    assert resets == []


def test_everything_on_the_card_has_a_name_and_a_tool_tip(panel, statement):
    for each in panel.findChildren(QWidget):
        if not takes_focus(each) or not each.isVisible():
            continue
        named = each.accessibleName() or (isinstance(each, QAbstractButton) and each.text())
        assert named, each
        if isinstance(each, QAbstractButton | QuietBox | NoteEdit):
            assert each.toolTip(), each.accessibleName()


def test_tab_goes_through_the_card_from_top_to_bottom(panel, now, workbench, statement, do):
    do(workbench.session.set_stance(statement, Target("topic", "engagement"), "favor"))
    panel.resize(340, 1600)
    stops, widget = [], panel.list.nextInFocusChain()
    while widget is not panel.list:
        if takes_focus(widget) and widget.isVisible() and panel.card.isAncestorOf(widget):
            stops.append(widget)
        widget = widget.nextInFocusChain()
    tops = [each.mapTo(panel.card, each.rect().center()).y() for each in stops]
    assert len(stops) > 30
    assert all(one <= two + 20 for one, two in pairwise(tops))


def test_text_of_the_article_is_never_taken_for_markup(panel, workbench, do):
    new = do(workbench.session.add_statement(span("“whatever <b>they</b> claim.”")))
    workbench.focus = ("statement", new)
    for label in panel.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText
    assert "&lt;b&gt;" in button(panel, "Go to content: “whatever <b>they</b> claim.”").toolTip()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_nothing_on_the_card_is_wider_than_the_panel(panel, statement, qapp, mode):
    apply_theme(qapp, mode)
    for width in (300, 340, 520):
        panel.resize(width, 900)
        qapp.processEvents()
        for each in panel.card.findChildren(QWidget):
            if each.isVisible():
                right = each.mapTo(panel, each.rect().topRight()).x()
                assert right <= panel.width(), (each, each.accessibleName())


def test_the_panel_follows_the_theme_while_it_is_open(qtbot, panel, workbench, statement, qapp):
    light = panel.grab().toImage()
    apply_theme(qapp, "dark")
    qapp.processEvents()
    changed = panel.grab().toImage()
    fresh = StatementsPanel(workbench, selection=lambda: None)
    qtbot.addWidget(fresh)
    fresh.resize(panel.size())
    unfold(fresh)
    fresh.show()
    qtbot.waitExposed(fresh)
    qapp.processEvents()
    assert changed != light
    assert changed == fresh.grab().toImage()


def test_what_is_unfolded_comes_into_view(qtbot, panel, statement):
    viewport, fold = panel._scroll.viewport(), panel.card._fold
    bar = panel._scroll.verticalScrollBar()

    def height_of_the_fold():
        return fold.mapTo(viewport, fold.rect().topLeft()).y()

    fold.setChecked(False)
    bar.setValue(0)
    qtbot.waitUntil(lambda: height_of_the_fold() > viewport.height())
    fold.setChecked(True)
    qtbot.waitUntil(lambda: 0 <= height_of_the_fold() < viewport.height() / 2)


def test_parts_folded_away_show_the_statement_in_focus_once_unfolded(panel, workbench, do):
    session = workbench.session
    fold = panel.card._fold
    fold.setChecked(False)
    for words, certainty in (("to settle their dispute", "hedged"), ("both sides", "conditional")):
        made = do(session.add_statement(span(words)))
        do(session.change_statement(made, wording="Say how sure", certainty=certainty))
        workbench.focus = ("statement", made)
    fold.setChecked(True)
    boxes = [each for each in panel.findChildren(QuietBox) if each.accessibleName() == "Certainty"]
    assert [each.currentText() for each in boxes if each.isVisible()] == ["conditional"]
    fold.setChecked(False)
    do(session.change_statement(made, wording="Say how sure", certainty="hedged"))
    assert "hedged" in fold.accessibleName().lower()
    fold.setChecked(True)
    boxes = [each for each in panel.findChildren(QuietBox) if each.accessibleName() == "Certainty"]
    assert [each.currentText() for each in boxes if each.isVisible()] == ["hedged"]


@pytest.mark.parametrize("height", [385, 460, 640, 900])
def test_the_card_gets_most_of_the_height_also_on_a_small_screen(panel, statement, height):
    panel.resize(300, height)
    middle = panel._scroll.parentWidget().height()
    upper, lower = panel.list.parentWidget().height(), panel._definition.height()
    assert middle > upper and middle > 2 * lower and middle > 0.4 * height
    panel._split.moveSplitter(upper + 20, 1)
    moved = panel._split.sizes()
    panel.resize(300, height + 1)
    assert abs(panel._split.sizes()[0] - moved[0]) <= 1
