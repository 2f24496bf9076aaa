"""Gradient check: what back-propagation says against differences of the loss itself."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import cast

import numpy as np

from rnnviz.engine.experiments.experiment import Experiment
from rnnviz.engine.run import Run, simulate

ACCEPT = 1e-7
"""A relative error below this is agreement."""
STEP = 1e-5
"""Half the distance of the two losses compared, in units of max(1, |parameter|); best for float64 (error 8e-11)."""
AT_MOST = 400
"""Numbers compared over all parameters; larger cells are sampled evenly, some of every parameter."""
ROUNDING = 32.0
"""What rounding adds to a difference, in units of eps * sum |dL h| / step."""

Place = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How far back-propagation (a) and differences (n) of the loss lie apart.

    worst: largest |a - n| / max(|a|, |n|, noise), magnitudes being the largest of each parameter, with the parameter
    and the index it was found at. compared, of `available` numbers, entered it. Left out, because differences say
    nothing there: kinks, numbers with a ReLU that bends between the two losses; vanished, parameters whose gradient
    is lost in the rounding of the loss; unusable, numbers whose loss is not finite.
    """

    worst: float
    name: str
    index: Place
    compared: int
    available: int
    kinks: int = 0
    unusable: int = 0
    vanished: tuple[str, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether something was compared and all of it agrees."""
        return self.compared > 0 and self.worst < ACCEPT


@dataclass(slots=True)
class _Pairs:
    """One parameter's gradients by back-propagation and by differences, place by place, and their common noise."""

    places: list[Place]
    pairs: list[tuple[float, float]]
    noise: float = 0.0
    kinks: int = 0
    unusable: int = 0


def gradient_check(experiment: Experiment) -> CheckResult:
    """Check dL/d(parameter) of an experiment under its own loss; float32 experiments are checked in float64.

    Deterministic: at most AT_MOST numbers (or one of each parameter), two simulations each.
    """
    work = checking(experiment)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return cast(CheckResult, end.value)


def checking(experiment: Experiment) -> Generator[float, None, CheckResult]:
    """The same number by number: yields the share done, so that a window stays alive meanwhile; returns the result."""
    run = simulate(_in_float64(experiment))
    available = sum(value.size for value in run.experiment.params.values())
    measured = {name: _Pairs([], []) for name in run.experiment.params}
    todo = [(name, place) for name in measured for place in _places(run, name, available)]
    for number, (name, place) in enumerate(todo):
        yield number / len(todo)
        with np.errstate(all="ignore"):
            _measure(run, name, place, measured[name])
    with np.errstate(all="ignore"):
        return _judged(measured, available)


def _in_float64(exp: Experiment) -> Experiment:
    """The same numbers in the wider format."""
    if exp.dtype == np.float64:
        return exp
    inputs = exp.inputs if exp.batched else exp.inputs[:, 0]
    wide = Experiment.build(exp.cell, exp.hidden, inputs, output=exp.sizes["output"], start=exp.start, loss=exp.loss)
    wide = wide.with_params(exp.params)
    for line, held in exp.held.items():
        for t in np.flatnonzero(held.mask):
            wide = wide.hold(line, held.values[t], slice(int(t), int(t) + 1))
    return wide


def _places(run: Run, name: str, available: int) -> list[Place]:
    value = run.experiment.params[name]
    count = value.size if available <= AT_MOST else max(1, AT_MOST * value.size // available)
    chosen = np.unique(np.linspace(0, value.size - 1, count).round().astype(int))
    return [tuple(int(i) for i in np.unravel_index(flat, value.shape)) for flat in chosen]


def _measure(run: Run, name: str, place: Place, found: _Pairs) -> None:
    """One number's gradient both ways, added to what was found for its parameter."""
    value = float(run.experiment.params[name][place])
    step = STEP * max(1.0, abs(value))
    up, down = (simulate(run.experiment.with_value(name, place, value + s)) for s in (step, -step))
    pair = float(run.param_grads[name][place]), (up.loss - down.loss) / (2 * step)
    if not np.isfinite(pair).all():
        found.unusable += 1
    elif _bends(up, down):
        found.kinks += 1
    else:
        found.places.append(place)
        found.pairs.append(pair)
        found.noise = max(found.noise, float(np.finfo(np.float64).eps) * _size(up) / step)


def _size(run: Run) -> float:
    """Sum of |dL/dh h|: at least |L|, and what its rounding is proportional to where its terms cancel."""
    return float(np.abs(run.value(run.cell.output) * run.grad(run.cell.output, into="loss")).sum())


def _bends(up: Run, down: Run) -> bool:
    """Whether an activation's slope jumps between the two runs; a smooth one moves by about STEP."""
    return any(bool((np.abs(k - down.slopes[node]) > 0.25).any()) for node, k in up.slopes.items())


def _judged(measured: dict[str, _Pairs], available: int) -> CheckResult:
    worst, compared = 0.0, 0
    where: tuple[str, Place] = ("", ())
    vanished: list[str] = []
    for name, found in measured.items():
        if not found.pairs:
            continue
        back, numeric = np.array(found.pairs).T
        apart, largest = np.abs(back - numeric), float(np.abs(found.pairs).max())
        error = apart / max(largest, found.noise, np.finfo(float).tiny)
        # below the noise anything would pass; a little above it even a right gradient could not
        if largest <= found.noise or (error.max() >= ACCEPT and apart.max() <= ROUNDING * found.noise):
            vanished.append(name)
            continue
        compared += len(found.pairs)
        if error.max() >= worst:
            worst, where = float(error.max()), (name, found.places[int(error.argmax())])
    return CheckResult(
        worst, *where, compared, available,
        sum(f.kinks for f in measured.values()), sum(f.unusable for f in measured.values()), tuple(vanished),
    )  # fmt: skip
