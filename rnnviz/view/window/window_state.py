"""A window as it was left, and what to remember of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from rnnviz.view.window.settings import Remembered

if TYPE_CHECKING:
    from rnnviz.view.window.main_window import MainWindow


def apply(memory: Remembered, window: MainWindow) -> None:
    """Panels, legend, size and place of an earlier launch."""
    actions = window.menus.actions
    window.body.recall(memory.fractions)
    for name in memory.hidden_panels:
        if f"panel_{name}" in actions:
            actions[f"panel_{name}"].setChecked(False)
    actions["legend"].setChecked(memory.legend)
    actions["still"].setChecked(not memory.motion)
    window.fitting.place(memory.rect)
    if memory.maximized:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def memory_of(window: MainWindow) -> Remembered:
    """What the next launch starts from."""
    return Remembered(
        theme=window.theme.name,
        rect=window.normalGeometry(),
        maximized=window.isMaximized(),
        hidden_panels=(*window.menus.hidden_panels(), *(("chain",) if window.unrolled.folded else ())),
        fractions=window.body.fractions,
        legend=window.menus.actions["legend"].isChecked(),
        chain=window.unrolled.asked,
        motion=not window.menus.actions["still"].isChecked(),
    )
