"""What rules propose: the majority, the likeliest label, and ties that stay ties."""

from __future__ import annotations

import pytest

from annotator.adjudication.proposals import by_majority
from annotator.annotations.model import Progress
from annotator.workflows.agreement import adjudicating

KEEPS, TALKS = "Veltra will keep", "The talks"
FIRST, SECOND = "Nobody was hurt", "The talks should go on"


def test_the_majority_is_proposed_and_nothing_is_settled_by_that(planted):
    matter = planted.matter("claim_type", at=KEEPS)
    proposal = by_majority(matter)
    assert matter.version(proposal.letter).words.lower() == "call"
    assert [each.share for each in proposal.candidates] == pytest.approx([2 / 3, 1 / 3])
    assert planted.gold.statements == ()


def test_of_two_versions_with_one_annotator_each_none_is_proposed(planted):
    assert by_majority(planted.matter("stance")) is None  # only two of the three have a say


def test_three_different_versions_are_a_tie_with_all_of_them(table):
    for who, kind in zip(table.people, ("fact", "call", "denial"), strict=True):
        table.say(who, FIRST, kind)
    table.done()
    proposal = by_majority(table.matter("claim_type"))
    assert proposal.is_tie and proposal.letter is None and len(proposal.candidates) == 3


def test_two_annotators_get_no_proposals(table):
    table.say("Amina", FIRST, "fact")
    table.say("Bo", FIRST, "call")
    table.done("Amina", "Bo")
    matter = table.matter("claim_type")
    for rule in ("majority", "dawid-skene"):
        assert adjudicating.proposer(table.project, rule)(matter) is None


@pytest.fixture
def learned(table, tmp_path):
    """Two who agree on most things, one who mixes up facts and calls; where two differ, learn."""
    project = table.project
    words = ("Veltra", "Ostmark", "the strait", "reporters", "the mayor")
    for place, word in enumerate(words):
        truth = "fact" if place % 2 else "call"
        other = "call" if place % 2 else "fact"
        table.say("Amina", word, truth)
        table.say("Bo", word, truth)
        table.say("Cem", word, other)
    table.say("Amina", SECOND, "fact")
    table.say("Cem", SECOND, "call")
    table.done()
    assert project.check() == ()
    return table


def test_the_likeliest_label_is_learned_from_how_everybody_errs(learned):
    propose = adjudicating.proposer(learned.project, "dawid-skene")
    matter = learned.matter("claim_type", at=SECOND)
    proposal = propose(matter)
    assert proposal.letter == learned.letter(matter, "Amina")
    assert proposal.candidates[0].share > 0.9
    assert sum(each.share for each in proposal.candidates) <= 1 + 1e-9
    again = adjudicating.proposer(learned.project, "dawid-skene")(matter)
    assert again == proposal


def test_an_entity_of_one_kind_in_two_places_is_a_tie_between_these(table):
    for who, words in (("Amina", "the mayor"), ("Bo", "mayor"), ("Cem", "the mayor said")):
        table.name(who, words, "PERSON")
    table.done()
    matter = table.matter("entity_boundary")
    proposal = adjudicating.proposer(table.project, "dawid-skene")(matter)
    assert proposal.is_tie
    assert len({round(each.share, 9) for each in proposal.candidates}) == 1


def test_what_is_proposed_can_be_settled_at_once_and_says_by_which_rule(planted):
    before = planted.originals()
    report = adjudicating.accept_proposed(planted.project, "majority")
    rulings = planted.project.rulings(planted.article)
    named = [each for each in rulings if each.rule == "majority"]
    assert report.things == len(named) > 0 and report.articles == 1
    assert planted.matter("stance").state == "open"  # two against two letters: nobody is more
    assert planted.originals() == before
    planted.undo_all()
    assert planted.project.rulings(planted.article) == ()
    assert not isinstance(planted.gold.progress, Progress)
