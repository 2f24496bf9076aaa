"""A training that is looked at: the network and task it is of, and every update that was kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from rnnviz.engine.language.ops import Array
from rnnviz.engine.networks.layer import Layer
from rnnviz.engine.networks.network import Network
from rnnviz.engine.training.record import Record, Recorded
from rnnviz.engine.training.task import Task
from rnnviz.engine.training.train import beginning, network_for
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.learned import Learned, plain, task_of
from rnnviz.model.trained.of_task import learned_of, setup_of
from rnnviz.model.trained.own import OwnData
from rnnviz.model.trained.plan import SUGGESTED, Plan


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """learned: where the weights came from before the first update, of which `before` had been made; layers, dtype: of
    the network; sample: the held-out sentence whose gradients were watched, None where none was."""

    learned: Learned
    layers: tuple[LayerChoice, ...]
    dtype: str
    record: Record
    sample: int | None = None

    @property
    def before(self) -> int:
        """Updates made before this training began."""
        return self.learned.updates

    @property
    def last(self) -> int:
        """The latest update."""
        return self.record.last

    def added(self, entry: Recorded) -> Course:
        """With one more update."""
        return replace(self, record=self.record.add(entry))

    def back_to(self, step: int) -> Course:
        """What lay beyond an update is forgotten."""
        return replace(self, record=self.record.back_to(step))

    def further(self, step: int, count: int) -> int:
        """The update that stands so many kept ones further on, or back."""
        steps = (self.record.begun.step, *self.record.steps)
        place = steps.index(self.step_of(step)) + count
        return steps[min(max(place, 0), len(steps) - 1)]

    def step_of(self, step: int) -> int:
        """The latest kept update that is no later."""
        entry = self.record.at(step)
        return entry.step if entry else self.record.begun.step


def own_task(setup: Setup) -> Task | None:
    """The task of a setup's trained network, or of one that is to be trained; None where it has none, or it is not
    known here."""
    return None if setup.learned is None else task_of(plain(setup.learned))


def task_network(task: Task, layers: tuple[Layer, ...], params: Mapping[str, Array], dtype: str) -> Network:
    """A network with these weights on the training samples of a task."""
    data = task.train
    bare = Network.build(
        layers, data.inputs, output=task.output, readout=task.readout, loss=task.loss, at=data.at,
        targets=data.targets, lengths=data.lengths, init="zeros", dtype=dtype,
    )  # fmt: skip
    return bare.with_params(params)


def begun(setup: Setup) -> Course | None:
    """A training of the setup's network before its first update; None where there is no task."""
    task, learned = own_task(setup), setup.learned
    if task is None or learned is None:
        return None
    layers = tuple(choice.layer for choice in setup.layers)
    network = task_network(task, layers, setup.network().params, setup.dtype)
    state = beginning(network, setup.plan.recipe())
    return Course(replace(learned, touched=False, trained=Arrays()), setup.layers, setup.dtype, Record(state))


def place_in(course: Course, setup: Setup) -> int | None:
    """The update after which the network is the setup's; None where it is another one."""
    learned = setup.learned
    if learned is None or learned.touched or setup.weights.gain != 1.0:
        return None
    if not belongs(setup, course):
        return None
    step = learned.updates - course.before
    if course.step_of(step) != step or step < 0:
        return None
    params, given = course.record.state(step).params, setup.weights.given
    same = all(name in given and np.array_equal(given[name], array) for name, array in params.items())
    return step if same else None


def belongs(setup: Setup, course: Course) -> bool:
    """Whether a setup has the network that was trained, after whichever update."""
    learned = setup.learned and plain(setup.learned)
    return (setup.layers, setup.dtype, learned) == (course.layers, course.dtype, plain(course.learned))


def shown(setup: Setup, course: Course, step: int) -> Setup:
    """The setup with the network as it was after an update."""
    weights = replace(setup.weights, given=Arrays(course.record.state(step).params), gain=1.0)
    return replace(setup, weights=weights, learned=replace(course.learned, updates=course.before + step))


def task_setup(setup: Setup, name: str, seed: int = 0) -> Setup:
    """A fresh network of the setup's layers for a named task, weights drawn by the setup's seed. EngineError."""
    from rnnviz.engine.training.tasks import build_task

    task = build_task(name, seed)
    return fresh_setup(setup, task, learned_of(task, {}, 0))


def own_setup(setup: Setup, own: OwnData, seed: int = 0) -> Setup:
    """The same for somebody's own data. EngineError."""
    task = own.task(seed)
    return fresh_setup(setup, task, replace(learned_of(task, {}, 0), own=own))


def fresh_setup(setup: Setup, task: Task, learned: Learned) -> Setup:
    """A fresh network of the setup's layers for a task, on a held-out sentence of it."""
    network = network_for(task, tuple(choice.layer for choice in setup.layers), seed=setup.weights.seed)
    made = setup_of(task, network, learned)
    weights = replace(made.weights, seed=setup.weights.seed)
    plan = SUGGESTED.get(task.name, Plan())
    return replace(made, layers=setup.layers, weights=weights, dtype=setup.dtype, plan=plan)


def left_out(setup: Setup) -> bool:
    """Whether something is set on the stage with which a training does not reckon: it trains the network as it is
    without held lines, other beginnings and scaled inputs."""
    return bool(setup.holds or setup.start or setup.input_scale != 1.0)
