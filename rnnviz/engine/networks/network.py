"""Networks: layers in either or both directions, a read-out, a loss; frozen like an experiment.

Layers read the layer below (Schmidhuber 1992; Graves 2013); a backward layer reads each sequence from its own last step
(Schuster & Paliwal 1997). Gradients run back through depth and time (Werbos 1990), truncated where a window is given
(Williams & Peng 1990).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from rnnviz.engine.errors import ExperimentError, suggestion
from rnnviz.engine.experiments.experiment import Experiment, Held, check_sizes, dtype_name, numbers
from rnnviz.engine.experiments.start import initial_params, seed_of
from rnnviz.engine.frozen import Frozen
from rnnviz.engine.language.ops import Array
from rnnviz.engine.networks.layer import Layer, prefix_of, stack_of, whole
from rnnviz.engine.networks.target import LossTargets, read_target

READOUTS = (None, "identity", "softmax")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Network(Frozen):
    """Layers, weights, inputs and what is asked of the outputs. Build with `Network.build`; every change is a new one.

    inputs: (T, B, n), read-only. params: "0.W_f" (layer 0, forward), "0.backward.W_f" (backward), "V", "d".
    start: "0.h", "0.backward.c": (B, hidden). lengths: (B,). window: steps gradients travel at most within, or None.
    held: "0.f", "0.backward.f". learned: states that begin with a parameter, as their cell says.
    """

    layers: tuple[Layer, ...]
    inputs: Array
    batched: bool
    params: Mapping[str, Array]
    start: Mapping[str, Array]
    lengths: Array
    readout: str | None
    target: LossTargets
    window: int | None
    held: Mapping[str, Held] = field(default_factory=lambda: MappingProxyType({}))
    learned: frozenset[str] = frozenset()

    @classmethod
    def build(
        cls, layers: Layer | Iterable[Layer], inputs: ArrayLike, seed: int = 0, output: int | None = None,
        readout: str | None = None, loss: str = "sum", at: ArrayLike | str = "last", targets: ArrayLike | None = None,
        lengths: ArrayLike | None = None, window: int | None = None, init: str = "uniform",
        dtype: DTypeLike = "float64", start: Mapping[str, ArrayLike] | None = None,
    ) -> Network:  # fmt: skip
        """A network with weights drawn from the seed.

        inputs: (T, n) or (T, B, n), finite. readout: None (the last layer's output is the output), "identity" or
        "softmax": y = V h + d with `output` numbers. loss: "sum" (sum(y) / sqrt(width), as an experiment's own),
        "squared" (1/2 sum (y - target)^2) or "cross_entropy" (-log y[target], after softmax). at: "last" (every
        sample's own last step), "every", 0-based steps, or a mask (T, B). targets: (T, [B,] output) numbers or
        (T, [B]) classes for "every" and masks, without T for "last", one row per chosen step otherwise.
        lengths: steps of each sample; what follows takes no part. window: truncated back-propagation through time:
        states run on, gradients stop every `window` steps. Raises ExperimentError with a sentence.
        """
        dtype = dtype_name(dtype)
        stack = stack_of(layers)
        x, batched = _inputs(inputs, dtype)
        if readout not in READOUTS:
            raise ExperimentError("readout.unknown", readout=readout)
        if (readout is None) != (output is None):
            raise ExperimentError("readout.half")
        width = stack[-1].width if output is None else whole("output", output)
        given = _lengths(lengths, x.shape)
        params = _weights(stack, x.shape[-1], width if readout else None, seed, init, dtype)
        return cls(
            stack, x, batched, MappingProxyType(params), _start(stack, start or {}, x.shape[1], dtype), given, readout,
            read_target(loss, at, targets, x.shape[:2], batched, given, width, readout, dtype),
            None if window is None else whole("window", window), learned=_learned(stack, start or {}),
        )  # fmt: skip

    def __repr__(self) -> str:
        return f"Network({self.summary})"

    @property
    def summary(self) -> str:
        """Layers, sizes, steps, batch and number format in one line."""
        layers = [f"{layer.cell.name} {layer.hidden} {layer.direction}" for layer in self.layers]
        batch = [f"batch={self.inputs.shape[1]}"] if self.batched else []
        readout = [f"{self.readout} {self.width}"] if self.readout else []
        sizes = [f"input={self.inputs.shape[-1]}", f"steps={self.steps}", *batch, str(self.inputs.dtype)]
        return ", ".join([" > ".join([*layers, *readout]), *sizes])

    @property
    def steps(self) -> int:
        """Number of time steps T."""
        return int(self.inputs.shape[0])

    @property
    def width(self) -> int:
        """Numbers of one output."""
        return int(self.params["d"].size) if self.readout else self.layers[-1].width

    def own(self, layer: int, way: str) -> Mapping[str, Array]:
        """One layer's parameters in one direction, by their names in the cell."""
        prefix = prefix_of(layer, way)
        return MappingProxyType({name: self.params[prefix + name] for name in self.layers[layer].cell.params})

    def with_params(self, params: Mapping[str, ArrayLike]) -> Network:
        """The same network with some parameters replaced; shapes must fit."""
        fresh = dict(self.params)
        for name, value in params.items():
            if name not in fresh:
                raise ExperimentError("network.parameter", name=name, hint=suggestion(name, fresh))
            array = numbers(
                value, str(self.inputs.dtype), ExperimentError("parameter.numbers", name=name, shape=fresh[name].shape)
            )
            if array.shape != fresh[name].shape:
                raise ExperimentError("parameter.shape", name=name, shape=fresh[name].shape, got=array.shape)
            fresh[name] = frozen(array)
        return replace(self, params=MappingProxyType(fresh))

    def hold(self, line: str, value: ArrayLike, steps: slice | None = None) -> Network:
        """Hold a line, "0.f" or "0.backward.f", at a value in some steps, as `Experiment.hold` does.

        Steps count in the direction's own order: step 0 of a backward one is the last of the sequence.
        """
        named = {prefix_of(k, way): (k, way) for k, layer in enumerate(self.layers) for way in layer.ways}
        prefix, dot, name = line.rpartition(".")
        if prefix + dot not in named:
            raise ExperimentError("network.named", line=line, layer=next(iter(named)), name=name)
        held = self.experiment(*named[prefix + dot], self.inputs).hold(name, value, steps).held
        return replace(self, held=MappingProxyType({**self.held, line: held[name]}))

    def experiment(self, number: int, way: str, x: Array) -> Experiment:
        """What one direction of a layer runs on inputs (T, B, n) in its own order of time."""
        layer, prefix = self.layers[number], prefix_of(number, way)
        start = {state: self.start[prefix + state] for state in layer.cell.states}
        held = {line: self.held[prefix + line] for line in layer.cell.by_name if prefix + line in self.held}
        top = number == len(self.layers) - 1
        learned = {s: p for s, p in layer.cell.begin.items() if isinstance(p, str) and prefix + s in self.learned}
        return Experiment(
            layer.cell, MappingProxyType(layer.sizes(x.shape[-1])), x, True, self.own(number, way),
            MappingProxyType(start), self.target.at or "last" if top else "last", MappingProxyType(held),
            MappingProxyType(learned),
        ).begun()  # fmt: skip

    def with_data(
        self, inputs: ArrayLike, targets: ArrayLike | None = None,
        lengths: ArrayLike | None = None, at: ArrayLike | str | None = None,
    ) -> Network:  # fmt: skip
        """The same weights and kind of loss on other sequences; at: None keeps "last" and "every".

        States begin as their cells say again and nothing is held. Raises ExperimentError as `build` does.
        """
        dtype = str(self.inputs.dtype)
        x, batched = _inputs(inputs, dtype)
        if x.shape[-1] != self.inputs.shape[-1]:
            raise ExperimentError("network.width", wanted=self.inputs.shape[-1], got=x.shape[-1])
        if at is None and self.target.at is None:
            raise ExperimentError("network.steps")
        given = _lengths(lengths, x.shape)
        where: Any = self.target.at if at is None else at
        target = read_target(
            self.target.loss, where, targets, x.shape[:2], batched, given, self.width, self.readout, dtype
        )
        start = _start(self.layers, {}, x.shape[1], dtype)
        free: Mapping[str, Held] = MappingProxyType({})
        return replace(
            self, inputs=x, batched=batched, lengths=given, target=target, start=start, held=free,
            learned=_learned(self.layers, {}),
        )  # fmt: skip


def one_to_many(vector: ArrayLike, steps: int, again: bool = False) -> Array:
    """One input vector as a sequence (T, n): at the first step, then silence; again: at every step."""
    first = numbers(vector, "float64", ExperimentError("vector.numbers"))
    if first.ndim != 1 or not first.size:
        raise ExperimentError("vector.shape", shape=first.shape)
    sequence = np.zeros((whole("steps", steps), first.size))
    sequence[: None if again else 1] = first
    return sequence


def frozen(array: Array) -> Array:
    """A read-only copy."""
    copy = np.array(array, order="C")
    copy.setflags(write=False)
    return copy


def _inputs(inputs: ArrayLike, dtype: str) -> tuple[Array, bool]:
    x = numbers(inputs, dtype, ExperimentError("inputs.numbers"))
    if x.ndim not in (2, 3) or 0 in x.shape:
        raise ExperimentError("network.inputs", shape=x.shape)
    if not np.isfinite(x).all():
        raise ExperimentError("inputs.finite")
    return frozen(x if x.ndim == 3 else x[:, None]), x.ndim == 3


def _lengths(lengths: ArrayLike | None, shape: Sequence[int]) -> Array:
    if lengths is None:
        return frozen(np.full(shape[1], shape[0]))
    given = np.asarray(lengths)
    if given.shape != (shape[1],) or given.dtype.kind not in "iu":
        raise ExperimentError("lengths.count", count=shape[1])
    if given.min() < 1 or given.max() > shape[0]:
        raise ExperimentError("lengths.range", limit=shape[0])
    return frozen(given)


def _weights(
    stack: tuple[Layer, ...], read: int, output: int | None, seed: int, init: str, dtype: str
) -> dict[str, Array]:
    params: dict[str, Array] = {}
    for number, layer in enumerate(stack):
        sizes = layer.sizes(read)
        check_sizes(layer.cell, sizes)
        for way in layer.ways:
            drawn = initial_params(layer.cell, sizes, seed_of(seed, number, way), init, None)
            params.update({prefix_of(number, way) + n: frozen(a.astype(dtype)) for n, a in drawn.items()})
        read = layer.width
    if output is not None:
        bound = 1 / np.sqrt(read)
        drawn_v = np.random.default_rng(seed + 7919).uniform(-bound, bound, (output, read))
        params.update({"V": frozen(drawn_v.astype(dtype)), "d": frozen(np.zeros(output, dtype))})
    return params


def _start(stack: tuple[Layer, ...], given: Mapping[str, ArrayLike], batch: int, dtype: str) -> Mapping[str, Array]:
    begin: dict[str, Array] = {}
    for number, layer in enumerate(stack):
        for way in layer.ways:
            for state in layer.cell.states:
                name, shape = prefix_of(number, way) + state, (batch, layer.units(state))
                begins = layer.cell.begin.get(state, 0.0)
                default = 0.0 if isinstance(begins, str) else begins
                why = ExperimentError("network.start", name=name, size=shape[1], batch=batch)
                try:
                    begin[name] = frozen(np.broadcast_to(numbers(given.get(name, default), dtype, why), shape))
                except ValueError:
                    raise why from None
    for name in given:
        if name not in begin:
            raise ExperimentError("network.state", name=name, hint=suggestion(name, begin))
    return MappingProxyType(begin)


def _learned(stack: tuple[Layer, ...], given: Mapping[str, ArrayLike]) -> frozenset[str]:
    """The states that begin with a parameter and were not given another beginning."""
    named = (
        (prefix_of(number, way) + state, begin)
        for number, layer in enumerate(stack)
        for way in layer.ways
        for state, begin in layer.cell.begin.items()
    )
    return frozenset(name for name, begin in named if isinstance(begin, str) and name not in given)
