"""Rows of compared cells: which window has room for the stages of all."""

import pytest

from rnnviz.view.compare.rows import lose_names
from rnnviz.view.look.style import Scale


@pytest.mark.parametrize(("width", "height"), [(760, 420), (1000, 420), (760, 280), (1000, 280), (1000, 190)])
def test_a_window_of_twice_the_size_folds_what_the_smaller_one_folds(width: int, height: int) -> None:
    assert lose_names(2 * width, 2 * height, Scale(2160)) == lose_names(width, height, Scale(1080))


def test_room_is_needed_in_both_directions() -> None:
    assert not lose_names(1000, 400, Scale(1080))
    assert lose_names(640, 400, Scale(1080)) and lose_names(1000, 150, Scale(1080))
