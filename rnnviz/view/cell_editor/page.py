"""The editor's page: puts its panels together and hands every change of the draft from one to the others."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rnnviz.engine import CELLS, Cell
from rnnviz.engine.wording import Message
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.draft.draft import Draft
from rnnviz.model.draft.history import DraftHistory
from rnnviz.model.draft.understanding import BROKEN, Problem, Understanding, understand
from rnnviz.view.cell_editor.columns import EditorColumns
from rnnviz.view.cell_editor.facts import Facts
from rnnviz.view.cell_editor.footer import Footer
from rnnviz.view.cell_editor.gutter import RowLook
from rnnviz.view.cell_editor.header import Header
from rnnviz.view.cell_editor.preview import DraftPreview
from rnnviz.view.cell_editor.roles import RoleChips
from rnnviz.view.cell_editor.steps import Steps
from rnnviz.view.cell_editor.texts import Texts
from rnnviz.view.look.language import retranslated
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import Scale, Theme, load_code_fonts
from rnnviz.view.look.words import said

READING, DRAWING = 60, 220
"""Milliseconds without a key before the text is read, and before the cell is drawn anew."""
SETTLED = 1200
"""So long a pause ends what one undo takes back."""
ROOMY = 40
"""From so many sizes of the type on there is room for everything."""


@shielded
@retranslated
class CellEditor(QWidget):
    """A draft of a cell. `saved` when it is to be kept as a file, `left` when the editor is to close, `changed`."""

    saved = Signal()
    left = Signal()
    changed = Signal()

    def __init__(
        self, simulation: Simulation, draft: Draft, fresh: bool, start: str = "", parent: QWidget | None = None
    ) -> None:
        """fresh: whether it is a new cell; start: key of the shipped one that the draft was begun from, or ""."""
        super().__init__(parent)
        load_code_fonts()
        self.history = DraftHistory(draft)
        self.found: Understanding = understand(draft)
        self.header = Header(fresh, self)
        self.texts = Texts(self)
        self.roles, self.facts, self.footer = RoleChips(self), Facts(self), Footer(self)
        self.preview = DraftPreview(simulation, self)
        self.steps = Steps(self.preview.simulation, self)
        self._body = Scale().body
        self._refused: Message | None = None
        self._timers = [self._timer(READING, self._read), self._timer(DRAWING, self._draw)]
        self._timers.append(self._timer(SETTLED, self.history.settle))
        self._arrange()
        self._connect(simulation)
        self.header.show_start(start)
        self._show_draft()
        self.texts.to_start()
        self._read(at_once=True)
        self._draw()
        self.preview.finish()
        self.retranslate()
        self.texts.focus()

    def retranslate(self) -> None:
        """The heading, and what is wrong with the draft."""
        self._heading.setText(self.tr("What the class will see, line by line"))
        self.texts.show_problems(self.found.problems, True)
        self._tell()

    def _timer(self, interval: int, slot: object) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=interval)
        timer.timeout.connect(slot)
        return timer

    def _arrange(self) -> None:
        self._heading = self.header.title_label("", self)
        text = self.header, self.texts, self.roles, self.facts, self.footer
        self._columns = EditorColumns(text, self.preview, self._heading, self.steps, self)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._columns)

    def _connect(self, simulation: Simulation) -> None:
        self.header.named.connect(self._name)
        self.header.started.connect(self._start_from)
        self.texts.equations_typed.connect(self._type_equations)
        self.texts.sketch_typed.connect(self._type_sketch)
        self.texts.undone.connect(self.undo)
        self.texts.redone.connect(self.redo)
        self.texts.left.connect(self.left)
        self.texts.row_changed.connect(self._mark_role)
        self.roles.chosen.connect(self._recolour)
        self.texts.read_out.chosen.connect(self._let_out)
        self.steps.chosen.connect(self.texts.go_to)
        self.preview.failed.connect(self._refuse)
        self.preview.shown.connect(self._show_run)
        self.preview.start.done.connect(self.texts.focus)
        self.footer.cancelled.connect(self.left)
        self.footer.saved.connect(self.saved)
        simulation.changed.connect(self._follow)

    def _follow(self, what: Change) -> None:
        if Change.RUN in what:
            self._timers[1].start()

    # look --------------------------------------------------------------------------------------------------

    def set_look(self, theme: Theme, scale: Scale) -> None:
        self._body = scale.body
        self.facts.setVisible(self.height() > ROOMY * self._body)
        self._columns.set_look(scale)
        for panel in (self.header, self.texts, self.roles, self.facts, self.footer, self.preview, self.steps):
            panel.set_look(theme, scale)
        self._columns.settle()

    # the draft ---------------------------------------------------------------------------------------------

    @property
    def draft(self) -> Draft:
        return self.history.draft

    def resume(self, draft: Draft) -> None:
        """Go on with a draft that was left; undo leads to its beginning."""
        self.history.push(draft)
        self._adopt()

    def undo(self) -> None:
        self.history.undo()
        self._adopt()

    def redo(self) -> None:
        self.history.redo()
        self._adopt()

    def flush(self) -> None:
        """Read and draw now what was typed last."""
        for timer, work in zip(self._timers, (self._read, self._draw), strict=False):
            if timer.isActive():
                timer.stop()
                work()
        self.preview.finish()

    def _name(self, name: str) -> None:
        self._change(self.draft.named(name), "name")

    def _type_equations(self, text: str) -> None:
        self._change(self.draft.typed(text), "equations")

    def _type_sketch(self, text: str) -> None:
        self._change(self.draft.sketched(text), "sketch")

    def _recolour(self, role: str) -> None:
        line = self._line_here()
        if line:
            self._choose(self.draft.with_role(line, role))

    def _let_out(self, line: str) -> None:
        self._choose(self.draft.with_output(line))

    def _start_from(self, key: str) -> None:
        """Another beginning under the same name; undo brings back what was there."""
        self.history.push(beginning(CELLS.get(key), self.draft.name))
        self._adopt()
        self.texts.focus()

    def _choose(self, draft: Draft) -> None:
        """Something picked instead of typed: it counts at once."""
        self.history.push(draft)
        self.changed.emit()
        self._read()
        self._draw()

    def _change(self, draft: Draft, merge: str) -> None:
        self.history.push(draft, merge)
        self.changed.emit()
        for timer in self._timers:
            timer.start()

    def _adopt(self) -> None:
        self.changed.emit()
        self._show_draft()
        self._read(at_once=True)
        self._draw()

    def _show_draft(self) -> None:
        self.header.show_name(self.draft.name)
        self.texts.show_texts(self.draft.equations, self.draft.sketch)

    # reading and drawing -----------------------------------------------------------------------------------

    def _read(self, at_once: bool = False) -> None:
        """What is right and wrong with the text, as soon as the hand rests a moment."""
        self._timers[0].stop()
        self._refused = None
        found = self.found = understand(self.draft)
        roles = dict(self.draft.roles) if found.cell is None else {n.name: n.role for n in found.cell.lines}
        rows = {e.row: RowLook(e.number, roles.get(e.name, "plain"), e.state == BROKEN) for e in found.entries}
        self.texts.show_problems(found.problems, at_once)
        self.texts.show_rows(rows, roles)
        if found.cell is not None:
            self.texts.read_out.show_lines([line.name for line in found.cell.lines], found.cell.output)
        self.header.show_problem(any(p.where == "name" for p in found.problems))
        self._mark_role()
        self._tell()

    def _draw(self) -> None:
        """The drawing follows a little later: laying out a new cell takes longer than reading it."""
        if self._timers[0].isActive():
            self._read()
        self._timers[1].stop()
        self.preview.show_cell(self.found)

    def _show_run(self) -> None:
        """What follows from the run of what is drawn now."""
        self.steps.show_cell(self.found)
        run = self.preview.run if self.found.cell is self.preview.run.cell and not self._refused else None
        self.facts.show_cell(self.found, run)
        if self.found.good and run is not None:
            self.footer.check.show_run(run)
        self._tell()

    def _refuse(self, why: Message) -> None:
        self._refused = why

    def _tell(self) -> None:
        """Whether it can be saved, and what it waits for."""
        waits = (
            said(self._refused)
            if self._refused
            else (self._waits(self.found.problems[0]) if self.found.problems else "")
        )
        self.footer.show_state(waits, self.found.good)

    def _waits(self, problem: Problem) -> str:
        match problem.where:
            case "equations":
                return self.tr("Save waits for line {0}").format(problem.number)
            case "sketch":
                return self.tr("Save waits for line {0} of the sketch").format(problem.number)
            case "name":
                return self.tr("Save waits for a name")
        return self.tr("Save waits: {0}").format(said(problem.why))

    @property
    def ready(self) -> bool:
        """Whether the draft can be saved as it stands."""
        return self.found.good and not self._refused

    def _line_here(self) -> str:
        """The line the text cursor stands in, where it has a name that a colour can be given to."""
        row = self.texts.row
        entry = next((e for e in self.found.entries if e.row == row), None)
        known = self.found.cell.by_name if self.found.cell is not None else {}
        return entry.name if entry is not None and entry.name in known else ""

    def _mark_role(self) -> None:
        line, cell = self._line_here(), self.found.cell
        self.roles.mark(line, cell.by_name[line].role if line and cell is not None else "")

    # Qt ----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window what can be worked out gives way to what is typed."""
        super().resizeEvent(event)
        self.facts.setVisible(self.height() > ROOMY * self._body)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def beginning(cell: Cell | None, name: str) -> Draft:
    """A draft begun from a cell, whose words about its source are not true of another one; None: an empty one."""
    if cell is None:
        return Draft(name)
    draft = Draft.from_cell(cell)
    kept = {k: v for k, v in draft.tables.items() if k not in ("source", "note", "conventions")}
    return replace(draft, name=name, tables=kept)
