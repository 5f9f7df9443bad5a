"""Finding what the splits share."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from annotator.dataset import leaks
from annotator.dataset.leaks import LeakSearch, SharedPassages, similarity_of, sketch_of
from annotator.dataset.tasks.rows import ClaimTaskRow

SPLITS = ("train", "validation", "test")


def row(name: str, split: str, text: str) -> ClaimTaskRow:
    return ClaimTaskRow(
        id=name,
        split=split,
        article_id=name,
        article_uid=f"article of {name}",
        title="",
        date="",
        source="",
        text=text,
        start=0,
        end=len(text),
        label="claim",
    )


def search(*rows: ClaimTaskRow) -> LeakSearch:
    found = LeakSearch(SPLITS)
    for each in rows:
        found.add(each)
    return found


def jaccard(one: str, other: str) -> float:
    ones, others = ({w[i : i + 5] for i in range(max(1, len(w) - 4))} for w in (one, other))
    return len(ones & others) / len(ones | others)


def test_the_same_text_in_two_splits_is_found_whatever_its_case_and_spaces() -> None:
    report = search(
        row("1", "train", "The harbour of Lumen is closed."),
        row("2", "test", "the  harbour of LUMEN is closed."),
    ).report()
    assert (report.compared, report.identical) == (1, 1)
    (leak,) = report.nearest
    assert (leak.similarity, leak.split, leak.other_split) == (1.0, "test", "train")
    assert "1 stand word for word" in next(report.lines())


def test_the_nearest_neighbour_is_named_and_the_similarity_is_right() -> None:
    one = "The envoy said that both fleets must turn back before the ice does it for them."
    near = "The envoy said that both fleets must turn back before the ice closes the strait."
    report = search(
        row("1", "train", one), row("2", "train", "Nothing of that."), row("3", "validation", near)
    ).report()
    assert report.identical == 0
    (leak,) = report.nearest
    assert leak.other_row == "1"
    assert abs(leak.similarity - jaccard(one.casefold(), near.casefold())) < 1e-4


def test_validation_is_compared_with_the_test_too() -> None:
    text = "A sentence that stands in validation and in the test alone."
    report = search(row("1", "validation", text), row("2", "test", text)).report()
    assert report.identical == 1


def test_a_report_says_so_where_nothing_leaks() -> None:
    report = search(
        row("1", "train", "The harbour is closed."), row("2", "test", "Rain is expected soon.")
    ).report()
    assert not report.nearest
    words = " ".join(report.lines())
    assert "No text of one split is in another" in words
    assert "No article, and no group of articles" in words


def test_passages_and_parted_groups_are_told() -> None:
    words = " ".join(
        search(row("1", "test", "x")).report(parted=2, passages=SharedPassages(3)).lines()
    )
    assert "3 passages" in words
    assert "2 groups of articles" in words


def test_one_split_cannot_leak() -> None:
    found = LeakSearch(("all",))
    found.add(row("1", "all", "The harbour."))
    assert "one split only" in " ".join(found.report().lines())


def test_of_very_many_texts_a_part_is_drawn_and_told(monkeypatch) -> None:
    monkeypatch.setattr(leaks, "MOST_TEXTS", 50)
    chance = random.Random(3)
    some = [
        row(str(each), SPLITS[each % 2], "".join(chance.choices("abcdefgh ", k=30)))
        for each in range(400)
    ]
    report = search(*some).report()
    assert report.share < 1
    assert 0 < report.compared <= 50
    assert "A draw of" in next(report.lines())


@given(st.text(min_size=1), st.text(min_size=1))
def test_similarity_is_symmetric_and_between_0_and_1(one: str, other: str) -> None:
    ones, others = sketch_of(one), sketch_of(other)
    assert 0 <= similarity_of(ones, others) <= 1
    assert similarity_of(ones, others) == similarity_of(others, ones)
    assert similarity_of(ones, ones) == 1


def test_long_texts_are_estimated_well() -> None:
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefghij", k=6)) for _ in range(3000)]
    one, other = " ".join(words[:2000]), " ".join(words[700:2700])
    estimate = similarity_of(sketch_of(one), sketch_of(other))
    assert abs(estimate - jaccard(one, other)) < 0.12
