"""Agreement on labels of whole articles: the units are the articles that both are done with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.agreement.comparison import Comparison, Question
from annotator.agreement.explored.article_numbers import article_numbers
from annotator.agreement.reported.article_lines import (
    article_label_prevalences,
    measure_article_labels,
)
from annotator.agreement.units import ArticleLayers
from annotator.annotations.model import ArticleLabel, Layer
from annotator.codebook.article_labels import ArticleLabelKind, ArticleLabelValue
from annotator.codebook.reading import default_codebook

GENRE = ArticleLabelKind(
    "genre", "Genre", values=(ArticleLabelValue("n", "News"), ArticleLabelValue("o", "Opinion"))
)
ABOUT = ArticleLabelKind(
    "about",
    "About",
    values=(ArticleLabelValue("s", "Ships"), ArticleLabelValue("t", "Trade")),
    multiple=True,
)


def layer(article: str, who: str, **given: str) -> Layer:
    labels = tuple(
        ArticleLabel(f"{who}{kind}{value}", article, who, kind, value)
        for kind, values in given.items()
        for value in values
    )
    return Layer(article, who, labels=labels)


def question(*articles: dict[str, dict[str, str]]) -> Question:
    found = tuple(
        ArticleLayers(f"a{at}", {who: layer(f"a{at}", who, **given) for who, given in each.items()})
        for at, each in enumerate(articles)
    )
    book = replace(default_codebook(), article_labels=(GENRE, ABOUT))
    people = ("amina", "bo")
    return Question(Comparison(people, found), {"amina": "Amina", "bo": "Bo"}, book, {})


ASKED = question(
    {"amina": {"genre": "n", "about": "st"}, "bo": {"genre": "n", "about": "st"}},
    {"amina": {"genre": "o"}, "bo": {"genre": "o", "about": "s"}},
    {"amina": {"genre": "n"}, "bo": {"genre": "o"}},
    {"amina": {"genre": "n"}, "bo": {}},
)


def test_each_kind_is_measured_over_articles() -> None:
    found = {(each.of, each.coefficient.name): each for each in measure_article_labels(ASKED)}
    raw = found["Genre", "percent_agreement"].coefficient
    assert raw.value == pytest.approx(0.5) and raw.articles == 4
    kappa = found["Genre", "cohen_kappa"].coefficient.value
    # seen .5; by chance .75 * .25 (News) + .25 * .5 (Opinion) + 0 * .25 (none)
    assert kappa == pytest.approx((0.5 - 0.3125) / (1 - 0.3125))
    assert {of for of, _ in found} == {"Genre", "About"}
    about = next(each for (of, _), each in found.items() if of == "About")
    assert about.annotators == ("Amina", "Bo") and about.coefficient.value is not None


def test_each_article_tells_how_many_of_its_labels_are_the_same() -> None:
    shares = [each.label_agreement for each in article_numbers(ASKED)]
    assert shares == [1, 0.5, 0.5, 0.5]  # of genre and what it is about
    plain = replace(ASKED, codebook=default_codebook())
    assert [each.label_agreement for each in article_numbers(plain)] == [None] * 4


def test_how_often_each_value_was_given_is_told_with_those_who_gave_none() -> None:
    genre, about = article_label_prevalences(ASKED)
    assert genre.counts == (("News", 4), ("Opinion", 3), ("not given", 1))
    assert dict(about.counts) == {"Ships": 3, "Trade": 2, "not given": 5}


def test_a_codebook_without_them_adds_nothing() -> None:
    plain = replace(ASKED, codebook=default_codebook())
    assert list(measure_article_labels(plain)) == []
    assert list(article_label_prevalences(plain)) == []


def test_only_what_is_compared_is_counted() -> None:
    """Of several values of a kind that has one by now, the first by id stands for all."""
    both = {"amina": {"genre": "on"}, "bo": {"genre": "n"}}
    (genre, _) = article_label_prevalences(question(both))
    assert genre.counts == (("News", 2),)
