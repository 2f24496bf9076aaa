"""A sheet of exercises: one step, or one backward step, of a run, with and without its answers, as HTML.

With a seed the weights are drawn anew and rounded to one decimal, so that every student may have other numbers
that can be written down. The HTML is the plain sort that QTextDocument prints, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import ClassVar

import numpy as np

from rnnviz.engine import Run
from rnnviz.engine.language.ops import Array
from rnnviz.engine.wording import Message
from rnnviz.io.disk import reason, write_whole
from rnnviz.io.messages import ENGLISH
from rnnviz.io.refused import FileRefusal, told
from rnnviz.model.figures.numbers import plain, power
from rnnviz.model.reading.markup import html, question, with_words
from rnnviz.model.reading.reading import Reading, forward
from rnnviz.model.reading.reading_backward import backward
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.runs import network_run_of
from rnnviz.model.setup.setup import Setup

Say = Callable[[Message], str]
SUFFIXES = (".pdf", ".html")
MOST = 8
"""Units and inputs a sheet has room for."""


class SheetError(FileRefusal):
    """Why no sheet can be made of it."""

    TEXTS: ClassVar[Mapping[str, str]] = ENGLISH


@dataclass(frozen=True, slots=True)
class Exercise:
    """What is asked: a 0-based step of a direction of a layer, for one unit; back: of the way back.

    seed: of other weights, None for those of the setup.
    """

    step: int
    unit: int = 0
    back: bool = False
    seed: int | None = None
    layer: int = 0
    way: str = "forward"


def drawn_anew(setup: Setup, seed: int) -> Setup:
    """Every parameter drawn from a seed and rounded to one decimal."""
    fresh = replace(setup, learned=None).with_weights(seed=seed, given=Arrays(), gain=1.0)
    for name, value in fresh.network().params.items():
        fresh = fresh.with_array(name, np.round(value, 1))
    return fresh


def sheet(
    setup: Setup, asked: Exercise, answers: bool, say: Say = str, name: str = "", word: Callable[[str], str] = str
) -> str:
    """The page. SheetError where it would be too large or there is no such step; EngineError where nothing runs.

    say: a message in the language of the page; name: what the cell is called in it, else as its file says; word: of the
    few that stand in formulas.
    """
    setup = setup if asked.seed is None else drawn_anew(setup, asked.seed)
    whole = network_run_of(setup)
    layer = whole.network.layers[asked.layer]
    run = whole.layers[asked.layer][layer.ways.index(asked.way)]
    _check(run, asked)
    unit = asked.unit + 1
    words = told("sheet.title", cell=name or run.cell.name, step=asked.step + 1, steps=run.steps, unit=unit)
    title = escape(say(told("sheet.back", title=words) if asked.back else words))
    version = "" if asked.seed is None else " " + say(told("sheet.version", seed=asked.seed))
    task = say(told("sheet.gradients" if asked.back else "sheet.values", unit=unit))
    rows = [f"<h2>{title}</h2>", f"<p>{escape(task + version)}</p>", *_given(run, asked, say)]
    rows += [_head("sheet.answers" if answers else "sheet.compute", say), *_lines(run, asked, answers, word)]
    return f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>{"".join(rows)}</body></html>'


def _head(key: str, say: Say) -> str:
    return f"<h3>{escape(say(told(key)))}</h3>"


def check_name(path: Path) -> None:
    """SheetError where the name is no sheet's."""
    if path.suffix.lower() not in SUFFIXES:
        raise SheetError("sheet.name", file=path.name, known=SUFFIXES)


def write_sheet(path: Path, data: bytes) -> None:
    """Write the file of a page as a whole, or leave the old one. SheetError."""
    try:
        write_whole(path, data)
    except OSError as error:
        raise SheetError("file.unsaved", file=path.name, reason=reason(error)) from None


def readings(run: Run, asked: Exercise) -> list[Reading]:
    """Every line's, in the order in which they are worked out."""
    lines = list(run.cell.by_name)
    if asked.back:
        return [backward(run, name, asked.step, min(asked.unit, _units(run, name) - 1)) for name in reversed(lines)]
    return [forward(run, name, asked.step, min(asked.unit, _units(run, name) - 1)) for name in lines]


def _check(run: Run, asked: Exercise) -> None:
    if not 0 <= asked.step < run.steps:
        raise SheetError("sheet.step", step=asked.step + 1, last=run.steps)
    if run.hidden > MOST:
        raise SheetError("sheet.large", units=run.hidden, limit=MOST)
    if not 0 <= asked.unit < run.hidden:
        raise SheetError("sheet.unit", unit=asked.unit + 1, last=run.hidden)


def _units(run: Run, name: str) -> int:
    return run.experiment.sizes[run.cell.by_name[name].size]


def _lines(run: Run, asked: Exercise, answers: bool, word: Callable[[str], str]) -> list[str]:
    blank, told = " = ______________", [with_words(reading, word) for reading in readings(run, asked)]
    return [f"<p>{html(r) if answers else question(r) + blank}</p>" for r in told]


def _given(run: Run, asked: Exercise, say: Say) -> list[str]:
    """What has to be known: numbers of this step, and the weights; of inputs only those that are not 0."""
    t, cell = asked.step, run.cell
    felt = np.flatnonzero(run.value("x")[t])
    vectors = {f"x<sub>t</sub> {_which(felt, say)}": run.value("x")[t][felt]}
    vectors |= {f"{s}<sub>t−1</sub>": run.value(f"{s}_prev")[t] for s in cell.states}
    if asked.back:
        vectors |= _given_back(run, t, say)
    rows = [_head("sheet.given", say), _table({name: values[None] for name, values in vectors.items()})]
    reading = {cell.nodes[n.args[0]].name for n in cell.nodes if n.op == "matmul" and cell.nodes[n.args[1]].op == "x"}
    weights = {n: np.atleast_2d(w[:, felt] if n in reading else w) for n, w in run.experiment.params.items()}
    return [*rows, _table({escape(name): value for name, value in weights.items()})]


def _which(felt: Array, say: Say) -> str:
    """Which inputs are not 0, and so which columns of W are given."""
    columns = ", ".join(str(i + 1) for i in felt)
    return escape(say(told("sheet.columns", columns=columns) if felt.size else told("sheet.zeros")))


def _given_back(run: Run, t: int, say: Say) -> dict[str, Array]:
    cell = run.cell
    found = {f"{n}<sub>t</sub>": run.value(n)[t] for n in cell.by_name}
    if t + 1 < run.steps:
        found |= {f"{n}<sub>t+1</sub>": run.value(n)[t + 1] for n in cell.by_name}
        found |= {f"∂L/∂{n}<sub>t+1</sub>": run.grad(n)[t + 1] for n in cell.by_name}
    loss = escape(say(told("sheet.loss")))
    return found | {f"∂L/∂{cell.output}<sub>t</sub>, {loss}": run.grad(cell.output, into="loss")[t]}


def _table(arrays: dict[str, Array]) -> str:
    rows = [f"<tr><td><i>{name}</i></td><td>{_numbers(array)}</td></tr>" for name, array in arrays.items()]
    return f'<table cellpadding="3">{"".join(rows)}</table>'


def _numbers(array: Array) -> str:
    return "<br>".join("&nbsp;&nbsp;".join(_number(v) for v in row) for row in array.tolist())


def _number(value: float) -> str:
    """Four digits that count, so that what has nearly vanished is no 0 either."""
    if round(value, 1) == value:
        return plain(value, 1)
    return power(value, 3) if abs(value) < 1e-3 else plain(value, 4)
