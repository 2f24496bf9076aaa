"""Numbers with a power of two kept aside, norms, losses and one sweep: at zero, at one step, at the format's edges."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine import CELLS, ExperimentError, simulate
from rnnviz.engine.passes import backward
from rnnviz.engine.passes.backward import leaves_range, safe, squares_of, too_narrow
from rnnviz.engine.passes.forward import rest_of
from rnnviz.engine.passes.lognorm import LOG10_2, classify, joint_norm, log10_norm
from rnnviz.engine.passes.lossgrad import given_loss, own_loss
from rnnviz.engine.passes.paramgrad import _summed
from rnnviz.engine.passes.scaled import FAR, NOTHING, Scaled, added, exponents, is_zero, moved, no_exponent
from rnnviz.engine.passes.sweep import _add, add_into, as_matrix, readers
from tests.engine.cases import cell, experiment, loss_grad

# scaled ----------------------------------------------------------------------------------------------------------


def test_the_power_of_two_of_the_largest_magnitude() -> None:
    rows = np.array([[1.0, -8.0], [0.0, 0.0], [np.inf, 1.0], [np.nan, 1.0], [0.75, 0.0], [5e-324, 0.0]])
    assert exponents(rows, -1).tolist() == [4, NOTHING, NOTHING, NOTHING, 0, -1073]
    assert (
        exponents(rows[:2].T, 0).tolist() == [4, NOTHING] and exponents(np.zeros((3, 0)), -1).tolist() == [NOTHING] * 3
    )


def test_numbers_are_moved_by_powers_of_two_and_far_ones_vanish() -> None:
    rows = np.array([[1.0, -3.0], [1.0, 0.5]])
    assert moved(rows, np.array([2, -1])).tolist() == [[4.0, -12.0], [0.5, 0.25]]
    assert moved(rows, np.array([10 * FAR, -10 * FAR])).tolist() == [[np.inf, -np.inf], [0.0, 0.0]]
    assert moved(0 * rows, np.array([2 * FAR, NOTHING])).tolist() == [[0.0, -0.0], [0.0, 0.0]]


def test_what_stands_in_true_units_is_left_alone() -> None:
    numbers = np.arange(6.0).reshape(3, 1, 2)
    plain = Scaled(numbers, no_exponent(3, 1))
    assert is_zero(plain.exponent) and is_zero(np.zeros((3, 1), np.int64)) and not is_zero(np.array([[0], [1], [0]]))
    assert plain.plain() is numbers and no_exponent(3, 1) is no_exponent(3, 1) and not no_exponent(3, 1).flags.writeable
    later = plain.one_step_later()
    assert later.numbers[:, 0].tolist() == [[2.0, 3.0], [4.0, 5.0], [0.0, 0.0]] and later.exponent is plain.exponent
    units = Scaled(numbers, np.array([[1], [2], [-1]]))
    assert units.plain()[:, 0].tolist() == [[0.0, 2.0], [8.0, 12.0], [2.0, 2.5]]
    assert units.one_step_later().exponent.tolist() == [[2], [-1], [0]]
    assert units.log10_norms()[1, 0] == pytest.approx(np.log10(4 * np.hypot(2, 3)))


def test_sums_stand_in_the_units_of_their_largest_part() -> None:
    one = Scaled(np.array([[[1.0]], [[0.0]], [[1.0]]]), np.array([[2000], [5], [0]]))
    other = Scaled(np.array([[[1.0]], [[0.0]], [[3.0]]]), np.array([[1998], [-5], [0]]))
    total = added([one, other])
    assert total.exponent.tolist() == [[2001], [0], [2]]
    assert total.numbers.ravel().tolist() == [0.625, 0.0, 1.0]
    same = added([one, Scaled(other.numbers, one.exponent), one])
    assert same.exponent is one.exponent and same.numbers.ravel().tolist() == [3.0, 0.0, 5.0]
    assert added([one]).numbers is one.numbers


# norms -----------------------------------------------------------------------------------------------------------


def test_norms_far_outside_the_format() -> None:
    rows = np.array([[1e-200] * 4, [1e200, 0, 0, 0], [0.0] * 4, [np.inf, 1, 0, 0], [np.nan, 1, 0, 0], [3.0, 4.0, 0, 0]])
    found = log10_norm(rows)
    np.testing.assert_allclose(found[[0, 1, 5]], [np.log10(2e-200), 200.0, np.log10(5.0)], rtol=1e-14)
    assert np.isneginf(found[2]) and np.isposinf(found[3]) and np.isnan(found[4])
    shifted = log10_norm(rows[5:], np.array([10_000]))
    assert shifted[0] == pytest.approx(np.log10(5) + 10_000 * LOG10_2, rel=1e-14) and np.log10(2.0) == LOG10_2
    assert np.isneginf(log10_norm(rows[2:3], 7)).all() and np.isneginf(log10_norm(np.zeros((2, 0)))).all()
    single = log10_norm(np.float32([[1e-30, 0]]))
    assert single.dtype == np.float64 and single[0] == pytest.approx(np.log10(np.float64(np.float32(1e-30))), rel=1e-14)


def test_norms_of_parts_put_together() -> None:
    parts = np.array([[-500.0, 3.0, -np.inf, np.nan, np.inf], [-500.0, -np.inf, -np.inf, 0.0, 0.0]])
    found = joint_norm(parts, 0)
    np.testing.assert_allclose(found[:2], [-500 + np.log10(2) / 2, 3.0])
    assert (
        np.isneginf(found[2]) and np.isnan(found[3]) and np.isposinf(found[4]) and joint_norm(parts.T, 1).shape == (5,)
    )


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_norms_have_typed_states(dtype: type) -> None:
    low, high = (np.log10(float(n)) for n in (np.finfo(dtype).tiny, np.finfo(dtype).max))
    logs = np.array([0.0, low, low - 1e-9, high, high + 1e-9, -np.inf, -np.inf, np.nan, np.inf])
    flat = np.array([True, True, False, False, False, False, True, True, False])
    wanted = ["finite", "finite", "underflow", "finite", "overflow", "zero", "saturated", "nan", "overflow"]
    assert classify(logs, flat, False, np.dtype(dtype)).tolist() == wanted
    wanted[7] = "overflow"
    assert classify(logs, flat, True, np.dtype(dtype)).tolist() == wanted


# losses ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("batch", [None, 2])
def test_the_loss_an_experiment_has_and_one_that_is_given(batch: int | None) -> None:
    exp = experiment(CELLS["rnn"], hidden=4, steps=3, batch=batch)
    shape = (3, batch or 1, 4)
    last, every = own_loss(exp, shape), own_loss(exp.with_loss("every"), shape)
    assert not last[:-1].any() and (last[-1] == 0.5).all() and (every == 0.5).all() and every.shape == shape
    given = loss_grad(exp)
    np.testing.assert_array_equal(given_loss(exp, shape, given), given.reshape(shape))
    for wrong in (given[:2], given[..., :3], given[None]):
        with pytest.raises(ExperimentError) as caught:
            given_loss(exp, shape, wrong)
        assert caught.value.why.key == "loss.shape" and caught.value.why.values["wanted"] == given.shape
    with pytest.raises(ExperimentError) as caught:
        given_loss(exp, shape, [["a"]])
    assert caught.value.why.key == "loss.numbers"


# how narrow a format is ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_a_number_whose_square_leaves_the_format_is_looked_at_again(dtype: type) -> None:
    limit = safe(np.dtype(dtype))
    assert limit == 1 / float(np.finfo(dtype).tiny)
    edge = dtype(np.sqrt(limit))
    values = np.array([1.0, edge * 0.99, edge * 1.01, 1 / edge * 1.01, 1 / edge * 0.99, 0.0, np.nan, np.inf], dtype)
    with np.errstate(all="ignore"):
        found = leaves_range(values[:, None, None])
    assert found[:, 0].tolist() == [False, False, True, False, True, True, True, True]
    two = np.arange(12.0).reshape(2, 3, 2)
    np.testing.assert_array_equal(squares_of(two), (two**2).sum(-1))
    np.testing.assert_array_equal(squares_of(two[:, :1]), (two[:, :1] ** 2).sum(-1))


def test_zeros_matter_only_before_some_loss() -> None:
    loss = np.zeros((4, 2, 1))
    loss[1, 0] = loss[3, 1] = 1.0
    squares = np.ones((4, 2))
    assert not too_narrow(squares, np.dtype(float), loss, slice(0, 4))
    for t, b, narrow in ((0, 0, True), (1, 0, True), (2, 0, False), (3, 0, False), (3, 1, True), (0, 1, True)):
        bad = squares.copy()
        bad[t, b] = 0.0
        assert too_narrow(bad, np.dtype(float), loss, slice(0, 4)) == narrow
        assert too_narrow(bad[t:], np.dtype(float), loss, slice(t, 4)) == narrow
    for value in (1e-308, 1 / safe(np.dtype(float)), safe(np.dtype(float)), np.inf):
        assert too_narrow(np.full((4, 2), value), np.dtype(float), loss, slice(0, 4))
    assert backward._before_some_loss(loss).tolist() == [[True, True], [True, True], [False, True], [False, True]]


# sweeps ----------------------------------------------------------------------------------------------------------


def test_a_row_stands_for_a_diagonal() -> None:
    row = np.array([[[1.0, 2.0]]])
    assert as_matrix(row).tolist() == [[[1.0, 0.0], [0.0, 2.0]]]
    total = np.ones((1, 2, 2))
    add_into(total, row)
    assert total.tolist() == [[[2.0, 1.0], [1.0, 3.0]]]
    add_into(total, np.full((1, 2, 2), 0.5))
    assert total.tolist() == [[[2.5, 1.5], [1.5, 3.5]]]
    full = np.ones((1, 2, 2))
    assert _add([row, None, full], True).tolist() == [[[2.0, 1.0], [1.0, 3.0]]]
    assert _add([row, row], True).tolist() == [[[2.0, 4.0]]] and _add([None, None], True) is None
    assert _add([full, full], False).tolist() == (2 * full).tolist()


def test_who_reads_a_line() -> None:
    typed = cell("a = W @ x\nb_1 = a * a + h_prev\nh = tanh(a) + b_1")
    assert [typed.nodes[i].line for i in readers(typed, "a")] == ["b_1", "b_1", "h"]
    assert len(readers(typed, "b_1")) == 1 and readers(typed, "h") == ()


def test_one_minus_a_sigmoid_is_found_wherever_it_stands() -> None:
    typed = cell("z = sigmoid(W @ x)\na = 1 - z\nb_1 = 1 - sigmoid(U @ h_prev)\nc_1 = 2 - z\nd_1 = z - 1\ne = 1 + z\n"
                 "f = 1 - a\nh = tanh(a + b_1 + c_1 + d_1 + e + f)")  # fmt: skip
    found = {line: rest_of(typed, typed.nodes[typed.by_name[line].root], ()) for line in typed.by_name}
    assert [line for line, node in found.items() if node is not None] == ["a", "b_1"]
    assert found["a"] is typed.nodes[typed.by_name["z"].root]
    assert rest_of(typed, typed.nodes[typed.by_name["a"].root], {"z"}) is None


@pytest.mark.parametrize("by_step", [False, True])
@pytest.mark.parametrize("power", [0, 3])
def test_outer_products_are_summed_in_their_own_units(by_step: bool, power: int) -> None:
    rng = np.random.default_rng(0)
    g, operand = rng.normal(size=(4, 2, 3)), rng.normal(size=(4, 2, 2))
    exponent = power * np.array([[0, 1], [1, 1], [-2, 0], [5, 5]])
    wanted = np.einsum("tbi,tbj->tij", g * 2.0 ** exponent[..., None], operand)
    np.testing.assert_allclose(_summed(g, operand, exponent, by_step), wanted if by_step else wanted.sum(0), rtol=1e-13)


# a whole run -----------------------------------------------------------------------------------------------------


def test_where_nothing_flows_all_is_zero_and_typed() -> None:
    exp = experiment(CELLS["lstm"], hidden=3, steps=4)
    none = simulate(exp, 0 * loss_grad(exp))
    assert none.loss == 0.0 and not none.grad("h").any() and set(none.norm_states("c").tolist()) == {"zero"}
    assert (
        np.isneginf(none.norms()).all() and not none.fed.any() and not any(g.any() for g in none.param_grads.values())
    )
    held = simulate(exp.hold("o", 0.0))
    assert not held.grad("c").any() and set(held.norm_states("c").tolist()) == {"zero"}


def test_a_gradient_through_one_reader_is_a_part_of_the_whole() -> None:
    exp = experiment(CELLS["lstm"], hidden=3, steps=4)
    run = simulate(exp, loss_grad(exp))
    readers_of = ["f", "i", "g", "o", "loss"]
    np.testing.assert_allclose(sum(run.grad("h", into=name) for name in readers_of), run.grad("h"), rtol=1e-10)
    np.testing.assert_array_equal(run.grad("h", into="loss"), loss_grad(exp))
    assert not run.grad("c", into="loss").any() and run.grad("c", into="loss").shape == (4, 3)
    assert not run.grad("h", into="f")[-1].any()  # nothing is read after the last step
    for name, into in (("h", "c"), ("c", "h"), ("x", "h"), ("h_prev", "c")):
        with pytest.raises(ExperimentError) as caught:
            run.grad(name, into=into)
        assert (caught.value.why.key, caught.value.why.values) == ("reader.unknown", {"into": into, "name": name})
    np.testing.assert_allclose(sum(run.grad("x", into=name) for name in "figo"), run.grad("x"), rtol=1e-10)
    with pytest.raises(ExperimentError) as caught:
        run.param_grads_by_step("W_q")
    assert caught.value.why.key == "parameter.none"
