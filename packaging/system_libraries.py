"""Which parts of the operating system the program and its checks need, and how they get there.

Linux only: elsewhere Qt's wheels bring everything. Found by elimination on bare Debian 12 and 13.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from annotator.gui.preflight import QT_LIBRARIES, X11_LIBRARIES  # noqa: E402

FONTS = {
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf": "fonts-dejavu-core",
    "/usr/share/fonts-droid-fallback/truetype/DroidSansFallback.ttf": "fonts-droid-fallback",
    "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf": "fonts-noto-color-emoji",
}
TEST_PROGRAMS = {"Xvfb": "xvfb", "xauth": "xauth", "openbox": "openbox", "strace": "strace"}


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(*, for_tests: bool) -> tuple[list[str], list[str]]:
    """Return the Debian packages that must be there and those that make things better."""
    if not sys.platform.startswith("linux"):
        return [], []
    libraries = {**QT_LIBRARIES, **X11_LIBRARIES}
    needed = [package for library, package in libraries.items() if not _loads(library)]
    wanted = [package for font, package in FONTS.items() if not Path(font).exists()]
    if for_tests:
        wanted += [package for name, package in TEST_PROGRAMS.items() if not shutil.which(name)]
    return needed, wanted


def _root_prefix() -> list[str] | None:
    """Return what to put before a command to run it as root without a question, or None."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def install(packages: list[str]) -> bool:
    """Install Debian packages where that needs no question; tell whether it was done."""
    if not packages or not shutil.which("apt-get"):
        return not packages
    prefix = _root_prefix()
    if prefix is None:
        return False
    print("annotator: installing " + " ".join(packages), file=sys.stderr, flush=True)
    environment: Mapping[str, str] = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for attempt in (["update", "-qq"], None):
        if attempt is not None:
            subprocess.run(
                [*prefix, "apt-get", *attempt], capture_output=True, env=environment, check=False
            )
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        if done.returncode == 0:
            return True
    return False


def line_to_run(packages: list[str]) -> str:
    """Return the one line that a person runs to get the packages."""
    if shutil.which("apt-get"):
        return "sudo apt-get install " + " ".join(packages)
    return "install the packages that hold (Debian names): " + " ".join(packages)


def ensure(*, for_tests: bool, also_wanted: bool) -> str | None:
    """Get what is missing; return the sentence to print where something needed stays missing.

    Fonts and the programs of the tests are only tried where ``also_wanted`` is set, so that a
    later start on a machine without them costs nothing.
    """
    needed, wanted = missing_packages(for_tests=for_tests)
    if needed or (wanted and also_wanted):
        install(needed + wanted)
        needed, wanted = missing_packages(for_tests=for_tests)
    if needed:
        return (
            "Qt needs system libraries that are missing and could not be installed without a "
            "question. Nothing else is wrong; run this line, then the command again:\n  "
            + line_to_run(needed + wanted)
        )
    if wanted and also_wanted:
        print("annotator: better with: " + line_to_run(wanted), file=sys.stderr)
    return None
