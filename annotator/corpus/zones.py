"""Zones of an article, proposed by rules: headline, body, links, banners; nothing is deleted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from annotator.corpus.article import READABLE_ZONES, Zone
from annotator.corpus.dates import date_in_file_name, first_date
from annotator.corpus.language import UNKNOWN, is_in_script_of
from annotator.corpus.lines import Line, flat, main_language, read_lines
from annotator.corpus.metadata import is_letterhead, names_only, source_in, writer_named
from annotator.corpus.paragraphs import paragraphs
from annotator.corpus.sentences import sentences

TITLE_LENGTH = 120
_LEAD_LENGTH = 80
_HEADLINE_WORDS, _SUBHEADING_WORDS, _HEADING_WORDS, _STRAY_WORDS = 25, 45, 12, 3
_TURN = re.compile(r"[A-Z][A-Z .'’-]{2,30}:\s")  # who speaks next in a transcript
_HEADING_IN_DASHES = re.compile(r"[-–—] \S.{0,80} [-–—]")
_HEADING = re.compile(
    r"(?:what (?:you need )?to know|key (?:points|facts|takeaways|developments)|in brief|summary"
    r"|highlights|why it matters|at a glance|the (?:latest|background|details))\W*",
    re.IGNORECASE,
)
_TOPICS = re.compile(r"(?:related|more) (?:topics?|tags?|keywords?)\W*|tags?:?|topics?:?", re.I)
_SEVERAL = 3  # articles in which a line stands before it counts as repeated


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the program makes of a text before a person looks; ``date`` is ISO 8601 or empty."""

    title: str
    date: str
    source: str
    zones: tuple[Zone, ...]


class RepeatedLines:
    """Counts in how many articles each line stands: menus and forms stand in many."""

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()

    def add(self, text: str) -> None:
        """Count the lines of one more article, each once."""
        self._counts.update({hash(flat(span.covered(text))) for span in paragraphs(text)})

    def __contains__(self, line: object) -> bool:
        return self._counts[hash(line)] >= _SEVERAL


def _is_foreign(line: Line, language: str) -> bool:
    return UNKNOWN not in {line.lang, language} and line.lang != language


def _could_be_headline(line: Line) -> bool:
    return (
        not line.has_full_stop
        and line.words <= _HEADLINE_WORDS
        and line.text[-1] not in ";,"
        and not line.addresses_reader
    )


class _Article:
    """The lines of one article on their way to a kind each; ``kinds`` runs beside ``lines``."""

    def __init__(self, lines: Sequence[Line], is_repeated: Callable[[str], bool]) -> None:
        self.lines = lines
        self.kinds: list[str | None] = [line.kind for line in lines]
        self.language = main_language(list(lines))
        self.is_repeated = is_repeated

    def _is_prose(self, index: int) -> bool:
        line = self.lines[index]
        is_heading = _HEADING.fullmatch(line.text) is not None
        return line.is_prose and not is_heading and not _is_foreign(line, self.language)

    def _free(self, start: int, end: int) -> list[int]:
        return [index for index in range(start, end) if self.kinds[index] is None]

    def mark_head(self) -> int:
        """Mark what stands above the text; return the index of the first line of the text."""
        self._mark_writer_above()
        prose = [index for index in range(len(self.lines)) if self._is_prose(index)]
        if not prose:
            return 0
        first = prose[0]
        above = self._free(0, first)
        if not above and len(prose) > 1 and _could_be_headline(self.lines[first]):
            above, first = [first], prose[1]  # "Is the war over?"
            above += self._free(above[0] + 1, first)
        headline = self._headline(above)
        for index in above:
            self.kinds[index] = self._kind_above(index, headline)
        return first

    def _headline(self, above: Sequence[int]) -> int | None:
        fitting = [
            index
            for index in above
            if _could_be_headline(self.lines[index])
            and not _is_foreign(self.lines[index], self.language)
        ]
        longer = [index for index in fitting if self.lines[index].words >= _STRAY_WORDS]
        ours = [index for index in longer if not self.is_repeated(self.lines[index].text)]
        titled = [index for index in ours or longer if not is_letterhead(self.lines[index].text)]
        return next(iter(titled or ours or longer or fitting), None)

    def _kind_above(self, index: int, headline: int | None) -> str:
        line = self.lines[index]
        if index == headline:
            return "headline"
        if _HEADING.fullmatch(line.text):
            return "subheading"
        if _is_foreign(line, self.language) or line.addresses_reader:
            return "boilerplate"
        if (headline is None or index < headline) and is_letterhead(line.text):
            return "metadata"
        if headline is None or line.has_full_stop:
            return "body"
        if index < headline or self.is_repeated(line.text):
            return "boilerplate"
        if line.words < _STRAY_WORDS or names_only(line.text):
            return "metadata"  # a section or a name under the headline
        return "subheading" if line.words <= _SUBHEADING_WORDS else "body"

    def mark_tail(self, first: int) -> int:
        """Mark what stands below the text; return the index after the text's last line."""
        start = len(self.lines)
        while start > first + 1 and self._could_be_tail(start - 1):
            start -= 1
        sure = [index for index in range(start, len(self.lines)) if self._is_surely_tail(index)]
        self._mark_writer(first, start)
        self._mark_links(first)
        for index in self._free(start, len(self.lines)):
            line = self.lines[index]
            is_next_to_sure = bool(sure) and (index >= sure[0] or line.addresses_reader)
            if is_next_to_sure or line.words <= _STRAY_WORDS:
                self.kinds[index] = "boilerplate"
        return start

    def _mark_writer_above(self) -> None:
        """Mark the line that tells who writes, between a kicker or headline and the text."""
        for index in self._free(0, min(5, len(self.lines) - 1)):
            name = writer_named(self.lines[index].text)
            is_first = not any(self._is_prose(before) for before in range(index))
            if name and is_first and self.lines[index].words <= _HEADLINE_WORDS:
                follows = self.kinds[index + 1] == "metadata"
                self.kinds[index] = "metadata" if follows else None

    def _mark_writer(self, first: int, end: int) -> None:
        """Mark the line below a text that tells who wrote it."""
        name = writer_named(self.lines[end - 1].text) if end - 1 > first else ""
        if name and not any(name in line.text for line in self.lines[first : end - 1]):
            self.kinds[end - 1] = "metadata"

    def _mark_links(self, first: int) -> None:
        """Mark lines without a mark of their own that stand among links or under "Topics"."""
        for index in self._free(first + 1, len(self.lines)):
            line, before = self.lines[index], self.kinds[index - 1]
            is_short = line.words <= _HEADING_WORDS and not line.has_full_stop
            is_topic = _TOPICS.fullmatch(self.lines[index - 1].text) is not None
            after = self.kinds[index + 1] if index + 1 < len(self.kinds) else None
            is_among = before is not None and before != "body" and after == "related_link"
            if is_short and (is_topic or is_among):
                self.kinds[index] = "related_link"

    def _could_be_tail(self, index: int) -> bool:
        line = self.lines[index]
        return (
            self._is_surely_tail(index)
            or self.kinds[index] is not None
            or line.addresses_reader
            or not line.is_prose
        )

    def _is_surely_tail(self, index: int) -> bool:
        line = self.lines[index]
        is_small = line.words <= _HEADING_WORDS or not line.has_full_stop
        return (
            self.kinds[index] == "boilerplate"
            or _is_foreign(line, self.language)
            or (is_small and self.is_repeated(line.text))
        )

    def mark_body(self, first: int, end: int) -> None:
        """Mark the text itself: body, and short lines that head what follows."""
        for index in self._free(0, len(self.lines)):
            self.kinds[index] = "body"
            if first < index < end - 1 and self._heads_text(index):
                self.kinds[index] = "subheading"

    def _heads_text(self, index: int) -> bool:
        line = self.lines[index]
        if _HEADING_IN_DASHES.fullmatch(line.text) or _HEADING.fullmatch(line.text):
            return True
        return (
            not line.has_end
            and _TURN.match(line.text) is None
            and line.words <= _HEADING_WORDS
            and not line.text[0].islower()
            and line.text[0] not in '-*•·–—"“„«'
            and self._is_prose(index + 1)
        )

    def zones(self) -> tuple[Zone, ...]:
        """Return one zone per line."""
        found: list[Zone] = []
        for line, kind in zip(self.lines, self.kinds, strict=True):
            before = found[-1].lang if found and found[-1].kind == kind else UNKNOWN
            found.append(Zone(kind or "body", line.span, self._language_of(line, kind, before)))
        return tuple(found)

    def _language_of(self, line: Line, kind: str | None, before: str) -> str:
        if line.lang != UNKNOWN and (line.words > 4 or _is_foreign(line, self.language)):
            return line.lang
        likely = self.language if self.language != UNKNOWN else line.lang
        if kind == "boilerplate" and before != UNKNOWN:
            likely = before  # the next button of a foreign banner
        return likely if likely != UNKNOWN and is_in_script_of(line.text, likely) else UNKNOWN


def _never(_: str) -> bool:
    return False


def _shortened(text: str, length: int) -> str:
    line = flat(text[: 4 * length])
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    at_word = cut.rfind(" ")
    return (cut[:at_word] if at_word > length // 2 else cut).rstrip(" ,;:–—-") + "…"


def _title(text: str, zones: Sequence[Zone], file_name: str) -> str:
    for zone in zones:
        if zone.kind == "headline":
            return _shortened(zone.span.covered(text), TITLE_LENGTH)
    readable = [zone for zone in zones if zone.kind in READABLE_ZONES]
    for zone in readable or zones:
        first = sentences(text, zone.span)[0]
        return _shortened(first.covered(text), _LEAD_LENGTH)
    return PurePath(file_name).stem


def _header(text: str, zones: Iterable[Zone]) -> str:
    return " \n".join(zone.span.covered(text) for zone in zones if zone.kind == "metadata")


def propose(
    text: str, file_name: str = "", *, is_repeated: Callable[[str], bool] = _never
) -> Proposal:
    """Propose title, date, source and zones of an article.

    ``text`` has LF line ends. ``is_repeated`` tells whether a line stands in several articles (see
    :class:`RepeatedLines`). Zones are ordered, do not overlap and cover all but white space. The
    date is that of the metadata, else of the file name; dates in the text are about events.
    """
    article = _Article(list(read_lines(text)), is_repeated)
    first = article.mark_head()
    article.mark_body(first, article.mark_tail(first))
    zones = article.zones()
    header = _header(text, zones)
    return Proposal(
        title=_title(text, zones, file_name),
        date=first_date(header) or date_in_file_name(file_name),
        source=source_in(header),
        zones=zones,
    )
