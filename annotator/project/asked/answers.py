"""What can be asked of an open project: articles, suggestions, labels, actors, history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from annotator.annotations.actors import StandingActors, known_suggestion
from annotator.annotations.model import (
    ActiveTime,
    Actor,
    Annotator,
    GuidelineNote,
    Layer,
    Statement,
)
from annotator.annotations.standing import relabelled_suggestion
from annotator.corpus.article import Article, Zone
from annotator.project import assignments
from annotator.project.asked import queue, reading, serving, similar, told, words
from annotator.project.asked.kept_records import KeptRecords
from annotator.project.asked.rulings import Rulings
from annotator.project.asked.whole_articles import WholeArticles
from annotator.project.repeating import Repeating
from annotator.project.storage.connection import Connection
from annotator.project.together.since import Since

if TYPE_CHECKING:
    from annotator.annotations.actors import ActorUse
    from annotator.annotations.edits import Told
    from annotator.annotations.offered.counterparts import Elsewhere
    from annotator.codebook.model import Codebook
    from annotator.corpus.duplicates import SimilarPassage
    from annotator.corpus.searching import Snippet, TextQuery
    from annotator.preannotation.changes import ChangeCounts
    from annotator.preannotation.learning.stored import StoredLayer
    from annotator.preannotation.suggestion import EngineRun, Serving, Suggestion
    from annotator.project.article_row import ArticleRow
    from annotator.project.asked.ratings import LabelColumns
    from annotator.project.model import (
        AssignedCount,
        ChangedSuggestion,
        Event,
        ProjectInfo,
        WorkDone,
    )


class Answers(Repeating, Rulings, WholeArticles, Since):
    """Reads an open project file; ``annotator`` is whoever labels now."""

    annotator: Annotator
    _connection: Connection
    _kept: KeptRecords
    _actors: tuple[int, StandingActors] | None = None

    def info(self) -> ProjectInfo:
        """Count what is in the project."""
        return reading.info(self._connection)

    def codebooks(self) -> tuple[Codebook, ...]:
        """Return all versions of the codebook that this project has used."""
        return reading.codebooks(self._connection)

    def article_count(self) -> int:
        """Return how many articles there are."""
        return reading.count(self._connection, "articles")

    def articles(self, *, after: int = -1, limit: int | None = None) -> tuple[ArticleRow, ...]:
        """Return rows of the queue behind position ``after``, at most ``limit`` of them."""
        rows = queue.rows(self._connection, self.annotator.id, after=after, limit=limit)
        rows = serving.veiled(self._connection, rows, self.annotator.id)
        return self._as_they_come(rows)

    def find_articles(
        self,
        query: TextQuery,
        *,
        most: int | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> tuple[str, ...]:
        """Return the articles whose title or text fit a query, in queue order, at most ``most``.

        Takes a moment where the full-text index is complete (see :meth:`unindexed_count`), and a
        second for some 2,000 articles that it lacks; ``cancelled`` is asked between pages of them.
        """
        return words.articles(self._connection, query, cancelled, most=most)

    def snippet(self, article_id: str, query: TextQuery) -> Snippet:
        """Return the stretch of an article around a place that fits, best below the headline."""
        from annotator.corpus import searching

        text, title = self.text(article_id), self.article(article_id).title
        after = len(title) if text.startswith(title) else 0
        return searching.snippet(text, query, after=after)

    def unindexed_count(self) -> int:
        """Return how many articles the full-text index lacks; see :meth:`Project.index_more`."""
        return words.missing(self._connection)

    def article(self, article_id: str) -> Article:
        """Return an article's facts; raises AnnotationError for an unknown one."""
        return reading.article(self._connection, article_id)

    def text(self, article_id: str) -> str:
        """Return an article's text, exactly as it was stored."""
        return reading.text(self._connection, article_id)

    def zones(self, article_id: str) -> tuple[Zone, ...]:
        """Return an article's zones in text order."""
        return reading.zones(self._connection, article_id)

    def suggestions(self, article_id: str) -> tuple[Suggestion, ...]:
        """Return what engines suggested for an article, in text order.

        Whom they name that is no actor of the project is left out, and there once it is one. What
        the codebook does not offer any more is left out too, and merged kinds have become one.
        """
        actors = self.standing_actors()
        found = reading.suggestions(self._connection, article_id, self._kept)
        if self.codebook.has_former:
            told = (relabelled_suggestion(each, self.codebook) for each in found)
            found = tuple(each for each in told if each is not None)
        return tuple(known_suggestion(each, actors) for each in found)

    def shown_suggestions(self, article_id: str) -> tuple[Suggestion, ...]:
        """Return what the current annotator may see of :meth:`suggestions`: all, or nothing."""
        return () if self.is_withheld(article_id) else self.suggestions(article_id)

    def is_withheld(self, article_id: str) -> bool:
        """Tell whether the current annotator gets an article without its suggestions."""
        return serving.is_withheld(self._connection, article_id, self.annotator.id)

    @property
    def withheld_share(self) -> float:
        """The share of articles, 0 to 1, that come without suggestions."""
        return serving.share(self._connection)

    @property
    def withholds(self) -> bool:
        """Whether any article comes, or came, without suggestions."""
        return serving.withholds(self._connection)

    def served_articles(self) -> tuple[str, ...]:
        """Return the articles that anybody opened in the window, in queue order."""
        return serving.articles(self._connection)

    def servings(self, article_id: str) -> tuple[Serving, ...]:
        """Return what each annotator was given with an article, by annotator id."""
        return serving.servings(self._connection, article_id)

    def engine_runs(self) -> tuple[EngineRun, ...]:
        """Return all runs of engines, oldest id first."""
        return reading.engine_runs(self._connection)

    def similar(self, article_id: str) -> tuple[SimilarPassage, ...]:
        """Return which passages of an article stand in others too, in text order."""
        return similar.passages(self._connection, article_id)

    def recent_statements(self) -> tuple[Statement, ...]:
        """Return what the current annotator stated last, in any article, oldest first."""
        from annotator.project.asked import recent

        return self._in_sight(recent.statements(self._connection, self.annotator.id))

    def labelled_elsewhere(self, article_id: str) -> tuple[Elsewhere, ...]:
        """Return what the current annotator said in articles that share passages with this one."""
        if self.hand_for(article_id).of is not None:
            return ()  # it would tell what was said the first time
        found = similar.labelled(self._connection, article_id, self.annotator.id)
        back = self._back(each.article for each in found)
        return tuple(each for each in found if each.article not in back)

    def cluster_of(self, article_id: str) -> tuple[str, ...]:
        """Return the articles that tell much the same as this one and itself, in queue order."""
        return similar.cluster(self._connection, article_id)

    def uncompared(self) -> tuple[str, ...]:
        """Return the articles that still have to be compared with the others, in queue order."""
        return similar.uncompared(self._connection)

    def clusters(self) -> tuple[tuple[str, ...], ...]:
        """Return the groups of articles that tell much the same, in queue order."""
        return similar.groups(self._connection)

    def marked_articles(self, run_id: str) -> frozenset[str]:
        """Return the articles that a run looked at last, also where it found nothing."""
        return reading.marked_articles(self._connection, run_id)

    def assigned(self, annotator_id: str | None = None) -> frozenset[str]:
        """Return the articles that an annotator (None: the current one) is asked to label."""
        return assignments.of(self._connection, annotator_id or self.annotator.id)

    def assignments(self) -> Mapping[str, tuple[str, ...]]:
        """Return who is asked to label what: article id -> annotator ids."""
        return assignments.of_everybody(self._connection)

    def assigned_counts(self) -> tuple[AssignedCount, ...]:
        """Return how much everybody is asked to label; empty where nothing is assigned."""
        return assignments.counts(self._connection)

    def begun(self) -> Mapping[str, tuple[str, ...]]:
        """Return who has opened an article or said anything in it: article id -> annotator ids."""
        people = {each.id for each in reading.people(self._connection)}
        found = assignments.begun(self._connection).items()
        some = {article: tuple(each for each in who if each in people) for article, who in found}
        return {article: who for article, who in some.items() if who}

    def newest_change(self) -> str:
        """Return when suggestions changed last, as a clock for the calls below; "" for never."""
        from annotator.project import changes

        return changes.newest(self._connection)

    def change_counts(self, *, since: str, articles: Iterable[str] | None = None) -> ChangeCounts:
        """Count which suggestions changed after a clock, in some articles (None: in all)."""
        from annotator.project import changes

        return changes.counted(self._connection, since=since, articles=articles)

    def changed_suggestions(
        self, *, since: str = "", unseen: bool = False, limit: int = 5000
    ) -> tuple[ChangedSuggestion, ...]:
        """Return which suggestions changed after a clock, in queue order, newest first in each.

        Each article keeps what changed the last times that it was marked again. ``unseen`` leaves
        only what is open in articles that the current annotator marked as done before. Articles
        that this annotator gets without suggestions are left out.
        """
        from annotator.project import changes

        who = self.annotator.id if unseen else None
        found = changes.listed(self._connection, since=since, unseen_by=who, limit=limit)
        articles = {each.article for each in found}
        left_out = {each for each in articles if self.is_withheld(each)}
        left_out |= self._back(articles) if unseen else frozenset()
        return tuple(each for each in found if each.article not in left_out)

    def unseen_changes(self, article_id: str) -> int:
        """Count what the current annotator has to look at in an article marked as done before."""
        from annotator.project import changes

        if self.is_withheld(article_id):
            return 0
        return changes.unseen_count(self._connection, article_id, self.hand_for(article_id).id)

    def learned_layer(self) -> StoredLayer | None:
        """Return what was learned from corrections last, as it is stored; it may be damaged."""
        from annotator.project import learned

        return learned.stored(self._connection)

    def setting(self, name: str) -> str | None:
        """Return how this project is worked on, by the name of the setting; None where unset.

        Settings are about the work, not about the articles: they are stored like everything else,
        in a transaction, but they stand in no history and are not undone.
        """
        return reading.setting(self._connection, name)

    def settings(self) -> Mapping[str, str]:
        """Return all settings by name. See :meth:`setting`."""
        return reading.settings(self._connection)

    def layer(self, article_id: str, annotator_id: str | None = None) -> Layer:
        """Return what one annotator says about an article; None: on :meth:`hand_for`'s layer."""
        who = annotator_id or self.hand_for(article_id).id
        return reading.layer(self._connection, article_id, who, self._kept)

    def layers(self, article_id: str) -> tuple[Layer, ...]:
        """Return the layers of an article, people's and those beside them."""
        who = reading.annotators_of(self._connection, article_id)
        return tuple(reading.layer(self._connection, article_id, each) for each in who)

    def told(self, article_id: str) -> tuple[Told, ...]:
        """Return everybody's comments and flags on an article: they are for all to see."""
        return told.of_article(self._connection, article_id)

    def active_times(self, article_id: str) -> tuple[ActiveTime, ...]:
        """Return how long anybody worked on an article, and when, oldest first."""
        return told.active_times(self._connection, article_id)

    def active_seconds(self, article_id: str) -> int:
        """Return how long the current annotator worked on an article, this time."""
        return told.active_seconds(self._connection, article_id, self.hand_for(article_id).id)

    def work_done(self, since: datetime) -> WorkDone:
        """Return how much the current annotator did since a time (with its zone).

        Reads the history since then, some 100,000 events in a tenth of a second; see
        :meth:`events_since`.
        """
        found = self.active_since(since)
        return replace(found, done=told.done_since(self._connection, self.annotator.id, since))

    def events_since(self, since: datetime) -> int:
        """Return how many events the history has since a time (with its zone); takes no time."""
        return told.events_since(self._connection, since)

    def active_since(self, since: datetime) -> WorkDone:
        """Return how long the current annotator worked since a time, without what became done."""
        return told.time_since(self._connection, self.annotator.id, since)

    def guideline_note(self) -> str:
        """Return what the current annotator noted for labelling; "" where there is nothing."""
        found = told.guideline_note(self._connection, self.annotator.id)
        return "" if found is None else found.text

    def guideline_notes(self) -> tuple[GuidelineNote, ...]:
        """Return everybody's notes for labelling."""
        return told.guideline_notes(self._connection)

    def label_columns(self, annotators: Sequence[str], *, opened: bool = False) -> LabelColumns:
        """Return the labels that some annotators (ids) gave to articles that they are done with.

        ``opened`` takes those that they have only opened as well. Reads more than a million labels
        a second, in short pages.
        """
        from annotator.project.asked import ratings

        return ratings.label_columns(self._connection, annotators, opened=opened)

    def actors(self) -> tuple[Actor, ...]:
        """Return all actors by name, as they are stored: merged ones too."""
        stored = self.standing_actors().stored.values()
        return tuple(sorted(stored, key=lambda each: (each.name, each.id)))

    def standing_actors(self) -> StandingActors:
        """Return the actors as they stand now, by id: each merged one as who stands for it."""
        version = reading.data_version(self._connection)
        if self._actors is None or self._actors[0] != version:
            self._actors = version, StandingActors(reading.actors(self._connection))
        return self._actors[1]

    def actor_uses(self, actor_id: str) -> tuple[ActorUse, ...]:
        """Return where annotators name an actor or one merged into it, in queue order.

        Reads all labels in short pages: a second for some hundred thousand statements.
        """
        from annotator.project.asked import actor_uses

        return actor_uses.uses(self._connection, actor_id, self.standing_actors())

    def actor_counts(self) -> Mapping[str, int]:
        """Return how often each actor is named; a merged one counts for who stands for it too."""
        from annotator.project.asked import actor_uses

        return actor_uses.counts(self._connection, self.standing_actors())

    def past_actors(self) -> frozenset[str]:
        """Return the ids of all actors that there are or ever were, also undone or removed."""
        return reading.past_actors(self._connection)

    def history(self, target: str) -> tuple[Event, ...]:
        """Return everything that ever happened to a record, oldest first."""
        from annotator.project.history.events import events_of_target

        return events_of_target(self._connection, target)

    def known_texts(self, sha256s: Iterable[str]) -> dict[str, str]:
        """Return which texts are in already: SHA-256 of the text -> article id."""
        return reading.known_texts(self._connection, sha256s)

    def article_for_file(self, file_sha256: str) -> str | None:
        """Return the article that was read from a file with these bytes."""
        return reading.article_for_file(self._connection, file_sha256)
