"""Where the story is, for all simulations at once, whatever their cells."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Playhead:
    """step: 0-based place in the sequence; share: how much of that step has been told, in (0, 1].

    pass_: "forward" or "backward"; grain: how far the story moves at once. `Score.at` says it in one cell's lines.
    """

    step: int = 0
    share: Fraction = Fraction(1)
    pass_: str = "forward"
    grain: str = "step"
