"""One pass over a batch, forward and back, in kernels of its own and with no more than an update needs.

What a `NetworkRun` keeps for whoever looks, a training would throw away. Both give the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from rnnviz.engine.compiler.kernel import STRETCH, Kernel, new_kernel
from rnnviz.engine.compiler.kernelgrad import input_gradient, parameter_gradients
from rnnviz.engine.experiments.experiment import Experiment
from rnnviz.engine.language.ops import Array
from rnnviz.engine.networks.layer import prefix_of
from rnnviz.engine.networks.network import Network
from rnnviz.engine.networks.order import in_order, reversal, split
from rnnviz.engine.networks.target import Told, told
from rnnviz.engine.passes.backward import squares_of, too_narrow
from rnnviz.engine.passes.forward import Trace, trace_of
from rnnviz.engine.passes.lognorm import joint_norm, log10_norm


class Asked(NamedTuple):
    """Samples and what is asked of them. inputs: (T, B, n); lengths: (B,); where: steps and samples (n,) whose answers
    count, or None for all; wanted: (n,) classes or (n, width) numbers, in that order."""

    inputs: Array
    lengths: Array
    where: tuple[Array, Array] | None
    wanted: Array


class Passed(NamedTuple):
    """told: answers and loss. grads: parameter -> dL/d(parameter), to be copied. sent: (n, width), what the loss sends
    to the output itself. through: line -> (T,) log10 of ||dL/d(line)|| over the batch, of the last layer's states and
    output (of one that reads both ways, of the forward direction).
    """

    told: Told
    grads: Mapping[str, Array]
    through: Mapping[str, Array]
    sent: Array

    @property
    def entering(self) -> float:
        """log10 of the norm of what the loss sends, all steps and samples together."""
        return float(log10_norm(self.sent.reshape(-1)))


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """One direction of one layer, run: what is needed for its way back."""

    exp: Experiment
    kernel: Kernel


class LeanPass:
    """Passes of one network over batches of one shape. Not for two threads at once."""

    def __init__(self, network: Network) -> None:
        """network: layers, read-out and loss, on samples of the shape that is meant."""
        self._network = network
        self._turns = any("backward" in layer.ways for layer in network.layers)
        self._kernels: list[list[Kernel]] = []
        width = network.inputs.shape[-1]
        for number, layer in enumerate(network.layers):
            read = np.zeros((*network.inputs.shape[:2], width), network.inputs.dtype)
            self._kernels.append([new_kernel(network.experiment(number, way, read)) for way in layer.ways])
            width = layer.width
        self._arriving = np.zeros((network.steps, width, network.inputs.shape[1]), network.inputs.dtype)

    @property
    def serves(self) -> bool:
        """Whether it can: not where gradients are cut off by a window, or a line is held, or a run is long, or where
        a state begins with a parameter."""
        network = self._network
        if network.learned:
            return False
        regular = all(kernel.regular for kernels in self._kernels for kernel in kernels)
        return regular and network.window is None and not network.held and network.steps <= STRETCH

    def run(self, params: Mapping[str, Array], asked: Asked) -> Passed | None:
        """One pass under these parameters; None where numbers leave the format that a plain way back has."""
        with np.errstate(all="ignore"):
            network = replace(self._network, params=params)
            turn = reversal(asked.lengths, network.steps) if self._turns else None
            ways, heard = self._forward(network, asked.inputs, turn)
            known = _picked(heard, asked.where)
            logits = known @ params["V"].T + params["d"] if network.readout else known
            found = told(network.target.loss, network.readout, logits, asked.wanted)
            grads: dict[str, Array] = {}
            back = found.slope
            if network.readout:
                grads["V"], grads["d"] = found.slope.T @ known, found.slope.sum(axis=0)
                back = found.slope @ params["V"]
            through = self._back(ways, self._spread(back, asked.where), turn, grads)
            return None if through is None else Passed(found, grads, through, back)

    def _forward(self, network: Network, read: Array, turn: Array | None) -> tuple[list[list[_Way]], Array]:
        found = []
        for number, layer in enumerate(network.layers):
            ways, heard = [], []
            for way, kernel in zip(layer.ways, self._kernels[number], strict=True):
                exp = network.experiment(number, way, in_order(read, way, turn))
                trace = trace_of(exp, kernel, kernel.forward_here(exp))
                ways.append(_Way(exp, kernel))
                heard.append(in_order(_output(exp, trace), way, turn))
            if len(heard) == 1:
                read = heard[0]
            else:
                read = np.concatenate(heard, axis=-1) if layer.merge == "concat" else heard[0] + heard[1]
            found.append(ways)
        return found, read

    def _spread(self, back: Array, where: tuple[Array, Array] | None) -> Array:
        """What enters at the steps that count, over all of them: (T, B, width)."""
        arriving = self._arriving.transpose(0, 2, 1)
        if where is None:
            arriving[...] = back.reshape(arriving.shape)
        else:
            arriving[...] = 0.0
            arriving[where] = back
        return arriving

    def _back(
        self, ways: list[list[_Way]], arriving: Array, turn: Array | None, grads: dict[str, Array]
    ) -> dict[str, Array] | None:
        """Gradients of all layers' parameters into `grads`; the norms at the last layer's lines, or None."""
        through: dict[str, Array] | None = None
        for number in range(len(ways) - 1, -1, -1):
            layer, sent = self._network.layers[number], []
            for way, ran, g in zip(layer.ways, ways[number], split(layer, arriving), strict=True):
                squares = _way_back(ran, in_order(g, way, turn))
                if squares is None:
                    return None
                if through is None:  # the first way of the last layer
                    through = _norms(ran, squares, way, turn)
                prefix = prefix_of(number, way)
                grads.update({prefix + n: p for n, p in parameter_gradients(ran.kernel, ran.exp).items()})
                if number:
                    sent.append(in_order(input_gradient(ran.kernel, ran.exp), way, turn))
            arriving = sum(sent[1:], start=sent[0]) if sent else arriving
        return through


def _picked(heard: Array, where: tuple[Array, Array] | None) -> Array:
    """What stands (T, B, width) where an answer counts: (n, width)."""
    return heard.reshape(-1, heard.shape[-1]) if where is None else heard[where]


def _output(exp: Experiment, trace: Trace) -> Array:
    """Values of the line that is read out: (T, B, width)."""
    line = exp.cell.output
    return trace.states[line][1:] if line in exp.cell.states else np.asarray(trace.values[exp.cell.by_name[line].root])


def _way_back(ran: _Way, loss_grad: Array) -> dict[str, Array] | None:
    """The way back through one direction: squared norms (T, B) at its states; None where one leaves the format."""
    kernel, whole = ran.kernel, slice(0, ran.exp.steps)
    kernel.go_back(loss_grad, None, False)
    found = {state: squares_of(kernel.total(state)) for state in ran.exp.cell.states}
    narrow = any(too_narrow(squares, kernel.dtype, loss_grad, whole) for squares in found.values())
    return None if narrow else found


def _norms(ran: _Way, squares: Mapping[str, Array], way: str, turn: Array | None) -> dict[str, Array]:
    """(T,) log10 of the norms of what arrives at states and output, samples put together."""
    found = {line: _summed(in_order(of[..., None], way, turn)[..., 0]) for line, of in squares.items()}
    line = ran.exp.cell.output
    if line not in found:
        found[line] = joint_norm(in_order(log10_norm(ran.kernel.total(line))[..., None], way, turn)[..., 0], 1)
    return found


def _summed(squares: Array) -> Array:
    """log10 of the root of (T, B) summed over samples; in units that hold the sum."""
    largest = squares.max()
    return np.asarray(0.5 * (np.log10((squares / largest).sum(axis=1)) + np.log10(largest)))
