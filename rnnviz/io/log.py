"""The log: what went wrong and with which versions, in a file of the user's data that a report can show.

Nothing is sent anywhere.
"""

from __future__ import annotations

import contextlib
import logging
import platform
import sys
from importlib import metadata
from logging.handlers import RotatingFileHandler
from pathlib import Path

from rnnviz import __version__

NAME = "rnnviz.log"
CRASH = "last-crash.txt"
LARGEST, OLDER = 256 * 1024, 2
SHOWN = 20_000
"""Characters of the log's end that a report shows."""

_PARTS = ("PySide6-Essentials", "pyqtgraph", "numpy", "msgspec")

logger = logging.getLogger("rnnviz")
logger.propagate = False
logger.addHandler(logging.NullHandler())


def open_log(folder: Path) -> logging.Handler | None:
    """Write the log to a file from now on; None where the folder cannot be written, and then nothing is lost but it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / NAME, maxBytes=LARGEST, backupCount=OLDER, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    logger.info("started: %s", versions())
    return handler


def close_log(handler: logging.Handler | None) -> None:
    if handler is not None:
        logger.removeHandler(handler)
        handler.close()


def keep_crash(folder: Path, text: str) -> None:
    """What the process that crashed wrote last, for the report."""
    logger.error("the rnnviz before this one crashed:\n%s", text)
    with contextlib.suppress(OSError):
        (folder / CRASH).write_text(text, encoding="utf-8")


def versions() -> str:
    """Everything a fault may depend on, on one line."""
    parts = [f"rnnviz {__version__}", f"Python {platform.python_version()}", platform.platform(), sys.executable]
    return ", ".join([*parts, *(f"{name} {_version(name)}" for name in _PARTS)])


def report(folder: Path) -> str:
    """The text that "Report a problem" shows: versions, the last crash, the end of the log."""
    crash, log = _end(folder / CRASH), _end(folder / NAME)
    parts = [versions(), f"Last crash:\n{crash}" if crash else "", f"Log:\n{log}" if log else "The log is empty."]
    return "\n\n".join(part for part in parts if part)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "?"


def _end(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")[-SHOWN:].strip()
    except OSError:
        return ""
