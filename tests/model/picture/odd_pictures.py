"""Drawings of cells nobody ships, as digests: `python -m tests.model.picture.odd_pictures` keeps the present ones.

`layouts` keeps the drawings somebody looked at. Here stand cells as people type them and cells that use every corner
of the language; that each is a good drawing is what `check` says, and which of the good ones it is, this. Beside them
the drawings of notebooks, and what `check` says of drawings in which something was moved.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rnnviz.engine import CELLS, Cell, CellError
from rnnviz.model.picture import Picture, check, picture
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
    return {name: short(cell_svg(of)) for name, of in (*CELLS.items(), *cells())}


def moved(of: Picture, seed: int) -> Picture:
    """A drawing in which a shape, a wire's corner and a name stand a little elsewhere."""
    rng = random.Random(seed)
    by = rng.choice((0.4, 0.8, 1.6, 2.4, 4.0, 9.0))
    shapes, pieces, labels = list(of.shapes), list(of.pieces), list(of.labels)
    k = rng.randrange(len(shapes))
    shapes[k] = replace(shapes[k], x=shapes[k].x + rng.choice((-by, 0, by)), y=shapes[k].y + rng.choice((-by, by)))
    k = rng.randrange(len(pieces))
    dx, dy = rng.choice(((by, 0.0), (0.0, by), (-by, 0.0)))
    pieces[k] = replace(pieces[k], points=tuple((x + dx, y + dy) for x, y in pieces[k].points))
    if labels:
        k = rng.randrange(len(labels))
        labels[k] = replace(labels[k], x=labels[k].x + by)
    return replace(of, shapes=tuple(shapes), pieces=tuple(pieces), labels=tuple(labels))


def said() -> dict[str, list[str]]:
    """What is wrong with moved drawings."""
    asked = [(key, picture(of), 100 * k + n) for k, (key, of) in enumerate(CELLS.items()) for n in range(3)]
    return {f"{key} {seed}": check(moved(of, seed)) for key, of, seed in asked}


ALL = {"drawn": drawn, "pages": pages, "said": said}

if __name__ == "__main__":
    KEPT.write_text(
        json.dumps({name: make() for name, make in ALL.items()}, ensure_ascii=False, indent=0) + "\n", "utf-8"
    )
