"""What is written on formula strip, big box, legend and knobs, read as mathematics and worked out from the run."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from rnnviz.model.figures.numbers import plain, power, short
from rnnviz.view.look import typeset
from rnnviz.view.look.facts import Fact
from rnnviz.view.look.style import Theme
from tests.model.reading.printed import NUMBER, allowed, python, slack, worked_out
from tests.view.oracle.story import Moment
from tests.view.oracle.wanted import Flow, close, slope, square

LEAF = re.compile(
    r"(?P<matrix>[A-Za-z]\w*?)\u2009(?P<vector>[A-Za-z]\w*?)_t(?P<off>[−+]1)?(?![A-Za-z0-9_])"
    r"|(?P<grad>∂L/∂)?(?P<line>[A-Za-z]\w*?)_t(?P<before>[−+]1)?(?![A-Za-z0-9_])"
    r"|(?P<number>\d+(\.\d+)?)"
    r"|(?P<function>[A-Za-z]+)(?=\()"
    r"|(?P<param>[A-Za-z]\w*)"
)
"""Printed symbols: a matrix times a vector, a value or gradient at a step, a number, a function, a weight."""


# formula ---------------------------------------------------------------------------------------------------


def check_formula_numbers(formula: Any, at: Moment) -> None:
    """Every number stands for the symbol it stands below, and every equals sign holds for what is printed."""
    rows = [re.sub(r"(?<=\w),(?=t)", "_", typeset.plain(row)) for row in formula.rows]
    symbols = next((i for i, row in enumerate(rows[:-1]) if i and LEAF.search(row) and not is_number(row)), None)
    if symbols is not None and symbols + 2 < len(rows) and plainly(rows[symbols], rows[symbols + 1]):
        check_leaves(rows[symbols], rows[symbols + 1], at)
    numeric = [re.sub("[a-z_]+\u2005|via ", "", row) for row in rows]
    for i, (left, right) in enumerate(pairwise(numeric)):
        if formula.signs[i] == "=" and is_number(left) and is_number(right):
            a, b = python(left), python(right)
            assert abs(worked_out(a) - worked_out(b)) <= allowed(b), formula.text


def plainly(symbols: str, numbers: str) -> bool:
    """Whether every symbol has a number of its own: no slope, no product of matrices, no function worked out."""
    return not re.search("[′ᵀ]|via|loss|\u2009\\(", symbols) and called(symbols) == called(numbers)


def called(row: str) -> list[str]:
    """Functions that are written out."""
    return re.findall(r"σ|[A-Za-z]+(?=\()", row)


def is_number(row: str) -> bool:
    """Whether numbers, operations and functions are all there is."""
    return not re.search(r"[^\W\d]", re.sub(r"σ|tanh|ReLU|exp|[a-z_]+\u2005|via ", "", row)) and "∞" not in row


def check_leaves(symbols: str, numbers: str, at: Moment) -> None:
    wanted = [float(leaf(found, at)) for found in LEAF.finditer(symbols) if not found["function"]]
    printed = [found[0] for found in NUMBER.finditer(python(numbers).replace("**2", ""))]
    assert len(printed) == len(wanted), (symbols, numbers)
    for text, value in zip(printed, wanted, strict=True):
        assert abs(float(text) - abs(value)) <= slack(text) * (1 + 1e-9) + 1e-12, (symbols, numbers, value)


def leaf(found: re.Match[str], at: Moment) -> Any:
    params, run, unit = at.run.experiment.params, at.run, at.unit
    if found["matrix"]:
        product = params[found["matrix"]] @ value(at, found["vector"], found["off"])
        return product[min(unit, len(product) - 1)]
    if found["number"]:
        return found["number"]
    if found["param"]:
        row = params[found["param"]]
    elif found["grad"]:
        row = run.grad(found["line"])[at.step + {"+1": 1, "−1": -1, None: 0}[found["before"]]]
    else:
        row = value(at, found["line"], found["before"])
    return row[min(unit, len(row) - 1)] if row.ndim else row


def value(at: Moment, name: str, off: str | None) -> np.ndarray:
    if off == "−1":
        return at.run.value(f"{name}_prev")[at.step]
    return at.run.value(name)[at.step + (off == "+1")]


# the big box of a cell of one box --------------------------------------------------------------------------


def check_big(
    told: list[Fact], strips: dict[str, list[Fact]], at: Moment, shape: Any, flow: Flow | None, theme: Theme
) -> None:
    """Its two strips, the way of the unit looked at through the curve, and a dot for every unit on it."""
    back = at.backward
    known = [line in at.known for line in (shape.lines[0], shape.lines[-1])]
    for tag, line, there in zip(("∂ sum", "∂ out") if back else ("sum", "out"), shape.lines, known, strict=True):
        assert (tag in strips) == there, tag
        if there:
            values = at.grad(line)[at.step] if back else at.value(line)
            squares = [fact for fact in strips[tag] if fact.what == "square"]
            assert [fact.value for fact in squares] == pytest.approx(values.tolist(), rel=1e-9, abs=1e-300)
            assert [fact.unit for fact in strips[tag] if fact.what == "ring"] == [at.unit]
            for fact, number in zip(squares, values.tolist(), strict=True):
                assert close(fact.color, square(theme, flow.shade(number) if flow else number, None))
    notes = {fact.of: fact.word for fact in told if fact.what == "note"}
    sums, outs = at.value(shape.lines[0]), at.value(shape.lines[-1])
    check_unit(notes.get(f"unit:{shape.key}"), at, shape, known, float(sums[at.unit]), float(outs[at.unit]))
    if known[1] and not back:
        mean = float(np.abs(outs).mean())
        assert notes[shape.key].split()[-1] in (plain(mean), power(mean))
    check_dots([fact for fact in told if fact.what == "unit"], at, known, sums, outs, theme)


def check_unit(said: str | None, at: Moment, shape: Any, known: list[bool], summed: float, out: float) -> None:
    if not (any(known) if at.backward else known[1]):
        assert said is None
        return
    if at.backward:
        factor = float(slope(at, shape.node)[at.unit])
        assert said in {f"slope at {text}:  × {plain(factor)}" for text in (plain(summed), power(summed))}
    elif shape.symbol:
        assert said == f"{shape.symbol}({plain(summed)}) = {plain(out)}"
    else:
        assert said == f"{plain(summed)} → {plain(out)}"


def check_dots(
    dots: list[Fact], at: Moment, known: list[bool], sums: np.ndarray, outs: np.ndarray, theme: Theme
) -> None:
    """One dot for every unit, further right for a larger sum; the one looked at lies above the others."""
    there = known[1] or (at.backward and known[0])
    assert sorted(fact.unit for fact in dots) == (list(range(len(sums))) if there else [])
    if not dots:
        return
    assert dots[-1].unit == at.unit and dots[-1].width > max(fact.width for fact in dots[:-1])
    for fact in dots:
        assert fact.value == pytest.approx((float(sums[fact.unit]), float(outs[fact.unit])))
        assert close(fact.color, square(theme, float(outs[fact.unit]), None))
    ordered = sorted(dots, key=lambda fact: fact.value[0])
    for a, b in pairwise(ordered):
        assert (b.at.x() - a.at.x()) >= 0
        assert (b.at.y() - a.at.y()) * (b.value[1] - a.value[1]) <= 0
    far = ordered[-1].value[0] - ordered[0].value[0]
    scale = (ordered[-1].at.x() - ordered[0].at.x()) / far
    for fact in ordered:
        assert fact.at.x() == pytest.approx(ordered[0].at.x() + scale * (fact.value[0] - ordered[0].value[0]), abs=0.01)


# the stage --------------------------------------------------------------------------------------------------


def check_operations(told: dict[str, Fact], at: Moment, picture: Any) -> None:
    """Whether it is known, and whether it is computed now."""
    shapes = [shape for shape in picture.shapes if not shape.learned and shape.kind != "through"]
    assert told.keys() == {shape.key for shape in shapes}
    for shape in shapes:
        assert told[shape.key].value == (bool(at.known & set(shape.lines)), bool(at.now & set(shape.lines))), shape.key


def check_key(told: list[Fact], flow: Flow) -> None:
    """Norms of sample wires, the largest last: a tenth, four, seven tenths of two decades below the largest of all."""
    said = [fact.word for fact in told if fact.what == "note" and fact.of == "key"]
    wanted = [10 ** (flow.top + 2 * (strength - 1)) for strength in (0.1, 0.4, 0.7, 1.0)]
    for text, norm in zip(said[::-1], wanted[::-1], strict=False):
        assert abs(float(python(text)) - norm) <= slack(python(text)) * (1 + 1e-9), (said, wanted)


def check_numbers(told: list[Fact], values: np.ndarray) -> None:
    """All numbers or none stand in their squares, at most four of them."""
    assert [fact.unit for fact in told] == (list(range(len(values))) if told and len(values) <= 4 else [])
    for fact in told:
        assert fact.word in {short(float(values[fact.unit]), places) for places in (2, 1)}


def check_spoken(said: str, at: Moment) -> None:
    """What a screen reader says: where the story is, and the mean of what is computed now."""
    direction = "backward" if at.backward else "forward"
    assert said.startswith(f"{at.cell.name}, step {at.step + 1} of {at.run.steps}, {direction}.")
    assert said.count("Now ") == len(at.now)
    for name in at.now:
        values = at.grad(name)[at.step] if at.backward else at.value(name)
        assert re.search(rf"Now {name}: .*; mean {re.escape(plain(float(values.mean())))}\.", said), said


def of_unit(values: np.ndarray, unit: int) -> float:
    """One unit's number; of a vector with fewer, the last."""
    return float(values[min(unit, len(values) - 1)])
