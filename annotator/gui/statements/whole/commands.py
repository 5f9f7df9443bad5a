"""What can be done with the article as a whole, as actions with keys."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Protocol

from annotator.codebook.article_labels import CHOOSE
from annotator.codebook.model import Codebook
from annotator.gui.actions import ActionSpec
from annotator.gui.labelling import FROM_CODEBOOK, tr

_LABEL = "Shift+L"


class Telling(Protocol):
    """What the keys for the whole article do."""

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
