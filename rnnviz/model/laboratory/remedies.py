"""Remedies against gradients that vanish or explode, as setups one edit away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnnviz.engine.experiments.matrices import fill, scaled_to, spectral_radius
from rnnviz.model.setup.keep_bias import bias_in_force, with_keep_bias
from rnnviz.model.setup.setup import Setup

BIAS = 1.0
"""Of the gate that keeps, as Jozefowicz, Zaremba & Sutskever 2015 advise."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """key: "orthogonal", "identity", "keep_bias" or "gain"; setup: what it leads to.

    The first two fill every square recurrent matrix (Saxe, McClelland & Ganguli 2014; Le, Jaitly & Hinton 2015);
    "keep_bias" opens the gate that keeps, "gain" brings the largest spectral radius of a recurrent matrix to 1.
    """

    key: str
    setup: Setup


def remedies(setup: Setup) -> tuple[Remedy, ...]:
    """Those that change something: a cell without a recurrent matrix or without a gate that keeps lacks some."""
    found = [Remedy(rule, _filled(setup, rule)) for rule in ("orthogonal", "identity") if _squares(setup)]
    if any(choice.cell.keep for choice in setup.layers) and not _kept(setup):
        found.append(Remedy("keep_bias", with_keep_bias(setup, BIAS)))
    calm = _of_radius_one(setup)
    if calm is not None:
        found.append(Remedy("gain", calm))
    return tuple(remedy for remedy in found if remedy.setup != setup)


def _kept(setup: Setup) -> bool:
    gated = [number for number, choice in enumerate(setup.layers) if choice.cell.keep]
    return all(bias_in_force(setup, number).value == BIAS and bias_in_force(setup, number).even for number in gated)


def _squares(setup: Setup) -> dict[str, tuple[int, int]]:
    """The square recurrent matrices, by the network's names."""
    shapes = {name: setup.network().params[name].shape for name in setup.recurrent_params()}
    return {name: (shape[0], shape[1]) for name, shape in shapes.items() if len(shape) == 2 and shape[0] == shape[1]}


def _filled(setup: Setup, rule: str) -> Setup:
    """Under gain 1: an orthogonal matrix twice as large is none."""
    fresh = setup.with_weights(gain=1.0)
    for name, shape in _squares(setup).items():
        fresh = fresh.with_array(name, fill(rule, name, shape, setup.weights.seed, shape[0]))
    return fresh


def _of_radius_one(setup: Setup) -> Setup | None:
    """Every square recurrent matrix scaled alike; None where the largest radius is 0, no number, or 1 already."""
    params = setup.network().params
    radii = {name: spectral_radius(params[name]) for name in _squares(setup)}
    largest = max(radii.values(), default=0.0)
    if not np.isfinite(largest) or largest == 0 or abs(largest - 1) < 1e-9:
        return None
    fresh = setup
    for name, radius in radii.items():
        if radius > 0:
            fresh = fresh.with_array(name, scaled_to(params[name], spectral_radius, radius / largest))
    return fresh
