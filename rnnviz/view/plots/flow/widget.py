"""The map of ||dh_t/dh_k||: how strongly each step still feels each earlier one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from rnnviz.engine import Run
from rnnviz.io.written.plotted import Plotted
from rnnviz.model.document.change import Change
from rnnviz.model.figures.numbers import lowered
from rnnviz.model.figures.scales import Axis, size_text
from rnnviz.view.look import typeset
from rnnviz.view.look.shield import shielded
from rnnviz.view.plots.choosing import ChoosingPaper
from rnnviz.view.plots.flow.asked import FlowAsked
from rnnviz.view.plots.flow.data import FlowData, Pair, map_image, quick
from rnnviz.view.plots.flow.paint import CELLS_UP_TO, Sheet, draw_card, draw_map, draw_row, nearest
from rnnviz.view.plots.flow.pointing import Pointing
from rnnviz.view.plots.states import flow_row, named, state_row
from rnnviz.view.widgets.paper import Align, words
from rnnviz.view.widgets.pills import pill, pill_rect
from rnnviz.view.widgets.square_keys import OWN
from rnnviz.view.widgets.tips import plain_tip

if TYPE_CHECKING:
    from rnnviz.model.document.simulation import Simulation

LIVE_MS, CALM_MS = 120, 40
"""So long a run must stay the same, under a hand and without, before it is asked for."""
FORMER = 0.35
"""Opacity of the map of a former run."""
ALL = ""
"""The choice of all states together."""


@shielded
class FlowMap(ChoosingPaper):
    """Lower triangle: row t, column k; the present step framed, a click moves the cursor."""

    key = "map"

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.data: FlowData | None = None
        self._image: QImage | None = None
        self._axis = Axis(-1, 0, 1)
        self._asked: tuple[Run, str | None] | None = None
        self._missing, self._said = False, ""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._compute)
        self.pointing = Pointing(self, simulation)
        self.pointing.changed.connect(self._follow_pointer)
        self.pointing.rested.connect(self._measure)
        self.asked = FlowAsked(self)
        self.asked.made.connect(self._take)
        self.asked.failed.connect(self._miss)
        self.asked.measured.connect(self.update)
        self._below = False  # whether the choice stands below the title, for want of room beside it
        self.name: str | None = None
        self.own_keys = OWN
        self.setMinimumSize(170, 150)
        self.show_run()

    @property
    def title(self) -> str:
        return self.tr("Map of how strongly each step feels each earlier step")

    @property
    def hint(self) -> str:
        return self.tr(
            "Row t, column k: by how much a change of the state at step k is stretched on its way to step t, on "
            "average over all directions. Press a square to go to its row; rest on it for its numbers."
        )

    def set_live(self, live: bool) -> None:
        super().set_live(live)
        if live:
            return
        if self.data is not None:  # the last run of a drag came while the colours stayed
            self._fit_axis(self.data)
            self._repaint_image()
        self.show_run()

    def restyle(self) -> None:
        super().restyle()
        self._repaint_image()

    @property
    def busy(self) -> bool:
        return self.asked.busy or self._timer.isActive() or self.pointing.busy

    @property
    def former(self) -> bool:
        """Whether what is shown belongs to a run that is no longer on stage, or to another line."""
        return self.data is not None and (self.data.run is not self.simulation.run or self.data.name != self.name)

    def plotted(self) -> tuple[Plotted, ...]:
        """log10 of every square, a row for every later step; of the sampled ones where there are many."""
        if self.data is None or self._waiting():
            return ()
        steps = (self.data.at + 1).tolist()
        columns = {f"log10, k = {k}": column for k, column in zip(steps, self.data.logs.T, strict=True)}
        return (Plotted(self.key, "t", steps, columns),)

    # data --------------------------------------------------------------------------------------------------

    def show_run(self) -> None:
        """Take the simulation's run; what nobody sees is not computed, and what nobody wants any more is broken off."""
        run = self.simulation.run
        names = named(run.cell)
        if self.name not in names or len(names) == 1:
            self.name = None
        self.choice.set_rows({ALL: state_row(run.cell)})
        self.choice.set_names((ALL, *names) if len(names) > 1 else (), self.name or ALL)
        self._lay_out()
        self.setToolTip(plain_tip(self.hint))
        if self._asked != (run, self.name):
            self._asked = None
            self.asked.drop()
            self.pointing.calm()
            self._missing = False
            self._follow_run()
        if self.isVisible() and quick(run) and not self.live:
            self._compute()  # in this turn: it is painted once, with everything else
        elif self.isVisible() and not self._timer.isActive():
            short = LIVE_MS if self.live and run.steps > CELLS_UP_TO else 0
            self._timer.start(short if quick(run) else CALM_MS)

    def _follow_run(self) -> None:
        """What is said about the map until the next one is there. A short one says nothing: its picture stays."""
        if self._waiting() or self._said:
            self.refresh()
        elif self.pointing.square is not None:
            self.update()

    def _compute(self) -> None:
        run = self.simulation.run
        if self._asked == (run, self.name) or (not quick(run) and self.live):
            return
        self._asked = run, self.name
        self.asked.ask_map(run, self.name)

    def _miss(self) -> None:
        self._missing = True
        self.refresh()

    def _take(self, data: FlowData) -> None:
        self.data = data
        self.pointing.show(data)
        if not self.live:
            self._fit_axis(data)
        self._repaint_image()

    def _fit_axis(self, data: FlowData) -> None:
        """Colours for what is shown."""
        finite = data.logs[np.isfinite(data.logs)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (-1.0, 0.0)
        self._axis = Axis(min(math.floor(low), high - 1), high, 1)

    def _choose(self, name: str) -> None:
        self.name = name or None
        self.show_run()

    def _repaint_image(self) -> None:
        """The map as one picture through a table of colours."""
        self._image = None if self.data is None else map_image(self.data.logs, self._axis, self.theme)
        self.refresh()

    def take_change(self, what: Change) -> None:
        super().take_change(what)
        if Change.RUN in what:
            self.show_run()
        if Change.PLAYHEAD in what:
            self.update()

    # geometry ----------------------------------------------------------------------------------------------

    def _square(self) -> QRectF:
        pad, top = self.scale.pad, self.scale.pad * 0.7 + self.scale.title * 1.9
        left = pad + self.scale.axis * 1.1
        wide, high = self.width() - left - pad * 0.6 - self.scale.axis * 0.7, self.height() - top - pad * 0.8
        lower = self.choice.height() if self._below else 0.0
        side = max(20.0, min(wide, high - lower))
        return QRectF(left, top + lower, side, side)

    def _sheet(self) -> Sheet:
        square = self._square()
        right = max(square.right(), self.width() - self.scale.pad)
        free = self.choice.geometry().bottom() + 4.0 if self._below else square.top()
        return Sheet(square, right, max(square.top(), free), self._count(), self.theme, self.scale)

    def _count(self) -> int:
        return len(self.data.at) if self.data is not None else 1

    # painting ----------------------------------------------------------------------------------------------

    def draw_picture(self, p: QPainter) -> None:
        px, baseline = round(self.scale.title * 1.06), self.scale.pad * 0.7 + self.scale.title
        typeset.draw(p, self.scale.pad, baseline, self._title_row(), px, color=self.theme.text)
        waiting = self._said = self._waiting()
        if self.data is None or self._image is None:
            at = QRectF(self.rect()).center()
            words(p, at.x(), at.y(), waiting, self.scale.axis, self.theme.dim, Align.AlignHCenter)
            return
        if waiting:
            p.setOpacity(FORMER)
        draw_map(p, self._sheet(), self.data, self._image, self._axis)
        p.setOpacity(1.0)
        if waiting:
            rect = pill_rect(self._square().center(), waiting, self.scale.axis)
            pill(p, rect, waiting, self.scale.axis, self.theme, self.theme.line)

    def _waiting(self) -> str:
        """What is said while the map of this run is still to come; a short one comes at once."""
        run = self.simulation.run
        if quick(run) or not (self.data is None or self.former):
            return ""
        return self.tr("cannot be worked out") if self._missing else self.tr("being worked out …")

    def draw_live(self, p: QPainter) -> None:
        if self.data is None or self._waiting():
            return
        draw_row(p, self._sheet(), nearest(self.data, self.simulation.cursor.step))
        if self.pointing.square is not None:
            at = self.pointing.square
            draw_card(p, self._sheet(), self._sheet().cell(*at), self._card(*at), self.width())

    def _card(self, row: int, column: int) -> tuple[str, ...]:
        """What the square under the pointer says, in plain numbers."""
        assert self.data is not None
        pair, name = self._pair(row, column), typeset.plain(state_row(self.name or self.simulation.cell))
        value = size_text(float(self.data.logs[row, column]), 1)
        exact = size_text(self.asked.exact[pair], 1) if pair in self.asked.exact else "…"
        return (
            f"∂{name}{lowered(pair.t + 1)}/∂{name}{lowered(pair.k + 1)}",
            self.tr("on average × {}  (‖·‖ Frobenius / √n)").format(value),
            self.tr("at most × {}  (spectral norm)").format(exact),
        )

    def _title_row(self) -> typeset.Row:
        """Norm of what, and which norm where there is room for that."""
        row = flow_row(self.name or self.simulation.cell)
        named = (*row, *typeset.text(" / √n"))
        used = self.choice.width() + self.scale.pad if self.choice.isVisibleTo(self) and not self._below else 0
        fits = typeset.width(named, self.scale.title * 1.06) + 2 * self.scale.pad + used <= self.width()
        return named if fits else row

    # pointing ----------------------------------------------------------------------------------------------

    def _at(self, position: QPointF) -> tuple[int, int] | None:
        return self._sheet().at(position) if self.data is not None else None

    def _pair(self, row: int, column: int) -> Pair:
        assert self.data is not None
        return Pair(self.name, int(self.data.at[row]), int(self.data.at[column]))

    def _measure(self) -> None:
        """The pointer rests: the exact norm of the pair it rests on."""
        run = self.simulation.run
        if self.pointing.square is not None and self.data is not None and not self.former:
            self.asked.ask_pair(run, self._pair(*self.pointing.square))

    def _follow_pointer(self) -> None:
        if self.pointing.square is not None:
            self.setAccessibleDescription("; ".join(self._card(*self.pointing.square)))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        left = event.button() == Qt.MouseButton.LeftButton or bool(event.buttons() & Qt.MouseButton.LeftButton)
        if place is not None and left and not self.former:
            self.pointing.point(place)
            self.pointing.go()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.mousePressEvent(event)
        self.pointing.point(self._at(event.position()))

    def leaveEvent(self, event: object) -> None:
        self.pointing.leave()

    def _lay_out(self) -> None:
        row = flow_row(self.name or self.simulation.cell)
        room = round(self.width() - 2.5 * self.scale.pad - typeset.width(row, self.scale.title * 1.06))
        self.choice.set_room(room)
        self._below = len(self.choice.names) > 1 and self.choice.width() > room
        top = self.scale.pad * 0.5 + self.scale.title * 1.6 * self._below
        self.choice.move(self.width() - self.choice.width() - self.scale.pad, round(top))
