"""The network of the pronouns: its forget gates are valves that words open and shut.

Left to itself an LSTM spreads who the subject is over all its units, and no gate tells a story. Three things make one:

* gates and candidate read the word alone (U_f = U_i = U_g = 0, kept so; the output gate still reads h);
* first the network must say after every word who the subject is, beside the answer that is due;
* a penalty on gates that are neither open nor shut, f (1 - f), and on memory that nobody needs, c^2.

Then the read-out alone learns the task itself.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rnnviz.engine import CELLS, Layer, Network, run_network
from rnnviz.engine.networks.network_run import NetworkRun
from rnnviz.engine.training import tasks_chinese, tasks_language
from rnnviz.engine.training.clipping import Clip, clip
from rnnviz.engine.training.optimise import Adam, begin, update
from rnnviz.engine.training.task import Data, Task
from rnnviz.engine.training.train import Recipe, batch_of, network_for, on

SUBJECTS = {"pronoun_agreement": tasks_language.SUBJECTS, "pronoun_agreement_zh": tasks_chinese.SUBJECTS}
"""The words that shut the valves, by task."""
UNITS, WORDS_ONLY = 8, ("f", "i", "g")
STAGES = ((400, 0.07), (400, 0.3))
"""Updates, and the weight of f (1 - f) in them."""
KEEPING = 0.01
"""The weight of c^2."""
READING = 300
"""Updates of the read-out."""


def trained_valves(task: Task, seed: int) -> tuple[Network, int]:
    """The network and the updates it took."""
    layer = Layer(CELLS["lstm"], UNITS)
    told = telling(task)
    fixed = frozenset(f"0.U_{gate}" for gate in WORDS_ONLY)
    network = network_for(told, layer, seed=seed)
    network = network.with_params({name: np.zeros_like(network.params[name]) for name in fixed})
    for updates, binary in STAGES:
        network = _stage(network, told, updates, binary, KEEPING, Recipe(rule=Adam(0.02), fixed=fixed))
    inner = {name: value for name, value in network.params.items() if name not in ("V", "d")}
    reading = Recipe(rule=Adam(0.04), fixed=frozenset(inner))
    network = _stage(network_for(task, layer, seed=seed).with_params(inner), task, READING, 0.0, 0.0, reading)
    return network, sum(updates for updates, _ in STAGES) + READING


def valve(network: Network, task: Task, unit: int) -> tuple[float, float]:
    """The forget gate of a unit, in the samples that judge: the share of those with a second subject in which it is
    below 0.3 at every new one, and the share of all in which it is above 0.9 at every other word but the first."""
    data = task.test
    f = run_network(on(network, data)).value(0, "f")[..., unit]
    inside = (np.arange(data.steps)[:, None] < data.lengths) & (np.arange(data.steps)[:, None] > 0)
    names = [task.vocabulary.index(name) for group in SUBJECTS[task.name].values() for name in group]
    new = data.inputs[..., names].any(axis=-1) & inside
    shut = ((f < 0.3) | ~new).all(axis=0)[new.any(axis=0)]
    return float(shut.mean()), float(((f > 0.9) | new | ~inside).all(axis=0).mean())


def telling(task: Task) -> Task:
    """The task with the subject beside every answer: a class for each pair that occurs."""
    pairs = np.unique(np.concatenate([_pairs(task, data)[data.counted] for data in (task.train, task.heldout)]))
    names = tuple(f"{task.classes[p // 8]} {task.fact_names[p % 8]}" for p in pairs)
    train, heldout = (
        replace(data, targets=np.searchsorted(pairs, np.where(data.counted, _pairs(task, data), pairs[0])))
        for data in (task.train, task.heldout)
    )
    return replace(task, train=train, heldout=heldout, output=len(pairs), classes=names)


def _pairs(task: Task, data: Data) -> np.ndarray:
    assert data.facts is not None and len(task.fact_names) <= 8
    return np.asarray(data.targets * 8 + data.facts)


def _stage(network: Network, task: Task, updates: int, binary: float, keeping: float, how: Recipe) -> Network:
    memory = begin(how.rule, network.params)
    for step in range(updates):
        data, _ = batch_of(task.train, how, step)
        run = run_network(on(network, data))
        grads = {name: g for name, g in run.param_grads.items() if name not in how.fixed}
        if binary or keeping:
            _penalise(run, data, grads, binary, keeping)
        params, memory = update(how.rule, network.params, clip(grads, Clip("norm", 20.0)), memory)
        network = network.with_params(params)
    return network


def _penalise(run: NetworkRun, data: Data, grads: dict[str, np.ndarray], binary: float, keeping: float) -> None:
    """Add the gradient of binary f (1 - f) + keeping c^2, summed over words and units; gates read the word alone."""
    f, i, g, c = (run.value(0, line) for line in ("f", "i", "g", "c"))
    inside = (np.arange(data.steps)[:, None] < data.lengths)[..., None]
    before = np.concatenate([np.zeros_like(c[:1]), c[:-1]])
    arriving = 2 * keeping * c * inside
    for t in range(data.steps - 2, -1, -1):
        arriving[t] += f[t + 1] * arriving[t + 1]
    gate = binary * (1 - 2 * f) * inside
    gate[0] = 0.0  # there is nothing to forget at the first word
    into = {
        "f": (gate + arriving * before) * f * (1 - f),
        "i": arriving * g * i * (1 - i),
        "g": arriving * i * (1 - g * g),
    }
    for line, d in into.items():
        grads[f"0.W_{line}"] = grads[f"0.W_{line}"] + np.einsum("tbi,tbj->ij", d, data.inputs)
        grads[f"0.b_{line}"] = grads[f"0.b_{line}"] + d.sum(axis=(0, 1))
