"""Where every square of odd shelves stands: `python -m tests.model.weights.odd_sheets` keeps the present places.

That nothing overlaps and nothing leaves the room is what `test_sheet` says; which of the good arrangements it is, this.
"""

from __future__ import annotations

import hashlib
import json
from itertools import product
from pathlib import Path

from rnnviz.model.setup.answer import Readout
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.weights.arranged import sheet_of
from rnnviz.model.weights.sheet import SheetRoom, WeightSheet
from rnnviz.model.weights.shelf import Shelf, shelf_of

KEPT = Path(__file__).with_name("odd_sheets.json")
ROOMS = (
    SheetRoom(639, 830, 15, 78, 85),
    SheetRoom(425, 480, 14, 72, 80),
    SheetRoom(1280, 1700, 30, 156, 170),
    SheetRoom(260, 300, 12, 20, 0),
    SheetRoom(120, 90, 12, 40, 30),
    SheetRoom(3000, 400, 15, 78, 85, 40),
)


def setups() -> dict[str, Setup]:
    few, many = parse_sequence("one two"), parse_sequence(" ".join(f"w{n}" for n in range(60)))
    three, two = parse_sequence("1, 2, 3"), Readout("softmax", ("yes", "no"))
    return {
        "rnn of one": Setup.of("rnn", 1, sequence=few),
        "lstm asked": Setup.of("lstm", 4, sequence=few).with_readout(two),
        "gru of many": Setup.of("gru", 64, sequence=many),
        "numbers": Setup.of("lstm_peephole", 5, sequence=three).with_readout(Readout("identity", ("y",))),
        "both ways": Setup((LayerChoice("gru", hidden=6, direction="both"),), few).with_readout(two),
        "two layers": Setup((LayerChoice("rnn", hidden=2), LayerChoice("mgu", hidden=9))).with_readout(
            Readout("softmax", tuple(f"a{n}" for n in range(26)))
        ),
    }  # fmt: skip


def told(found: WeightSheet) -> list[object]:
    tiles = [(t.matrix.name, t.matrix.start, [f"{v:.6f}" for v in t.box], t.by) for t in found.tiles]
    heads = [(head.slot, head.tile.matrix.name) for head in found.heads]
    bars = [(bar.line, *(f"{v:.6f}" for v in (bar.left, bar.top, bar.bottom))) for bar in found.bars]
    return [tiles, heads, bars, found.folded, found.shown]


def shelves() -> dict[str, Shelf]:
    """Of every layer and direction."""
    return {
        f"{name} {layer} {way}": shelf_of(setup, layer, way)
        for name, setup in setups().items()
        for layer, choice in enumerate(setup.layers)
        for way in choice.ways
    }


def sheets() -> dict[str, str]:
    found = {}
    for (name, shelf), (number, room) in product(shelves().items(), enumerate(ROOMS)):
        said = [told(sheet_of(shelf, room, line)) for line in ("nope", *shelf.lines)]
        found[f"{name} {number}"] = hashlib.sha256(json.dumps(said).encode()).hexdigest()[:10]
    return found


if __name__ == "__main__":
    KEPT.write_text(json.dumps(sheets(), ensure_ascii=False, indent=0) + "\n", "utf-8")
