"""The recurrent matrix in two numbers, and what the simulation remembers of the setup before an edit."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication

from rnnviz.engine import CELLS
from rnnviz.model.chain.recurrence import main_matrix, recurrence
from rnnviz.model.document.document import Document
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.weights import Weights


@pytest.mark.parametrize(("key", "matrix"), [("rnn", "U"), ("lstm", "U_g"), ("gru", "U_n"), ("gru_reset_after", "U_n")])
def test_the_candidates_matrix_stands_for_the_cell(key: str, matrix: str) -> None:
    assert main_matrix(CELLS[key]) == matrix


def test_radius_and_norm_are_those_of_the_matrix() -> None:
    run = runs_of(Setup.of("rnn", weights=Weights(gain=1.5)))[0][0]
    found, weights = recurrence(run), run.experiment.params["U"]
    assert found is not None and found.radius <= found.norm
    assert found.radius == pytest.approx(np.abs(np.linalg.eigvals(weights)).max())
    assert found.norm == pytest.approx(np.linalg.svd(weights)[1][0])


def test_the_setup_before_goes_with_the_reference(qapp: QCoreApplication) -> None:
    simulation = Document(Setup.of("rnn")).front
    first = simulation.setup
    simulation.edit(first.with_weights(gain=2.0))
    simulation.flush()
    assert simulation.before.setup == first and simulation.reference is not None
    simulation.document.undo()
    simulation.flush()
    assert simulation.before is not None and simulation.before.setup.weights.gain == 2.0
    simulation.edit(simulation.setup.with_cell("gru"))
    simulation.flush()
    assert simulation.before is None and simulation.reference is None
