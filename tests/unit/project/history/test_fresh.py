"""What is written together is, row by row, what one edit after the other would have written."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import (
    Actor,
    Comment,
    Flag,
    Mention,
    Progress,
    Source,
    Stance,
    Statement,
    Target,
)
from annotator.codebook.model import Codebook
from annotator.corpus.article import Article, NewArticle
from annotator.corpus.span import Span
from annotator.errors import AnnotationError
from annotator.project import Project
from annotator.project.history import fresh

TEXT = "Two harbours, one mayor 😀 and no agreement."
ARTICLES = ("first", "second")
TABLES = ("statements", "mentions", "progress", "actors", "comments", "flags")
EVENTS = """SELECT number, seq, annotator, kind, target, article, history, action, of_step IS NULL,
  wording, codebook, payload, (SELECT group_concat(number) FROM events b, json_each(e.bases) j
  WHERE b.id = j.value), step = (SELECT step FROM events b WHERE b.number = e.number - 1)
  FROM events e ORDER BY number"""
HEADS = "SELECT h.kind, h.target, number FROM heads h JOIN events ON id = event ORDER BY 1, 2, 3"
KINDS = ("statement", "mention", "actor", "comment", "flag")

spans = st.builds(
    lambda start, size: Span(start, start + size), st.integers(0, 30), st.integers(1, 20)
)
makings = st.tuples(
    st.sampled_from(KINDS), st.integers(0, 12), st.sampled_from(ARTICLES), spans, st.booleans()
)
steps = st.lists(
    st.one_of(
        st.lists(makings, min_size=1, max_size=16),
        st.sampled_from(["undo", "redo", "remove"]),
    ),
    max_size=8,
)


def made(making: tuple[str, int, str, Span, bool], who: str):
    """Return a record; some lie outside their text or name what is not there."""
    kind, number, article, span, is_linked = making
    name = f"{kind}-{number}-{article}"
    if kind == "statement":
        linked = Stance(Target("statement", f"statement-0-{article}"), "favor")
        return Statement(
            name,
            article,
            who,
            content=(span,),
            source=Source(spans=(Span(0, 3),), actors=("actor-1",) if is_linked else ()),
            stances=(linked,) if is_linked and number else (),
        )
    if kind == "mention":
        return Mention(name, article, who, span, "ORG", "actor-1" if is_linked else None)
    if kind == "actor":
        return Actor(f"actor-{number}", f"Actor {number}")
    if kind == "comment":
        return Comment(name, article, who, "Look", span=span)
    return Flag(name, article, who, "odd")


def begun(path: Path) -> Project:
    project = Project.create(path, title="T", codebook=Codebook("b", "1.0.0"), annotator="Amina")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    project.add_articles(
        [NewArticle(Article(each, each, digest, len(TEXT)), TEXT, ()) for each in ARTICLES]
    )
    return project


def rows(project: Project) -> list[object]:
    raw = project._connection.raw
    who = project.annotator.id
    found = [raw.execute(f"SELECT * FROM {each}").fetchall() for each in TABLES]
    found += [raw.execute(sql).fetchall() for sql in (EVENTS, HEADS)]
    return [repr(each).replace(who, "amina") for each in found]


def walked(project: Project, walk: list[object]) -> list[object]:
    """Do the steps of a walk; return what each came to."""
    told: list[object] = []
    for step in walk:
        try:
            told.append(taken(project, step))
        except AnnotationError as error:
            told.append(str(error))
        told.append(rows(project))
    return told


def taken(project: Project, step: object) -> object:
    if step == "undo":
        change = project.undo_registry()
    elif step == "redo":
        change = project.redo_registry()
    elif step == "remove":
        there = project.layer("first").mentions
        edits = tuple(Edit(each, None) for each in there)
        change = project.apply(Step(edits, "Remove", None))
    else:
        assert isinstance(step, list)
        new = [made(each, project.annotator.id) for each in step]
        edits = tuple(Edit(None, each) for each in new)
        change = project.apply(Step(edits, "Make", None))
    return change and repr(change.edits).replace(project.annotator.id, "amina")


@settings(max_examples=25, deadline=None)
@given(steps)
def test_together_and_one_by_one_write_the_same_rows_and_refuse_the_same(walk):
    found = []
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        for few in (1, 1_000_000):
            patch.setattr(fresh, "_FEW", few)
            with begun(Path(folder, f"{few}.annotator")) as project:
                found.append(walked(project, walk))
                assert project.check() == ()
    assert found[0] == found[1]


def many(who: str, *, at: int = 0) -> list[Edit]:
    spans = [Span(each, each + 2) for each in range(at, at + 20)]
    return [Edit(None, Mention(f"m{each.start}", "first", who, each, "ORG")) for each in spans]


@pytest.fixture
def project(tmp_path):
    with begun(tmp_path / "talks.annotator") as found:
        yield found


def test_a_step_that_also_changes_what_it_makes_keeps_its_order(project):
    who = project.annotator.id
    edits = many(who)
    changed = replace(edits[3].after, kind="LOC")
    done = Progress(f"first:{who}", "first", who, "done")
    step = Step((*edits, Edit(edits[3].after, changed), Edit(None, done)), "Import", None)
    project.apply(step)
    assert [each.kind for each in project.layer("first").mentions].count("LOC") == 1
    assert len(project.history("m3")) == 2 and project.check() == ()
    project.undo_registry()
    assert project.layer("first").mentions == () and project.check() == ()


def test_one_that_does_not_fit_leaves_nothing_of_all(project):
    who = project.annotator.id
    before = rows(project)
    bad = Mention("bad", "first", who, Span(0, len(TEXT) + 1), "ORG")
    stranger = replace(bad, span=Span(0, 1), annotator="nobody")
    elsewhere = replace(bad, span=Span(0, 1), article="third")
    named = replace(bad, span=Span(0, 1), actor="nobody")
    for each in (bad, stranger, elsewhere, named):
        with pytest.raises(AnnotationError):
            project.apply(Step((*many(who), Edit(None, each)), "Import", None))
        assert rows(project) == before


def test_what_is_there_already_refuses_the_step_as_ever(project):
    who = project.annotator.id
    project.apply(Step(tuple(many(who)), "Import", None))
    before = rows(project)
    with pytest.raises(AnnotationError, match="changed in the meantime"):
        project.apply(Step(tuple(many(who, at=19)), "Import", None))
    assert rows(project) == before
