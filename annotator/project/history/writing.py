"""The one door for change: steps and articles into state and history, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import structs

from annotator.annotations.edits import Edit, Recorded, Zones
from annotator.annotations.ids import new_id
from annotator.annotations.model import Actor, Annotator
from annotator.codebook.model import Codebook
from annotator.corpus.article import Article, NewArticle
from annotator.corpus.duplicates import SimilarPassage
from annotator.corpus.span import Span
from annotator.errors import AnnotationError, FormatError
from annotator.preannotation.changes import changes_between
from annotator.preannotation.learning.stored import StoredLayer
from annotator.preannotation.suggestion import EngineRun, Serving, Suggestion
from annotator.project import changes, learned, relabelling, tokens
from annotator.project.asked import queue, reading, serving, similar, words
from annotator.project.history import fresh, integrity, kept, records, state
from annotator.project.history.events import EventLog, StepHeader, Trace
from annotator.project.history.undoing import PROJECT
from annotator.project.storage import meta
from annotator.project.storage.connection import Connection

if TYPE_CHECKING:
    from annotator.project.together.joined import Joined

_SUGGESTION_FIELDS = Suggestion.__struct_fields__


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes, and under which codebook."""

    annotator: str
    codebook: str


class Writer:
    """Writes into one open project."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._log = EventLog(connection)

    @contextmanager
    def _transaction(self, purpose: str) -> Iterator[None]:
        try:
            with self._connection.transaction(purpose):
                yield
        except BaseException:
            self._log.renew()
            raise

    def store(
        self, header: StepHeader, edits: Sequence[Edit], served: Serving | None = None
    ) -> tuple[Edit, ...]:
        """Write edits as one step, with what was served; return those that changed something.

        Raises AnnotationError, with nothing written, where a record is no longer what an edit
        says it was, or where the step would leave spans or references that lead nowhere.
        """
        with self._transaction(f"store “{header.wording}”"):
            made = self._stored(header, edits)
            integrity.require_references(self._connection, made)
            self._confirm_kept(header, made)
            if any(edit.kind == "codebook_part" for edit in made):
                self._renew_codebook()
            if served is not None:
                serving.note(self._connection, served)
        return made

    def _stored(self, header: StepHeader, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Write edits one after the other, and together where they only make what never was."""
        if header.action != "do":
            return tuple(edit for edit in edits if self._store(header, edit))
        made: list[Edit] = []
        for are_new, some in fresh.runs(self._connection, edits):
            if are_new:
                fresh.store(self._connection, self._log, header, some)
                made += some
            else:
                made += (edit for edit in some if self._store(header, edit))
        return tuple(made)

    def _store(self, header: StepHeader, edit: Edit) -> bool:
        stored = state.stored(self._connection, edit.kind, edit.target)
        now = None if stored is None else records.decoded(edit.kind, stored)
        is_past = header.action != "do"
        if is_past:
            self._refuse_what_copies_differ_in(edit)
        is_lenient = is_past and header.history != PROJECT and self._is_shared(edit, now)
        if is_lenient or (is_past and edit.before == edit.after):
            trace = Trace(edit.kind, edit.target, edit.article, stored, stored)
            self._log.append(header, trace)
            return False
        if now != edit.before:
            raise AnnotationError(
                "This was changed in the meantime, so nothing was stored. "
                "Open the article again to see how it is now, then repeat the change."
            )
        after = self._put(edit)
        self._log.append(header, Trace(edit.kind, edit.target, edit.article, stored, after))
        return True

    def _is_shared(self, edit: Edit, now: Recorded | None) -> bool:
        """Tell whether undo must leave a record alone, because others use or changed it since."""
        if edit.kind not in ("actor", "codebook_part"):
            return False
        if now != edit.before:
            return True
        is_used = integrity.is_actor_used if edit.kind == "actor" else integrity.is_part_used
        return edit.after is None and is_used(self._connection, edit.target)

    def _confirm_kept(self, header: StepHeader, made: Sequence[Edit]) -> None:
        """Write down that what a step referred to stays, where a copy had removed it."""
        waiting = set(kept.noted(self._connection))
        if not waiting:
            return
        before = [records.encoded(each.kind, each.before) for each in made if each.before]
        left = waiting - {(each.kind, each.target) for each in made}
        for kind, target in sorted(left):
            name = records.encoded_plain(target.rpartition("/")[2])
            body = state.stored(self._connection, kind, target)
            if body is not None and any(name in each for each in before):
                article = getattr(records.decoded(kind, body), "article", None)
                self._log.append(header, Trace(kind, target, article, body, body))
                left.discard((kind, target))
        if left != waiting:
            kept.note(self._connection, left)

    def join(self, others: Sequence[Connection]) -> tuple[Joined, ...]:
        """Take in other copies of the project, all or none; return what each of them brought."""
        from annotator.project.together import merging  # late: it is needed for nothing else

        with self._transaction("put the copies together"):
            joined = tuple(merging.join(self._connection, each) for each in others)
        self._log.catch_up()
        return joined

    def keep_codebooks(self, versions: Sequence[Codebook]) -> None:
        """Write versions of the codebook down; those that are there stay as they are."""
        with self._transaction("keep the codebooks"):
            for each in versions:
                relabelling.keep(self._connection, each)

    def _renew_codebook(self) -> None:
        """Note which codebook the changed parts make, and keep that version."""
        began_with = reading.meta(self._connection, relabelling.BASE)
        if not began_with:
            self._note(relabelling.BASE, reading.meta(self._connection, "codebook"))
        codebook = relabelling.folded(self._connection)
        relabelling.keep(self._connection, codebook)
        self._note("codebook", codebook.reference)

    def _put(self, edit: Edit) -> str | None:
        if edit.after is None:
            state.remove(self._connection, edit.kind, edit.target)
            return None
        integrity.require_spans(self._connection, edit.after)
        after = records.encoded(edit.kind, edit.after)
        state.put(self._connection, edit.kind, edit.after, after)
        return after

    def add_articles(self, articles: Sequence[NewArticle], hand: Hand) -> None:
        """Write new articles with texts and zones, all or none."""
        prepared = [_prepared(each) for each in articles]
        header = _header(f"Add {len(articles)} articles", hand)
        with self._transaction("add the articles"):
            self._require_new(prepared)
            state.insert_articles(self._connection, prepared)
            self._log.append_new(header, _traces(prepared))

    def _require_new(self, prepared: list[tuple[Article, str, Zones, str]]) -> None:
        ids = {each[0].id for each in prepared}
        known = (state.article_with_id(self._connection, each) for each in ids)
        if len(ids) < len(prepared) or any(each is not None for each in known):
            raise AnnotationError(
                "An article with the same id is in the project already. Nothing was added."
            )

    def add_annotator(self, annotator: Annotator, codebook: str) -> None:
        """Write down a new annotator."""
        header = _header(f"Add {annotator.name}", Hand(annotator.id, codebook))
        with self._transaction("add the annotator"):
            self._store(header, Edit(None, annotator))
            self._note("annotator", annotator.id)

    def know_annotators(self, annotators: Sequence[Annotator], codebook: str) -> None:
        """Write down people who have not labelled yet."""
        with self._transaction("add the annotators"):
            for each in annotators:
                header = _header(f"Add {each.name}", Hand(each.id, codebook))
                self._store(header, Edit(None, each))

    def assign(self, change: Callable[[Connection], None]) -> None:
        """Change who is asked to label what, in one transaction."""
        with self._transaction("assign the articles"):
            change(self._connection)

    def keep(self, edit: Edit, wording: str, hand: Hand) -> None:
        """Write an edit that no undo takes back."""
        with self._transaction(f"store “{wording}”"):
            self._store(_header(wording, hand), edit)

    def remember_annotator(self, annotator: str) -> None:
        """Note who labelled last."""
        with self._transaction("note the annotator"):
            self._note("annotator", annotator)

    def begin(self, facts: Mapping[str, str], annotator: Annotator, codebook: Codebook) -> None:
        """Fill a new project: its facts, codebook, first annotator and the codebook's actors."""
        header = _header("Begin the project", Hand(annotator.id, codebook.reference))
        actors = [
            Actor(each.id, each.name, each.type, each.aliases, each.country, each.acts_for)
            for each in codebook.actors
        ]
        with self._transaction("begin the project"):
            for key, value in {**facts, "annotator": annotator.id}.items():
                self._note(key, value)
            self._note("codebook", codebook.reference)
            relabelling.keep(self._connection, codebook)
            edits = [Edit(None, annotator), *(Edit(None, each) for each in actors)]
            for edit in edits:
                self._store(header, edit)
            integrity.require_references(self._connection, edits)

    def _note(self, key: str, value: str) -> None:
        meta.note(self._connection, key, value)

    def set_setting(self, name: str, value: str | None) -> None:
        """Write a setting down, or strike it out."""
        with self._transaction("store the setting"):
            if value:
                self._note(reading.SETTING + name, value)
            else:
                meta.forget(self._connection, reading.SETTING + name)

    def store_suggestions(
        self,
        run: EngineRun,
        by_article: Mapping[str, Sequence[Suggestion]],
        tokenizer: str,
        cuts: Mapping[str, bytes],
    ) -> None:
        """Replace what the same engine suggested earlier in these articles, and their tokens."""
        with self._transaction("store the suggestions"):
            self._connection.run(
                "INSERT INTO engine_runs VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                run.id,
                run.engine,
                run.version,
                run.detail,
            )
            clock = self._log.tick()
            for article, suggestions in by_article.items():
                before = changes.earlier(self._connection, article, run.engine)
                placed = self._replace_suggestions(run, article, suggestions)
                if before is not None and (changed := changes_between(before, placed)):
                    changes.store(self._connection, article, run.id, clock, changed)
            tokens.store(self._connection, tokenizer, cuts)

    def _refuse_what_copies_differ_in(self, edit: Edit) -> None:
        from annotator.project.history import folding  # late: it comes with all that is for copies

        if folding.is_conflict(self._connection, edit.kind, edit.target):
            raise AnnotationError(
                "Copies of the project say different things of this, so it was not changed. "
                "Take one of the versions first."
            )

    def add_words(self, seconds: float) -> int:
        """Let the full-text index reach further; return how many articles it still lacks."""
        with self._transaction("prepare the search"):
            return words.add_more(self._connection, seconds)

    def empty_words(self) -> None:
        """Empty the full-text index."""
        with self._transaction("prepare the search anew"):
            words.empty(self._connection)

    def store_learned_layer(self, layer: StoredLayer | None) -> None:
        """Replace what was learned from corrections."""
        with self._transaction("store what was learned"):
            learned.store(self._connection, layer)

    def store_similar(
        self, compared: Mapping[str, int], found: Mapping[str, Sequence[SimilarPassage]]
    ) -> None:
        """Replace what is noted about passages of these articles that stand elsewhere."""
        with self._transaction("store what stands in several articles"):
            similar.store(self._connection, compared, found)

    def _replace_suggestions(
        self, run: EngineRun, article: str, suggestions: Sequence[Suggestion]
    ) -> Sequence[Suggestion]:
        by_id = {(each.kind, each.id): each for each in suggestions}
        placed = [_placed(each, article, run.id) for each in by_id.values()]
        spans = [span for each in placed for span in _spans_of(each)]
        integrity.require_inside(self._connection, article, spans)
        self._connection.run(
            "DELETE FROM suggestions WHERE article = ? AND run IN "
            "(SELECT id FROM engine_runs WHERE engine = ?)",
            article,
            run.engine,
        )
        self._connection.run_many(
            'INSERT INTO suggestions (article, id, run, kind, start, "end", label, confidence, '
            "rule, actor, candidate) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (_suggestion_row(each) for each in placed),
        )
        queue.count_suggestions(self._connection, article)
        self._connection.run(
            "INSERT INTO preannotations VALUES (?, ?, ?, ?) ON CONFLICT (article, engine) "
            "DO UPDATE SET run = excluded.run, digest = excluded.digest",
            article,
            run.engine,
            run.id,
            digest(placed),
        )
        return placed


def _placed(suggestion: Suggestion, article: str, run: str) -> Suggestion:
    if (suggestion.article, suggestion.run) == (article, run):
        return suggestion
    return structs.replace(suggestion, article=article, run=run)


def digest(suggestions: Sequence[Suggestion]) -> str:
    """Return a SHA-256 over suggestions in any order, to see later whether they are as stored."""
    lines = sorted(records.encoded_plain(_digested(each)) for each in suggestions)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _digested(suggestion: Suggestion) -> dict[str, object]:
    """Return what counts; without a candidate it is as it was before there were any."""
    found: dict[str, object] = {name: getattr(suggestion, name) for name in _SUGGESTION_FIELDS}
    if suggestion.candidate is None:
        del found["candidate"]
    return found


def _spans_of(suggestion: Suggestion) -> tuple[Span, ...]:
    candidate = suggestion.candidate
    if candidate is None:
        return (suggestion.span,)
    parts = (candidate.content, candidate.source, candidate.cue, candidate.addressee)
    return (suggestion.span, *(span for part in parts for span in part))


def _suggestion_row(suggestion: Suggestion) -> tuple[object, ...]:
    return (
        suggestion.article,
        suggestion.id,
        suggestion.run,
        suggestion.kind,
        suggestion.span.start,
        suggestion.span.end,
        suggestion.label,
        float(suggestion.confidence),
        suggestion.rule,
        suggestion.actor,
        None if suggestion.candidate is None else records.encoded_plain(suggestion.candidate),
    )


def _header(wording: str, hand: Hand) -> StepHeader:
    return StepHeader(new_id(), "do", None, wording, hand.annotator, hand.codebook, None)


def _prepared(new: NewArticle) -> tuple[Article, str, Zones, str]:
    try:
        sha256 = hashlib.sha256(new.text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise FormatError(
            f"The text of “{new.article.title}” holds half of a character (a lone "
            "surrogate) and cannot be stored. Nothing was added. Save it as UTF-8 and try again."
        ) from error
    article = new.article
    if (article.text_sha256, article.length) != (sha256, len(new.text)):
        raise ValueError(f"the facts of article {article.id} do not fit its text")
    if not integrity.are_in_order(new.zones, article.length):
        raise ValueError(f"the zones of article {article.id} overlap or lie outside its text")
    zones = Zones(article.id, article.id, new.zones)
    return article, new.text, zones, records.encoded("zones", zones)


def _traces(prepared: Sequence[tuple[Article, str, Zones, str]]) -> Iterator[Trace]:
    for article, _, _, zones in prepared:
        facts = records.encoded("article", article)
        yield Trace("article", article.id, article.id, None, facts)
        yield Trace("zones", article.id, article.id, None, zones)
