"""Training a network on a task: one update after another, each reported; the caller decides when to stop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from rnnviz.engine.experiments.start import generator
from rnnviz.engine.language.ops import Array
from rnnviz.engine.messages import ENGLISH
from rnnviz.engine.networks.layer import Layer
from rnnviz.engine.networks.network import Network
from rnnviz.engine.networks.network_run import NetworkRun, run_network
from rnnviz.engine.passes.lognorm import joint_norm
from rnnviz.engine.training.clipping import Clip, clip, total_norm
from rnnviz.engine.training.optimise import Adam, Memory, Optimiser, TrainingError, begin, update, whole
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
    """Mean loss per counted answer, and the share of right answers."""

    loss: float
    accuracy: float


@dataclass(frozen=True, slots=True, eq=False)
class Progress:
    """One update. step: updates made; epoch: passes over the samples begun; score: of this update's batch, before it.

    grad_norm: of all parameters together, before clipping. through_time: (T,) log10 of ||dL/d(last layer's output)||
    over the batch, minus infinity where there is none; of a layer that reads both ways that of the forward one.
    heldout: where it was looked at. network, memory: after the update; with them training resumes.
    trouble: why this update was not made, else None; nothing follows it.
    """

    step: int
    epoch: int
    score: Evaluation
    grad_norm: float
    through_time: Array
    heldout: Evaluation | None
    network: Network
    memory: Memory
    trouble: Message | None = None


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
    return _score(run_network(on(network, data)), task)


def train(
    network: Network, task: Task, recipe: Recipe | None = None, since: Progress | None = None
) -> Iterator[Progress]:
    """Train without end: each `next` makes one update of one batch and reports it.

    since: where an earlier training of the same task and recipe stopped; what follows is what would have followed.
    Deterministic by the seeds. Ends only when an update would make a number that is not finite.
    """
    how = recipe or Recipe()
    unknown = sorted(how.fixed - set(network.params))
    if unknown:
        raise TrainingError("train.fixed", name=unknown[0])
    now, memory = (network, begin(how.rule, network.params)) if since is None else (since.network, since.memory)
    step = 0 if since is None else since.step
    while True:
        data, epoch = batch_of(task.train, how, step)
        step += 1
        progress = _update(now, memory, task, data, how, step, epoch)
        yield progress
        if progress.trouble:
            return
        now, memory = progress.network, progress.memory


def batch_of(data: Data, how: Recipe, step: int) -> tuple[Data, int]:
    """The samples of update `step` (0-based), and its epoch.

    Each epoch has an order of its own; what does not fill a batch waits for another one.
    """
    if how.batch >= data.samples:
        return data, step
    epoch, place = divmod(step, data.samples // how.batch)
    order = generator(how.seed, "order", str(epoch)).permutation(data.samples)
    return data.take(order[place * how.batch : (place + 1) * how.batch]), epoch


def _update(network: Network, memory: Memory, task: Task, data: Data, how: Recipe, step: int, epoch: int) -> Progress:
    run = run_network(on(network, data))
    grads = {name: g for name, g in run.param_grads.items() if name not in how.fixed}
    norm, score = total_norm(grads), _score(run, task)
    rate = how.rule.rate * how.schedule.factor(step - 1)
    params, remembered = update(how.rule, network.params, clip(grads, how.clip), memory, rate)
    time = _through_time(run)
    if not (np.isfinite(norm) and all(np.isfinite(p).all() for p in params.values())):
        why = Message("train.finite", ENGLISH["train.finite"], {"step": step, "norm": norm})
        return Progress(step, epoch, score, norm, time, None, network, memory, why)
    fresh = network.with_params(params)
    looked = how.evaluate and step % how.evaluate == 0
    heldout = evaluate(fresh, task, task.heldout) if looked else None
    return Progress(step, epoch, score, norm, time, heldout, fresh, remembered)


def _score(run: NetworkRun, task: Task) -> Evaluation:
    return Evaluation(float(np.real(run.mean_loss)), _right(run, task))


def _right(run: NetworkRun, task: Task) -> float:
    if run.accuracy is not None:
        return run.accuracy
    target = run.network.target
    assert target.values is not None and task.tolerance is not None
    outputs = run.outputs if run.network.batched else run.outputs[:, None]
    missed = np.abs(outputs - target.values).max(axis=-1)[target.counted]
    return float((missed < task.tolerance).mean())


def _through_time(run: NetworkRun) -> Array:
    """(T,): the norms of single samples put together."""
    top = len(run.network.layers) - 1
    layer = run.network.layers[top]
    logs = run.norms(top, layer.cell.output, layer.ways[0])
    return logs if logs.ndim == 1 else joint_norm(logs, 1)
