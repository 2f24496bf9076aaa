"""The chain of layers by time steps, standing on the tape: same columns, same scroll, same present column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from rnnviz.model.chain import Chain, Reach, chain_of, column_of, reach, seat_at
from rnnviz.view import typeset
from rnnviz.view.calm import GLANCE_MS, Calm
from rnnviz.view.chain import text
from rnnviz.view.chain.boxes import draw_boxes, draw_halo, draw_inputs, radius, unit_rect
from rnnviz.view.chain.plan import BOXES, Plan
from rnnviz.view.chain.wires import draw_carried, draw_handed
from rnnviz.view.paper import BOLD, Align, Paper, clipped, fitting, text_width, words
from rnnviz.view.style import with_alpha
from rnnviz.view.tape import Tape, marks

if TYPE_CHECKING:
    from rnnviz.model.session import Session

RING_FROM = 5.0
"""A square of so many pixels can carry the ring of the chosen unit."""


class ChainView(Paper):
    """Reads the session and the tape's columns; a click or drag on a box goes to that step, layer and direction."""

    def __init__(self, session: Session, tape: Tape, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.tape = tape
        self._chain: Chain | None = None
        self._made_of: tuple[Any, bool] | None = None
        self._planned: Plan | None = None
        self._lit: dict[tuple[str, int], tuple[QPixmap, QRectF]] = {}
        self._dragged = -1
        self.setMouseTracking(True)
        self.setMinimumSize(240, 60)
        self.setAccessibleName(self.tr("Unrolled chain: layers by time steps"))
        self._calm = Calm(self.refresh, GLANCE_MS, self)
        session.run_changed.connect(self._calm.ask)
        session.cursor_changed.connect(self._follow_cursor)
        session.selection_changed.connect(self.update)
        tape.shifted.connect(self._follow_tape)

    # what is shown -----------------------------------------------------------------------------------------

    @property
    def chain(self) -> Chain:
        """Of the runs on screen in the story's direction."""
        key = (self.session.runs, self.session.cursor.backward)
        if self._chain is None or self._made_of is None or self._made_of[0] is not key[0] or self._made_of[1] != key[1]:
            self._chain, self._made_of = chain_of(key[0], self.session.score, key[1]), key
        return self._chain

    def plan(self) -> Plan:
        """The geometry of this moment."""
        return Plan(self.tape.plan(), self.height(), self.chain.breadths)

    def set_live(self, live: bool) -> None:
        """While a slider is dragged the boxes follow as often as an eye does."""
        self._calm.set_live(live)

    def refresh(self) -> None:
        self._lit.clear()
        super().refresh()
        if self.isVisible():
            self.tape.make_room(self._label_width())
        self._describe()

    def _label_width(self) -> float:
        rows = self.chain.rows
        if len(rows) == 1:
            return typeset.width(self._symbol(rows[0].name), self._symbol_px)
        return max(text_width(text.label_of(row), self.scale.axis, BOLD) for row in rows) + 0.4 * self.scale.axis

    def _symbol(self, name: str) -> typeset.Row:
        return typeset.symbol(name, "t", partial=self.chain.backward)

    @property
    def _symbol_px(self) -> int:
        return round(self.scale.body * 1.35)

    def _follow_tape(self) -> None:
        if self._planned is not None and self.plan() != self._planned:
            self.refresh()

    def _follow_cursor(self) -> None:
        if self._made_of is not None and self._made_of[1] != self.session.cursor.backward:
            self.refresh()
        else:
            self._follow_tape()
        self._describe()
        self.update()

    def _describe(self) -> None:
        cursor = self.session.cursor
        said = self.tr("layer {} of {}, step {} of {}").format(
            cursor.layer + 1, len(self.session.runs), self.session.place(cursor.step) + 1, self.session.steps
        )
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)

    def _merges(self) -> list[str]:
        """How the directions of the layers that have two are put together."""
        layers = self.session.setup.layers
        fits = tuple(len(choice.ways) for choice in layers) == self.chain.breadths
        return [choice.merge for choice in layers if len(choice.ways) > 1] if fits else []

    # painting ----------------------------------------------------------------------------------------------

    def draw_picture(self, p: QPainter) -> None:
        """Everything as if nothing were known yet; what is known is laid over it."""
        plan = self._planned = self.plan()
        self._draw_words(p, plan)
        with clipped(p, plan.area):
            for kind, number in self._bands(plan):
                self._draw_band(p, plan, kind, number, False)
        self._draw_labels(p, plan)

    def _bands(self, plan: Plan) -> Iterator[tuple[str, int]]:
        """What is drawn, bottom to top: the input, what leads into each layer, the boxes of each row."""
        if plan.detail == BOXES:
            yield "input", 0
            yield from (("into", layer) for layer in range(len(plan.ways) + 1))
        yield from (("row", row) for row in range(plan.rows))

    def _draw_band(self, p: QPainter, plan: Plan, kind: str, number: int, lit: bool) -> None:
        ratio = self.devicePixelRatioF()
        if kind == "input":
            draw_inputs(p, self.theme, plan, self.chain, lit, ratio)
        elif kind == "into":
            draw_handed(p, self.theme, plan, self.chain, number, lit)
        else:
            if plan.detail == BOXES:
                draw_carried(p, self.theme, plan, self.chain, number, lit)
            draw_boxes(p, self.theme, plan, self.chain, number, lit, ratio)

    def _draw_words(self, p: QPainter, plan: Plan) -> None:
        baseline, pad = plan.title * 0.68, self.scale.pad
        title = self.tr("Unrolled")
        words(p, pad, baseline, title, self.scale.title, self.theme.text, Align.AlignLeft, BOLD)
        room = self.width() - 2 * pad - text_width(title, self.scale.title, BOLD) - 2 * self.scale.body
        effects = [row for row in self.tape.rows if row.effect is not None]
        said = fitting(text.meanings(self.chain, effects, self._merges(), plan.detail == BOXES), room, self.scale.axis)
        words(p, self.width() - pad, baseline, said, self.scale.axis, self.theme.dim, Align.AlignRight)

    def _draw_labels(self, p: QPainter, plan: Plan) -> None:
        """Names of the rows and of the input."""
        rows, pad = self.chain.rows, self.scale.pad
        if len(rows) > 1:
            self._draw_layers(p, plan)
        else:
            px, hue = self._symbol_px, self.theme.role(rows[0].role)
            middle = plan.top(0) + plan.box / 2
            typeset.draw(p, pad, middle + px * 0.33, self._symbol(rows[0].name), px, Align.AlignLeft, hue)
        if plan.detail == BOXES:
            px = self._symbol_px if plan.gap > self.scale.body else self.scale.body
            baseline = min(plan.inputs + plan.squares / 2 + px * 0.33, plan.height - 0.24 * px)
            typeset.draw(p, pad, baseline, self._symbol("x"), px, Align.AlignLeft, self.theme.text)

    def _draw_layers(self, p: QPainter, plan: Plan) -> None:
        """Layer and direction of every row; where rows are low, one name for both directions of a layer."""
        px = self.scale.axis
        low = plan.box + plan.gap < px
        for number, row in enumerate(self.chain.rows):
            beside = [i for i, other in enumerate(self.chain.rows) if other.layer == row.layer]
            if low and number != beside[0]:
                continue
            shared = low and len(beside) > 1
            label = self.tr("layer {}").format(row.layer + 1) if shared else text.label_of(row)
            y = (plan.top(number) + plan.top(beside[-1] if shared else number) + plan.box) / 2
            hue = self.theme.role(row.role)
            words(p, self.scale.pad, y + px * 0.36, label, px, hue, Align.AlignLeft, BOLD)

    def _band_picture(self, plan: Plan, kind: str, number: int) -> tuple[QPixmap, QRectF]:
        """A band as it looks when all of it is known, on nothing."""
        key = (kind, number)
        if key not in self._lit:
            low, high = _extent(plan, kind, number)
            ratio, rim = self.devicePixelRatioF(), 8 * self.scale.line(1.2)
            box = QRectF(0, max(0.0, low - rim), self.width(), high - low + 2 * rim).toAlignedRect()
            pixmap = QPixmap((QSize(box.width(), box.height()).toSizeF() * ratio).toSize())
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            with QPainter(pixmap) as q:
                q.setRenderHint(QPainter.RenderHint.Antialiasing)
                q.translate(-box.topLeft())
                self._draw_band(q, plan, kind, number, True)
            self._lit[key] = pixmap, QRectF(box)
        return self._lit[key]

    def frame_key(self) -> object:
        at = self.at
        if self._dragged >= 0 or at.backward != self.chain.backward or self._planned != self.plan():
            return None
        return at, self.session.selection.unit

    def draw_live(self, p: QPainter) -> None:
        plan, chain, at = self.plan(), self.chain, self.at
        reached = [reach(self.session.score, at, row) for row in chain.rows]
        done = [self._done(r) for r in reached]
        with clipped(p, plan.area):
            for kind, number in self._bands(plan):
                picture, box = self._band_picture(plan, kind, number)
                left, right = self._lit_span(plan, kind, number, done)
                if right > left:
                    ratio = picture.devicePixelRatio()
                    source = QRectF(left * ratio, 0, (right - left) * ratio, picture.height())
                    p.drawPixmap(QRectF(left, box.top(), right - left, box.height()), picture, source)
            self._draw_now(p, plan, reached)
            self._draw_frame(p, plan)

    def _done(self, found: Reach) -> range:
        """Columns whose output is there: the present one, too, once its line is reached."""
        if found.now is None:
            return found.known
        cell = self.session.score.cell(self.at)
        if not (self.at.backward or cell.output in self.at.known(cell)):
            return found.known
        if not found.known:
            return range(found.now, found.now + 1)
        return range(min(found.known.start, found.now), max(found.known.stop, found.now + 1))

    def _lit_span(self, plan: Plan, kind: str, number: int, done: list[range]) -> tuple[float, float]:
        """From where to where a band is lit, in pixels."""
        if kind == "row":
            return _row_span(plan, number, done[number], self.chain.rows[number].way == "forward", self.chain.steps)
        found = _into_span(plan, number, done, self.chain.backward)
        return plan.columns.x(found.start), plan.columns.x(found.stop)

    def _draw_now(self, p: QPainter, plan: Plan, reached: list[Reach]) -> None:
        """The box being computed: a halo behind it, a thicker outline, the chosen unit."""
        for number, found in enumerate(reached):
            if found.now is None or plan.detail != BOXES:
                continue
            row, box = self.chain.rows[number], plan.rect(number, found.now)
            hue = self.theme.role(row.role)
            draw_halo(p, self.theme, plan, box, hue)
            p.setPen(QPen(hue, self.scale.line(2.6)))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(box, radius(plan, box), radius(plan, box))
            ring = unit_rect(plan, row.units.shape[1], number, found.now, self.session.selection.unit)
            if ring is not None and min(ring.width(), ring.height()) >= RING_FROM and found.now in self._done(found):
                p.setPen(QPen(self.theme.text, 1.6))
                p.drawRoundedRect(ring.adjusted(-0.5, -0.5, 0.5, 0.5), 1.5, 1.5)

    def _draw_frame(self, p: QPainter, plan: Plan) -> None:
        """The upper part of the present column's frame; the tape paints the lower."""
        rect = marks.frame_rect(plan.columns, self.session.place(self.at.step))
        rect.setTop(plan.title + 0.5)
        rect.setBottom(self.height() + 40.0)
        around = min(self.scale.px(6), rect.width() / 3)
        p.setPen(QPen(self.theme.accent, self.scale.line(2)))
        p.setBrush(with_alpha(self.theme.accent, 0.08))
        p.drawRoundedRect(rect, around, around)

    # pointing ----------------------------------------------------------------------------------------------

    def seat_at(self, place: QPointF) -> tuple[int, int]:
        """Row and column under a point; row -1 beside all boxes, column -1 left of all."""
        plan = self.plan()
        if place.x() < plan.columns.left - 2:
            return -1, -1
        return plan.row_at(place.y()), plan.columns.step_at(place.x())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row, column = self.seat_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and column >= 0:
            self._dragged = row if row >= 0 else self._present()
            self._go(column)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged >= 0:
            self._go(self.plan().columns.step_at(event.position().x()))
        else:
            over = self.seat_at(event.position())[0] >= 0
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = -1

    def _present(self) -> int:
        """The row of what stands on the stage."""
        cursor = self.session.cursor
        return next(i for i, row in enumerate(self.chain.rows) if (row.layer, row.way) == (cursor.layer, cursor.way))

    def _go(self, column: int) -> None:
        """To a step of the row that was pressed: a drag scrubs along its row."""
        session, row = self.session, self.chain.rows[self._dragged]
        session.move(seat_at(session.score, session.cursor, row, column))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.tape.wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            said = self.tip(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), said, self) if said else QToolTip.hideText()
            return True
        return super().event(event)

    def tip(self, place: QPointF) -> str:
        """What the box under a point is."""
        number, column = self.seat_at(place)
        if number < 0:
            return ""
        session, row = self.session, self.chain.rows[number]
        known = column in self._done(reach(session.score, session.cursor, row))
        word = session.words[column_of(session.cursor.way, column, session.steps)]
        return text.tip(self.chain, row, column, word, known)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()


def _extent(plan: Plan, kind: str, number: int) -> tuple[float, float]:
    """Upper and lower end of a band."""
    if kind == "row":
        return plan.top(number), plan.top(number) + plan.box
    if kind == "input":
        return plan.inputs, plan.height
    below = plan.inputs if number == 0 else plan.top(sum(plan.ways[: number - 1])) + plan.box
    above = plan.title if number == len(plan.ways) else plan.top(sum(plan.ways[: number + 1]) - 1) + plan.box
    return above, below


def _row_span(plan: Plan, row: int, done: range, onward: bool, steps: int) -> tuple[float, float]:
    """Boxes with the arrows that leave them: between left edges where a row reads onward, else between right ones."""
    if not done:
        return 0.0, 0.0
    rim = plan.columns.scale.line(1.6)
    if plan.detail != BOXES:
        return plan.columns.x(done.start), plan.columns.x(done.stop)
    if onward:
        left = plan.rect(row, done.start).left() - rim
        right = plan.rect(row, done.stop).left() - rim if done.stop < steps else plan.area.right()
    else:
        left = plan.rect(row, done.start - 1).right() + rim if done.start else plan.area.left()
        right = plan.rect(row, done.stop - 1).right() + rim
    return max(left, 0.0), min(right, plan.area.right())


def _into_span(plan: Plan, layer: int, done: list[range], backward: bool) -> range:
    """Columns in which what leads into a layer carries something: all that stands before it in the story is done."""
    rows = [done[i] for i in range(plan.rows) if plan.layer_of(i) == (layer if backward else layer - 1)]
    if not rows:  # the input, or backward the loss
        lowest = [done[i] for i in range(plan.rows) if plan.layer_of(i) == (len(plan.ways) - 1 if backward else 0)]
        filled = [r for r in lowest if r]
        return range(min((r.start for r in filled), default=0), max((r.stop for r in filled), default=0))
    return range(max(r.start for r in rows), min(r.stop for r in rows))
