"""The letters of the reading room: faces, sizes and distances, as a person likes to read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Literal

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF

Face = Literal["serif", "sans", "easy"]
FACES: tuple[Face, ...] = ("serif", "sans", "easy")
"""Book letters, plain letters, and letters that are hard to mistake for one another."""

SERIFS = [
    "Source Serif 4",
    "Source Serif Pro",
    "Charter",
    "Bitstream Charter",
    "Literata",
    "Iowan Old Style",
    "Palatino",
    "Palatino Linotype",
    "P052",
    "Georgia",
    "Gentium Book Plus",
    "Noto Serif",
    "Cambria",
    "DejaVu Serif",
    "serif",
]
SANS = [
    "Source Sans 3",
    "Source Sans Pro",
    "Noto Sans",
    "Open Sans",
    "Segoe UI",
    "Helvetica Neue",
    "Nimbus Sans",
    "DejaVu Sans",
    "sans-serif",
]
EASY = [
    "OpenDyslexic",
    "OpenDyslexic3",
    "Atkinson Hyperlegible Next",
    "Atkinson Hyperlegible",
    "Lexend",
    "Lexend Deca",
]
"""Families drawn for readers with dyslexia or low vision."""

_EASY_ENOUGH = ["Verdana", "DejaVu Sans", "Noto Sans", "sans-serif"]
SMALLEST, USUAL, LARGEST = 8.0, 13.0, 40.0
"""Sizes of the body, in points."""

NARROWEST, USUAL_WIDTH, WIDEST = 40, 68, 100
"""Characters on a full line."""

CLOSEST, USUAL_LINES, FARTHEST = 1.4, 1.6, 2.4
"""From line to line, in sizes of the body; role words stand between."""

_SAMPLE = "The harbour was quiet that evening, and nobody on the quay could say who had won."


@dataclass(frozen=True, slots=True)
class Look:
    """How a person likes to read: letters, their size in points, line width and distance."""

    face: Face = "serif"
    size: float = USUAL
    characters: int = USUAL_WIDTH
    lines: float = USUAL_LINES

    def __post_init__(self) -> None:
        """Stay within what can be read."""
        fit = object.__setattr__
        fit(self, "size", min(LARGEST, max(SMALLEST, self.size)))
        fit(self, "characters", min(WIDEST, max(NARROWEST, self.characters)))
        fit(self, "lines", min(FARTHEST, max(CLOSEST, self.lines)))


@dataclass(frozen=True, slots=True)
class Style:
    """How the paragraphs of one kind of zone look; lengths in pixels."""

    font: QFont
    line_height: float
    before: float
    after: float
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Typography:
    """Everything that follows from the size of the body; lengths in pixels."""

    size: float
    em: float
    column: float
    characters: int
    small: QFont
    tiny: QFont
    styles: dict[str, Style]

    def style(self, zone_kind: str) -> Style:
        """Return the style of a zone; what is no known zone reads like the body."""
        return self.styles.get(zone_kind, self.styles["body"])


def typography(look: Look, chrome: QFont) -> Typography:
    """Work out the typography for how a person likes to read, beside a chrome in that font."""
    size, loose = look.size, look.lines / USUAL_LINES
    body = _letters(look.face, size)
    metrics = QFontMetricsF(body)
    em = float(QFontInfo(body).pixelSize())
    headline = _letters(look.face, size * 1.7, QFont.Weight.Bold)
    subheading = _letters(look.face, size * 1.08, QFont.Weight.Bold)
    small = _letters(look.face, size * 0.9)
    faint = Style(small, round(em * 1.4 * loose), 0, round(em * 0.5), True)
    return Typography(
        size=size,
        em=em,
        column=round(metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE) * look.characters),
        characters=look.characters,
        small=_resized(chrome, size * 0.75),
        tiny=_resized(chrome, max(6.5, size * 0.56)),
        styles={
            "headline": Style(headline, round(em * 2.1), 0, round(em * 0.7)),
            "subheading": Style(
                subheading, round(em * 1.7 * loose), round(em * 0.4), round(em * 0.6)
            ),
            "body": Style(body, round(em * look.lines), 0, round(em * 0.6 * loose)),
            "metadata": faint,
            "related_link": faint,
            "boilerplate": faint,
        },
    )


def families(face: Face, installed: Collection[str]) -> tuple[list[str], bool]:
    """Return the families to try, and whether letters and words are to be set farther apart.

    Where none of the families made for easy reading is there, distance does some of their work.
    """
    if face == "serif":
        return SERIFS, False
    if face == "sans":
        return SANS, False
    made_for_it = [each for each in EASY if each in installed]
    return [*made_for_it, *_EASY_ENOUGH], not made_for_it


@cache
def _installed() -> frozenset[str]:
    return frozenset(QFontDatabase.families())


def _letters(face: Face, size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    names, apart = families(face, _installed() if face == "easy" else ())
    font = QFont(names)
    font.setPointSizeF(size)
    font.setWeight(weight)
    hint = QFont.StyleHint.Serif if face == "serif" else QFont.StyleHint.SansSerif
    font.setStyleHint(hint)
    if apart:
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106.0)
        font.setWordSpacing(size * 0.25)
    return font


def _resized(font: QFont, size: float) -> QFont:
    other = QFont(font)
    other.setPointSizeF(size)
    return other
