"""Draws what changes from halt to halt, from the glow of the wires up to the factors.

While something is pointed at this happens twice: once for what belongs to it, once, paler, for all the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtGui import QPainter

from rnnviz.model.picture.pointing import Highlight
from rnnviz.view.stage.boxes.nodes import draw_shapes
from rnnviz.view.stage.glow import Sprites
from rnnviz.view.stage.labels.factors import draw_factors
from rnnviz.view.stage.labels.labels import draw_labels
from rnnviz.view.stage.looks import StageMoment
from rnnviz.view.stage.note import Notes
from rnnviz.view.stage.strands import Strands
from rnnviz.view.stage.wires import Looks, draw_dots, draw_glow, draw_wires

Chosen = Callable[[str, object], bool]


def draw_layers(
    p: QPainter, scene: StageMoment, strands: Strands, sprites: Sprites, looks: Looks, chosen: Chosen, notes: Notes,
    glow: bool = True,
) -> None:  # fmt: skip
    """Glow, wires, dots, shapes, labels and factors of what is `chosen`."""
    drawn = scene.picture
    pieces = [piece for piece in drawn.pieces if chosen("piece", piece.key)]
    if glow:
        draw_glow(p, scene, strands, sprites, looks, pieces)
    draw_wires(p, scene, strands, looks, pieces)
    draw_dots(p, scene, looks, [d for d in drawn.dots if chosen("piece", d.piece)])
    draw_shapes(p, scene, sprites, notes, [s for s in drawn.shapes if chosen("shape", s.name)])
    draw_labels(p, scene, notes, [la for la in drawn.labels if chosen("label", la)])
    draw_factors(p, scene, notes, [f for f in drawn.factors if chosen("link", f.link)])


def in_focus(lit: Highlight | None) -> Chosen:
    """What is drawn in full light; without a focus everything is."""

    def chosen(kind: str, thing: object) -> bool:
        return lit is None or _has(lit, kind, thing)

    return chosen


def out_of_focus(lit: Highlight) -> Chosen:
    """The rest."""

    def chosen(kind: str, thing: object) -> bool:
        return not _has(lit, kind, thing)

    return chosen


def _has(lit: Highlight, kind: str, thing: object) -> bool:
    found: Iterable[object] = {"piece": lit.pieces, "shape": lit.shapes, "link": lit.links}.get(kind, ())
    return lit.has_label(thing) if kind == "label" else thing in found  # type: ignore[arg-type]
