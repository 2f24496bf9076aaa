"""What compared cells are called: by their names, and where these are the same by what differs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from rnnviz.model.compare.naming import differences
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import plain
from rnnviz.view.look.language import spoken

translate = QCoreApplication.translate


def names_of(cells: Sequence[Simulation]) -> tuple[str, ...]:
    """One name for each, no two the same."""
    setups = [cell.result.setup for cell in cells]
    return tuple(
        _name(spoken(setup.layers[cell.cursor.layer].cell).name, found)
        for setup, cell, found in zip(setups, cells, differences(setups), strict=True)
    )


def _name(name: str, found: tuple[tuple[str, Any], ...]) -> str:
    said = ", ".join(filter(None, (_said(key, value) for key, value in found)))
    return f"{name}, {said}" if said else name


def _said(key: str, value: Any) -> str:
    """What one difference is called; nothing is said of what is usual."""
    if key == "bias":
        return translate("Compare", "bias {0}").format(plain(value, 2, sign=True).rstrip("0").rstrip(".") or "0")
    if key == "layers":
        return "" if value == 1 else translate("Compare", "{0} layers").format(value)
    if key == "direction":
        ways = {"both": translate("Compare", "both directions"), "backward": translate("Compare", "reads backward")}
        return ways.get(value, "")
    if key == "gain":
        return "U = 0" if value == 0 else translate("Compare", "gain {0}").format(plain(value))
    if key == "hidden":
        return translate("Compare", "{0} units").format(value)
    if key == "seed":
        return translate("Compare", "seed {0}").format(value)
    if key == "input_scale":
        return translate("Compare", "input × {0}").format(plain(value))
    return str(value)


def state_of(cell: Simulation, name: str, state: str) -> str:
    """The name of a curve: with its state, where the cell has several."""
    return f"{name}, {state}" if len(cell.cell.states) > 1 else name
