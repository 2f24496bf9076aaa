"""Following a hand that drags no faster than somebody can read, and at once when it lets go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

GLANCE_MS = 33
"""Pictures beside the stage: thirty a second."""
READING_MS = 80
"""Numbers and texts."""


class Calm(QObject):
    """Calls `follow` for every `ask`, but while `live` at most every `ms`; the last ask is never lost."""

    def __init__(self, follow: Callable[[], None], ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self.live, self._due, self._follow = False, False, follow
        self._timer = QTimer(self, singleShot=True, interval=ms)
        self._timer.timeout.connect(self._again)

    def ask(self) -> None:
        """Something changed."""
        if self.live and self._timer.isActive():
            self._due = True
            return
        self._follow()
        if self.live:
            self._timer.start()

    def set_live(self, live: bool) -> None:
        """Whether a hand drags; when it lets go what is due is shown now."""
        self.live = live
        if not live:
            self._timer.stop()
            self._again()

    def _again(self) -> None:
        if self._due:
            self._due = False
            self.ask()
