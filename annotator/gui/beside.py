"""Views that have windows of their own beside the main one, and open passages in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from annotator.gui.widgets.room import resize_within_screen
from annotator.gui.workbench import Workbench

if TYPE_CHECKING:
    from annotator.gui.actors.view import ActorsView
    from annotator.gui.changes import ChangesView
    from annotator.gui.concordance.view import ConcordanceView

_USUAL, _LARGE = QSize(980, 640), QSize(1180, 780)


class Beside(QObject):
    """Makes each view when it is first wished for, and shows it again afterwards."""

    passage_requested = Signal(str, object)
    pipeline_wanted = Signal(str)

    def __init__(self, workbench: Workbench, window: QWidget) -> None:
        super().__init__(window)
        self._workbench = workbench
        self._window = window
        self._views: dict[str, QWidget] = {}

    def agreement(self) -> QWidget:
        """Show how far annotators agree; return the view."""
        return self._shown(self.tr("Agreement"), self._make_agreement, _LARGE)

    def figures(self) -> QWidget:
        """Show the figures of all articles; return the view."""
        return self._shown(self.tr("Figures"), self._make_figures)

    def changes(self, since: str = "") -> QWidget:
        """Show which suggestions changed, after a clock if one is given; return the view."""
        view = self._shown(self.tr("Changed suggestions"), self._make_changes)
        if since:
            cast("ChangesView", view).show_since(since)
        return view

    def actors(self) -> QWidget:
        """Show the registry of actors; return the view."""
        return self._shown(self.tr("Actors"), self._make_actors)

    def codebook(self) -> QWidget:
        """Show what the project labels with; return the view."""
        return self._shown(self.tr("Codebook"), self._make_codebook)

    def go_to_actor(self, actor_id: str) -> None:
        """Show the registry with an actor in focus."""
        cast("ActorsView", self.actors()).go_to(actor_id)

    def go_to_topic(self, topic: str) -> None:
        """Show every statement that takes a stance on a topic, in the concordance."""
        cast("ConcordanceView", self.concordance()).look_for("topic", topic)

    def suggestions(self) -> QWidget:
        """Show what became of the suggestions; return the view."""
        return self._shown(self.tr("Suggestions"), self._make_suggestions)

    def guideline_note(self) -> QWidget:
        """Show what the annotator wants to remember; return the view."""
        view = self._shown(self.tr("Guideline note"), self._make_guideline_note)
        view.setFocus()
        return view

    def _make_guideline_note(self) -> QWidget:
        from annotator.gui.sitting.guideline_note import GuidelineNoteView

        view = GuidelineNoteView(self._workbench, self._window)
        view.setFocusProxy(view.edit)
        return view

    def conflicts(self) -> QWidget:
        """Show what merged copies say differently; return the view."""
        return self._shown(self.tr("Conflicts"), self._make_conflicts)

    def _make_conflicts(self) -> QWidget:
        from annotator.gui.merging.conflicts_view import ConflictsView

        view = ConflictsView(self._workbench, self._window)
        view.passage_requested.connect(self.passage_requested)
        return view

    def dataset(self) -> QWidget:
        """Show what a dataset would be made of; return the view."""
        return self._shown(self.tr("Build a dataset"), self._make_dataset, _LARGE)

    def _make_dataset(self) -> QWidget:
        from annotator.gui.dataset.view import DatasetView

        view = DatasetView(self._workbench, self._window)
        view.passage_requested.connect(self.passage_requested)
        return view

    def training(self) -> QWidget:
        """Show what a pipeline would learn, and train it; return the view."""
        return self._shown(self.tr("Train a pipeline"), self._make_training, _LARGE)

    def _make_training(self) -> QWidget:
        from annotator.gui.training.view import TrainingView

        view = TrainingView(self._workbench, self._window)
        view.pipeline_wanted.connect(self.pipeline_wanted)
        return view

    def settling(self) -> QWidget:
        """Show what annotators disagree on, to settle it; return the view."""
        return self._shown(self.tr("Settle differences"), self._make_settling, _LARGE)

    def _make_settling(self) -> QWidget:
        from annotator.gui.adjudication.view import SettlingView

        view = SettlingView(self._workbench, self._window)
        view.passage_requested.connect(self.passage_requested)
        return view

    def own_labels(self) -> QWidget:
        """Show the annotator's labels beside what was settled; return the view."""
        return self._shown(self.tr("My labels and what was settled"), self._make_own_labels)

    def _make_own_labels(self) -> QWidget:
        from annotator.gui.adjudication.own_labels import OwnLabelsView

        view = OwnLabelsView(self._workbench, self._window)
        view.passage_requested.connect(self.passage_requested)
        return view

    def concordance(self) -> QWidget:
        """Show words, actors, cues and labels in context; return the view."""
        view = self._shown(self.tr("Concordance"), self._make_concordance)
        cast("ConcordanceView", view).look_for()
        return view

    def self_agreement(self) -> QWidget:
        """Show how far the annotator agrees with themselves; return the view."""
        return self._shown(self.tr("Agreement with yourself"), self._make_self_agreement)

    def _make_self_agreement(self) -> QWidget:
        from annotator.gui.repeats.view import SelfAgreementView

        view = SelfAgreementView(self._workbench, self._window)
        view.passage_requested.connect(self.passage_requested)
        return view

    def _make_agreement(self) -> QWidget:
        from annotator.gui.agreement.view import AgreementView

        view = AgreementView(self._workbench, self._window)
        view.passage_requested.connect(self.passage_requested)
        return view

    def _make_figures(self) -> QWidget:
        from annotator.gui.figures import FiguresView

        view = FiguresView(self._workbench, self._window)
        view.passage_requested.connect(self.passage_requested)
        return view

    def _make_changes(self) -> QWidget:
        from annotator.gui.changes import ChangesView

        view = ChangesView(self._workbench, self._window)
        view.passage_requested.connect(self.passage_requested)
        return view

    def _make_actors(self) -> QWidget:
        from annotator.gui.actors.view import ActorsView

        view = ActorsView(self._workbench, self._window)
        view.passage_requested.connect(self.passage_requested)
        return view

    def _make_codebook(self) -> QWidget:
        from annotator.gui.codebook.view import CodebookView

        return CodebookView(self._workbench, self._window)

    def _make_suggestions(self) -> QWidget:
        from annotator.gui.suggestions import SuggestionsView

        return SuggestionsView(self._workbench, self._window)

    def _make_concordance(self) -> QWidget:
        from annotator.gui.concordance.view import ConcordanceView

        view = ConcordanceView(self._workbench, self._window)
        view.passage_requested.connect(self.passage_requested)
        return view

    def _shown(self, title: str, make: Callable[[], QWidget], size: QSize = _USUAL) -> QWidget:
        view = self._views.get(title)
        if view is None:
            view = self._views[title] = make()
            self._give_window(view, title, size)
        view.show()
        view.raise_()
        view.activateWindow()
        return view

    def _give_window(self, view: QWidget, title: str, size: QSize) -> None:
        view.setWindowFlag(Qt.WindowType.Window)
        view.setWindowTitle(title)
        resize_within_screen(view, size)
        self._workbench.project_closed.connect(view.close)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), view, view.close)
        view.winId()  # makes its window, which is to be no child that always stays in front
        view.windowHandle().setTransientParent(None)  # type: ignore[arg-type]
