"""Which labels meet, which articles differ, by how much boundaries lie apart: by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest

from annotator.agreement.comparison import Comparison, Question
from annotator.agreement.explored.confusion import confusion
from annotator.agreement.explored.leave_one_out import LeftOut, leave_one_out
from annotator.agreement.explored.over_time import Stretch, cuts, over_time
from annotator.agreement.explored.passages import (
    SUBJECTS,
    UNMARKED,
    Passage,
    Subject,
    given_by_some,
    label_words,
    labels_of,
    passages,
)
from annotator.agreement.explored.people import between, pair_matrices
from annotator.agreement.explored.shares import article_shares
from annotator.agreement.labels.coefficient import Coefficient
from annotator.agreement.labels.table import label_table, percent_agreement
from annotator.agreement.reported.measurement import Measurement
from annotator.agreement.reported.time_and_people import shifted_value
from annotator.agreement.spans.offsets import boundary_offsets, offset_bins
from annotator.agreement.units import NONE, ArticleLayers
from annotator.annotations.model import ArticleLabel, Layer, Mention, Stance, Statement, Target
from annotator.codebook.article_labels import ArticleLabelKind, ArticleLabelValue
from annotator.codebook.model import ClaimType, Codebook, EntityKind, Group, StanceValue
from annotator.corpus.span import Span

CODEBOOK = Codebook(
    "small",
    "1",
    groups=(Group("says", "Says", "blue"), Group("wants", "Wants", "red")),
    claim_types=(
        ClaimType("fact", "Fact", "says"),
        ClaimType("forecast", "Forecast", "says"),
        ClaimType("call", "Call", "wants"),
    ),
    stance_values=(
        StanceValue("favor", "Favor", "f", 1, "+", "green"),
        StanceValue("against", "Against", "a", -1, "-", "red"),
    ),
    entity_kinds=(EntityKind("place", "Place", "blue"), EntityKind("person", "Person", "red")),
)


def mention(start: int, end: int, kind: str) -> Mention:
    return Mention(f"m{start}-{end}-{kind}", "", "", Span(start, end), kind)


def statement(start: int, end: int, *types: str, stance: str = "") -> Statement:
    stances = (Stance(Target("topic", "peace"), stance),) if stance else ()
    name = f"s{start}-{end}-{types}"
    return Statement(name, "", "", (Span(start, end),), claim_types=types, stances=stances)


def article(name: str, **said: Sequence[Mention | Statement]) -> ArticleLayers:
    return ArticleLayers(
        name,
        {
            who: Layer(
                name,
                who,
                tuple(owned(each, who) for each in what if isinstance(each, Mention)),
                tuple(owned(each, who) for each in what if isinstance(each, Statement)),
            )
            for who, what in said.items()
        },
    )


Said = TypeVar("Said", Mention, Statement)


def owned(record: Said, who: str) -> Said:
    return replace(record, id=f"{who}-{record.id}")


def question(*articles: ArticleLayers, people: tuple[str, ...] = ("A", "B")) -> Question:
    return Question(
        Comparison(people, articles), {each: f"{each}." for each in people}, CODEBOOK, {}
    )


def labels(found: Sequence[Passage]) -> list[dict[str, str]]:
    return [dict(each.labels) for each in found]


def said(*values: str, article: str = "a") -> Passage:
    return Passage(article, Span(0, 1), tuple(zip("ABC", values, strict=False)))


def test_who_marked_nothing_where_others_did_says_unmarked_but_not_who_never_opened_it():
    among = question(
        article("one", A=[mention(0, 5, "place")], B=[], C=[mention(1, 5, "person")]),
        article("two", A=[mention(0, 5, "place")], B=[mention(0, 5, "place")]),
        people=("A", "B", "C"),
    ).comparison
    assert labels(passages("entities", among, CODEBOOK)) == [
        {"A": "place", "B": UNMARKED, "C": "person"},
        {"A": "place", "B": "place"},
    ]


def test_claim_types_are_those_named_first_and_their_groups_follow():
    among = question(
        article(
            "one",
            A=[statement(0, 10, "fact", "call"), statement(20, 30)],
            B=[statement(0, 10, "forecast"), statement(40, 50, "call")],
        )
    ).comparison
    assert labels(passages("claim_types", among, CODEBOOK)) == [
        {"A": "fact", "B": "forecast"},
        {"A": NONE, "B": UNMARKED},
        {"A": UNMARKED, "B": "call"},
    ]
    assert labels(passages("claim_groups", among, CODEBOOK))[0] == {"A": "says", "B": "says"}


def test_a_claim_type_that_only_some_gave_is_found_behind_others_too():
    among = question(
        article(
            "one",
            A=[statement(0, 10, "fact", "call"), statement(20, 30, "fact", "call")],
            B=[statement(0, 10, "fact"), statement(20, 30, "call", "fact")],
            C=[statement(40, 50, "call")],
        ),
        people=("A", "B", "C"),
    ).comparison
    assert given_by_some(["call"], among) == {("one", Span(0, 10))}
    assert given_by_some(["fact"], among) == frozenset()


def test_stances_are_compared_on_each_target_of_those_who_have_the_statement():
    among = question(
        article(
            "one",
            A=[statement(0, 10, stance="favor"), statement(20, 30, stance="favor")],
            B=[statement(0, 10)],
        )
    ).comparison
    found = passages("stances", among, CODEBOOK)
    assert labels(found) == [{"A": "favor", "B": NONE}]
    assert found[0].about == "peace"


def test_labels_stand_in_the_codebooks_order_with_unmarked_last():
    found = [said("old", "call"), said(UNMARKED, "fact"), said(NONE, "fact")]
    assert labels_of("claim_types", CODEBOOK, found) == ("fact", "call", "old", NONE, UNMARKED)


@pytest.mark.parametrize(
    ("subject", "label", "words"),
    [
        ("claim_types", "forecast", "Forecast"),
        ("claim_types", NONE, "no claim type"),
        ("stances", NONE, "no stance"),
        ("claim_groups", "wants", "Wants"),
        ("entities", UNMARKED, "not marked"),
    ],
)
def test_labels_are_told_in_words(subject: Subject, label: str, words: str):
    assert label_words(subject, label, CODEBOOK) == words


def test_between_two_a_row_is_what_the_first_said():
    found = [said("x", "y"), said("x", "y"), said("y", "x"), said("x", "x")]
    between_two = confusion(found, ("x", "y"), pair=("A", "B"))
    assert between_two.counts == ((1, 2), (1, 0))
    assert (between_two.agreeing, between_two.compared) == (1, 4)
    assert between_two.passages(0, 1) == (found[0], found[1])


def test_pooled_over_three_each_pair_counts_once_in_both_halves():
    # x x y: one pair agrees on x, two pairs are x with y
    pooled = confusion([said("x", "x", "y")], ("x", "y"))
    assert pooled.counts == ((1, 2), (2, 0))
    assert (pooled.agreeing, pooled.compared) == (1, 3)
    assert pooled.passages(1, 0) == pooled.passages(0, 1) == (said("x", "x", "y"),)


def test_a_pair_that_does_not_share_the_passage_is_not_counted():
    assert confusion([said("x", "y")], ("x", "y"), pair=("A", "C")).compared == 0


def test_shares_split_the_observed_disagreement_by_article():
    # a: x y -> 2 ordered pairs differ / (2-1) = 2 of 2 labels; x x -> 0 of 2
    # b: x x y -> 4 ordered pairs differ / (3-1) = 2 of 3 labels
    found = [said("x", "y"), said("x", "x"), said("x", "x", "y", article="b")]
    one, other = article_shares(found)
    assert (one.article, one.passages, one.disputed) == ("b", 1, 1)
    assert one.difference == pytest.approx(2 / 3)
    assert one.share == other.share == pytest.approx(0.5)
    assert (one.weight, other.weight) == (pytest.approx(3 / 7), pytest.approx(4 / 7))
    assert other.difference == pytest.approx(0.5)


def test_the_weighted_difference_of_articles_is_one_minus_raw_agreement():
    found = [said("x", "y"), said("x", "x"), said("x", "x", "y", article="b")]
    rows = [("x", "y", None), ("x", "x", None), ("x", "x", "y")]
    raw = percent_agreement(label_table(rows, annotators=3)).value
    assert raw is not None
    total = sum(each.difference * each.weight for each in article_shares(found))
    assert total == pytest.approx(1 - raw)


def test_where_nobody_differs_no_article_has_a_share():
    assert [each.share for each in article_shares([said("x", "x"), said("x")])] == [None]


def test_offsets_are_the_second_annotators_minus_the_firsts():
    among = question(
        article(
            "one",
            A=[mention(10, 20, "place"), mention(50, 55, "place")],
            B=[mention(8, 20, "person")],
            C=[mention(10, 25, "place")],
        ),
        people=("A", "B", "C"),
    ).comparison
    found = boundary_offsets("entities", among)
    assert [(each.one, each.other, each.start, each.end) for each in found] == [
        ("A", "B", -2, 0),
        ("A", "C", 0, 5),
        ("B", "C", 2, 5),
    ]


def test_offsets_of_statements_are_of_their_outer_bounds():
    fragments = Statement("s", "", "", (Span(10, 20), Span(30, 40)))
    among = question(article("one", A=[fragments], B=[statement(12, 40)])).comparison
    (found,) = boundary_offsets("statements", among)
    assert (found.at("start"), found.at("end")) == (2, 0)


def test_every_offset_is_in_exactly_one_bin():
    offsets = list(range(-40, 41))
    bins = offset_bins(offsets)
    assert sum(each.count for each in bins) == len(offsets)
    assert all(sum(each.holds(one) for each in bins) == 1 for one in offsets)
    assert [each.words for each in bins][:1] == ["\N{MINUS SIGN}21 or less"]
    counts = {each.words: each.count for each in offset_bins([0, 0, 4, 3, 30])}
    assert (counts["0"], counts["+3 to +5"], counts["+21 or more"]) == (2, 2, 1)


def test_without_the_one_who_differs_agreement_rises():
    articles = [
        article(
            f"a{number}",
            A=[statement(0, 10, kind)],
            B=[statement(0, 10, kind)],
            C=[statement(0, 10, "call" if kind == "fact" else "fact")],
        )
        for number, kind in enumerate(["fact", "call"] * 3)
    ]
    asked = question(*articles, people=("A", "B", "C"))
    found = {
        each.annotator: each for each in leave_one_out(asked) if each.everyone.part == "claim_types"
    }
    # 6 units of 3 labels: 2 of 3 pairs differ, 9 of 18 labels are fact: 1 - (2/3)(17/18)/(1/2)
    assert found["C"].everyone.coefficient.value == pytest.approx(1 - (2 / 3) * 17 / 9)
    assert found["C"].others.coefficient.value == 1
    assert found["C"].shift == pytest.approx((2 / 3) * 17 / 9)
    assert found["C"].others.annotators == ("A.", "B.")
    # without A only pairs that always differ are left: 6 of 12 labels each
    assert found["A"].others.coefficient.value == pytest.approx(1 - 11 * 12 / 72)


GENRE = ArticleLabelKind(
    "genre", "Genre", values=(ArticleLabelValue("n", "News"), ArticleLabelValue("o", "Opinion"))
)
ABOUT = ArticleLabelKind(
    "about",
    "About",
    values=(ArticleLabelValue("s", "Ships"), ArticleLabelValue("t", "Trade")),
    multiple=True,
)
BOTH = ("s", "t")


def labelled(name: str, **given: tuple[str, ...]) -> ArticleLayers:
    """An article under labels: "n" and "o" are genres, the others what it is about."""

    def records(who: str, values: tuple[str, ...]) -> tuple[ArticleLabel, ...]:
        return tuple(
            ArticleLabel(f"{who}{each}", name, who, "genre" if each in "no" else "about", each)
            for each in values
        )

    layers = {
        who: Layer(name, who, (), (), labels=records(who, values)) for who, values in given.items()
    }
    return ArticleLayers(name, layers)


def about_articles(*articles: ArticleLayers) -> Question:
    codebook = replace(CODEBOOK, article_labels=(GENRE, ABOUT))
    return replace(question(*articles, people=("A", "B", "C")), codebook=codebook)


def test_labels_of_articles_are_left_out_with_one_annotator_too():
    asked = about_articles(
        labelled("one", A=("n", "s"), B=("n", "s"), C=("o", *BOTH)),
        labelled("two", A=("o", *BOTH), B=("o", *BOTH), C=("o", "s")),
        labelled("three", A=("n", "s"), B=("n", "s")),
    )
    found = {
        (each.annotator, each.everyone.of): each
        for each in leave_one_out(asked)
        if each.everyone.part == "article_labels"
    }
    assert set(found) == {(who, kind) for who in "ABC" for kind in ("Genre", "About")}
    genre = found["C", "Genre"]
    # 8 labels, 4 of each; one unit of 3 has 2 of 3 pairs apart: Do = 2 / 8, De = 32 / 56
    assert genre.everyone.coefficient.value == pytest.approx(1 - (2 / 8) / (32 / 56))
    assert (genre.others.coefficient.value, genre.others.coefficient.articles) == (1, 3)
    assert genre.others.annotators == ("A.", "B.")
    # without A: n o, o o (the third has one label only): alpha 1 - (2 / 4) / (6 / 12)
    without = found["A", "Genre"].others.coefficient
    assert (without.value, without.articles) == (0, 2)
    # sets {s} 5 times and {s, t} 3 times, as far apart as MASI says: a constant that cancels
    about = found["B", "About"].everyone.coefficient
    assert about.value == pytest.approx(1 - (4 / 8) / (30 / 56))
    assert found["C", "About"].shift == pytest.approx((4 / 8) / (30 / 56))


def test_labels_of_articles_are_followed_over_time():
    begin = datetime(2026, 3, 1, tzinfo=UTC)
    alike = [labelled(f"alike{n}", A=("no"[n % 2],), B=("no"[n % 2],), C=()) for n in range(5)]
    apart = [labelled(f"apart{n}", A=("no"[n % 2],), B=("on"[n % 2],)) for n in range(5)]
    articles = [*apart, *alike]
    finished = {each.article: begin + timedelta(days=n) for n, each in enumerate(articles)}
    first, second = over_time(about_articles(*articles), finished)
    assert first.when != second.when

    def genre(stretch: Stretch) -> Measurement:
        return next(each for each in stretch.measures if each.subject == "Genre")

    # 10 labels, 5 of each, all 5 units apart
    assert genre(first).coefficient.value == pytest.approx(1 - 1 / (50 / 90))
    # C is done and gave none, which is a label: 6 of 15 news, 4 opinion, 5 none; 4 of 6 pairs apart
    expected = 1 - (2 / 3) * 15 * 14 / (15**2 - 6**2 - 4**2 - 5**2)
    assert genre(second).coefficient.value == pytest.approx(expected)
    about = next(each for each in first.measures if each.subject == "About")
    assert about.coefficient.value is None and about.coefficient.reason


def test_a_rise_that_is_nothing_has_no_sign():
    def line(value: float | None) -> Measurement:
        status = "undefined_no_variation" if value is None else "defined"
        return Measurement("stances", "", ("A", "B"), Coefficient("alpha_nominal", value, status))

    told = [
        shifted_value(LeftOut("A", line(before), line(after)))
        for before, after in ((0.5, 0.4996), (0.5, 0.75), (0.5, 0.25), (None, 0.5), (0.5, None))
    ]
    assert told == ["0.500 (0.000)", "0.750 (+0.250)", "0.250 (-0.250)", "0.500", "no value"]


def test_with_two_nobody_can_be_left_out():
    assert leave_one_out(question(article("one", A=[], B=[]))) == ()


def test_stretches_differ_by_one_article_at_most():
    assert cuts(0) == ()
    assert cuts(4) == ((0, 4),)
    assert cuts(11) == ((0, 5), (5, 11))
    sizes = [end - start for start, end in cuts(1003)]
    assert len(sizes) == 12 and sum(sizes) == 1003 and max(sizes) - min(sizes) <= 1


def test_articles_stand_in_the_order_they_were_finished():
    begin = datetime(2026, 3, 1, tzinfo=UTC)
    late = [article(f"late{n}", A=[statement(0, 9, "fact")], B=[]) for n in range(5)]
    early = [
        article(f"early{n}", A=[statement(0, 9, "fact")], B=[statement(0, 9, "fact")])
        for n in range(4)
    ]
    unknown = article("unknown", A=[], B=[])
    finished = {each.article: begin + timedelta(days=9 + n) for n, each in enumerate(late)}
    finished |= {each.article: begin + timedelta(days=n) for n, each in enumerate(early)}
    first, second = over_time(question(*late, unknown, *early), finished)
    assert first.articles == ("early0", "early1", "early2", "early3", "late0")
    assert (first.first, first.last) == (begin, begin + timedelta(days=9))
    assert second.articles[-1] == "unknown"
    coverage = {each.part: each.coefficient for each in first.measures}["statements"]
    assert coverage.value == pytest.approx(8 / 9)
    claims = {each.part: each.coefficient for each in first.measures}["claim_types"]
    assert claims.value is None and claims.status == "undefined_no_variation"


def test_every_subject_of_nothing_is_nothing():
    among = question(article("one", A=[], B=[])).comparison
    for subject in SUBJECTS:
        assert passages(subject, among, CODEBOOK) == ()
        assert confusion((), ()).compared == 0


def test_a_pair_is_found_in_either_order():
    from annotator.agreement.reported.overview import measure_all

    articles = [article("one", A=[mention(0, 5, "place")], B=[mention(0, 5, "place")], C=[])]
    lines = tuple(measure_all(question(*articles, people=("A", "B", "C"))))
    exact = next(each for each in pair_matrices(lines) if each.title == "Exact F1")
    found = exact.at("B.", "A.")
    assert found is not None and found.coefficient.value == 1
    assert found is exact.at("A.", "B.")
    assert exact.at("A.", "nobody") is None


def test_between_two_only_what_they_say_differently_is_listed():
    from annotator.agreement.explored.disagreements import Vocabulary, find_disagreements

    one = article(
        "one",
        A=[mention(0, 5, "place")],
        B=[mention(0, 5, "place")],
        C=[mention(0, 5, "person")],
    )
    found = find_disagreements(one, "0123456789", Vocabulary(CODEBOOK, {}))
    assert [each.kind for each in between(found, "entities", "A", "C")] == ["entity_kind"]
    assert between(found, "entities", "A", "B") == ()
    assert between(found, "stances", "A", "C") == ()
