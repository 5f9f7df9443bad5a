"""Finding words in the article, as actions with keys."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from annotator.gui.actions import ActionSpec


class Finding(Protocol):
    """What finds words in the article."""

    def start(self) -> None: ...
    def next(self) -> None: ...
    def previous(self) -> None: ...


def find_commands(finding: Finding) -> Iterator[ActionSpec]:
    """Return what finds words in the article."""
    tr = partial(QCoreApplication.translate, "Actions")
    find = partial(ActionSpec, menu="Article/" + tr("Find"), section=3)
    yield find(
        "article.find",
        tr("Find in the article"),
        callback=finding.start,
        keys=("/",),
        tooltip=tr("Find words in the article as you type; what is found is selected"),
    )
    yield find(
        "article.find_next",
        tr("Next hit"),
        callback=finding.next,
        keys=("F3",),
        tooltip=tr("Select the next place with these words"),
    )
    yield find(
        "article.find_previous",
        tr("Hit before"),
        callback=finding.previous,
        keys=("Shift+F3",),
        tooltip=tr("Select the place before with these words"),
    )
