"""The formula strip where the story tells the read-out, or somebody points at it: its line, and the words beside."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from rnnviz.model.answers.reading import answer_reading
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import plain
from rnnviz.model.reading.reading import Reading, named
from rnnviz.model.story.cursor import Cursor
from rnnviz.view.formula.formula_notes import Remark
from rnnviz.view.stage.answer.moment import AnswerMoment, moment_of

translate = QCoreApplication.translate
KEY = "answer:"


def line_told(simulation: Simulation, cursor: Cursor) -> tuple[str, AnswerMoment, int] | None:
    """The read-out's line that is spoken of, the moment, and the answer that is; None: the cell is spoken of."""
    at = moment_of(simulation, cursor)
    if at.found is None or at.asked:
        return None
    selection = simulation.selection
    if selection.weight is not None:
        names = len(at.found.names)
        return ("y", at, min(selection.weight.index[0], names - 1)) if selection.weight.of_readout else None
    key = selection.hover or (selection.pins[-1] if selection.pins else "")
    if key.startswith(KEY):
        name = key.removeprefix(KEY)
        shown = min(int(name), len(at.found.names) - 1) if name.isdigit() else at.chosen
        return ("p" if name.isdigit() and at.found.classes else "y"), at, shown
    if key or not (at.now or (at.whole and at.told)):
        return None
    if at.whole or len(at.now) > 1:
        return ("y" if at.backward or not at.found.classes else "p"), at, at.chosen
    (line,) = at.now
    return line, at, at.chosen


def reading_of(simulation: Simulation, line: str, at: AnswerMoment, chosen: int) -> Reading:
    """The formula of that line with the numbers of one answer, backward of one unit."""
    cell = simulation.cell
    output = named(cell, cell.output)
    return answer_reading(at.read, at.step, line, chosen, heard_unit(simulation), at.backward, output)


def heard_unit(simulation: Simulation) -> int:
    """Where the unit looked at stands in what is read: behind those of the other direction where both stand side by
    side."""
    layer, unit = simulation.result.setup.layers[simulation.cursor.layer], simulation.selection.unit
    beside = layer.direction == "both" and layer.merge == "concat" and simulation.cursor.way == "backward"
    return unit + layer.hidden if beside else unit


def remarks(simulation: Simulation, line: str, at: AnswerMoment, chosen: int) -> Iterator[Remark]:
    """Ever shorter words beside it, the last empty."""
    found = at.read
    if at.backward and line == "y":
        yield from _sent(simulation, at)
    elif chosen == found.drawn_at(at.step) and not at.backward:
        place = 1 + int((found.p[at.step] > found.p[at.step, chosen]).sum())
        drawn = translate("FormulaBar", "drawn at random: “{0}”, number {1} of {2}")
        if found.heat_at(at.step) == 0:
            drawn = translate("FormulaBar", "drawn: “{0}”, number {1} of {2}")
        yield Remark(drawn.format(found.names[chosen], place, len(found.names)))
        yield Remark(translate("FormulaBar", "drawn: “{0}”").format(found.names[chosen]))
    elif len(found.names) > 1:
        who = translate("FormulaBar", "answer {0} of {1}").format(chosen + 1, len(found.names))
        yield Remark(translate("FormulaBar", "{who}: “{name}”").format(who=who, name=found.names[chosen]))
        yield Remark(who)
    yield Remark()


def _sent(simulation: Simulation, at: AnswerMoment) -> Iterator[Remark]:
    unit, run = simulation.selection.unit, simulation.run
    who = translate("FormulaBar", "unit {unit} of {count}").format(unit=unit + 1, count=run.hidden)
    step = simulation.place(at.step)
    whole = float(run.grad(run.cell.output)[step, unit])
    own = float(run.grad(run.cell.output, into="loss")[step, unit])
    later = translate("FormulaBar", "from later steps {0}, in all {1}")
    yield Remark(f"{who}   ·   {later.format(plain(whole - own, sign=True), plain(whole, sign=True))}")
    yield Remark(who)
