"""Layer 10: names of gates and states, formulas at products, strips beside wires, backward factors."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from rnnviz.model.figures.numbers import lowered, plain
from rnnviz.model.picture.meaning import is_gate
from rnnviz.model.picture.reading import Bar, Vector, bars, log_norm, value_at
from rnnviz.model.picture.shapes import Label, LabelToken
from rnnviz.view.look import typeset
from rnnviz.view.look.facts import tell
from rnnviz.view.look.language import line_name
from rnnviz.view.look.typeset import Row
from rnnviz.view.stage.boxes.strip import StripColors, draw_strip, strip_width
from rnnviz.view.stage.grid import FULL
from rnnviz.view.stage.labels.clearing import TextPlace
from rnnviz.view.stage.labels.spots import WIDEST, Strip, spots_of
from rnnviz.view.stage.looks import StageMoment
from rnnviz.view.stage.marks import SEMIBOLD, draw_text, text_width
from rnnviz.view.stage.note import Notes

LEFT, RIGHT, CENTER = (
    Qt.AlignmentFlag.AlignLeft,
    Qt.AlignmentFlag.AlignRight,
    Qt.AlignmentFlag.AlignHCenter,
)
translate = QCoreApplication.translate


def draw_labels(p: QPainter, scene: StageMoment, notes: Notes, labels: Iterable[Label]) -> None:
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


def lit(scene: StageMoment, source: str) -> bool:
    """Whether a label's value is known now; x and the states that enter always are."""
    shape = scene.picture.by_name.get(source)
    return source not in scene.hidden and (shape is None or shape.lines[-1] in scene.known)


def row_of(scene: StageMoment, tokens: Iterable[LabelToken], index: str = "", on: bool = True) -> Row:
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


def _draw_gate_name(p: QPainter, scene: StageMoment, label: Label) -> None:
    grid = scene.grid
    on, hole = lit(scene, label.source), scene.holes.get(label.source)
    color = scene.theme.error if hole else scene.theme.role(label.role) if on else scene.theme.dim
    text = hole.title if hole else line_name(scene.cell, label.source)
    spot, free = spots_of(scene.picture, grid, scene.backward).names[label]
    if not (free or hole):
        return
    left = spot.left + spot.width / 2 < grid.at(label.x, 0).x()
    at = QPointF(spot.left + (spot.width if left else 0.0), spot.baseline)
    draw_text(p, at, text, spot.px, color, RIGHT if left else LEFT, SEMIBOLD)


def _draw_state(p: QPainter, scene: StageMoment, notes: Notes, label: Label) -> None:
    grid = scene.grid
    # a state that leaves is the past's until its line is reached: dim, never a number of the future
    values, said = _state_values(scene, label)
    row = row_of(scene, label.tokens, "t", values is not None)
    at = grid.at(label.x, label.y - 1.9)
    typeset.draw(p, at.x(), at.y(), row, grid.state, CENTER)
    if grid.detail != FULL or values is None:
        return
    strip = Strip(grid.at(label.x, label.y + 1.35), "center", WIDEST * grid.u)
    read = _read(scene, label)
    _strip(p, scene, notes, label.key, values, strip, 1.2, also=read)
    if read is not None and not scene.backward:
        said = f"{label.source.removesuffix('_prev')}{lowered(read + 1)} {plain(float(values[read]))}"
    said = said if _has_room(scene, label) else ""
    tell("state", label.key, word=said)
    if said:
        below = grid.at(label.x, label.y + 2.8) + QPointF(0, 0.8 * grid.name)
        draw_text(p, below, said, grid.name, scene.theme.dim, CENTER)


def _has_room(scene: StageMoment, label: Label) -> bool:
    """Whether a word fits between the strip of a state and what is below: another state's name, or the key."""
    grid = scene.grid
    below = [other.y - label.y for other in scene.picture.labels if other.kind == label.kind and other.y > label.y]
    if below:
        return min(below) * grid.u > 4.7 * grid.u + grid.name + 0.8 * grid.state
    return (grid.ground.below - label.y) * grid.u > 2.8 * grid.u + 1.9 * grid.name


def _read(scene: StageMoment, label: Label) -> int | None:
    """The unit of an entering state that the weight pointed at reads."""
    read = scene.weight.read if scene.weight is not None and label.kind == "entry" else None
    return read[1] if read is not None and read[0] == label.source else None


def _state_values(scene: StageMoment, label: Label) -> tuple[Vector | None, str]:
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


def _draw_product(p: QPainter, scene: StageMoment, notes: Notes, label: Label) -> None:
    grid = scene.grid
    inside = label.kind == "inner" and scene.hidden.isdisjoint(scene.picture.by_name[label.source].lines)
    known = inside or lit(scene, label.source)
    if grid.detail != FULL or scene.backward or not known:
        return
    spots = spots_of(scene.picture, grid, False)
    spot = spots.formulas[label]
    if spot is not None:
        typeset.draw(p, spot.left, spot.baseline, row_of(scene, label.tokens), spot.px)
    strip = spots.strips.get(label)
    if strip is not None:
        values = value_at(scene.run, scene.picture, label.source, scene.t)
        _strip(p, scene, notes, label.key, values, strip, 1.1, _gate_role(scene, label))


def _gate_role(scene: StageMoment, label: Label) -> str | None:
    shape = scene.picture.by_name[label.source]
    return label.role if is_gate(scene.cell, shape.node) else None


def _strip(
    p: QPainter, scene: StageMoment, notes: Notes, key: str, values: Vector, place: Strip, height: float,
    role: str | None = None, also: int | None = None,
) -> float:  # fmt: skip
    """A value strip; its width and what stays free behind it."""
    u, top = scene.grid.u, place.top
    shown = bars(values)
    few = len(shown) <= 2 and not scene.backward  # backward a word stands below
    cell = strip_width(len(shown), (5.2 if few else 0.75) * u, place.most)
    width = cell * len(shown) + len(shown) - 1
    left = top.x() - (width / 2 if place.align == "center" else width if place.align == "right" else 0.0)
    box = QRectF(left, top.y(), width, (1.75 if few else height) * u)
    tell("strip", key)
    draw_strip(p, StripColors(scene.theme, role, also=also), box, shown, scene.unit, _shades(scene, shown))
    notes.add(f"strip:{key}", shown)
    return width + 0.9 * u


def _shades(scene: StageMoment, shown: tuple[Bar, ...]) -> list[float]:
    return [scene.flow.shade(b.value) if scene.backward else b.value for b in shown]


def _draw_input(p: QPainter, scene: StageMoment, notes: Notes, label: Label) -> None:
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
        tell("strip", label.key)
        draw_strip(p, StripColors(theme, ring=False), box, shown, -1, _shades(scene, shown))
        left += QPointF(width + 0.9 * grid.u, 0)
    word = scene.word
    if word:
        left += QPointF(draw_text(p, left + QPointF(0, 1.25 * grid.u), word, grid.name, theme.dim), 0)
        notes.add(label.key, word)
    notes.word_end = left.x()


def _draw_out(p: QPainter, scene: StageMoment, notes: Notes, label: Label) -> None:
    grid, theme = scene.grid, scene.theme
    y = max(1.9, (0.75 * (grid.name if scene.backward else grid.state) + 3) / grid.u)
    right = grid.at(label.x + 1.3, y)
    if scene.backward and grid.column is not None:
        _draw_out_back(p, scene, notes, label, right)
        return
    if scene.backward:
        part = scene.flow.loss(scene.t)
        text = _nothing(scene) if part is None else _arriving(scene, plain(10 ** log_norm(part)))
        room, other = grid.edge - 4 - right.x(), grid.at(label.x - 1.3, y)
        if part is None and text_width(text, grid.name) > room and _covers(scene, other, text):
            text = translate("Stage", "none") if scene.above else translate("Stage", "no loss")
        if text_width(text, grid.name) <= room:
            draw_text(p, right, text, grid.name, theme.dim)
        else:
            draw_text(p, other, text, grid.name, theme.dim, RIGHT)
        notes.add(label.key, text)
        return
    on = lit(scene, label.source)
    at = grid.at(label.x - 1.3, y)
    typeset.draw(p, at.x(), at.y(), row_of(scene, label.tokens, "t", on), grid.state, RIGHT)
    right += QPointF(_draw_output(p, scene, notes, label, right) if on else 0.0, 0)
    if grid.column is not None or label.source in scene.asked:
        return
    said = translate("Stage", "to the read-out")
    if scene.above:
        said = translate("Stage", "to layer {0}").format(scene.above)
    if grid.detail == FULL and right.x() + text_width(said, grid.name) < grid.edge - 4:
        draw_text(p, right, said, grid.name, theme.dim)


def _draw_output(p: QPainter, scene: StageMoment, notes: Notes, label: Label, right: QPointF) -> float:
    """The numbers of an output that is no state, which have no strip where it goes on; the room they take."""
    cell, name, u = scene.cell, label.source, scene.grid.u
    if scene.grid.detail != FULL or name in cell.states:
        return 0.0
    place = Strip(right - QPointF(0, 1.2 * u), "left", WIDEST * u)
    role = cell.by_name[name].role if name in cell.gates else None
    return _strip(p, scene, notes, label.key, value_at(scene.run, scene.picture, name, scene.t), place, 1.2, role)


def _draw_out_back(p: QPainter, scene: StageMoment, notes: Notes, label: Label, right: QPointF) -> None:
    """What comes in from the read-out's column: ∂h left of the wire, how much right of it, below its level part."""
    grid, theme = scene.grid, scene.theme
    typeset.draw(p, grid.at(label.x - 1.3, 0).x(), right.y(), row_of(scene, label.tokens, "t"), grid.state,
                 RIGHT)  # fmt: skip
    part = scene.flow.loss(scene.t)
    text = _nothing(scene) if part is None else plain(10 ** log_norm(part))
    if part is not None:
        said = translate("Stage", "from layer {0}: {size}") if scene.above else translate("Stage", "answer {size}")
        text = said.format(scene.above, size=text)
    text = text if text_width(text, grid.name) < grid.edge - right.x() else translate("Stage", "no loss")
    below = right + QPointF(0, 0.55 * grid.u)  # the wire above it may be as wide as a belt
    draw_text(p, below, text, grid.name, theme.dim)
    notes.add(label.key, text)


def _covers(scene: StageMoment, right: QPointF, text: str) -> bool:
    """Whether a text that ends here covers anything."""
    width, px = text_width(text, scene.grid.name), scene.grid.name
    box = TextPlace(right.x() - width, right.y(), px, width).box
    return bool(spots_of(scene.picture, scene.grid, scene.backward).taken.covered([box])[0])


def _nothing(scene: StageMoment) -> str:
    if scene.above:
        return translate("Stage", "nothing from layer {0}").format(scene.above)
    return translate("Stage", "no loss at this step")


def _arriving(scene: StageMoment, size: str) -> str:
    if scene.above:
        return translate("Stage", "from layer {0}: {size}").format(scene.above, size=size)
    return translate("Stage", "from the loss: {size}").format(size=size)
