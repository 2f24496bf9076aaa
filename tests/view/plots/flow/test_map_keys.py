"""The map without a mouse: Tab comes to it, arrows point at squares, Enter goes there, the remote stays the story's."""

from __future__ import annotations

from PySide6.QtCore import Qt

from rnnviz.model.figures.numbers import lowered
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import settle
from tests.view.window.test_main_window import press


def test_squares_are_pointed_at_and_gone_to_by_keys(window: MainWindow) -> None:
    panel = window.panels["map"]
    step = window.simulation.cursor.step
    panel.setFocus(Qt.FocusReason.TabFocusReason)
    assert panel.hasFocus() and panel.pointing.square == (step, 0)
    press(window, "Down")
    press(window, "Right")
    assert panel.pointing.square == (step + 1, 1) and window.simulation.cursor.step == step
    assert panel.accessibleDescription().startswith(f"∂(h, c){lowered(step + 2)}/∂(h, c){lowered(2)}")
    press(window, "Left")
    press(window, "Left")
    assert panel.pointing.square == (step + 1, 0)
    press(window, "Return")
    assert window.simulation.cursor.step == step + 1
    press(window, "PgDown")
    assert window.simulation.cursor.step == step + 2 and panel.hasFocus()
    press(window, "Esc")
    settle()
    assert window.stage.hasFocus() and panel.pointing.square is None


def test_no_square_lies_outside_the_triangle(window: MainWindow) -> None:
    panel = window.panels["map"]
    window.simulation.go_to_step(0)
    panel.setFocus(Qt.FocusReason.TabFocusReason)
    for key in ("Up", "Right", "Left"):
        press(window, key)
        assert panel.pointing.square == (0, 0)
    for _ in range(30):
        press(window, "Down")
        press(window, "Right")
    assert panel.pointing.square == (window.simulation.steps - 1,) * 2
