"""The evaluation of suggestions, as text for the terminal and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.plain_text import counted, printable, table, wrapped
from annotator.workflows.evaluating.figure_scoring import FigureScores
from annotator.workflows.evaluating.scoring import CandidateScores, Score
from annotator.workflows.evaluating.suggestions import ErrorLine, Evaluation

FORMAT = "annotator-evaluation"
VERSION = 1
HANDLING = (
    "Counted are articles marked done, pooled over articles and annotators; two annotators of one "
    "article count twice. Confirmed is what a person accepted, corrected or added; whatever else "
    "was suggested counts as wrong, also where it was left undecided. An entity is right where "
    "kind and span are the same, after an article or demonstrative before it, a possessive ending "
    "and blanks around it are left out on both sides. Guesses shown as uncertain count apart."
)
SHOWN = "People saw the suggestions while they labelled, which tends to make these values too high."
QUOTATIONS = (
    "Quotations: a direct quote is found where suggestions cover at least half of a fragment of "
    "its content; a suggestion is right where at least half of it is content of a statement with "
    "quoted words."
)
CANDIDATES = (
    "Statement candidates are aligned with statements one to one; right means an overlapping "
    "content and the right source (overlapping, or the same actor). Claim types are compared on "
    "the right candidates; a guess is right where the statement has that type. Speakers are the "
    "sources of direct quotes, each as the nearest overlapping candidate names it."
)
FIGURES = (
    "Figures are those inside the contents of statements: found by the program against those that "
    "people put there, one to one by their place. One is right where number, bound, unit and side "
    "are; below, each of these alone."
)
_FIGURE_SLOTS = ("place", "number", "bound", "unit", "side")
JsonObject = dict[str, object]


def report_as_text(found: Evaluation) -> str:
    """Return the evaluation for the terminal, free of control characters."""
    return printable("\n".join(line.rstrip() for line in _lines(found)))


def _lines(found: Evaluation) -> Iterator[str]:
    yield f"How good the suggestions in {found.project} are"
    yield (
        f"  {counted(found.articles, 'article')} marked done by {', '.join(found.annotators)}"
        + (f" ({found.layers} times in all)" if found.layers != found.articles else "")
    )
    if found.without_suggestions:
        yield (
            f"  {counted(found.without_suggestions, 'article')} without any suggestion; all that "
            "was confirmed there counts as missed. Mark them with: annotator preannotate"
        )
    yield ""
    yield from table(list(_rows(found)))
    yield ""
    yield from _notes(found)
    if found.errors:
        yield ""
        yield from _error_lines(found.errors)


def _rows(found: Evaluation) -> Iterator[tuple[str, ...]]:
    yield ("", "precision", "recall", "F1", "suggested", "right", "confirmed", "found")
    yield _row("entities", found.entities)
    for kind, score in found.kinds.items():
        yield _row("  " + kind, score)
    yield _row("  span alone", found.boundary)
    yield (
        "  uncertain",
        _value(found.uncertain.precision),
        *("", ""),
        *(str(found.uncertain.suggested), str(found.uncertain.right), "", ""),
    )
    if len(found.engines) > 1:
        for engine, score in found.engines.items():
            yield _row("  by " + engine, score)
    yield _row("direct quotations", found.quotations)
    if found.candidates is not None:
        yield _row("statements", found.candidates.whole)
        yield _row("  content alone", found.candidates.content)
        yield _row("  speakers of direct quotes", found.candidates.speakers)
        yield _row("  claim type", found.candidates.claim_types)
    if found.figures is not None:
        yield _row("figures", found.figures.whole)
        for slot in _FIGURE_SLOTS:
            yield _row(f"  {slot}", getattr(found.figures, slot))
    if found.zones is not None:
        yield _row("zones", sum(found.zones.values(), Score()))
        for kind, score in found.zones.items():
            yield _row("  " + kind, score)


def _row(title: str, score: Score) -> tuple[str, ...]:
    return (
        title,
        *(_value(each) for each in (score.precision, score.recall, score.f1)),
        *(str(each) for each in (score.suggested, score.right, score.confirmed, score.found)),
    )


def _value(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.3f}"


def _notes(found: Evaluation) -> Iterator[str]:
    if found.zones is None:
        yield from wrapped("Zones: not corrected by anybody in these articles, so not evaluated.")
    else:
        corrected = counted(found.articles_with_corrected_zones, "article")
        yield from wrapped(f"Zones: evaluated in the {corrected} where a person corrected them.")
    if found.candidates is None:
        yield from wrapped("Statements: no candidates were suggested, so not evaluated.")
    undefined = {
        reason
        for _, score in _named_scores(found)
        for reason in score.undefined.values()
        if score.undefined
    }
    if undefined:
        yield from wrapped("Undefined: " + "; ".join(sorted(undefined)) + ".")
    yield from wrapped(HANDLING)
    yield from wrapped(QUOTATIONS)
    if found.candidates is not None:
        yield from wrapped(CANDIDATES)
    if found.figures is not None:
        yield from wrapped(FIGURES)
    yield from wrapped(SHOWN)


def _error_lines(errors: Sequence[ErrorLine]) -> Iterator[str]:
    yield f"{counted(len(errors), 'difference')}"
    place = None
    for each in errors:
        if (each.article, each.annotator) != place:
            place = each.article, each.annotator
            yield f"  {_one_line(each.title)}" + (f" · {each.annotator}" if each.annotator else "")
        miss = each.miss
        verb = "confirmed" if miss.outcome == "wrong" else "suggested"
        instead = f", {verb} as {miss.instead}" if miss.instead else ""
        what = f"{miss.outcome} {miss.part} {miss.kind}{instead}"
        yield f"    {miss.span.start}-{miss.span.end} {what}"
        before, after = _one_line(each.before), _one_line(each.after)
        yield f"      {before}[{_one_line(each.passage)}]{after}"


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def _named_scores(found: Evaluation) -> Iterator[tuple[str, Score]]:
    yield "entities", found.entities
    yield from found.kinds.items()
    yield "boundary", found.boundary
    yield "quotations", found.quotations
    if found.candidates is not None:
        yield "statements", found.candidates.whole
        yield "content", found.candidates.content
        yield "speakers", found.candidates.speakers
        yield "claim types", found.candidates.claim_types
    if found.figures is not None:
        yield "figures", found.figures.whole
    yield from (found.zones or {}).items()


def report_as_json(found: Evaluation, *, with_errors: bool = False) -> JsonObject:
    """Return the evaluation as plain data: undefined values are null, with the reason beside."""
    report: JsonObject = {
        "format": FORMAT,
        "version": VERSION,
        "project": found.project,
        "annotators": list(found.annotators),
        "articles": found.articles,
        "layers": found.layers,
        "articles_without_suggestions": found.without_suggestions,
        "handling": " ".join((HANDLING, QUOTATIONS, CANDIDATES, FIGURES, SHOWN)),
        "entities": {
            **_score_data(found.entities),
            "kinds": {kind: _score_data(score) for kind, score in found.kinds.items()},
            "boundary": _score_data(found.boundary),
            "uncertain": {
                "suggested": found.uncertain.suggested,
                "right": found.uncertain.right,
                "precision": found.uncertain.precision,
            },
            "engines": {name: _score_data(score) for name, score in found.engines.items()},
        },
        "quotations": _score_data(found.quotations),
        "statements": _candidate_data(found.candidates),
        "figures": _figure_data(found.figures),
        "zones": None
        if found.zones is None
        else {
            "articles_corrected": found.articles_with_corrected_zones,
            "kinds": {kind: _score_data(score) for kind, score in found.zones.items()},
        },
    }
    if found.zones is None:
        report["zones_status"] = "not corrected"
    if with_errors:
        report["offset_unit"] = "unicode_code_point"
        report["errors"] = [_error_data(each) for each in found.errors]
    return report


def _candidate_data(candidates: CandidateScores | None) -> JsonObject | None:
    if candidates is None:
        return None
    return {
        **_score_data(candidates.whole),
        "content": _score_data(candidates.content),
        "speakers": _score_data(candidates.speakers),
        "claim_types": _score_data(candidates.claim_types),
    }


def _figure_data(figures: FigureScores | None) -> JsonObject | None:
    if figures is None:
        return None
    slots = {slot: _score_data(getattr(figures, slot)) for slot in _FIGURE_SLOTS}
    return {**_score_data(figures.whole), **slots}


def _score_data(score: Score) -> JsonObject:
    return {
        "precision": score.precision,
        "recall": score.recall,
        "f1": score.f1,
        "suggested": score.suggested,
        "right": score.right,
        "confirmed": score.confirmed,
        "found": score.found,
        "undefined": score.undefined,
    }


def _error_data(error: ErrorLine) -> JsonObject:
    return {
        "part": error.miss.part,
        "outcome": error.miss.outcome,
        "kind": error.miss.kind,
        "instead": error.miss.instead or None,
        "article": error.article,
        "title": error.title,
        "annotator": error.annotator or None,
        "start": error.miss.span.start,
        "end": error.miss.span.end,
        "passage": error.passage,
        "before": error.before,
        "after": error.after,
    }
