"""The trained networks of the lessons: readable, and as good as they say."""

import io
import json
import zipfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

from rnnviz.engine import CELLS, Layer, Network, judge, run_network
from rnnviz.engine.networks.layer import numbers_in
from rnnviz.engine.training import tasks_chinese
from rnnviz.engine.training.predict import continued, to_the_end, written
from rnnviz.engine.training.tasks_language import SUBJECTS
from rnnviz.engine.training.tasks_wirings import picture_of
from rnnviz.engine.training.train import on
from rnnviz.io import weights
from rnnviz.io.weights import WeightsError, load_weights, save_weights
from rnnviz.resources import asset

NAMES = sorted(path.stem for path in asset("weights").glob("*.npz"))
FIRST = Path(__file__).parent / "golden" / "weights" / "parity-1.json"
FACTS = {
    ("pronoun_agreement", "gender"): ("she", ("he",)),
    ("pronoun_agreement", "number"): ("they", ("she", "he")),
    ("pronoun_agreement_zh", "gender"): ("她", ("他",)),
    ("long_gap_cloze", "place"): ("Yunnan", ("Taipei", "Paris", "Rome", "Tokyo", "Cairo")),
}
SPOKEN = ("slot_filling", "pronoun_agreement", "long_gap_cloze")
"""Told in English and in Chinese."""
LEAST = {"next_character": 0.875, "next_word": 0.45, "prices": 0.88}
"""Shares of right answers where chance has a part in what is right."""


@lru_cache
def loaded(name):
    return load_weights(asset("weights", f"{name}.npz"))


@lru_cache
def judged(name):
    found = loaded(name)
    return judge(found.network, found.task, found.task.test)


def test_every_story_has_its_network():
    assert set(NAMES) == {
        "slot_filling", "pronoun_agreement", "long_gap_cloze", "anbn", "parity", "delayed_copy", "adding", "sine",
        "prices", "next_character", "next_word", "sentence_class", "pixel_picture", "slot_filling_zh",
        "pronoun_agreement_zh", "long_gap_cloze_zh",
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_network_does_what_it_says(name):
    found, score = loaded(name), judged(name)
    assert asset("weights", f"{name}.npz").stat().st_size < 40_000
    assert score.accuracy == pytest.approx(found.reached["accuracy"], abs=2e-3)
    assert score.whole == pytest.approx(found.reached["whole"], abs=0.02)
    assert score.accuracy >= LEAST.get(name, 0.98)  # the samples that stopped the training are not these


@pytest.mark.parametrize("name", [*SPOKEN, *(f"{name}_zh" for name in SPOKEN), "sentence_class"])
def test_whole_sentences_are_right(name):
    assert judged(name).whole >= 0.95


def test_slot_filling_answers_as_the_lesson_says():
    """Lesson 1: with recurrence destination and departure, without it one answer for both."""
    found = loaded("slot_filling")
    both = [f"I would like to {verb} Taipei on November 2nd".split() for verb in ("arrive", "leave")]
    rows = np.stack([found.task.encode(words) for words in both], axis=1)
    network = found.network.with_data(rows, np.zeros((9, 2), int), None, "every")
    told = run_network(network).outputs[5]
    assert told[0, 1] == pytest.approx(0.990, abs=5e-4) and told[1, 2] == pytest.approx(0.993, abs=5e-4)
    blind = run_network(network.with_params({"0.U": np.zeros((12, 12))})).outputs[5]
    assert np.allclose(blind, [[0.57, 0.18, 0.20, 0.05]] * 2, atol=5e-3)
    assert judge(found.network, found.task, found.task.heldout).accuracy == 1.0


@pytest.mark.parametrize(("name", "what"), FACTS)
def test_a_threshold_on_one_unit_tells_the_fact(name, what):
    """Lesson 10: one cell-state unit says who or where, at 95 % of the steps of held-out sentences."""
    found = loaded(name)
    task, data, reached = found.task, found.task.test, found.reached
    cells = run_network(on(found.network, data)).value(0, "c")[..., int(reached[f"{what} unit"])]
    said = (cells > reached[f"{what} threshold"]) == bool(reached[f"{what} above"])
    fact, others = FACTS[name, what]
    number = {n: i for i, n in enumerate(task.fact_names)}
    asked = np.isin(data.facts, [number[n] for n in (fact, *others)]) & (np.arange(data.steps)[:, None] < data.lengths)
    right = (said == (data.facts == number[fact])) | ~asked
    assert right[asked].mean() == pytest.approx(reached[f"{what} told"], abs=2e-3) and right[asked].mean() >= 0.95
    if name.startswith("pronoun_agreement"):  # at every step of the sentence, from the subject on
        assert right.all(axis=0).mean() >= 0.95


@pytest.mark.parametrize(
    ("name", "what"),
    [("pronoun_agreement", "gender"), ("pronoun_agreement", "number"), ("pronoun_agreement_zh", "gender")],
)
def test_the_forget_gate_shuts_at_a_new_subject_and_is_open_between(name, what):
    found = loaded(name)
    task, data, unit = found.task, found.task.test, int(found.reached[f"{what} unit"])
    f = run_network(on(found.network, data)).value(0, "f")[..., unit]
    groups = tasks_chinese.SUBJECTS if name.endswith("_zh") else SUBJECTS
    subjects, good, asked = {word for group in groups.values() for word in group}, 0, 0
    for sample in range(data.samples):
        words = task.words(data, sample)
        gates = [(word in subjects, f[t, sample]) for t, word in enumerate(words) if t]
        asked += any(new for new, _ in gates)
        good += any(new for new, _ in gates) and all(gate < 0.3 if new else gate > 0.9 for new, gate in gates)
    assert asked > 50 and good / asked >= 0.9


def test_next_characters_are_written_as_the_picture_shows():
    """At temperature 0.7 `default_rng(14)` draws "on the hill." after "^the cat sits "."""
    found = loaded("next_character")
    classes = found.task.classes
    text = written(found.task, found.network, list("^the cat sits "), np.random.default_rng(14), 0.7)
    assert "".join(classes[w.symbol] for w in to_the_end(text, classes.index("."))) == "on the hill."


def test_a_picture_is_painted_from_a_vector_that_names_it():
    found = loaded("pixel_picture")
    for number, name in enumerate(found.task.vocabulary):
        rows = np.zeros((8, len(found.task.vocabulary)))
        rows[0, number] = 1.0
        run = run_network(found.network.with_data(rows, np.zeros((8, 8)), at="every"))
        assert np.array_equal(run.outputs.T > 0.5, picture_of(name) > 0.5), name


def test_a_sine_goes_on_beyond_what_was_read():
    found = loaded("sine")
    wave = np.sin(2 * np.pi * np.arange(40) / 18.0)[:, None]
    future = continued(found.network, wave[:30], 10)
    assert np.abs(future - wave[30:]).max() < 0.5 and np.abs(future[:3] - wave[30:33]).max() < 0.2


def test_saved_and_read_again(tmp_path):
    found = loaded("parity")
    save_weights(tmp_path / "again.npz", found)
    again = load_weights(tmp_path / "again.npz")
    assert all(np.array_equal(again.network.params[n], p) for n, p in found.network.params.items())
    assert (tmp_path / "again.npz").read_bytes() == asset("weights", "parity.npz").read_bytes()
    with np.load(tmp_path / "again.npz", allow_pickle=False) as archive:
        assert np.array_equal(archive["0.U"], found.network.params["0.U"])


def test_what_the_first_version_wrote_still_opens():
    old, new = load_weights(FIRST), loaded("parity")
    assert old.task.name == new.task.name and old.network.layers == new.network.layers
    assert all(np.allclose(old.network.params[n], p, atol=1e-6) for n, p in new.network.params.items())


def test_numbers_keep_seven_digits(tmp_path):
    found = loaded("parity")
    thirds = {name: np.full(p.shape, 1 / 3) for name, p in found.network.params.items()}
    save_weights(tmp_path / "thirds.npz", replace(found, network=found.network.with_params(thirds)))
    again = load_weights(tmp_path / "thirds.npz")
    assert {float(p) for values in again.network.params.values() for p in values.flat} == {float(np.float32(1 / 3))}


def npz(path, members):
    """A file of weights with some members changed: name -> bytes, None to leave it out, or how to make them anew."""
    with zipfile.ZipFile(asset("weights", "parity.npz")) as archive:
        found = {info.filename: archive.read(info) for info in archive.infolist()}
    for name, change in members.items():
        found[name] = change(found.get(name)) if callable(change) else change
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            if data is not None:
                archive.writestr(name, data)
    return path


def array(value):
    stream = io.BytesIO()
    np.save(stream, value, allow_pickle=True)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("why", "members"),
    [
        ("lacks 'about.json'", {"about.json": None}),
        ("damaged", {"about.json": b"{"}),
        ("format is", {"about.json": lambda text: text.replace(b"weights/2", b"weights/9")}),
        ("lacks '0.U'", {"0.U.npy": None}),
        ("'9.U', which is unknown", {"9.U.npy": array(np.zeros(3))}),
        ("has shape", {"0.U.npy": array(np.zeros((2, 2)))}),
        ("object", {"0.U.npy": array(np.array([{}], object))}),
        ("its header", {"0.U.npy": b"no array"}),
        ("bytes", {"0.U.npy": lambda data: data[:-8]}),
        ("too large", {"0.U.npy": array(np.zeros((1500, 1500)))}),
        ("arrays", {f"more{n}.npy": b"" for n in range(500)}),
    ],
)
def test_refusals_of_archives(why, members, tmp_path):
    path = npz(tmp_path / "wrong.npz", members)
    with pytest.raises(WeightsError, match=why) as caught:
        load_weights(path)
    assert str(caught.value).startswith("wrong.npz")


def test_no_archive(tmp_path):
    (tmp_path / "cut.npz").write_bytes(asset("weights", "parity.npz").read_bytes()[:400])
    with pytest.raises(WeightsError, match="damaged"):
        load_weights(tmp_path / "cut.npz")


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
    table = json.loads(FIRST.read_text())
    change(table, *names, to=to)
    (tmp_path / "wrong.json").write_text(json.dumps(table))
    with pytest.raises(WeightsError, match=why) as caught:
        load_weights(tmp_path / "wrong.json")
    assert str(caught.value).startswith("wrong.json")


@pytest.mark.parametrize("hidden", [2500, 40_000])
def test_nothing_is_drawn_for_a_layer_that_has_no_room(hidden, tmp_path, monkeypatch):
    table = json.loads(FIRST.read_text())
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
