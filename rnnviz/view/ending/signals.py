"""Signals of the system close the window in order: kill, a terminal that is closed, Ctrl+C.

Python runs its handlers only between two of its own instructions, and an idle window runs none. What Python does at
once is to write the signal's number into a socket; Qt wakes up for that.
"""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier

NAMES = ("SIGTERM", "SIGHUP", "SIGINT", "SIGBREAK")
"""Those of them that the system has; the last one is Windows' Ctrl+Break."""
FIRST_CODE = 128
"""By custom a process that a signal ended gives 128 and the signal's number."""


class Signals(QObject):
    """Calls `close(code)` once for the first signal that comes; `stop` puts everything back."""

    def __init__(self, close: Callable[[int], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._close: Callable[[int], None] | None = close
        self._read, self._write = socket.socketpair()
        self._read.setblocking(False)
        self._write.setblocking(False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._came)
        self._former_socket = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        numbers = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
        self._former = {number: signal.signal(number, _nothing) for number in numbers}

    def stop(self) -> None:
        """From now on signals do what they did before."""
        for number, handler in self._former.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._former_socket)
        self._notifier.setEnabled(False)
        self._read.close()
        self._write.close()

    def _came(self) -> None:
        numbers = [number for number in self._read.recv(64) if number in self._former]
        close, self._close = (self._close, None) if numbers else (None, self._close)
        if close is not None:
            close(FIRST_CODE + numbers[0])


def _nothing(number: int, frame: FrameType | None) -> None:
    """Python must have a handler to write the number of a signal instead of ending."""
