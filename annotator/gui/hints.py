"""Which keys make sense right now, for the status line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from annotator.gui.workbench import Workbench


def hint_for(workbench: Workbench) -> str:
    """Return the keys for what is open and in focus, in one line."""
    if workbench.project is None:
        return _tr("Ctrl+N new project   Ctrl+O open   F1 guide")
    if workbench.session is None and not workbench.project.article_count():
        return _tr("Ctrl+I import files   Ctrl+Shift+I import a folder   F1 guide")
    if workbench.session is None:
        return _tr("] first article   Ctrl+I import   Ctrl+F find   ? all keys")
    if workbench.is_readonly:
        return _tr("Reading only   j k sentence   n next suggestion   ] next article   ? all keys")
    focus = workbench.focus
    if focus is None:
        return _tr(
            "n next suggestion   j k sentence   s statement   m mention   d done   ? all keys"
        )
    if focus[0] == "suggestion":
        return _tr("Enter accept   x reject   e correct   n next   s statement   ? all keys")
    if focus[0] == "mention":
        return _tr("e correct   Delete remove   . next mention   s statement   ? all keys")
    return _tr(
        "r role of the selection   y actor   1–= type   f a i u stance   v next   ? all keys"
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Hints", text)
