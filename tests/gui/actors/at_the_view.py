"""Actors around a bay, and what a person does in the view that lists them."""

from __future__ import annotations

import hashlib

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
)

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import (
    Actor,
    Mention,
)
from annotator.codebook.model import Codebook, EntityKind
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.gui.actors.merging import MergeDialog

CTRL = Qt.KeyboardModifier.ControlModifier


SHIFT = Qt.KeyboardModifier.ShiftModifier


NONE = Qt.KeyboardModifier.NoModifier


TEXTS = (
    "Norland wants calm\n\nSkarnes called for calm. Norland waits, and Lund said so in Skarnes.",
    "Estovia answers\n\nEstovia told Ida Lund to wait.",
)


CODEBOOK = Codebook(
    id="bay",
    version="1.0.0",
    entity_kinds=(EntityKind("GPE", "Place", "blue"), EntityKind("PERSON", "Person", "green")),
)


ACTORS = (
    Actor("NOR", "Norland", "country", ("Norlandish", "Skarnes")),
    Actor("EST", "Estovia", "country"),
    Actor("lund", "Ida Lund", "person", ("Lund",), acts_for="NOR"),
    Actor("min", "Foreign Ministry", "organization", acts_for="NOR"),
    Actor("ore", "Åland Øre", "group"),
)


def article_of(text):
    head = text.split("\n")[0]
    sha = hashlib.sha256(text.encode()).hexdigest()
    article = Article(new_id(), head, sha, len(text), "2026-03-01")
    zones = (Zone("headline", Span(0, len(head))), Zone("body", Span(len(head) + 2, len(text))))
    return NewArticle(article, text, zones)


def mark(project, article, words, actor, kind="GPE"):
    """Let whoever labels now link all occurrences of some words to an actor."""
    text, start = project.text(article), 0
    while (start := text.find(words, start)) >= 0:
        span = Span(start, start + len(words))
        made = Mention(new_id(), article, project.annotator.id, span, kind, actor)
        project.apply(Step((Edit(None, made),), "Mark", article))
        start = span.end


def settle(qtbot, view):
    qtbot.waitUntil(lambda: not view.is_reading, timeout=20_000)


def key(qtbot, view, pressed, modifier=NONE):
    qtbot.keyClick(QApplication.focusWidget() or view, pressed, modifier)


def type_in(qtbot, view, words):
    qtbot.keyClicks(QApplication.focusWidget(), words)
    settle(qtbot, view)


def go_to(qtbot, view, actor_id):
    view.go_to(actor_id)
    view.activateWindow()
    view.table.setFocus()
    qtbot.waitUntil(view.table.hasFocus)
    settle(qtbot, view)


def cells(table, column):
    model = table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def actors(window):
    return {each.id: each for each in window.workbench.project.actors()}


def dialog(view, kind):
    (found,) = [each for each in view.findChildren(kind) if each.isVisible()]
    return found


def answer(qtbot, asked, words):
    field = asked.findChild(QLineEdit)
    qtbot.waitUntil(lambda: asked.focusWidget() is not None)
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def words_shown(widget):
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def select(qtbot, view, *ids):
    view.filter.clear()
    go_to(qtbot, view, ids[0])
    model = view.table.selectionModel()
    flags = model.SelectionFlag.Select | model.SelectionFlag.Rows
    names = cells(view.table, 0)
    for each in ids[1:]:
        place = names.index(next(actor.name for actor in ACTORS if actor.id == each))
        model.select(view.table.model().index(place, 0), flags)


def merge(qtbot, view, *ids):
    select(qtbot, view, *ids)
    key(qtbot, view, Qt.Key.Key_M, CTRL)
    asked = dialog(view, MergeDialog)
    qtbot.waitUntil(lambda: not asked.is_counting, timeout=20_000)
    return asked
