"""The windows beside the main one, as actions of the menu Review."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Protocol

from annotator.gui.actions import ActionSpec
from annotator.gui.labelling.actions import tr

_view = partial(ActionSpec, menu="Review", needs="project")


class Views(Protocol):
    """The views in windows of their own."""

    def changes(self) -> object: ...
    def suggestions(self) -> object: ...
    def concordance(self) -> object: ...
    def codebook(self) -> object: ...
    def settling(self) -> object: ...
    def dataset(self) -> object: ...
    def training(self) -> object: ...
    def own_labels(self) -> object: ...


class Reviewing(Protocol):
    """The window that opens them."""

    @property
    def beside(self) -> Views: ...

    def show_agreement(self) -> None: ...
    def show_figures(self) -> None: ...
    def show_actors(self) -> None: ...


def review_commands(window: Reviewing) -> Iterator[ActionSpec]:
    """Return what opens a view of all articles."""
    yield from _training_data(window)
    yield from _agreement(window)
    yield from _suggested(window)
    yield from _changing(window)


def _training_data(window: Reviewing) -> Iterator[ActionSpec]:
    spec = partial(ActionSpec, menu="File", needs="project", section=1)
    yield spec(
        "project.dataset",
        tr("Build a dataset…"),
        callback=window.beside.dataset,
        keys=("Ctrl+Shift+E",),
        tooltip=tr(
            "Choose what to train and test on, see the rows at once, and write them with a card"
        ),
    )
    yield spec(
        "project.train",
        tr("Train…"),
        callback=window.beside.training,
        tooltip=tr("Let spaCy learn your labels, and mark articles with what it learned"),
    )


def _agreement(window: Reviewing) -> Iterator[ActionSpec]:
    yield _view(
        "review.agreement",
        tr("Agreement"),
        callback=window.show_agreement,
        keys=("Ctrl+G",),
        tooltip=tr("How far annotators agree, and where they do not"),
    )
    yield _view(
        "review.settle",
        tr("Settle differences"),
        callback=window.beside.settling,
        keys=("Ctrl+Shift+D",),
        tooltip=tr("Decide where annotators differ; what is settled is a layer of its own"),
    )
    yield _view(
        "review.own_labels",
        tr("My labels and what was settled"),
        callback=window.beside.own_labels,
        tooltip=tr("Your labels beside what holds, where the project shows it"),
    )


def _suggested(window: Reviewing) -> Iterator[ActionSpec]:
    yield _view(
        "review.figures",
        tr("Figures"),
        callback=window.show_figures,
        keys=("Ctrl+Shift+G",),
        tooltip=tr("How many were killed, injured or are missing, and which articles differ"),
    )
    yield _view(
        "review.suggestions",
        tr("Suggestions"),
        callback=window.beside.suggestions,
        keys=("Ctrl+Shift+S",),
        tooltip=tr("What became of the suggestions, and whether they pull the labels"),
    )
    yield _view(
        "review.changes",
        tr("Changed suggestions"),
        callback=window.beside.changes,
        tooltip=tr("What is suggested differently since articles were marked again"),
    )


def _changing(window: Reviewing) -> Iterator[ActionSpec]:
    yield _view(
        "review.concordance",
        tr("Concordance"),
        callback=window.beside.concordance,
        keys=("Ctrl+Shift+F",),
        tooltip=tr(
            "Words, actors, cues and labels in context over all articles, to compare and label"
        ),
    )
    yield _view(
        "review.actors",
        tr("Actors"),
        callback=window.show_actors,
        keys=("Ctrl+Shift+Y",),
        tooltip=tr("Rename, merge and split actors, and add the names they go by"),
    )
    yield _view(
        "review.codebook",
        tr("Codebook"),
        callback=window.beside.codebook,
        keys=("Ctrl+Shift+B",),
        tooltip=tr("Add, rename, merge, split and retire labels while annotations exist"),
    )
