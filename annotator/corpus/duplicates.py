"""Sentences that stand, nearly word for word, in several articles, and the articles they tie.

A word here is a run of letters or digits, upper and lower case being the same. A sentence is the
set of its word 3-grams (Broder, "On the resemblance and containment of documents", 1997). Two
sentences of different articles are near-duplicates where

    containment = |A and B| / min(|A|, |B|)

is at least ``LEAST_CONTAINMENT``: at least half of the shorter one stands in the longer. What is
short agrees by chance, or because of a long name: only sentences of headlines, subheadings and
bodies with at least ``LEAST_WORDS`` words are compared, and they must share ``LEAST_SHARED``
3-grams (six words in a row). A 3-gram in more than ``MOST_PLACES`` sentences is taken for a turn of
phrase and leads to no pair by itself; otherwise a form under every article would pair all of them.

Time grows with the number of words: a sentence looks up only as many of its 3-grams, the rarest
first, as a near-duplicate cannot all lack (the prefix filter of Chaudhuri, Ganti and Kaushik,
2006). Where few words make up all texts, this leaves many to compare with; then those are counted
out that share too few. The result does not depend on the order of the articles.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from annotator.corpus.article import READABLE_ZONES, Zone
from annotator.corpus.sentences import sentences
from annotator.corpus.span import Span

METHOD = "3-grams 1"
LEAST_WORDS = 7
LEAST_SHARED = 4
LEAST_CONTAINMENT = 0.5
LEAST_SHARE = 0.5
MOST_PLACES = 100
FEW = 100  # sentences that are compared one by one; counting first costs more

_WORD = re.compile(r"[^\W_]+")
_BITS = 24  # of a word's number in a 3-gram: room for 16 million different words


@dataclass(frozen=True, slots=True, order=True)
class SimilarPassage:
    """A stretch of one article that stands, much the same, in another one.

    ``span`` lies in the article that was asked about, ``other_span`` in ``article``, the other.
    """

    span: Span
    article: str
    other_span: Span
    containment: float


@dataclass(frozen=True, slots=True)
class ComparableText:
    """What of an article can be compared: its sentences with the words of each."""

    article: str
    sentences: tuple[tuple[Span, tuple[str, ...]], ...]

    @property
    def length(self) -> int:
        """How many code points the sentences have."""
        return sum(len(span) for span, _ in self.sentences)


@dataclass(frozen=True, slots=True, eq=False)
class _Sentence:
    article: str
    span: Span
    grams: tuple[int, ...]  # each once: a set of them would take several times the room
    is_fresh: bool


def comparable(article: str, text: str, zones: Sequence[Zone]) -> ComparableText:
    """Return the sentences of an article that are long enough, from the zones that are read."""
    found = [
        (span, tuple(_WORD.findall(span.covered(text).casefold())))
        for zone in zones
        if zone.kind in READABLE_ZONES
        for span in sentences(text, zone.span)
    ]
    return ComparableText(article, tuple(each for each in found if len(each[1]) >= LEAST_WORDS))


class Comparison:
    """Compares new articles with each other and with those that were compared before.

    First every new one with :meth:`add`, then every other one of the project with
    :meth:`add_known`, and :meth:`similar` gives what they share. Pairs of known ones are left out.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._sentences: list[_Sentence] = []
        self._fresh_grams: set[int] = set()

    def add(self, text: ComparableText) -> None:
        """Take in a new article; all of them come before the known ones."""
        for span, words in text.sentences:
            grams = self._grams(words)
            self._fresh_grams.update(grams)
            self._sentences.append(_Sentence(text.article, span, grams, is_fresh=True))

    def add_known(self, article: str, text: str, zones: Sequence[Zone]) -> None:
        """Take in what an article that was compared before may share with the new ones."""
        words = _WORD.findall(text.casefold())
        if len(self._known_grams(words)) < LEAST_SHARED:
            return
        for span, each in comparable(article, text, zones).sentences:
            shared = self._known_grams(each)
            if len(shared) >= LEAST_SHARED:
                grams = self._grams(each)
                self._sentences.append(_Sentence(article, span, grams, is_fresh=False))

    def _grams(self, words: Sequence[str]) -> tuple[int, ...]:
        numbers = self._numbers
        row = [numbers.setdefault(word, len(numbers)) for word in words]
        return tuple(dict.fromkeys(_joined(row)))

    def _known_grams(self, words: Sequence[str]) -> set[int]:
        """Return the 3-grams that a new article has, too; unknown words get no number."""
        numbers, unknown = self._numbers, (1 << _BITS) - 1
        row = [numbers.get(word, unknown) for word in words]
        return self._fresh_grams.intersection(_joined(row))

    def similar(
        self, stopped: Callable[[], bool] = lambda: False
    ) -> dict[str, tuple[SimilarPassage, ...]]:
        """Return article id -> what of it stands elsewhere, in text order; both sides of a pair.

        Articles that share nothing are not in it. Once ``stopped`` gives True, no more is looked
        for.
        """
        found: defaultdict[str, list[SimilarPassage]] = defaultdict(list)
        for one, other, containment in _pairs(self._sentences, stopped):
            found[one.article].append(
                SimilarPassage(one.span, other.article, other.span, containment)
            )
            found[other.article].append(
                SimilarPassage(other.span, one.article, one.span, containment)
            )
        return {article: tuple(sorted(found[article])) for article in sorted(found)}


def _joined(row: Sequence[int]) -> Iterator[int]:
    for first, second, third in zip(row, row[1:], row[2:], strict=False):
        yield (first << 2 * _BITS) | (second << _BITS) | third


def _pairs(
    pool: Sequence[_Sentence], stopped: Callable[[], bool]
) -> Iterator[tuple[_Sentence, _Sentence, float]]:
    """Yield near-duplicate sentences, each pair once, the one with fewer 3-grams first."""
    counts = Counter(gram for sentence in pool for gram in sentence.grams)
    places: defaultdict[int, list[int]] = defaultdict(list)
    for number, sentence in enumerate(pool):
        for gram in sentence.grams:
            if 1 < counts[gram] <= MOST_PLACES:
                places[gram].append(number)
    for number, sentence in enumerate(pool):
        if stopped():
            return
        grams = frozenset(sentence.grams)
        for candidate in _candidates(sentence, places, counts):
            other = pool[candidate]
            if not _may_pair(sentence, other) or (
                len(sentence.grams) == len(other.grams) and number >= candidate
            ):
                continue
            shared = len(grams.intersection(other.grams))
            containment = shared / len(grams)
            if shared >= LEAST_SHARED and containment >= LEAST_CONTAINMENT:
                yield sentence, other, containment


def _candidates(
    sentence: _Sentence, places: Mapping[int, Sequence[int]], counts: Mapping[int, int]
) -> set[int]:
    """Return the sentences, as long or longer, that may share enough 3-grams with this one."""
    grams = sentence.grams
    needed = -(-len(grams) // 2)
    rarest = sorted(grams, key=lambda gram: counts[gram])[: len(grams) - needed + 1]
    found = {number for gram in rarest for number in places.get(gram, ())}
    if len(found) <= FEW:
        return found
    shared = Counter(chain.from_iterable(places.get(gram, ()) for gram in grams))
    unknown = sum(counts[gram] > MOST_PLACES for gram in grams)  # these have no places
    return {number for number in found if shared[number] + unknown >= needed}


def _may_pair(one: _Sentence, other: _Sentence) -> bool:
    return (
        len(one.grams) <= len(other.grams)
        and one.article != other.article
        and (one.is_fresh or other.is_fresh)
    )


def clusters(
    similar: Mapping[str, Iterable[SimilarPassage]], lengths: Mapping[str, int]
) -> tuple[tuple[str, ...], ...]:
    """Return the groups of articles that tell much the same, in the order of ``lengths``.

    Two articles belong together where what they share is at least ``LEAST_SHARE`` of the compared
    text (``lengths``, article id -> code points) of either; so do those that a third one joins.
    """
    order = {article: place for place, article in enumerate(lengths)}
    leader = {article: article for article in order}

    def lead(article: str) -> str:
        while leader[article] != article:
            leader[article] = leader[leader[article]]
            article = leader[article]
        return article

    for article, passages in similar.items():
        for other, shared in shared_lengths(passages).items():
            if shared >= LEAST_SHARE * lengths[article]:
                first, second = sorted((lead(article), lead(other)), key=lambda each: order[each])
                leader[second] = first
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for article in order:
        groups[lead(article)].append(article)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def shared_lengths(passages: Iterable[SimilarPassage]) -> dict[str, int]:
    """Return other article -> code points shared with it; a sentence counts once."""
    spans: defaultdict[str, set[Span]] = defaultdict(set)
    for each in passages:
        spans[each.article].add(each.span)
    return {other: sum(map(len, found)) for other, found in spans.items()}
