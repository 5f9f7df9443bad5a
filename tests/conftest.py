"""What all tests share: patience. No test may fail because a machine is slow."""

# ruff: noqa: N802

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

# No example has to be quick, and making examples may take as long as it takes.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

_PATIENCE = 120_000  # milliseconds; a test waits so long only when it fails


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
