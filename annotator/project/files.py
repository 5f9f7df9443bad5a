"""Files that only their owner may read, and names that survive a power cut."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def private_file(path: Path) -> None:
    """Make an empty file that only its owner may read (0600); it must not exist yet."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def sync_folder(folder: Path) -> None:
    """Make new names in a folder durable."""
    if sys.platform == "win32":  # folders cannot be opened there, names are durable by themselves
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
