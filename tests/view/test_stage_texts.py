"""Texts on the stage keep clear of each other in every shipped cell, down to the smallest detailed stage."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from rnnviz.engine import CELLS
from rnnviz.model.cursor import Cursor
from rnnviz.model.session import Session
from rnnviz.model.setup import Setup
from rnnviz.view.stage import Stage, factors
from rnnviz.view.stage.factors import applied_factor
from rnnviz.view.stage.grid import FULL
from rnnviz.view.stage.labels import SEMIBOLD, _beside, name_box
from rnnviz.view.stage.looks import Scene
from rnnviz.view.stage.marks import text_width

SIZES = [(824, 366), (1236, 570), (2472, 1140)]
"""The stage in windows of 1280x720, 1920x1080 and 3840x2160."""


def scenes(qtbot: QtBot, key: str, size: tuple[int, int], direction: str) -> list[Scene]:
    session = Session(Setup(cell_key=key, hidden=8))
    stage = Stage(session)
    qtbot.addWidget(stage)
    stage.resize(*size)
    found = [stage._scene(Cursor(3, i, direction, "line")) for i in range(len(session.cell.lines))]  # type: ignore[arg-type]
    return [scene for scene in found if scene.grid.detail == FULL]


def gate_names(scene: Scene) -> list[QRectF]:
    found = []
    for label in scene.picture.labels:
        if label.kind == "gate":
            at = scene.grid.at(_beside(scene, label), label.y - 0.85)
            width = text_width(label.tokens[0].text, scene.grid.name, SEMIBOLD)
            left = at.x() - width if label.side == "left" else at.x()
            found.append(QRectF(left, at.y() - 0.8 * scene.grid.name, width, scene.grid.name))
    return found


@pytest.mark.parametrize("key", sorted(CELLS))
@pytest.mark.parametrize("direction", ["forward", "backward"])
@pytest.mark.parametrize("size", SIZES)
def test_gates_names_never_meet(qtbot: QtBot, key: str, direction: str, size: tuple[int, int]) -> None:
    for scene in scenes(qtbot, key, size, direction)[:1]:
        assert not any(a.intersects(b) for a, b in combinations(gate_names(scene), 2))


@pytest.mark.parametrize("key", sorted(CELLS))
@pytest.mark.parametrize("size", SIZES)
def test_the_applied_factor_leaves_names_readable(qtbot: QtBot, key: str, size: tuple[int, int]) -> None:
    for scene in scenes(qtbot, key, size, "backward"):
        known = [f for f in scene.picture.factors if f.link.line in scene.known]
        applied = applied_factor(scene, known)
        if applied is None:
            continue
        taken = [name_box(scene, label) for label in scene.picture.labels if label.kind in ("entry", "exit")]
        _, pill = factors._pill(scene, applied, "× −0.69", taken)
        assert not any(pill.intersects(box) for box in (*taken, *gate_names(scene)))
        assert QRectF(0, 0, *size).contains(pill)
