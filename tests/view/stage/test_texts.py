"""Texts on the stage keep clear of each other, of wires and of shapes: the ink that is painted is measured."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import hypot
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from rnnviz.engine import CELLS
from rnnviz.model.document.document import Document
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor
from rnnviz.view.look.style import Scale
from rnnviz.view.stage import Stage
from rnnviz.view.stage.grid import FULL
from rnnviz.view.stage.looks import StageMoment, looks_of
from rnnviz.view.stage.strands import Strands
from tests.covering import covering
from tests.view.conftest import Ink

Said = tuple[str, QRectF]

FOREIGN = Path(__file__).parents[2] / "cases" / "cells"
STAGES = [
    (828, 368, False),
    (1242, 568, False),
    (2484, 1136, False),
    (878, 396, True),
    (1318, 602, True),
    (828, 280, False),
]
"""The stage in windows of 1280x720, 1920x1080 and 3840x2160, presenting, and above a network at 1280x720."""
SHOWN = covering(sorted(CELLS), ["forward", "backward"], STAGES, times=3)
"""Each cell on three stages, in both directions."""
TOUCH = 1.0
"""Pixels by which soft edges may meet."""


def painted(qtbot: QtBot, ink: Ink, simulation: Simulation, size: tuple[int, int, bool], cursor: Cursor) -> StageMoment:
    stage = Stage(simulation)
    qtbot.addWidget(stage)
    stage.dress(stage.theme, Scale(presenting=size[2]))
    stage.resize(*size[:2])
    stage.simulation.move(cursor)
    ink.clear()
    stage.grab()
    ink[:] = [(text, box) for text, box in ink if QRectF(stage.rect()).intersects(box)]
    assert all(QRectF(stage.rect()).contains(box) for _, box in ink)
    return stage._scene(cursor)


def meet(a: QRectF, b: QRectF) -> bool:
    both = a.intersected(b)
    return both.width() > TOUCH and both.height() > TOUCH


def on_circle(box: QRectF, circle: QRectF) -> bool:
    middle = circle.center()
    x = min(max(middle.x(), box.left()), box.right())
    y = min(max(middle.y(), box.top()), box.bottom())
    return hypot(x - middle.x(), y - middle.y()) < circle.width() / 2 - TOUCH


def wires(scene: StageMoment) -> Iterator[QRectF]:
    looks = looks_of(scene)
    for piece in scene.picture.pieces:
        half = looks[piece.key].width * scene.grid.u / 2
        for a, b in piece.segments:
            run = QRectF(scene.grid.point(a), scene.grid.point(b)).normalized()
            yield run.adjusted(-half, -half, half, half)


def follows(ink: Ink, a: Said, b: Said) -> bool:
    """Whether b is the index or the letter after a slanted a, whose top leans over it."""
    return ink.index(b) == ink.index(a) + 1 and b[1].left() > a[1].center().x() and b[1].center().x() > a[1].right()


def faults(scene: StageMoment, ink: Ink) -> list[str]:
    """Every text that lies on something, or leaves the box it stands in."""
    shapes = [(s, scene.grid.rect(s.box)) for s in scene.picture.shapes if s.kind != "through"]
    pairs = [(a, b) for a, b in combinations(ink, 2) if meet(a[1], b[1]) and not (follows(ink, a, b))]
    found, runs = [f"{a} over {b}" for (a, _), (b, _) in pairs], list(wires(scene))
    for text, box in ink:
        host = next((room for _, room in shapes if room.contains(box.center())), None)
        if host is not None:
            found += [] if host.contains(box) else [f"{text} leaves its box"]
            continue
        found += [f"{text} on a wire" for wire in runs if meet(box, wire)]
        round_off = scene.grid.u
        for shape, room in shapes:
            touched = on_circle(box, room) if shape.kind == "op" else meet(box, room)
            if touched and (shape.kind != "pill" or meet(box, room.adjusted(round_off, 0, -round_off, 0))):
                found.append(f"{text} on {shape.name}")
    return found


@pytest.mark.parametrize(("key", "direction", "size"), SHOWN)
def test_no_text_lies_on_anything(
    qtbot: QtBot, ink: Ink, key: str, direction: str, size: tuple[int, int, bool]
) -> None:
    last = len(CELLS[key].lines) - 1 if direction == "forward" else 0
    scene = painted(qtbot, ink, Document(Setup.of(key, hidden=8)).front, size, Cursor(3, last, direction, "step"))
    assert scene.grid.detail == FULL
    assert faults(scene, ink) == []


@pytest.mark.parametrize(
    ("name", "size"),
    [("rhn3", STAGES[1]), ("rhn3", STAGES[2]), ("nas", STAGES[0]), ("nas", STAGES[1]), ("rwkv4", STAGES[1]),
     ("sgu", STAGES[0]), ("layernorm", STAGES[1])],
)  # fmt: skip
def test_nor_where_nobody_placed_anything(qtbot: QtBot, ink: Ink, name: str, size: tuple[int, int, bool]) -> None:
    """An index reached down to its wire; and in a small drawing boxes had no names."""
    text = (FOREIGN / f"{name}.toml").read_text(encoding="utf-8")
    simulation = Document(Setup().with_cell("own", text)).front
    scene = painted(qtbot, ink, simulation, size, Cursor(3, len(simulation.cell.lines) - 1, "forward", "step"))
    assert [fault for fault in faults(scene, ink) if " on " in fault] == []
    named = {label.source for label in scene.picture.labels if label.kind == "gate"}
    assert named <= {written for written, _ in ink}


@pytest.mark.parametrize(("key", "size"), covering(sorted(CELLS), [STAGES[0], STAGES[1], STAGES[3]]))
def test_the_applied_factor_lies_on_no_other_text(
    qtbot: QtBot, ink: Ink, key: str, size: tuple[int, int, bool]
) -> None:
    """At the grain of lines one factor is larger, in a pill, which may lie on its wire."""
    simulation = Document(Setup.of(key, hidden=8)).front
    for line in range(len(simulation.cell.lines)):
        painted(qtbot, ink, simulation, size, Cursor(3, line, "backward", "line"))
        pairs = [(a, b) for a, b in combinations(ink, 2) if meet(a[1], b[1]) and not follows(ink, a, b)]
        assert [f"{a} over {b}" for (a, _), (b, _) in pairs] == []


def test_large_numbers_stay_in_the_box(qtbot: QtBot, ink: Ink) -> None:
    """Sums of a million have neither the room of a mean nor of what is passed through."""
    simulation = Document(Setup.of("rnn_relu", hidden=8, sequence=parse_sequence("1000000 1000000 1000000"))).front
    for direction in ("forward", "backward"):
        scene = painted(qtbot, ink, simulation, (828, 248, False), Cursor(2, 1, direction, "step"))
        assert faults(scene, ink) == []


def test_the_key_says_what_it_shows(qtbot: QtBot, ink: Ink) -> None:
    for key, size in covering(CELLS, STAGES):
        painted(qtbot, ink, Document(Setup.of(key)).front, size, Cursor(3, 0, "backward", "step"))
        samples = [text for text, _ in ink if text == "1.0"]
        assert len(samples) <= sum("‖gradient‖" in text for text, _ in ink)


@pytest.mark.parametrize("key", sorted(CELLS))
@pytest.mark.parametrize("backward", [False, True])
def test_a_line_that_only_renames_another_has_no_arrow(qtbot: QtBot, key: str, backward: bool) -> None:
    stage = Stage(Document(Setup.of(key)).front)
    qtbot.addWidget(stage)
    stage.resize(1242, 568)
    strands = Strands(stage.picture, stage.grid, backward)
    names = {shape.name for shape in stage.picture.shapes if shape.kind == "through"}
    for piece in stage.picture.pieces:
        if (piece.start == "source" and piece.leaves in names) if backward else piece.enters in names:
            assert strands.strand(piece, 0.5, False).head is None


@pytest.mark.parametrize(("key", "size"), covering(sorted(CELLS), STAGES[:5]))
def test_every_gate_has_its_name(qtbot: QtBot, ink: Ink, key: str, size: tuple[int, int, bool]) -> None:
    for backward in ("forward", "backward"):
        scene = painted(qtbot, ink, Document(Setup.of(key)).front, size, Cursor(3, 0, backward, "step"))
        names = {label.tokens[0].text for label in scene.picture.labels if label.kind == "gate"}
        assert names <= {text for text, _ in ink}
