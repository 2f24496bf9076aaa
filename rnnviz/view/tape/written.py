"""Numbers in the bars of the tape: of a few units in a few steps colours alone say too little."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from rnnviz.engine import Run
from rnnviz.view.tape.layout import TapeLayout
from rnnviz.view.tape.rows import TapeRow
from rnnviz.view.widgets import numbers

MANY = 400
"""Numbers that a picture of the tape has time for."""
Colors = Callable[[str | None], NDArray[np.uint32]]


def write_numbers(
    p: QPainter, plan: TapeLayout, rows: Sequence[TapeRow], run: Run, backward: bool, turned: bool, colors: Colors
) -> None:
    """Of every step and row that is seen, where all of them have room; turned: the run reads from the end."""
    columns = plan.columns()
    first, last = columns.visible
    units = max((row.index.shape[1] for row in rows), default=0)
    if not 0 < units <= numbers.MOST or (last - first) * units * len(rows) > MANY:
        return
    for i, row in enumerate(rows):
        values = _values(run, row, backward)
        values, top = values[::-1] if turned else values, plan.y(i) + (plan.row - plan.bar) / 2
        width, table = columns.bar / values.shape[1], colors(row.table)
        for step in (t for t in range(first, last) if row.odd is None or row.odd[t] == "finite"):
            left = plan.left + columns.left(step)
            places = [QRectF(left + j * width, top, width - 1, plan.bar) for j in range(values.shape[1])]
            grounds = [QColor.fromRgb(int(table[index])) for index in row.index[step]]
            numbers.write(p, places, values[step].tolist(), grounds, row.name, step)


def _values(run: Run, row: TapeRow, backward: bool) -> NDArray[np.float64]:
    """What the colours of a row stand for: (T, units)."""
    if row.effect is not None:
        return row.effect.values
    return np.asarray(run.grad(row.name) if backward else run.value(row.name))
