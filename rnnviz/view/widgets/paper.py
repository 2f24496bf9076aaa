"""What the painted panels share: a cached picture below, live marks above, texts that fit."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHideEvent, QPainter, QPaintEvent, QPen, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from rnnviz.view.look import facts
from rnnviz.view.look.lettering import Face
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import Scale, Theme, ui_font
from rnnviz.view.widgets.panel import Panel

if TYPE_CHECKING:
    from rnnviz.model.document.simulation import Simulation

Align = Qt.AlignmentFlag
BOLD = QFont.Weight.DemiBold
LOG = logging.getLogger(__name__)


@shielded
class Paper(Panel):
    """The inside of a panel: `draw_picture` is painted once per content and size, `draw_live` at every repaint.

    It covers all of itself, so that Qt need not paint the styled panel below at every repaint. `flush`: it fills the
    panel to its rounded corners.
    """

    flush = True
    waits = False
    """Whether there is empty ground so far, and nothing to be marked on it."""

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._picture: QPixmap | None = None
        self._stale = self._failed = False

    def dress(self, theme: Theme, scale: Scale) -> None:
        super().dress(theme, scale)
        self.updateGeometry()  # smallest sizes follow the type

    def restyle(self) -> None:
        """After another theme, size or language."""
        self.refresh()

    def refresh(self) -> None:
        """Paint the picture anew at the next repaint."""
        self._stale = True
        self.repaint_soon()

    def repaint_soon(self) -> None:
        """Everything but the children: what stands under them never changes, and they repaint with their ground."""
        self.update(QRegion(self.rect()).subtracted(self.childrenRegion()))

    def draw_picture(self, p: QPainter) -> None:
        """What stays until `refresh`."""

    def draw_live(self, p: QPainter) -> None:
        """What follows the cursor and the pointer."""

    def picture(self) -> QPixmap:
        """The cached picture in device pixels."""
        ratio, size = self.devicePixelRatioF(), self._pixels()
        if self._picture is None or self._picture.size() != size:
            self._picture, self._stale = QPixmap(size), True
        if self._stale:
            self._stale = False
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(self.theme.panel)
            with QPainter(self._picture) as p, facts.layer(self, "picture"):
                self._draw_ground(p)
                self.draw_picture(p)
        return self._picture

    def _pixels(self) -> QSize:
        """Its size in those of the screen."""
        return (self.size().toSizeF() * self.devicePixelRatioF()).toSize()

    def _draw_ground(self, p: QPainter) -> None:
        """The panel's own ground; in the corners its outline and what lies outside, as the style sheet draws them."""
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.flush:
            p.fillRect(self.rect(), self.theme.panel)
            return
        p.fillRect(self.rect(), self.theme.background)
        p.setPen(QPen(self.theme.line, 1))
        p.setBrush(self.theme.panel)
        round_by = self.scale.radius - 0.5
        p.drawRoundedRect(QRectF(self.rect()).adjusted(-1.5, -1.5, 1.5, 1.5), round_by, round_by)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._picture = None  # every place that was ever looked at would keep a screen of pixels

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            try:
                p.drawPixmap(0, 0, self.picture())
                p.setRenderHint(QPainter.RenderHint.Antialiasing)
                with facts.layer(self, "live"):
                    if not self.waits:
                        self.draw_live(p)
            except Exception:
                self._report()
                p.fillRect(self.rect(), self.theme.panel)
                cross(p, QRectF(self.rect()), self.theme)

    def _report(self) -> None:
        """Log a painting error once: it would come again at every repaint."""
        if not self._failed:
            LOG.exception("%s cannot be painted", type(self).__name__)
        self._failed = True


def plumb(p: QPainter, x: float, top: float, bottom: float, color: QColor, width: float) -> None:
    """A vertical line with square ends. As a rectangle: a clear, antialiased line costs Qt a hundred times as much."""
    p.fillRect(QRectF(x - width / 2, top - width / 2, width, bottom - top + width), color)


def cross(p: QPainter, rect: QRectF, theme: Theme) -> None:
    """The sign that painting failed."""
    p.setPen(QPen(theme.error, 2))
    p.drawLine(rect.topLeft(), rect.bottomRight())
    p.drawLine(rect.bottomLeft(), rect.topRight())


@cache
def _face(px: int, weight: QFont.Weight) -> Face:
    return Face(ui_font(px, weight))


def metrics(px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFontMetricsF:
    """Metrics of the interface face."""
    return _face(px, weight).metrics


def font(px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface face, one object per size and weight."""
    return _face(px, weight).font


@lru_cache(maxsize=4096)
def text_width(text: str, px: int, weight: QFont.Weight = QFont.Weight.Normal) -> float:
    """Width of a text in the interface face."""
    return metrics(px, weight).horizontalAdvance(text)


def words(
    p: QPainter, x: float, baseline: float, text: str, px: int, color: QColor,
    align: Align = Align.AlignLeft, weight: QFont.Weight = QFont.Weight.Normal,
) -> float:  # fmt: skip
    """Draw a text at its baseline; x is its left, centre or right by `align`. Returns its width."""
    width = text_width(text, px, weight)
    if align & Align.AlignRight:
        x -= width
    elif align & Align.AlignHCenter:
        x -= width / 2
    p.setPen(color)
    facts.tell("text", word=text, color=color, at=QPointF(x, baseline))
    _face(px, weight).write(p, x, baseline, text)
    return width


def fitting(texts: tuple[str, ...], room: float, px: int, weight: QFont.Weight = QFont.Weight.Normal) -> str:
    """The first of ever shorter texts that fits; the empty text when none does."""
    return next((t for t in texts if text_width(t, px, weight) <= room), "")


def elided(text: str, room: float, px: int, weight: QFont.Weight = QFont.Weight.Normal) -> str:
    """A text of a user, shortened with an ellipsis to fit."""
    return metrics(px, weight).elidedText(text, Qt.TextElideMode.ElideRight, room)


def shortened(text: str, room: float, px: int, weight: QFont.Weight = QFont.Weight.Normal) -> str:
    """A name, with an ellipsis in its middle where it does not fit: names often differ at their ends."""
    return metrics(px, weight).elidedText(text, Qt.TextElideMode.ElideMiddle, room)


@contextmanager
def clipped(p: QPainter, rect: QRectF) -> Iterator[None]:
    """Paint inside a rectangle only."""
    p.save()
    p.setClipRect(rect)
    yield
    p.restore()


def wrapped(text: str, room: float, px: int) -> tuple[str, ...]:
    """A sentence in lines no wider than `room`; Chinese breaks anywhere but before its punctuation."""
    lines: list[str] = []
    line = ""
    for part in _parts(text):
        if line and text_width((line + part).rstrip(), px) > room:
            lines.append(line.rstrip())
            line = part.lstrip()
        else:
            line += part
    return (*lines, line.rstrip()) if line else tuple(lines)


def _parts(text: str) -> Iterator[str]:
    """Pieces between which a line may end, each with the space after it."""
    part = ""
    for i, c in enumerate(text):
        part += c
        after = text[i + 1 : i + 2]
        wide = c > "\u2e7f" and after not in "，。：？、！；"
        if c == " " or wide:
            yield part
            part = ""
    if part:
        yield part
