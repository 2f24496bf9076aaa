"""What the class will see, line by line: number, spoken name, values and mean; or what a line waits for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnviz.engine import Run
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.draft.understanding import BROKEN, WAITS, Entry, Understanding
from rnnviz.model.figures.numbers import plain
from rnnviz.model.picture.reading import bars, mean, single
from rnnviz.view.look.language import retranslated
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Scale, Theme, ink, mix
from rnnviz.view.stage.boxes.strip import StripColors, draw_strip, strip_width
from rnnviz.view.widgets.paper import BOLD, Align, cross, elided, metrics, text_width, words

NARROW = 30
"""Below so many sizes of the type two columns become one."""
LEAST_STRIP = 3
"""Sizes of the type from which on values are drawn beside a name."""
LEAST = 2.25
"""Least height of a card with the gap below it, in sizes of the type."""


@shielded
@retranslated
class Steps(QWidget):
    """Cards in reading order of the text, down and then right; `chosen(row)` when one is clicked."""

    chosen = Signal(int)

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._simulation, self._theme, self._scale = simulation, DARK, Scale()
        self._found: Understanding | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.retranslate()
        simulation.changed.connect(self._follow)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("What the class will see, line by line"))
        self._refresh()

    def set_look(self, theme: Theme, scale: Scale) -> None:
        self._theme, self._scale = theme, scale
        self.updateGeometry()
        self.update()

    def _follow(self, what: Change) -> None:
        if what & (Change.RUN | Change.PLAYHEAD):
            self._refresh()

    def show_cell(self, found: Understanding) -> None:
        self._found = found
        self.updateGeometry()
        self._refresh()

    def texts(self) -> list[str]:
        """What every card says."""
        return [f"{e.number} {e.spoken}: {self._said(e)}" for e in self._entries()]

    # geometry ----------------------------------------------------------------------------------------------

    def _entries(self) -> Sequence[Entry]:
        return self._found.entries if self._found is not None else ()

    def _columns(self) -> int:
        return 2 if self.width() > NARROW * self._scale.body else 1

    def _rows(self) -> int:
        return -(-max(1, len(self._entries())) // self._columns())

    def _rim(self) -> float:
        return float(self._scale.pad)

    def _pitch(self) -> float:
        """Height of a card and the gap below it: what is there, shared, within reason."""
        px = self._scale.body
        return min(max((self.height() - self._rim() / 2) / self._rows(), LEAST * px), 3.1 * px)

    def _box(self, number: int) -> QRectF:
        px, columns = self._scale.body, self._columns()
        gap = 1.4 * px
        width = (self.width() - 2 * self._rim() - gap * (columns - 1)) / columns
        column, row = divmod(number, self._rows())
        return QRectF(self._rim() + column * (width + gap), row * self._pitch(), width, self._pitch() - 0.4 * px)

    def sizeHint(self) -> QSize:
        return QSize(400, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(200, round(self._rows() * LEAST * self._scale.body + self._rim() / 2))

    # painting ----------------------------------------------------------------------------------------------

    def _run(self) -> Run | None:
        """The run of what is shown; None for the moment until it is computed."""
        found, run = self._found, self._simulation.run
        return run if found is not None and run.cell is found.cell else None

    def _said(self, entry: Entry) -> str:
        if entry.state == BROKEN:
            return self.tr("fix the red word")
        if entry.state == WAITS:
            return self.tr("waits for line {0}").format(entry.waits_for)
        run = self._run()
        if run is None or entry.name not in run.cell.by_name:
            return ""
        values = single(run.value(entry.name))[self._simulation.cursor.step]
        return self.tr("mean {0}").format(plain(mean(values), sign=entry.name not in run.cell.gates))

    def _refresh(self) -> None:
        self.setAccessibleDescription(". ".join(self.texts()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            try:
                for number, entry in enumerate(self._entries()):
                    self._draw(p, self._box(number), entry)
            except (ValueError, ArithmeticError, LookupError):
                cross(p, self.rect().toRectF(), self._theme)

    def _draw(self, p: QPainter, box: QRectF, entry: Entry) -> None:
        theme, px = self._theme, self._scale.body
        broken = entry.state == BROKEN
        if broken:
            pen = QPen(theme.error, 1.4, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([3.0, 2.0])
            p.setPen(pen)
            p.setBrush(mix(theme.panel, theme.error, 0.12))
        else:
            p.setPen(QPen(theme.line, 1.0))
            p.setBrush(theme.stage)
        p.drawRoundedRect(box.adjusted(0.7, 0.7, -0.7, -0.7), self._scale.radius * 0.7, self._scale.radius * 0.7)
        baseline = box.center().y() + metrics(px).capHeight() / 2
        radius = min(0.85 * px, 0.38 * box.height())
        self._draw_number(p, QPointF(box.left() + 1.5 * px, box.center().y()), radius, entry)
        right = box.right() - 0.9 * px
        said = self._said(entry)
        numeric = entry.state not in (BROKEN, WAITS)
        color = theme.error if broken else theme.text if numeric else theme.dim
        weight = BOLD if numeric else QFont.Weight.Normal
        words(p, right, baseline, said, px, color, Align.AlignRight, weight)
        left = box.left() + 3.0 * px
        room = right - left - text_width(said, px, weight) - px
        whole = text_width(entry.spoken, px, BOLD) + px
        values = min(room, right - left - self._beside()) - whole
        name = elided(entry.spoken, room, px, BOLD)
        left += words(p, left, baseline, name, px, theme.text, weight=BOLD) + px
        if numeric and said and values >= LEAST_STRIP * px:
            self._draw_values(p, QRectF(left, box.top(), right - self._beside() - left, box.height()), entry)

    def _beside(self) -> float:
        """What the widest mean takes at the right: the values of all lines end before it."""
        px = self._scale.body
        said = [self._said(entry) for entry in self._entries() if entry.state not in (BROKEN, WAITS)]
        return max((text_width(text, px, BOLD) for text in said), default=0.0) + 0.8 * px

    def _draw_number(self, p: QPainter, at: QPointF, radius: float, entry: Entry) -> None:
        theme, px = self._theme, round(self._scale.body * 0.9)
        hue = theme.error if entry.state == BROKEN else theme.role(self._role(entry))
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(hue)
        p.drawEllipse(at, radius, radius)
        y = at.y() + metrics(px).capHeight() / 2
        words(p, at.x(), y, str(entry.number), px, ink(theme, hue), Align.AlignHCenter, BOLD)

    def _role(self, entry: Entry) -> str:
        cell = self._found.cell if self._found is not None else None
        line = cell.by_name.get(entry.name) if cell is not None else None
        return line.role if line is not None else "plain"

    def _draw_values(self, p: QPainter, room: QRectF, entry: Entry) -> None:
        """A strip at the right end of the room it has."""
        run = self._run()
        if run is None:
            return
        shown = bars(single(run.value(entry.name))[self._simulation.cursor.step])
        px = self._scale.body
        cell = strip_width(len(shown), 1.0 * px, room.width())
        width = cell * len(shown) + len(shown) - 1
        height = min(1.15 * px, 0.6 * room.height())
        box = QRectF(room.right() - width, room.center().y() - height / 2, width, height)
        role = self._role(entry) if entry.name in run.cell.gates else None
        draw_strip(
            p, StripColors(self._theme, role), box, shown, self._simulation.selection.unit, [b.value for b in shown]
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number, entry in enumerate(self._entries()):
            if self._box(number).contains(event.position()):
                self.chosen.emit(entry.row)
                return
        super().mousePressEvent(event)
