#!/usr/bin/env python3
"""Let the tools' own code read what we write: separate environments, and only when asked for.

    python3 packaging/check_formats.py [--only NAME] [--python NAME=PYTHON] [ARGUMENTS]

Makes an environment in ``build`` for each of the lists beside this file (together some 500 MB to
download), or takes Pythons that have them, and runs ``tests/tools`` with them; further arguments go
to pytest:

- ``formats``: label-studio-sdk and datasets (both Apache-2.0), and Potato (GPL-3.0 or later)
- ``doccano``: doccano, brat-peek, seqeval (MIT) and Datasette (Apache-2.0); Python 3.11 only

Nothing of them is shipped. Where Debian's ``libjasypt-java`` and a JDK are there, the passwords of
Discourse Network Analyzer are tried too. Needs the checkout's own environment:
``python3 packaging/dev.py setup``.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from checkout import BIN, PYTHON, ROOT

NAMES = ("formats", "doccano")
_NEWEST = {"doccano": (3, 11)}  # what its libraries have wheels for


def environment(name: str) -> str:
    """Make an environment where it is not there yet, or is of another lock; return its Python."""
    lock = ROOT / "packaging" / f"{name}-requirements.lock"
    place = ROOT / "build" / f"{name}-venv"
    python = place / BIN.name / PYTHON.name
    mark = place / ".made-from"
    wanted = lock.read_text(encoding="utf-8")
    if python.exists() and mark.exists() and mark.read_text(encoding="utf-8") == wanted:
        return str(python)
    print(f"setting up {place} (once; some 250 MB to download)", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(place)], check=True)
    install = [str(python), "-m", "pip", "install", "-q", "--require-hashes", "-r", str(lock)]
    subprocess.run(install, check=True)
    mark.write_text(wanted, encoding="utf-8")
    return str(python)


def pythons(only: str | None, given: list[str]) -> dict[str, str]:
    """Return the Python of each environment: those that were named, and those made here."""
    found = dict(each.split("=", 1) for each in given)
    for name in NAMES:
        if name in found or (only is not None and only != name):
            continue
        if sys.version_info[:2] > _NEWEST.get(name, (3, 99)):
            words = ".".join(map(str, _NEWEST[name]))
            print(f"{name} is left out: its libraries need Python {words}.", file=sys.stderr)
            continue
        found[name] = environment(name)
    return found


def main() -> int:
    """Run the tests with the tools' environments; return the exit code."""
    parser = argparse.ArgumentParser(description="Let the tools' own code read what we write.")
    parser.add_argument("--only", choices=NAMES, help="only with this environment")
    parser.add_argument(
        "--python",
        action="append",
        default=[],
        metavar="NAME=PYTHON",
        help="a Python that has what an environment would have",
    )
    given, more = parser.parse_known_args()
    if any(each.partition("=")[0] not in NAMES or "=" not in each for each in given.python):
        parser.error(f"--python names one of {', '.join(NAMES)}, like formats=/opt/venv/bin/python")
    try:
        found = pythons(given.only, given.python)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"The environment could not be made: {error}. Nothing was checked.", file=sys.stderr)
        return 2
    tools = {f"ANNOTATOR_{name.upper()}_PYTHON": python for name, python in found.items()}
    surroundings = {**os.environ, **tools, "QT_QPA_PLATFORM": "offscreen"}
    command = [str(PYTHON), "-m", "pytest", "-q", "tests/tools", *more]
    return subprocess.run(command, cwd=ROOT, env=surroundings, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
