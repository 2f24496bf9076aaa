"""Which of the cell's rows stay above the answers where there is little room."""

from __future__ import annotations

from rnnviz.engine import Cell
from rnnviz.view.tape.layout import LOWEST, TapeLayout
from rnnviz.view.tape.rows import TapeRow


def fitting_rows(rows: tuple[TapeRow, ...], cell: Cell, plan: TapeLayout) -> tuple[TapeRow, ...]:
    """Above answers, which never fall away, as many rows as have room: first the gate that keeps and what it keeps."""
    count = max(1, int((plan.height - plan.foot - plan.head - 4) / (plan.scale.axis * LOWEST)))
    if len(rows) <= count:
        return rows
    keep = cell.keep.line if cell.keep else ""
    first = [keep, *(s for s in cell.states if s != cell.output), cell.output]
    order = sorted(rows, key=lambda row: first.index(row.name) if row.name in first else len(first))
    chosen = {row.name for row in order[:count]}
    return tuple(row for row in rows if row.name in chosen)
