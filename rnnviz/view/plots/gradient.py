"""How much gradient reaches each step: log10 of the norm of dL/dh_k over all steps. Imports pyqtgraph."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from rnnviz.engine import Run
from rnnviz.model.chain.loss_entry import feeding
from rnnviz.model.chain.loss_words import loss_text
from rnnviz.model.document.change import Change
from rnnviz.model.figures.scales import Axis
from rnnviz.model.figures.way_back import way_back
from rnnviz.view.look import typeset
from rnnviz.view.look.shield import shielded
from rnnviz.view.plots.canvas import Canvas
from rnnviz.view.plots.captions import Content
from rnnviz.view.plots.flag import Flag
from rnnviz.view.plots.gradient_content import decades_of, gradient_content, shown_states, typed_norms
from rnnviz.view.plots.ink import Ink
from rnnviz.view.plots.sentences import gradient_sentence, together
from rnnviz.view.plots.states import named, norm_row
from rnnviz.view.widgets.paper import BOLD, Align, Paper, fitting, text_width, words
from rnnviz.view.widgets.tips import plain_tip
from rnnviz.view.work.throttle import GLANCE_MS, LONG, TurnQueue

if TYPE_CHECKING:
    from rnnviz.io.written.plotted import Plotted
    from rnnviz.model.document.simulation import Simulation


MOST_NAMED = 3
"""More steps than this are counted, not named."""


@shielded
class GradientPlot(Paper):
    """The gradient's size at every step, of every state and of all together.

    Clicking moves the cursor; the flag of the loss can be dragged, and the dots above the steps say where it counts.
    """

    key = "gradient"

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.canvas = Canvas(self)
        self.ink = Ink(self.canvas)
        self.sentence: tuple[str, ...] = ("",)
        self._vertical, self._loss = Axis(-1, 0, 1), ""
        self.setMinimumSize(260, 180)
        self.canvas.scrubbed.connect(self._scrub)
        self.canvas.pointed.connect(self._point)
        self.canvas.left.connect(self._leave)
        self._flag = Flag(simulation, self.canvas, self.ink)
        self._calm = self.throttled(self.show_run, GLANCE_MS)
        self.restyle()

    @property
    def title(self) -> str:
        return self.tr("Gradient reaching each step")

    def set_live(self, live: bool) -> None:
        super().set_live(live)
        self.ink.captions.set_live(live)
        if not live:
            self.show_run()

    def restyle(self) -> None:
        self.canvas.restyle(self.theme, self.scale)
        self.ink.restyle(self.theme, self.scale)
        self._lay_out()
        self.show_run()

    def plotted(self) -> tuple[Plotted, ...]:
        """log10 of every curve's norms, the ghost's too, by the step of the run on the stage."""
        from rnnviz.io.written.plotted import Plotted

        content, run = self.ink.content, self.simulation.run
        names = [*shown_states(run), *([None] if len(run.cell.states) > 1 else [])]
        found = {f"log10 {curve.name}": run.norms(name) for curve, name in zip(content.curves, names, strict=True)}
        found |= {f"log10 {curve.name}, {content.before}": curve.values for curve in content.ghosts}
        if content.bound is not None:
            found["log10 bound"] = content.bound
        return (Plotted(self.key, "step", range(1, run.steps + 1), found),)

    # what is shown -----------------------------------------------------------------------------------------

    def show_run(self) -> None:
        """Take the simulation's run."""
        run = self.simulation.run
        content = self._content(run)
        self._loss = loss_text(self.simulation.result.setup, self.simulation.runs)
        if not self.live or self.canvas.steps != run.steps:
            self._vertical = decades_of(content, self.canvas.height() / self.scale.axis / 2.4)
        self.canvas.show_range(run.steps, self._vertical)
        self.ink.show_content(content)
        way = way_back(*typed_norms(run, None), self._fed(run))
        self.sentence = gradient_sentence(way, together(named(run.cell)), self._unasked())
        self.setAccessibleDescription(self.sentence[0])
        self.setToolTip(plain_tip(self.hint))
        self._take_cursor()
        self.refresh()

    def _unasked(self) -> int:
        """How many steps the network wrote behind the last one that counts."""
        setup = self.simulation.result.setup
        return setup.prediction.written if max(setup.loss.counted(setup.steps)) < setup.typed else 0

    def take_change(self, what: Change) -> None:
        super().take_change(what)
        if Change.RUN in what:
            self._follow_run()
        if Change.PLAYHEAD in what:
            self.show_cursor()

    def _follow_run(self) -> None:
        """At once where the steps are other ones: the axis goes with the cursor. The norms of a long run wait."""
        long = self.simulation.run.steps >= LONG
        if self.simulation.run.steps != self.canvas.steps and not long:
            self.show_run()
        else:
            if long:
                TurnQueue.of(self.simulation).ask(self._measure)
            self._calm.ask(long)

    def _measure(self) -> None:
        """The norms of a long run are work enough for a turn of their own; the run keeps them."""
        for name in (*shown_states(self.simulation.run), None):
            self.simulation.run.norm_states(name)

    def show_cursor(self) -> None:
        """Take the simulation's cursor."""
        self._take_cursor()
        self.canvas.bring_into_view(self.ink.spot.step)

    def _take_cursor(self) -> None:
        cursor = self.simulation.cursor
        self.ink.move_to(cursor.step, cursor.backward)

    def _content(self, run: Run) -> Content:
        old = self.simulation.reference
        old = old if old is not None and old is not run and old.steps == run.steps else None
        called, loss = self.simulation.ghost_name, self._loss_name(self._fed(run))
        return gradient_content(run, old, called, self.theme, loss, self._flag.movable)

    # words round the axes ----------------------------------------------------------------------------------

    def draw_picture(self, p: QPainter) -> None:
        run = self.simulation.run
        pad, left, right = self.scale.pad, float(self.scale.pad), self.width() - float(self.scale.pad)
        self._draw_title(p, left, right, pad * 0.7 + self.scale.title, run)
        bottom = self.height() - pad * 0.7 - self.scale.axis * 0.25
        sentence = fitting(self.sentence, right - left, self.scale.body)
        words(p, (left + right) / 2, bottom, sentence, self.scale.body, self.theme.text, Align.AlignHCenter)
        caption = (
            self.tr("time step k   ←   backpropagation runs right to left"),
            self.tr("step k   ←   backpropagation runs right to left"),
            self.tr("step k   ←   backwards"),
        )
        fits = fitting(caption, right - left, self.scale.axis)
        above = bottom - self.scale.body * 1.5
        words(p, (left + right) / 2, above, fits, self.scale.axis, self.theme.dim, Align.AlignHCenter)

    def _draw_title(self, p: QPainter, left: float, right: float, baseline: float, run: Run) -> None:
        """Title, symbol and note in one row; what does not fit is shortened from the right."""
        row, px, dim = norm_row(run.cell), round(self.scale.title * 1.06), self.theme.dim
        long, short, notes = self.tr("Gradient reaching step k"), self.tr("Gradient"), self._corner(run)
        tries = [(title, note, row) for note in notes for title in (long, short)]
        for title, note, symbol in (*tries, (long, notes[-1], ()), (short, notes[-1], ()), (short, "", ())):
            wide = text_width(title, self.scale.title, BOLD) + text_width(note, self.scale.axis)
            if wide + typeset.width(symbol, px) + px * 1.7 <= right - left:
                break
        x = left + words(p, left, baseline, title, self.scale.title, self.theme.text, Align.AlignLeft, BOLD)
        typeset.draw(p, x + px * 0.7, baseline, symbol, px, color=self.theme.text)
        words(p, right, baseline, note, self.scale.axis, dim, Align.AlignRight)

    def _corner(self, run: Run) -> tuple[str, ...]:
        """The loss, or where it stands, in ever fewer words."""
        short, fed = self._where(run), self._fed(run)
        if fed == "above":
            return (self.tr("log scale · {}").format(short), short)
        formula = self._loss
        scale = self.tr("log scale")  # texts inside of a text are not found by the translators' tool
        return (f"{formula} · {scale}", formula, f"L = {formula.rpartition(' = ')[2]} · {short}", short)

    def _where(self, run: Run) -> str:
        fed = self._fed(run)
        if fed == "every":
            return self.tr("loss at every step")
        if fed == "above":
            return self.tr("fed by layer {}").format(self.simulation.cursor.layer + 2)
        steps = [t + 1 for t in np.flatnonzero(run.fed).tolist()]
        if len(steps) > MOST_NAMED:
            return self.tr("loss at {} steps").format(len(steps))
        return self.tr("loss at t = {}").format(", ".join(map(str, steps))) if steps else self.tr("no loss")

    def _fed(self, run: Run) -> str:
        """Where the gradient comes in."""
        return feeding(run, self.simulation.cursor.layer == len(self.simulation.runs) - 1)

    def _loss_name(self, fed: str) -> str:
        if fed == "above":
            return self.tr("layer {}").format(self.simulation.cursor.layer + 2)
        return self.tr("loss: every step") if fed == "every" else self.tr("loss")

    @property
    def hint(self) -> str:
        where = self.tr("How large the gradient of the loss is at every step. Press a step to go there.")
        flag = self.tr("Drag the flag “loss” to another step; the dots above the steps choose where the loss counts.")
        return f"{where} {flag}" if self._flag.movable else where

    # pointing ----------------------------------------------------------------------------------------------

    def _scrub(self, x: float) -> None:
        step = min(max(round(x), 0), self.canvas.steps - 1)
        self.ink.point_at(None)
        if step != self.simulation.cursor.step:
            self.simulation.move(replace(self.simulation.cursor, step=step))

    def _point(self, x: float) -> None:
        step = round(x)
        inside = 0 <= step < self.canvas.steps and self.ink.canvas.underMouse()
        self.ink.point_at(step if inside else None)

    def _leave(self) -> None:
        self.ink.point_at(None)

    def _lay_out(self) -> None:
        pad = self.scale.pad
        top = round(pad * 0.7 + self.scale.title * 1.35)
        below = round(pad * 0.7 + self.scale.body * 1.75 + self.scale.axis * 1.35)
        area = QRectF(2, top, self.width() - 4, max(40, self.height() - top - below))
        self.canvas.setGeometry(area.toRect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self.show_run()
