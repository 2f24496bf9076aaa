"""The list of recent files, newest first, kept as JSON in a folder of the user's settings.

The list is a convenience: whatever happens to its file, the list is merely shorter.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from rnnviz.io.disk import read_within, write_whole

LIMIT = 8
NAME = "recent.json"
MAX_BYTES = 64 * 1024


def recent_files(folder: Path) -> list[Path]:
    """Files opened or saved lately that still exist, newest first, at most LIMIT."""
    return [path for path in _stored(folder) if _exists(path)][:LIMIT]


def remember_file(folder: Path, path: Path) -> list[Path]:
    """Put a file at the head of the list; the new list."""
    path = Path(os.path.abspath(path))
    files = [path, *(other for other in recent_files(folder) if not _same(other, path))][:LIMIT]
    _store(folder, files)
    return files


def _stored(folder: Path) -> list[Path]:
    try:
        data = read_within(folder / NAME, MAX_BYTES)
        raw = json.loads(data) if data else []
    except (OSError, ValueError, RecursionError):
        return []
    entries = raw if isinstance(raw, list) else []
    return [Path(entry) for entry in entries if isinstance(entry, str) and os.path.isabs(entry)]


def _exists(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _same(a: Path, b: Path) -> bool:
    return os.path.normcase(a) == os.path.normcase(b)


def _store(folder: Path, files: list[Path]) -> None:
    text = json.dumps([str(path) for path in files], indent=2) + "\n"
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / NAME, text.encode())
