"""The page a cell shows of itself in a notebook: made above the cell, which knows nothing of notation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_makers: list[Callable[[Any], str]] = []


def offer(maker: Callable[[Any], str]) -> None:
    """Whoever can draw a cell, now or in a layer above, offers to; the latest is asked."""
    _makers.append(maker)


def page_of(cell: Any) -> str | None:
    """HTML for a cell; None, which a notebook takes for "no page", where nobody has offered."""
    return _makers[-1](cell) if _makers else None
