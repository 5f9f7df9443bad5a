"""Articles by a label or an actor, as people type them into the filter of the queue."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import (
    Actor,
    ArticleLabel,
    Mention,
    Source,
    Stance,
    Statement,
    Target,
)
from annotator.codebook.article_labels import ArticleLabelKind, ArticleLabelValue
from annotator.codebook.changing import MergeEntries, MergeValues
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.gui.widgets.matching import folded
from annotator.preannotation.suggestion import Candidate, EngineRun, Suggestion
from annotator.project import Project
from annotator.workflows.finding_articles import articles_with_actor, articles_with_label
from annotator.workflows.marking.withholding import choose_share

GENRE = ArticleLabelKind(
    "genre",
    "Genre",
    values=tuple(ArticleLabelValue(each, each.title()) for each in ("news", "opinion", "letter")),
)
CONTENT = (Span(0, 4),)


def article(number):
    text = f"Text number {number} of many."
    facts = Article(
        new_id(), f"Title {number}", hashlib.sha256(text.encode()).hexdigest(), len(text)
    )
    return NewArticle(facts, text, (Zone("body", Span(0, len(text))),))


@pytest.fixture
def project(tmp_path):
    codebook = replace(default_codebook(), article_labels=(GENRE,))
    path = tmp_path / "p.annotator"
    with Project.create(path, title="P", codebook=codebook, annotator="Amina") as project:
        project.articles_made = project.add_articles([article(number) for number in range(6)])
        yield project


def do(project, record):
    project.apply(Step((Edit(None, record),), "Do something", getattr(record, "article", None)))
    return record


def state(project, place, **fields):
    one = project.articles_made[place]
    made = Statement(new_id(), one, project.annotator.id, CONTENT, **fields)
    return do(project, made)


def places(project, found):
    return None if found is None else {project.articles_made.index(each) for each in found}


def labelled(project, typed):
    return places(project, articles_with_label(project, folded(typed), folded))


def naming(project, typed):
    return places(project, articles_with_actor(project, folded(typed), folded))


def test_labels_of_every_kind_are_found_by_name_and_by_id(project):
    topic = project.codebook.topics[0]
    state(project, 0, claim_types=("prediction",))
    state(
        project, 1, claim_types=("fact",), stances=(Stance(Target("topic", topic.id), "against"),)
    )
    one = project.articles_made[2]
    do(project, ArticleLabel("given", one, project.annotator.id, "genre", "letter"))
    assert labelled(project, "PREDICTION") == {0}
    assert labelled(project, "predic") == {0}
    assert labelled(project, "Against") == {1}
    assert labelled(project, topic.label) == {1} == labelled(project, topic.id)
    assert labelled(project, "Letter") == {2} == labelled(project, "genre")
    assert labelled(project, "opinion") == set()
    assert labelled(project, "nothing at all") is None


def test_only_ones_own_labels_count(project):
    state(project, 0, claim_types=("fact",))
    project.use_annotator("Ben")
    assert labelled(project, "fact") == set()
    state(project, 3, claim_types=("fact",))
    assert labelled(project, "fact") == {3}


def test_former_labels_count_as_what_they_became(project):
    state(project, 0, claim_types=("prediction",))
    one = project.articles_made[2]
    do(project, ArticleLabel("given", one, project.annotator.id, "genre", "letter"))
    project.change_codebook(
        [
            MergeEntries("claim_types", ("prediction",), "fact"),
            MergeValues("genre", ("letter",), "news"),
        ]
    )
    assert labelled(project, "fact") == {0} == labelled(project, "prediction")
    assert labelled(project, "news") == {2}


@pytest.fixture
def people(project):
    for each in (
        Actor("nor", "Norland", "country", ("Skårnes",)),
        Actor("est", "Estovia", "country"),
        Actor("old", "Nórdland", "country", merged_into="nor"),
    ):
        do(project, each)
    return project


def test_actors_are_found_by_any_name_where_they_are_named_or_suggested(people):
    project, who = people, people.annotator.id
    made = project.articles_made
    state(project, 0, source=Source(actors=("nor",)))
    state(project, 1, stances=(Stance(Target("actor", "old"), "favor"),))
    do(project, Mention(new_id(), made[2], who, Span(0, 4), "GPE", actor="nor"))
    rejected = Mention(new_id(), made[3], who, Span(0, 4), "GPE", actor="nor", decision="rejected")
    do(project, rejected)
    named = Suggestion(new_id(), made[4], "mention", Span(0, 4), "GPE", 0.9, "r", "run", "nor")
    held = Suggestion(
        new_id(),
        made[5],
        "statement",
        Span(0, 4),
        "statement",
        0.9,
        "r",
        "run",
        None,
        Candidate(CONTENT, actors=("nor",)),
    )
    project.store_suggestions(EngineRun("run", "test", "1"), {made[4]: [named], made[5]: [held]})
    assert naming(project, "norland") == {0, 1, 2, 4, 5}
    assert naming(project, "SKARNES") == {0, 1, 2, 4, 5} == naming(project, "nordland")
    assert naming(project, "norl") == {0, 1, 2, 4, 5}
    assert naming(project, "estovia") == set()
    assert naming(project, "nobody") is None


def test_suggestions_do_not_tell_which_articles_come_without(people):
    project, made = people, people.articles_made
    named = Suggestion(new_id(), made[4], "mention", Span(0, 4), "GPE", 0.9, "r", "run", "nor")
    project.store_suggestions(EngineRun("run", "test", "1"), {made[4]: [named]})
    state(project, 0, source=Source(actors=("nor",)))
    choose_share(project, 0.5)
    assert naming(project, "norland") == {0}
