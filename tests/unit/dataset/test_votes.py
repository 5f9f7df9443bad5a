"""From votes to labels: majority, shares and ties, by cases worked out by hand."""

from __future__ import annotations

import pytest

from annotator.dataset.options import DatasetOptions
from annotator.dataset.votes import NO_MAJORITY, Verdict, verdict

MAJORITY = DatasetOptions(whose="majority")
SOFT = DatasetOptions(whose="soft")


def test_more_than_half_of_the_votes_decide() -> None:
    found = verdict({"a": ("favor",), "b": ("against",), "c": ("favor",)}, MAJORITY)
    assert isinstance(found, Verdict)
    assert found.label == "favor"
    assert found.shares == {"favor": pytest.approx(2 / 3), "against": pytest.approx(1 / 3)}
    assert found.winners == ("a", "c")
    assert not found.is_tie


@pytest.mark.parametrize(
    "votes",
    [
        {"a": ("favor",), "b": ("against",)},
        {"a": ("favor",), "b": ("favor",), "c": ("against",), "d": ("neutral",)},
        {"a": ("favor",), "b": ("against",), "c": ("neutral",)},
    ],
)
def test_a_tie_is_dropped_or_kept_and_never_broken(votes: dict[str, tuple[str, ...]]) -> None:
    assert verdict(votes, MAJORITY) == NO_MAJORITY
    kept = verdict(votes, DatasetOptions(whose="majority", ties="keep"))
    assert isinstance(kept, Verdict)
    assert (kept.label, kept.labels, kept.is_tie) == ("", (), True)


def test_all_votes_become_shares() -> None:
    found = verdict({"a": ("x",), "b": ("y",), "c": ("x",), "d": ("z",)}, SOFT)
    assert isinstance(found, Verdict)
    assert found.shares == {"x": 0.5, "y": 0.25, "z": 0.25}
    assert found.labels == ("x", "y", "z")
    assert found.label == "x"


def test_shares_without_a_greatest_one_have_no_label() -> None:
    found = verdict({"a": ("x",), "b": ("y",)}, SOFT)
    assert isinstance(found, Verdict)
    assert (found.label, found.is_tie, found.shares) == ("", True, {"x": 0.5, "y": 0.5})


def test_of_several_labels_each_is_decided_by_itself() -> None:
    votes = {"a": ("call", "fact"), "b": ("fact",), "c": ("call", "fact", "offer")}
    found = verdict(votes, MAJORITY, is_multiple=True)
    assert isinstance(found, Verdict)
    assert found.labels == ("fact", "call")
    assert found.shares["offer"] == pytest.approx(1 / 3)


def test_one_of_several_labels_that_half_give_is_a_tie() -> None:
    votes = {"a": ("call", "fact"), "b": ("fact",)}
    assert verdict(votes, MAJORITY, is_multiple=True) == NO_MAJORITY


def test_too_few_votes_are_no_label() -> None:
    few = verdict({"a": ("x",)}, DatasetOptions(whose="majority", least_votes=2))
    assert few == "labelled by fewer than 2 annotators"
    alone = verdict({"a": ("x",)}, MAJORITY)
    assert isinstance(alone, Verdict)
    assert alone.label == "x"
