"""How long the stage shows the way from halt to halt: shorter where the player is faster, not at all where unwanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from rnnviz.model.player import SPEEDS
from rnnviz.view.stage.motion import duration

if TYPE_CHECKING:
    from rnnviz.view.window.main_window import MainWindow


class Pace(QObject):
    """Follows the player's speed and the user's wish."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._still = window, False
        window.player.changed.connect(self._follow)
        self._follow()

    def set_still(self, still: bool) -> None:
        """The user wants no motion, or wants it again."""
        self._still = still
        self._follow()

    def _follow(self) -> None:
        self._window.stage.set_motion(0 if self._still else duration(SPEEDS[self._window.player.speed]))
