"""Networks that several tests ask about, trained once."""

from dataclasses import replace
from functools import cache

from rnnviz.engine import CELLS, Layer
from rnnviz.engine.training.optimise import Adam
from rnnviz.engine.training.tasks import build_task
from rnnviz.engine.training.train import Recipe, network_for, train
from rnnviz.io.trained import load_trained
from rnnviz.model.prediction.writing import written_on
from rnnviz.model.setup.answer import Prediction
from rnnviz.model.setup.own_sequence import with_own_sequence
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.of_task import learned_of, setup_of

UPDATES = 69, 100


@cache
def _slots() -> dict[int, Setup]:
    task, found = build_task("slot_filling"), {}
    recipe = Recipe(rule=Adam(0.01), evaluate=0)
    for progress in train(network_for(task, Layer(CELLS["lstm"], 8), seed=1), task, recipe):
        if progress.step in UPDATES:
            found[progress.step] = setup_of(task, progress.network, learned_of(task, {}, progress.step))
        if progress.step == UPDATES[-1]:
            return found
    raise AssertionError("training ended early")


def writing() -> Setup:
    """A network that has written half of "the cat sits on the hill.", letter by letter."""
    setup = with_own_sequence(load_trained("next_character"), parse_sequence("the cat sits␣"))
    return written_on(replace(setup, prediction=Prediction(0.7, 14)), 5)


def slots(updates: int = 100) -> Setup:
    """An LSTM of 8 units that fills slots, after 69 or 100 updates, on "arrive Taipei" with its twin "leave Taipei"."""
    return _slots()[updates]
