"""The house rules that a machine can check."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "annotator").rglob("*.py"))


def test_no_file_has_more_than_500_lines() -> None:
    long = {
        path.name: count for path in MODULES if (count := len(path.read_text().splitlines())) > 500
    }
    assert not long


def test_what_a_folder_says_of_its_parts_names_parts_that_are_there() -> None:
    missing = [
        f"{path.parent.relative_to(ROOT)}: {name}"
        for path in MODULES
        if path.name == "__init__.py"
        for name in re.findall(r"``([a-z_]+)``", path.read_text(encoding="utf-8"))
        if not (path.parent / name).is_dir() and not (path.parent / f"{name}.py").exists()
    ]
    assert missing == []


def test_packaging_has_no_init_that_would_hide_the_packaging_library() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


@pytest.mark.parametrize(
    "command",
    [[], ["import"], ["export"], ["agreement"], ["similar"], ["learn"], ["open"], ["doctor"]],
)
def test_help_loads_neither_qt_nor_spacy_nor_numpy(command: list[str]) -> None:
    probe = (
        "import sys\nfrom annotator.cli import main\n"
        f"code = main({[*command, '--help']!r})\n"
        "heavy = {'PySide6', 'spacy', 'numpy', 'scipy', 'sqlite_utils', 'pycrfsuite'}\n"
        "heavy &= set(sys.modules)\n"
        "assert code == 0 and not heavy, (code, heavy)\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_no_module_opens_a_network_connection() -> None:
    network = re.compile(
        r"^\s*(?:import|from) (?:http|urllib\.request|requests|httpx|ftplib)\b"
        r"|^from socket\b|\bsocket\.(?!socketpair\b|gethostname\b)\w+\(",
        re.M,
    )
    assert not [path for path in MODULES if network.search(path.read_text(encoding="utf-8"))]


def test_the_lock_file_holds_hashes_and_no_address() -> None:
    lock = (ROOT / "packaging" / "requirements.lock").read_text(encoding="utf-8")
    assert "--hash=sha256:" in lock
    assert "://" not in lock and "--index" not in lock
