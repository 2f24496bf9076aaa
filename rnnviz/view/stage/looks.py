"""How every wire and shape looks at this moment of the story: lit or not, how bright, how wide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtGui import QColor

from rnnviz.engine import Cell, Run
from rnnviz.model.picture import Picture, Shape, WirePiece
from rnnviz.model.picture.grid import BELT_WIDTH, SIGNAL
from rnnviz.model.picture.reading import (
    Backflow,
    Vector,
    backward_width,
    forward_width,
    level,
    mean_size,
    shown_value,
    value_at,
)
from rnnviz.model.weights.pointed import Weight
from rnnviz.view.look.style import Theme, mix
from rnnviz.view.stage.answer.moment import AnswerMoment
from rnnviz.view.stage.grid import Grid

QUIET = 0.3
"""Width in u of a wire that carries no gradient (yet); a lit one should never look smaller."""
NOW, WHOLE, KNOWN = 1.0, 0.7, 0.42
"""Strength of the glow: computed now, a whole step shown at once, known from before."""


@dataclass(frozen=True, slots=True)
class Hole:
    """title: what stands at the box ("line 6"); word: what is wrong in it."""

    title: str
    word: str


@dataclass(frozen=True, slots=True)
class StageMoment:
    """One moment of the story, drawn at one size in one theme. holes: lines that are not understood, by name."""

    cell: Cell
    run: Run
    picture: Picture
    flow: Backflow
    theme: Theme
    grid: Grid
    t: int
    unit: int
    now: frozenset[str]
    known: frozenset[str]
    backward: bool
    whole: bool
    word: str
    chips: tuple[str, ...] = ()
    above: int = 0
    """Number of the layer that reads this one; 0: the read-out does."""
    holes: Mapping[str, Hole] = field(default_factory=dict)
    answer: AnswerMoment | None = None
    """What stands right of the cell; None where nothing does."""
    factors: bool = True
    """Whether the local factors of the backward pass are written at the wires."""
    weight: Weight | None = None
    """The weight that is pointed at."""
    hidden: frozenset[str] = frozenset()
    """Names of lines, and of states one step ago, that are to be guessed or follow from such; asked: the former."""
    asked: frozenset[str] = frozenset()

    def units(self, node: int) -> int:
        """Numbers of a value of the cell."""
        return self.run.experiment.sizes[self.cell.nodes[node].size]


@dataclass(frozen=True, slots=True)
class Look:
    """A wire at this moment: width in u, glow 0..1."""

    lit: bool
    color: QColor
    role: str
    width: float
    brightness: float
    glow: float


def line_of(picture: Picture, source: str) -> str | None:
    """The line that must be known before a source has a value; None for x and what comes from before."""
    shape = picture.by_name.get(source)
    return None if shape is None else shape.lines[-1]


def looks_of(scene: StageMoment) -> dict[str, Look]:
    """The look of every wire, by its key."""
    if scene.backward:
        return {piece.key: _backward_look(scene, piece) for piece in scene.picture.pieces}
    levels: dict[str, float] = {}
    for piece in scene.picture.pieces:
        if piece.source not in levels:
            levels[piece.source] = level(value_at(scene.run, scene.picture, piece.source, scene.t))
    return {p.key: _forward_look(scene, p, levels[p.source]) for p in scene.picture.pieces}


def _forward_look(scene: StageMoment, piece: WirePiece, bright: float) -> Look:
    line = line_of(scene.picture, piece.source)
    if (line is not None and line not in scene.known) or piece.source in scene.hidden:
        return _unlit(scene, piece)
    hue = scene.theme.role(piece.role)
    width = scene.grid.wire(forward_width(scene.run, piece, scene.t))
    color = mix(scene.theme.line, hue, 0.52 + 0.48 * bright)
    return Look(True, color, piece.role, width, bright, (0.35 + 0.65 * bright) * _strength(scene, piece))


def _backward_look(scene: StageMoment, piece: WirePiece) -> Look:
    strength = scene.flow.strength(scene.flow.through(piece, scene.t, scene.known))
    if strength is None:
        return _unlit(scene, piece)
    hue = scene.theme.role(piece.role)
    color = mix(scene.theme.line, hue, 0.10 + 0.90 * strength**1.15)
    width = scene.grid.wire(backward_width(strength))
    glow = strength * (0.35 + 0.65 * strength) * _strength(scene, piece)
    return Look(True, color, piece.role, width, strength, glow)


def _unlit(scene: StageMoment, piece: WirePiece) -> Look:
    width = scene.grid.wire(QUIET if scene.backward else BELT_WIDTH if piece.belt else SIGNAL)
    return Look(False, scene.theme.line, piece.role, width, 0.0, 0.0)


def _strength(scene: StageMoment, piece: WirePiece) -> float:
    base = 0.85 if scene.theme.name == "light" else 1.0
    if scene.whole:
        return WHOLE * base
    line = line_of(scene.picture, piece.source)
    now = line in scene.now or any(link.line in scene.now for link in piece.all_links)
    return (NOW if now else KNOWN) * base


def hole_of(scene: StageMoment, shape: Shape) -> Hole | None:
    """What is wrong with the line drawn in a shape; None where nothing is."""
    return next((scene.holes[line] for line in shape.lines if line in scene.holes), None)


def shape_lit(scene: StageMoment, shape: Shape) -> bool:
    """Whether any line drawn in the shape has been reached."""
    return any(line in scene.known for line in shape.lines) and scene.hidden.isdisjoint(shape.lines)


def shape_now(scene: StageMoment, shape: Shape) -> bool:
    """Whether the shape is being computed at this moment."""
    return any(line in scene.now for line in shape.lines)


def shape_values(scene: StageMoment, shape: Shape) -> Vector:
    """What a shape's squares show: its values, or backward the gradient of its value."""
    if not scene.backward:
        return shown_value(scene.run, scene.picture, shape, scene.t)
    return scene.flow.at_node(shape.node, scene.t)


def fill_level(scene: StageMoment, shape: Shape) -> float:
    """0..1: how full a learned box is."""
    if scene.backward:
        return scene.flow.strength(shape_values(scene, shape)) or 0.0
    size = mean_size(shape_values(scene, shape))
    return min(size, 1.0) if size == size else 1.0
