"""Opens the palette over the window and does what is taken from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from annotator.annotations.model import Actor, Target
from annotator.codebook.model import Topic
from annotator.corpus.span import Span
from annotator.gui.actions import ActionRegistry, shown_keys
from annotator.gui.keys.sequences import shown
from annotator.gui.palette.finding import Entry, Titles, find, read_picks, written_picks
from annotator.gui.palette.synonyms import SYNONYMS
from annotator.gui.palette.texts import TextFinder
from annotator.gui.settings import Settings
from annotator.gui.widgets.chooser import Choice, Chooser
from annotator.gui.workbench import Workbench
from annotator.project.article_row import ArticleRow

_ACTIONS, _KINDS, _TOPICS, _ACTORS, _ARTICLES = range(5)
_WIDTH, _FROM_TOP = 720, 64


class Palette(QObject):
    """Finds every action, label, topic, actor, article and word; keeps what is taken most."""

    actor_wished = Signal(str)
    topic_wished = Signal(str)
    """The name of a topic whose stances somebody wants to see."""
    passage_requested = Signal(str, object)

    def __init__(
        self,
        registry: ActionRegistry,
        workbench: Workbench,
        settings: Settings,
        window: QWidget,
        *,
        rows: Callable[[], Sequence[ArticleRow]],
        selection: Callable[[], Span | None],
        take_stance: Callable[[Target, str], None],
    ) -> None:
        super().__init__(window)
        self._registry, self._workbench, self._settings = registry, workbench, settings
        self._window, self._rows, self._selection = window, rows, selection
        self._take_stance = take_stance
        self._titles = Titles()
        self._texts = TextFinder(workbench, self)
        self._entries: tuple[Entry, ...] = ()
        self._found: dict[str, Entry] = {}
        self._picks: dict[str, int] = {}
        self._known: tuple[object, tuple[Entry, ...]] = (None, ())
        self.chooser = Chooser(window)
        self._texts.found.connect(self.chooser.renew)

    def open(self) -> None:
        """Show the palette; an action that needs something says what."""
        self._picks = read_picks(self._settings.palette_picks)
        self._entries = (*self._actions(), *self._kinds(), *self._topics(), *self._actors())
        width = min(_WIDTH, self._window.width() - 32)
        corner = QPoint((self._window.width() - width) // 2, _FROM_TOP)
        self.chooser.open_at(
            (),
            self.tr("Find anything: actions, labels, topics, actors, articles, words in them"),
            self._take,
            at=self._window.mapToGlobal(corner),
            find=self._fitting,
            width=width,
        )

    def _fitting(self, typed: str) -> tuple[Choice, ...]:
        entries = self._entries
        if len(typed.strip()) > 1:
            entries = (*entries, *self._articles(typed))
        found = [*find(entries, typed, self._picks), *self._passages(typed)]
        looking = self.tr("Looking in the texts…") if self._texts.is_looking else ""
        self.chooser.tell_nothing(looking)
        self._found = {each.choice.id: each for each in found}
        return tuple(each.choice for each in found)

    def _take(self, choice: Choice) -> None:
        entry = self._found.get(choice.id)
        if entry is None:
            return
        if choice.why_not:
            words = self.tr("“%1” is not possible now: %2.")
            said = words.replace("%2", choice.why_not).replace("%1", choice.label)
            self._workbench.refused.emit(said)
            return
        if entry.place < _TOPICS:
            self._picks[choice.id] = self._picks.get(choice.id, 0) + 1
            self._settings.palette_picks = written_picks(self._picks)
        entry.run()

    # What there is to find

    def _actions(self) -> Iterator[Entry]:
        for spec in self._registry.specs:
            if spec.id == "help.palette":
                continue
            action = self._registry.action(spec.id)
            words = SYNONYMS.get(spec.id, "")
            choice = Choice(
                spec.id,
                spec.text,
                detail=spec.menu.replace("/", " › "),
                also=f"{words} {spec.tooltip}",
                key=shown_keys(spec),
                why_not=self._registry.why_not(spec),
            )
            yield Entry(choice, action.trigger, tuple(shown(each) for each in spec.keys), _ACTIONS)

    def _kinds(self) -> Iterator[Entry]:
        """Let each kind of the codebook be given to what is selected."""
        project = self._workbench.project
        why_not = self._why_no_mention()
        for kind in project.codebook.entity_kinds if project is not None else ():
            choice = Choice(
                f"kind.{kind.id}",
                self.tr("Mention: %1").replace("%1", kind.label or kind.id),
                detail=self.tr("Article › Mentions"),
                also=f"{SYNONYMS['mention.add']} {kind.definition}",
                why_not=why_not,
            )
            yield Entry(choice, partial(self._mark, kind.id), (), _KINDS)

    def _why_no_mention(self) -> str:
        if self._workbench.session is None:
            return self.tr("needs an open article")
        if self._workbench.is_readonly:
            return self.tr("this project is open for reading only")
        return "" if self._selection() is not None else self.tr("select the words first")

    def _mark(self, kind: str) -> None:
        session, span = self._workbench.session, self._selection()
        if session is not None and span is not None:
            self._workbench.gesture(lambda: session.add_mention(span, kind))

    def _topics(self) -> Iterator[Entry]:
        """Let each topic be the target of a stance, or lead to those who take one on it."""
        project = self._workbench.project
        for topic in project.codebook.topics if project is not None else ():
            choice = Choice(
                f"topic.{topic.id}",
                topic.label,
                detail=topic.kind,
                group=self.tr("Topic"),
                also=topic.definition,
            )
            yield Entry(choice, partial(self._go_to_topic, topic), (), _TOPICS)

    def _go_to_topic(self, topic: Topic) -> None:
        """Ask for the stance of what is in focus; without a statement, show who takes one."""
        project, target = self._workbench.project, Target("topic", topic.id)
        if project is None or not self._is_statement_in_focus():
            self.topic_wished.emit(topic.label)
            return
        values = tuple(
            Choice(each.id, each.label, each.definition) for each in project.codebook.stance_values
        )
        shown = Choice("", self.tr("Show who takes a stance on it"), group=self.tr("Concordance"))

        def pick(choice: Choice) -> None:
            if choice.id:
                self._take_stance(target, choice.id)
            else:
                self.topic_wished.emit(topic.label)

        self.chooser.open_at((*values, shown), topic.label, pick)

    def _is_statement_in_focus(self) -> bool:
        said = self._workbench.focused_suggestion()
        is_possible = said is not None and said.kind != "mention"
        can = not self._workbench.is_readonly
        return can and (is_possible or self._workbench.focused_statement() is not None)

    def _actors(self) -> tuple[Entry, ...]:
        project = self._workbench.project
        standing = self._workbench.attempt(project.standing_actors) if project is not None else None
        if standing is not self._known[0]:
            self._known = standing, tuple(self._to_actors(standing or {}))
        return self._known[1]

    def _to_actors(self, standing: Mapping[str, Actor]) -> Iterator[Entry]:
        for actor in dict.fromkeys(standing.values()):
            names = " ".join(actor.aliases)
            choice = Choice(f"actor.{actor.id}", actor.name, group=self.tr("Actor"), also=names)
            yield Entry(choice, partial(self.actor_wished.emit, actor.id), (), _ACTORS)

    def _articles(self, typed: str) -> Iterator[Entry]:
        rows = self._rows()
        titles = _TitlesOf(rows)
        for at in self._titles.find(titles, self._workbench.project, typed):
            row = rows[at]
            facts = " · ".join(filter(None, (row.source, row.date)))
            choice = Choice(
                f"article.{row.id}", row.title, detail=facts, group=self.tr("Go to article")
            )
            yield Entry(choice, partial(self._workbench.open, row.id), (), _ARTICLES)

    def _passages(self, typed: str) -> Iterator[Entry]:
        """Yield where the words stand in the texts, as far as that was looked up."""
        for each in self._texts.passages(typed):
            choice = Choice(f"text.{each.article}", each.words, each.title)
            go = partial(self.passage_requested.emit, each.article, each.span)
            yield Entry(choice, go, (), _ARTICLES)


class _TitlesOf(Sequence[str]):
    """The titles of rows, without a copy of a hundred thousand of them at each key."""

    def __init__(self, rows: Sequence[ArticleRow]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, at: int) -> str:  # type: ignore[override]  # no slices are taken
        return self._rows[at].title
