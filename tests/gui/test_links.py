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
