"""The stances over an article, by holder; a key of a stance overrules the one in focus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from annotator.annotations import stances_over
from annotator.annotations.derived import MIXED
from annotator.annotations.session import Session
from annotator.annotations.stances_over import StanceOver
from annotator.annotations.wording import actor_name, target_label
from annotator.codebook.model import Codebook
from annotator.gui.keys.own import own_keys
from annotator.gui.statements.pieces import TextButton, muted
from annotator.gui.widgets.matching import Choice

if TYPE_CHECKING:
    from annotator.gui.statements.whole.card import WholeCard

_BACK = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_AS_DERIVED = "as_derived"


def stance_widgets(card: WholeCard, session: Session) -> list[QWidget]:
    """Return what shows the stances over the article in hand, and lets one overrule them."""
    found: list[QWidget] = []
    holder = ""
    for each in stances_over.stances_of(session):
        if each.holder != holder:
            holder = each.holder
            found.append(muted(actor_name(session.actors, holder)))
        found.append(StanceRow(card, session, each))
        found.append(muted(grounds_words(each, session)))
    if found and not card.desk.is_readonly:
        keys = " ".join(_letters(session.codebook))
        words = _tr("%1 overrule the one in focus, Delete takes it back.")
        found.append(muted(words.replace("%1", keys) if keys else _tr("Press one to overrule it.")))
    return found


def row_words(row: StanceOver, session: Session) -> str:
    """Return a stance after its sign: "+ favors: The fighting should stop"."""
    value = session.codebook.stance_value(row.value)
    sign = value.sign if value is not None else "±"
    verb = stances_over.value_words(row.target, row.value, session.codebook)
    label = target_label(row.target, session.codebook, session.actors, session.numbers)
    return f"{sign} {verb}: {label}"


def grounds_words(row: StanceOver, session: Session) -> str:
    """Return how many statements it rests on, or what they say where a person overruled it."""
    now, count = _meaning(row.derived, session), len(row.statements)
    if row.overruled is None:
        many = _tr("%1 statements").replace("%1", str(count))
        return _tr("1 statement") if count == 1 else many
    if not row.has_changed:
        return _tr("Overruled; the statements say: %1").replace("%1", now)
    before = _meaning(row.overruled.derived if row.overruled else "", session)
    words = _tr("Overruled when the statements said: %1. Now they say: %2. Look again.")
    return words.replace("%1", before).replace("%2", now)


def _meaning(value: str, session: Session) -> str:
    return stances_over.value_label(value, session.codebook).lower() or _tr("nothing")


class StanceRow(TextButton):
    """One stance over the article: pressed, or with the key of a stance, it is overruled."""

    def __init__(self, card: WholeCard, session: Session, row: StanceOver) -> None:
        words = row_words(row, session)
        name = f"{actor_name(session.actors, row.holder)}: {words}. {grounds_words(row, session)}"
        super().__init__(words, name, self.choose)
        self._card = card
        self._row = row
        self._codebook = session.codebook

    @property
    def row(self) -> StanceOver:
        """The stance that it shows."""
        return self._row

    def choose(self) -> None:
        """Offer the stance values, and what follows from the statements."""
        self._card.desk.choose(
            tuple(self._choices()),
            _tr("Stance over the article"),
            lambda choice: self._overrule(choice.id),
            beside=self,
        )

    def _choices(self) -> Iterator[Choice]:
        if self._row.overruled is not None:
            yield Choice(_AS_DERIVED, _tr("As the statements say"))
        for each in self._codebook.stance_values:
            yield Choice(each.id, each.label, each.definition)
        yield Choice(MIXED, _tr("Mixed"))

    def _overrule(self, value: str) -> None:
        holder, target = self._row.holder, self._row.target
        if value == _AS_DERIVED:
            self._card.desk.gesture(lambda now: stances_over.as_derived(now, holder, target))
        else:
            self._card.desk.gesture(lambda now: stances_over.overrule(now, holder, target, value))

    def event(self, event: QEvent) -> bool:
        """Keep the keys of stances from what they do to a statement in focus."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._value_for(event) is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        value = self._value_for(event)
        if value is not None:
            self._overrule(value)
        else:
            super().keyPressEvent(event)

    def _value_for(self, event: QKeyEvent) -> str | None:
        if event.key() in _BACK:
            return _AS_DERIVED
        pressed = QKeySequence(event.keyCombination())
        for each in self._codebook.stance_values:
            keys = own_keys().published(f"codebook.stance.{each.id}") or ()
            if any(QKeySequence(key) == pressed for key in keys):
                return each.id
        return None


def _letters(codebook: Codebook) -> Iterator[str]:
    from annotator.gui.keys.own import label_key

    for each in codebook.stance_values:
        key = label_key(f"codebook.stance.{each.id}", each.key)
        if key:
            yield key


def _tr(text: str) -> str:
    return QCoreApplication.translate("Whole", text)
