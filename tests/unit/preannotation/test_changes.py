"""What changed between two markings of an article."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from annotator.corpus.span import Span
from annotator.preannotation.changes import ChangeCounts, changes_between
from annotator.preannotation.suggestion import Candidate, Suggestion

VELTRA = Suggestion("v", "a", "mention", Span(0, 6), "GPE", 0.9, "gazetteer", "r1", "veltra")
MAYOR = Suggestion("m", "a", "mention", Span(10, 20), "PERSON", 0.9, "title", "r1")
CLAIM = Suggestion(
    "c",
    "a",
    "statement",
    Span(30, 50),
    "fact",
    0.8,
    "reporting verb",
    "r1",
    None,
    Candidate((Span(30, 50),), source=(Span(10, 20),), actors=("veltra",), claim_type="fact"),
)


def one_change(before, after):
    (change,) = changes_between([before], [after])
    return change


def test_ids_rules_and_confidence_of_a_new_version_are_no_change():
    again = structs.replace(VELTRA, id="other", rule="list", confidence=0.7, run="r2")
    assert changes_between([VELTRA, MAYOR], [MAYOR, again]) == ()


def test_another_kind_or_actor_in_the_same_place_is_one_changed_suggestion():
    org = structs.replace(VELTRA, id="w", label="ORG", actor="port")
    change = one_change(VELTRA, org)
    assert (change.outcome, change.differs) == ("changed", ("kind", "actor"))
    assert one_change(VELTRA, structs.replace(VELTRA, actor=None)).differs == ("actor",)


def test_a_longer_name_is_the_same_suggestion_with_another_span():
    longer = structs.replace(MAYOR, span=Span(6, 20))
    assert one_change(MAYOR, longer).differs == ("span",)


def test_what_shares_no_character_is_gone_and_new():
    elsewhere = structs.replace(MAYOR, span=Span(20, 24))
    outcomes = [each.outcome for each in changes_between([MAYOR], [elsewhere])]
    assert outcomes == ["gone", "new"]


def test_a_name_and_a_quotation_in_one_place_are_never_the_same_suggestion():
    quoted = structs.replace(MAYOR, kind="quotation", label="direct")
    outcomes = sorted(each.outcome for each in changes_between([MAYOR], [quoted]))
    assert outcomes == ["gone", "new"]


def test_each_part_of_a_possible_statement_is_told():
    parts = replace(CLAIM.candidate, source=(), cue=(Span(21, 25),), speaker="mayor")
    assert one_change(CLAIM, structs.replace(CLAIM, candidate=parts)).differs == (
        "actor",
        "source",
        "cue",
    )


def test_counts_are_told_in_sentences_and_only_where_there_are_any():
    found = ChangeCounts(
        2, {"GPE": 1, "DATE": 2}, {"statement": 1}, {"PERSON": 1}, {"span": 1, "actor": 1}
    )
    assert found.total == 5
    assert found.lines() == (
        "new: 3 (DATE 2, GPE 1)",
        "gone: 1 (statement 1)",
        "changed: 1 (PERSON 1); different in actor 1, extent 1",
    )
    assert (ChangeCounts().total, ChangeCounts().lines()) == (0, ())


spans = st.integers(0, 20).flatmap(
    lambda start: st.integers(start + 1, 24).map(lambda end: Span(start, end))
)
mentions = st.lists(
    st.tuples(spans, st.sampled_from(["GPE", "ORG"]), st.sampled_from([None, "veltra"])), max_size=8
).map(
    lambda rows: [
        structs.replace(VELTRA, id=f"s{at}", span=span, label=label, actor=actor)
        for at, (span, label, actor) in enumerate(rows)
    ]
)


@given(mentions, mentions)
def test_every_suggestion_is_in_one_change_or_the_same_on_both_sides(before, after):
    changes = changes_between(before, after)
    old = [each.before.id for each in changes if each.before]
    new = [each.after.id for each in changes if each.after]
    assert len(set(old)) == len(old) and len(set(new)) == len(new)
    said = lambda some, without: sorted(  # noqa: E731
        (each.span, each.label, each.actor or "") for each in some if each.id not in without
    )
    assert said(before, old) == said(after, new)
    assert all(each.outcome != "changed" or each.differs for each in changes)
    assert len(changes_between(after, before)) == len(changes)


@given(mentions)
def test_the_same_again_changes_nothing(some):
    assert changes_between(some, [structs.replace(each, id=each.id + "x") for each in some]) == ()
