"""The theme keeps its promise of contrast, and dresses the program without a desktop."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from annotator.codebook.vocabulary import COLORS
from annotator.gui.theme import DARK, LIGHT, Theme, apply_theme

THEMES = [LIGHT, DARK]
AA_TEXT = 4.5
AA_LARGE = 3.0


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
