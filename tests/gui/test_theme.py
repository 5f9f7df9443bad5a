"""The theme keeps its promise of contrast, and dresses the program without a desktop."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from annotator.codebook.model import Codebook
from annotator.codebook.reading import bundled_codebooks, read_codebook
from annotator.codebook.vocabulary import COLORS
from annotator.gui.statements.type_buttons import draw_bracket
from annotator.gui.theme import DARK, LIGHT, Theme, apply_theme

THEMES = [LIGHT, DARK]
AA_TEXT = 4.5
AA_LARGE = 3.0
BRACKETS = 4


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.2, definitions of contrast ratio and relative luminance."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(color: QColor) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return (
        0.2126 * linear(color.redF())
        + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF())
    )


def test_contrast_of_black_on_white_is_twenty_one() -> None:
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21.0)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("role", COLORS)
def test_every_hue_can_be_read(theme: Theme, role: str) -> None:
    hue = theme.hue(role)
    assert contrast(theme.ink, hue.tint) >= AA_TEXT
    assert contrast(hue.ink, theme.background) >= AA_TEXT
    assert contrast(hue.ink, theme.raised) >= AA_TEXT
    assert contrast(hue.ink, theme.window) >= AA_TEXT
    assert contrast(hue.ink, hue.tint) >= AA_TEXT
    assert contrast(theme.boilerplate, hue.tint) >= AA_LARGE
    assert contrast(theme.muted, hue.tint) >= AA_TEXT  # the key on a button that is pressed
    assert contrast(hue.ink, theme.selection) >= AA_LARGE  # a line under selected words


SHIPPED = [read_codebook(path) for path in bundled_codebooks().values()]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("codebook", SHIPPED, ids=lambda codebook: codebook.id)
def test_every_colour_of_a_shipped_codebook_is_a_hue_that_can_be_read(
    theme: Theme, codebook: Codebook
) -> None:
    colored = (*codebook.entity_kinds, *codebook.groups, *codebook.stance_values)
    for each in colored:
        assert each.color in COLORS, each.id
        hue = theme.hue(each.color)
        for ground in (theme.background, theme.raised, theme.window, hue.tint):
            assert contrast(hue.ink, ground) >= AA_TEXT, each.id


@pytest.mark.parametrize("codebook", SHIPPED, ids=lambda codebook: codebook.id)
def test_labels_of_a_shipped_codebook_are_told_apart_without_colour(codebook: Codebook) -> None:
    signs = [each.sign for each in codebook.stance_values]
    assert len(set(signs)) == len(signs)
    assert len(codebook.groups) <= BRACKETS
    marks = [(each.color, each.underline) for each in codebook.entity_kinds]
    assert len(set(marks)) == len(marks)
    for labels in (codebook.entity_kinds, codebook.claim_types, codebook.stance_values):
        words = [each.label or each.id for each in labels]
        assert len(set(words)) == len(words)  # each is named where it is in focus


def test_brackets_of_claim_types_differ_in_shape(qapp: QApplication) -> None:
    drawn = set()
    for place in range(BRACKETS):
        image = QImage(12, 24, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        draw_bracket(painter, QRectF(2, 2, 5, 18), place)
        painter.end()
        drawn.add(bytes(image.constBits()))
    assert len(drawn) == BRACKETS


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_what_is_greyed_can_still_be_read(theme: Theme) -> None:
    palette, roles = theme.palette(), QPalette.ColorRole
    for ink, ground in (
        (roles.PlaceholderText, roles.Base),
        (roles.PlaceholderText, roles.AlternateBase),
        (roles.PlaceholderText, roles.Window),
        (roles.HighlightedText, roles.Highlight),
        (roles.ToolTipText, roles.ToolTipBase),
    ):
        assert contrast(palette.color(ink), palette.color(ground)) >= AA_TEXT, (ink, ground)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_words_of_the_chrome_can_be_read(theme: Theme) -> None:
    for ground in (theme.background, theme.window, theme.raised):
        for ink in (theme.ink, theme.muted, theme.good, theme.warning, theme.bad, theme.accent):
            assert contrast(ink, ground) >= AA_TEXT
        assert contrast(theme.boilerplate, ground) >= AA_LARGE
    assert contrast(theme.selection_ink, theme.selection) >= AA_TEXT
    assert contrast(theme.ink, theme.selection) >= AA_TEXT
    assert contrast(theme.accent_ink, theme.accent) >= AA_TEXT


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_hues_differ_from_each_other(theme: Theme) -> None:
    assert len({theme.hue(role).ink.name() for role in COLORS}) == len(COLORS)
    assert len({theme.hue(role).tint.name() for role in COLORS}) == len(COLORS)


def test_an_unknown_hue_is_grey() -> None:
    assert LIGHT.hue("ultraviolet") == LIGHT.hue("grey")


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_palette_finds_its_theme_again(theme: Theme) -> None:
    assert Theme.for_palette(theme.palette()) is theme


def test_the_program_changes_clothes_without_a_desktop(qapp: QApplication) -> None:
    before = QPalette(qapp.palette())
    try:
        assert apply_theme(qapp, "dark") is DARK
        assert qapp.palette().color(QPalette.ColorRole.Window) == DARK.window
        assert qapp.style().objectName().lower() == "fusion"
        assert apply_theme(qapp, "light") is LIGHT
        assert qapp.palette().color(QPalette.ColorRole.Window) == LIGHT.window
        assert apply_theme(qapp, "system") in THEMES
    finally:
        qapp.setPalette(before)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_an_empty_check_box_can_be_seen(qtbot: QtBot, qapp: QApplication, theme: Theme) -> None:
    before = QPalette(qapp.palette())
    try:
        apply_theme(qapp, theme.name)
        box = QCheckBox()
        qtbot.addWidget(box)
        image = box.grab().toImage()
        row = [image.pixelColor(x, image.height() // 2) for x in range(image.width())]
        assert max(contrast(each, theme.window) for each in row) >= AA_LARGE
    finally:
        qapp.setPalette(before)
