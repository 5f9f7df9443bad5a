"""The queue: filter, order, progress, many articles."""

from __future__ import annotations

import hashlib
import sqlite3

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Comment, Flag
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.duplicates import SimilarPassage
from annotator.corpus.span import Span
from annotator.gui.queue import QueuePanel
from annotator.gui.queue.filtering import read
from annotator.gui.queue.listing import Found, Listing
from annotator.project.article_row import ArticleRow


def row(at, *, status=None, title=None):
    return ArticleRow(at, f"id{at}", title or f"Article {at}", "2026-01-01", "S", 9, status, 0, 0)


def new_article(title, text):
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    zones = (Zone("body", Span(0, len(text))),)
    return NewArticle(Article(new_id(), title, sha256, len(text)), text, zones)


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
    model = panel.findChild(QTableView).model()
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
    listing.narrow(read("is:open"), Found())
    assert [listing.rows[at].id for at in listing.shown] == ["id0", "id3", "id4"]
    assert listing.neighbour("id1", 1, open_only=False) == "id3"
    assert listing.neighbour("id1", -1, open_only=False) == "id0"


def test_a_row_that_gets_done_stays_in_sight_until_the_filter_changes(listing):
    listing.narrow(read("is:open"), Found())
    place = listing.replace(row(3, status="done"))
    assert place == 1 and listing.done == 3
    listing.narrow(read("is:open"), Found())
    assert listing.place("id3") is None


def test_what_is_counted_can_change_while_the_rows_stay(listing):
    listing.replace(structs.replace(row(2, status="done"), news=3))
    for counted in (frozenset({"id2", "id3"}), frozenset(), None):
        anew = Listing()
        anew.clear(counted)
        anew.extend(listing.rows)
        listing.count_among(counted)
        assert (listing.done, listing.news) == (anew.done, anew.news)
    listing.count_among(frozenset({"id2", "id3"}))
    assert (listing.done, listing.news) == (1, 1)
    listing.replace(row(3, status="done"))
    listing.replace(row(1))
    assert listing.done == 2


def test_a_hundred_thousand_articles_can_be_filtered_and_walked():
    listing = Listing()
    listing.extend(row(at, title=f"Ünal speaks {at}") for at in range(100_000))
    listing.narrow(read("unal 99999"), Found())
    assert [listing.rows[at].id for at in listing.shown] == ["id99999"]
    listing.narrow(read(""), Found())
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
    assert panel.findChild(QTableView).hasFocus()


def test_a_filter_that_fits_nothing_says_so(qtbot, panel):
    field = panel.findChild(QLineEdit)
    qtbot.keyClicks(field, "zzz")
    qtbot.waitUntil(lambda: titles(panel) == [])
    empty = panel.findChild(type(panel._empty), "empty_queue")
    qtbot.waitUntil(lambda: "fits the filter" in empty.text())
    assert empty.isVisible()


def typed(qtbot, panel, text, wanted):
    """Type a filter, wait until the texts were searched, and look which articles are shown."""
    panel.findChild(QLineEdit).setText(text)
    panel._narrow()
    panel._search_texts()
    qtbot.waitUntil(lambda: not panel._search.is_waiting)
    assert titles(panel) == wanted


def test_after_a_short_pause_the_texts_are_searched_and_the_line_shows_where(qtbot, panel):
    panel.findChild(QLineEdit).setText("mayor")
    qtbot.waitUntil(lambda: titles(panel) == ["Harbour opens again"])
    model = panel.findChild(QTableView).model()
    line = model.line(model.listing.row(panel._model.listing.rows[1].id))
    assert "The mayor welcomed it" in line
    assert "The mayor welcomed it" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    typed(qtbot, panel, '"opened on monday"', ["Harbour opens again"])
    typed(qtbot, panel, "-harbour -fishermen", ["Norland calls for talks", "Nothing new"])
    typed(qtbot, panel, "monday -mayor", [])


def test_words_of_a_title_are_found_at_once_and_those_of_texts_join_them(qtbot, panel):
    field = panel.findChild(QLineEdit)
    field.setText("ida OR")  # no operator: two words
    field.setText("nobody")
    panel._narrow()
    assert titles(panel) == []
    qtbot.waitUntil(lambda: titles(panel) == ["Fishermen worried"])
    field.setText("not")
    qtbot.waitUntil(lambda: titles(panel) == ["Nothing new"])


@pytest.mark.parametrize("odd", ['"', '""', "-", '-"', "*", "is:", ":", "NEAR(", "a\0b", "ß^{}"])
def test_odd_input_is_a_filter_like_any_other(qtbot, panel, workbench, odd):
    told = []
    workbench.problems.appeared.connect(told.append)
    panel.findChild(QLineEdit).setText(odd)
    panel._narrow()
    panel._search_texts()
    qtbot.waitUntil(lambda: not panel._search.is_waiting)
    assert told == []


def test_facts_can_be_typed_and_what_is_not_understood_is_said(qtbot, panel, workbench):
    workbench.open_neighbour(1)
    workbench.mark("done")
    typed(qtbot, panel, "is:done", ["Norland calls for talks"])
    typed(qtbot, panel, "is:new harb", ["Harbour opens again"])
    typed(qtbot, panel, 'source:"alba courier" is:done', ["Norland calls for talks"])
    left = ["Harbour opens again", "Fishermen worried", "Nothing new"]
    typed(qtbot, panel, "date:2026-03 -is:done source:alba", left)
    typed(qtbot, panel, "date:2025", [])
    panel.findChild(QLineEdit).setText("is:nonsense date:monday")
    panel._narrow()
    assert len(titles(panel)) == 4
    assert "is:nonsense" in panel._told.text() and "date:monday" in panel._told.text()


def test_flagged_and_discussed_articles_can_be_shown(panel, workbench):
    first, second, *_ = (row.id for row in panel._model.listing.rows)
    who = workbench.project.annotator.id
    workbench.open(first)
    workbench.apply(Step((Edit(None, Flag(new_id(), first, who, "odd")),), "Flag", first))
    model = panel.findChild(QTableView).model()
    row = model.listing.row(first)
    assert model.line(row).startswith("! · ") and "flagged" in model.told(row)
    comment = Comment(new_id(), second, who, "Is it?", written="2026-03-01T10:00:00+00:00")
    workbench.apply(Step((Edit(None, comment),), "Comment", second))
    panel.show_only("flagged")
    assert titles(panel) == ["Norland calls for talks"]
    panel._write("has:comments")
    assert titles(panel) == ["Harbour opens again"]
    assert "1 open comment" in model.told(model.listing.row(second))
    panel.show_only("revisit")
    assert titles(panel) == []


def entries(menu):
    return {each.text().split("\t")[0]: each for each in menu.actions()}


def test_the_menu_writes_what_could_be_typed(panel, workbench):
    field = panel.findChild(QLineEdit)
    menu = panel._menu
    menu.aboutToShow.emit()
    assert entries(menu)["All articles"].isChecked()
    entries(menu)["Not done"].trigger()
    assert field.text() == "is:open "
    menu._list_sources()
    entries(menu._sources)["The Alba Courier"].trigger()
    assert field.text() == 'source:"The Alba Courier" is:open '
    menu._list_months()
    entries(menu._months)["2026-03"].trigger()
    assert len(titles(panel)) == 4
    menu.aboutToShow.emit()
    assert entries(menu)["Not done"].isChecked()
    entries(menu)["All articles"].trigger()
    assert field.text() == 'date:2026-03 source:"The Alba Courier"'


def test_an_order_is_kept_with_the_project_and_nothing_jumps_while_one_labels(panel, workbench):
    orders = {each.text(): each for each in panel._menu._orders.actions()}
    workbench.open_neighbour(1)
    orders["Opened by fewest people first"].trigger()
    before = titles(panel)
    assert before[-1] == "Norland calls for talks"
    workbench.open_neighbour(-1)
    assert titles(panel) == before and workbench.session.article.title == "Nothing new"
    path = workbench.project.path
    workbench.close_project()
    workbench.open_project(path)
    assert panel.order == "fewest"
    assert titles(panel)[:2] == ["Harbour opens again", "Fishermen worried"]
    orders["Most to check first"].trigger()
    assert titles(panel)[0] == "Norland calls for talks"
    orders["As they came in"].trigger()
    assert workbench.project.setting("queue-order") is None
    assert titles(panel)[0] == "Norland calls for talks"


def test_similar_articles_stand_together(qtbot, panel, workbench):
    first, _, _, last = (row.id for row in panel._model.listing.rows)
    there = Span(0, 12)
    workbench.project.store_similar(
        {first: 20, last: 14},
        {
            first: [SimilarPassage(there, last, there, 1.0)],
            last: [SimilarPassage(there, first, there, 1.0)],
        },
    )
    panel.choose_order("similar")
    together = ["Norland calls for talks", "Nothing new"]
    qtbot.waitUntil(lambda: titles(panel)[:2] == together)
    assert workbench.order.neighbour(first, 1, open_only=False) == last


def test_what_one_is_done_with_can_come_in_the_order_of_its_disagreement(qtbot, panel, workbench):
    project = workbench.project
    ids = [row.id for row in panel._model.listing.rows]
    for name, types in (("Bo", ("call", "fact", "call")), ("Amina", ("fact", "fact", "fact"))):
        assert workbench.choose_annotator(name)
        for article, claim_type in zip(ids, types, strict=False):
            if name == "Amina" and article == ids[0]:
                continue  # still to be labelled: nothing of it may be told
            workbench.open(article)
            session = workbench.session
            change = workbench.apply(session.add_statement(Span(0, 8)))
            made = change.edits[-1].after.id
            workbench.apply(session.toggle_claim_type(made, claim_type))
            workbench.mark("done")
    before = titles(panel)
    panel.choose_order("disputed")
    qtbot.waitUntil(lambda: titles(panel) != before)
    assert titles(panel) == [before[2], before[0], before[1], before[3]]
    assert project.setting("queue-order") == "disputed"


def test_whoever_is_asked_to_label_some_articles_sees_these_first(panel, workbench):
    project = workbench.project
    ids = [row.id for row in panel._model.listing.rows]
    project.assign({ids[0]: [project.annotator.id], ids[2]: [project.annotator.id]}, drawn_with={})
    panel.reload()
    assert titles(panel) == ["Norland calls for talks", "Fishermen worried"]
    assert panel.progress_text == "0 of my 2 done" and panel.shown == "mine"
    workbench.open(ids[1])
    workbench.mark("done")
    assert panel.progress_text == "0 of my 2 done"
    workbench.open(ids[2])
    workbench.mark("done")
    assert panel.progress_text == "1 of my 2 done"
    panel.show_only("all")
    assert len(titles(panel)) == 4
    workbench.choose_annotator("Badou")
    assert panel.progress_text == "0 of 4 done" and len(titles(panel)) == 4


def test_new_articles_join_the_list_without_moving_it(panel, workbench):
    panel.show_only("open")
    workbench.open_neighbour(1)
    workbench.mark("done")
    shown = titles(panel)
    workbench.project.add_articles([new_article("Late news", "Something else came in.")])
    workbench.articles_added.emit()
    assert titles(panel) == [*shown, "Late news"] and panel.progress_text == "1 of 5 done"


def test_the_index_of_an_older_project_catches_up_by_itself(qtbot, workbench, monkeypatch):
    monkeypatch.setattr("annotator.gui.queue.text_search._PAUSE_MS", 600_000)  # not yet
    path = workbench.project.path
    workbench.close_project()
    with sqlite3.connect(path) as raw:
        raw.execute("INSERT INTO words (words) VALUES ('delete-all')")
    raw.close()
    workbench.open_project(path)
    assert workbench.project.unindexed_count() == 4
    panel = QueuePanel(workbench)
    qtbot.addWidget(panel)
    typed(qtbot, panel, "mayor", ["Harbour opens again"])  # what is missing is read through
    assert panel._indexing.is_running
    panel._indexing._steps.setInterval(0)
    qtbot.waitUntil(lambda: not panel._indexing.is_running)
    assert workbench.project.unindexed_count() == 0


def test_a_line_is_short_and_its_tooltip_full(panel):
    model = panel.findChild(QTableView).model()
    first = panel._model.listing.rows[0]
    row = structs.replace(first, suggestions=47, possible=13, source="NORPRESS")
    assert model.line(row) == "60 to check · 2026-03-01 · NORPRESS"
    assert "47 names + 13 possible statements to check" in model.told(row)
    done = structs.replace(row, status="done", statements=2, possible=0, suggestions=3)
    assert model.line(done) == "2 statements · 2026-03-01 · NORPRESS"


def test_a_click_opens_an_article_and_so_does_enter(qtbot, panel, workbench):
    view = panel.findChild(QTableView)
    index = view.model().index(1)
    center = view.visualRect(index).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=center)
    assert workbench.session.article.title == "Harbour opens again"
    view.setCurrentIndex(view.model().index(2))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert workbench.session.article.title == "Fishermen worried"


def test_what_was_done_to_an_article_is_seen_in_its_row(qtbot, panel, workbench):
    workbench.open_neighbour(1)
    model = panel.findChild(QTableView).model()

    def facts():
        return model.facts(model.listing.rows[0])

    assert facts().startswith("opened") and "to check" in facts()
    workbench.apply(workbench.session.accept(workbench.session.open_suggestions[0]))
    qtbot.waitUntil(lambda: "to check" not in facts(), timeout=60_000)
    assert facts().startswith("opened")
    workbench.mark("done")
    assert panel.progress_text == "1 of 4 done"
    assert model.facts(model.listing.rows[0]).startswith("done")


def test_no_key_waits_until_it_is_counted_what_is_left(qtbot, panel, workbench, monkeypatch):
    workbench.open_neighbour(1)
    project = workbench.project
    read, articles = [], project.articles
    monkeypatch.setattr(project, "articles", lambda **page: read.append(page) or articles(**page))
    workbench.apply(workbench.session.accept(workbench.session.open_suggestions[0]))
    workbench.undo()
    assert read == []
    with qtbot.waitSignal(panel._reading.row_counted, timeout=60_000):
        workbench.redo()
    assert len(read) == 1
    workbench.mark("done")
    assert len(read) == 2


def test_progress_belongs_to_the_annotator_at_work(panel, workbench):
    workbench.open_neighbour(1)
    workbench.mark("done")
    workbench.choose_annotator("Badou")
    assert panel.progress_text == "0 of 4 done"


def test_rows_beyond_the_first_page_come_by_themselves(qtbot, panel, workbench, monkeypatch):
    monkeypatch.setattr("annotator.gui.queue.reading_rows._FIRST_PAGE", 1)
    monkeypatch.setattr("annotator.gui.queue.reading_rows._PAGE", 2)
    panel.reload()
    assert len(titles(panel)) == 1
    qtbot.waitUntil(lambda: len(titles(panel)) == 4)


def test_an_empty_queue_says_what_to_do(panel, workbench):
    workbench.close_project()
    empty = panel.findChild(type(panel._empty), "empty_queue")
    assert empty.isVisible() and "Ctrl+N" in empty.text()


def test_escape_empties_the_filter_and_then_goes_back_to_the_article(qtbot, window):
    field = window.queue.findChild(QLineEdit)
    window.find_in_queue()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "is:flagged")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "" and field.hasFocus()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert window.article.reader.hasFocus()
    window.queue.focus_list()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert window.article.reader.hasFocus()
    window.annotating.add_statement()
    qtbot.keyClick(window.article.reader, Qt.Key.Key_Escape)
    assert window.workbench.focus is None  # there it leaves the statement, as ever
