"""The colours of the window, by what they mean, for a light and a dark room.

Nothing else in the program names a colour. A codebook names hues by role (``blue``, ``orange``...);
every hue is a pair that belongs together: an *ink* for lines, brackets and words, and a *tint* for
areas behind words. Contrast meets WCAG 2.2 AA: body ink on every tint and every hue's ink on the
background and on its own tint reach 4.5:1, boilerplate reaches 3:1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

Mode = Literal["light", "dark", "system"]


@dataclass(frozen=True, slots=True)
class Hue:
    """One colour role: ``ink`` draws lines and words, ``tint`` lies behind words."""

    ink: QColor
    tint: QColor


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour by its meaning, for one room.

    ``background`` lies under the article, ``window`` under the chrome, ``raised`` under cards and
    fields. ``muted`` is for secondary words, ``boilerplate`` for text that nobody labels,
    ``rule`` for hairlines. ``accent`` marks what has the focus; ``selection`` lies behind
    selected words and ``selection_ink`` is the colour of these words. ``good``, ``warning`` and
    ``bad`` are inks for messages.
    """

    name: Literal["light", "dark"]
    background: QColor
    window: QColor
    raised: QColor
    ink: QColor
    muted: QColor
    boilerplate: QColor
    rule: QColor
    accent: QColor
    accent_ink: QColor
    selection: QColor
    selection_ink: QColor
    good: QColor
    warning: QColor
    bad: QColor
    hues: Mapping[str, Hue]

    @property
    def is_dark(self) -> bool:
        """Tell whether this is the dark theme."""
        return self.name == "dark"

    def hue(self, role: str) -> Hue:
        """Return the hue with that role; an unknown role is shown in grey."""
        return self.hues.get(role, self.hues["grey"])

    @classmethod
    def for_palette(cls, palette: QPalette) -> Theme:
        """Return the theme that fits a palette: dark where the window is darker than its words."""
        window = palette.color(QPalette.ColorRole.Window)
        words = palette.color(QPalette.ColorRole.WindowText)
        return DARK if window.lightnessF() < words.lightnessF() else LIGHT

    def palette(self) -> QPalette:
        """Return the palette of the chrome in this theme."""
        palette = QPalette()
        for role, color in _roles(self).items():
            palette.setColor(role, color)
        for role in _FADING:
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.boilerplate)
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, self.rule)
        return palette


_FADING = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.HighlightedText,
)


def _roles(theme: Theme) -> dict[QPalette.ColorRole, QColor]:
    role = QPalette.ColorRole
    edge = theme.rule
    return {
        role.Window: theme.window,
        role.WindowText: theme.ink,
        role.Base: theme.raised,
        role.AlternateBase: theme.background,
        role.Text: theme.ink,
        role.PlaceholderText: theme.muted,
        role.Button: theme.window,
        role.ButtonText: theme.ink,
        role.BrightText: theme.bad,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.ink,
        role.Link: theme.accent,
        role.LinkVisited: theme.hue("purple").ink,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.accent_ink,
        role.Accent: theme.accent,
        role.Light: edge.lighter(110),
        role.Midlight: edge.lighter(105),
        role.Mid: edge.darker(115),
        role.Dark: edge.darker(130),
        role.Shadow: edge.darker(180),
    }


def _hues(**pairs: tuple[str, str]) -> Mapping[str, Hue]:
    return MappingProxyType(
        {role: Hue(ink=QColor(ink), tint=QColor(tint)) for role, (ink, tint) in pairs.items()}
    )


LIGHT = Theme(
    name="light",
    background=QColor("#fdfcf9"),
    window=QColor("#f3f1ec"),
    raised=QColor("#ffffff"),
    ink=QColor("#22211f"),
    muted=QColor("#65615a"),
    boilerplate=QColor("#7d7972"),
    rule=QColor("#dcd8d0"),
    accent=QColor("#1f5fa8"),
    accent_ink=QColor("#ffffff"),
    selection=QColor("#b9d3f2"),
    selection_ink=QColor("#14202e"),
    good=QColor("#2b6e3f"),
    warning=QColor("#8a5a00"),
    bad=QColor("#b3282d"),
    hues=_hues(
        blue=("#1f5fa8", "#dbe8f7"),
        orange=("#9c4e08", "#fae5cf"),
        green=("#2b6e3f", "#dcefdd"),
        purple=("#6d46a8", "#e9e1f6"),
        red=("#b3282d", "#f9dfdc"),
        teal=("#0f6b6b", "#d5eeec"),
        brown=("#7a5230", "#efe3d6"),
        pink=("#a83279", "#f8deed"),
        olive=("#626110", "#eeecc8"),
        grey=("#5f5f5f", "#e7e6e3"),
    ),
)

DARK = Theme(
    name="dark",
    background=QColor("#1e1f22"),
    window=QColor("#27282b"),
    raised=QColor("#2e2f33"),
    ink=QColor("#dedbd4"),
    muted=QColor("#aaa7a0"),
    boilerplate=QColor("#8e8b85"),
    rule=QColor("#43454a"),
    accent=QColor("#86b6f0"),
    accent_ink=QColor("#10202f"),
    selection=QColor("#395a85"),
    selection_ink=QColor("#f4f2ee"),
    good=QColor("#86c795"),
    warning=QColor("#e5b567"),
    bad=QColor("#f09490"),
    hues=_hues(
        blue=("#86b6f0", "#24374f"),
        orange=("#eda562", "#4a3320"),
        green=("#86c795", "#243f2c"),
        purple=("#bda2ee", "#382f52"),
        red=("#f09490", "#4d2b2c"),
        teal=("#6fc7c2", "#1d403f"),
        brown=("#cfa982", "#43362a"),
        pink=("#ec93c4", "#4a2a3f"),
        olive=("#c5c262", "#3a3a1c"),
        grey=("#b2b0ac", "#3a3b3e"),
    ),
)


def apply_theme(app: QApplication, mode: Mode) -> Theme:
    """Dress the whole program in light, dark or what the system says, and return the theme.

    ``QStyleHints.setColorScheme`` alone does nothing without a desktop (bare X, offscreen), so
    the colours are always our own palette in Qt's Fusion style; the hint is set all the same, for
    the window frames of the systems that heed it. In ``"system"`` mode call it again when
    ``app.styleHints().colorSchemeChanged`` says so.
    """
    theme = _system_theme(app) if mode == "system" else (DARK if mode == "dark" else LIGHT)
    if mode != "system":
        scheme = Qt.ColorScheme.Dark if theme.is_dark else Qt.ColorScheme.Light
        app.styleHints().setColorScheme(scheme)
    if app.style().objectName().lower() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(theme.palette())
    # PySide takes the name as text; its stub wrongly asks for bytes.
    app.setPalette(_box_palette(theme), "QCheckBox")  # type: ignore[arg-type]
    return theme


def _box_palette(theme: Theme) -> QPalette:
    """Return a palette with which an empty check box has an edge that can be seen.

    Fusion draws the edge in a darker ``Window``, which in the dark theme is nearly the background.
    """
    palette = theme.palette()
    palette.setColor(QPalette.ColorRole.Window, theme.muted.lighter(130))
    return palette


def _system_theme(app: QApplication) -> Theme:
    hints = app.styleHints()
    hints.unsetColorScheme()
    if hints.colorScheme() != Qt.ColorScheme.Unknown:
        return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT
    app.setPalette(QPalette())
    return Theme.for_palette(app.palette())
