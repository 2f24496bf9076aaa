"""The shipped cells as a mapping."""

from __future__ import annotations

import pytest

from rnnviz.engine import CELLS, cell_title


@pytest.mark.parametrize("key", CELLS)
def test_a_title_is_the_name_in_the_file(key: str) -> None:
    assert cell_title(key) == CELLS[key].name


def test_an_unknown_key_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        CELLS["lsmt"]
