"""The formula strip: stages as chips, the line being computed in symbols and in the chosen unit's numbers.

What is printed is what was computed: `texts` gives back every painted word and number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from rnnviz.engine.language.cell import Cell, CellStage
from rnnviz.model.document.change import Change
from rnnviz.model.reading import focus as focuses
from rnnviz.model.reading.focus import Focus
from rnnviz.model.reading.masked import masked
from rnnviz.model.reading.reading import Reading
from rnnviz.model.story.cursor import Cursor
from rnnviz.view.formula import answer_line, formula_notes, formula_row, weight_note
from rnnviz.view.formula.formula_notes import Remark
from rnnviz.view.formula.formula_row import Formula
from rnnviz.view.formula.stage_chips import StageChips
from rnnviz.view.look.facts import tell
from rnnviz.view.look.language import language, spoken
from rnnviz.view.look.shield import shielded
from rnnviz.view.widgets.paper import Align, Paper, fitting, words
from rnnviz.view.work.throttle import READING_MS

if TYPE_CHECKING:
    from rnnviz.model.document.simulation import Simulation

LEAST = 20
"""The smallest formula, in px: its indices stay readable."""


@dataclass(frozen=True, slots=True)
class Composition:
    """All that is painted, placed: (x, baseline) of the formula, right ends of remark and narration."""

    size: QSize
    formula: Formula
    x: float
    baseline: float
    remark: Remark
    remark_px: int
    remark_baseline: float
    narration: str


@shielded
class FormulaBar(Paper):
    """See the module; follows the simulation's cursor, run and selection."""

    key = "formula"

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.chips = StageChips(self)
        self.chips.chosen.connect(self.go_to_stage)
        self._key: object = None
        self._run = simulation.run
        self._composed: Composition | None = None
        self._calm = self.throttled(self._follow, READING_MS)
        self._follow()

    @property
    def title(self) -> str:
        return self.tr("Formula")

    # what is shown -----------------------------------------------------------------------------------------

    def focus(self, cursor: Cursor | None = None) -> Focus:
        """The line of the story, unless the pointer or a pin chooses another."""
        simulation = self.simulation
        pins, weight = simulation.selection.pins, simulation.selection.weight
        key = simulation.selection.hover or (pins[-1] if pins else None)
        if weight is not None and weight.matrix.line in simulation.cell.by_name and not weight.matrix.start:
            key = f"line:{weight.matrix.line}"
        return focuses.focus(simulation.cell, cursor or simulation.cursor, key)

    def reading(self, cursor: Cursor | None = None) -> Reading:
        """The formula of the focus with the chosen unit's numbers."""
        simulation, at = self.simulation, cursor or self.simulation.cursor
        told = answer_line.line_told(simulation, at)
        if told is not None:
            return answer_line.reading_of(simulation, *told)
        focus = self.focus(at)
        reading = focuses.read(simulation.run, focus, at.step, simulation.selection.unit, at.backward)
        return masked(reading, focus, simulation.cell, simulation.veil, at)

    def texts(self) -> list[str]:
        """Everything painted, in reading order: chips, remark, formula, narration."""
        shown = self.composition()
        chips = [chip.label for chip in self.chips.chips if not chip.isHidden()]
        return [*chips, *(t for t in (*shown.remark.texts, shown.formula.text, shown.narration) if t)]

    def go_to_stage(self, index: int) -> None:
        """Move the story to the end of a stage of the present step (backwards: to its beginning)."""
        simulation = self.simulation
        simulation.set_grain("stage")
        if index >= len(simulation.cell.stages):  # the read-out's, or a chip of a cell that is just being replaced
            count = len(simulation.cell.lines)
            part = simulation.score.part(simulation.cursor)
            simulation.move(replace(simulation.cursor, line=count if simulation.cursor.backward else part.count - 1))
            return
        lines = [line.name for line in simulation.cell.lines]
        stage = simulation.cell.stages[index].lines
        name = stage[0] if simulation.cursor.backward else stage[-1]
        simulation.move(replace(simulation.cursor, line=lines.index(name)))

    # following the simulation ---------------------------------------------------------------------------------

    def take_change(self, what: Change) -> None:
        """A place or a choice at once; numbers as fast as somebody reads."""
        super().take_change(what)
        if what & (Change.PLAYHEAD | Change.SELECTION):
            self._follow()
        elif Change.RUN in what:
            self._calm.ask()

    def restyle(self) -> None:
        self._key = None
        self._follow()

    def set_live(self, live: bool) -> None:
        super().set_live(live)
        if not live:
            self._follow()

    def _key_of(self, cursor: Cursor) -> object:
        simulation = self.simulation
        told, selection = answer_line.line_told(simulation, cursor), simulation.selection
        spoken_of = self.focus(cursor) if told is None else (told[0], told[2], id(told[1].found))
        what = (spoken_of, selection.unit, selection.weight, id(simulation.veil))
        return (id(simulation.run), cursor, *what, self.size())

    def _follow(self, sized: bool = False) -> None:
        """Compose anew only where what is said changed; sized: for a size that may not be the last one of this turn."""
        key = self._key_of(self.simulation.cursor)
        if key != self._key:
            self._key, self._composed = key, None
            self._run = self.simulation.run  # so that the id stays this run's
            self._mark_stage()
            self.refresh()
            if sized and self.isVisible():  # nothing that is painted may move the chips
                self._place_chips()
            elif self.isVisible():  # a screen reader may ask at once
                self.composition()

    def _mark_stage(self) -> None:
        cell, cursor = self.simulation.cell, self.simulation.cursor
        said, score = spoken(cell).stages, self.simulation.score
        stages = [(said[stage.name], stage_role(cell, stage)) for stage in cell.stages]
        if score.part(cursor).tail:
            stages.append((self.tr("answer"), "answer"))
        self.chips.set_stages(tuple(stages))
        self.chips.set_backward(cursor.backward)
        names = [stage.name for stage in cell.stages]
        now = cursor.stage(cell)
        answering = len(cell.stages) if score.answering(cursor) else None
        self.chips.mark(answering if now is None else names.index(now))

    def composition(self) -> Composition:
        """What is painted now; made when first asked for."""
        if self._composed is None or self._composed.size != self.size():
            self._composed = self._compose(self.simulation.cursor)
            self.setAccessibleDescription(self._composed.formula.text)
        return self._composed

    def _place_chips(self) -> tuple[int, int, int]:
        """Their top, their height, and the width they take: a remark gives way to their names."""
        pad, px = self.scale.pad, self.scale.axis
        top, height = round(min(pad * 0.75, self.height() * 0.11)), round(px * 2.05)
        taken = self.chips.place(self.theme, px, height, self.width() - 2 * pad)
        self.chips.move(pad, top)  # Qt does nothing where it stands there already
        return top, height, taken

    def _compose(self, cursor: Cursor) -> Composition:
        scale, size = self.scale, self.size()
        pad, px = scale.pad, scale.axis
        top, height, taken = self._place_chips()
        room = size.width() - 3 * pad - taken
        remark = formula_notes.fitting(self._remarks(cursor), px, room)
        below = size.height() - top - height
        base = max(12, min(scale.formula, round(below / 1.5)))
        reading = self.reading(cursor)
        least = min(base, max(LEAST, round(base * 0.84)))
        formula = formula_row.fitted(reading, self.theme, size.width() - 2.2 * pad, base, least)
        baseline = top + height + below / 2 + formula.px * 0.28
        narration = self._narration(cursor, size.width() - 4 * pad - formula.width, px)
        return Composition(size, formula, pad * 1.1, baseline, remark, px, top + height / 2 + px * 0.36, narration)

    def _remarks(self, cursor: Cursor) -> Iterator[Remark]:
        simulation, unit = self.simulation, self.simulation.selection.unit
        if self.focus(cursor).name in simulation.veil.at(cursor):
            yield from (Remark(self.tr("your guess first")), Remark())
            return
        told, weight = answer_line.line_told(simulation, cursor), simulation.selection.weight
        if weight is not None:
            yield from weight_note.of(simulation, weight, cursor)
        if told is not None:
            yield from answer_line.remarks(simulation, *told)
            return
        yield from formula_notes.of(simulation.run, self.focus(cursor), cursor.step, unit, cursor.backward, self.theme)

    def _narration(self, cursor: Cursor, room: float, px: int) -> str:
        """What the line is for, where there is room: the sentence, or what follows its colon."""
        if answer_line.line_told(self.simulation, cursor) is not None:
            return ""
        says = formula_notes.narration(self.simulation.cell, self.focus(cursor).name, language())
        _, colon, rest = says.partition("：" if "：" in says else ": ")
        return fitting((says, rest) if colon else (says,), room, px)

    # painting ----------------------------------------------------------------------------------------------

    def draw_picture(self, p: QPainter) -> None:
        self._draw_composition(p, self.composition())

    def _draw_composition(self, p: QPainter, shown: Composition) -> None:
        right = self.width() - self.scale.pad * 1.1
        tell("formula", word=shown.formula.text)
        tell("remark", word=" ".join(shown.remark.texts))
        formula_row.draw(p, shown.x, shown.baseline, shown.formula, self.theme)
        formula_notes.draw(p, right, shown.remark_baseline, shown.remark, shown.remark_px, self.theme)
        if shown.narration:
            words(p, right, shown.baseline, shown.narration, shown.remark_px, self.theme.dim, Align.AlignRight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._follow(sized=True)
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(self.scale.px(1236), self.scale.px(112))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 2 * self.scale.axis + self.scale.formula * 2)


def stage_role(cell: Cell, stage: CellStage) -> str:
    """The hue of a stage: of the gate it is named after, else of what it ends with."""
    roles = [cell.by_name[name].role for name in stage.lines]
    return stage.name if stage.name in roles else roles[-1]
