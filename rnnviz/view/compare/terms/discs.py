"""Numbers of the partners on a stage: one disc beside each part, the same number on both drawings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rnnviz.model.compare.partners import PARTS, GatedMemory
from rnnviz.model.picture import Picture
from rnnviz.model.picture.shapes import Point
from rnnviz.view.look import facts
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.stage import Stage
from rnnviz.view.widgets.paper import BOLD, Align, metrics, words

ABOVE_BELT, BELOW = QPointF(-0.6, -1.7), QPointF(0.5, 1.15)
"""Where a disc stands beside the beginning of the memory's wire and the corner of a shape, in its own radii."""


def draw_disc(p: QPainter, at: QPointF, number: int, radius: float, theme: Theme) -> None:
    """A number in a disc of the text's colour."""
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(theme.text)
    p.drawEllipse(at, radius, radius)
    px = round(1.15 * radius)
    base = at.y() + metrics(px, BOLD).capHeight() / 2
    words(p, at.x(), base, str(number), px, theme.panel, Align.AlignHCenter, BOLD)


def radius_of(scale: Scale) -> float:
    """Half a disc's height."""
    return max(12.0, scale.px(14))


def lit_keys(memory: GatedMemory, keys: Sequence[str]) -> tuple[str, ...]:
    """Elements of the drawing that belong to some parts; with all of them the whole equation is lit."""
    names = [name for key in keys for name in memory.parts[key].names if key in memory.parts]
    lines = memory.lines if len(keys) > 1 or "memory" in keys else ()
    return tuple(f"line:{name}" for name in dict.fromkeys((*names, *lines)))


def places_of(picture: Picture, memory: GatedMemory, keys: Sequence[str]) -> list[tuple[str, Point]]:
    """(part, lower left corner of its shape) for those that are drawn, in the stage's units."""
    found = []
    for key in keys:
        at = _entry(picture, memory) if key == "memory" else _shape(picture, memory.parts[key].names)
        if at is not None:
            found.append((key, at))
    return found


def _entry(picture: Picture, memory: GatedMemory) -> Point | None:
    points = [point for piece in picture.pieces if piece.source == f"{memory.state}_prev" for point in piece.points]
    return min(points, default=None)


def _shape(picture: Picture, names: Sequence[str]) -> Point | None:
    shape = next((picture.by_name[name] for name in names if name in picture.by_name), None)
    if shape is None:
        return None
    return shape.box[0] - (0 if shape.learned else shape.w / 3), shape.box[3]


@shielded
class Discs(QWidget):
    """Lies over a stage and lets every press through."""

    def __init__(self, stage: Stage, memory: GatedMemory, keys: Sequence[str]) -> None:
        super().__init__(stage)
        self._stage, self._memory, self._keys = stage, memory, keys
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        stage.laid_out.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        stage = self._stage
        grid, theme, radius = stage.grid, stage.theme, radius_of(stage.scale)
        taken: list[QPointF] = []
        with QPainter(self) as p, facts.layer(self, "discs"):
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            for key, place in places_of(stage.picture, self._memory, self._keys):
                at = grid.at(*place) + (ABOVE_BELT if key == "memory" else BELOW) * radius
                while any((at - other).manhattanLength() < 2 * radius for other in taken):
                    at -= QPointF(2.1 * radius, 0)
                taken.append(at)
                facts.tell("partner", key, value=PARTS.index(key) + 1, at=at)
                draw_disc(p, at, PARTS.index(key) + 1, radius, theme)
