"""Where everything of a shelf stands: all blocks below each other, or one at a time where squares would be too small.

Squares are at least 10 pixels large, or one line's block alone is shown; where even that would make them smaller than
4 pixels, each shows the mean of several numbers, and none can be edited.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rnnviz.model.weights.matrices import READOUT, Matrix
from rnnviz.model.weights.sheet import BlockBar, Head, SheetRoom, WeightSheet
from rnnviz.model.weights.shelf import INPUTS, VECTORS, Block, Shelf, Slot, slots
from rnnviz.model.weights.tiles import Tile

LEAST, TINY = 10.0, 4.0
"""Pixels of a square below which one block is shown alone, and below which squares stand for several numbers."""
LARGEST = 1.75
"""The largest square, in sizes of the type."""
TALL = 1.6
"""How much higher than wide squares may be where there is height to spare."""


def sheet_of(shelf: Shelf, room: SheetRoom, shown: str) -> WeightSheet:
    """shown: the line whose block is to be seen where there is room for one only."""
    whole = _all(shelf, room)
    if whole is not None:
        return whole
    block = next((b for b in shelf.all_blocks if b.line == shown), shelf.all_blocks[0] if shelf.all_blocks else None)
    return WeightSheet(folded=True) if block is None else _one(shelf, block, room)


# all blocks --------------------------------------------------------------------------------------------------


def _all(shelf: Shelf, room: SheetRoom) -> WeightSheet | None:
    """Everything below each other; None where squares would be too small."""
    wide = slots(shelf.blocks)
    if not wide:
        return None
    foot, top = _foot_height(shelf, room), _head_height(wide, room)
    rows, caps = sum(block.rows for block in shelf.blocks), len(shelf.blocks) * room.caption
    tall = min((room.height - top - caps - foot) / rows, LARGEST * room.px)
    side = min(_pitch(wide, room), LARGEST * room.px, max(tall, LEAST) * TALL)
    if min(side, tall) < LEAST or not _readout_fits(shelf, wide, side, room):
        return None
    return _stacked(shelf, wide, (side, min(tall, TALL * side)), top, room)


def _stacked(
    shelf: Shelf, wide: dict[Slot, int], size: tuple[float, float], top: float, room: SheetRoom
) -> WeightSheet:
    side, high = size
    lefts, y = _lefts(wide, side, room), top
    tiles: list[Tile] = []
    bars: list[BlockBar] = []
    for block in shelf.blocks:
        tiles += [Tile(matrix, lefts[slot], y, side, high) for slot, matrix in block.parts]
        bars.append(BlockBar(block.line, room.px * 0.9, y, y + block.rows * high))
        y += block.rows * high + room.caption
    heads = _heads(shelf.blocks, tiles)
    end = room.width
    if shelf.readout is not None:
        found = _readout_tiles(shelf.readout, lefts, wide, side, y, room)
        end = found[0].left - room.answers - 2.4 * room.px
        bars.append(BlockBar(READOUT, end, y, y + found[0].rows * found[0].high))
        tiles += found
    return WeightSheet((*tiles, *_start_tiles(shelf.starts, y, end, room)), heads, tuple(bars))


def _readout_tiles(
    readout: Block, lefts: dict[Slot, float], wide: dict[Slot, int], side: float, top: float, room: SheetRoom
) -> list[Tile]:
    """V under what reads the same units, d under the biases; its rows are as high as its answers' type."""
    high, matrix, bias = max(LEAST, 1.15 * room.px), readout.parts[0][1], readout.parts[1][1]
    right = max(lefts[slot] + count * side for slot, count in wide.items() if slot[0] != VECTORS or len(wide) == 1)
    beside = next((lefts[slot] for slot in wide if slot[0] == VECTORS), room.width - side - 4)
    return [Tile(matrix, right - matrix.columns * side, top, side, high), Tile(bias, beside, top, side, high)]


def _readout_fits(shelf: Shelf, wide: dict[Slot, int], side: float, room: SheetRoom) -> bool:
    if shelf.readout is None:
        return True
    lefts = _lefts(wide, side, room)
    matrix, bias = _readout_tiles(shelf.readout, lefts, wide, side, 0.0, room)
    starts = (4.2 + 0.6 * max((m.columns for m in shelf.starts), default=0)) * room.px
    clear = bias.left >= matrix.left + matrix.columns * side + 2
    return clear and matrix.left - room.answers - 3 * room.px >= starts


def _foot_height(shelf: Shelf, room: SheetRoom) -> float:
    side = 1.15 * room.px
    rows = shelf.readout.rows if shelf.readout else 0
    return max(rows * max(side, LEAST), _starts_height(shelf.starts, room)) + room.caption


# one block ---------------------------------------------------------------------------------------------------


def _one(shelf: Shelf, block: Block, room: SheetRoom) -> WeightSheet:
    """One block, its matrices side by side or below each other: as makes larger squares."""
    alike = shelf.blocks if block.line != READOUT else (block,)
    inner = _labelled(room) if block.line == READOUT else room
    foot = _starts_height(shelf.starts, room) + 2 * room.caption
    wide = slots(alike)
    plans = [plan for plan in (_beside(wide), _below(wide)) if plan]
    best = max(plans, key=lambda plan: _side(plan, block, inner, foot))
    tiles, y = _planned(best, block, inner, foot)
    bar = BlockBar(block.line, room.px * 0.9, tiles[0].top, max(t.top + t.rows * t.high for t in tiles))
    starts = _start_tiles(shelf.starts, y + room.caption, room.width, room)
    return WeightSheet((*tiles, *starts), _heads((block,), tiles), (bar,), True, block.line)


Plan = tuple[dict[Slot, int], ...]
"""Slots side by side, and below each other."""


def _labelled(room: SheetRoom) -> SheetRoom:
    """Room whose rows have answers for names."""
    return replace(room, indent=room.answers)


def _beside(wide: dict[Slot, int]) -> Plan:
    return (wide,)


def _below(wide: dict[Slot, int]) -> Plan:
    """Inputs above, all else below; nothing where that is all of it."""
    above = {slot: count for slot, count in wide.items() if slot[0] == INPUTS}
    rest = {slot: count for slot, count in wide.items() if slot[0] != INPUTS}
    return (above, rest) if above and rest else ()


def _side(plan: Plan, block: Block, room: SheetRoom, foot: float) -> float:
    return min(min(_pitch(wide, room) for wide in plan), _height(plan, block, room, foot))


def _height(plan: Plan, block: Block, room: SheetRoom, foot: float) -> float:
    """Pixels that a row may be high."""
    taken = sum(_head_height(wide, room) + room.caption for wide in plan)
    return max(room.height - foot - taken, 1.0) / sum(_rows_in(block, wide) for wide in plan)


def _rows_in(block: Block, wide: dict[Slot, int]) -> int:
    return max((matrix.rows for slot, matrix in block.parts if slot in wide), default=1)


def _planned(plan: Plan, block: Block, room: SheetRoom, foot: float) -> tuple[list[Tile], float]:
    """The tiles of a block, and where they end."""
    raw = min(_pitch(wide, room) for wide in plan)
    across = max(1, math.ceil(TINY / max(raw, 0.01)))
    shrunk = tuple({slot: math.ceil(n / across) if n > 1 else n for slot, n in wide.items()} for wide in plan)
    wide = max(min(min(_pitch(line, room) for line in shrunk), LARGEST * room.px), 1.0)
    high = _height(plan, block, room, foot)
    down = max(1, math.ceil(TINY / max(high, 0.01)))
    high = min(high * down, TALL * wide, LARGEST * room.px)
    tiles: list[Tile] = []
    y = 0.0
    for line in shrunk:
        y += _head_height(line, room)
        lefts = _lefts(line, wide, room)
        here = [(slot, matrix) for slot, matrix in block.parts if slot in line]
        tiles += [Tile(m, lefts[s], y, wide, high, (down, across if m.columns > 1 else 1)) for s, m in here]
        y += math.ceil(_rows_in(block, line) / down) * high + room.caption
    return tiles, y


# parts of both -----------------------------------------------------------------------------------------------


def _pitch(wide: dict[Slot, int], room: SheetRoom) -> float:
    """Pixels a column may be wide."""
    gaps = (len(wide) - 1) * room.gap
    return (room.width - room.left - 0.4 * room.px - gaps) / max(1, sum(wide.values()))


def _lefts(wide: dict[Slot, int], side: float, room: SheetRoom) -> dict[Slot, float]:
    x, found = room.left, {}
    for slot, count in wide.items():
        found[slot] = x
        x += count * side + room.gap
    return found


def _head_height(wide: dict[Slot, int], room: SheetRoom) -> float:
    """Upright words over inputs, or two lines: what is read, and the numbers of its units."""
    return max(room.words + 0.5 * room.px if any(slot[0] == INPUTS for slot in wide) else 0.0, 2.6 * room.px)


def _heads(blocks: Sequence[Block], tiles: Sequence[Tile]) -> tuple[Head, ...]:
    """Over every slot the topmost tile in it."""
    by_name = {tile.matrix.name: tile for tile in tiles}
    found: dict[Slot, Tile] = {}
    for block in blocks:
        for slot, matrix in block.parts:
            if matrix.name in by_name:
                found.setdefault(slot, by_name[matrix.name])
    return tuple(Head(slot, tile) for slot, tile in found.items())


def _starts_height(starts: Sequence[Matrix], room: SheetRoom) -> float:
    return len(starts) * 1.6 * room.px


def _start_tiles(starts: Sequence[Matrix], top: float, end: float, room: SheetRoom) -> Iterator[Tile]:
    """One row for every state, left below the blocks."""
    left, high = 3.2 * room.px, 1.2 * room.px
    for number, matrix in enumerate(starts):
        raw = (end - left - room.px) / matrix.columns
        by = max(1, math.ceil(TINY / max(raw, 0.01)))
        wide = min(raw * by, 1.05 * room.px)
        yield Tile(matrix, left, top + number * 1.6 * room.px, wide, high, (1, by))
