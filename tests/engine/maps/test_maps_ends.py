"""Which way a map is worked out, and its pieces at their edges: groups, spans, powers kept aside."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine import CELLS, simulate
from rnnviz.engine.maps import flow as flows
from rnnviz.engine.maps import grouped, jacobian, spans
from rnnviz.engine.maps.bound import factors
from rnnviz.engine.maps.flow import norms, of_identity
from rnnviz.engine.maps.grouped import GROUP, grouped_squares, rescale
from rnnviz.engine.maps.jacobian import JacobianBlock, eigenvalues_of, stacked, units
from rnnviz.engine.maps.spans import LEAF, Spans, _dot, _scaled
from tests.engine.cases import cell, experiment


@pytest.mark.parametrize(
    ("key", "name", "at", "in_groups"),
    [
        ("lstm", "h", range(6), True), ("lstm", "h", range(2, 5), True), ("lstm", "h", (1, 2), True),
        ("lstm", "h", (0, 2, 3), False), ("lstm", "h", (3,), False), ("lstm", "h", (0, 1, 2, 4), False),
        ("rnn", "h", range(6), False), ("gru", "h", range(6), False), ("lstm", None, range(6), False),
        ("lstm", "f", range(6), True),
    ],
)  # fmt: skip
def test_steps_without_a_gap_are_worked_out_in_groups_where_more_travels(
    key: str, name: str | None, at, in_groups: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = simulate(experiment(CELLS[key], 3, 2, 6))
    wanted = run.flow(name, "spectral", at=list(at))  # never in groups
    seen = []
    monkeypatch.setattr(flows, "grouped_squares", lambda *given: (seen.append(1), grouped_squares(*given))[1])
    found = run.flow(name, at=list(at))
    assert bool(seen) == in_groups
    reached = np.tri(len(found), k=-1, dtype=bool)
    assert (found[reached] >= wanted[reached] - 1e-12).all() and np.isneginf(
        found[~np.tri(len(found), dtype=bool)]
    ).all()


def test_a_block_holds_as_many_steps_as_there_is_memory_for(monkeypatch: pytest.MonkeyPatch) -> None:
    run = simulate(experiment(CELLS["lstm"], 3, 2, 9))
    whole = run.flow("h")
    numbers = 6 * 3 * len(run.cell.lines)
    for steps, chunk in ((1, 1), (1, numbers), (2, 2 * numbers), (2, 3 * numbers - 1), (9, 9 * numbers)):
        monkeypatch.setattr(jacobian, "CHUNK", chunk)
        made = simulate(run.experiment)
        assert made._jacobians("h", 0).at_once == steps
        np.testing.assert_allclose(made.flow("h"), whole, rtol=1e-10)
        parts = [rows for rows, _ in made._jacobians("h", 0).blocks(2, 8)]
        assert [t for rows in reversed(parts) for t in range(rows.start, rows.stop)] == list(range(2, 9))
        assert all(rows.stop - rows.start <= steps for rows in parts)


@pytest.mark.parametrize("steps", [2, GROUP - 1, GROUP, GROUP + 1, 2 * GROUP, 2 * GROUP + 3])
@pytest.mark.parametrize(("width", "upon"), [(3, False), (3, True)])
@pytest.mark.parametrize("tile", [1, 200_000])
def test_squares_of_products_of_random_steps(
    steps: int, width: int, upon: bool, tile: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Against products made one by one."""
    monkeypatch.setattr(grouped, "TILE", tile)
    rng, size = np.random.default_rng(steps), 2
    step, of_line = rng.normal(size=(steps, width, width)), rng.normal(size=(steps, size, width))
    span = slice(1, 3)
    read = rng.normal(size=(steps, width, size)) if upon else None
    squares, powers = grouped_squares(JacobianBlock(step, of_line, read), span, size)
    assert squares.shape == (steps, steps)
    for k in range(steps):
        for t in range(steps):
            if t <= k:
                assert squares[k, t] == 1.0 and powers[k, t] == 0
                continue
            product = of_line[t]
            for s in range(t - 1, k, -1):
                product = product @ step[s]
            product = product @ read[k] if read is not None else product[:, span]
            assert squares[k, t] * 4.0 ** powers[k, t] == pytest.approx((product**2).sum(), rel=1e-9)


def test_blocks_far_from_one_are_brought_near_it() -> None:
    sizes = [1.0, 1e30, 1.1e30, 1e-30, 0.9e-30, 0.0, np.inf, np.nan, -1e40]
    panel = np.array(sizes)[:, None, None] * np.ones((9, 1, 2))
    exponent = np.arange(9)
    kept = panel.copy()
    rescale(panel, exponent)
    far = [False, False, True, False, True, False, False, False, True]
    assert (exponent != np.arange(9)).tolist() == far
    with np.errstate(all="ignore"):
        np.testing.assert_array_equal(np.ldexp(panel, (exponent - np.arange(9))[:, None, None]), kept)
    assert all(0.5 <= abs(panel[i, 0, 0]) < 1 for i in range(9) if far[i])


@pytest.mark.parametrize("power", [-200, -19.9, -20.1, 19.9, 20.1, 150, 300])
@pytest.mark.parametrize("at", [[0, 5], [0, 3, 9], [1, 2, 9]])
def test_steps_far_from_one_may_lie_far_apart(power: float, at: list[int]) -> None:
    """Of h = u h[t-1] the map over k steps is u**k, whatever a float64 holds."""
    exp = experiment(cell("h = U @ h_prev + W @ x"), 1, 1, 10)
    run = simulate(exp.with_params({**exp.params, "U": np.array([[10.0**power]])}))
    for norm in ("spectral", "frobenius", "rms"):
        found = run.flow("h", norm, at=at)
        wanted = [[power * (t - k) if t >= k else -np.inf for k in at] for t in at]
        np.testing.assert_allclose(found, wanted, rtol=1e-12)


def test_norms_of_blocks() -> None:
    blocks = np.stack([np.diag([3.0, 4.0]), np.zeros((2, 2)), np.full((2, 2), np.nan), np.diag([1e200, 0.0])])
    powers = np.array([0, 5, 0, 1000])
    found = {name: norms(blocks, powers, name) for name in ("spectral", "frobenius", "rms")}
    more = 200 + 1000 * np.log10(2)
    np.testing.assert_allclose(found["spectral"], [np.log10(4), -np.inf, np.nan, more])
    np.testing.assert_allclose(found["frobenius"], [np.log10(5), -np.inf, np.nan, more])
    np.testing.assert_allclose(found["rms"], found["frobenius"] - np.log10(2) / 2)
    assert (
        of_identity(9, "frobenius") == pytest.approx(np.log10(3))
        and of_identity(9, "rms") == of_identity(9, "spectral") == 0.0
    )


# spans -----------------------------------------------------------------------------------------------------------


def test_rows_of_a_product_have_powers_of_their_own() -> None:
    matrix, exponent = _scaled(np.array([[2.0**70, 0.0], [0.0, 0.0], [1.0, 2.0**-70]]))
    assert exponent.tolist() == [71, 0, 1] and matrix[0, 0] == 0.5 and matrix[2, 0] == 0.5
    same, none = _scaled(np.array([[2.0**62, 0.0], [2.0**-63, 0.0]]), 7)
    assert none.tolist() == [7, 7] and same[0, 0] == 2.0**62
    left = np.array([[1.0, 1.0]]), np.array([5])
    right = np.array([[1.0], [1.0]]), np.array([2000, -2000])
    product, power = _dot(left, right)
    assert np.log2(product[0, 0]) + power[0] == pytest.approx(2005)
    zero, power = _dot((np.zeros((1, 2)), np.array([3])), right)
    assert not zero.any() and power.tolist() == [3]
    plain = _dot(left, (np.array([[2.0], [3.0]]), np.zeros(2, np.int64)))
    assert plain[0].tolist() == [[5.0]] and plain[1].tolist() == [5]


def test_the_longest_span_that_ends_somewhere() -> None:
    made = Spans(simulate(experiment(CELLS["rnn"], 2, 1, 70))._jacobians("h", 0))
    wanted = {
        (8, 0): 8,
        (8, 1): 0,
        (16, 0): 16,
        (16, 8): 8,
        (16, 1): 8,
        (64, 0): 64,
        (64, 1): 32,
        (24, 0): 8,
        (7, 0): 0,
        (9, 0): 0,
    }
    assert {ends: made._fitting(*ends) for ends in wanted} == wanted and LEAF == 8


def test_products_are_kept_for_the_next_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    run = simulate(experiment(CELLS["rnn"], 2, 1, 40))
    made = Spans(run._jacobians("h", 0))
    first = made.log10_norm(33, 2, "spectral")
    kept = dict(made._kept)
    assert set(kept) == {(8, 8), (16, 16), (16, 8), (24, 8)}
    assert made.log10_norm(33, 2, "spectral") == first and made._kept == kept
    numbers = 2 * 40 * 2**2 * 8
    for limit, leaf in ((numbers // LEAF, LEAF), (numbers // LEAF - 1, 2 * LEAF)):
        monkeypatch.setattr(spans, "KEPT", limit)
        assert Spans(run._jacobians("h", 0))._leaf == leaf


# one step ----------------------------------------------------------------------------------------------------------


def test_where_states_stand_and_how_large_they_are() -> None:
    exp = experiment(CELLS["lstm_projection"], 4, 2, 3)
    places = stacked(exp, exp.cell.states)
    assert [span.stop - span.start for span in places.values()] == [units(exp, s) for s in exp.cell.states]
    assert sorted(span.start for span in places.values())[0] == 0 and stacked(exp, ()) == {}


def test_eigenvalues_of_what_is_no_number() -> None:
    assert np.isnan(eigenvalues_of(np.array([[1.0, np.inf], [0.0, 1.0]]))).all()
    turn = eigenvalues_of(np.array([[0.0, -1.0], [1.0, 0.0]]))
    assert sorted(turn.imag.tolist()) == pytest.approx([-1.0, 1.0]) and not turn.flags.writeable


def test_the_bound_s_factors_are_products_along_the_only_way() -> None:
    exp = experiment(cell("a = U @ h_prev + W @ x\nh = tanh(sigmoid(a))"), 3, 2, 4)
    run = simulate(exp)
    found = factors(exp, run.slopes)
    assert found is not None
    s = run.value("h")
    inner = np.arctanh(s)
    assert found[0] == pytest.approx((1 - s**2).max() * (inner * (1 - inner)).max())
    assert found[1] == pytest.approx(np.linalg.norm(exp.params["U"], 2))
