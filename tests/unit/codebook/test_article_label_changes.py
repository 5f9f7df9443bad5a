"""Article labels change entry by entry, and no value that an article may have is lost."""

from __future__ import annotations

import pytest

from annotator.codebook.article_label_changes import new_value
from annotator.codebook.article_labels import YES, ArticleLabelKind
from annotator.codebook.change_wording import wording
from annotator.codebook.changing import (
    AddEntry,
    EditEntry,
    MergeEntries,
    MergeValues,
    MoveEntry,
    RenameEntry,
    RestoreEntry,
    RetireEntry,
    SplitEntry,
    apply,
)
from annotator.codebook.comparing import compare
from annotator.codebook.model import CodebookPart
from annotator.codebook.parts import assembled, parts_of
from annotator.codebook.reading import read_codebook
from annotator.codebook.stored import codebook_from_plain, codebook_to_plain
from annotator.codebook.writing import codebook_text
from annotator.errors import CodebookError

HEAD = """
id: small
version: 1.0.0
groups: [{id: all, label: All, color: blue}]
claim_types: [{id: fact, label: Fact, group: all}]
stance_values: [{id: favor, label: Favor, key: f, value: 1, sign: "+", color: blue}]
article_labels:
  - id: kind
    label: Kind
    key: k
    required: yes
    values: [{id: news, label: News}, {id: opinion, label: Opinion}, {id: letter, label: Letter}]
  - {id: local, label: Local, key: o}
"""


@pytest.fixture
def codebook(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(HEAD, encoding="utf-8")
    return read_codebook(path)


def values(codebook, kind="kind"):
    return [each.id for each in codebook.article_label(kind).values]


def offered(*names):
    return [{"id": each, "label": each.title()} for each in names]


def test_a_kind_is_added_edited_moved_retired_and_offered_again(codebook):
    tone = ArticleLabelKind("tone", "Tone", "t")
    after = apply(
        codebook,
        (
            AddEntry("article_labels", tone),
            EditEntry("article_labels", "local", {"label": "Local only", "required": True}),
            MoveEntry("article_labels", "tone", 0),
            RetireEntry("article_labels", "kind"),
        ),
    )
    assert [each.id for each in after.article_labels] == ["tone", "local"]
    assert after.article_label("local").label == "Local only"
    assert after.article_label("local").required
    assert [each.id for each in after.former.article_labels] == ["kind"]
    again = apply(after, (RestoreEntry("article_labels", "kind"),))
    assert values(again) == ["news", "opinion", "letter"]


def test_a_value_that_is_taken_out_stays_known(codebook):
    change = EditEntry("article_labels", "kind", {"values": offered("news", "opinion")})
    kind = apply(codebook, (change,)).article_label("kind")
    assert kind.value_ids == ("news", "opinion")
    assert kind.known_value_ids == ("news", "opinion", "letter")
    assert kind.value_label("letter") == "Letter"


def test_a_value_that_is_offered_again_is_no_former_one(codebook):
    less = apply(
        codebook, (EditEntry("article_labels", "kind", {"values": offered("news", "opinion")}),)
    )
    more = apply(
        less,
        (EditEntry("article_labels", "kind", {"values": offered("news", "opinion", "letter")}),),
    )
    assert more.article_label("kind").former_values == ()


def test_values_become_one_and_chains_of_them_lead_to_the_last(codebook):
    four = apply(
        codebook,
        (
            EditEntry(
                "article_labels", "kind", {"values": offered("news", "opinion", "letter", "x")}
            ),
        ),
    )
    once = apply(four, (MergeValues("kind", ("letter",), "opinion"),))
    twice = apply(once, (MergeValues("kind", ("opinion",), "news"),))
    kind = twice.article_label("kind")
    assert kind.value_ids == ("news", "x")
    assert kind.standing_value("letter") == "news"
    assert wording((MergeValues("kind", ("letter",), "opinion"),), four) == (
        "Merge Letter into Opinion"
    )


@pytest.mark.parametrize(
    "change",
    [
        MergeValues("kind", ("nothing",), "news"),
        MergeValues("kind", ("news",), "news"),
        MergeValues("kind", ("opinion", "letter"), "news"),
        MergeValues("absent", ("news",), "opinion"),
        MergeEntries("article_labels", ("local",), "kind"),
        SplitEntry("article_labels", "kind", ("local",), keeps=True),
        EditEntry("article_labels", "kind", {"label": "Sort"}, look_again=True),
        EditEntry("article_labels", "kind", {"key": "o"}),
        EditEntry("article_labels", "kind", {"values": offered("news")}),
        EditEntry("article_labels", "local", {"multiple": True}),
    ],
)
def test_what_would_make_no_sense_is_refused(codebook, change):
    with pytest.raises(CodebookError):
        apply(codebook, (change,))


def test_a_label_that_gets_values_keeps_that_it_was_set(codebook):
    change = EditEntry("article_labels", "local", {"values": offered("town", "county")})
    kind = apply(codebook, (change,)).article_label("local")
    assert kind.value_ids == ("town", "county")
    assert kind.value_label(YES) == "Yes"


def test_another_id_leads_to_the_same_kind(codebook):
    after = apply(codebook, (RenameEntry("article_labels", "kind", "genre", "Genre"),))
    assert after.article_label("kind").id == "genre"
    assert values(after, "genre") == ["news", "opinion", "letter"]


def test_it_reads_back_from_files_and_from_projects(codebook, tmp_path):
    after = apply(
        codebook,
        (MergeValues("kind", ("letter",), "opinion"), RetireEntry("article_labels", "local")),
    )
    path = tmp_path / "after.yaml"
    path.write_text(codebook_text(after), encoding="utf-8")
    assert read_codebook(path) == after
    assert codebook_from_plain(codebook_to_plain(after)) == after


def test_a_file_without_a_value_retires_it_alone(codebook, tmp_path):
    path = tmp_path / "wanted.yaml"
    path.write_text(HEAD.replace(", {id: letter, label: Letter}", ""), encoding="utf-8")
    found = compare(codebook, read_codebook(path))
    (change,) = found.changes
    assert isinstance(change, EditEntry)
    assert apply(codebook, found.changes).article_label("kind").value_label("letter") == "Letter"


def test_projects_that_kept_all_kinds_as_one_part_still_read(codebook):
    whole = CodebookPart(
        "codebook/article_labels",
        {"value": [{"id": "tone", "label": "Tone"}, {"id": "kind", "label": "Genre"}]},
    )
    since = CodebookPart("article_labels/tone", {"id": "tone", "label": "Mood"}, 0.0)
    found = assembled(codebook, (whole,))
    assert [(each.id, each.label) for each in found.article_labels] == [
        ("tone", "Tone"),
        ("kind", "Genre"),
    ]
    assert assembled(codebook, (since, whole)).article_label("tone").label == "Mood"


def test_changes_of_different_kinds_never_stand_in_each_others_way(codebook):
    mine = parts_of(apply(codebook, (EditEntry("article_labels", "kind", {"label": "Genre"}),)))
    theirs = parts_of(apply(codebook, (EditEntry("article_labels", "local", {"label": "Near"}),)))
    both = assembled(codebook, (mine["article_labels/kind"], theirs["article_labels/local"]))
    assert [each.label for each in both.article_labels] == ["Genre", "Near"]


def test_a_new_value_gets_an_id_of_its_own(codebook):
    kind = codebook.article_label("kind")
    assert new_value(kind, "News").id == "news_2"
    assert new_value(kind, "News", ("news_2",)).id == "news_3"
    assert new_value(kind, "Yes").id == "yes_2"
