"""Paints a moment of the story on the stage; what stays the same from halt to halt is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from rnnviz.model.picture import Picture
from rnnviz.model.picture.pointing import Highlight, focus
from rnnviz.model.weights.matrices import READOUT
from rnnviz.view.look import facts
from rnnviz.view.stage.answer.column import draw_column
from rnnviz.view.stage.answer.plan import plan_of
from rnnviz.view.stage.asked import draw_asked
from rnnviz.view.stage.boxes.square import draw_square_stage
from rnnviz.view.stage.frame import draw_still
from rnnviz.view.stage.glow import Sprites
from rnnviz.view.stage.grid import SQUARE
from rnnviz.view.stage.key import draw_key, draw_signs
from rnnviz.view.stage.layers import draw_layers, in_focus, out_of_focus
from rnnviz.view.stage.legend import draw_legend
from rnnviz.view.stage.looks import StageMoment, looks_of
from rnnviz.view.stage.note import Notes
from rnnviz.view.stage.strands import Strands
from rnnviz.view.stage.wires import Looks

DIMMED = 0.3
ANSWER = "answer"
UNLIT = Highlight(frozenset(), frozenset(), frozenset())
"""Nothing of the cell stands in the light."""


class Over(Protocol):
    """Something drawn over the wires of a stage at moments when it is wanted."""

    def wanted(self, scene: StageMoment) -> bool: ...
    def draw(self, p: QPainter, scene: StageMoment) -> None: ...


class StagePainter:
    """For one widget, of one size and theme until `forget`; the static layer is a pixmap, glow stands in sprites."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._still: QPixmap | None = None
        self._still_of: tuple[tuple[str, ...], bool] = (), False
        self._dim: QPixmap | None = None
        self.sprites = Sprites()
        self._strands: dict[tuple[bool, Picture], Strands] = {}

    def forget(self) -> None:
        """Drop what was drawn for another size or cell."""
        self._still = self._dim = None
        self._strands.clear()
        self.sprites.clear()

    def forget_still(self) -> None:
        """Drop what was drawn in other colours."""
        self._still = None

    def draw(
        self, p: QPainter, scene: StageMoment, lit: tuple[str, ...], notes: Notes, legend: QRectF | None,
        shown: tuple[str, ...] = (), over: Over | None = None,
    ) -> None:  # fmt: skip
        """lit: keys of what stands in the light, all of it where there is none; legend: where notation is explained.

        shown: keys that whoever shows the stage puts in the light: ANSWER among them means the answers. over: what it
        has drawn over the wires instead of the local factors.
        """
        there = over if over is not None and over.wanted(scene) else None
        scene = scene if there is None else replace(scene, factors=False)
        if self._still is None or self._still_of != (scene.chips, scene.backward):
            self._still, self._still_of = self._make_still(scene, legend), (scene.chips, scene.backward)
        p.drawPixmap(0, 0, self._still)
        with facts.layer(self._widget, "cell"):
            found = focus(scene.picture, lit) or (UNLIT if ANSWER in shown else None)
            self._draw_cell(p, scene, found, notes, bool(shown) and ANSWER not in shown)
            if there is not None:
                there.draw(p, scene)

    def strands(self, scene: StageMoment) -> Strands:
        """The wires of a picture in one direction, made once."""
        key = (scene.backward, scene.picture)
        if key not in self._strands:
            self._strands[key] = Strands(scene.picture, scene.grid, scene.backward)
        return self._strands[key]

    def canvas(self) -> QPixmap:
        """An empty picture as large as the widget."""
        canvas = QPixmap(self._pixels())
        canvas.setDevicePixelRatio(self._widget.devicePixelRatioF())
        return canvas

    def _draw_cell(self, p: QPainter, scene: StageMoment, lit: Highlight | None, notes: Notes, without: bool) -> None:
        """without: whether the answers are out of the light, too."""
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        if scene.grid.detail == SQUARE:
            draw_square_stage(p, scene)
            return
        looks = looks_of(scene)
        if lit is not None:
            self._paint_dimmed(p, scene, looks, lit, notes, without or _aside(scene, lit))
        draw_layers(p, scene, self.strands(scene), self.sprites, looks, in_focus(lit), notes)
        if scene.answer is not None and not (lit is not None and (without or _aside(scene, lit))):
            draw_column(p, scene.theme, plan_of(scene.grid), scene.answer)
        (draw_key if scene.backward else draw_signs)(p, scene, notes)
        draw_asked(p, scene)

    def _paint_dimmed(
        self, p: QPainter, scene: StageMoment, looks: Looks, lit: Highlight, notes: Notes, answers: bool
    ) -> None:
        """Everything out of the light in one layer, so that no wire shines through a dot."""
        if self._dim is None or self._dim.size() != self._pixels():
            self._dim = self.canvas()
        self._dim.fill(Qt.GlobalColor.transparent)
        with QPainter(self._dim) as q:
            q.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_layers(q, scene, self.strands(scene), self.sprites, looks, out_of_focus(lit), notes, glow=False)
            if scene.answer is not None and answers:
                draw_column(q, scene.theme, plan_of(scene.grid), scene.answer)
        p.setOpacity(DIMMED)
        p.drawPixmap(0, 0, self._dim)
        p.setOpacity(1.0)

    def _make_still(self, scene: StageMoment, legend: QRectF | None) -> QPixmap:
        still, size = self.canvas(), self._widget.size()
        with QPainter(still) as p, facts.layer(self._widget, "still"):
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            strands = self.strands(scene)
            draw_still(p, scene.theme, strands, scene.cell, scene.chips, size.width(), size.height())
            if legend is not None:
                draw_legend(p, scene.theme, legend, scene.grid.loud, scene.cell, scene.backward)
        return still

    def _pixels(self) -> QSize:
        return (self._widget.size().toSizeF() * self._widget.devicePixelRatioF()).toSize()


def _aside(scene: StageMoment, lit: Highlight | None) -> bool:
    """Whether the answers are out of the light: a weight of the cell stands in it."""
    return lit is not None and scene.weight is not None and scene.weight.matrix.line != READOUT
