"""What every task is, in one table: its numbers for a seed, its ends, and what it refuses in which words."""

from __future__ import annotations

import inspect

import numpy as np
import pytest

from rnnviz.engine import Layer, run_network
from rnnviz.engine.training.task import at_least
from rnnviz.engine.training.tasks import MOST, TASKS, TaskError, build_task
from rnnviz.engine.training.train import evaluate, network_for, on

SMALL = {"train": 12, "heldout": 6}

KINDS = {
    # read-out, loss, its width, columns, classes, tolerance, facts; samples and steps of both splits
    "slot_filling": ("softmax", "cross_entropy", 4, 25, 4, None, 3, 576, 192, 9, 9),
    "pronoun_agreement": ("softmax", "cross_entropy", 6, 34, 6, None, 4, 12, 6, 27, 27),
    "long_gap_cloze": ("softmax", "cross_entropy", 6, 39, 6, None, 7, 12, 6, 44, 45),
    "adding": ("identity", "squared", 1, 2, 0, 0.04, 0, 12, 6, 22, 22),
    "delayed_copy": ("softmax", "cross_entropy", 5, 6, 5, None, 0, 12, 6, 18, 18),
    "parity": ("softmax", "cross_entropy", 2, 1, 2, None, 0, 12, 6, 10, 10),
    "anbn": ("softmax", "cross_entropy", 4, 3, 4, None, 0, 10, 5, 21, 31),
    "next_character": ("softmax", "cross_entropy", 23, 23, 23, None, 0, 114, 6, 28, 28),
    "next_word": ("softmax", "cross_entropy", 24, 24, 24, None, 0, 114, 6, 7, 7),
    "sine": ("identity", "squared", 1, 1, 0, 0.1, 0, 12, 6, 40, 40),
    "prices": ("identity", "squared", 1, 1, 0, 0.24, 0, 12, 6, 40, 40),
    "sentence_class": ("softmax", "cross_entropy", 2, 20, 2, None, 3, 12, 6, 17, 18),
    "pixel_picture": ("identity", "squared", 8, 8, 0, 0.5, 0, 12, 6, 8, 8),
    "slot_filling_zh": ("softmax", "cross_entropy", 4, 23, 4, None, 3, 576, 192, 7, 7),
    "pronoun_agreement_zh": ("softmax", "cross_entropy", 4, 34, 4, None, 4, 12, 6, 32, 36),
    "long_gap_cloze_zh": ("softmax", "cross_entropy", 6, 41, 6, None, 7, 12, 6, 49, 47),
}
NUMBERS = {
    # inputs and targets of both splits, weighed: files name a task and a seed, and get these numbers for ever
    ("slot_filling", 0): (3.769084828, 7.321969781, -26.217439551, 1.358743531),
    ("pronoun_agreement", 0): (-1.502487037, 4.638503305, 4.128383246, 3.041294211),
    ("pronoun_agreement", 7): (-6.281559628, 7.314661932, 4.129424404, 3.063162812),
    ("long_gap_cloze", 0): (-15.87855289, 3.235288398, 5.121164993, 5.365945119),
    ("long_gap_cloze", 7): (2.411038882, -3.71820093, -17.439923716, -6.213342669),
    ("adding", 0): (5.647360379, -0.111547521, -8.096592217, 0.196810587),
    ("adding", 7): (2.676944137, -1.165963707, 3.37899794, 0.098902274),
    ("delayed_copy", 0): (0.184233399, -1.022320542, 3.852696484, 9.327353396),
    ("parity", 0): (-6.624264496, -3.229694917, -0.696669617, -0.461851807),
    ("anbn", 0): (6.681327853, 0.861214384, 1.4941217, -2.335146554),
    ("next_character", 0): (-49.108840517, 578.439587833, -0.174646403, -89.155975322),
    ("next_word", 0): (8.96000799, 7.138396855, 1.421819979, 25.277462328),
    ("sine", 0): (-34.382020624, -35.457538316, 10.981745347, 19.502021401),
    ("prices", 0): (-13.101400251, -13.522270419, -2.618340426, -7.069344506),
    ("sentence_class", 0): (-0.030330092, -0.893365316, -4.773256072, -1.235818463),
    ("pixel_picture", 0): (0.79270826, -5.087868271, 0.744508744, 4.609695509),
    ("slot_filling_zh", 0): (-0.170959292, 2.359951434, 5.720739132, 1.619462076),
    ("pronoun_agreement_zh", 0): (-4.400416583, -1.283411439, 2.762210876, -0.453618838),
    ("long_gap_cloze_zh", 0): (2.85300144, -5.393827716, 1.626430114, -0.66396955),
}

LEAST = {
    "slot_filling": {},
    "pronoun_agreement": {"train": 1, "heldout": 1, "clauses": 1},
    "long_gap_cloze": {"train": 1, "heldout": 1, "fillers": 1},
    "adding": {"length": 20, "train": 1, "heldout": 1},
    "delayed_copy": {"symbols": 2, "length": 1, "delay": 1},
    "parity": {"length": 1},
    "anbn": {"longest": 1, "beyond": 1},
    "next_character": {"heldout": 1},
    "next_word": {"heldout": 1},
    "sine": {"length": 4, "train": 1, "heldout": 1},
    "prices": {"length": 20, "train": 1, "heldout": 1},
    "sentence_class": {"train": 1, "heldout": 1},
    "pixel_picture": {"train": 1, "heldout": 1},
    "slot_filling_zh": {},
    "pronoun_agreement_zh": {"train": 1, "heldout": 1, "clauses": 1},
    "long_gap_cloze_zh": {"train": 1, "heldout": 1, "fillers": 1},
}
"""The least of every setting of its own, with the others as they are."""


def small(name: str, seed: int = 0, **settings: int):
    known = inspect.signature(TASKS[name]).parameters
    return build_task(name, seed, **({key: value for key, value in SMALL.items() if key in known} | settings))


def weighed(array) -> float:
    """A sum to which every number contributes in its own way."""
    flat = np.asarray(array, float).ravel()
    return round(float(flat @ np.cos(np.arange(len(flat)))), 9)


@pytest.mark.parametrize(("name", "seed"), NUMBERS)
def test_a_seed_gives_the_same_numbers_for_ever(name: str, seed: int) -> None:
    task = small(name, seed)
    found = [weighed(a) for data in (task.train, task.heldout) for a in (data.inputs, data.targets)]
    assert found == pytest.approx(NUMBERS[name, seed], abs=1e-6)


@pytest.mark.parametrize("name", TASKS)
def test_what_a_task_asks_for(name: str) -> None:
    task = small(name)
    found = (task.readout, task.loss, task.output, len(task.vocabulary), len(task.classes), task.tolerance)
    sizes = (task.train.samples, task.heldout.samples, task.train.steps, task.heldout.steps)
    assert (*found, len(task.fact_names), *sizes) == KINDS[name]
    assert task.source and task.name == name and task.seed == 0


@pytest.mark.parametrize("name", TASKS)
def test_a_setting_is_taken_from_its_least_on(name: str) -> None:
    assert LEAST.keys() == TASKS.keys()
    for setting, least in LEAST[name].items():
        for wrong in (least - 1, True, float(least)):
            with pytest.raises(TaskError) as caught:
                build_task(name, **{setting: wrong})
            assert str(caught.value) == f"{setting} must be a whole number from {least}, not {wrong}"
        drawn = name not in ("slot_filling", "slot_filling_zh", "anbn", "next_character", "next_word")
        few = {"train": 1, "heldout": 1} if drawn else {}
        assert build_task(name, **(few | {setting: least})).train.samples >= 1


def test_a_count_is_a_whole_number_of_python_or_numpy() -> None:
    assert at_least("n", np.int64(3), 3) == 3 and isinstance(at_least("n", np.int64(3), 3), int)


def test_room_is_counted_in_steps_of_all_samples() -> None:
    """Of the adding problem samples times length, of language ten words for each filler or clause."""
    for name, setting, each in (("adding", "length", 1), ("long_gap_cloze", "fillers", 10)):
        settings = {"train": 200, "heldout": 50, setting: MOST // 250 // each + 1}
        with pytest.raises(TaskError) as caught:
            build_task(name, **settings)
        assert f"make about {250 * each * settings[setting]:,} steps in all samples" in str(caught.value)
    assert build_task("parity", length=8, train=50, heldout=50).train.steps == 8
    with pytest.raises(TaskError, match="500,000"):
        build_task("delayed_copy", length=1, delay=1, symbols=10, train=MOST // 12, heldout=1)


@pytest.mark.parametrize("name", TASKS)
def test_accuracy_and_loss_of_a_network_are_those_of_its_outputs(name: str) -> None:
    task = small(name)
    network = network_for(task, Layer("rnn", 3), seed=2)
    for data in (task.train, task.heldout):
        found, run = evaluate(network, task, data), run_network(on(network, data))
        chosen, outputs = data.counted, np.asarray(run.outputs)
        wanted = data.targets
        if isinstance(data.at, str) and data.at == "last":
            wanted = np.broadcast_to(data.targets, (data.steps, *data.targets.shape))
        if task.classes:
            right = outputs.argmax(-1)[chosen] == wanted[chosen]
            losses = -np.log(np.take_along_axis(outputs, wanted[..., None].astype(int), -1)[..., 0][chosen])
        else:
            away = outputs[chosen] - wanted[chosen]
            right, losses = np.abs(away).max(-1) < task.tolerance, 0.5 * (away**2).sum(-1)
        assert found.accuracy == pytest.approx(right.mean())
        assert found.loss == pytest.approx(losses.mean()) or found.loss == pytest.approx(2 * losses.mean())
