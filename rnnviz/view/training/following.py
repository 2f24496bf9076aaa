"""When a running training is shown: ten times a second, less often where the window has not caught up."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from rnnviz.view.work.throttle import TurnQueue

SHOWN_MS = 100
"""Between the last panel's turn and the next update that is shown."""


class Following(QObject):
    """`due`: show the newest update. Until it stops every panel takes what is new in a turn of its own, so that keys
    and clicks come between; the next update is shown after all of them have shown one."""

    due = Signal()

    def __init__(self, parent: QObject, turns: TurnQueue) -> None:
        super().__init__(parent)
        self._turns = turns
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.due)

    def ask(self) -> None:
        """There is something new."""
        self._turns.apart = True
        if not (self._timer.isActive() or self._turns.busy):
            self._timer.start()

    def stop(self) -> None:
        """From now on all is shown at once."""
        self._turns.apart = False
        self._timer.stop()
