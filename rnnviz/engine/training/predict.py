"""What a network says next, and what it goes on to say when its own answers are fed back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from rnnviz.engine.experiments.experiment import Experiment, Held
from rnnviz.engine.frozen import locked
from rnnviz.engine.language.ops import Array
from rnnviz.engine.networks.layer import prefix_of
from rnnviz.engine.networks.network import Network
from rnnviz.engine.networks.target import softmax
from rnnviz.engine.run import simulate
from rnnviz.engine.training.task import Task, TaskError

FEW = 5


def tempered(probabilities: Array, temperature: float) -> Array:
    """softmax(ln p / T) along the last axis: 1 leaves p as it is, 0 gives all to the likeliest (of equals the first).

    Raises TaskError for a temperature below 0 or none at all.
    """
    if not 0.0 <= temperature < np.inf:
        raise TaskError("predict.temperature", temperature=temperature)
    if temperature == 0.0:
        return np.asarray(np.eye(probabilities.shape[-1])[probabilities.argmax(axis=-1)])
    with np.errstate(divide="ignore", over="ignore"):
        logs = np.log(probabilities)
        return softmax((logs - logs.max(axis=-1, keepdims=True)) / temperature)


def draw(probabilities: Array, rng: np.random.Generator, temperature: float = 1.0) -> int:
    """One of the classes by its probability (classes,) under a temperature; one number of the generator each time."""
    sums = np.cumsum(tempered(probabilities, temperature))
    return int(min(np.searchsorted(sums, rng.random() * sums[-1], side="right"), len(sums) - 1))


def likeliest(probabilities: Array, count: int = FEW) -> Array:
    """The numbers of the likeliest classes, the likeliest first; of equals the first."""
    return np.argsort(-probabilities, kind="stable")[:count]


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """Where a network stands after what it has read: its states and its answer to the last step.

    states: "0.h", "1.c": (hidden,). answer: (output,), after the softmax where there is one. steps: how many it has
    read.
    """

    network: Network
    states: dict[str, Array]
    answer: Array
    steps: int = 0

    def read(self, row: Array) -> Heard:
        """After one more input (n,)."""
        return heard(self.network, np.asarray(row, float)[None], self.states, self.steps)


def heard(network: Network, inputs: Array, states: dict[str, Array] | None = None, first: int = 0) -> Heard:
    """A network after some inputs (T, n), from its own start or from `states`, where it stands before step `first`.

    What is held of the network is held in the same steps. Raises TaskError where a layer reads from the end: it would
    have to read everything anew.
    """
    if any(layer.ways != ("forward",) for layer in network.layers):
        raise TaskError("predict.onward")
    read, after = np.asarray(inputs, float)[:, None], dict[str, Array]()
    whole, network = network, _holding(network, first, len(read))
    for number, layer in enumerate(network.layers):
        run = simulate(_begun(network, number, read, states))
        for state in layer.cell.states:
            after[prefix_of(number, "forward") + state] = locked(run.value(state)[-1, 0].copy())
        read = run.value(layer.cell.output)
    last = read[-1, 0]
    said = network.params["V"] @ last + network.params["d"] if network.readout else last
    answer = np.array(softmax(said) if network.readout == "softmax" else said)
    return Heard(whole, after, locked(answer), first + len(read))


def _holding(network: Network, first: int, steps: int) -> Network:
    """The network as it is held in these steps; what was not said of a step is not held there."""
    if not network.held:
        return network
    return replace(network, held=MappingProxyType({n: _cut(held, first, steps) for n, held in network.held.items()}))


def _cut(held: Held, first: int, steps: int) -> Held:
    mask, values = np.zeros(steps, bool), np.zeros((steps, held.values.shape[-1]), held.values.dtype)
    known = held.mask[first : first + steps]
    mask[: len(known)], values[: len(known)] = known, held.values[first : first + steps]
    return Held(locked(mask), locked(values))


def _begun(network: Network, number: int, read: Array, states: dict[str, Array] | None) -> Experiment:
    """A layer's experiment on inputs (T, 1, n) that begins where it stood."""
    prefix = prefix_of(number, "forward")
    layer = network.layers[number]
    own = {prefix + s: network.start[prefix + s][:1] for s in layer.cell.states}
    given = own if states is None else {name: states[name][None] for name in own}
    learned = network.learned if states is None else frozenset()  # what goes on does not begin again
    begun = replace(network, start=MappingProxyType({**network.start, **given}), learned=learned)
    return begun.experiment(number, "forward", read)


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """One symbol a network wrote: the class it drew; probabilities: (classes,), those at temperature 1."""

    symbol: int
    probabilities: Array


def written(
    task: Task, network: Network, symbols: list[str], rng: np.random.Generator, temperature: float = 1.0
) -> Iterator[Written]:
    """Symbols after those that were read, one for each `next`, without end: what was written is read again.

    The task's answers must be names of its inputs (next character, next word). TaskError.
    """
    if not set(task.classes) <= set(task.vocabulary):
        raise TaskError("predict.fed", task=task.name)
    now = heard(network, task.encode(symbols))
    while True:
        symbol = draw(now.answer, rng, temperature)
        yield Written(symbol, now.answer)
        now = now.read(task.encode([task.classes[symbol]])[0])


def to_the_end(found: Iterator[Written], end: int, most: int = 200) -> list[Written]:
    """What is written up to the symbol `end`, that one included, or `most` symbols."""
    texts = []
    for each in found:
        texts.append(each)
        if each.symbol == end or len(texts) >= most:
            break
    return texts


def continued(network: Network, series: Array, steps: int) -> Array:
    """A series (T, n) predicted on into the future: (steps, n), each number read again as if it had happened. TaskError
    where the network's answer is no next input."""
    if network.width != network.inputs.shape[-1] or network.readout == "softmax":
        raise TaskError("predict.series", width=network.width, inputs=network.inputs.shape[-1])
    now, found = heard(network, series), []
    for _ in range(steps):
        found.append(now.answer)
        now = now.read(now.answer)
    return np.array(found).reshape(steps, network.width)
