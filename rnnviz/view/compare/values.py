"""Values that compared cells share or have for themselves, in words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from rnnviz.model.compare.sharing import COMMON, Common
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import short
from rnnviz.view.compare.comparison import Comparison

translate = QCoreApplication.translate


def name_of(common: Common) -> str:
    """What it is called, in the user's language."""
    return translate("Compare", common.words)


def value_text(key: str, value: Any) -> str:
    """A value as it is printed."""
    if key == "sequence":
        return f"“{value.short(24)}”"
    if key == "loss":
        return loss_text(value)
    return short(float(value))


def loss_text(at: Any) -> str:
    """Where a loss counts."""
    if at == "last":
        return translate("Compare", "last step")
    if at == "every":
        return translate("Compare", "every step")
    return translate("Compare", "{0} steps").format(len(at))


def own_text(comparison: Comparison, cell: Simulation) -> str:
    """What is not shared, with this cell's values: "hidden 4, seed 2"."""
    shared = comparison.shared
    own = [common for common in COMMON if common.key not in shared]
    return ", ".join(f"{name_of(common)} {value_text(common.key, common.of(cell.setup))}" for common in own)
