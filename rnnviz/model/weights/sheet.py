"""A sheet of weights: squares, the heads over them, the bars beside them; and the room there is for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rnnviz.model.weights.matrices import Index, Matrix
from rnnviz.model.weights.shelf import Slot
from rnnviz.model.weights.tiles import Tile


@dataclass(frozen=True, slots=True)
class SheetRoom:
    """Pixels: of the whole, of the type, of the highest word set upright, of the longest answer; indent: for rows that
    have words for names."""

    width: float
    height: float
    px: float
    words: float
    answers: float = 0.0
    indent: float = 0.0

    @property
    def left(self) -> float:
        """Before the first square: the line's name and the units' numbers."""
        return 3.9 * self.px + self.indent

    @property
    def gap(self) -> float:
        """Between two matrices side by side."""
        return 1.1 * self.px

    @property
    def caption(self) -> float:
        """Below a block."""
        return 1.65 * self.px


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a slot: one label per column. tile: of the topmost matrix in it."""

    slot: Slot
    tile: Tile


@dataclass(frozen=True, slots=True)
class BlockBar:
    """A line's name beside its rows, from the top to the bottom."""

    line: str
    left: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class WeightSheet:
    """folded: only one line's block is shown, `shown`."""

    tiles: tuple[Tile, ...] = ()
    heads: tuple[Head, ...] = ()
    bars: tuple[BlockBar, ...] = ()
    folded: bool = False
    shown: str = ""

    @property
    def averaged(self) -> bool:
        return any(tile.averaged for tile in self.tiles)

    def at(self, x: float, y: float) -> tuple[Tile, Index] | None:
        """The square at a place, and the number in it."""
        for tile in self.tiles:
            index = tile.index_at(x, y)
            if index is not None:
                return tile, index
        return None

    def named_at(self, x: float, y: float, px: float) -> Matrix | None:
        """The parameter whose name stands at a place, in type of this size."""
        for tile in self.tiles:
            left, top, wide, high = tile.box
            if left <= x < left + max(wide, 6 * px) and top + high <= y < top + high + 1.5 * px:
                return tile.matrix
        return None

    def moved(self, down: float) -> WeightSheet:
        """The same so many pixels lower."""
        tiles = {tile: replace(tile, top=tile.top + down) for tile in self.tiles}
        heads = tuple(Head(head.slot, tiles[head.tile]) for head in self.heads)
        bars = tuple(replace(bar, top=bar.top + down, bottom=bar.bottom + down) for bar in self.bars)
        return replace(self, tiles=tuple(tiles.values()), heads=heads, bars=bars)

    def tile(self, name: str, start: bool = False) -> Tile | None:
        """The squares of a parameter or of what a state begins with; None where it is not shown."""
        return next((t for t in self.tiles if t.matrix.name == name and t.matrix.start == start), None)
