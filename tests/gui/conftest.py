"""What the tests of the window share: a real small project, and no dialog that blocks."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from annotator.annotations.ids import new_id
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.preannotation.suggestion import EngineRun, Suggestion
from annotator.project import Project

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_HERE = Path(__file__).parent
_OFFSCREEN = (
    r"This plugin does not support (propagateSizeHints\(\)|raise\(\)|grabbing the keyboard)"
)

TEXTS = (
    "Norland calls for talks\n\nThe foreign minister of Norland, Ida Lund, called on Estovia to "
    "return to the table. “We want calm,” she said, “and we want it now.” Estovia denied that its "
    "ships had entered the bay.",
    "Harbour opens again\n\nThe harbour of Port Alba opened on Monday. The mayor welcomed it.",
    "Fishermen worried\n\nFishermen said they feared for the season. Nobody answered them.",
    "Nothing new\n\nThe committee met and adjourned.",
)


def pytest_collection_modifyitems(items):
    """Let the offscreen platform say what it always says of a window."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(_OFFSCREEN, extend=True))


@pytest.fixture(autouse=True, scope="session")
def steady_caret(qapp):
    """The caret does not blink, so that pictures of the same article are the same."""
    qapp.setCursorFlashTime(0)


@pytest.fixture(autouse=True)
def lasting_news(monkeypatch):
    """What the line at the foot tells stays there, however slowly a test comes to read it."""
    monkeypatch.setattr("annotator.gui.messages._NEWS_STAYS_MS", 600_000)


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """Settings, logs and the sample project of a test live in its own folder."""
    home = tmp_path / "home"
    monkeypatch.setenv("ANNOTATOR_HOME", str(home))
    return home


def article_of(text, *, title=None):
    head = text.split("\n")[0]
    zones = [Zone("headline", Span(0, len(head)))]
    if len(text) > len(head) + 2:
        zones.append(Zone("body", Span(len(head) + 2, len(text))))
    article = Article(
        id=new_id(),
        title=title or head,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        length=len(text),
        date="2026-03-01",
        source="The Alba Courier",
    )
    return NewArticle(article, text, tuple(zones))


def suggestion_of(article_id, text, covered, kind, label):
    start = text.index(covered)
    span = Span(start, start + len(covered))
    return Suggestion(new_id(), article_id, kind, span, label, 0.9, "test", "run")


def fill(project):
    """Put the small corpus and some suggestions into a project; return the article ids."""
    ids = project.add_articles([article_of(text) for text in TEXTS])
    first = [
        suggestion_of(ids[0], TEXTS[0], "Ida Lund", "mention", "PERSON"),
        suggestion_of(ids[0], TEXTS[0], "We want calm", "quotation", "direct"),
    ]
    run = EngineRun("run", "test", "1")
    project.store_suggestions(run, {ids[0]: first})
    return ids


@pytest.fixture
def new_project(tmp_path):
    """Return a function that makes a project of one article with one suggested mention."""

    def make(text, *, title, annotator, mention):
        path = tmp_path / "one.annotator"
        with Project.create(
            path, title=title, codebook=default_codebook(), annotator=annotator
        ) as project:
            (article,) = project.add_articles([article_of(text, title=title)])
            guess = suggestion_of(article, text, mention, "mention", "PERSON")
            project.store_suggestions(EngineRun("run", "test", "1"), {article: [guess]})
        return path

    return make


@pytest.fixture
def project_path(tmp_path):
    """Return a project file with four articles and two suggestions."""
    path = tmp_path / "talks.annotator"
    with Project.create(
        path, title="Talks", codebook=default_codebook(), annotator="Amina"
    ) as project:
        fill(project)
    return path


@pytest.fixture
def workbench(qtbot, project_path):
    """Return a workbench on the small project."""
    from annotator.gui.workbench import Workbench

    workbench = Workbench()
    assert workbench.open_project(project_path)
    yield workbench
    workbench.finish()


@pytest.fixture
def window(qtbot, project_path):
    """Return the shown window on the small project, with the first article open."""
    from tests.gui.opening import opened

    window = opened(qtbot, project_path)
    yield window
    window.close()
