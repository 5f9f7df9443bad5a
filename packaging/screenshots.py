"""Makes the pictures of the window: the real program, labelled a little through its own actions.

    python packaging/screenshots.py [FOLDER] [--all]    default: resources/guide/screenshots

Without --all only the pictures that the documentation shows: window, stance, agreement and
settling at 100 %. With it all dialogs as well, and everything at 200 % too, to look for what is
clipped. Where there is no display, a virtual one is started (Xvfb, with openbox as window manager).
Each picture is made in light and in dark, and is the same to the pixel where nothing was changed.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Literal
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from annotator.gui.main_window import MainWindow

DEFAULT = ROOT / "resources" / "guide" / "screenshots"
ARTICLE = "Estovia Says It Will Not Talk Under Fire"
_BEGUN_NS = 1_767_225_600_000_000_000  # 2026 began
_ONE_SCALE = "--one-scale"
_ALL = "--all"


def main(arguments: list[str]) -> int:
    """Make all pictures in a folder; return the exit code."""
    if arguments[:1] == [_ONE_SCALE]:
        return _take_pictures(arguments[1], Path(arguments[2]), everything=_ALL in arguments)
    everything = [_ALL] if _ALL in arguments else []
    named = [each for each in arguments if each != _ALL]
    folder = Path(named[0] if named else DEFAULT).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    with _display() as display:
        for scale in ("1", "2") if everything else ("1",):
            subprocess.run(
                [sys.executable, __file__, _ONE_SCALE, scale, str(folder), *everything],
                env={**os.environ, **display, "QT_SCALE_FACTOR": scale},
                check=True,
            )
    for picture in sorted(folder.glob("*.png")):
        print(picture)
    return 0


@contextmanager
def _display() -> Iterator[dict[str, str]]:
    """Yield what the environment needs for a display: the one there is, or a virtual one."""
    if os.environ.get("DISPLAY"):
        yield {}
        return
    for program in ("Xvfb", "openbox"):
        if shutil.which(program) is None:
            raise SystemExit(f"There is no display and no {program}: sudo apt install {program}")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "2800x1800x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        display = f":{told.readline().strip()}"
    manager = subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": display})
    try:
        yield {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait()


def _take_pictures(scale: str, folder: Path, *, everything: bool) -> int:
    with tempfile.TemporaryDirectory() as home:
        os.environ["ANNOTATOR_HOME"] = home
        os.environ["ANNOTATOR_NAME"] = "Amina"
        with _same_ids():
            Camera(folder, "" if scale == "1" else "-200", everything=everything).run()
    return 0


@contextmanager
def _same_ids() -> Iterator[None]:
    """Make the same ids each time: letters for annotators and colours hang on them."""
    from annotator.annotations import ids

    chance, clock = random.Random(1), count(_BEGUN_NS, 1_000_000)
    with (
        patch.object(ids, "os", SimpleNamespace(urandom=chance.randbytes)),
        patch.object(ids, "time", SimpleNamespace(time_ns=lambda: next(clock))),
    ):
        yield


class Camera:
    """Starts the window on the sample project, labels with keys, and takes pictures."""

    def __init__(self, folder: Path, suffix: str, *, everything: bool) -> None:
        self._folder = folder
        self._suffix = suffix
        self._everything = everything

    def run(self) -> None:
        """Take all pictures."""
        from PySide6.QtGui import QGuiApplication

        from annotator import paths
        from annotator.gui.app import make_application
        from annotator.gui.main_window import MainWindow
        from annotator.gui.settings import Settings
        from annotator.gui.workbench import Workbench
        from annotator.workflows.importing.sampling import make_sample_project

        make_application()
        QGuiApplication.styleHints().setCursorFlashTime(0)  # a caret that blinks is there or not
        make_sample_project(paths.sample_project(), annotator="Badou")
        self.window = window = MainWindow(Workbench(), Settings())
        window.use_theme("light")
        window.resize(1280, 720)
        window.show()
        window.activateWindow()
        self._wait_for(window.isActiveWindow)
        if self._everything:
            self._in_both("empty")
        window.projects.open(paths.sample_project(), annotator="Badou")
        self._label_as_badou()
        window.workbench.choose_annotator("Amina")
        self._label_as_amina()
        self._in_both("window")
        self._press("f")
        self._in_both("stance")
        self._press("Escape")
        self._agreement()
        self._settling()
        if self._everything:
            self._actors()
            self._codebook()
            self._small_windows()
        window.close()

    # What is labelled

    def _label_as_badou(self) -> None:
        self._open(ARTICLE)
        self._statement(
            "Estovia on Tuesday turned down a proposal for immediate talks with Norland"
        )
        self._role("Estovia", "s")
        self._press("-", "a", "settled by talks", "Return")
        self._statement("We shall not sit down with people who are shooting at us")
        self._role("he said", "c")
        self._press("-", "a", "settled by talks", "Return")
        self._statement("Norland denied having shelled any port")
        self._press("4")
        self._press("d", "d")

    def _label_as_amina(self) -> None:
        self._open(ARTICLE)
        self._accept_suggestions(6)
        self._statement("turned down a proposal for immediate talks with Norland")
        self._role("Estovia on", "s", cut=3)
        self._role("turned down", "c")
        self._press("-", "a", "settled by talks", "Return")
        self._statement("Norland denied having shelled any port.")
        self._role("Norland denied", "s", cut=7)
        self._role("denied", "c")
        self._press("4")
        self._statement("We shall not sit down with people who are shooting at us")
        self._role("First the shelling stops.", "o")
        self._role("he said, adding", "s", cut=13)
        self._role("said, adding", "c", cut=8)
        self._press("y", "petrok", "Return", "-", "f", "fighting should stop", "Return")
        self._done_and_back()

    def _done_and_back(self) -> None:
        self._press("D", "D")
        self._focus_statement("We shall not")

    def _accept_suggestions(self, count: int) -> None:
        for _ in range(count):
            self._press("n", "Return")

    def _statement(self, words: str) -> None:
        self._select(words)
        self._press("S")

    def _role(self, words: str, key: str, *, cut: int = 0) -> None:
        """Give a role to words; ``cut`` characters at their end only help to find them."""
        self._select(words, cut=cut)
        self._press("r", key)

    def _focus_statement(self, words: str) -> None:
        session = self.window.workbench.session
        assert session is not None
        for each in session.statements:
            if each.content[0].covered(session.text).startswith(words):
                self.window.workbench.focus = ("statement", each.id)

    def _open(self, title: str) -> None:
        project = self.window.workbench.project
        assert project is not None
        row = next(each for each in project.articles() if each.title == title)
        self.window.workbench.open(row.id)

    def _select(self, words: str, *, cut: int = 0) -> None:
        from annotator.corpus.span import Span

        session = self.window.workbench.session
        assert session is not None
        start = session.text.index(words)
        self.window.article.reader.select(Span(start, start + len(words) - cut))
        self.window.article.reader.setFocus()

    def _press(self, *keys: str) -> None:
        """Press keys one after the other: names of keys, letters, or words letter by letter."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        named = {"Return": Qt.Key.Key_Return, "Escape": Qt.Key.Key_Escape}
        for key in keys:
            if key in named:
                QTest.keyClick(QApplication.focusWidget() or self.window, named[key])
                continue
            for letter in key:
                focus = QApplication.focusWidget() or self.window
                shift = letter.isupper() and Qt.KeyboardModifier.ShiftModifier
                modifier = shift or Qt.KeyboardModifier.NoModifier
                QTest.keyClick(focus, Qt.Key(ord(letter.upper())), modifier)
        QTest.qWait(30)

    # What is taken

    def _agreement(self) -> None:
        from annotator.gui.agreement.view import AgreementView

        self.window.show_agreement()
        view = self.window.findChild(AgreementView)
        assert view is not None
        view.measure()
        self._wait_for(lambda: not view.is_measuring)
        self._in_both("agreement", view)
        view.close()

    def _settling(self) -> None:
        """Take where the two people differ, and with --all the card of what was settled."""
        from annotator.gui.adjudication.view import SettlingView

        view = self.window.beside.settling()
        assert isinstance(view, SettlingView)
        view.begin()
        self._wait_for(lambda: view.queue is not None and not view.is_reading)
        rows = [each for each in view.list.source.rows if each.matter is not None]
        words = "We shall not"
        view.list.go_to(next(e.id for e in rows if e.matter and e.matter.passage.startswith(words)))
        self._in_both("settling", view)
        if self._everything:
            view.acting.edit()
            self._in_both("settling-edit", view)
            view.edit_ended()
        view.close()

    def _actors(self) -> None:
        """Take the registry, and what it asks before it merges and splits."""
        from PySide6.QtWidgets import QDialog

        from annotator.gui.actors.view import ActorsView

        self.window.show_actors()
        view = self.window.findChild(ActorsView)
        assert view is not None
        self._wait_for(lambda: not view.is_reading)
        view.go_to("ESTOVIA")
        self._wait_for(lambda: not view.is_reading)
        self._in_both("actors", view)
        for name, ask in (("actors-split", view.split), ("actors-merge", view.merge)):
            if ask == view.merge:
                view.table.selectAll()
            ask()
            self._settle()
            dialog = next(each for each in view.findChildren(QDialog) if each.isVisible())
            self._in_both(name, dialog)
            dialog.reject()
        view.close()

    def _codebook(self) -> None:
        """Take the codebook editor, and what it says before it merges."""
        from annotator.gui.codebook.preview import PreviewDialog
        from annotator.gui.codebook.view import CodebookView

        view = self.window.beside.codebook()
        assert isinstance(view, CodebookView)
        self._wait_for(lambda: not view.is_reading)
        self._in_both("codebook", view)
        view.table.selectAll()
        view.merge()
        dialog = next(each for each in view.findChildren(PreviewDialog) if each.isVisible())
        self._wait_for(lambda: not dialog.is_reading)
        self._in_both("codebook-merge", dialog)
        dialog.reject()
        view.close()

    def _small_windows(self) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        from annotator.gui.help.guide import GuideWindow
        from annotator.gui.help.keysheet import KeySheet

        window = self.window
        window.helping.show_keys()
        self._in_both("keys", _child(window, KeySheet))
        _child(window, KeySheet).close()
        changing = window.helping.change_keys()
        changing.table.go_to("mention.correct")
        QTest.keyClick(changing.field, Qt.Key.Key_X)
        self._in_both("change-keys", changing)
        changing.close()
        window.finder.open()
        self._in_both("palette")
        window.finder.chooser.dismiss()
        window.helping.show_guide()
        self._in_both("guide", _child(window, GuideWindow))
        dialog = window.transfers.exporter.ask()
        if dialog is not None:
            self._in_both("export", dialog)
            dialog.close()
        window.projects.new_project()
        from annotator.gui.new_project import NewProjectDialog

        self._in_both("new-project", _child(window, NewProjectDialog))
        _child(window, NewProjectDialog).close()
        self._import()

    def _import(self) -> None:
        folder = Path(tempfile.mkdtemp(dir=os.environ["ANNOTATOR_HOME"]))
        (folder / "letters.txt").write_bytes("Başlık\n\nTürkçe çağrı, görüş.\n".encode("cp1254"))
        (folder / "empty.txt").write_bytes(b"")
        importer = self.window.transfers.importer
        importer.start((folder,))
        self._wait_for(lambda: not importer.is_running)
        if importer.shown is not None:
            self._in_both("import", importer.shown)
            importer.shown.close()

    def _in_both(self, name: str, widget: QWidget | None = None) -> None:
        """Take a picture in light and in dark."""
        themes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
        for theme in themes:
            self.window.use_theme(theme)
            self._settle()
            place = self._folder / f"{name}-{theme}{self._suffix}.png"
            if not (widget or self.window).grab().save(str(place)):
                raise SystemExit(f"{place} could not be written.")
        self.window.use_theme("light")

    def _settle(self) -> None:
        from PySide6.QtTest import QTest

        QTest.qWait(150)

    def _wait_for(self, condition: Callable[[], bool]) -> None:
        from PySide6.QtTest import QTest

        for _ in range(3000):
            if condition():
                return
            QTest.qWait(20)
        raise SystemExit("The window did not get ready within a minute.")


def _child(window: MainWindow, kind: type[QWidget]) -> QWidget:
    found = [each for each in window.findChildren(kind) if each.isVisible()]
    return found[-1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
