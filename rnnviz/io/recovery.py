"""What is on screen and nowhere else, kept while rnnviz runs, and found again when it ended without being closed.

Every process has a folder of its own, `recovery/TOKEN`, and beside it a file that it locks for as long as it lives. A
folder whose lock nobody holds was left by a process that was killed or crashed, whatever its number was.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rnnviz.io.disk import locked, read_within, write_whole
from rnnviz.io.strict_json import JsonRefused, read_json, write_json

FOLDER = "recovery"
DOCUMENT, PLACE, CRASH, OPEN_DRAFT = "on-screen.rnnviz", "place.json", "crash.txt", "open-draft.toml"
MAX_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True, eq=False)
class Keeping:
    """A process's own folder; `handle` is the open file that holds its lock."""

    folder: Path
    handle: int


@dataclass(frozen=True, slots=True, eq=False)
class Left:
    """What another process left, locked so that nobody else is offered it. at: seconds since 1970 when it ended."""

    folder: Path
    handle: int
    at: float
    crash: str

    @property
    def document(self) -> Path | None:
        """The experiment that was on screen, where there is one."""
        path = self.folder / DOCUMENT
        return path if path.exists() else None

    @property
    def draft(self) -> Path | None:
        """The draft of a cell that was being typed, where there is one."""
        path = self.folder / OPEN_DRAFT
        return path if path.exists() else None

    @property
    def drafts(self) -> list[Path]:
        """Drafts that were put aside."""
        return sorted((self.folder / "drafts").glob("*.toml"))

    @property
    def place(self) -> dict[str, Any]:
        """`path` and `fingerprint` of the file that was open; empty where that cannot be read."""
        try:
            raw = read_json(read_within(self.folder / PLACE, MAX_BYTES) or b"{}")
        except (OSError, JsonRefused):
            return {}
        return raw if isinstance(raw, dict) else {}


def begin(data: Path) -> Keeping:
    """A folder for this process. OSError."""
    (data / FOLDER).mkdir(parents=True, exist_ok=True)
    folder = data / FOLDER / secrets.token_hex(8)
    handle = locked(_lock_of(folder), os.O_CREAT)  # before the folder is there to be found
    if handle is None:
        raise OSError("a new name is taken")
    folder.mkdir()
    return Keeping(folder, handle)


def keep(own: Keeping, name: str, data: bytes) -> None:
    """Write one file of the folder, as a whole and flushed to the disk. OSError."""
    write_whole(own.folder / name, data)


def keep_place(own: Keeping, path: Path | None, fingerprint: str | None) -> None:
    """Which file is open, and what it held when it was read. OSError."""
    keep(own, PLACE, write_json({"path": str(path or ""), "fingerprint": fingerprint or ""}))


def drop(own: Keeping, name: str) -> None:
    """What is saved elsewhere, or no longer there, need not be found again."""
    with contextlib.suppress(OSError):
        (own.folder / name).unlink()


def finish(own: Keeping | Left) -> None:
    """Remove a folder with everything in it: it was closed in order, restored, or refused."""
    shutil.rmtree(own.folder, ignore_errors=True)
    os.close(own.handle)
    with contextlib.suppress(OSError):
        _lock_of(own.folder).unlink()


def leave(left: Keeping | Left) -> None:
    """Let it lie: it is offered at the next start."""
    os.close(left.handle)


def left_behind(data: Path) -> list[Left]:
    """Everything that ended processes left, what ended last first; empty folders are cleared away."""
    folders = [folder for folder in _entries(data / FOLDER) if folder.is_dir()]
    found = [left for left in map(_left, folders) if left is not None]
    for left in found:
        if not _holds_something(left):
            finish(left)
    return sorted((left for left in found if _holds_something(left)), key=lambda left: -left.at)


def _holds_something(left: Left) -> bool:
    return bool(left.crash or left.document or left.draft or left.drafts)


def _left(folder: Path) -> Left | None:
    handle = locked(_lock_of(folder), os.O_CREAT)
    if handle is None:
        return None
    times = [path.stat().st_mtime for path in folder.rglob("*") if path.is_file()]
    return Left(folder, handle, max(times, default=0.0), _text(folder / CRASH))


def _text(path: Path) -> str:
    try:
        return (read_within(path, MAX_BYTES) or b"").decode("utf-8", "replace")
    except OSError:
        return ""


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _lock_of(folder: Path) -> Path:
    return folder.with_suffix(".lock")
