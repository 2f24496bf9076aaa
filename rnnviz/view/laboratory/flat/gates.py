"""How open a gate is: its values of all steps and units as a histogram."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from rnnviz.engine import Run
from rnnviz.engine.laboratory.flat import Histogram, histogram
from rnnviz.engine.language.ops import Array
from rnnviz.model.figures.numbers import plain
from rnnviz.view.laboratory.part import LabPart
from rnnviz.view.look import facts
from rnnviz.view.look.shield import shielded
from rnnviz.view.widgets.paper import Align, fitting, words


@shielded
class Gates(LabPart):
    """Chips choose the gate; ticks below are the units at the present step."""

    key = "lab_gates"

    @property
    def title(self) -> str:
        return self.tr("How open are the gates?")

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(reversed(self.simulation.cell.gates))

    @property
    def _rect(self) -> QRectF:
        s = self.scale
        left, top = s.pad + 3 * s.axis, self.top + s.axis
        return QRectF(left, top, max(20.0, self.width() - left - s.pad), max(20.0, self.height() - top - 5 * s.axis))

    @property
    def histogram(self) -> Histogram:
        """Of the gate that was chosen, worked out once for a run."""
        about = self.simulation.run, self.chosen
        if self._kept is None or self._kept[0] != about:
            self._kept = about, histogram(*about)
        return self._kept[1]

    _kept: tuple[tuple[Run, str], Histogram] | None = None

    @property
    def reading(self) -> str:
        """How many values are flat."""
        if not self.chosen:
            return ""
        found, values = self.histogram, self.simulation.run.value(self.chosen)
        return self._told(self.tr("{0} of {1} values are flat: {2} wide open, {3} shut"), found, values.size)

    def _told(self, pattern: str, found: Histogram, count: int) -> str:
        return pattern.format(found.open + found.shut, count, found.open, found.shut)

    @property
    def _short(self) -> tuple[str, ...]:
        """The same in ever fewer words."""
        found, count = self.histogram, self.simulation.run.value(self.chosen).size
        pattern = self.tr("{0} of {1} flat: {2} open, {3} shut")
        return self.reading, self._told(pattern, found, count), f"{found.open + found.shut} / {count}"

    def draw_picture(self, p: QPainter) -> None:
        self.draw_title(p)
        self.setAccessibleDescription(self.reading)
        s, rect = self.scale, self._rect
        if not self.chosen:
            told = self.tr("This cell has no gates.")
            words(p, self.width() / 2, self.height() / 2, told, s.body, self.theme.dim, Align.AlignHCenter)
            return
        counts = self.histogram.counts
        before = self._former
        most = max(1, int(counts.max()), 0 if before is None else int(before.max()))
        wide = rect.width() / len(counts)
        for share in (0.0, 0.5, 1.0):
            y = rect.bottom() - share * rect.height()
            p.fillRect(QRectF(rect.left(), y, rect.width(), 1), self.theme.grid)
            if (share * most).is_integer():
                base = y + s.axis * 0.36
                words(p, rect.left() - 6, base, str(int(share * most)), s.axis, self.theme.dim, Align.AlignRight)
        for number, count in enumerate(counts.tolist()):
            hue, high = self.theme.role(self.simulation.cell.by_name[self.chosen].role), count / most * rect.height()
            p.fillRect(QRectF(rect.left() + number * wide + 1, rect.bottom() - high, wide - 2, high), hue)
            facts.tell("bin", self.chosen, unit=number, value=count)
        if before is not None:
            self._draw_before(p, rect, before / most, wide)
        base = rect.bottom() + s.axis * 1.9
        words(p, rect.left(), base, self.tr("0 shut"), s.axis, self.theme.dim)
        words(p, rect.right(), base, self.tr("1 open"), s.axis, self.theme.dim, Align.AlignRight)
        room = self.width() - 2 * s.pad
        told = fitting(self._short, room, s.body)
        words(p, self.width() / 2, base + s.body * 1.5, told, s.body, self.theme.text, Align.AlignHCenter)

    @property
    def _former(self) -> Array | None:
        """Counts of the run before the last edit; of a long one nobody waits for them."""
        reference = self.simulation.reference
        if reference is None or self.long or self.chosen not in reference.cell.gates:
            return None
        return histogram(reference, self.chosen).counts

    def _draw_before(self, p: QPainter, rect: QRectF, shares: Array, wide: float) -> None:
        """The histogram of the run before the last edit, as outlines."""
        p.setPen(QPen(self.theme.dim, 1))
        p.setBrush(Qt.BrushStyle.NoBrush)
        for number, share in enumerate(shares.tolist()):
            high = share * rect.height()
            p.drawRect(QRectF(rect.left() + number * wide + 1, rect.bottom() - high, wide - 2, high))
            facts.tell("bin before", self.chosen, unit=number, value=share)

    def tip(self, place: QPointF) -> str:
        """How many values lie in a bar."""
        rect = self._rect
        if not self.chosen or not rect.contains(place):
            return ""
        counts, edges = self.histogram.counts, self.histogram.edges
        number = min(int((place.x() - rect.left()) / rect.width() * len(counts)), len(counts) - 1)
        told = self.tr("{0} values from {1} to {2}")
        return told.format(int(counts[number]), plain(float(edges[number])), plain(float(edges[number + 1])))

    def draw_live(self, p: QPainter) -> None:
        if not self.chosen:
            return
        rect, step = self._rect, self.simulation.cursor.step
        for unit, value in enumerate(self.simulation.run.value(self.chosen)[step].tolist()):
            if 0 <= value <= 1:
                p.fillRect(QRectF(rect.left() + value * rect.width() - 1, rect.bottom() + 1, 2, 7), self.theme.text)
                facts.tell("tick", self.chosen, step=step, unit=unit, value=value)
