"""Make a checkout runnable (.venv from the lock file), then run the program or the checks."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import system_libraries

ROOT = Path(__file__).resolve().parent.parent
VENV = Path(os.environ.get("ANNOTATOR_VENV") or ROOT / ".venv")
LOCK = ROOT / "packaging" / "requirements.lock"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
NO_NETWORK_SIGNS = (
    "name resolution",
    "network is unreachable",
    "failed to establish a new connection",
    "connection refused",
    "dns error",
    "failed to fetch",
    "error sending request",
    "timed out",
    "max retries exceeded",
)


class SetupFailed(Exception):
    """The checkout could not be made runnable; the text is the sentence to print."""


def say(sentence: str) -> None:
    """Print a sentence of the set-up to standard error."""
    print("annotator: " + sentence, file=sys.stderr, flush=True)


def fingerprint() -> str:
    """Return a hash of everything that the virtual environment was made from."""
    made_from = [sys.version, str(ROOT), *dependency_ranges(), LOCK.read_text(encoding="utf-8")]
    return hashlib.sha256("\n".join(made_from).encode()).hexdigest()


def make_environment() -> list[str]:
    """Make an empty virtual environment; return the start of its install command."""
    uv = shutil.which("uv")
    if uv:
        tried = subprocess.run(
            [uv, "venv", "-q", "--clear", "-p", sys.executable, str(VENV)], check=False
        )
        if tried.returncode == 0:
            return [uv, "pip", "install", "-q", "-p", str(PYTHON)]
    try:
        import ensurepip  # noqa: F401  Debian splits it off
    except ImportError:
        package = f"python3.{sys.version_info[1]}-venv"
        if not system_libraries.install([package]):
            line = system_libraries.line_to_run([package])
            raise SetupFailed(
                f"this Python cannot make virtual environments. Run this line, then the "
                f"command again:\n  {line}"
            ) from None
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode != 0:
        raise SetupFailed(
            f"the folder {VENV} could not be made: {made.stderr.strip() or made.stdout.strip()}"
        )
    return [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]


def dependency_ranges() -> list[str]:
    """Return the dependencies of pyproject.toml as ranges, those of the checks included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["dev"]]


def install_dependencies(base: list[str]) -> None:
    """Install the locked dependencies; where the lock has no file for this machine, the ranges."""
    locked = [*base, "--require-hashes", "-r", str(LOCK)]
    done = subprocess.run(locked, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    said = (done.stderr + done.stdout).strip()
    if any(sign in said.lower() for sign in NO_NETWORK_SIGNS):
        raise SetupFailed(
            "the dependencies could not be downloaded: the package index does not answer. "
            "Nothing of yours was changed. Check the network connection and run the command again."
        )
    if "no matching distribution" not in said.lower() and "no wheels" not in said.lower():
        raise SetupFailed("installing the dependencies failed:\n" + said[-1500:])
    say("the locked versions have no file for this machine; taking the newest that fit instead")
    done = subprocess.run(
        [*base, *dependency_ranges()], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SetupFailed("installing the dependencies failed:\n" + done.stderr.strip()[-1500:])


def add_checkout() -> None:
    """Let the environment find the checkout, and give it an ``annotator`` command."""
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    folder = subprocess.run(
        [str(PYTHON), "-c", ask], capture_output=True, text=True, check=True
    ).stdout.strip()
    Path(folder, "annotator-checkout.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if os.name != "nt":
        command = BIN / "annotator"
        command.write_text(f'#!/bin/sh\nexec "{PYTHON}" -m annotator "$@"\n', encoding="utf-8")
        command.chmod(command.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


def set_up() -> bool:
    """Make the virtual environment unless it is there and up to date; tell whether it was made."""
    mark = VENV / ".annotator-stamp"
    now = fingerprint()
    if PYTHON.exists() and mark.exists() and mark.read_text(encoding="utf-8") == now:
        return False
    say(f"setting up {VENV} (once; some 250 MB to download, a minute or two)")
    install_dependencies(make_environment())
    add_checkout()
    mark.write_text(now, encoding="utf-8")
    return True


def run_checks(pytest_arguments: list[str]) -> int:
    """Run format, lint, types, import contracts and tests; return 0 where all pass."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    tests = [str(PYTHON), "-m", "pytest", "-q", "-n", "auto", "--dist", "loadfile"]
    if pytest_arguments:
        return subprocess.run(
            [str(PYTHON), "-m", "pytest", *pytest_arguments], cwd=ROOT, env=environment, check=False
        ).returncode
    checks = {
        "format": [str(BIN / "ruff"), "format", "--check", "-q", "."],
        "lint": [str(BIN / "ruff"), "check", "-q", "."],
        "types": [str(BIN / "mypy"), "--no-error-summary"],
        "import contracts": [str(BIN / "lint-imports"), "--no-cache"],
        "tests": tests,
    }
    failed = []
    for name, command in checks.items():
        say(name)
        if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode != 0:
            failed.append(name)
    say("failed: " + ", ".join(failed) if failed else "all checks passed")
    return 1 if failed else 0


def start_program(arguments: list[str]) -> int:
    """Start the program in place of this process; on Windows, as its child."""
    command = [str(PYTHON), "-m", "annotator", *arguments]
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


def main(arguments: list[str]) -> int:
    """Carry out one of the commands of dev.py; return its exit code."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("run", [])
    if command not in ("run", "test", "setup"):
        say("usage: python3 packaging/dev.py run|test|setup [ARGUMENTS]")
        return 2
    try:
        is_first = set_up()
    except (SetupFailed, OSError) as problem:
        say(str(problem))
        return 2
    complaint = system_libraries.ensure(
        for_tests=command == "test", also_wanted=is_first or command != "run"
    )
    if complaint is not None:
        say(complaint)
        if command == "test" or not rest:
            return 2
    if command == "test":
        return run_checks(rest)
    return 0 if command == "setup" else start_program(rest)
