"""Layer 10: names of gates and states, formulas at products, strips beside wires, backward factors."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from rnnviz.model.numbers import plain
from rnnviz.model.picture.meaning import is_gate
from rnnviz.model.picture.reading import Bar, Vector, bars, log_norm, value_at
from rnnviz.model.picture.shapes import Label, Token
from rnnviz.view import typeset
from rnnviz.view.stage.grid import FULL
from rnnviz.view.stage.looks import Scene
from rnnviz.view.stage.marks import draw_text, text_width
from rnnviz.view.stage.note import Notes
from rnnviz.view.stage.strip import Ink, draw_strip, strip_width
from rnnviz.view.typeset import Row

LEFT, RIGHT, CENTER = (
    Qt.AlignmentFlag.AlignLeft,
    Qt.AlignmentFlag.AlignRight,
    Qt.AlignmentFlag.AlignHCenter,
)
translate = QCoreApplication.translate
SEMIBOLD = QFont.Weight.DemiBold
WIDEST = 6.7
NEAR, AWAY = 0.95, 1.5
"""Distance in u of a gate's name from its wire, and backward, when arrows are wider."""


def draw_labels(p: QPainter, scene: Scene, notes: Notes, labels: Iterable[Label]) -> None:
    """Every label by its kind."""
    for label in labels:
        match label.kind:
            case "gate":
                _draw_gate_name(p, scene, label)
            case "entry" | "exit":
                _draw_state(p, scene, notes, label)
            case "x":
                _draw_input(p, scene, notes, label)
            case "out":
                _draw_out(p, scene, notes, label)
            case _:
                _draw_product(p, scene, notes, label)


def lit(scene: Scene, source: str) -> bool:
    """Whether a label's value is known now; x and the states that enter always are."""
    shape = scene.picture.by_name.get(source)
    return shape is None or shape.lines[-1] in scene.known


def row_of(scene: Scene, tokens: Iterable[Token], index: str = "", on: bool = True) -> Row:
    """A formula's tokens as coloured mathematics."""
    theme = scene.theme
    found: list[typeset.Piece] = []
    for token in tokens:
        if token.name:
            hue = theme.role(token.role) if token.role and on else theme.text if on else theme.dim
            found += typeset.symbol(token.name, index, hue, scene.backward and bool(index))
        else:
            found.append(typeset.Piece(token.text, theme.text if on else theme.dim))
    return tuple(found)


def _draw_gate_name(p: QPainter, scene: Scene, label: Label) -> None:
    grid = scene.grid
    if grid.detail != FULL:
        return
    on, hole = lit(scene, label.source), scene.holes.get(label.source)
    color = scene.theme.error if hole else scene.theme.role(label.role) if on else scene.theme.dim
    text = hole.title if hole else label.tokens[0].text
    align = RIGHT if label.side == "left" else LEFT
    draw_text(p, grid.at(_beside(scene, label), label.y - 0.85), text, grid.name, color, align, SEMIBOLD)


def _beside(scene: Scene, label: Label) -> float:
    """Where a gate's name begins or ends, in u: clear of the arrow, nearer where the next name needs the room."""
    left = label.side == "left"
    away = NEAR if not scene.backward or _narrow(scene, label) else AWAY
    return label.x - away if left else label.x + away


def _narrow(scene: Scene, label: Label) -> bool:
    """Whether two names at a level that reach towards each other would meet."""
    for other in scene.picture.labels:
        if other.kind == "gate" and abs(other.y - label.y) < 1 and other.side != label.side:
            first, second = sorted((label, other), key=lambda la: la.x)
            widths = sum(text_width(la.tokens[0].text, scene.grid.name, SEMIBOLD) for la in (first, second))
            room = (second.x - first.x - 2 * AWAY) * scene.grid.u
            if (first.side, second.side) == ("right", "left") and widths + scene.grid.u > room:
                return True
    return False


def name_box(scene: Scene, label: Label) -> QRectF:
    """What the name of a state that enters or leaves covers."""
    grid = scene.grid
    width = typeset.width(row_of(scene, label.tokens, "t"), grid.state)
    at = grid.at(label.x, label.y - 1.9)
    return QRectF(at.x() - width / 2, at.y() - 0.8 * grid.state, width, 1.1 * grid.state)


def _draw_state(p: QPainter, scene: Scene, notes: Notes, label: Label) -> None:
    grid = scene.grid
    # a state that leaves is the past's until its line is reached: dim, never a number of the future
    values, said = _state_values(scene, label)
    row = row_of(scene, label.tokens, "t", values is not None)
    at = grid.at(label.x, label.y - 1.9)
    typeset.draw(p, at.x(), at.y(), row, grid.state, CENTER)
    if grid.detail != FULL or values is None:
        return
    _strip(p, scene, notes, label.key, values, grid.at(label.x, label.y + 1.35), "center", 1.2)
    if said:
        below = grid.at(label.x, label.y + 2.8) + QPointF(0, 0.8 * grid.name)
        draw_text(p, below, said, grid.name, scene.theme.dim, CENTER)


def _state_values(scene: Scene, label: Label) -> tuple[Vector | None, str]:
    """Forward the state, once known; backward its gradient as far as it has come back, and a word for that."""
    if not scene.backward:
        known = lit(scene, label.source)
        return (value_at(scene.run, scene.picture, label.source, scene.t) if known else None), ""
    if label.kind == "exit" and label.source not in scene.known:
        later = scene.flow.later(label.source, scene.t)
        return later, translate("Stage", "arriving")
    links = [k for k in scene.picture.links if k.source == label.source]
    if label.kind == "exit" or all(k.line in scene.known for k in links):
        return scene.flow.total(label.source, scene.t), translate("Stage", "total")
    return scene.flow.sofar(links, scene.t, scene.known), translate("Stage", "so far")


def _draw_product(p: QPainter, scene: Scene, notes: Notes, label: Label) -> None:
    grid = scene.grid
    known = label.kind == "inner" or lit(scene, label.source)
    if grid.detail != FULL or scene.backward or not known:
        return
    small = label.kind != "product"
    row, px, u = row_of(scene, label.tokens), grid.formula, grid.u
    if label.kind == "inner":
        px = max(20, min(px, round(2.7 * u)))  # between a join and a corner: presenting it has no more room
    anchor = grid.at(label.x, label.y)
    if label.side in ("above", "below"):
        drop = -(1.0 if small else 1.5) * u if label.side == "above" else 0.9 * u + 0.7 * px
        typeset.draw(p, anchor.x(), anchor.y() + drop, row, px, CENTER)
        if not small:
            _own_strip(p, scene, notes, label, grid.at(label.strip_x or label.x, label.y + 0.9), "center")
        return
    out = 1.4 * u if label.side == "right" else -1.4 * u
    align = LEFT if label.side == "right" else RIGHT
    rise = 0.25 * px if small else -0.25 * u
    typeset.draw(p, anchor.x() + out, anchor.y() + rise, row, px, align)
    if not small:
        top = QPointF(anchor.x() + out, anchor.y() + max(0.55 * u, rise + 0.36 * px))
        _own_strip(p, scene, notes, label, top, "left" if out > 0 else "right")


def _own_strip(p: QPainter, scene: Scene, notes: Notes, label: Label, top: QPointF, align: str) -> None:
    values = value_at(scene.run, scene.picture, label.source, scene.t)
    _strip(p, scene, notes, label.key, values, top, align, 1.1, _gate_role(scene, label))


def _gate_role(scene: Scene, label: Label) -> str | None:
    shape = scene.picture.by_name[label.source]
    return label.role if is_gate(scene.cell, shape.node) else None


def _strip(
    p: QPainter,
    scene: Scene,
    notes: Notes,
    key: str,
    values: Vector,
    top: QPointF,
    align: str,
    height: float,
    role: str | None = None,
) -> None:
    """A value strip; top is the middle, left or right end of its upper edge."""
    u = scene.grid.u
    shown = bars(values)
    cell = strip_width(len(shown), 0.75 * u, WIDEST * u)
    width = cell * len(shown) + len(shown) - 1
    left = top.x() - (width / 2 if align == "center" else width if align == "right" else 0.0)
    box = QRectF(left, top.y(), width, height * u)
    draw_strip(p, Ink(scene.theme, role), box, shown, scene.unit, _shades(scene, shown))
    notes.add(f"strip:{key}", shown)


def _shades(scene: Scene, shown: tuple[Bar, ...]) -> list[float]:
    return [scene.flow.shade(b.value) if scene.backward else b.value for b in shown]


def _draw_input(p: QPainter, scene: Scene, notes: Notes, label: Label) -> None:
    grid, theme = scene.grid, scene.theme
    at = grid.at(label.x - 1.4, label.y - 1.1)
    typeset.draw(p, at.x(), at.y(), row_of(scene, label.tokens, "t"), grid.state, RIGHT)
    if grid.detail != FULL:
        return
    left = grid.at(label.x + 1.4, label.y - 2.25)
    values: Vector | None = value_at(scene.run, scene.picture, "x", scene.t)
    if scene.backward:
        links = [k for k in scene.picture.links if k.source == "x"]
        values = scene.flow.sofar(links, scene.t, scene.known)
    if values is not None and len(values) <= 16:
        shown = bars(values)
        cell = strip_width(len(shown), 1.5 * grid.u, 15 * grid.u)
        width = cell * len(shown) + len(shown) - 1
        box = QRectF(left, left + QPointF(width, 1.5 * grid.u))
        draw_strip(p, Ink(theme, ring=False), box, shown, -1, _shades(scene, shown))
        left += QPointF(width + 0.9 * grid.u, 0)
    word = scene.word
    if word:
        left += QPointF(draw_text(p, left + QPointF(0, 1.25 * grid.u), word, grid.name, theme.dim), 0)
        notes.add(label.key, word)
    notes.word_end = left.x()


def _draw_out(p: QPainter, scene: Scene, notes: Notes, label: Label) -> None:
    grid, theme = scene.grid, scene.theme
    y = max(1.9, (0.75 * grid.state + 3) / grid.u)
    right = grid.at(label.x + 1.3, y)
    if scene.backward:
        part = scene.flow.loss(scene.t)
        text = _nothing(scene) if part is None else _arriving(scene, plain(10 ** log_norm(part)))
        if right.x() + text_width(text, grid.name) <= grid.edge - 4:
            draw_text(p, right, text, grid.name, theme.dim)
        else:
            draw_text(p, grid.at(label.x - 1.3, y), text, grid.name, theme.dim, RIGHT)
        notes.add(label.key, text)
        return
    on = lit(scene, label.source)
    at = grid.at(label.x - 1.3, y)
    typeset.draw(p, at.x(), at.y(), row_of(scene, label.tokens, "t", on), grid.state, RIGHT)
    said = translate("Stage", "to the read-out")
    if scene.above:
        said = translate("Stage", "to layer {0}").format(scene.above)
    if grid.detail == FULL and right.x() + text_width(said, grid.name) < grid.edge - 4:
        draw_text(p, right, said, grid.name, theme.dim)


def _nothing(scene: Scene) -> str:
    if scene.above:
        return translate("Stage", "nothing from layer {0}").format(scene.above)
    return translate("Stage", "no loss at this step")


def _arriving(scene: Scene, size: str) -> str:
    if scene.above:
        return translate("Stage", "from layer {0}: {size}").format(scene.above, size=size)
    return translate("Stage", "loss here: {size}").format(size=size)
