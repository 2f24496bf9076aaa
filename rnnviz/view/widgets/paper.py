"""What the painted panels share: a cached picture below, live marks above, texts that fit."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap, QRegion, QShowEvent
from PySide6.QtWidgets import QWidget

from rnnviz.model.document.change import Change
from rnnviz.view.look.lettering import Face
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Scale, Theme, ui_font

if TYPE_CHECKING:
    from rnnviz.model.document.simulation import Simulation
    from rnnviz.model.story.cursor import Cursor

Align = Qt.AlignmentFlag
BOLD = QFont.Weight.DemiBold
LOG = logging.getLogger(__name__)
FRAMES = 16_000_000
"""Bytes of finished frames a panel keeps for halts near the cursor."""


@shielded
class Paper(QWidget):
    """The inside of a panel: `draw_picture` is painted once per content and size, `draw_live` at every repaint.

    It covers all of itself, so that Qt need not paint the styled panel below at every repaint. `flush`: it fills the
    panel to its rounded corners. A panel with a `frame_key` has whole frames of other halts prepared while nothing
    happens; they are drawn for `at`.
    """

    flush = True

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.simulation, self.theme, self.scale = simulation, DARK, Scale()
        self._given = False
        self._picture: QPixmap | None = None
        self._stale = self._failed = False
        self._frames: OrderedDict[object, QPixmap] = OrderedDict()
        self._preparing: Cursor | None = None
        simulation.changed.connect(self.take_change)

    def take_change(self, what: Change) -> None:
        """Something of the simulation became another."""
        if Change.RUN in what:
            self._frames.clear()

    # frames ahead of time ----------------------------------------------------------------------------------

    @property
    def at(self) -> Cursor:
        """The place of the story that is being painted."""
        return self._preparing or self.simulation.cursor

    def frame_key(self) -> object:
        """What the frame at `at` depends on besides run, size and theme; None where frames cannot be kept."""
        return None

    def draw_frame(self, p: QPainter) -> None:
        """All of a frame at `at`."""
        p.drawPixmap(0, 0, self.picture())
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw_live(p)

    def prepare(self, cursor: Cursor) -> bool:
        """Paint a halt ahead of time; False where nothing was to do."""
        self._preparing = cursor
        try:
            key = self.frame_key() if self.isVisible() else None
            if key is None or key in self._frames:
                return False
            frame = self._blank()
            with QPainter(frame) as p:
                self.draw_frame(p)
        except Exception:
            self._report()
            return False
        finally:
            self._preparing = None
        self._frames[key] = frame
        while len(self._frames) > 1 and len(self._frames) * frame.width() * frame.height() * 4 > FRAMES:
            self._frames.popitem(last=False)
        return True

    def _blank(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        blank = QPixmap((self.size().toSizeF() * ratio).toSize())
        blank.setDevicePixelRatio(ratio)
        blank.fill(self.theme.panel)
        return blank

    def set_theme(self, theme: Theme) -> None:
        """Take other colours; sizes follow the window until `set_scale` is called."""
        self.theme = theme
        self._guess_scale()
        self.restyle()

    def _guess_scale(self) -> bool:
        """Sizes by the window we are in, unless somebody gave them; whether they changed."""
        window = self.window()
        guess = Scale(min(window.height(), round(window.width() * 9 / 16)))
        if self._given or guess == self.scale:
            return False
        self.scale = guess
        return True

    def set_scale(self, scale: Scale) -> None:
        """Take other sizes."""
        self.scale, self._given = scale, True
        self.updateGeometry()  # smallest sizes follow the type
        self.restyle()

    def dress(self, theme: Theme, scale: Scale) -> None:
        """Take other colours and sizes at once."""
        self.theme = theme
        self.set_scale(scale)

    def restyle(self) -> None:
        """After another theme, size or language."""
        self.refresh()

    def refresh(self) -> None:
        """Paint the picture anew at the next repaint."""
        self._stale = True
        self._frames.clear()
        self.repaint_soon()

    def follow(self) -> None:
        """As `refresh`, after a move of the cursor: frames of other halts stay good."""
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
        ratio = self.devicePixelRatioF()
        size = (self.size().toSizeF() * ratio).toSize()
        if self._picture is None or self._picture.size() != size:
            self._picture, self._stale = QPixmap(size), True
        if self._stale:
            self._stale = False
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(self.theme.panel)
            with QPainter(self._picture) as p:
                self._draw_ground(p)
                self.draw_picture(p)
        return self._picture

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

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            try:
                ready = self._frames.get(self.frame_key()) if self._frames else None
                if ready is not None and ready.size() == (self.size().toSizeF() * self.devicePixelRatioF()).toSize():
                    p.drawPixmap(0, 0, ready)
                else:
                    self.draw_frame(p)
            except Exception:
                self._report()
                p.fillRect(self.rect(), self.theme.panel)
                cross(p, QRectF(self.rect()), self.theme)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._guess_scale():
            self.restyle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.restyle()

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
    _face(px, weight).write(p, x, baseline, text)
    return width


def fitting(texts: tuple[str, ...], room: float, px: int, weight: QFont.Weight = QFont.Weight.Normal) -> str:
    """The first of ever shorter texts that fits; the empty text when none does."""
    return next((t for t in texts if text_width(t, px, weight) <= room), "")


def elided(text: str, room: float, px: int, weight: QFont.Weight = QFont.Weight.Normal) -> str:
    """A text of a user, shortened with an ellipsis to fit."""
    return metrics(px, weight).elidedText(text, Qt.TextElideMode.ElideRight, room)


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
