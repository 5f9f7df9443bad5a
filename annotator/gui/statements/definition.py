"""What the codebook says about the label in focus: definition, examples, counter-examples."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from annotator.annotations.wording import label as words_of
from annotator.codebook.model import Codebook
from annotator.gui.statements.pieces import heading, muted
from annotator.gui.widgets.plain import plain_label


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is shown of one label."""

    title: str
    definition: str = ""
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


def explain(codebook: Codebook, kind: str, identifier: str) -> Explanation | None:
    """Return what the codebook says about a claim type, a stance value or a topic."""
    if kind == "claim_type":
        claim_type = codebook.claim_type(identifier)
        if claim_type is None:
            return None
        return Explanation(
            claim_type.label or words_of(identifier),
            claim_type.definition,
            claim_type.examples,
            claim_type.counter_examples,
        )
    if kind == "stance":
        value = codebook.stance_value(identifier)
        return Explanation(value.label, value.definition) if value is not None else None
    topic = codebook.topic(identifier)
    return Explanation(topic.label, topic.definition) if topic is not None else None


class DefinitionBox(QScrollArea):
    """Shows the definition, examples and counter-examples of one label."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Definition of the label in focus"))
        self._shown: Explanation | None = None
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 4, 8, 6)
        column.setSpacing(2)
        self._title = heading("")
        self._title.setWordWrap(True)
        self._definition = plain_label(wrap=True)
        self._examples = muted("")
        self._counter = muted("")
        for each in (self._title, self._definition, self._examples, self._counter):
            column.addWidget(each)
        column.addStretch(1)
        self.setWidget(inner)
        self.show_explanation(None)

    @property
    def shown(self) -> Explanation | None:
        """What is explained now."""
        return self._shown

    def show_explanation(self, explanation: Explanation | None) -> None:
        """Show an explanation, or what to do to get one."""
        self._shown = explanation
        found = explanation or Explanation(self.tr("Definitions"))
        self._title.setText(found.title)
        hint = self.tr("Choose a claim type or a stance, or move over it, to read what it means.")
        self._definition.setText(found.definition or ("" if explanation else hint))
        self._definition.setVisible(bool(self._definition.text()))
        self._list(self._examples, self.tr("Such as:"), found.examples)
        self._list(self._counter, self.tr("But not:"), found.counter_examples)
        self.verticalScrollBar().setValue(0)

    def _list(self, label: QLabel, title: str, lines: tuple[str, ...]) -> None:
        label.setText("\n".join([title, *(f"– {line}" for line in lines)]))
        label.setVisible(bool(lines))
