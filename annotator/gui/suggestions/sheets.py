"""The two tables of the suggestions view: the ledger, and articles with and without suggestions."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from annotator.annotations.wording import label
from annotator.gui.widgets.sheet import Line, Sheet
from annotator.workflows.evaluating.ledger import Tally
from annotator.workflows.evaluating.suggestions_report import (
    WAYS,
    ComparedRow,
    SuggestionsReport,
    acceptance_words,
    changed_words,
    compared_rows,
    counts_of,
    share_words,
    side_words,
    tallies,
)

_LEDGER_NUMBERS = range(1, 7)
_COMPARED_NUMBERS = (1, 2)


class LedgerSheet(Sheet):
    """How many suggestions ended how: in all, by kind, rule, confidence and annotator."""

    def __init__(self, parent: QWidget | None = None) -> None:
        headers = (
            "",
            _tr("Shown"),
            _tr("Accepted"),
            _tr("Edited"),
            _tr("Rejected"),
            _tr("Left"),
            _tr("Open"),
            _tr("Accepted as it was (95 % interval)"),
        )
        super().__init__(
            headers, name=_tr("What became of them"), numbers=_LEDGER_NUMBERS, parent=parent
        )

    def show_report(self, report: SuggestionsReport) -> None:
        """Show the ledger of a report."""
        parts = [("", [_line(_tr("All"), report.ledger.total)])]
        for way, title in WAYS.items():
            found = tallies(report.ledger, way)
            shown = [_line(_named(way, name), tally) for name, tally in found.items()]
            if shown:
                parts.append((_tr(title), shown))
        self.show_parts(parts)


def _named(way: str, name: str) -> str:
    return label(name) if way == "rules" else name


def _line(name: str, tally: Tally) -> Line:
    cells = (name, *counts_of(tally), acceptance_words(tally))
    words = _tr(
        "Accepted as it was: of those that ended (decided, or left in an article that is done)."
    )
    changed = changed_words(tally)
    if changed:
        words += "\n" + _tr("Changed in the edited ones: %1").replace("%1", changed)
    return Line(cells, words)


class ComparisonSheet(Sheet):
    """What labels look like in articles with suggestions and without."""

    def __init__(self, parent: QWidget | None = None) -> None:
        headers = (_tr("Measure"), _tr("With"), _tr("Without"), _tr("Difference (95 % interval)"))
        super().__init__(
            headers, name=_tr("With and without"), numbers=_COMPARED_NUMBERS, parent=parent
        )

    def show_report(self, report: SuggestionsReport) -> str:
        """Show the comparison of a report; return in words what both groups consist of."""
        found = report.anchoring
        lines = [share_words(report.share).capitalize()]
        lines.append(_tr("With: %1").replace("%1", side_words(found.with_suggestions)))
        lines.append(_tr("Without: %1").replace("%1", side_words(found.without_suggestions)))
        rows = list(compared_rows(found)) if found.without_suggestions.articles else []
        detail = _tr(
            "Only articles that are done count. The interval comes from drawing whole articles: "
            "if it holds no 0, chance alone rarely makes such a difference."
        )
        self.show_parts([("", [_compared_line(each, detail) for each in rows])])
        if not rows:
            lines.append(
                _tr(
                    "There is nothing to compare until articles that came without suggestions are "
                    "done. Set their share under File > Pre-annotation."
                )
            )
        return "\n".join(lines)


def _compared_line(row: ComparedRow, detail: str) -> Line:
    cells = (row.name, row.with_suggestions, row.without_suggestions, row.difference)
    return Line(cells, f"{row.definition}\n{detail}")


def _tr(text: str) -> str:
    return QCoreApplication.translate("SuggestionsView", text)
