"""What can be undone and redone in an article or in the whole project, folded from the history."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from annotator.project.storage.connection import Connection

Action = Literal["do", "undo", "redo"]

PROJECT = ":project"  # the history of gestures on the whole project, such as those on its actors
GOLD = "gold:"  # how the history of what is settled in an article begins, before the article's id


def gold_history(article: str) -> str:
    """Return the name of the history of what is settled in an article, whoever settles it."""
    return GOLD + article


def article_of(history: str | None) -> str | None:
    """Return the article that a history belongs to; None for the one of the whole project."""
    if history is None or history == PROJECT:
        return None
    return history.removeprefix(GOLD)


def is_shared(history: str) -> bool:
    """Tell whether a history holds what everybody did, not only the annotator who labels."""
    return history == PROJECT or history.startswith(GOLD)


@dataclass(frozen=True, slots=True)
class PastStep:
    """A step that was done once: its id, and its wording for the menu."""

    step: str
    wording: str


@dataclass(slots=True)
class UndoHistory:
    """The steps of one annotator in one article, or of all in a shared history: done, taken back.

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


def undo_history(connection: Connection, history_of: str, annotator: str) -> UndoHistory:
    """Read the steps of one annotator in one article; those of all in a shared history."""
    shared = is_shared(history_of)
    found = connection.rows(
        "SELECT action, coalesce(of_step, step), wording, min(number) AS first FROM events "
        f"WHERE history = ? {'' if shared else 'AND annotator = ? '}"
        "GROUP BY step ORDER BY first",
        *((history_of,) if shared else (history_of, annotator)),
    )
    history = UndoHistory()
    for action, step, wording, _ in found:
        history.absorb(_action(action), PastStep(str(step), str(wording)))
    return history


def _action(value: object) -> Action:
    return "undo" if value == "undo" else "redo" if value == "redo" else "do"
