"""Where sentences begin and end, in running news text of any quality."""

from __future__ import annotations

import re
from functools import lru_cache

from annotator.corpus.clauses import clause_at, clauses
from annotator.corpus.paragraphs import index_at, paragraph_at, paragraphs, pieces, trimmed
from annotator.corpus.quotations import quotation_at, quotations
from annotator.corpus.span import Span
from annotator.corpus.words import word_at, words

__all__ = [
    "clause_at",
    "clauses",
    "paragraph_at",
    "paragraphs",
    "quotation_at",
    "quotations",
    "sentence_at",
    "sentences",
    "word_at",
    "words",
]

_CLOSERS = "\"'”’»›)\\]}"
# Possessive quantifiers keep a million full stops in a row linear.
_STOP = re.compile(
    rf"[.!?…]++[{_CLOSERS}]*+[.!?…]*+(?:\[\d{{1,3}}\])?"
    rf"|[。！？｡]++[」』”’）{_CLOSERS}]*+|[؟۔।॥]++[{_CLOSERS}]*+"
)
_BEFORE = re.compile(r"[^\s(\[\"“‘'«„]*\Z")
_OPENERS = "\"'“‘«‹„([¿¡—–-"
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\Z")
_LOOK_BACK = 24


def _words_of(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Before a name, never at the end of a sentence; written with a capital.
_TITLES = _words_of(
    """
    Mr Mrs Ms Messrs Mme Mlle Dr Prof Rev Hon St Sen Sens Rep Reps Gov Govs Pres Amb Gen Gens Lt Col
    Cols Maj Capt Cpt Cmdr Adm Sgt Sgts Cpl Brig Insp Supt Det Fr Msgr Sr Sra Mt Ft Lt-Gen Maj-Gen
    Brig-Gen Lt-Col Hr
    """
)
# In the middle of a sentence, whatever follows.
_LINKS = _words_of("vs eg e.g ie i.e viz cf approx ca")
# May end a sentence: then a word that begins sentences must follow.
_SHORT = _words_of(
    """
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun
    Inc Corp Co Ltd LLC Plc PLC Bros Dept Jr Ph.D Ave Blvd Rd Gov't Govt Intl Assn Univ
    inc corp co ltd plc dept etc al a.m p.m jr
    """
)
_BEFORE_FIGURES = _words_of(
    "jan feb mar apr jun jul aug sep sept oct nov dec no nos art sec fig vol pp p"
)
_STARTERS = _words_of(
    """
    the a an this that these those it its he she they we you i his her their our in on at by for
    from after before but and or yet so if when while as since although though however meanwhile
    earlier later also there here what who why how where both several some many most more no not
    according despite during under with without all each one two three separately asked speaking
    officials authorities last on analysts witnesses residents then now such another other
    """
)
_LONGEST_SHORT = max(map(len, _TITLES | _LINKS | _SHORT | _BEFORE_FIGURES))
_NEXT_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def _next_word(text: str, position: int) -> str:
    match = _NEXT_WORD.search(text, position, position + 40)
    return match.group() if match else ""


def _token_before(text: str, start: int, position: int) -> str:
    """Return the word that ends at a full stop; the look back is bounded to stay linear."""
    begin = max(start, position - _LOOK_BACK)
    word = text[begin:position].rpartition(" ")[2]
    if word.isalnum():  # mostly
        return word
    match = _BEFORE.search(text, begin, position)
    return match.group() if match else ""


def _first_after(text: str, position: int, end: int) -> int | None:
    while position < end and text[position].isspace():
        position += 1
    return position if position < end else None


def _is_after_abbreviation(text: str, start: int, stop: int, follows: int) -> bool:
    """Tell whether the full stop at ``stop`` belongs to an abbreviation that goes on."""
    token = _token_before(text, start, stop)
    if len(token) > _LONGEST_SHORT and token.isalpha() and "-" not in token:
        return False
    if token.lower() in _BEFORE_FIGURES and text[follows].isdigit():
        return True
    if token.rpartition("-")[2] in _TITLES or token.lower() in _LINKS:
        return True
    if token in _SHORT or ("." in token and _INITIALS.match(token)):
        word = _next_word(text, follows)
        return word.lower() not in _STARTERS or not word[:1].isupper()
    if len(token) == 1 and token.isalpha() and token.isupper():
        return token != "I" and (_next_word(text, follows).lower() not in _STARTERS)
    return token.isdigit() and len(token) < 3 and not text[start : stop - len(token)].strip()


def _is_glued(text: str, start: int, match: re.Match[str], end: int) -> bool:
    """Tell whether a sentence ends here although the space is lost ("talks.The envoy")."""
    position = match.end()
    if match.group() not in {".", "!", "?", ".”", '."'} or position + 1 >= end:
        return False
    token = _token_before(text, start, match.start())
    following = text[position : position + 2]
    return (
        len(token) > 2
        and token.isalpha()
        and token.islower()
        and following[0].isupper()
        and (following[1].islower() or following[1].isspace())
    )


def _ends_sentence(text: str, start: int, match: re.Match[str], end: int) -> bool:
    position = match.end()
    if position == end or match.group()[0] in "。！？｡؟۔।॥":
        return True
    follows = _first_after(text, position, end)
    if follows is None:
        return True
    if follows == position:
        return _is_glued(text, start, match, end)
    character = text[follows]
    if character.islower():
        return False
    mark = match.group()
    if mark[-1] in "\"'”’»›" and mark[0] in "!?…" and _is_reporting(text, follows):
        return False
    if mark == ".":
        return not _is_after_abbreviation(text, start, match.start(), follows)
    return character.isalnum() or character in _OPENERS or not character.isascii()


_REPORTING = re.compile(
    r"[^\W\d_]\w+(?: [^\W\d_]\w+){0,2} (?:said|says|asked|added|told|wrote|replied|shouted|cried)\b"
)


def _is_reporting(text: str, position: int) -> bool:
    """Tell whether the quotation's speaker follows, as in ``"Why?" Mironenko asked``."""
    return _REPORTING.match(text, position, position + 80) is not None


@lru_cache(maxsize=256)
def _split(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Split one paragraph; the sentences cover all of it but the white space between them."""
    found: list[Span] = []
    begin = start
    for match in _STOP.finditer(text, start, end):
        if match.end() > begin and _ends_sentence(text, begin, match, end):
            sentence = trimmed(text, begin, match.end())
            if sentence is not None:
                found.append(sentence)
            begin = match.end()
    rest = trimmed(text, begin, end)
    if rest is not None:
        found.append(rest)
    return tuple(found)


def sentences(text: str, within: Span | None = None) -> tuple[Span, ...]:
    """Return the sentences in order, without white space around them; none crosses a paragraph.

    With ``within`` (a zone, say) those of that stretch, as if nothing stood around it.
    """
    return tuple(
        sentence
        for piece in pieces(text, within)
        for sentence in _split(text, piece.start, piece.end)
    )


def sentence_at(text: str, offset: int) -> Span | None:
    """Return the sentence at an offset, or the nearest before it; None in a text of white space."""
    paragraph = paragraph_at(text, offset)
    if paragraph is None:
        return None
    found = _split(text, paragraph.start, paragraph.end)
    index = index_at(found, offset)
    return None if index is None else found[index]
