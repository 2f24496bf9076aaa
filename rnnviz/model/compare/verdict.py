"""What is so of the gradients of compared cells, n steps back: which gets more, and how much more."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.model.compare.norms import Norms
from rnnviz.model.figures.scales import LOW

SAME = math.log10(1.005)
"""Factors nearer to 1 than this are printed as 1."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """key:

    "apart": `high` gets 10**log10 times the gradient of `low`; "same": all get the same; "none": `low` gets exactly
    nothing, `high` something; "nothing": nobody gets anything; "odd": `low` has no finite gradient there;
    "short": `low`'s sequence does not reach so far back; "one": there is only one cell.
    """

    key: str
    back: int
    high: Norms | None = None
    low: Norms | None = None
    log10: float = 0.0


def verdict(norms: Sequence[Norms], back: int) -> Verdict:
    """Of the first state of every cell, each counted back from where its own last gradient comes in."""
    main = [norm for norm in norms if norm.main]
    if len(main) < 2:
        return Verdict("one", back)
    found = [(norm, norm.loss - back) for norm in main]
    for norm, step in found:
        if step < 0:
            return Verdict("short", back, low=norm)
        if norm.kind(step) not in ("finite", *LOW):
            return Verdict("odd", back, low=norm)
    sizes = sorted(((norm.at(step), n) for n, (norm, step) in enumerate(found)), key=lambda pair: (-pair[0], pair[1]))
    high, low = main[sizes[0][1]], main[sizes[-1][1]]
    if sizes[0][0] == -math.inf:
        return Verdict("nothing", back, high, low)
    if sizes[-1][0] == -math.inf:
        return Verdict("none", back, high, low)
    log10 = sizes[0][0] - sizes[-1][0]
    return Verdict("same" if log10 < SAME else "apart", back, high, low, log10)
