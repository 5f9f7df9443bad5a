"""The one-page guide under Help, shown by itself at the first start."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from annotator import paths
from annotator.gui.keys.own import follow_keys, with_keys
from annotator.gui.widgets.plain import without_icons
from annotator.gui.widgets.room import resize_within_screen

_MARKDOWN = re.compile(r"[][*_`<>#\\~]")


class GuideWindow(QDialog):
    """Shows the guide beside the work; nothing waits for it to be closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Guide"))
        self.setModal(False)
        resize_within_screen(self, QSize(680, 620))
        page = _Page(self)
        page.setAccessibleName(self.tr("Guide"))
        text = f"{guide_text()}\n\n{formats_text()}"
        follow_keys(self, text, page.setMarkdown, fill=guide_with_keys)
        buttons = without_icons(QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self))
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(page)
        column.addWidget(buttons)


class _Page(QTextBrowser):
    """Our own page: it opens no link and loads nothing from anywhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.document().setDocumentMargin(18)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.1)
        self.setFont(font)

    def loadResource(self, type: int, name: QUrl | str) -> object:
        return None


def guide_with_keys(text: str) -> str:
    """Return the guide with the keys in force, none of which is taken for Markdown."""
    return with_keys(text, shown=lambda key: _MARKDOWN.sub(r"\\\g<0>", key))


def guide_text() -> str:
    """Return the guide as Markdown, or a sentence where the file is missing."""
    place = paths.resources() / "guide" / "guide.md"
    try:
        return place.read_text(encoding="utf-8")
    except OSError:
        return f"The guide is missing: {place}. See Help, All keys."


def formats_text() -> str:
    """Return what each format keeps, as Markdown; nothing where the file is missing."""
    try:
        return (paths.resources() / "guide" / "formats.md").read_text(encoding="utf-8")
    except OSError:
        return ""
