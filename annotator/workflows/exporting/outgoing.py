"""The articles of a project as they go out: what some annotators say, in the words of today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.annotations.model import GOLD, Flag, Layer, Ruling
from annotator.annotations.standing import standing_layer
from annotator.formats.labelled.annotated_corpus import AnnotatedArticle
from annotator.workflows.exporting.export_formats import FORMATS

if TYPE_CHECKING:
    from annotator.annotations.actors import StandingActors
    from annotator.annotations.edits import Told
    from annotator.codebook.model import Codebook
    from annotator.preannotation.suggestion import Suggestion
    from annotator.project import Project
    from annotator.project.model import WholeArticle


@dataclass(frozen=True, slots=True)
class Chosen:
    """What goes out of each article, in which format, and how actors and labels are called.

    ``annotators`` are ids. ``done_only`` and ``unopened`` are those of the options of an export.
    """

    format: str
    annotators: frozenset[str]
    done_only: bool
    unopened: bool
    actors: StandingActors
    codebook: Codebook


def outgoing(
    project: Project, chosen: Chosen, articles: Iterable[WholeArticle], silent: list[str]
) -> Iterator[AnnotatedArticle]:
    """Yield articles as they are written; the ids of those that are left out go to ``silent``."""
    format, annotators = FORMATS[chosen.format], chosen.annotators
    suggested = _Suggested(project, chosen)
    for row in articles:
        layers = tuple(
            [
                layer
                if format.keeps_merged_actors
                else standing_layer(layer, chosen.actors, chosen.codebook)
                for layer in row.layers
                if layer.annotator in annotators and (not chosen.done_only or _is_done(layer))
            ]
        )
        if not layers and chosen.unopened and format.unopened == "on request":
            layers = (Layer(row.article.id, annotator=""),)
        if not layers and (chosen.done_only or format.unopened != "always"):
            silent.append(row.article.id)
        else:
            yield AnnotatedArticle(
                article=row.article,
                text=row.text,
                zones=row.zones,
                layers=layers,
                suggestions=suggested.of(row),
                is_marked=suggested.shows(row),
                told=_told_by(row.told, annotators) if row.told else (),
                times=tuple([each for each in row.times if each.annotator in annotators]),
                rulings=_rulings(project, row.article.id, annotators),
                cuts=row.cuts,
            )


class _Suggested:
    """The suggestions that whoever exports may see, read only for a format that holds them."""

    def __init__(self, project: Project, chosen: Chosen) -> None:
        self._project = project
        self._withholds = project.withholds
        self._held = "suggestions" not in FORMATS[chosen.format].holds().left_out

    def shows(self, row: WholeArticle) -> bool:
        """Tell whether there are any."""
        if not row.is_marked:
            return False
        return not (self._withholds and self._project.is_withheld(row.article.id))

    def of(self, row: WholeArticle) -> tuple[Suggestion, ...]:
        """Return them."""
        held = self._held and self.shows(row)
        return self._project.suggestions(row.article.id) if held else ()


def _rulings(project: Project, article_id: str, annotators: frozenset[str]) -> tuple[Ruling, ...]:
    """Return what some annotators decided, where what was settled is written too."""
    if GOLD not in annotators:
        return ()
    return tuple(
        each
        for each in project.rulings(article_id)
        if {each.annotator, *(who for who, _ in (*each.origins, *each.seen))} <= annotators
    )


def _told_by(told: Sequence[Told], annotators: frozenset[str]) -> tuple[Told, ...]:
    """Return the comments and flags of some annotators; no answer without what it answers."""
    found = [each for each in told if each.annotator in annotators]
    ids = {each.id for each in found}
    return tuple(
        each
        for each in found
        if isinstance(each, Flag) or each.answers is None or each.answers in ids
    )


def _is_done(layer: Layer) -> bool:
    return layer.progress is not None and layer.progress.status == "done"
