"""Marks articles in several processes at once, or in this one where there is little to mark.

Each process loads the engine once and gets a few articles at a time, the next ones before it has
finished, so that it never waits; what it finds comes back and is stored by this process alone. A
process that ends (killed, out of memory) is replaced, and what it had in hand is tried again
article by article.
"""

from __future__ import annotations

import gc
import queue
import subprocess
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from types import TracebackType
from typing import Self

from annotator.preannotation.pipelines import own_process
from annotator.workflows.framing import framed, pickled, send
from annotator.workflows.marking.marker import Marker, MarkerState, Unmarked
from annotator.workflows.marking.marking_worker import Marked, Mistake, answer_in
from annotator.workflows.watching import IsCancelled

WORTH_A_PROCESS = 200_000  # code points: about as long to mark as the engine takes to load
MOST = 8  # processes, of some 150 MB each
_TASK_ARTICLES = 10  # at most so many are marked and stored together,
_TASK_LENGTH = 16_000  # and as many code points: storing them may not hold the window up
_AT_ONCE = 2  # tasks that a process has: one in hand, one for when it is done
_LOST_IN_A_ROW = 3  # then it is not the articles
_TICK = 0.05  # seconds between two looks whether a person stopped it
_MODULE = "annotator.workflows.marking.marking_worker"


Task = tuple[Unmarked, ...]


class _NoProcess(Exception):
    """No process could be started; what is not marked yet has to be marked in this one."""


class EngineMistake(RuntimeError):
    """The engine failed in another process; the text is its traceback."""


def mark(
    state: MarkerState,
    articles: Iterable[Unmarked],
    *,
    jobs: int | None,
    cancelled: IsCancelled,
) -> Generator[Marked, None, None]:
    """Yield what is suggested for articles, a few of them at a time, as soon as it is known.

    ``jobs`` processes work at once (None: one per core; 1: only this one); fewer where there is
    little to mark. Which ones finish first is left open, what they find is not. Stops at once when
    cancelled, also in the midst of an article. An article that ends every process that reads it is
    left out, and after three of them in a row also what comes behind. Raises EngineMistake.
    """
    wanted = min(jobs or own_process.usable_cores(), MOST)
    coming = iter(articles)
    known: list[Unmarked] = []
    if wanted > 1:
        known = list(_up_to(coming, wanted * WORTH_A_PROCESS))
    count = min(wanted, sum(len(each.text) for each in known) // WORTH_A_PROCESS)
    tasks = _tasks(chain(known, coming))
    if count == 0:
        yield from _marked_here(state, tasks, cancelled)
        return
    with _Pool(pickled(state), count) as pool:
        try:
            yield from pool.marked(tasks, cancelled)
        except _NoProcess:
            yield from _marked_here(state, chain(pool.left(), tasks), cancelled)


def _up_to(articles: Iterator[Unmarked], length: int) -> Iterator[Unmarked]:
    while length > 0 and (article := next(articles, None)) is not None:
        length -= len(article.text)
        yield article


def _tasks(articles: Iterable[Unmarked]) -> Iterator[Task]:
    task: list[Unmarked] = []
    length = 0
    for article in articles:
        if task and (len(task) == _TASK_ARTICLES or length + len(article.text) > _TASK_LENGTH):
            yield tuple(task)
            task, length = [], 0
        task.append(article)
        length += len(article.text)
    if task:
        yield tuple(task)


def _marked_here(
    state: MarkerState, tasks: Iterable[Task], cancelled: IsCancelled
) -> Iterator[Marked]:
    marker = Marker(state)
    gc.freeze()  # the engine stays, and looking through it for garbage holds the window up
    for task in tasks:
        marked: Marked = {}
        for article in task:
            if cancelled():
                break
            marked[article.id] = marker.marked(*article)
        if marked:
            yield marked
        if cancelled():
            return


@dataclass(frozen=True, slots=True)
class _Lost:
    """The process that had the first of these in hand ended; the others only waited."""

    tasks: tuple[Task, ...]


class _Ended:
    """A worker takes no more tasks: its process could not be started, or nothing is left."""


_Answer = Marked | Mistake | _Lost | _Ended


class _Worker:
    """One process, and the thread that talks with it."""

    def __init__(
        self,
        state: bytes,
        tasks: queue.SimpleQueue[Task | None],
        answers: queue.SimpleQueue[_Answer],
    ) -> None:
        self._state = state
        self._tasks = tasks
        self._answers = answers
        self._process: subprocess.Popen[bytes] | None = None
        self._closing = False
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def join(self) -> None:
        """Wait until the process has ended and nobody talks with it any more."""
        self._thread.join()

    def _run(self) -> None:
        """Hand over tasks until there is none; replace the process where it ended."""
        try:
            while (process := self._started()) is not None:
                if self._is_served(process):
                    return
        finally:
            self._end()
            self._answers.put(_Ended())

    def kill(self) -> None:
        """End the process, whatever it does, and start no other."""
        with self._lock:
            self._closing = True
            if self._process is not None:
                self._process.kill()

    def _started(self) -> subprocess.Popen[bytes] | None:
        self._end()
        try:
            with self._lock:
                if self._closing:
                    return None
                self._process = _process()
            _ask(self._process, self._state)
            _answer(self._process)  # it is ready
        except (OSError, EOFError):
            return None
        return self._process

    def _is_served(self, process: subprocess.Popen[bytes]) -> bool:
        """Tell whether all tasks are done; False where the process ended over one."""
        asked: deque[Task] = deque()
        try:
            while self._asks_more(process, asked):
                answer = _answer(process)
                asked.popleft()
                self._answers.put(answer)
        except (OSError, EOFError):
            self._answers.put(_Lost(tuple(asked)))
            return False
        return True

    def _asks_more(self, process: subprocess.Popen[bytes], asked: deque[Task]) -> bool:
        """Hand over tasks until the process has enough; tell whether to wait for an answer."""
        while len(asked) < _AT_ONCE:
            try:
                task = self._tasks.get(block=not asked)
            except queue.Empty:
                return True
            if task is None:
                return False
            asked.append(task)
            _ask(process, pickled(task))
        return True

    def _end(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            own_process.end(process)


def _process() -> subprocess.Popen[bytes]:
    return own_process.piped(_MODULE)


def _ask(process: subprocess.Popen[bytes], question: bytes) -> None:
    assert process.stdin is not None
    send(process.stdin, question)


def _answer(process: subprocess.Popen[bytes]) -> Marked | Mistake:
    assert process.stdout is not None
    return answer_in(framed(process.stdout))


class _Pool:
    """Some workers; a context manager that leaves no process behind."""

    def __init__(self, state: bytes, count: int) -> None:
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[_Answer] = queue.SimpleQueue()
        self._workers = [_Worker(state, self._tasks, self._answers) for _ in range(count)]
        self._usable = count
        self._again: deque[Task] = deque()
        self._lost_in_a_row = 0

    def __enter__(self) -> Self:
        try:
            for worker in self._workers:
                worker.start()
        except BaseException:  # Ctrl+C as well
            self._kill()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._kill()
        for worker in self._workers:
            worker.join()

    def _kill(self) -> None:
        for worker in self._workers:
            worker.kill()
            self._tasks.put(None)

    def marked(self, tasks: Iterator[Task], cancelled: IsCancelled) -> Iterator[Marked]:
        """Yield what the workers find, in the order in which they find it."""
        in_hand = 0
        while not cancelled() and self._lost_in_a_row < _LOST_IN_A_ROW:
            while (
                in_hand < (_AT_ONCE + 1) * self._usable and (task := self._next(tasks)) is not None
            ):
                self._tasks.put(task)
                in_hand += 1
            if not in_hand:
                return
            answer = self._answer(cancelled)
            if answer is None:
                return
            if isinstance(answer, _Ended):
                self._do_with_one_less()
                continue
            in_hand -= len(answer.tasks) if isinstance(answer, _Lost) else 1
            yield from self._taken(answer)

    def _next(self, tasks: Iterator[Task]) -> Task | None:
        return self._again.popleft() if self._again else next(tasks, None)

    def _answer(self, cancelled: IsCancelled) -> _Answer | None:
        """Wait for an answer; None where a person stops the work meanwhile."""
        while True:
            try:
                return self._answers.get(timeout=_TICK)
            except queue.Empty:
                if cancelled():
                    return None

    def _taken(self, answer: _Answer) -> Iterator[Marked]:
        if isinstance(answer, Mistake):
            raise EngineMistake(answer.words)
        if isinstance(answer, _Lost):
            for task in answer.tasks[:1]:
                self._take_apart(task)
            self._again.extend(answer.tasks[1:])
        elif isinstance(answer, dict):
            self._lost_in_a_row = 0
            yield answer

    def _take_apart(self, task: Task) -> None:
        if len(task) > 1:
            self._again.extend((each,) for each in task)
            return
        self._lost_in_a_row += 1

    def _do_with_one_less(self) -> None:
        self._usable -= 1
        if not self._usable:
            raise _NoProcess

    def left(self) -> Iterator[Task]:
        """Yield what no process took, once all of them have ended."""
        yield from self._again
        while not self._tasks.empty():
            task = self._tasks.get()
            if task is not None:
                yield task
