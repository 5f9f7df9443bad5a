"""Makes a project of very many invented articles, with ten labelled spans by each annotator."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from contextlib import closing
from pathlib import Path

from annotator.annotations.edits import Zones
from annotator.annotations.model import (
    Mention,
    Progress,
    Source,
    Stance,
    Statement,
    Target,
)
from annotator.codebook.model import Codebook
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Zone
from annotator.corpus.span import Span
from annotator.corpus.token_cuts import packed
from annotator.preannotation.found import plain_tokenizer
from annotator.project import Project
from annotator.project.history.records import encoded

SPANS = 10  # two statements with content, source and cue, and four mentions
_SAYING = ("The {who} said", "A {who} warned", "The {who} confirmed on Monday")
_SAID = (
    "the talks on the {what} would go on",
    "nobody may close the {what} before spring",
    "“we shall reopen the {what} at once”",
    "all sides had agreed on the {what}",
)
_WHO = ("minister", "envoy", "mayor", "union", "army", "court", "council")
_WHAT = ("border", "strait", "pipeline", "harbour", "ceasefire", "bridge", "treaty")


def make(path: Path, articles: int, *, shared: int = 0) -> None:
    """Write a project of so many articles, the first of which two people labelled; always the same.

    Records lie in it as the program writes them, but without their history, which no export reads.
    """
    chance = random.Random(7)
    book = default_codebook()
    with Project.create(path, title="Many", codebook=book, annotator="Amina") as made:
        who, second = (each.id for each in made.know_annotators(["Amina", "Bo"]))
    with closing(sqlite3.connect(path)) as raw, raw:
        for number in range(articles):
            article, places = _article(raw, number, chance)
            for each in (who, second) if number < shared else (who,):
                _labels(raw, article, each, book, chance, places)


def keep_tokens(path: Path) -> None:
    """Keep the tokens of all texts, as marking does."""
    import spacy

    cut, tokenizer = spacy.blank("en").tokenizer, plain_tokenizer("en")
    with closing(sqlite3.connect(path)) as raw, raw:
        rows = raw.execute("SELECT id, text_sha256, text FROM articles JOIN texts ON article = id")
        for article, sha256, text in rows.fetchall():
            cuts = packed((len(each), bool(each.whitespace_)) for each in cut(text))
            row = (article, tokenizer, sha256, cuts)
            raw.execute("INSERT OR REPLACE INTO tokens VALUES (?, ?, ?, ?)", row)


def forget_tokens(path: Path) -> None:
    """Leave no tokens behind."""
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DELETE FROM tokens")


_Places = list[tuple[Span, Span, Span]]  # source, cue and content of each sentence


def _article(raw: sqlite3.Connection, number: int, chance: random.Random) -> tuple[str, _Places]:
    article = f"01a20000-0000-7000-8000-{number:012x}"
    text, places = _text(number, chance)
    digest = hashlib.sha256(text.encode()).hexdigest()
    raw.execute(
        "INSERT INTO articles VALUES (?, ?, ?, '2026-05-04', 'NORPRESS', ?, ?, ?, ?, ?, 'utf-8', "
        "'')",
        (number, article, text[:40], len(text), digest, f"{number}.txt", digest, len(text)),
    )
    raw.execute("INSERT INTO texts VALUES (?, ?)", (article, text))
    zones = Zones(article, article, (Zone("body", Span(0, len(text))),))
    raw.execute("INSERT INTO zones VALUES (?, ?)", (article, encoded("zones", zones)))
    return article, places


def _labels(
    raw: sqlite3.Connection,
    article: str,
    who: str,
    book: Codebook,
    chance: random.Random,
    places: _Places,
) -> None:
    progress = Progress(f"{article}:{who}", article, who, "done", book.reference)
    raw.execute(
        "INSERT INTO progress VALUES (?, ?, ?, 'done', ?)",
        (progress.id, article, who, encoded("progress", progress)),
    )
    for at, (source, cue, content) in enumerate(places[:2]):
        types = chance.sample([each.id for each in book.claim_types], k=2)
        topic, value = chance.choice(book.topics).id, chance.choice(book.stance_values).id
        name = f"{article}-s{at}{who[-4:]}"
        statement = Statement(
            name,
            article,
            who,
            (content,),
            source=Source(spans=(source,), actors=("UN",), mention="role"),
            cue=(cue,),
            claim_types=tuple(types),
            stances=(Stance(Target("topic", topic), value),),
            codebook=book.reference,
        )
        raw.execute(
            "INSERT INTO statements VALUES (?, ?, ?, ?)",
            (name, article, who, encoded("statement", statement)),
        )
    for at, (source, _, content) in enumerate(places[2:4]):
        for part, span in enumerate((source, Span(content.end - 6, content.end))):
            name = f"{article}-m{at}{part}{who[-4:]}"
            mention = Mention(name, article, who, span, "ORG", codebook=book.reference)
            raw.execute(
                "INSERT INTO mentions VALUES (?, ?, ?, NULL, ?)",
                (name, article, who, encoded("mention", mention)),
            )


def _text(number: int, chance: random.Random) -> tuple[str, _Places]:
    text = f"{chance.choice(_WHAT).capitalize()} talks, day {number}\n\n"
    places = []
    for at in range(12):
        saying, who = chance.choice(_SAYING), chance.choice(_WHO)
        said = chance.choice(_SAID).format(what=chance.choice(_WHAT))
        begin = len(text)
        words = saying.format(who=who)
        source_end = begin + words.index(who) + len(who)
        content = begin + len(words) + 1
        cue = Span(source_end + 1, begin + len(words))
        places.append((Span(begin, source_end), cue, Span(content, content + len(said))))
        text += f"{words} {said}.{'  ' if at % 3 else chr(10) * 2}"
    return text.rstrip(), places
