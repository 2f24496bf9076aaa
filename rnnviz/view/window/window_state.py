"""A window as it was left, and what to remember of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from rnnviz.model.setup.setup import Setup
from rnnviz.view.body import panel_table
from rnnviz.view.body.arrangement import Arrangement
from rnnviz.view.body.chain_visibility import Unrolled
from rnnviz.view.look.language import spoken
from rnnviz.view.look.translation import Translation
from rnnviz.view.screens.fitting import Fitting
from rnnviz.view.window.actions import Actions
from rnnviz.view.window.commands import PANEL
from rnnviz.view.window.settings import Remembered


def apply(memory: Remembered, window: QMainWindow, body: Arrangement, actions: Actions, fitting: Fitting) -> None:
    """Panels, legend, size and place of an earlier launch."""
    body.recall(memory.fractions)
    for fold in memory.hidden_panels:
        if PANEL + fold in actions and fold not in panel_table.BY_ITSELF:
            actions[PANEL + fold].setChecked(False)
    actions["legend"].setChecked(memory.legend)
    actions["still"].setChecked(not memory.motion)
    actions["folded"].setChecked(memory.folded)
    fitting.place(memory.rect)
    if memory.maximized:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def hidden_panels(actions: Actions) -> tuple[str, ...]:
    """What the user folded away."""
    folds = (fold for fold in panel_table.folds() if fold not in panel_table.BY_ITSELF)
    return tuple(fold for fold in folds if not actions[PANEL + fold].isChecked())


def memory_of(window: QMainWindow, theme: str, body: Arrangement, unrolled: Unrolled, actions: Actions) -> Remembered:
    """What the next launch starts from."""
    return Remembered(
        theme=theme,
        rect=window.normalGeometry(),
        maximized=window.isMaximized(),
        hidden_panels=(*hidden_panels(actions), *(("chain",) if unrolled.folded else ())),
        fractions=body.fractions,
        legend=actions["legend"].isChecked(),
        chain=unrolled.asked,
        folded=unrolled.beside,
        motion=not actions["still"].isChecked(),
        face=body.faces.now,
        language=Translation.shared().asked,
    )


def title_of(setup: Setup) -> str:
    """Cells, sizes and sequence, for the title bar."""
    short = setup.sequence.kind if setup.sequence.generated else setup.sequence.short(58)
    layers = " + ".join(f"{spoken(layer.cell).name} · {layer.hidden}" for layer in setup.layers)
    return f"{layers} · {short}"
