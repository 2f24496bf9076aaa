"""Networks in setup and simulation: weights, holds and typed numbers of every layer; the layer on the stage."""

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine import CELLS, Experiment, simulate
from rnnviz.model.document.change import Change
from rnnviz.model.document.document import Document
from rnnviz.model.setup.answer import Loss
from rnnviz.model.setup.choices import Edit, Hold, LayerChoice
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.weights import Weights
from rnnviz.model.story.cursor import Cursor

GRU, BOTH = LayerChoice("gru", hidden=3), LayerChoice("lstm", hidden=2, direction="both")


def stack(*above, **low):
    weights = Weights(**{name: low.pop(name) for name in ("gain", "keep_bias") if name in low})
    return Setup((LayerChoice("rnn", hidden=4), *above), weights=weights, **low)


def typed(setup):
    """The values given, by the name of the parameter."""
    return {name: value for name, _, value in setup.weights.numbers()}


@pytest.fixture
def simulation(qtbot):
    found = Document(stack(BOTH, GRU)).front
    yield found
    found.deleteLater()


@pytest.mark.parametrize("at", ["last", "every"])
def test_one_layer_that_reads_onward_is_the_same_as_an_experiment(at):
    """The engine's way without networks, by hand."""
    setup = Setup.of("lstm", hidden=3, weights=Weights(seed=4), loss=Loss(at=at))
    (run,) = runs_of(setup)[0]
    alone = simulate(Experiment.build(setup.cell, 3, setup.inputs(), 4, loss=at, labels=setup.columns))
    assert np.array_equal(run.value("h"), alone.value("h")) and np.array_equal(run.grad("c"), alone.grad("c"))
    assert run.loss == alone.loss and run.experiment.loss == at


def test_layers_read_what_the_layer_below_says():
    runs = runs_of(stack(BOTH, GRU))
    (low,), (on, back), (top,) = runs
    assert np.array_equal(on.value("x"), low.value("h")) and np.array_equal(back.value("x"), low.value("h")[::-1])
    said = np.concatenate([on.value("h"), back.value("h")[::-1]], axis=-1)
    assert np.array_equal(top.value("x"), said)
    assert np.isclose(np.linalg.norm(top.grad("h")[-1]), 1.0)


def test_gain_and_keep_bias_reach_every_layer():
    net = stack(BOTH, GRU, gain=2.0, keep_bias=1.5).network()
    plain = stack(BOTH, GRU).network()
    for name in ("0.U", "1.U_f", "1.backward.U_o", "2.U_n"):
        assert np.array_equal(net.params[name], 2.0 * plain.params[name])
    assert (net.params["1.b_f"] == 1.5).all() and (net.params["1.backward.b_f"] == 1.5).all()
    assert (net.params["2.b_z"] == -1.5).all()  # this convention replaces
    assert not np.array_equal(net.params["1.U_f"], net.params["1.backward.U_f"])


def test_holds_and_typed_numbers_belong_to_a_layer_and_a_direction():
    setup = stack(BOTH, GRU).with_hold(Hold("f", 1.0, 0, 1, layer=1, way="backward"))
    setup = setup.with_edit(Edit("U_z", (0, 1), 7.0, layer=2)).with_edit(Edit("U_z", (0, 1), 8.0, layer=2))
    _, (on, back), (top,) = runs_of(setup)
    assert (back.value("f")[:2] == 1.0).all() and not (back.value("f")[2:] == 1.0).any()
    assert not (on.value("f") == 1.0).any()
    assert top.experiment.params["U_z"][0, 1] == 8.0 and list(setup.weights.numbers()) == [("2.U_z", (0, 1), 8.0)]
    assert setup.without_hold("f", layer=1, way="forward").holds == setup.holds
    assert not setup.without_hold("f", layer=1, way="backward").holds


def test_what_belongs_to_a_changed_layer_goes_and_the_rest_stays():
    mine = Hold("f", 1.0, layer=1), Hold("z", 0.0, layer=2)
    setup = stack(BOTH, GRU, holds=mine).with_edit(Edit("W", (0, 0), 1.0))
    setup = setup.with_edit(Edit("W_f", (0, 0), 2.0, layer=1)).with_edit(Edit("W_z", (0, 3), 3.0, layer=2))
    other = setup.with_cell("mgu", layer=1)
    assert other.holds == mine[1:] and typed(other) == {"0.W": 1.0, "2.W_z": 3.0}
    assert setup.with_cell("lstm", layer=1) is setup
    assert typed(setup.with_hidden(1, 1)) == {"0.W": 1.0, "1.W_f": 2.0}  # the top layer reads other numbers now
    assert typed(setup.with_hidden(2, 0)) == {"0.W": 1.0, "2.W_z": 3.0}
    flat = setup.with_layers(setup.layers[:2])
    assert flat.holds == mine[:1] and typed(flat) == {"0.W": 1.0, "1.W_f": 2.0}
    onward = setup.with_layer(1, replace(BOTH, direction="forward"))
    assert onward.holds == mine and typed(onward) == {"0.W": 1.0, "1.W_f": 2.0}


@pytest.mark.parametrize("merge, labels", [("sum", "h1 h2"), ("concat", "h1→ h2→ h1← h2←")])
def test_columns_of_a_layer_are_the_units_below(merge, labels):
    setup = stack(replace(BOTH, merge=merge), GRU)
    assert setup.columns_of(2) == tuple(labels.split()) and setup.columns_of(1) == ("h1", "h2", "h3", "h4")
    assert setup.columns_of(0) == setup.columns


def test_float32_is_computed_in_float32():
    for setup in (Setup.of("gru", dtype="float32"), stack(GRU, dtype="float32")):
        runs = runs_of(setup)
        assert all(run.value("h").dtype == np.float32 for layer in runs for run in layer)


# the simulation -----------------------------------------------------------------------------------------------------


def test_the_stage_shows_one_layer_and_turns_words_round(simulation):
    assert simulation.run is simulation.runs[0][0] and simulation.words[0] == "I"
    simulation.go_to_step(1)
    simulation.visit(1, "backward")
    assert simulation.run is simulation.runs[1][1] and simulation.cell is CELLS["lstm"]
    assert simulation.words[0] == "2nd" and simulation.place(simulation.cursor.step) == 1
    assert simulation.columns == ("h1", "h2", "h3", "h4")
    assert simulation.choice == BOTH and simulation.seat == (1, "backward")


def test_another_layer_is_another_run_to_the_views(simulation, qtbot):
    simulation.select(unit=3, pins=("h",))
    simulation.flush()
    with qtbot.waitSignal(simulation.changed, timeout=20_000) as heard:
        simulation.visit(2, "forward")
    assert Change.RUN | Change.PLAYHEAD in heard.args[0]
    assert simulation.selection.unit == 2 and not simulation.selection.pins
    with qtbot.waitSignal(simulation.changed, timeout=20_000) as heard:
        simulation.whole_step(1)
    assert heard.args == [Change.PLAYHEAD]


def test_what_was_pinned_in_another_cell_goes_with_a_file_that_opens_in_another_layer(simulation):
    simulation.open(stack(BOTH, GRU))
    simulation.select(unit=3, pins=("node:7",), hover="node:7")
    simulation.open(stack(BOTH, GRU, gain=2.0), Cursor(layer=2))
    assert simulation.cell is CELLS["gru"] and not simulation.selection.pins and simulation.selection.hover is None
    assert simulation.selection.unit == 2


def test_the_story_goes_up_through_the_layers(simulation):
    simulation.edit(stack(GRU))
    simulation.flush()
    simulation.to_start()
    seen = []
    for _ in range(4):
        seen.append((simulation.cursor.step, simulation.cursor.layer))
        simulation.next()
    assert seen == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_a_layer_that_goes_leaves_the_stage_to_the_one_below(simulation):
    simulation.visit(2, "forward")
    simulation.edit(stack())
    assert simulation.seat == (0, "forward") and simulation.choice.cell_key == "rnn"
    simulation.flush()
    assert simulation.run is simulation.runs[0][0] and simulation.cursor.layer == 0
    simulation.document.undo()
    simulation.flush()
    assert len(simulation.runs) == 3


def test_the_ghost_is_of_the_same_layer(simulation):
    simulation.visit(2, "forward")
    simulation.edit(simulation.setup.with_weights(gain=2.0))
    simulation.flush()
    assert simulation.reference is simulation.before.runs[2][0] and simulation.reference is not simulation.run
    simulation.edit(stack(BOTH))
    simulation.flush()
    assert simulation.reference is None


def test_the_layer_above_reads_what_an_own_cell_hands_on(simulation):
    text = 'name = "read-out"\nequations = """\nh = tanh(W @ x + U @ h_prev)\ny = V @ h\n"""\noutput = "y"\n'
    simulation.edit(stack(LayerChoice("", text, 3), LayerChoice("gru", hidden=2)))
    simulation.flush()
    runs = simulation.runs
    assert len(simulation.setup.layers) == 3
    np.testing.assert_array_equal(runs[2][0].experiment.inputs[:, 0], runs[1][0].value("y"))
    assert simulation.setup.columns_of(2) == ("y1", "y2", "y3")
