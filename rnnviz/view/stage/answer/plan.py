"""Where everything of the answers stands, in pixels of the stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF

from rnnviz.model.picture import grid as g
from rnnviz.view.look.style import Scale
from rnnviz.view.stage.grid import BESIDE, ColumnNeeds, Grid
from rnnviz.view.stage.marks import SEMIBOLD, text_width

ROWS = 6
"""So many answers stand there one by one; of more the likeliest."""
LIKELIEST = 5
BELOW_EACH = 5
"""So many answers have room for a bar below each name; this counts the word that makes place for the buttons."""
V_SIZE, V_SMALL, V_LOW = (12.0, 6.0), (13.0, 6.0), 42
PILL = (8.6, 3.5)
LONG, SHORT = 12, 6.5
"""Of the widest name that makes the column wider, and of one where the cell needs the room, in sizes of its type."""
MARKS = 3.1
"""What check and pennant take behind a label, in sizes of its type."""


def column_of(names: Sequence[str], height: int) -> ColumnNeeds:
    """What the answers of a read-out need in a window of this height."""
    px = Scale(height).body
    widest = max((text_width(name, px, SEMIBOLD) for name in names), default=0.0)
    beside = MARKS * px + text_width("0.00", px, SEMIBOLD) + 12 + (BESIDE * px if len(names) > BELOW_EACH else 0.0)
    return ColumnNeeds(min(widest, LONG * px) + beside, px, min(widest, SHORT * px) + beside)


@dataclass(frozen=True, slots=True)
class AnswerPlan:
    """box: of V; pill: of softmax; bars: round all answers; loss: middle of its pill; px: of labels."""

    grid: Grid
    box: QRectF
    pill: QRectF
    bars: QRectF
    loss: float
    px: int

    @property
    def middle(self) -> float:
        return self.box.center().x()

    @property
    def inside(self) -> QRectF:
        """The rows' own room."""
        across, down = 1.1 * self.grid.u, 0.45 * self.grid.u
        return self.bars.adjusted(across, down, -across, -down)

    @property
    def bar(self) -> float:
        """Height of a bar that has room."""
        return self.px * (1.25 if self.grid.floor >= 16 else 0.93)

    def rows(self, count: int, last: float = 0.0, tallest: float = 4.1, first: float = 0.0) -> list[QRectF]:
        """One below the other; first, last: pixels that stay free above and below; tallest: in sizes of the type."""
        room = self.inside.adjusted(0, first, 0, -last)
        pitch = min(room.height() / max(count, 1), tallest * self.px)
        return [QRectF(room.left(), room.top() + i * pitch, room.width(), pitch) for i in range(count)]


@lru_cache(maxsize=16)
def plan_of(grid: Grid) -> AnswerPlan:
    """The column of a grid that has one."""
    assert grid.column is not None
    left, right = grid.column
    wide, u, middle = grid.ground is g.WIDE, grid.u, sum(grid.column) / 2
    top, begin, end, loss = (3.7, 16.6, 31.6, 34.5) if wide else (4.6, 20.0, grid.ground.frame[3], 0.0)
    loss = loss or end + 3.8
    width, height = V_SMALL if u < 8 else V_SIZE
    box = _round(grid, middle, top + height / 2, width * u, height * u)
    if box.height() < V_LOW and u < 8:
        box.setHeight(V_LOW)
    bars = QRectF(left, grid.at(0, begin).y(), right - left, (end - begin) * u)
    pill = QRectF(0, 0, PILL[0] * u, max(PILL[1] * u, 1.5 * grid.pill))
    pill.setWidth(max(pill.width(), text_width("softmax′", grid.pill) + 1.2 * grid.pill))
    pill.moveCenter(box.center())
    pill.moveTop((box.bottom() + bars.top() - pill.height()) / 2)
    return AnswerPlan(grid, box, pill, bars, grid.at(0, loss).y(), round(grid.least_type))


def _round(grid: Grid, x: float, y: float, width: float, height: float) -> QRectF:
    return QRectF(x - width / 2, grid.at(0, y).y() - height / 2, width, height)


def shown_rows(p: Sequence[float], target: int | None, drawn: int | None = None, most: int = ROWS) -> list[int]:
    """The answers that stand there: all of a few in their order; of many the likeliest, then target and drawn one.

    most: how many rows have room; with fewer than usual those that stand there keep the order of a few.
    """
    if len(p) <= most:
        return list(range(len(p)))
    order, asked = sorted(range(len(p)), key=lambda i: (-p[i], i)), [i for i in (target, drawn) if i is not None]
    if most < ROWS:
        kept = list(dict.fromkeys((*asked, *order)))[:most]
        return sorted(kept) if len(p) <= ROWS else kept
    likeliest = order[:LIKELIEST]
    return [*likeliest, *dict.fromkeys(i for i in asked if i not in likeliest)]
