"""A codebook is changed while annotations exist: nothing is lost, and everything can be told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.codebook.change_wording import wording
from annotator.codebook.changing import (
    AddEntry,
    EditCodebook,
    EditEntry,
    MergeEntries,
    MoveEntry,
    RenameEntry,
    RestoreEntry,
    RetireEntry,
    SplitEntry,
    apply,
    changed_parts,
    free_id,
)
from annotator.codebook.model import ClaimType, Topic
from annotator.codebook.parts import assembled, declared, parts_of
from annotator.codebook.reading import default_codebook
from annotator.codebook.stored import codebook_from_plain, codebook_to_plain
from annotator.errors import CodebookError

BOOK = default_codebook()
TOPICS = [each.id for each in BOOK.topics]


def ids(entries) -> list[str]:
    return [each.id for each in entries]


def test_a_new_entry_stands_behind_the_others():
    after = apply(BOOK, [AddEntry("topics", Topic("harbour", "The harbour should stay open"))])
    assert ids(after.topics) == [*TOPICS, "harbour"]
    assert after.reference != BOOK.reference and declared(after.version) == BOOK.version


def test_a_retired_entry_is_known_and_not_offered():
    after = apply(BOOK, [RetireEntry("claim_types", "fact")])
    assert "fact" not in ids(after.claim_types)
    found = after.claim_type("fact")
    assert found is not None and (found.label, found.key) == ("Fact", "")


def test_what_is_offered_again_stands_where_it_stood():
    parts = parts_of(BOOK)
    for change in (RetireEntry("topics", TOPICS[1]), RestoreEntry("topics", TOPICS[1])):
        parts = changed_parts(BOOK, parts, [change])
    assert assembled(BOOK, parts.values()) == BOOK


def test_a_merged_entry_is_the_one_that_stands_for_it():
    after = apply(BOOK, [MergeEntries("topics", tuple(TOPICS[1:3]), TOPICS[0])])
    assert {after.topic(each).id for each in TOPICS[:3]} == {TOPICS[0]}
    twice = apply(after, [MergeEntries("topics", (TOPICS[0],), TOPICS[3])])
    assert {twice.topic(each).id for each in TOPICS[:4]} == {TOPICS[3]}


def test_a_renamed_entry_leads_to_its_new_id_and_keeps_its_wording():
    after = apply(BOOK, [RenameEntry("stance_values", "favor", "pro", "Pro")])
    assert ids(after.stance_values)[0] == "pro"
    assert after.stance_value("favor").label == "Pro"
    assert after.wording("topic", "favor") == BOOK.wording("topic", "favor")
    assert after.wording("topic", "pro") == BOOK.wording("topic", "favor")


def test_a_split_entry_tells_among_which_to_choose():
    parts = (ClaimType("blame", "Blame", "assertive", key="3"), "denial")
    after = apply(BOOK, [SplitEntry("claim_types", "accusation", parts)])
    assert after.claim_type("accusation").split_into == ("blame", "denial")
    assert after.claim_type("accusation").meaning and "blame" in ids(after.claim_types)
    kept = apply(BOOK, [SplitEntry("claim_types", "accusation", parts[1:], keeps=True)])
    assert "accusation" in ids(kept.claim_types) and kept.claim_type("accusation").meaning


def test_an_edited_entry_means_something_else_only_where_a_person_says_so():
    fields = {"definition": "Says what is or was so."}
    after = apply(BOOK, [EditEntry("claim_types", "fact", fields)])
    assert after.claim_type("fact").definition == fields["definition"]
    assert after.claim_type("fact").meaning == ""
    merged = apply(BOOK, [MergeEntries("claim_types", ("prediction",), "fact")])
    anew = apply(merged, [EditEntry("claim_types", "fact", fields, look_again=True)])
    assert anew.claim_type("fact").meaning and anew.former.claim_types[0].meaning


def test_what_is_moved_stands_there():
    for to in range(len(TOPICS)):
        after = apply(BOOK, [MoveEntry("topics", TOPICS[4], to)])
        assert ids(after.topics).index(TOPICS[4]) == to


def test_a_merged_group_takes_its_claim_types_along():
    after = apply(BOOK, [MergeEntries("groups", ("evaluative",), "assertive")])
    assert "evaluative" not in {each.group for each in after.claim_types}
    with pytest.raises(CodebookError, match="is in the group"):
        apply(BOOK, [RetireEntry("groups", "assertive")])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (AddEntry("topics", Topic(TOPICS[0], "Again")), "already"),
        (AddEntry("claim_types", ClaimType("z", "Z", "nowhere")), 'no group "nowhere"'),
        (AddEntry("claim_types", ClaimType("z", "Z", "assertive", key="j")), "is taken"),
        (AddEntry("claim_types", ClaimType("z", "Z", "assertive", key="1")), "is taken by"),
        (EditEntry("topics", "nothing", {"label": "x"}), "no topic 'nothing'"),
        (EditEntry("topics", TOPICS[0], {"colour": "red"}), "no field"),
        (EditEntry("topics", TOPICS[0], {"id": "other"}), "history"),
        (MergeEntries("topics", (TOPICS[0],), TOPICS[0]), "two different"),
        (SplitEntry("topics", TOPICS[0], (TOPICS[1],)), "two others or more"),
        (RestoreEntry("topics", TOPICS[0]), "offered already"),
        (RenameEntry("topics", TOPICS[0], TOPICS[1]), "already"),
        (EditCodebook({"colour": "red"}), "no field"),
        (EditCodebook({"max_claim_types": 0}), "from 1 to 20"),
    ],
)
def test_what_would_make_the_codebook_unusable_is_refused(change, said):
    with pytest.raises(CodebookError, match=said):
        apply(BOOK, [change])


def test_a_changed_codebook_is_stored_as_plain_values_without_loss():
    after = apply(
        BOOK,
        [
            MergeEntries("topics", (TOPICS[0],), TOPICS[1]),
            SplitEntry("entity_kinds", "ORG", ("GPE", "PERSON")),
            EditCodebook({"allow_new_topics": False, "max_claim_types": 1}),
        ],
    )
    assert not after.allow_new_topics and after.max_claim_types == 1
    assert codebook_from_plain(codebook_to_plain(after)) == after
    assert "former" not in codebook_to_plain(BOOK)


def test_the_wording_names_what_is_changed():
    changes = [RetireEntry("claim_types", "fact"), MoveEntry("topics", TOPICS[0], 3)]
    assert wording(changes, BOOK).startswith("Retire Fact; Move ")


def test_an_id_is_made_of_the_words_of_a_label():
    assert free_id(BOOK, "topics", "Fish & chips: now!") == "fish_chips_now"
    assert free_id(BOOK, "topics", TOPICS[0].replace("_", " ")) == f"{TOPICS[0]}_2"
    assert free_id(BOOK, "topics", "港") == "港" and free_id(BOOK, "topics", "?") == "topic"


@st.composite
def changes(draw):
    """Return one change of the topics, which need not be possible."""
    entry, other = draw(st.sampled_from(TOPICS[:5])), draw(st.sampled_from(TOPICS[:5]))
    return draw(
        st.sampled_from(
            [
                AddEntry("topics", Topic(f"new_{entry}", f"New {entry}")),
                EditEntry("topics", entry, {"label": f"Label {other}"}, look_again=True),
                RenameEntry("topics", entry, f"re_{other}"),
                MergeEntries("topics", (entry,), other),
                SplitEntry("topics", entry, (other, Topic(f"of_{entry}", "Of"))),
                RetireEntry("topics", entry),
                RestoreEntry("topics", entry),
                MoveEntry("topics", entry, 2),
            ]
        )
    )


def after_what_is_possible(wanted, parts):
    for change in wanted:
        try:
            parts = changed_parts(assembled(BOOK, parts.values()), parts, [change])
        except CodebookError:
            continue
    return parts


@settings(max_examples=30, deadline=None)
@given(st.lists(changes(), max_size=8))
def test_whatever_is_changed_every_old_topic_leads_to_one_that_there_is(wanted):
    after = assembled(BOOK, after_what_is_possible(wanted, parts_of(BOOK)).values())
    for topic in TOPICS:
        found = after.topic(topic)
        assert found is not None and found.merged_into is None
    assert codebook_from_plain(codebook_to_plain(after)) == after


@settings(max_examples=20, deadline=None)
@given(st.lists(changes(), max_size=6), st.lists(changes(), max_size=6))
def test_two_copies_put_together_in_any_order_have_the_same_codebook(mine, theirs):
    base = parts_of(BOOK)
    one, two = after_what_is_possible(mine, base), after_what_is_possible(theirs, base)
    here = {key: part for key, part in one.items() if part != base.get(key)}
    there = {key: part for key, part in two.items() if part != base.get(key)}
    only_there = {key: part for key, part in there.items() if key not in here}
    both = assembled(BOOK, [*here.values(), *only_there.values()])
    again = assembled(BOOK, [*only_there.values(), *here.values(), *here.values()])
    assert both == again and both.reference == again.reference
    for topic in TOPICS:
        assert both.topic(topic) is not None
