"""Every step's piece of one gradient: as a grid, as a size with its share of the sum, and as one number; scissors."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import plain, raised, short
from rnnviz.model.laboratory.weight_figures import WeightFigures
from rnnviz.view.laboratory.columns import StepColumns, draw_frame, draw_steps
from rnnviz.view.laboratory.mark import NEAR, grip, pill_size, upright
from rnnviz.view.laboratory.part import LabPart
from rnnviz.view.laboratory.weights.grid import draw_grid, index_at, size_of, summed_up
from rnnviz.view.laboratory.weights.looked import FEW, WeightsLooked, grad_row
from rnnviz.view.laboratory.weights.rows import PALE, BarsGround, draw_numbers, draw_sizes, unit_of
from rnnviz.view.look import facts, typeset
from rnnviz.view.look.shield import shielded
from rnnviz.view.widgets.paper import BOLD, Align, elided, text_width, words

LEAST_PITCH = 44.0


@dataclass(frozen=True, slots=True)
class StepRows:
    """Upper and lower ends of what stands below each other."""

    pill: float
    grids: tuple[float, float]
    sizes: tuple[float, float]
    number: tuple[float, float]
    foot: float


@shielded
class WeightSteps(LabPart):
    """Chips choose the parameter, a square of a grid the number; the scissors are dragged, or moved by arrow keys."""

    key = "lab_weight_steps"
    own_keys = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})

    def __init__(self, simulation: Simulation, looked: WeightsLooked, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self._looked = looked
        self._grip, self._held = QRectF(), False
        self._grids: dict[int, QRectF] = {}
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        looked.changed.connect(self.follow)

    @property
    def title(self) -> str:
        return self.tr("What each step contributes")

    @property
    def choices(self) -> tuple[str, ...]:
        return self._looked.names

    @property
    def chosen(self) -> str:
        return self._looked.name

    def choose(self, name: str) -> None:
        self._looked.choose(name)

    @property
    def busy(self) -> bool:
        return self._looked.busy

    # where things stand --------------------------------------------------------------------------------------

    @property
    def columns(self) -> StepColumns:
        left = self.scale.pad + max(text_width("0.005", self.scale.axis), *(
            text_width(text, self.scale.axis, BOLD) for text in self._row_names())) + 1.2 * self.scale.axis  # fmt: skip
        return StepColumns(left, max(left + 20, self.width() - self.scale.pad), self.simulation.steps)

    def _row_names(self) -> tuple[str, str, str]:
        return self.tr("contribution"), self.tr("its size"), self.tr("one number")

    @property
    def rows(self) -> StepRows:
        s, figures = self.scale, self._looked.figures
        pill = self.top + pill_size("0", s)[1] / 2
        top = pill + pill_size("0", s)[1] / 2 + s.pad * 0.5
        foot = self.height() - s.axis * 2.9
        room = foot - top
        grids = 0.0
        if figures is not None and s.height >= 900:
            most = 11.0 * s.height / 1080
            grids = size_of(figures.total, self._grid_room, room * 0.3, most).height() + s.axis
        sizes = top + grids + (room - grids) * 0.56
        return StepRows(pill, (top, top + grids), (top + grids + s.axis * 1.6, sizes - s.axis * 0.6),
                    (sizes + s.axis * 1.6, foot - s.axis * 2.0), foot)  # fmt: skip

    @property
    def _grid_room(self) -> float:
        pitch = self.columns.pitch
        return (pitch if self.simulation.steps <= FEW else max(pitch, 120.0)) * 0.94

    def _cut_x(self) -> float:
        """Between the last step that is cut off and the first one that is kept."""
        first = self._looked.longest - self._looked.steps
        columns, place = self.columns, self.simulation.place(first)
        rect = columns.x(place)
        return rect - columns.pitch / 2 if self.simulation.cursor.way == "forward" else rect + columns.pitch / 2

    def _steps_at(self, x: float) -> int:
        """How many steps are kept where the scissors stand at x."""
        columns = self.columns
        boundary = round((x - columns.left) / columns.pitch)
        if self.simulation.cursor.way != "forward":
            boundary = columns.steps - boundary
        return min(max(self._looked.longest - boundary, 1), self._looked.longest)

    # painting ------------------------------------------------------------------------------------------------

    def draw_picture(self, p: QPainter) -> None:
        figures = self._looked.figures
        self._draw_head(p, figures)
        if figures is None:
            self._draw_none(p)
            return
        rows = self.rows
        self._draw_names(p, figures, rows)
        ground = BarsGround(self.simulation, figures, self.columns, self.theme, self.scale, self._hue(figures))
        draw_sizes(p, ground, rows.sizes, self._looked.before)
        draw_numbers(p, ground, rows.number)
        draw_steps(p, self.columns, self.simulation, rows.foot, self.theme, self.scale)
        self._grids = {}
        if self.simulation.steps <= FEW:
            self._draw_grids(p, figures, rows, 0)

    def _draw_none(self, p: QPainter) -> None:
        told, color = self.tr("being worked out ..."), self.theme.dim
        if not self._looked.name:
            told = self.tr("This cell has no weights.")
        elif self._looked.failed:
            told, color = self._looked.failed, self.theme.error
        words(p, self.width() / 2, self.height() / 2, told, self.scale.body, color, Align.AlignHCenter)

    def _draw_head(self, p: QPainter, figures: WeightFigures | None) -> None:
        s, base = self.scale, self.scale.pad + self.scale.title
        room = self.width() - 2 * s.pad - (self.choice.width() + s.pad if self.choice.isVisible() else 0)
        x = s.pad + words(
            p, s.pad, base, elided(self.title, room, s.title, BOLD), s.title, self.theme.text, weight=BOLD
        )
        if figures is None:
            return
        row = (*typeset.text(self.tr("to") + " "), *grad_row(figures.name, self._looked.hue(figures.name, self.theme)))
        if x + s.body + typeset.width(row, s.body * 1.22) < s.pad + room:
            typeset.draw(p, x + s.body * 0.5, base, row, s.body * 1.22, color=self.theme.text)

    def _hue(self, figures: WeightFigures) -> QColor:
        return self._looked.hue(figures.name, self.theme)

    def _draw_names(self, p: QPainter, figures: WeightFigures, rows: StepRows) -> None:
        """What each row shows, at its left."""
        s = self.scale
        contribution, size, number = self._row_names()
        if rows.grids[1] > rows.grids[0]:
            words(p, s.pad, rows.grids[0] + s.axis * 1.4, contribution, s.axis, self.theme.text, weight=BOLD)
            told = self.tr("as means") if summed_up(figures.total) else " × ".join(map(str, figures.total.shape))
            words(p, s.pad, rows.grids[0] + s.axis * 2.7, told, s.axis, self.theme.dim)
        words(p, s.pad, rows.sizes[0] - s.axis * 0.5, size, s.axis, self.theme.text, weight=BOLD)
        at = ", ".join(str(i + 1) for i in figures.index)
        row = (*typeset.symbol(figures.name), *typeset.text(f"[{at}]"))
        words(p, s.pad, rows.number[0] - s.axis * 0.2, number, s.axis, self.theme.text, weight=BOLD)
        typeset.draw(p, s.pad, rows.number[0] + s.axis * 1.2, row, s.axis * 1.22,
                     color=self._looked.hue(figures.name, self.theme))  # fmt: skip
        exponent = unit_of(figures.number)
        if exponent:
            words(p, s.pad, rows.number[0] + s.axis * 2.5, f"· 10{raised(exponent)}", s.axis, self.theme.dim)

    def draw_live(self, p: QPainter) -> None:
        figures = self._looked.figures
        if figures is None:
            return
        rows, step = self.rows, self.simulation.cursor.step
        place = self.simulation.place(step)
        draw_frame(p, self.columns.rect(place, rows.grids[0] - 4, self.height() - self.scale.axis * 0.3, 1.0),
                   self.theme, self.scale)  # fmt: skip
        facts.tell("present", figures.name, step=step)
        if self.simulation.steps > FEW:
            self._grids = {}
            self._draw_grids(p, figures, rows, place)
        self._draw_scissors(p, rows)

    def _draw_grids(self, p: QPainter, figures: WeightFigures, rows: StepRows, present: int) -> None:
        if rows.grids[1] <= rows.grids[0] or self._grid_room < LEAST_PITCH:
            return
        steps, columns = self.simulation.steps, self.columns
        shown = range(steps) if steps <= FEW else range(max(0, present - 1), min(steps, present + 2))
        size = size_of(figures.total, self._grid_room, rows.grids[1] - rows.grids[0] - self.scale.axis, 11.0 * 4)
        scale = self._looked.colours
        for place in shown:
            step = self.simulation.place(place)
            middle = columns.x(place)
            if steps > FEW:
                middle = min(max(columns.x(present), columns.left + 1.5 * self._grid_room),
                             columns.right - 1.5 * self._grid_room) + (place - present) * self._grid_room  # fmt: skip
            rect = QRectF(middle - size.width() / 2, rows.grids[0], size.width(), size.height())
            part = PALE if figures.kept_norms[step] < figures.norms[step] else 1.0
            draw_grid(p, rect, figures.whole[step], scale, figures.index, self.theme, part)
            self._grids[step] = rect
            facts.tell("grid", figures.name, step=step, value=figures.whole[step])

    def _draw_scissors(self, p: QPainter, rows: StepRows) -> None:
        x, steps = self._cut_x(), self._looked.steps
        upright(p, x, rows.pill, rows.foot, self.theme, self.scale)
        text = self.tr("keep {0} steps").format(steps) if steps > 1 else self.tr("keep 1 step")
        if steps == self._looked.longest:
            text = self.tr("keep all steps")
        if self._looked.several:
            text = self.tr("at most {0} steps back").format(steps) if steps > 1 else self.tr("at most 1 step back")
        room = QRectF(self.columns.left - 40, 0, self.columns.right + 40 - self.columns.left, 0)
        self._grip = grip(p, QPointF(x, rows.pill), text, room, self.theme, self.scale, self.hasFocus())
        facts.tell("scissors", value=steps, word=text)

    # pointing ------------------------------------------------------------------------------------------------

    def _caught(self, at: QPointF) -> bool:
        near = abs(at.x() - self._cut_x()) < NEAR and self.rows.pill < at.y() < self.rows.foot
        return self._looked.figures is not None and (near or self._grip.contains(at))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._caught(at):
            self._held = True
        elif not self._point(at):
            super().mousePressEvent(event)

    def _point(self, at: QPointF) -> bool:
        """Choose the number whose square lies there."""
        figures = self._looked.figures
        for step, rect in self._grids.items():
            found = None if figures is None else index_at(rect, figures.whole[step], at)
            if found is not None:
                self._looked.point(found)
                return True
        return False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._looked.keep(self._steps_at(event.position().x()))
        elif event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
        else:
            hand = self._caught(event.position())
            self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def tip(self, place: QPointF) -> str:
        return self._said(self.columns.at(place.x())) if place.y() > self.rows.grids[0] else ""

    def _said(self, place: int | None) -> str:
        figures = self._looked.figures
        if figures is None or place is None:
            return ""
        step = self.simulation.place(place)
        told = self.tr("{0}: size {1}, {2} % of the sum; the number {3}")
        size, number = short(float(figures.norms[step]), 4), short(float(figures.number[step]), 6)
        return told.format(self.word_at(place), size, plain(100 * float(figures.shares[step]), 1), number)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in self.own_keys:
            super().keyPressEvent(event)
            return
        left = (event.key() == Qt.Key.Key_Left) == (self.simulation.cursor.way == "forward")
        self._looked.keep(max(1, self._looked.steps + (1 if left else -1)))

    def take_change(self, what: Change) -> None:
        """Another run is followed by the page."""
        if what & Change.PLAYHEAD and not what & Change.RUN:
            self.repaint_soon()

    def focusInEvent(self, event: QEvent) -> None:
        self.repaint_soon()

    def focusOutEvent(self, event: QEvent) -> None:
        self.repaint_soon()
