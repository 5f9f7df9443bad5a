"""Work off the GUI thread."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import QObject, Signal

from annotator.errors import Cancelled, OutOfMemoryError
from annotator.gui.jobs.running import Jobs


class Receiver(QObject):
    def __init__(self):
        super().__init__()
        self.got = []

    def take(self, value):
        self.got.append((value, on_main()))


def on_main():
    return threading.current_thread() is threading.main_thread()


@pytest.fixture
def jobs(qtbot):
    jobs = Jobs()
    yield jobs
    assert jobs.stop()


def test_the_result_arrives_on_the_gui_thread(qtbot, jobs):
    owner = Receiver()
    jobs.start(lambda job: on_main(), done=owner.take)
    qtbot.waitUntil(lambda: owner.got == [(False, True)])
    qtbot.waitUntil(lambda: not jobs.running)


def test_a_function_that_belongs_to_no_object_is_called_on_the_gui_thread_too(qtbot, jobs):
    where = []
    jobs.start(lambda job: 1, done=lambda _: where.append(on_main()))
    qtbot.waitUntil(lambda: where == [True])


def test_an_error_is_delivered(qtbot, jobs):
    owner = Receiver()
    jobs.start(lambda job: 1 / 0, failed=owner.take)
    qtbot.waitUntil(lambda: len(owner.got) == 1)
    assert isinstance(owner.got[0][0], ZeroDivisionError) and owner.got[0][1]


def test_too_little_memory_is_told_as_that(qtbot, jobs):
    def work(_job):
        raise MemoryError

    owner = Receiver()
    jobs.start(work, failed=owner.take)
    qtbot.waitUntil(lambda: len(owner.got) == 1)
    assert isinstance(owner.got[0][0], OutOfMemoryError)


def test_an_error_that_nobody_waits_for_is_told_as_unexpected(qtbot, jobs):
    with qtbot.waitSignal(jobs.unexpected) as seen:
        jobs.start(lambda job: 1 / 0)
    assert isinstance(seen.args[0], ZeroDivisionError)


def test_a_job_lets_the_gui_thread_write_and_gets_the_result(qtbot, jobs):
    owner = Receiver()
    jobs.start(lambda job: job.on_gui_thread(on_main), done=owner.take)
    qtbot.waitUntil(lambda: owner.got == [(True, True)])


def test_what_goes_wrong_on_the_gui_thread_is_raised_in_the_job(qtbot, jobs):
    owner = Receiver()
    jobs.start(lambda job: job.on_gui_thread(lambda: {}["no"]), failed=owner.take)
    qtbot.waitUntil(lambda: len(owner.got) == 1)
    assert isinstance(owner.got[0][0], KeyError)


def test_closing_the_program_does_not_wait_for_a_job_that_waits_for_the_program(qtbot):
    jobs, started, ended = Jobs(), threading.Event(), []

    def ask(job):
        started.set()
        try:
            while True:
                job.on_gui_thread(on_main)
        except Cancelled as error:
            ended.append(error)

    jobs.start(ask)
    assert started.wait(120)
    assert jobs.stop() and len(ended) == 1


def test_a_job_whose_owner_was_closed_finds_nobody_and_harms_nobody(qtbot, jobs):
    owner, go = Receiver(), threading.Event()
    seen = owner.got
    jobs.start(lambda job: go.wait(120), done=owner.take)
    owner.deleteLater()
    del owner
    gc.collect()
    go.set()
    qtbot.waitUntil(lambda: not jobs.running)
    assert seen == []


def test_a_job_can_be_cancelled(qtbot, jobs):
    owner, idle = Receiver(), threading.Event()

    def count(job):
        while not job.is_cancelled():
            idle.wait(0.001)
        return "stopped"

    job = jobs.start(count, done=owner.take)
    job.cancel()
    qtbot.waitUntil(lambda: owner.got == [("stopped", True)])


def test_progress_arrives_in_order(qtbot, jobs):
    seen, is_listening = [], threading.Event()

    def work(job):
        is_listening.wait()
        for each in range(5):
            job.progress(each, 5, f"file {each}")

    job = jobs.start(work)
    job.progressed.connect(lambda done, total, what: seen.append((done, total, what)))
    is_listening.set()
    qtbot.waitUntil(lambda: not jobs.running)
    assert seen == [(each, 5, f"file {each}") for each in range(5)]


def test_three_hundred_jobs_come_back_in_their_order(qtbot, jobs):
    owner = Receiver()
    for each in range(300):
        jobs.start(lambda job, each=each: each, done=owner.take)
    qtbot.waitUntil(lambda: len(owner.got) == 300)
    assert [value for value, _ in owner.got] == list(range(300))
    assert all(main for _, main in owner.got)


def test_ten_thousand_signals_do_not_wear_the_interpreter_out(qtbot):
    """Some releases of PySide6 lose a reference at each emission and abort after some hundreds."""

    class Speaker(QObject):
        said = Signal(bool, object)

    heard, speaker = [], Speaker()
    speaker.said.connect(lambda truth, nothing: heard.append((truth, nothing)))
    for _ in range(10_000):
        speaker.said.emit(True, None)
    assert len(heard) == 10_000 and set(heard) == {(True, None)}
