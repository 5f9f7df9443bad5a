"""The statements panel over a real project, with a full statement in focus."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.annotations.model import Addressee, Target, Via
from annotator.codebook.reading import default_codebook
from annotator.gui.statements import StatementsPanel
from annotator.gui.theme import apply_theme
from annotator.gui.workbench import Workbench
from annotator.preannotation.suggestion import EngineRun, Suggestion
from annotator.project import Project
from tests.gui.statements.at_the_panel import SECOND, TEXT, draft, span, unfold


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "bridge.annotator"
    made = Project.create(path, title="Bridge", codebook=default_codebook(), annotator="Amina")
    made.add_articles([draft("one", TEXT), draft("two", SECOND)])
    made.store_suggestions(
        EngineRun("run", "rules", "1"),
        {
            "one": [
                Suggestion(
                    "q1", "one", "quotation", span("“The harbour must stay open,”"), "direct",
                    0.9, "curly", "run",
                ),
                Suggestion(
                    "m1", "one", "mention", span("Russia"), "GPE", 0.4, "name", "run", "RUS"
                ),
            ]
        },
    )  # fmt: skip
    yield made
    made.close()


@pytest.fixture
def workbench(qtbot, qapp, project):
    apply_theme(qapp, "light")
    bench = Workbench()
    bench.take(project)
    assert bench.open("one")
    yield bench
    bench.finish()


class Selected:
    """What is selected in the article."""

    def __init__(self):
        self._span = None

    def set(self, span):
        self._span = span

    def get(self):
        return self._span


@pytest.fixture
def selected():
    return Selected()


@pytest.fixture
def panel(qtbot, workbench, selected):
    made = StatementsPanel(workbench, selection=selected.get)
    qtbot.addWidget(made)
    made.resize(340, 640)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def do(workbench):
    def apply(step):
        change = workbench.apply(step)
        assert change is not None
        return change.edits[-1].target

    return apply


@pytest.fixture
def statement(workbench, panel, do):
    """A full statement, in focus."""
    session = workbench.session
    new = do(session.add_statement(span("to reopen the Hallvik bridge at once")))
    do(session.set_part(new, "content", span("to settle their dispute by dialogue")))
    do(session.set_part(new, "source", span("spokesperson Mao Ning")))
    do(session.set_part(new, "cue", span("urged")))
    do(session.toggle_claim_type(new, "call"))
    do(session.set_stance(new, Target("topic", "dialogue"), "favor"))
    do(session.set_stance(new, Target("actor", "PAK", (span("both sides"),)), "against"))
    source = replace(session.statement(new).source, via=Via("IZVESTIA", (span("Izvestia"),)))
    addressee = Addressee((span("both sides"),), ("PAK", "AFG"))
    do(session.change_statement(new, wording="Fill it", source=source, addressee=addressee))
    workbench.focus = ("statement", new)
    unfold(panel)
    return new


@pytest.fixture
def now(workbench, statement):
    return lambda: workbench.session.statement(statement)
