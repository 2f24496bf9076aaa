"""Jobs about one run or one cell: the map of influence, one exact norm of it, the gradient check, the drawing.

A run is made again from what determines it, which comes as `packing.content`; the last run stays for the next job.
"""

from __future__ import annotations

import pickle
from collections.abc import Generator
from functools import lru_cache
from typing import cast

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine import Cell, Experiment, Run, simulate
from rnnviz.engine.check import CheckResult, checking
from rnnviz.engine.laboratory.contributions import every, scissored
from rnnviz.engine.laboratory.probe import Perturbation, Response, probe
from rnnviz.engine.laboratory.spectra import Spectra, spectra
from rnnviz.engine.networks.network import Network
from rnnviz.engine.networks.network_run import NetworkRun, run_network
from rnnviz.model.laboratory.path_figures import PathFigures, path_figures
from rnnviz.model.laboratory.weight_figures import By
from rnnviz.model.picture import Picture, drawable
from rnnviz.model.picture.grid import Sizes


@lru_cache(maxsize=1)
def _run(packed: bytes) -> Run:
    """Of an experiment under its own loss, or a run as it was: a layer of a network hears of the loss from above."""
    found = pickle.loads(packed)
    return found if isinstance(found, Run) else simulate(cast(Experiment, found))


def _experiment(packed: bytes) -> Experiment:
    return cast(Experiment, pickle.loads(packed))


def flow_map(experiment: bytes, name: str | None, at: NDArray[np.int64]) -> NDArray[np.float64]:
    """log10 ||d(line at t)/d(line at k)|| / sqrt(size) (n, n) for the n steps `at`; None: of all states together."""
    return _run(experiment).flow(name, norm="rms", at=at)


def flow_pair(experiment: bytes, name: str | None, t: int, k: int) -> float:
    """log10 of the exact spectral norm of d(line at t)/d(line at k)."""
    return _run(experiment).flow_pair(name, t, k, norm="spectral")


def spectra_of(run: bytes, name: str | None) -> Spectra:
    """Singular values and products of every step's Jacobian, of a state or of all together."""
    return spectra(_run(run), name)


def paths_of(run: bytes, state: str) -> PathFigures:
    """The gradient of a state, shared out by the ways it took."""
    return path_figures(_run(run), state)


def scissored_of(run: bytes, window: int) -> tuple[By, By]:
    """Every parameter's contributions, step by step, and what scissors leave of them."""
    found = _run(run)
    return every(found), scissored(found, window)


@lru_cache(maxsize=1)
def _network_run(network: bytes) -> NetworkRun:
    return run_network(cast(Network, pickle.loads(network)))


def probe_of(network: bytes, change: Perturbation, eps: float, layer: int, line: str, way: str) -> Response:
    """What one number changed by a little does to a line of a layer and to the loss."""
    return probe(_network_run(network), change, eps, layer, line, way)


def checked(experiment: bytes) -> Generator[float, None, CheckResult]:
    """The gradient check; reports every whole percent."""
    work, told = checking(_experiment(experiment)), -1
    while True:
        try:
            share = next(work)
        except StopIteration as end:
            return cast(CheckResult, end.value)
        if round(100 * share) != told:
            told = round(100 * share)
            yield share


def cell_picture(cell: Cell, sizes: Sizes) -> Picture:
    """The drawing of a cell."""
    return drawable(cell, sizes)
