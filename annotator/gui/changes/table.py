"""The list of changed suggestions: one row each, in the order of the queue."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from annotator.gui.widgets.passage_table import PassageModel, PassageTable
from annotator.workflows.marking.changed_suggestions import ChangeRow

_WIDTHS = (11, 19, 30, 34, 34)  # in letters; the last column takes the rest


class ChangesModel(PassageModel[ChangeRow]):
    """The changes that are shown, in the order of the report."""

    def __init__(self) -> None:
        super().__init__(
            (_tr("What"), _tr("Kind"), _tr("Words"), _tr("Before"), _tr("Now"), _tr("Article"))
        )

    def cells(self, row: int) -> tuple[str, ...]:
        found = self._rows[row]
        words = {"new": _tr("new"), "gone": _tr("gone"), "changed": _tr("changed")}
        kinds = {
            "name": _tr("name"),
            "quotation": _tr("quotation"),
            "possible statement": _tr("possible statement"),
        }
        told = (words[found.outcome], kinds.get(found.kind, found.kind), found.passage)
        return (*told, found.before, found.after, found.title or found.article)

    def detail(self, row: int) -> str:
        """Return everything about a row: where it stands, what it was and is, what is different."""
        found = self.passage(row)
        if found is None:
            return ""
        lines = [f"{found.title} · {found.engine}", found.passage]
        if found.before:
            lines.append(_tr("Before: %1").replace("%1", found.before))
        if found.after:
            lines.append(_tr("Now: %1").replace("%1", found.after))
        if found.differs:
            lines.append(_tr("Different: %1").replace("%1", ", ".join(found.differs)))
        return "\n".join(lines)


class ChangesTable(PassageTable[ChangeRow]):
    """Shows the changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.source = ChangesModel()
        super().__init__(
            self.source, name=_tr("Changed suggestions"), widths=_WIDTHS, parent=parent
        )


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChangesTable", text)
