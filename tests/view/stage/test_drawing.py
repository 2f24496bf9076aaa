"""What a stage shows of a large cell while it is laid out, and of one too large to be drawn."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.engine import Cell
from rnnviz.model.picture.build import at_once
from rnnviz.model.picture.grid import NORMAL
from rnnviz.model.picture.layout import layered
from rnnviz.view.stage.frame import remark_text
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import settle


def large(lines: int, reads: int) -> str:
    rows = []
    for i in range(lines):
        before = "".join(f" + l{j}" for j in range(max(0, i - reads), i))
        rows.append(f"l{i} = tanh(W_{i} @ x + U_{i} @ l{(7 * i + 3) % lines}_prev{before})")
    equations = "\n".join(rows)
    return f"name = 'large'\nequations = '''\n{equations}\n'''"


def show(window: MainWindow, text: str) -> Cell:
    window.simulation.edit((window.simulation.setup.with_cell("own", text)).with_hidden(2))
    window.simulation.flush()
    settle()
    return window.simulation.cell


def test_boxes_stand_there_until_the_worker_has_laid_it_out(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = window.stage
    monkeypatch.setattr(layered, "layered", lambda *_: pytest.fail("not in the window's thread"))
    cell = show(window, large(24, 3))
    assert not at_once(cell, NORMAL)
    assert stage.picture.remark == "waiting" and stage.busy and window.busy
    assert {s.name for s in stage.picture.shapes} == {line.name for line in cell.lines}
    stage.grab()
    qtbot.waitUntil(lambda: not window.busy, timeout=20_000)
    assert not stage.picture.remark and len(stage.picture.pieces) > 50, "nobody is told too early"
    stage.grab()
    box = stage.picture.by_name["l3"]
    assert stage.element_at(stage.grid.at(box.x, box.y)) == "line:l3"


def test_a_cell_with_too_many_wires_stays_boxes_and_says_so(window: MainWindow) -> None:
    stage = window.stage
    show(window, large(64, 8))
    assert stage.picture.remark == "plain" and not stage.busy
    stage.grab()
    stage.grab()
    box = stage.picture.by_name["l40"]
    assert stage.element_at(stage.grid.at(box.x, box.y)) == "line:l40"
    assert "too many wires" in remark_text("plain").lower() and remark_text("") == ""
