"""All stages of the engine as one spaCy pipeline, for other programs: zones and figures as well.

Importing this module makes the factories known to spaCy (an installed package does it by itself,
through its entry points). The components of :mod:`annotator.preannotation.pipelines.components`
mark mentions, quotations and possible statements; the two here stand around them:

- ``annotator_zones``, the first: ``doc.user_data["annotator.zones"]`` gets the zones of the text as
  an import proposes them (a tuple of :class:`~annotator.corpus.article.Zone`), unless it has them
  already; ``doc.spans["zones"]`` shows them, labelled with their kinds. What comes behind leaves
  boilerplate and passages in other languages alone.
- ``annotator_figures``, the last: ``doc.user_data["annotator.figures"]`` gets the figures of the
  readable zones (a tuple of :class:`~annotator.preannotation.numbers.figures.FoundFigure`), without
  zones those of the whole text; ``doc.spans["figures"]`` shows them, labelled with their units. Its
  setting ``units`` names those that are wanted.

Spans in ``doc.spans`` are widened to whole tokens; the exact offsets are those in ``user_data``,
in code points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from annotator.corpus.article import READABLE_ZONES, Zone
from annotator.corpus.span import Span
from annotator.corpus.zones import propose
from annotator.preannotation.engine import build_pipeline
from annotator.preannotation.numbers.figures import UNITS, find_figures
from annotator.preannotation.pipelines.components import ZONES

FIGURES = "annotator.figures"
_READ = frozenset({"en", "und", ""})  # languages of zones; the last two: not known


def whole_pipeline() -> Language:
    """Return a new pipeline of all stages; ``to_disk`` and ``spacy.load`` give it back."""
    nlp = build_pipeline()
    nlp.add_pipe("annotator_zones", first=True)
    nlp.add_pipe("annotator_figures", last=True)
    return nlp


@Language.component("annotator_zones", assigns=["doc.user_data", "doc.spans"])
def find_zones(doc: Doc) -> Doc:
    """Part the text into headline, body, boilerplate and the other zones."""
    zones: tuple[Zone, ...] | None = doc.user_data.get(ZONES)
    if zones is None:
        zones = propose(doc.text).zones
        doc.user_data[ZONES] = zones
    doc.spans["zones"] = list(_widened(doc, ((each.span, each.kind) for each in zones)))
    return doc


@Language.factory(
    "annotator_figures",
    default_config={"units": list(UNITS)},
    assigns=["doc.user_data", "doc.spans"],
)
def make_figures(nlp: Language, name: str, units: Sequence[str]) -> Callable[[Doc], Doc]:
    """Make the component that reads casualty figures, of the units that are wanted."""
    del nlp, name
    wanted = tuple(units)

    def component(doc: Doc) -> Doc:
        text = doc.text  # once: it is put together anew at each look
        stretches = _stretches(doc.user_data.get(ZONES))
        found = tuple(each for span in stretches for each in find_figures(text, span, wanted))
        doc.user_data[FIGURES] = found
        doc.spans["figures"] = list(_widened(doc, ((each.span, each.unit) for each in found)))
        return doc

    return component


def _stretches(zones: Sequence[Zone] | None) -> Iterator[Span | None]:
    if zones is None:
        yield None
        return
    for zone in zones:
        if zone.kind in READABLE_ZONES and zone.lang in _READ:
            yield zone.span


def _widened(doc: Doc, labelled: Iterable[tuple[Span, str]]) -> Iterator[SpacySpan]:
    for span, label in labelled:
        widened = doc.char_span(span.start, span.end, label=label, alignment_mode="expand")
        if widened is not None:
            yield widened
