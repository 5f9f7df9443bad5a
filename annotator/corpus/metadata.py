"""Lines, and beginnings of lines, that tell when, by whom and where an article was published."""

from __future__ import annotations

import re

from annotator.corpus.dates import DATE
from annotator.corpus.span import Span

_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?"
_TIME = (
    r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\.\d+)?\s?(?:[ap]\.?m\.?)?"
    r"(?:\s?\(?(?:gmt|utc|est|edt|cet|cest|bst|ist|pkt|local time|z)\)?)?"
    r"(?:\s?[+-]\d{1,2}(?::?\d{2})?)?"
)
_LABEL = (
    r"(?:(?:first )?published|(?:last )?(?:updated?|modified)|posted|issued|date|created|uploaded)"
)
_LABELLED = rf"{_LABEL}(?:\s(?:on|at|date|time))?\s*[:|-]?\s*"
_DATE = DATE.pattern
_GAP = r"[\s,|/·•–—()@-]*(?:\bat\b\s*|t(?=\d))?"
_STAMP = rf"(?:{_LABELLED})?(?:{_WEEKDAY}[.,]?\s+)?(?:{_DATE})(?:{_GAP}(?:{_TIME}))?"
# What servers answer instead of a page; alone on a line or between header and text.
_STATUS = r"(?:401|403|404|410|429|502|503|504)"
_AGENCY = r"\((?P<agency>[A-Z][\w.&/-]*(?: [A-Z&][\w.&/-]*){0,3})\)"
_NAME = r"[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-Я][\w.'’-]*"
_BYLINE = (
    rf"(?:By|BY) (?:(?:our|staff|a|the|our own)\b[\w \t]{{1,40}}"
    rf"|{_NAME}(?:,? (?:and |& |in |of |for |de |van |von |bin |al-|der )?{_NAME}){{0,7}})"
)

_CHUNK = re.compile(
    rf"\s*(?:(?P<stamp>(?i:{_STAMP}))|(?P<status>{_STATUS})|{_AGENCY}|(?P<byline>{_BYLINE})(?=\s*[|·•])"
    r"|(?P<reading>(?i:\d{1,2}[ -]min(?:ute)?s?(?: read)?)))(?=\s|$|[|·•,:–—-])(?:\s*[|·•,:–—-]+)?",
)
_BEGINS_TEXT = re.compile(r"[\"'“‘«„(]*[^\W\d_a-zß-öø-ÿ]")
_STAMP_PIECE = re.compile(
    rf"(?:{_DATE})|{_TIME}|{_WEEKDAY}\b|{_LABEL}\b|{_STATUS}(?!\d)|(?:on|at|date|time)\b"
    r"|\d{1,2} (?:min(?:ute)?|hour|day|week|month)s? ago|today|yesterday|[\s,|/·•–—()@:.\[\]-]",
    re.IGNORECASE,
)
_HAS_TIME = re.compile(rf"(?:{_DATE})|(?:{_TIME})|\bago\b|\btoday\b|\byesterday\b", re.IGNORECASE)
_BYLINE_LINE = re.compile(
    rf"{_BYLINE}(?:\s*[|·•–—-]\s*{_NAME}(?: {_NAME}){{0,3}}"
    rf"|\s*[|,·•–—-]\s*(?i:{_STAMP}|[^.,|]{{0,40}}"
    r"(?:correspondent|reporter|editor|writer|desk|staff|agency|agencies)))?"
)
_DATELINE = re.compile(rf"{_NAME}(?: {_NAME}){{0,3}}\s*[,|/–—-]\s*(?i:{_STAMP})\W*")
# What follows must be names, or else it is a headline: "Agency: 40 dead in flood".
_NAMED = re.compile(
    r"(?i:source|author|reporter|editor|edited by|written by|translated by|compiled by|agency"
    rf"|photo credit|image credit|credit|copyright holder)\s*:\s*"
    rf"{_NAME}(?:[ ,&/]+(?:{_NAME}|and|of|the|in|for|de|van|von|bin|al-\w+))*"
)
_FIELD = re.compile(
    r"(?:tags?|topics?|categor(?:y|ies)|section|keywords|filed under|location|dateline)"
    r"\s*:\s*\S.{0,120}",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\(?(?:(?:additional |with )?(?:reporting|writing|editing) by .{2,120}"
    r"|with (?:inputs? from .{2,60}|agencies|agency (?:reports|inputs?))\W*"
    r"|(?:file )?(?:photo|image|picture)s?(?: credit)?(?::| by| courtesy of| from) [^.]{2,80})",
    re.IGNORECASE,
)
_READING_TIME = re.compile(
    r"(?:reading time:? ?)?\d{1,2}[ -]min(?:ute)?s?(?: read)?", re.IGNORECASE
)
_AGENCY_LINE = re.compile(rf"{_AGENCY}\W*")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_CLOCK = (
    r"\d{1,2}[:.h]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?"
    r"(?:\s?\(?(?:[a-z]{3,4}|gmt\s?[+-]\d{1,2}(?::?\d{2})?)\)?)?"
)
# A day without its year, with a time or a label: "21 SEP, 14:07", "Updated: March 11 19:25".
_DAY_AND_TIME = re.compile(
    rf"(?:{_LABEL}(?:\s(?:on|at))?\s*[:|-]?\s*)?(?:{_WEEKDAY}[.,]?\s+)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?)"
    rf"(?:,?\s\d{{4}})?[\s,|/·•–—-]+{_CLOCK}\W*",
    re.IGNORECASE,
)
_CLOCK_ALONE = re.compile(rf"(?:{_LABEL}\s(?:at\s)?)?{_CLOCK}", re.IGNORECASE)
# "Our correspondent Published 9 June 2026 Updated 10 June 2026", "ePaper | 9 June 2026"
_NAMED_STAMP = re.compile(
    rf"[^.!?“”\"]{{1,60}}?\b(?i:(?:published|updated|posted)(?:\s(?:on|at))?)\s*[:|-]?\s*(?i:{_DATE})"
    rf"[^.!?]{{0,60}}|[^.!?|]{{1,40}}\s\|\s(?i:{_STAMP})"
    rf"|Published in [^.!?]{{2,50}}, (?i:{_STAMP}|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th),?\s\d{{4}})\W*"
)
_RELEASE = re.compile(
    r"(?:press (?:release|statement|communiqu[eé])|media (?:release|advisory)|communiqu[eé])"
    r"(?:\s*(?:no|nr|ref|number)\.?\s*:?\s*[\w./-]+|\s*[\d./-]+)?(?:\s*[|,–—-]\s*.{0,60}\d{4})?"
    r"|for immediate release|(?:ref|no)\.?\s*:?\s*[\w-]*\d[\w./-]*",
    re.IGNORECASE,
)
_PHOTO_AGENCIES = r"(?:Reuters|REUTERS|AFP|AP|AP Photo|EPA|Getty(?: Images)?|Anadolu|Xinhua|ANI)"
# Who took a picture, with or without what it shows; a sentence about a photographer has no mark.
_CAPTION = re.compile(
    r".{0,240}(?:\b(?:PHOTO|Photo|FOTO|IMAGE|Image|Picture|PHOTOGRAPH)\s?[|/:]\s?\S.{1,60}"
    r"|[.!?”\"] (?:PHOTO|Photo|IMAGE|Image|Picture|VIDEO|Video)s? (?:FROM|from|BY|by|COURTESY"
    r"|courtesy) [^.!?]{2,60}"
    r"|[\[(](?:[Ff]ile [Pp]hoto|[Pp]hoto(?:graph)?|[Ii]mage|[Pp]icture|[Cc]redit|FILE)\b"
    r"[^\])]{0,60}[\])]\W*"
    rf"|(?:\[[^\]]{{0,40}}|[(|][^)|]{{1,40}}/ ?){_PHOTO_AGENCIES}(?: Images| Photo)?[\])]"
    rf"|\b[A-Z][\w.’'-]+ ?/ ?{_PHOTO_AGENCIES})"
    r"|(?:Getty Images|Reuters|AFP|EPA|Anadolu|Shutterstock|Alamy)\s"
    r"(?:File photo|File picture|Image|Photo|Picture)\b.{0,160}"
)
_PICTURES_BY = re.compile(
    rf"(?:{_NAME}(?: {_NAME}){{1,3}}(?: in {_NAME}(?: {_NAME}){{0,2}})?[.,|;]?\s*)?"
    r"(?:Photographs?|Photography|Photos|Pictures|Graphics?|Illustrations?|Video) by "
    rf"{_NAME}(?: {_NAME}){{0,4}}\W*"
)
_WRITER = re.compile(
    r"(?:The|This) (?:writer|author|columnist|reviewer) "
    r"(?:is|was|teaches|works|heads|can be reached|tweets)\b.{3,180}"
)
_LETTERHEAD = re.compile(
    r"(?:The )?(?:Ministry|Office|Embassy|Permanent (?:Mission|Representation)|Department"
    r"|Government|Presidency|Consulate(?:[- ]General)?|Secretariat|Directorate(?:[- ]General)?"
    r"|Delegation|Press (?:Office|Service)) (?:of|for|to)\b[^.!?:;,]{3,90}",
    re.IGNORECASE,
)
_NAMES_ONLY = re.compile(
    rf"{_NAME}(?: (?:bin |al-|de |van |von |der )?{_NAME}){{1,3}}"
    rf"(?:(?: and |, | & ){_NAME}(?: (?:bin |al-|de |van |von |der )?{_NAME}){{1,3}})*"
    rf"(?:, {_NAME})?"
)
# What stands with a date: "By: A. Dator - @dator Daily.net", "Bishkek - Lake news agency".
_STRIP_STAMP = re.compile(
    rf"(?:{_LABEL}(?:\s(?:on|at))?\s*[:|-]?\s*)?(?:{_WEEKDAY}[.,]?\s+)?(?:{_DATE})"
    rf"|\d{{1,2}}/\d{{1,2}}/\d{{2}}(?!\d)|{_TIME}|{_LABEL}\b",
    re.IGNORECASE,
)
_STRIP_PIECE = re.compile(
    rf"(?:(?:[Bb]y|BY):? ?)?(?:{_NAME}(?: {_NAME}){{0,3}})?(?: ?@\w+)?(?: ?[\w-]+\.[a-z]{{2,4}})?"
    r"|[\w. ]{2,30} (?:news agency|agency|correspondent|desk|staff)"
)
_STRIP_MARK = re.compile(r"\||\b(?:[Bb]y|BY)\b|@\w|agency\b")
_STRIP_CUT = re.compile(r"\s*[|•·,:–—()\[\]]\s*|\s[-/]\s|\s[-/]\Z")
_ISSUE = re.compile(
    rf"(?:{_MONTH}(?: ?[-–/] ?{_MONTH})?|spring|summer|autumn|fall|winter) \d{{4}}"
    r" (?:issue|edition)"
    r"|(?:issue|vol(?:ume)?\.?|edition) (?:no\.? )?\d+\b.{0,40}",
    re.IGNORECASE,
)
_WORDS_BY = re.compile(
    r"(?:Words|Text|Story|Report|Reporting|Interview|Essay|Written|Reported) (?:and \w+ )?by "
    rf"{_NAME}(?: {_NAME}){{1,4}}\W*"
)
_BRIEFING = re.compile(
    r"(?:(?:Daily|Regular|Department|State Department|White House|Pentagon|Noon|Weekly|Foreign"
    r" Ministry|Special|On-the-Record|Transcript of) ){1,3}(?:Press |News |Media )?"
    r"(?:Briefing|Conference)(?:\W.{0,60}\d{4})?|Transcript|TRANSCRIPT"
)
# Who holds a briefing: "Ruth Alder, Department Spokesperson".
_IN_OFFICE = re.compile(
    rf"{_NAME}(?: {_NAME}){{1,3}}, (?:{_NAME} |of |for |the |and ){{0,6}}"
    r"(?:Spokes(?:person|man|woman)|Secretary|Minister|Director|Editor|Correspondent|Reporter"
    r"|Columnist)"
)
_PHOTO_ALONE = re.compile(
    rf"(?:{_PHOTO_AGENCIES}|Shutterstock|Alamy|iStock|AP Images)(?: ?/ ?[A-Z][\w .’'-]{{2,40}})?\W*"
)
# "Gina Popa teaches law at the University of Cluj." below a text.
_ABOUT_WRITER = re.compile(
    rf"(?P<name>(?:(?:Dr|Prof)\.? )?{_NAME}(?: (?:bin |al-|de |van |von |der )?{_NAME}){{1,3}}) "
    r"(?:teaches |writes (?:about|on|for)|covers |is (?:a |an |the )?(?:\w+[ -]){0,3}"
    r"(?:writer|columnist|journalist|author|professor|lecturer|fellow|researcher|historian"
    r"|reporter|correspondent|editor|contributor|analyst|economist|novelist)\b).{3,240}"
)
_PLACE_LINE = re.compile(rf"{_NAME}(?: {_NAME}){{0,2}}, (?:D\.C\.|{_NAME}(?: {_NAME})?)")
_KICKER = re.compile(
    r"(?:opinion|editorial|analysis|comment|commentary|explainer|interview|exclusive|feature|essay"
    r"|op-ed|column|letters?|review|live|breaking(?: news)?|investigation|perspective|viewpoint"
    r"|leader|profile|reportage|news analysis|guest essay|fact ?check)\W*",
    re.IGNORECASE,
)
_NO_AGENCIES = frozenset({"updated", "photos", "video", "opinion", "analysis", "exclusive", "live"})
_SOURCE = re.compile(r"(?:source|agency)\s*:\s*(?P<source>[^|;]{2,60})", re.IGNORECASE)
_LETTERHEAD_WORDS = 14
_LONGEST = 200  # characters; a longer line holds more than metadata


def _is_stamp(line: str) -> bool:
    """Tell whether nothing but dates, times and their labels stands in the line."""
    position = 0
    while position < len(line):
        piece = _STAMP_PIECE.match(line, position)
        if piece is None:
            return False
        position = piece.end()
    return _HAS_TIME.search(line) is not None


def is_metadata(line: str) -> bool:
    """Tell whether the whole line is about the publication: date, byline, credit, agency, tags."""
    if len(line) > _LONGEST:
        return False
    if _is_stamp(line):
        return True
    return any(
        pattern.fullmatch(line)
        for pattern in (
            _BYLINE_LINE,
            _DATELINE,
            _NAMED,
            _FIELD,
            _CREDIT,
            _READING_TIME,
            _AGENCY_LINE,
            _DAY_AND_TIME,
            _CLOCK_ALONE,
            _NAMED_STAMP,
            _RELEASE,
            _PICTURES_BY,
            _WRITER,
            _ISSUE,
            _WORDS_BY,
            _BRIEFING,
            _IN_OFFICE,
            _PHOTO_ALONE,
        )
    ) or _is_strip(line)


def _is_strip(line: str) -> bool:
    """Tell whether a line has a date, and beside it only names, labels and an address."""
    if _STRIP_MARK.search(line) is None:
        return False
    rest, stamps = _STRIP_STAMP.subn("|", line)
    pieces = (each.strip(" .-") for each in _STRIP_CUT.split(rest))
    return stamps > 0 and all(_STRIP_PIECE.fullmatch(each) for each in pieces)


def is_caption(line: str) -> bool:
    """Tell whether a line says what a picture shows and who took it."""
    return len(line) <= 2 * _LONGEST and _CAPTION.fullmatch(line) is not None


def names_only(line: str) -> bool:
    """Tell whether nothing but people's names could stand in the line."""
    return len(line) <= _LONGEST and _NAMES_ONLY.fullmatch(line) is not None


def is_letterhead(line: str) -> bool:
    """Tell whether a line could be nothing but the place, the kind or the office of a text."""
    if len(line.split()) > _LETTERHEAD_WORDS:
        return False
    return any(each.fullmatch(line) for each in (_LETTERHEAD, _PLACE_LINE, _KICKER))


def writer_named(line: str) -> str:
    """Return of whom a line below a text says what she does for a living, or nothing."""
    match = _ABOUT_WRITER.fullmatch(line) if len(line) <= 2 * _LONGEST else None
    return match["name"] if match is not None else ""


def glued_header(text: str, line: Span) -> int | None:
    """Return where the metadata ends that stands before the text in one line; None where none does.

    The rest must begin like a sentence: "27 February 2026 was cold" is a sentence about a date.
    """
    end = min(line.end, line.start + _LONGEST)
    position = line.start
    while (match := _CHUNK.match(text, position, end)) is not None and match.end() > position:
        position = match.end()
    if position == line.start:
        return None
    rest = text[position : line.end]
    is_apart = rest[:1].isspace() or text[position - 1] in "|·•:–—-,"
    return position if not rest or (is_apart and _BEGINS_TEXT.match(rest.lstrip())) else None


def source_in(header: str) -> str:
    """Return the agency or paper that a piece of metadata names, or nothing."""
    named = _SOURCE.search(header)
    if named is not None:
        return named["source"].strip()
    agency = re.search(_AGENCY, header)
    if agency is None or agency["agency"].lower() in _NO_AGENCIES:
        return ""
    return agency["agency"]
