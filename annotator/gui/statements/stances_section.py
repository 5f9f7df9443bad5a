"""The stances of a statement: on topics, actors and other statements, worded by their target."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QFrame, QVBoxLayout, QWidget

from annotator.annotations.edits import Step
from annotator.annotations.model import Stance, Statement, Target
from annotator.annotations.session import Session
from annotator.annotations.wording import stance_label, stance_verb, target_label
from annotator.codebook.model import StanceValue
from annotator.corpus.span import Span
from annotator.gui.statements.choices import new_target_choices, target_choices
from annotator.gui.statements.picks import stance_step
from annotator.gui.statements.pieces import (
    TextButton,
    removable,
    row,
    tool_button,
)
from annotator.gui.statements.section import Section
from annotator.gui.statements.stance_buttons import StanceButton
from annotator.gui.widgets.plain import set_tip


class StancesSection(Section):
    """One box per stance, and a button per stance value to add one."""

    layer = "stances"

    def view(self, session: Session, statement: Statement) -> object:
        labels = [
            target_label(each.target, session.codebook, session.actors, session.numbers)
            for each in statement.stances
        ]
        return statement.stances, tuple(labels), session.codebook.reference

    def fill(self, session: Session, statement: Statement) -> None:
        for stance in statement.stances:
            label = target_label(stance.target, session.codebook, session.actors, session.numbers)
            self.put(
                ("stance", stance, label, session.codebook.reference),
                partial(self._stance_box, session, stance, label),
                partial(_set_back, stance),
            )
        adders = "adders", session.codebook.reference
        self.put(adders, lambda: self.flow(*self._adders(session)))

    def summary(self, session: Session, statement: Statement) -> str:
        return self.title.lower() if statement.stances else ""

    def choose_target(self, value: str) -> None:
        """Offer the targets for a stance of that value; Enter takes the likeliest."""
        session = self.desk.session
        if session is None:
            return
        statement = session.statement(self.statement_id)
        self.desk.choose(
            target_choices(session, statement, value),
            self.tr("%1: on what?").replace("%1", stance_label(session.codebook, value)),
            lambda choice: self.desk.gesture(
                lambda session: stance_step(session, statement.id, choice, value)
            ),
            beside=self,
            create=new_target_choices(session),
        )

    def _adders(self, session: Session) -> list[QWidget]:
        return [self._adder(each) for each in session.codebook.stance_values]

    def _adder(self, value: StanceValue) -> QWidget:
        name = self.tr("Add a stance: %1").replace("%1", value.label)
        button = StanceButton(value, name, with_words=True)
        button.setObjectName(f"add_{value.id}")
        button.clicked.connect(lambda: self.choose_target(value.id))
        button.looked.connect(lambda: self.desk.label_explained.emit("stance", value.id))
        return button

    def _stance_box(self, session: Session, stance: Stance, label: str) -> QWidget:
        box = QFrame()
        box.setFrameShape(QFrame.Shape.StyledPanel)
        column = QVBoxLayout(box)
        column.setContentsMargins(4, 2, 4, 4)
        column.setSpacing(2)
        verb = stance_verb(stance.target, stance.value, session.codebook)
        button = TextButton(
            f"{verb}: {label}",
            self.tr("Stance on %1").replace("%1", label),
            lambda: self._look(stance),
        )
        name = self.tr("Take away the stance on %1").replace("%1", label)
        target = stance.target
        column.addWidget(removable(button, name, lambda: self._remove(target)))
        column.addWidget(
            row(*self._values(session, stance, box), *self._marks(stance, label), stretch=-1)
        )
        for span in stance.target.spans:
            column.addWidget(
                self.span_row(
                    session, span, self.tr("the target"), lambda span: self._drop_span(stance, span)
                )
            )
        return box

    def _values(self, session: Session, stance: Stance, box: QWidget) -> list[QWidget]:
        buttons: list[QWidget] = []
        group = QButtonGroup(box)
        group.setExclusive(True)
        for each in session.codebook.stance_values:
            words = stance_verb(stance.target, each.id, session.codebook)
            button = StanceButton(each, words)
            button.setCheckable(True)
            button.setChecked(each.id == stance.value)
            button.setObjectName(f"{stance.target.kind}:{stance.target.id}:{each.id}")
            button.looked.connect(
                lambda value=each.id: self.desk.label_explained.emit("stance", value)
            )
            group.addButton(button)
            buttons.append(button)
        group.buttonClicked.connect(lambda button: self._set_value(stance, button))
        return buttons

    def _set_value(self, stance: Stance, button: QAbstractButton) -> None:
        value = button.objectName().rpartition(":")[2]
        if value != stance.value:
            self.desk.gesture(
                lambda session: session.set_stance(self.statement_id, stance.target, value)
            )

    def _marks(self, stance: Stance, label: str) -> list[QWidget]:
        box = QCheckBox(self.tr("explicit"))
        box.setChecked(stance.explicit)
        box.setAccessibleName(self.tr("The stance on %1 is explicit").replace("%1", label))
        tip = self.tr("Ticked: the words say so. Not ticked: it follows from them")
        set_tip(box, tip)
        box.setObjectName("explicit")
        box.clicked.connect(lambda on: self._set_explicit(stance, explicit=on))
        name = self.tr("Add the words selected in the article as the target's")
        mark = tool_button(self.tr("+ words"), name, lambda: self._add_span(stance))
        return [box, mark]

    def _set_explicit(self, stance: Stance, *, explicit: bool) -> None:
        self.desk.gesture(
            lambda session: session.set_stance(
                self.statement_id, stance.target, stance.value, explicit=explicit
            )
        )

    def _remove(self, target: Target) -> None:
        self.desk.gesture(lambda session: session.remove_stance(self.statement_id, target))

    def _look(self, stance: Stance) -> None:
        session, target = self.desk.session, stance.target
        if target.kind == "topic":
            self.desk.label_explained.emit("topic", target.id)
        if target.spans:
            self.desk.span_requested.emit(target.spans[0])
        elif target.kind == "statement" and session is not None:
            other = session.find_statement(target.id)
            if other is not None:
                self.desk.span_requested.emit(other.content[0])

    def _add_span(self, stance: Stance) -> None:
        def build(session: Session, span: Span) -> Step:
            target = replace(stance.target, spans=(*stance.target.spans, span))
            return session.set_stance(self.statement_id, target, stance.value)

        self.desk.with_selection(build)

    def _drop_span(self, stance: Stance, span: Span) -> None:
        left = tuple(each for each in stance.target.spans if each != span)
        changed = replace(stance, target=replace(stance.target, spans=left))

        def build(session: Session) -> Step:
            now = session.statement(self.statement_id).stances
            stances = tuple(changed if each == stance else each for each in now)
            return session.change_statement(
                self.statement_id, wording=self.tr("Take out words of a target"), stances=stances
            )

        self.desk.gesture(build)


def _set_back(stance: Stance, box: QWidget) -> None:
    """Let the buttons of a box tell what is stored: one may have been clicked since."""
    for button in box.findChildren(StanceButton):
        button.setChecked(button.objectName().rpartition(":")[2] == stance.value)
    for tick in box.findChildren(QCheckBox):
        tick.setChecked(stance.explicit)
