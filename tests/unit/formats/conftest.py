"""A small invented corpus with everything awkward in it."""

from __future__ import annotations

import hashlib

import pytest

from annotator.annotations.model import (
    Actor,
    Addressee,
    Annotator,
    Figure,
    Layer,
    Mention,
    Progress,
    Source,
    Stance,
    Statement,
    Target,
    Via,
)
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, Zone
from annotator.corpus.span import Span
from annotator.formats.labelled.annotated_corpus import AnnotatedArticle, AnnotatedCorpus
from annotator.preannotation.suggestion import Candidate, EngineRun, Suggestion

BOOK = "news-statements@1.0.0"
TALKS = (
    "Talks stall on the Lumen\u00a0Strait 🛶\n\n"
    "“Both fleets must turn back,” envoy Rada Ilves told the Tern Gazette, “before the ice does it "
    "for them.” Norland rejects the charge that its 👩‍🚀 pilots jammed the radar.\n\n"
    "At least 12 sailors are missing, שלום harbour\u2028officials say, calling it “a bad night”."
)
QUIET = "=SUM(A1) was all the mayor wrote. Nobody answered.\n"


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def article_of(number: str, title: str, text: str, **facts: str) -> Article:
    raw = text.encode()
    sha256 = hashlib.sha256(raw).hexdigest()
    return Article(
        id=f"article-{number}",
        title=title,
        text_sha256=sha256,
        length=len(text),
        file_sha256=sha256,
        file_bytes=len(raw),
        **facts,
    )


def envoy() -> Statement:
    return Statement(
        id="s-1",
        article="article-1",
        annotator="ann-1",
        content=(
            span(TALKS, "“Both fleets must turn back,”"),
            span(TALKS, "“before the ice does it for them.”"),
        ),
        source=Source(
            spans=(span(TALKS, "envoy Rada Ilves"),),
            actors=("CHN", "p:ilves"),
            speaker="p:ilves",
            mention="name",
            via=Via("TERN", (span(TALKS, "the Tern Gazette"),)),
        ),
        cue=(span(TALKS, "told"),),
        addressee=Addressee((span(TALKS, "Both fleets"),), ("PAK", "AFG")),
        claim_types=("call", "prediction"),
        certainty="asserted",
        stances=(
            Stance(Target("topic", "end_hostilities"), "favor"),
            Stance(Target("actor", "PAK", (span(TALKS, "fleets"),)), "against", explicit=False),
        ),
        note='=HYPERLINK("x") is only a note; "quoted", with\na line end',
        external_id="tern-1",
        codebook=BOOK,
    )


def denial() -> Statement:
    return Statement(
        id="s-2",
        article="article-1",
        annotator="ann-1",
        content=(span(TALKS, "the charge that its 👩‍🚀 pilots jammed the radar"),),
        source=Source(spans=(span(TALKS, "Norland"),), actors=("AFG",)),
        cue=(span(TALKS, "rejects"),),
        claim_types=("denial",),
        certainty="hedged",
        stances=(
            Stance(Target("statement", "s-1"), "against"),
            Stance(Target("topic", "militant_sanctuary"), "against"),
        ),
        unsure=True,
        codebook=BOOK,
    )


def figures() -> Statement:
    return Statement(
        id="s-3",
        article="article-1",
        annotator="ann-1",
        content=(span(TALKS, "At least 12 sailors are missing"),),
        source=Source(actors=("ANON",), inferred=True),
        claim_types=("fact",),
        figures=(
            Figure(span(TALKS, "At least 12 sailors"), 12, "at_least", "missing", "soldiers"),
            Figure(span(TALKS, "sailors"), None, "unspecified", "casualties"),
            Figure(span(TALKS, "12"), 12.5, "about", "injured", "all", "both"),
        ),
        parent="s-2",
        codebook=BOOK,
    )


def second_opinion() -> Statement:
    return Statement(
        id="s-4",
        article="article-1",
        annotator="ann-2",
        content=(span(TALKS, "calling it “a bad night”"),),
        claim_types=(),
        stances=(Stance(Target("topic", "other"), "unclear"),),
        source=Source(actors=("AFG",)),
        voice="author",
        quote="direct",
        external_id="tern-1",
        codebook=BOOK,
    )


def mentions() -> tuple[Mention, ...]:
    first = Mention(
        "m-1", "article-1", "ann-1", span(TALKS, "Lumen\u00a0Strait"), "LOC", codebook=BOOK
    )
    return (
        first,
        Mention(
            id="m-2",
            article="article-1",
            annotator="ann-1",
            span=span(TALKS, "Rada Ilves"),
            kind="PERSON",
            actor="p:ilves",
            decision="corrected",
            suggestion="g-1",
            codebook=BOOK,
        ),
        Mention(
            "m-3", "article-1", "ann-1", span(TALKS, "Ilves"), "PERSON", None, "accepted", "g-9"
        ),
        Mention("m-4", "article-1", "ann-1", span(TALKS, "Tern"), "GPE", None, "rejected", "g-2"),
        Mention("m-5", "article-1", "ann-1", span(TALKS, "ailor"), "NORP", codebook=BOOK),
    )


def suggestions() -> tuple[Suggestion, ...]:
    return (
        possible_statement(),
        Suggestion("g-1", "article-1", "mention", span(TALKS, "Ilves"), "ORG", 0.4, "runs", "run"),
        Suggestion(
            "g-3", "article-1", "quotation", span(TALKS, "“a bad night”"), "direct", 1.0, "q", "run"
        ),
    )


def possible_statement() -> Suggestion:
    fragments = (
        span(TALKS, "“Both fleets must turn back,”"),
        span(TALKS, "“before the ice does it for them.”"),
    )
    return Suggestion(
        id="g-4",
        article="article-1",
        kind="statement",
        span=Span(fragments[0].start, fragments[1].end),
        label="call",
        confidence=0.9,
        rule="quote-interrupted",
        run="run",
        candidate=Candidate(
            content=fragments,
            source=(span(TALKS, "envoy Rada Ilves"),),
            cue=(span(TALKS, "told"),),
            actors=("CHN",),
            speaker="p:ilves",
            claim_type="call",
            addressee=(span(TALKS, "the Tern Gazette"),),
        ),
    )


def talks() -> AnnotatedArticle:
    zones = (
        Zone("headline", Span(0, TALKS.index("\n"))),
        Zone("body", span(TALKS, TALKS.split("\n\n")[1])),
        Zone("body", span(TALKS, TALKS.split("\n\n")[2]), "und"),
    )
    return AnnotatedArticle(
        article=article_of(
            "1",
            "Talks stall",
            TALKS,
            date="2031-05-01",
            source="Tern Gazette",
            file_name="tern.txt",
            external_id="tern",
        ),
        text=TALKS,
        zones=zones,
        layers=(
            Layer(
                "article-1",
                "ann-1",
                mentions(),
                (envoy(), denial(), figures()),
                Progress("article-1:ann-1", "article-1", "ann-1", "done", BOOK),
            ),
            Layer("article-1", "ann-2", (), (second_opinion(),)),
        ),
        suggestions=suggestions(),
    )


def quiet() -> AnnotatedArticle:
    done = Progress("article-2:ann-2", "article-2", "ann-2", "done", BOOK)
    return AnnotatedArticle(
        article=article_of("2", "=SUM(A1)", QUIET),
        text=QUIET,
        zones=(Zone("body", Span(0, len(QUIET) - 1)),),
        layers=(Layer("article-2", "ann-2", progress=done),),
    )


@pytest.fixture
def corpus() -> AnnotatedCorpus:
    """Two articles, two annotators, five mentions, four statements."""
    book = default_codebook()
    actors = tuple(
        Actor(each.id, each.name, each.type, each.aliases, each.country, each.acts_for)
        for each in book.actors
    )
    return AnnotatedCorpus(
        project_id="project-1",
        title="Strait talks",
        codebooks=(book,),
        articles=(talks(), quiet()),
        annotators=(Annotator("ann-1", "Amina"), Annotator("ann-2", "+Bo")),
        actors=(
            *actors,
            Actor("p:ilves", "Rada Ilves", "person", ("Ilves",), None, "CHN"),
            Actor("TERN", "Tern Gazette", "media"),
        ),
        engine_runs=(EngineRun("run", "rules", "0.1", "names"),),
    )
