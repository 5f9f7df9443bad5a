"""Who speaks before or behind a colon: "Iran: Ships Will Return", "Truce Holds: UN"."""

from __future__ import annotations

from annotator.preannotation.reading import Line
from annotator.preannotation.reported import speakers
from annotator.preannotation.reported.clauses import Said, trimmed
from annotator.preannotation.reported.cues import CUES, PHRASES, Cue
from annotator.preannotation.reported.report import Report
from annotator.preannotation.reported.speakers import Scene, Words

_VERBS = frozenset(CUES) | frozenset(PHRASES)
_LONGEST_NAME = 8  # words before a colon
_LONGEST_HEADING = 24
_SAID = Cue(CUES["said"].acts, "clause", "third")
_TITLES = frozenset(("mr", "ms", "mrs", "dr", "gen", "amb", "sen", "rep"))
_SPEAKING = frozenset(("PERSON", "ORG", "GPE", "NORP"))


def find(scene: Scene, line: Line) -> tuple[Report, Said] | None:
    """Return who says a whole line, or None: most lines have no colon that tells it."""
    return _before(scene, line) or _behind(scene, line)


def _before(scene: Scene, line: Line) -> tuple[Report, Said] | None:
    """Return what a line says whose first words name a speaker, with a colon behind them."""
    for colon in range(line.first + 1, min(line.last - 2, line.first + _LONGEST_NAME)):
        is_title = scene.reading.lower[colon - 1] in _TITLES and scene.reading.lower[colon] == "."
        if is_title:
            continue  # "MR. KELL: ..."
        if scene.quoted[colon] >= 0 or scene.reading.lower[colon] in (",", ".", "?"):
            return None
        if scene.reading.words[colon] != ":":
            continue
        source = _speaker(scene, line.first, colon)
        if source is None or (scene.reading.text[line.start : line.end].rstrip()[-1] == "?"):
            return None
        is_place = all(_kind(scene, at) == "GPE" for at in range(*source))
        if is_place and not _is_heading(scene, line):
            return None
        content = trimmed(scene, colon + 1, line.last)
        is_person = scene.named[colon - 1] is not None and _kind(scene, colon - 1) == "PERSON"
        if content is None or content[1] - content[0] < 3:
            return None
        report = Report(_SAID, colon, colon + 1, source, "inverted", line.first, cuts=True)
        return report, Said((content,), "speaker-colon", 0.75 if is_person else 0.45)
    return None


def _behind(scene: Scene, line: Line) -> tuple[Report, Said] | None:
    """Return what a heading says that ends in a colon and a name."""
    if not _is_heading(scene, line):
        return None
    for colon in range(line.last - 2, max(line.first + 2, line.last - 6), -1):
        if scene.reading.words[colon] in (":", "—", "–", "--") and scene.quoted[colon] < 0:
            source = _speaker(scene, colon + 1, line.last)
            content = trimmed(scene, line.first, colon)
            if source is None or content is None:
                return None
            report = Report(_SAID, colon, colon + 1, source, "inverted", line.first, cuts=True)
            return report, Said((content,), "heading-colon", 0.7)
    return None


def _is_heading(scene: Scene, line: Line) -> bool:
    is_short = line.last - line.first <= _LONGEST_HEADING
    return is_short and scene.reading.words[line.last - 1] != "."


def quote_before(scene: Scene, line: Line) -> tuple[Report, Said] | None:
    """Return what the quotation says before a heading's colon: "‘We stay’: Marl's mayor vows"."""
    first, reading = line.first, scene.reading
    if scene.quoted[first] < 0 or not _is_heading(scene, line):
        return None
    colon = first
    while colon < line.last and scene.quoted[colon] == scene.quoted[first]:
        colon += 1
    if colon >= line.last - 2 or reading.words[colon] != ":":
        return None
    for at in range(colon + 2, line.last):
        if reading.lower[at] in _VERBS or reading.lower[at] in speakers.FINITE:
            source = speakers.before(scene, colon + 1, at)
            if source is None or source[0] != colon + 1:
                return None
            report = Report(_SAID, colon, colon + 1, source, "inverted", first, cuts=True)
            return report, Said(((first, colon),), "heading-quote", 0.7)
    return None


def _kind(scene: Scene, index: int) -> str:
    guess = scene.named[index]
    return guess.kind if guess is not None else ""


def _speaker(scene: Scene, first: int, last: int) -> Words | None:
    """Return the words where they name somebody and nothing else."""
    if any(scene.reading.lower[at] in _VERBS for at in range(first, last)):
        return None
    if not any(_kind(scene, at) in _SPEAKING for at in range(first, last)):
        word = scene.reading.words[first]
        is_body = last - first <= 2 and scene.holds(last - 1)
        is_body = is_body or (last - first == 1 and word.isupper() and 2 <= len(word) <= 6)
        return (first, last) if is_body else None
    source = speakers.holder(scene, first, last)
    return source if source == (first, last) and scene.holds(last - 1) else None
