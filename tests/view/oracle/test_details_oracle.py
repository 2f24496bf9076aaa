"""Cards, knobs, presenting, the light on its way, and pixels: what was told of the painting is what can be seen."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QObject, QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QWidget

from rnnviz.model.figures.numbers import read_number
from rnnviz.model.setup.bounds import GAIN, INPUT_SCALE, KEEP_BIAS
from rnnviz.model.setup.setup import Setup
from rnnviz.view.look.facts import Fact, Listener
from rnnviz.view.look.style import THEMES
from rnnviz.view.stage.looks import looks_of
from rnnviz.view.stage.motion import GAP, RUN, Passage, Stream, streams_of
from tests.view.conftest import Make, settle
from tests.view.oracle.story import SETUPS, halts, moment, simulation
from tests.view.oracle.wanted import close, square

# cards -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("direction", ["forward", "backward"])
@pytest.mark.parametrize("name", ["lstm", "gru", "turned", "held"])
def test_a_card_shows_the_vector_of_its_line(make_window: Make, heard: Listener, name: str, direction: str) -> None:
    theme = THEMES["dark" if direction == "forward" else "light"]
    window = make_window(SETUPS[name], theme.name)
    shown = simulation(window)
    shown.set_pass(direction)
    for line in shown.cell.lines[:3]:
        shown.go_to_step(len(line.name) % 3 + 1)
        shown.select(unit=len(line.name) + 1, pins=(f"line:{line.name}",))
        settle()
        window.grab()
        at = moment(window)
        facts = heard.of(window.inspector.cards[f"line:{line.name}"], "card")
        vectors = vectors_of(facts)
        wanted = [at.grad(line.name)[at.step]] if at.backward else []
        for found, values in zip(vectors, [*wanted, at.value(line.name)], strict=True):
            backward = at.backward and found is vectors[0]
            largest = float(np.abs(values).max()) or 1.0
            role = None if backward or line.name not in at.cell.gates else line.role
            for unit, (block, said) in enumerate(found[: len(values)]):  # below stands the arithmetic
                value = float(values[unit])
                assert block.value == (unit == at.unit), "the ring is round the unit looked at"
                assert close(block.color, square(theme, value / largest if backward else value, role))
                number = read_number(said.word)
                assert number is None or number == pytest.approx(value, abs=0.051 if not backward else 0.0051)
                assert said.color == (theme.text if unit == at.unit else theme.dim).name()


def vectors_of(facts: list[Fact]) -> list[list[tuple[Fact, Fact]]]:
    """Squares with the text below each, one list for every heading "value" or "... gradient"."""
    found: list[list[tuple[Fact, Fact]]] = []
    for i, fact in enumerate(facts):
        if fact.what == "text" and fact.word in ("value", "total gradient"):
            found.append([])
        elif fact.what == "square":
            found[-1].append((fact, facts[i + 1]))
    return found


# knobs and panels ------------------------------------------------------------------------------------------


def position(low: float, high: float, value: float) -> int:
    return round(400 * (value - low) / (high - low))


def turned(setup: Setup, knobs: dict[str, float]) -> Setup:
    """With the value of a knob, of the weights or of the setup itself."""
    weights = {name: value for name, value in knobs.items() if name in ("gain", "keep_bias")}
    return replace(setup.with_weights(**weights), **{k: v for k, v in knobs.items() if k not in weights})


EDITS = {
    "gain": ({"gain": 1.0}, {"gain": 2.4}, position(*GAIN, 1.0), position(*GAIN, 2.4)),
    "keep_bias": ({"keep_bias": 1.0}, {"keep_bias": -2.0}, position(*KEEP_BIAS, 1.0), position(*KEEP_BIAS, -2.0)),
    "input_scale": (
        {"input_scale": INPUT_SCALE[0] * 2}, {"input_scale": INPUT_SCALE[1]},
        round(400 * math.log(2) / math.log(INPUT_SCALE[1] / INPUT_SCALE[0])), 400,
    ),
    "silent": ({"silent": 0}, {"silent": 125}, 0, None),
}  # fmt: skip


@pytest.mark.parametrize("field", EDITS)
def test_a_ring_stands_where_the_knob_stood(make_window: Make, heard: Listener, field: str) -> None:
    before, after, ring, now = EDITS[field]
    window = make_window(turned(SETUPS["lstm"], before))
    slider = window.experiment.knobs[field].slider
    simulation(window).edit(turned(simulation(window).setup, after))
    settle(8)
    window.grab()
    (fact,) = heard.of(slider, "ring")
    assert fact.value == ring and (now is None or slider.value() == now)
    inside = slider.grab().toImage().pixelColor(fact.at.toPoint())
    assert close(inside, window.theme.panel, 12), "a ring is hollow"
    assert abs(fact.at.x() / slider.width() - ring / 400) < 0.12


@pytest.mark.parametrize("folded", [False, True])
def test_after_presenting_the_knobs_are_as_they_were(fresh_window: Make, folded: bool) -> None:
    window = fresh_window()
    if folded:
        window.commands["panel_experiment"].setChecked(False)
    settle()
    assert window.experiment.isVisible() != folded
    window.presenter.toggle()
    settle()
    assert not window.experiment.isVisible()
    window.presenter.toggle()
    settle()
    assert window.experiment.isVisible() != folded


# light on its way ------------------------------------------------------------------------------------------


def dots(passage: Passage, share: float, width: int) -> np.ndarray:
    """Brightness along a level wire when a share of the way is over."""
    passage._clock.pause()
    passage._clock.setCurrentTime(round(1000 * share))
    image = QImage(width, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    with QPainter(image) as p:
        passage.draw(p)
    return np.array([image.pixelColor(x, 10).red() for x in range(width)], float)


def test_dots_of_light_run_from_the_wire_s_beginning_to_its_end(qapp: object) -> None:
    owner, path, u = QObject(), QPainterPath(QPointF(0, 10)), 10.0
    path.lineTo(400, 10)
    black = QPixmap(400, 20)
    black.fill(QColor("black"))
    passage = Passage(owner)
    passage.start(1000, black, black, u, (Stream(path, QColor("white")),))
    first, second = dots(passage, 0.50, 400), dots(passage, 0.55, 400)
    passage.stop()
    moved, period = 0.05 * RUN * u, GAP * u
    fits = [float((first[40:300] * np.roll(second, -shift)[40:300]).sum()) for shift in range(round(period))]
    assert int(np.argmax(fits)) == pytest.approx(moved, abs=1) and moved < period / 2


@pytest.mark.parametrize("direction", ["forward", "backward"])
@pytest.mark.parametrize("name", ["lstm", "gru", "rnn"])
def test_light_runs_into_what_is_reached(make_window: Make, heard: Listener, name: str, direction: str) -> None:
    """Forward from a value to what reads it, backward from a reader to the value."""
    window = make_window(SETUPS[name])
    stage = window.stage
    for at in halts(window, name, direction):
        if at.cursor.grain != "line":
            continue
        scene = stage._scene(at.cursor)
        looks, grid = looks_of(scene), stage.grid
        streams = streams_of(scene, stage._painter.strands(scene), looks)
        begins = [
            grid.point(p.points[-1 if at.backward else 0]) for p in stage.picture.pieces if into(at, stage, p, looks)
        ]
        found = [QPointF(s.path.elementAt(0).x, s.path.elementAt(0).y) for s in streams]
        ends = [sorted((round(p.x(), 6), round(p.y(), 6)) for p in points) for points in (found, begins)]
        assert ends[0] == ends[1]


def into(at: Any, stage: Any, piece: Any, looks: Any) -> bool:
    """Whether a lit wire leads to what is computed now."""
    shape = stage.picture.by_name.get(piece.source)
    if at.backward:
        return looks[piece.key].lit and shape is not None and shape.lines[-1] in at.now
    return looks[piece.key].lit and any(link.line in at.now for link in piece.all_links)


# pixels ----------------------------------------------------------------------------------------------------


def pixels(panel: QWidget) -> QImage:
    return panel.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("direction", ["forward", "backward"])
@pytest.mark.parametrize("name", ["lstm", "gru", "rnn", "held and turned"])
def test_pixels_are_what_was_told(make_window: Make, heard: Listener, name: str, direction: str, theme: str) -> None:
    """Squares, boxes, dots and wires of the stage, squares of tape and map, where they were told to be."""
    window = make_window(SETUPS[name], theme)
    for _ in list(zip(halts(window, name, direction), range(2), strict=False)):
        seen(pixels(window.stage), heard.of(window.stage, "cell"), ("square", "box", "dot"))
        wires_seen(window, heard)
        signs_seen(window, heard)
        bars_seen(window, heard)
        flow = window.panels["map"]
        seen(pixels(flow), [f for f in heard.of(flow, "picture") if not f.word], ("cell",))


def seen(image: QImage, facts: list[Fact], kinds: tuple[str, ...]) -> None:
    places = [fact for fact in facts if fact.what in kinds and fact.at is not None]
    wrong = [fact for fact in places if not close(image.pixelColor(fact.at.toPoint()), fact.color, 10)]
    assert places and len(wrong) <= 0.04 * len(places), wrong[:3]


SIGNS = {"×": ((1, 1, 1), (1, -1, 1), (1, 0, 0)), "+": ((1, 0, 1), (0, 1, 1), (1, 1, 0)), "−": ((1, 0, 1), (0, 1, 0))}
"""Where a sign has a stroke (1) and where its circle is empty (0), half way from the middle to its edge."""


def signs_seen(window: Any, heard: Listener) -> None:
    stage, image, theme = window.stage, pixels(window.stage), window.theme
    known = {fact.of: fact.value for fact in heard.of(stage, "cell") if fact.what == "operation"}
    for shape in (shape for shape in stage.picture.shapes if shape.kind == "op" and shape.symbol in SIGNS):
        (lit, now), center, u = known[shape.key], stage.grid.rect(shape.box).center(), stage.grid.u * shape.w / 4
        edge = center - QPointF(stage.grid.u * shape.w / 2, 0)
        hue = theme.role(shape.role) if now else theme.dim if lit else theme.line
        assert any(close(image.pixelColor(round(edge.x()) + dx, round(edge.y())), hue, 40) for dx in (-1, 0, 1))
        for dx, dy, stroke in SIGNS[shape.symbol]:
            place = center + QPointF(dx, dy) * 0.45 * u
            near = [image.pixelColor(int(place.x()) + x, int(place.y()) + y) for x in (0, 1) for y in (0, 1)]
            ink = theme.text if lit else theme.dim
            found = min(near, key=lambda color: apart(color, ink))
            assert (apart(found, ink) < apart(found, theme.stage)) == bool(stroke), (shape.key, dx, dy)


def apart(a: QColor, b: QColor) -> int:
    return abs(a.red() - b.red()) + abs(a.green() - b.green()) + abs(a.blue() - b.blue())


def wires_seen(window: Any, heard: Listener) -> None:
    """In the middle of the longest straight part of every wire that is not too thin."""
    stage, image = window.stage, pixels(window.stage)
    told = {fact.of: fact for fact in heard.of(stage, "cell") if fact.what == "wire"}
    wrong = []
    for piece in stage.picture.pieces:
        a, b = max(piece.segments, key=lambda s: abs(s[0][0] - s[1][0]) + abs(s[0][1] - s[1][1]))
        long = (abs(a[0] - b[0]) + abs(a[1] - b[1])) * stage.grid.u
        if told[piece.key].width * stage.grid.u < 2.5 or long < 12:
            continue
        middle = stage.grid.at((a[0] + b[0]) / 2, (a[1] + b[1]) / 2).toPoint()
        near = [image.pixelColor(middle.x() + dx, middle.y() + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        if not any(close(color, told[piece.key].color, 12) for color in near):
            wrong.append((piece.key, told[piece.key].color, near[4].name()))
    assert len(wrong) <= 0.1 * len(told), wrong


def bars_seen(window: Any, heard: Listener) -> None:
    """The bars of the steps before the present one, which nothing covers."""
    tape, image = window.tape, pixels(window.tape)
    plan, columns = tape.plan(), tape.plan().columns()
    (present,) = [fact.step for fact in heard.of(tape, "live") if fact.what == "present"]
    (veil,) = [set(fact.value) for fact in heard.of(tape, "live") if fact.what == "veil"]
    held = {fact.of for fact in heard.of(tape, "picture") if fact.what == "held"}
    rows = {fact.of: fact.value for fact in heard.of(tape, "picture") if fact.what == "row"}
    for i, row in enumerate(tape.rows):
        units = rows[row.name].shape[1]
        if row.name in held or row.odd is not None or units > 10 or not columns.across(units):
            continue
        y = plan.y(i) + plan.row / 2
        for t in set(range(plan.steps)) - veil - {present}:
            for unit in range(units):
                x = plan.left + columns.unit_left(t, unit, units) + columns.bar / units / 2
                color = image.pixelColor(int(x), int(y))
                assert close(color, QColor.fromRgb(int(rows[row.name][t, unit])), 6), (row.name, t, unit)
