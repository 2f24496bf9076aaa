"""Norm, spectral radius and filling, against what is known of the matrices beforehand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.engine import ExperimentError
from rnnviz.engine.experiments.matrices import FILLS, VECTORS, fill, scaled_to, spectral_norm, spectral_radius

MEASURES = [spectral_norm, spectral_radius]


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=9), st.sampled_from([1e-200, 1.0, 1e200]))
def test_of_a_row_it_is_the_length_however_large_the_numbers(numbers: list[float], by: float) -> None:
    small = np.array(numbers)
    wanted = float(np.hypot.reduce(small)) * by
    assert spectral_norm(small * by) == pytest.approx(wanted, rel=1e-12, abs=0)


def test_the_norm_is_the_most_a_matrix_can_stretch() -> None:
    rng = np.random.default_rng(5)
    left, _ = np.linalg.qr(rng.normal(size=(4, 4)))
    right, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    assert spectral_norm(left[:, :3] @ np.diag([0.5, 3.0, 2.0]) @ right) == pytest.approx(3.0)


@pytest.mark.parametrize("by", [1e-200, 1.0, 1e150])
def test_the_radius_is_that_of_the_eigenvalues_the_matrix_was_made_of(by: float) -> None:
    rng = np.random.default_rng(3)
    turn = rng.normal(size=(4, 4))
    block = np.diag([0.5, -1.5, 0.3, 0.3])
    block[2:, 2:] = 2 * np.array([[0.6, -0.8], [0.8, 0.6]])  # a pair of complex eigenvalues of size 2
    assert spectral_radius(by * turn @ block @ np.linalg.inv(turn)) == pytest.approx(2 * by, rel=1e-9)


@pytest.mark.parametrize("number", [np.nan, np.inf])
def test_what_is_not_finite_has_no_radius(number: float) -> None:
    assert np.isnan(spectral_radius([[number, 0], [0, 1]]))
    assert not np.isfinite(spectral_norm([number, 1.0]))


@pytest.mark.parametrize("measure", MEASURES)
@given(wanted=st.floats(0, 100), seed=st.integers(0, 99))
def test_what_is_scaled_has_what_was_wanted(measure: object, wanted: float, seed: int) -> None:
    found = scaled_to(fill("uniform", "U", (3, 3), seed, 3), measure, wanted)
    assert measure(found) == pytest.approx(wanted, rel=1e-9)


@pytest.mark.parametrize(
    ("array", "measure", "wanted", "key"),
    [
        ([[0, 0], [0, 0]], spectral_radius, 1.0, "matrix.radius"),
        ([[0, 1], [0, 0]], spectral_radius, 1.0, "matrix.radius"),
        ([[0, 0]], spectral_norm, 2.0, "matrix.zeros"), ([[1.0]], spectral_norm, -1.0, "matrix.wanted"),
        ([[1.0]], spectral_norm, np.nan, "matrix.wanted"), ([[np.inf]], spectral_norm, 1.0, "matrix.finite"),
        ([[1, 2]], spectral_radius, 1.0, "matrix.uneven"),
    ],
)  # fmt: skip
def test_what_cannot_be_scaled_is_refused(array: list, measure: object, wanted: float, key: str) -> None:
    with pytest.raises(ExperimentError) as refused:
        scaled_to(array, measure, wanted)
    assert refused.value.why.key == key


def test_zeros_are_as_small_as_one_can_want() -> None:
    assert not scaled_to(np.zeros((2, 2)), spectral_radius, 0.0).any()


SPREAD = {"xavier": 6 / (40 + 60), "kaiming": 6 / 60, "uniform": 1 / 40}
"""Squares of the bounds, by the papers, for 40 x 60 numbers and 40 hidden units."""


@pytest.mark.parametrize("rule", SPREAD)
def test_uniform_rules_fill_their_range(rule: str) -> None:
    numbers, bound = fill(rule, "W", (40, 60), 1, 40), np.sqrt(SPREAD[rule])
    assert 0.97 * bound < np.abs(numbers).max() <= bound
    assert numbers.var() == pytest.approx(bound**2 / 3, rel=0.1)


def test_orthogonal_keeps_lengths_and_the_rest_is_what_it_is_called() -> None:
    wide = fill("orthogonal", "W", (3, 5), 0, 3)
    assert np.allclose(wide @ wide.T, np.eye(3))
    assert spectral_radius(fill("orthogonal", "U", (6, 6), 0, 6)) == pytest.approx(1)
    assert fill("identity", "W", (2, 3), 0, 2).tolist() == [[1, 0, 0], [0, 1, 0]]
    assert not fill("zeros", "b", (3,), 0, 3).any() and fill("ones", "b", (3,), 0, 3).all()


@pytest.mark.parametrize("rule", FILLS)
def test_the_same_seed_gives_the_same_numbers(rule: str) -> None:
    first, again = fill(rule, "U", (4, 4), 7, 4), fill(rule, "U", (4, 4), 7, 4)
    assert np.array_equal(first, again) and first.shape == (4, 4)
    drawn = rule not in ("identity", "zeros", "ones")
    assert drawn == (not np.array_equal(first, fill(rule, "U", (4, 4), 8, 4)))
    assert drawn == (not np.array_equal(first, fill(rule, "U_f", (4, 4), 7, 4)))


@pytest.mark.parametrize("rule", FILLS)
def test_a_row_of_numbers_takes_only_some_rules(rule: str) -> None:
    if rule in VECTORS:
        assert fill(rule, "b", (4,), 0, 4).shape == (4,)
    else:
        with pytest.raises(ExperimentError, match="only ones, uniform, zeros"):
            fill(rule, "b", (4,), 0, 4)


def test_an_unknown_rule_is_refused_with_a_guess() -> None:
    with pytest.raises(ExperimentError, match="xavier"):
        fill("xavir", "U", (2, 2), 0, 2)
