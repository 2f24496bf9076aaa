"""Where the gradient of a state went, as it is shown: signed shares of every way at every step, and sizes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rnnviz.engine import Cell, Run
from rnnviz.engine.laboratory.selfway import self_way
from rnnviz.engine.laboratory.staying import staying
from rnnviz.engine.language.ops import Array

CANCEL = 3.0
"""From here on the sum of all shares without their signs says that parts cancel."""


@dataclass(frozen=True, slots=True, eq=False)
class PathPart:
    """share (T,): signed, of the whole. bright (T,): the piece of it that came back at the next step or, of a state
    without a way of its own, that stays on another one's; NaN where it cannot be told. own: never left before the loss.
    """

    name: str
    own: bool
    share: Array
    bright: Array

    def within(self, step: int) -> float:
        """The bright piece of the share: of the same sign, and no larger."""
        return float(self.inside[step])

    @property
    def inside(self) -> Array:
        """The same of all steps: (T,)."""
        share = self.share
        if self.own:
            return share
        held = np.where(share >= 0, np.minimum(np.maximum(self.bright, 0.0), share),
                        np.maximum(np.minimum(self.bright, 0.0), share))  # fmt: skip
        return np.where(np.isfinite(self.bright), held, share)


@dataclass(frozen=True, slots=True, eq=False)
class PathFigures:
    """Of one state; whole (T,): log10 of the gradient's norm, kinds: what it is where that is no number.

    carries: whether the state has a way of its own. apart (T,): by how much the parts miss the gradient, in its units.
    """

    state: str
    carries: bool
    parts: tuple[PathPart, ...]
    whole: Array
    kinds: tuple[str, ...]
    apart: Array

    @property
    def own(self) -> PathPart:
        return self.parts[0]

    @property
    def several(self) -> bool:
        """Whether there is more than one way from one step to the next."""
        return len(self.parts) > 1 + (not self.carries)

    @property
    def alone(self) -> Array:
        """log10 of the own way's piece of the norm; NaN where it is against the whole."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(self.whole + np.log10(self.own.share))

    @property
    def wedge(self) -> Array:
        """log10 of the whole against the own way's piece: (T,), NaN where either is no number."""
        alone = self.alone
        usable = np.isfinite(self.whole) & np.isfinite(alone)
        return np.asarray(np.subtract(self.whole, alone, out=np.full(len(alone), np.nan), where=usable))

    def there(self, step: int) -> bool:
        """Whether there is a gradient to be shared out."""
        return bool(np.isfinite(self.whole[step]))

    def cancels(self, step: int) -> bool:
        return float(sum(abs(part.share[step]) for part in self.parts)) > CANCEL

    def bands(self) -> Iterator[tuple[PathPart, bool, Array, Array]]:
        """Parts as bars: (part, whether bright, from (T,), to (T,)). What is along the whole stands upward from 0, what
        is against it downward; where there is nothing to be shared out both are 0."""
        there = np.isfinite(self.whole)
        up, down = np.zeros(len(there)), np.zeros(len(there))
        for part in self.parts:
            share, bright = part.share, part.inside
            for piece, is_bright in ((bright, True), (share - bright, False)):
                piece = np.where(there, piece, 0.0)
                begin = np.where(share > 0, up, down)
                end = begin + piece
                up, down = np.where(share > 0, end, up), np.where(share > 0, down, end)
                yield part, is_bright, begin, end

    def pieces(self, step: int) -> Iterator[tuple[PathPart, bool, float, float]]:
        """Those of one step that have a height."""
        for part, bright, begin, end in self.bands():
            if begin[step] != end[step]:
                yield part, bright, float(begin[step]), float(end[step])

    def series(self) -> dict[str, Array]:
        """Shares by way, and the size of the whole, for a table."""
        shares = {f"share of {self.state} {part.name}": part.share for part in self.parts}
        return {f"log10 norm {self.state}": self.whole, **shares}


def states_of(cell: Cell) -> tuple[str, ...]:
    """The states whose gradient can be shared out, those with a way of their own first."""
    return tuple(sorted(cell.states, key=lambda name: self_way(cell, name) is None))


def path_figures(run: Run, state: str) -> PathFigures:
    """Share out the gradient of a state of one sequence."""
    paths = run.paths(state)
    shares = paths.shares()
    bright = paths.shares(at_once=True) if paths.carries else _staying(run, state)
    roles = {name: line.role for name, line in run.cell.by_name.items()}
    names = sorted(shares, key=lambda name: (name != paths.own, roles.get(name) != "candidate"))
    parts = tuple(PathPart(n, n == paths.own, shares[n], bright.get(n, shares[n])) for n in names)
    with np.errstate(all="ignore"):
        missing = sum((paths[name] for name in names), start=np.zeros_like(run.grad(state))) - run.grad(state)
        apart = np.linalg.norm(missing, axis=-1)
    kinds = tuple(str(kind) for kind in run.norm_states(state))
    return PathFigures(state, paths.carries, parts, run.norms(state), kinds, apart)


def _staying(run: Run, state: str) -> dict[str, Array]:
    """Of a state without a way of its own: what of each part stays on another's; nothing where no state has one."""
    if not any(run.paths(other).carries for other in run.cell.states):
        return {}
    whole = run.grad(state)
    with np.errstate(all="ignore"):
        size = np.abs(whole).max(axis=-1, keepdims=True)
        unit = whole / size
        found = {n: np.vecdot(part / size, unit) / np.vecdot(unit, unit) for n, part in staying(run, state).items()}
    return {name: np.asarray(part) for name, part in found.items()}
