"""One compared cell: its stage, and beside or below it what it keeps, remembers and learns, and what is its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from rnnviz.model.compare.norms import Norms
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.compare.comparison import Comparison
from rnnviz.view.compare.own import Own
from rnnviz.view.compare.row_paint import SMALL, RowPlaces, draw_live, draw_still, places_of
from rnnviz.view.look import icons
from rnnviz.view.look.language import set_name
from rnnviz.view.look.shield import shielded
from rnnviz.view.stage import Stage
from rnnviz.view.stage.grid import LEAST
from rnnviz.view.transport.cell_picker import CellPicker
from rnnviz.view.widgets.paper import Paper
from rnnviz.view.work.throttle import GLANCE_MS


@shielded
class ComparedRow(Paper):
    """`mode`: EQUAL with stage and card side by side, SMALL without a stage, LARGE with a stage over its strips.

    `enlarged`, `opened`, `removed` by its buttons, a click or a double click; `moved(y)` while the band is dragged,
    y in the parent's pixels; `picked(key, text)` another cell.
    """

    key = "compared_row"
    enlarged = Signal(object)
    opened = Signal(object)
    removed = Signal(object)
    moved = Signal(object, float)
    picked = Signal(object, str, str)

    def __init__(self, simulation: Simulation, comparison: Comparison, parent: QWidget) -> None:
        super().__init__(simulation, parent)
        self.mode, self._comparison = SMALL, comparison
        self._held = ""
        self.stage = Stage(simulation, self)
        self.cells = CellPicker(self)
        self.cells.picked.connect(self._picked)
        self.own = Own(simulation, comparison, self)
        self.own.dragged.connect(self.dragged)
        self.tools = [
            self._tool("large", self._enlarge),
            self._tool("stage", self._open),
            self._tool("close", self._close),
        ]
        self._follow = self.throttled(self.renew, GLANCE_MS)
        self.setMouseTracking(True)
        comparison.changed.connect(self.repaint_soon)
        self.retranslate()
        self.renew()

    @property
    def title(self) -> str:
        return self.tr("Compared cell")

    def retranslate(self) -> None:
        super().retranslate()
        self.cells.say()
        for button, name in zip(self.tools, (
            self.tr("Enlarge this row, or fold it again (its number)"), self.tr("Full stage (double click)"),
            self.tr("Take this cell out"),
        ), strict=True):  # fmt: skip
            set_name(button, name)

    def _tool(self, shape: str, slot: object) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("shape", shape)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(slot)
        return button

    # looks -------------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        scale = self.scale
        self.stage.floor = max(LEAST, scale.px(LEAST))
        self.stage.dress(self.theme, scale)
        self.own.dress(self.theme, scale)
        px = max(14, scale.px(20))
        for button in self.tools:
            button.setIcon(icons.icon(str(button.property("shape")), self.theme.text, px, self.theme.dim))
            button.setIconSize(QSize(px, px))
        self.lay_out()

    def set_mode(self, mode: str) -> None:
        """How much of it is shown."""
        if mode != self.mode:
            self.mode = mode
            self.lay_out()

    def places(self) -> RowPlaces:
        """Where everything stands."""
        return places_of(self.mode, self.width(), self.height(), self.scale)

    def lay_out(self) -> None:
        """Everything in its place."""
        found = self.places()
        self.stage.setVisible(found.stage is not None)
        if found.stage is not None:
            self.stage.setGeometry(found.stage)
        self.cells.setGeometry(found.name)
        side = found.tools.height()
        for number, button in enumerate(self.tools):
            gap = (found.tools.width() - 3 * side) // 2
            button.setGeometry(QRect(found.tools.left() + number * (side + gap), found.tools.top(), side, side))
        self.own.setGeometry(found.own)
        self.own.set_mode(self.mode)
        self.refresh()

    # what is shown -----------------------------------------------------------------------------------------

    def take_change(self, what: Change) -> None:
        if what & (Change.RUN | Change.SETUP):
            self._follow.ask()
        elif what & Change.PLAYHEAD:
            self.repaint_soon()

    def renew(self) -> None:
        """Another run, or something else was chosen."""
        self.cells.show_choice(self.simulation.choice)
        self.own.renew()
        self.refresh()

    @property
    def norms(self) -> tuple[Norms, ...]:
        """Its curves."""
        cells = self._comparison.cells
        if self.simulation not in cells:
            return ()
        return tuple(norm for norm in self._comparison.norms() if cells[norm.row] is self.simulation)

    def draw_picture(self, p: QPainter) -> None:
        if self.norms:
            draw_still(p, self.places(), self.simulation, self.norms, self.theme, self.scale, self.mode)

    def draw_live(self, p: QPainter) -> None:
        if self.norms:
            hover = self._comparison.hover
            draw_live(p, self.places(), self.simulation, self.norms, self.theme, self.scale, hover, self.mode)

    # what a hand does --------------------------------------------------------------------------------------

    def _picked(self, key: str, text: str) -> None:
        self.picked.emit(self.simulation, key, text)

    def _enlarge(self) -> None:
        self.enlarged.emit(self.simulation)

    def _open(self) -> None:
        self.opened.emit(self.simulation)

    def _close(self) -> None:
        self.removed.emit(self.simulation)

    def _strip_at(self, at: QPointF) -> QRectF | None:
        found = self.places()
        return next((r for r in (found.memory, found.gradient) if r.adjusted(0, -3, 0, 3).contains(at)), None)

    def _step_at(self, x: float, strip: QRectF) -> int:
        share = (x - strip.left()) / max(1.0, strip.width())
        return min(max(int(share * self.simulation.steps), 0), self.simulation.steps - 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        strip = self._strip_at(event.position())
        if strip is not None:
            self._held = "story"
            self._scrub(event.position().x())
        elif event.position().x() <= self.places().band.width() + 6:
            self._held = "band"
        else:
            self.enlarged.emit(self.simulation)

    def _scrub(self, x: float) -> None:
        step = self._step_at(x, self.places().gradient)
        self.simulation.go_to_step(self.simulation.place(step))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held == "story":
            self._scrub(event.position().x())
        elif self._held == "band":
            self.moved.emit(self.simulation, self.mapToParent(event.position()).y())
        else:
            strip = self._strip_at(event.position())
            self._comparison.point_at(None if strip is None else self._step_at(event.position().x(), strip))
            band = event.position().x() <= self.places().band.width() + 6
            self.setCursor(Qt.CursorShape.SizeVerCursor if band else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = ""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._strip_at(event.position()) is None:
            self.opened.emit(self.simulation)

    def leaveEvent(self, event: QEvent) -> None:
        self._comparison.point_at(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.lay_out()
