"""The drawings that somebody has looked at, as digests: `python -m tests.model.picture.layouts` keeps the present ones.

Every rule of the geometry has a test of its own; where several places keep all rules, this says which was chosen.
`python -m tests.model.picture.layouts NAME` prints a drawing: run it before and after a change and compare.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from rnnviz.engine import CELLS
from rnnviz.model.picture import Picture, picture
from rnnviz.model.picture.grid import LOUD, MINI, NORMAL, SMALL
from tests.model.picture.test_layout import AWKWARD, LONG, bare, typed

KEPT = Path(__file__).with_name("layouts.json")
PARTS = ("shapes", "pieces", "dots", "bridges", "labels", "factors", "ground")


def drawings() -> Iterator[tuple[str, Picture]]:
    """Shipped cells with their tables, and laid out at three sizes; cells that are awkward to lay out; a long one."""
    for key, cell in CELLS.items():
        yield key, picture(cell)
        for name, sizes in (("normal", NORMAL), ("small", SMALL), ("mini", MINI)):
            yield f"{key} bare {name}", picture(bare(cell, False), sizes)
    for name, equations in AWKWARD.items():
        yield name, picture(typed(equations))
        yield f"{name} loud", picture(typed(equations), LOUD)
    yield "long", picture(typed(LONG))


def plainly(thing: Any) -> Any:
    """Numbers in hundredths, everything else as it is."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return [plainly(getattr(thing, field.name)) for field in fields(thing)]
    if isinstance(thing, tuple | list):
        return [plainly(item) for item in thing]
    return round(thing, 2) + 0.0 if isinstance(thing, float) else thing


def digests(drawn: Picture) -> str:
    """Eight hexadecimal digits for every part of a drawing."""
    texts = (json.dumps(plainly(getattr(drawn, part))) for part in PARTS)
    return " ".join(hashlib.sha256(text.encode()).hexdigest()[:8] for text in texts)


def main(names: list[str]) -> None:
    found = dict(drawings())
    for name in names:
        for part in PARTS:
            print(part, *map(json.dumps, [plainly(getattr(found[name], part))]), sep="\n")
    if not names:
        KEPT.write_text(json.dumps({name: digests(drawn) for name, drawn in found.items()}, indent=0) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
