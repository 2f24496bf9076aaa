"""Optimisers against PyTorch's, clipping by its properties, schedules by their exact values."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rnnviz.engine.training.clipping import Clip, clip, clip_by_norm, clip_by_value, total_norm
from rnnviz.engine.training.optimise import OPTIMISERS, Adam, Momentum, TrainingError, begin, optimiser, update
from rnnviz.engine.training.schedules import SCHEDULES, Constant, StepDecay, schedule

SETTINGS = {
    "sgd": [{"rate": 0.3}],
    "momentum": [{"rate": 0.3}, {"rate": 0.02, "momentum": 0.5}],
    "adam": [{"rate": 0.3}, {"rate": 0.02, "beta1": 0.7, "beta2": 0.95, "epsilon": 1e-3}],
}
ROWS = [(name, settings) for name, rows in SETTINGS.items() for settings in rows]


def quadratic(seed: int = 0) -> tuple[dict, dict]:
    """Start and slope of sum(A w^2 + sin w): gradients that change from update to update."""
    rng = np.random.default_rng(seed)
    params = {"W": rng.normal(size=(3, 2)), "b": rng.normal(size=3)}
    return params, {name: rng.uniform(0.1, 3.0, value.shape) for name, value in params.items()}


def slope(params: dict, curve: dict) -> dict:
    return {name: 2 * curve[name] * value + np.cos(value) for name, value in params.items()}


def torch_optimiser(torch, name: str, params: list, settings: dict):
    if name == "adam":
        betas = (settings.get("beta1", 0.9), settings.get("beta2", 0.999))
        return torch.optim.Adam(params, settings["rate"], betas, settings.get("epsilon", 1e-8), foreach=False)
    default = 0.9 if name == "momentum" else 0.0
    return torch.optim.SGD(params, settings["rate"], settings.get("momentum", default), foreach=False)


def test_every_optimiser_is_compared() -> None:
    assert set(SETTINGS) == set(OPTIMISERS)


@pytest.mark.parametrize(("name", "settings"), ROWS)
def test_five_updates_as_in_pytorch(name: str, settings: dict) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed (make torch)")
    params, curve = quadratic()
    tensors = {k: torch.tensor(v, dtype=torch.float64, requires_grad=True) for k, v in params.items()}
    theirs = torch_optimiser(torch, name, list(tensors.values()), settings)
    rule = optimiser(name, **settings)
    memory = begin(rule, params)
    for _ in range(5):
        params, memory = update(rule, params, slope(params, curve), memory)
        theirs.zero_grad()
        sum((torch.tensor(curve[k]) * t * t + torch.sin(t)).sum() for k, t in tensors.items()).backward()
        theirs.step()
        for key, tensor in tensors.items():
            assert np.abs(params[key] - tensor.detach().numpy()).max() < 1e-12
    assert memory.step == 5


def test_momentum_by_hand() -> None:
    rule = Momentum(rate=0.5, momentum=0.5)
    params, memory = {"w": np.array([1.0])}, begin(rule, {"w": np.array([1.0])})
    seen = []
    for grad in (2.0, 0.0, 1.0):
        params, memory = update(rule, params, {"w": np.array([grad])}, memory)
        seen.append(float(params["w"][0]))
    assert seen == [0.0, -0.5, -1.25]  # velocities 2, 1, 1.5


def test_adams_first_update_is_the_rate_whatever_the_gradient() -> None:
    rule = Adam(rate=0.01, epsilon=1e-12)
    grads = {"w": np.array([1e-4, -3.0, 700.0])}
    fresh, _ = update(rule, {"w": np.zeros(3)}, grads, begin(rule, grads))
    assert np.allclose(fresh["w"], [-0.01, 0.01, -0.01], rtol=1e-6)


def test_an_update_changes_nothing_in_place() -> None:
    for name in OPTIMISERS:
        rule, (params, curve) = optimiser(name), quadratic()
        before, memory = {k: v.copy() for k, v in params.items()}, begin(optimiser(name), params)
        grads = slope(params, curve)
        for array in (*params.values(), *grads.values(), *(m for ms in memory.moments.values() for m in ms)):
            array.setflags(write=False)
        once = update(rule, params, grads, memory)
        again = update(rule, params, grads, memory)
        assert all(np.array_equal(params[k], before[k]) for k in params)
        assert all(np.array_equal(once[0][k], again[0][k]) for k in params)


def test_parameters_without_a_gradient_stay_and_the_rate_can_be_given() -> None:
    rule = optimiser("sgd", rate=1.0)
    params = {"w": np.ones(2), "held": np.ones(2)}
    fresh, _ = update(rule, params, {"w": np.ones(2)}, begin(rule, params), rate=0.25)
    assert fresh["w"].tolist() == [0.75, 0.75] and fresh["held"] is params["held"]


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: optimiser("adm"), "there is no optimiser called adm: did you mean adam?"),
        (lambda: optimiser("adam", bta1=0.5), "the optimiser adam has no setting bta1: did you mean beta1?"),
        (lambda: optimiser("sgd", rate=0), "the learning rate must be a number above 0, not 0"),
        (lambda: optimiser("sgd", rate=math.nan), "the learning rate must be a number above 0, not nan"),
        (lambda: optimiser("momentum", momentum=1.0), "momentum must be from 0 to below 1, not 1.0"),
        (lambda: schedule("cosin"), "there is no schedule called cosin: did you mean cosine?"),
        (lambda: schedule("step", every=0), "every must be a whole number from 1, not 0"),
        (lambda: schedule("cosine", floor=2.0), "floor must be from 0 to 1, not 2.0"),
        (lambda: Clip("size", 1.0), "gradients are clipped by “norm” or by “value”, not by “size”"),
        (lambda: Clip("norm", -1.0), "the limit of clipping must be a number above 0, not -1.0"),
    ],
)
def test_refusals_are_sentences(make, why: str) -> None:
    with pytest.raises(TrainingError) as refused:
        make()
    assert str(refused.value) == why


# clipping ------------------------------------------------------------------------------------------------------

numbers = st.floats(-1e200, 1e200, allow_subnormal=False)
gradients = st.dictionaries(st.sampled_from(["W", "U", "b"]), st.lists(numbers, min_size=1, max_size=5), min_size=1)
limits = st.floats(1e-3, 1e3)


def arrays(lists: dict) -> dict:
    return {name: np.array(values) for name, values in lists.items()}


def joined(grads: dict) -> np.ndarray:
    return np.concatenate([grads[name] for name in sorted(grads)])


@given(gradients, limits)
def test_clipping_by_norm_keeps_the_direction(lists: dict, limit: float) -> None:
    grads = arrays(lists)
    clipped = clip_by_norm(grads, limit)
    norm = math.hypot(*joined(grads))
    assume(norm > 0)
    assert total_norm(grads) == pytest.approx(norm, rel=1e-12)
    assert total_norm(clipped) <= limit * (1 + 1e-12) or total_norm(clipped) == total_norm(grads) <= limit
    unit, short = joined(grads) / norm, joined(clipped) / math.hypot(*joined(clipped))
    assert np.abs(unit - short).max() < 1e-12


@given(gradients, limits)
def test_clipping_leaves_short_gradients_alone_and_shortens_to_the_limit(lists: dict, limit: float) -> None:
    grads = arrays(lists)
    clipped = clip_by_norm(grads, limit)
    if total_norm(grads) <= limit:
        assert all(np.array_equal(clipped[name], grads[name]) for name in grads)
    else:
        assert total_norm(clipped) == pytest.approx(limit, rel=1e-12)


@given(gradients, limits)
def test_clipping_by_value_cuts_each_number_alone(lists: dict, limit: float) -> None:
    clipped = clip_by_value(arrays(lists), limit)
    for name, values in lists.items():
        assert clipped[name].tolist() == [max(-limit, min(limit, v)) for v in values]


def test_clipping_twice_changes_nothing_more_and_none_clips_nothing() -> None:
    grads = {"W": np.array([3.0, 4.0])}
    once = clip(grads, Clip("norm", 1.0))
    assert once["W"].tolist() == pytest.approx([0.6, 0.8], abs=1e-15)
    assert np.allclose(clip(once, Clip("norm", 1.0))["W"], once["W"], atol=1e-15)
    assert clip(grads, Clip("value", 3.5))["W"].tolist() == [3.0, 3.5]
    assert clip(grads, None) is grads


def test_norms_beyond_the_number_format() -> None:
    assert total_norm({"W": np.full(4, 1e200)}) == 2e200
    assert total_norm({"W": np.full(4, 1e-200)}) == 2e-200
    assert clip_by_norm({"W": np.full(4, 1.5e308)}, 1.0)["W"].tolist() == [0.5] * 4
    assert total_norm({}) == 0.0


def test_what_is_not_finite_is_left_for_the_training_to_report() -> None:
    for bad in (math.nan, math.inf):
        grads = {"W": np.array([1.0, bad]), "b": np.array([2.0])}
        assert not math.isfinite(total_norm(grads))
        assert clip_by_norm(grads, 1.0)["b"].tolist() == [2.0]


# schedules -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "settings", "expected"),
    [
        ("constant", {}, {0: 1.0, 10**6: 1.0}),
        ("step", {"every": 10, "decay": 0.5}, {0: 1.0, 9: 1.0, 10: 0.5, 19: 0.5, 20: 0.25, 35: 0.125}),
        ("exponential", {"decay": 0.5}, {0: 1.0, 1: 0.5, 2: 0.25, 10: 2.0**-10}),
        ("cosine", {"steps": 100}, {0: 1.0, 25: 0.5 + math.sqrt(2) / 4, 50: 0.5, 100: 0.0, 1000: 0.0}),
        ("cosine", {"steps": 100, "floor": 0.2}, {0: 1.0, 50: 0.6, 100: 0.2, 101: 0.2}),
        ("warm-up", {"steps": 4}, {0: 0.25, 1: 0.5, 2: 0.75, 3: 1.0, 4: 1.0, 99: 1.0}),
        ("warm-up", {"steps": 4, "then": StepDecay(2, 0.1)}, {3: 1.0, 4: 1.0, 5: 1.0, 6: 0.1, 8: 0.01}),
    ],
)
def test_schedule_values(name: str, settings: dict, expected: dict) -> None:
    made = schedule(name, **settings)
    for step, factor in expected.items():
        assert made.factor(step) == pytest.approx(factor, abs=1e-15)


def test_schedules_as_in_pytorch() -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed (make torch)")
    lr = torch.optim.lr_scheduler
    pairs = [
        (schedule("step", every=3, decay=0.3), lambda o: lr.StepLR(o, 3, 0.3)),
        (schedule("exponential", decay=0.9), lambda o: lr.ExponentialLR(o, 0.9)),
        (schedule("cosine", steps=12), lambda o: lr.CosineAnnealingLR(o, 12)),
    ]
    for ours, build in pairs:
        rule = torch.optim.SGD([torch.zeros(1, requires_grad=True)], 1.0)
        theirs = build(rule)
        for step in range(13):
            assert ours.factor(step) == pytest.approx(rule.param_groups[0]["lr"], abs=1e-12)
            rule.step()
            theirs.step()


def test_every_schedule_begins_with_its_defaults() -> None:
    for name in SCHEDULES:
        assert 0.0 < schedule(name).factor(0) <= 1.0
    assert schedule("warm-up") == schedule("warm-up", then=Constant())
