"""Dates and times as English news writes them: patterns that are tried at one place of a text."""

from __future__ import annotations

import re

SP = r"[ \t\u00a0\u202f\n]{1,2}"
DASH = r"[ \u00a0]?[-–—][ \u00a0]?"
ONES = "one|two|three|four|five|six|seven|eight|nine"
TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
WORD_NUMBER = rf"(?i:(?:{TENS})(?:-(?:{ONES}))?|{TEENS}|{ONES})"
SCALE = r"(?i:hundred|thousand|million|billion|trillion|lakh|crore|dozen|mln|bln|bn)s?"
DIGITS = r"(?:\d{1,3}(?:,\d{2,3})+|\d{1,15})(?:\.\d{1,6})?"
NUMBER = (
    rf"(?:(?:{DIGITS}|{WORD_NUMBER}|a(?={SP}(?:hundred|thousand|million|billion|trillion|dozen)\b))"
    rf"(?:(?:(?:{SP}|-)?{SCALE}\b){{1,3}}(?:{SP}and{SP}(?:a{SP}half|{WORD_NUMBER}\b))?)?"
    r"(?![\w]))"
)
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)"
)
WEEKDAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\."
    r"|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)"
)
YEAR = r"(?:1[5-9]|20)\d\d"
PART = r"(?:morning|afternoon|evening|night|midnight|noon|midday|dawn)"
PERIOD = r"(?i:day|week|month|year|decade|centurie|century|weekend|fortnight)"
CLOCK_PERIOD = r"(?i:hour|minute|second)"
SEASON = r"(?i:spring|summer|autumn|fall|winter)"
ANY_PERIOD = rf"(?:(?:calendar|academic|fiscal|financial){SP})?{PERIOD}s?"
FEW = r"(?i:(?:a|the){0,1}[ ]{0,1}few|several|couple{SP}of|many|two or three)".replace("{SP}", SP)
AGO = r"(?i:ago|earlier|later|before|old|prior)"
DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
ZONE = r"(?:GMT|UTC|EST|EDT|PST|PDT|CET|BST|IST|PKT|AFT|ET|local time)"

_TIME = (
    rf"(?:(?:[01]?\d|2[0-4])(?:[:.][0-5]\d(?::[0-5]\d)?)?(?:{SP})?(?:[ap]\.m\.|[ap]m\b|AM\b|PM\b)"
    rf"|(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:])|(?:[01]\d|2[0-4])[0-5]\d(?={SP}{ZONE}))"
    rf"(?:{SP}(?:\({ZONE}\)|{ZONE})(?!\w))?"
)
_ISO = (
    r"(?:\d{4}[-/.](?:0?[1-9]|1[0-2])[-/.](?:[12]\d|3[01]|0?[1-9])"
    r"|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d))(?![\w])"
)
_DAY_MONTH = (
    rf"{DAY}(?:(?:{DASH}|{SP}(?:and|to){SP}){DAY})?{SP}(?:of{SP})?{MONTH}(?:,?{SP}{YEAR}(?!\d))?"
)
_MONTH_DAY = (
    rf"(?:(?i:late|early|mid)(?:{SP}|-))?{MONTH}"
    rf"(?:{SP}{DAY}(?![\d:%])(?!,\d)(?:{DASH}(?:{MONTH}{SP})?{DAY}(?!\d))?(?:,?{SP}{YEAR}(?!\d))?|,?{SP}{YEAR}(?!\d))?"
)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern + r"(?!\w)")


_Group = tuple[tuple[str, str, re.Pattern[str]], ...]

ABOUT_TIME = re.compile(rf"(?i:about|around|nearly|almost|just after|just before){SP}{_TIME}")
AT_DIGITS: _Group = (
    ("DATE", "date", re.compile(_ISO)),
    ("TIME", "clock", re.compile(_TIME)),
    ("DATE", "day-month", _compile(_DAY_MONTH)),
    ("DATE", "decade", _compile(r"(?:1[5-9]|20)\d0s")),
    ("DATE", "century", _compile(rf"\d\d?(?:st|nd|rd|th)(?:{SP}|-)[Cc]entury")),
    ("DATE", "years", _compile(rf"{YEAR}{DASH}(?:{YEAR}|\d\d)(?![,-])")),
)
AT_MONTH: _Group = (("DATE", "month", _compile(_MONTH_DAY)),)
AT_SHORT_MONTH: _Group = (
    (
        "DATE",
        "month",
        _compile(rf"{MONTH}{SP}(?:{DAY}(?![\d:%])(?:,?{SP}{YEAR}(?!\d))?|{YEAR})"),
    ),
)
AT_WEEKDAY: _Group = (
    ("TIME", "weekday-part", _compile(rf"(?:(?i:late|early){SP})?{WEEKDAY}{SP}{PART}")),
    (
        "DATE",
        "weekday-date",
        _compile(rf"{WEEKDAY},{SP}(?:{_MONTH_DAY}|{_DAY_MONTH})"),
    ),
    ("DATE", "weekday", _compile(rf"(?:(?i:late|early|mid)(?:{SP}|-))?{WEEKDAY}")),
)
_RELATIVE = (
    r"(?i:last|this|next|past|coming|previous|following|upcoming|current|same|recent|latter"
    r"|preceding)"
)
AT_RELATIVE: _Group = (
    ("TIME", "relative", _compile(rf"(?i:last|this|next|same){SP}{PART}")),
    ("TIME", "relative", _compile(rf"{_RELATIVE}{SP}(?:(?:{FEW}|{NUMBER}){SP})?{CLOCK_PERIOD}s")),
    (
        "DATE",
        "relative",
        _compile(
            rf"(?i:last|past|next|coming|first|final|previous|recent|following){SP}"
            rf"(?:(?i:few|several|couple{SP}of)|{NUMBER}){SP}{PERIOD}s?"
        ),
    ),
    (
        "DATE",
        "relative",
        _compile(rf"(?i:last|this|next){SP}(?:{MONTH}|{WEEKDAY}|{SEASON}|quarter|term)"),
    ),
    (
        "DATE",
        "relative",
        _compile(
            rf"(?i:last|this|next|past|previous|coming|following|current|recent|upcoming|preceding)"
            rf"{SP}{ANY_PERIOD}"
        ),
    ),
)
AT_EARLIER: _Group = (
    (
        "DATE",
        "earlier",
        _compile(
            rf"(?i:earlier|later){SP}(?i:this|last|next|that){SP}(?:{PERIOD}|{MONTH}|{SEASON})"
        ),
    ),
    ("DATE", "late-year", _compile(rf"(?i:late|early|mid)(?:{SP}|-){YEAR}")),
    ("DATE", "late-decade", _compile(rf"(?i:late|early|mid)(?:{SP}|-){YEAR}s")),
    (
        "TIME",
        "earlier",
        _compile(rf"(?i:earlier|late|early){SP}(?i:tonight|in the (?:day|evening))"),
    ),
    ("TIME", "early-hours", _compile(rf"early{SP}hours{SP}of{SP}{WEEKDAY}")),
    *AT_WEEKDAY,
    *AT_MONTH,
    ("DATE", "late-period", _compile(rf"(?i:late|early){SP}(?i:last|this|next){SP}{PERIOD}")),
)
AT_FEW: _Group = (
    ("TIME", "few", _compile(rf"{FEW}{SP}{CLOCK_PERIOD}s(?:{SP}{AGO})?")),
    ("DATE", "few", _compile(rf"{FEW}{SP}(?:more{SP})?{PERIOD}s(?:{SP}{AGO})?")),
)
AT_A: _Group = (
    (
        "DATE",
        "a-period-ago",
        _compile(rf"(?i:an?){SP}{PERIOD}{SP}(?i:ago|earlier|later|after|before)"),
    ),
    ("TIME", "an-hour-ago", _compile(rf"(?i:an?){SP}{CLOCK_PERIOD}{SP}(?i:ago|earlier|later)")),
    *AT_FEW,
)
AT_EVERY: _Group = (
    ("DATE", "every", _compile(rf"(?i:every|each){SP}(?:{PERIOD}|{WEEKDAY}|{MONTH}|{SEASON})")),
)
AT_TODAY: _Group = (
    ("DATE", "today", _compile(r"(?i:today|yesterday|tomorrow)")),
    ("TIME", "today", _compile(r"(?i:tonight|midnight|noon|midday)")),
)
AT_END: _Group = (
    (
        "DATE",
        "end-of",
        _compile(
            rf"(?i:end|beginning|start|middle|turn|course){SP}of{SP}(?:(?:the|this|last|next){SP})?"
            rf"(?:(?:fiscal|calendar){SP})?(?:{PERIOD}|{YEAR}|{_MONTH_DAY}|{SEASON})"
        ),
    ),
)
AT_SEASON: _Group = (("DATE", "season", _compile(rf"{SEASON}{SP}(?:of{SP})?{YEAR}")),)
AT_FISCAL: _Group = (
    ("DATE", "fiscal", _compile(rf"(?i:fiscal|financial){SP}(?:year{SP})?{YEAR}(?:-\d\d)?")),
    ("DATE", "fiscal", _compile(rf"FY(?:{SP})?(?:{YEAR}|\d\d)")),
)
AT_CENTURY: _Group = (
    ("DATE", "century", _compile(rf"(?i:nineteenth|twentieth|twenty-first|eighteenth){SP}century")),
)
# Bare plurals ("for years", "months of talks"), tried only where the words around them fit.
AT_PERIODS: _Group = (
    ("DATE", "periods", _compile(rf"{PERIOD}s(?:{SP}(?i:ago|earlier|later))?")),
    ("TIME", "periods", _compile(rf"{CLOCK_PERIOD}s(?:{SP}(?i:ago|earlier|later))?")),
)


def _triggers() -> dict[str, _Group]:
    groups: dict[str, _Group] = {}
    lists = (
        (
            AT_MONTH,
            "january february march april june july august september october november december "
            "jan jan. feb feb. mar. apr. jun. jul. aug aug. sep sep. sept sept. oct oct. nov "
            "nov. dec dec.",
        ),
        (AT_SHORT_MONTH, "mar apr jun jul sep"),
        (
            AT_WEEKDAY,
            "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays "
            "thursdays fridays saturdays sundays mon. tue. tues. wed. thu. thur. thurs. fri. "
            "sat. sun.",
        ),
        (
            AT_RELATIVE,
            "last this next past coming previous following upcoming current same recent preceding",
        ),
        (AT_EARLIER, "earlier later late early mid"),
        (AT_FEW, "few several couple many"),
        (AT_A, "a an"),
        (AT_EVERY, "every each"),
        (AT_TODAY, "today yesterday tomorrow tonight midnight noon midday"),
        (AT_END, "end beginning start middle turn course"),
        (AT_SEASON, "spring summer autumn fall winter"),
        (AT_FISCAL, "fiscal financial fy"),
        (AT_CENTURY, "nineteenth twentieth eighteenth"),
        (AT_PERIODS, "days weeks months years decades centuries hours minutes seconds"),
    )
    for group, words in lists:
        for word in words.split():
            groups[word] = group
    return groups


TRIGGERS = _triggers()
