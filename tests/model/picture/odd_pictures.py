"""Drawings of cells nobody ships, as digests: `python -m tests.model.picture.odd_pictures` keeps the present ones.

`layouts` keeps the drawings somebody looked at. Here stand cells as people type them and cells that use every corner
of the language; that each is a good drawing is what `check` says, and which of the good ones it is, this. Beside them
stand the drawings of notebooks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path

from rnnviz.engine import Cell, CellError
from rnnviz.model.picture import picture
from rnnviz.model.picture.grid import LEAST, MINI, NORMAL, SMALL, TINY
from rnnviz.model.picture.pointing import distance, elements, focus, hit
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
    return {name: short(cell_svg(of)) for name, of in islice(cells(), 1, None, 2)}


def lit(of: Cell) -> Iterator[object]:
    """What is lit with each element, alone and with the next one; and what lies at every point, and beside it."""
    what = picture(of, NORMAL)
    keys = (*elements(what), "out:h", "in:nope", "node:999", "nope")
    for key, other in pairwise(keys):
        for together in ((key,), (key, other)):
            found = focus(what, together)
            if found is None:
                yield key
                continue
            labels = [found.has_label(label) for label in what.labels]
            yield key, sorted(found.shapes), sorted(found.pieces), sorted(map(repr, found.links)), labels
    yield keys
    for shape in what.shapes:
        left, top, right, bottom = shape.box
        for x, y in ((left, top), (right, bottom), (left - 0.31, shape.y), (shape.x, bottom + 0.29)):
            yield hit(what, x, y)
    for piece in what.pieces:
        (x, y), (u, v) = piece.points[0], piece.points[1]
        for off in (0.0, 0.59, 0.61):
            yield hit(what, (x + u) / 2 + off, (y + v) / 2 + off), f"{distance(piece, x + off, y - off):.6f}"


def pointed() -> dict[str, str]:
    return {name: short(repr(list(lit(of)))) for name, of in islice(cells(), 0, None, 4)}


ALL = {"drawn": drawn, "pages": pages, "pointed": pointed}

if __name__ == "__main__":
    KEPT.write_text(
        json.dumps({name: make() for name, make in ALL.items()}, ensure_ascii=False, indent=0) + "\n", "utf-8"
    )
