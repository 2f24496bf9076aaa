"""Places that every drawing has in common."""

import pytest

from rnnviz.model.picture.grid import TALL, WIDE


def test_places_of_a_ground() -> None:
    assert TALL.gaps == ((TALL.left + 12.0) / 2, (91.0 + TALL.right) / 2) and TALL.below == 46.8
    assert WIDE.gaps == (16.5, 86.5) and WIDE.below == 29.8
    assert (WIDE.x_words, TALL.x_words) == (47.5, 37.5)
    assert WIDE.period == 70.0 and TALL.period == pytest.approx(TALL.right - 12.0)
