"""What stands above the list: how much is settled, and what the list shows."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from annotator.adjudication.matters import KINDS, State
from annotator.adjudication.queue import Queue
from annotator.gui.adjudication.rows import PARTS, STATES, Shown, Which, progress_of
from annotator.gui.adjudication.wording import kind_words
from annotator.gui.widgets.plain import plain_label
from annotator.gui.widgets.progress_line import ProgressLine


class SettlingBar(QWidget):
    """Progress in words and as a line, and the choices of what the list shows."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._told = plain_label(parent=self, wrap=True)
        self._line = ProgressLine(self)
        self._line.setAccessibleName(self.tr("Disagreements settled"))
        self.which, self.kind = QComboBox(self), QComboBox(self)
        self.grouped = QCheckBox(self.tr("By &article"), self)
        self.only_article = QCheckBox(self.tr("&Only this article"), self)
        self._article: str | None = None
        self._lay_out()
        self._offer_states()
        self.which.activated.connect(lambda _at: self.changed.emit())
        self.kind.activated.connect(lambda _at: self.changed.emit())
        self.grouped.toggled.connect(lambda _on: self.changed.emit())
        self.only_article.toggled.connect(lambda _on: self.changed.emit())

    def _lay_out(self) -> None:
        self.which.setAccessibleName(self.tr("Which disagreements the list shows"))
        self.kind.setAccessibleName(self.tr("Kind of disagreement"))
        self.grouped.setToolTip(
            self.tr("Article by article, those with most disagreement first; else heaviest first")
        )
        self.grouped.setChecked(True)
        for box in (self.which, self.kind):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 6)
        column.setSpacing(5)
        parts = (
            self._told,
            self._line,
            self.which,
            self.kind,
            self.grouped,
            self.only_article,
        )
        for each in parts:
            column.addWidget(each)

    def _offer_states(self) -> None:
        words = {
            "due": self.tr("To settle"),
            "deferred": self.tr("Put off"),
            "unclear": self.tr("Guideline unclear"),
            "settled": self.tr("Settled"),
            "every": self.tr("All disagreements"),
            "agreed": self.tr("What all agree on, in this article"),
        }
        for each in STATES:
            self.which.addItem(words[each], each)

    @property
    def told(self) -> str:
        """The progress in words."""
        return self._told.text()

    def shown(self, article: str | None) -> Shown:
        """Return what the list shall show while ``article`` is on the table."""
        if not self.only_article.isChecked():
            self._article = None
        elif self._article is None:
            self._article = article
        return Shown(
            which=cast(Which, self.which.currentData()),
            kind=cast("str | None", self.kind.currentData()),
            by_article=self.grouped.isChecked(),
            article=self._article,
        )

    def follow(self, article: str) -> None:
        """Show only another article, where only one is shown."""
        if self.only_article.isChecked():
            self._article = article

    def choose(self, which: Which) -> None:
        """Show other states, all kinds."""
        self.which.setCurrentIndex(self.which.findData(which))
        self.kind.setCurrentIndex(0)

    def show_progress(self, queue: Queue) -> None:
        """Tell how much of a queue is settled, and offer the kinds that are in it."""
        settled, total = progress_of(queue)
        words = self.tr("%1 of %2 settled").replace("%1", f"{settled:,}")
        parts = [words.replace("%2", f"{total:,}")]
        counts = queue.counts()
        beside: tuple[tuple[State, str], ...] = (
            ("deferred", self.tr("%1 put off")),
            ("unclear", self.tr("%1 unclear")),
            ("agreed", self.tr("%1 that all agree on")),
        )
        for state, told in beside:
            number = counts.get(state, 0)
            parts += [told.replace("%1", f"{number:,}")] if number else []
        self._told.setText(" · ".join(parts))
        self._line.show_share(settled, total)
        self._offer_kinds(queue)

    def _offer_kinds(self, queue: Queue) -> None:
        chosen, counts = self.kind.currentData(), queue.kind_counts()
        present = {each.kind for each in queue.matters}
        self.kind.clear()
        self.kind.addItem(self.tr("All kinds"), None)
        for part, told in (
            ("statements", self.tr("Statements")),
            ("entities", self.tr("Entities")),
        ):
            number = sum(counts.get(each, 0) for each in PARTS[part])
            if present & PARTS[part]:
                self.kind.addItem(
                    self.tr("%1: all (%2)").replace("%1", told).replace("%2", f"{number:,}"), part
                )
        for kind in (each for each in KINDS if each in present):
            number = counts.get(kind, 0)
            words = kind_words(kind)
            self.kind.addItem(f"{words} ({number:,})" if number else words, kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen) if chosen else 0))
