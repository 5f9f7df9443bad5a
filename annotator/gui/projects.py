"""What can be done with project files: make, open, look after, choose who labels."""

from __future__ import annotations

import contextlib
import getpass
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from annotator import paths
from annotator.errors import AnnotatorError
from annotator.gui.jobs.job_project import read_in_job
from annotator.gui.jobs.running import Job
from annotator.gui.settings import Settings
from annotator.gui.widgets.plain import menu_text
from annotator.gui.workbench import Workbench
from annotator.project import Project

if TYPE_CHECKING:
    from annotator.gui.new_project import NewProject


class Projects(QObject):
    """Opens projects into the workbench and remembers which."""

    preparing = Signal(str)

    def __init__(self, workbench: Workbench, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._workbench = workbench
        self._settings = settings
        self._window = window
        workbench.project_opened.connect(self._remember)

    # Making and opening

    def new_project(self) -> None:
        """Ask what a new project needs, and make it."""
        from annotator.gui.new_project import NewProjectDialog  # late: it reads YAML

        dialog = NewProjectDialog(
            self._window, folder=self._settings.folder, annotator=self.own_name()
        )
        dialog.project_wanted.connect(self.make)
        dialog.open()

    def make(self, wanted: NewProject) -> bool:
        """Make a project and work on it; tell whether that went well."""
        from annotator.codebook.reading import read_codebook

        def work() -> Project:
            return Project.create(
                wanted.path,
                title=wanted.title,
                codebook=read_codebook(wanted.codebook),
                annotator=wanted.annotator,
            )

        made = self._workbench.attempt(work, about="project")
        if made is not None:
            self._workbench.take(made)
        return made is not None

    def choose_project(self) -> None:
        """Ask which project to open."""
        from annotator.gui.widgets import asking

        chosen = asking.ask_for_project(self._window, self._settings.folder)
        if chosen is not None:
            self.open(chosen)

    def open(self, path: Path, *, annotator: str | None = None) -> bool:
        """Open a project; tell whether that went well."""
        opened = self._workbench.open_project(path, annotator=annotator)
        if not opened and not path.exists():
            self._settings.forget_project(path)
        return opened

    def open_sample(self, annotator: str | None = None) -> None:
        """Open the sample project; at its first use it is made, in the background."""
        place = paths.sample_project()
        if place.exists():
            self.open(place, annotator=annotator)
            return
        name = annotator or self.own_name()
        self.preparing.emit(self.tr("Making the sample project: this takes some seconds, once."))
        self._workbench.jobs.start(
            lambda _job: _make_sample(place, name),
            done=lambda _made: self._open_made(place, name),
            failed=self._tell_failure,
        )

    def _open_made(self, place: Path, annotator: str) -> None:
        self.open(place, annotator=annotator)

    def open_last(self, annotator: str | None = None) -> bool:
        """Open the project used last; tell whether there was one and it could be opened."""
        last = self.last()
        return last is not None and self.open(last, annotator=annotator)

    def last(self) -> Path | None:
        """Return the project used last, where it is still there."""
        try:
            name = paths.last_project_file().read_bytes().strip()
        except OSError:
            return None
        found = Path(os.fsdecode(name))
        return found if name and found.is_file() else None

    def fill_recent(self, menu: QMenu) -> None:
        """Fill a menu with the projects used before."""
        menu.clear()
        for path in self._settings.recent:
            action = menu.addAction(menu_text(f"{path.stem}  ({path.parent})"))
            action.triggered.connect(lambda _checked=False, path=path: self.open(path))
        menu.setEnabled(not menu.isEmpty())

    def _remember(self) -> None:
        project = self._workbench.project
        if project is None:
            return
        self._settings.remember_project(project.path)
        if project.path != paths.sample_project():
            self._settings.folder = project.path.parent
        self._settings.annotator = project.annotator.name
        place = paths.last_project_file()
        with contextlib.suppress(OSError):  # only the next start is less comfortable without it
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(os.fsencode(project.path) + b"\n")

    # Who labels

    def own_name(self) -> str:
        """Return how to call the person at this machine until they say otherwise."""
        known = self._settings.annotator or os.environ.get("ANNOTATOR_NAME", "")
        if known:
            return known
        try:
            return getpass.getuser()
        except (KeyError, OSError):
            return "annotator"

    def choose_annotator(self) -> None:
        """Ask who labels from now on."""
        from annotator.gui.widgets import asking

        project = self._workbench.project
        if project is None:
            return
        now = project.annotator.name
        names = (now, *(each.name for each in project.annotators() if each.name != now))
        words = self.tr(
            "Each annotator labels alone and does not see the labels of the others. "
            "Choose a name, or type a new one."
        )
        title = self.tr("Annotator")
        asking.ask_for_name(self._window, title, words, names, self._use_annotator, known=names)

    def _use_annotator(self, name: str) -> None:
        if self._workbench.choose_annotator(name):
            self._settings.annotator = name
            self._workbench.message.emit(self.tr("%1 labels now").replace("%1", name))

    # Looking after it

    def check_project(self) -> None:
        """Check the project deeply in the background, and tell what was found."""
        self._workbench.message.emit(self.tr("Checking the project…"))
        read_in_job(self._workbench, _check, done=self._tell_check, failed=self._tell_failure)

    def _tell_check(self, found: object) -> None:
        from annotator.gui.widgets import asking

        problems = found if isinstance(found, tuple) else ()
        title = self.tr("Check project")
        if not problems:
            well = self.tr("All is well: the file, every text, every annotation and the history.")
            self._workbench.message.emit(well)
            asking.tell(self._window, title, well)
            return
        head = self.tr("Something is wrong. Nothing was changed; open a backup, or ask for help.")
        asking.tell_at_length(self._window, title, head, "\n".join(problems))

    def back_up(self) -> None:
        """Ask where to, and write a verified copy of the project in the background."""
        from annotator.gui.widgets import asking

        project = self._workbench.project
        if project is None:
            return
        name = f"{project.path.stem}-{date.today():%Y-%m-%d}{project.path.suffix}"
        proposed = self._settings.folder / name
        chosen = asking.ask_where_to_write(self._window, self.tr("Back up to"), proposed)
        if chosen is not None:
            self._back_up_to(chosen)

    def _back_up_to(self, place: Path) -> None:
        def work(project: Project, _job: Job) -> Path:
            project.backup(place)
            return place

        words = self.tr("A copy is in %1").replace("%1", str(place))
        read_in_job(
            self._workbench,
            work,
            done=lambda _place: self._workbench.message.emit(words),
            failed=self._tell_failure,
        )

    def _tell_failure(self, error: Exception) -> None:
        if not isinstance(error, AnnotatorError):
            raise error
        self._workbench.problems.tell(error, about="care")


def _make_sample(place: Path, annotator: str) -> Path:
    from annotator.workflows.importing.sampling import make_sample_project

    return make_sample_project(place, annotator=annotator)


def _check(project: Project, _job: Job) -> tuple[str, ...]:
    return project.check()
