"""What can be undone and redone in an article, folded from the history."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.project.connection import Connection
from annotator.project.model import Action


@dataclass(frozen=True, slots=True)
class PastStep:
    """A step that was done once: its id, and its wording for the menu."""

    step: str
    wording: str


@dataclass(slots=True)
class UndoHistory:
    """The steps of one annotator in one article: those that stand, and those taken back.

    The last of ``done`` is undone next, the last of ``undone`` is redone next.
    """

    done: list[PastStep] = field(default_factory=list)
    undone: list[PastStep] = field(default_factory=list)

    def absorb(self, action: Action, past: PastStep) -> None:
        """Fold one more step in; a new step ends the possibility to redo."""
        if action == "do":
            self.done.append(past)
            self.undone.clear()
        elif action == "undo":
            self._move(past, self.done, self.undone)
        else:
            self._move(past, self.undone, self.done)

    @staticmethod
    def _move(past: PastStep, source: list[PastStep], goal: list[PastStep]) -> None:
        for place in range(len(source) - 1, -1, -1):
            if source[place].step == past.step:
                goal.append(source.pop(place))
                return


def undo_history(connection: Connection, article: str, annotator: str) -> UndoHistory:
    """Read the steps of one annotator in one article."""
    found = connection.rows(
        "SELECT action, coalesce(of_step, step), wording, min(number) AS first FROM events "
        "WHERE history = ? AND annotator = ? GROUP BY step ORDER BY first",
        article,
        annotator,
    )
    history = UndoHistory()
    for action, step, wording, _ in found:
        history.absorb(_action(action), PastStep(str(step), str(wording)))
    return history


def _action(value: object) -> Action:
    return "undo" if value == "undo" else "redo" if value == "redo" else "do"
