"""What is lit: from where to where each band of the chain is known, and how high it is."""

from __future__ import annotations

from rnnviz.model.chain.chain import ChainReach
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.chain.plan import BOXES, ChainLayout

Band = tuple[str, int]
"""("input", 0): the numbers that go in; ("read", row): what leads from them into a row of the lowest layer;
("into", layer): what leads into a layer from the one below, or to the read-out; ("row", row): boxes and arrows."""


def bands(plan: ChainLayout) -> tuple[Band, ...]:
    """What is drawn, bottom to top."""
    rows = tuple(("row", row) for row in range(plan.rows))
    if plan.detail != BOXES:
        return rows
    read = tuple(("read", row) for row in range(plan.ways[0]))
    return ("input", 0), *read, *(("into", layer) for layer in range(1, len(plan.ways) + 1)), *rows


def extent(plan: ChainLayout, band: Band) -> tuple[float, float]:
    """Upper and lower end of a band."""
    kind, number = band
    if kind == "row":
        return plan.top(number), plan.top(number) + plan.box
    if kind == "input":
        return plan.inputs, plan.height
    if kind == "read":
        return plan.top(number) + plan.box, plan.inputs
    low = plan.top(sum(plan.ways[: number - 1])) + plan.box
    high = plan.title if number == len(plan.ways) else plan.top(sum(plan.ways[: number + 1]) - 1) + plan.box
    return high, low


def with_now(found: ChainReach) -> range:
    """The known columns and the present one."""
    if found.now is None:
        return found.known
    if not found.known:
        return range(found.now, found.now + 1)
    return range(min(found.known.start, found.now), max(found.known.stop, found.now + 1))


def shown_of(done: range, simulation: Simulation) -> range:
    """Without columns whose output somebody is to guess: these are the last ones in the order of time."""
    veil, at, output = simulation.veil, simulation.cursor, simulation.cell.output
    hidden = [simulation.place(step) for step, names in enumerate(veil.lines) if output in names]
    if not hidden or at.backward:
        return done
    if at.way == "forward":
        return range(done.start, max(done.start, min(done.stop, min(hidden))))
    return range(min(done.stop, max(done.start, max(hidden) + 1)), done.stop)


def lit_span(
    plan: ChainLayout, band: Band, reached: list[ChainReach], done: list[range], onward: list[bool], backward: bool
) -> tuple[float, float]:
    """From where to where a band is lit, in pixels. done: for every row the columns whose output is there."""
    kind, number = band
    if kind == "row":
        return _row_span(plan, number, done[number], onward[number])
    if kind == "read":
        found = done[number] if backward else with_now(reached[number])
    elif kind == "input" and backward:  # what arrives at x is the sum over all that read it
        found = _into_span(plan, 0, done, backward)
    elif kind == "input":
        found = _hull([with_now(r) for r in reached[: plan.ways[0]]])
    else:
        found = _into_span(plan, number, done, backward)
    return plan.columns.x(found.start), plan.columns.x(found.stop)


def _row_span(plan: ChainLayout, row: int, done: range, onward: bool) -> tuple[float, float]:
    """Boxes with the arrows that leave them: between left edges where a row reads onward, else between right ones."""
    if not done:
        return 0.0, 0.0
    rim, steps = plan.columns.scale.line(1.6), plan.columns.steps
    if plan.detail != BOXES:
        return plan.columns.x(done.start), plan.columns.x(done.stop)
    if onward:
        left = plan.rect(row, done.start).left() - rim
        right = plan.rect(row, done.stop).left() - rim if done.stop < steps else plan.area.right()
    else:
        left = plan.rect(row, done.start - 1).right() + rim if done.start else plan.area.left()
        right = plan.rect(row, done.stop - 1).right() + rim
    return max(left, 0.0), min(right, plan.area.right())


def _into_span(plan: ChainLayout, layer: int, done: list[range], backward: bool) -> range:
    """Columns in which all that stands before it in the story is done; the loss is there from the start."""
    if backward and layer == len(plan.ways):
        return _hull([done[i] for i in range(plan.rows) if plan.layers[i] == layer - 1])
    rows = [done[i] for i in range(plan.rows) if plan.layers[i] == (layer if backward else layer - 1)]
    return range(max(r.start for r in rows), min(r.stop for r in rows))


def _hull(found: list[range]) -> range:
    filled = [r for r in found if r]
    return range(min((r.start for r in filled), default=0), max((r.stop for r in filled), default=0))
