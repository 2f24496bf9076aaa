"""Small trainings that several tests look at, made once."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from rnnviz.engine.language.ops import Array
from rnnviz.engine.training.train import Progress, network_for, train
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.course import Course, begun, own_task, task_setup
from rnnviz.model.trained.learned import plain
from rnnviz.model.trained.samples import sample_at
from rnnviz.model.worker.trainings import Pupil, trained

UPDATES = 24
LAYERS = {
    "rnn": (LayerChoice("rnn", hidden=4),),
    "two": (LayerChoice("gru", hidden=3), LayerChoice("rnn", hidden=4)),
    "both ways": (LayerChoice("rnn", hidden=3, direction="both"),),
    "typed": (LayerChoice("own", 'name = "Mine"\nequations = """\nh = tanh(W @ x + p * h_prev + b)\n"""\n', hidden=4),),
}


@cache
def untrained(which: str = "rnn", task: str = "slot_filling") -> Setup:
    """A fresh network for a task."""
    setup = task_setup(Setup(layers=LAYERS[which]), task)
    return replace(setup, plan=replace(setup.plan, clip=0.5, stop=40))


@cache
def course(which: str = "rnn", task: str = "slot_filling", updates: int = UPDATES, sample: int | None = None) -> Course:
    """Some updates of it, as the worker makes them."""
    setup = untrained(which, task)
    found = begun(setup)
    assert found is not None
    asked = Pupil(plain(found.learned), tuple(c.layer for c in found.layers), setup.network().params, setup.dtype)
    sample = sample_at(setup) if sample is None else sample
    found = replace(found, sample=sample)
    for entries in trained(asked, setup.plan.recipe(), 0, (), sample, updates):
        for entry in entries:
            found = found.added(entry)
    return found


def engine_updates(which: str, updates: int) -> list[Progress]:
    """The same by the engine alone."""
    setup = untrained(which)
    task = own_task(setup)
    assert task is not None
    network = network_for(task, [choice.layer for choice in setup.layers], seed=setup.weights.seed)
    made = train(network, task, setup.plan.recipe())
    return [next(made) for _ in range(updates)]


def vector(setup: Setup, name: str) -> Array:
    """A parameter as it is in force."""
    return setup.network().params[name]
