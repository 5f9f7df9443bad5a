"""The page of labels: how far people agree on each, with how sure that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QWidget

from annotator.agreement.explored.passages import (
    Subject,
    article_subject,
    given_by_some,
    label_words,
    labels_of,
)
from annotator.agreement.labels.coefficient import interval_in_words
from annotator.agreement.reported.label_lines import ALL_CLAIM_TYPES, GROUP
from annotator.agreement.reported.measurement import PARTS, Measurement, Part
from annotator.agreement.reported.time_and_people import short_value
from annotator.gui.agreement.behind import Behind, of_disagreements, of_passages
from annotator.gui.agreement.numbers import NumbersTable, Row
from annotator.gui.agreement.page import Choice, Page, across, beside, column_of, muted
from annotator.gui.agreement.pictures import Picture
from annotator.gui.agreement.plots import Dot, Plot
from annotator.gui.agreement.sureness import interval_ends, told_in_full
from annotator.workflows.agreement.exploring import Exploration

_SUBJECT_OF: dict[Part, Subject] = {
    "entities": "entities",
    "claim_types": "claim_types",
    "stances": "stances",
}
_GUIDES = (0.667, 0.8)  # Krippendorff 2004: tentative conclusions, and reliable
_What = tuple[Part, str, str]


class LabelsPage(Page):
    """One dot for each label, and the table beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title = self.tr("Labels")
        self.setAccessibleName(self.title)
        self._lines: dict[str, Measurement] = {}
        self.what = Choice(self.tr("What is measured"), self)
        self.table = NumbersTable(
            (self.tr("Label"), self.tr("Value"), self.tr("95 % interval"), self.tr("Given")),
            name=self.tr("Agreement on each label"),
            parent=self,
        )
        self._plot = Plot(self.tr("Agreement on each label, as dots with intervals"), self)
        self._words = muted()
        column = column_of(self)
        column.addLayout(across(self.what))
        column.addWidget(beside(self.table, self._plot), 1)
        column.addWidget(self._words)
        self.setFocusProxy(self.table)
        self.what.currentIndexChanged.connect(self._refill)
        self.table.current_changed.connect(self._define)
        self.table.entered.connect(self.entered)

    def fill(self, explored: Exploration) -> None:
        offered = dict.fromkeys(
            _what(each) for each in explored.report.measurements if each.rank == "label"
        )
        titles = Counter((part, title) for part, _, title in offered)
        self.what.offer(
            [(_offered(what, is_alone=titles[what[0], what[2]] == 1), what) for what in offered]
        )
        self._show_lines(explored)

    def clear(self) -> None:
        self._lines.clear()
        self.table.show_lines([])
        self._plot.forget()
        self._words.clear()

    def passages(self, explored: Exploration) -> tuple[str, Sequence[Behind]]:
        line = self._lines.get(self.table.current)
        if line is None:
            return "", ()
        if line.of == ALL_CLAIM_TYPES:
            return self._claims(line, explored)
        subject = _subject_of(line, explored)
        if subject is None:
            return "", ()
        found, codebook = explored.found[subject], explored.question.codebook
        wanted = {
            each
            for each in labels_of(subject, codebook, found)
            if label_words(subject, each, codebook) == line.label
        }
        disputed = [
            each
            for each in found
            if each.is_disputed and wanted.intersection(label for _, label in each.labels)
        ]
        words = _article_heading if line.part == "article_labels" else _heading
        return words(line, len(disputed)), of_passages(disputed, subject, explored)

    def _claims(self, line: Measurement, explored: Exploration) -> tuple[str, Sequence[Behind]]:
        """Return where a claim type was given and not given, whichever others were given too."""
        question = explored.question
        codebook = question.codebook
        declared = {each.id for each in (*codebook.claim_types, *codebook.former.claim_types)}
        found = {label for each in explored.found["claim_types"] for _, label in each.labels}
        wanted = [each for each in declared | found if question.claim_type(each) == line.label]
        places = given_by_some(wanted, question.comparison)
        differing = [
            each
            for each in explored.report.disagreements
            if each.kind == "claim_type" and (each.article, each.span) in places
        ]
        return _heading(line, len(differing)), of_disagreements(differing, explored)

    def as_text(self) -> str:
        return self.table.numbers.as_text()

    def picture(self) -> Picture | None:
        return self._plot.picture()

    @Slot()
    def _refill(self) -> None:
        if self._explored is not None:
            self._show_lines(self._explored)
            self.tell_behind()

    def _show_lines(self, explored: Exploration) -> None:
        what: _What | None = self.what.currentData()
        lines = [
            each
            for each in explored.report.measurements
            if each.rank == "label" and _what(each) == what
        ]
        self._lines = {each.label: each for each in lines}
        given = dict(_given(explored, what) if what else ())
        self.table.show_lines([self._row(each, given.get(each.label)) for each in lines])
        dots = [
            Dot(each.label, each.coefficient.value, *interval_ends(each.coefficient))
            for each in lines
        ]
        is_alpha = bool(lines) and lines[0].coefficient.name.startswith("alpha")
        scale = lines[0].definition.title if lines else ""
        self._plot.dots(dots, scale=scale, guides=_GUIDES if is_alpha else ())
        self._plot.setAccessibleDescription(self.as_text())
        self._define()

    def _row(self, line: Measurement, given: int | None) -> Row:
        sure = interval_in_words(line.coefficient)
        often = "" if given is None else str(given)
        cells = (line.label, short_value(line.coefficient), sure, often)
        words = f"{line.label}: {told_in_full(line.coefficient)}. {line.definition.words}"
        return Row(line.label, cells, words)

    @Slot()
    def _define(self) -> None:
        line = self._lines.get(self.table.current)
        if line is not None:
            row = self.table.row_of(line.label)
            words = row.detail if row else ""
            if line.coefficient.name.startswith("alpha"):
                words += " " + self.tr(
                    "Dotted lines: 0.667, enough for tentative conclusions, and 0.8, reliable "
                    "(Krippendorff 2004)."
                )
            self._words.setText(words)
        self.tell_behind()


def _subject_of(line: Measurement, explored: Exploration) -> Subject | None:
    """Return the labels that a line is about, None where they are no more in the codebook."""
    if line.of == GROUP:
        return "claim_groups"
    kinds = explored.question.codebook.article_labels
    of_articles = (article_subject(each) for each in kinds if each.label == line.of)
    if line.part == "article_labels":
        return next(of_articles, None)
    return _SUBJECT_OF.get(line.part)


def _article_heading(line: Measurement, count: int) -> str:
    words = QCoreApplication.translate(
        "LabelsPage", "Articles to which somebody gave “%1” and somebody did not: %2"
    )
    if line.label == "not given":
        words = QCoreApplication.translate(
            "LabelsPage", "Articles to which somebody gave nothing and somebody did: %2"
        )
    return words.replace("%2", str(count)).replace("%1", line.label)


def _heading(line: Measurement, count: int) -> str:
    words = QCoreApplication.translate(
        "LabelsPage", "Passages to which somebody gave “%1” and somebody did not: %2"
    )
    return words.replace("%2", str(count)).replace("%1", line.label)


def _what(line: Measurement) -> _What:
    return line.part, line.of, line.definition.title


def _offered(what: _What, *, is_alone: bool) -> str:
    """Return what one may choose to see, in words."""
    part, of, title = what
    is_clear = is_alone and part != "article_labels"
    return f"{PARTS[part]}: {title}" + ("" if is_clear else f", {of}")


def _given(explored: Exploration, what: _What) -> tuple[tuple[str, int], ...]:
    """Return how often each label was given in what was compared; empty where it is not known."""
    found = (
        each.counts for each in explored.report.prevalences if (each.part, each.of) == what[:2]
    )
    return next(found, ())
