"""One run of a network: values layer by layer, gradients back through depth and time."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np

from rnnviz.engine.errors import ExperimentError, suggestion
from rnnviz.engine.experiments.experiment import Held
from rnnviz.engine.frozen import locked
from rnnviz.engine.language.ops import Array
from rnnviz.engine.networks.layer import prefix_of
from rnnviz.engine.networks.network import Network
from rnnviz.engine.networks.order import in_order, reversal, split
from rnnviz.engine.networks.target import loss_of, loss_slope, softmax
from rnnviz.engine.run import Run, simulate

Back = tuple[list[Array], list[tuple[tuple[Run, ...], ...]]]


def run_network(network: Network) -> NetworkRun:
    """Run a network forward; gradients follow when asked for."""
    return NetworkRun(network)


def running(network: Network) -> Generator[float, None, NetworkRun]:
    """Run a network and its gradients, one direction of one layer at a time; yields the share done (0 to 1)."""
    run = NetworkRun.__new__(NetworkRun)
    pieces = 2 * sum(len(layer.ways) for layer in network.layers)
    for number, _ in enumerate(run._begin(network), 1):
        yield number / pieces
    for number, _ in enumerate(run._return(), pieces // 2 + 1):
        yield number / pieces
    return run


class NetworkRun:
    """Values and gradients of one run. Arrays are (T[, B], size), read-only.

    layers[k]: the `Run` of every direction of layer k, forward first. A backward direction's run has its own order of
    time: its step 0 is each sample's last step; `value`, `grad` and `norms` here are in the order of the sequence.
    Gradients of the runs in `layers` are those under the network's loss (with a window: not truncated).
    """

    def __init__(self, network: Network) -> None:
        list(self._begin(network))

    def _begin(self, network: Network) -> Generator[None, None, None]:
        """Forward through all layers, one direction after the other."""
        self.network = network
        self._turn = reversal(network.lengths, network.steps)
        plain: list[tuple[Run, ...]] = []
        read, self._handed = network.inputs, [network.inputs]
        for number, layer in enumerate(network.layers):
            runs: list[Run] = []
            for way in layer.ways:
                runs.append(simulate(network.experiment(number, way, self._in_order(read, way))))
                yield
            heard = [self._in_order(r.value(r.cell.output), way) for r, way in zip(runs, layer.ways, strict=True)]
            with np.errstate(all="ignore"):
                read = np.concatenate(heard, axis=-1) if layer.merge == "concat" else sum(heard[1:], start=heard[0])
            self._handed.append(read)
            plain.append(tuple(runs))
        self._forward = tuple(plain)

    def __repr__(self) -> str:
        return f"NetworkRun({self.network.summary})"

    def __copy__(self) -> NetworkRun:
        return self

    def __deepcopy__(self, memo: object) -> NetworkRun:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return run_network, (self.network,)

    # values --------------------------------------------------------------------------------------------------

    @cached_property
    def logits(self) -> Array:
        """V h + d before the softmax, or the last layer's output: (T[, B], output)."""
        return self._shown(self._logits)

    @property
    def heard(self) -> Array:
        """What the read-out reads, the last layer's output: (T[, B], width)."""
        return self._shown(self._handed[-1])

    @cached_property
    def outputs(self) -> Array:
        """What the network says: (T[, B], output); zero beyond a sample's length."""
        return self._shown(self._outputs)

    @cached_property
    def predictions(self) -> Array:
        """The most probable class at every step: (T[, B])."""
        return self._shown(self._outputs.real.argmax(axis=-1))

    @property
    def counted(self) -> Array:
        """Which steps count towards the loss: (T, B) bool."""
        return self.network.target.counted

    @cached_property
    def loss(self) -> float | complex:
        """Summed over counted steps and samples (complex only under the complex dtype of checks)."""
        with np.errstate(all="ignore"):
            return loss_of(self.network.target, self._outputs, self._logits)

    @property
    def mean_loss(self) -> float | complex:
        """Per step that counts."""
        return self.loss / int(self.counted.sum())

    @property
    def accuracy(self) -> float | None:
        """Share of counted steps whose prediction is right; None where there are no classes."""
        target = self.network.target
        if target.loss != "cross_entropy" or target.values is None:
            return None
        right = self._outputs.real.argmax(axis=-1) == target.values
        return float(right[target.counted].mean())

    def value(self, layer: int, line: str, way: str = "forward") -> Array:
        """Values of a layer's line in the order of the sequence: (T[, B], size)."""
        return self._shown(self._in_order(self._run(layer, way).value(line), way))

    # gradients -----------------------------------------------------------------------------------------------

    @cached_property
    def layers(self) -> tuple[tuple[Run, ...], ...]:
        """The ordinary runs of every layer's directions, under the gradient that arrives from above."""
        if len(self._forward) > 1 and self.network.window is None:
            return tuple(tuple(self._own(part) for (part,) in parts) for parts in self._parts)
        # what arrives at the last layer needs no way back, and a cell alone is the last one
        arriving = self._arriving[1:] if len(self._forward) > 1 else [self._from_loss]
        return tuple(
            tuple(self._own(run.with_loss_grad(g)) for run, g in zip(runs, self._split(k, arriving[k]), strict=True))
            for k, runs in enumerate(self._forward)
        )

    def _own(self, run: Run) -> Run:
        return run if self.network.batched else run.alone()

    @cached_property
    def param_grads(self) -> Mapping[str, Array]:
        """Parameter -> dL/d(parameter), summed over time and batch."""
        found: dict[str, Array] = {}
        for k, layer in enumerate(self.network.layers):
            for way, parts in zip(layer.ways, self._parts[k], strict=True):
                for name in layer.cell.params:
                    with np.errstate(all="ignore"):
                        found[prefix_of(k, way) + name] = np.sum([part.param_grads[name] for part in parts], axis=0)
        if self.network.readout:
            slope, heard = self._slope, self._handed[-1]
            with np.errstate(all="ignore"):
                found["V"] = slope.reshape(-1, slope.shape[-1]).T @ heard.reshape(-1, heard.shape[-1])
                found["d"] = slope.sum(axis=(0, 1))
        return MappingProxyType({name: locked(found[name]) for name in self.network.params})

    @property
    def logit_grad(self) -> Array:
        """dL/d(V h + d), or dL/d(output) without a read-out: (T[, B], output); zero where nothing counts."""
        return self._shown(self._slope)

    @property
    def sent(self) -> Array:
        """What the loss sends to the last layer's output itself: (T[, B], width)."""
        return self._shown(self._from_loss)

    @property
    def input_grad(self) -> Array:
        """dL/dx: (T[, B], n)."""
        return self._shown(self._arriving[0])

    def grad(self, layer: int, line: str, way: str = "forward") -> Array:
        """dL/d(line) of a layer in the order of the sequence: (T[, B], size)."""
        parts = self._of_way(layer, way)
        return self._shown(self._in_order(np.concatenate([part.grad(line) for part in parts]), way))

    def norms(self, layer: int, line: str, way: str = "forward") -> Array:
        """log10 of ||dL/d(line at t)|| of a layer in the order of the sequence: (T[, B])."""
        parts = self._of_way(layer, way)
        logs = np.concatenate([part.norms(line) for part in parts])
        return self._shown(self._in_order(logs[..., None], way)[..., 0])

    # inner workings ------------------------------------------------------------------------------------------

    def _in_order(self, array: Array, way: str) -> Array:
        """(T, B, size) of a direction in the order of the sequence, and back: each sample turned within its length."""
        return in_order(array, way, self._turn)

    def _shown(self, array: Array) -> Array:
        locked(array)
        return array if self.network.batched else array[:, 0]

    def _run(self, layer: int, way: str) -> Run:
        ways = self._ways(layer)
        if way not in ways:
            raise ExperimentError("layer.way", layer=layer, way=way, hint=suggestion(way, ways))
        return self._forward[layer][ways.index(way)]

    def _ways(self, layer: int) -> tuple[str, ...]:
        if not 0 <= layer < len(self._forward):
            raise ExperimentError("layer.unknown", layer=layer, last=len(self._forward) - 1)
        return self.network.layers[layer].ways

    def _of_way(self, layer: int, way: str) -> tuple[Run, ...]:
        self._run(layer, way)
        return self._parts[layer][self._ways(layer).index(way)]

    @cached_property
    def _logits(self) -> Array:
        heard = self._handed[-1]
        if not self.network.readout:
            return heard
        with np.errstate(all="ignore"):
            return np.asarray(heard @ self.network.params["V"].T + self.network.params["d"])

    @cached_property
    def _outputs(self) -> Array:
        with np.errstate(all="ignore"):
            said = softmax(self._logits) if self.network.readout == "softmax" else self._logits
        inside = np.arange(self.network.steps)[:, None] < self.network.lengths
        return np.asarray(np.where(inside[..., None], said, 0.0))

    @cached_property
    def _slope(self) -> Array:
        with np.errstate(all="ignore"):
            return loss_slope(self.network.target, self._outputs, self.network.readout)

    def _split(self, number: int, arriving: Array) -> list[Array]:
        """What arrives at a layer's output, for each of its directions in that direction's order of time."""
        layer = self.network.layers[number]
        return [self._in_order(part, way) for part, way in zip(split(layer, arriving), layer.ways, strict=True)]

    @cached_property
    def _from_loss(self) -> Array:
        """dL/d(last layer's output): (T, B, width)."""
        with np.errstate(all="ignore"):
            return self._slope @ self.network.params["V"] if self.network.readout else self._slope

    @cached_property
    def _back(self) -> Back:
        """dL/d(input of layer k) and at the end dL/d(last layer's output); and the runs gradients come from."""
        list(self._return())
        found: Back = self.__dict__["_back"]
        return found

    def _return(self) -> Generator[None, None, None]:
        """Back through all layers, one direction after the other."""
        arriving = self._from_loss
        found: list[Array] = [arriving]
        parts: list[tuple[tuple[Run, ...], ...]] = []
        for number in range(len(self._forward) - 1, -1, -1):
            ways, of_ways, sent = self.network.layers[number].ways, [], []
            for run, way, g in zip(self._forward[number], ways, self._split(number, arriving), strict=True):
                segments = _segments(run, g, self.network.window)
                of_ways.append(segments)
                sent.append(self._in_order(np.concatenate([part.grad("x") for part in segments]), way))
                yield
            with np.errstate(all="ignore"):
                arriving = sum(sent[1:], start=sent[0])
            found.insert(0, arriving)
            parts.insert(0, tuple(of_ways))
        self.__dict__["_back"] = found, parts

    @property
    def _arriving(self) -> list[Array]:
        return self._back[0]

    @property
    def _parts(self) -> list[tuple[tuple[Run, ...], ...]]:
        return self._back[1]


def _segments(run: Run, loss_grad: Array, window: int | None) -> tuple[Run, ...]:
    """The run under a gradient; with a window, one run per stretch that begins where the last one ended."""
    exp = run.experiment
    if window is None or window >= exp.steps:
        return (run.with_loss_grad(loss_grad),)
    found = []
    for here in [slice(first, first + window) for first in range(0, exp.steps, window)]:
        start = exp.start if here.start == 0 else {s: run.value(s)[here.start - 1] for s in run.cell.states}
        held = {line: Held(h.mask[here], h.values[here]) for line, h in exp.held.items()}
        part = replace(
            exp, inputs=exp.inputs[here], start=MappingProxyType(dict(start)), held=MappingProxyType(held),
            learned=exp.learned if here.start == 0 else MappingProxyType({}),
        )  # fmt: skip
        found.append(simulate(part, loss_grad=loss_grad[here]))
    return tuple(found)
