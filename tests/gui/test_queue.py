"""The queue: filter, order, progress, many articles."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListView

from annotator.gui.queue import QueuePanel
from annotator.gui.queue.listing import Listing
from annotator.project.model import ArticleRow


def row(at, *, status=None, title=None):
    return ArticleRow(at, f"id{at}", title or f"Article {at}", "2026-01-01", "S", 9, status, 0, 0)


@pytest.fixture
def listing():
    listing = Listing()
    listing.extend(row(at, status="done" if at in (1, 2) else None) for at in range(5))
    return listing


@pytest.fixture
def panel(qtbot, workbench):
    panel = QueuePanel(workbench)
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def titles(panel):
    model = panel.findChild(QListView).model()
    return [model.index(at).data() for at in range(model.rowCount())]


def test_next_and_previous_follow_the_queue_and_end_at_its_ends(listing):
    assert listing.neighbour("id0", 1, open_only=False) == "id1"
    assert listing.neighbour("id1", -1, open_only=False) == "id0"
    assert listing.neighbour("id4", 1, open_only=False) is None
    assert listing.neighbour("id0", -1, open_only=False) is None
    assert listing.neighbour(None, 1, open_only=False) == "id0"


def test_the_next_open_article_passes_over_done_ones_and_begins_anew_at_the_end(listing):
    assert listing.neighbour("id0", 1, open_only=True) == "id3"
    assert listing.neighbour("id4", 1, open_only=True) == "id0"


def test_no_open_article_is_left_when_only_the_one_in_hand_is_not_done():
    listing = Listing()
    listing.extend([row(0), row(1, status="done")])
    assert listing.neighbour("id0", 1, open_only=True) is None


def test_the_next_article_from_one_that_the_filter_hides_is_the_next_one_shown(listing):
    listing.narrow("", "open")
    assert [listing.rows[at].id for at in listing.shown] == ["id0", "id3", "id4"]
    assert listing.neighbour("id1", 1, open_only=False) == "id3"
    assert listing.neighbour("id1", -1, open_only=False) == "id0"


def test_a_row_that_gets_done_stays_in_sight_until_the_filter_changes(listing):
    listing.narrow("", "open")
    place = listing.replace(row(3, status="done"))
    assert place == 1 and listing.done == 3
    listing.narrow("", "open")
    assert listing.place("id3") is None


def test_a_hundred_thousand_articles_can_be_filtered_and_walked():
    listing = Listing()
    listing.extend(row(at, title=f"Ünal speaks {at}") for at in range(100_000))
    listing.narrow("unal 99999", "all")
    assert [listing.rows[at].id for at in listing.shown] == ["id99999"]
    listing.narrow("", "all")
    assert listing.neighbour("id99998", 1, open_only=True) == "id99999"


def test_the_panel_shows_all_articles_and_how_many_are_done(panel):
    assert titles(panel) == [
        "Norland calls for talks",
        "Harbour opens again",
        "Fishermen worried",
        "Nothing new",
    ]
    assert panel.progress_text == "0 of 4 done"


def test_typing_narrows_the_list_and_enter_goes_to_it(qtbot, panel):
    field = panel.findChild(QLineEdit)
    qtbot.keyClicks(field, "HARB")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert titles(panel) == ["Harbour opens again"]
    assert panel.findChild(QListView).hasFocus()


def test_a_filter_that_fits_nothing_says_so(qtbot, panel):
    field = panel.findChild(QLineEdit)
    qtbot.keyClicks(field, "zzz")
    qtbot.waitUntil(lambda: titles(panel) == [])
    empty = panel.findChild(type(panel._empty), "empty_queue")
    assert empty.isVisible() and "fits the filter" in empty.text()


def test_a_click_opens_an_article_and_so_does_enter(qtbot, panel, workbench):
    view = panel.findChild(QListView)
    index = view.model().index(1)
    center = view.visualRect(index).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=center)
    assert workbench.session.article.title == "Harbour opens again"
    view.setCurrentIndex(view.model().index(2))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert workbench.session.article.title == "Fishermen worried"


def test_what_was_done_to_an_article_is_seen_in_its_row(panel, workbench):
    workbench.open_neighbour(1)
    workbench.apply(workbench.session.accept(workbench.session.open_suggestions[0]))
    model = panel.findChild(QListView).model()
    facts = model.facts(model.listing.rows[0])
    assert facts.startswith("opened") and "to check" not in facts
    workbench.mark("done")
    assert panel.progress_text == "1 of 4 done"
    assert model.facts(model.listing.rows[0]).startswith("done")


def test_progress_belongs_to_the_annotator_at_work(panel, workbench):
    workbench.open_neighbour(1)
    workbench.mark("done")
    workbench.choose_annotator("Badou")
    assert panel.progress_text == "0 of 4 done"


def test_rows_beyond_the_first_page_come_by_themselves(qtbot, panel, workbench, monkeypatch):
    monkeypatch.setattr("annotator.gui.queue.panel._FIRST_PAGE", 1)
    monkeypatch.setattr("annotator.gui.queue.panel._PAGE", 2)
    panel.reload()
    assert len(titles(panel)) == 1
    qtbot.waitUntil(lambda: len(titles(panel)) == 4)


def test_an_empty_queue_says_what_to_do(panel, workbench):
    workbench.close_project()
    empty = panel.findChild(type(panel._empty), "empty_queue")
    assert empty.isVisible() and "Ctrl+N" in empty.text()
