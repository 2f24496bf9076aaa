"""Small windows and projectors: nothing is cut off, lies on something else, or is too small to be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from rnnviz.engine import CELLS
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.scenes import opening
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.view.help.dialogs import check_dialog
from rnnviz.view.look import typeset
from rnnviz.view.look.lettering import Face
from rnnviz.view.plots.labels import clean
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Ink, settle

Make = Callable[..., MainWindow]
PATIENCE = 60_000
LEAST, LEAST_INDEX = 14, 10
"""Pixels of type on the stage of a projector of 1280x720; an index of an index is the smallest thing there is."""


def sized(window: MainWindow, width: int, height: int, loud: bool = False) -> MainWindow:
    window.setMinimumSize(1, 1)
    if loud:
        window.presenter.toggle()
        window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(width, height)
    settle()
    return window


def picture(panel: object) -> QImage:
    panel.refresh()  # type: ignore[attr-defined]
    return panel.grab().toImage()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("width", "height", "loud"), [(1024, 768, False), (1280, 720, False), (1008, 552, False), (1280, 720, True)]
)
def test_title_choice_and_scale_of_the_map_stand_apart(
    make_window: Make, ink: Ink, width: int, height: int, loud: bool
) -> None:
    panel = sized(make_window(), width, height, loud).panels["map"]
    ink.clear()
    picture(panel)
    choice, sheet = QRectF(panel.choice.geometry()), panel._sheet()  # type: ignore[attr-defined]
    cells = [sheet.cell(row, column) for row in range(sheet.count) for column in range(row + 1)]
    assert ink and not [text for text, box in ink if box.intersects(choice)]
    assert not [text for text, box in ink if text[:2] == "10" and any(box.intersects(cell) for cell in cells)]
    assert not any(cell.intersects(choice) for cell in cells) and QRectF(panel.rect()).contains(choice)


@pytest.mark.parametrize("cell", ["lstm", "gru", "lstm_peephole"])
def test_stages_keep_their_names_on_a_projector(make_window: Make, cell: str) -> None:
    setup = opening().setup.with_cell(cell)
    bar = sized(make_window(setup), 1280, 720, loud=True).formula
    assert [chip.label for chip in bar.chips.chips if chip.short] == []
    assert bar.texts()[len(bar.chips.chips)].startswith("unit 1 of 8")


def test_type_on_a_projector_can_be_read(make_window: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    window = sized(make_window(), 1280, 720, loud=True)
    found: set[tuple[str, str, float]] = set()
    cell = ""
    write = Face.write

    def measured(self: Face, p: QPainter, x: float, baseline: float, text: str) -> None:
        px, index = self.font.pixelSize() * p.transform().m11(), len(text) == 1
        if text.strip() and px < (LEAST_INDEX if index else LEAST):
            found.add((cell, text, px))
        write(self, p, x, baseline, text)

    monkeypatch.setattr(Face, "write", measured)
    for cell in sorted(CELLS):
        window.simulation.edit(window.simulation.setup.with_cell(cell))
        window.simulation.flush()
        for pass_ in ("forward", "backward"):
            window.simulation.set_pass(pass_)
            for panel in (window.stage, window.tape, window.formula):
                panel.dress(window.theme, window.scale)
                panel.grab()
        assert window.tape.plan().label_px >= LEAST, cell
    assert found == set()


def test_the_number_of_the_first_steps_is_whole_above_a_long_tape(make_window: Make, ink: Ink) -> None:
    window = make_window(replace(opening().setup, silent=1990))
    for step in (0, 5):
        window.simulation.go_to_step(step)
        settle()
        ink.clear()
        picture(window.tape)
        plan = window.tape.plan()
        (box,) = (box for text, box in ink if text.startswith(f"{step + 1}: "))
        assert box.left() >= plan.left - 3


def test_the_end_of_the_numbers_is_named_where_nothing_else_stands(make_window: Make, qtbot: QtBot) -> None:
    window = make_window(replace(opening().setup.with_cell("gru"), silent=1990))
    qtbot.waitUntil(lambda: not window.busy, timeout=PATIENCE)
    picture(window.panels["gradient"])
    ink = window.panels["gradient"].ink
    (readout,) = next(places for key, places in ink.captions._places.items() if key[0] == "readout")
    frame = ink.canvas.frame()
    assert ink._end is not None and not ink._end.intersects(readout)
    (curve,) = ink.content.curves
    x, y = clean(frame, curve)
    under = y[(x > ink._end.left()) & (x < ink._end.right())]
    assert not ((under > ink._end.top()) & (under < ink._end.bottom())).any()


def test_the_frame_of_a_unit_is_one_frame_and_no_column_of_zeros(window: MainWindow) -> None:
    window.simulation.select(unit=2)
    settle()
    tape = window.tape
    plan, image = tape.plan(), picture(tape)
    left = plan.left + plan.columns().unit_left(tape.now, 2, 8)
    for row in range(len(tape.rows) - 1):
        between = round((plan.y(row) + plan.row / 2 + plan.y(row + 1) + plan.row / 2) / 2)
        lights = [image.pixelColor(round(left) + dx, between).lightness() for dx in (-2, -1, 0, 1)]
        assert max(lights) > 150, row


def test_bars_behind_words_are_as_high_as_these(window: MainWindow) -> None:
    """Six rows: below the words a bar was a line under them."""
    window.simulation.set_pass("backward")
    settle()
    panel = window.panels["spectrum"]
    image, px = picture(panel), panel.scale.axis
    back = panel.theme.panel
    rows = [image.pixelColor(panel.scale.pad + 12, y) != back for y in range(panel.height())]
    runs = "".join("x" if row else " " for row in rows[round(2.2 * px) :]).split()
    assert len(runs) >= 6 and max(map(len, runs)) >= px


def test_the_check_of_the_gradients_has_room_for_what_it_found(window: MainWindow, qtbot: QtBot) -> None:
    dialog = check_dialog(window, window.simulation.run)
    dialog.show()
    (area,) = dialog.findChildren(QScrollArea)

    def whole() -> None:
        assert "right" in dialog._heading.text()  # type: ignore[attr-defined]
        assert area.viewport().size() == area.size() == area.widget().size()
        assert area.widget().sizeHint().boundedTo(area.size()) == area.widget().sizeHint()

    qtbot.waitUntil(whole, timeout=PATIENCE)
    dialog.close()


def pixels(shown: QPixmap) -> NDArray[np.uint8]:
    image = shown.toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[..., :3].copy()


def test_what_is_on_the_screen_is_what_painting_it_anew_gives(window: MainWindow, qtbot: QtBot) -> None:
    """Chips moved while they are painted, and rows whose pixels Qt moved, once left pieces of themselves behind."""
    simulation = window.simulation

    def fresh() -> None:
        assert not window.busy
        here = pixels(window.screen().grabWindow(window.winId())).astype(int)
        assert np.abs(here - pixels(window.grab())).max() <= 24

    for cell in ("lstm_1997", "rnn", "lstm_coupled", "lstm", "rnn_relu", "gru"):
        simulation.edit(simulation.setup.with_cell(cell))
        qtbot.waitUntil(fresh, timeout=PATIENCE)
    for word in ("hello", "1 2 3"):
        simulation.edit(replace(simulation.setup.with_sequence(parse_sequence(word)), silent=0))
        qtbot.waitUntil(fresh, timeout=PATIENCE)


def test_the_name_of_the_input_is_as_large_as_the_names_above_it(
    make_window: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup = opening().setup.with_layers((LayerChoice("gru", direction="both"),))
    sizes: list[float] = []
    draw = typeset.draw

    def measured(p: QPainter, x: float, baseline: float, row: typeset.Row, px: float, *look: object) -> float:
        sizes.append(px)
        return draw(p, x, baseline, row, px, *look)  # type: ignore[arg-type]

    chain = sized(make_window(setup), 1366, 768, loud=True).chain
    monkeypatch.setattr(typeset, "draw", measured)
    for height in range(90, 150, 5):
        chain.resize(chain.width(), height)
        picture(chain)
    assert not [px for px in sizes if px < 0.8 * chain.scale.axis]
    assert sizes


def test_the_bar_that_says_which_rows_are_seen_is_no_speck(make_window: Make) -> None:
    setup = opening().setup.with_layers((LayerChoice("gru"),) * 4)
    tape = sized(make_window(setup), 1280, 720, loud=True).tape
    plan, image = tape.plan(), picture(tape)
    assert plan.deepest > 0.5
    column = [image.pixelColor(round(plan.width) - 3, y) for y in range(image.height())]
    assert sum(color == tape.theme.faint for color in column) >= 14
