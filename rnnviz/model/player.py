"""Player: a clock that takes the story onward by itself."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from rnnviz.model.document.simulation import Simulation

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Halts per second at each speed setting, at the grain of whole steps."""


class Player(QObject):
    """Plays a simulation; `changed` tells that playing or speed changed."""

    changed = Signal()

    def __init__(self, simulation: Simulation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self.speed = 2
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    def toggle(self) -> None:
        """Play or pause; playing at the end of the story starts it again."""
        if self.playing:
            self.pause()
            return
        if self._at_end():
            self._simulation.to_start()
        self._timer.start(self._interval())
        self.changed.emit()

    def pause(self) -> None:
        if self.playing:
            self._timer.stop()
            self.changed.emit()

    def set_speed(self, speed: int) -> None:
        """Choose an entry of SPEEDS; out of range is brought inside."""
        self.speed = min(max(speed, 0), len(SPEEDS) - 1)
        if self.playing:
            self._timer.setInterval(self._interval())
        self.changed.emit()

    def faster(self) -> None:
        self.set_speed(self.speed + 1)

    def slower(self) -> None:
        self.set_speed(self.speed - 1)

    def _interval(self) -> int:
        return round(1000 / SPEEDS[self.speed])

    def _at_end(self) -> bool:
        return self._simulation.score.at_end(self._simulation.cursor)

    def _tick(self) -> None:
        self._simulation.next()
        if self._at_end():
            self.pause()
