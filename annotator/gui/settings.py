"""What the window remembers between two starts: places, sizes, theme, projects used before."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from annotator import paths
from annotator.gui.reader.typography import (
    FACES,
    LARGEST,
    SMALLEST,
    USUAL,
    USUAL_LINES,
    USUAL_WIDTH,
    Look,
)
from annotator.gui.theme import Mode

_RECENT = 10
THEMES: tuple[Mode, ...] = ("system", "light", "dark")


class Settings:
    """Settings in one file of their own; a value that makes no sense counts as not set."""

    def __init__(self) -> None:
        place = paths.settings_file()
        place.parent.mkdir(parents=True, exist_ok=True)
        self._store = QSettings(str(place), QSettings.Format.IniFormat)

    @property
    def theme(self) -> Mode:
        """``system``, ``light`` or ``dark``."""
        value = self._text("view/theme")
        return next((each for each in THEMES if each == value), "system")

    @theme.setter
    def theme(self, value: Mode) -> None:
        self._keep("view/theme", value)

    @property
    def text_size(self) -> float:
        """The size of an article's body, in points."""
        try:
            size = float(self._text("view/text-size"))
        except ValueError:
            return USUAL
        return size if SMALLEST <= size <= LARGEST else USUAL

    @text_size.setter
    def text_size(self, value: float) -> None:
        self._keep("view/text-size", f"{value:.4f}")

    @property
    def keys(self) -> str:
        """The keys a person chose, as they are written by :mod:`annotator.gui.keys.keymap`."""
        return self._text("keys/own")

    @keys.setter
    def keys(self, value: str) -> None:
        self._keep("keys/own", value)

    @property
    def look(self) -> Look:
        """How a person likes to read: letters, size, line width and distance of lines."""
        face = self._text("view/letters")
        return Look(
            face=next((each for each in FACES if each == face), "serif"),
            size=self.text_size,
            characters=round(self._number("view/line-width", USUAL_WIDTH)),
            lines=self._number("view/line-distance", USUAL_LINES),
        )

    @look.setter
    def look(self, value: Look) -> None:
        self.text_size = value.size
        self._keep("view/letters", value.face)
        self._keep("view/line-width", str(value.characters))
        self._keep("view/line-distance", f"{value.lines:.2f}")

    def _number(self, key: str, usual: float) -> float:
        try:
            number = float(self._text(key))
        except ValueError:
            return usual
        return number if isfinite(number) else usual

    @property
    def palette_picks(self) -> str:
        """What was taken from the command palette how often, as the palette writes it."""
        return self._text("palette/picks")

    @palette_picks.setter
    def palette_picks(self, value: str) -> None:
        self._keep("palette/picks", value)

    @property
    def annotator(self) -> str:
        """The name under which somebody labelled last on this machine."""
        return self._text("annotator/name")

    @annotator.setter
    def annotator(self, value: str) -> None:
        self._keep("annotator/name", value)

    @property
    def guide_seen(self) -> bool:
        """Whether the guide was shown once."""
        return self._text("guide/seen") == "yes"

    @guide_seen.setter
    def guide_seen(self, value: bool) -> None:
        self._keep("guide/seen", "yes" if value else "no")

    @property
    def settling_goes_on(self) -> bool:
        """Whether settling one difference leads to the next."""
        return self._text("settling/goes-on") != "no"

    @settling_goes_on.setter
    def settling_goes_on(self, value: bool) -> None:
        self._keep("settling/goes-on", "yes" if value else "no")

    @property
    def folder(self) -> Path:
        """The folder of the file dialog used last, or the home folder."""
        known = Path(self._text("places/folder") or Path.home())
        return known if known.is_dir() else Path.home()

    @folder.setter
    def folder(self, value: Path) -> None:
        self._keep("places/folder", str(value))

    @property
    def recent(self) -> tuple[Path, ...]:
        """Projects opened before, newest first."""
        names = self._text("projects/recent").split("\n")
        return tuple(Path(name) for name in names if name)

    def remember_project(self, path: Path) -> None:
        """Put a project first among the recent ones and make it the one of the next start."""
        known = [path, *(each for each in self.recent if each != path)][:_RECENT]
        self._keep("projects/recent", "\n".join(str(each) for each in known))

    def forget_project(self, path: Path) -> None:
        """Take a project off the list of recent ones."""
        left = [str(each) for each in self.recent if each != path]
        self._keep("projects/recent", "\n".join(left))

    def skipped(self, place: str) -> tuple[str, ...]:
        """Return the articles put off by somebody in a project; ``place`` names both."""
        return tuple(each for each in self._text(f"skipped/{place}").split("\n") if each)

    def keep_skipped(self, place: str, article_ids: Sequence[str]) -> None:
        """Remember which articles are put off, the last 500 of them."""
        self._keep(f"skipped/{place}", "\n".join(article_ids[-500:]))

    def last_article(self, name: str) -> str | None:
        """Return the article in hand last; ``name`` names the project and the annotator."""
        return self._text(f"articles/{name}") or None

    def keep_last_article(self, name: str, article_id: str) -> None:
        """Keep which article is in hand; ``name`` names the project and the annotator."""
        self._keep(f"articles/{name}", article_id)

    def drafts(self, project_id: str) -> str:
        """Return what was typed about the codebook of a project and never stored."""
        return self._text(f"drafts/{project_id}")

    def keep_drafts(self, project_id: str, drafts: str) -> None:
        """Keep what is typed about the codebook of a project; "" where everything is stored."""
        self._keep(f"drafts/{project_id}", drafts)

    def place(self, name: str) -> str:
        """Return where somebody stopped in a project, as it was kept; "" where it never was."""
        return self._text(f"places/of/{name}")

    def keep_place(self, name: str, place: str) -> None:
        """Keep where somebody stopped; ``name`` names the project and the annotator."""
        self._keep(f"places/of/{name}", place)

    def layout(self, name: str) -> QByteArray | None:
        """Return the geometry or splitter state kept under a name."""
        value = self._store.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else None

    def keep_layout(self, name: str, state: QByteArray) -> None:
        """Keep a geometry or splitter state under a name."""
        self._store.setValue(f"layout/{name}", state)

    def _text(self, key: str) -> str:
        value = self._store.value(key)
        return value if isinstance(value, str) else ""

    def _keep(self, key: str, value: str) -> None:
        self._store.setValue(key, value)
