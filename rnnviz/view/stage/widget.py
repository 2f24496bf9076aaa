"""Stage: the drawn cell, one widget that follows the story and is pointed at."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnviz.engine import Cell
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.picture import Picture
from rnnviz.model.picture.pointing import hit
from rnnviz.model.picture.reading import Backflow
from rnnviz.model.story.cursor import Cursor
from rnnviz.model.weights.pointed import lit_key
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.stage.answer.host import AnswerHost
from rnnviz.view.stage.drawing import PictureMaker
from rnnviz.view.stage.frame import error_mark
from rnnviz.view.stage.frames import StageFrame
from rnnviz.view.stage.grid import FULL, LEAST, SQUARE, ColumnNeeds, Grid, Screen
from rnnviz.view.stage.legend import legend_height
from rnnviz.view.stage.looks import Hole, StageMoment, looks_of
from rnnviz.view.stage.motion import Passage, streams_of
from rnnviz.view.stage.note import Notes
from rnnviz.view.stage.painter import Over, StagePainter
from rnnviz.view.stage.story import description, scene_at
from rnnviz.view.widgets.panel import Panel

log = logging.getLogger(__name__)


@shielded
class Stage(Panel):
    """The cell at this moment of the story; pointing lights an element and its sources, a click pins it."""

    key = "stage"
    laid_out = Signal()

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self._loud = self._legend = False
        self.lit: tuple[str, ...] = ()  # whoever shows the stage puts these in the light instead of what is pinned
        self.over: Over | None = None  # whoever shows the stage has this drawn over its wires
        self._painter, self._notes = StagePainter(self), Notes()
        self._flow: Backflow | None = None
        self._at, self._motion, self.floor = simulation.cursor, 0, LEAST
        self._column: ColumnNeeds | None = None
        self._last: StageFrame | None = None
        self._passage = Passage(self)
        self._passage.moved.connect(self.update)
        self._said: set[str] = set()
        self._drawing = PictureMaker(self)
        self._drawing.made.connect(self._drawn)
        self.answers = AnswerHost(simulation, self)
        self.answers.changed.connect(self._forget)
        self._holes: dict[str, Hole] = {}
        self._unlit: frozenset[str] = frozenset()
        self.setMouseTracking(True)
        self.setMinimumSize(206, 100)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._describe()

    # settings ----------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        return self.tr("Stage: the cell")

    def dress(self, theme: Theme, scale: Scale) -> None:
        """Presenting, type and lines are 1.4 times as large, neighbours cropped."""
        loud, self._loud = self._loud, scale.presenting
        super().dress(theme, scale)
        if loud != self._loud:
            self._forget()

    def restyle(self) -> None:
        self._last = None
        self._painter.forget_still()
        self._passage.stop()
        self.update()

    def retranslate(self) -> None:
        super().retranslate()
        self._forget()
        self._describe()

    def set_legend(self, on: bool) -> None:
        """The notation explained in a strip below the cell."""
        self._legend = on
        self._forget()

    def set_motion(self, ms: int) -> None:
        """How long the way to the next halt is shown; 0: not at all."""
        self._motion = ms

    def set_holes(self, holes: Mapping[str, Hole], waiting: Iterable[str]) -> None:
        """Lines that are not understood, and those that wait for them: neither has a value yet."""
        self._holes, self._unlit = dict(holes), frozenset(waiting) | frozenset(holes)
        self._last = None
        self.update()

    def clear(self) -> bool:
        """Let go of pins and hover; whether there was anything to let go of."""
        selection = self.simulation.selection
        self.simulation.select(hover=None, pins=())
        return bool(selection.pins)

    def texts(self) -> list[tuple[str, str]]:
        """(element, text) of every number written in the last painting."""
        return self._notes.written

    # geometry ----------------------------------------------------------------------------------------------

    @property
    def grid(self) -> Grid:
        """Where the cell stands in this widget, in pixels."""
        return self._screen().grid(self.picture.ground)

    @property
    def picture(self) -> Picture:
        """The cell, its shapes as large as suits the u at which all of it has room; its wire led to the answers."""
        screen = self._screen()
        drawn = self._drawing.picture(self.simulation.cell, screen)
        grid = screen.grid(drawn.ground)
        return self.answers.wired(drawn, grid) if grid.column is not None else drawn

    def lay_out(self, cell: Cell) -> bool:
        """Have a cell's picture ready before it is shown; whether it is. `laid_out` when it may have become so."""
        return self._drawing.ready(cell, self._screen())

    @property
    def busy(self) -> bool:
        """Whether the picture is being made."""
        return self._drawing.busy

    def _screen(self) -> Screen:
        column = self.answers.column(self.scale.height)
        return Screen(self.width(), self._room(), self._loud, self.devicePixelRatioF(), column, self.floor)

    def _room(self) -> int:
        """Height left for the cell."""
        return self.height() - (legend_height(self.simulation.cell, self.width(), self._loud) if self._legend else 0)

    def element_at(self, position: QPointF) -> str | None:
        """Key of the element under a point of the widget."""
        grid = self.grid
        return self.answers.element_at(grid, position) or hit(self.picture, *grid.back(position.x(), position.y()))

    # painting ----------------------------------------------------------------------------------------------

    def frame(self, cursor: Cursor) -> StageFrame:
        """The whole stage at a place of the story."""
        notes, picture = Notes(), self._painter.canvas()
        with QPainter(picture) as p:
            self._draw(p, cursor, notes)
        return StageFrame(cursor, self.simulation.selection.unit, picture, notes)

    def _scene(self, cursor: Cursor) -> StageMoment:
        run, drawn = self.simulation.run, self.picture
        if self._flow is None or self._flow.run is not run or self._flow.picture is not drawn:
            self._flow = Backflow(run, drawn)
        grid = self.grid
        answered = grid.column is not None and grid.detail == FULL
        return scene_at(self.simulation, cursor, self._flow, self.theme, grid, self._holes, self._unlit, answered)

    def _paint(self, p: QPainter) -> None:
        """Where pictures move, each is kept until the next: the way to it begins there."""
        if self._passage.running:
            self._passage.draw(p)
        elif not self._motion or self._pointed:
            self._notes, self._last = Notes(), None
            self._draw(p, self.simulation.cursor, self._notes)
        else:
            self._last = self._last or self.frame(self.simulation.cursor)
            self._notes = self._last.notes
            p.drawPixmap(0, 0, self._last.picture)

    @property
    def _pointed(self) -> bool:
        return bool(self._keys())

    def _keys(self) -> tuple[str, ...]:
        """What is pinned and pointed at: it stands in the light."""
        selection = self.simulation.selection
        weight = () if selection.weight is None else (lit_key(self.picture, selection.weight),)
        return self.lit or (*selection.pins, *([selection.hover] if selection.hover else []), *weight)

    def _draw(self, p: QPainter, cursor: Cursor, notes: Notes) -> None:
        legend = QRectF(0, self._room(), self.width(), self.height() - self._room()) if self._legend else None
        self._painter.draw(p, self._scene(cursor), self._keys(), notes, legend, self.lit, self.over)

    def _drawn(self) -> None:
        """A picture came; on the ground it needs the cell may want shapes of another size, and so a second one."""
        self._forget()
        self.lay_out(self.simulation.cell)
        self.laid_out.emit()

    def _forget(self) -> None:
        """Drop what was drawn for another size or cell."""
        self._passage.stop()
        self._last = None
        self._painter.forget()
        self.answers.place(self.grid)
        self.update()

    # changes -----------------------------------------------------------------------------------------------

    def take_change(self, what: Change) -> None:
        if Change.PLAYHEAD in what:
            self._moved()
        elif what & (Change.RUN | Change.SELECTION):
            self._changed()

    def _moved(self) -> None:
        """Show the way to the next halt from what was painted last."""
        left, before, self._at = self._at, self._last, self.simulation.cursor
        self._changed()
        place = left, self.simulation.selection.unit
        if self._motion and before is not None and (before.cursor, before.unit) == place and not self._pointed:
            self._travel(before)

    def _travel(self, before: StageFrame) -> None:
        """To a halt beside the one that was left, on which all of the cell is drawn; anywhere else one is at once."""
        score, scene = self.simulation.score, self._scene(self._at)
        if score.inside(before.cursor) != before.cursor:  # the layer or step that was left is no more
            return
        onward = score.advance(before.cursor) == self._at
        if scene.grid.detail == SQUARE or not (onward or score.advance(before.cursor, -1) == self._at):
            return
        self._last = self.frame(self._at)
        self._notes = self._last.notes
        streams = streams_of(scene, self._painter.strands(scene), looks_of(scene)) if onward else ()
        self._passage.start(self._motion, before.picture, self._last.picture, scene.grid.u, streams)

    def _changed(self) -> None:
        self._passage.stop()
        self._last = None
        other = self._flow is not None and self._flow.run.cell is not self.simulation.cell
        if self.answers.follow() or other or self._column != self._screen().column:
            self._column = self._screen().column
            self._forget()
        self.answers.place(self.grid)
        self._describe()
        self.update()

    def _describe(self) -> None:
        said = description(self.simulation)
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)

    # Qt ----------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(1236, 600)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            try:
                self._paint(p)
            except Exception as error:
                if repr(error) not in self._said:  # a frame may fail sixty times a second
                    self._said.add(repr(error))
                    log.exception("the stage could not be painted")
                p.resetTransform()
                p.setOpacity(1.0)
                error_mark(p, self.theme, QRectF(self.rect()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._forget()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._forget()
        super().changeEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        key = self.element_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if key else Qt.CursorShape.ArrowCursor)
        self.simulation.select(hover=key)

    def leaveEvent(self, event: QEvent) -> None:
        self.simulation.select(hover=None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        key = self.element_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or key is None:
            super().mousePressEvent(event)
            return
        if self.answers.press(key):
            return
        pins = self.simulation.selection.pins
        pins = tuple(k for k in pins if k != key) if key in pins else (*pins, key)
        self.simulation.select(pins=pins)
