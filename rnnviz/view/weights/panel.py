"""The face of the weights: every number that learns as a coloured square, pointed at, dragged and typed over."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from rnnviz.engine.errors import Refusal
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.weights.matrices import Index, Matrix
from rnnviz.model.weights.pointed import Weight
from rnnviz.model.weights.sheet import Room, Sheet, sheet_of
from rnnviz.model.weights.tiles import Tile
from rnnviz.view.inspector.weight_editor import WeightEditor
from rnnviz.view.look import typeset
from rnnviz.view.look.facts import tell
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.look.words import sentence
from rnnviz.view.plots.chips import Choice
from rnnviz.view.weights import paint, says
from rnnviz.view.weights.drawn import Drawn
from rnnviz.view.weights.hand import FINE, NUDGE, Hand
from rnnviz.view.weights.heat import square
from rnnviz.view.weights.tools import WeightTools
from rnnviz.view.widgets import pills
from rnnviz.view.widgets.paper import BOLD, Paper, elided, fitting, text_width, words

KEYS = Qt.Key
MOVES = {KEYS.Key_Left: (0, -1), KEYS.Key_Right: (0, 1), KEYS.Key_Up: (-1, 0), KEYS.Key_Down: (1, 0)}
NUDGES = {KEYS.Key_Plus: NUDGE, KEYS.Key_Equal: NUDGE, KEYS.Key_Minus: -NUDGE}
TYPES = frozenset({KEYS.Key_F2, KEYS.Key_Return, KEYS.Key_Enter})
MOST_WORDS = 6.2
"""Of the longest word, in sizes of the type."""


@shielded
class WeightsPanel(Paper):
    """`chosen`: the square in the tools, or with index None the whole matrix; `sheet`: where everything stands."""

    key = "weights"
    own_keys = frozenset({*MOVES, *NUDGES, *TYPES})

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.drawn, self.sheet = Drawn.of(simulation), Sheet()
        self.chosen: tuple[Matrix, Index | None] | None = None
        self._line, self._unit, self._held = "", 0, QPointF()
        self._drag: tuple[Matrix, Index, float] | None = None
        self.hand = Hand(simulation, self)
        self.hand.said.connect(self._say)
        self.tools, self.editor = WeightTools(self), WeightEditor(self)
        self.seats, self.lines = Choice(self), Choice(self)
        self.seats.chosen.connect(self._visit)
        self.lines.chosen.connect(self._unfold)
        self._connect()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumSize(170, 150)
        self._follow()

    @property
    def title(self) -> str:
        return self.tr("Weights")

    def _connect(self) -> None:
        tools, editor = self.tools, self.editor
        tools.typed.connect(self._typed)
        tools.copied.connect(self.copy_here)
        tools.pasted.connect(self.paste_here)
        tools.multiplied.connect(self._multiply)
        tools.gain_typed.connect(self._type_gain)
        tools.settled.connect(self.simulation.settle)
        tools.measured.connect(self._scale_to)
        tools.filled.connect(self._fill)
        tools.held.connect(self.dragged)
        editor.committed.connect(self._committed)
        editor.next_wanted.connect(self.edit_next)
        editor.previous_wanted.connect(self.edit_previous)

    # what is shown -----------------------------------------------------------------------------------------

    def take_change(self, what: Change) -> None:
        if Change.RUN in what or (Change.PLAYHEAD in what and self.simulation.run is not self.drawn.run):
            self._follow()
        elif what & (Change.PLAYHEAD | Change.SELECTION):
            self.repaint_soon()
        if what & (Change.RUN | Change.PLAYHEAD | Change.SELECTION):
            self._describe()

    def dress(self, theme: Theme, scale: Scale) -> None:
        self.tools.dress(theme, scale)
        for choice in (self.seats, self.lines):
            choice.set_style(theme, scale)
        super().dress(theme, scale)

    def restyle(self) -> None:
        self._lay_out()
        self._describe()
        self.refresh()

    def _follow(self) -> None:
        """Another run: other numbers, and where the cell, its layer or the words are others, other squares."""
        self.drawn = Drawn.of(self.simulation)
        known = self.drawn.shelf.matrices
        if self.chosen is None or self.chosen[0] not in known:
            self.editor.cancel()
            self.simulation.select(weight=None)
            first = next((m for m in known if m.has_radius), known[0] if known else None)
            self.chosen = None if first is None else (first, None)
        self._lay_out()
        self._describe()
        self.refresh()

    def _lay_out(self) -> None:
        """Everything in its place."""
        scale, pad = self.scale, self.scale.pad
        rows, parts = says.seats(self.simulation), self.drawn.shelf.lines
        self.seats.set_rows({key: typeset.text(text) for key, text in rows.items()})
        self.seats.set_names(tuple(rows) if len(rows) > 1 else (), says.seat(self.simulation))
        self.lines.set_rows({key: typeset.text(paint.name_of(self.drawn, key)) for key in parts})
        wide = self.width() - 2 * pad
        self.tools.resize(wide, self.tools.height())
        self.tools.fit()
        height = self.tools.layout_height()
        self.tools.setGeometry(pad, self.height() - height - scale.px(8), wide, height)
        self._place_sheet()

    def _place_sheet(self) -> None:
        """All blocks where they have room, or chips to choose one by."""
        top = self._place_choice(self.seats, round(2.1 * self.scale.title))
        self.sheet = self._sheet(top)
        shown = self.drawn.shelf.lines if self.sheet.folded and len(self.drawn.shelf.lines) > 1 else ()
        self.lines.set_names(shown, self.sheet.shown)
        if shown:
            top = self._place_choice(self.lines, top)
            self.sheet = self._sheet(top)
        self._top = top
        if not self.editor.isHidden() and self.chosen is not None and self.chosen[1] is not None:
            self._open(self.chosen[0], self.chosen[1])

    def _place_choice(self, choice: Choice, top: int) -> int:
        """One row of chips; returns where it ends."""
        if choice.isHidden():
            return top
        choice.set_room(self.width() - 2 * self.scale.pad)
        choice.adjustSize()
        choice.move(self.scale.pad, top)
        return top + choice.height() + self.scale.px(6)

    def _sheet(self, top: int) -> Sheet:
        px = self.scale.axis
        height = self.tools.y() - top - self.scale.px(10)
        columns = (max((text_width(c, px, BOLD) for c in self.drawn.columns), default=0.0))
        answers = max((text_width(a, px) for a in self.drawn.answers), default=0.0)
        room = Room(self.width(), max(height, 1), px, min(columns, MOST_WORDS * px), min(answers, 8.0 * px))
        return sheet_of(self.drawn.shelf, room, self._line).moved(top)

    @property
    def _where(self) -> Weight | None:
        """The weight pointed at, of those that are shown."""
        found = self.simulation.selection.weight
        return found if found is not None and found.matrix in self.drawn.numbers else None

    def _describe(self) -> None:
        """The tools say what is chosen or pointed at."""
        weight = self._where
        matrix, index = (weight.matrix, weight.index) if weight and not self._typing() else self.chosen or (None, None)
        if matrix is None:
            return
        drawn, theme = self.drawn, self.theme
        name = says.name_row(drawn, theme, matrix, index)
        number = None if index is None else float(drawn.numbers[matrix][index])
        self.tools.show_square(name, number, says.where(drawn, matrix, index))
        tile = self.sheet.tile(matrix.name, matrix.start)
        self.tools.set_editable(tile is None or not tile.averaged)
        self._show_matrix()
        said = f"{typeset.plain(name)} {'' if number is None else number:.6g}" if number is not None else ""
        self.setAccessibleDescription(f"{said} {says.where(drawn, matrix, index)}".strip())

    def _typing(self) -> bool:
        return any(field.hasFocus() for field in (self.tools.number, self.tools.gain, self.tools.radius, self.tools.norm))

    def _show_matrix(self) -> None:
        """Gain, radius and norm of the chosen matrix."""
        if self.chosen is None:
            return
        matrix = self.chosen[0]
        self.hand.take_up(matrix)
        radius, norm = says.measures(self.drawn, matrix)
        row = says.name_row(self.drawn, self.theme, matrix, None)
        self.tools.show_matrix(row, says.shape(matrix), self.hand.gain, radius, norm)

    def _say(self, why: Refusal | None) -> None:
        """A refusal in the tools' row; what was wrong before is over with the next thing that is done."""
        self.tools.say("" if why is None else sentence(why))
        if why is None:
            self._describe()

    # painting ----------------------------------------------------------------------------------------------

    def draw_picture(self, p: QPainter) -> None:
        scale, theme, pad = self.scale, self.theme, self.scale.pad
        baseline = 1.4 * scale.title
        x = pad + words(p, pad, baseline, self.title, scale.title, theme.text, weight=BOLD) + scale.body
        end = paint.draw_key(p, theme, scale, self.width() - pad, baseline, self.drawn.top)
        text = fitting(says.headline(self.simulation, self.drawn), end - x - scale.body, scale.axis)
        words(p, x, baseline, text, scale.axis, theme.dim)
        paint.draw_sheet(p, theme, scale, self.drawn, self.sheet)
        p.fillRect(QRectF(pad, self.tools.y() - scale.px(7), self.width() - 2 * pad, 1), theme.line)
        if self.sheet.averaged:
            note = self.tr("each square is the mean of several weights: only to be looked at")
            words(p, pad, self.tools.y() - scale.px(14), elided(note, self.width() - 2 * pad, scale.axis),
                  scale.axis, theme.dim)  # fmt: skip

    def draw_live(self, p: QPainter) -> None:
        theme, scale, weight = self.theme, self.scale, self._where
        loud = says.loud_columns(self.simulation, self.drawn, weight)
        paint.draw_heads(p, theme, scale, self.drawn, self.sheet, MOST_WORDS * scale.axis, loud)
        if self.chosen is not None:
            self._frame(p, self.chosen[0], self.chosen[1])
        tile = None if weight is None else self.sheet.tile(weight.matrix.name, weight.matrix.start)
        if weight is not None and tile is not None:
            self._draw_pointed(p, tile, weight)

    def _frame(self, p: QPainter, matrix: Matrix, index: Index | None) -> None:
        tile = self.sheet.tile(matrix.name, matrix.start)
        if tile is None:
            return
        box = QRectF(*tile.box) if index is None else QRectF(*tile.of_index(index))
        tell("chosen", matrix.name, value=index)
        paint.draw_frame(p, box, self.theme.accent, 1.4 if index is None else 2.0)

    def _draw_pointed(self, p: QPainter, tile: Tile, weight: Weight) -> None:
        """A ring round it, its row in bold, and its value over it."""
        theme, scale, px = self.theme, self.scale, self.scale.axis
        row, column = weight.matrix.square(weight.index)
        here = square(tile, row // tile.by[0], column // tile.by[1])
        paint.draw_frame(p, QRectF(*tile.box), theme.accent, 1.2)
        paint.draw_frame(p, here, theme.text, 2.0)
        value = float(tile.shown(self.drawn.numbers[weight.matrix])[row // tile.by[0], column // tile.by[1]])
        text = says.value_text(value)
        center = QPointF(here.center().x(), here.top() - 1.25 * px)
        rect = pills.pill_rect(center, text, px)
        rect.moveLeft(min(max(rect.left(), 2.0), self.width() - rect.width() - 2))
        tell("pointed", weight.matrix.name, value=value, word=text)
        pills.pill(p, rect, text, px, theme, theme.text)

    # choosing ----------------------------------------------------------------------------------------------

    def place_at(self, at: QPointF) -> tuple[Tile, Index] | None:
        """The square under a point."""
        for tile in self.sheet.tiles:
            index = tile.index_at(at.x(), at.y())
            if index is not None:
                return tile, index
        return None

    def _matrix_at(self, at: QPointF) -> Matrix | None:
        """The parameter whose name stands under a point."""
        px = self.scale.axis
        for tile in self.sheet.tiles:
            left, top, wide, high = tile.box
            if QRectF(left, top + high, max(wide, 6 * px), 1.5 * px).contains(at):
                return tile.matrix
        return None

    def choose(self, matrix: Matrix, index: Index | None) -> None:
        """A square, or a whole matrix, is what the tools act on; its unit is the one looked at."""
        self.chosen = (matrix, index)
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

    def _visit(self, key: str) -> None:
        layer, _, way = key.partition(":")
        self.simulation.visit(int(layer), way)

    def _unfold(self, line: str) -> None:
        """The block of one line."""
        self._line = line
        self._place_sheet()
        self.refresh()

    # editing -----------------------------------------------------------------------------------------------

    def edit_here(self) -> bool:
        """Type over the chosen square, else the one pointed at."""
        weight = self._where
        matrix, index = self.chosen or (None, None)
        if weight is not None:
            matrix, index = weight.matrix, weight.index
        if matrix is None:
            return False
        return self._open(matrix, index or (0,) * len(matrix.shape))

    def _open(self, matrix: Matrix, index: Index) -> bool:
        if self.sheet.tile(matrix.name, matrix.start) is None and not matrix.start:
            self._unfold(matrix.line)
        tile = self.sheet.tile(matrix.name, matrix.start)
        if tile is None or tile.averaged:
            return False
        self.choose(matrix, index)
        value = float(self.drawn.numbers[matrix][index])
        box = QRect(*(round(part) for part in tile.of_index(index)))
        self.editor.open(box, typeset.plain(typeset.symbol(matrix.own)), index, value, self.theme, self.scale.body)
        return True

    def edit_next(self, count: int = 1) -> None:
        """The square after the one just edited: along the row, then the next row, then the next matrix."""
        if self.chosen is not None and self.chosen[1] is not None:
            self._open(*says.beyond(self.drawn.shelf.matrices, self.chosen[0], self.chosen[1], count))

    def edit_previous(self) -> None:
        """The square before it."""
        self.edit_next(-1)

    def _committed(self, name: str, index: Index, value: float) -> None:
        if self.chosen is not None and self.chosen[1] is not None:
            self.hand.set_number(self.chosen[0], self.chosen[1], value)
            self.simulation.flush()

    def _typed(self, text: str) -> None:
        if self.chosen is not None and self.chosen[1] is not None:
            self.hand.type_number(self.chosen[0], self.chosen[1], text)

    def copy_here(self) -> None:
        if self.chosen is not None:
            self.hand.copy(*self.chosen)

    def paste_here(self) -> None:
        if self.chosen is not None:
            self.hand.paste(*self.chosen)

    def _multiply(self, gain: float) -> None:
        if self.chosen is not None:
            self.hand.multiply(self.chosen[0], gain, merge=True)

    def _type_gain(self, text: str) -> None:
        if self.chosen is not None:
            self.hand.type_gain(self.chosen[0], text)

    def _scale_to(self, radius: bool, text: str) -> None:
        if self.chosen is not None:
            self.hand.measure_to(self.chosen[0], radius, text)

    def _fill(self, rule: str, everything: bool, seed: int) -> None:
        if self.chosen is not None:
            self.hand.fill(None if everything else self.chosen[0], rule, seed)

    # Qt ----------------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None:
            matrix, index, start = self._drag
            fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            up = self._held.y() - event.position().y()
            self.hand.drag_to(matrix, index, start + up * (FINE if fine else NUDGE))
            return
        found = self.place_at(event.position())
        over = found is not None or self._matrix_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        self._point(None if found is None else Weight(found[0].matrix, found[1]))

    def leaveEvent(self, event: QEvent) -> None:
        if self._drag is None:
            self._point(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        found, name = self.place_at(event.position()), self._matrix_at(event.position())
        if found is not None:
            tile, index = found
            self.choose(tile.matrix, index)
            if not tile.averaged:
                self._held = event.position()
                self._drag = (tile.matrix, index, float(self.drawn.numbers[tile.matrix][index]))
                self.dragged.emit(True)
        elif name is not None:
            self.choose(name, None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None:
            self._drag = None
            self.dragged.emit(False)
            self.simulation.settle()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self.place_at(event.position())
        if found is not None:
            self._open(found[0].matrix, found[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        matrix, index = self.chosen or (None, None)
        if matrix is None or (key not in self.own_keys and not event.text().isdigit()):
            super().keyPressEvent(event)
            return
        if key in MOVES:
            self.choose(*says.beside(matrix, index, MOVES[key]))
        elif key in NUDGES and index is not None:
            self.hand.nudge(matrix, index, NUDGES[key])
            self.simulation.settle()
        elif key in TYPES:
            self.edit_here()
        elif event.text().isdigit() and self.edit_here():
            self.editor.begin(event.text())

    def hideEvent(self, event: QEvent) -> None:
        self._point(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()


