"""The versions of a matter as cards, with what differs made out and one button each."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.adjudication.matters import Matter
from annotator.adjudication.proposals import Proposal
from annotator.gui.adjudication.marks import hue_of
from annotator.gui.adjudication.versions import Card, Fact, Piece
from annotator.gui.adjudication.wording import matter_title, proposal_words
from annotator.gui.keys.own import action_key
from annotator.gui.statements.pieces import clear, heading, muted
from annotator.gui.theme import Theme
from annotator.gui.widgets.plain import menu_text, plain_label, plain_tooltip

_Shown = tuple[Matter, tuple[Card, ...], tuple[Proposal, ...], str]


def take_action(letter: str) -> str:
    """Return the id of the action that takes the version of a letter."""
    return f"settling.take_{letter.lower()}"


class Badge(QWidget):
    """The letters of a version, on the colour that it has in the article."""

    def __init__(self, letters: str, hue: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._letters, self._hue = letters, hue
        font = self.font()
        font.setBold(True)
        self.setFont(font)
        metrics = self.fontMetrics()
        height = metrics.height() + 6
        self.setFixedSize(max(height, metrics.horizontalAdvance(letters) + 14), height)
        self.setAccessibleName(letters)

    def paintEvent(self, event: QPaintEvent) -> None:
        hue = Theme.for_palette(self.palette()).hue(self._hue)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(hue.tint)
        painter.setPen(QPen(hue.ink, 1.4))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letters)
        painter.end()


class VersionCard(QFrame):
    """One version: its letters, its words, its parts, and the button that takes it."""

    def __init__(
        self,
        card: Card,
        place: int,
        everybody: int,
        take: Callable[[str], object],
        *,
        is_taken: bool,
        signs: Sequence[str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._hue = hue_of(place)
        self._is_taken = is_taken
        self.card = card
        self.setAccessibleName(f"{', '.join(card.letters)}: {card.words}")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 10, 9)
        column.setSpacing(5)
        column.addLayout(self._head(card, everybody, take, signs))
        column.addWidget(words_label(card.pieces, quiet=card.is_nothing))
        for fact in card.facts:
            column.addWidget(_fact_label(fact))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _head(
        self, card: Card, everybody: int, take: Callable[[str], object], signs: Sequence[str]
    ) -> QHBoxLayout:
        first = card.letters[0]
        key = action_key(take_action(first))
        self.button = QPushButton(self)
        words = self.tr("Take %1").replace("%1", first)
        self.button.setText(menu_text(f"{words}   {key}" if key else words))
        self.button.setAccessibleName(words)
        self.button.setAccessibleDescription(card.words)
        self.button.setToolTip(plain_tooltip(f"{words} ({key})" if key else words))
        self.button.setAutoDefault(False)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(partial(take, first))
        told = self.tr("%1 of %2").replace("%1", str(len(card.letters)))
        counted = muted(told.replace("%2", str(everybody)), wrap=False)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Badge(", ".join(card.letters), self._hue, self))
        head.addWidget(counted)
        for sign in signs:
            head.addWidget(muted(f"· {sign}", wrap=False))
        head.addStretch(1)
        head.addWidget(self.button)
        return head

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = Theme.for_palette(self.palette())
        hue = theme.hue(self._hue)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(hue.ink if self._is_taken else theme.rule, 1.6))
        painter.setBrush(theme.raised)
        box = QRectF(self.rect()).adjusted(0.6, 0.6, -0.6, -0.6)
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(hue.ink)
        painter.drawRoundedRect(QRectF(box.left(), box.top() + 5, 4, box.height() - 10), 2, 2)
        painter.end()


class VersionsPage(QScrollArea):
    """What a matter is, how it was settled, and its versions below each other."""

    taken = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Versions"))
        inner = self._inner = QWidget(self)
        self._cards: list[VersionCard] = []
        self._shown: _Shown | None = None
        self._title = heading("")
        self._title.setWordWrap(True)
        self._state = muted("")
        self._state.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._proposed = plain_label(wrap=True)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        column = QVBoxLayout(inner)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(8)
        for each in (self._title, self._state):
            column.addWidget(each)
        column.addLayout(self._column)
        column.addWidget(self._proposed)
        column.addStretch(1)
        self.setWidget(inner)

    @property
    def cards(self) -> tuple[VersionCard, ...]:
        """The cards on show."""
        return tuple(self._cards)

    @property
    def told(self) -> str:
        """What is told around the cards."""
        labels = (self._title, self._state, self._proposed)
        return "\n".join(each.text() for each in labels if not each.isHidden())

    def show_versions(
        self, matter: Matter, cards: Sequence[Card], proposals: Sequence[Proposal], *, state: str
    ) -> None:
        """Show a matter; ``state`` tells how far it is."""
        self._shown = matter, tuple(cards), tuple(proposals), state
        self.setUpdatesEnabled(False)
        self._clear()
        self._title.setText(matter_title(matter))
        self._state.setText(state)
        taken = _taken_letters(matter)
        everybody = len(matter.letters)
        for place, card in enumerate(cards):
            is_taken = bool(set(card.letters) & taken)
            signs = [self.tr("✓ taken")] if is_taken else []
            signs += _proposed_signs(card, proposals, self.tr("majority"), self.tr("likeliest"))
            made = VersionCard(
                card,
                place,
                everybody,
                self.taken.emit,
                is_taken=is_taken,
                signs=signs,
                parent=self._inner,
            )
            self._column.addWidget(made)
            self._cards.append(made)
        words = proposal_words(proposals)
        self._proposed.setText(self.tr("Proposed: %1").replace("%1", words))
        self._proposed.setVisible(bool(words))
        self.setUpdatesEnabled(True)
        self.verticalScrollBar().setValue(0)

    def show_words(self, words: str) -> None:
        """Show words where there is nothing to choose from."""
        self.forget()
        self._proposed.setText(words)
        self._proposed.show()

    def forget(self) -> None:
        """Show nothing."""
        self._shown = None
        self._clear()
        for each in (self._title, self._state, self._proposed):
            each.clear()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme: words bear its colours."""
        super().changeEvent(event)
        shown = getattr(self, "_shown", None)  # Qt tells of palettes from its own constructor
        if event.type() == QEvent.Type.PaletteChange and shown is not None:
            matter, cards, proposals, state = shown
            self.show_versions(matter, cards, proposals, state=state)

    def _clear(self) -> None:
        clear(self._column)
        self._cards.clear()


def _taken_letters(matter: Matter) -> set[str]:
    """Return the letter whose version was taken."""
    ruling = matter.ruling
    if ruling is None or matter.state not in ("settled", "changed") or not ruling.origins:
        return set()
    letter = matter.letter_of(ruling.origins[0][0])
    return set() if letter is None else {letter}


def _proposed_signs(
    card: Card, proposals: Sequence[Proposal], majority: str, likeliest: str
) -> list[str]:
    names = {"majority": majority, "dawid-skene": likeliest}
    return [names[each.rule] for each in proposals if each.letter in card.letters]


def words_label(pieces: Sequence[Piece], *, quiet: bool) -> QLabel:
    """Return the words of a version; what only it has is underlined, what it lacks struck out."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    theme = Theme.for_palette(label.palette())
    ink = theme.muted.name()
    shown = "".join(_html(each, ink) for each in pieces)
    label.setText(f"<span style='color:{ink}'><i>{shown}</i></span>" if quiet else shown)
    label.setAccessibleName("".join(each.words for each in pieces if each.how != "left"))
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 1.08)
    label.setFont(font)
    return label


def _html(piece: Piece, muted_ink: str) -> str:
    words = html.escape(piece.words)
    if piece.how == "only":
        return f"<b><u>{words}</u></b>"
    if piece.how == "left":
        return f"<span style='color:{muted_ink}'><s>{words}</s></span>"
    return words


def _fact_label(fact: Fact) -> QLabel:
    """Return one part of a version: bold where others say something else."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    ink = Theme.for_palette(label.palette()).muted.name()
    words = html.escape(fact.words)
    if not fact.name:
        label.setText(f"<span style='color:{ink}'>{words}</span>")
        label.setAccessibleName(fact.words)
        return label
    said = f"<b>{words}</b>" if fact.differs else words
    label.setText(f"<span style='color:{ink}'>{html.escape(fact.name)}:</span> {said}")
    label.setAccessibleName(f"{fact.name}: {fact.words}")
    return label
