"""Where the story is in one cell: a step, a line, a pass and a grain. Pure arithmetic on frozen values.

Forward the story runs through the lines in the order of the text and through the steps upwards; backward it
runs through the same lines in reverse and through the steps downwards. `score` puts the parts of a network in order.
Where a read-out follows, its lines (the `tail`: y, p, loss) are counted on behind the cell's own and are one stage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rnnviz.engine import Cell

GRAINS = ("step", "stage", "line")


@dataclass(frozen=True, slots=True)
class Cursor:
    """step: 0-based time step; line: index into cell.lines of the last line reached (backward: the first).

    layer, way: which layer of a network (0 is the lowest) and which of its directions stands on the stage; steps
    are counted in that direction's own order of time. pass_: "forward" or "backward", whatever way the layer reads.
    """

    step: int = 0
    line: int = 0
    pass_: str = "forward"
    grain: str = "step"
    layer: int = 0
    way: str = "forward"

    @property
    def backward(self) -> bool:
        return self.pass_ == "backward"

    def now(self, cell: Cell) -> tuple[str, ...]:
        """Lines being computed at this moment; none at the grain of whole steps, where all are known."""
        if self.grain == "step" or self.beyond(cell):
            return ()
        if self.grain == "line":
            return (cell.lines[self.line].name,)
        return cell.stage_of(cell.lines[self.line].name).lines

    def known(self, cell: Cell) -> frozenset[str]:
        """Lines already computed at this step in this direction, those of now included."""
        names = [line.name for line in cell.lines]
        if self.grain == "step":
            return frozenset(names)
        return frozenset(names[self.line :] if self.backward else names[: self.line + 1])

    def stage(self, cell: Cell) -> str | None:
        """Name of the stage at this moment; None at the grain of whole steps."""
        told = self.grain == "step" or self.beyond(cell)
        return None if told else cell.stage_of(cell.lines[self.line].name).name

    def beyond(self, cell: Cell) -> bool:
        """Whether the line is one of the read-out's, behind the cell's own."""
        return self.line >= len(cell.lines)


def stops(cell: Cell, grain: str, pass_: str, tail: int = 0) -> tuple[int, ...]:
    """The line indices at which one step halts, in story order; tail: how many lines follow the cell's own."""
    last = len(cell.lines) + tail - 1
    if grain == "step":
        return (0,) if pass_ == "backward" else (last,)
    if grain == "line":
        halts: Sequence[int] = range(last + 1)
    else:
        names = [line.name for line in cell.lines]
        edge = 0 if pass_ == "backward" else -1
        halts = [names.index(stage.lines[edge]) for stage in cell.stages]
        halts += [last if edge else len(names)] if tail else []
    return tuple(reversed(halts)) if pass_ == "backward" else tuple(halts)


def halt_at(halts: tuple[int, ...], cursor: Cursor) -> int:
    """Index of the halt the cursor stands on, or the next one reached."""
    reached = [i for i, h in enumerate(halts) if (h <= cursor.line if cursor.backward else h >= cursor.line)]
    return reached[0] if reached else len(halts) - 1


def with_grain(cursor: Cursor, cell: Cell, grain: str, tail: int = 0) -> Cursor:
    """Change the grain, halting at the nearest halt of the same step."""
    halts = stops(cell, grain, cursor.pass_, tail)
    moved = replace(cursor, grain=grain)
    return replace(moved, line=halts[halt_at(halts, moved)])


def reversed_(cursor: Cursor, cell: Cell, tail: int = 0) -> Cursor:
    """Turn the story round at the same step and line."""
    turned = replace(cursor, pass_="forward" if cursor.backward else "backward")
    return with_grain(turned, cell, cursor.grain, tail)
