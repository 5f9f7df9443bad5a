"""Full-text search in a project: complete at any time, whatever is typed."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.annotations.edits import Edit
from annotator.corpus.searching import parse
from annotator.errors import ReadOnlyProjectError
from annotator.project import Project

OLD = Path(__file__).resolve().parents[3] / "projects" / "schema-6.annotator"
TEXTS = (
    "The harbour of Veltra stays open. ÜNAL said so.",
    "An air strike on the harbour; the minister denied it.",
    "Критики не согласны. 外交部发言人 spoke of an air-strike.",
    "Nothing.",
)


@pytest.fixture
def four(desk):
    desk.ids = desk.project.add_articles(
        [desk.new_article(text, title=f"Title {at}") for at, text in enumerate(TEXTS)]
    )
    return desk


def found(desk, typed, **options):
    ids = list(desk.ids)
    return [ids.index(each) for each in desk.project.find_articles(parse(typed, **options))]


def forget_index(path):
    with sqlite3.connect(path) as raw:
        raw.execute("INSERT INTO words (words) VALUES ('delete-all')")
    raw.close()


def test_articles_are_found_by_words_phrases_beginnings_and_minus(four):
    assert found(four, "harbour") == [0, 1]
    assert found(four, '"air strike"') == [1, 2]
    assert found(four, "harb", unfinished=True) == [0, 1]
    assert found(four, "harbour -minister") == [0]
    assert found(four, "-harbour") == [2, 3]
    assert found(four, "unal") == [0] and found(four, "КРИТИКИ") == [2]
    assert found(four, "发言") == [2]
    assert found(four, "title 3") == [3]
    assert found(four, "") == [] and found(four, "minister unal") == []


def test_new_articles_are_in_the_index_at_once_and_the_project_is_sound(four):
    assert four.project.unindexed_count() == 0
    assert four.reopen().check() == ()
    assert found(four, "nothing") == [3]


@pytest.mark.parametrize("readonly", [False, True])
def test_what_the_index_lacks_is_found_all_the_same(four, readonly):
    four.project.close()
    forget_index(four.project.path)
    four.project = Project.open(four.project.path, readonly=readonly)
    assert four.project.unindexed_count() == 4
    assert found(four, "harbour -minister") == [0] and found(four, "-harbour") == [2, 3]
    assert four.project.check() == ()


def test_an_index_catches_up_in_short_steps_and_new_articles_wait_for_it(four):
    four.project.close()
    forget_index(four.project.path)
    project = four.reopen()
    assert project.index_more(seconds=0) == 3
    four.ids = (*four.ids, four.article("The harbour again."))
    assert found(four, "harbour") == [0, 1, 4]
    left = [project.index_more(seconds=0) for _ in range(4)]
    assert left == [3, 2, 1, 0] and project.index_more() == 0
    assert found(four, "harbour") == [0, 1, 4] and project.check() == ()


def test_a_changed_title_is_found_and_the_earlier_one_no_more(four):
    before = four.project.article(four.ids[0])
    four.do(Edit(before, replace(before, title="Quite another")), article=before.id)
    assert found(four, "quite") == [0] and found(four, '"title 0"') == []
    four.project.undo(before.id)
    assert found(four, "quite") == [] and found(four, '"title 0"') == [0]
    assert four.project.check() == ()


def test_a_search_can_be_stopped_between_pages(four):
    four.project.close()
    forget_index(four.project.path)
    project = four.reopen()
    assert project.find_articles(parse("harbour"), cancelled=lambda: True) == ()


def test_an_index_with_a_gap_is_told(four):
    four.project.close()
    with sqlite3.connect(four.project.path) as raw:
        raw.execute("DELETE FROM words_docsize WHERE id = 1")
    raw.close()
    assert any("searching" in each for each in four.reopen().check())


def test_a_letter_changed_in_the_index_is_told(four):
    four.project.close()
    path = four.project.path
    stored = path.read_bytes()
    assert stored.count(b"minister") == 2  # the text and the index
    at = min(stored.index(b"minister"), stored.rindex(b"minister"))
    index = at if stored[at - 4 : at] != b"the " else stored.rindex(b"minister")
    path.write_bytes(stored[:index] + b"monister" + stored[index + 8 :])
    assert any("searching" in each for each in four.reopen().check())


def test_an_index_is_made_anew(four):
    four.project.close()
    with sqlite3.connect(four.project.path) as raw:
        raw.execute("DELETE FROM words_docsize WHERE id = 1")
    raw.close()
    project = four.reopen()
    project.renew_index()
    while project.index_more():
        pass
    assert project.check() == () and found(four, "harbour") == [0, 1]


def test_a_project_that_is_only_read_gets_no_index(four):
    four.project.close()
    forget_index(four.project.path)
    with pytest.raises(ReadOnlyProjectError):
        four.reopen(readonly=True).index_more()


def test_a_project_of_an_earlier_version_is_searched_before_and_after_indexing(tmp_path):
    path = tmp_path / "old.annotator"
    shutil.copy(OLD, path)
    with Project.open(path) as project:
        assert project.unindexed_count() == 2
        before = project.find_articles(parse("harbour"))
        while project.index_more():
            pass
        assert before and project.find_articles(parse("harbour")) == before
        assert project.check() == ()


def test_hundreds_of_words_are_one_query(four):
    many = " ".join(f"word{at}" for at in range(500))
    four.ids = (*four.ids, four.article(many))
    assert found(four, many) == [4] and found(four, f"{many} missing") == []
    assert found(four, " ".join(f"-word{at}" for at in range(500))) == [0, 1, 2, 3]


TYPED = st.text(st.sampled_from("abü\"“”-* :^()NEAR ORAND{}+'ß外e\u0301٠\ud800\0")) | st.text()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=TYPED, texts=st.lists(TYPED.filter(lambda each: each.isprintable()), max_size=4))
def test_the_index_finds_what_a_look_at_the_texts_finds(desk, typed, texts):
    ids = desk.project.add_articles(
        [desk.new_article(each) for each in (*texts, typed) if each and "\ud800" not in each]
    )
    for unfinished in (False, True):
        query = parse(typed, unfinished=unfinished)
        hits = set(desk.project.find_articles(query))
        looked = {
            each
            for each in ids
            if query and query.fits(desk.project.article(each).title, desk.project.text(each))
        }
        assert looked == hits & set(ids)
