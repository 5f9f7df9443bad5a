"""How comments and flags are told: who said it, and when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from annotator.annotations.edits import Told
from annotator.annotations.model import Comment
from annotator.annotations.repeats import is_same_person
from annotator.annotations.session import Session
from annotator.annotations.steps.on_comments import conversations

if TYPE_CHECKING:
    from annotator.gui.workbench import Workbench


def who_and_when(told: Told, workbench: Workbench) -> str:
    """Return "Bo · 12 Nov 2026, 14:03", in the time of this machine."""
    parts = (name_of(told.annotator, workbench), shown_time(told.written))
    return " · ".join(part for part in parts if part)


def said_by(comment: Comment, workbench: Workbench) -> str:
    """Return a comment after the name of who wrote it."""
    return f"{name_of(comment.annotator, workbench)}: {comment.text}"


def name_of(annotator_id: str, workbench: Workbench) -> str:
    """Return the name of somebody who labels; "you" for who does so now."""
    project = workbench.project
    if project is None:
        return annotator_id
    if is_same_person(annotator_id, project.annotator.id):
        return _tr("you")
    found = (each.name for each in project.annotators() if is_same_person(each.id, annotator_id))
    return next(found, annotator_id)


def beside_words(session: Session, workbench: Workbench) -> str:
    """Return who flagged the article and how many comments are open; "" where nothing is so."""
    parts = []
    if session.flags:
        names = ", ".join(name_of(each.annotator, workbench) for each in session.flags)
        parts.append(_tr("! flagged by %1").replace("%1", names))
    count = sum(not talk.first.settled for talk in conversations(session))
    if count:
        many = _tr("%1 open comments").replace("%1", str(count))
        parts.append(_tr("1 open comment") if count == 1 else many)
    return " · ".join(parts)


def shown_time(written: str) -> str:
    """Return an ISO 8601 time as people here write it; nothing where it is none."""
    try:
        then = datetime.fromisoformat(written).astimezone()
    except ValueError:
        return ""
    day = QLocale().toString(then.date(), "d MMM yyyy")  # type: ignore[call-overload]
    return f"{day}, {then:%H:%M}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Whole", text)
