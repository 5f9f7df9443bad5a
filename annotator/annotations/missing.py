"""What a statement still lacks, in words: by the codebook and by the rules of the scheme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotator.annotations.actors import standing_id
from annotator.annotations.derived import quote
from annotator.annotations.model import Actor, Statement
from annotator.annotations.steps.parts import is_sourced
from annotator.annotations.validation import spans_of
from annotator.annotations.wording import claim_type_label
from annotator.codebook.model import Codebook
from annotator.corpus.article import READABLE_ZONES, Zone


def missing(
    statement: Statement, codebook: Codebook, actors: Mapping[str, Actor], text: str
) -> tuple[str, ...]:
    """Return what must still be said before the statement is whole, one sentence each.

    Without a source, words in quotation marks need one; others count as the author's own as soon
    as a claim type is set.
    """
    return (
        *_source(statement, codebook, text),
        *_labels(statement, codebook),
        *_rules(statement, codebook),
        *_speaker(statement, actors),
        *_figures(statement),
    )


def hints(
    statement: Statement, codebook: Codebook, zones: Sequence[Zone], text: str
) -> tuple[str, ...]:
    """Return what is worth a second look but may stay as it is."""
    said: list[str] = []
    if not statement.stances and codebook.requirement("stances") == "required":
        said.append("No stance yet: choose one, or leave it where the holder takes none.")
    is_open = not is_sourced(statement) and statement.voice is None
    if statement.claim_types and is_open and quote(statement, text) == "indirect":
        said.append("Nobody is named, so it counts as the author's voice.")
    readable = [each.span for each in zones if each.kind in READABLE_ZONES]
    if readable and not all(
        any(zone.contains(span) for zone in readable) for span in spans_of(statement)
    ):
        said.append("A part reaches beyond one paragraph, or into text that is set aside.")
    return tuple(said)


def _source(statement: Statement, codebook: Codebook, text: str) -> Iterator[str]:
    source = statement.source
    if statement.voice == "author":
        if is_sourced(statement):
            yield "It has a source or a cue, so it is not the author's voice: take one of them out."
        return
    if codebook.requirement("source") != "required":
        return
    if not is_sourced(statement):
        if not statement.claim_types or quote(statement, text) != "indirect":
            yield "Who says it? Give the source that role, or choose the author's voice."
        return
    if not source.actors:
        yield "Which actor speaks? Choose at least one."
    if not source.spans and not source.inferred:
        yield (
            "Where is the source named? Select it and give it that role, "
            "or tick that the text leaves it out."
        )


def _labels(statement: Statement, codebook: Codebook) -> Iterator[str]:
    if codebook.requirement("claim_types") == "required" and not statement.claim_types:
        yield "What kind of claim is it? Press the key of a claim type."
    for layer, empty, words in (
        ("cue", not statement.cue, "Which words report it? Select the cue and give it that role."),
        (
            "addressee",
            _unaddressed(statement),
            "Whom is it addressed to? Choose somebody, or select the name.",
        ),
        ("certainty", statement.certainty is None, "How certain is it? Choose a certainty."),
        ("figures", not statement.figures, "Which numbers does it give?"),
        ("parent", statement.parent is None, "Inside which statement is it made?"),
    ):
        if codebook.requirement(layer) == "required" and empty:
            yield words


def _unaddressed(statement: Statement) -> bool:
    return not statement.addressee.spans and not statement.addressee.actors


def _rules(statement: Statement, codebook: Codebook) -> Iterator[str]:
    first = statement.claim_types[0] if statement.claim_types else ""
    reported = is_sourced(statement) and statement.voice != "author"
    if first in ("call", "offer") and reported and not statement.addressee.actors:
        name = claim_type_label(codebook, first)
        if statement.addressee.spans:
            yield f"Whom do the words that the {name} is addressed to mean? Choose the actors."
        else:
            yield f"Whom is the {name} addressed to? Choose somebody, or select the name."
    accused = any(
        each.target.kind == "actor" and each.value == "against" for each in statement.stances
    )
    if first == "accusation" and not accused:
        yield "Who is accused? Set a stance against an actor."


def _speaker(statement: Statement, actors: Mapping[str, Actor]) -> Iterator[str]:
    source = statement.source
    if source.speaker is None:
        return
    speaker = actors.get(source.speaker)
    holders = {standing_id(each, actors) for each in source.actors}
    if speaker is None or speaker.acts_for not in holders:
        name = speaker.name if speaker is not None else source.speaker
        yield f"{name} does not act for the actor: choose another speaker or another actor."


def _figures(statement: Statement) -> Iterator[str]:
    for figure in statement.figures:
        if not any(span.contains(figure.span) for span in statement.content):
            yield "A number lies outside the content: change the content or remove the number."
            return
