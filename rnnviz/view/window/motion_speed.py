"""How long stage and chain take from picture to picture: shorter where the player is faster, not at all if unwanted."""

from __future__ import annotations

from PySide6.QtCore import QObject

from rnnviz.model.player import SPEEDS, Player
from rnnviz.view.chain import ChainView
from rnnviz.view.stage import Stage
from rnnviz.view.stage.motion import duration


class Pace(QObject):
    """Follows the player's speed and the user's wish."""

    def __init__(self, stage: Stage, chain: ChainView, player: Player) -> None:
        super().__init__(stage)
        self._stage, self._chain, self._player, self._still = stage, chain, player, False
        player.changed.connect(self._follow)
        self._follow()

    def set_still(self, still: bool) -> None:
        """The user wants no motion, or wants it again."""
        self._still = still
        self._follow()

    def _follow(self) -> None:
        ms = 0 if self._still else duration(SPEEDS[self._player.speed])
        self._stage.set_motion(ms)
        self._chain.folding.ms = ms
