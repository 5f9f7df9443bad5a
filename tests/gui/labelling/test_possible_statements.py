"""Possible statements in the window: seen in reader, list and card, accepted or rejected by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from annotator.corpus.span import Span
from annotator.gui.reader.marks import MarkBuilder
from annotator.gui.statements.row_order import RowOrder
from annotator.gui.statements.rows import suggestion_row
from annotator.gui.statements.statement_list import StatementModel
from annotator.preannotation.suggestion import Candidate, EngineRun, Suggestion
from annotator.project import Project


def span_of(text, words):
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def possible(project_path):
    """Store a possible statement around the suggested quotation of the first article."""
    with Project.open(project_path) as project:
        article = project.articles()[0].id
        text = project.text(article)
        content = span_of(text, "“We want calm,”"), span_of(text, "“and we want it now.”")
        candidate = Candidate(
            content=content,
            source=(span_of(text, "she"),),
            cue=(span_of(text, "said"),),
            actors=("RUS",),
            claim_type="position",
        )
        hull = Span(content[0].start, content[1].end)
        found = Suggestion(
            "c1", article, "statement", hull, "position", 0.8, "quote", "r2", None, candidate
        )
        project.store_suggestions(EngineRun("r2", "rules", "2"), {article: [found]})
    return found


@pytest.fixture
def press(qtbot, possible, window):
    def press(*keys):
        for key in keys:
            qtbot.keyClick(QApplication.focusWidget(), key)

    return press


def in_focus(window):
    focus = window.workbench.focus
    return focus is not None and focus[0] == "suggestion" and focus[1] == "c1"


def test_it_stands_in_the_list_with_holder_cue_and_claim_type(possible, window):
    session = window.workbench.session
    assert RowOrder(session).keys() == (("suggestion", "c1"),)
    row = suggestion_row(session, possible)
    assert (row.said_by, row.lines) == ("Russia “said”", 3)
    assert [each.label for each in row.types] == ["Position"]
    assert row.content == "“We want calm,” … “and we want it now.”"
    assert row.words() == f"Possible statement: {row.content} (Russia, said, Position)"


def test_it_is_dotted_in_the_reader_and_the_quotation_is_not_marked_again(possible, window):
    session = window.workbench.session
    dotted = [
        each for each in MarkBuilder().build(session) if each.dotted and each.kind == "quotation"
    ]
    assert [each.id for each in dotted] == ["c1"]
    assert dotted[0].spans == possible.candidate.content
    assert "Position" in dotted[0].tip and "possible statement" in dotted[0].tip


def test_in_focus_its_source_and_cue_are_outlined(possible, window):
    marks = MarkBuilder().build(window.workbench.session, ("suggestion", "c1"))
    outlined = {each.role: each.spans for each in marks if each.kind == "role"}
    assert outlined == {"source": possible.candidate.source, "cue": possible.candidate.cue}
    assert all(each.owner == "c1" for each in marks if each.kind == "role")


def test_n_goes_to_it_and_enter_makes_the_whole_statement(press, window):
    press("n", "n")
    assert in_focus(window)
    press(Qt.Key.Key_Return)
    (made,) = window.workbench.session.statements
    assert window.workbench.focus == ("statement", made.id)
    assert (made.source.actors, made.claim_types) == (("RUS",), ("position",))
    assert len(made.content) == 2
    window.workbench.undo()
    assert window.workbench.session.statements == ()
    assert RowOrder(window.workbench.session).keys() == (("suggestion", "c1"),)


def test_x_rejects_it_for_good(press, window, project_path):
    press("n", "n", "x")
    assert window.workbench.session.statements == ()
    assert RowOrder(window.workbench.session).keys() == ()
    article = window.workbench.session.article.id
    decisions = window.workbench.project.layer(article).mentions
    assert [(each.kind, each.decision) for each in decisions] == [("statement", "rejected")]


def test_its_card_tells_what_was_guessed_and_by_which_rule(press, window):
    press("n", "n")
    shown = {each.text() for each in window.findChildren(QLabel) if each.isVisible()}
    assert {"Who: Russia", "Cue: said", "Claim type: Position", "Found by: quote"} <= shown


def test_a_row_looked_at_after_a_mention_was_accepted_is_the_right_one(possible, window):
    session = window.workbench.session
    rows = StatementModel(window)
    rows.show_session(session)
    mention = next(each for each in session.open_suggestions if each.kind == "mention")
    rows.absorb(window.workbench.gesture(lambda: session.accept(mention)))
    assert rows.row(0).id == possible.id


def test_e_says_how_a_possible_statement_is_corrected(press, window):
    press("n", "n")
    assert in_focus(window)
    press("e")
    assert "Take it over with Enter first" in window._status.text
    assert in_focus(window) and not window.workbench.session.statements
