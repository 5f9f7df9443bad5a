"""Where and when garbage is collected while the window is open."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest

from annotator.gui import tidying
from annotator.gui.tidying import Tidying


class Circle:
    """Refers to itself, so that only a collection takes it apart."""

    def __init__(self):
        self.itself = self


@pytest.fixture
def often(monkeypatch):
    """Let a collection be due after few new objects, and be looked for all the time."""
    monkeypatch.setattr(tidying, "_OFTEN", 1)
    usual = gc.get_threshold()
    gc.set_threshold(50, 10, 10)
    yield
    gc.set_threshold(*usual)


def test_what_a_job_leaves_is_collected_in_the_thread_of_the_window(qtbot, workbench, often):
    where, kept = [], []

    def more_is_made():  # what is taken apart meanwhile makes a collection less due
        kept.append([[] for _ in range(100)])
        return bool(where) and not workbench.jobs.running

    def leave_circles(_job):
        for _ in range(100):
            weakref.finalize(Circle(), lambda: where.append(threading.current_thread()))

    gc.disable()
    Tidying(workbench)
    workbench.jobs.start(leave_circles)
    qtbot.waitUntil(more_is_made)
    assert set(where) == {threading.main_thread()}


def test_where_python_collects_by_itself_nothing_is_done_twice(workbench, often, monkeypatch):
    monkeypatch.setattr(gc, "isenabled", lambda: True)
    monkeypatch.setattr(gc, "collect", lambda _generation: pytest.fail("collected"))
    assert gc.get_count()[0] > 50 or [Circle() for _ in range(100)]
    tidying._collect_what_is_due()
