"""Numbers with what they count: bare, ordinal, money, percent, measures, durations and ages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.corpus.span import Span
from annotator.preannotation.found import Found
from annotator.preannotation.names.lexicon import words
from annotator.preannotation.numbers import dates
from annotator.preannotation.numbers.dates import CLOCK_PERIOD, DIGITS, NUMBER, PERIOD, SP, YEAR
from annotator.preannotation.reading import Line, Reading

_ABOUT = (
    rf"(?i:at{SP}least|at{SP}most|(?:no{SP})?(?:more|less|fewer){SP}than|as{SP}(?:many|much|few){SP}as"
    rf"|up{SP}to|(?:an{SP})?estimated|about|around|some|nearly|almost|(?:well{SP})?over|roughly"
    rf"|approximately|under|close{SP}to|upwards{SP}of|just{SP}(?:over|under))"
)
_RANGE = rf"{NUMBER}(?:(?:{SP}(?:to|or){SP}|[-–])(?:{NUMBER}))?"
_VALUE = rf"(?:{_ABOUT}{SP})?(?:{_RANGE})"
_SIGN = r"(?:US|A|C|HK|NZ|S|R|CA|AU)?[$€£¥₹₽₺₩₪₦₱₫₴₵৳฿₸]"
_MANY = r"(?i:tens|dozens|scores|hundreds|thousands|millions|billions|trillions)"
_MANY_OF = rf"{_MANY}(?:{SP}of{SP}{_MANY})?"
_CURRENCY = (
    r"(?:(?:US|U\.S\.|Canadian|Australian|Hong{SP}Kong|Singapore|Pakistani|Indian|Iranian|Turkish|Saudi"
    r"|Russian|Chinese|British|Swiss|Kuwaiti|Iraqi|Afghan){SP})?"
    r"(?i:dollars?|cents?|euros?|pounds?(?:{SP}sterling)?|rupees?|rou?bles?|yuan|renminbi|yen|won|afghanis?"
    r"|rials?|riyals?|lira|liras|dinars?|dirhams?|francs?|pesos?|rand|shekels?|hryvnias?|tenge|takas?"
    r"|baht|ringgit|rupiah|naira|shillings?|crowns?|kronor|kroner|zlotys?|pence|bitcoins?)"
    r"|(?:USD|EUR|GBP|PKR|INR|RUB|CNY|JPY|AED|SAR|Rs|AFN|IRR|TRY|CHF)\b\.?"
).replace("{SP}", SP)
_UNIT = (
    r"(?i:(?:square|cubic|nautical|metric){SP})?"
    r"(?i:kilometers?|kilometres?|meters?|metres?|centimeters?|centimetres?|millimeters?|millimetres?"
    r"|miles?|feet|foot|inch|inches|yards?|acres?|hectares?|tons?|tonnes?|kilograms?|kilogrammes?|grams?"
    r"|kilos?|pounds(?={SP}of)|ounces?|liters?|litres?|gallons?|barrels?|bushels?|watts?|kilowatts?|megawatts?"
    r"|gigawatts?|volts?|degrees?(?:{SP}(?:Celsius|Fahrenheit))?|knots?|kilotons?|megatons?)"
    r"|(?:km|kms|cm|mm|kg|kgs|mph|kph|km/h|sq{SP}km|MW|GW|kWh|GB|TB|MB|Hz|GHz|°C|°F|mm|bpd)\b"
    r"|m(?=[ .,;)])(?!\.\w)"
).replace("{SP}", SP)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern + r"(?!\w)")


_JOIN = rf"(?:{SP}|-)?"
_GLUED = rf"(?:{_ABOUT}{SP})?{DIGITS}"
_AT_NUMBER: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "PERCENT",
        "percent",
        re.compile(rf"{_VALUE}{_JOIN}(?:%|(?i:per(?:{SP})?cent|percentage{SP}points?)\b)"),
    ),
    ("MONEY", "currency", _compile(rf"{_VALUE}{_JOIN}(?:{_CURRENCY})")),
    ("DATE", "age", _compile(rf"(?:{_VALUE})(?:-|{SP})(?i:year|month|week|day)s?(?:-|{SP})olds?")),
    (
        "DATE",
        "duration",
        _compile(
            rf"{_VALUE}(?:{SP}(?:more|consecutive|straight|full|working){SP}|{SP}|-){PERIOD}s?(?:{SP}{dates.AGO})?"
        ),
    ),
    ("TIME", "duration", _compile(rf"{_VALUE}(?:{SP}|-){CLOCK_PERIOD}s?(?:{SP}{dates.AGO})?")),
    ("QUANTITY", "measure", _compile(rf"{_VALUE}{_JOIN}(?:{_UNIT})")),
    (
        "CARDINAL",
        "fraction",
        _compile(r"(?i:one|two|three)(?:-| )(?i:half|halves|thirds?|quarters?|fourths?|fifths?)"),
    ),
    ("PERCENT", "percent", _compile(rf"{_GLUED}pc")),
    (
        "QUANTITY",
        "measure",
        _compile(rf"{_GLUED}(?:km|kms|kg|kgs|cm|mm|m|ft|mph|kph|bpd|MW|GW|GB)"),
    ),
    ("CARDINAL", "number", _compile(rf"{_GLUED}(?:mn|bn|tn|k)")),
    ("CARDINAL", "number", re.compile(_VALUE)),
)
_AT_FRACTION = (
    (
        "CARDINAL",
        "fraction",
        _compile(
            r"(?i:(?:an? |one[ -])(?:half|third|quarter|fourth|fifth|sixth|tenth)|half)"
            r"(?= of (?:the|its|their|all|them|those|his|her)\b)"
        ),
    ),
)
_AT_SIGN: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "MONEY",
        "currency-sign",
        _compile(
            rf"(?:{_ABOUT}{SP})?(?:{_SIGN}|(?:USD|EUR|GBP|PKR|INR|AED|Rs)\.?)[ \u00a0]?{NUMBER}"
            rf"(?:[-–](?:{_SIGN})?{NUMBER})?(?:[mbk]|tn)?"
        ),
    ),
    (
        "MONEY",
        "currency-sign",
        _compile(rf"(?:{_ABOUT}{SP})?(?:{_SIGN}|Rs\.?)[ ]?\d[\d,.]{{0,15}}(?:mn|bn|tn|[mbk])"),
    ),
)
_AT_MANY: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("MONEY", "currency", _compile(rf"{_MANY_OF}{SP}of{SP}{_CURRENCY}")),
    ("DATE", "duration", _compile(rf"{_MANY_OF}{SP}of{SP}{PERIOD}s")),
    ("QUANTITY", "measure", _compile(rf"{_MANY_OF}{SP}of{SP}(?:{_UNIT})")),
    ("CARDINAL", "many", _compile(_MANY_OF)),
)
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "hundredth thousandth"
)
_AT_ORDINAL: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "DATE",
        "quarter",
        _compile(
            rf"(?i:first|second|third|fourth|\d(?:st|nd|rd|th)){SP}(?:quarter|half)(?:{SP}of{SP}"
            rf"(?:the{SP}year|(?:(?:this|last|next){SP})?year|{YEAR}))"
        ),
    ),
    (
        "DATE",
        "relative",
        _compile(rf"(?i:first|final){SP}(?:(?i:few)|{NUMBER}){SP}{PERIOD}s"),
    ),
    (
        "DATE",
        "nth-period",
        _compile(
            rf"(?i:{_ORDINAL_WORDS.replace(' ', '|')}|\d{{1,2}}(?:st|nd|rd|th)){SP}"
            r"(?:(?:straight|consecutive|successive)[ ])?(?:day|week|month|year|quarter)"
        ),
    ),
    (
        "ORDINAL",
        "ordinal",
        _compile(rf"\d{{1,4}}(?:st|nd|rd|th)|(?i:{_ORDINAL_WORDS.replace(' ', '|')})"),
    ),
)
_NUMBER_WORDS = words(f"{dates.ONES}|{dates.TEENS}|{dates.TENS}".replace("|", " "))
_ORDINALS = words(_ORDINAL_WORDS)
_MANY_WORDS = words("tens dozens scores hundreds thousands millions billions trillions")
_ABOUT_WORDS = words(
    """at more less fewer no as up an estimated about around some nearly almost well over roughly
    approximately under close upwards just"""
)
_AFTER_ABOUT = re.compile(rf"{_ABOUT}{SP}(?={_SIGN}|(?:USD|EUR|GBP|PKR|INR|AED|Rs)\b|{NUMBER}|\d)")
_LABELLED = words(
    """article articles section resolution no. no number page chapter flight room channel route
    highway clause rule annex gate terminal level version windows unit block apollo type
    mark boeing airbus"""
)
_NOT_ONE_AFTER = words("no any every each some this that the another which only other loved number")
_COUNTED = words(
    """people soldiers troops civilians men women children workers migrants refugees fighters
    houses homes families students cases deaths jobs euros dollars tons tonnes points votes
    seats members"""
)
_BEFORE_MAY = words(
    "in since last this next of until till from by on late early mid during through before after"
)
_CODES = words("rs rs. usd eur pkr inr gbp aed")
_YEAR_ONLY = re.compile(rf"{YEAR}(?![\d%])")
_DIGITS_ONLY = re.compile(r"\d+")
_SIGNS = frozenset("$€£¥₹₽₺₩₪₦₱₫₴₵৳฿₸")
_SCALE = r"(?:m|bn|tn|k|million|billion|trillion|lakh|crore)\b"
# "N5m", "Sh300,000": the sign of a currency that is a letter needs a scale or thousands behind it.
_LETTERED = re.compile(
    r"(?:N|Sh|[KTU]?Sh|[KTU]sh|Tk|Rp|RM|GHS|NGN|KES|P|R|Le)\.?[ ]?"
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?(?=[ ]?{_SCALE}))(?:[ ]?{_SCALE})?"
)
_LETTERED_START = re.compile(r"(?:N|Sh|[KTU]?Sh|[KTU]sh|Tk|Rp|RM|GHS|NGN|KES|P|R|Le)\.?\d")
_LETTERS = frozenset(("sh", "ksh", "tsh", "ush", "tk", "rp", "rm", "ghs", "ngn", "kes"))
_GLUE = frozenset("#@/_\\~+=^&")


def find(reading: Reading) -> Iterator[Found]:
    """Yield dates, times and numbers, none overlapping another, and mark their words as taken."""
    for line in reading.lines:
        index = line.first
        while index < line.last:
            known = reading.known[index]
            if known is not None and known[1] > 1 and known[0].strength == "strong":
                index += known[1]
                continue
            found = _at(reading, line, index)
            if found is None:
                index += 1
                continue
            yield found
            while index < line.last and reading.starts[index] < found.span.end:
                reading.taken[index] = True
                index += 1


def _at(reading: Reading, line: Line, index: int) -> Found | None:
    lower = reading.lower[index]
    first = lower[0]
    group = dates.TRIGGERS.get(lower)
    if group is not None:
        found = _date(reading, line, index, group)
        if found is not None:
            return found
    if first.isdigit() or first in _SIGNS or lower[-1] in _SIGNS:
        return _digits(reading, line, index)
    if line.is_facts:
        return None
    if lower in _NUMBER_WORDS or lower in _ABOUT_WORDS or lower in ("a", "half"):
        return _words(reading, line, index, lower)
    if lower in _MANY_WORDS:
        return _first(reading, line, index, _AT_MANY)
    if lower in _ORDINALS and not _in_name(reading, line, index):
        return _first(reading, line, index, _AT_ORDINAL)
    if lower in _CODES or (lower[:2] == "rs" and lower[2:3].isdigit()):
        return _first(reading, line, index, _AT_SIGN)
    if lower in _LETTERS or (first in "nskturgpl" and _LETTERED_START.match(reading.words[index])):
        return _first(reading, line, index, (("MONEY", "currency-sign", _LETTERED),))
    if lower == "may":
        return _may(reading, line, index)
    return None


def _first(
    reading: Reading,
    line: Line,
    index: int,
    group: tuple[tuple[str, str, re.Pattern[str]], ...],
    confidence: float = 0.9,
) -> Found | None:
    start = reading.starts[index]
    for label, rule, pattern in group:
        match = pattern.match(reading.text, start, line.end)
        if match is not None and match.end() > start:
            return Found("mention", Span(start, match.end()), label, confidence, rule)
    return None


def _date(
    reading: Reading,
    line: Line,
    index: int,
    group: tuple[tuple[str, str, re.Pattern[str]], ...],
) -> Found | None:
    word = reading.words[index]
    if group in (dates.AT_MONTH, dates.AT_SHORT_MONTH, dates.AT_WEEKDAY) and not word[0].isupper():
        return None
    if group is dates.AT_PERIODS and not _stands_alone(reading, line, index):
        return None
    return _first(reading, line, index, group)


def _stands_alone(reading: Reading, line: Line, index: int) -> bool:
    """Tell whether a bare "years" is a span of time: "for years", "months of talks"."""
    before = reading.lower[index - 1] if index > line.first else ""
    after = reading.lower[index + 1] if index + 1 < line.last else ""
    return before in ("for", "within") or after in ("of", "ago", "later", "earlier", "before")


def _may(reading: Reading, line: Line, index: int) -> Found | None:
    if reading.words[index] != "May":
        return None
    before = reading.lower[index - 1] if index > line.first else ""
    after = reading.words[index + 1] if index + 1 < line.last else ""
    if after[:1].isdigit() or before in _BEFORE_MAY:
        return _first(reading, line, index, dates.AT_MONTH)
    return None


def _digits(reading: Reading, line: Line, index: int) -> Found | None:
    text, start = reading.text, reading.starts[index]
    before = text[start - 1] if start > line.start else " "
    lower = reading.lower[index]
    if before.isalnum() or before in _GLUE or (before in "-–." and _is_word_before(text, start)):
        return None
    if lower[0] in _SIGNS or lower[-1] in _SIGNS:
        return _first(reading, line, index, _AT_SIGN)
    found = _first(reading, line, index, dates.AT_DIGITS, 0.95)
    if found is not None or line.is_facts:
        return found
    if index > line.first and reading.lower[index - 1] in _LABELLED:
        return None
    found = _first(reading, line, index, (*_AT_ORDINAL, *_AT_NUMBER))
    if found is None or found.rule != "number":
        return found
    return _bare(reading, line, index, found)


def _is_word_before(text: str, start: int) -> bool:
    return start > 1 and text[start - 2].isalnum()


def _bare(reading: Reading, line: Line, index: int, found: Found) -> Found | None:
    """Judge a number that counts nothing we know: a year, an age, a count, or noise."""
    text, span = reading.text, found.span
    if _is_numeral(reading, line, index):
        return None
    if line.last - line.first == 1 or _is_noise(reading, line, index, found):
        return None
    after = text[span.end : span.end + 2]
    if after[:1] in ("/", ":", "_") or (after[:1] == "." and after[1:].isdigit()):
        return None
    if _YEAR_ONLY.fullmatch(text, span.start, span.end):
        following = reading.lower[index + 1] if index + 1 < line.last else ""
        if following not in _COUNTED:
            return Found("mention", span, "DATE", 0.85, "year")
    before = text[max(span.start - 2, line.start) : span.start]
    if before in (", ", ",\u00a0") and after[:1] == "," and 15 < _whole(text, span) < 100:
        is_name = index > 1 and reading.words[index - 2][:1].isupper()
        if is_name:
            return Found("mention", span, "DATE", 0.7, "age")
    if reading.lower[index - 1] == "aged" and index > line.first:
        return Found("mention", span, "DATE", 0.7, "age")
    return found


def _whole(text: str, span: Span) -> int:
    digits = text[span.start : span.end]
    return int(digits) if _DIGITS_ONLY.fullmatch(digits) and len(digits) < 4 else 0


def _is_numeral(reading: Reading, line: Line, index: int) -> bool:
    """Tell whether a number at the beginning of a line only counts the line: "3. The Council"."""
    is_first = index == line.first
    is_bracketed = index == line.first + 1 and reading.words[line.first] == "("
    if not (is_first or is_bracketed) or index + 2 >= line.last:
        return False
    if reading.words[index].rstrip(".)").isdigit() and reading.words[index][-1] in ".)":
        return reading.words[index + 1][0].isupper()
    is_marked = reading.words[index + 1] in (".", ")") and reading.touches(index)
    return is_marked and not reading.words[index + 2][0].islower()


def _is_noise(reading: Reading, line: Line, index: int, found: Found) -> bool:
    """Tell whether the number only follows a date at the end of a line ("2026-02-28 403")."""
    is_last = found.span.end >= line.end
    return is_last and index > line.first and reading.text[found.span.start - 2].isdigit()


def _words(reading: Reading, line: Line, index: int, lower: str) -> Found | None:
    start = reading.starts[index]
    if lower in ("a", "one", "half"):
        found = _first(reading, line, index, _AT_FRACTION)
        if found is not None:
            return found
    if lower in _ABOUT_WORDS:
        head = _AFTER_ABOUT.match(reading.text, start, line.end)
        if head is None:
            return None
        about_time = (("TIME", "clock", dates.ABOUT_TIME),)
        found = _first(reading, line, index, (*about_time, *_AT_SIGN, *_AT_NUMBER))
        if (
            found is not None
            and found.rule == "number"
            and lower in ("about", "around", "some", "over")
        ):
            return _approximate(reading, found)
        return found
    if lower == "one" and _is_no_number(reading, line, index):
        return None
    if not reading.opens[index] and _in_name(reading, line, index):
        return None
    found = _first(reading, line, index, _AT_NUMBER)
    if found is not None and found.span.end - start == 1:
        return None
    return found


def _approximate(reading: Reading, found: Found) -> Found:
    """Read "around 2010" as a year."""
    match = re.search(rf"{YEAR}$", found.span.covered(reading.text))
    return Found("mention", found.span, "DATE", 0.6, "year") if match else found


def _is_no_number(reading: Reading, line: Line, index: int) -> bool:
    before = reading.lower[index - 1] if index > line.first else ""
    after = reading.lower[index + 1] if index + 1 < line.last else ""
    is_glued = reading.touches(index) and after == "-"
    return (
        before in _NOT_ONE_AFTER
        or after in ("another", "'s", "day", "can", "should", "must")
        or (
            is_glued
            and reading.lower[min(index + 2, line.last - 1)] not in ("year", "day", "month", "week")
        )
    )


def _in_name(reading: Reading, line: Line, index: int) -> bool:
    """Tell whether a capitalised number word stands inside a name ("First Lady")."""
    if line.style != "plain" or not reading.words[index][0].isupper():
        return False
    after = reading.words[index + 1] if index + 1 < len(reading.words) else ""
    before = reading.words[index - 1] if index else ""
    return after[:1].isupper() or (before[:1].isupper() and not reading.opens[index - 1])
