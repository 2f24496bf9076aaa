"""Clipping: the size of every parameter's gradient before and after a limit, which is dragged or typed."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QWidget

from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import plain, raised, read_number, short
from rnnviz.model.figures.scales import nice
from rnnviz.model.laboratory.weight_figures import WeightFigures
from rnnviz.view.laboratory.mark import NEAR, grip, level
from rnnviz.view.laboratory.part import LabPart
from rnnviz.view.laboratory.weights.looked import WeightsLooked
from rnnviz.view.laboratory.weights.reading import angle, limited
from rnnviz.view.laboratory.weights.rows import PALE, unit_of
from rnnviz.view.look import facts, typeset
from rnnviz.view.look.language import set_name
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import with_alpha
from rnnviz.view.look.typeset import Row
from rnnviz.view.widgets.paper import BOLD, Align, elided, text_width, words, wrapped
from rnnviz.view.widgets.text_chips import TextChips

NORM, VALUE = "norm", "value"
FACTOR = 10**0.05
LEAST, MOST = 1e-12, 1e12


@shielded
class Clipping(LabPart):
    """Buttons choose how; Up and Down move the limit. All weights are those of the run on the stage."""

    key = "lab_clipping"
    own_keys = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down})

    def __init__(self, simulation: Simulation, looked: WeightsLooked, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self._looked = looked
        self._grip, self._held, self._top = QRectF(), False, 1.0
        self.how = TextChips(("", NORM, VALUE), self)
        self.how.chosen.connect(looked.clip)
        self.field = QLineEdit(self)
        self.field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.field.editingFinished.connect(self._typed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        looked.changed.connect(self.follow)
        self.retranslate()

    @property
    def title(self) -> str:
        alone = len(self.simulation.runs) == 1 and len(self.simulation.runs[0]) == 1
        alone = alone and self.simulation.result.setup.readout is None
        return self.tr("Clip the gradient of all weights") if alone else self.tr("Clip the gradient of this layer")

    def take_change(self, what: Change) -> None:
        """The looked-at figures say when they are there."""

    def renew(self) -> None:
        texts = {"": self.tr("off"), NORM: self.tr("by norm"), VALUE: self.tr("by value")}
        how, px = self._looked.clipping, self.scale.body
        self.how.show_words(texts, self._looked.how, self.scale)
        self.how.setVisible(bool(self._looked.name))
        self.how.move(self._title_end(), self._middle - self.how.height() // 2)
        self.field.setVisible(how is not None)
        if how is not None:
            self.field.setText(short(how.limit, 4))
        left = self.how.geometry().right() + 12
        self.field.setGeometry(left, self.how.y(), round(5 * px), self.how.height())
        super().renew()

    def retranslate(self) -> None:
        set_name(self.field, self.tr("Limit of clipping"))
        super().retranslate()

    @property
    def _middle(self) -> int:
        """Of the title's line."""
        return round(self.scale.pad + self.scale.title * 0.65)

    def _title_end(self) -> int:
        s = self.scale
        return round(s.pad + text_width(self.title, s.title, BOLD) + 1.5 * s.body)

    def _typed(self) -> None:
        value = read_number(self.field.text())
        if value is not None and LEAST <= value <= MOST and self._looked.how:
            self._looked.limit(value)
        else:
            self.renew()

    # where things stand --------------------------------------------------------------------------------------

    @property
    def high(self) -> bool:
        """Whether there is room for bars."""
        return self.height() > 8 * self.scale.body

    @property
    def _rect(self) -> QRectF:
        s = self.scale
        left = s.pad + text_width("0.005", s.axis) + s.axis
        right = self.width() * (0.7 if self.width() > 700 else 1.0) - s.pad
        return QRectF(
            left, self.top + s.body, max(30.0, right - left), max(10.0, self.height() - self.top - 3.4 * s.body)
        )

    def _y(self, value: float) -> float:
        rect = self._rect
        return rect.bottom() - min(value / self._top, 1.06) * rect.height()

    def _sizes(self, figures: WeightFigures) -> list[tuple[str, float, float]]:
        """(parameter, before, after): norms, or by value the largest number; all together first, as ""."""
        if self._looked.how == VALUE:
            each = [(name, *figures.largest[name]) for name in self._looked.names]
            return [("", max(b for _, b, _ in each), max(a for _, _, a in each)), *each]
        each = [(name, *figures.all_clipped.sizes[name]) for name in self._looked.names]
        return [("", figures.all_clipped.before, figures.all_clipped.after), *each]

    # painting ------------------------------------------------------------------------------------------------

    def draw_picture(self, p: QPainter) -> None:
        figures = self._looked.figures
        self.draw_title(p)
        self.setAccessibleDescription("" if figures is None else limited(self._looked, figures))
        if figures is None:
            return
        how, sizes = self._looked.clipping, self._sizes(figures)
        finite = [before for _, before, _ in sizes if math.isfinite(before)]
        self._top = max([*finite, how.limit * 1.04 if how else 0.0]) or 1.0
        if self.high:
            self._draw_bars(p, sizes)
            self._draw_table(p, figures)
        else:
            self._draw_line(p, figures)

    def _draw_bars(self, p: QPainter, sizes: list[tuple[str, float, float]]) -> None:
        s, rect = self.scale, self._rect
        tick = nice(self._top, 2)
        for value in (0.0, tick, 2 * tick):
            if value <= self._top:
                p.fillRect(QRectF(rect.left(), self._y(value), rect.width(), 1), self.theme.grid)
                words(p, rect.left() - 6, self._y(value) + s.axis * 0.36, short(value, 4), s.axis, self.theme.dim,
                      Align.AlignRight)  # fmt: skip
        pitch = rect.width() / (len(sizes) + 1.6)
        for number, (name, before, after) in enumerate(sizes):
            middle = rect.left() + (0.9 if number == 0 else number + 2.1) * pitch
            hue = self._looked.hue(name, self.theme) if name else self.theme.text
            wide = pitch * (0.8 if number == 0 else 0.5)
            for size, part in ((before, PALE), (after, 1.0)):
                if math.isfinite(size) and size > 0:
                    top = self._y(size)
                    p.fillRect(QRectF(middle - wide / 2, top, wide, rect.bottom() - top), with_alpha(hue, part))
            facts.tell("clipped", name, value=(before, after), color=hue)
            self._name(p, name, middle, rect.bottom() + s.axis * 1.5, pitch, before)

    def _name(self, p: QPainter, name: str, middle: float, base: float, pitch: float, before: float) -> None:
        s = self.scale
        if name:
            row = typeset.symbol(name)
            if typeset.width(row, s.axis * 1.22) <= pitch:
                hue = self._looked.hue(name, self.theme)
                typeset.draw(p, middle, base, row, s.axis * 1.22, Align.AlignHCenter, hue)
            return
        told = self.tr("largest number") if self._looked.how == VALUE else self.tr("all together")
        words(
            p, middle, base, elided(told, pitch * 1.9, s.axis, BOLD), s.axis, self.theme.text, Align.AlignHCenter, BOLD
        )
        words(p, middle, self._y(before if math.isfinite(before) else 0.0) - s.axis * 0.4, short(before, 3), s.axis,
              self.theme.text, Align.AlignHCenter)  # fmt: skip

    def _cells(self, figures: WeightFigures) -> list[tuple[Row | str, tuple[str, str, str]]]:
        """whole, cut and clipped: the size of all weights, the angle, the number looked at."""
        whole, index = figures.all_cut, figures.index
        numbers = [float(array[index]) for array in (figures.total, figures.left, figures.clipped)]
        exponent = unit_of(figures.total[index].reshape(1))
        one, two, three = (plain(number / 10.0**exponent, 2, sign=True) for number in numbers)
        sizes = tuple(short(size, 3) for size in (whole.before, whole.after, figures.all_clipped.after))
        at = ", ".join(str(i + 1) for i in index)
        unit = f" · 10{raised(exponent)}" if exponent else ""
        row = (*typeset.colored(typeset.symbol(figures.name), self._looked.hue(figures.name, self.theme)),
               *typeset.text(f"[{at}]{unit}"))  # fmt: skip
        turned = (angle(0.0 if whole.before else None), angle(whole.turned), angle(figures.all_turned))
        return [
            (self.tr("size"), (sizes[0], sizes[1], sizes[2])),
            (self.tr("turned by"), turned), (row, (one, two, three)),
        ]  # fmt: skip

    def _draw_table(self, p: QPainter, figures: WeightFigures) -> None:
        s, right = self.scale, self.width() - self.scale.pad
        left = self._rect.right() + 2 * s.pad
        if left > right - 14 * s.body:
            return
        ends = [right - k * s.body * 5 for k in (2, 1, 0)]
        y = self.top + s.body
        for end, head in zip(ends, (self.tr("whole"), self.tr("cut"), self.tr("clipped")), strict=True):
            words(p, end, y, head, s.axis, self.theme.dim, Align.AlignRight)
        pitch = min(s.px(46), s.body * 2.2)
        for number, (row, texts) in enumerate(self._cells(figures)):
            y = self.top + s.body + (number + 1) * pitch
            p.fillRect(QRectF(left, y - pitch * 0.66, right - left, 1), self.theme.line)
            if isinstance(row, str):
                words(p, left, y, row, s.body, self.theme.text)
            else:
                typeset.draw(p, left, y, row, s.body * 1.22, color=self.theme.text)
            for end, text in zip(ends, texts, strict=True):
                words(p, end, y, text, s.body, self.theme.text, Align.AlignRight)
            facts.tell("row", unit=number, word=" | ".join(texts))
        for number, line in enumerate(wrapped(limited(self._looked, figures), (right - left) * 0.94, s.body)):
            words(p, left, y + pitch + number * s.body * 1.4, line, s.body, self.theme.text, weight=BOLD)

    def _draw_line(self, p: QPainter, figures: WeightFigures) -> None:
        """Where there is no room for bars: sizes before and after, the angle, and what it means."""
        s, clipped = self.scale, figures.all_clipped
        told = self.tr("size {0} → {1}, turned by {2}").format(
            short(clipped.before, 3), short(clipped.after, 3), angle(clipped.turned))  # fmt: skip
        facts.tell("row", unit=0, word=f"{short(clipped.before, 3)} | {short(clipped.after, 3)}")
        y = self.top + s.body * 0.9
        x = s.pad + words(p, s.pad, y, told, s.body, self.theme.text, weight=BOLD) + s.body * 1.5
        rest = limited(self._looked, figures)
        words(p, x, y, elided(rest, self.width() - s.pad - x, s.body), s.body, self.theme.text)

    def draw_live(self, p: QPainter) -> None:
        how, rect = self._looked.clipping, self._rect
        self._grip = QRectF()
        if how is None or self._looked.figures is None or not self.high:
            return
        y, text = self._y(how.limit), self.tr("limit {0}").format(short(how.limit, 3))
        level(p, rect.left(), rect.right() if how.kind == VALUE else rect.left() + rect.width() * 0.16, y, self.theme,
              self.scale)  # fmt: skip
        middle = QPointF(rect.left() + rect.width() * 0.18, y)
        self._grip = grip(p, middle, text, rect.adjusted(0, 0, 0, 0), self.theme, self.scale, self.hasFocus())
        facts.tell("limit", value=how.limit, word=text)

    # pointing ------------------------------------------------------------------------------------------------

    def _caught(self, at: QPointF) -> bool:
        how, rect = self._looked.clipping, self._rect
        if how is None or self._grip.isNull():
            return False
        near = abs(at.y() - self._y(how.limit)) < NEAR and rect.left() < at.x() < self._grip.right()
        return near or self._grip.contains(at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.button() == Qt.MouseButton.LeftButton and self._caught(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            rect = self._rect
            share = (rect.bottom() - event.position().y()) / rect.height()
            self._set(max(share, 1e-3) * self._top)
            return
        hand = self._caught(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def _set(self, limit: float) -> None:
        self._looked.limit(float(f"{min(max(limit, LEAST), MOST):.2g}"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        how = self._looked.clipping
        if event.key() not in self.own_keys or how is None:
            super().keyPressEvent(event)
            return
        self._set(how.limit * (FACTOR if event.key() == Qt.Key.Key_Up else 1 / FACTOR))

    def focusInEvent(self, event: QEvent) -> None:
        self.repaint_soon()

    def focusOutEvent(self, event: QEvent) -> None:
        self.repaint_soon()
