"""What the walks share: a home of their own, and a window in another process that gets keys."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parents[1]

Line = list[str]


@dataclass(frozen=True)
class Pressed:
    """How a window ended that got keys, and what it told on the way."""

    code: int
    told: dict[str, dict[str, object]]
    errors: str


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def press_keys(tmp_path: Path) -> Callable[..., Pressed]:
    """Run ``annotator ARGUMENTS`` in a process of its own and press the keys of a script there."""

    def run(script: list[Line], *arguments: str) -> Pressed:
        path = tmp_path / "keys.json"
        path.write_text(json.dumps(script), encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
        if not environment.get("DISPLAY"):
            environment["QT_QPA_PLATFORM"] = "offscreen"
        done = subprocess.run(
            [sys.executable, str(HERE / "pressing.py"), str(path), *arguments],
            capture_output=True,
            text=True,
            env=environment,
            timeout=300,
        )
        told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        return Pressed(done.returncode, {each["tell"]: each for each in told}, done.stderr)

    return run


@pytest.fixture(scope="session")
def seeds() -> Path:
    """Return the folder of the worked example, where it lies beside the checkout."""
    folder = CHECKOUT.parent / "shared" / "corpus"
    if not (folder / "seeds").is_dir():
        pytest.skip("the worked example does not lie beside this checkout")
    return folder
