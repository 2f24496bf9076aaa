"""The engine in a notebook: short to look at, easy to copy and send, and helpful about slips."""

import copy
import pickle
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from rnnviz import engine
from rnnviz.engine import CELLS, Cell, CellError, Experiment, ExperimentError, Layer, Network, run_network, simulate
from rnnviz.engine.language.library import UnknownCell
from tests.engine.cases import cell, experiment

X = np.random.default_rng(0).normal(size=(6, 2))


def network(batch: bool = False) -> Network:
    x = np.stack([X, -X], axis=1) if batch else X
    layers = [Layer("gru", 3, "both"), Layer(CELLS["lstm"], 2)]
    return Network.build(layers, x, output=2, readout="softmax").hold("0.backward.z", 1.0, [1, 2])


# what is shown -----------------------------------------------------------------------------------------------


RNN, LSTM, GRU = (CELLS[key].name for key in ("rnn", "lstm", "gru"))
SIZES = "hidden=5, input=3, steps=7"
LAYERS = f"{GRU} 3 both > {LSTM} 2 forward > softmax 2, input=2, steps=6"


@pytest.mark.parametrize(
    ("thing", "says"),
    [
        (CELLS["rnn"], f"Cell({RNN}: a h)"),
        (experiment(CELLS["lstm"]), f"Experiment({LSTM}, {SIZES}, float64)"),
        (simulate(experiment(CELLS["rnn"], batch=2, dtype="float32")), f"Run({RNN}, {SIZES}, batch=2, float32)"),
        (experiment(CELLS["gru"]).hold("z", 1.0), f"Experiment({GRU}, {SIZES}, float64, held z)"),
        (Layer("lstm", 8), f"Layer({LSTM}, 8, 'forward')"),
        (Layer("lstm", 8, "both", "sum"), f"Layer({LSTM}, 8, 'both', 'sum')"),
        (network(), f"Network({LAYERS}, float64)"),
        (run_network(network(True)), f"NetworkRun({LAYERS}, batch=2, float64)"),
    ],
)
def test_a_thing_shows_itself_in_a_line(thing, says):
    assert repr(thing) == says


@pytest.mark.parametrize("key", CELLS)
def test_the_page_of_a_run_is_well_formed_and_has_every_line_with_its_curves(key):
    run = simulate(experiment(CELLS[key]))
    for thing in (run, run.experiment, run.cell):
        tree = ET.fromstring(thing._repr_html_())
        text = "".join(tree.itertext())
        assert all(line.says.strip() in text for line in run.cell.lines) and run.cell.name in text
        assert all(stage.name in text for stage in run.cell.stages if stage.lines != (stage.name,))
    drawn = ET.fromstring(run._repr_html_()).findall(".//svg")
    assert len(drawn) == 2 * len(run.cell.lines)
    for line, svg in zip(run.cell.lines, drawn[::2], strict=True):
        assert len(svg.findall("path")) == run.value(line.name).shape[1]


def test_a_curve_is_as_high_as_its_values():
    run = simulate(experiment(cell("h = W @ x"), hidden=1, width=1, steps=3).with_params({"W": [[1.0]]}))
    (svg,) = (s for s in ET.fromstring(run._repr_html_()).findall(".//svg")[:1])
    path = svg.find("path").get("d")
    ys = [float(y) for y in re.findall(r"[ML]\d+ ([\d.]+)", path)]
    values = run.value("h")[:, 0]
    assert list(np.argsort(ys)) == list(np.argsort(-values))


def test_names_of_a_file_are_text_not_markup():
    typed = cell("h = tanh(W @ x)  # <b>bold</b> & more", tail="[names]\nh = '<i>'", head="source = '<script>'")
    html = typed._repr_html_()
    assert "<script>" not in html and "&lt;b&gt;bold" in html
    ET.fromstring(html)


@pytest.mark.parametrize("value", [1e308, -1e308, np.inf, np.nan, 5e-324])
def test_odd_numbers_take_no_page_down(value):
    exp = Experiment.build("rnn_linear", 2, np.ones((5, 1)))
    run = simulate(exp.with_params({"U": [[value, 0.0], [0.0, 1.0]]}))
    ET.fromstring(run._repr_html_())


# copies ------------------------------------------------------------------------------------------------------


def same(one, other):
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other) and not other.flags.writeable
    return one == other


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy])
def test_a_copy_of_what_never_changes_is_itself(again):
    things = [CELLS["lstm"], experiment(CELLS["gru"]), network(), simulate(experiment(CELLS["rnn"])), Layer("rnn", 2)]
    for thing in [*things, run_network(network())]:
        assert again(thing) is thing or again(thing) == thing


@pytest.mark.parametrize("batch", [None, 2])
@pytest.mark.parametrize("key", CELLS)
def test_experiments_and_runs_can_be_sent(key, batch):
    exp = experiment(CELLS[key], batch=batch)
    dh = None if batch else 0.5 * simulate(exp).value(exp.cell.output)
    run = simulate(exp.hold(exp.cell.lines[0].name, 0.5, 2), loss_grad=dh)
    sent = pickle.loads(pickle.dumps(run))
    assert repr(sent) == repr(run) and sent.loss == run.loss
    for name in run.cell.by_name:
        assert same(run.value(name), sent.value(name)) and same(run.grad(name), sent.grad(name))
    for name, value in run.experiment.params.items():
        assert same(value, sent.experiment.params[name])
    with pytest.raises(TypeError):
        sent.experiment.params["W"] = 0
    assert len(pickle.dumps(run)) < 60_000


def test_a_cell_that_was_sent_is_the_same_cell():
    for of in (*CELLS.values(), Cell.build("h = tanh(W @ x)", name="mine")):
        sent = pickle.loads(pickle.dumps(of))
        assert (sent.lines, sent.nodes, sent.stages, sent.keep) == (of.lines, of.nodes, of.stages, of.keep)
        assert dict(sent.says) == dict(of.says) and dict(sent.wires) == dict(of.wires) and sent.gates == of.gates


def test_networks_and_their_runs_can_be_sent():
    run = run_network(network(True))
    sent = pickle.loads(pickle.dumps(run))
    assert sent.loss == run.loss and repr(sent) == repr(run)
    assert all(same(value, sent.param_grads[name]) for name, value in run.param_grads.items())


# slips -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slip", "kind", "words"),
    [
        (lambda: CELLS["lsmt"], KeyError, "no cell called lsmt: did you mean lstm?"),
        (lambda: Experiment.build("lsmt", 2, X), UnknownCell, "did you mean lstm?"),
        (lambda: Experiment.build("h = tanh(W @ x)", 2, X), ExperimentError, "not a cell; write Cell.build("),
        (lambda: Experiment.build(CELLS, 2, X), ExperimentError, "a cell is wanted, such as CELLS"),
        (lambda: Layer(3, 2), ExperimentError, "a cell is wanted, such as CELLS"),
        (lambda: Network.build(["lstm"], X), ExperimentError, "a layer is wanted, such as Layer"),
        (lambda: Experiment.build("rnn", 2, X, dtype="float16"), ExperimentError, "dtype must be float64 or float32"),
        (lambda: Experiment.build("rnn", 2, X, dtype="real"), ExperimentError, "dtype must be float64 or float32"),
        (lambda: Experiment.build("rnn", 2, X).hold("h", 0.0, 6), ExperimentError, "steps must be one from 0 to 5"),
        (lambda: Experiment.build("rnn", 2, X).hold("h", 0.0, -1), ExperimentError, "steps must be one from 0 to 5"),
        (lambda: Experiment.build("rnn", 2, X).hold("h", 0.0, "all"), ExperimentError, "steps must be one from 0 to 5"),
        (lambda: Experiment.build("rnn", 2, X).hold("h", 0.0, 2.0), ExperimentError, "steps must be one from 0 to 5"),
        (lambda: Cell.build("h = tnah(W @ x)"), CellError, "did you mean tanh?"),
        (lambda: simulate(Experiment.build("rnn", 2, X)).value("q"), ExperimentError, "is not a line"),
    ],
)  # fmt: skip
def test_a_slip_is_answered_with_what_to_write(slip, kind, words):
    with pytest.raises(kind) as caught:
        slip()
    assert words in str(caught.value)


def test_a_mapping_still_behaves_like_one():
    assert CELLS.get("lsmt") is None and "lsmt" not in CELLS and "lstm" in CELLS


def test_steps_may_be_one_several_or_a_mask():
    exp = Experiment.build("rnn", 2, X)
    mask = np.array([0, 1, 0, 0, 1, 0], bool)
    for steps, wanted in ((3, [3]), (np.int64(3), [3]), ([1, 4], [1, 4]), (mask, [1, 4]), (slice(4, None), [4, 5])):
        assert np.flatnonzero(exp.hold("h", 0.5, steps=steps).held["h"].mask).tolist() == wanted
    assert np.flatnonzero(exp.hold("h", [[0.5, 1.0], [0.0, 2.0]], [4, 1]).held["h"].values[1] == [0.0, 2.0]).size == 2


@pytest.mark.parametrize("dtype", [np.float32, "float32", np.dtype("f4"), "f4"])
def test_a_number_format_may_be_numpys_own(dtype):
    assert Experiment.build("rnn", 2, X, dtype=dtype).dtype == np.float32
    assert Network.build(Layer("rnn", 2), X, dtype=dtype).inputs.dtype == np.float32


def test_everything_that_is_promised_is_there():
    assert set(engine.__all__) <= set(dir(engine)) and sorted(engine.__all__) == sorted(set(engine.__all__))
    for name in engine.__all__:
        assert getattr(engine, name).__doc__ or name in ("TASKS",), name
    with pytest.raises(AttributeError, match="no attribute nothing"):
        _ = engine.nothing
    task = engine.build_task("sine", train=4, heldout=2)
    progress = next(engine.train(engine.network_for(task, Layer("rnn", 2)), task, engine.Recipe(rule=engine.Adam())))
    assert progress.step == 1 and engine.evaluate(progress.network, task, task.test).loss > 0
