"""What a dataset is made of: chosen in the window or on the command line, and kept with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from annotator.dataset.tasks.rows import Task
from annotator.errors import DatasetError

Whose = Literal["each", "gold", "majority", "soft"]
Unit = Literal["sentence", "window", "article"]
Handling = Literal["keep", "drop", "own"]
Ties = Literal["drop", "keep"]
By = Literal["article", "cluster", "passage", "source", "date"]
WHOSE: tuple[Whose, ...] = get_args(Whose)
UNITS: tuple[Unit, ...] = get_args(Unit)
HANDLINGS: tuple[Handling, ...] = get_args(Handling)
BYS: tuple[By, ...] = get_args(By)
_NAMES = {1: ("all",), 2: ("train", "test"), 3: ("train", "validation", "test")}
SEED = 20150518
MOST_FOLDS = 100


@dataclass(frozen=True, slots=True)
class SplitOptions:
    """How articles are shared out.

    ``ratios`` are in the order of ``names`` and need not sum to one. What ``by`` names stays
    together: articles that tell much the same (``cluster``) in any case but ``article``; those that
    share any ``passage``, or all of one ``source``, too; with ``date`` the newest come last.
    ``is_stratified`` keeps the shares of labels alike (not by date).
    """

    ratios: tuple[float, ...] = (1.0,)
    names: tuple[str, ...] = ("all",)
    by: By = "cluster"
    seed: int = SEED
    is_stratified: bool = True

    def __post_init__(self) -> None:
        if len(self.names) != len(self.ratios) or len(set(self.names)) != len(self.names):
            raise ValueError("each split needs a share and a name of its own")
        if not self.ratios or min(self.ratios) <= 0:
            raise ValueError("each share is more than 0")

    @property
    def is_whole(self) -> bool:
        """Whether everything goes into one file."""
        return len(self.names) == 1


def split_named(
    words: str, *, by: By = "cluster", seed: int = SEED, is_stratified: bool = True
) -> SplitOptions:
    """Return the splits of words like "80/10/10", "80/20" or, for folds, "5 folds".

    Raises :class:`DatasetError` for other words.
    """
    folds = words.lower().removesuffix("folds").strip()
    if folds != words.lower().strip():
        if not folds.isdecimal() or not 2 <= int(folds) <= MOST_FOLDS:
            raise _unknown(words)
        number = int(folds)
        names = tuple(f"fold-{each + 1}" for each in range(number))
        return SplitOptions((1.0,) * number, names, by, seed, is_stratified)
    try:
        ratios = tuple(float(each) for each in words.split("/"))
    except ValueError:
        raise _unknown(words) from None
    if len(ratios) not in _NAMES or not all(0 < each < 1e9 for each in ratios):
        raise _unknown(words)
    return SplitOptions(ratios, _NAMES[len(ratios)], by, seed, is_stratified)


def _unknown(words: str) -> DatasetError:
    return DatasetError(
        f'"{words}" does not say how to split. Nothing was written. Write the shares of training, '
        'validation and test like 80/10/10, of training and test like 80/20, or "5 folds".'
    )


@dataclass(frozen=True, slots=True)
class DatasetOptions:
    """What goes into a dataset.

    ``whose``: a row for ``each`` annotator, what was settled (``gold``), what more than half say
    (``majority``), or the shares of all votes (``soft``). ``annotators`` are names or ids, None for
    everybody. ``versions`` are the codebook versions under which annotations count, None for all;
    labels are always told in today's words. ``window`` is how many sentences a window has.

    A stance without a place on the scale (``unclear``) is dropped, kept, or ``own``: one label
    "unclear" for all of them. A statement of which the annotator was not sure, and an implicit
    stance, are kept like others, dropped, or get labels of their own.

    ``negatives`` is how many rows without anything there are for each one with something, drawn
    from the ``seed``; None takes all there are.
    """

    task: Task = "stance"
    whose: Whose = "each"
    annotators: tuple[str, ...] | None = None
    done_only: bool = True
    versions: tuple[str, ...] | None = None
    unit: Unit = "sentence"
    window: int = 3
    unclear: Handling = "keep"
    unsure: Handling = "keep"
    implicit: Handling = "keep"
    ties: Ties = "drop"
    least_votes: int = 1
    negatives: float | None = 1.0
    seed: int = SEED
    split: SplitOptions = field(default_factory=SplitOptions)

    def __post_init__(self) -> None:
        if self.window < 1 or self.least_votes < 1:
            raise ValueError("a window has a sentence, and a label a vote")
        if self.negatives is not None and not 0 <= self.negatives < 1e9:
            raise ValueError("a negative number of negatives")
