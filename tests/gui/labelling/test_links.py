"""A stance on another statement is seen as an arc while either is in focus."""

from __future__ import annotations

from annotator.annotations.model import Target
from annotator.corpus.span import Span


def make(window, words):
    workbench = window.workbench
    start = workbench.session.text.index(words)
    change = workbench.gesture(lambda: workbench.session.add_statement(Span(start, start + 20)))
    return change.edits[-1].after


def links(window):
    return [(each.holder, each.target, each.sign) for each in window.article.reader._links]


def test_a_link_is_shown_from_either_end_and_nowhere_else(window):
    workbench, session = window.workbench, window.workbench.session
    call = make(window, "called on Estovia")
    denial = make(window, "Estovia denied")
    third = make(window, "return to the table")
    target = Target("statement", call.id)
    workbench.gesture(lambda: session.set_stance(denial.id, target, "against"))
    expected = [(denial.content[0].start, call.content[0].start, "-")]
    for each in (call, denial):
        workbench.focus = ("statement", each.id)
        assert links(window) == expected
    workbench.focus = ("statement", third.id)
    assert links(window) == []
    workbench.focus = ("statement", denial.id)
    workbench.undo()
    assert links(window) == []


def follow(window):
    window.actions_registry.action("statement.follow").trigger()
    focus = window.workbench.focus
    return focus[1] if focus is not None else None


def test_a_key_leads_along_the_links_and_back(window):
    workbench, session = window.workbench, window.workbench.session
    call = make(window, "called on Estovia")
    denial = make(window, "Estovia denied")
    third = make(window, "return to the table")
    for each in (denial, third):
        target = Target("statement", call.id)
        workbench.gesture(lambda: session.set_stance(each.id, target, "against"))  # noqa: B023
    workbench.focus = ("statement", denial.id)
    assert [follow(window) for _ in range(4)] == [call.id, third.id, call.id, denial.id]


def test_where_nothing_is_linked_a_sentence_says_so(window, qtbot):
    alone = make(window, "called on Estovia")
    window.workbench.focus = ("statement", alone.id)
    with qtbot.waitSignal(window.workbench.refused) as told:
        assert follow(window) == alone.id
    assert "no stance on another" in told.args[0]
