"""Marking articles again: no decision of a person changes, and what is different is told."""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Layer, Mention, Progress, Statement
from annotator.annotations.session import Session
from annotator.codebook.model import Codebook, EntityKind
from annotator.corpus.article import Article, NewArticle
from annotator.corpus.span import Span
from annotator.preannotation.changes import ChangeCounts, kind_counted
from annotator.preannotation.suggestion import Candidate, EngineRun, Suggestion
from annotator.project import Project

TEXT = "The harbour of Veltra stays open, the mayor said. Nobody else spoke."
FIRST, SECOND = EngineRun("r1", "rules", "1"), EngineRun("r2", "rules", "2")


def mention(start: int, end: int, label: str = "GPE", **fields) -> Suggestion:
    name = hashlib.sha256(repr((start, end, label, fields)).encode()).hexdigest()[:32]
    known = {"id": name, "article": "", "kind": "mention", "span": Span(start, end)}
    known |= {"label": label, "confidence": 0.9, "rule": "list", "run": "r1"}
    return Suggestion(**known | fields)


def mark(desk, run, *found, articles):
    desk.project.store_suggestions(run, dict.fromkeys(articles, found))


def done(desk, article):
    who = desk.project.annotator.id
    before = desk.project.layer(article).progress
    desk.do(Edit(before, Progress(f"{article}:{who}", article, who, "done")))


def test_the_first_marking_of_an_article_is_no_change(desk):
    article = desk.article()
    mark(desk, FIRST, mention(15, 21), articles=[article])
    assert desk.project.changed_suggestions() == ()
    assert desk.project.newest_change() == ""


def test_what_a_new_version_says_differently_is_listed_and_counted(desk):
    article = desk.article()
    mark(desk, FIRST, mention(15, 21), mention(34, 43, "PERSON"), articles=[article])
    since = desk.project.newest_change()
    mark(desk, SECOND, mention(15, 21, "ORG"), mention(4, 11, "FAC"), articles=[article])
    listed = desk.project.changed_suggestions(since=since)
    assert [(each.change.outcome, each.change.shown.label) for each in listed] == [
        ("new", "FAC"),
        ("changed", "ORG"),
        ("gone", "PERSON"),
    ]
    assert {each.title for each in listed} == {"Harbour"} and {each.run for each in listed} == {
        "r2"
    }
    counts = desk.project.change_counts(since=since)
    assert (counts.articles, counts.total, counts.slots) == (1, 3, {"kind": 1})
    assert desk.project.changed_suggestions(since=desk.project.newest_change()) == ()
    assert desk.reopen().changed_suggestions(since=since) == listed
    assert desk.project.check() == ()


def test_what_another_engine_adds_is_new_only_where_somebody_looked_already(desk):
    seen, unseen = desk.article(), desk.article(TEXT + " ")
    mark(desk, FIRST, mention(15, 21), articles=[seen, unseen])
    done(desk, seen)
    mark(desk, EngineRun("u1", "spacy", "3"), mention(34, 43, "PERSON"), articles=[seen, unseen])
    assert [each.article for each in desk.project.changed_suggestions()] == [seen]


def test_only_the_last_times_are_kept(desk):
    article = desk.article()
    for number in range(12):
        mark(desk, EngineRun(f"r{number}", "rules", str(number)), articles=[article])
        mark(desk, FIRST, mention(number, number + 2), articles=[article])
    assert len(desk.project.changed_suggestions()) == 3


def test_done_articles_with_something_new_are_counted_until_they_are_gone_through(desk):
    article, other = desk.article(), desk.article(TEXT + " ")
    mark(desk, FIRST, mention(15, 21), articles=[article, other])
    done(desk, article)
    assert [row.news for row in desk.project.articles()] == [0, 0]
    mark(desk, SECOND, mention(15, 21), mention(34, 43, "PERSON"), articles=[article, other])
    assert [row.news for row in desk.project.articles()] == [1, 0]
    (listed,) = desk.project.changed_suggestions(unseen=True)
    assert (listed.article, listed.change.shown.label) == (article, "PERSON")
    progress = desk.project.layer(article).progress
    desk.do(Edit(progress, replace(progress, checked=desk.project.newest_change())))
    assert desk.project.unseen_changes(article) == 0
    assert [row.news for row in desk.project.articles()] == [0, 0]
    desk.project.undo(article)
    assert desk.reopen().unseen_changes(article) == 0  # taken back was a look, too
    mark(desk, FIRST, mention(4, 11, "FAC"), articles=[article, other])
    assert desk.project.unseen_changes(article) == 1


def test_what_was_decided_by_hand_or_went_away_again_is_nothing_to_look_at(desk):
    article = desk.article()
    who = desk.project.annotator.id
    mark(desk, FIRST, mention(15, 21), articles=[article])
    by_hand = Mention(new_id(), article, who, Span(34, 43), "PERSON")
    desk.do(Edit(None, by_hand))
    done(desk, article)
    mark(desk, SECOND, mention(15, 21), mention(34, 43, "PERSON"), articles=[article])
    assert desk.project.unseen_changes(article) == 0
    mark(desk, FIRST, mention(15, 21), mention(4, 11, "FAC"), articles=[article])
    assert desk.project.unseen_changes(article) == 1
    mark(desk, SECOND, mention(15, 21), articles=[article])
    assert desk.project.unseen_changes(article) == 0


def test_what_is_new_to_one_annotator_is_not_to_another_who_was_done_later(desk):
    article = desk.article()
    mark(desk, FIRST, mention(15, 21), articles=[article])
    done(desk, article)
    mark(desk, SECOND, mention(4, 11, "FAC"), articles=[article])
    assert desk.project.unseen_changes(article) == 1
    desk.project.use_annotator("Bo")
    assert desk.project.unseen_changes(article) == 0
    done(desk, article)
    assert desk.project.unseen_changes(article) == 0


def test_the_queue_counts_possible_statements_that_are_left(desk):
    article = desk.article()
    parts = [Span(0, 32), Span(50, 68)]
    found = [
        mention(each.start, each.end, "fact", kind="statement", candidate=Candidate((each,)))
        for each in parts
    ]
    mark(desk, FIRST, mention(15, 21), *found, articles=[article])
    (row,) = desk.project.articles()
    assert (row.suggestions, row.possible) == (1, 2)
    desk.add(article, content=(Span(4, 32),))
    assert desk.project.articles()[0].possible == 1
    rejected = Mention(
        new_id(), article, desk.project.annotator.id, parts[1], "statement", None, "rejected"
    )
    desk.do(Edit(None, replace(rejected, suggestion=found[1].id)))
    assert desk.project.articles()[0].possible == 0


# -- whatever engines say, what people said stays

spans = (
    st.integers(0, 50)
    .flatmap(
        lambda start: st.integers(start + 1, min(start + 12, len(TEXT))).map(
            lambda end: Span(start, end)
        )
    )
    .filter(lambda span: not span.covered(TEXT).isspace())  # no engine suggests nothing
)
found = st.lists(
    st.tuples(
        spans, st.sampled_from(["GPE", "ORG", "statement"]), st.sampled_from([None, "veltra"])
    ),
    max_size=6,
)
runs = st.sampled_from(
    [FIRST, SECOND, EngineRun("u1", "user", "1"), EngineRun("l1", "learned", "1")]
)
gestures = st.sampled_from(["accept", "reject", "correct", "done"])
acts = st.lists(
    st.one_of(st.tuples(st.just("mark"), runs, found), st.tuples(gestures, st.integers(0, 5))),
    max_size=12,
)
CODEBOOK = Codebook(
    "harbour", "1", entity_kinds=(EntityKind("GPE", "", ""), EntityKind("ORG", "", ""))
)


def suggested(run: EngineRun, span: Span, label: str, actor: str | None) -> Suggestion:
    if label == "statement":
        parts = Candidate((span,))
        return mention(span.start, span.end, label, kind="statement", candidate=parts, run=run.id)
    return mention(span.start, span.end, label, actor=actor, run=run.id)


def counts(changes) -> ChangeCounts:
    """Count changes of one article one after the other."""
    kinds = {"new": Counter(), "gone": Counter(), "changed": Counter()}
    slots = Counter()
    for each in changes:
        kinds[each.outcome][kind_counted(each.shown)] += 1
        slots.update(each.differs)
    return ChangeCounts(int(bool(changes)), *map(dict, kinds.values()), dict(slots))


def session_on(project: Project) -> Session:
    return Session(
        article=project.article("one"),
        text=TEXT,
        zones=(),
        layer=project.layer("one"),
        codebook=project.codebook,
        actors=project.actors(),
        suggestions=project.suggestions("one"),
        annotator=project.annotator,
    )


def gesture(project: Project, what: str, at: int) -> None:
    session = session_on(project)
    if what == "done" and (session.progress is None or session.progress.status != "done"):
        project.apply(session.mark("done"))
    if what == "done" or not session.open_suggestions:
        return
    chosen = session.open_suggestions[at % len(session.open_suggestions)]
    if what == "correct" and chosen.kind == "mention":
        other = "ORG" if chosen.label == "GPE" else "GPE"
        project.apply(session.correct(chosen, kind=other))
    elif what == "reject":
        project.apply(session.reject(chosen))
    else:
        project.apply(session.accept(chosen))


def said_by(layer: Layer) -> tuple[object, ...]:
    records: list[Mention | Statement | Progress | None] = [*layer.mentions, *layer.statements]
    return (*records, layer.progress)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts)
def test_no_marking_ever_changes_what_a_person_decided(acts):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.annotator"
        digest = hashlib.sha256(TEXT.encode()).hexdigest()
        article = NewArticle(Article("one", "Harbour", digest, len(TEXT)), TEXT, ())
        with Project.create(path, title="T", codebook=CODEBOOK, annotator="Amina") as project:
            project.add_articles([article])
            for act in acts:
                if act[0] != "mark":
                    gesture(project, act[0], act[1])
                    continue
                before, events = said_by(project.layer("one")), project.info().events
                _, run, rows = act
                project.store_suggestions(run, {"one": [suggested(run, *row) for row in rows]})
                assert said_by(project.layer("one")) == before
                assert project.info().events == events
            told = project.changed_suggestions()
            assert project.change_counts(since="") == counts([each.change for each in told])
            assert project.change_counts(since="", articles=["one"]) == project.change_counts(
                since=""
            )
            assert project.change_counts(since="", articles=["two"]) == ChangeCounts()
            decided = {each.suggestion for each in project.layer("one").mentions}
            offered = {each.id for each in session_on(project).open_suggestions}
            assert not decided & offered
            assert project.check() == ()


def test_a_decision_on_a_suggestion_that_is_gone_is_what_it_was_and_can_be_taken_back(desk):
    article = desk.article(TEXT)
    wanted = mention(15, 21, actor="veltra")
    mark(desk, FIRST, wanted, articles=[article])
    accepted = Mention(
        new_id(),
        article,
        desk.project.annotator.id,
        Span(15, 21),
        "GPE",
        "veltra",
        "accepted",
        wanted.id,
    )
    desk.project.apply(Step((Edit(None, accepted),), "Accept a mention", article))
    mark(desk, SECOND, articles=[article])
    assert desk.project.suggestions(article) == ()
    assert desk.project.layer(article).mentions == (accepted,)
    assert desk.reopen().layer(article).mentions == (accepted,)
    desk.project.undo(article)
    assert desk.project.layer(article).mentions == ()
    assert desk.project.redo(article) is not None
    assert desk.project.layer(article).mentions == (accepted,)


def test_counts_of_different_articles_add_up_to_the_counts_of_both(desk):
    one, two = desk.article(), desk.article(TEXT + " ")
    mark(desk, FIRST, mention(15, 21), mention(34, 43, "PERSON"), articles=[one, two])
    mark(desk, SECOND, mention(15, 21, "ORG"), mention(4, 11, "FAC"), articles=[one, two])
    parts = [desk.project.change_counts(since="", articles=[each]) for each in (one, two)]
    assert parts[0].total == 3
    assert parts[0] + parts[1] == desk.project.change_counts(since="")
