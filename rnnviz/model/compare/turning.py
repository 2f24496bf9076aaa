"""The same gates in the other convention: where one cell's gate keeps, its kin's replaces."""

from __future__ import annotations

from functools import lru_cache

from rnnviz.engine import CELLS, Cell
from rnnviz.model.setup.conventions import same_function


@lru_cache(maxsize=64)
def turned_key(cell: Cell) -> str | None:
    """Key of the shipped cell that is the same function with its gate meaning the opposite; else None."""
    return next((key for key, other in CELLS.items() if same_function(cell, other)), None)
