"""How the article is set: letters, line width, distance of lines; kept from start to start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject

from annotator.gui.actions import ActionRegistry, ActionSpec
from annotator.gui.reader.typography import FACES, USUAL_LINES, USUAL_WIDTH, Face, Look
from annotator.gui.reader.view import ReaderView
from annotator.gui.settings import Settings

_WIDTH, _LINES = 4, 0.1
"""One step: characters a line, and sizes of the body from line to line."""


def tr(text: str) -> str:
    """Return the words of an action in the language of the window."""
    return QCoreApplication.translate("Actions", text)


class PageLook(QObject):
    """Changes how the reader sets an article, and keeps it."""

    def __init__(self, reader: ReaderView, settings: Settings, registry: ActionRegistry) -> None:
        super().__init__(reader)
        self._reader, self._settings, self._registry = reader, settings, registry

    def restore(self) -> None:
        """Set the article as it was when the program ended last."""
        self._reader.set_look(self._settings.look)
        self._tick()

    def keep(self) -> None:
        """Keep the look for the next start."""
        self._settings.look = self._reader.look

    def wider(self) -> None:
        """Make the lines longer."""
        self._use(replace(self._look, characters=self._look.characters + _WIDTH))

    def narrower(self) -> None:
        """Make the lines shorter."""
        self._use(replace(self._look, characters=self._look.characters - _WIDTH))

    def farther(self) -> None:
        """Set the lines farther apart."""
        self._use(replace(self._look, lines=round(self._look.lines + _LINES, 2)))

    def closer(self) -> None:
        """Set the lines closer."""
        self._use(replace(self._look, lines=round(self._look.lines - _LINES, 2)))

    def usual_lines(self) -> None:
        """Set lines as wide and as far apart as they usually are."""
        self._use(replace(self._look, characters=USUAL_WIDTH, lines=USUAL_LINES))

    def use_face(self, face: Face) -> None:
        """Set the article in other letters."""
        self._use(replace(self._look, face=face))

    @property
    def _look(self) -> Look:
        return self._reader.look

    def _use(self, look: Look) -> None:
        self._reader.set_look(look)
        self.keep()
        self._tick()

    def _tick(self) -> None:
        for face in FACES:
            self._registry.action(f"view.letters.{face}").setChecked(face == self._look.face)


def look_commands(look: PageLook) -> Iterator[ActionSpec]:
    """Return what changes how the article is set."""
    lines = partial(ActionSpec, menu="View/" + tr("Lines"), needs="nothing", section=2)
    yield lines("view.wider", tr("Longer lines"), callback=look.wider, keys=("Ctrl+Alt+=",))
    yield lines("view.narrower", tr("Shorter lines"), callback=look.narrower, keys=("Ctrl+Alt+-",))
    yield lines("view.farther", tr("Lines farther apart"), callback=look.farther)
    yield lines("view.closer", tr("Lines closer"), callback=look.closer)
    yield lines("view.usual_lines", tr("Usual lines"), callback=look.usual_lines)
    letters: tuple[tuple[Face, str, str], ...] = (
        ("serif", tr("Book letters"), tr("A humanist serif, as in books")),
        ("sans", tr("Plain letters"), tr("Letters without serifs")),
        (
            "easy",
            tr("Easier to tell apart"),
            tr("Letters made for readers with dyslexia where installed, and more space"),
        ),
    )
    for face, words, tip in letters:
        yield ActionSpec(
            f"view.letters.{face}",
            words,
            "View/" + tr("Letters"),
            partial(look.use_face, face),
            tooltip=tip,
            needs="nothing",
            section=2,
            checkable=True,
        )
