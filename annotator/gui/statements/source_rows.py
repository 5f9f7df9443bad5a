"""Rows of the source that are kept from one statement to the next, and told what is so there."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from annotator.annotations.validation import SOURCE_NAMINGS
from annotator.annotations.wording import label
from annotator.gui.statements.flow import FlowLayout
from annotator.gui.statements.pieces import GAP, Option, PickButton, QuietBox
from annotator.gui.widgets.plain import set_tip


class NamingRow(QWidget):
    """Who spoke for the holder, and how the text names them."""

    def __init__(self, speaker: PickButton, naming: QuietBox) -> None:
        super().__init__()
        self._speaker, self._naming = speaker, naming
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(speaker, 1)
        layout.addWidget(naming)

    def show_naming(self, name: str, naming: str | None) -> None:
        """Show the name of the speaker, or nobody, and how the text names the source."""
        said = _tr("Speaker: %1").replace("%1", name or _tr("nobody"))
        self._speaker.set_words(name or _tr("no speaker"), said)
        set_tip(self._speaker, _tr("The person who spoke for the actor"))
        self._naming.offer(namings(), naming)


class Ticks(QWidget):
    """Whether the text leaves the source out, and whether the author speaks."""

    def __init__(self, inferred: QCheckBox, author: QCheckBox) -> None:
        super().__init__()
        self._inferred, self._author = inferred, author
        layout = FlowLayout(self)
        layout.addWidget(inferred)
        layout.addWidget(author)

    def show_ticks(self, *, inferred: bool, author: bool) -> None:
        """Tick what is so."""
        self._inferred.setChecked(inferred)
        self._author.setChecked(author)


def namings() -> list[Option]:
    """Return how a text may name a source, first that nobody said it yet."""
    named = [Option(each, f"by {label(each)}") for each in SOURCE_NAMINGS]
    return [Option(None, _tr("named how?")), *named]


def _tr(text: str) -> str:
    return QCoreApplication.translate("SourceSection", text)
