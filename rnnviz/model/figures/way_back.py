"""What a gradient's norms say about its way back through time: how much is left, by which factor, where it is lost."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rnnviz.model.figures.scales import LOW, marks

LOST_AT_ONCE = 0.5
"""A step is where most is lost if it has at least this part of all the decades,"""
NOTICED = 0.3
"""and so many of them."""


@dataclass(frozen=True, slots=True)
class WayBack:
    """key:

    "single" one step only; "nan" some norm is no number; "dead" no gradient anywhere; "first" the loss stands where the
    run begins; "saturated", "zero", "underflow", "overflow" cut off `back` steps before the gradient comes in;
    "left", "kept" (hardly changed), "grown" at the first step, `back` steps before; "several", "every", "above" comes
    in at more than one step.
    log10: the first step's norm against that where the gradient comes in last. worst: the step (0-based) on whose way
    to the one before most is lost, -1 where all lose alike. factor: log10, of that step, or of every step on average.
    """

    key: str
    back: int = 0
    log10: float = 0.0
    worst: int = -1
    factor: float = 0.0


def way_back(norms: Sequence[float], states: Sequence[str], loss: str = "last") -> WayBack:
    """What the norms and norm_states of a run say; loss: where it comes in, as `feeding` says."""
    odd = marks(norms, states)
    if any(mark.kind == "nan" for mark in odd):
        return WayBack("nan")
    if len(odd) == len(norms) and all(mark.kind in LOW for mark in odd):
        return WayBack("dead")
    if len(norms) < 2:
        return WayBack("single")
    entry = max((t for t, log10 in enumerate(norms) if log10 > -math.inf), default=0)
    if loss == "first" or entry == 0:
        return WayBack("first")
    cut = [mark for mark in odd if mark.step <= entry]
    if cut:
        return WayBack(cut[-1].kind, entry - cut[-1].step)
    if loss in ("several", "every", "above"):
        return WayBack(loss, entry, norms[0] - norms[entry])
    return _changed(norms[: entry + 1])


def _changed(norms: Sequence[float]) -> WayBack:
    back = len(norms) - 1
    log10 = norms[0] - norms[-1]
    if log10 > math.log10(1.05):
        return WayBack("grown", back, log10, factor=log10 / back)
    if log10 > math.log10(0.8):
        return WayBack("kept", back, log10, factor=log10 / back)
    factors = [norms[t - 1] - norms[t] for t in range(1, back + 1)]
    least = min(factors)
    if back > 2 and least <= min(LOST_AT_ONCE * log10, -NOTICED):
        return WayBack("left", back, log10, factors.index(least) + 1, least)
    return WayBack("left", back, log10, factor=log10 / back)


def factor_text(log10: float, times: int, said: Callable[[float], str]) -> str:
    """10**log10 in as many digits as it takes for its power `times` to read as the real one does: 0.612 ** 39."""
    factor, wanted = 10**log10, said(times * log10)
    text = ""
    for places in range(2, 7):
        text = f"{factor:.{places}f}"
        if float(text) > 0 and said(times * math.log10(float(text))) == wanted:
            break
    return text
