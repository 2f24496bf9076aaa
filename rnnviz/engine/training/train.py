"""Training a network on a task: one update after another, each reported; the caller decides when to stop."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np

from rnnviz.engine.frozen import locked
from rnnviz.engine.language.ops import Array
from rnnviz.engine.messages import ENGLISH
from rnnviz.engine.networks.layer import Layer
from rnnviz.engine.networks.lean import LeanPass
from rnnviz.engine.networks.network import Network
from rnnviz.engine.networks.network_run import NetworkRun, run_network
from rnnviz.engine.passes.lognorm import joint_norm
from rnnviz.engine.training.batches import Prepared, chosen, place_of
from rnnviz.engine.training.clipping import Clip, clip_vector, vector_norm
from rnnviz.engine.training.flat import Flat
from rnnviz.engine.training.optimise import Adam, Memory, Moments, Optimiser, TrainingError, whole
from rnnviz.engine.training.schedules import Constant, Schedule
from rnnviz.engine.training.task import Data, Task
from rnnviz.engine.wording import Message


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train. batch: samples per update; evaluate: updates between two looks at the held-out samples (0: none);
    fixed: parameters that stay as they are; seed: of the order in which samples are drawn."""

    rule: Optimiser = field(default_factory=lambda: Adam(0.01))
    clip: Clip | None = None
    schedule: Schedule = field(default_factory=Constant)
    batch: int = 32
    evaluate: int = 20
    fixed: frozenset[str] = frozenset()
    seed: int = 0

    def __post_init__(self) -> None:
        whole("batch", self.batch)
        if self.evaluate:
            whole("evaluate", self.evaluate)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Mean loss per counted answer, and the share of right answers; whole: of samples of which every answer is right
    (None: not counted, as in the report of an update)."""

    loss: float
    accuracy: float
    whole: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Where a training stands after some updates. weights: all numbers that are trained, as one vector (n,); moments:
    what the optimiser remembers of each; layout: which is which. start: the network it began with."""

    start: Network
    layout: Flat
    weights: Array
    moments: Moments
    step: int

    @property
    def network(self) -> Network:
        """The network with these weights."""
        return replace(self.start, params=self.params)

    @property
    def params(self) -> Mapping[str, Array]:
        """All parameters by name, read-only."""
        return MappingProxyType({**self.start.params, **self.layout.arrays(self.weights)})

    @property
    def memory(self) -> Memory:
        """What the optimiser remembers, by name."""
        zeros = {name: tuple(np.zeros_like(p) for _ in self.moments) for name, p in self.start.params.items()}
        named = [self.layout.arrays(moment) for moment in self.moments]
        return Memory(self.step, MappingProxyType(zeros | {n: tuple(m[n] for m in named) for n in self.layout.names}))


@dataclass(frozen=True, slots=True, eq=False)
class Progress:
    """One update. step: updates made; epoch: passes over the samples begun; score: of this update's batch, before it.

    grad_norm: of all parameters together, before clipping; clipped_norm: after it. through_time: (T,) log10 of
    ||dL/d(last layer's output)|| over the batch, minus infinity where there is none; of a layer that reads both ways
    that of the forward one. heldout: where it was looked at. state: after the update; with it training resumes.
    trouble: why this update was not made, else None; nothing follows it.
    """

    step: int
    epoch: int
    score: Evaluation
    grad_norm: float
    clipped_norm: float
    through_time: Array
    heldout: Evaluation | None
    state: State
    trouble: Message | None = None

    @property
    def network(self) -> Network:
        """The network after the update."""
        return self.state.network

    @property
    def memory(self) -> Memory:
        """What the optimiser remembers after the update."""
        return self.state.memory


def network_for(
    task: Task, layers: Layer | Iterable[Layer], seed: int = 0, window: int | None = None, init: str = "uniform"
) -> Network:
    """A fresh network of these layers with the read-out and loss the task asks for, on its training samples."""
    train = task.train
    return Network.build(
        layers, train.inputs, seed, output=task.output, readout=task.readout, loss=task.loss, at=train.at,
        targets=train.targets, lengths=train.lengths, window=window, init=init,
    )  # fmt: skip


def on(network: Network, data: Data) -> Network:
    """The network's weights on some samples."""
    return network.with_data(data.inputs, data.targets, data.lengths, data.at)


def evaluate(network: Network, task: Task, data: Data) -> Evaluation:
    """How the network does on samples, e.g. `task.heldout`."""
    judged = judge(network, task, data)
    return Evaluation(judged.loss, judged.accuracy, judged.whole)


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Answers held against what is right. right: (T, B), only where counted (T, B) is true; loss: mean per answer;
    outputs: (T, B, width)."""

    right: Array
    counted: Array
    loss: float
    outputs: Array

    @property
    def accuracy(self) -> float:
        """Share of right answers."""
        return int(self.right.sum()) / int(self.counted.sum())

    @property
    def samples(self) -> Array:
        """Samples of which every answer that counts is right: (B,) bool."""
        return np.asarray((self.right == self.counted).all(axis=0))

    @property
    def whole(self) -> float:
        """Share of those samples."""
        return float(self.samples.mean())


def judge(network: Network, task: Task, data: Data) -> Judged:
    """A network's answers to samples, one by one."""
    return _judged(run_network(on(network, data)), task)


def train(
    network: Network, task: Task, recipe: Recipe | None = None, since: Progress | State | None = None
) -> Iterator[Progress]:
    """Train without end: each `next` makes one update of one batch and reports it.

    since: where an earlier training of the same task and recipe stopped; what follows is what would have followed.
    Deterministic by the seeds. Ends only when an update would make a number that is not finite.
    """
    how = recipe or Recipe()
    state = since.state if isinstance(since, Progress) else since or beginning(network, how)
    updates = _Updates(network, task, how)
    while True:
        progress = updates.make(state)
        yield progress
        if progress.trouble:
            return
        state = progress.state


def beginning(network: Network, how: Recipe) -> State:
    """A training before its first update."""
    unknown = sorted(how.fixed - set(network.params))
    if unknown:
        raise TrainingError("train.fixed", name=unknown[0])
    layout = Flat(network.params, (name for name in network.params if name not in how.fixed))
    moments = tuple(np.zeros(layout.size, layout.dtype) for _ in range(how.rule.moments))
    return State(network, layout, locked(layout.vector(network.params)), moments, 0)


def batch_of(data: Data, how: Recipe, step: int) -> tuple[Data, int]:
    """The samples of update `step` (0-based), and its epoch.

    Each epoch has an order of its own; what does not fill a batch waits for another one.
    """
    epoch, _ = place_of(data.samples, how.batch, step)
    if how.batch >= data.samples:
        return data, epoch
    return data.take(chosen(how.seed, data.samples, how.batch, step)), epoch


class _Updates:
    """Updates of one network on one task; what does not change from one to the next is prepared once."""

    def __init__(self, network: Network, task: Task, how: Recipe) -> None:
        self._task, self._how, self._samples = task, how, task.train.samples
        self._lean = LeanPass(on(network, batch_of(task.train, how, 0)[0]))
        self._prepared = Prepared(task.train, network.inputs.dtype) if self._lean.serves else None
        self._every, self._line = np.arange(self._samples), network.layers[-1].cell.output

    def make(self, state: State) -> Progress:
        """The update that follows."""
        how, step = self._how, state.step + 1
        epoch, _ = place_of(self._samples, how.batch, state.step)
        score, grads, time = self._passed(state)
        norm = vector_norm(grads)
        shorter = clip_vector(grads, how.clip, norm)
        after = norm if shorter is grads else vector_norm(shorter)
        rate = how.rule.rate * how.schedule.factor(state.step)
        with np.errstate(all="ignore"):  # a diverging run ends in a sentence, not in a warning
            change, moments = how.rule.change(shorter, state.moments, step, rate)
            weights = state.weights + change
        if not (math.isfinite(norm) and np.isfinite(weights).all()):
            why = Message("train.finite", ENGLISH["train.finite"], {"step": step, "norm": norm})
            return Progress(step, epoch, score, norm, after, time, None, state, why)
        fresh = State(state.start, state.layout, locked(weights), moments, step)
        looked = how.evaluate and step % how.evaluate == 0
        heldout = evaluate(fresh.network, self._task, self._task.heldout) if looked else None
        return Progress(step, epoch, score, norm, after, time, heldout, fresh)

    def _passed(self, state: State) -> tuple[Evaluation, Array, Array]:
        """Score, gradient and norms through time of this update's batch."""
        if self._prepared is not None:
            whole = self._how.batch >= self._samples
            index = self._every if whole else chosen(self._how.seed, self._samples, self._how.batch, state.step)
            asked = self._prepared.take(index)
            found = self._lean.run(state.params, asked)
            if found is not None:
                right = found.told.right(asked.wanted, self._task.tolerance)
                score = Evaluation(found.told.loss / len(found.told.said), right)
                return score, state.layout.vector(found.grads), found.through[self._line]
        run = run_network(on(state.network, batch_of(self._task.train, self._how, state.step)[0]))
        judged = _judged(run, self._task)
        score = Evaluation(judged.loss, judged.accuracy)
        return score, state.layout.vector(run.param_grads), _through_time(run)


def _judged(run: NetworkRun, task: Task) -> Judged:
    target = run.network.target
    assert target.values is not None
    outputs = run.outputs if run.network.batched else run.outputs[:, None]
    if target.loss == "cross_entropy":
        right = outputs.argmax(axis=-1) == target.values
    else:
        right = np.abs(outputs - target.values).max(axis=-1) < (task.tolerance or 0.0)
    return Judged(locked(right & target.counted), target.counted, float(np.real(run.mean_loss)), outputs)


def _through_time(run: NetworkRun) -> Array:
    """(T,): the norms of single samples put together."""
    top = len(run.network.layers) - 1
    layer = run.network.layers[top]
    logs = run.norms(top, layer.cell.output, layer.ways[0])
    return logs if logs.ndim == 1 else joint_norm(logs, 1)
