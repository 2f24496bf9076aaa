"""Perturbation one number and follow it: what it does forward, beside what the gradient said it would.

The run is made again with one input, initial value or weight moved by eps. As eps -> 0 it is a complex step (Squire &
Trapp 1998): one run with the number moved by 1e-20 i, whose imaginary part is the derivative to the last digits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from rnnviz.engine.check import STEP, analytic
from rnnviz.engine.errors import ExperimentError
from rnnviz.engine.experiments.experiment import Held
from rnnviz.engine.frozen import locked
from rnnviz.engine.language.ops import Array
from rnnviz.engine.networks.network import Network
from rnnviz.engine.networks.network_run import NetworkRun, run_network
from rnnviz.engine.passes.lognorm import log10_norm

KINDS = ("input", "start", "weight")


@dataclass(frozen=True, slots=True)
class Perturbation:
    """kind: "input", "start" (of a state) or "weight"; index: of the number, (t, unit) of an input; name: of the state
    or the parameter as the network has it ("0.h", "0.U_f"), nothing for an input."""

    kind: str
    index: tuple[int, ...]
    name: str = ""


@dataclass(frozen=True, eq=False)
class Response:
    """Of one change, at a line: forward (T,), log10 of ||line with it - line without|| / eps, at every step; limit
    (T,), the same as eps -> 0; -inf where nothing moves.

    moved: (L with it - L) / eps; slope: the same as eps -> 0; gradient: what back-propagation says. limit and slope
    are None where the cell has a function that takes no complex numbers.
    """

    forward: Array
    limit: Array | None
    moved: float
    slope: float | None
    gradient: float


def probe(run: NetworkRun, change: Perturbation, eps: float, layer: int, line: str, way: str = "forward") -> Response:
    """Follow a change of one sequence to a line of a layer. ExperimentError where there is no such number."""
    if run.network.batched:
        raise ExperimentError("batch.single", count=run.network.inputs.shape[1])
    if not (np.isfinite(eps) and eps != 0):
        raise ExperimentError("probe.eps", eps=eps)
    other = run_network(changed(run.network, change, eps))
    with np.errstate(all="ignore"):  # values beyond the number format give no number
        forward = _logs(other.value(layer, line, way) - run.value(layer, line, way), eps)
        moved = float(np.real(other.loss - run.loss) / eps)
        limit, slope = _limit(run.network, change, layer, line, way)
    return Response(forward, limit, moved, slope, _gradient(run, change))


def changed(network: Network, change: Perturbation, by: complex) -> Network:
    """The network with one number moved."""
    if change.kind == "input":
        return replace(network, inputs=_moved(network.inputs[:, 0], change, by)[:, None])
    if change.kind == "start":
        start = {**network.start, change.name: _moved(_named(network.start, change)[0], change, by)[None]}
        return replace(network, start=MappingProxyType(start), learned=network.learned - {change.name})
    if change.kind != "weight":
        raise ExperimentError("probe.kind", kind=change.kind, known=KINDS)
    params = {**network.params, change.name: _moved(_named(network.params, change), change, by)}
    return replace(network, params=MappingProxyType(params))


def _named(arrays: Mapping[str, Array], change: Perturbation) -> Array:
    if change.name not in arrays:
        raise ExperimentError("probe.number", name=change.name or change.kind, index=change.index)
    return arrays[change.name]


def _moved(array: Array, change: Perturbation, by: complex) -> Array:
    inside = len(change.index) == array.ndim and all(0 <= i < n for i, n in zip(change.index, array.shape, strict=True))
    if not inside:
        raise ExperimentError("probe.number", name=change.name or change.kind, index=change.index)
    fresh = np.array(array)
    fresh[change.index] += by
    return locked(fresh)


def _logs(apart: Array, eps: float) -> Array:
    return locked(log10_norm(apart) - np.log10(abs(eps)))


def _limit(
    network: Network, change: Perturbation, layer: int, line: str, way: str
) -> tuple[Array | None, float | None]:
    if not all(analytic(part.cell) for part in network.layers):
        return None, None
    moved = run_network(changed(_complex(network), change, 1j * STEP))
    return _logs(np.imag(moved.value(layer, line, way)), STEP), float(np.imag(moved.loss) / STEP)


def _complex(network: Network) -> Network:
    """The same numbers, complex."""

    def wide(array: Array) -> Array:
        return locked(array.astype(complex))

    held = {line: Held(h.mask, wide(h.values)) for line, h in network.held.items()}
    return replace(
        network, inputs=wide(network.inputs), held=MappingProxyType(held),
        params=MappingProxyType({n: wide(a) for n, a in network.params.items()}),
        start=MappingProxyType({n: wide(a) for n, a in network.start.items()}),
    )  # fmt: skip


def _gradient(run: NetworkRun, change: Perturbation) -> float:
    if change.kind == "input":
        return float(run.input_grad[change.index])
    if change.kind == "weight":
        return float(run.param_grads[change.name][change.index])
    layer, _, rest = change.name.partition(".")
    way, state = rest.rsplit(".", 1) if "." in rest else ("forward", rest)
    number = int(layer)
    first = run.layers[number][run.network.layers[number].ways.index(way)]
    return float(first.grad(f"{state}_prev")[0][change.index])
