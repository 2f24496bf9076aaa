"""The equations of two memories in columns, a part in each, with one unit's numbers under it; below, what is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from rnnviz.model.compare.partners import PARTS, GatedMemory, part_value, partners
from rnnviz.model.compare.printed_terms import products_text
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.reading.reading import is_held, number_of
from rnnviz.view.compare.terms.discs import draw_disc, radius_of
from rnnviz.view.compare.terms.sentences import heads, notes_of, pairs_sentence, part_row
from rnnviz.view.look import facts, typeset
from rnnviz.view.look.compared import draw_mark, hue
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.typeset import Row
from rnnviz.view.widgets.paper import BOLD, Align, Paper, elided, fitting, text_width, words, wrapped

SIGNS = "⊙", "+", "⊙"
NEAR = 1e-5
"""So far the parts may be from the state, relative to its size: float32 has no more digits."""


@shielded
class Equations(Paper):
    """`pointed(key)`: the part under the pointer, "" over none."""

    key = "compared_terms"
    pointed = Signal(str)
    flush = False

    def __init__(
        self, simulation: Simulation, cells: Sequence[Simulation], memories: Sequence[GatedMemory],
        names: tuple[str, str], parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(simulation, parent)
        self.cells, self.memories, self.names = tuple(cells), tuple(memories), names
        self._over = ""
        self.setMouseTracking(True)
        for cell in self.cells:
            cell.changed.connect(self.refresh)

    @property
    def title(self) -> str:
        return self.tr("The equations of both memories")

    # places ------------------------------------------------------------------------------------------------

    def _formula(self) -> int:
        return max(22, self.scale.px(32))

    def _rows(self) -> tuple[float, float, float, float]:
        """Heights: of the heads, of one equation with its numbers; where notes begin; a line of them."""
        head, row = self.scale.body * 2.4, self._formula() * 1.3 + self.scale.body * 1.6
        return head, row, head + 2 * row + self.scale.body * 0.8, self.scale.body * 1.5

    def column(self, key: str) -> QRectF:
        """Where a part stands in both equations."""
        left, right = 0.17 * self.width(), 0.84 * self.width()
        pitch = (right - left) / len(PARTS)
        head, row, *_ = self._rows()
        wide = pitch * 0.82
        return QRectF(left + PARTS.index(key) * pitch + (pitch - wide) / 2, 6, wide, head + 2 * row)

    # painting ----------------------------------------------------------------------------------------------

    def draw_picture(self, p: QPainter) -> None:
        both = partners(*self.memories)
        for key in PARTS:
            self._draw_head(p, key, key in both)
        for number in range(2):
            self._draw_equation(p, number)
        self._draw_notes(p)

    def _draw_head(self, p: QPainter, key: str, paired: bool) -> None:
        box, px = self.column(key), self.scale.body
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(self.theme.grid if key == self._over else self.theme.box)
        p.drawRoundedRect(box, self.scale.radius, self.scale.radius)
        radius = radius_of(self.scale)
        base, x = box.top() + px * 1.5, box.left() + px * 0.6
        if paired:
            draw_disc(p, QPointF(x + radius, base - px * 0.35), PARTS.index(key) + 1, radius, self.theme)
            x += 2 * radius + px * 0.5
        text = heads()[key] if paired else self.tr("no partner")
        weight = BOLD if paired else BOLD.__class__.Normal
        words(p, x, base, elided(text, box.right() - x - 4, px, weight), px, self.theme.text, weight=weight)

    def _draw_equation(self, p: QPainter, number: int) -> None:
        memory, cell, px = self.memories[number], self.cells[number], self._formula()
        head, row, *_ = self._rows()
        base = head + number * row + px * 1.05
        under = base + self.scale.body * 1.55
        if number:
            p.fillRect(QRectF(self.scale.pad, head + row, self.width() - 2 * self.scale.pad, 1), self.theme.line)
        self._draw_name(p, number, base, under)
        texts, sign, value = self._numbers(number)
        for key, text in zip(PARTS, texts, strict=True):
            self._draw_part(p, memory, key, text, base, under)
        for key, between in zip(PARTS, SIGNS, strict=False):
            x = self.column(key).right() + (self.column("memory").left() - self.column("keep").right()) / 2
            typeset.draw(p, x, base, typeset.text(between), px * 0.8, Align.AlignHCenter, self.theme.text)
        x = self.column("candidate").right() + self.scale.body
        more = "+ … " if memory.more else ""
        role = self.theme.role(memory.cell.by_name[memory.state].role)
        held = is_held(cell.run, memory.state, cell.cursor.step)
        x += words(p, x, under, more + (self.tr("held at ") if held else f"{sign} "), self.scale.body, self.theme.text)
        words(p, x, under, value, self.scale.body, role, weight=BOLD)
        facts.tell("memory", memory.state, step=cell.cursor.step, unit=number, word=value)

    def _draw_name(self, p: QPainter, number: int, base: float, under: float) -> None:
        memory, cell, s = self.memories[number], self.cells[number], self.scale
        color, px, right = hue(self.theme, cell.mark), self._formula(), self.column("keep").left() - s.body
        sign = typeset.text(" =", self.theme.text)
        role = self.theme.role(memory.cell.by_name[memory.state].role)
        wide = typeset.draw(p, right, base, (*typeset.symbol(memory.state, "t", role), *sign), px, Align.AlignRight)
        draw_mark(p, cell.mark, QPointF(s.pad + s.body * 0.5, base - px * 0.3), s.body * 0.8, color)
        left = s.pad + s.body * 1.3
        name = elided(self.names[number], right - wide - left - 4, s.body, BOLD)
        words(p, left, base, name, s.body, color, weight=BOLD)
        unit = self.tr("t = {0}, unit {1}").format(cell.cursor.step + 1, self._unit(number) + 1)
        words(p, right, under, fitting((unit,), right - s.pad, s.body), s.body, self.theme.dim, Align.AlignRight)

    def _draw_part(self, p: QPainter, memory: GatedMemory, key: str, text: str, base: float, under: float) -> None:
        middle, room = self.column(key).center().x(), self.column(key).width() - 8
        row = part_row(memory, key, self.theme)
        if not row:
            words(p, middle, base, self.tr("all of it"), self.scale.body, self.theme.dim, Align.AlignHCenter)
            return
        size = _fitting_px(row, self._formula(), room)
        typeset.draw(p, middle, base, row, size, Align.AlignHCenter, self.theme.text)
        words(p, middle, under, text, self.scale.body, self.theme.text, Align.AlignHCenter)
        facts.tell("term", key, unit=memory is self.memories[1], word=text)

    def _unit(self, number: int) -> int:
        """The one looked at, as far as this memory has so many."""
        cell, state = self.cells[number], self.memories[number].state
        return min(cell.selection.unit, cell.run.value(state).shape[-1] - 1)

    def _numbers(self, number: int) -> tuple[tuple[str, ...], str, str]:
        """The four parts, the sign and the state as they are printed; 1 for what is not there."""
        memory, cell = self.memories[number], self.cells[number]
        step, unit = cell.cursor.step, self._unit(number)
        parts = [part_value(cell.run, memory.parts[key], step, unit) if key in memory.parts else 1.0 for key in PARTS]
        value = number_of(cell.run, memory.state, step, unit)
        worked_out = parts[0] * parts[1] + parts[2] * parts[3]
        texts, sign, printed = products_text(parts, value)
        if np.isfinite([worked_out, value]).all() and abs(worked_out - value) > NEAR * max(1.0, abs(value)):
            sign = "=" if memory.more else "≠"  # a line in between is held
        bracketed = tuple(f"({text})" if k % 2 and parts[k] < 0 else text for k, text in enumerate(texts))
        return bracketed, sign, printed

    # words -------------------------------------------------------------------------------------------------

    def notes(self) -> Iterator[tuple[str, str]]:
        """(heading, sentence) for every line below the equations."""
        one, other = self.memories
        yield self.tr("Partners"), pairs_sentence(one, other, self.names, self.theme)
        yield from notes_of(one, other, self.cells[0], self.names[0])
        yield from notes_of(other, one, self.cells[1], self.names[1])

    def _draw_notes(self, p: QPainter) -> None:
        s, (*_, top, line) = self.scale, self._rows()
        found = list(self.notes())
        left = s.pad + max(text_width(heading, s.body, BOLD) for heading, _ in found) + s.body * 1.5
        y, before = top + s.body, ""
        for heading, sentence in found:
            lines = wrapped(sentence, self.width() - left - s.pad, s.body)
            if heading != before:
                words(p, s.pad, y, heading, s.body, self.theme.text, weight=BOLD)
            for text in lines:
                words(p, left, y, text, s.body, self.theme.text)
                y += line
            before = heading
        self.setAccessibleDescription("\n".join(f"{heading}: {sentence}" for heading, sentence in found))

    # pointing ----------------------------------------------------------------------------------------------

    def _point(self, key: str) -> None:
        if key != self._over:
            self._over = key
            self.pointed.emit(key)
            self.refresh()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(next((key for key in PARTS if self.column(key).contains(event.position())), ""))

    def leaveEvent(self, event: QEvent) -> None:
        self._point("")


def _fitting_px(row: Row, px: int, room: float) -> int:
    width = typeset.width(row, px)
    return px if width <= room else max(10, int(px * room / width))
