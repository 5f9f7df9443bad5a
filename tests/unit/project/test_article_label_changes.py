"""What becomes of labels of articles when the codebook changes: told, and never rewritten."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.annotations.edits import Edit
from annotator.annotations.model import ArticleLabel
from annotator.annotations.standing import standing_layer
from annotator.codebook.article_labels import ArticleLabelKind, ArticleLabelValue
from annotator.codebook.changing import (
    AddEntry,
    EditEntry,
    MergeValues,
    RenameEntry,
    RetireEntry,
)
from annotator.codebook.reading import default_codebook

GENRE = ArticleLabelKind(
    "genre",
    "Genre",
    values=tuple(ArticleLabelValue(each, each.title()) for each in ("news", "opinion", "letter")),
)


@pytest.fixture
def codebook():
    return replace(default_codebook(), article_labels=(GENRE, ArticleLabelKind("local", "Local")))


@pytest.fixture
def labelled(desk):
    """A project with a letter, an opinion and a news report, one of them local."""
    who, book = desk.project.annotator.id, desk.project.codebook.reference
    desk.articles = [desk.article(f"Text number {number} of three.") for number in range(3)]
    for article, value in zip(desk.articles, ("letter", "opinion", "news"), strict=True):
        label = ArticleLabel(f"{article}:genre", article, who, "genre", value, book)
        desk.do(Edit(None, label), article=article)
    local = ArticleLabel("near", desk.articles[0], who, "local", "yes", book)
    desk.do(Edit(None, local), article=desk.articles[0])
    return desk


def without_letter():
    values = [{"id": each, "label": each.title()} for each in ("news", "opinion")]
    return EditEntry("article_labels", "genre", {"values": values})


def test_the_preview_counts_the_articles_that_have_a_value(labelled):
    lines = labelled.project.consequences([without_letter()]).lines
    assert lines == ("Value Genre: Letter is not offered any more: 1 annotation keeps it.",)
    lines = labelled.project.consequences([MergeValues("genre", ("letter",), "opinion")]).lines
    assert lines == ("Value Genre: Letter becomes Opinion: 1 annotation.",)
    lines = labelled.project.consequences([RetireEntry("article_labels", "genre")]).lines
    assert lines == ("Article label Genre is not offered any more: 3 annotations keep it.",)


def test_another_name_of_a_kind_concerns_all_that_have_it(labelled):
    change = EditEntry("article_labels", "genre", {"label": "Sort of text"})
    (line,) = labelled.project.consequences([change]).lines
    assert line == "Article label Genre is called Sort of text now: 3 annotations."


def test_counts_tell_kinds_and_values(labelled):
    counts = labelled.project.label_counts()
    assert counts["article_labels", "genre"] == 3
    assert counts["article_values", "genre/letter"] == 1


def test_merged_values_read_as_the_one_that_stands_and_nothing_is_rewritten(labelled):
    project = labelled.project
    project.change_codebook([MergeValues("genre", ("letter",), "opinion")])
    (layer,) = project.layers(labelled.articles[0])
    assert {each.value for each in layer.labels} == {"letter", "yes"}
    now = standing_layer(layer, project.standing_actors(), project.codebook)
    assert {each.value for each in now.labels} == {"opinion", "yes"}
    project.undo_registry()
    assert project.codebook.article_label("genre") == GENRE
    assert project.check() == ()


def test_a_renamed_kind_takes_its_labels_along(labelled):
    project = labelled.project
    project.change_codebook([RenameEntry("article_labels", "genre", "sort", "Sort")])
    (layer,) = project.layers(labelled.articles[1])
    now = standing_layer(layer, project.standing_actors(), project.codebook)
    assert [(each.label, each.value) for each in now.labels] == [("sort", "opinion")]


def test_kinds_are_added_in_one_step_that_survives_the_next_opening(labelled):
    labelled.project.change_codebook([AddEntry("article_labels", ArticleLabelKind("tone", "Tone"))])
    kinds = [each.id for each in labelled.reopen().codebook.article_labels]
    assert kinds == ["genre", "local", "tone"]
    assert labelled.project.revisit() == ()


def test_articles_with_several_values_are_told_where_only_one_is_taken_from_now_on(labelled):
    project, who = labelled.project, labelled.project.annotator.id
    project.change_codebook([EditEntry("article_labels", "genre", {"multiple": True})])
    second = ArticleLabel("second", labelled.articles[0], who, "genre", "news")
    labelled.do(Edit(None, second), article=labelled.articles[0])
    found = project.consequences([EditEntry("article_labels", "genre", {"multiple": False})])
    assert found.notes == (
        "Several values of Genre are kept in 1 article until it is labelled anew.",
    )
    change = EditEntry("article_labels", "genre", {"multiple": True, "label": "Sort"})
    assert project.consequences([change]).notes == ()
