"""What was learned from corrections, in words and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any  # Any: JSON values have no narrower type

from annotator.workflows.evaluating.scoring import Score
from annotator.workflows.learning.learned_layer import LayerState, Trial

NOTHING_YET = "Nothing has been learned in this project yet."


def rows(trial: Trial) -> tuple[tuple[str, Score, Score], ...]:
    """Return what was compared, per kind and in all: its name, the rules' score, the layer's."""
    kinds = sorted({*trial.rules, *trial.learned})
    empty = Score()
    by_kind = [
        (each, trial.rules.get(each, empty), trial.learned.get(each, empty)) for each in kinds
    ]
    return (*by_kind, ("all", trial.rules_in_all, trial.learned_in_all))


def percent(share: float | None) -> str:
    """Return a share in percent with one decimal; a dash where there is none."""
    return "–" if share is None else f"{100 * share:.1f}"


def signed(difference: float) -> str:
    """Return a difference of shares in points, with its sign."""
    return f"{100 * difference:+.1f}".replace("-", "−")


def verdict(state: LayerState) -> str:
    """Return in sentences what the trial says and what follows from it."""
    trial = state.trial
    if trial is None:
        return state.problem or NOTHING_YET
    span = f"{signed(trial.low)} to {signed(trial.high)}"
    compared = (
        f"Tested on {trial.articles} corrected articles, each held back once: F1 "
        f"{percent(trial.rules_in_all.f1)} with the rules alone, "
        f"{percent(trial.learned_in_all.f1)} with what was learned; "
        f"{signed(trial.difference)} points (95 % interval {span})."
    )
    return f"{compared} {_consequence(state, trial)}"


def _consequence(state: LayerState, trial: Trial) -> str:
    if state.problem:
        return state.problem
    if not trial.is_better:
        better = trial.difference > 0
        why = "it may be worse on other articles" if better else "it is no better"
        return f"It is not used, because {why}. The rules go on alone; learn again after more work."
    if state.is_on:
        return "It is better, so it is used whenever articles are marked."
    return "It is better, but it is switched off: the rules go on alone."


def lines(state: LayerState) -> Iterator[str]:
    """Yield the report line by line: a table of the scores, then what follows from them."""
    trial = state.trial
    if trial is not None:
        yield f"{'':<12}{'rules alone':^24}{'with what was learned':^24}{'confirmed':>10}"
        yield f"{'kind':<12}" + f"{'prec.':>8}{'recall':>8}{'F1':>8}" * 2
        for name, rules, learned in rows(trial):
            shares = "".join(
                f"{percent(share):>8}"
                for score in (rules, learned)
                for share in (score.precision, score.recall, score.f1)
            )
            yield f"{name:<12}{shares}{rules.confirmed:>10}"
        yield ""
    yield verdict(state)
    if trial is not None and trial.left_out:
        yield (
            f"{trial.left_out} finished articles are left out: most of their suggestions are "
            "undecided."
        )


def as_json(state: LayerState) -> dict[str, Any]:
    """Return the report as plain data."""
    trial = state.trial
    facts: dict[str, Any] = {
        "made": state.made,
        "has_layer": state.has_layer,
        "is_on": state.is_on,
        "is_used": state.is_used,
        "problem": state.problem,
        "trial": None,
    }
    if trial is not None:
        facts["trial"] = {
            "articles": trial.articles,
            "groups": trial.groups,
            "left_out": trial.left_out,
            "is_better": trial.is_better,
            "difference": trial.difference,
            "interval": [trial.low, trial.high],
            "kinds": {
                name: {"rules": _score(rules), "learned": _score(learned)}
                for name, rules, learned in rows(trial)
            },
        }
    return facts


def _score(score: Score) -> dict[str, float | int | None]:
    return {
        "suggested": score.suggested,
        "right": score.right,
        "confirmed": score.confirmed,
        "precision": score.precision,
        "recall": score.recall,
        "f1": score.f1,
    }
