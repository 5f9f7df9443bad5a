"""Runs imports from the window: in the background, stored by the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from annotator.errors import AnnotatorError
from annotator.formats.articles.columns import Columns
from annotator.formats.articles.rows import TableLook
from annotator.gui.importing.columns_dialog import ColumnsDialog
from annotator.gui.importing.labels_dialog import LabelsDialog
from annotator.gui.importing.sorting import Sorted, look_at_tables, sorted_files
from annotator.gui.importing.summary import has_something_to_show, summary
from annotator.gui.importing.window import ImportWindow
from annotator.gui.jobs.job_project import Done, ProjectWork, write_in_job
from annotator.gui.jobs.running import Job
from annotator.gui.keys.own import with_keys
from annotator.gui.settings import Settings
from annotator.gui.workbench import Workbench
from annotator.project import Project
from annotator.workflows.importing.articles import ImportOptions, ImportReport, import_paths
from annotator.workflows.importing.making_ready import MadeReady, make_ready

if TYPE_CHECKING:
    from collections.abc import Callable


class Importer(QObject):
    """Starts imports and shows how they go."""

    def __init__(self, workbench: Workbench, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._workbench = workbench
        self._settings = settings
        self._window = window
        self._shown: ImportWindow | None = None
        self._job: Job | None = None
        self._labelled: tuple[Path, ...] = ()
        workbench.project_closed.connect(self._let_go)

    @property
    def shown(self) -> ImportWindow | None:
        """The window of the import on its way or done last."""
        return self._shown

    @property
    def is_running(self) -> bool:
        """Whether an import is on its way."""
        return self._job is not None

    def start(self, paths: Sequence[Path], encodings: Mapping[str, str] | None = None) -> None:
        """Import files and folders, with the encodings that a person chose for some of them.

        Of tables it is asked first which column is what, of labelled files what each label becomes.
        """
        if self._workbench.is_readonly:
            self._workbench.message.emit(self._why_not())
            return
        if self.is_running:
            self._workbench.message.emit(self.tr("An import is on its way. Wait for it to end."))
            return
        self._workbench.problems.settle("import")
        found = sorted_files(paths)
        self._labelled = found.labelled
        if found.tables:
            self._look_at_tables(found, dict(encodings or {}))
        elif found.others:
            self._begin(found.others, ImportOptions(encodings=dict(encodings or {})))
        else:
            self._ask_about_labels()

    def _look_at_tables(self, found: Sorted, encodings: Mapping[str, str]) -> None:
        """See how the tables begin; those that cannot be read are named by the import itself."""

        def ask(looks: object) -> None:
            assert isinstance(looks, tuple)
            self._job = None
            self._ask_about_columns(found, looks, encodings)

        def look(_job: Job) -> object:
            return look_at_tables(found.tables, encodings)

        self._job = self._workbench.jobs.start(look, done=ask, failed=self._fail)

    def _ask_about_columns(
        self,
        found: Sorted,
        looks: Sequence[tuple[Path, TableLook]],
        encodings: Mapping[str, str],
    ) -> None:
        paths = (*found.others, *found.tables)

        def begin(columns: Mapping[str, Columns]) -> None:
            self._begin(paths, ImportOptions(encodings=dict(encodings), columns=columns))

        if not looks:
            begin({})
            return
        dialog = ColumnsDialog(looks, self._settings, self._window)
        dialog.chosen.connect(begin)
        dialog.open()

    def _ask_about_labels(self) -> None:
        """Open the dialog for files that were labelled in another tool, if there are any."""
        files, self._labelled = self._labelled, ()
        if files and self._workbench.project is not None:
            dialog = LabelsDialog(files, self._workbench, self._settings, self._window)
            dialog.brought.connect(self._make_ready)
            dialog.open()

    @Slot(object)
    def _make_ready(self, articles: object) -> None:
        """Compare and mark what came in with labels, while labelling goes on."""
        assert isinstance(articles, tuple)
        if self._workbench.project is None or self.is_running:
            return

        def work(project: Project, job: Job) -> MadeReady:
            return make_ready(project, articles, progress=job.progress, cancelled=job.is_cancelled)

        self._run(work, self._tell_ready)

    @Slot(object)
    def _tell_ready(self, ready: object) -> None:
        assert isinstance(ready, MadeReady)
        self._job = None
        self._workbench.articles_added.emit()
        if self._shown is not None:
            self._shown.close()
        self._workbench.message.emit(" ".join(ready.lines()))

    def _begin(self, paths: Sequence[Path], options: ImportOptions) -> None:
        self._run(_work(paths, options), self._finish)

    def _run(self, work: ProjectWork, done: Done) -> None:
        shown = self._open_window()
        job = write_in_job(self._workbench, work, done=done, failed=self._fail)
        job.progressed.connect(shown.show_progress)
        shown.cancel_wanted.connect(job.cancel)
        self._job = job

    def _why_not(self) -> str:
        if self._workbench.project is None:
            return with_keys(
                self.tr("Open a project first ({project.open}), or make one ({project.new}).")
            )
        return self.tr("This project is open for reading only, so nothing was imported.")

    def _open_window(self) -> ImportWindow:
        if self._shown is None:
            self._shown = ImportWindow(self._window)
            self._shown.encodings_chosen.connect(self._import_as_chosen)
        self._shown.show_start()
        self._shown.show()
        return self._shown

    def _import_as_chosen(self, chosen: dict[Path, str]) -> None:
        if chosen:
            self.start(tuple(chosen), {str(path): name for path, name in chosen.items()})

    def _finish(self, report: object) -> None:
        self._job = None
        self._workbench.articles_added.emit()
        if not isinstance(report, ImportReport) or self._shown is None:
            return
        self._workbench.message.emit(summary(report))
        if report.preannotation is not None and report.preannotation.problem:
            self._workbench.problems.tell(report.preannotation.problem, about="preannotation")
        self._shown.show_report(report)
        if not has_something_to_show(report):
            self._shown.close()
        if report.imported and self._workbench.session is None:
            self._workbench.open(report.imported[0])
        self._ask_about_labels()

    def _let_go(self) -> None:
        """Forget an import that was stopped together with its project."""
        self._job = None
        if self._shown is not None:
            self._shown.close()

    def _fail(self, error: Exception) -> None:
        self._job = None
        self._workbench.articles_added.emit()
        if self._shown is not None:
            self._shown.close()
        if not isinstance(error, AnnotatorError):
            raise error
        self._workbench.problems.tell(error, about="import")


def _work(paths: Sequence[Path], options: ImportOptions) -> Callable[[Project, Job], ImportReport]:
    def work(project: Project, job: Job) -> ImportReport:
        return import_paths(
            project, paths, options, progress=job.progress, cancelled=job.is_cancelled
        )

    return work
