"""An article about a bridge, and what a person does at the statements panel."""

from __future__ import annotations

import hashlib

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
)

from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.gui.statements.pieces import QuietBox, TextButton
from annotator.gui.widgets.chooser import Chooser

TEXT = (
    "China urged both sides to reopen the Hallvik bridge at once and to settle their dispute by "
    "dialogue, spokesperson Mao Ning told the daily Izvestia.\n"
    "“We will not close the bridge,” the harbour office answered, “whatever <b>they</b> claim.”\n"
    "At least 29 people were killed, Russia said. “The harbour must stay open,” it added.\n"
)


SECOND = "The ferry will sail again on Friday, the harbour office said.\n"


def span(words, text=TEXT):
    at = text.index(words)
    return Span(at, at + len(words))


def draft(identifier, text):
    zones, start = [], 0
    for line in text.splitlines():
        zones.append(Zone("body", Span(start, start + len(line))))
        start += len(line) + 1
    digest = hashlib.sha256(text.encode()).hexdigest()
    return NewArticle(Article(identifier, "The bridge", digest, len(text)), text, tuple(zones))


def button(panel, name):
    found = [
        each
        for each in panel.findChildren(QAbstractButton)
        if each.accessibleName() == name and each.isVisible()
    ]
    assert len(found) == 1, [each.accessibleName() for each in panel.findChildren(QAbstractButton)]
    return found[0]


def click(panel, name):
    QApplication.processEvents()  # what was built just now gets its place
    QTest.mouseClick(button(panel, name), Qt.MouseButton.LeftButton)


def unfold(panel):
    """Show the optional parts of the card too."""
    (fold,) = [each for each in panel.card.findChildren(TextButton) if each.isCheckable()]
    fold.setChecked(True)


def pick(panel, typed, *moves):
    (chooser,) = [each for each in panel.window().findChildren(Chooser) if each.isVisible()]
    edit = chooser.findChild(QLineEdit)
    QTest.keyClicks(edit, typed)
    for key in (*moves, Qt.Key.Key_Return):
        QTest.keyClick(edit, key)


def choose(panel, name, words):
    (box,) = [
        each
        for each in panel.findChildren(QuietBox)
        if each.accessibleName() == name and each.isVisible()
    ]
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def shown_words(widget):
    words = [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]
    return "\n".join(
        words
        + [each.toolTip() for each in widget.findChildren(QAbstractButton) if each.isVisible()]
    )
