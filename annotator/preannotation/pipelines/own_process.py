"""How this program starts a further process of its own that runs one of its modules."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import annotator

NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""For ``creationflags``: Windows opens no console window for the process."""


def usable_cores() -> int:
    """Return on how many cores this process may run."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def command(module: str) -> list[str]:
    """Return what starts ``module`` with the same Python as this process."""
    return [sys.executable, "-P", "-m", module]


def environment() -> dict[str, str]:
    """Return the environment in which the process finds the same modules as this one."""
    ours = str(Path(annotator.__file__).resolve().parent.parent)
    places = dict.fromkeys((ours, *(each for each in sys.path if each)))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(places)}


def piped(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start ``module`` with pipes to talk through; what it says elsewhere is lost."""
    return subprocess.Popen(
        [*command(module), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        creationflags=NO_WINDOW,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process, whatever it does, and close its pipes."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # what was not written yet has no reader any more
                pipe.close()
