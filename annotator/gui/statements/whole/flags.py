"""The flags on an article: one's own can be changed and taken away, others' are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from annotator.annotations.model import Flag
from annotator.annotations.session import Session
from annotator.annotations.steps import on_comments as comment_steps
from annotator.gui.statements.pieces import TextButton, muted, removable
from annotator.gui.statements.whole.wording import who_and_when
from annotator.gui.widgets.plain import plain_label

if TYPE_CHECKING:
    from annotator.gui.statements.whole.card import WholeCard


def flag_widgets(card: WholeCard, session: Session) -> list[QWidget]:
    """Return what shows the flags on the article in hand."""
    found: list[QWidget] = []
    for each in session.flags:
        if comment_steps.is_own(session, each):
            found.append(_own(card, each))
        else:
            words = each.reason or _tr("no reason given")
            found.append(plain_label(f"! {words}", wrap=True))
        found.append(muted(who_and_when(each, card.desk.workbench)))
    return found


def _own(card: WholeCard, flag: Flag) -> QWidget:
    words = f"! {flag.reason or _tr('no reason given')}"
    button = TextButton(words, _tr("Change the reason of your flag"), card.flag_wanted.emit)
    if card.desk.is_readonly:
        return button
    return removable(
        button,
        _tr("Take your flag away"),
        lambda: _unflag(card),
    )


def _unflag(card: WholeCard) -> None:
    card.desk.gesture(comment_steps.unflag)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Whole", text)
