"""The rows of compared cells below each other: all alike while their stages have room, else one is large."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.compare.comparison import Comparison
from rnnviz.view.compare.row import ComparedRow
from rnnviz.view.compare.row_paint import EQUAL, LARGE, SMALL, places_of
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import Scale
from rnnviz.view.stage.grid import FROM
from rnnviz.view.widgets.panel import Panel
from rnnviz.view.widgets.panes import Pane
from rnnviz.view.widgets.paper import Align, words

GROUND_WIDE, GROUND_HIGH = 103.0, 50.0
"""Size of the stage's ground, in u."""
NARROWEST = 4.4
"""Where a stage beside a card has fewer pixels a u, its names are gone."""


def lose_names(width: int, height: float, scale: Scale) -> bool:
    """Whether stages in equal rows of this size are without names; in a large window letters are larger."""
    stage, letters = places_of(EQUAL, width, round(height), scale).stage, max(1.0, scale.height / 1080)
    narrow = stage is not None and stage.width() < NARROWEST * GROUND_WIDE * letters
    return narrow or height - 2 < FROM * GROUND_HIGH * letters


@shielded
class RowColumn(Panel):
    """`opened(simulation)`: to be shown on the full stage; `asked`: for one more cell."""

    key = "compared_rows"
    opened = Signal(object)
    asked = Signal()

    def __init__(self, simulation: Simulation, comparison: Comparison, parent: QWidget) -> None:
        super().__init__(simulation, parent)
        self._comparison = comparison
        self._made: dict[Simulation, tuple[Pane, ComparedRow]] = {}
        comparison.changed.connect(self.lay_out)
        comparison.document.changed.connect(self._changed)
        self._follow()

    @property
    def title(self) -> str:
        return self.tr("Compared cells")

    @property
    def busy(self) -> bool:
        return any(row.stage.busy for row in self.rows)

    @property
    def rows(self) -> list[ComparedRow]:
        """From the top down."""
        return [self._made[cell][1] for cell in self._comparison.cells]

    def _changed(self, what: Change) -> None:
        if Change.SIMULATIONS in what:
            self.lay_out()

    def _follow(self) -> None:
        """A row for every cell; rows of cells that are gone are hidden, and come back with an undo."""
        for cell in self._comparison.cells:
            if cell not in self._made:
                self._made[cell] = self._make(cell)
        for cell, (pane, _) in self._made.items():
            pane.setVisible(cell in self._comparison.cells)
        self._forget()

    def _forget(self) -> None:
        """Rows of cells that nobody sees go when there are many: undo makes them anew."""
        gone = [cell for cell in self._made if cell not in self._comparison.cells]
        for cell in gone[: max(0, len(gone) - 4)]:
            pane, _ = self._made.pop(cell)
            pane.deleteLater()

    def _make(self, cell: Simulation) -> tuple[Pane, ComparedRow]:
        pane = Pane(self)
        row = ComparedRow(cell, self._comparison, pane)
        pane.hold(row)
        row.enlarged.connect(self._comparison.enlarge)
        row.opened.connect(self.opened)
        row.removed.connect(self._remove)
        row.moved.connect(self._move)
        row.picked.connect(self._pick)
        row.dragged.connect(self.dragged)
        row.dress(self.theme, self.scale)
        row.set_live(self.live)
        return pane, row

    # geometry ----------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        for _, row in self._made.values():
            row.dress(self.theme, self.scale)
        self.lay_out()

    def set_live(self, live: bool) -> None:
        super().set_live(live)
        for _, row in self._made.values():
            row.set_live(live)

    def lay_out(self) -> None:
        """Rows of equal height while each stage keeps its names, else one large one among small ones."""
        self._follow()
        cells, gap = self._comparison.cells, self.scale.gap
        count = max(2, len(cells))
        equal = (self.height() - gap * (count - 1)) / count
        large = self._comparison.large if self._comparison.large in cells else None
        if large is None and lose_names(self.width(), equal, self.scale):
            large = cells[-1]
        top = 0.0
        for cell, height in zip(cells, self._heights(len(cells), large, equal), strict=True):
            pane, row = self._made[cell]
            pane.setGeometry(0, round(top), self.width(), round(height))
            row.set_mode(EQUAL if large is None else LARGE if cell is large else SMALL)
            top += height + gap
        self._free = QRectF(0, top, self.width(), max(0.0, self.height() - top))
        self.update()

    _free = QRectF()

    def _heights(self, count: int, large: Simulation | None, equal: float) -> list[float]:
        if large is None:
            return [equal] * count
        high = self.scale.height >= 900
        small = self.scale.px(116) if high else 44 if count > 3 else 96
        rest = self.height() - (small + self.scale.gap) * (max(2, count) - 1)
        return [rest if cell is large else float(small) for cell in self._comparison.cells]

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """With one cell the second row is an outline that asks for one."""
        with QPainter(self) as p:
            p.fillRect(self.rect(), self.theme.background)
            if len(self._comparison.cells) > 1 or self._free.height() < 20:
                return
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(QPen(self.theme.dim, 1.4, Qt.PenStyle.DashLine))
            p.drawRoundedRect(self._free.adjusted(1, 1, -1, -1), self.scale.radius, self.scale.radius)
            at = self._free.center()
            text = self.tr("+ Add a cell to compare with")
            words(
                p, at.x(), at.y() + self.scale.body * 0.36, text, self.scale.body, self.theme.text, Align.AlignHCenter
            )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if len(self._comparison.cells) == 1 and self._free.contains(event.position()):
            self.asked.emit()

    # what a hand does --------------------------------------------------------------------------------------

    def _remove(self, cell: Simulation) -> None:
        self._comparison.remove(cell, self.simulation)

    def _move(self, cell: Simulation, y: float) -> None:
        """The row goes where the hand is."""
        pane, cells = self._made[cell][0], self._comparison.cells
        at = pane.geometry().top() + y
        place = sum(self._made[other][0].geometry().center().y() < at for other in cells if other is not cell)
        if place != cells.index(cell):
            self._comparison.document.move_to(cell, place)

    def _pick(self, cell: Simulation, key: str, text: str) -> None:
        cell.edit(cell.setup.with_cell(key, text, cell.seat[0]))
