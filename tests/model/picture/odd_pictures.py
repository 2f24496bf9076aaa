"""Drawings of cells nobody ships, as digests: `python -m tests.model.picture.odd_pictures` keeps the present ones.

`layouts` keeps the drawings somebody looked at. Here stand cells as people type them and cells that use every corner
of the language; that each is a good drawing is what `check` says, and which of the good ones it is, this. Beside them
stand the drawings of notebooks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from rnnviz.engine import Cell, CellError
from rnnviz.model.picture import picture
from rnnviz.model.picture.grid import LEAST, MINI, NORMAL, SMALL, TINY
from rnnviz.model.picture.svg import cell_svg
from tests.engine.cases import FOREIGN, FOREIGN_VALID, cell
from tests.engine.compiler.odd_programs import ODD
from tests.model.picture.layouts import digests

KEPT = Path(__file__).with_name("odd_pictures.json")
SIZES = (NORMAL, SMALL, LEAST, MINI, TINY)


def cells() -> Iterator[tuple[str, Cell]]:
    for name, text in ODD.items():
        yield name, cell(text)
    for name in FOREIGN_VALID:
        try:
            yield name, Cell.from_text(FOREIGN[name], name)
        except CellError:
            continue


def short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def drawn() -> dict[str, str]:
    """Every cell at one size or another."""
    return {name: digests(picture(of, SIZES[k % len(SIZES)])) for k, (name, of) in enumerate(cells())}


def pages() -> dict[str, str]:
    """The drawings of notebooks."""
    return {name: short(cell_svg(of)) for name, of in cells()}


ALL = {"drawn": drawn, "pages": pages}

if __name__ == "__main__":
    KEPT.write_text(
        json.dumps({name: make() for name, make in ALL.items()}, ensure_ascii=False, indent=0) + "\n", "utf-8"
    )
