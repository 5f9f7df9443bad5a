"""From articles with labels to the rows of a dataset, in two readings, one article at a time.

The first reading counts: which labels an article gives, and how many rows without anything there
could be. Then articles are shared out among the splits and it is known which of these rows are
drawn. The second reading makes the rows.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from sys import intern

from annotator.annotations.model import Layer
from annotator.corpus.article import Article
from annotator.dataset.options import DatasetOptions, Whose
from annotator.dataset.splits import ROWS, Splittable, assign, groups_of
from annotator.dataset.tasks.claim_tasks import claim_rows, claim_type_rows
from annotator.dataset.tasks.label_task import article_label_rows
from annotator.dataset.tasks.quotation_task import quotation_rows
from annotator.dataset.tasks.rows import NONE, Row, SpanTaskRow, Task
from annotator.dataset.tasks.scene import Dropped, Found, Names, Negative, Scene
from annotator.dataset.tasks.span_tasks import entity_rows, span_rows
from annotator.dataset.tasks.stance_task import stance_rows
from annotator.dataset.tasks.text_units import TextUnits
from annotator.formats.labelled.annotated_corpus import AnnotatedArticle, AnnotatedCorpus
from annotator.formats.labelled.losses import Losses

TIE = "(tie)"
"""What a row without a label counts for: its votes are tied."""
NOBODY = "nobody is done with the article"
NOT_DONE = "the annotator is not done with the article"
NOBODY_CHOSEN = "nobody of those chosen is done with the article"
NOT_OPENED = "nobody opened the article"
NOT_SETTLED = "the article is not settled to its end"
NOTHING_SETTLED = "nothing in the article is settled"
_EXACT = 1_000_000  # draws that are kept to take exactly as many negatives as are wanted

_ROWS: Mapping[Task, Callable[[Scene], Iterator[Found]]] = {
    "stance": stance_rows,
    "claim-detection": claim_rows,
    "claim-type": claim_type_rows,
    "spans": span_rows,
    "quotations": quotation_rows,
    "entities": entity_rows,
    "article-labels": article_label_rows,
}


@dataclass(slots=True)
class Counts:
    """What became rows: how many, with which labels, in which split, and what did not.

    ``labels`` maps each split to its labels; a row with several labels counts for each.
    ``candidates`` is how many rows without anything there could be, ``negatives`` how many of them
    were drawn. ``voters`` maps a number of votes to the rows that rest on so many. ``losses`` names
    everything that became no row, by reason and id.
    """

    rows: int = 0
    ties: int = 0
    candidates: int = 0
    negatives: int = 0
    splits: Counter[str] = field(default_factory=Counter)
    labels: dict[str, Counter[str]] = field(default_factory=dict)
    articles: dict[str, int] = field(default_factory=dict)
    annotators: Counter[str] = field(default_factory=Counter)
    voters: Counter[int] = field(default_factory=Counter)
    losses: Losses = field(default_factory=Losses)

    def take(self, row: Row, whose: Whose, *, is_negative: bool) -> None:
        """Count a row."""
        self.rows += 1
        self.ties += row.is_tie
        self.negatives += is_negative
        self.splits[row.split] += 1
        self.labels.setdefault(row.split, Counter()).update(labels_of(row, whose))
        self.annotators.update(row.annotators)
        self.voters[len(row.votes)] += 1

    @property
    def all_labels(self) -> tuple[str, ...]:
        """Every label there is, the most frequent first."""
        found: Counter[str] = Counter()
        for some in self.labels.values():
            found.update(some)
        return tuple(sorted(found, key=lambda each: (-found[each], each)))


def labels_of(row: Row, whose: Whose) -> tuple[str, ...]:
    """Return what a row counts for: its label, each of several, or a tie.

    Of the shares of all votes, only the label with the greatest one counts.
    """
    if row.is_tie:
        return (TIE,)
    has_several = isinstance(row, SpanTaskRow) or whose != "soft"
    return row.labels if has_several else (row.label,)


class Dataset:
    """A dataset of what ``read`` gives; that is called for each of the two readings.

    ``clusters`` are the ids of articles that tell much the same. After :meth:`rows` was read to its
    end, ``counts`` is whole, ``split_of`` and :meth:`group_of` tell where each article went, and
    ``with_rows`` which of them have rows.
    """

    def __init__(
        self,
        read: Callable[[], AnnotatedCorpus],
        options: DatasetOptions,
        clusters: Iterable[Iterable[str]] = (),
    ) -> None:
        self._read = read
        self._options = options
        self._clusters = clusters
        self.counts = Counts()
        self.split_of: dict[str, str] = {}
        self._group_of: dict[str, str] = {}  # of those that are not alone in their group
        self.with_rows: set[str] = set()
        self.undated = 0
        self._in_order: list[str] = []  # the ids of all articles

    def rows(self) -> Iterator[Row]:
        """Yield the rows in the order of the articles; ids are the same every time."""
        most = self._survey()
        known = iter(self._in_order)
        for found in self._found(self._read()):
            if isinstance(found, Dropped):
                self.counts.losses.note(
                    found.feature, found.why, article=found.article, record=found.record
                )
                continue
            if isinstance(found, Negative) and found.draw > most:
                continue
            row = found.row() if isinstance(found, Negative) else found
            self.counts.take(row, self._options.whose, is_negative=isinstance(found, Negative))
            if row.article_uid not in self.with_rows:
                # The id that is kept already: a second one of each article would add up.
                uid = next((each for each in known if each == row.article_uid), row.article_uid)
                self.with_rows.add(uid)
                self.counts.articles[row.split] = self.counts.articles.get(row.split, 0) + 1
            yield row

    def _survey(self) -> float:
        """Share the articles out; return up to which number negatives are drawn."""
        draws, articles = _Draws(), list[Splittable]()
        positives, alike = 0, dict[tuple[tuple[str, int], ...], Counter[str]]()
        for each, scenes in self._scenes(self._read()):
            own = Counter[str]()
            for found in self._of(scenes):
                if isinstance(found, Negative):
                    own[_NEGATIVES] += 1
                    draws.add(found.draw)
                elif not isinstance(found, Dropped):
                    own.update((ROWS, *labels_of(found, self._options.whose)))
            positives += own[ROWS]
            own = alike.setdefault(tuple(own.items()), own)
            articles.append(_splittable(each.article, own))
        most = draws.up_to(positives, self._options.negatives)
        self.counts.candidates = draws.count
        self.undated = sum(not each.date for each in articles)
        share = min(1.0, most) if most >= 0 else 0.0
        for own in alike.values():
            drawn = round(own.pop(_NEGATIVES, 0) * share)
            own.update({ROWS: drawn, NONE: drawn} if drawn else {})
        self._share_out(articles)
        return most

    def _share_out(self, articles: list[Splittable]) -> None:
        """Note where each article goes; what was known of it is let go, there may be very many."""
        self._in_order = [each.id for each in articles]
        groups = list(groups_of(articles, self._clusters, self._options.split.by))
        articles.clear()
        splits = assign(groups, self._options.split)
        groups.reverse()
        while groups:
            group = groups.pop()
            for article in group.articles:
                self.split_of[article] = splits[group.name]
                if len(group.articles) > 1:
                    self._group_of[article] = _short(group.name)

    def group_of(self, article: Article) -> str:
        """Return the name of the group in which an article went; "" where it went nowhere."""
        if article.id not in self.split_of:
            return ""
        return self._group_of.get(article.id) or _short(article.text_sha256)

    def _found(self, corpus: AnnotatedCorpus) -> Iterator[Found]:
        for each, scenes in self._scenes(corpus):
            article = each.article.id
            if article not in self.split_of:  # came in after the first reading
                continue
            for layer in each.layers:
                is_left_out = not self._counts_in(layer) and not _is_empty(layer)
                if is_left_out and self._options.whose != "gold":
                    yield Dropped("progress", NOT_DONE, article, layer.annotator)
            if not scenes:
                yield Dropped("text", _why_no_layer(self._options), article, article)
            yield from self._of(scenes)

    def _of(self, scenes: Iterable[Scene]) -> Iterator[Found]:
        for scene in scenes:
            yield from _ROWS[self._options.task](scene)

    def _scenes(
        self, corpus: AnnotatedCorpus
    ) -> Iterator[tuple[AnnotatedArticle, tuple[Scene, ...]]]:
        names = names_of(corpus, self._options)
        for each in corpus.articles:
            counting = {one.annotator: one for one in each.layers if self._counts_in(one)}
            together: Iterable[Mapping[str, Layer]] = (counting,) if counting else ()
            if self._options.whose in ("each", "gold"):
                together = ({who: layer} for who, layer in counting.items())
            units = TextUnits(each.text, each.zones, self._options) if counting else None
            place = self.split_of.get(each.article.id, ""), self.group_of(each.article)
            yield (
                each,
                tuple(
                    Scene(each, layers, names, units, *place)
                    for layers in together
                    if units is not None
                ),
            )

    def _counts_in(self, layer: Layer) -> bool:
        if not self._options.done_only:
            return layer.progress is not None or not _is_empty(layer)
        return layer.progress is not None and layer.progress.status == "done"


_NEGATIVES = "\0negatives"


def _short(group: str) -> str:
    """Return the name of a group as it is told."""
    return group[:16]


def _why_no_layer(options: DatasetOptions) -> str:
    """Return why an article has nobody's labels."""
    if options.whose == "gold":
        return NOT_SETTLED if options.done_only else NOTHING_SETTLED
    if not options.done_only:
        return NOT_OPENED
    return NOBODY if options.annotators is None else NOBODY_CHOSEN


def _splittable(article: Article, labels: Mapping[str, int]) -> Splittable:
    """Return what sharing out has to know; what many articles have in common is kept once."""
    source, date = intern(article.source), intern(article.date)
    return Splittable(article.id, article.text_sha256, source, date, labels)


def _is_empty(layer: Layer) -> bool:
    return not (layer.statements or layer.mentions or layer.labels)


def names_of(corpus: AnnotatedCorpus, options: DatasetOptions) -> Names:
    """Return what ids are called in a corpus."""
    return Names(
        options,
        corpus.codebook,
        {each.id: each.name for each in corpus.annotators},
        {each.id: each.name for each in corpus.actors},
        frozenset(each.id for each in corpus.codebook.stance_values if each.value is None),
    )


class _Draws:
    """The numbers of the rows that may be drawn; above a million only how many there are."""

    def __init__(self) -> None:
        self.count = 0
        self._kept = array("d")

    def add(self, draw: float) -> None:
        self.count += 1
        if self.count <= _EXACT:
            self._kept.append(draw)

    def up_to(self, positives: int, ratio: float | None) -> float:
        """Return the greatest number that is drawn; below 0 for none."""
        if ratio is None:
            return 1.0
        wanted = round(positives * ratio)
        if wanted <= 0 or not self.count:
            return -1.0
        if wanted >= self.count:
            return 1.0
        if self.count > _EXACT:
            return wanted / self.count  # draws are even: right to a thousandth
        return sorted(self._kept)[wanted - 1]
