"""Questions that the window and the workflows ask a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar, cast

from annotator.annotations.edits import Zones
from annotator.annotations.indexes.in_order import (
    contents_in_order,
    sorted_by_start,
    spans_in_order,
)
from annotator.annotations.model import (
    GOLD,
    Actor,
    Annotator,
    ArticleLabel,
    DocumentStance,
    Layer,
    Mention,
    Progress,
    Statement,
)
from annotator.annotations.repeats import repeat_id
from annotator.codebook.model import Codebook
from annotator.corpus.article import Article, Zone
from annotator.corpus.span import Span
from annotator.errors import AnnotationError
from annotator.preannotation.suggestion import EngineRun, Suggestion, SuggestionKind
from annotator.project.asked.kept_records import KeptRecords
from annotator.project.history import records, state
from annotator.project.storage.connection import Connection

if TYPE_CHECKING:
    from annotator.project.model import AnnotatorCount, ProjectInfo

_T = TypeVar("_T")
_Suggested = tuple[int, int, str, str, SuggestionKind, str, float, str, "str | None", "str | None"]
_AT_ONCE = 500
_COUNTED = (
    "articles",
    "statements",
    "mentions",
    "suggestions",
    "actors",
    "events",
    "article_labels",
    "comments",
    "flags",
    "rulings",
)
BESIDE = "(SELECT id FROM annotators WHERE json_extract(body, '$.kind') <> 'person')"
# When an annotator (w.who) came to the project, wherever its copies were.
_CAME = "(SELECT min(e.clock) FROM events e WHERE e.target = w.who), w.who"
SETTING = "setting:"  # how the keys of settings begin, beside the facts about the project


def count(connection: Connection, table: str) -> int:
    """Return how many rows one of our tables has."""
    found = connection.row(f"SELECT count(*) FROM {table}")
    return 0 if found is None else cast("int", found[0])


def article(connection: Connection, article_id: str) -> Article:
    """Return the facts of an article."""
    found = state.article_with_id(connection, article_id)
    if found is None:
        raise _unknown_article(article_id)
    return found


def text(connection: Connection, article_id: str) -> str:
    """Return the text of an article."""
    found = connection.row("SELECT text FROM texts WHERE article = ?", article_id)
    if found is None:
        raise _unknown_article(article_id)
    return str(found[0])


def zones(connection: Connection, article_id: str) -> tuple[Zone, ...]:
    """Return the zones of an article, in text order."""
    found = connection.row("SELECT body FROM zones WHERE article = ?", article_id)
    if found is None:
        raise _unknown_article(article_id)
    return records.read(Zones, found[0]).zones


def _unknown_article(article_id: str) -> AnnotationError:
    return AnnotationError(
        f"There is no article {article_id} in this project. Nothing was changed. "
        "Choose one from the queue."
    )


def suggestions(
    connection: Connection, article_id: str, kept: KeptRecords | None = None
) -> tuple[Suggestion, ...]:
    """Return the suggestions of all engines for an article, in text order."""
    kept = kept or KeptRecords()
    rows, make = _suggested(connection, article_id), partial(_suggestions, article_id)
    return kept.in_order(("suggestions", article_id), rows, make, _in_order)


def _suggested(connection: Connection, article_id: str) -> list[tuple[object, ...]]:
    return connection.rows(
        'SELECT start, "end", id, run, kind, label, confidence, rule, actor, candidate '
        "FROM suggestions WHERE article = ?",
        article_id,
    )


def _in_order(found: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    place = attrgetter("span.start", "span.end", "id", "run")
    return sorted_by_start(found, attrgetter("span.start"), place)


def _suggestions(article_id: str, rows: Iterable[object]) -> list[Suggestion]:
    try:
        return [_suggestion(article_id, cast("_Suggested", row)) for row in rows]
    except (TypeError, ValueError) as error:
        raise records.damaged(f"a stored suggestion cannot be read ({error})") from error


def _suggestion(article_id: str, row: _Suggested) -> Suggestion:
    start, end, name, run, kind, label, confidence, rule, actor, parts = row
    candidate = None if parts is None else records.decoded_candidate(parts)
    span = Span(start, end)
    return Suggestion(name, article_id, kind, span, label, confidence, rule, run, actor, candidate)


def engine_runs(connection: Connection) -> tuple[EngineRun, ...]:
    """Return every run of an engine that left suggestions here."""
    rows = connection.rows("SELECT id, engine, version, detail FROM engine_runs ORDER BY id")
    return tuple(EngineRun(*cast("tuple[str, str, str, str]", row)) for row in rows)


def layer(
    connection: Connection, article_id: str, annotator: str, kept: KeptRecords | None = None
) -> Layer:
    """Return everything one annotator says about one article, in text order."""
    kept, of = kept or KeptRecords(), (article_id, annotator)
    read_mentions = partial(records.read_all, Mention)
    read_statements = partial(records.read_all, Statement)
    mentions = kept.in_order(
        ("mentions", *of), _bodies(connection, "mentions", of), read_mentions, spans_in_order
    )
    statements = kept.in_order(
        ("statements", *of),
        _bodies(connection, "statements", of),
        read_statements,
        contents_in_order,
    )
    progress = connection.row("SELECT body FROM progress WHERE article = ? AND annotator = ?", *of)
    return Layer(
        article=article_id,
        annotator=annotator,
        mentions=mentions,
        statements=statements,
        progress=None if progress is None else records.read(Progress, progress[0]),
        labels=tuple(_owned(connection, ArticleLabel, "article_labels", article_id, annotator)),
        stances=tuple(
            _owned(connection, DocumentStance, "document_stances", article_id, annotator)
        ),
    )


def _bodies(connection: Connection, table: str, of: tuple[str, str]) -> list[object]:
    found = connection.rows(f"SELECT body FROM {table} WHERE article = ? AND annotator = ?", *of)
    return [row[0] for row in found]


def ahead(
    connection: Connection, article_id: str, annotator: str, kept: KeptRecords
) -> Iterator[None]:
    """Read in pieces of some milliseconds what :func:`layer` and :func:`suggestions` will need."""
    of = article_id, annotator
    read_mentions = partial(records.read_all, Mention)
    read_statements = partial(records.read_all, Statement)
    rows = _bodies(connection, "mentions", of)
    yield from kept.ahead(("mentions", *of), rows, read_mentions, spans_in_order)
    rows = _bodies(connection, "statements", of)
    yield from kept.ahead(("statements", *of), rows, read_statements, contents_in_order)
    suggested, make = _suggested(connection, article_id), partial(_suggestions, article_id)
    yield from kept.ahead(("suggestions", article_id), suggested, make, _in_order)


def _owned(
    connection: Connection, wanted: type[_T], table: str, article_id: str, annotator: str
) -> Iterator[_T]:
    """Yield what an annotator said of a whole article, by id."""
    rows = connection.rows(
        f"SELECT body FROM {table} WHERE article = ? AND annotator = ? ORDER BY id",
        article_id,
        annotator,
    )
    for (body,) in rows:
        yield records.read(wanted, body)


def annotators_of(connection: Connection, article_id: str) -> tuple[str, ...]:
    """Return the ids of the annotators who have anything in an article, the first to come first."""
    rows = connection.rows(
        "SELECT who FROM (SELECT annotator AS who FROM statements WHERE article = ? "
        "UNION SELECT annotator FROM mentions WHERE article = ? "
        "UNION SELECT annotator FROM article_labels WHERE article = ? "
        "UNION SELECT annotator FROM document_stances WHERE article = ? "
        "UNION SELECT annotator FROM progress WHERE article = ?) w "
        f"ORDER BY {_CAME}",
        *(article_id,) * 5,
    )
    return tuple(str(row[0]) for row in rows)


def actors(connection: Connection) -> tuple[Actor, ...]:
    """Return all actors by name."""
    rows = connection.rows("SELECT body FROM actors ORDER BY name, id")
    return tuple(records.read(Actor, body) for (body,) in rows)


def past_actors(connection: Connection) -> frozenset[str]:
    """Return the ids of all actors of which the history tells."""
    rows = connection.rows("SELECT target FROM heads WHERE kind = 'actor'")
    return frozenset(str(target) for (target,) in rows)


def data_version(connection: Connection) -> int:
    """Return a number that is another one after another connection has written."""
    found = connection.row("PRAGMA data_version")
    assert found is not None
    return cast("int", found[0])


def annotators(connection: Connection) -> tuple[Annotator, ...]:
    """Return all annotators, the first one first."""
    rows = connection.rows(
        f"SELECT body FROM (SELECT id AS who, body FROM annotators) w ORDER BY {_CAME}"
    )
    return tuple(records.read(Annotator, body) for (body,) in rows)


def people(connection: Connection) -> tuple[Annotator, ...]:
    """Return everybody who labels, the first one first."""
    return tuple(each for each in annotators(connection) if each.kind == "person")


def codebooks(connection: Connection) -> tuple[Codebook, ...]:
    """Return all versions of the codebook."""
    rows = connection.rows("SELECT body FROM codebooks ORDER BY reference")
    return tuple(records.decoded_codebook(str(body)) for (body,) in rows)


def meta(connection: Connection, key: str) -> str:
    """Return one fact about the project itself; empty where it was never noted."""
    found = connection.row("SELECT value FROM meta WHERE key = ?", key)
    return "" if found is None else str(found[0])


def setting(connection: Connection, name: str) -> str | None:
    """Return one setting of the project."""
    return meta(connection, SETTING + name) or None


def settings(connection: Connection) -> dict[str, str]:
    """Return all settings of the project by name."""
    rows = connection.rows(
        "SELECT substr(key, ?), value FROM meta WHERE substr(key, 1, ?) = ? ORDER BY key",
        *(len(SETTING) + 1, len(SETTING), SETTING),
    )
    return {str(name): str(value) for name, value in rows}


def marked_articles(connection: Connection, run: str) -> frozenset[str]:
    """Return the articles whose suggestions of that engine come from the run."""
    rows = connection.rows("SELECT article FROM preannotations WHERE run = ?", run)
    return frozenset(str(article) for (article,) in rows)


def known_texts(connection: Connection, sha256s: Iterable[str]) -> dict[str, str]:
    """Return which texts are in already: SHA-256 of the text -> id of the first such article."""
    wanted = list(sha256s)
    known: dict[str, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        rows = connection.rows(
            "SELECT text_sha256, id FROM articles WHERE text_sha256 IN "
            f"({', '.join('?' * len(some))}) ORDER BY position DESC",
            *some,
        )
        known.update((str(sha256), str(article_id)) for sha256, article_id in rows)
    return known


def article_for_file(connection: Connection, file_sha256: str) -> str | None:
    """Return the first article that was read from a file with these bytes."""
    found = connection.row(
        "SELECT id FROM articles WHERE file_sha256 = ? ORDER BY position", file_sha256
    )
    return None if found is None or not file_sha256 else str(found[0])


def info(connection: Connection) -> ProjectInfo:
    """Count what is in a project."""
    from sqlite_utils import Database  # imported late: it brings numpy along

    from annotator.project.model import ProjectInfo

    with connection.speaking("count what is in the project"):
        database = Database(connection.raw, recursive_triggers=False, execute_plugins=False)
        counts = {name: database.table(name).count for name in _COUNTED}
    for name in ("statements", "mentions", "article_labels"):
        counts[name] -= _beside_people(connection, name)
    characters = connection.row("SELECT coalesce(sum(length), 0) FROM articles")
    version = connection.row("PRAGMA user_version")
    size = connection.row("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    assert characters is not None and version is not None and size is not None
    return ProjectInfo(
        path=connection.path,
        id=meta(connection, "id"),
        title=meta(connection, "title"),
        created=meta(connection, "created"),
        schema=cast("int", version[0]),
        codebook=meta(connection, "codebook"),
        articles=counts["articles"],
        characters=cast("int", characters[0]),
        statements=counts["statements"],
        article_labels=counts["article_labels"],
        comments=counts["comments"],
        flags=counts["flags"],
        rulings=counts["rulings"],
        settled=_count_of(connection, Annotator(GOLD, GOLD)).done,
        mentions=counts["mentions"],
        suggestions=counts["suggestions"],
        actors=counts["actors"],
        events=counts["events"],
        size=cast("int", size[0]),
        annotators=tuple(_count_of(connection, each) for each in people(connection)),
    )


def _beside_people(connection: Connection, table: str) -> int:
    """Return how many rows of a table belong to layers beside the people's."""
    found = connection.row(f"SELECT count(*) FROM {table} WHERE annotator IN {BESIDE}")
    return 0 if found is None else cast("int", found[0])


def _count_of(connection: Connection, annotator: Annotator) -> AnnotatorCount:
    from annotator.project.model import AnnotatorCount

    row = connection.row(
        "SELECT (SELECT count(*) FROM progress WHERE annotator = ? AND status = 'opened'), "
        "(SELECT count(*) FROM progress WHERE annotator = ? AND status = 'done'), "
        "(SELECT count(*) FROM statements WHERE annotator = ?), "
        "(SELECT count(*) FROM mentions WHERE annotator = ?), "
        "(SELECT coalesce(sum(seconds), 0) FROM active_times WHERE annotator IN (?, ?))",
        *(*(annotator.id,) * 5, repeat_id(annotator.id)),
    )
    assert row is not None
    counts = cast("tuple[int, int, int, int, int]", row)
    return AnnotatorCount(annotator.id, annotator.name, *counts)
