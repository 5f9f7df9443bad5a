"""The claim types of a statement, as buttons with their keys."""

from __future__ import annotations

from annotator.annotations.model import Statement
from annotator.annotations.session import Session
from annotator.gui.keys.own import label_key
from annotator.gui.statements.rows import type_mark
from annotator.gui.statements.section import Section
from annotator.gui.statements.type_buttons import TypeButton


class TypesSection(Section):
    """Every claim type of the codebook; pressed are those the statement has.

    What the codebook does not offer any more stands behind them while the statement has it.
    """

    layer = "claim_types"

    def view(self, session: Session, statement: Statement) -> object:
        return session.codebook.reference, _left_over(session, statement)

    def show_statement(self, session: Session, statement: Statement) -> bool:
        view = self.view(session, statement)
        is_same = isinstance(self._shown, tuple) and self._shown[1] == view
        self._shown = (statement.id, view) if is_same else None
        rebuilt = super().show_statement(session, statement)
        for button in self.findChildren(TypeButton):
            button.setChecked(button.objectName() in statement.claim_types)
        self._statement_id = statement.id
        return rebuilt

    def fill(self, session: Session, statement: Statement) -> None:
        offered = [each.id for each in session.codebook.claim_types]
        shown = [*offered, *_left_over(session, statement)]
        buttons = [self._button(session, each) for each in shown]
        self.add(self.flow(*buttons))

    def _button(self, session: Session, claim_type_id: str) -> TypeButton:
        mark = type_mark(session.codebook, claim_type_id)
        claim_type = session.codebook.claim_type(claim_type_id)
        own_key = claim_type.key if claim_type is not None else ""
        key = label_key(f"codebook.type.{claim_type_id}", own_key)
        definition = claim_type.definition if claim_type is not None else ""
        tip = f"{mark.label} ({key}). {definition}" if key else f"{mark.label}. {definition}"
        button = TypeButton(
            label=mark.label,
            key=key,
            color=mark.color,
            place=mark.bracket,
            tip=tip.strip(),
            on_look=lambda: self.desk.label_explained.emit("claim_type", claim_type_id),
        )
        button.setObjectName(claim_type_id)
        button.clicked.connect(lambda: self._toggle(claim_type_id))
        return button

    def _toggle(self, claim_type_id: str) -> None:
        self.desk.gesture(
            lambda session: session.toggle_claim_type(self.statement_id, claim_type_id)
        )


def _left_over(session: Session, statement: Statement) -> tuple[str, ...]:
    """Return the claim types of a statement that the codebook does not offer any more."""
    codebook = session.codebook
    return tuple(each for each in statement.claim_types if not codebook.offers("claim_types", each))
