"""Words of a file are quoted so that a refusal stays one sentence."""

import pytest

from rnnviz.io.refused import entry, named, within


@pytest.mark.parametrize(("count", "shown"), [(0, ""), (39, "x" * 39), (40, "x" * 40), (41, "x" * 39 + "…")])
def test_a_long_word_is_cut(count: int, shown: str) -> None:
    assert named("x" * count) == shown


def test_a_place_in_a_file_is_a_path() -> None:
    assert str(within(within("", "weights"), "seed")) == "weights.seed"
    assert "entry 2" in str(within(entry("holds", 2), "line")) and "line" in str(within(entry("holds", 2), "line"))
