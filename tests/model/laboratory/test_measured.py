"""The figures that the specification of the laboratory measured, found again with its own setup."""

import numpy as np
import pytest

from rnnviz.engine import Clip
from rnnviz.engine.laboratory.compared import clipped, compared
from rnnviz.engine.laboratory.contributions import contributions
from rnnviz.engine.laboratory.flat import histogram, slopes_left
from rnnviz.engine.laboratory.probe import Perturbation, probe
from rnnviz.engine.laboratory.spectra import spectra
from rnnviz.model.document.document import Document
from rnnviz.model.laboratory.path_figures import path_figures
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.runs import network_run_of
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.worker.figures import scissored_of, spectra_of
from rnnviz.model.worker.packing import content

TAIPEI = 5


def taipei(key: str, scale: float):
    setup = Setup.of(key, input_scale=scale, silent=3)
    return network_run_of(setup.with_weights(keep_bias=1.0))


@pytest.fixture(scope="module")
def lstm():
    return taipei("lstm", 4.0)


@pytest.fixture(scope="module")
def flat():
    return taipei("lstm", 12.0)


def test_paths(lstm):
    shares = {name: 100 * share for name, share in lstm.layers[0][0].paths("c").shares().items()}
    assert [round(shares[n][TAIPEI], 1) for n in ("c_prev", "g", "f", "i", "o")] == [56.8, 42.6, 2.0, -0.0, -1.4]
    assert [round(shares[n][0]) for n in ("c_prev", "g")] == [29, 74]
    gru = {name: 100 * share[TAIPEI] for name, share in taipei("gru", 4.0).layers[0][0].paths("h").shares().items()}
    assert [round(gru[n]) for n in ("h_prev", "past", "r", "z")] == [60, 38, 0, 2]


def test_weights(lstm):
    run = lstm.layers[0][0]
    found = contributions(run, "U_f")
    assert round(100 * found.shares()[TAIPEI]) == 39
    cut = compared({"U_f": found.total}, {"U_f": found.last(6)})
    assert (round(100 * cut.left), round(cut.turned)) == (49, 40)
    assert [round(1e3 * array[0, 3], 2) for array in (found.total, found.last(6))] == [-5.27, 2.35]
    whole = {name: contributions(run, name).total for name in run.cell.params}
    kept = {name: contributions(run, name).last(6) for name in run.cell.params}
    assert [round(n, 2) for n in (compared(whole, kept).before, compared(whole, kept).after)] == [1.09, 0.89]
    assert clipped(kept, Clip("norm", 0.5)).after == pytest.approx(0.5)
    assert clipped(kept, Clip("norm", 0.5)).turned == pytest.approx(0.0, abs=1e-4)


def test_saturation(flat):
    run = flat.layers[0][0]
    rows = {row.line: row for row in slopes_left(run)}
    assert [round(100 * rows[n].mean) for n in ("f", "i", "g", "o", "shown")] == [52, 58, 40, 55, 82]
    assert round(100 * rows["g"].means[1]) == 6
    found = histogram(run, "f")
    assert (found.shut, found.open, int(found.counts.sum())) == (0, 17, 96)


def test_probe(flat):
    column = int(np.flatnonzero(flat.network.inputs[TAIPEI, 0])[0])
    found = probe(flat, Perturbation("input", (TAIPEI, column)), 4.0, 0, "h")
    assert [round(x, 5) for x in (found.moved, found.slope, found.gradient)] == [-0.00435, -0.00451, -0.00451]


def test_a_layer_of_a_network_is_one_sequence_too() -> None:
    """Its gradients were made beside those of a batch."""
    both = (LayerChoice("lstm"), LayerChoice("gru"))
    for words in ("1", "1 2 3"):
        front = Document(Setup(both, sequence=parse_sequence(words))).front
        figures = path_figures(front.run, "c" if "c" in front.run.cell.states else "h")
        assert figures.whole.shape == figures.alone.shape == figures.own.share.shape == (len(words.split()),)


def test_a_layer_is_made_again_under_the_loss_that_comes_from_above() -> None:
    """Beside the window, where it was once made under a loss of its own."""
    front = Document(Setup((LayerChoice("rnn", hidden=3), LayerChoice("gru", hidden=2)))).front
    run = front.runs[0][0]
    packed = content(run)
    np.testing.assert_array_equal(spectra_of(packed, None).factor, spectra(run).factor)
    whole, kept = scissored_of(packed, 4)
    np.testing.assert_array_equal(whole["U"].total, run.param_grads["U"])
    assert kept["U"].norms()[0] == 0 < whole["U"].norms()[1]
