"""Where the gradient comes in, for every wiring."""

import pytest

from rnnviz.model.chain.loss_entry import feeding
from rnnviz.model.setup.answer import Loss
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.setup import Setup

GRU = LayerChoice("gru", hidden=3)


@pytest.mark.parametrize(
    "setup, expected",
    [
        (Setup.of("lstm", hidden=3), [["last"]]),
        (Setup.of("lstm", hidden=3, loss=Loss(at="every")), [["every"]]),
        (Setup.of("lstm", hidden=3, loss=Loss(at=(4,))), [["one"]]),
        (Setup.of("lstm", hidden=3, loss=Loss(at=(2, 8))), [["several"]]),
        (Setup.of("lstm", hidden=3, loss=Loss(at=(0,))), [["first"]]),
        (Setup((LayerChoice("rnn", hidden=3), GRU)), [["above"], ["last"]]),
        (Setup((LayerChoice("rnn", hidden=3, direction="both"),)), [["last", "first"]]),
        (Setup((LayerChoice("rnn", hidden=3, direction="backward"),), loss=Loss(at="every")), [["every"]]),
        (
            Setup((LayerChoice("rnn", hidden=3), LayerChoice("rnn", hidden=2, direction="both"))),
            [["above"], ["last", "first"]],
        ),
    ],
)
def test_where_the_gradient_comes_in(setup, expected):
    runs = runs_of(setup)
    assert [[feeding(run, k == len(runs) - 1) for run in layer] for k, layer in enumerate(runs)] == expected
