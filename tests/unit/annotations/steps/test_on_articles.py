"""Labels of whole articles, as the codebook has them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.annotations.steps import on_articles as article_labels
from annotator.codebook.article_labels import ArticleLabelKind, ArticleLabelValue
from annotator.errors import AnnotationError

GENRE = ArticleLabelKind(
    "genre",
    "Genre",
    values=(ArticleLabelValue("news", "News report"), ArticleLabelValue("opinion", "Opinion")),
    required=True,
)
ABOUT = ArticleLabelKind(
    "about",
    "About",
    values=(ArticleLabelValue("ships", "Ships"), ArticleLabelValue("trade", "Trade")),
    multiple=True,
)
LOCAL = ArticleLabelKind("local", "Local")


@pytest.fixture
def session(strait):
    found = strait.session_over()
    found.codebook = replace(strait.codebook, article_labels=(GENRE, ABOUT, LOCAL))
    return found


def test_one_value_replaces_the_other_and_the_same_again_takes_it_away(session, do):
    do(article_labels.toggle(session, "genre", "news"))
    do(article_labels.toggle(session, "genre", "opinion"))
    assert article_labels.label_words(session, GENRE) == "Opinion"
    assert session.labels[0].codebook == "strait@1.0.0"
    do(article_labels.toggle(session, "genre", "opinion"))
    assert session.labels == ()


def test_several_values_stand_in_the_order_of_the_codebook(session, do):
    do(article_labels.toggle(session, "about", "trade"))
    do(article_labels.toggle(session, "about", "ships"))
    assert article_labels.label_words(session, ABOUT) == "Ships, Trade"
    do(article_labels.clear(session, "about"))
    assert article_labels.values_of(session, ABOUT) == ()


def test_a_label_without_values_is_set_or_not(session, do):
    do(article_labels.toggle(session, "local"))
    assert article_labels.values_of(session, LOCAL) == ("yes",)
    do(article_labels.toggle(session, "local"))
    assert article_labels.values_of(session, LOCAL) == ()


def test_what_is_required_is_told_until_it_is_there(session, do):
    assert article_labels.missing_labels(session) == (GENRE,)
    do(article_labels.toggle(session, "genre", "news"))
    assert article_labels.missing_labels(session) == ()


def test_what_the_codebook_does_not_know_is_refused(session):
    with pytest.raises(AnnotationError, match="no value “poem”"):
        article_labels.toggle(session, "genre", "poem")
    with pytest.raises(AnnotationError, match="no article label “mood”"):
        article_labels.toggle(session, "mood")
    with pytest.raises(AnnotationError, match="has no “Genre”"):
        article_labels.clear(session, "genre")


def test_the_same_label_of_the_same_person_has_the_same_id_in_every_copy(session, strait):
    first = article_labels.toggle(session, "genre", "news").edits[-1].record
    other = article_labels.toggle(session, "genre", "news").edits[-1].record
    assert first.id == other.id


def test_values_that_became_one_are_taken_away_together(session, do):
    do(article_labels.toggle(session, "about", "trade"))
    do(article_labels.toggle(session, "about", "ships"))
    trade = ArticleLabelValue("trade", "Trade", merged_into="ships")
    merged = replace(ABOUT, values=ABOUT.values[:1], former_values=(trade,))
    session.codebook = replace(session.codebook, article_labels=(merged,))
    assert article_labels.values_of(session, merged) == ("ships",)
    with pytest.raises(AnnotationError):
        article_labels.toggle(session, "about", "trade")
    do(article_labels.toggle(session, "about", "ships"))
    assert session.labels == ()


def test_a_retired_value_is_read_and_not_given_again(session, do):
    do(article_labels.toggle(session, "genre", "opinion"))
    retired = replace(GENRE, values=GENRE.values[:1], former_values=GENRE.values[1:])
    session.codebook = replace(session.codebook, article_labels=(retired,))
    assert article_labels.label_words(session, retired) == "Opinion"
    assert article_labels.missing_labels(session) == ()
    with pytest.raises(AnnotationError):
        article_labels.toggle(session, "genre", "opinion")
