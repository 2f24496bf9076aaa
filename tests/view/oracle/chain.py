"""What the chain shows, worked out a second time from the runs and a walk through the story."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pytest

from rnnviz.engine import Run
from rnnviz.model.picture.reading import single
from rnnviz.model.story.cursor import Cursor
from rnnviz.view.chain.plan import BOXES
from rnnviz.view.look.facts import Fact, Listener
from rnnviz.view.look.style import Theme
from rnnviz.view.window.main_window import MainWindow
from tests.view.oracle.story import Moment, simulation
from tests.view.oracle.wanted import between, close

Vector = np.ndarray
UP = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


class Row(NamedTuple):
    """One direction of one layer, in the order of the sequence: how full its boxes are, how loud its arrows (0..1)."""

    layer: int
    way: str
    run: Run
    level: Vector
    carried: Vector | None
    handed: Vector

    @property
    def seat(self) -> str:
        return f"{self.layer}.{self.way}"

    @property
    def role(self) -> str:
        return self.run.cell.by_name[self.run.cell.output].role


def size(values: Vector) -> Vector:
    return np.asarray(np.linalg.norm(values, axis=1))


def forward(layer: int, way: str, run: Run) -> Row:
    """Mean sizes of the output, and the root of the mean square of the memory; by the largest, where that is over 1."""
    cell = run.cell
    states = [cell.output] if cell.output in cell.states else cell.states[:1]
    means = np.abs(single(run.value(cell.output))).mean(axis=1)
    kept = [np.sqrt((single(run.value(state)) ** 2).mean(axis=1)) for state in states]
    level, *carried = (turned(way, v / max(1.0, v.max())) for v in (means, *kept))
    return Row(layer, way, run, level, carried[0] if carried else None, level)


def backward(seats: list[tuple[int, str, Run]]) -> list[Row]:
    """Gradients over two decades below the largest of all: what arrives, what the step after sends, what comes down."""
    sizes = []
    for _, _, run in seats:
        back = [single(run.grad(f"{state}_prev"))[1:] for state in run.cell.states]
        later = np.append(size(np.hstack(back)), 0.0) if back else None
        above = size(single(run.grad(run.cell.output, into="loss")))
        sizes.append((size(single(run.grad(run.cell.output))), later, above, size(single(run.grad("x")))))
    top = max(float(v.max()) for found in sizes for v in found if v is not None) or 1.0

    def shown(way: str, found: Vector | None) -> Vector | None:
        with np.errstate(divide="ignore"):
            return None if found is None else turned(way, np.clip(1 + np.log10(found / top) / 2, 0, 1))

    return [
        Row(*seat, *(shown(seat[1], v) for v in found[:3]))  # type: ignore[arg-type]
        for seat, found in zip(seats, sizes, strict=True)
    ]


def turned(way: str, values: Vector) -> Vector:
    return values if way == "forward" else values[::-1]


def check_chain(heard: Listener, window: MainWindow, at: Moment, theme: Theme) -> None:
    """Boxes, arrows, and how far each band is lit."""
    shown, chain = simulation(window), window.chain
    flat = [run for some in shown.runs for run in some]
    seats = [(part.layer, part.way, run) for part, run in zip(shown.score.parts, flat, strict=True)]
    rows = backward(seats) if at.backward else [forward(*seat) for seat in seats]
    facts = heard.of(chain)
    for row in rows:
        check_row([fact for fact in facts if fact.of == row.seat], row, at, theme)
    if chain.plan().detail == BOXES:
        check_lit({fact.of: fact for fact in facts if fact.what == "lit"}, chain.plan(), rows, at, shown)


# boxes and arrows ------------------------------------------------------------------------------------------


def check_row(facts: list[Fact], row: Row, at: Moment, theme: Theme) -> None:
    hue, widths = theme.role(row.role), []
    for fact in facts:
        if fact.what == "box":
            assert fact.value == pytest.approx(row.level[fact.step], abs=1e-6)
            assert close(fact.color, between(theme.box, hue, 0.16 + 0.4 * row.level[fact.step]))
        elif fact.what == "number":
            run = row.run
            values = turned(row.way, single(run.grad(run.cell.output) if at.backward else run.value(run.cell.output)))
            assert written(fact.word) == pytest.approx(values[fact.step, fact.unit], abs=0.051, rel=0.051)
        elif fact.what == "handed" and fact.value:
            widths.append(arrow(fact, row.handed[fact.step], at, theme, row.role))
        elif fact.what == "carried":
            lit, pointing = fact.value
            assert pointing == ("right" if (row.way == "forward") != at.backward else "left")
            if lit == "lit":
                source = fact.step if row.way == "forward" else fact.step + 1
                widths.append(arrow(fact, row.carried[source], at, theme, row.role))  # type: ignore[index]
    widest = [width for width in widths if width is not None]
    assert not widest or (max(widest) == pytest.approx(min(widest), rel=1e-3) and min(widest) >= 2)


def written(word: str) -> float:
    """The number of a text such as −0.5 or 5·10⁻³."""
    digits, _, power = word.replace("−", "-").partition("·10")
    return float(digits) * 10.0 ** int(power.translate(UP) or 0)


def arrow(fact: Fact, level: float, at: Moment, theme: Theme, role: str) -> float | None:
    """Its colour; the width of an arrow that carries most follows from its own; None where it is dark."""
    if at.backward and level < 1e-6:
        assert close(fact.color, theme.line) or level > 0
        return None
    loud = level if at.backward else min(max(1.15 * level, 0.12), 1.0)
    share = 0.10 + 0.90 * loud**1.15 if at.backward else 0.52 + 0.48 * loud
    assert close(fact.color, between(theme.line, theme.role(role), share)), (fact, level)
    return fact.width / (0.3 + 0.9 * loud**1.3 if at.backward else 0.4 + 0.6 * loud)


# what is lit -----------------------------------------------------------------------------------------------


def told_before(shown: Any) -> set[tuple[int, str, int]]:
    """(layer, way, step) of everything the story visits before it comes here."""
    here, found = shown.cursor, set()
    cursor: Cursor = shown.score.to_start(replace(here, grain="step"))
    while (cursor.layer, cursor.way, cursor.step) != (here.layer, here.way, here.step):
        found.add((cursor.layer, cursor.way, cursor.step))
        cursor = shown.score.advance(cursor)
    return found


def check_lit(lit: dict[str, Fact], plan: Any, rows: list[Row], at: Moment, shown: Any) -> None:
    """A column of a band is lit where the story has been, and nowhere else."""
    before, steps = told_before(shown), at.run.steps
    here = (at.cursor.layer, at.cursor.way, at.cursor.step)
    there = at.backward or at.cell.output in at.known

    def columns(row: Row, now: bool) -> set[int]:
        seen = before | ({here} if now else set())
        own = {step for layer, way, step in seen if (layer, way) == (row.layer, row.way)}
        return own if row.way == "forward" else {steps - 1 - step for step in own}

    done, begun = ([columns(row, now) for row in rows] for now in (there, True))
    lowest, highest = ([i for i, row in enumerate(rows) if row.layer == layer] for layer in (0, rows[-1].layer))
    wanted: dict[Any, set[int]] = {("row", i): found for i, found in enumerate(done)}
    for i in lowest:
        wanted["read", i] = done[i] if at.backward else begun[i]
    if at.backward:
        wanted["input", 0] = set.intersection(*(done[i] for i in lowest))
        wanted["into", rows[-1].layer + 1] = set.union(*(done[i] for i in highest))
    else:  # one stretch, from the first that any direction has read to the last
        read = set.union(*(begun[i] for i in lowest))
        wanted["input", 0] = set(range(min(read), max(read) + 1)) if read else set()
    for layer in range(1, rows[-1].layer + (1 if at.backward else 2)):
        inner = [done[i] for i, row in enumerate(rows) if row.layer == (layer if at.backward else layer - 1)]
        wanted["into", layer] = set.intersection(*inner)
    for band, found in wanted.items():
        left, right = lit[f"band {band}"].value
        row = band[1] if band[0] == "row" else None
        centers = [plan.columns.x(c + 0.5) if row is None else plan.rect(row, c).center().x() for c in range(steps)]
        assert {c for c, x in enumerate(centers) if left < x < right} == found, (band, at.cursor)
    assert all(math.isfinite(end) for fact in lit.values() for end in fact.value)
