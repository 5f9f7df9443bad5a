"""The deep check sees what SQLite cannot see."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from annotator.annotations.edits import Edit
from annotator.annotations.ids import new_id
from annotator.annotations.model import Mention, Progress
from annotator.corpus.span import Span
from annotator.errors import DamagedProjectError
from annotator.preannotation.suggestion import EngineRun, Suggestion
from annotator.project import Project
from annotator.project.storage import backup, checking
from annotator.project.storage.lock import lock_path


@pytest.fixture
def full(desk):
    """A project with something of everything, closed."""
    article, who = desk.article(), desk.project.annotator.id
    statement = desk.add(article, note="weighty")
    desk.add(article, parent=statement.id)
    mention = Mention(new_id(), article, who, Span(4, 11), "ORG", "veltra")
    desk.do(Edit(None, mention), Edit(None, Progress(f"{article}:{who}", article, who, "opened")))
    found = Suggestion("s1", article, "mention", Span(4, 11), "ORG", 0.9, "rule", "r1")
    desk.project.store_suggestions(EngineRun("r1", "rules", "1"), {article: [found]})
    desk.change(statement, note="weightier")
    desk.project.undo(article)
    assert desk.project.check() == ()
    desk.project.close()
    return desk


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE texts SET text = replace(text, 'harbour', 'Harbour')",
        "UPDATE texts SET text = text || '.'",
        "UPDATE articles SET title = 'Another'",
        "UPDATE articles SET length = length - 1",
        "UPDATE articles SET date = '2020-01-01'",
        "DELETE FROM texts",
        """UPDATE zones SET body = replace(body, '"start":0', '"start":1')""",
        "DELETE FROM zones",
        "UPDATE statements SET body = replace(body, 'weighty', 'lighter')",
        """UPDATE statements SET body = replace(body, '"end":11', '"end":9999')""",
        "UPDATE statements SET body = replace(body, id, 'x') WHERE body LIKE '%weighty%'",
        "DELETE FROM statements WHERE body LIKE '%weighty%'",
        "UPDATE mentions SET suggestion = 's9'",
        "UPDATE mentions SET body = replace(body, 'veltra', 'nobody')",
        "UPDATE progress SET status = 'done'",
        "DELETE FROM progress",
        "UPDATE actors SET name = 'X' WHERE id = 'veltra'",
        "DELETE FROM actors WHERE id = 'veltra'",
        'INSERT INTO actors VALUES (\'x\', \'X\', \'{"id":"x","name":"X"}\')',
        "UPDATE meta SET value = 'nobody' WHERE key = 'annotator'",
        "UPDATE meta SET value = 'none@1' WHERE key = 'codebook'",
        "UPDATE codebooks SET body = replace(body, 'Harbour', 'Airport')",
        "UPDATE suggestions SET label = 'PERSON'",
        'UPDATE suggestions SET "end" = 9',
        "DELETE FROM suggestions",
        "UPDATE preannotations SET engine = 'names'",
        "UPDATE events SET wording = 'Something else' WHERE number = 9",
        "UPDATE events SET payload = replace(payload, 'weighty', 'lighter')",
        "UPDATE events SET clock = '0000000000000001' WHERE number = 9",
        "UPDATE events SET bases = '[]' WHERE bases <> '[]'",
        "UPDATE events SET payload = 'nonsense' WHERE number = 9",
        "UPDATE events SET kind = 'nonsense' WHERE number = 9",
        "DELETE FROM events WHERE number = (SELECT max(number) FROM events)",
        "DELETE FROM events WHERE number = 2",
        "DELETE FROM events WHERE number = 9",
        "DELETE FROM heads WHERE kind = 'statement'",
        "UPDATE heads SET event = 'nowhere' WHERE kind = 'mention'",
    ],
)
def test_a_change_from_outside_is_seen(full, sql):
    with closing(sqlite3.connect(full.project.path)) as raw, raw:
        assert raw.execute(sql).rowcount > 0
    project = full.reopen()
    assert project.check() != ()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE annotators SET body = 'nonsense'",
        "DELETE FROM annotators",
        "UPDATE codebooks SET body = '[]'",
        "DELETE FROM codebooks",
        "UPDATE meta SET value = CAST(x'ff' AS TEXT) WHERE key = 'title'",
    ],
)
def test_without_annotators_or_codebook_a_project_is_refused_as_damaged(full, sql):
    with closing(sqlite3.connect(full.project.path)) as raw, raw:
        assert raw.execute(sql).rowcount > 0
    with pytest.raises(DamagedProjectError):
        full.reopen()
    assert not lock_path(full.project.path).exists()


def test_the_problem_is_told_with_the_name_of_the_article(full):
    with closing(sqlite3.connect(full.project.path)) as raw, raw:
        raw.execute("UPDATE texts SET text = replace(text, 'harbour', 'Harbour')")
    (problem,) = full.reopen().check()
    assert problem == "The text of “Harbour” is not as it was stored."


def test_a_list_of_problems_has_an_end(desk):
    desk.project.add_articles([desk.new_article() for _ in range(150)])
    desk.project.close()
    with closing(sqlite3.connect(desk.project.path)) as raw, raw:
        raw.execute("UPDATE texts SET text = 'x'")
    found = desk.reopen().check()
    assert len(found) == 101 and "more" in found[-1]


def test_checking_beside_the_one_who_labels_holds_nobody_up(full, monkeypatch):
    path, looked_at = full.project.path, []
    writer = full.reopen()
    real = checking.problems

    def label_meanwhile(connection):
        looked_at.append(connection.path)
        article = writer.articles()[0].id
        looking = connection.raw.execute("SELECT * FROM events")
        looking.fetchone()
        full.add(article)
        looking.close()
        return real(connection)

    monkeypatch.setattr(checking, "problems", label_meanwhile)
    with Project.open(path, readonly=True) as reader:
        assert reader.check() == ()
    assert looked_at and path not in looked_at and not looked_at[0].exists()


def test_without_room_for_a_copy_the_file_itself_is_checked(full, monkeypatch):
    def no_room(_path):
        raise OSError(28, "No space left on device")

    path = full.project.path
    monkeypatch.setattr(backup, "private_file", no_room)
    with Project.open(path, readonly=True) as reader:
        assert reader.check() == ()
