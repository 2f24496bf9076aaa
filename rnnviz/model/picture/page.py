"""The page of a cell in a notebook: its drawing, and below it the equations."""

from __future__ import annotations

from rnnviz.engine import Cell
from rnnviz.engine.notation.html import cell_html
from rnnviz.engine.pages import offer
from rnnviz.model.picture.svg import cell_svg


def cell_page(cell: Cell) -> str:
    """HTML, well-formed as XML."""
    return f"<div>{cell_svg(cell)}{cell_html(cell)}</div>"


offer(cell_page)
