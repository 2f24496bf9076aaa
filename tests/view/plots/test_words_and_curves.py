"""Words of the gradient plot and its curves leave each other alone, and no dot is cut off, however large the type."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from rnnviz.model.document.document import Document
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.scenes import opening
from rnnviz.view.look.style import DARK, Scale, load_fonts
from rnnviz.view.plots import GradientPlot
from rnnviz.view.plots.labels import clean, covered

OPENING = opening().setup
NETWORK = OPENING.with_layers((LayerChoice("lstm"), LayerChoice("lstm")))
EDGE = 3
"""Steps of colour by which a pixel of a line differs from the line's own colour."""


def plot_of(qtbot: QtBot, setup: object, size: tuple[int, int], scale: Scale, backward: bool = False) -> GradientPlot:
    load_fonts()
    document = Document(setup)  # type: ignore[arg-type]
    if backward:
        document.front.set_pass("backward")
    plot = GradientPlot(document.front)
    qtbot.addWidget(plot)
    plot.dress(DARK, scale)
    plot.resize(*size)
    return plot


def near(image: QImage, rect: QRectF, color: object) -> int:
    """Pixels of a rectangle that have a colour."""
    wanted = np.array(color.getRgb()[:3])  # type: ignore[attr-defined]
    box = rect.toAlignedRect() & image.rect()
    rows = [
        [image.pixelColor(x, y).getRgb()[:3] for x in range(box.left(), box.right())]
        for y in range(box.top(), box.bottom())
    ]
    return int((np.abs(np.array(rows) - wanted).max(axis=2) <= EDGE).sum())


@pytest.mark.parametrize("height", [720, 2160])
def test_the_first_and_the_last_dot_are_whole(qtbot: QtBot, height: int) -> None:
    plot = plot_of(qtbot, OPENING.with_cell("lstm_scalar"), (height // 2, height // 3), Scale(height, True))
    image = plot.grab().toImage()
    frame, canvas = plot.ink.canvas.frame(), plot.ink.canvas
    (curve,) = plot.ink.content.curves
    radius, corner = 1.9 * plot.scale.line(2.4), canvas.viewport().mapTo(plot, canvas.viewport().rect().topLeft())
    for step, way in ((0, -1), (len(curve.values) - 1, 1)):
        x = corner.x() + frame.x(step) + way * 0.8 * radius
        y = corner.y() + frame.y(float(curve.values[step]))
        assert near(image, QRectF(x - 1, y - 1, 3, 3), curve.color), step


@pytest.mark.parametrize("size", [(600, 330), (640, 380), (480, 280)])
@pytest.mark.parametrize("backward", [False, True])
def test_the_curve_of_all_states_does_not_run_through_a_name(
    qtbot: QtBot, size: tuple[int, int], backward: bool
) -> None:
    plot = plot_of(qtbot, NETWORK, size, Scale(1080), backward)
    image = plot.grab().toImage()
    captions, canvas = plot.ink.captions, plot.ink.canvas
    corner = canvas.viewport().mapTo(plot, canvas.viewport().rect().topLeft())
    (places,) = (found for key, found in captions._places.items() if key[0] == "names")
    named = [pair for pair in zip(captions.content.curves, places, strict=False) if pair[1] and not pair[0].thin]
    assert named
    for curve, place in named:
        ground = place.adjusted(0, place.height() * 0.15, 0, 0).translated(corner)
        (joint,) = (curve.color for curve in captions.content.curves if curve.thin)
        assert near(image, ground, curve.color) and not near(image, ground, joint), curve.name


@pytest.mark.parametrize("cell", ["gru", "jordan", "rnn", "mgu"])
@pytest.mark.parametrize("size", [(455, 255), (426, 239), (640, 380)])
def test_the_end_of_the_numbers_is_named_beside_the_curve(qtbot: QtBot, cell: str, size: tuple[int, int]) -> None:
    plot = plot_of(qtbot, replace(OPENING.with_cell(cell), silent=1990), size, Scale(768))
    plot.grab()
    ink = plot.ink
    lines = [clean(ink.canvas.frame(), curve) for curve in ink.content.curves]
    assert ink._end is not None and covered(ink._end, lines) == 0
