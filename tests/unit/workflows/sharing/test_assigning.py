"""Articles are shared out by seed, in balance, and what is begun stays where it is."""

from __future__ import annotations

import hashlib
import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Progress
from annotator.cli import main
from annotator.codebook.model import Codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.duplicates import SimilarPassage
from annotator.corpus.span import Span
from annotator.errors import AnnotationError, Cancelled
from annotator.project import Project, sharing_out
from annotator.workflows.sharing.assigning import (
    AssignOptions,
    as_text,
    assign,
    draw,
    share_out,
    store,
)

NAMES = ("Amina", "Bo", "Cem")


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "talks.annotator"
    with Project.create(path, title="T", codebook=Codebook("c", "1"), annotator="Amina") as project:
        project.add_articles([new_article(at) for at in range(40)])
        yield project


def new_article(at):
    text = f"Article {at}. " + "Words. " * (1 + at % 7)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    article = Article(f"id{at:03}", f"Article {at}", sha256, len(text))
    return NewArticle(article, text, (Zone("body", Span(0, len(text))),))


def by_name(project):
    return {each.name: each for each in project.assigned_counts()}


def test_everybody_gets_as_much_and_a_fifth_is_shared_by_two(project):
    assign(project, AssignOptions(NAMES, overlap=0.2, each=2, seed=7))
    asked = project.assignments()
    assert len(asked) == 40
    assert Counter(len(who) for who in asked.values()) == {2: 8, 1: 32}
    assert [each.articles for each in project.assigned_counts()] == [16, 16, 16]
    assert sum(each.shared for each in project.assigned_counts()) == 16
    assert project.annotator.name == "Amina" and project.check() == ()


def test_the_same_seed_gives_the_same_shares_and_another_one_others(project):
    drawn = []
    for seed in (7, 7, 8):
        assign(project, AssignOptions(NAMES, overlap=0.2, seed=seed))
        drawn.append(dict(project.assignments()))
    assert drawn[0] == drawn[1] != drawn[2]


def test_what_somebody_has_begun_stays_theirs(project):
    for at in range(12):
        project.apply(Step((Edit(None, opened(project, f"id{at:03}")),), "Open", f"id{at:03}"))
    assign(project, AssignOptions(NAMES, seed=3))
    amina = project.annotator.id
    assert all(amina in project.assignments()[f"id{at:03}"] for at in range(12))
    assert {name: each.articles for name, each in by_name(project).items()} == {
        "Amina": 13,
        "Bo": 14,
        "Cem": 13,
    }
    assign(project, AssignOptions(("Bo", "Cem"), seed=3))
    assert by_name(project)["Amina"].articles == 12 and by_name(project)["Amina"].opened == 12
    assert by_name(project)["Bo"].articles + by_name(project)["Cem"].articles == 40


def opened(project, article):
    return Progress(f"{article}:{project.annotator.id}", article, project.annotator.id, "opened")


def test_text_can_be_balanced_instead_of_articles(project):
    assign(project, AssignOptions(NAMES, balance="length"))
    characters = [each.characters for each in project.assigned_counts()]
    assert max(characters) - min(characters) < 40


def test_articles_that_tell_much_the_same_go_to_the_same_people(project):
    one, two = "id003", "id030"
    there = Span(0, 12)
    similar = {
        one: [SimilarPassage(there, two, there, 1.0)],
        two: [SimilarPassage(there, one, there, 1.0)],
    }
    project.store_similar({one: 14, two: 14}, similar)
    assert project.clusters() == ((one, two),)
    for seed in range(5):
        assign(project, AssignOptions(NAMES, overlap=0.3, seed=seed, by_cluster=True))
        assert project.assignments()[one] == project.assignments()[two]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (AssignOptions(()), "Nobody"),
        (AssignOptions(("Bo", "Bo")), "twice"),
        (AssignOptions(("Bo",), overlap=0.5), "two annotators"),
        (AssignOptions(NAMES, overlap=0.5, each=4), "2 to 3"),
        (AssignOptions(NAMES, overlap=1.5), "0 to 1"),
    ],
)
def test_options_that_make_no_sense_are_said_and_change_nothing(project, options, said):
    with pytest.raises(AnnotationError, match=said):
        assign(project, options)
    assert project.assignments() == {} and len(project.annotators()) == 1


def test_the_shares_follow_the_order_of_names_not_the_ids_that_people_happen_to_have():
    units = [(f"a{at}",) for at in range(20)]
    weights = {unit[0]: 1 for unit in units}
    options = AssignOptions(NAMES, overlap=0.3, seed=5)
    one, other = (
        share_out(units, weights, people, {}, options) for people in (("p", "q", "r"), "xyz")
    )
    names = dict(zip("xyz", "pqr", strict=True))
    assert {article: tuple(names[who] for who in whom) for article, whom in other.items()} == one


@given(
    st.lists(st.integers(1, 5), max_size=30),
    st.integers(1, 5),
    st.floats(0, 1),
    st.integers(),
    st.data(),
)
def test_every_article_has_its_people_and_nobody_loses_what_is_begun(
    sizes, number, overlap, seed, data
):
    people = [f"p{at}" for at in range(number)]
    units, at = [], 0
    for size in sizes:
        units.append(tuple(f"a{at + step}" for step in range(size)))
        at += size
    articles = [article for unit in units for article in unit]
    anybody = st.lists(st.sampled_from([*people, "gone"]), unique=True, max_size=2)
    begun = data.draw(st.dictionaries(st.sampled_from(articles), anybody)) if articles else {}
    each = min(2, number)
    options = AssignOptions(tuple(people), overlap, each, seed)
    found = share_out(units, dict.fromkeys(articles, 1), people, begun, options)
    assert found.keys() == set(articles)
    for article, who in found.items():
        assert len(set(who)) == len(who) >= 1 and set(begun.get(article, ())) <= set(who)
    if not begun and all(len(unit) == 1 for unit in units):
        loads = Counter(who for chosen in found.values() for who in chosen)
        assert not articles or max(loads.values()) - min(loads[who] for who in people) <= 1
        assert sum(len(who) > 1 for who in found.values()) == (
            round(overlap * len(articles)) if each > 1 else 0
        )


def test_the_command_assigns_tells_and_clears(project, capsys):
    path = str(project.path)
    project.close()
    assert main(["assign", path, "--annotators", "Amina, Bo", "--overlap", "0.5", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["annotators"]
    assert [(each["name"], each["articles"], each["shared"]) for each in told] == [
        ("Amina", 30, 20),
        ("Bo", 30, 20),
    ]
    assert main(["assign", path]) == 0
    assert "Amina" in capsys.readouterr().out
    assert main(["assign", path, "--annotators", "Bo", "--overlap", "0.5"]) == 1
    assert "two annotators" in capsys.readouterr().err
    assert main(["assign", path, "--clear"]) == 0
    assert "Nothing is assigned" in capsys.readouterr().out
    assert as_text(()) in "Nothing is assigned: everybody is asked to label all articles."


OPTIONS = AssignOptions(NAMES, overlap=0.2, seed=7)


def test_a_draw_says_what_everybody_would_get_and_stores_nothing(project):
    drawn = draw(project, OPTIONS)
    assert [(each.name, each.articles, each.shared) for each in drawn.shares] == [
        (each.name, each.articles, each.shared) for each in assign(project, OPTIONS)
    ]
    assert drawn.shared == 8 and len(drawn.by_article) == 40
    assert [each.characters for each in drawn.shares] == [
        by_name(project)[name].characters for name in NAMES
    ]


def test_a_draw_before_anybody_is_known_writes_nothing(project):
    before = project.info()
    draw(project, OPTIONS)
    assert project.info() == before and project.assignments() == {}


@pytest.mark.parametrize("stops_after", [0, 3])
def test_stopping_leaves_the_earlier_assignment(project, monkeypatch, stops_after):
    monkeypatch.setattr(sharing_out, "_AT_ONCE", 5)
    assign(project, AssignOptions(NAMES, seed=1))
    before = project.assignments()
    told = []

    def is_cancelled():
        return len(told) >= stops_after

    def progress(done, total, _what):
        told.append((done, total))

    with pytest.raises(Cancelled):
        store(project, draw(project, OPTIONS), progress=progress, cancelled=is_cancelled)
    assert told == [(5, 40), (10, 40), (15, 40)][:stops_after]
    assert project.assignments() == before and project.check() == ()
    assign(project, OPTIONS)
    assert project.assignments() != before


def test_an_assignment_that_was_cut_off_counts_nowhere(project):
    assign(project, AssignOptions(NAMES, seed=1))
    before, counts = project.assignments(), project.assigned_counts()
    amina = project.annotator.id
    round_id = project.begin_assignment({})
    project.add_assignments(round_id, {each: [amina] for each in before})
    assert project.assignments() == before and project.assigned_counts() == counts
    assert len(project.assigned(amina)) < 40
    project.finish_assignment(round_id)
    assert len(project.assigned(amina)) == 40


def test_ones_own_articles_are_those_of_the_list_after_one_round_and_after_several(
    project,
):
    def agree():
        lists = project.assignments()
        for person in project.annotators():
            own = {article for article, who in lists.items() if person.id in who}
            assert project.assigned(person.id) == own
        return len(lists)

    assert agree() == 0
    ids = [person.id for person in project.know_annotators(NAMES)]
    articles = sorted(row.id for row in project.articles())
    project.assign(dict.fromkeys(articles[:30], ids[:2]), drawn_with={})
    assert agree() == 30
    unfinished = project.begin_assignment({})
    project.add_assignments(unfinished, dict.fromkeys(articles[:20], ids[2:]))
    assert agree() == 30
    project.assign(dict.fromkeys(articles[25:], ids[1:]), drawn_with={})
    assert agree() == 40
    project.assign(dict.fromkeys(articles, ids[:1]), drawn_with={})
    assert agree() == 40 and project.assigned(ids[0]) == frozenset(articles)
