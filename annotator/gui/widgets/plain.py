"""Text of articles and people shown as it is: nothing in it is ever taken for mark-up."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QWidget


def plain_label(text: str = "", parent: QWidget | None = None, *, wrap: bool = False) -> QLabel:
    """Return a label that shows ``text`` character by character."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    label.setText(text)
    return label


def plain_tooltip(text: str) -> str:
    """Return ``text`` for a tool tip, which Qt reads as HTML when it looks like it."""
    return f"<p>{html.escape(text)}</p>" if text else ""


def set_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tool tip; screen readers are told the words without the markup around."""
    widget.setToolTip(plain_tooltip(text))
    widget.setAccessibleDescription(text)


def tip_words(tooltip: str) -> str:
    """Return the words that :func:`plain_tooltip` put into a tool tip."""
    return html.unescape(tooltip.removeprefix("<p>").removesuffix("</p>"))


def without_icons(buttons: QDialogButtonBox) -> QDialogButtonBox:
    """Return dialog buttons with words only: the style's own icons fit neither theme."""
    for button in buttons.buttons():
        button.setIcon(QIcon())
    return buttons


def menu_text(text: str) -> str:
    """Return ``text`` for a menu entry, where a lone ``&`` would underline the next letter."""
    return text.replace("&", "&&")
