"""Shares on the wires of the stage: what of a gradient stays on the state's way, and through whom the rest comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import plain
from rnnviz.model.laboratory.wire_shares import WireShares, wire_shares
from rnnviz.model.picture.shapes import Label, Shape
from rnnviz.view.laboratory.paths.looked import Looked
from rnnviz.view.look import facts, typeset
from rnnviz.view.look.typeset import Piece
from rnnviz.view.plots.states import D
from rnnviz.view.stage.grid import FULL
from rnnviz.view.stage.labels.clearing import Clearing, occupied
from rnnviz.view.stage.labels.spots import spots_of, state_boxes
from rnnviz.view.stage.looks import StageMoment
from rnnviz.view.widgets.paper import words
from rnnviz.view.widgets.pills import pill, pill_rect

translate = QCoreApplication.translate
ARROW = 9.0


class WireShareMarks:
    """What a stage draws over its wires, in place of the local factors: `wanted` and `draw`."""

    def __init__(self, simulation: Simulation, looked: Looked) -> None:
        self._simulation, self._looked = simulation, looked

    def wanted(self, scene: StageMoment) -> bool:
        """Backward, where all of a step is told and the step before it is one."""
        return self._found(scene) is not None

    def _found(self, scene: StageMoment) -> WireShares | None:
        figures = self._looked.figures
        told = scene.backward and scene.whole and scene.grid.detail == FULL and not scene.hidden
        if not told or figures is None or not figures.several or scene.run is not self._simulation.run:
            return None
        return wire_shares(figures, scene.cell, scene.t - 1)

    def draw(self, p: QPainter, scene: StageMoment) -> None:
        found = self._found(scene)
        if found is None:
            return
        px = _size(scene)
        clearing = _taken(scene)
        self._draw_caption(p, scene, found, px)
        for one in found.here:
            shape = next((s for s in scene.picture.shapes if one.line in s.lines), None)
            if shape is not None:
                hue = scene.theme.role(scene.cell.by_name[one.line].role)
                self._draw_pill(p, scene, _percent(one.share), list(_beside(scene, shape, px)), clearing, hue)
                facts.tell("wire share", one.line, step=found.step, value=one.share, word=_percent(one.share))
        entries = {la.source.removesuffix("_prev"): la for la in scene.picture.labels if la.kind == "entry"}
        if found.carries and found.state in entries:
            hue = scene.theme.role(scene.cell.by_name[found.state].role)
            at = list(_along(scene, entries[found.state], px))
            self._draw_pill(p, scene, _percent(found.along), at, clearing, hue)
            facts.tell("wire share", found.state, step=found.step, value=found.along, word=_percent(found.along))
        for state in sorted({one.state for one in found.here} - {found.state}):
            share = sum(one.share for one in found.here if one.state == state)
            if state in entries and found.state in entries:
                self._draw_way(p, scene, entries[state], entries[found.state], share)
                facts.tell("wire share", f"{state} of the step before", step=found.step, value=share)

    def _draw_pill(
        self, p: QPainter, scene: StageMoment, text: str, at: list[QPointF], clearing: Clearing, hue: QColor
    ) -> None:
        px = _size(scene)
        rects = [pill_rect(point, text, px) for point in at]
        hidden = clearing.covered(rects)
        rect = rects[int(hidden.argmin())]
        clearing.take(rect)
        pill(p, rect, text, px, scene.theme, hue)

    def _draw_caption(self, p: QPainter, scene: StageMoment, found: WireShares, px: int) -> None:
        """Whose shares they are, and the three pieces of what stays and leaves."""
        place = self._simulation.place(found.step) + 1
        row = (D, Piece("L", italic=True), Piece("/"), D, *typeset.symbol(found.state, str(place)))
        told = [
            (found.stays - found.loss if found.carries else 0.0, translate("Paths", "{0} % stays to the loss")),
            (found.later, translate("Paths", "{0} % leaves later")),
            (sum(one.share for one in found.here), translate("Paths", "{0} % comes back at once")),
            (found.loss, translate("Paths", "{0} % from the loss of its step")),
        ]
        said = ", ".join(text.format(plain(100 * share, 0)) for share, text in told if share)
        if not found.carries:
            said = translate("Paths", "through the lines that read it here")
        x, base = scene.grid.at(scene.picture.ground.left, 0).x() + px * 0.5, px * 1.5
        size = round(px * 1.22)
        typeset.draw(p, x, base, row, size, color=scene.theme.role(scene.cell.by_name[found.state].role))
        x += typeset.width(row, size) + px * 0.4
        words(p, x, base, f": {said}", px, scene.theme.text)
        facts.tell("caption", found.state, step=found.step, word=said)

    def _draw_way(self, p: QPainter, scene: StageMoment, begin: Label, end: Label, share: float) -> None:
        """The dashed way inside the cell of the step before, from the state that is read to the gradient's own."""
        theme, grid = scene.theme, scene.grid
        hue = theme.role(begin.role)
        lower, upper = (_strip(scene, label) for label in (begin, end))
        if lower.top() < upper.top():
            lower, upper = upper, lower
        x = upper.center().x()
        top, bottom = upper.bottom() + grid.u, lower.top() - grid.u
        text, px = _percent(share), _size(scene)
        if bottom - top < px * 3:
            return
        p.setPen(QPen(hue, max(1.6, grid.line(0.2)), Qt.PenStyle.DashLine))
        p.drawLine(QPointF(x, bottom), QPointF(x, top))
        upward = end.y < begin.y
        tip, back = (top, ARROW) if upward else (bottom, -ARROW)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(hue)
        p.drawPolygon(QPolygonF([QPointF(x, tip), QPointF(x - 5, tip + back), QPointF(x + 5, tip + back)]))
        pill(p, pill_rect(QPointF(x, (top + bottom) / 2), text, px), text, px, theme, hue)


def _size(scene: StageMoment) -> int:
    """Of the type."""
    return max(scene.grid.floor, round(scene.grid.name * 0.95))


def _percent(share: float) -> str:
    return f"{plain(100 * share, 0)} %"


def _taken(scene: StageMoment) -> Clearing:
    """What a pill must not cover: shapes and texts; its own wire it may."""
    found = occupied(scene.picture, scene.grid, True, QRectF(0, 0, scene.grid.edge, 1e6), wires=False)
    states = [label for label in scene.picture.labels if label.kind in ("entry", "exit")]
    found.take(*(box for label in states for box in state_boxes(scene.grid, label, True)))
    found.take(*(spot.box for spot, _ in spots_of(scene.picture, scene.grid, True).names.values()))
    return found


def _beside(scene: StageMoment, shape: Shape, px: int) -> Iterator[QPointF]:
    """Below a box, right and left of its wire, farther and farther, then beside it."""
    left, _, right, bottom = shape.box
    middle = (left + right) / 2
    air = px * 1.3
    for down in (1.2, 2.0, 3.0):
        for across in (1.9, -1.9, 2.8, -2.8):
            yield scene.grid.at(middle, bottom) + QPointF(across * px, down * air)
    yield scene.grid.at(right, shape.y) + QPointF(2.2 * px, 0)
    yield scene.grid.at(left, shape.y) - QPointF(2.2 * px, 0)


def _along(scene: StageMoment, label: Label, px: int) -> Iterator[QPointF]:
    """Over the wire of a state where it enters, then farther along, then below it."""
    begin = scene.grid.at(scene.picture.ground.frame[0], label.y)
    for up in (-1.4, 1.5):
        for across in (2.2, 4.0, 6.0, 8.0):
            yield begin + QPointF(across * px, up * px)


def _strip(scene: StageMoment, label: Label) -> QRectF:
    """Everything that stands where a state enters."""
    boxes: Iterable[QRectF] = state_boxes(scene.grid, label, True)
    found = QRectF()
    for box in boxes:
        found = found.united(box)
    return found
