"""The tables of a project file, and the numbered steps that lead from one schema to the next.

Schema ``n`` is what the first ``n`` migrations build. An opened file must have exactly that: a
trigger, view, table or index of somebody else's is a reason to refuse it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import lru_cache, partial

APPLICATION_ID = 0x414E_4E31  # "ANN1", shown by `file` and read before SQLite opens the project

Migration = Callable[[sqlite3.Connection], None]

_SHA256_OF_NONE = "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"  # of "[]"
_FIRST = (
    """CREATE TABLE meta (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE codebooks (
      reference TEXT PRIMARY KEY,
      body TEXT NOT NULL,
      sha256 TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE annotators (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL CHECK (name <> ''),
      body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE actors (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE articles (
      position INTEGER PRIMARY KEY CHECK (position >= 0),
      id TEXT NOT NULL UNIQUE,
      title TEXT NOT NULL,
      date TEXT NOT NULL,
      source TEXT NOT NULL,
      length INTEGER NOT NULL CHECK (length >= 0),
      text_sha256 TEXT NOT NULL CHECK (length(text_sha256) = 64),
      file_name TEXT NOT NULL,
      file_sha256 TEXT NOT NULL,
      file_bytes INTEGER NOT NULL CHECK (file_bytes >= 0),
      encoding TEXT NOT NULL,
      external_id TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX articles_by_text ON articles (text_sha256)",
    "CREATE INDEX articles_by_file ON articles (file_sha256)",
    """CREATE TABLE texts (
      article TEXT PRIMARY KEY REFERENCES articles (id),
      text TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE zones (
      article TEXT PRIMARY KEY REFERENCES articles (id),
      body TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE statements (
      id TEXT PRIMARY KEY,
      article TEXT NOT NULL REFERENCES articles (id),
      annotator TEXT NOT NULL REFERENCES annotators (id),
      body TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX statements_by_article ON statements (article, annotator)",
    """CREATE TABLE mentions (
      id TEXT PRIMARY KEY,
      article TEXT NOT NULL REFERENCES articles (id),
      annotator TEXT NOT NULL REFERENCES annotators (id),
      suggestion TEXT,
      body TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX mentions_by_article ON mentions (article, annotator, suggestion)",
    """CREATE TABLE progress (
      id TEXT PRIMARY KEY,
      article TEXT NOT NULL REFERENCES articles (id),
      annotator TEXT NOT NULL REFERENCES annotators (id),
      status TEXT NOT NULL CHECK (status IN ('opened', 'done')),
      body TEXT NOT NULL,
      UNIQUE (article, annotator)
    ) STRICT""",
    """CREATE TABLE engine_runs (
      id TEXT PRIMARY KEY,
      engine TEXT NOT NULL,
      version TEXT NOT NULL,
      detail TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE preannotations (
      article TEXT NOT NULL REFERENCES articles (id),
      engine TEXT NOT NULL,
      run TEXT NOT NULL REFERENCES engine_runs (id),
      digest TEXT NOT NULL,
      PRIMARY KEY (article, engine)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE suggestions (
      article TEXT NOT NULL REFERENCES articles (id),
      id TEXT NOT NULL,
      run TEXT NOT NULL REFERENCES engine_runs (id),
      kind TEXT NOT NULL CHECK (kind IN ('mention', 'quotation')),
      start INTEGER NOT NULL CHECK (start >= 0),
      "end" INTEGER NOT NULL CHECK ("end" > start),
      label TEXT NOT NULL,
      confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
      rule TEXT NOT NULL,
      actor TEXT,
      PRIMARY KEY (article, kind, id, run)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE events (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      replica TEXT NOT NULL,
      seq INTEGER NOT NULL CHECK (seq > 0),
      clock TEXT NOT NULL,
      annotator TEXT NOT NULL,
      kind TEXT NOT NULL,
      target TEXT NOT NULL,
      article TEXT,
      history TEXT,
      action TEXT NOT NULL CHECK (action IN ('do', 'undo', 'redo')),
      step TEXT NOT NULL,
      of_step TEXT CHECK ((of_step IS NULL) = (action = 'do')),
      wording TEXT NOT NULL,
      codebook TEXT NOT NULL,
      bases TEXT NOT NULL,
      payload TEXT NOT NULL,
      checksum INTEGER NOT NULL,
      UNIQUE (replica, seq)
    ) STRICT""",
    "CREATE INDEX events_by_target ON events (target, clock)",
    "CREATE INDEX events_by_step ON events (step)",
    """CREATE INDEX events_by_history ON events (history, annotator, number)
      WHERE history IS NOT NULL""",
    """CREATE TABLE heads (
      kind TEXT NOT NULL,
      target TEXT NOT NULL,
      event TEXT NOT NULL,
      PRIMARY KEY (kind, target, event)
    ) STRICT, WITHOUT ROWID""",
)

_SIMILAR = (
    """CREATE TABLE compared (
      article TEXT PRIMARY KEY REFERENCES articles (id),
      method TEXT NOT NULL,
      length INTEGER NOT NULL CHECK (length >= 0)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE similar_passages (
      article TEXT NOT NULL REFERENCES articles (id),
      start INTEGER NOT NULL CHECK (start >= 0),
      "end" INTEGER NOT NULL CHECK ("end" > start),
      other TEXT NOT NULL REFERENCES articles (id) CHECK (other <> article),
      other_start INTEGER NOT NULL CHECK (other_start >= 0),
      other_end INTEGER NOT NULL CHECK (other_end > other_start),
      containment REAL NOT NULL CHECK (containment BETWEEN 0 AND 1),
      PRIMARY KEY (article, start, other, other_start)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX similar_passages_by_other ON similar_passages (other)",
)

_CANDIDATES = (
    "ALTER TABLE suggestions RENAME TO earlier_suggestions",
    """CREATE TABLE suggestions (
      article TEXT NOT NULL REFERENCES articles (id),
      id TEXT NOT NULL,
      run TEXT NOT NULL REFERENCES engine_runs (id),
      kind TEXT NOT NULL CHECK (kind IN ('mention', 'quotation', 'statement')),
      start INTEGER NOT NULL CHECK (start >= 0),
      "end" INTEGER NOT NULL CHECK ("end" > start),
      label TEXT NOT NULL,
      confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
      rule TEXT NOT NULL,
      actor TEXT,
      candidate TEXT CHECK ((candidate IS NOT NULL) = (kind = 'statement')),
      PRIMARY KEY (article, kind, id, run)
    ) STRICT, WITHOUT ROWID""",
    """INSERT INTO suggestions SELECT article, id, run, kind, start, "end", label, confidence,
      rule, actor, NULL FROM earlier_suggestions""",
    "DROP TABLE earlier_suggestions",
)


_CHANGES = (
    """CREATE TABLE suggestion_changes (
      article TEXT NOT NULL REFERENCES articles (id),
      clock TEXT NOT NULL,
      number INTEGER NOT NULL CHECK (number >= 0),
      run TEXT NOT NULL REFERENCES engine_runs (id),
      outcome TEXT NOT NULL CHECK (outcome IN ('new', 'gone', 'changed')),
      before TEXT CHECK ((before IS NULL) = (outcome = 'new')),
      after TEXT CHECK ((after IS NULL) = (outcome = 'gone')),
      PRIMARY KEY (article, clock, number)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX suggestion_changes_by_clock ON suggestion_changes (clock)",
)

_SERVED = (
    """CREATE TABLE offers (
      digest TEXT PRIMARY KEY CHECK (length(digest) = 64),
      body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE served (
      article TEXT NOT NULL REFERENCES articles (id),
      annotator TEXT NOT NULL REFERENCES annotators (id),
      offer TEXT NOT NULL REFERENCES offers (digest),
      is_withheld INTEGER NOT NULL CHECK (is_withheld IN (0, 1)),
      PRIMARY KEY (article, annotator, offer, is_withheld)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX served_unseen ON served (article) WHERE is_withheld = 1",
    # Whoever opened an article before had its suggestions; which ones is not known any more.
    f"INSERT INTO offers VALUES ('{_SHA256_OF_NONE}', '[]')",
    "INSERT INTO served SELECT article, annotator, digest, 0 FROM progress, offers",
)


_LEARNED = (
    """CREATE TABLE learned_layer (
      number INTEGER PRIMARY KEY CHECK (number = 1),
      id TEXT NOT NULL,
      made TEXT NOT NULL,
      trial TEXT NOT NULL,
      model BLOB,
      sha256 TEXT CHECK ((sha256 IS NULL) = (model IS NULL))
    ) STRICT""",
)

_WORDS = (
    # Fed with folded words (annotator.project.asked.words), so the tokenizer only splits at spaces.
    "CREATE VIRTUAL TABLE words USING fts5(title, text, content='', tokenize='ascii')",
    """CREATE TABLE suggestion_counts (
      article TEXT PRIMARY KEY REFERENCES articles (id),
      mentions INTEGER NOT NULL CHECK (mentions >= 0),
      statements INTEGER NOT NULL CHECK (statements >= 0)
    ) STRICT, WITHOUT ROWID""",
    """INSERT INTO suggestion_counts SELECT article, sum(kind = 'mention'), sum(kind = 'statement')
      FROM suggestions GROUP BY article""",
    """CREATE TABLE assignment_rounds (
      id TEXT PRIMARY KEY,
      body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE assignments (
      article TEXT NOT NULL REFERENCES articles (id),
      annotator TEXT NOT NULL REFERENCES annotators (id),
      round TEXT NOT NULL REFERENCES assignment_rounds (id),
      PRIMARY KEY (article, annotator, round)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX assignments_by_annotator ON assignments (annotator, article)",
)

_TOLD = (
    """CREATE TABLE article_labels (
      id TEXT PRIMARY KEY,
      article TEXT NOT NULL REFERENCES articles (id),
      annotator TEXT NOT NULL REFERENCES annotators (id),
      body TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX article_labels_by_article ON article_labels (article, annotator)",
    """CREATE TABLE document_stances (
      id TEXT PRIMARY KEY,
      article TEXT NOT NULL REFERENCES articles (id),
      annotator TEXT NOT NULL REFERENCES annotators (id),
      body TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX document_stances_by_article ON document_stances (article, annotator)",
    """CREATE TABLE comments (
      id TEXT PRIMARY KEY,
      article TEXT NOT NULL REFERENCES articles (id),
      annotator TEXT NOT NULL REFERENCES annotators (id),
      answers TEXT,
      is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
      body TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX comments_by_article ON comments (article, is_open)",
    "CREATE INDEX comments_by_answered ON comments (answers) WHERE answers IS NOT NULL",
    """CREATE TABLE flags (
      id TEXT PRIMARY KEY,
      article TEXT NOT NULL REFERENCES articles (id),
      annotator TEXT NOT NULL REFERENCES annotators (id),
      body TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX flags_by_article ON flags (article)",
    """CREATE TABLE active_times (
      id TEXT PRIMARY KEY,
      article TEXT NOT NULL REFERENCES articles (id),
      annotator TEXT NOT NULL REFERENCES annotators (id),
      started TEXT NOT NULL,
      seconds INTEGER NOT NULL CHECK (seconds > 0),
      body TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX active_times_by_annotator ON active_times (annotator, started)",
    "CREATE INDEX active_times_by_article ON active_times (article, annotator)",
    """CREATE TABLE guideline_notes (
      id TEXT PRIMARY KEY,
      annotator TEXT NOT NULL REFERENCES annotators (id),
      body TEXT NOT NULL
    ) STRICT""",
)


_CODEBOOK_PARTS = (
    """CREATE TABLE codebook_parts (
      id TEXT PRIMARY KEY,
      body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
)


_RULINGS = (
    """CREATE TABLE rulings (
      id TEXT PRIMARY KEY,
      article TEXT NOT NULL REFERENCES articles (id),
      annotator TEXT NOT NULL REFERENCES annotators (id),
      outcome TEXT NOT NULL CHECK (outcome IN
        ('taken', 'edited', 'rejected', 'deferred', 'unclear', 'agreed')),
      body TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX rulings_by_article ON rulings (article)",
    "CREATE INDEX rulings_by_outcome ON rulings (outcome)",
)


_TOKENS = (
    # Where a tokenizer cuts each text (see annotator.corpus.token_cuts); derived, never merged.
    """CREATE TABLE tokens (
      article TEXT PRIMARY KEY REFERENCES articles (id),
      tokenizer TEXT NOT NULL,
      text_sha256 TEXT NOT NULL CHECK (length(text_sha256) = 64),
      packed BLOB NOT NULL
    ) STRICT""",
)


def _execute(statements: Sequence[str], connection: sqlite3.Connection) -> None:
    for statement in statements:
        connection.execute(statement)


_STATEMENTS: tuple[Sequence[str], ...] = (
    _FIRST,
    _SIMILAR,
    _CANDIDATES,
    _CHANGES,
    _SERVED,
    _LEARNED,
    _WORDS,
    _CODEBOOK_PARTS,
    _TOLD,
    _RULINGS,
    _TOKENS,
)
MIGRATIONS: tuple[Migration, ...] = tuple(partial(_execute, each) for each in _STATEMENTS)


def current_version() -> int:
    """Return the schema that this program writes."""
    return len(MIGRATIONS)


def migrate(connection: sqlite3.Connection, *, start: int) -> None:
    """Lead the tables from schema ``start`` to ours, inside the caller's transaction."""
    for migration in MIGRATIONS[start:]:
        migration(connection)
    connection.execute(f"PRAGMA user_version = {current_version()}")


def foreign_objects(connection: sqlite3.Connection, *, version: int) -> tuple[str, ...]:
    """Name what differs from schema ``version``: additions, alterations and what is missing."""
    expected = _objects_of(MIGRATIONS[:version])
    found = _objects(connection)
    differing = {name for name, sql in found.items() if expected.get(name, ("",)) != sql}
    missing = expected.keys() - found.keys()
    return tuple(sorted(" ".join(name) for name in differing | missing))


@lru_cache(maxsize=8)
def _objects_of(migrations: tuple[Migration, ...]) -> dict[tuple[str, str], tuple[str, str | None]]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for migration in migrations:
            migration(connection)
        return _objects(connection)
    finally:
        connection.close()


def _objects(connection: sqlite3.Connection) -> dict[tuple[str, str], tuple[str, str | None]]:
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema")
    return {(kind, name): (table, sql) for kind, name, table, sql in rows}
