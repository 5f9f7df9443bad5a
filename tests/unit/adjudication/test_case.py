"""The gestures of an adjudicator: what they settle, what they write down, and taking them back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.annotations.edits import Edit
from annotator.annotations.model import Progress, Source, Stance, Target
from annotator.codebook.changing import MergeEntries
from annotator.errors import AnnotationError
from annotator.workflows.agreement import adjudicating

KEEPS, DENIES, TALKS = "Veltra will keep", "Ostmark denied", "The talks"


def gold_like(table, words):
    text = table.project.text(table.article)
    found = [
        each for each in table.gold.statements if each.content[0].covered(text).startswith(words)
    ]
    assert len(found) == 1
    return found[0]


def test_taking_a_version_copies_the_statement_and_leaves_the_original(planted):
    before = planted.originals()
    planted.take("missing", "Amina", at=TALKS, reason="the guideline says so")
    (gold,) = planted.gold.statements
    original = next(
        each
        for each in planted.project.layer(planted.article, planted.people["Amina"]).statements
        if each.content == gold.content
    )
    assert gold.id != original.id and gold.annotator == "gold"
    assert replace(gold, id=original.id, annotator=original.annotator) == original
    (ruling,) = planted.project.rulings(planted.article)
    assert (ruling.outcome, ruling.gold, ruling.reason) == (
        "taken",
        gold.id,
        "the guideline says so",
    )
    assert ruling.origins[0] == (planted.people["Amina"], original.id)
    assert ruling.annotator == planted.project.annotator.id and ruling.ruled.endswith("+00:00")
    assert planted.matter("missing", at=TALKS).state == "settled"
    assert planted.matter("stance").state == "open"
    assert planted.originals() == before
    assert planted.project.check() == ()


def test_taking_the_version_that_there_is_nothing_settles_that_there_is_nothing(planted):
    planted.take("extra", "Amina")
    assert planted.gold.statements == ()
    (ruling,) = planted.project.rulings(planted.article)
    assert (ruling.outcome, ruling.gold) == ("taken", None)
    assert {name for _, name in ruling.origins} == {""}


def test_a_part_is_settled_over_the_statement_it_was_first_taken_from(planted):
    planted.take("claim_type", "Amina", at=KEEPS)
    gold = gold_like(planted, KEEPS)
    assert (gold.claim_types, gold.source.actors) == (("call",), ("CHN",))
    assert planted.matter("source").state == "open"
    planted.take("source", "Bo")
    gold = gold_like(planted, KEEPS)
    assert (gold.claim_types, gold.source.actors) == (("call",), ("RUS",))
    planted.take("claim_type", "Cem", at=KEEPS)
    gold = gold_like(planted, KEEPS)
    assert (gold.claim_types, gold.source.actors) == (("fact",), ("RUS",))
    kinds = [each.kind for each in planted.project.rulings(planted.article)]
    assert sorted(kinds) == ["claim_type", "source", "statement"]


def test_taking_throughout_settles_everything_about_one_statement(planted):
    planted.take("claim_type", "Bo", at=KEEPS, throughout=True)
    assert {planted.matter("source").state, planted.matter("claim_type").state} == {"settled"}
    assert gold_like(planted, KEEPS).source.actors == ("RUS",)


def test_where_a_statement_is_rejected_its_parts_are_settled_too(planted):
    planted.take("stance", "Amina")
    assert gold_like(planted, TALKS).stances[0].value == "favor"
    planted.do(planted.case.reject(planted.matter("missing", at=TALKS).key))
    assert planted.gold.statements == ()
    assert planted.matter("stance").state == "settled"
    planted.do(planted.case.withdraw([planted.matter("stance").key]))
    assert {planted.matter("stance").state, planted.matter("missing", at=TALKS).state} == {"open"}


def test_rejecting_a_boundary_rejects_the_statement(planted):
    planted.take("boundary", "Bo")
    assert gold_like(planted, DENIES)
    planted.do(planted.case.reject(planted.matter("boundary").key))
    assert planted.gold.statements == ()
    assert planted.matter("missing", at=DENIES).state == "settled"


def test_rejecting_a_part_leaves_it_empty(planted):
    planted.do(planted.case.reject(planted.matter("stance").key))
    planted.do(planted.case.reject(planted.matter("claim_type", at=KEEPS).key))
    assert gold_like(planted, TALKS).stances == ()
    assert gold_like(planted, KEEPS).claim_types == ()


def test_what_is_put_off_or_unclear_keeps_the_article_open(planted):
    key = planted.matter("stance").key
    planted.take("stance", "Cem")
    planted.do(planted.case.defer(key, reason="ask Bo"))
    assert planted.matter("stance").state == "deferred"
    assert gold_like(planted, TALKS).stances[0].value == "against"  # as it was copied
    planted.do(planted.case.call_unclear(key, "stance_values/favor", "is that  support?"))
    unclear = adjudicating.unclear_entries(planted.project)
    assert [each.reason for each in unclear["stance_values/favor"]] == ["is that support?"]
    assert planted.matter("stance").state == "unclear"
    with pytest.raises(AnnotationError, match="no entry"):
        planted.case.call_unclear(key, "stance_values/nonsense")
    assert planted.gold.progress.status == "opened"


def test_the_entries_that_may_be_unclear_are_those_that_were_named(planted):
    def likely(kind, at=""):
        return planted.case.likely_entries(planted.matter(kind, at=at).key)

    assert likely("claim_type", KEEPS) == (
        "claim_types/call",
        "claim_types/fact",
        "layers/claim_types",
    )
    assert likely("stance") == (
        "stance_values/against",
        "stance_values/favor",
        "topics/end_hostilities",
        "layers/stances",
    )
    assert likely("boundary") == ("layers/content",)
    assert likely("source") == ("layers/source",)
    assert likely("entity_kind") == ("entity_kinds/GPE", "entity_kinds/ORG")
    for kind in ("boundary", "source", "entity_kind"):
        key = planted.matter(kind).key
        planted.do(planted.case.call_unclear(key, planted.case.likely_entries(key)[0]))
    assert len(adjudicating.unclear_entries(planted.project)) == 3


def settle_everything(table):
    table.do(table.case.accept_unanimous())
    while due := table.case.compared.due:
        table.do(table.case.take(due[0].key, "A", throughout=True))


def test_an_article_is_settled_when_nothing_is_left_and_open_again_after_a_change(planted):
    settle_everything(planted)
    assert planted.gold.progress.status == "done" and planted.case.is_settled
    assert adjudicating.read_queue(planted.project).settled_articles == 1
    assert planted.project.check() == ()
    mine = planted.project.layer(planted.article, planted.people["Cem"]).statements
    fact = next(each for each in mine if "fact" in each.claim_types and each.source.actors)
    planted.edit("Cem", Edit(fact, replace(fact, claim_types=("denial",))))
    matter = planted.matter("claim_type", at=KEEPS)
    assert matter.state == "changed" and matter.ruling is not None
    assert not planted.case.is_settled
    (changed,) = adjudicating.read_queue(planted.project).among(("changed",))
    assert changed.key == matter.key


def test_somebody_who_goes_over_to_another_version_opens_the_matter_again(planted):
    planted.take("claim_type", "Cem", at=KEEPS)
    mine = planted.project.layer(planted.article, planted.people["Cem"]).statements
    fact = next(each for each in mine if each.claim_types == ("fact",) and each.source.actors)
    planted.edit("Cem", Edit(fact, replace(fact, claim_types=("call",))))
    matter = planted.matter("claim_type", at=KEEPS)
    assert (matter.state, len(matter.versions)) == ("changed", 1)


def test_what_was_settled_of_a_statement_stays_when_it_is_taken_from_another(planted):
    planted.take("stance", "Amina")
    planted.take("missing", "Cem", at=TALKS)
    assert [each.value for each in gold_like(planted, TALKS).stances] == ["favor"]
    base = planted.matter("missing", at=TALKS).ruling.origins[0]
    assert base[0] == planted.people["Cem"]


def test_taking_the_only_ruling_on_a_statement_back_takes_it_out(planted):
    planted.take("claim_type", "Amina", at=KEEPS)
    planted.take("source", "Bo")
    planted.do(planted.case.withdraw([planted.matter("source").key]))
    assert gold_like(planted, KEEPS).source.actors == ("CHN",)
    planted.do(planted.case.withdraw([planted.matter("claim_type", at=KEEPS).key]))
    assert planted.gold.statements == () and planted.project.rulings(planted.article) == ()
    assert planted.gold.progress is None


def test_a_statement_stays_inside_another_only_as_long_as_it_lies_in_it(table):
    for who, outer in (("Amina", "it had closed the strait"), ("Bo", "it had closed")):
        whole = table.say(who, outer, "denial")
        inside = whole.id if who == "Amina" else None
        table.say(who, "the strait", "fact", parent=inside)
    table.done("Amina", "Bo")
    table.take("boundary", "Amina")
    table.do(table.case.accept_unanimous())
    assert gold_like(table, "the strait").parent == gold_like(table, "it had closed").id
    table.take("boundary", "Bo")
    assert gold_like(table, "the strait").parent is None
    assert table.project.check() == ()


def test_a_note_on_an_original_changes_nothing(planted):
    settle_everything(planted)
    mine = planted.project.layer(planted.article, planted.people["Cem"]).statements
    for each in mine:
        planted.edit("Cem", Edit(each, replace(each, note="hm", certainty=None)))
    assert planted.case.is_settled


def test_what_all_agree_on_by_now_comes_back_when_something_else_was_settled(planted):
    settle_everything(planted)
    for who in planted.people:
        (same,) = (
            each
            for each in planted.project.layer(planted.article, planted.people[who]).statements
            if each.content[0].covered(planted.project.text(planted.article)) == "Nobody was hurt"
        )
        planted.edit(who, Edit(same, replace(same, claim_types=("denial",))))
    matter = planted.matter("claim_type", at="Nobody was hurt")
    assert matter.state == "changed" and len(matter.versions) == 1
    planted.take("claim_type", "Amina", at="Nobody was hurt")
    assert gold_like(planted, "Nobody").claim_types == ("denial",)
    assert planted.case.is_settled


def test_what_nobody_says_any_more_comes_back_to_be_kept_or_rejected(planted):
    settle_everything(planted)
    for who in planted.people:
        for each in planted.project.layer(planted.article, planted.people[who]).statements:
            if each.content[0].covered(planted.project.text(planted.article)) == "Nobody was hurt":
                planted.edit(who, Edit(each, None))
    matter = planted.matter("gone")
    assert matter.state == "changed" and not planted.case.is_settled
    assert [each.kind for each in planted.case.compared.due] == ["gone"]
    planted.do(planted.case.keep(matter.key, reason="it is there"))
    assert gold_like(planted, "Nobody") and planted.case.is_settled
    assert planted.gold.progress.status == "done"
    adjudicating.undo(planted.project, planted.article)
    planted.do(planted.case.reject(planted.matter("gone").key))
    assert planted.case.is_settled and planted.project.check() == ()
    text = planted.project.text(planted.article)
    left = {each.content[0].covered(text) for each in planted.gold.statements}
    assert "Nobody was hurt" not in left
    with pytest.raises(AnnotationError, match="says this still"):
        planted.case.keep(planted.matter("extra").key)


def test_a_newcomer_who_says_what_somebody_said_changes_nothing(planted):
    settle_everything(planted)
    planted.people["Dan"] = planted.project.know_annotators(["Dan"])[0].id
    bo = planted.project.layer(planted.article, planted.people["Bo"])
    for each in (*bo.statements, *bo.mentions):
        mine = replace(each, id=each.id + "d", annotator=planted.people["Dan"])
        planted.edit("Dan", Edit(None, mine))
    planted.done("Dan")
    assert [each.kind for each in planted.case.compared.due] == []


def test_everything_undone_gives_the_empty_gold_layer(planted):
    before, empty = planted.originals(), planted.gold
    settle_everything(planted)
    planted.do(planted.case.defer(planted.matter("extra").key))
    planted.undo_all()
    assert planted.gold == empty and planted.project.rulings(planted.article) == ()
    assert planted.originals() == before
    assert planted.project.undo_wording(planted.article) is None  # nobody's own history
    while adjudicating.redo(planted.project, planted.article) is not None:
        pass
    assert planted.matter("extra").state == "deferred"
    assert planted.project.check() == ()


def test_what_all_agree_on_is_accepted_by_rule_and_opened_again(planted):
    empty = planted.gold
    planted.do(planted.case.accept_unanimous())
    rulings = planted.project.rulings(planted.article)
    assert {(each.rule, each.outcome) for each in rulings} == {("unanimous", "agreed")}
    assert [each.claim_types for each in planted.gold.statements] == [("fact",)]
    assert [each.kind for each in planted.gold.mentions] == ["GPE"]
    assert len(rulings[0].origins) == 3
    assert planted.case.accept_unanimous() is None
    planted.do(planted.case.withdraw_unanimous())
    assert planted.gold == empty and planted.project.rulings(planted.article) == ()
    assert planted.case.withdraw_unanimous() is None


def test_one_thing_accepted_by_rule_is_taken_back_alone(planted):
    planted.do(planted.case.accept_unanimous())
    planted.do(planted.case.withdraw([planted.matter("entity").key]))
    assert planted.gold.mentions == () and len(planted.gold.statements) == 1
    assert planted.matter("entity").state == "agreed"


def test_opening_again_what_all_agree_on_keeps_what_a_person_decided(planted):
    planted.do(planted.case.accept_unanimous())
    planted.take("entity_kind", "Amina")
    planted.do(planted.case.withdraw_unanimous())
    assert [each.kind for each in planted.gold.mentions] == ["GPE"]


def test_an_article_in_which_nobody_found_anything_is_settled_by_rule(table):
    table.done()
    assert table.case.matters == ()
    table.do(table.case.accept_unanimous())
    assert table.gold.progress.status == "done"
    assert table.case.accept_unanimous() is None
    table.do(table.case.withdraw_unanimous())
    assert table.gold.progress is None


def session(table):
    return adjudicating.gold_session(table.project, table.article)


def test_a_settled_statement_is_edited_like_any_other(planted):
    planted.take("claim_type", "Amina", at=KEEPS)
    gold = gold_like(planted, KEEPS)
    planted.do(planted.case.on_gold(session(planted).toggle_claim_type(gold.id, "denial")))
    ruling = planted.matter("claim_type", at=KEEPS).ruling
    assert ruling.outcome == "edited" and ruling.gold == gold.id
    assert planted.matter("claim_type", at=KEEPS).state == "settled"
    planted.do(planted.case.on_gold(session(planted).set_actors(gold.id, ["IRN"])))
    assert planted.matter("source").state == "settled"
    assert planted.matter("source").ruling.outcome == "edited"
    planted.do(planted.case.on_gold(session(planted).remove_statement(gold.id)))
    assert planted.gold.statements == ()
    assert planted.project.check() == ()
    planted.undo_all()
    assert planted.project.rulings(planted.article) == ()


def test_what_nobody_said_can_be_added_and_says_who_added_it(planted):
    step = session(planted).add_statement(planted.case.matters[0].span)
    planted.do(planted.case.on_gold(step))
    (ruling,) = planted.project.rulings(planted.article)
    assert (ruling.kind, ruling.outcome, ruling.origins) == ("added", "edited", ())
    planted.do(planted.case.withdraw([ruling.disagreement]))
    assert planted.gold.statements == ()


def test_what_points_to_another_statement_waits_until_that_is_settled(table):
    for who in ("Amina", "Bo"):
        whole = table.say(who, "Ostmark denied that it had closed the strait", "denial")
        inner = table.say(
            who, "it had closed the strait", "fact" if who == "Bo" else "call", parent=whole.id
        )
        target = Stance(Target("statement", inner.id), "against")
        table.say(who, "Nobody was hurt", "fact", stances=(target,), source=Source())
    table.done("Amina", "Bo")
    table.take("claim_type", "Amina")  # the inner statement comes first
    inner = gold_like(table, "it had closed")
    assert inner.parent is None
    table.do(table.case.accept_unanimous())
    outer, said = gold_like(table, "Ostmark denied"), gold_like(table, "Nobody")
    assert gold_like(table, "it had closed").parent == outer.id
    assert [each.target.id for each in said.stances] == [inner.id]
    assert table.project.check() == ()
    table.do(table.case.reject(table.case.compared.existence(
        table.case.compared.ruled.group_of[inner.id]).key))  # fmt: skip
    assert gold_like(table, "Nobody").stances == ()
    assert table.project.check() == ()


def test_a_stance_on_a_statement_is_settled_like_any_other(table):
    for who, value in (("Amina", "favor"), ("Bo", "against")):
        inner = table.say(who, "it had closed the strait", "fact")
        target = Stance(Target("statement", inner.id), value)
        table.say(who, "Nobody was hurt", "fact", stances=(target,))
    table.done("Amina", "Bo")
    assert table.matter("stance").about == "“it had closed the strait”"
    table.take("stance", "Bo")
    assert gold_like(table, "Nobody").stances == ()
    table.do(table.case.accept_unanimous())
    (stance,) = gold_like(table, "Nobody").stances
    assert (stance.value, stance.target.id) == ("against", gold_like(table, "it had").id)
    table.take("stance", "Amina")
    assert [each.value for each in gold_like(table, "Nobody").stances] == ["favor"]


def test_a_letter_that_is_not_there_is_refused_with_those_that_are(planted):
    with pytest.raises(AnnotationError, match="Choose among: A, B, C"):
        planted.case.take(planted.matter("extra").key, "D")
    with pytest.raises(AnnotationError, match="changed in the meantime"):
        planted.case.take("stance||gone", "A")


def test_labels_merged_in_the_codebook_are_no_change_of_mind(planted):
    settle_everything(planted)
    planted.project.change_codebook([MergeEntries("claim_types", ("call",), "position")])
    assert planted.case.is_settled


def test_progress_that_is_taken_back_takes_the_layer_out(planted):
    done = planted.project.layer(planted.article, planted.people["Cem"]).progress
    assert isinstance(done, Progress)
    planted.edit("Cem", Edit(done, replace(done, status="opened")))
    assert all(len(each.letters) <= 2 for each in planted.case.matters)
    opened = adjudicating.AdjudicationOptions(status="opened")
    case = adjudicating.open_case(planted.project, planted.article, opened)
    assert any(len(each.letters) == 3 for each in case.matters)
