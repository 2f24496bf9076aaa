"""The stage's numbers are the engine's: means, widths, bars, factors and gradients per wire."""

import math

import numpy as np
import pytest

from rnnviz.engine import CELLS, Experiment, Run, simulate
from rnnviz.model.picture import picture
from rnnviz.model.picture import reading as r

STEPS = 9
rng = np.random.default_rng(3)


def run_of(key: str, loss: str = "last") -> Run:
    inputs = rng.normal(size=(STEPS, 4))
    return simulate(Experiment.build(CELLS[key], hidden=6, inputs=inputs, seed=1, loss=loss))


@pytest.mark.parametrize("key", sorted(CELLS))
def test_wires_carry_the_values_of_their_source(key: str) -> None:
    run, drawn = run_of(key), picture(CELLS[key])
    for piece in drawn.pieces:
        shape = drawn.by_name.get(piece.source)
        given = run.node_value(shape.node) if shape else run.value(piece.source)
        assert np.array_equal(r.value_at(run, drawn, piece.source, 4), given[4])


def test_the_belt_behind_a_gate_is_as_wide_as_the_gate_is_open() -> None:
    run, drawn = run_of("lstm"), picture(CELLS["lstm"])
    (kept,) = (p for p in drawn.pieces if p.net == "kept")
    assert r.forward_width(run, kept, 5) == pytest.approx(max(0.2, run.value("f")[5].mean()))
    held = simulate(run.experiment.hold("f", 0.0))
    assert r.forward_width(held, kept, 5) == 0.2
    gru = run_of("gru")
    (kept,) = (p for p in picture(CELLS["gru"]).pieces if p.net == "kept")
    assert r.forward_width(gru, kept, 5) == pytest.approx(1 - gru.value("z")[5].mean())


def test_levels_are_clamped_and_never_nan() -> None:
    assert r.level(np.array([0.4, -0.4])) == pytest.approx(0.46)
    assert r.level(np.zeros(3)) == 0.12
    assert r.level(np.array([5.0, -9.0])) == 1.0
    assert r.level(np.array([np.nan, 0.0])) == 1.0
    assert r.valve_width(np.array([np.inf])) == 1.0
    assert math.isnan(r.mean(np.array([np.nan, 1.0])))


@pytest.mark.parametrize(("units", "bars"), [(1, 1), (8, 8), (16, 16), (17, 9), (32, 16), (33, 9), (64, 16)])
def test_more_than_sixteen_units_are_averaged(units: int, bars: int) -> None:
    values = rng.normal(size=units)
    shown = r.bars(values)
    assert len(shown) == bars
    assert [b.first for b in shown] == sorted({b.first for b in shown})
    assert shown[-1].last == units - 1
    for bar in shown:
        assert bar.value == pytest.approx(values[bar.first : bar.last + 1].mean())


@pytest.mark.parametrize("key", sorted(CELLS))
def test_factors_times_what_arrives_is_what_goes_on(key: str) -> None:
    """Backward through a drawn operation: gradient of its value x factor = gradient through each wire into it."""
    run, drawn = run_of(key, "every"), picture(CELLS[key])
    for item in drawn.factors:
        sink = drawn.by_name[item.link.sink]
        arriving = run.node_grad(sink.node)[3] * r.factor(run, item.link, 3)
        assert arriving == pytest.approx(run.node_grad(item.link.wire)[3], rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("key", sorted(CELLS))
def test_a_states_wires_add_up_to_its_gradient(key: str) -> None:
    run, drawn = run_of(key, "every"), picture(CELLS[key])
    flow = r.Backflow(run, drawn)
    every = [line.name for line in run.cell.lines]
    for state in run.cell.states:
        root = next(p for p in drawn.pieces if p.net == f"{state}_prev" and p.start == "source")
        through = flow.through(root, 4, every)
        assert through == pytest.approx(run.grad(f"{state}_prev")[4], rel=1e-9, abs=1e-15)
        out = next(p for p in drawn.pieces if p.net == state and p.start == "source")
        assert flow.through(out, 4, every) == pytest.approx(run.grad(state)[4], rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("key", sorted(CELLS))
def test_what_the_readers_sent_back_so_far_adds_up(key: str) -> None:
    run, drawn = run_of(key, "every"), picture(CELLS[key])
    flow = r.Backflow(run, drawn)
    for state in run.cell.states:
        links = [link for link in drawn.links if link.source == f"{state}_prev"]
        for known in [[], [line.name for line in run.cell.lines]] + [[link.line] for link in links]:
            parts = [run.node_grad(link.wire)[4] for link in links if link.line in known]
            found = flow.sofar(links, 4, known)
            assert (found is None) if not parts else np.allclose(found, np.sum(parts, axis=0), rtol=1e-12, atol=0)


def test_a_bus_thickens_as_contributions_arrive() -> None:
    run, drawn = run_of("lstm"), picture(CELLS["lstm"])
    flow = r.Backflow(run, drawn)
    entry = next(p for p in drawn.pieces if p.net == "h_prev" and p.start == "source")
    assert flow.through(entry, 4, ["h", "shown"]) is None
    only_o = flow.through(entry, 4, ["h", "shown", "o"])
    (link,) = (k for k in drawn.links if k.source == "h_prev" and k.sink == "o")
    assert only_o == pytest.approx(run.node_grad(link.wire)[4])


def test_the_scale_is_fixed_per_run() -> None:
    run, drawn = run_of("gru", "every"), picture(CELLS["gru"])
    flow = r.Backflow(run, drawn)
    every = [line.name for line in run.cell.lines]
    norms = [
        r.log_norm(v) for p in drawn.pieces for t in range(STEPS)
        if (v := flow.through(p, t, every)) is not None
    ]  # fmt: skip
    assert flow.top == pytest.approx(max(norms))
    assert flow.strength(np.zeros(3)) is None and flow.strength(None) is None
    assert flow.strength(np.array([10**flow.top])) == pytest.approx(1.0)
    assert flow.strength(np.array([10 ** (flow.top - 1)])) == pytest.approx(0.5)
    assert flow.strength(np.array([np.nan])) == 1.0
    assert r.backward_width(0.0) == pytest.approx(0.12) and r.backward_width(1.0) == pytest.approx(1.0)


def test_squares_of_gradients_share_one_scale() -> None:
    run, drawn = run_of("lstm"), picture(CELLS["lstm"])
    flow = r.Backflow(run, drawn)
    peak = 10**flow.peak
    assert flow.shade(peak) == pytest.approx(1.0) and flow.shade(-peak / 10) == pytest.approx(-0.5)
    assert flow.shade(peak / 1e5) == 0.0 and flow.shade(0.0) == 0.0 and math.isnan(flow.shade(math.nan))


def test_log_norms_survive_extremes() -> None:
    assert r.log_norm(np.array([3e-200, 4e-200])) == pytest.approx(math.log10(5e-200))
    assert r.log_norm(np.array([3e200, 4e200])) == pytest.approx(math.log10(5e200))
    assert r.log_norm(np.zeros(2)) == -math.inf


def test_the_loss_enters_only_where_it_is_taken() -> None:
    run, drawn = run_of("lstm"), picture(CELLS["lstm"])
    flow = r.Backflow(run, drawn)
    assert flow.loss(STEPS - 2) is None
    assert flow.loss(STEPS - 1) == pytest.approx(np.full(6, 1 / math.sqrt(6)))
    assert flow.later("c", STEPS - 1) is None


def test_what_is_held_passes_no_gradient_on():
    """The slope of a gate that is held is none, whatever its sum would make of it; the steps beside it have theirs."""
    exp = Experiment.build(CELLS["lstm"], 3, np.ones((4, 2)), seed=1).hold("f", 0.5, slice(1, 3))
    run, free = simulate(exp), simulate(Experiment.build(CELLS["lstm"], 3, np.ones((4, 2)), seed=1))
    root = run.cell.by_name["f"].root
    assert [bool(r.node_slope(run, root, t).any()) for t in range(4)] == [True, False, False, True]
    np.testing.assert_array_equal(r.node_slope(run, root, 0), r.node_slope(free, root, 0))
    run = simulate(exp.hold("kept", 0.5, slice(1, 3)))
    into = [factor.link for factor in picture(run.cell).factors if factor.link.line == "kept"]
    assert into and not any(r.factor(run, link, 2).any() for link in into)
    assert all(r.factor(run, link, 3).any() for link in into)
