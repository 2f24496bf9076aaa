"""From one halt to the next: light runs along the wires that carry it, then what it reached lights up."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from rnnviz.model.picture import WirePiece
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import mix
from rnnviz.view.stage.looks import StageMoment, line_of
from rnnviz.view.stage.strands import Strands
from rnnviz.view.stage.wires import Looks

USUAL_MS, SHORTEST_MS, LONGEST_MS = 300, 150, 400
DOT, GAP, RUN = 0.42, 1.9, 7.0
"""In u: how wide a dot of light is, how far from the next, how far it runs."""
LIGHTS_UP = 0.3
"""Share of the way after which what the light reaches begins to show."""


def duration(speed: float) -> int:
    """Milliseconds of a transition while the player makes `speed` halts a second."""
    return round(min(max(USUAL_MS / speed, SHORTEST_MS), LONGEST_MS))


@dataclass(frozen=True, slots=True)
class Stream:
    """A wire along which light runs."""

    path: QPainterPath
    color: QColor


def streams_of(scene: StageMoment, strands: Strands, looks: Looks) -> tuple[Stream, ...]:
    """The wires into what is reached at this halt; where a whole step is shown at once, all that are lit."""
    found = []
    for piece in scene.picture.pieces:
        look = looks[piece.key]
        if look.lit and (scene.whole or _arrives(scene, piece)):
            path = strands.strand(piece, look.width, strands.hops(piece)).body
            found.append(Stream(path, mix(scene.theme.role(piece.role), scene.theme.text, 0.65)))
    return tuple(found)


def _arrives(scene: StageMoment, piece: WirePiece) -> bool:
    """Whether a wire leads to a line computed now: forward as one of its inputs, backward as its value."""
    if scene.backward:
        return line_of(scene.picture, piece.source) in scene.now
    return any(link.line in scene.now for link in piece.all_links)


class Passage(QObject):
    """The picture between two pictures; `moved` asks for a repaint."""

    moved = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = QVariantAnimation(self)
        self._clock.setStartValue(0.0)
        self._clock.setEndValue(1.0)
        self._clock.valueChanged.connect(self._tick)
        self._clock.finished.connect(self.stop)  # lets the pictures go
        self._before = self._after = QPixmap()
        self._streams: tuple[Stream, ...] = ()
        self._u = 1.0

    @property
    def running(self) -> bool:
        return self._clock.state() == QVariantAnimation.State.Running

    def start(self, ms: int, before: QPixmap, after: QPixmap, u: float, streams: tuple[Stream, ...] = ()) -> None:
        """Begin; a way that was not finished is over. u: pixels of the grid's unit."""
        self.stop()
        self._before, self._after, self._u, self._streams = before, after, u, streams
        self._clock.setDuration(ms)
        self._clock.start()

    def stop(self) -> None:
        """Be there."""
        self._clock.stop()
        self._before = self._after = QPixmap()
        self._streams = ()

    def draw(self, p: QPainter) -> None:
        """Both pictures as far as the way has gone, and the light on it."""
        share = float(self._clock.currentValue())
        p.drawPixmap(0, 0, self._before)
        shown = max(0.0, (share - LIGHTS_UP) / (1 - LIGHTS_UP))
        if shown:
            p.setOpacity(shown * shown * (3 - 2 * shown))
            p.drawPixmap(0, 0, self._after)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setOpacity(math.sin(math.pi * share))
        for stream in self._streams:
            pen = self._pen(stream, share)
            tell("light", value=(stream.path, pen.dashOffset()), color=pen.color(), width=pen.widthF())
            p.strokePath(stream.path, pen)
        p.setOpacity(1.0)

    def _pen(self, stream: Stream, share: float) -> QPen:
        """A row of dots that has moved by `share` of its run."""
        pen = QPen(stream.color, DOT * self._u)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([0.01, GAP / DOT])
        pen.setDashOffset(-share * RUN / DOT)
        return pen

    def _tick(self) -> None:
        self.moved.emit()
