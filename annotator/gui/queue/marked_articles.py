"""Which articles ``label:`` and ``actor:`` in the filter mean, looked up in the background."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal, Slot

from annotator.gui.jobs.running import Job
from annotator.gui.queue.filtering import MARKS, Fact
from annotator.gui.queue.text_search import TextSearch
from annotator.gui.widgets.matching import folded
from annotator.gui.workbench import Workbench
from annotator.project import Project

Found = dict[str, frozenset[str] | None]
"""Article ids by what is typed (``label:call``); None where nothing is called so."""


class MarkedArticles(QObject):
    """Keeps what was looked up until something is labelled; ``changed`` tells of an answer."""

    changed = Signal()

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._search = TextSearch(workbench, self)
        self._found: Found = {}
        self._wanted: frozenset[Fact] = frozenset()
        self._is_old = False
        self._search.answered.connect(self._take)
        self._search.failed.connect(lambda error: workbench.tell_failure(error, about="searching"))
        workbench.annotations_changed.connect(self._age)
        for signal in (
            workbench.project_opened,
            workbench.project_closed,
            workbench.annotator_changed,
        ):
            signal.connect(self._begin_anew)

    @property
    def is_waiting(self) -> bool:
        """Whether something is being looked up."""
        return self._search.is_waiting

    @property
    def sets(self) -> Mapping[str, frozenset[str]]:
        """The articles of everything that was looked up."""
        return {name: articles or frozenset() for name, articles in self._found.items()}

    @property
    def unknown(self) -> tuple[str, ...]:
        """Sentences about what is wanted and what nobody and nothing is called."""
        words = {
            "label": self.tr("no label is called “%1”"),
            "actor": self.tr("no actor is called “%1”"),
        }
        return tuple(
            words[each.key].replace("%1", each.value)
            for each in sorted(self._wanted, key=lambda one: one.marks)
            if self._found.get(each.marks, frozenset()) is None
        )

    def want(self, facts: Iterable[Fact]) -> None:
        """Look up what the filter names and what is not known yet."""
        wanted = frozenset(each for each in facts if each.key in MARKS)
        if self._is_old:
            self._found, self._is_old = {}, False
        self._wanted = wanted
        missing = [each for each in wanted if each.marks not in self._found]
        if not missing:
            self._search.forget()
            return
        self._search.begin_work(lambda project, job: _look_up(project, missing, job))

    @Slot(object)
    def _take(self, found: object) -> None:
        if isinstance(found, dict):
            self._found.update(found)
            self.changed.emit()

    @Slot()
    def _age(self) -> None:
        """Look up again when the filter is applied next; until then nothing moves in the list."""
        self._is_old = True

    @Slot()
    def _begin_anew(self) -> None:
        self._search.forget()
        self._found, self._wanted, self._is_old = {}, frozenset(), False


def _look_up(project: Project, facts: Iterable[Fact], job: Job) -> Found:
    from annotator.workflows.finding_articles import articles_with_actor, articles_with_label

    found: Found = {}
    for each in facts:
        if job.is_cancelled():
            break
        find = articles_with_label if each.key == "label" else articles_with_actor
        found[each.marks] = find(project, each.value, folded)
    return found
