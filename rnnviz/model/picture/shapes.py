"""What a picture of a cell is made of: frozen values in grid units, no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import hypot

from rnnviz.model.picture.grid import TALL, Ground

SEVERAL = "Σ"
"""What stands in a box that adds products of several matrices."""
Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Link:
    """One value read by one shape: `wire` is the engine node that ends in the reader.

    `source` is "x", "c_prev", a line or an inner part ("written.1"); `sink` is a part; `line` the reader's line.
    """

    wire: int
    source: str
    sink: str
    line: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn value: kind is "gate" (learned), "matrix" (learned, no activation), "big" (the only one),
    "op" (circle), "pill" (a function) or "through" (a line that only renames another).

    `node` is the engine node of its value, `lines` the lines computed in it, in order. valve: whether it stays in 0..1.
    """

    name: str
    key: str
    kind: str
    symbol: str
    node: int
    lines: tuple[str, ...]
    role: str
    title: str
    x: float = 0.0
    y: float = 0.0
    w: float = 0.0
    h: float = 0.0
    valve: bool = False

    @property
    def box(self) -> Box:
        """Its outline's bounds."""
        return self.x - self.w / 2, self.y - self.h / 2, self.x + self.w / 2, self.y + self.h / 2

    @property
    def titled(self) -> bool:
        """Whether its name stands above it: its symbol says no name."""
        return self.kind == "gate" or (self.kind == "matrix" and self.symbol == SEVERAL and bool(self.title))

    @property
    def learned(self) -> bool:
        """Whether it holds weights."""
        return self.kind in ("gate", "matrix", "big")


@dataclass(frozen=True, slots=True)
class WirePiece:
    """A wire between two forks, joins or ends; every piece has one width, one colour, one level.

    `source` is what leads it (after a join the state, not x) and `role` its colour family; `links` are the
    readers downstream that take `source` from it, `all_links` those of everything it carries.
    start: "source" "fork" "through"; end: "node" "join" "next" "out" "through"; "through" goes straight on.
    `valve` is the node whose mean is the belt's width; `exits` says which of "next" and "out" it leads to.
    """

    key: str
    net: str
    source: str
    role: str
    points: tuple[Point, ...]
    start: str
    end: str
    links: tuple[Link, ...]
    all_links: tuple[Link, ...]
    leaves: str = ""
    enters: str = ""
    belt: bool = False
    peephole: bool = False
    valve: int | None = None
    exits: tuple[str, ...] = ()

    @property
    def segments(self) -> tuple[tuple[Point, Point], ...]:
        """Its straight parts."""
        return tuple(zip(self.points, self.points[1:], strict=False))

    @property
    def length(self) -> float:
        return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in self.segments)


@dataclass(frozen=True, slots=True)
class Dot:
    """Where a wire forks or joins; drawn in the colour of `piece`."""

    x: float
    y: float
    piece: str
    kind: str
    belt: bool = False


@dataclass(frozen=True, slots=True)
class Bridge:
    """A crossing: `over` (a vertical piece) hops over `under` at x, y."""

    x: float
    y: float
    over: str
    under: str
    belt: bool


@dataclass(frozen=True, slots=True)
class LabelToken:
    """A run of a formula: a name to be set as a symbol, or plain text where name is empty."""

    text: str
    name: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Text at a wire or gate. kind: "entry" "exit" "gate" "product" "wire" "inner" "x" "out".

    x, y: the anchor, a point of the wire (gate: of the box's top at its output);
    side: "above" "below" "left" "right" of it. `source` is the value whose strip stands beside it, for "above"
    under the wire at strip_x.
    """

    kind: str
    key: str
    source: str
    role: str
    x: float
    y: float
    side: str
    tokens: tuple[LabelToken, ...]
    strip_x: float = 0.0


@dataclass(frozen=True, slots=True)
class Factor:
    """Where backward mode writes what the gradient is multiplied by on its way into `link`."""

    link: Link
    x: float
    y: float
    side: str


@dataclass(frozen=True, eq=False)
class Picture:
    """A cell, placed and routed on the stage's grid.

    remark: "" for a whole drawing, "plain" where there are too many wires to draw any, "waiting" while it is
    laid out.
    """

    shapes: tuple[Shape, ...]
    pieces: tuple[WirePiece, ...]
    dots: tuple[Dot, ...]
    bridges: tuple[Bridge, ...]
    labels: tuple[Label, ...]
    factors: tuple[Factor, ...]
    links: tuple[Link, ...]
    ground: Ground = TALL
    remark: str = ""

    @cached_property
    def by_name(self) -> dict[str, Shape]:
        """Part name -> shape; the lines inside a box name it, too."""
        found = {line: shape for shape in self.shapes for line in shape.lines if shape.node >= 0}
        return found | {shape.name: shape for shape in self.shapes}
