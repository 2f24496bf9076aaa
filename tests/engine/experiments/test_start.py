"""Numbers a network starts with, against the papers: the mean, the spread and the shape of many of them."""

import numpy as np
import pytest

from rnnviz.engine.experiments.start import INITIALISERS

SHAPE = (200, 200)


def drawn(name: str, shape: tuple[int, ...] = SHAPE, hidden: int = 25) -> np.ndarray:
    return INITIALISERS[name](np.random.default_rng(7), shape, hidden)


@pytest.mark.parametrize(("name", "spread"), [("uniform", 0.2 / np.sqrt(3)), ("normal", 0.2)])
def test_numbers_are_spread_round_zero_by_the_number_of_units(name: str, spread: float) -> None:
    found = drawn(name)
    assert abs(found.mean()) < 5 * spread / np.sqrt(found.size)
    assert found.std() == pytest.approx(spread, rel=0.02)
    assert name != "uniform" or (found.min() >= -0.2 and found.max() <= 0.2)


@pytest.mark.parametrize("shape", [(6, 6), (6, 3), (3, 6)])
def test_orthogonal_matrices_turn_and_do_not_stretch(shape: tuple[int, int]) -> None:
    found = drawn("orthogonal", shape)
    assert found.shape == shape
    assert np.linalg.svd(found, compute_uv=False) == pytest.approx(np.ones(min(shape)))


def test_orthogonal_matrices_favour_no_direction() -> None:
    """Without the signs of R the diagonal of Q would be negative nearly always."""
    signs = [np.sign(INITIALISERS["orthogonal"](np.random.default_rng(k), (4, 4), 4)[0, 0]) for k in range(60)]
    assert 10 < sum(sign > 0 for sign in signs) < 50


def test_the_identity_is_for_square_matrices_alone() -> None:
    assert (drawn("identity", (4, 4)) == np.eye(4)).all()
    for shape in ((4, 3), (4,)):
        assert (np.abs(drawn("identity", shape)) <= 0.2).all() and drawn("identity", shape).std() > 0.02
    assert not drawn("zeros", (4, 3)).any()
    assert (np.abs(drawn("orthogonal", (400,))) <= 0.2).all()
