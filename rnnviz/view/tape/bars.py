"""What the tape shows: a column per step, a row per line, the words above, and where the story is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QImage, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from rnnviz.model.document.change import Change
from rnnviz.view.look.facts import listened, tell
from rnnviz.view.look.shield import shielded
from rnnviz.view.tape import cover, fed, marks, raster, rows
from rnnviz.view.tape.answer import painter as answers
from rnnviz.view.tape.answer.fitting import fitting_rows
from rnnviz.view.tape.answer.kinds import AnswerRow, height_of, rows_of
from rnnviz.view.tape.head import draw_head, roomy
from rnnviz.view.tape.layout import TapeLayout
from rnnviz.view.tape.rows import TapeRow
from rnnviz.view.tape.written import write_numbers
from rnnviz.view.widgets.paper import BOLD, Align, Paper, clipped, text_width, words
from rnnviz.view.widgets.step_name import step_name
from rnnviz.view.work.throttle import GLANCE_MS, LONG, TurnQueue

if TYPE_CHECKING:
    from rnnviz.engine import Run
    from rnnviz.model.document.simulation import Simulation


@shielded
class Bars(Paper):
    """Columns are the steps of the sequence, whichever way the run on the stage reads it.

    shifted: the columns may have moved.
    """

    key = "tape"
    flush = False
    shifted = Signal()

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.rows: tuple[TapeRow, ...] = ()
        self.answer_rows: tuple[AnswerRow, ...] = ()
        self._all: tuple[TapeRow, ...] = ()
        self.backward = simulation.cursor.backward
        self.zoom, self.offset, self.down = 1.0, 0.0, 0.0
        self._joined, self._aside = False, 0.0
        self._hold: tuple[str, int, int] | None = None
        self._tables: dict[tuple[str, str | None], NDArray[np.uint32]] = {}
        self._shown: Run | None = None
        self.setMinimumSize(240, 90)
        self._calm = self.throttled(self.show_run, GLANCE_MS)

    @property
    def title(self) -> str:
        return self.tr("Tape of all time steps")

    def restyle(self) -> None:
        self._choose_rows()
        self.bring_into_view(self.now)
        self.refresh()

    def refresh(self) -> None:
        super().refresh()
        self.shifted.emit()

    def stand(self, joined: bool, aside: float) -> None:
        """Whether the chain stands above: it shows the input, and its labels need room left of the columns."""
        if (joined, aside) != (self._joined, self._aside):
            self._joined, self._aside = joined, aside
            self.setMinimumHeight(60 if joined else 90)
            self.restyle()

    def pitch(self, aside: float) -> float:
        """Pixels per step if the chain's labels took so much."""
        return self.plan(aside).pitch

    @property
    def foot(self) -> float:
        """Pixels that rows of answers take."""
        return height_of(self.answer_rows)

    @property
    def count(self) -> int:
        """Rows below the chain, which shows the input itself."""
        return sum(row.name != "x" for row in self._all)

    # what is shown -----------------------------------------------------------------------------------------

    def show_run(self) -> None:
        """Take the simulation's run."""
        run = self.simulation.run
        self._shown, self.backward = run, self.simulation.cursor.backward
        found = rows.rows(run, self.backward)
        self._all = tuple(row.turned for row in found) if self._turned else found
        self._choose_rows()
        self.bring_into_view(self.now)
        self._describe()
        self.refresh()

    @property
    def _turned(self) -> bool:
        """Whether the run reads from the end of the sequence: columns then count against its steps."""
        return self.simulation.cursor.way == "backward"

    @property
    def now(self) -> int:
        """The present column."""
        return self.simulation.place(min(self.simulation.cursor.step, self.simulation.steps - 1))

    def take_change(self, what: Change) -> None:
        super().take_change(what)
        if Change.RUN in what:
            self._follow_run()
        if Change.PLAYHEAD in what:
            self.show_cursor()
        if what & ~(Change.RUN | Change.SETUP) or not TurnQueue.of(self.simulation).apart:
            self.update()  # else with its picture: this run's marks must not stand over the former one

    def _follow_run(self) -> None:
        """At once where lines or steps are other ones: the words and the cursor follow at once, too."""
        run = self.simulation.run
        if self._shown is None or (self._shown.cell, self._shown.steps) != (run.cell, run.steps):
            self.show_run()
        else:
            self._calm.ask(run.steps >= LONG)

    def _choose_rows(self) -> None:
        """The input's row gives way where there is little room: its words stand above anyway."""
        self.rows = self._all
        room = self.height() - 3.2 * self.scale.axis  # the words, and a row of the cell
        self.answer_rows = rows_of(self.simulation.result, self.backward, self.scale, room)
        if (self._joined or self.plan().deepest > 0) and self._all and self._all[0].name == "x":
            self.rows = self._all[1:]
        if self.answer_rows:
            self.rows = fitting_rows(self.rows, self.simulation.cell, self.plan())

    def show_cursor(self) -> None:
        """Take the simulation's cursor."""
        if self.simulation.cursor.backward != self.backward:
            self.show_run()
        elif self.bring_into_view(self.now):
            self.refresh()
        self._describe()
        self.update()

    def retranslate(self) -> None:
        self._describe()
        super().retranslate()

    def _describe(self) -> None:
        labels, now = self.labels(), self.simulation.place(self.now)
        name = step_name(self.simulation, now, self.simulation.cursor.way)
        text = self.tr("{} of {}: {}").format(name, len(labels), labels[self.now])
        self.setAccessibleDescription(text)

    def labels(self) -> tuple[str, ...]:
        """One label per column; an edit under way may be longer or shorter for a moment."""
        labels, steps = self.simulation.words, self.simulation.run.steps
        labels = labels[::-1] if self._turned else labels
        return (*labels[:steps], *("" for _ in range(steps - len(labels))))

    def plan(self, aside: float | None = None) -> TapeLayout:
        """The geometry of this moment, or what it would be with other room for the chain's labels."""
        px, aside = self.scale.axis, self._aside if aside is None else aside
        label = max([text_width(self._label(row), px, BOLD) for row in self.rows], default=0.0)
        label = min(max(label, answers.label_width(self.answer_rows, px)) + px * 0.4, self.width() * 0.25)
        label = max(label, min(aside, self.width() * 0.25))
        steps = self.simulation.run.steps
        plan = TapeLayout(
            self.width(), self.height(), self.scale, label, len(self.rows), steps, self.zoom,
            foot=height_of(self.answer_rows),
        )  # fmt: skip
        scroll, down = min(max(self.offset, 0.0), plan.furthest), min(max(self.down, 0.0), plan.deepest)
        down = round(down / plan.row) * plan.row  # no row is cut
        return replace(plan, scroll=scroll, down=down)

    def _label(self, row: TapeRow) -> str:
        return "x" if row.name == "x" else row.label

    def bring_into_view(self, column: int) -> bool:
        """Scroll so that a column is seen whole; whether that was necessary."""
        plan = self.plan()
        self.offset, self.down = plan.scroll, plan.down
        left, right = column * plan.pitch, (column + 1) * plan.pitch
        if not self._beyond(column):
            return False
        self.offset = min(max((left + right - plan.span) / 2, 0.0), plan.furthest)
        return True

    def _beyond(self, column: int) -> bool:
        """Whether a column is not seen whole."""
        plan = self.plan()
        left, right = column * plan.pitch, (column + 1) * plan.pitch
        return not (left >= plan.scroll - 0.5 and right <= plan.scroll + plan.span + 0.5)

    # painting ----------------------------------------------------------------------------------------------

    def draw_picture(self, p: QPainter) -> None:
        if not self.rows:
            return
        plan = self.plan()
        pixels = self._bars(plan)
        height, width = pixels.shape
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(self.devicePixelRatioF())
        p.drawImage(plan.area().topLeft(), image)
        with clipped(p, QRectF(0, plan.head, self.width(), plan.body)):
            for i, row in enumerate(self.rows):
                self._draw_label(p, plan, i, row)
                marks.draw_odd(p, plan, self.theme, i, row)
                marks.draw_held(p, plan, self.theme, i, row)
            if self._shown is not None:
                write_numbers(p, plan, self.rows, self._shown, self.backward, self._turned, self._table)
        if self.answer_rows:
            answers.draw_all(p, self.theme, plan, self.answer_rows, self.simulation.result.setup.words)
        cover.draw(p, plan, self.theme, self.rows, self.simulation)

    def _bars(self, plan: TapeLayout) -> NDArray[np.uint32]:
        """All bars that are seen, as one picture in device pixels."""
        ratio = self.devicePixelRatioF()
        columns, ground = plan.columns(ratio), self.theme.panel.rgba()
        height = max(1, round(plan.body * ratio))
        pixels = np.full((height, columns.width), ground, np.uint32)
        bar = max(1, round(plan.bar * ratio))
        for i, row in enumerate(self.rows):
            top = round((plan.y(i) - plan.head + (plan.row - plan.bar) / 2) * ratio)
            shown = min(top + bar, height) - max(top, 0)
            if listened():
                tell("row", row.name, value=self._table(row.table)[row.index])
            if shown > 0 and shown == bar:
                raster.paint(pixels, top, bar, row, self._table(row.table), columns, ground)
            elif shown > 0:  # half scrolled away
                whole = np.empty((bar, columns.width), np.uint32)
                raster.paint(whole, 0, bar, row, self._table(row.table), columns, ground)
                cut = max(0, -top)
                pixels[max(top, 0) : max(top, 0) + shown] = whole[cut : cut + shown]
        return pixels

    def _table(self, role: str | None) -> NDArray[np.uint32]:
        key = (self.theme.name, role)
        if key not in self._tables:
            self._tables[key] = rows.table(self.theme, role)
        return self._tables[key]

    def _draw_label(self, p: QPainter, plan: TapeLayout, i: int, row: TapeRow) -> None:
        px = plan.label_px
        baseline = plan.y(i) + plan.row / 2 + px * 0.36
        words(p, self.scale.pad, baseline, self._label(row), px, self.theme.role(row.role), Align.AlignLeft, BOLD)

    def draw_live(self, p: QPainter) -> None:
        if not self.rows:
            return
        plan, cursor = self.plan(), self.simulation.cursor
        now = self.now
        ahead = range(0, now) if cursor.backward != self._turned else range(now + 1, plan.steps)
        reached = range(now) if ahead.start > now else range(now + 1, plan.steps)
        with clipped(p, QRectF(plan.left - 3, 0, plan.span + 6, self.height())):
            marks.draw_veil(p, plan, self.theme, ahead)
            self._draw_answers_live(p, plan, ahead)
            marks.draw_unknown(p, plan, self.theme, self.rows, cursor.known(self.simulation.run.cell), now)
            marks.name_odd(p, plan, self.theme, self.rows, reached)
            marks.draw_frame(p, plan, self.theme, now, self._joined)
            marks.draw_unit(p, plan, self.theme, self.rows, now, self.simulation.selection.unit)
            if self._hold is not None:
                line, first, last = self._hold
                marks.draw_choice(p, plan, self.theme, [row.name for row in self.rows].index(line), first, last)
            whole = self.simulation.result.setup.sequence.kind != "words"
            labels = self.labels()
            self._draw_fed(p, plan, ahead, roomy(plan, labels, whole))
            draw_head(p, plan, self.theme, labels, now, ahead, whole)
        marks.draw_scroll(p, plan, self.theme)

    def _draw_fed(self, p: QPainter, plan: TapeLayout, ahead: range, wide: bool) -> None:
        """What the network wrote itself; wide: every column has its word."""
        setup = self.simulation.result.setup
        fed.draw_places(p, plan, self.theme, *self.simulation.result.places)
        if setup.prediction.written:
            fed.draw_cells(p, plan, self.theme, setup.typed, ahead, wide)
            if wide and not self.backward:
                fed.draw_wires(p, plan, self.theme, setup.typed, ahead)

    def _draw_answers_live(self, p: QPainter, plan: TapeLayout, ahead: range) -> None:
        """What is ahead is veiled, and so are the present answers until the story tells them."""
        waits = cover.waits(self.simulation)
        words = self.simulation.result.setup.words
        answers.draw_veil(p, self.theme, plan, ahead)
        answers.draw_now(p, self.theme, plan, self.answer_rows, words, self.now, waits)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_rows()
        if event.size().width() != event.oldSize().width():  # the chain taking height must not scroll
            self.bring_into_view(self.now)
        self.refresh()
