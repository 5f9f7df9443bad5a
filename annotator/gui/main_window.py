"""Puts the window together: queue, article and statements under one menu bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
)
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.annotations.edits import Change
from annotator.corpus.span import Span
from annotator.gui.actions import ActionRegistry, ChordHints
from annotator.gui.article_pane import ArticlePane
from annotator.gui.at_first_use import AtFirstUse
from annotator.gui.beside import Beside
from annotator.gui.commands import all_commands, menu_titles
from annotator.gui.help.helping import Helping
from annotator.gui.jobs.after_paint import AfterPaint
from annotator.gui.keys.own import follow_keys, own_keys
from annotator.gui.labelling.actions import FROM_CODEBOOK, codebook_commands
from annotator.gui.labelling.at_the_keys import AtTheKeys
from annotator.gui.labelling.finishing import Finishing
from annotator.gui.labelling.following import Following
from annotator.gui.labelling.hints import hint_for
from annotator.gui.labelling.possible import possible_now
from annotator.gui.messages import NoticeBar, StatusLine
from annotator.gui.page_look import PageLook
from annotator.gui.projects import Projects
from annotator.gui.queue import QueuePanel
from annotator.gui.repeats import Repeats
from annotator.gui.settings import THEMES, Settings
from annotator.gui.sitting import Pace, Resuming, Timing
from annotator.gui.statements import StatementsPanel
from annotator.gui.statements.whole.commands import article_label_commands
from annotator.gui.theme import Mode, apply_theme
from annotator.gui.tidying import Tidying
from annotator.gui.transfers import Transfers
from annotator.gui.widgets.plain import menu_text, set_tip
from annotator.gui.widgets.reading_splitter import ReadingSplitter
from annotator.gui.widgets.room import resize_within_screen
from annotator.gui.workbench import Workbench

if TYPE_CHECKING:
    from annotator.gui.labelling.annotating import Annotating
    from annotator.gui.labelling.similar import Similar
    from annotator.gui.palette import Palette
    from annotator.gui.statements.whole.telling import Telling

_WIDTHS = (270, 670, 340)
_LEAST = QSize(660, 380)
"""What fits a screen of 1440 x 900 with everything at twice its size."""


class MainWindow(QMainWindow):
    """The window. It contains no rule, no query and no wording of results."""

    closed = Signal()

    def __init__(self, workbench: Workbench, settings: Settings) -> None:
        super().__init__()
        self.workbench = workbench
        self.settings = settings
        self.projects = Projects(workbench, settings, self)
        self.transfers = Transfers(workbench, settings, self)
        self.queue = QueuePanel(workbench, self)
        self.article = ArticlePane(workbench, self)
        self.statements = StatementsPanel(workbench, selection=self.article.selected_span)
        self.at_the_keys = AtTheKeys(workbench, self.article, self.statements, self)
        self.finishing = Finishing(workbench, settings)
        self.timing = Timing(workbench)
        self.repeats = Repeats(workbench, self)
        self.resuming = Resuming(workbench, settings, self.article.reader)
        self.beside = Beside(workbench, self)
        self.actions_registry = ActionRegistry(self)
        self._finder = AtFirstUse(self._make_finder)
        self.helping = Helping(settings, self.actions_registry, self._finder, self)
        self.following = Following(workbench, self)
        Tidying(workbench)
        self.look = PageLook(self.article.reader, settings, self.actions_registry)
        self._notice = NoticeBar(self)
        self._status = StatusLine(self)
        self._person = QPushButton(self)
        self._splitter = ReadingSplitter(self)
        self._recent = QMenu(self)
        self._chord = ""
        self._agreement: QWidget | None = None
        self._lay_out()
        self._make_actions()
        self._listen()
        self._restore()
        self._project_changed()

    # Putting together

    @property
    def annotating(self) -> Annotating:
        """What the keys for mentions and statements do."""
        return self.at_the_keys.annotating.get()

    @property
    def telling(self) -> Telling:
        """What the keys for the article as a whole do."""
        return self.at_the_keys.telling.get()

    @property
    def similar(self) -> Similar:
        """What leads to passages that stand elsewhere."""
        return self.at_the_keys.similar.get()

    @property
    def finder(self) -> Palette:
        """What finds actions, labels, actors, articles and words."""
        return self._finder.get()

    def _make_finder(self) -> Palette:
        from annotator.gui.palette import Palette

        finder = Palette(
            self.actions_registry,
            self.workbench,
            self.settings,
            self,
            rows=lambda: self.queue.rows,
            selection=self.article.selected_span,
            take_stance=self.annotating.take_stance,
        )
        finder.passage_requested.connect(self._show_passage)
        finder.actor_wished.connect(self.beside.go_to_actor)
        finder.topic_wished.connect(self.beside.go_to_topic)
        return finder

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        self.setMinimumSize(_LEAST)
        resize_within_screen(self, QSize(1280, 720))
        for panel in (self.queue, self.article, self.statements):
            self._splitter.addWidget(panel)
        self._splitter.want(_WIDTHS)
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._notice)
        column.addWidget(self._splitter, 1)
        column.addWidget(self._status)
        self._status.keep_at_end(Pace(self.workbench, self.timing))
        self.setCentralWidget(middle)
        self._person.setFlat(True)
        self._person.setMaximumHeight(self.fontMetrics().height() + 4)
        self._person.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        tip = self.tr("Choose who labels ({project.annotator})")
        follow_keys(self, tip, lambda words: set_tip(self._person, words))
        self.menuBar().setCornerWidget(self._person)

    def _make_actions(self) -> None:
        registry = self.actions_registry
        registry.set_reading_widgets(self.article, self.statements)
        registry.add(
            *all_commands(
                self, self.projects, self.transfers, self.article.reader, self.at_the_keys
            )
        )
        self.article.offer(registry)
        self._chords = ChordHints(registry, self)
        self._chords.opened.connect(self._show_chord)
        self._chords.closed.connect(self._hide_chord)
        self._person.clicked.connect(registry.action("project.annotator").trigger)

    def _fill_menus(self) -> None:
        self.actions_registry.fill(self.menuBar(), menu_titles())
        menu = self.actions_registry.action("project.new").associatedObjects()
        project_menu = next(each for each in menu if isinstance(each, QMenu))
        self._recent.setTitle(self.tr("Recent"))
        project_menu.insertMenu(self.actions_registry.action("project.sample"), self._recent)
        self._recent.aboutToShow.connect(self._fill_recent)
        self._fill_recent()

    def _fill_recent(self) -> None:
        self.projects.fill_recent(self._recent)

    def _listen(self) -> None:
        workbench, reader = self.workbench, self.article.reader
        reader.caret_moved.connect(self.timing.note)
        reader.verticalScrollBar().valueChanged.connect(self.timing.note)
        workbench.put_off = AfterPaint(self, workbench.note_opening).start
        workbench.message.connect(self._status.show_news)
        workbench.refused.connect(self._status.show_refusal)
        workbench.problems.appeared.connect(self._notice.show_problem)
        workbench.problems.went_away.connect(self._notice.hide)
        workbench.project_opened.connect(self._project_changed)
        workbench.project_closed.connect(self._project_changed)
        workbench.annotations_changed.connect(self._codebook_changed)
        workbench.annotator_changed.connect(self._name_what_is_open)
        workbench.article_opened.connect(self._article_changed)
        workbench.focus_changed.connect(self._show_hint)
        own_keys().settled.connect(self._show_hint)
        self.queue.progress_told.connect(self._name_what_is_open)
        self._splitter.sides_changed.connect(self._tick_panels)
        self.queue.left.connect(lambda: self._focus_panel(self.article))
        workbench.jobs.unexpected.connect(_raise)
        self.projects.preparing.connect(self.article.show_preparing)
        for views in (self.at_the_keys, self.beside):
            views.passage_requested.connect(self._show_passage)
        self.transfers.changes_wanted.connect(self.beside.changes)
        self.beside.pipeline_wanted.connect(self.transfers.mark_with)
        self.article.passages_wanted.connect(self.choose_similar)
        self.article.comment_wanted.connect(lambda each: self.telling.talking.go_to(each))
        self.statements.span_requested.connect(self.article.reader.scroll_to)
        self.statements.name_requested.connect(lambda span: self.annotating.name_span(span))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def _restore(self) -> None:
        self.use_theme(self.settings.theme)
        self.look.restore()
        geometry = self.settings.layout("window")
        if geometry is not None:
            self.restoreGeometry(geometry)

    # What is open

    def _offer_labels(self) -> None:
        """Make actions of what the codebook offers now."""
        project, registry = self.workbench.project, self.actions_registry
        registry.remove(FROM_CODEBOOK)
        if project is not None:
            registry.add_where_free(
                *codebook_commands(project.codebook, self.at_the_keys.annotating.named),
                *article_label_commands(project.codebook, self.at_the_keys.telling.named),
            )
        self._fill_menus()

    @Slot(object)
    def _codebook_changed(self, change: Change) -> None:
        if change.touches("codebook_part"):
            self._offer_labels()
            self._enable()

    @Slot()
    def _project_changed(self) -> None:
        project = self.workbench.project
        self._offer_labels()
        self._set_the_table(for_work=project is not None)
        self._name_what_is_open()
        self._enable()
        self._show_hint()
        if project is not None and not self.resuming.resume():
            self.finishing.resume()

    def _set_the_table(self, *, for_work: bool) -> None:
        """Show the panels at the sides while there is a project, in the widths they had."""
        if not for_work:
            self._keep_widths()
            self._show_panels(False)
        elif self.queue.isHidden() and self.statements.isHidden():
            self._show_panels(True)
            widths = self.settings.layout("panels")
            if widths is None or not self._splitter.restore(widths):
                self._splitter.want(_WIDTHS)

    def _keep_widths(self) -> None:
        if self.queue.isVisible() and self.statements.isVisible():
            self.settings.keep_layout("panels", self._splitter.wanted())

    def _show_panels(self, wanted: bool) -> None:
        for panel in (self.queue, self.statements):
            panel.setVisible(wanted)
        self._tick_panels()

    def _article_changed(self, _article_id: str) -> None:
        self._enable()
        self._show_hint()

    def _enable(self) -> None:
        self.actions_registry.enable(possible_now(self.workbench))

    @Slot()
    def _name_what_is_open(self) -> None:
        project = self.workbench.project
        title = self.tr("Annotator") if project is None else f"{project.title} – Annotator"
        self.setWindowTitle(title)
        self._person.setVisible(project is not None)
        if project is not None:
            facts = (project.path.name, project.annotator.name, self.queue.progress_text)
            self._person.setText(menu_text("   ".join(facts)))
            self._person.setAccessibleName(self.tr("Who labels"))
            self.menuBar().setCornerWidget(self._person)  # takes its new width from this

    # What the status line says

    def _show_hint(self, _focus: object = None) -> None:
        self._status.set_hint(hint_for(self.workbench))

    def _show_chord(self, words: str) -> None:
        self._chord = words
        self._status.show_at_once(words)

    def _hide_chord(self) -> None:
        if self._status.text == self._chord:
            self._status.show_hint()

    # Articles

    def next_article(self) -> None:
        """Open the next article of the queue."""
        self.finishing.move(1)

    def previous_article(self) -> None:
        """Open the article before."""
        self.finishing.move(-1)

    def done_and_next(self) -> None:
        """Mark the article as done and open the next that is not."""
        self.finishing.finish(and_next=True)

    def done(self) -> None:
        """Mark the article as done and stay."""
        self.finishing.finish(and_next=False)

    def not_done(self) -> None:
        """Take the mark of a finished article away."""
        self.workbench.mark("opened")

    def undo(self) -> None:
        """Take the last step in the article back."""
        self.workbench.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self.workbench.redo()

    def choose_similar(self) -> None:
        """Offer the passages of the article that stand elsewhere."""
        self.similar.choose()

    # Views

    def show_agreement(self) -> None:
        """Show how far annotators agree, in a window beside this one."""
        self._agreement = self.beside.agreement()

    def show_figures(self) -> None:
        """Show the figures of all articles, in a window beside this one."""
        self.beside.figures()

    def show_actors(self) -> None:
        """Show the registry of actors, in a window beside this one."""
        self.beside.actors()

    def _show_passage(self, article_id: str, span: object) -> None:
        if self.workbench.open(article_id) and isinstance(span, Span):
            self.article.reader.select(span)
        self.raise_()
        self.activateWindow()
        self.article.reader.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_next_panel(self) -> None:
        """Move the focus from queue to article to statements and around."""
        focus = QApplication.focusWidget()
        panels = [self.queue, self.article, self.statements]
        shown = [each for each in panels if each.isVisible()]
        at = next((i for i, each in enumerate(shown) if each.isAncestorOf(focus or self)), -1)
        self._focus_panel(shown[(at + 1) % len(shown)])

    def _focus_panel(self, panel: QWidget) -> None:
        if panel is self.queue:
            self.queue.focus_list()
        elif panel is self.statements:
            self.statements.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.article.reader.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def find_in_queue(self) -> None:
        """Let a person type into the filter of the queue."""
        self.queue.show()
        self.queue.focus_filter()
        self._tick_panels()

    def show_queue(self) -> None:
        """Show or hide the queue."""
        self._show_or_hide(self.queue)

    def show_statements(self) -> None:
        """Show or hide the statements."""
        self._show_or_hide(self.statements)

    def _show_or_hide(self, panel: QWidget) -> None:
        self._splitter.set_on_show(panel, not self._splitter.is_on_show(panel))
        self._tick_panels()

    def show_only_article(self) -> None:
        """Hide everything but the article, or show it again."""
        everything = self.queue.isHidden() and self.statements.isHidden()
        self._show_panels(everything)
        if not everything:
            self._focus_panel(self.article)

    def _tick_panels(self) -> None:
        queue, statements = map(self._splitter.is_on_show, (self.queue, self.statements))
        self.actions_registry.action("view.queue").setChecked(queue)
        self.actions_registry.action("view.statements").setChecked(statements)
        self.actions_registry.action("view.only_article").setChecked(not queue and not statements)

    def use_theme(self, theme: Mode) -> None:
        """Show the window in light or dark, or as the system does."""
        self.settings.theme = theme
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_theme(application, theme)
        for each in THEMES:
            self.actions_registry.action(f"view.theme.{each}").setChecked(each == theme)

    def _follow_system(self) -> None:
        if self.settings.theme == "system":
            self.use_theme("system")

    def quit(self) -> None:
        """Close the window; everything is stored already."""
        self.close()

    # What Qt calls

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if self.transfers.can_take(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Bring dropped files and folders in."""
        if self.transfers.take(event.mimeData()):
            event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window looked and let go of the project."""
        self.statements.store_pending()
        self.settings.keep_layout("window", self.saveGeometry())
        self.look.keep()
        self._keep_widths()
        self.workbench.finish()
        super().closeEvent(event)
        self.closed.emit()


def _raise(error: Exception) -> None:
    """Let the one place for mistakes of the program show an error of a job."""
    raise error
