"""The chain of layers by time steps, standing on the tape: same columns, same scroll, same present column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPixmap, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from rnnviz.model.chain.chain import Chain, ChainReach, ChainRow, breadths, chain_of, column_of, reach, seat_at
from rnnviz.model.document.change import Change
from rnnviz.model.story.score import Part
from rnnviz.view.chain import text
from rnnviz.view.chain.boxes import draw_boxes, draw_inputs
from rnnviz.view.chain.folded import FoldedLayout, draw_folded, folded_width
from rnnviz.view.chain.folding import Folding, draw_passage
from rnnviz.view.chain.names import draw_names, draw_title, names_width
from rnnviz.view.chain.plan import BOXES, ChainLayout
from rnnviz.view.chain.present import draw_frame, draw_now
from rnnviz.view.chain.spans import Band, bands, extent, lit_span, shown_of, with_now
from rnnviz.view.chain.wires import draw_carried, draw_handed, draw_read
from rnnviz.view.look import facts
from rnnviz.view.look.shield import shielded
from rnnviz.view.tape import Tape
from rnnviz.view.widgets.paper import Paper, clipped
from rnnviz.view.widgets.step_name import step_name
from rnnviz.view.widgets.tips import Tips
from rnnviz.view.work.throttle import GLANCE_MS

if TYPE_CHECKING:
    from rnnviz.model.document.simulation import Simulation


@shielded
class ChainView(Paper):
    """Reads the simulation and the tape's columns; a click or drag on a box goes to that step, layer and direction."""

    key = "chain"
    tape: Tape
    flush = False

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self._chain: Chain | None = None
        self._made_of: tuple[Any, bool] | None = None
        self._planned: ChainLayout | None = None
        self._ground: object = None
        self._lit: dict[Band, tuple[QPixmap, QRectF]] = {}
        self._dragged: ChainRow | Part | None = None
        self.folded, self.folding = False, Folding(self)
        self.folding.moved.connect(self.update)
        self.setMouseTracking(True)
        self.setMinimumSize(240, 60)
        self._tips = Tips(self)
        self._calm = self.throttled(self._show_run, GLANCE_MS)

    def stand_on(self, tape: Tape) -> None:
        """Take the columns of the tape below."""
        self.tape = tape
        tape.shifted.connect(self._follow_tape)

    def names_width(self) -> float:
        """What the names of the rows, and the folded network, take left of the columns."""
        return names_width(self.chain, self.scale) + (self._folded_width() if self.folded else 0.0)

    def _folded_width(self) -> float:
        return folded_width(self.scale, max(breadths(self.simulation.score)) > 1)

    def _folded(self, plan: ChainLayout) -> FoldedLayout:
        return FoldedLayout(plan, plan.columns.left - self.scale.px(8))

    def fold(self, on: bool) -> None:
        """Show the network folded, beside the chain, or no longer; the steps run together, or out of the block."""
        self.folded = on
        if self.isVisible():
            self.folding.start(on)

    @property
    def title(self) -> str:
        return self.tr("Unrolled chain: layers by time steps")

    # what is shown -----------------------------------------------------------------------------------------

    @property
    def chain(self) -> Chain:
        """Of the runs on screen in the story's direction."""
        key = (self.simulation.runs, self.simulation.cursor.backward)
        if self._chain is None or self._made_of is None or self._made_of[0] is not key[0] or self._made_of[1] != key[1]:
            self._chain, self._made_of = chain_of(key[0], self.simulation.score, key[1]), key
        return self._chain

    def plan(self) -> ChainLayout:
        """The geometry of this moment."""
        return ChainLayout(self.tape.plan(), self.height(), breadths(self.simulation.score))

    def _show_run(self) -> None:
        """What is lit is other; what lies below it changes only with the columns, the rows and the words."""
        if self.isVisible() and self._ground is not None and self._ground == self._ground_now():
            self._unlight()
            self._describe()
            self.update()
        else:
            self.refresh()

    def _ground_now(self) -> object:
        return (
            self.plan(),
            self.folded,
            self._meanings(),
            tuple((row.role, row.way, row.name) for row in self.chain.rows),
        )

    def _meanings(self) -> tuple[str, ...]:
        effects = [row for row in self.tape.rows if row.effect is not None]
        return text.meanings(self.chain, effects, self._merges(), self.plan().detail == BOXES)

    def refresh(self) -> None:
        self._unlight()
        super().refresh()
        self._describe()

    def _unlight(self) -> None:
        self._lit.clear()
        facts.forget(self, "band")

    def _follow_tape(self) -> None:
        if self.isVisible() and self._planned is not None and self.plan() != self._planned:
            self.refresh()

    def take_change(self, what: Change) -> None:
        super().take_change(what)
        if Change.RUN in what:
            self._calm.ask()
        if Change.PLAYHEAD in what:
            self._follow_cursor()
        self.update()

    def _follow_cursor(self) -> None:
        if self.isVisible() and self._made_of is not None and self._made_of[1] != self.simulation.cursor.backward:
            self.refresh()
        else:
            self._follow_tape()
        self._describe()
        self.update()

    def _describe(self) -> None:
        cursor = self.simulation.cursor
        step = step_name(self.simulation, cursor.step, cursor.way)
        said = self.tr("layer {} of {}, {} of {}").format(
            cursor.layer + 1, len(self.simulation.runs), step, self.simulation.steps
        )
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)

    def _merges(self) -> list[str]:
        """How the directions of the layers that have two are put together."""
        layers = self.simulation.setup.layers
        fits = tuple(len(choice.ways) for choice in layers) == breadths(self.simulation.score)
        return [choice.merge for choice in layers if len(choice.ways) > 1] if fits else []

    # painting ----------------------------------------------------------------------------------------------

    def draw_picture(self, p: QPainter) -> None:
        """Everything as if nothing were known yet; what is known is laid over it."""
        plan = self._planned = self.plan()
        self._ground = self._ground_now()
        draw_title(p, self.theme, plan, self.width(), self._meanings(), self.folded)
        with clipped(p, plan.area):
            for band in bands(plan):
                self._draw_band(p, plan, band, False)
        draw_names(p, self.theme, plan, self.chain)

    def _draw_band(self, p: QPainter, plan: ChainLayout, band: Band, lit: bool) -> None:
        (kind, number), ratio = band, self.devicePixelRatioF()
        if kind == "input":
            draw_inputs(p, self.theme, plan, self.chain, lit, ratio)
        elif kind == "read":
            draw_read(p, self.theme, plan, self.chain, number, lit)
        elif kind == "into":
            draw_handed(p, self.theme, plan, self.chain, number, lit)
        else:
            if plan.detail == BOXES:
                draw_carried(p, self.theme, plan, self.chain, number, lit)
            draw_boxes(p, self.theme, plan, self.chain, number, lit, ratio)

    def _band_picture(self, plan: ChainLayout, band: Band) -> tuple[QPixmap, QRectF]:
        """A band as it looks when all of it is known, on nothing."""
        if band not in self._lit:
            low, high = extent(plan, band)
            ratio, rim = self.devicePixelRatioF(), 8 * self.scale.line(1.2)
            box = QRectF(0, max(0.0, low - rim), self.width(), high - low + 2 * rim).toAlignedRect()
            pixmap = QPixmap((QSize(box.width(), box.height()).toSizeF() * ratio).toSize())
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            with QPainter(pixmap) as q, facts.layer(self, f"band {band}"):
                q.setRenderHint(QPainter.RenderHint.Antialiasing)
                q.translate(-box.topLeft())
                self._draw_band(q, plan, band, True)
            self._lit[band] = pixmap, QRectF(box)
        return self._lit[band]

    def draw_live(self, p: QPainter) -> None:
        plan, chain, at = self.plan(), self.chain, self.simulation.cursor
        reached = [reach(self.simulation.score, at, row) for row in chain.rows]
        done = [self._done(r) for r in reached]
        onward = [row.way == "forward" for row in chain.rows]
        with clipped(p, plan.area):
            for band in bands(plan):
                if self.folding.running:
                    continue
                picture, box = self._band_picture(plan, band)
                left, right = lit_span(plan, band, reached, done, onward, chain.backward)
                facts.tell("lit", f"band {band}", value=(left, right))
                if right > left:
                    ratio = picture.devicePixelRatio()
                    source = QRectF(left * ratio, 0, (right - left) * ratio, picture.height())
                    p.drawPixmap(QRectF(left, box.top(), right - left, box.height()), picture, source)
            if not self.folding.running:
                draw_now(p, self.theme, plan, chain, reached, done, self.simulation.selection.unit)
            column = self.simulation.place(at.step)
            draw_frame(p, self.theme, plan, column)
        if self.folded:
            shown = [column if column in known else None for known in done]
            draw_folded(p, self.theme, self._folded(plan), chain, shown, column)
        if self.folding.running:
            draw_passage(p, self.theme, self._folded(plan), chain, done, column, self.folding.share)

    def _done(self, found: ChainReach) -> range:
        """Columns whose output is there: the present one, too, once its line is reached."""
        at = self.simulation.cursor
        cell = self.simulation.score.cell(at)
        there = at.backward or cell.output in at.known(cell)
        return shown_of(with_now(found) if there else found.known, self.simulation)

    # pointing ----------------------------------------------------------------------------------------------

    def seat_at(self, place: QPointF) -> tuple[int, int]:
        """Row and column under a point; row -1 beside all boxes, column -1 left of all."""
        plan = self.plan()
        if place.x() < plan.columns.left - 2:
            return -1, -1
        return plan.row_at(place.y()), plan.columns.step_at(place.x())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row, column = self.seat_at(event.position())
        if self.folded and column < 0 and event.position().x() > self.plan().columns.left - self._folded_width():
            self.folding.start(False)
        if event.button() == Qt.MouseButton.LeftButton and column >= 0:
            self._dragged = self._pressed(row)
            self._go(self._dragged, column)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None:
            self._go(self._dragged, self.plan().columns.step_at(event.position().x()))
        else:
            over = self.seat_at(event.position())[0] >= 0
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None

    def _pressed(self, row: int) -> ChainRow | Part:
        """A row itself, not its number: an undo may take it away under the hand. Beside all rows: the stage's."""
        if row >= 0:
            return self.chain.rows[row]
        return Part(self.simulation.cursor.layer, self.simulation.cursor.way, self.simulation.cell)

    def _go(self, part: ChainRow | Part, column: int) -> None:
        """To a step of the row that was pressed: a drag scrubs along its row, or what is nearest to it."""
        simulation = self.simulation
        simulation.flush()
        simulation.move(seat_at(simulation.score, simulation.cursor, part, min(column, simulation.steps - 1)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.tape.wheelEvent(event)

    def tip(self, place: QPointF) -> str:
        """What the box under a point is."""
        number, column = self.seat_at(place)
        if number < 0:
            return ""
        simulation, row = self.simulation, self.chain.rows[number]
        known = column in self._done(reach(simulation.score, simulation.cursor, row))
        word = simulation.words[column_of(simulation.cursor.way, column, simulation.steps)]
        own = column_of(row.way, column, simulation.steps)
        return text.tip(self.chain, row, column, step_name(simulation, own, row.way), word, known)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()  # nothing was followed while it was hidden

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()
