"""What one unit knows: the threshold on its value that best tells whether a fact holds."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rnnviz.engine.language.ops import Array


class Probe(NamedTuple):
    """unit; threshold; above: whether the fact holds above it (else below); share: of samples told right."""

    unit: int
    threshold: float
    above: bool
    share: float

    def tells(self, values: Array) -> Array:
        """Whether the fact holds, by the values (..., units) alone: (...) bool."""
        return np.asarray((values[..., self.unit] > self.threshold) == self.above)


def best_probe(values: Array, holds: Array) -> Probe:
    """The unit and threshold that tell most samples right.

    values: (n, units) finite; holds: (n,) bool. Every threshold between two neighbouring values is tried.
    """
    found = [_best_threshold(values[:, unit], holds, unit) for unit in range(values.shape[1])]
    return max(found, key=lambda probe: probe.share)


def _best_threshold(values: Array, holds: Array, unit: int) -> Probe:
    order = np.argsort(values, kind="stable")
    ranked, yes = values[order], holds[order]
    # right[i]: samples told right if the fact holds above the i lowest values
    right = np.concatenate([[0], np.cumsum(~yes)]) + np.concatenate([np.cumsum(yes[::-1])[::-1], [0]])
    edges = np.concatenate([[ranked[0] - 1], (ranked[:-1] + ranked[1:]) / 2, [ranked[-1] + 1]])
    usable = np.concatenate([[True], ranked[:-1] < ranked[1:], [True]])
    high, low = np.where(usable, right, -1), np.where(usable, len(yes) - right, -1)
    above = bool(high.max() >= low.max())
    place = int((high if above else low).argmax())
    return Probe(unit, float(edges[place]), above, float((high if above else low)[place]) / len(yes))
