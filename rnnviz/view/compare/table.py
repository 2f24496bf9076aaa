"""Compared cells in numbers: parameters, time per step, gradient n steps back, what is kept per step, accuracy."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from rnnviz.model.compare.norms import Norms, accuracy, parameters
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import plain
from rnnviz.model.figures.scales import size_text
from rnnviz.view.compare.comparison import Comparison
from rnnviz.view.compare.names import names_of
from rnnviz.view.compare.timing import Stopwatch
from rnnviz.view.look import facts
from rnnviz.view.look.compared import draw_mark, hue
from rnnviz.view.look.shield import shielded
from rnnviz.view.widgets.paper import BOLD, Align, Paper, elided, fitting, text_width, words
from rnnviz.view.widgets.value_words import kind_name
from rnnviz.view.work.throttle import READING_MS


@dataclass(frozen=True, slots=True)
class TableRow:
    """One state of a cell in words; simulation: whose; the first state of a cell has the cell's own numbers."""

    simulation: Simulation
    norm: Norms
    name: str
    parameters: str
    time: str
    back: str
    kept: float
    accuracy: str


@shielded
class ComparedTable(Paper):
    """`chosen(simulation)` by a click, `opened(simulation)` by a double click."""

    key = "compared_table"
    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, simulation: Simulation, comparison: Comparison, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self._comparison = comparison
        self._watch = Stopwatch(comparison, self)
        self._watch.measured.connect(self.refresh)
        self._rows: list[tuple[QRectF, TableRow]] = []
        self._follow = self.throttled(self.renew, READING_MS)
        comparison.changed.connect(self._follow.ask)
        comparison.document.changed.connect(self._changed)

    @property
    def title(self) -> str:
        return self.tr("In numbers")

    @property
    def busy(self) -> bool:
        return self.isVisible() and self._watch.busy

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._watch.rest()

    def _changed(self, what: Change) -> None:
        if what & (Change.RUN | Change.SIMULATIONS | Change.SETUP):
            self._follow.ask()

    def renew(self) -> None:
        """Other numbers."""
        self._watch.renew()
        self.refresh()

    def rows(self) -> list[TableRow]:
        """A row for every state of every cell."""
        comparison = self._comparison
        names = names_of(comparison.cells)
        return [self._row(comparison.cells[norm.row], names[norm.row], norm) for norm in comparison.norms()]

    def _row(self, cell: Simulation, name: str, norm: Norms) -> TableRow:
        right = accuracy(cell)
        return TableRow(
            cell, norm, name,
            f"{parameters(cell):,}" if norm.main else "",
            self._watch.text(cell) if norm.main else "",
            self._back(norm),
            norm.kept(self._comparison.back),
            "" if right is None or not norm.main else f"{100 * right:.0f} %",
        )  # fmt: skip

    def _back(self, norm: Norms) -> str:
        step = norm.loss - self._comparison.back
        if step < 0:
            return "–"
        kind = norm.kind(step)
        return size_text(norm.at(step), 1) if kind == "finite" else kind_name(kind)

    # painting ----------------------------------------------------------------------------------------------

    def draw_picture(self, p: QPainter) -> None:
        s, rows = self.scale, self.rows()
        columns = self._columns(any(row.accuracy for row in rows))
        base = s.pad + s.title
        words(p, s.pad, base, self.tr("In numbers"), s.title, self.theme.text, weight=BOLD)
        for name, right, room in columns:
            text = fitting(self._heads(name), room, s.axis)
            words(p, right, base, text, s.axis, self.theme.dim, Align.AlignRight)
        top = base + s.pad * 0.7
        room = self.height() - top - s.pad * 0.4
        height = min(s.px(58) if s.height >= 900 else 49, room / max(1, len(rows)))
        self._rows = []
        for number, row in enumerate(rows):
            rect = QRectF(s.pad, top + number * height, self.width() - 2 * s.pad, height)
            self._rows.append((rect, row))
            self._draw_row(p, rect, row, columns)
        self.setAccessibleDescription("\n".join(self._spoken(row) for _, row in self._rows))

    def _columns(self, judged: bool) -> list[tuple[str, float, float]]:
        """(key, right end, room) of every column of numbers, from the left."""
        keys = ["parameters", "time", "back", "kept", *(["right"] if judged else [])]
        left, right = self.scale.pad + 0.27 * self.width(), self.width() - self.scale.pad
        wide = (right - left) / len(keys)
        return [(key, left + (n + 1) * wide, wide - 0.6 * self.scale.axis) for n, key in enumerate(keys)]

    def _heads(self, key: str) -> tuple[str, ...]:
        """What stands over a column, the longest first."""
        back = self._comparison.back
        return {
            "parameters": (self.tr("parameters"), self.tr("numbers")),
            "time": (self.tr("time per step"), self.tr("per step")),
            "back": (self.tr("{0} steps back").format(back), self.tr("{0} back").format(back)),
            "kept": (self.tr("kept per step"), self.tr("kept")),
            "right": (self.tr("right answers"), self.tr("right")),
        }[key]

    def _draw_row(self, p: QPainter, rect: QRectF, row: TableRow, columns: list[tuple[str, float, float]]) -> None:
        s, color = self.scale, hue(self.theme, row.simulation.mark)
        p.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), self.theme.grid)
        base = rect.center().y() + s.body * 0.36
        at = QPointF(rect.left() + s.body * 0.5, rect.center().y())
        draw_mark(p, row.simulation.mark, at, s.body * 0.75, color, None if row.norm.main else self.theme.panel)
        several = len(row.simulation.cell.states) > 1
        name = f"{row.name}  {row.norm.state}" if several else row.name
        room = columns[0][1] - columns[0][2] - rect.left() - s.body * 1.6 + (0 if row.norm.main else columns[0][2])
        words(p, rect.left() + s.body * 1.4, base, elided(name, room, s.body, BOLD), s.body, color, weight=BOLD)
        texts = {
            "parameters": row.parameters, "time": row.time, "back": row.back, "kept": self._kept(row),
            "right": row.accuracy,
        }  # fmt: skip
        for key, right, _ in columns:
            ink = color if key == "back" else self.theme.text
            words(
                p, right, base, texts[key], s.body, ink, Align.AlignRight, BOLD if key in ("back", "kept") else _LIGHT
            )
            facts.tell("compared", row.name, unit=row.norm.row, value=texts[key], word=f"{key} {row.norm.state}")
        self._draw_bar(p, rect, row, columns)

    def _draw_bar(self, p: QPainter, rect: QRectF, row: TableRow, columns: list[tuple[str, float, float]]) -> None:
        """How much is kept, where there is room for a bar before the number."""
        _, right, room = next(column for column in columns if column[0] == "kept")
        room -= text_width(self._kept(row), self.scale.body, BOLD) + self.scale.body
        if room < 40 or not math.isfinite(row.kept):
            return
        height = max(5, self.scale.px(7))
        box = QRectF(right - self.scale.body - room - text_width(self._kept(row), self.scale.body, BOLD),
                     rect.center().y() - height / 2, room, height)  # fmt: skip
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(self.theme.line)
        p.drawRoundedRect(box, height / 2, height / 2)
        box.setWidth(max(height, room * min(1.0, row.kept)))
        p.setBrush(hue(self.theme, row.simulation.mark))
        p.drawRoundedRect(box, height / 2, height / 2)

    def _kept(self, row: TableRow) -> str:
        return f"× {plain(row.kept)}" if math.isfinite(row.kept) else "–"

    def _spoken(self, row: TableRow) -> str:
        back = self.tr("{0} steps back").format(self._comparison.back)
        parts = [
            f"{row.name} {row.norm.state}",
            f"{back} {row.back}",
            self.tr("kept per step {0}").format(self._kept(row)),
        ]
        if row.parameters:
            parts.insert(1, self.tr("{0} parameters").format(row.parameters))
        return ", ".join(parts)

    # pointing ----------------------------------------------------------------------------------------------

    def _row_at(self, at: QPointF) -> Simulation | None:
        return next((row.simulation for rect, row in self._rows if rect.contains(at)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._row_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and found is not None:
            self.chosen.emit(found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._row_at(event.position())
        if found is not None:
            self.opened.emit(found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.refresh()


_LIGHT = BOLD.__class__.Normal
