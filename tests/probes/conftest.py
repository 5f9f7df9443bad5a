"""The long runs of the probes take part only when asked for: ``pytest -m slow tests/probes``."""

from __future__ import annotations

from pathlib import Path

import pytest

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "slow" in (config.option.markexpr or ""):
        return
    long = [
        each for each in items if each.get_closest_marker("slow") and _HERE in each.path.parents
    ]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [each for each in items if each not in long]
