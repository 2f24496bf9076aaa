"""The page a cell shows of itself in a notebook: made above the cell, which knows nothing of notation."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any

from rnnviz import CELL_PAGE

_makers: list[Callable[[Any], str]] = []


def offer(maker: Callable[[Any], str]) -> None:
    """Whoever can draw a cell, now or in a layer above, offers to; the latest is asked."""
    _makers.append(maker)


def page_of(cell: Any) -> str | None:
    """HTML for a cell; None, which a notebook takes for "no page", where nobody has offered.

    Who draws best is imported when a cell is shown first; where only the engine is installed, equations are shown.
    """
    with suppress(ImportError):
        import_module(CELL_PAGE)
    return _makers[-1](cell) if _makers else None
