"""The letters of the reading room: faces, sizes and distances, from one size of the body."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF

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
SMALLEST, USUAL, LARGEST = 8.0, 13.0, 40.0
"""Sizes of the body, in points."""

_SAMPLE = "The harbour was quiet that evening, and nobody on the quay could say who had won."
_CHARACTERS_A_LINE = 68


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
    small: QFont
    tiny: QFont
    styles: dict[str, Style]

    def style(self, zone_kind: str) -> Style:
        """Return the style of a zone; what is no known zone reads like the body."""
        return self.styles.get(zone_kind, self.styles["body"])


def typography(size: float, chrome: QFont) -> Typography:
    """Work out the typography for a body of ``size`` points beside a chrome in that font."""
    body = _face(size)
    metrics = QFontMetricsF(body)
    em = float(QFontInfo(body).pixelSize())
    headline = _face(size * 1.7, QFont.Weight.Bold)
    subheading = _face(size * 1.08, QFont.Weight.Bold)
    faint = Style(_face(size * 0.9), round(em * 1.4), 0, round(em * 0.5), True)
    return Typography(
        size=size,
        em=em,
        column=round(metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE) * _CHARACTERS_A_LINE),
        small=_resized(chrome, size * 0.75),
        tiny=_resized(chrome, max(6.5, size * 0.56)),
        styles={
            "headline": Style(headline, round(em * 2.1), 0, round(em * 0.7)),
            "subheading": Style(subheading, round(em * 1.7), round(em * 0.4), round(em * 0.6)),
            "body": Style(body, round(em * 1.6), 0, round(em * 0.6)),
            "metadata": faint,
            "related_link": faint,
            "boilerplate": faint,
        },
    )


def _face(size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(SERIFS)
    font.setPointSizeF(size)
    font.setWeight(weight)
    font.setStyleHint(QFont.StyleHint.Serif)
    return font


def _resized(font: QFont, size: float) -> QFont:
    other = QFont(font)
    other.setPointSizeF(size)
    return other
