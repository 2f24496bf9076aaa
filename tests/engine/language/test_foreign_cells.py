"""Cells of other people's papers, as text: what is valid mathematics runs, is checked and can be drawn; the rest is
refused with a sentence."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine import Cell, CellError, Experiment, simulate
from rnnviz.engine.check import gradient_check
from rnnviz.engine.notation.formula import tokens
from rnnviz.model.picture import picture
from rnnviz.model.picture.check import check
from tests.engine.cases import FOREIGN, FOREIGN_REFUSED, FOREIGN_VALID


def experiment(name: str, steps: int = 5, width: int = 3) -> Experiment:
    rng = np.random.default_rng(3)
    exp = Experiment.build(Cell.from_text(FOREIGN[name], name), 3, rng.normal(size=(steps, width)), seed=2)
    return exp.with_params({param: value + 0.1 * rng.normal(size=value.shape) for param, value in exp.params.items()})


def test_there_are_as_many_as_were_collected() -> None:
    assert len(FOREIGN) == 47


@pytest.mark.parametrize("name", FOREIGN_VALID)
def test_it_runs_and_passes_the_check(name: str) -> None:
    exp = experiment(name)
    assert np.isfinite(simulate(exp).value(exp.cell.output)).all()
    for loss in ("last", "every"):
        result = gradient_check(exp.with_loss(loss))
        assert result.accepted, result


@pytest.mark.parametrize("name", FOREIGN_VALID)
def test_it_is_drawn_and_printed(name: str) -> None:
    cell = Cell.from_text(FOREIGN[name], name)
    assert check(picture(cell)) == []
    assert all(tokens(line.expr) for line in cell.lines)


@pytest.mark.parametrize("name", FOREIGN_REFUSED)
def test_what_is_no_cell_is_refused(name: str) -> None:
    with pytest.raises(CellError, match=FOREIGN_REFUSED[name]):
        Cell.from_text(FOREIGN[name], name)


def test_a_transpose_under_another_name_is_mended_to_the_antisymmetric_network() -> None:
    """dh/dh_prev - 1 is antisymmetric but for the damping, where tanh is steep: all of its eigenvalues have one real
    part."""
    cell = Cell.from_text(FOREIGN["antisym"].replace("U_T", "U.T"))
    run = simulate(Experiment.build(cell, 4, np.zeros((3, 2)), seed=1))
    slope = (run.jacobian("h", 1) - np.eye(4)) / 0.1
    assert slope + slope.T == pytest.approx(-0.2 * np.eye(4)) and np.abs(slope - slope.T).max() > 0.1


@pytest.mark.parametrize(("one", "other"), [("slstm_ratio", "slstm_printed"), ("minlstm", "minlstm_printed")])
def test_two_ways_to_write_one_cell_agree(one: str, other: str) -> None:
    """Without a quotient a normaliser had to be told by its logarithm."""
    mine = experiment(one, 12)
    theirs = Experiment.build(Cell.from_text(FOREIGN[other]), 3, mine.inputs[:, 0], seed=2).with_params(mine.params)
    assert simulate(mine).value("h") == pytest.approx(simulate(theirs).value("h"), rel=1e-12, abs=1e-14)
    for name, grad in simulate(mine).param_grads.items():
        assert grad == pytest.approx(simulate(theirs).param_grads[name], rel=1e-9, abs=1e-14)


def test_x_as_it_is_is_x_weighted_with_the_identity() -> None:
    printed, weighted = experiment("mut1"), experiment("mut1_w")
    weighted = weighted.with_params({**printed.params, "W": np.eye(3)})
    assert simulate(printed).value("h") == pytest.approx(simulate(weighted).value("h"), rel=1e-14)


def test_gates_spelt_out_are_gates() -> None:
    assert Cell.from_text(FOREIGN["logistic_lstm"]).gates == ("f", "i", "o")
