"""The numbers that a statement gives: value, bound, unit, group and side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from annotator.annotations.edits import Step
from annotator.annotations.figures import read_value
from annotator.annotations.model import Figure, Statement
from annotator.annotations.session import Session
from annotator.annotations.validation import FIGURE_BOUNDS, FIGURE_GROUPS, FIGURE_SIDES
from annotator.annotations.wording import actor_name, excerpt, label
from annotator.corpus.span import Span
from annotator.gui.statements.desk import Desk
from annotator.gui.statements.pieces import Option, QuietBox, muted, push_button, row
from annotator.gui.statements.section import Section
from annotator.gui.widgets.plain import set_tip


class _ValueEdit(QLineEdit):
    """A line whose Enter stores the number, whatever Enter means elsewhere in the window."""

    def event(self, event: QEvent) -> bool:
        key = event.key() if isinstance(event, QKeyEvent) else None
        is_shortcut = event.type() == QEvent.Type.ShortcutOverride
        if is_shortcut and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return True
        return super().event(event)


def figure_words(figure: Figure, session: Session) -> str:
    """Return a figure in words: "12 Peruvian farmers · at least 12 killed, Peru"."""
    number = "?" if figure.value is None else f"{figure.value:,}"
    bound = "" if figure.bound in ("exact", "unspecified") else f"{label(figure.bound)} "
    whose = "" if figure.side == "unspecified" else f", {side_name(figure.side, session)}"
    said = excerpt(session.text, (figure.span,))
    return f"“{said}” · {bound}{number} {label(figure.unit)}{whose}"


def side_name(side: str, session: Session) -> str:
    """Return whose people a figure counts, by name."""
    return label(side) if side in FIGURE_SIDES else actor_name(session.actors, side)


class FiguresSection(Section):
    """One box per number; new ones are read from the words selected."""

    layer = "figures"

    def __init__(self, desk: Desk, title: str) -> None:
        plus = self.tr("Read a number from the words selected in the content")
        super().__init__(desk, title, plus=plus)

    def view(self, session: Session, statement: Statement) -> object:
        sides = tuple(side_name(each.side, session) for each in statement.figures)
        return statement.figures, sides, session.proposed_figures(statement.id)

    def fill(self, session: Session, statement: Statement) -> None:
        for figure in statement.figures:
            self.add(self._box(session, figure))
        proposed = session.proposed_figures(statement.id)
        if proposed:
            self._propose(session, proposed)
        elif not statement.figures:
            words = self.tr("No number. Select one in the content and press +.")
            self.add(muted(words))

    def _propose(self, session: Session, proposed: tuple[Figure, ...]) -> None:
        """Offer what the program found in the content: each by itself, and all in one step."""
        self.add(muted(self.tr("Found in the content, not taken over yet:")))
        for figure in proposed:
            words = figure_words(figure, session)
            name = self.tr("Add the number: %1").replace("%1", words)
            take = push_button(self.tr("Add"), partial(self._take, (figure,)), name=name)
            take.setObjectName("take")
            self.add(row(muted(words), take))
        if len(proposed) > 1:
            name = self.tr("Add all %1 numbers").replace("%1", str(len(proposed)))
            self.add(push_button(name, partial(self._take, proposed)))

    def _take(self, figures: tuple[Figure, ...]) -> None:
        self.desk.gesture(lambda session: session.take_figures(self.statement_id, figures))

    def summary(self, session: Session, statement: Statement) -> str:
        count, proposed = len(statement.figures), len(session.proposed_figures(statement.id))
        many = self.tr("1 number") if count == 1 else self.tr("%1 numbers")
        found = self.tr("1 number found") if proposed == 1 else self.tr("%1 numbers found")
        parts = ((many, count), (found, proposed))
        return ", ".join(words.replace("%1", str(number)) for words, number in parts if number)

    def add_selection(self) -> None:
        self.desk.with_selection(lambda session, span: session.add_figure(self.statement_id, span))

    def _box(self, session: Session, figure: Figure) -> QWidget:
        box = QFrame()
        box.setFrameShape(QFrame.Shape.StyledPanel)
        column = QVBoxLayout(box)
        column.setContentsMargins(4, 2, 4, 4)
        column.setSpacing(2)
        column.addWidget(self.span_row(session, figure.span, self.tr("the number"), self._remove))
        column.addWidget(
            row(
                self._value(figure),
                self._choice(figure, "bound", self.tr("Bound"), list(FIGURE_BOUNDS)),
                self._choice(figure, "unit", self.tr("Unit"), list(session.codebook.figure_units)),
                stretch=-1,
            )
        )
        column.addWidget(
            row(
                self._choice(figure, "group", self.tr("Of whom"), list(FIGURE_GROUPS)),
                self._side(session, figure),
                stretch=-1,
            )
        )
        return box

    def _value(self, figure: Figure) -> QLineEdit:
        shown = "" if figure.value is None else f"{figure.value:g}"
        if isinstance(figure.value, int):
            shown = str(figure.value)
        edit = _ValueEdit(shown)
        edit.setObjectName("value")
        edit.setMaximumWidth(edit.fontMetrics().horizontalAdvance("0") * 10)
        edit.setPlaceholderText(self.tr("none"))
        edit.setAccessibleName(self.tr("Value of the number"))
        set_tip(edit, self.tr("The number; empty where none is named"))
        edit.editingFinished.connect(lambda: self._set_value(figure, edit, shown))
        return edit

    def _set_value(self, figure: Figure, edit: QLineEdit, shown: str) -> None:
        typed = edit.text().strip()
        if typed == shown:
            return
        value = read_value(typed) if typed else None
        if typed and value is None:
            self.desk.say(self.tr("That is not a number. Nothing was changed."))
            edit.setText(shown)
            return
        self._change(figure, value=value)

    def _choice(self, figure: Figure, field: str, name: str, values: list[str]) -> QuietBox:
        options = [Option(each, label(each)) for each in values]
        box = QuietBox(options, str(getattr(figure, field)), name)
        box.setObjectName(field)
        box.on_pick(lambda value: self._change(figure, **{field: value or ""}))
        return box

    def _side(self, session: Session, figure: Figure) -> QuietBox:
        options = [Option(each, label(each)) for each in FIGURE_SIDES]
        options += [
            Option(each.id, each.name)
            for each in session.actors.values()
            if each.kind != "person" or each.id == figure.side
        ]
        if figure.side not in {each.value for each in options}:
            options.append(Option(figure.side, actor_name(session.actors, figure.side)))
        box = QuietBox(options, figure.side, self.tr("On whose side"))
        box.setObjectName("side")
        box.on_pick(lambda value: self._change(figure, side=value or "unspecified"))
        return box

    def _change(self, figure: Figure, **fields: str | float | int | None) -> None:
        changed = replace(figure, **fields)  # type: ignore[arg-type]  # fields of Figure
        self._store(lambda each: changed if each == figure else each)

    def _store(self, becomes: Callable[[Figure], Figure]) -> None:
        def build(session: Session) -> Step:
            now = session.statement(self.statement_id).figures
            return session.change_statement(
                self.statement_id,
                wording=self.tr("Change a number"),
                figures=tuple(becomes(each) for each in now),
            )

        self.desk.gesture(build)

    def _remove(self, span: Span) -> None:
        def build(session: Session) -> Step:
            now = session.statement(self.statement_id).figures
            left = tuple(each for each in now if each.span != span)
            return session.change_statement(
                self.statement_id, wording=self.tr("Take out a number"), figures=left
            )

        self.desk.gesture(build)
