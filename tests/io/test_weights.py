"""The trained networks of the lessons: readable, and as good as they say."""

import json
from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine import CELLS, Layer, Network, run_network
from rnnviz.engine.networks.layer import numbers_in
from rnnviz.engine.training.train import evaluate, on
from rnnviz.io import weights
from rnnviz.io.weights import WeightsError, load_weights, save_weights
from rnnviz.resources import asset

FILES = sorted(asset("weights").glob("*.json"))
FACTS = {
    "pronoun_agreement": ("she", ("he",)),
    "long_gap_cloze": ("Yunnan", ("Taipei", "Paris", "Rome", "Tokyo", "Cairo")),
}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_stored_network_does_what_it_says(path):
    found = load_weights(path)
    assert path.stat().st_size < 150_000
    score = evaluate(found.network, found.task, found.task.test)
    assert score.accuracy == pytest.approx(found.reached["accuracy"], abs=2e-3)
    # most next characters can be guessed, not all; and the samples that stopped the training are not these
    assert score.accuracy >= (0.875 if path.stem == "next_character" else 0.98)


def test_slot_filling_answers_every_word_of_every_held_out_sentence():
    found = load_weights(asset("weights", "slot_filling.json"))
    assert evaluate(found.network, found.task, found.task.heldout).accuracy == 1.0
    assert found.network.layers[0].hidden <= 16


@pytest.mark.parametrize("name", FACTS)
def test_a_threshold_on_one_unit_tells_the_fact(name):
    """Lesson 10: in at least 95 % of the steps of held-out sentences one cell-state unit says who or where."""
    found = load_weights(asset("weights", f"{name}.json"))
    task, data, reached = found.task, found.task.test, found.reached
    cells = run_network(on(found.network, data)).value(0, "c")[..., int(reached["unit"])]
    said = (cells > reached["threshold"]) == bool(reached["above"])
    fact, others = FACTS[name]
    number = {n: i for i, n in enumerate(task.fact_names)}
    asked = np.isin(data.facts, [number[n] for n in (fact, *others)]) & (np.arange(data.steps)[:, None] < data.lengths)
    right = said[asked] == (data.facts == number[fact])[asked]
    assert right.mean() >= 0.95
    assert right.mean() == pytest.approx(reached["told"], abs=2e-3)


def test_saved_and_read_again(tmp_path):
    found = load_weights(asset("weights", "parity.json"))
    save_weights(tmp_path / "again.json", found)
    again = load_weights(tmp_path / "again.json")
    assert all(np.array_equal(again.network.params[n], p) for n, p in found.network.params.items())
    assert (tmp_path / "again.json").read_bytes() == asset("weights", "parity.json").read_bytes()


def test_numbers_keep_seven_digits(tmp_path):
    found = load_weights(asset("weights", "parity.json"))
    thirds = {name: np.full(p.shape, 1 / 3) for name, p in found.network.params.items()}
    save_weights(tmp_path / "thirds.json", replace(found, network=found.network.with_params(thirds)))
    again = load_weights(tmp_path / "thirds.json")
    assert {float(p) for values in again.network.params.values() for p in values.flat} == {0.3333333}


def change(table, *names, to):
    for name in names[:-1]:
        table = table[name]
    table[names[-1]] = to


@pytest.mark.parametrize(
    ("why", "names", "to"),
    [
        ("format is", ["format"], "rnnviz-weights/2"),
        ("no task called", ["task"], "slots"),
        ("whole numbers", ["seed"], "zero"),
        ("has no setting", ["settings"], {"colour": 1}),
        ("layers must be a list", ["layers"], 3),
        ("there is no cell", ["layers", 0, "cell"], "lsmt"),
        ("hidden must be", ["layers", 0, "hidden"], 0),
        ("has no room", ["layers", 0, "hidden"], 10**9),
        ("has no room", ["layers", 0, "hidden"], 2500),
        ("units of a layer must be a whole number", ["layers", 0, "hidden"], 2.5),
        ("units of a layer must be a whole number", ["layers", 0, "hidden"], True),
        ("has shape", ["params", "d"], [1.0]),
        ("must be numbers", ["params", "d"], "many"),
        ("unknown", ["params", "Q"], [1.0]),
        ("must be a number", ["reached", "loss"], "small"),
    ],
)
def test_refusals(why, names, to, tmp_path):
    table = json.loads(asset("weights", "parity.json").read_text())
    change(table, *names, to=to)
    (tmp_path / "wrong.json").write_text(json.dumps(table))
    with pytest.raises(WeightsError, match=why) as caught:
        load_weights(tmp_path / "wrong.json")
    assert str(caught.value).startswith("wrong.json")


@pytest.mark.parametrize("hidden", [2500, 40_000])
def test_nothing_is_drawn_for_a_layer_that_has_no_room(hidden, tmp_path, monkeypatch):
    table = json.loads(asset("weights", "parity.json").read_text())
    change(table, "layers", 0, "hidden", to=hidden)
    (tmp_path / "wrong.json").write_text(json.dumps(table))
    drawn = []
    monkeypatch.setattr(weights, "network_for", lambda *_: drawn.append(1))
    with pytest.raises(WeightsError, match="has no room"):
        load_weights(tmp_path / "wrong.json")
    assert drawn == []


def test_numbers_are_counted_as_they_would_be_drawn():
    layers = [Layer(CELLS["lstm"], 5, "both"), Layer(CELLS["gru"], 4)]
    network = Network.build(layers, np.zeros((2, 3)), output=2, readout="softmax")
    assert numbers_in(layers, 3, 2) == sum(array.size for array in network.params.values())
    assert numbers_in(layers, 3, None) == numbers_in(layers, 3, 2) - 2 * 4 - 2


def test_no_file_no_json(tmp_path):
    with pytest.raises(WeightsError, match="cannot be read"):
        load_weights(tmp_path / "none.json")
    (tmp_path / "text.json").write_text("{")
    with pytest.raises(WeightsError, match="damaged"):
        load_weights(tmp_path / "text.json")
