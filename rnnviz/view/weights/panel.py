"""The face of the weights: every number that learns as a coloured square, pointed at, dragged and typed over."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.weights.matrices import Index, Matrix
from rnnviz.model.weights.pointed import Weight
from rnnviz.view.inspector.weight_editor import WeightEditor
from rnnviz.view.look import typeset
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.weights import paint, says
from rnnviz.view.weights.desk import Desk
from rnnviz.view.weights.drawn import Drawn
from rnnviz.view.weights.hand import FINE, NUDGE
from rnnviz.view.weights.places import LONGEST, WeightPlaces
from rnnviz.view.weights.pointing import draw_chosen, draw_pointed
from rnnviz.view.weights.row_menu import RowMenu
from rnnviz.view.weights.tools import WeightTools
from rnnviz.view.widgets.paper import BOLD, Paper, elided, fitting, words

KEYS = Qt.Key
MOVES = {KEYS.Key_Left: (0, -1), KEYS.Key_Right: (0, 1), KEYS.Key_Up: (-1, 0), KEYS.Key_Down: (1, 0)}
NUDGES = {KEYS.Key_Plus: NUDGE, KEYS.Key_Equal: NUDGE, KEYS.Key_Minus: -NUDGE}
TYPES = frozenset({KEYS.Key_F2, KEYS.Key_Return, KEYS.Key_Enter})


@shielded
class WeightsPanel(Paper):
    """`desk` has what is chosen, `places` where everything stands."""

    key = "weights"
    own_keys = frozenset({*MOVES, *NUDGES, *TYPES})

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.drawn = Drawn.of(simulation)
        self.tools, self.editor = WeightTools(self), WeightEditor(self)
        self.desk, self.places = Desk(simulation, self.tools, self), WeightPlaces(simulation, self)
        RowMenu(simulation, self.places, self)
        self._unit, self._held = 0, QPointF()
        self._drag: tuple[Matrix, Index, float] | None = None
        self.desk.done.connect(self._describe)
        self.places.unfolded.connect(self._unfolded)
        self.tools.held.connect(self.dragged)
        self.editor.committed.connect(self._committed)
        self.editor.left.connect(self._take_keys)
        self.editor.next_wanted.connect(self.edit_next)
        self.editor.previous_wanted.connect(self.edit_previous)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumSize(170, 150)
        self._follow()

    @property
    def title(self) -> str:
        return self.tr("Weights")

    # what is shown -----------------------------------------------------------------------------------------

    def take_change(self, what: Change) -> None:
        if Change.RUN in what:
            self._follow()
        elif what & (Change.PLAYHEAD | Change.SELECTION):
            self.repaint_soon()
            self._describe()

    def dress(self, theme: Theme, scale: Scale) -> None:
        self.tools.dress(theme, scale)
        self.places.dress(theme, scale)
        super().dress(theme, scale)

    def restyle(self) -> None:
        self._lay_out()
        self._describe()
        self.refresh()

    def _follow(self) -> None:
        """Another run: other numbers, and where the cell, its layer or the words are others, other squares."""
        self.drawn = Drawn.of(self.simulation)
        if self.desk.square is not None and self.desk.square[0] not in self.drawn.shelf.matrices:
            self.editor.cancel()
        self.desk.offer(self.drawn)
        self.restyle()

    def _lay_out(self) -> None:
        """Everything in its place."""
        scale, wide = self.scale, self.width() - 2 * self.scale.pad
        self.tools.resize(wide, self.tools.height())
        self.tools.fit()
        height = self.tools.layout_height()
        self.tools.setGeometry(scale.pad, self.height() - height - scale.px(8), wide, height)
        self.places.lay_out(self.drawn, self.width(), self.tools.y() - scale.px(10))
        if not self.editor.isHidden() and self.desk.square is not None:
            self._lie(*self.desk.square)

    def _unfolded(self) -> None:
        self._lay_out()
        self.refresh()

    @property
    def _where(self) -> Weight | None:
        """The weight pointed at, of those that are shown."""
        found = self.simulation.selection.weight
        return found if found is not None and found.matrix in self.drawn.numbers else None

    def _describe(self) -> None:
        """The tools say what is chosen or pointed at, in the run of now: it may be told of only a moment later."""
        if self.simulation.run is not self.drawn.run:
            self._follow()
            return
        matrix = None if self.desk.chosen is None else self.desk.chosen[0]
        tile = None if matrix is None else self.places.sheet.tile(matrix.name, matrix.start)
        editable = tile is None or not tile.averaged
        self.setAccessibleDescription(self.desk.describe(self.drawn, self.theme, self._where, editable))
        if self.tools.layout_height() != self.tools.height() and self.isVisible():
            self._unfolded()  # a longer name needs another row

    # painting ----------------------------------------------------------------------------------------------

    def draw_picture(self, p: QPainter) -> None:
        scale, theme, pad = self.scale, self.theme, self.scale.pad
        baseline = 1.4 * scale.title
        x = pad + words(p, pad, baseline, self.title, scale.title, theme.text, weight=BOLD) + scale.body
        end = paint.draw_key(p, theme, scale, self.width() - pad, baseline, self.drawn.top)
        text = fitting(says.headline(self.simulation, self.drawn), end - x - scale.body, scale.axis)
        words(p, x, baseline, text, scale.axis, theme.dim)
        paint.draw_sheet(p, theme, scale, self.drawn, self.places.sheet)
        p.fillRect(QRectF(pad, self.tools.y() - scale.px(7), self.width() - 2 * pad, 1), theme.line)
        if self.places.sheet.averaged:
            note = self.tr("each square is the mean of several weights: read only")
            words(p, pad, self.tools.y() - scale.px(14), elided(note, self.width() - 2 * pad, scale.axis),
                  scale.axis, theme.dim)  # fmt: skip

    def draw_live(self, p: QPainter) -> None:
        theme, scale, weight, sheet = self.theme, self.scale, self._where, self.places.sheet
        loud = says.loud_columns(self.simulation, self.drawn, weight)
        paint.draw_heads(p, theme, scale, self.drawn, sheet, LONGEST * scale.axis, loud)
        if self.desk.chosen is not None:
            draw_chosen(p, theme, sheet, *self.desk.chosen)
        if weight is not None:
            draw_pointed(p, theme, scale, self.drawn, sheet, weight, self.width())

    # choosing ----------------------------------------------------------------------------------------------

    def choose(self, matrix: Matrix, index: Index | None) -> None:
        """A square, or a whole matrix, is what the tools act on; its unit is the one looked at."""
        self.desk.chosen = (matrix, index)
        self.tools.say("")
        weight = None if index is None else Weight(matrix, index)
        unit = None if weight is None else weight.unit
        if unit is not None and not matrix.start:
            self._unit = unit
            self.simulation.select(unit=unit)
        self._describe()
        self.repaint_soon()

    def _point(self, weight: Weight | None) -> None:
        """What is pointed at rules the stage; the unit looked at comes back when the pointer leaves."""
        selection = self.simulation.selection
        if weight == selection.weight:
            return
        if selection.weight is None:
            self._unit = selection.unit
        unit = self._unit if weight is None or weight.unit is None else weight.unit
        self.simulation.select(weight=weight, unit=unit)

    # editing -----------------------------------------------------------------------------------------------

    def edit_here(self) -> bool:
        """Type over the square pointed at, else the chosen one."""
        weight, chosen = self._where, self.desk.chosen
        if weight is not None:
            return self._open(weight.matrix, weight.index)
        return chosen is not None and self._open(chosen[0], chosen[1] or (0,) * len(chosen[0].shape))

    def _open(self, matrix: Matrix, index: Index) -> bool:
        if self.places.sheet.tile(matrix.name, matrix.start) is None:
            self.places.unfold(matrix.line)
        tile = self.places.sheet.tile(matrix.name, matrix.start)
        if tile is None or tile.averaged:
            self.desk.refuse_averaged()
            return True
        self.choose(matrix, index)
        value, name = float(self.drawn.numbers[matrix][index]), typeset.plain(typeset.symbol(matrix.own))
        self.editor.open(_whole(*tile.of_index(index)), name, index, value, self.theme, self.scale.body)
        return True

    def _lie(self, matrix: Matrix, index: Index) -> None:
        """The field being typed in stands over its square, wherever that is now."""
        tile = self.places.sheet.tile(matrix.name, matrix.start)
        if tile is None or tile.averaged:
            self.editor.cancel()
        else:
            self.editor.lie(_whole(*tile.of_index(index)))

    def edit_next(self, count: int = 1) -> None:
        """The square after the one just edited: along the row, then the next row, then the next matrix."""
        if self.desk.square is not None:
            self._open(*says.beyond(self.drawn.shelf.matrices, *self.desk.square, count))

    def edit_previous(self) -> None:
        """The square before it."""
        self.edit_next(-1)

    def _committed(self, name: str, index: Index, value: float) -> None:
        if self.desk.square is not None:
            self.desk.hand.set_number(*self.desk.square, value)
            self.simulation.flush()

    def _take_keys(self) -> None:
        """After a number was typed the arrows go from square to square, until Esc."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy_here(self) -> None:
        self.desk.copy()

    def paste_here(self) -> None:
        self.desk.paste()

    def _named(self, at: QPointF) -> Matrix | None:
        """The parameter whose name stands there."""
        return self.places.sheet.named_at(at.x(), at.y(), self.scale.axis)

    # Qt ----------------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None:
            matrix, index, start = self._drag
            fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            up = self._held.y() - event.position().y()
            self.desk.hand.drag_to(matrix, index, start + up * (FINE if fine else NUDGE))
            return
        found = self.places.sheet.at(event.position().x(), event.position().y())
        over = found is not None or self._named(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        self._point(None if found is None else Weight(found[0].matrix, found[1]))

    def leaveEvent(self, event: QEvent) -> None:
        if self._drag is None:
            self._point(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        found = self.places.sheet.at(event.position().x(), event.position().y())
        if found is not None:
            tile, index = found
            self.choose(tile.matrix, index)
            if not tile.averaged:
                self._held = event.position()
                self._drag = (tile.matrix, index, float(self.drawn.numbers[tile.matrix][index]))
                self.dragged.emit(True)
        elif (name := self._named(event.position())) is not None:
            self.choose(name, None)

    def mouseReleaseEvent(self, event: QEvent) -> None:
        if self._drag is not None:
            self._drag = None
            self.dragged.emit(False)
            self.simulation.settle()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if (found := self.places.sheet.at(event.position().x(), event.position().y())) is not None:
            self._open(found[0].matrix, found[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        matrix, index = self.desk.chosen or (None, None)
        mine = key in self.own_keys or event.text().isdigit()
        if matrix is None or not mine or not self.hasFocus():  # a field's Enter comes here, too
            super().keyPressEvent(event)
            return
        if key in MOVES:
            self.choose(*says.beside(matrix, index, MOVES[key]))
        elif key in NUDGES and index is not None:
            self.desk.hand.nudge(matrix, index, NUDGES[key])
            self.simulation.settle()
        elif key in TYPES:
            self.edit_here()
        elif event.text().isdigit() and self.edit_here():
            self.editor.begin(event.text())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.mouseReleaseEvent(event)  # hidden under the hand, no other one comes
        self._point(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()


def _whole(left: float, top: float, wide: float, high: float) -> QRect:
    return QRect(round(left), round(top), round(wide), round(high))
