"""The labels of an article: one row for each kind that the codebook has."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from annotator.annotations.session import Session
from annotator.annotations.steps import on_articles as article_labels
from annotator.codebook.article_labels import YES, ArticleLabelKind
from annotator.gui.statements.pieces import LabelledRow, PickButton, align_names, muted
from annotator.gui.widgets.plain import set_tip

if TYPE_CHECKING:
    from annotator.gui.statements.whole.card import WholeCard


def label_widgets(card: WholeCard, session: Session) -> list[QWidget]:
    """Return what shows and sets the labels of the article in hand."""
    found = [_row(card, session, each) for each in session.codebook.article_labels]
    align_names(found)
    missing = article_labels.missing_labels(session)
    if missing:
        names = ", ".join(each.label for each in missing)
        found.append(muted(_tr("Still needed: %1").replace("%1", names)))
    return found


def _row(card: WholeCard, session: Session, kind: ArticleLabelKind) -> QWidget:
    if not kind.values:
        return _box(card, session, kind)
    given = article_labels.label_words(session, kind)
    button = PickButton(
        given or _tr("choose…"),
        f"{kind.label}: {given or _tr('nothing chosen')}",
        partial(card.label_wanted.emit, kind.id),
    )
    set_tip(button, kind.definition or kind.label)
    button.setEnabled(not card.desk.is_readonly)
    return LabelledRow(kind.label, button)


def _box(card: WholeCard, session: Session, kind: ArticleLabelKind) -> QWidget:
    box = QCheckBox(kind.label.replace("&", "&&"))
    box.setAccessibleName(kind.label)
    set_tip(box, kind.definition or kind.label)
    box.setChecked(YES in article_labels.values_of(session, kind))
    box.setEnabled(not card.desk.is_readonly)
    box.clicked.connect(
        lambda _on: card.desk.gesture(lambda now: article_labels.toggle(now, kind.id))
    )
    return box


def _tr(text: str) -> str:
    return QCoreApplication.translate("Whole", text)
