"""The numbers of the comparison are the run's, also where these are none; and the sentence is about them."""

import math
from dataclasses import replace

import numpy as np
import pytest

from rnnviz.model.compare.norms import Norms, norms_of, parameters, usual_back
from rnnviz.model.compare.presets import of_cell
from rnnviz.model.compare.verdict import verdict
from rnnviz.model.document.document import Document
from rnnviz.model.setup.setup import Setup

pytestmark = pytest.mark.usefixtures("qapp")
BASE = Setup(input_scale=4.0).with_silence(21)


def document(*setups: Setup) -> Document:
    return Document(setups[0], beside=setups[1:])


def norms(found: Document) -> tuple[Norms, ...]:
    return tuple(norm for row, cell in enumerate(found.simulations) for norm in norms_of(cell, row))


def test_the_lectures_picture() -> None:
    found = document(*(of_cell(BASE, key) for key in ("rnn", "gru", "lstm")))
    curves = norms(found)
    assert [(c.row, c.state, c.main) for c in curves] == [
        (0, "h", True),
        (1, "h", True),
        (2, "h", True),
        (2, "c", False),
    ]
    for curve in curves:
        run = found.simulations[curve.row].run
        assert 10 ** curve.at(9) == pytest.approx(float(np.linalg.norm(run.grad(curve.state)[9])), rel=1e-12)
    assert [parameters(cell) for cell in found.simulations] == [152, 456, 608]
    said = verdict(curves, 20)
    assert (said.key, said.high, said.low) == ("apart", curves[2], curves[0])
    assert 10**said.log10 == pytest.approx(342, abs=1)
    assert curves[0].kept(20) ** 20 == pytest.approx(10 ** (curves[0].at(9) - curves[0].at(29)))


def test_with_keep_bias_one_the_gru_is_above() -> None:
    """That the LSTM is better is only the bias it is drawn with."""
    found = document(of_cell(BASE, "gru").with_weights(keep_bias=1.0), of_cell(BASE, "lstm"))
    said = verdict(norms(found), 20)
    assert said.key == "apart" and said.high is not None and said.high.row == 0


def test_a_layer_that_reads_from_the_end_has_its_words_in_their_order() -> None:
    setup = of_cell(BASE, "rnn")
    both = setup.with_layers((replace(setup.layers[0], direction="both"),))
    found = Document(both)
    found.front.visit(0, "backward")
    curve = norms_of(found.front, 0)[0]
    assert np.array_equal(curve.values, found.front.run.norms("h")[::-1]) and curve.loss == 29


@pytest.mark.parametrize(
    ("setups", "key"),
    [
        ((of_cell(BASE, "rnn"),), "one"),
        ((of_cell(BASE, "rnn"), of_cell(BASE, "rnn")), "same"),
        ((of_cell(BASE, "rnn"), of_cell(BASE, "rnn").with_weights(gain=0.0)), "none"),
        ((of_cell(BASE, "rnn").with_weights(gain=0.0), of_cell(BASE, "rnn").with_weights(gain=0.0, seed=2)), "nothing"),
        ((of_cell(BASE, "rnn"), of_cell(BASE, "gru").with_silence(0)), "short"),
    ],
    ids=["one", "same", "none", "nothing", "short"],
)
def test_what_is_said_is_so(setups: tuple[Setup, ...], key: str) -> None:
    assert verdict(norms(document(*setups)), 20).key == key


def test_numbers_that_are_none_are_not_printed_as_some() -> None:
    curve = norms_of(document(of_cell(BASE, "rnn").with_weights(gain=0.0)).front, 0)[0]
    assert curve.kept(20) == 0.0 and curve.kind(3) == "zero"
    assert math.isnan(curve.at(-1)) and math.isnan(curve.kept(0))
    assert usual_back([29, 11]) == 11 and usual_back([0]) == 1
