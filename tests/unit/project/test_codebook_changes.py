"""The codebook of a project changes in steps that can be undone; no annotation is rewritten."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.annotations.edits import Edit
from annotator.annotations.ids import new_id
from annotator.annotations.model import Mention, Stance, Target
from annotator.annotations.revisiting import labels_in, reasons, standing_entry
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
)
from annotator.codebook.model import ClaimType, CodebookPart, Topic
from annotator.codebook.reading import default_codebook
from annotator.corpus.span import Span
from annotator.errors import AnnotationError, CodebookError
from annotator.project import Project

TOPICS = [each.id for each in default_codebook().topics]
PORT = Topic("port", "The port should stay open")
BLAME = ClaimType("blame", "Blame", "assertive")


@pytest.fixture
def codebook():
    return default_codebook()


def stance(topic: str, value: str = "favor") -> Stance:
    return Stance(Target("topic", topic), value)


@pytest.fixture
def labelled(desk):
    """A project with an accusation and a prediction on two topics, and a mention of each kind."""
    desk.here = desk.article()
    desk.there = desk.article("Another text about the harbour and what is going on there.")
    book = desk.project.codebook.reference
    desk.one = desk.add(
        desk.here,
        claim_types=("accusation", "prediction"),
        stances=(stance(TOPICS[0]), stance(TOPICS[1], "against")),
        codebook=book,
    )
    desk.other = desk.add(
        desk.there, claim_types=("accusation",), stances=(stance(TOPICS[2]),), codebook=book
    )
    for kind in ("ORG", "GPE"):
        desk.do(Edit(None, mention(desk, kind)))
    return desk


def mention(desk, kind: str) -> Mention:
    return Mention(
        new_id(), desk.here, desk.project.annotator.id, Span(4, 11), kind, codebook="x@1"
    )


def test_a_change_is_one_step_in_the_history_of_the_project(labelled):
    project = labelled.project
    change = project.change_codebook([AddEntry("topics", PORT)])
    assert change.touches("codebook_part") and change.article is None
    assert project.codebook.topics[-1] == PORT
    assert project.undo_registry_wording() == "Add topic The port should stay open"
    reference = project.codebook.reference
    assert labelled.reopen().codebook.reference == reference
    project = labelled.project
    project.undo_registry()
    assert project.codebook == default_codebook()
    project.redo_registry()
    assert project.codebook.reference == reference and project.check() == ()


def test_no_annotation_is_rewritten(labelled):
    labelled.project.change_codebook(
        [
            MergeEntries("claim_types", ("prediction",), "fact"),
            SplitEntry("claim_types", "accusation", (BLAME, "denial")),
            RetireEntry("topics", TOPICS[0]),
        ]
    )
    assert labelled.statements(labelled.here) == (labelled.one,)
    assert labelled.statements(labelled.there) == (labelled.other,)
    assert labelled.one.codebook in {each.reference for each in labelled.project.codebooks()}


def outcome(found, entry_id):
    return next(each for each in found.outcomes if each.entry_id == entry_id)


def test_the_preview_says_what_becomes_of_how_many_annotations(labelled):
    changes = [
        MergeEntries("claim_types", ("prediction",), "fact"),
        SplitEntry("claim_types", "accusation", (BLAME, "denial")),
        RetireEntry("entity_kinds", "GPE"),
        RenameEntry("topics", TOPICS[2], "renamed", "Renamed"),
        AddEntry("topics", PORT),
        EditCodebook({"max_claim_types": 3}),
    ]
    found = labelled.project.consequences(changes)
    merged, split = outcome(found, "prediction"), outcome(found, "accusation")
    assert (merged.what, merged.becomes, merged.annotations, merged.look_again) == (
        "merged",
        ("Fact",),
        1,
        0,
    )
    assert (split.what, split.becomes, split.annotations, split.look_again) == (
        "split",
        ("Blame", "Denial"),
        2,
        2,
    )
    assert (outcome(found, "GPE").what, outcome(found, "GPE").annotations) == ("retired", 1)
    assert outcome(found, TOPICS[2]).line.endswith("is called Renamed now: 1 annotation.")
    assert outcome(found, "port").what == "added" and outcome(found, "blame").what == "added"
    assert not any(each.entry_id == "renamed" for each in found.outcomes)
    assert found.look_again == 2 and set(found.articles) == {labelled.here, labelled.there}
    assert found.lines[-1] == "To look at again: 2 annotations in 2 articles."
    assert labelled.project.codebook == default_codebook()
    assert labelled.project.revisit() == ()


def test_what_is_split_has_to_be_looked_at_until_a_person_chose(labelled):
    project = labelled.project
    project.change_codebook([SplitEntry("claim_types", "accusation", (BLAME, "denial"))])
    assert project.revisit() == (labelled.here, labelled.there)
    after = replace(labelled.other, claim_types=("blame",), codebook=project.codebook.reference)
    labelled.do(Edit(labelled.other, after))
    assert project.revisit() == (labelled.here,)
    project.use_annotator("Bo")
    assert project.revisit() == ()


def test_what_means_something_else_is_to_be_looked_at_where_it_was_given_before(labelled):
    project = labelled.project
    changes = [EditEntry("claim_types", "prediction", {"definition": "New."}, look_again=True)]
    assert outcome(project.consequences(changes), "prediction").look_again == 1
    project.change_codebook(changes)
    labelled.add(labelled.there, claim_types=("prediction",), codebook=project.codebook.reference)
    assert project.revisit() == (labelled.here,)
    project.change_codebook([AddEntry("topics", PORT)])
    assert project.revisit() == (labelled.here,)
    project.change_codebook([MergeEntries("claim_types", ("prediction",), "fact")])
    assert project.revisit() == (labelled.here,)


def test_topics_that_are_merged_may_contradict_each_other(labelled):
    changes = [MergeEntries("topics", (TOPICS[0],), TOPICS[1])]
    found = labelled.project.consequences(changes)
    assert found.articles == (labelled.here,) and found.look_again == 1
    assert outcome(found, TOPICS[0]).look_again == 1
    labelled.project.change_codebook(changes)
    assert labelled.project.revisit() == (labelled.here,)
    labelled.project.undo_registry()
    assert labelled.project.revisit() == ()


def test_an_undo_that_would_leave_annotations_without_their_label_is_refused(labelled):
    project = labelled.project
    project.change_codebook([AddEntry("topics", PORT)])
    labelled.add(labelled.here, stances=(stance("port"),))
    with pytest.raises(AnnotationError, match="The port should stay open was given"):
        project.undo_registry()
    assert project.codebook.topic("port") == PORT and project.check() == ()


def test_a_topic_added_while_labelling_goes_with_its_undo_unless_others_use_it(labelled):
    project = labelled.project
    part = CodebookPart("topics/port", {"id": "port", "label": "Port"}, 99.0)
    before = labelled.one
    after = replace(before, stances=(*before.stances, stance("port")))
    labelled.do(Edit(None, part), Edit(before, after), article=labelled.here)
    assert project.codebook.topic("port").label == "Port"
    project.undo(labelled.here)
    assert project.codebook == default_codebook()
    project.redo(labelled.here)
    project.use_annotator("Bo")
    labelled.add(labelled.there, stances=(stance("port"),))
    project.use_annotator("Amina")
    project.undo(labelled.here)
    assert labelled.statements(labelled.here) == (before,)
    assert project.codebook.topic("port").label == "Port" and project.check() == ()


def test_labels_are_counted_as_they_are_written(labelled):
    counts = labelled.project.label_counts()
    assert counts["claim_types", "accusation"] == 2 and counts["topics", TOPICS[2]] == 1
    assert counts["stance_values", "favor"] == 2 and counts["entity_kinds", "ORG"] == 1


def test_an_impossible_change_changes_nothing(labelled):
    with pytest.raises(CodebookError):
        labelled.project.change_codebook([AddEntry("topics", PORT), RetireEntry("topics", "no")])
    assert labelled.project.codebook == default_codebook()
    assert labelled.project.undo_registry_wording() is None


def test_a_codebook_that_is_not_what_its_changes_make_is_found(labelled):
    project = labelled.project
    project.change_codebook([AddEntry("topics", PORT)])
    project._connection.run("UPDATE meta SET value = 'harbour' WHERE key = 'codebook'")
    project._connection.run("DELETE FROM codebook_parts")
    assert any("not what its changes make" in each for each in project.check())


CHANGES = [
    AddEntry("topics", PORT),
    MergeEntries("topics", (TOPICS[0],), TOPICS[1]),
    MergeEntries("topics", (TOPICS[1], TOPICS[2]), TOPICS[3]),
    SplitEntry("topics", TOPICS[2], (Topic("half", "Half"), TOPICS[4])),
    RenameEntry("claim_types", "accusation", "charge"),
    SplitEntry("claim_types", "accusation", ("denial",), keeps=True),
    RetireEntry("claim_types", "prediction"),
    RestoreEntry("claim_types", "prediction"),
    EditEntry("claim_types", "prediction", {"label": "Forecast"}, look_again=True),
    MoveEntry("topics", TOPICS[5], 0),
    RetireEntry("entity_kinds", "ORG"),
    "undo",
    "redo",
]


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(CHANGES), max_size=7))
def test_whatever_is_done_all_undone_gives_back_the_same_codebook(tmp_path_factory, desk_for, acts):
    path = tmp_path_factory.mktemp("codebook") / "project.annotator"
    with Project.create(path, title="T", codebook=default_codebook(), annotator="A") as project:
        desk = desk_for(project)
        book = project.codebook.reference
        types, stances = ("accusation", "prediction"), (stance(TOPICS[0]), stance(TOPICS[1]))
        made = desk.add(desk.article(), claim_types=types, stances=stances, codebook=book)
        for act in acts:
            try:
                if isinstance(act, str):
                    project.undo_registry() if act == "undo" else project.redo_registry()
                else:
                    project.change_codebook([act])
            except CodebookError:
                continue
            due = reasons(made, project.codebook, project.codebook_versions())
            for section, entry_id in labels_in(made):
                known = standing_entry(project.codebook, section, entry_id)
                assert known is not None or any(each.entry_id == entry_id for each in due)
            assert project.revisit() == ((made.article,) if due else ())
        while project.undo_registry() is not None:
            pass
        assert project.codebook == default_codebook()
        assert desk.statements(made.article) == (made,) and project.check() == ()
