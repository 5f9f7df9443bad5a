"""Possible statements in the project file, and files from before there were any."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec import structs

from annotator.annotations.edits import Edit
from annotator.annotations.ids import new_id
from annotator.annotations.indexes.open_suggestions import same_words
from annotator.corpus.span import Span
from annotator.errors import AnnotationError
from annotator.preannotation.suggestion import Candidate, EngineRun, Suggestion
from annotator.project import Project

FILES = Path(__file__).resolve().parents[2] / "projects"
RUN = EngineRun("r1", "rules", "2", "")
CANDIDATE = Candidate(
    content=(Span(0, 12), Span(20, 32)),
    source=(Span(34, 43),),
    cue=(Span(44, 48),),
    actors=("veltra",),
    speaker="mayor",
    claim_type="fact",
    addressee=(Span(50, 57),),
)


def possible(article: str) -> Suggestion:
    return Suggestion(
        "c1", article, "statement", Span(0, 32), "fact", 0.8, "rule", "r1", None, CANDIDATE
    )


def test_a_possible_statement_comes_back_as_it_was_stored(desk):
    article = desk.article()
    stored = possible(article)
    bare = structs.replace(stored, id="c2", candidate=Candidate((Span(0, 12),)), span=Span(0, 12))
    desk.project.store_suggestions(RUN, {article: [stored, bare]})
    project = desk.reopen()
    assert project.suggestions(article) == (bare, stored)
    assert project.check() == ()
    assert project.articles()[0].suggestions == 0  # counts mentions only


def test_a_part_outside_the_text_keeps_all_of_it_out(desk):
    article = desk.article()
    outside = replace(CANDIDATE, cue=(Span(400, 404),))
    with pytest.raises(AnnotationError, match="outside"):
        desk.project.store_suggestions(
            RUN, {article: [structs.replace(possible(article), candidate=outside)]}
        )
    assert desk.project.suggestions(article) == ()


def test_a_changed_part_is_found_by_the_check(desk, path):
    article = desk.article()
    desk.project.store_suggestions(RUN, {article: [possible(article)]})
    desk.project.close()
    import sqlite3

    connection = sqlite3.connect(path)
    connection.execute("UPDATE suggestions SET candidate = replace(candidate, '44', '43')")
    connection.commit()
    connection.close()
    (problem,) = desk.reopen().check()
    assert "not as they were stored" in problem


@pytest.mark.parametrize("number", [1, 2])
def test_suggestions_of_an_older_file_stay_and_possible_statements_join_them(number, tmp_path):
    path = tmp_path / "old.annotator"
    shutil.copy(FILES / f"schema-{number}.annotator", path)
    with Project.open(path, readonly=True) as project:
        article = project.articles()[0].id
        before = project.suggestions(article)
        assert project.check() == ()
    with Project.open(path) as project:
        assert project.suggestions(article) == before
        assert [each.candidate for each in before] == [None, None]
        found = structs.replace(
            possible(article), candidate=Candidate((Span(0, 5),)), span=Span(0, 5)
        )
        run = EngineRun(new_id(), "other rules", "2")
        project.store_suggestions(run, {article: [found]})
        assert len(project.suggestions(article)) == 3
        assert project.check() == ()


@pytest.mark.parametrize("seed", range(5))
def test_the_queue_counts_what_comparing_each_with_each_would_count(desk, seed):
    dice = random.Random(seed)
    article = desk.article("The harbour stays open. " * 200)

    def content() -> tuple[Span, ...]:
        starts = sorted(dice.sample(range(0, 4000, 40), dice.choice((1, 1, 2, 3))))
        return tuple(Span(start, start + dice.randint(1, 600 // len(starts))) for start in starts)

    found = [
        structs.replace(
            possible(article),
            id=f"c{number}",
            candidate=Candidate(each),
            span=Span(each[0].start, each[-1].end),
        )
        for number, each in enumerate(content() for _ in range(30))
        if all(one.end <= other.start for one, other in pairwise(each))
    ]
    desk.project.store_suggestions(RUN, {article: found})
    made = [desk.statement(article, content=content()) for _ in range(12)]
    desk.do(*(Edit(None, each) for each in made))
    left = [
        each
        for each in found
        if not any(same_words(each.candidate.content, one.content) for one in made)
    ]
    assert 0 < len(left) < len(found)
    assert desk.project.articles()[0].possible == len(left)
