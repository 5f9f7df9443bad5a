"""What is measured again after a change is what a fresh measurement gives, and quicker."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement import units
from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import (
    Actor,
    Mention,
    Progress,
    Source,
    Stance,
    Statement,
    Status,
    Target,
)
from annotator.codebook.changing import MergeEntries
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.errors import NothingToMeasureError
from annotator.project import Project
from annotator.workflows.agreement.exploring import Exploration, explore
from annotator.workflows.agreement.measuring import AgreementOptions, measure_to_explore

ARTICLES = 4
NAMES = ("Amina", "Ben", "Caro")
OPTIONS = AgreementOptions(is_full=True, rounds=20)
TEXT = "Norland said ferry {} will sail again. Estovia denied this. Tarn praised both of them."
PLACES = (Span(0, 12), Span(13, 37), Span(13, 30), Span(39, 59), Span(60, 80), Span(39, 80))


def filled(path: Path) -> Project:
    project = Project.create(path, title="Talks", codebook=default_codebook(), annotator="Amina")
    for number in range(ARTICLES):
        text = TEXT.format(number)
        digest = hashlib.sha256(text.encode()).hexdigest()
        facts = Article(new_id(), f"Ferry {number}", digest, len(text))
        project.add_articles([NewArticle(facts, text, (Zone("body", Span(0, len(text))),))])
    chance = random.Random(1)
    for name in NAMES:
        project.use_annotator(name)
        for row in project.articles():
            label(project, row.id, chance)
            label(project, row.id, chance)
            done(project, row.id)
    return project


def apply(project: Project, article: str, *edits: Edit) -> None:
    project.apply(Step(edits, "Label", article))


def done(project: Project, article: str) -> None:
    who = project.annotator.id
    old = project.layer(article).progress
    apply(project, article, Edit(old, Progress(f"{article}:{who}", article, who, "done")))


def label(project: Project, article: str, chance: random.Random) -> None:
    who, place = project.annotator.id, chance.choice(PLACES)
    stance = Stance(Target("topic", "mediation"), chance.choice(("favor", "against")))
    statement = Statement(
        new_id(),
        article,
        who,
        (place,),
        source=Source(spans=(Span(0, 7),)),
        claim_types=(chance.choice(("fact", "denial", "prediction")),),
        stances=(stance,) if chance.random() < 0.7 else (),
    )
    mention = Mention(
        new_id(), article, who, chance.choice(PLACES), chance.choice(("place", "org"))
    )
    apply(project, article, Edit(None, statement), Edit(None, mention))


def change(project: Project, chance: random.Random) -> None:
    """Do something that somebody could do."""
    project.use_annotator(chance.choice(NAMES))
    article = chance.choice(project.articles()).id
    layer = project.layer(article)
    kind = chance.randrange(7)
    if kind == 0:
        label(project, article, chance)
    elif kind == 1 and layer.statements:
        old = chance.choice(layer.statements)
        new = replace(old, claim_types=("fact",) if old.claim_types != ("fact",) else ("denial",))
        apply(project, article, Edit(old, new))
    elif kind == 2 and layer.mentions:
        apply(project, article, Edit(chance.choice(layer.mentions), None))
    elif kind == 3 and project.undo_wording(article) is not None:
        project.undo(article)
    elif kind == 4 and layer.progress is not None:
        status: Status = "opened" if layer.progress.status == "done" else "done"
        apply(project, article, Edit(layer.progress, replace(layer.progress, status=status)))
    elif kind == 5 and layer.statements:
        actor = Actor(new_id(), f"Actor {chance.random()}", "state")
        old = chance.choice(layer.statements)
        new = replace(old, source=replace(old.source, actors=(actor.id,)))
        apply(project, article, Edit(None, actor), Edit(old, new))
    elif kind == 6 and (found := [each for each in project.actors() if each.merged_into is None]):
        old_actor = chance.choice(found)
        renamed = replace(old_actor, name=f"Renamed {chance.random()}")
        project.apply(Step((Edit(old_actor, renamed),), "Rename", None))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with filled(tmp_path / "talks.annotator") as made:
        yield made


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project that is changed on and on."""
    with filled(tmp_path_factory.mktemp("before") / "talks.annotator") as made:
        yield made


def told(explored: Exploration) -> tuple[object, ...]:
    """Return everything of an exploration that is shown."""
    return (
        explored.report,
        explored.titles,
        explored.pairs,
        explored.found,
        explored.offsets,
        explored.stretches,
        explored.left_out,
    )


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32), times=st.integers(1, 3))
def test_after_any_changes_the_numbers_are_those_of_a_fresh_measurement(
    changing: Project, seed: int, times: int
) -> None:
    chance = random.Random(seed)
    for row in changing.articles()[:2]:
        for name in NAMES[:2]:
            changing.use_annotator(name)
            done(changing, row.id)
    before = explore(changing, OPTIONS).known
    for _ in range(times):
        for _ in range(chance.randint(0, 3)):
            change(changing, chance)
        with suppress(NothingToMeasureError):
            again = explore(changing, OPTIONS, before=before)
            before = again.known
            assert told(again) == told(explore(changing, OPTIONS))


def aligned(project: Project, before: Exploration, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the articles that are aligned when everything is explored again."""
    found: set[str] = set()
    groups = units._groups

    def noted(article, *others):  # type: ignore[no-untyped-def]
        found.add(article.article)
        return groups(article, *others)

    monkeypatch.setattr(units, "_groups", noted)
    explore(project, OPTIONS, before=before.known)
    return found


def test_only_the_article_that_changed_is_aligned_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = explore(project, OPTIONS)
    article = project.articles()[1].id
    label(project, article, random.Random(3))
    assert aligned(project, before, monkeypatch) == {article}


def test_nothing_is_aligned_again_where_nothing_changed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert aligned(project, explore(project, OPTIONS), monkeypatch) == set()


def test_a_new_codebook_makes_everything_be_read_again(project: Project) -> None:
    before = explore(project, OPTIONS)
    project.change_codebook([MergeEntries("claim_types", ("prediction",), into="fact")])
    again = explore(project, OPTIONS, before=before.known)
    assert told(again) == told(explore(project, OPTIONS))
    assert again.known.articles.keys() == before.known.articles.keys()
    assert all(again.known.articles[id_] is not each for id_, each in before.known.articles.items())


def test_other_annotators_are_not_taken_from_what_was_known(project: Project) -> None:
    before = explore(project, OPTIONS)
    two = replace(OPTIONS, annotators=NAMES[:2])
    again = measure_to_explore(project, two, before=before.known)
    assert again.report == measure_to_explore(project, two).report
    assert len(again.report.work) == 2


def test_an_earlier_measurement_stays_as_it_is(project: Project) -> None:
    before = explore(project, OPTIONS)
    articles = dict(before.known.articles)
    label(project, project.articles()[0].id, random.Random(4))
    explore(project, OPTIONS, before=before.known)
    assert before.known.articles == articles
