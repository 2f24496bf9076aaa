"""What the tape says under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from rnnviz.engine import Run
from rnnviz.model.figures.numbers import plain, power
from rnnviz.view.tape.rows import TapeRow

translate = QCoreApplication.translate


def label_tip(row: TapeRow, label: str) -> str:
    """About a row: its name in the equations, and that a gate can be held."""
    if row.effect is not None and row.effect.kind == "slope":
        return translate("Tape", "{}: what a gradient is multiplied by here, {}").format(label, row.effect.text)
    if row.effect is not None:
        return translate("Tape", "{}: share of {} in the sum").format(label, row.effect.text)
    hold = translate("Tape", "; Shift and drag over steps holds it") if row.gate else ""
    return f"{label} ({row.name}){hold}"


def value_tip(run: Run, row: TapeRow, where: str, step: int, unit: int | None, backward: bool) -> str:
    """About one bar: line and step (`where`), unit and the number; the mean where units are not told apart."""
    if row.effect is not None:
        vector = row.effect.values[step]
    else:
        vector = (run.grad(row.name) if backward else run.value(row.name))[step]
    held = run.experiment.held.get(row.line)
    if held is not None and held.mask[step]:
        where = translate("Tape", "{}, held").format(where)
    if unit is None:
        return translate("Tape", "{}: mean {}").format(where, number(float(vector.mean())))
    return translate("Tape", "{}, unit {}: {}").format(where, unit + 1, number(float(vector[unit])))


def number(value: float) -> str:
    """Two decimals, or a power of ten for what two decimals would call zero."""
    return power(value, 2) if 0 < abs(value) < 0.01 else plain(value)
