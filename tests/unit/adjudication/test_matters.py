"""What there is to settle: each type of disagreement, who says what, and how much it weighs."""

from __future__ import annotations

from collections import Counter

import pytest

from annotator.adjudication.matters import letter, letters_for, weight_of
from annotator.workflows.agreement import adjudicating

KEEPS, DENIES, TALKS = "Veltra will keep", "Ostmark denied", "The talks"


def test_each_type_of_disagreement_is_told_once(planted):
    found = Counter(each.kind for each in planted.case.matters)
    assert found == {
        "statement": 1,
        "source": 1,
        "claim_type": 1,
        "boundary": 1,
        "missing": 2,
        "extra": 1,
        "stance": 1,
        "entity_kind": 1,
        "entity": 1,
    }
    states = Counter(each.state for each in planted.case.matters)
    assert states == {"open": 8, "agreed": 2}


def test_versions_join_those_who_say_the_same_under_letters(planted):
    matter = planted.matter("claim_type", at=KEEPS)
    assert matter.letters == ("A", "B", "C")
    words = {each.words.lower(): len(each.letters) for each in matter.versions}
    assert words == {"call": 2, "fact": 1}
    cem = matter.version(planted.letter(matter, "Cem"))
    assert cem.origins[0][0] == planted.people["Cem"] and len(cem.letters) == 1
    missing = planted.matter("missing", at=DENIES)
    nothing = missing.version(planted.letter(missing, "Cem"))
    assert nothing.is_nothing and nothing.words == "no statement here"


def test_letters_are_shuffled_by_matter_and_stay_when_the_project_is_opened_again(planted):
    first = {each.key: each.versions for each in planted.case.matters}
    assert {each.key: each.versions for each in planted.case.matters} == first
    orders = {tuple(letters_for(f"key {n}", ["a", "b", "c"]).items()) for n in range(50)}
    assert len(orders) == 6
    assert [letter(place) for place in (0, 25, 26, 27)] == ["A", "Z", "AA", "AB"]


def test_a_statement_of_few_is_extra_and_one_that_few_lack_is_missing(planted):
    assert planted.matter("extra").passage == "a spokesman told reporters"
    assert planted.matter("missing", at=TALKS).weight == pytest.approx(2.0)


def test_what_a_matter_weighs_is_its_part_of_the_observed_disagreement():
    assert weight_of([1, 1]) == pytest.approx(2.0)
    assert weight_of([2, 1]) == pytest.approx(2.0)
    assert weight_of([1, 1, 1]) == pytest.approx(3.0)
    assert weight_of([3]) == 0.0 and weight_of([1]) == 0.0


def test_the_queue_is_ordered_by_weight_and_shares_add_up(planted):
    queue = adjudicating.read_queue(planted.project)
    weights = [each.weight for each in queue.among()]
    assert weights == sorted(weights, reverse=True) and len(weights) == 8
    assert sum(map(queue.share, queue.matters)) == pytest.approx(1.0)
    assert queue.counts() == {"open": 8, "agreed": 2}
    assert queue.kind_counts()["missing"] == 2


def test_articles_that_fewer_than_two_are_done_with_have_nothing_to_settle(table):
    table.say("Amina", "Nobody was hurt", "fact")
    table.done("Amina")
    assert table.case.matters == ()
    assert adjudicating.read_queue(table.project).articles == {}
