"""The two commands of a checkout, where the machine is not as it should be."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).resolve().parents[3] / "packaging"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, PACKAGING / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(PACKAGING))
    return load("checkout")


def test_a_too_old_python_gets_one_sentence(tmp_path: Path) -> None:
    script = (
        "import runpy, sys\nsys.version_info = (3, 9, 1, 'final', 0)\n"
        "sys.argv = ['dev.py', 'run']\n"
        f"runpy.run_path({str(PACKAGING / 'dev.py')!r}, run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env={"PATH": str(tmp_path)},
    )
    assert done.returncode == 2
    assert "needs Python 3.11, 3.12 or 3.13; this is 3.9" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_network_one_sentence_and_a_code(
    checkout: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    failed = [
        sys.executable,
        "-c",
        "import sys; sys.exit('Temporary failure in name resolution')",
        "--",
    ]
    monkeypatch.setattr(checkout, "fingerprint", lambda: "something new")
    monkeypatch.setattr(checkout, "make_environment", lambda: failed)
    assert checkout.main(["run"]) == 2
    said = capfd.readouterr().err
    assert "Check the network connection" in said
    assert "Traceback" not in said


def test_a_second_start_does_not_set_up_again(
    checkout: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.touch()
    (tmp_path / ".annotator-stamp").write_text(checkout.fingerprint())
    monkeypatch.setattr(checkout, "VENV", tmp_path)
    monkeypatch.setattr(checkout, "PYTHON", python)
    monkeypatch.setattr(checkout, "make_environment", lambda: pytest.fail("set up again"))
    assert checkout.set_up() is False


def test_missing_system_libraries_are_named_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    libraries = load("system_libraries")
    monkeypatch.setattr(libraries, "_loads", lambda name: "xcb-cursor" not in name)
    monkeypatch.setattr(libraries, "install", lambda packages: False)
    monkeypatch.setattr(libraries.shutil, "which", lambda name: f"/usr/bin/{name}")
    complaint = libraries.ensure(for_tests=False, also_wanted=False)
    if not sys.platform.startswith("linux"):
        assert complaint is None
        return
    assert "sudo apt-get install libxcb-cursor0" in complaint


@pytest.mark.skipif(os.name == "nt", reason="signals and exec differ")
def test_an_unknown_word_gets_the_usage(
    checkout: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    assert checkout.main(["fly"]) == 2
    assert "run|test|setup" in capfd.readouterr().err


def test_the_set_up_needs_nothing_but_the_standard_library(tmp_path: Path) -> None:
    script = "import sys; sys.path.insert(0, sys.argv[1]); import checkout, system_libraries"
    done = subprocess.run(
        [sys.executable, "-S", "-c", script, str(PACKAGING)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
