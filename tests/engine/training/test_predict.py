"""What comes next: temperatures, draws, and answers that are read again."""

from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rnnviz.engine import Layer, Network, build_task, network_for, run_network
from rnnviz.engine.training.predict import continued, draw, heard, likeliest, tempered, to_the_end, written
from rnnviz.engine.training.task import TaskError
from tests.engine.cases import cell

WEIGHTS = arrays(float, st.integers(2, 8), elements=st.floats(0.01, 1.0))


@given(WEIGHTS, st.floats(0.05, 5.0))
def test_a_temperature_sharpens_and_flattens(weights, temperature):
    p = weights / weights.sum()
    found = tempered(p, temperature)
    expected = p ** (1 / temperature) / (p ** (1 / temperature)).sum()
    assert np.allclose(found, expected, rtol=1e-9) and found.sum() == pytest.approx(1.0)
    assert np.allclose(tempered(p, 1.0), p) and tempered(p, 0.0)[p.argmax()] == 1.0


def test_a_certain_class_stays_certain_and_no_temperature_is_refused():
    assert tempered(np.array([0.0, 1.0, 0.0]), 2.0).tolist() == [0.0, 1.0, 0.0]
    for wrong in (-0.1, np.nan, np.inf):
        with pytest.raises(TaskError, match="temperature must be"):
            tempered(np.array([0.5, 0.5]), wrong)


@given(WEIGHTS, st.integers(0, 99))
def test_a_draw_is_what_the_generator_s_own_choice_is(weights, seed):
    p = weights / weights.sum()
    expected = np.random.default_rng(seed).choice(len(p), p=p)
    assert draw(p, np.random.default_rng(seed)) == expected
    assert draw(p, np.random.default_rng(seed), 0.0) == p.argmax()


def test_the_likeliest_come_first_and_equals_in_their_order():
    assert likeliest(np.array([0.1, 0.3, 0.1, 0.3, 0.2]), 4).tolist() == [1, 3, 4, 0]


@pytest.mark.parametrize("layers", [Layer("lstm", 3), (Layer("gru", 4), Layer("lstm", 3))], ids=["one", "stack"])
def test_read_bit_by_bit_is_read_at_once(layers):
    task = build_task("next_word")
    network = network_for(task, layers)
    rows = task.encode(["^", "the", "cat", "sits"])
    now = heard(network, rows[:1])
    for row in rows[1:]:
        now = now.read(row)
    whole = run_network(network.with_data(rows, np.zeros(4, int)))
    assert np.allclose(now.answer, whole.outputs[-1], atol=1e-12)
    assert np.allclose(now.states["0." + network.layers[0].cell.states[0]],
                       whole.value(0, network.layers[0].cell.states[0])[-1], atol=1e-12)  # fmt: skip


def test_a_learned_beginning_is_there_once():
    """A state that begins with a parameter goes on from where it is, not from the beginning again."""
    found = cell("h = tanh(0.5 * h_prev + W @ x)\nh_start = p_h")
    network = Network.build(Layer(found, 3), np.zeros((4, 2))).with_params({"0.p_h": [0.9, -0.9, 0.5]})
    rows = np.random.default_rng(0).normal(size=(4, 2))
    now = heard(network, rows[:1])
    for row in rows[1:]:
        now = now.read(row)
    whole = run_network(network.with_data(rows))
    assert np.allclose(now.answer, whole.outputs[-1], atol=1e-12)
    assert not np.allclose(now.answer, heard(network.with_params({"0.p_h": np.zeros(3)}), rows).answer, atol=1e-3)


def test_what_is_written_is_read_again():
    task = build_task("next_word")
    network = network_for(task, Layer("gru", 4), seed=3)
    found = list(islice(written(task, network, ["^", "the"], np.random.default_rng(0)), 4))
    again = heard(network, task.encode(["^", "the", *(task.classes[w.symbol] for w in found[:3])]))
    assert np.allclose(found[3].probabilities, again.answer, atol=1e-12)
    same = list(islice(written(task, network, ["^", "the"], np.random.default_rng(0)), 4))
    assert [w.symbol for w in same] == [w.symbol for w in found]
    end = found[2].symbol
    ended = to_the_end(written(task, network, ["^", "the"], np.random.default_rng(0)), end)
    assert ended[-1].symbol == end and len(ended) <= 3
    assert len(to_the_end(written(task, network, ["^"], np.random.default_rng(0)), -1, most=7)) == 7


def test_a_series_goes_on_with_its_own_answers():
    task = build_task("sine", train=4, heldout=2)
    network, series = network_for(task, Layer("lstm", 4)), task.heldout.inputs[:12, 0]
    future = continued(network, series, 3)
    expected = list(series)
    for k in range(3):
        run = run_network(network.with_data(np.array(expected), np.zeros((12 + k, 1)), at="every"))
        expected.append(run.outputs[-1])
        assert np.allclose(future[k], run.outputs[-1], atol=1e-12)
    assert continued(network, series, 0).shape == (0, 1)


def test_a_cell_s_own_output_can_be_continued():
    network = Network.build(Layer("rnn", 2), np.zeros((3, 2)), seed=1)
    assert continued(network, np.ones((3, 2)), 4).shape == (4, 2)


def fresh(name, layer):
    task = build_task(name, **({"train": 3, "heldout": 2} if name == "parity" else {}))
    return task, network_for(task, layer)


def test_what_reads_from_the_end_is_refused():
    _, network = fresh("parity", Layer("rnn", 2, "both"))
    with pytest.raises(TaskError, match="knows no next step"):
        heard(network, np.ones((2, 1)))


def test_answers_that_are_no_inputs_are_refused():
    task, network = fresh("slot_filling", Layer("rnn", 2))
    with pytest.raises(TaskError, match="cannot be read again"):
        next(written(task, network, ["I"], np.random.default_rng(0)))
    with pytest.raises(TaskError, match="an answer of 2 numbers"):
        continued(fresh("parity", Layer("rnn", 2))[1], np.ones((2, 1)), 2)
