"""A codebook file becomes a project's codebook: what is gone from it is retired, and asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.codebook.article_labels import ArticleLabelKind, ArticleLabelValue
from annotator.codebook.changing import (
    AddEntry,
    EditCodebook,
    EditEntry,
    MergeEntries,
    MoveEntry,
    RenameEntry,
    RetireEntry,
    SplitEntry,
    apply,
)
from annotator.codebook.comparing import Told, compare
from annotator.codebook.model import Group, Topic
from annotator.codebook.parts import declared
from annotator.codebook.reading import bundled_codebooks, parse_codebook, read_codebook
from annotator.codebook.writing import codebook_text
from annotator.errors import CodebookError

BOOK = read_codebook(bundled_codebooks()["news-statements"])
TOPICS = [each.id for each in BOOK.topics]


def edited(old: str, new: str):
    text = codebook_text(BOOK)
    assert old in text
    return parse_codebook(text.replace(old, new), name="edited")


@pytest.mark.parametrize("name", sorted(bundled_codebooks()))
def test_a_codebook_reads_back_as_it_was_written(name):
    book = read_codebook(bundled_codebooks()[name])
    assert parse_codebook(codebook_text(book), name=name) == book
    assert compare(book, book).changes == ()


CHANGES = [
    AddEntry("topics", Topic("new", "No: “new”, 'quoted' # and 100 %\u2028", definition="null")),
    RenameEntry("topics", TOPICS[0], "on", "off"),
    MergeEntries("topics", (TOPICS[1], TOPICS[2]), TOPICS[3]),
    SplitEntry("claim_types", "accusation", ("fact", "denial")),
    RetireEntry("claim_types", "call"),
    EditEntry("claim_types", "fact", {"label": "~", "definition": "yes"}, look_again=True),
    MoveEntry("topics", TOPICS[5], 0),
    EditCodebook({"allow_new_topics": False, "max_claim_types": 1, "title": "1.10"}),
]


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(CHANGES), unique_by=id))
def test_a_changed_codebook_reads_back_as_it_was_written(changes):
    try:
        book = apply(BOOK, changes)
    except CodebookError:
        return
    assert parse_codebook(codebook_text(book), name="changed") == book


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(CHANGES), unique_by=id))
def test_the_changes_to_a_codebook_lead_to_it(changes):
    try:
        wanted = apply(BOOK, changes)
    except CodebookError:
        return
    found = compare(BOOK, wanted).changes
    reached = apply(BOOK, found) if found else BOOK
    for section in ("groups", "claim_types", "stance_values", "topics", "entity_kinds"):
        there = {each.id for each in getattr(wanted, section)}
        assert {each.id for each in getattr(reached, section)} == there
        for each in getattr(reached, section):
            other = next(one for one in getattr(wanted, section) if one.id == each.id)
            assert each.label == other.label
    assert [each.id for each in reached.topics] == [each.id for each in wanted.topics]
    assert reached.max_claim_types == wanted.max_claim_types
    assert compare(reached, wanted).changes == ()


def test_what_is_gone_is_retired_and_asked_for():
    wanted = edited("id: prediction\n  label: Prediction", "id: forecast\n  label: Forecasting")
    found = compare(BOOK, wanted)
    assert RetireEntry("claim_types", "prediction") in found.changes
    (question,) = found.questions
    assert "Prediction is not in the file" in question and "prediction=forecast" in question


def test_what_a_person_says_of_it_is_done_instead():
    wanted = edited("id: prediction\n  label: Prediction", "id: forecast\n  label: Forecast")
    renamed = apply(BOOK, compare(BOOK, wanted, Told(renamed={"prediction": "forecast"})).changes)
    assert renamed.claim_type("prediction").id == "forecast"
    assert [each.id for each in renamed.claim_types].index("forecast") == 1
    merged = apply(BOOK, compare(BOOK, wanted, Told(merged={"prediction": "fact"})).changes)
    assert merged.claim_type("prediction").id == "fact"
    told = Told(split={"claim_types/prediction": ("forecast", "fact")}, look_again=("threat",))
    split = apply(BOOK, compare(BOOK, wanted, told).changes)
    assert split.claim_type("prediction").split_into == ("forecast", "fact")
    assert split.claim_type("threat").meaning


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (Told(renamed={"nothing": "x"}), "no 'nothing'"),
        (Told(merged={"prediction": "nowhere"}), "cannot become nowhere"),
        (Told(renamed={"prediction": "fact"}), "Merge them instead"),
        (Told(merged={"prediction": "fact"}), "still offers prediction"),
        (Told(split={"prediction": ("nowhere", "fact")}), "cannot become nowhere"),
    ],
)
def test_what_cannot_be_is_refused(told, said):
    with pytest.raises(CodebookError, match=said):
        compare(BOOK, edited("label: Prediction", "label: Forecast"), told)


GENRE = ArticleLabelKind(
    "genre",
    "Genre",
    values=tuple(ArticleLabelValue(each, each.title()) for each in ("news", "report", "opinion")),
)
KINDS = replace(BOOK, article_labels=(GENRE,))
WITHOUT = replace(BOOK, article_labels=(replace(GENRE, values=GENRE.values[::2]),))


@pytest.mark.parametrize("goal", ["news", "genre/news"])
def test_a_value_of_an_article_label_stands_for_one_that_is_gone(goal):
    changes = compare(KINDS, WITHOUT, Told(merged={"genre/report": goal})).changes
    genre = apply(KINDS, changes).article_label("genre")
    assert genre.value_ids == genre.known_value_ids == ("news", "opinion")
    assert genre.standing_value("report") == "news" and genre.value_label("report") == "Report"
    (kept,) = apply(KINDS, compare(KINDS, WITHOUT).changes).article_label("genre").former_values
    assert (kept.id, kept.merged_into) == ("report", None)


@pytest.mark.parametrize(
    ("merged", "said"),
    [
        ({"genre/report": "nowhere"}, "report cannot become nowhere"),
        ({"genre/poem": "news"}, "Genre has no value 'poem' now"),
        ({"genre/opinion": "news"}, "still offers opinion"),
        ({"poem/report": "news"}, "no 'poem/report' now"),
    ],
)
def test_values_that_cannot_be_merged_are_named(merged, said):
    with pytest.raises(CodebookError, match=said):
        compare(KINDS, WITHOUT, Told(merged=merged))


def test_an_id_that_two_sections_have_is_named_with_its_section():
    book = apply(BOOK, [AddEntry("groups", Group("fact", "Fact", "teal"))])
    with pytest.raises(CodebookError, match="groups/fact or claim_types/fact"):
        compare(book, BOOK, Told(look_again=("fact",)))


def test_actors_and_the_name_stay_and_that_is_said():
    wanted = read_codebook(bundled_codebooks()["climate-debate"])
    said = " ".join(compare(BOOK, wanted).questions)
    assert "keeps the name news-statements" in said and "Actors are not changed" in said


def test_the_version_that_a_person_wrote_stays_readable():
    book = apply(BOOK, [RetireEntry("claim_types", "call")])
    assert declared(book.version) == "1.0.0" and book.version.startswith("1.0.0+")
    again = apply(book, [EditCodebook({"version": "1.1.0"})])
    assert declared(again.version) == "1.1.0"
