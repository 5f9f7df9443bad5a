"""What the window can do: every action with its words, keys and place in a menu."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Protocol

from annotator.gui.actions import ActionSpec
from annotator.gui.help.help_commands import Helping, help_commands
from annotator.gui.labelling.actions import Moving, labelling_commands, tr
from annotator.gui.labelling.find_commands import Finding, find_commands
from annotator.gui.labelling.following import Following, following_commands
from annotator.gui.merging.commands import Sharing, sharing_commands
from annotator.gui.page_look import PageLook, look_commands
from annotator.gui.queue.commands import queue_commands
from annotator.gui.repeats.commands import Asking, repeat_commands
from annotator.gui.review_commands import review_commands
from annotator.gui.statements.whole.commands import note_command, whole_commands
from annotator.gui.theme import Mode

if TYPE_CHECKING:
    from annotator.gui.labelling.at_the_keys import AtTheKeys


class ProjectCommands(Protocol):
    """What can be done with project files."""

    def new_project(self) -> None: ...
    def choose_project(self) -> None: ...
    def open_sample(self, annotator: str | None) -> None: ...
    def choose_annotator(self) -> None: ...
    def check_project(self) -> None: ...
    def back_up(self) -> None: ...


class Transfers(Protocol):
    """What brings articles in and labels out."""

    def choose_files(self) -> None: ...
    def choose_folder(self) -> None: ...
    def preannotate(self) -> None: ...
    def export(self) -> None: ...
    @property
    def sharing(self) -> Sharing: ...


class Finishing(Protocol):
    """What can be done with the article in hand as a whole."""

    def skip(self) -> None: ...


class Queue(Protocol):
    """What can be done with the list of articles."""

    def show_similar(self) -> None: ...
    def offer_filters(self) -> None: ...
    def assign(self) -> object: ...


class Article(Protocol):
    """The middle of the window."""

    @property
    def finding(self) -> Finding: ...


class Beside(Protocol):
    """The views in windows of their own."""

    def self_agreement(self) -> object: ...

    def changes(self) -> object: ...
    def suggestions(self) -> object: ...
    def concordance(self) -> object: ...
    def conflicts(self) -> object: ...
    def settling(self) -> object: ...
    def dataset(self) -> object: ...
    def training(self) -> object: ...
    def own_labels(self) -> object: ...
    def codebook(self) -> object: ...
    def guideline_note(self) -> object: ...


class Window(Protocol):
    """What the window itself can do."""

    @property
    def queue(self) -> Queue: ...
    @property
    def finishing(self) -> Finishing: ...
    @property
    def beside(self) -> Beside: ...
    @property
    def repeats(self) -> Asking: ...
    @property
    def article(self) -> Article: ...
    @property
    def following(self) -> Following: ...
    @property
    def look(self) -> PageLook: ...
    @property
    def helping(self) -> Helping: ...

    def quit(self) -> None: ...
    def next_article(self) -> None: ...
    def previous_article(self) -> None: ...
    def done_and_next(self) -> None: ...
    def done(self) -> None: ...
    def not_done(self) -> None: ...
    def undo(self) -> None: ...
    def redo(self) -> None: ...
    def choose_similar(self) -> None: ...
    def show_agreement(self) -> None: ...
    def show_figures(self) -> None: ...
    def show_actors(self) -> None: ...
    def focus_next_panel(self) -> None: ...
    def find_in_queue(self) -> None: ...
    def show_only_article(self) -> None: ...
    def show_queue(self) -> None: ...
    def show_statements(self) -> None: ...
    def use_theme(self, theme: Mode) -> None: ...


def menu_titles() -> dict[str, str]:
    """Return the menus in their order, with the letter that opens each."""
    return {
        "File": tr("&File"),
        "Article": tr("&Article"),
        "Statement": tr("&Statement"),
        "Review": tr("&Review"),
        "View": tr("&View"),
        "Help": tr("&Help"),
    }


def all_commands(
    window: Window,
    projects: ProjectCommands,
    transfers: Transfers,
    moving: Moving,
    keys: AtTheKeys,
) -> list[ActionSpec]:
    """Return every action that does not depend on the codebook."""
    return [
        *_project(window, projects, transfers),
        *_article(window, keys),
        *whole_commands(keys.telling.named),
        note_command(window.beside),
        *labelling_commands(moving, keys.annotating.named),
        *find_commands(window.article.finding),
        *following_commands(window.following),
        *queue_commands(window.queue),
        *review_commands(window),
        *repeat_commands(window.repeats, window.beside),
        *_view(window, moving),
        *sharing_commands(transfers, window.beside),
        *help_commands(window.helping),
    ]


def _project(
    window: Window, projects: ProjectCommands, transfers: Transfers
) -> Iterator[ActionSpec]:
    yield from _openings(projects)
    yield from _transfers(transfers)
    yield from _care(projects)
    yield ActionSpec(
        "project.quit",
        tr("Quit"),
        "File",
        window.quit,
        ("Ctrl+Q",),
        tr("Close the window; everything is stored already"),
        needs="nothing",
        section=3,
    )


def _openings(projects: ProjectCommands) -> Iterator[ActionSpec]:
    menu = partial(ActionSpec, menu="File", needs="nothing")
    yield menu(
        "project.new",
        tr("New project…"),
        callback=projects.new_project,
        keys=("Ctrl+N",),
        tooltip=tr("Make a new project file"),
    )
    yield menu(
        "project.open",
        tr("Open project…"),
        callback=projects.choose_project,
        keys=("Ctrl+O",),
        tooltip=tr("Open a project file"),
    )
    yield menu(
        "project.sample",
        tr("Open the sample"),
        callback=partial(projects.open_sample, None),
        tooltip=tr("Open the sample project to try things out"),
    )


def _transfers(transfers: Transfers) -> Iterator[ActionSpec]:
    inside = partial(ActionSpec, menu="File", needs="project", section=1)
    yield inside(
        "project.import",
        tr("Import files…"),
        callback=transfers.choose_files,
        keys=("Ctrl+I",),
        tooltip=tr("Bring text files in as articles"),
        needs="project_writing",
    )
    yield inside(
        "project.import_folder",
        tr("Import a folder…"),
        needs="project_writing",
        callback=transfers.choose_folder,
        keys=("Ctrl+Shift+I",),
        tooltip=tr("Bring in all text files of a folder"),
    )
    yield inside(
        "project.preannotate",
        tr("Pre-annotation…"),
        needs="project_writing",
        callback=transfers.preannotate,
        tooltip=tr("Choose what marks articles before you look, and mark them again"),
    )
    yield inside(
        "project.export",
        tr("Export…"),
        callback=transfers.export,
        keys=("Ctrl+E",),
        tooltip=tr("Write labels out as data"),
    )


def _care(projects: ProjectCommands) -> Iterator[ActionSpec]:
    care = partial(ActionSpec, menu="File", needs="project", section=2)
    yield care(
        "project.annotator",
        tr("Annotator…"),
        callback=projects.choose_annotator,
        keys=("Ctrl+Shift+A",),
        tooltip=tr("Choose who labels from now on"),
    )
    yield care(
        "project.check",
        tr("Check project"),
        callback=projects.check_project,
        tooltip=tr("Check the file, every text, every annotation and the history"),
    )
    yield care(
        "project.backup",
        tr("Back up to…"),
        callback=projects.back_up,
        tooltip=tr("Write a verified copy of the project"),
    )


def _article(window: Window, keys: AtTheKeys) -> Iterator[ActionSpec]:
    menu = partial(ActionSpec, menu="Article")
    yield menu(
        "article.next",
        tr("Next article"),
        callback=window.next_article,
        keys=("]", "Ctrl+PgDown"),
        needs="project",
    )
    yield menu(
        "article.previous",
        tr("Previous article"),
        callback=window.previous_article,
        keys=("[", "Ctrl+PgUp"),
        needs="project",
    )
    yield menu(
        "article.similar",
        tr("Similar passages…"),
        callback=window.choose_similar,
        keys=("P",),
        tooltip=tr("Go to another article in which a passage of this one stands, too"),
    )
    yield menu(
        "article.take_over",
        tr("Take over labels"),
        callback=keys.similar.named.take_over,
        keys=("Shift+P",),
        tooltip=tr("Say here what you said of the same passages in other articles; one undo"),
        needs="writing",
    )
    yield menu(
        "article.cluster",
        tr("Only similar articles in the queue"),
        callback=window.queue.show_similar,
        keys=("Ctrl+P",),
        tooltip=tr("Show only articles that tell much the same as this one; again: all"),
    )
    yield from _marks_of_progress(window)
    yield from _past(window)


def _marks_of_progress(window: Window) -> Iterator[ActionSpec]:
    mark = partial(ActionSpec, menu="Article", section=1, needs="writing")
    yield mark(
        "article.done_next",
        tr("Done and next"),
        callback=window.done_and_next,
        keys=("D",),
        tooltip=tr("Mark the article as done and open the next open one"),
    )
    yield ActionSpec(
        "article.skip",
        tr("Skip for now"),
        "Article",
        window.finishing.skip,
        ("Q",),
        tr("Go on without marking the article as done; it comes back when the others are through"),
        section=1,
    )
    yield mark(
        "article.done",
        tr("Done"),
        callback=window.done,
        keys=("Shift+D",),
        tooltip=tr("Mark the article as done and stay; nothing found counts, too"),
    )
    yield mark(
        "article.not_done",
        tr("Not done after all"),
        callback=window.not_done,
        tooltip=tr("Take the mark of a finished article away"),
    )


def _past(window: Window) -> Iterator[ActionSpec]:
    past = partial(ActionSpec, menu="Article", section=2, needs="writing")
    yield past(
        "article.undo",
        tr("Undo"),
        callback=window.undo,
        keys=("Ctrl+Z",),
        tooltip=tr("Take back the last step in this article, also of an earlier day"),
    )
    yield past(
        "article.redo",
        tr("Redo"),
        callback=window.redo,
        keys=("Ctrl+Shift+Z", "Ctrl+Y"),
        tooltip=tr("Do again what was taken back"),
    )


def _view(window: Window, moving: Moving) -> Iterator[ActionSpec]:
    menu = partial(ActionSpec, menu="View", needs="nothing")
    yield menu(
        "view.find",
        tr("Find in the queue"),
        callback=window.find_in_queue,
        keys=("Ctrl+F",),
        needs="project",
        tooltip=tr("Filter the queue by title, source or date"),
    )
    yield menu(
        "view.next_panel",
        tr("Next panel"),
        callback=window.focus_next_panel,
        keys=("F6",),
        tooltip=tr("Move between queue, article and statements"),
    )
    yield from _panels(window)
    yield from _text_sizes(moving)
    yield from look_commands(window.look)
    yield from _themes(window)


def _panels(window: Window) -> Iterator[ActionSpec]:
    show = partial(ActionSpec, menu="View", needs="nothing", section=1, checkable=True)
    yield show(
        "view.queue",
        tr("Queue"),
        callback=window.show_queue,
        keys=("F7",),
        tooltip=tr("Show or hide the queue"),
    )
    yield show(
        "view.statements",
        tr("Statements"),
        callback=window.show_statements,
        keys=("F8",),
        tooltip=tr("Show or hide the statements"),
    )
    yield show(
        "view.only_article",
        tr("Only the article"),
        callback=window.show_only_article,
        keys=("F11",),
        tooltip=tr("Hide everything but the article"),
    )


def _text_sizes(moving: Moving) -> Iterator[ActionSpec]:
    size = partial(ActionSpec, menu="View", needs="nothing", section=2)
    yield size("view.larger", tr("Larger text"), callback=moving.zoom_in, keys=("Ctrl++", "Ctrl+="))
    yield size("view.smaller", tr("Smaller text"), callback=moving.zoom_out, keys=("Ctrl+-",))
    yield size("view.usual", tr("Usual text size"), callback=moving.zoom_reset, keys=("Ctrl+0",))


def _themes(window: Window) -> Iterator[ActionSpec]:
    themes: tuple[tuple[Mode, str], ...] = (
        ("system", tr("As the system")),
        ("light", tr("Light")),
        ("dark", tr("Dark")),
    )
    for theme, text in themes:
        yield ActionSpec(
            f"view.theme.{theme}",
            text,
            "View/" + tr("Theme"),
            partial(window.use_theme, theme),
            needs="nothing",
            section=3,
            checkable=True,
            tooltip=tr("Colours of the window"),
        )
