"""Sharing articles out: nothing is parted that belongs together, and shares of labels are alike."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.dataset.options import SplitOptions, split_named
from annotator.dataset.splits import ROWS, Group, Splittable, assign, groups_of
from annotator.errors import DatasetError

THREE = split_named("80/10/10", seed=7)


def articles(number: int, **facts: str) -> list[Splittable]:
    return [Splittable(f"a{each}", f"text {each}", **facts) for each in range(number)]


def groups(number: int, labels: str = "ab") -> list[Group]:
    return [
        Group(f"g{each}", (f"a{each}",), labels=Counter({ROWS: 1, labels[each % len(labels)]: 1}))
        for each in range(number)
    ]


@st.composite
def clustered(draw: st.DrawFn) -> tuple[list[Splittable], list[list[str]]]:
    number = draw(st.integers(1, 40))
    found = [
        Splittable(
            f"a{each}",
            f"text {draw(st.integers(0, 30))}",
            draw(st.sampled_from(["", "Tern", "Gull"])),
            draw(st.sampled_from(["", "2031-01-01", "2032-01-01"])),
        )
        for each in range(number)
    ]
    ids = [each.id for each in found]
    clusters = draw(st.lists(st.lists(st.sampled_from(ids), min_size=2, max_size=4), max_size=5))
    return found, clusters


@given(clustered(), st.sampled_from(["cluster", "source", "date"]), st.integers(0, 5))
def test_no_cluster_text_or_source_is_ever_parted(
    made: tuple[list[Splittable], list[list[str]]], by: str, seed: int
) -> None:
    found, clusters = made
    options = split_named("80/10/10", by=by, seed=seed)  # type: ignore[arg-type]
    made_groups = groups_of(found, clusters, options.by)
    for each in made_groups:
        each.labels = {ROWS: len(each.articles)}
    splits = assign(made_groups, options)
    split_of = {one: splits[each.name] for each in made_groups for one in each.articles}
    assert set(split_of) == {each.id for each in found}
    for cluster in clusters:
        assert len({split_of[each] for each in cluster}) == 1
    for key in {each.key for each in found}:
        assert len({split_of[each.id] for each in found if each.key == key}) == 1
    if by == "source":
        for source in ("Tern", "Gull"):
            assert len({split_of[each.id] for each in found if each.source == source}) <= 1


@given(st.permutations(articles(25)), st.integers(0, 3))
def test_the_order_of_the_articles_changes_nothing(mixed: list[Splittable], seed: int) -> None:
    options = split_named("60/20/20", seed=seed)
    clusters = [["a1", "a2"], ["a5", "a9"]]

    def split_of(some: list[Splittable]) -> dict[str, str]:
        found = groups_of(some, clusters, "cluster")
        for each in found:
            each.labels = {ROWS: 2, f"label {each.articles[0][-1]}": 2}
        splits = assign(found, options)
        return {one: splits[each.name] for each in found for one in each.articles}

    assert split_of(mixed) == split_of(articles(25))


def test_the_same_seed_gives_the_same_split_and_another_seed_another_one() -> None:
    some = groups(200)
    assert assign(some, THREE) == assign(groups(200), THREE)
    assert assign(some, THREE) != assign(some, split_named("80/10/10", seed=8))


@given(st.integers(30, 300), st.integers(0, 5))
def test_shares_of_rows_and_of_labels_are_what_was_asked_for(number: int, seed: int) -> None:
    some = groups(number, "aaaabbc")
    splits = assign(some, split_named("80/10/10", seed=seed))
    rows, labels = Counter[str](), Counter[tuple[str, str]]()
    for each in some:
        rows[splits[each.name]] += each.rows
        labels.update((splits[each.name], label) for label in each.labels if label)
    for name, share in zip(THREE.names, (0.8, 0.1, 0.1), strict=True):
        assert abs(rows[name] - share * number) <= 2
        for label in "abc":
            wanted = share * sum(each.labels[label] for each in some)
            assert abs(labels[name, label] - wanted) <= 1.5


def test_groups_of_many_rows_are_alike_in_all_splits() -> None:
    chance = random.Random(5)
    some = []
    for number in range(400):
        favor = chance.randint(0, 20)
        labels = Counter({ROWS: 40, "favor": favor, "against": 20 - favor, "NONE": 20})
        some.append(Group(f"g{number}", (f"a{number}",), labels=labels))
    splits = assign(some, THREE)
    for name, share in zip(THREE.names, (0.8, 0.1, 0.1), strict=True):
        chosen = [each for each in some if splits[each.name] == name]
        assert abs(len(chosen) - 400 * share) <= 2
        for label in ("favor", "against", "NONE"):
            total = sum(each.labels[label] for each in some)
            found = sum(each.labels[label] for each in chosen)
            assert abs(found / total - share) < 0.01


def test_no_split_stays_empty_where_there_are_enough_groups() -> None:
    big = Group("g9", ("a9",), labels=Counter({ROWS: 1000}))
    splits = assign([*groups(2), big], THREE)
    assert set(splits.values()) == {"train", "validation", "test"}


def test_by_date_the_newest_are_tested_on_and_undated_ones_trained_on() -> None:
    dates = ["2031-01-01", "", "2031-01-03", "2031-01-02", "2031-01-04"]
    some = [
        Group(f"g{place}", (f"a{place}",), date, Counter({ROWS: 1}))
        for place, date in enumerate(dates)
    ]
    splits = assign(some, split_named("60/20/20", by="date"))
    assert splits == {
        "g0": "train",
        "g1": "train",
        "g3": "train",
        "g2": "validation",
        "g4": "test",
    }


def test_folds_are_even() -> None:
    splits = assign(groups(50), split_named("5 folds"))
    assert Counter(splits.values()) == {f"fold-{each}": 10 for each in range(1, 6)}


def test_clusters_do_not_count_where_articles_are_split_one_by_one() -> None:
    found = groups_of(articles(3), [["a0", "a1"]], "article")
    assert [len(each.articles) for each in found] == [1, 1, 1]


@pytest.mark.parametrize(
    "words",
    ["", "80", "80/", "0/100", "a/b", "1/2/3/4", "1 folds", "x folds", "nan/1", "200 folds"],
)
def test_words_that_name_no_split_are_refused_in_words(words: str) -> None:
    if words == "80":
        assert split_named(words).is_whole
        return
    with pytest.raises(DatasetError, match="80/10/10"):
        split_named(words)


def test_shares_and_names_must_belong_together() -> None:
    with pytest.raises(ValueError, match="share"):
        SplitOptions((1.0, 2.0), ("all",))
