"""Memory that is free again is given back to the system while nobody does anything."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, QTimer

from rnnviz.model.document.document import Document

IDLE_MS = 5000
"""So long after the last change."""


class GivesBack(QObject):
    """glibc keeps what was freed between blocks in use: 60 MB after an hour of random use."""

    def __init__(self, document: Document, parent: QObject, ms: int = IDLE_MS) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=ms)
        self._timer.timeout.connect(give_back)
        document.changed.connect(self._wait)

    def _wait(self) -> None:
        self._timer.start()


def give_back() -> None:
    """At once; takes a few milliseconds. Nothing happens where the C library is another one."""
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], Any] | None:
    """malloc_trim(3) of glibc."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    trim: Callable[[int], Any] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim
