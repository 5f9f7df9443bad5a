"""The learned layer of a project: whether it is used, switching it, and forgetting it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from annotator.errors import LearnedLayerError
from annotator.workflows.evaluating.scoring import Score

if TYPE_CHECKING:
    from annotator.codebook.model import Codebook
    from annotator.preannotation.learning.layer import LearnedLayer
    from annotator.preannotation.learning.model import Model
    from annotator.preannotation.learning.stored import StoredLayer
    from annotator.project import Project

SETTING = "learned"  # "off" where a person switched the layer off
_OFF = "off"
_NAMED = "; learned layer "  # how what a run was made of goes on where the layer was used


@dataclass(frozen=True, slots=True)
class Trial:
    """How rules and learned layer did on the same held-back articles.

    ``articles`` were learned from, in ``groups`` that tell different things; ``left_out`` are
    finished articles in which most suggestions are undecided. ``rules`` and ``learned`` hold a
    score per kind. ``difference`` is the layer's F1 minus that of the rules; 95 of 100 times it
    would lie between ``low`` and ``high`` with other articles of this kind.
    """

    articles: int
    groups: int
    left_out: int
    rules: dict[str, Score]
    learned: dict[str, Score]
    difference: float
    low: float
    high: float
    is_better: bool

    @property
    def rules_in_all(self) -> Score:
        """Return the score of the rules over all kinds."""
        return sum(self.rules.values(), Score())

    @property
    def learned_in_all(self) -> Score:
        """Return the score of the learned layer over all kinds."""
        return sum(self.learned.values(), Score())


@dataclass(frozen=True, slots=True)
class LayerState:
    """What a project has learned: the last trial, and whether its layer is used.

    ``trial`` is None before the first one. ``has_layer`` tells that the trial left a model, which
    it does where that is better than the rules. ``problem`` says why it cannot be used.
    """

    trial: Trial | None = None
    made: str = ""
    has_layer: bool = False
    is_on: bool = False
    problem: str = ""

    @property
    def is_used(self) -> bool:
        """Tell whether the layer takes part when articles are marked."""
        return self.has_layer and self.is_on and not self.problem


def layer_state(project: Project) -> LayerState:
    """Return what the project has learned, and whether it is used."""
    stored = project.learned_layer()
    if stored is None:
        return LayerState()
    problem = ""
    try:
        trial = trial_of(stored)
        if stored.model is not None:
            _model(stored.model, stored.sha256)
    except LearnedLayerError as error:
        trial, problem = None, str(error)
    is_on = project.setting(SETTING) != _OFF
    return LayerState(trial, stored.made, stored.model is not None, is_on, problem)


def trial_of(stored: StoredLayer) -> Trial:
    """Return the trial that was stored; raises LearnedLayerError where it is damaged."""
    try:
        return msgspec.json.decode(stored.trial, type=Trial)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise LearnedLayerError(
            f"The scores of what was learned cannot be read ({error}). The rules work on alone, "
            "and nothing that people labelled is affected. Learn again, or remove what was learned."
        ) from error


def keep(project: Project, layer: StoredLayer) -> None:
    """Store what was learned in place of what was before, and use it where it is better."""
    project.store_learned_layer(layer)
    project.set_setting(SETTING, None)


def switch(project: Project, *, on: bool) -> None:
    """Use the learned layer from the next marking on, or leave it out.

    Raises LearnedLayerError where there is none that is better than the rules.
    """
    stored = project.learned_layer()
    if on and (stored is None or stored.model is None):
        raise LearnedLayerError(
            "There is no learned layer to use. Nothing was changed. Learn from your corrections "
            "first; the result is kept where it is better than the rules."
        )
    project.set_setting(SETTING, None if on else _OFF)


def forget(project: Project) -> None:
    """Remove what was learned; labels and the suggestions that are shown stay."""
    if project.learned_layer() is not None:
        project.store_learned_layer(None)
    if project.setting(SETTING) is not None:
        project.set_setting(SETTING, None)


def layer_in_use(project: Project) -> tuple[LearnedLayer | None, str]:
    """Return the layer that marking uses, or None and why it cannot ("" where none is wanted)."""
    stored = project.learned_layer()
    if stored is None or stored.model is None or project.setting(SETTING) == _OFF:
        return None, ""
    try:
        model = _model(stored.model, stored.sha256)
        trial = trial_of(stored)
    except LearnedLayerError as error:
        return None, str(error)
    from annotator.preannotation.learning.layer import LearnedLayer

    name = f"{stored.id[:12]} of {stored.made[:10]}, trained on {trial.articles} articles"
    return LearnedLayer(model, kinds_of(project.codebook), name), ""


def kinds_of(codebook: Codebook) -> dict[str, str | None]:
    """Return the codebook's word for each kind of the rules; None where it has none."""
    from annotator.preannotation.found import ENTITY_KINDS
    from annotator.workflows.marking.entity_kinds import mention_kind

    return {kind: mention_kind(kind, codebook) for kind in ENTITY_KINDS}


def made_with(detail: str, layer: LearnedLayer | None) -> str:
    """Return what a run is made of: the engine's own words, and which layer went over it."""
    return detail if layer is None else f"{detail}{_NAMED}{layer.name}"


def layer_named(detail: str) -> str:
    """Return the part of a run's words that names the layer; empty where none was used."""
    return detail.partition(_NAMED)[2]


@lru_cache(maxsize=2)
def _model(stored: bytes, sha256: str | None) -> Model:
    from annotator.preannotation.learning.model import decode

    return decode(stored, sha256)
