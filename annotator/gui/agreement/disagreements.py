"""The list of passages on which annotators differ."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from annotator.agreement.disagreements import KINDS, Disagreement, DisagreementKind
from annotator.agreement.report import AgreementReport
from annotator.gui.widgets.passage_table import PassageModel, PassageTable

_Index = QModelIndex | QPersistentModelIndex
_WIDTHS = (26, 22, 40)  # in letters; the last column takes the rest


class DisagreementsModel(PassageModel[Disagreement]):
    """The disagreements of a report, in the order of the queue and of the text."""

    def __init__(self) -> None:
        super().__init__(
            (_tr("What differs"), _tr("Article"), _tr("Passage"), _tr("Who says what"))
        )
        self._report: AgreementReport | None = None

    def show_report(
        self, report: AgreementReport | None, kind: DisagreementKind | None = None
    ) -> None:
        """Show the disagreements of ``report``, of one kind or all, instead of what is here."""
        self._report = report
        every = report.disagreements if report is not None else ()
        self.show_rows([each for each in every if kind is None or each.kind == kind])

    def show_kind(self, kind: DisagreementKind | None) -> None:
        """Show only the disagreements of one kind of the same report; None shows all."""
        self.show_report(self._report, kind)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self.passage(index.row())
        if found is not None and role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(self.cells(index.row()))
        return super().data(index, role)

    def cells(self, row: int) -> tuple[str, ...]:
        found = self._rows[row]
        report = self._report
        assert report is not None
        about = f": {found.about}" if found.about else ""
        return (
            KINDS[found.kind] + about,
            report.titles.get(found.article) or found.article,
            found.passage,
            report.said(found),
        )

    def detail(self, row: int) -> str:
        """Return all of a disagreement in words, over several lines."""
        found = self.passage(row)
        if found is None or self._report is None:
            return ""
        what, article, passage, _ = self.cells(row)
        said = [f"{self._report.names[name]}: {words}" for name, words in found.said]
        return "\n".join((f"{article} · {what}: {passage}", *said))


class DisagreementsTable(PassageTable[Disagreement]):
    """Shows the disagreements."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.source = DisagreementsModel()
        super().__init__(self.source, name=_tr("Disagreements"), widths=_WIDTHS, parent=parent)

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
