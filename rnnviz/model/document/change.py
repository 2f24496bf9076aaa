"""What may have changed since the event loop turned."""

from __future__ import annotations

from enum import Flag, auto


class Change(Flag):
    """SETUP: what was chosen, or what can be undone. RUN: other numbers, or another layer, stand on the stage.

    PLAYHEAD: another place of the story. SELECTION: another unit, or another thing pointed at or pinned.
    SIMULATIONS: which simulations there are, their order, or which is in front. COMPARING: how they are looked at.
    """

    NONE = 0
    SETUP = auto()
    RUN = auto()
    PLAYHEAD = auto()
    SELECTION = auto()
    SIMULATIONS = auto()
    COMPARING = auto()
