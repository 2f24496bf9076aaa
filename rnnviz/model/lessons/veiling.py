"""What must not be shown while numbers are asked for: these, and everything that is computed from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rnnviz.engine import Cell
from rnnviz.engine.language.dependence import read_by
from rnnviz.model.document.veil import NO_VEIL, Veil
from rnnviz.model.lessons.quantities import Quantity
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor

ANSWERED = ("answer", "p", "loss")


def veil_of(hidden: Sequence[Quantity], setup: Setup, cursor: Cursor) -> Veil:
    """Of the layer and direction the story is in; what names nothing there hides nothing."""
    if not hidden:
        return NO_VEIL
    cell, steps = setup.score.cell(cursor), setup.steps
    asked = frozenset(
        (one.name, _step(one, cursor, steps)) for one in hidden if one.kind == "value" and one.name in cell.by_name
    )
    lines = _followed(cell, asked, steps)
    answers = {_step(one, cursor, steps) for one in hidden if one.kind in ANSWERED}
    if cursor.layer == len(setup.layers) - 1:
        answers |= {_place(t, steps, cursor) for t, names in enumerate(lines) if cell.output in names}
    return Veil((cursor.layer, cursor.way), lines, asked, frozenset(answers))


def hides(veil: Veil, one: Quantity, cursor: Cursor, steps: int) -> bool:
    """Whether a number of the present run is not to be said yet."""
    step = _step(one, cursor, steps)
    if one.page:
        return False
    if one.kind in ANSWERED:
        return step in veil.answers
    return one.kind == "value" and one.name in veil.of(step, cursor.layer, cursor.way)


def _step(one: Quantity, cursor: Cursor, steps: int) -> int:
    return (cursor.step if one.step is None else one.step) % steps


def _place(step: int, steps: int, cursor: Cursor) -> int:
    """In the order of the sequence, which is the read-out's."""
    return step if cursor.way == "forward" else steps - 1 - step


def _followed(cell: Cell, asked: Iterable[tuple[str, int]], steps: int) -> tuple[frozenset[str], ...]:
    """By step, lines that are asked for or computed from such, and states one step ago that were."""
    found: list[frozenset[str]] = []
    before: frozenset[str] = frozenset()
    for step in range(steps):
        names = {f"{state}_prev" for state in cell.states if state in before}
        names |= {name for name, at in asked if at == step}
        for line in cell.lines:
            if names & read_by(cell, line.name):
                names.add(line.name)
        before = frozenset(names)
        found.append(before)
    return tuple(found)
