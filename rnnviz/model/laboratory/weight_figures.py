"""Which step moves the weights, as it is shown: every step's piece of one gradient, what scissors and a limit leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rnnviz.engine import Clip, Run
from rnnviz.engine.laboratory.compared import Compared, compared
from rnnviz.engine.laboratory.contributions import Contributions
from rnnviz.engine.language.ops import Array
from rnnviz.engine.training.clipping import clip

Index = tuple[int, ...]
By = Mapping[str, Contributions]


@dataclass(frozen=True, slots=True, eq=False)
class WeightFigures:
    """Of one parameter, and of one of its numbers; "kept" is what the scissors leave, "clipped" what the limit leaves
    of that. norms, number: (T,) of every step's contribution; shares: (T,) signed, of the whole sum, adding up to 1.

    cut: this parameter, whole against kept; all_cut: all parameters of the run, the same; all_clipped: kept against
    clipped; all_turned: degrees between whole and clipped, None where there is no angle. largest: of every parameter,
    the largest magnitude of a number, kept and clipped. numbers: how many there are, and how many the limit changed.
    """

    name: str
    index: Index
    whole: Contributions
    kept: Contributions
    norms: Array
    kept_norms: Array
    shares: Array
    number: Array
    kept_number: Array
    total: Array
    left: Array
    clipped: Array
    cut: Compared
    all_cut: Compared
    all_clipped: Compared
    all_turned: float | None
    largest: Mapping[str, tuple[float, float]]
    numbers: tuple[int, int]

    def series(self) -> dict[str, Array]:
        """By step, for a table."""
        index = ", ".join(str(i + 1) for i in self.index)
        return {
            f"norm {self.name}": self.norms, f"norm {self.name} after the scissors": self.kept_norms,
            f"share of {self.name}": self.shares, f"{self.name}[{index}]": self.number,
        }  # fmt: skip


def weight_figures(whole: By, kept: By, name: str, index: Index | None, how: Clip | None) -> WeightFigures:
    """whole, kept: every parameter's contributions before and after the scissors; index None: of the largest number."""
    totals = {key: found.total for key, found in whole.items()}
    left = {key: found.total for key, found in kept.items()}
    clipped = clip(left, how)
    at = _inside(totals[name], index)
    changed = sum(int((clipped[key] != array).sum()) for key, array in left.items())
    largest = {key: (_largest(array), _largest(clipped[key])) for key, array in left.items()}
    return WeightFigures(
        name, at, whole[name], kept[name], whole[name].norms(), kept[name].norms(), whole[name].shares(),
        whole[name].number(at), kept[name].number(at), totals[name], left[name], clipped[name],
        compared({name: totals[name]}, {name: left[name]}), compared(totals, left), compared(left, clipped),
        compared(totals, clipped).turned, largest,
        (sum(array.size for array in left.values()), changed),
    )  # fmt: skip


def entry(run: Run) -> int | None:
    """The one step at which a gradient comes into the run; None where there are several, or none."""
    fed = np.flatnonzero(run.fed)
    return int(fed[0]) if len(fed) == 1 else None


def last_entry(run: Run) -> int:
    """The last step at which a gradient comes in; the last of all where none does."""
    fed = np.flatnonzero(run.fed)
    return int(fed[-1]) if len(fed) else run.steps - 1


def coarse(array: Array, most: int) -> Array:
    """Means over blocks, at most so many each way; the array itself where it has no more."""
    for axis in (0, 1):
        if array.shape[axis] > most:
            begins = np.linspace(0, array.shape[axis], most, endpoint=False).astype(int)
            counts = np.diff([*begins, array.shape[axis]])
            shape = (-1, 1) if axis == 0 else (1, -1)
            array = np.add.reduceat(array, begins, axis=axis) / counts.reshape(shape)
    return array


def _inside(array: Array, index: Index | None) -> Index:
    """A place there is in the array."""
    if index is None or len(index) != array.ndim:
        flat = int(np.argmax(np.nan_to_num(np.abs(array), nan=-1.0))) if array.size else 0
        return tuple(int(i) for i in np.unravel_index(flat, array.shape))
    return tuple(min(i, size - 1) for i, size in zip(index, array.shape, strict=True))


def _largest(array: Array) -> float:
    return float(np.max(np.abs(array), initial=0.0))
