"""What the class will see, line by line: a number and the word before it stand beside the values, not below them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF

from rnnviz.view.cell_editor import steps
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Ink, settle


@pytest.mark.parametrize("width", [900, 700, 450])
def test_the_values_end_before_the_mean_begins(
    window: MainWindow, ink: Ink, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    window.cells.edit()
    settle()
    (cards,) = window.findChildren(steps.Steps)
    strips: list[QRectF] = []
    draw = steps.draw_strip

    def seen(p: object, colors: object, box: QRectF, *rest: object) -> None:
        strips.append(box)
        draw(p, colors, box, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(steps, "draw_strip", seen)
    ink.clear()
    cards.resize(width, 320)
    cards.grab()
    means = [box for text, box in ink if text.startswith("mean")]
    assert len(strips) >= 6 and len(means) >= 6
    assert not [strip for strip in strips if any(strip.intersects(mean) for mean in means)]
