"""How fast a training goes, and how long it will take."""

from __future__ import annotations

from time import monotonic


class TrainingPace:
    """Updates a second since it began."""

    def __init__(self) -> None:
        self._began, self._first, self._last, self._speed = 0.0, 0, 0, 0.0

    def begin(self, step: int) -> None:
        """So many updates were made before."""
        self._began, self._first, self._last, self._speed = monotonic(), step, step, 0.0

    def reach(self, step: int) -> None:
        """So many are made now."""
        self._last = step
        self._speed = (step - self._first) / max(monotonic() - self._began, 1e-3)

    def to_go(self, stop: int) -> float | None:
        """Seconds to an update; None where nobody knows."""
        return max(0, stop - self._last) / self._speed if self._speed else None
