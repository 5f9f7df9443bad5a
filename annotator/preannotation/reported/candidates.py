"""Possible statements: who says what, with which words, and what kind of claim that may be."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.corpus.sentences import sentences
from annotator.corpus.span import Span
from annotator.preannotation.found import Attribution, Found
from annotator.preannotation.names.lexicon import HEADS, words
from annotator.preannotation.reading import Guess, Line, Reading
from annotator.preannotation.reported import acts, contents, headings, reports
from annotator.preannotation.reported.clauses import Said, trimmed
from annotator.preannotation.reported.report import Report
from annotator.preannotation.reported.resolving import Speakers
from annotator.preannotation.reported.speakers import PRONOUNS, Scene, Words

_LINK = re.compile(r"(?:read|learn|see|watch|related|also)\b[^:]{0,20}:", re.IGNORECASE)
_LONGEST_UNIT = 400  # words; what is longer is no sentence
_SAYING = ("clause", "tell")
_APART = words("police residents witnesses rebels militants protesters media survivors critics")
_NESTED = ("clause", "of", "object", "ask", "warn", "to")
_NESTED_CONFIDENCE = 0.45


@dataclass(slots=True)
class _Draft:
    """A candidate by words, until the article is read."""

    content: tuple[Words, ...]
    source: Words | None
    cue: tuple[Words, ...]
    addressee: Words | None
    named: Words | None
    claim_types: tuple[str, ...]
    acts: tuple[str, ...]
    rule: str
    confidence: float
    line: int
    last: int


def find(reading: Reading, quotations: Sequence[Span], dates: Sequence[Span]) -> list[Found]:
    """Return the possible statements of an article, in the order of their sentences.

    ``quotations`` and ``dates`` are what was found before, in the order of the text.
    """
    if not any(word in reports.TELLING or word == ":" for word in reading.lower):
        return []
    scene = _scene(reading, quotations, dates)
    finder = _Finder(scene, Speakers.of(scene, reading.lines))
    for number, line in enumerate(reading.lines):
        if line.is_facts or _LINK.match(reading.text, line.start, line.end) is not None:
            continue
        if not finder.read_whole(number, line):
            for first, last in _units(reading, line, quotations):
                finder.read(number, first, last)
    parted = (each for draft in finder.drafts for each in _by_act(scene, draft))
    return [_found(reading, draft) for draft in parted]


def _scene(reading: Reading, quotations: Sequence[Span], dates: Sequence[Span]) -> Scene:
    size = len(reading.words)
    named: list[Guess | None] = [None] * size
    for guess in reading.guesses:
        for index in range(guess.first, guess.last):
            named[index] = guess
    quoted = [-1] * size
    for number, index in _covered(reading, quotations):
        quoted[index] = number
    dated = [False] * size
    for _, index in _covered(reading, dates):
        dated[index] = True
    return Scene(reading, named, quoted, dated)


def _covered(reading: Reading, spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield the number of a span and each word inside it."""
    at, size = 0, len(reading.words)
    for number, span in enumerate(spans):
        while at < size and reading.starts[at] < span.start:
            at += 1
        while at < size and reading.starts[at] < span.end:
            yield number, at
            at += 1


def _units(reading: Reading, line: Line, quotations: Sequence[Span]) -> Iterator[Words]:
    """Yield the sentences of a line by words; one that ends inside a quotation goes on."""
    at = _after_dateline(reading, line)
    quote = bisect_right(quotations, line.start, key=lambda each: each.end)
    for sentence in sentences(reading.text, Span(line.start, line.end)):
        while quote < len(quotations) and quotations[quote].end <= sentence.end:
            quote += 1
        if quote < len(quotations) and quotations[quote].start < sentence.end:
            continue
        first = at
        while at < line.last and reading.starts[at] < sentence.end:
            at += 1
        if first < at:
            yield first, at
    if at < line.last:
        yield at, line.last


def _after_dateline(reading: Reading, line: Line) -> int:
    """Return the first word behind "KABUL, May 3 (Reuters) -"."""
    words = reading.words
    if not (words[line.first].isupper() and len(words[line.first]) > 2) or line.style == "caps":
        return line.first
    for index in range(line.first + 1, min(line.last - 1, line.first + 14)):
        if words[index] in ("—", "–", "--", ":"):
            return index + 1
        if words[index] == "-" and not reading.touches(index - 1):
            return index + 1
    return line.first


class _Finder:
    """Reads one article sentence by sentence."""

    def __init__(self, scene: Scene, speakers: Speakers) -> None:
        self._scene = scene
        self._speakers = speakers
        self.drafts: list[_Draft] = []
        self._before: tuple[int, int, int] | None = None

    def read_whole(self, number: int, line: Line) -> bool:
        """Take a line as what one speaker says, where a colon tells so."""
        quoted = headings.quote_before(self._scene, line)
        if quoted is not None:
            self.drafts.append(self._draft(*quoted, number, line.last))
            return False
        found = headings.find(self._scene, line)
        if found is None:
            return False
        self.drafts.append(self._draft(*found, number, line.last))
        return True

    def read(self, line: int, first: int, last: int) -> None:
        """Find the candidates of one sentence, the words ``[first, last)``."""
        if last - first > _LONGEST_UNIT:
            return
        lower = self._scene.reading.lower
        self._speakers.begin(first, last)
        found: list[Report] = []
        if any(lower[index] in reports.TELLING for index in range(first, last)):
            found = reports.find(self._scene, first, last)
        before, self._before = self._before, (line, first, last)
        if len(found) == 1 and before is not None and before[0] == line:
            told = self._told_before(found[0], before, first, last)
            if told is not None:
                self.drafts.append(self._draft(*told, line, last))
                return
        if not found:
            self._go_on(line, first, last)
            self._speakers.pass_by(first, last)
            return
        self.drafts += self._reported(found, line, first, last)

    def _reported(self, found: list[Report], line: int, first: int, last: int) -> list[_Draft]:
        """Return what the reports of one sentence say, then what others say inside of that."""
        made: list[tuple[Report, _Draft]] = []
        nested: list[_Draft] = []
        floor, at = first, 0
        while at < len(found):
            report, at = found[at], at + 1
            limit, following = _limit(found, report, at, last)
            if report.tie == "according" and report.start == first:
                limit, following = last, len(found)
            limit = self._end_of_relative(report, self._turn(report.last, limit))
            said = contents.find(self._scene, report, floor, limit)
            if said is None:
                continue
            inner, at = found[at:following], following
            if _is_repeated(made, said):
                continue
            made = _without_parts(made, said)
            draft = self._draft(report, said, line, last)
            made.append((report, draft))
            nested += self._nested(report, inner, limit, line)
        outer = [each for _, draft in made for each in draft.content]
        kept = [each for each in nested if _is_within(each, outer)]
        return [draft for _, draft in made] + kept

    def _told_before(
        self, report: Report, before: tuple[int, int, int], first: int, last: int
    ) -> tuple[Report, Said] | None:
        """Return what "The ministry reported." reports: the sentence before it."""
        is_bare = report.last >= last - 1 and report.tie == "subject" and report.start <= first
        is_saying = report.cue.frame in _SAYING and report.cue.form == "past"
        content = trimmed(self._scene, before[1], before[2])
        is_free = self.drafts == [] or self.drafts[-1].last != before[2]
        if not (is_bare and is_saying and is_free) or content is None or last - first > 12:
            return None
        return report, Said((content,), "sentence-before", 0.6)

    def _nested(
        self, outer: Report, inner: Sequence[Report], limit: int, line: int
    ) -> list[_Draft]:
        """Return what somebody else says inside what is said: "X said that Y denied it"."""
        if outer.cue.frame not in _SAYING or outer.source is None:
            return []
        found = []
        for report in inner:
            if report.tie != "subject" or report.cue.frame not in _NESTED or not report.source:
                continue
            said = contents.find(self._scene, report, report.start, limit)
            if said is not None and self._is_another(outer.source, report.source):
                draft = self._draft(report, said, line, limit, remembers=False)
                found.append(replace(draft, confidence=_NESTED_CONFIDENCE, rule="nested"))
        return found[:1]

    def _is_another(self, outer: Words, inner: Words) -> bool:
        """Tell whether a source names somebody who is not behind the source around it."""
        lower = self._scene.reading.lower
        named = self._scene.named[inner[1] - 1]
        if named is not None and all(each in HEADS for each in lower[named.first : named.last]):
            return False
        if named is None:
            return lower[inner[1] - 1] in _APART and lower[inner[1] - 1] not in lower[slice(*outer)]
        countries = {
            guess.country
            for guess in self._scene.named[slice(*self._speakers.meant(outer))]
            if guess is not None
        }
        return named.country is None or named.country not in countries

    def _turn(self, first: int, limit: int) -> int:
        """Return where ", while" or a semicolon turns to something else, or the limit."""
        lower, quoted = self._scene.reading.lower, self._scene.quoted
        for index in range(first + 2, limit - 1):
            is_comma = lower[index] == "," and lower[index + 1] in ("while", "whereas")
            if (is_comma or lower[index] == ";") and quoted[index] < 0:
                return index
        return limit

    def _end_of_relative(self, report: Report, limit: int) -> int:
        """Return the comma behind "Norway, which said it was ready,", or the limit."""
        lower, quoted = self._scene.reading.lower, self._scene.quoted
        if report.first < 2 or lower[report.first - 2] != ",":
            return limit
        if lower[report.first - 1] not in ("who", "which"):
            return limit
        ends = (at for at in range(report.last + 2, limit - 2) if lower[at] == ",")
        return next((at for at in ends if quoted[at] < 0), limit)

    def _draft(
        self, report: Report, said: Said, line: int, last: int, *, remembers: bool = True
    ) -> _Draft:
        assert report.source is not None
        scene = self._scene
        named = self._speakers.meant(report.source)
        if remembers:
            self._speakers.remember(report.source, named)
        confidence = said.confidence
        if report.tie in ("shared", "with"):
            confidence *= 0.8
        if not any(scene.holds(at) for at in range(*report.source)):
            is_pronoun = scene.reading.lower[report.source[0]] in PRONOUNS
            confidence *= 1.0 if is_pronoun else 0.8
        is_open = named == report.source and scene.reading.lower[named[0]] in PRONOUNS
        base = said.acts or report.cue.acts
        if scene.reading.lower[report.last - 1].startswith("announc"):
            base = ("announcement",)
        return _Draft(
            content=said.content,
            source=report.source,
            cue=((report.first, max(report.last, said.last_cue_word)),),
            addressee=said.addressee,
            named=named,
            claim_types=acts.typed(scene, said.content, base, named),
            acts=base,
            rule=said.rule,
            confidence=round(confidence * (0.7 if is_open else 1.0), 2),
            line=line,
            last=last,
        )

    def _go_on(self, line: int, first: int, last: int) -> None:
        """Take a sentence that is a quotation as going on with the one that was just reported."""
        scene = self._scene
        if not self.drafts or scene.quoted[first] < 0:
            return
        inside = sum(scene.quoted[index] >= 0 for index in range(first, last))
        before = self.drafts[-1]
        is_near = before.last == first and line - before.line <= 1
        if inside < 0.9 * (last - first) or not is_near or "quote" not in before.rule:
            return
        content = trimmed(scene, first, last)
        if content is None:
            return
        is_same = line == before.line
        if is_same and before.rule == "quote-before":
            joined = (*before.content, content)
            self.drafts[-1] = replace(before, content=joined, last=last, rule="quote-interrupted")
            return
        going_on = replace(
            before,
            content=(content,),
            source=before.source if is_same else None,
            cue=before.cue if is_same else (),
            addressee=None,
            claim_types=acts.typed(scene, (content,), ("fact",), before.named or content),
            acts=("fact",),
            rule="continued-quote",
            confidence=0.5,
            line=line,
            last=last,
        )
        self.drafts.append(going_on)


def _by_act(scene: Scene, draft: _Draft) -> list[_Draft]:
    """Part a draft of several sentences where they make different claims."""
    is_each = draft.rule == "speaker-colon"
    if not is_each and "quote" not in draft.rule and len(draft.content) < 2:
        return [draft]
    holder = draft.named or draft.content[0]
    found = acts.parted(scene, draft.content, draft.acts, holder, is_each=is_each)
    if len(found) == 1 and (found[0][0] == draft.content or not is_each):
        return [draft]
    rule = "quote-before" if draft.rule == "quote-interrupted" else draft.rule
    return [
        replace(
            draft,
            content=content,
            claim_types=types,
            rule=draft.rule if len(content) > 1 else rule,
        )
        for content, types in found
    ]


def _is_repeated(made: list[tuple[Report, _Draft]], said: Said) -> bool:
    """Tell whether what is said was told before: "She said ..., Mao said"."""
    return any(
        (report.cue.frame in _SAYING and report.tie != "owner") or not _closes(said)
        for report, draft in made
        if _share(draft, said)
    )


def _without_parts(made: list[tuple[Report, _Draft]], said: Said) -> list[tuple[Report, _Draft]]:
    """Leave out parts of what somebody says at the end: "Russia offered to help, X said"."""
    if not _closes(said):
        return made
    return [(report, draft) for report, draft in made if not _share(draft, said)]


def _closes(said: Said) -> bool:
    return said.rule.endswith("before") or said.rule == "according-to"


def _share(draft: _Draft, said: Said) -> bool:
    return any(_overlap(one, two) for one in draft.content for two in said.content)


def _is_within(draft: _Draft, outer: Sequence[Words]) -> bool:
    return all(
        any(first <= each[0] and each[1] <= last for first, last in outer) for each in draft.content
    )


def _limit(found: list[Report], report: Report, at: int, last: int) -> tuple[int, int]:
    """Return where what a report says ends, and which report comes next.

    Reports inside what somebody says belong to it, and so do those that go on with them.
    """
    while at < len(found):
        following = found[at]
        if following.cuts and following.start >= report.last:
            return following.start, at
        if following.source == report.source and following.tie == report.tie == "subject":
            return following.first, at  # "Oslo, which denies it, accused Bern"
        at += 1
    return last, at


def _overlap(one: Words, two: Words) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def _found(reading: Reading, draft: _Draft) -> Found:
    content = tuple(_span(reading, each) for each in draft.content)
    attribution = Attribution(
        content=content,
        source=(_span(reading, draft.source),) if draft.source is not None else (),
        cue=tuple(_span(reading, each) for each in draft.cue),
        addressee=(_span(reading, draft.addressee),) if draft.addressee is not None else (),
        named=_span(reading, draft.named) if draft.named is not None else None,
        claim_types=draft.claim_types,
    )
    hull = Span(content[0].start, content[-1].end)
    act = draft.claim_types[0]
    return Found("statement", hull, act, draft.confidence, draft.rule, None, attribution)


def _span(reading: Reading, words: Words) -> Span:
    """Return the stretch of text of some words, without a comma at its end."""
    first, last = words
    return Span(reading.starts[first], reading.ends[last - 1])
