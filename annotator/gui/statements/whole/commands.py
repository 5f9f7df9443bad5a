"""What can be done with the article as a whole, as actions with keys."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Protocol

from annotator.codebook.article_labels import CHOOSE
from annotator.codebook.model import Codebook
from annotator.gui.actions import ActionSpec
from annotator.gui.labelling.actions import FROM_CODEBOOK, tr

_LABEL, _TALK = "Shift+L", "Shift+C"


class Talking(Protocol):
    """What the keys for conversations do."""

    def next(self) -> None: ...
    def previous(self) -> None: ...
    def answer(self) -> None: ...
    def settle(self) -> None: ...


class Telling(Protocol):
    """What the keys for the whole article do."""

    @property
    def talking(self) -> Talking: ...
    def comment(self) -> None: ...
    def flag(self) -> None: ...
    def choose_label(self) -> None: ...
    def choose_value(self, kind_id: str) -> None: ...
    def show_stances(self) -> None: ...


def whole_commands(telling: Telling) -> Iterator[ActionSpec]:
    """Return every action on the whole article that does not depend on the codebook."""
    say = partial(ActionSpec, menu="Article", needs="writing", section=6)
    yield say(
        "article.comment",
        tr("Comment…"),
        callback=telling.comment,
        keys=("C",),
        tooltip=tr(
            "Write for everybody about the selection, the statement in focus or the article"
        ),
    )
    yield from talking_commands(telling.talking)
    yield say(
        "article.flag",
        tr("Flag…"),
        callback=telling.flag,
        keys=("!",),
        tooltip=tr("Flag the article for everybody to see; again takes the flag away"),
    )
    yield ActionSpec(
        "article.label",
        tr("Choose a label…"),
        "Article/" + tr("Label of the article"),
        telling.choose_label,
        (f"{_LABEL}, {CHOOSE.upper()}",),
        tr("Give the article as a whole a label of the codebook"),
        needs="writing",
        section=6,
    )
    yield say(
        "article.stances",
        tr("Stances over the article"),
        callback=telling.show_stances,
        keys=("Shift+O",),
        tooltip=tr("Go to where holders stand over the article, to look and to overrule"),
        needs="writing",
    )


def talking_commands(talking: Talking) -> Iterator[ActionSpec]:
    """Return what goes through the conversations about an article."""
    talk = partial(ActionSpec, menu="Article/" + tr("Comments"), section=6)
    yield talk(
        "comment.next",
        tr("Next open comment"),
        callback=talking.next,
        keys=("F4", f"{_TALK}, N"),
        tooltip=tr("Go to the next comment that nobody settled, and read it on the card"),
    )
    yield talk(
        "comment.previous",
        tr("Open comment before"),
        callback=talking.previous,
        keys=("Shift+F4", f"{_TALK}, P"),
        tooltip=tr("Go to the comment before that nobody settled"),
    )
    yield talk(
        "comment.answer",
        tr("Answer the comment…"),
        callback=talking.answer,
        keys=(f"{_TALK}, A",),
        tooltip=tr("Answer the comment at hand: gone to, selected, or on the statement in focus"),
        needs="writing",
    )
    yield talk(
        "comment.settle",
        tr("Settle the comment, or open it again"),
        callback=talking.settle,
        keys=(f"{_TALK}, S",),
        tooltip=tr("Say that nobody needs to look at the comment at hand any more; again: do"),
        needs="writing",
    )


class Beside(Protocol):
    """The views in windows of their own."""

    def guideline_note(self) -> object: ...


def note_command(beside: Beside) -> ActionSpec:
    """Return the action that opens the guideline note."""
    return ActionSpec(
        "view.guideline_note",
        tr("Guideline note"),
        "View",
        beside.guideline_note,
        ("F9",),
        tr("What you want to remember while labelling"),
        needs="project",
    )


def article_label_commands(codebook: Codebook, telling: Telling) -> Iterator[ActionSpec]:
    """Return the article labels of a codebook as actions."""
    for kind in codebook.article_labels:
        yield ActionSpec(
            f"{FROM_CODEBOOK}article.{kind.id}",
            kind.label + ("…" if kind.values else ""),
            "Article/" + tr("Label of the article"),
            partial(telling.choose_value, kind.id),
            (f"{_LABEL}, {_key(kind.key)}",) if kind.key else (),
            kind.definition,
            needs="writing",
            section=6,
        )


def _key(letter: str) -> str:
    return f"Shift+{letter}" if letter.isalpha() and letter.isupper() else letter.upper()
