"""The stage: what is painted is what was computed, in every cell, size, theme, direction and state."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnviz.engine import CELLS, Cell
from rnnviz.model.document.document import Document
from rnnviz.model.figures.numbers import plain
from rnnviz.model.picture.grid import TALL, WIDE
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor
from rnnviz.view.look.facts import listening
from rnnviz.view.look.style import DARK, LIGHT, THEMES, Scale, value_color
from rnnviz.view.stage import Stage
from rnnviz.view.stage.grid import FULL, MINI, SQUARE, fitted
from tests.covering import covering
from tests.engine.random_cells import cells
from tests.model.picture.test_layout import AWKWARD, LONG, typed

Make = Callable[..., Stage]
KEYS = sorted(CELLS)


@pytest.fixture
def make(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> Iterator[Make]:
    """Builds a stage; at the end no painting may have failed."""

    def build(key: str = "lstm", size: tuple[int, int] = (824, 400), line: str = "", **where: object) -> Stage:
        hidden = int(str(where.pop("hidden", 8)))
        text = str(where.pop("text", ""))
        simulation = Document(Setup((LayerChoice(key, text, hidden=hidden),))).front
        names = [x.name for x in simulation.cell.lines]
        simulation.move(Cursor(3, names.index(line) if line else len(names) - 1, **where))  # type: ignore[arg-type]
        stage = Stage(simulation)
        qtbot.addWidget(stage)
        stage.resize(*size)
        return stage

    with caplog.at_level(logging.ERROR):
        yield build
    assert [r.getMessage() for r in caplog.records] == []


def shot(stage: Stage) -> QImage:
    return stage.grab().toImage()


def said(stage: Stage) -> dict[str, str]:
    shot(stage)
    return dict(stage.texts())


@pytest.mark.parametrize(
    ("key", "direction", "theme"), covering(KEYS, ["forward", "backward"], ["dark", "light"], times=2)
)
def test_every_line_of_every_cell_paints(make: Make, key: str, direction: str, theme: str) -> None:
    stage = make(key, pass_=direction, grain="line")
    stage.dress(THEMES[theme], stage.scale)
    turned = direction == "backward"
    for index, step in covering(range(len(CELLS[key].lines)), [0, stage.simulation.steps - 1], shift=turned):
        stage.simulation.move(replace(stage.simulation.cursor, line=index, step=step))
        shot(stage)
        assert not stage._said, "a painting that fails is logged and crossed out, not raised"


@settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(cells())
def test_random_cells_paint_forward_and_backward(make: Make, cell: Cell) -> None:
    stage = make(text=cell.text, grain="step", hidden=3)
    for backward in (False, True):
        where = replace(stage.simulation.cursor, pass_="backward" if backward else "forward", line=0)
        stage.simulation.move(where)
        shot(stage)
        assert not stage._said
    stage.simulation.deleteLater()


@pytest.mark.parametrize("name", AWKWARD)
@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_awkward_cells_paint(make: Make, name: str, direction: str) -> None:
    stage = make(text=typed(AWKWARD[name]).text, grain="step", pass_=direction)
    shot(stage)
    assert not stage._said


def test_a_large_cell_is_drawn_smaller_never_as_a_square(make: Make) -> None:
    stage = make(text=typed(LONG).text, size=(1236, 600), grain="step")
    ground = stage.picture.ground
    assert ground.width > 103 and stage.grid.ground == ground
    assert stage.grid.at(ground.width, ground.height).x() <= 1237
    assert stage.grid.at(ground.width, ground.height).y() <= 601
    assert stage.picture.shapes[0].w == stage.grid.sizes.gate[0]
    large = make(text=typed(AWKWARD["ten gates"]).text, size=(620, 300), grain="step")
    assert large.grid.u < 5 and large.grid.detail == MINI
    assert make(text=typed(LONG).text, size=(400, 200), grain="step").grid.detail == SQUARE
    gate = stage.picture.by_name["o"]
    assert stage.element_at(stage.grid.at(gate.x, gate.y)) == "line:o"


@pytest.mark.parametrize("size", [(206, 100), (430, 260), (600, 300), (824, 400), (1300, 400), (900, 900)])
@pytest.mark.parametrize("loud", [False, True])
def test_every_size_paints(make: Make, size: tuple[int, int], loud: bool) -> None:
    stage = make("gru", size, grain="step")
    stage.dress(stage.theme, Scale(presenting=loud))
    stage.set_legend(True)
    shot(stage)


def test_gates_show_what_the_formula_is_about(make: Make) -> None:
    """The number beside the squares is that of the framed one."""
    stage = make("lstm", grain="step")
    run = stage.simulation.run
    for unit in (0, 5):
        stage.simulation.select(unit=unit)
        texts = said(stage)
        for name in ("f", "i", "o"):
            assert texts[f"line:{name}"] == plain(float(run.value(name)[3][unit]))
        assert texts["line:g"] == plain(float(run.value("g")[3][unit]), sign=True)


def test_strips_show_the_values_of_their_wire(make: Make) -> None:
    stage = make("gru", grain="step")
    texts, run = said(stage), stage.simulation.run
    for key, name in (("in:h_prev", "h_prev"), ("out:h", "h"), ("line:kept", "kept"), ("line:past", "past")):
        assert texts[f"strip:{key}"] == " ".join(plain(v) for v in run.value(name)[3])


def test_nothing_of_the_future_is_written(make: Make) -> None:
    stage = make("lstm", line="i", grain="line")
    texts = said(stage)
    assert {"line:f", "line:i"} <= set(texts)
    assert not {"line:g", "line:o", "strip:line:kept", "strip:out:c", "strip:out:h"} & set(texts)
    assert "strip:in:c_prev" in texts


def test_the_one_box_shows_sum_output_and_the_units_way(make: Make) -> None:
    stage = make("rnn", grain="step")
    stage.simulation.select(unit=2)
    texts, run = said(stage), stage.simulation.run
    a, h = run.value("a")[3], run.value("h")[3]
    assert texts["strip:sum"] == " ".join(plain(v) for v in a)
    assert texts["strip:out"] == " ".join(plain(v) for v in h)
    assert texts["unit:line:h"] == f"tanh({plain(a[2])}) = {plain(h[2])}"
    assert texts["line:h"] == f"mean |h| {plain(float(abs(h).mean()))}"


def test_backward_writes_the_units_factors(make: Make) -> None:
    stage = make("lstm", line="f", pass_="backward", grain="line")
    stage.simulation.select(unit=5)
    texts, run = said(stage), stage.simulation.run
    wires = {(k.source, k.sink): k.wire for k in stage.picture.links}
    assert texts[f"node:{wires['c_prev', 'kept']}"] == f"× {plain(run.value('f')[3][5])}"
    assert texts[f"node:{wires['f', 'kept']}"] == f"× {plain(run.value('c_prev')[3][5])}"
    slope = run.value("f")[3][5] * (1 - run.value("f")[3][5])
    assert texts["line:f"] == f"× {plain(slope)}"
    assert texts["strip:out:c"] == " ".join(plain(v) for v in run.grad("c")[3])
    assert texts["strip:in:c_prev"] == " ".join(plain(v) for v in run.grad("c_prev")[3])
    assert texts["out:h"] == "no loss at this step"
    stage.simulation.go_to_step(stage.simulation.steps - 1)
    assert said(stage)["out:h"] == "from the loss: 1.00"


def test_values_that_are_no_numbers_are_marked_not_fatal(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("lstm", "rnn"):
        stage = make(key, grain="step")
        odd = np.array([np.nan, np.inf, -np.inf, 0, 1e300, -1, 0.5, 2])
        real = type(stage.simulation.run).node_value

        def node_value(run: object, node: int, real: Callable[..., np.ndarray] = real) -> np.ndarray:
            values = np.array(real(run, node))
            return np.broadcast_to(odd, values.shape) if values.shape[-1] == 8 else values  # noqa: B023

        monkeypatch.setattr(type(stage.simulation.run), "node_value", node_value)
        assert "NaN" in " ".join(said(stage).values())
        monkeypatch.undo()


def test_hover_lights_and_dims_and_a_click_pins(make: Make, qtbot: QtBot) -> None:
    stage = make("lstm", grain="step")
    before = shot(stage)
    gate = stage.grid.at(23, 29).toPoint()
    point(stage, QPointF(gate))
    assert stage.simulation.selection.hover == "line:f"
    lit = shot(stage)
    far = stage.grid.at(71, 26.6).toPoint()
    ground = stage.theme.panel.lightness()
    assert abs(lit.pixelColor(far).lightness() - ground) < abs(before.pixelColor(far).lightness() - ground)
    qtbot.mouseClick(stage, Qt.MouseButton.LeftButton, pos=gate)
    assert stage.simulation.selection.pins == ("line:f",)
    qtbot.mouseClick(stage, Qt.MouseButton.LeftButton, pos=stage.grid.at(39, 29).toPoint())
    assert stage.simulation.selection.pins == ("line:f", "line:i")
    assert stage.clear() and not stage.clear()
    assert stage.simulation.selection.pins == () and stage.simulation.selection.hover is None


def point(stage: Stage, at: QPointF) -> None:
    """The pointer moves over the stage without a button."""
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, at, stage.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(stage, moved)


def test_a_thin_wire_is_easy_to_hit(make: Make) -> None:
    stage = make("lstm", grain="step")
    for off in (-0.55, 0.0, 0.55):
        at = QPointF(stage.grid.at(23 + off, 18))
        assert stage.element_at(at) is not None
    assert stage.element_at(QPointF(stage.grid.at(60, 46))) is None


def test_it_tells_a_screen_reader_what_is_computed(make: Make) -> None:
    stage = make("lstm", line="f", grain="line")
    assert stage.accessibleName()
    mean = plain(float(stage.simulation.run.value("f")[3].mean()))
    assert "step 4 of" in stage.accessibleDescription() and "forget gate" in stage.accessibleDescription()
    assert mean in stage.accessibleDescription()
    stage.simulation.next()
    stage.simulation.flush()
    assert "input gate" in stage.accessibleDescription()


def test_another_cell_another_drawing(make: Make) -> None:
    stage = make("lstm", grain="step")
    shot(stage)
    stage.simulation.edit(stage.simulation.setup.with_cell("gru"))
    stage.simulation.flush()
    assert "line:z" in said(stage) and "line:o" not in said(stage)


def test_themes_are_told_apart(make: Make) -> None:
    stage = make("lstm", grain="step")
    stage.dress(DARK, stage.scale)
    dark = shot(stage).pixelColor(stage.grid.at(60, 33).toPoint())
    stage.dress(LIGHT, stage.scale)
    assert shot(stage).pixelColor(stage.grid.at(60, 33).toPoint()).lightness() > dark.lightness() + 100


def test_detail_follows_the_size() -> None:
    assert fitted(1236, 600).u == 12 and fitted(824, 400).u == 8 and fitted(2472, 1200).u == 24
    assert [fitted(w, 800).detail for w in (1236, 824, 530, 400)] == [FULL, FULL, MINI, SQUARE]


@pytest.mark.parametrize("key", ["lstm", "gru", "rnn", "lstm_peephole"])
def test_three_cells_stand_side_by_side_in_a_window_1366_wide(make: Make, key: str) -> None:
    stage = make(key, size=((1366 - 4 * 8) // 3, 284))
    grid = stage.grid
    assert grid.detail == MINI
    shot(stage)
    for shape in stage.picture.shapes:
        assert stage.element_at(grid.at(shape.x, shape.y)) == shape.key or shape.kind in ("op", "pill")
        if shape.kind == "pill":
            assert shape.w * grid.u >= 2.6 * grid.pill, "tanh′ has room in it"


@pytest.mark.parametrize("width", [824, 1236, 2472])
@pytest.mark.parametrize("loud", [False, True])
def test_no_type_is_smaller_than_14_px(width: int, loud: bool) -> None:
    grid = fitted(width, width * 50 // 103, loud)
    least = min(grid.value, grid.name, grid.pill, round(grid.formula * 0.72), round(grid.state * 0.72))
    assert least >= 14


def test_a_second_painting_makes_no_new_sprite(make: Make) -> None:
    stage = make("lstm", grain="step")
    shot(stage)
    kept = list(stage._painter.sprites._kept)
    shot(stage)
    assert kept and list(stage._painter.sprites._kept) == kept


@pytest.mark.parametrize("key", ["rnn", "rnn_relu", "rnn_linear", "indrnn", "feedforward"])
@pytest.mark.parametrize("size", [(1240, 380), (830, 250), (400, 120)])
def test_a_cell_that_is_one_box_has_a_low_stage(make: Make, key: str, size: tuple[int, int]) -> None:
    stage = make(key, size, line="h", grain="line")
    assert stage.grid.ground is WIDE and stage.picture.ground is WIDE
    for direction in ("forward", "backward"):
        stage.simulation.set_pass(direction)
        for loud in (False, True):
            stage.dress(stage.theme, Scale(presenting=loud))
            shot(stage)
            assert not stage._said
    stage.resize(size[0], size[0] // 2)
    assert stage.grid.ground is TALL and stage.picture.ground is TALL


def test_other_cells_keep_the_tall_stage(make: Make) -> None:
    assert make("lstm", (1240, 380)).grid.ground is TALL


def test_the_low_stage_shows_its_neighbours_unlit(make: Make) -> None:
    """Their forks stand one period beside the cell's own, whose colour they do not have."""
    stage = make("rnn", (1240, 397), line="h", grain="line")
    picture, grid = shot(stage), stage.grid
    (fork,) = (d for d in stage.picture.dots if d.kind == "fork")
    colors = [picture.pixelColor(grid.at(fork.x + off, fork.y).toPoint()) for off in (0, -WIDE.period)]
    assert colors[0].saturation() > 150 and colors[1].saturation() < 130
    ground = picture.pixelColor(grid.at(fork.x - WIDE.period, fork.y + 3).toPoint())
    assert colors[1].lightness() > ground.lightness() + 15


@pytest.mark.parametrize(
    ("key", "role", "forward"), [("lstm", "cell", True), ("gru", "hidden", True), ("rnn", "hidden", False)]
)
def test_the_legend_is_true_of_cell_and_direction(make: Make, key: str, role: str, forward: bool) -> None:
    """A thick belt means an open gate where there is a belt behind a gate, in its colour; backward a large gradient."""
    for backward, found in ((False, "thick = open gate" if forward else ""), (True, "thick = large gradient")):
        stage = make(key, pass_="backward" if backward else "forward", grain="step")
        with listening() as heard:
            stage.set_legend(True)
            stage.resize(900, 600)
            stage._painter.forget_still()
            shot(stage)
        told = {fact.of: fact for fact in heard.of(stage, "still") if fact.what == "legend"}
        said = [fact.word for fact in told.values() if fact.word.startswith("thick")]
        assert said == ([found] if found else [])
        assert all(told[icon].color == DARK.role(role).name() for icon in ("belt", "wire") if icon in told)
        assert told["signs"].word == "below 0, above 0"


def test_forward_the_colours_of_signs_have_a_key(make: Make) -> None:
    for pass_, wanted in (("forward", 5), ("backward", 0)):
        stage = make("lstm", pass_=pass_, grain="step")
        with listening() as heard:
            shot(stage)
        told = [fact for fact in heard.now if fact.what == "sign"] or [
            fact for fact in heard.of(stage) if fact.what == "sign"
        ]
        assert len(told) == wanted
        assert all(fact.color == value_color(DARK, fact.value).name() for fact in told)
