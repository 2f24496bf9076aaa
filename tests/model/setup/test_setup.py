"""Setups: every combination builds, knobs mean what they say, and a new word changes nothing else."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine import CELLS, EngineError, simulate
from rnnviz.model.reading.focus import main_line
from rnnviz.model.setup.answer import Loss, Readout, Target
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.choices import Edit, Hold, LayerChoice
from rnnviz.model.setup.drawing import drawn_params, word_vector
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.sequence import numbers_sequence, parse_sequence, signal_sequence, words_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.weights import Weights
from tests.engine.cases import cell

SEQUENCES = [
    words_sequence(["to", "be", "or", "not"]), words_sequence(["a"]), numbers_sequence([[1.0, 2.0], [3.0, 4.0]]),
    signal_sequence("impulse", 5), signal_sequence("sine", 5), signal_sequence("random", 1), signal_sequence("bit", 6),
]  # fmt: skip
KNOBS = [
    {}, {"silent": 3, "vectors": 4}, {"weights": Weights(gain=0.0, keep_bias=2.0)},
    {"input_scale": 10.0, "loss": Loss(at="every")},
    {"hidden": 1, "weights": Weights(999_999, 4.0, -4.0)},
]  # fmt: skip


@pytest.mark.parametrize("key", CELLS)
def test_every_combination_builds(key):
    for sequence, knobs in itertools.product(SEQUENCES, KNOBS):
        setup = Setup.of(key, sequence=sequence, **{"hidden": 3, **knobs})
        exp = runs_of(setup)[0][0].experiment
        assert exp.steps == setup.steps == len(setup.words) == sequence.steps + setup.silent
        assert exp.inputs.shape[-1] == len(setup.columns)
        assert exp.hidden == setup.layers[0].hidden and exp.loss == setup.loss.at
        assert not exp.inputs[sequence.steps :].any()
        assert np.isfinite(simulate(exp).value("h")).all()
        hash(setup)


@pytest.mark.parametrize("key", CELLS)
def test_a_new_word_changes_no_other_column(key):
    few = Setup.of(key, sequence=parse_sequence("to arrive"))
    many = replace(few, sequence=parse_sequence("to new arrive word"))
    assert many.columns[: len(few.columns)] == few.columns
    before, after = runs_of(few)[0][0].experiment, runs_of(many)[0][0].experiment
    for name, words in before.cell.params.items():
        old, new = before.params[name], after.params[name]
        assert np.array_equal(old, new[:, : old.shape[1]] if words[-1] == "input" else new)
    assert runs_of(many)[0][0].experiment.inputs.sum() == 4


@pytest.mark.parametrize(
    ("sequence", "vectors", "by_word"),
    [(SEQUENCES[0], 0, True), (SEQUENCES[0], 4, False), (SEQUENCES[2], 0, False), (SEQUENCES[4], 0, False)],
)
def test_columns_are_drawn_by_word_only_where_words_are_columns(sequence, vectors, by_word):
    """Else they are drawn in their order, whatever they are called: a file's seed says the same numbers for ever."""
    setup = Setup.of("rnn", sequence=sequence, vectors=vectors, hidden=3)
    labels = setup.columns if by_word else None
    drawn = drawn_params(CELLS["rnn"], 3, len(setup.columns), setup.weights.seed, (0, "forward"), labels)
    assert np.array_equal(runs_of(setup)[0][0].experiment.params["W"], drawn["W"])


def test_words_as_vectors():
    setup = Setup(sequence=parse_sequence("to be to"), vectors=5)
    x = setup.inputs()
    assert x.shape == (3, 5)
    assert np.array_equal(x[0], x[2]) and np.array_equal(x[0], word_vector(0, "to", 5))
    assert np.array_equal(x[1], replace(setup, sequence=parse_sequence("or be")).inputs()[1])
    assert not np.array_equal(x, setup.with_weights(seed=1).inputs())


@pytest.mark.parametrize("key", [k for k in CELLS if CELLS[k].keep])
def test_the_keep_bias_keeps_in_every_convention(key):
    """A high keep bias: the state hardly moves; a low one: it is replaced."""
    apart = main_line(CELLS[key]) != CELLS[key].output  # then a weight may lead from what is kept to what is said
    base = Setup.of(key, sequence=signal_sequence("random", 12), weights=Weights(gain=0.01 if apart else 0.0))
    keep = CELLS[key].keep
    far = {}
    for bias in (-4.0, 6.0):
        exp = runs_of(base.with_weights(keep_bias=bias))[0][0].experiment
        assert (exp.params[keep.bias] == keep.sign * bias).all()
        far[bias] = simulate(exp).norms(main_line(exp.cell))[0]
    assert far[6.0] > far[-4.0] + (3 if apart else 5)
    assert base.with_weights(keep_bias=1.5).bias() == 1.5


def test_the_cells_own_keep_bias():
    assert Setup.of("lstm").bias() == 1.0
    assert (runs_of(Setup.of("lstm"))[0][0].experiment.params["b_f"] == 1.0).all()
    assert Setup.of("gru").bias() == 0.0 and Setup.of("rnn", weights=Weights(keep_bias=3.0)).bias() == 0.0


def test_gain_multiplies_the_recurrent_matrices_alone():
    one, two = (
        runs_of(Setup.of("gru"))[0][0].experiment,
        runs_of(Setup.of("gru", weights=Weights(gain=2.0)))[0][0].experiment,
    )
    assert set(one.cell.recurrent) == {"U_r", "U_z", "U_n"}
    for name in one.params:
        factor = 2.0 if name in one.cell.recurrent else 1.0
        assert np.array_equal(two.params[name], factor * one.params[name])


def test_typed_numbers_come_last_and_holds_include_both_ends():
    setup = (
        Setup.of("lstm", weights=Weights(gain=0.0, keep_bias=2.0))
        .with_edit(Edit("b_f", (2,), 7.0))
        .with_edit(Edit("U_f", (0, 1), -7.0))
    )
    exp = runs_of(setup)[0][0].experiment
    assert exp.params["b_f"][2] == 7.0 and exp.params["b_f"][0] == 2.0 and exp.params["U_f"][0, 1] == -7.0
    held = Setup.of("lstm").with_hold(Hold("f", 1.0, 2, 4)).with_hold(Hold("i", 0.0)).with_hold(Hold("o", 0.5, 7))
    masks = {line: h.mask for line, h in runs_of(held)[0][0].experiment.held.items()}
    assert list(np.flatnonzero(masks["f"])) == [2, 3, 4]
    assert masks["i"].all() and list(np.flatnonzero(masks["o"])) == [7, 8]
    assert runs_of(replace(held, silent=3))[0][0].experiment.held["i"].mask.all()  # always means also later steps
    again = held.with_hold(Hold("i", 0.25)).without_hold("f")
    assert len(again.holds) == 2
    assert (runs_of(again)[0][0].experiment.held["i"].values == 0.25).all()
    assert runs_of(Setup.of("lstm", holds=(Hold("f", 1.0, 90, 99),)))[0][0].experiment.held["f"].mask.sum() == 0


def test_another_cell_takes_its_own_lines_along():
    setup = Setup.of("lstm", hidden=5, holds=(Hold("f", 1.0),), weights=Weights(keep_bias=2.0)).with_edit(
        Edit("b_f", (0,), 1.0)
    )
    other = setup.with_cell("gru")
    assert (other.holds, other.weights, other.layers[0].hidden) == ((), Weights(), 5)
    assert runs_of(other)
    mine = setup.with_cell("", cell("h = tanh(W @ x + U @ h_prev)").text)
    assert mine.cell.name == "typed"
    assert runs_of(mine)[0][0].experiment.cell is mine.cell
    fresh = replace(setup.with_weights(gain=3.0), input_scale=2.0, loss=Loss(at="every")).reset().forgotten()
    assert fresh == Setup.of("lstm", hidden=5)


def test_a_layer_that_is_taken_out_leaves_the_holds_and_numbers_of_the_others():
    stack = tuple(LayerChoice("lstm", hidden=size) for size in (3, 4, 3, 5))
    holds = tuple(Hold("f", float(k), layer=k) for k in range(4))
    edits = (
        *(Edit("b_f", (1,), float(k), layer=k) for k in range(4)),
        *(Edit("W_f", (1, 2), float(k), layer=k) for k in range(4)),
    )
    setup = replace(Setup().with_layers(stack), holds=holds)
    for edit in edits:
        setup = setup.with_edit(edit)
    less = setup.without_layer(1)
    assert [choice.hidden for choice in less.layers] == [3, 3, 5]
    assert [(h.layer, h.value) for h in less.holds] == [(0, 0.0), (1, 2.0), (2, 3.0)]
    given = {name: value for name, _, value in less.weights.numbers()}
    assert (given["0.b_f"], given["1.b_f"], given["2.b_f"]) == (0.0, 2.0, 3.0)
    # the layer above the one that is gone reads other numbers now
    assert {name: given[name] for name in given if "W" in name} == {"0.W_f": 0.0, "2.W_f": 3.0}
    assert less.network().layers[1].hidden == 3
    lowest = setup.without_layer(0)
    assert [(h.layer, h.value) for h in lowest.holds] == [(0, 1.0), (1, 2.0), (2, 3.0)]
    assert {name: v for name, _, v in lowest.weights.numbers() if "W" in name} == {"1.W_f": 2.0, "2.W_f": 3.0}


def test_the_keep_bias_goes_with_the_last_layer_that_has_one():
    two = (Setup().with_layers((LayerChoice("lstm"), LayerChoice("lstm")))).with_weights(keep_bias=2.0)
    one = two.with_cell("rnn", layer=1)
    assert one.weights.keep_bias == 2.0
    assert one.with_cell("gru").weights.keep_bias is None


@pytest.mark.parametrize(
    "wrong",
    [
        Setup.of("nothing"), Setup((LayerChoice(cell_text="nonsense"),)), Setup(holds=(Hold("q", 1.0),)),
        Setup(holds=(Hold("f", np.nan),)), Setup.of("lstm", hidden=0), Setup(loss=Loss(at="no")), Setup(()),
        Setup(weights=Weights(given=Arrays({"0.W_q": [1.0]}))), Setup(weights=Weights(given=Arrays({"0.W_f": [1.0]}))),
        Setup(start=Arrays({"0.q": [1.0]})), Setup(start=Arrays({"0.h": [1.0, 2.0]})), Setup(loss=Loss("squared")),
        Setup(loss=Loss("cross_entropy"), targets=(Target(8, "yes"),)), Setup(readout=Readout("other", ("a",))),
        Setup(readout=Readout(answers=("a",)), loss=Loss("cross_entropy"), targets=(Target(8, "b"),)),
    ],
    ids=lambda setup: str(setup)[-150:],
)  # fmt: skip
def test_what_cannot_be_is_an_engine_error(wrong):
    with pytest.raises(EngineError):
        runs_of(wrong)


@pytest.mark.parametrize("edit", [Edit("W_q", (0,), 1.0), Edit("W_f", (0, 99), 1.0), Edit("W_f", (0,), 1.0)])
def test_a_number_has_a_place(edit):
    with pytest.raises(EngineError):
        Setup().with_edit(edit)


def test_a_line_is_released_in_chosen_steps_only():
    setup = Setup(holds=(Hold("f", 1.0), Hold("i", 0.0, 2, 4)))  # nine steps
    freed = setup.without_hold("f", 3, 5)
    assert freed.holds == (Hold("f", 1.0, 0, 2), Hold("f", 1.0, 6, 8), Hold("i", 0.0, 2, 4))
    assert freed.without_hold("f", 0, 8).without_hold("i", 3, 8).holds == (Hold("i", 0.0, 2, 2),)
    assert freed.without_hold("i", 5, 8).holds == freed.holds
    assert freed.without_hold("f").holds == (Hold("i", 0.0, 2, 4),)


def test_a_hold_for_always_replaces_those_in_steps():
    setup = Setup().with_hold(Hold("f", 1.0, 2, 4)).with_hold(Hold("f", 0.0))
    assert setup.holds == (Hold("f", 0.0),)


def test_the_same_cell_and_vectors_change_nothing():
    setup = (
        Setup(holds=(Hold("f", 1.0),), weights=Weights(keep_bias=2.0))
        .with_edit(Edit("W_f", (0, 0), 2.0))
        .with_edit(Edit("U_f", (0, 0), 2.0))
    )
    assert setup.with_cell("lstm") == setup
    assert setup.with_vectors(0) == setup
    assert list(setup.with_vectors(4).weights.numbers()) == [("0.U_f", (0, 0), 2.0)]


RAW = "name = 'raw'\nequations = 'h = tanh(U @ h_prev) + x'\n"
BEGUN = "name = 'begun'\nequations = '''\nh = U @ h_prev + W @ x\nh_start = 0.5\n'''\n"


def test_a_layer_that_takes_x_as_it_is_has_as_many_units_as_it_reads():
    base = Setup(sequence=numbers_sequence([[1.0, 2.0, 3.0]] * 4)).with_cell("own", RAW)
    assert base.layers[0].hidden == 3 and base.with_hidden(5).layers[0].hidden == 3
    wider = base.with_sequence(numbers_sequence([[1.0] * 5] * 2))
    assert wider.layers[0].hidden == 5 and wider.network().layers[0].hidden == 5


def test_what_is_not_given_of_a_beginning_is_the_cells_own():
    base = Setup(sequence=numbers_sequence([[1.0], [2.0]])).with_cell("own", BEGUN).with_hidden(2)
    given = replace(base, start=Arrays({"0.h": np.array([np.nan, 3.0])}))
    assert runs_of(base)[0][0].value("h_prev")[0].tolist() == [0.5, 0.5]
    assert runs_of(given)[0][0].value("h_prev")[0].tolist() == [0.5, 3.0]


def test_frozen_arrays_are_shared_and_no_others() -> None:
    """Two hundred states of a trained network differ in a number each: they hold its weights once."""
    mine = np.arange(4.0)
    given = Arrays({"V": mine, "d": [1.0]})
    edited = given.having("d", [2.0])
    assert edited["V"] is given["V"] and edited["d"] is not given["d"]
    mine[0] = 7.0
    view = mine[:2]
    view.setflags(write=False)
    seen = Arrays({"V": view})
    mine[1] = 9.0
    assert given["V"][0] == 0.0 and seen["V"].tolist() == [7.0, 1.0]
