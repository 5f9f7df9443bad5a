"""Which features an article's annotations use, and which of those a format leaves out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from types import MappingProxyType

import msgspec

from annotator.annotations.model import Flag, Layer, Mention, Statement
from annotator.formats.labelled.annotated_corpus import AnnotatedArticle
from annotator.formats.labelled.features import FEATURES, IN_WORDS, Feature
from annotator.formats.labelled.losses import Losses, LostRecord

NOT_THERE = ": not in this format"
"""How the reason ends where a format does not hold something at all."""


@dataclass(frozen=True, slots=True)
class Fidelity:
    """What a format holds: ``whole`` as it is in the project, ``partly`` with what is different.

    Everything that is named in neither is left out. ``lacks`` tells of a ``partly`` feature which
    records are not held as they are; where that depends on how they are written, the writer notes
    it itself. :func:`note_left_out` notes the rest.
    """

    whole: frozenset[Feature]
    partly: Mapping[Feature, str] = field(default_factory=lambda: MappingProxyType({}))
    lacks: Mapping[Feature, Lacks] = field(default_factory=lambda: MappingProxyType({}))
    left_out: frozenset[Feature] = field(init=False)
    """What the format does not hold at all."""
    whys: Mapping[Feature, str] = field(init=False)
    """Why a feature is not held as it is, in words, for those that are left out or lacking."""
    _lacking: dict[str, _Lacking] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not set(self.lacks) <= set(self.partly):
            raise ValueError(f"not partly held: {sorted(set(self.lacks) - set(self.partly))}")
        unknown = (self.whole | set(self.partly)) - set(FEATURES)
        if unknown or self.whole & set(self.partly):
            raise ValueError(f"not features, or both whole and partly: {sorted(unknown)}")
        left_out = frozenset(FEATURES) - self.whole - set(self.partly)
        whys = {each: self.why(each) for each in (*left_out, *self.lacks)}
        object.__setattr__(self, "left_out", left_out)
        object.__setattr__(self, "whys", MappingProxyType(whys))
        object.__setattr__(self, "_lacking", {})

    def why(self, feature: Feature) -> str:
        """Say what becomes of a feature that is not held as it is."""
        words, how = IN_WORDS[feature], self.partly.get(feature, "")
        return f"{words[0].lower()}{words[1:]}" + (f": {how}" if how else NOT_THERE)

    def lacking(self, only_version: str) -> _Lacking:
        """Return how to find what is not held as it is, made once; see :func:`note_left_out`."""
        found = self._lacking.get(only_version)
        if found is None:
            found = self._lacking[only_version] = _Lacking(self, only_version)
        return found


def note_left_out(
    losses: Losses, fidelity: Fidelity, each: AnnotatedArticle, *, only_version: str = ""
) -> None:
    """Note everything in an article that the format does not hold, or that it says it lacks.

    ``only_version`` is the codebook's version that a format gives for all annotations, if it gives
    only one.
    """
    losses.note_all(each.article.id, fidelity.lacking(only_version).of(each))


class _Lacking:
    """What a format does not hold as it is: for each feature how to tell, and why in words."""

    def __init__(self, fidelity: Fidelity, only_version: str) -> None:
        self._fidelity = fidelity
        self._only_version = only_version
        whys = dict(fidelity.whys)
        if only_version:
            whys.setdefault("codebook versions", fidelity.why("codebook versions"))
        self._whys = whys
        self._sure = {each for each in whys if fidelity.lacks.get(each) is always}
        self._sure |= fidelity.left_out
        self._of_mention = [
            (feature, whys[feature], has, feature in self._sure)
            for feature, has in _OF_MENTION.items()
            if feature in whys
        ]
        self._of_statement = [
            (feature, whys[feature], has, feature in self._sure)
            for feature, has in _OF_STATEMENT.items()
            if feature in whys
        ]

    def of(self, each: AnnotatedArticle) -> list[LostRecord]:
        """Return all of it in an article, in the order of :func:`uses`."""
        found = self._of_whole(_of_article(each))
        for layer in each.layers:
            for mention in layer.mentions if self._of_mention else ():
                for feature, why, holds, is_sure in self._of_mention:
                    if holds(mention) and (is_sure or self._lacks(_of_record(feature, mention))):
                        found.append((feature, why, mention.id))
            for statement in layer.statements:
                for feature, why, has, is_sure in self._of_statement:
                    if has(statement) and (is_sure or self._lacks(_of_record(feature, statement))):
                        found.append((feature, why, statement.id))
            found += self._of_whole(_of_whole(layer))
        return found + self._of_whole(_of_several(each))

    def _of_whole(self, used: Iterable[tuple[Feature, str]]) -> list[LostRecord]:
        whys = self._whys
        return [
            (feature, whys[feature], record)
            for feature, record in used
            if feature in whys and (feature in self._sure or self._lacks(Use(feature, record)))
        ]

    def _lacks(self, use: Use) -> bool:
        if self._only_version and use.codebook and use.codebook != self._only_version:
            return True
        lacks = self._fidelity.lacks.get(use.feature)
        return lacks is not None and lacks(use)


class Use(msgspec.Struct, frozen=True, gc=False):
    """A feature that something in an article has: ``record`` is its id.

    ``statement`` is the statement that has it, where it is one; ``codebook`` the version, where
    that is what it has.
    """

    feature: Feature
    record: str
    statement: Statement | None = None
    codebook: str = ""


Lacks = Callable[[Use], bool]


def always(_use: Use) -> bool:
    """Tell that nothing of a kind is held as it is."""
    return True


def where(lacks: Callable[[Statement], bool]) -> Lacks:
    """Return what tells of statements whether they have something that is not held."""
    return lambda use: use.statement is not None and lacks(use.statement)


def uses(each: AnnotatedArticle, among: Set[Feature] = frozenset(FEATURES)) -> Iterator[Use]:
    """Yield every feature ``among`` some that an article uses, once for each record.

    ``offsets`` and ``overlaps`` are left to the writers: whether those are held depends on how a
    format is written.
    """
    for feature, record in _of_article(each):
        if feature in among:
            yield Use(feature, record)
    of_mentions = [check for check in _OF_MENTION.items() if check[0] in among]
    of_statements = [check for check in _OF_STATEMENT.items() if check[0] in among]
    for layer in each.layers:
        for mention in layer.mentions if of_mentions else ():
            for feature, holds in of_mentions:
                if holds(mention):
                    yield _of_record(feature, mention)
        for statement in layer.statements:
            for feature, has in of_statements:
                if has(statement):
                    yield _of_record(feature, statement)
        for feature, record in _of_whole(layer):
            if feature in among:
                yield Use(feature, record)
    for feature, record in _of_several(each):
        if feature in among:
            yield Use(feature, record)


def _of_record(feature: Feature, record: Mention | Statement) -> Use:
    """Return that a record has a feature."""
    version = record.codebook if feature == "codebook versions" else ""
    return Use(feature, record.id, record if isinstance(record, Statement) else None, version)


def _of_article(each: AnnotatedArticle) -> Iterator[tuple[Feature, str]]:
    article = each.article
    yield "text", article.id
    if article.title or article.date or article.source:
        yield "facts", article.id
    if each.zones:
        yield "zones", article.id
    if each.suggestions or each.is_marked:
        yield "suggestions", article.id
    for ruling in each.rulings:
        yield "rulings", ruling.id
    for told in each.told:
        yield "flags" if isinstance(told, Flag) else "comments", told.id
    for time in each.times:
        yield "working times", time.id


def _of_whole(layer: Layer) -> Iterator[tuple[Feature, str]]:
    """Yield what somebody said of the whole article."""
    for label in layer.labels:
        yield "article labels", label.id
    for stance in layer.stances:
        yield "document stances", stance.id
    if layer.progress is not None:
        yield "progress", layer.progress.id


def _of_several(each: AnnotatedArticle) -> Iterator[tuple[Feature, str]]:
    """Yield the annotators of an article, where there are several."""
    if len(each.layers) > 1:
        for layer in each.layers:
            yield "annotators", layer.annotator


def _names_speaker(statement: Statement) -> bool:
    source = statement.source
    return bool(source.speaker or source.via or source.mention or source.inferred)


def _is_kept(mention: Mention) -> bool:
    return mention.decision != "rejected"


def _was_suggested(mention: Mention) -> bool:
    return mention.decision != "added" or mention.suggestion is not None


_OF_MENTION: Mapping[Feature, Callable[[Mention], bool]] = MappingProxyType(
    {
        "rejected mentions": lambda each: not _is_kept(each),
        "mentions": _is_kept,
        "mention actors": lambda each: each.actor is not None and _is_kept(each),
        "decisions": lambda each: _is_kept(each) and _was_suggested(each),
        "codebook versions": lambda each: bool(each.codebook) and _is_kept(each),
    }
)
_OF_STATEMENT: Mapping[Feature, Callable[[Statement], bool]] = MappingProxyType(
    {
        "statements": lambda _: True,
        "fragments": lambda each: len(each.content) > 1,
        "sources": lambda each: bool(each.source.spans),
        "holders": lambda each: bool(each.source.actors),
        "speakers": _names_speaker,
        "cues": lambda each: bool(each.cue),
        "addressees": lambda each: bool(each.addressee.spans or each.addressee.actors),
        "claim types": lambda each: bool(each.claim_types),
        "second claim types": lambda each: len(each.claim_types) > 1,
        "certainty": lambda each: each.certainty is not None,
        "stances": lambda each: bool(each.stances),
        "stances on statements": lambda each: any(
            stance.target.kind == "statement" for stance in each.stances
        ),
        "implicit stances": lambda each: any(not stance.explicit for stance in each.stances),
        "figures": lambda each: bool(each.figures),
        "parents": lambda each: each.parent is not None,
        "unsure": lambda each: each.unsure,
        "notes": lambda each: bool(each.note),
        "quotation types": lambda each: bool(each.quote or each.voice),
        "decisions": lambda each: each.suggestion is not None,
        "codebook versions": lambda each: bool(each.codebook),
    }
)
