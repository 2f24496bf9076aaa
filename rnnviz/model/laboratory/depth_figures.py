"""How far the gradient reaches down, as it is shown: a row for every direction of every layer, the input below."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from rnnviz.engine.laboratory.depth import Reaching, depth
from rnnviz.engine.language.ops import Array
from rnnviz.engine.networks.network_run import NetworkRun
from rnnviz.engine.passes.lognorm import joint_norm, log10_norm
from rnnviz.model.setup.choices import MAX_LAYERS
from rnnviz.model.setup.setup import Setup

INPUT = -1
"""Stands for a layer where what the lowest one reads is meant."""


@dataclass(frozen=True, slots=True, eq=False)
class DepthRow:
    """values: log10 of the gradient's norm at every step, in the order of the sequence; -inf where it is zero."""

    layer: int
    way: str
    values: Array


@dataclass(frozen=True, slots=True, eq=False)
class DepthFigures:
    """rows: the highest layer first, forward before backward, the input last. layers: of every layer, the lowest first,
    both directions together."""

    rows: tuple[DepthRow, ...]
    layers: tuple[Array, ...]

    def step_down(self, layer: int, place: int) -> float:
        """log10 of what a layer has of the norm of the one above it; NaN where that is no number."""
        above, here = float(self.layers[layer + 1][place]), float(self.layers[layer][place])
        return here - above if np.isfinite(above) and not np.isnan(here) else float("nan")

    def way_down(self, place: int) -> float:
        """log10 of what the lowest layer has of the norm of the highest."""
        above, here = float(self.layers[-1][place]), float(self.layers[0][place])
        return here - above if np.isfinite(above) and not np.isnan(here) else float("nan")

    def series(self) -> dict[str, Array]:
        """By step, for a table."""
        return {f"log10 norm {_name(row)}": row.values for row in self.rows}


def depth_figures(run: NetworkRun, states: bool) -> DepthFigures:
    """states: of all states of a layer stacked, else of its output."""
    found = depth(run)
    rows = tuple(DepthRow(one.layer, one.way, _of(one, states)) for one in found)
    height = 1 + max(row.layer for row in rows)
    layers = tuple(joint_norm(np.stack([row.values for row in rows if row.layer == k]), 0) for k in range(height))
    ordered = sorted(rows, key=lambda row: (-row.layer, row.way != "forward"))
    below = DepthRow(INPUT, "", log10_norm(run.input_grad))
    return DepthFigures((*ordered, below), layers)


def deeper(setup: Setup) -> Setup | None:
    """One layer more, like the highest; None where there are as many as there may be."""
    layers = setup.layers
    return setup.with_layers((*layers, layers[-1])) if len(layers) < MAX_LAYERS else None


def both_ways(setup: Setup) -> Setup | None:
    """Every layer reads in both directions; None where they all do."""
    fresh = tuple(replace(choice, direction="both") for choice in setup.layers)
    return setup.with_layers(fresh) if fresh != setup.layers else None


def _of(one: Reaching, states: bool) -> Array:
    return one.states if states else one.output


def _name(row: DepthRow) -> str:
    return "input" if row.layer == INPUT else f"layer {row.layer + 1} {row.way}"
