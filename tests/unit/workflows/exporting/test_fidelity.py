"""Every format keeps what it says it keeps, and names the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.annotations.model import (
    ActiveTime,
    Actor,
    Addressee,
    Annotator,
    ArticleLabel,
    Comment,
    DocumentStance,
    Figure,
    Flag,
    Layer,
    Mention,
    Progress,
    Ruling,
    Source,
    Stance,
    Statement,
    Target,
    Via,
)
from annotator.codebook.article_labels import ArticleLabelKind, ArticleLabelValue
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, Zone
from annotator.corpus.span import Span
from annotator.formats.labelled.annotated_corpus import AnnotatedArticle, AnnotatedCorpus
from annotator.formats.labelled.features import FEATURES, Feature
from annotator.preannotation.suggestion import Suggestion
from annotator.workflows.exporting.export_formats import FORMATS, ExportFormat
from tests.round_trip import (
    came_back,
    compared,
    lost_by_id,
    of_one,
    reader_of,
    unexplained,
    written,
)
from tests.unit.formats.conftest import quiet, talks

WHEN = "2031-05-01T10:00:00Z"
BOOK = replace(
    default_codebook(),
    article_labels=(
        ArticleLabelKind("opinion", "Opinion piece"),
        ArticleLabelKind(
            "genre",
            "Genre",
            values=(ArticleLabelValue("report", "Report"), ArticleLabelValue("live", "Live")),
            multiple=True,
        ),
    ),
)
ACTORS = (
    *(Actor(each.id, each.name, each.type) for each in BOOK.actors),
    Actor("p:ilves", "Rada Ilves", "person", ("Ilves",), None, "CHN"),
    Actor("TERN", "Tern Gazette", "media"),
)
PEOPLE = (Annotator("ann-1", "Amina"), Annotator("ann-2", "+Bo"))


def corpus_of(*articles: AnnotatedArticle) -> AnnotatedCorpus:
    """Return a corpus with these articles by these people."""
    return AnnotatedCorpus("project", "Strait talks", (BOOK,), articles, PEOPLE, ACTORS)


def everything() -> AnnotatedCorpus:
    """Return two articles in which every feature is used."""
    first = talks()
    who, article = "ann-1", first.article.id
    labels = tuple(
        ArticleLabel(f"l-{label}-{value}", article, who, label, value, BOOK.reference)
        for label, value in (("opinion", "yes"), ("genre", "report"), ("genre", "live"))
    )
    overruled = DocumentStance("d-1", article, who, "CHN", Target("topic", "other"), "favor")
    layer = replace(first.layers[0], labels=labels, stances=(overruled,))
    taken = replace(first.layers[1].statements[0], suggestion="g-4")
    full = replace(
        first,
        layers=(layer, replace(first.layers[1], statements=(taken,))),
        told=(Comment("c-1", article, who, "hm", span=Span(0, 5)), Flag("f-1", article, who)),
        times=(ActiveTime("t-1", article, who, WHEN, 90, 120),),
        rulings=(Ruling("r-1", article, who, "statement:s-1", "holder", "taken"),),
    )
    return corpus_of(full, quiet())


def all_formats() -> Iterator[object]:
    yield from (pytest.param(each, id=each.id) for each in FORMATS.values())


def with_readers() -> Iterator[object]:
    yield from (pytest.param(each, id=each.id) for each in FORMATS.values() if reader_of(each))


def trip(corpus: AnnotatedCorpus, chosen: ExportFormat, folder: Path) -> list[str]:
    """Write and read; return what is missing and was not noted."""
    if chosen.is_of_one:
        corpus = of_one(corpus, "ann-1")
    reader, place = reader_of(chosen), folder / f"out{chosen.suffix}"
    assert reader is not None
    report = written(corpus, chosen, place)
    return unexplained(corpus, chosen, report, came_back(corpus, reader, place))


@pytest.mark.parametrize("chosen", tuple(with_readers()))
def test_a_corpus_with_everything_in_it_comes_back_or_is_named(
    chosen: ExportFormat, tmp_path: Path
) -> None:
    assert trip(everything(), chosen, tmp_path) == []


# Awkward texts

_PIECES = (
    *("Rada", "said", "“no”", " ", "  ", "\n\n", "\n", "\t", "12", ",", ".", "''", '"', ";", "%"),
    *("👩‍🚀", "🛶", "e\u0301", "שלום", "العربية", "ﬁ", "İ", "𝒳", "\u200d", "\u200f", "\ufeff"),
    *("\u00a0", "\u2028", "\x0b", "\x85"),
    *("-DOCSTART-", "|", "->", "[1]", "*", "\\", "_", "#Text=", "<b>&amp;"),
)


@st.composite
def awkward_articles(draw: st.DrawFn) -> AnnotatedArticle:
    """Draw an article with mentions and statements anywhere in a text of awkward pieces."""
    text = "".join(draw(st.lists(st.sampled_from(_PIECES), min_size=4, max_size=24)))
    inked = [at for at, each in enumerate(text) if not each.isspace() and each.isprintable()]
    if len(inked) < 2:
        text, inked = f"{text}Rada said no", [len(text), len(text) + 5]

    def span(low: int = 0) -> Span:
        left = [at for at in inked if at >= low]
        start = draw(st.sampled_from(left))
        end = draw(st.sampled_from([at for at in left if at >= start][:12]))
        return Span(start, end + 1)

    def spans(most: int) -> tuple[Span, ...]:
        found = {span() for _ in range(draw(st.integers(0, most)))}
        kept: list[Span] = []
        for each in sorted(found):
            if not kept or each.start >= kept[-1].end:
                kept.append(each)
        return tuple(kept)

    statements = [
        Statement(
            f"s-{number}",
            "article-9",
            "ann-1",
            spans(3) or (span(),),
            Source(spans(2), ("CHN",)),
            spans(1),
            claim_types=draw(st.sampled_from([(), ("call",), ("fact", "denial")])),
            note=draw(st.sampled_from(["", text, "a\tb|c->d\\n;_*[1]"])),
        )
        for number in range(draw(st.integers(0, 2)))
    ]
    statements = list({each.content: each for each in statements}.values())
    if len(statements) == 2:
        statements[1] = replace(statements[1], parent=statements[0].id)
    kinds = draw(st.lists(st.sampled_from(["PERSON", "LOC"]), max_size=3))
    mentions = {(span(), kind) for kind in kinds}
    layer = Layer(
        "article-9",
        "ann-1",
        tuple(
            Mention(f"m-{number}", "article-9", "ann-1", *each)
            for number, each in enumerate(sorted(mentions))
        ),
        tuple(statements),
    )
    return AnnotatedArticle(article(text), text, layers=(layer,))


def article(text: str) -> Article:
    """Return an article with such a text."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article("article-9", "Title", digest, len(text), file_sha256=digest, file_bytes=1)


@pytest.mark.parametrize("chosen", tuple(with_readers()))
def test_awkward_text_comes_back_or_is_named(
    chosen: ExportFormat, tmp_path_factory: pytest.TempPathFactory
) -> None:
    @settings(
        max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(each=awkward_articles())
    def check(each: AnnotatedArticle) -> None:
        assert trip(corpus_of(each), chosen, tmp_path_factory.mktemp("trip")) == []

    check()


# One feature at a time

TEXT = "Envoy Rada Ilves told the Tern: 12 sailors of both fleets must turn back, and go home."


def words(text: str) -> Span:
    start = TEXT.index(text)
    return Span(start, start + len(text))


def said(**parts: object) -> Statement:
    """Return a statement with nothing but its content, and these parts."""
    return Statement("s-1", "article-9", "ann-1", (words("must turn back"),), **parts)  # type: ignore[arg-type]


def alone(*statements: Statement, mentions: tuple[Mention, ...] = (), **more: object) -> Layer:
    return Layer("article-9", "ann-1", mentions, statements, **more)  # type: ignore[arg-type]


def mention(**more: object) -> Mention:
    return Mention("m-1", "article-9", "ann-1", words("Rada Ilves"), "PERSON", **more)  # type: ignore[arg-type]


def plain(*layers: Layer, **more: object) -> AnnotatedArticle:
    bare = replace(article(TEXT), title="")
    return AnnotatedArticle(bare, TEXT, layers=layers or (alone(),), **more)  # type: ignore[arg-type]


OTHER = Statement("s-0", "article-9", "ann-1", (words("go home"),))
TOPIC = Target("topic", "end_hostilities")
ONLY: Mapping[Feature, tuple[AnnotatedArticle, str]] = {
    "text": (plain(), "article-9"),
    "facts": (AnnotatedArticle(article(TEXT), TEXT, layers=(alone(),)), "article-9"),
    "zones": (plain(zones=(Zone("body", Span(0, len(TEXT))),)), "article-9"),
    "mentions": (plain(alone(mentions=(mention(),))), "m-1"),
    "mention actors": (plain(alone(mentions=(mention(actor="p:ilves"),))), "m-1"),
    "rejected mentions": (plain(alone(mentions=(mention(decision="rejected"),))), "m-1"),
    "decisions": (plain(alone(said(suggestion="g-1"))), "s-1"),
    "statements": (plain(alone(said())), "s-1"),
    "fragments": (
        plain(alone(replace(said(), content=(words("12 sailors"), words("must turn back"))))),
        "s-1",
    ),
    "sources": (plain(alone(said(source=Source((words("Rada Ilves"),))))), "s-1"),
    "holders": (plain(alone(said(source=Source(actors=("CHN",))))), "s-1"),
    "speakers": (
        plain(alone(said(source=Source(via=Via("TERN", (words("the Tern"),)), mention="name")))),
        "s-1",
    ),
    "cues": (plain(alone(said(cue=(words("told"),)))), "s-1"),
    "addressees": (
        plain(alone(said(addressee=Addressee((words("both fleets"),), ("AFG",))))),
        "s-1",
    ),
    "claim types": (plain(alone(said(claim_types=("call",)))), "s-1"),
    "second claim types": (plain(alone(said(claim_types=("call", "fact")))), "s-1"),
    "certainty": (plain(alone(said(certainty="hedged"))), "s-1"),
    "stances": (
        plain(alone(said(stances=(Stance(replace(TOPIC, spans=(words("home"),)), "favor"),)))),
        "s-1",
    ),
    "stances on statements": (
        plain(alone(OTHER, said(stances=(Stance(Target("statement", "s-0"), "against"),)))),
        "s-1",
    ),
    "implicit stances": (plain(alone(said(stances=(Stance(TOPIC, "favor", False),)))), "s-1"),
    "figures": (
        plain(alone(said(figures=(Figure(words("12 sailors"), 12, "exact", "missing"),)))),
        "s-1",
    ),
    "parents": (plain(alone(OTHER, said(parent="s-0"))), "s-1"),
    "unsure": (plain(alone(said(unsure=True))), "s-1"),
    "notes": (plain(alone(said(note="look again"))), "s-1"),
    "quotation types": (plain(alone(said(quote="direct"))), "s-1"),
    "article labels": (
        plain(alone(labels=(ArticleLabel("l-1", "article-9", "ann-1", "genre", "live"),))),
        "l-1",
    ),
    "document stances": (
        plain(alone(stances=(DocumentStance("d-1", "article-9", "ann-1", "CHN", TOPIC, "favor"),))),
        "d-1",
    ),
    "comments": (plain(told=(Comment("c-1", "article-9", "ann-1", "hm"),)), "c-1"),
    "flags": (plain(told=(Flag("f-1", "article-9", "ann-1"),)), "f-1"),
    "annotators": (plain(alone(), Layer("article-9", "ann-2")), "ann-2"),
    "progress": (
        plain(alone(progress=Progress("p-1", "article-9", "ann-1", "done"))),
        "p-1",
    ),
    "codebook versions": (plain(alone(said(codebook="news-statements@0.1.0"))), "s-1"),
    "working times": (plain(times=(ActiveTime("t-1", "article-9", "ann-1", WHEN, 5, 60),)), "t-1"),
    "suggestions": (
        plain(
            suggestions=(
                Suggestion("g-1", "article-9", "mention", words("Rada"), "PERSON", 1.0, "r", "run"),
            )
        ),
        "article-9",
    ),
    "rulings": (
        plain(rulings=(Ruling("r-1", "article-9", "ann-1", "statement:s-1", "holder", "taken"),)),
        "r-1",
    ),
}
# Held partly in a way that concerns no record: in another place of the file, or as another thing.
ELSEWHERE: frozenset[tuple[str, Feature]] = frozenset(
    {
        ("jsonl", "progress"),
        ("csv", "progress"),
    }
)


def test_every_feature_is_tried_alone() -> None:
    assert set(FEATURES) - set(ONLY) == {"offsets", "overlaps"}


@pytest.mark.parametrize("chosen", tuple(all_formats()))
def test_a_feature_is_named_as_lost_only_if_it_is_not_held_whole(
    chosen: ExportFormat, tmp_path: Path
) -> None:
    wrong = {feature: _wrong_alone(chosen, feature, tmp_path / feature) for feature in ONLY}
    assert {feature: why for feature, why in wrong.items() if why} == {}


def _wrong_alone(chosen: ExportFormat, feature: Feature, folder: Path) -> str:
    """Write a corpus in which only one feature is used; return what is wrong, "" for nothing."""
    each, record = ONLY[feature]
    corpus = corpus_of(each)
    if chosen.is_of_one:
        if feature == "annotators":
            return ""  # one is chosen before
        corpus = of_one(corpus, "ann-1")
    folder.mkdir()
    place = folder / f"out{chosen.suffix}"
    report = written(corpus, chosen, place)
    lost, fidelity = lost_by_id(report), chosen.holds()
    if feature in fidelity.whole:
        return "noted as lost" if feature in {name for name, _ in lost} else ""
    if (feature, record) in lost:
        return ""
    if feature in fidelity.left_out:
        return "lost silently"
    if (chosen.id, feature) in ELSEWHERE:
        return ""
    reader = reader_of(chosen)
    if reader is None or feature not in compared():
        return "held partly: that has to be noted"
    return "; ".join(unexplained(corpus, chosen, report, came_back(corpus, reader, place)))


@pytest.mark.parametrize("chosen", tuple(all_formats()))
def test_what_is_held_partly_is_said_in_words(chosen: ExportFormat) -> None:
    assert all(words.strip() and words[0].islower() for words in chosen.holds().partly.values())
