"""Shares of one step's gradient on the wires of the step after it: what stays on the own way, what leaves by whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnnviz.engine import Cell
from rnnviz.model.laboratory.path_figures import PathFigures


@dataclass(frozen=True, slots=True)
class WireShare:
    """line: that reads at the next step; state: the one it reads, which may be another one than the gradient is of."""

    line: str
    state: str
    share: float


@dataclass(frozen=True, slots=True)
class WireShares:
    """Signed shares of dL/d(state at step k), adding up to 1.

    here: by the lines through which it comes back at k + 1; later: by way of the state itself, but not to the loss;
    stays: never left the own way before the loss; loss: of that, or of a state without a way of its own, what the loss
    sends at k. The middle two are 0 without an own way.
    """

    state: str
    step: int
    carries: bool
    here: tuple[WireShare, ...]
    stays: float
    later: float
    loss: float

    @property
    def along(self) -> float:
        """What comes from the next step by the own way."""
        return self.stays + self.later - self.loss


def wire_shares(figures: PathFigures, cell: Cell, step: int) -> WireShares | None:
    """None where there is nothing to be shared out, or a share is no number."""
    if not 0 <= step < len(figures.whole) or not figures.there(step):
        return None
    others = [part for part in figures.parts if not part.own]
    own = float(figures.own.share[step])
    here = [float((part.bright if figures.carries else part.share)[step]) for part in others]
    later = float(sum(part.share[step] for part in others)) - sum(here)
    loss = float(figures.own.bright[step]) if figures.carries else own
    if not np.isfinite([*here, own, later, loss]).all():
        return None
    shown = (WireShare(p.name, _read(cell, p.name, figures.state), s) for p, s in zip(others, here, strict=True))
    return WireShares(figures.state, step, figures.carries, tuple(shown), own if figures.carries else 0.0, later, loss)


def _read(cell: Cell, line: str, state: str) -> str:
    """The state that a line reads: the gradient's own where it is among several."""
    read = {node.name for node in cell.nodes if node.op == "prev" and node.line == line}
    return state if state in read or not read else min(read)
