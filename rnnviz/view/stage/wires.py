"""The wires' layers: glow, unlit, lit, hoppers with their casing, dots."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from rnnviz.model.picture import WirePiece
from rnnviz.model.picture.grid import BELT_WIDTH
from rnnviz.model.picture.shapes import Dot
from rnnviz.view.look.facts import tell
from rnnviz.view.stage.glow import Sprites, draw_wire_glow
from rnnviz.view.stage.looks import Look, StageMoment
from rnnviz.view.stage.strands import Strand, Strands

Looks = dict[str, Look]


def draw_glow(
    p: QPainter, scene: StageMoment, strands: Strands, sprites: Sprites, looks: Looks, pieces: Iterable[WirePiece]
) -> None:
    """Layer 4: blits only, once the sprites exist."""
    grid = scene.grid
    for piece in pieces:
        look = looks[piece.key]
        if not look.lit:
            continue
        # widths in steps of an eighth of u: a belt that breathes reuses its sprites
        width = max(round(look.width * 8), 1) / 8
        strand = strands.strand(piece, width, strands.hops(piece))
        color = scene.theme.role(look.role)
        key = ("wire", piece.key, width, scene.backward, color.rgb())
        tell("glow", piece.key, value=look.glow, color=color)
        draw_wire_glow(
            p, sprites, key, strand.body, strand.width, piece.belt, grid.u, color, look.glow, grid.ratio,
        )  # fmt: skip


def draw_wires(p: QPainter, scene: StageMoment, strands: Strands, looks: Looks, pieces: Iterable[WirePiece]) -> None:
    """Layers 5 to 7: unlit wires pass under; lit ones belt first, then by brightness; hoppers on top."""
    unlit: list[WirePiece] = []
    plain: list[WirePiece] = []
    hoppers: list[WirePiece] = []
    for piece in pieces:
        look = looks[piece.key]
        (unlit if not look.lit else hoppers if strands.hops(piece) else plain).append(piece)
    plain.sort(key=lambda q: (not q.belt, looks[q.key].brightness))
    for piece in unlit + plain:
        look = looks[piece.key]
        stroke(p, strands.strand(piece, look.width, False), look.color)
        tell("wire", piece.key, value=look.lit, color=look.color, width=look.width)
    for piece in hoppers:
        look = looks[piece.key]
        strand = strands.strand(piece, look.width, True)
        if strand.arcs is not None:
            casing = QPen(ground(scene, piece), strand.width + 0.75 * scene.grid.u)
            casing.setCapStyle(Qt.PenCapStyle.FlatCap)
            p.strokePath(strand.arcs, casing)
        stroke(p, strand, look.color)
        tell("wire", piece.key, value=look.lit, color=look.color, width=look.width)


def ground(scene: StageMoment, piece: WirePiece) -> QColor:
    """What lies under a wire: the frame's inside."""
    left, top, right, bottom = scene.picture.ground.frame
    inside = any(left < x < right and top < y < bottom for x, y in piece.points)
    return scene.theme.panel if inside else scene.theme.stage


def stroke(p: QPainter, strand: Strand, color: QColor) -> None:
    """A wire and its arrowhead."""
    pen = QPen(color, strand.width)
    round_end = strand.head is None and not strand.belt
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if round_end else Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    p.strokePath(strand.body, pen)
    if strand.head is not None:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(color)
        p.drawPolygon(strand.head)


def draw_dots(p: QPainter, scene: StageMoment, looks: Looks, dots: Iterable[Dot]) -> None:
    """Layer 8: forks and joins, ringed by the ground so that they stand out of their wire."""
    grid = scene.grid
    for dot in dots:
        look = looks[dot.piece]
        width = look.width if scene.backward else grid.wire(BELT_WIDTH if dot.belt else 0.5)
        radius = (max(width, grid.wire(0.3)) / 2 + 0.3) * grid.u
        p.setPen(QPen(scene.theme.panel, grid.line(0.17)))
        fill = look.color if look.lit else scene.theme.faint
        tell("dot", dot.piece, color=fill, width=radius, at=QPointF(grid.at(dot.x, dot.y)))
        p.setBrush(fill)
        p.drawEllipse(QPointF(grid.at(dot.x, dot.y)), radius, radius)
