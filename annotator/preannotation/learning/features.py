"""What the learned layer sees of each word: its form, its neighbours, and what the rules say.

Everything comes as columns, one per template, over the words of all stretches of a text one after
another with two empty places between them, so that a neighbour is a neighbour in the same stretch.
A feature holds single words or affixes only, never a longer passage.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from annotator.preannotation.found import Found
from annotator.preannotation.reading import Line, Reading

LONGEST_STRETCH = 120  # words; a longer line is cut where a sentence may begin
LONGEST_WORD = 40  # code points of a word that count
_GAP = 2
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_REPEATED = re.compile(r"(.)\1+")

TEMPLATES = (
    *("bias", "word", "word-1", "word+1", "word-2", "word+2", "shape", "shape-1", "shape+1"),
    *("prefix", "suffix2", "suffix3", "rule", "rule-1", "rule+1", "by", "sure", "rule|word"),
    *("rule|word-1", "first", "last", "run", "before", "after", "name", "line", "begins"),
    *("again", "elsewhere"),
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words ``[first, last)`` of a reading; the first one stands in row ``row``."""

    first: int
    last: int
    row: int


@dataclass(frozen=True, slots=True)
class Columns:
    """``values[t][r]`` is what template ``t`` says about row ``r``; empty: nothing."""

    stretches: tuple[Stretch, ...]
    values: tuple[list[str], ...]


@dataclass(frozen=True, slots=True)
class _Look:
    word: str
    shape: str
    prefix: str
    suffix2: str
    suffix3: str
    is_capital: bool


@lru_cache(maxsize=50_000)
def _look(word: str) -> _Look:
    """Return how a word looks, digits being all the same."""
    word = word[:LONGEST_WORD]
    folded = _DIGIT.sub("0", word.casefold())
    kinds = "".join(_kind_of(letter) for letter in word)
    is_long = len(folded) > 3
    return _Look(
        folded,
        _REPEATED.sub(r"\1\1", kinds)[:8],
        folded[:3] if is_long else "",
        folded[-2:] if is_long else "",
        folded[-3:] if is_long else "",
        word[:1].isupper(),
    )


def _kind_of(letter: str) -> str:
    if letter.isupper():
        return "X"
    if letter.isdigit():
        return "0"
    return "x" if _LETTER.match(letter) else letter


_NOTHING = _Look("", "", "", "", "", is_capital=False)


def places(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Return the words ``[first, last)`` that a span touches."""
    first = bisect_left(reading.ends, start + 1)
    return first, bisect_left(reading.starts, end, lo=first)


def columns(reading: Reading, found: Sequence[Found]) -> Columns:
    """Return the features of all words that are read for names; ``found`` is what the rules say."""
    stretches: list[Stretch] = []
    order: list[int] = [-1] * _GAP
    lines: list[str] = [""] * _GAP
    for number, line in enumerate(each for each in reading.lines if not each.is_facts):
        for first, last in _stretches(reading, line):
            stretches.append(Stretch(first, last, len(order)))
            order += [*range(first, last), *[-1] * _GAP]
            told = f"{line.style}{'1' if number == 0 else ''}"
            lines += [*[told] * (last - first), *[""] * _GAP]
    values = _values(reading, found, order, lines)
    return Columns(tuple(stretches), tuple(values[each] for each in TEMPLATES))


def _stretches(reading: Reading, line: Line) -> Iterator[tuple[int, int]]:
    first = line.first
    while line.last - first > LONGEST_STRETCH:
        end = first + LONGEST_STRETCH
        openings = (at for at in range(end, first, -1) if reading.opens[at])
        end = next(openings, end)
        yield first, end
        first = end
    yield first, line.last


def _values(
    reading: Reading, found: Sequence[Found], order: Sequence[int], lines: list[str]
) -> dict[str, list[str]]:
    looks = [_NOTHING if at < 0 else _look(reading.words[at]) for at in order]
    word, shape = [each.word for each in looks], [each.shape for each in looks]
    values = {"bias": ["1"] * len(order), "word": word, "shape": shape, "line": lines}
    values["prefix"] = [each.prefix for each in looks]
    values["suffix2"] = [each.suffix2 for each in looks]
    values["suffix3"] = [each.suffix3 for each in looks]
    for step in (-2, -1, 1, 2):
        values[f"word{step:+}"] = _moved(word, step)
    for step in (-1, 1):
        values[f"shape{step:+}"] = _moved(shape, step)
    values["name"] = [_known(reading, at) for at in order]
    values["begins"] = ["1" if at >= 0 and reading.opens[at] else "" for at in order]
    values.update(_runs(looks))
    values.update(_by_rules(reading, found, order, word))
    values["again"] = _again(looks)
    values["elsewhere"] = _elsewhere(word, values["rule"])
    return values


def _moved(column: list[str], step: int) -> list[str]:
    """Return what stands ``step`` rows further on."""
    empty = [""] * abs(step)
    return [*column[step:], *empty] if step > 0 else [*empty, *column[:step]]


def _known(reading: Reading, at: int) -> str:
    known = reading.known[at] if at >= 0 else None
    return "" if known is None else f"{known[0].kind}-{known[0].strength}"


def _runs(looks: Sequence[_Look]) -> dict[str, list[str]]:
    """Say of words in a row with a capital: the last of them, and what stands around the row."""
    size = len(looks)
    run, before, after = [""] * size, [""] * size, [""] * size
    at = 0
    while at < size:
        if not looks[at].is_capital:
            at += 1
            continue
        end = at
        while end < size and looks[end].is_capital:
            end += 1
        length = end - at
        run[at:end] = [looks[end - 1].word] * length
        before[at:end] = [looks[at - 1].word] * length
        after[at:end] = [looks[end].word if end < size else ""] * length
        at = end
    return {"run": run, "before": before, "after": after}


def _by_rules(
    reading: Reading, found: Sequence[Found], order: Sequence[int], word: list[str]
) -> dict[str, list[str]]:
    size = len(reading.words)
    tag, by, sure, first, last = (["O"] * size, *([""] * size for _ in range(4)))
    for each in found:
        if each.kind != "mention":
            continue
        begin, end = places(reading, each.span.start, each.span.end)
        if begin >= end:
            continue
        for at in range(begin, end):
            tag[at] = f"{'B' if at == begin else 'I'}-{each.label}"
            by[at] = f"{tag[at]}|{each.rule}"
            sure[at] = f"{tag[at]}|{int(each.confidence * 5)}"
            first[at] = f"{tag[at]}|{_look(reading.words[begin]).word}"
            last[at] = f"{tag[at]}|{_look(reading.words[end - 1]).word}"
    rule = ["" if at < 0 else tag[at] for at in order]
    by_order = {"by": by, "sure": sure, "first": first, "last": last}
    values = {
        name: ["" if at < 0 else column[at] for at in order] for name, column in by_order.items()
    }
    values["rule"] = rule
    values["rule-1"], values["rule+1"] = _moved(rule, -1), _moved(rule, 1)
    values["rule|word"] = [f"{one}|{two}" for one, two in zip(rule, word, strict=True)]
    previous = _moved(word, -1)
    values["rule|word-1"] = [f"{one}|{two}" for one, two in zip(rule, previous, strict=True)]
    return values


def _again(looks: Sequence[_Look]) -> list[str]:
    """Say of a word with a capital whether the article had it with a capital before."""
    seen: set[str] = set()
    column = []
    for each in looks:
        column.append("1" if each.is_capital and each.word in seen else "")
        if each.is_capital:
            seen.add(each.word)
    return column


def _elsewhere(word: Sequence[str], rule: Sequence[str]) -> list[str]:
    """Say of a word what the rules first took it for in this article, with its own tag."""
    taken: dict[str, str] = {}
    for each, tag in zip(word, rule, strict=True):
        if len(tag) > 1:
            taken.setdefault(each, tag)
    return [
        f"{tag}|{taken[each]}" if each in taken else ""
        for each, tag in zip(word, rule, strict=True)
    ]
