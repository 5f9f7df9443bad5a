"""Whether what is tested on was trained on: the nearest neighbours of texts across splits.

Texts are compared as sets of runs of five characters, upper and lower case and white space being
the same. Their similarity is that of Jaccard: what both have, divided by what either has. Of a
text only the ``KEPT`` runs with the smallest hashes are kept (bottom-k sketches; Broder, "On the
resemblance and containment of documents", 1997), so it is exact for a sentence and an estimate for
a long text. Memory is some 600 bytes per different text, and of more than ``MOST_TEXTS`` a part
is drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from annotator.dataset.tasks.rows import Row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint32]

LENGTH = 5  # characters in a run
KEPT = 128
NEAR = 0.5
STEPS = (0.9, 0.7, NEAR)
"""From which similarity pairs are counted."""
MOST_TEXTS = 200_000
EXAMPLES = 20
_COMMON = 300  # texts with one run: beyond, it leads to no pair by itself
_CANDIDATES = 8
_OWNER_BITS = 32
_EXCERPT = 160


@dataclass(frozen=True, slots=True)
class Leak:
    """A text of one split that is much like one of an earlier split, with where both stand."""

    similarity: float
    split: str
    row: str
    article: str
    text: str
    other_split: str
    other_row: str
    other_article: str
    other_text: str


@dataclass(frozen=True, slots=True)
class SharedPassages:
    """How many passages of articles stand in articles of other splits too, with some of them."""

    count: int = 0
    examples: tuple[tuple[str, str, str, str, str], ...] = ()
    """Split and article, other split and article, and the words."""


@dataclass(frozen=True, slots=True)
class LeakReport:
    """What the splits share.

    ``compared`` texts of later splits were looked up among earlier ones; ``identical`` of them are
    there too, and ``near`` counts those whose nearest neighbour reaches a similarity. ``parted``
    counts groups of articles (clusters) that lie in two splits: always 0. ``share`` of all texts
    was compared.
    """

    compared: int
    identical: int
    near: dict[str, int]
    nearest: tuple[Leak, ...]
    parted: int = 0
    share: float = 1.0
    passages: SharedPassages = SharedPassages()

    def lines(self) -> Iterator[str]:
        """Yield the report in sentences."""
        if not self.compared:
            yield "There is one split only, so nothing can leak from one to another."
            return
        if self.share < 1:
            yield f"A draw of {self.share:.0%} of all texts was compared."
        if not self.near[str(NEAR)]:
            yield (
                f"No text of one split is in another: of {self.compared:,} texts compared, none is "
                f"as similar as {NEAR} to its nearest neighbour in an earlier split."
            )
        else:
            told = ", ".join(f"{self.near[str(step)]:,} at {step} or more" for step in STEPS)
            yield (
                f"Of {self.compared:,} texts, {self.identical:,} stand word for word in an earlier "
                f"split; by the similarity of the nearest neighbour: {told}."
            )
        if self.passages.count:
            yield (
                f"{self.passages.count:,} passages of articles stand, much the same, in an article "
                "of another split."
            )
        else:
            yield "No passage that articles are known to share stands in two splits."
        if self.parted:
            yield (
                f"{self.parted:,} groups of articles that tell much the same are parted by the "
                "splits. Split by cluster to keep them together."
            )
        else:
            yield "No article, and no group of articles that tell the same, lies in two splits."


@dataclass(slots=True)
class _Text:
    split: str
    row: str
    article: str
    digest: bytes
    excerpt: str
    sketch: Hashes


class LeakSearch:
    """Takes in the rows as they are made, and compares their texts in the end."""

    def __init__(self, splits: Sequence[str]) -> None:
        self._splits = tuple(splits)
        self._texts: dict[tuple[str, bytes], _Text] = {}
        self._limit = 1 << 64
        self._seen = 0

    def add(self, row: Row) -> None:
        """Take in the text of a row; the same text in one split counts once."""
        if len(self._splits) < 2:  # nothing to compare it with
            return
        words = " ".join(row.text.casefold().split())
        digest = blake2b(words.encode(errors="surrogatepass"), digest_size=16).digest()
        key = (row.split, digest)
        if key in self._texts or int.from_bytes(digest[:8]) >= self._limit:
            return
        excerpt = " ".join(row.text[: 2 * _EXCERPT].split())[:_EXCERPT]
        self._texts[key] = _Text(
            row.split, row.id, row.article_uid, digest, excerpt, sketch_of(words)
        )
        if len(self._texts) > MOST_TEXTS:
            self._limit //= 2
            self._texts = {
                key: each
                for key, each in self._texts.items()
                if int.from_bytes(each.digest[:8]) < self._limit
            }

    def report(
        self,
        *,
        parted: int = 0,
        passages: SharedPassages | None = None,
        go_on: Callable[[], None] = lambda: None,
    ) -> LeakReport:
        """Compare every text of a later split with all of the earlier ones.

        ``go_on`` is called before each; it raises where a person stopped it.
        """
        near: Counter[str] = Counter({str(step): 0 for step in STEPS})
        compared = identical = 0
        leaks: list[Leak] = []
        for place in range(1, len(self._splits)):
            asked = [each for each in self._texts.values() if each.split == self._splits[place]]
            earlier = set(self._splits[:place])
            index = _Index([each for each in self._texts.values() if each.split in earlier])
            for each in asked:
                go_on()
                compared += 1
                found, similarity = index.nearest(each)
                if found is None:
                    continue
                identical += found.digest == each.digest
                near.update(str(step) for step in STEPS if similarity >= step)
                if similarity >= NEAR:
                    leaks.append(_leak(each, found, similarity))
            leaks = sorted(leaks, key=lambda one: (-one.similarity, one.row))[:EXAMPLES]
        share = self._limit / (1 << 64)
        return LeakReport(
            compared,
            identical,
            dict(near),
            tuple(leaks),
            parted,
            share,
            passages or SharedPassages(),
        )


def _leak(each: _Text, other: _Text, similarity: float) -> Leak:
    return Leak(
        round(similarity, 4),
        *(each.split, each.row, each.article, each.excerpt),
        *(other.split, other.row, other.article, other.excerpt),
    )


def sketch_of(words: str) -> Hashes:
    """Return the smallest hashes of a text's runs of characters, sorted, each once."""
    import numpy as np

    points = np.frombuffer(words.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = points.astype(np.uint64)
    length = min(LENGTH, len(codes))
    hashes = np.zeros(max(1, len(codes) - length + 1), dtype=np.uint64)
    for place in range(length):
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + codes[place : place + len(hashes)]
    hashes ^= hashes >> np.uint64(33)
    hashes *= np.uint64(0xFF51AFD7ED558CCD)
    found: Hashes = np.unique((hashes >> np.uint64(32)).astype(np.uint32))[:KEPT]
    return found


def similarity_of(one: Hashes, other: Hashes) -> float:
    """Return the Jaccard similarity of two texts, estimated where they are long."""
    import numpy as np

    both = np.intersect1d(one, other, assume_unique=True)
    union = np.union1d(one, other)
    if len(one) == KEPT or len(other) == KEPT:
        union = union[:KEPT]
        both = both[: np.searchsorted(both, union[-1], side="right")]
    return float(len(both)) / len(union)


class _Index:
    """Finds the texts that share most runs with another one."""

    def __init__(self, texts: Sequence[_Text]) -> None:
        import numpy as np

        self._texts = texts
        self._same = {each.digest: each for each in texts}
        # One number holds a hash and, in its lower half, whose it is: sorted in its own place.
        self._pairs = np.zeros(sum(len(each.sketch) for each in texts), dtype=np.uint64)
        at = 0
        for owner, each in enumerate(texts):
            row = self._pairs[at : at + len(each.sketch)]
            row[:] = each.sketch
            row <<= np.uint64(_OWNER_BITS)
            row |= np.uint64(owner)
            at += len(each.sketch)
        self._pairs.sort()

    def nearest(self, text: _Text) -> tuple[_Text | None, float]:
        """Return the most similar text and how similar it is; None where none shares a run."""
        import numpy as np

        same = self._same.get(text.digest)
        if same is not None:
            return same, 1.0
        lowest = text.sketch.astype(np.uint64) << np.uint64(_OWNER_BITS)
        first = np.searchsorted(self._pairs, lowest, side="left")
        beyond = lowest + np.uint64((1 << _OWNER_BITS) - 1)
        last = np.searchsorted(self._pairs, beyond, side="right")
        rare = (last > first) & (last - first <= _COMMON)
        places = [self._pairs[a:b] for a, b in zip(first[rare], last[rare], strict=True)]
        if not places:
            return None, 0.0
        owners = np.concatenate(places) & np.uint64((1 << _OWNER_BITS) - 1)
        found, counts = np.unique(owners.astype(np.int64), return_counts=True)
        best = found[np.argsort(-counts, kind="stable")[:_CANDIDATES]]
        scored = [(similarity_of(text.sketch, self._texts[each].sketch), each) for each in best]
        similarity, place = max(scored, key=lambda pair: (pair[0], -pair[1]))
        return self._texts[place], similarity
