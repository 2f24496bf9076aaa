"""Any line of a cell may be read out: what stays, what goes, and what is computed of it."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine import CELLS, ExperimentError
from rnnviz.io.document import decode, encode
from rnnviz.io.formats.saved import Saved
from rnnviz.model.draft.handing_on import with_line_read
from rnnviz.model.setup.answer import Readout
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.runs import network_run_of
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor


@pytest.mark.parametrize("line", ["c", "f", "kept"])
def test_the_read_out_reads_the_line_and_all_weights_of_the_cell_stay(line: str) -> None:
    setup = Setup.of("lstm", 4, readout=Readout("softmax", ("yes", "no")), holds=(Hold("f", 0.5),))
    setup = setup.with_array("0.U_f", np.eye(4)).with_array("V", np.ones((2, 4)))
    changed = with_line_read(setup, line)
    run = network_run_of(changed)
    own, read = run.layers[0][0], changed.layers[0].cell
    assert read.output == line and changed.holds == setup.holds
    assert list(changed.weights.given) == ["0.U_f"]  # V was given for another line
    logits = own.value(line) @ run.network.params["V"].T + run.network.params["d"]
    np.testing.assert_allclose(run.logits, logits, atol=1e-15)
    np.testing.assert_array_equal(own.value("h"), network_run_of(setup).layers[0][0].value("h"))
    back = with_line_read(changed, "h")
    assert back.layers == setup.layers and back.cell is CELLS["lstm"]


def test_the_layer_above_reads_the_line_of_an_own_cell() -> None:
    text = CELLS["gru"].text.replace('note   = "z', 'note = "mine, z', 1)
    setup = Setup((LayerChoice("own", text, 3), LayerChoice("rnn", hidden=2)))
    setup = setup.with_weights(given=Arrays({"1.W": np.ones((2, 3)), "1.U": np.eye(2)}))
    changed = with_line_read(setup, "z", 0)
    run = network_run_of(changed)
    np.testing.assert_array_equal(run.layers[1][0].value("x"), run.layers[0][0].value("z"))
    assert list(changed.weights.given) == ["1.U"] and changed.columns_of(1) == ("z1", "z2", "z3")
    assert decode(encode(Saved(changed, Cursor(0))), "mine").setup == changed


def test_a_line_that_is_not_there() -> None:
    with pytest.raises(ExperimentError, match="has no line hh: did you mean"):
        with_line_read(Setup.of("lstm"), "hh")
