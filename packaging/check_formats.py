#!/usr/bin/env python3
"""Let the tools' own code read what we write: a separate environment, and only when asked for.

    python3 packaging/check_formats.py [--python PYTHON] [ARGUMENTS]

Makes an environment in ``build/formats-venv`` with what ``formats-requirements.lock`` names (some
300 MB), or takes a Python that has it, and runs ``tests/tools`` with it; further arguments go to
pytest. Needs the checkout's own environment: ``python3 packaging/dev.py setup``.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from checkout import BIN, PYTHON, ROOT

LOCK = ROOT / "packaging" / "formats-requirements.lock"
PLACE = ROOT / "build" / "formats-venv"


def environment() -> str:
    """Make the environment where it is not there yet, or is of another lock; return its Python."""
    python = PLACE / BIN.name / PYTHON.name
    mark = PLACE / ".made-from"
    wanted = LOCK.read_text(encoding="utf-8")
    if python.exists() and mark.exists() and mark.read_text(encoding="utf-8") == wanted:
        return str(python)
    print(f"setting up {PLACE} (once; some 300 MB to download)", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(PLACE)], check=True)
    install = [str(python), "-m", "pip", "install", "-q", "--require-hashes", "-r", str(LOCK)]
    subprocess.run(install, check=True)
    mark.write_text(wanted, encoding="utf-8")
    return str(python)


def main() -> int:
    """Run the tests with the tools' environment; return the exit code."""
    parser = argparse.ArgumentParser(description="Let the tools' own code read what we write.")
    parser.add_argument("--python", help="a Python that has label-studio-sdk and datasets already")
    given, more = parser.parse_known_args()
    try:
        python = given.python or environment()
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"The environment could not be made: {error}. Nothing was checked.", file=sys.stderr)
        return 2
    command = [str(PYTHON), "-m", "pytest", "-q", "tests/tools", *more]
    surroundings = {**os.environ, "ANNOTATOR_TOOLS_PYTHON": python, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(command, cwd=ROOT, env=surroundings, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
