"""The list of passages on which annotators differ."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from annotator.agreement.disagreements import KINDS, Disagreement, DisagreementKind
from annotator.agreement.report import AgreementReport
from annotator.gui.widgets.passage_table import PassageModel, PassageTable
from annotator.gui.widgets.plain import plain_tooltip

_Index = QModelIndex | QPersistentModelIndex
_WIDTHS = (26, 22, 40)  # in letters; the last column takes the rest


class DisagreementsModel(PassageModel):
    """The disagreements of a report, in the order of the queue and of the text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._report: AgreementReport | None = None
        self._rows: tuple[Disagreement, ...] = ()

    def show_report(
        self, report: AgreementReport | None, kind: DisagreementKind | None = None
    ) -> None:
        """Show the disagreements of ``report``, of one kind or all, instead of what is here."""
        self.beginResetModel()
        self._report = report
        every = report.disagreements if report is not None else ()
        self._rows = tuple(each for each in every if kind is None or each.kind == kind)
        self.endResetModel()

    def show_kind(self, kind: DisagreementKind | None) -> None:
        """Show only the disagreements of one kind of the same report; None shows all."""
        self.show_report(self._report, kind)

    def passage(self, row: int) -> Disagreement | None:
        """Return the disagreement in a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("What differs"),
            self.tr("Article"),
            self.tr("Passage"),
            self.tr("Who says what"),
        )[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self.passage(index.row())
        if found is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(found)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._words(found)[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(self._words(found))
        return None

    def detail(self, row: int) -> str:
        """Return all of a disagreement in words, over several lines."""
        found = self.passage(row)
        if found is None or self._report is None:
            return ""
        what, article, passage, _ = self._words(found)
        said = [f"{self._report.names[name]}: {words}" for name, words in found.said]
        return "\n".join((f"{article} · {what}: {passage}", *said))

    def _words(self, found: Disagreement) -> tuple[str, str, str, str]:
        report = self._report
        assert report is not None
        about = f": {found.about}" if found.about else ""
        return (
            KINDS[found.kind] + about,
            report.titles.get(found.article) or found.article,
            found.passage,
            report.said(found),
        )


class DisagreementsTable(PassageTable):
    """Shows the disagreements."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.source = DisagreementsModel()
        super().__init__(self.source, name=_tr("Disagreements"), widths=_WIDTHS, parent=parent)
        self.source.setParent(self)

    def show_report(self, report: AgreementReport | None) -> None:
        """Show the disagreements of ``report``; None: nothing any more."""
        self.source.show_report(report)
        self.begin()

    def show_kind(self, kind: DisagreementKind | None) -> None:
        """Show only disagreements of one kind; None shows all."""
        self.source.show_kind(kind)
        self.begin()


def _tr(text: str) -> str:
    return QCoreApplication.translate("DisagreementsTable", text)
