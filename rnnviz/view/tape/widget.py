"""The tape: one column per time step, one row per line; click or drag scrubs through the story."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from rnnviz.model.sequence import Sequence, word_at
from rnnviz.view.calm import GLANCE_MS, Calm
from rnnviz.view.paper import BOLD, Align, Paper, clipped, text_width, words
from rnnviz.view.tape import marks, raster, rows
from rnnviz.view.tape.editor import WordEdit
from rnnviz.view.tape.head import draw_head
from rnnviz.view.tape.holds import HoldSteps
from rnnviz.view.tape.layout import Layout
from rnnviz.view.tape.rows import TapeRow
from rnnviz.view.tape.tips import label_tip, value_tip

if TYPE_CHECKING:
    from rnnviz.engine import Run
    from rnnviz.model.session import Session


class Tape(Paper):
    """Reads the session; moves its cursor; asks for holds and edited words by signals.

    Columns are the steps of the sequence, whichever way the run on the stage reads it.
    hold_requested(line, first, last): steps of the run, 0-based, both included. word_edited(column, text).
    shifted: the columns may have moved.
    """

    hold_requested = Signal(str, int, int)
    word_edited = Signal(int, str)
    shifted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.rows: tuple[TapeRow, ...] = ()
        self._all: tuple[TapeRow, ...] = ()
        self.backward = session.cursor.backward
        self.zoom, self.offset, self.down = 1.0, 0.0, 0.0
        self._joined, self._aside = False, 0.0
        self.editor: WordEdit | None = None
        self._editing = 0
        self._edited: Sequence | None = None
        self._drag = ""
        self._hold: tuple[str, int, int] | None = None
        self._tables: dict[tuple[str, str | None], NDArray[np.uint32]] = {}
        self._seen = -1
        self._shown: Run | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(240, 90)
        self.setAccessibleName(self.tr("Tape of all time steps"))
        self._calm = Calm(self.show_run, GLANCE_MS, self)
        session.run_changed.connect(self._follow_run)
        session.cursor_changed.connect(self.show_cursor)
        session.selection_changed.connect(self.update)
        self.show_run()

    def restyle(self) -> None:
        """After another theme, size or language."""
        self._choose_rows()
        self.bring_into_view(self.now)
        self.refresh()

    def refresh(self) -> None:
        super().refresh()
        self.shifted.emit()

    def join(self, joined: bool) -> None:
        """Whether the chain stands above: it shows the input, and the present column goes on there."""
        if joined != self._joined:
            self._joined = joined
            self._aside = self._aside if joined else 0.0
            self.setMinimumHeight(60 if joined else 90)
            self.restyle()

    def make_room(self, aside: float) -> None:
        """Room left of the columns for the labels of the chain above."""
        if aside != self._aside:
            self._aside = aside
            self.restyle()

    # what is shown -----------------------------------------------------------------------------------------

    def show_run(self) -> None:
        """Take the session's run."""
        run = self.session.run
        if run is None:
            return
        self._shown, self.backward = run, self.session.cursor.backward
        found = rows.rows(run, self.backward)
        self._all = tuple(row.turned for row in found) if self._turned else found
        if self.session.setup.sequence is not self._edited:  # the word being typed belongs to a sequence that is gone
            self._close_editor()
        if self._hold is not None and self._hold[0] not in run.cell.by_name:
            self._hold, self._drag = None, ""
        self._choose_rows()
        self.bring_into_view(self.now)
        self._describe()
        self.refresh()

    @property
    def _turned(self) -> bool:
        """Whether the run reads from the end of the sequence: columns then count against its steps."""
        return self.session.cursor.way == "backward"

    @property
    def now(self) -> int:
        """The present column."""
        return self.session.place(min(self.at.step, self.session.steps - 1))

    def set_live(self, live: bool) -> None:
        """While a slider is dragged the bars follow as often as an eye does."""
        self._calm.set_live(live)

    def _follow_run(self) -> None:
        """At once where lines or steps are other ones: the words and the cursor follow at once, too."""
        run = self.session.run
        if self._shown is None or (self._shown.cell, self._shown.steps) != (run.cell, run.steps):
            self.show_run()
        else:
            self._calm.ask()

    def _choose_rows(self) -> None:
        """The input's row gives way where there is little room: its words stand above anyway."""
        self.rows = self._all
        if (self._joined or self.plan().deepest > 0) and self._all and self._all[0].name == "x":
            self.rows = self._all[1:]

    def show_cursor(self) -> None:
        """Take the session's cursor."""
        if self.session.cursor.backward != self.backward:
            self.show_run()
        elif self.bring_into_view(self.now):
            self.refresh()
        self._describe()
        self.update()

    def _describe(self) -> None:
        step, labels = self.now, self.labels()
        text = self.tr("step {} of {}: {}").format(step + 1, len(labels), labels[step])
        self.setAccessibleDescription(text)

    def labels(self) -> tuple[str, ...]:
        """One label per column; an edit under way may be longer or shorter for a moment."""
        labels, steps = self.session.words, self.session.run.steps
        labels = labels[::-1] if self._turned else labels
        return (*labels[:steps], *("" for _ in range(steps - len(labels))))

    def plan(self) -> Layout:
        """The geometry of this moment."""
        px = self.scale.axis
        label = max([text_width(self._label(row), px, BOLD) for row in self.rows], default=0.0)
        label = min(max(label + px * 0.4, self._aside), self.width() * 0.25)
        steps = self.session.run.steps
        plan = Layout(self.width(), self.height(), self.scale, label, len(self.rows), steps, self.zoom)
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
                marks.draw_held(p, plan, self.theme, i, row)

    def _bars(self, plan: Layout) -> NDArray[np.uint32]:
        """All bars that are seen, as one picture in device pixels."""
        ratio = self.devicePixelRatioF()
        columns, ground = plan.columns(ratio), self.theme.panel.rgba()
        height = max(1, round(plan.body * ratio))
        pixels = np.full((height, columns.width), ground, np.uint32)
        bar = max(1, round(plan.bar * ratio))
        for i, row in enumerate(self.rows):
            top = round((plan.y(i) - plan.head + (plan.row - plan.bar) / 2) * ratio)
            shown = min(top + bar, height) - max(top, 0)
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

    def _draw_label(self, p: QPainter, plan: Layout, i: int, row: TapeRow) -> None:
        px = plan.label_px
        baseline = plan.y(i) + plan.row / 2 + px * 0.36
        words(p, self.scale.pad, baseline, self._label(row), px, self.theme.role(row.role), Align.AlignLeft, BOLD)

    def frame_key(self) -> object:
        at = self.at
        if self._hold is not None or not self.rows or at.backward != self.backward or self._beyond(self.now):
            return None
        return at, self.session.selection.unit

    def draw_live(self, p: QPainter) -> None:
        if not self.rows:
            return
        plan, cursor = self.plan(), self.at
        now = self.now
        ahead = range(0, now) if cursor.backward != self._turned else range(now + 1, plan.steps)
        with clipped(p, QRectF(plan.left - 3, 0, plan.span + 6, self.height())):
            marks.draw_veil(p, plan, self.theme, ahead)
            marks.draw_unknown(p, plan, self.theme, self.rows, cursor.known(self.session.run.cell), now)
            marks.draw_frame(p, plan, self.theme, now, self._joined)
            marks.draw_unit(p, plan, self.theme, self.rows, now, self.session.selection.unit)
            if self._hold is not None:
                line, first, last = self._hold
                marks.draw_choice(p, plan, self.theme, [row.name for row in self.rows].index(line), first, last)
            draw_head(p, plan, self.theme, self.labels(), now, ahead)
        marks.draw_scroll(p, plan, self.theme)

    # pointing ----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self.rows:
            return
        plan, place = self.plan(), event.position()
        row = plan.row_at(place.y())
        if place.x() < plan.left - 2:
            return
        step = plan.step_at(place.x())
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and row >= 0 and self.rows[row].gate:
            self._drag, self._hold = "hold", (self.rows[row].name, step, step)
            self.update()
            return
        self._drag = "scrub"
        self.session.go_to_step(self.session.place(step))
        self._choose_unit(plan, place, row)

    def _choose_unit(self, plan: Layout, place: QPointF, row: int) -> None:
        """A click on a unit's own bar chooses that unit everywhere."""
        unit = self._unit_at(plan, place, row)
        if unit is not None and self.rows[row].name != "x":
            self.session.select(unit=unit)

    def _unit_at(self, plan: Layout, place: QPointF, row: int) -> int | None:
        if row < 0:
            return None
        columns, units = plan.columns(), self.rows[row].index.shape[1]
        if not columns.across(units):
            return None
        step = plan.step_at(place.x())
        unit = int((place.x() - plan.left - columns.left(step)) / columns.bar * units)
        return unit if 0 <= unit < units else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        plan = self.plan()
        if self._drag == "scrub":
            self.session.go_to_step(self.session.place(plan.step_at(event.position().x())))
        elif self._drag == "hold" and self._hold is not None:
            start = self._seen if self._seen >= 0 else self._hold[1]
            self._seen, step = start, plan.step_at(event.position().x())
            self._hold = (self._hold[0], min(start, step), max(start, step))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        hold, self._hold, self._seen = self._hold, None, -1
        drag, self._drag = self._drag, ""
        if drag == "hold" and hold is not None:
            first, last = sorted(map(self.session.place, hold[1:]))
            self.hold_requested.emit(hold[0], first, last)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        plan = self.plan()
        if event.position().x() >= plan.left and (
            event.position().y() < plan.head or plan.row_at(event.position().y()) == self._input_row()
        ):
            self.edit_word(self.session.place(plan.step_at(event.position().x())))

    def _input_row(self) -> int:
        return 0 if self.rows and self.rows[0].name == "x" else -2

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Hold a gate here, from here on, or always."""
        plan = self.plan()
        row = plan.row_at(event.pos().y())
        if row < 0 or not self.rows[row].gate:
            return
        here = event.pos().x()
        step = self.session.place(plan.step_at(here)) if here >= plan.left else self.session.cursor.step
        menu = HoldSteps(self.rows[row], step, self.session.run.steps, self)
        menu.chosen.connect(self.hold_requested)
        menu.popup(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        plan, turn = self.plan(), event.angleDelta()
        keys = event.modifiers()
        if keys & Qt.KeyboardModifier.ControlModifier:
            self._zoom_at(plan, event.position().x(), 1.2 ** (turn.y() / 120))
        elif keys & Qt.KeyboardModifier.ShiftModifier or not plan.furthest:
            self.down = min(max(plan.down - (turn.y() or turn.x()) * 0.25, 0.0), plan.deepest)
        else:
            moved = turn.x() or turn.y()
            self.offset = min(max(plan.scroll - moved * 0.8, 0.0), plan.furthest)
        event.accept()
        self.refresh()

    def _zoom_at(self, plan: Layout, x: float, factor: float) -> None:
        """Zoom so that what is under the pointer stays there."""
        step = (x - plan.left + plan.scroll) / plan.pitch
        self.zoom = min(max(plan.pitch * factor / plan.natural, 1e-3), 1e3)
        wider = self.plan()
        self.zoom = wider.pitch / wider.natural
        self.offset = min(max(step * wider.pitch - (x - plan.left), 0.0), wider.furthest)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self.tip(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), text, self) if text else QToolTip.hideText()
            return True
        return super().event(event)

    def tip(self, place: QPointF) -> str:
        """What the bar under a point is, in words and numbers."""
        plan = self.plan()
        i = plan.row_at(place.y())
        if i < 0:
            return ""
        row = self.rows[i]
        if place.x() < plan.left:
            return label_tip(row, self._label(row))
        step, unit = self.session.place(plan.step_at(place.x())), self._unit_at(plan, place, i)
        return value_tip(self.session.run, row, self._label(row), step, unit, self.backward)

    # editing in place --------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.edit_word(self.session.cursor.step)
        else:
            super().keyPressEvent(event)

    def edit_word(self, step: int) -> None:
        """Open the word that the run reads at a step for editing, where it stands."""
        if self.editor is not None:
            self.editor.clearFocus()
        column = self.session.place(step)
        self.bring_into_view(column)
        self.refresh()
        plan, px = self.plan(), self.scale.axis
        self._edited, text = self.session.setup.sequence, word_at(self.session.setup.sequence, column)
        width = max(plan.pitch, text_width(text, px) + 3 * px, 5 * px)
        left = min(max(plan.x(column) + plan.pitch / 2 - width / 2, 2.0), self.width() - width - 2)
        self._editing = column
        self.editor = WordEdit(text, self)
        self.editor.setGeometry(QRectF(left, 1, width, plan.head - 2).toRect())
        self.editor.finished.connect(self._word_typed)
        self.editor.cancelled.connect(self._close_editor)
        self.editor.show()
        self.editor.setFocus()

    def _word_typed(self, text: str) -> None:
        sequence = self.session.setup.sequence
        changed = sequence is self._edited and text != word_at(sequence, self._editing)
        self._close_editor()
        if changed:
            self.word_edited.emit(self._editing, text)

    def _close_editor(self) -> None:
        editor, self.editor = self.editor, None
        if editor is not None:
            mine = editor.hasFocus()  # not where a click elsewhere ended the edit
            editor.hide()
            editor.deleteLater()
            if mine:
                self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_rows()
        if event.size().width() != event.oldSize().width():  # the chain taking height must not scroll
            self.bring_into_view(self.now)
        self.refresh()
