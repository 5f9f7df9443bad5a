"""What all tests share: patience. No test may fail because a machine is slow."""

# ruff: noqa: N802

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Generator, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

_EXAMPLES = Path(".hypothesis")
"""Where those are kept that failed, to be tried first; nowhere in a checkout for reading only."""
_may_keep = os.access(_EXAMPLES if _EXAMPLES.exists() else ".", os.W_OK)

# No example has to be quick, and making examples may take as long as it takes.
settings.register_profile(
    "patient",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    **({} if _may_keep else {"database": None}),
)
settings.load_profile("patient")

_HERE = Path(__file__).parent
_WITH_WINDOWS = frozenset({"benchmarks", "gui", "walks"})
_ALL_OF_IT = 25  # tests, after which what lasted longer than one of them is collected too
_done = count(1)

_PATIENCE = 120_000  # milliseconds; a test waits so long only when it fails


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, object, object]:
    """Collect garbage between tests of windows, in this thread, and not while they run.

    Python collects in whichever thread makes the next object: in that of a job it would take
    widgets of an earlier test apart that Qt still has events for, which ends the process.
    """
    if not _has_windows(item):
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        is_all = next(_done) % _ALL_OF_IT == 0 or nextitem is None or not _has_windows(nextitem)
        gc.collect(2 if is_all else 1)
        gc.enable()


def _has_windows(item: pytest.Item) -> bool:
    return item.path.relative_to(_HERE).parts[0] in _WITH_WINDOWS


def _patient(timeout: int) -> int:
    return max(timeout, _PATIENCE)


class PatientBot(QtBot):  # type: ignore[misc]  # pytest-qt has no types
    """Waits long for what has to happen, however long a test would wait."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 0) -> None:
        """Wait until something holds."""
        super().waitUntil(callback, timeout=_patient(timeout))

    def waitSignal(self, signal: Any, *, timeout: int = 0, **more: Any) -> Any:
        """Wait for a signal; where none may come (``raising=False``), no longer than asked."""
        patience = timeout if more.get("raising") is False else _patient(timeout)
        return super().waitSignal(signal, timeout=patience, **more)

    def waitSignals(self, signals: Any, *, timeout: int = 0, **more: Any) -> Any:
        """Wait for signals."""
        return super().waitSignals(signals, timeout=_patient(timeout), **more)

    def waitExposed(self, widget: Any, *, timeout: int = 0) -> Any:
        """Wait until a window is shown."""
        return super().waitExposed(widget, timeout=_patient(timeout))

    def waitActive(self, widget: Any, *, timeout: int = 0) -> Any:
        """Wait until a window is active."""
        return super().waitActive(widget, timeout=_patient(timeout))


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> PatientBot:
    """The robot that drives the window."""
    return PatientBot(request)


@pytest.fixture
def heeds_interrupts() -> Iterator[None]:
    """Let Ctrl+C reach this process and those that it starts.

    Where a script runs the tests in the background, its shell lets all of them ignore it.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
