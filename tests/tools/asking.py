"""How a test asks the tools' own code, which lives in environments apart."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
_PYTHONS = {
    name: os.environ.get(f"ANNOTATOR_{name.upper()}_PYTHON", "") for name in ("formats", "doccano")
}


def needs(environment: str) -> pytest.MarkDecorator:
    """Skip a test where an environment is not there."""
    is_missing = not _PYTHONS[environment]
    return pytest.mark.skipif(is_missing, reason="only with packaging/check_formats.py")


def said_by(environment: str, script: str, path: Path, *more: object) -> Any:
    """Run a script of this folder in an environment; return the JSON that it prints last."""
    command = [_PYTHONS[environment], str(HERE / script), str(path), *map(str, more)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=path.parent)
    assert done.returncode == 0, done.stderr[-3_000:]
    return json.loads(done.stdout.splitlines()[-1])
