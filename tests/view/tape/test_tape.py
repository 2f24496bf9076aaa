"""The tape: every step is there, a pointer scrubs, holds and edits are asked for by signals."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from rnnviz.engine import CELLS, Experiment, Run, simulate
from rnnviz.model.document.document import Document
from rnnviz.model.setup.choices import Hold
from rnnviz.model.setup.sequence import parse_sequence, words_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.view.look.style import DARK, LIGHT, Scale, load_fonts, mix, value_color
from rnnviz.view.tape import Tape, raster, rows
from rnnviz.view.tape.holds import HoldSteps
from rnnviz.view.tape.layout import TapeLayout
from rnnviz.view.tape.raster import Columns
from rnnviz.view.widgets.reads_menu import ReadsMenu
from rnnviz.view.work.throttle import TurnQueue
from tests.view.conftest import Make, put

ROOT = Path(__file__).parents[3]
NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
PRESS, MOVE, LET = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease


@pytest.fixture
def tape(qapp: QApplication) -> Iterator[Tape]:
    load_fonts()
    simulation = Document().front
    window = QWidget()
    tape = Tape(simulation, window)
    tape.dress(DARK, Scale(1080))
    window.resize(1236, 252)
    tape.resize(1236, 252)
    window.show()
    QApplication.processEvents()
    yield tape
    window.close()
    window.deleteLater()
    simulation.deleteLater()


def give(tape: Tape, steps: int, hidden: int = 8) -> Run:
    """A run of noise through an LSTM."""
    x = np.random.default_rng(0).normal(size=(steps, 3))
    run = simulate(Experiment.build(CELLS["lstm"], hidden, x))
    put(tape.simulation, run)
    return run


def send(tape: Tape, kind: QEvent.Type, place: QPointF, keys: Qt.KeyboardModifier = NONE) -> None:
    button = Qt.MouseButton.LeftButton
    held = Qt.MouseButton.NoButton if kind == LET else button
    event = QMouseEvent(kind, place, tape.mapToGlobal(place), button, held, keys)
    QApplication.sendEvent(tape, event)


def turn(tape: Tape, place: QPointF, by: int, keys: Qt.KeyboardModifier = NONE) -> None:
    wheel = QWheelEvent(
        place, tape.mapToGlobal(place), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(tape, wheel)


def middle(tape: Tape, step: int, line: str = "") -> QPointF:
    plan = tape.plan()
    names = [row.name for row in tape.rows]
    y = plan.y(names.index(line)) + plan.row / 2 if line else plan.head / 2
    return QPointF(plan.x(step) + plan.pitch / 2, y)


def shot(tape: Tape) -> QImage:
    return tape.grab().toImage()


# rows ------------------------------------------------------------------------------------------------------


def test_rows_are_the_input_the_named_lines_and_the_states_last() -> None:
    assert rows.names(CELLS["lstm"], False) == ("x", "f", "i", "g", "o", "c", "h")
    assert rows.names(CELLS["lstm"], True) == ("f", "i", "g", "o", "c", "h")
    assert rows.names(CELLS["rnn"], False) == ("x", "a", "h")


@pytest.mark.parametrize("key", sorted(CELLS))
def test_every_cell_has_rows(key: str) -> None:
    run = simulate(Experiment.build(CELLS[key], 4, np.ones((3, 2))))
    for backward in (False, True):
        found = rows.rows(run, backward)
        assert [row.name for row in found if row.effect is None][-1] == run.cell.output
        assert all(len(row.index) == 3 for row in found)


def test_a_cell_of_one_box_shows_what_its_activation_and_its_memory_do(tape: Tape) -> None:
    run = simulate(Experiment.build(CELLS["rnn"], 4, np.ones((3, 2))))
    assert [row.name for row in rows.rows(run, False)] == ["x", "a", "h", "slope", "memory"]
    assert [row.name for row in rows.rows(run, True)] == ["a", "h", "slope"]
    by_name = {row.name: row for row in rows.rows(run, False)}
    np.testing.assert_allclose(by_name["slope"].index / 255, 1 - run.value("h") ** 2, atol=0.002)
    assert (by_name["slope"].line, by_name["memory"].line) == ("h", "a")
    tape.simulation.edit(tape.simulation.setup.with_cell("rnn"))
    tape.simulation.flush()
    place = middle(tape, 1, "slope")
    assert tape.tip(place).startswith("slope, step 2, unit ")
    assert tape.tip(QPointF(4, place.y())) == "slope: what a gradient is multiplied by here, 1 − h²"
    assert tape.tip(QPointF(4, middle(tape, 1, "memory").y())) == "memory: share of U h in the sum"


def test_colours_are_those_of_the_stage(qapp: QApplication) -> None:
    run = simulate(Experiment.build(CELLS["lstm"], 4, np.ones((3, 2))))
    by_name = {row.name: row for row in rows.rows(run, False)}
    for name, role in (("f", "forget"), ("h", None)):
        colors = rows.table(DARK, role)
        for value, index in zip(run.value(name).ravel(), by_name[name].index.ravel(), strict=True):
            shown, wanted = QColor(int(colors[index])), value_color(DARK, value, role)
            assert max(abs(a - b) for a, b in zip(shown.getRgb()[:3], wanted.getRgb()[:3], strict=True)) <= 4


def test_gradients_two_decades_down_are_nothing(qapp: QApplication) -> None:
    exp = Experiment.build(CELLS["rnn_linear"], 1, np.ones((6, 1)))
    run = simulate(exp.with_params({"U": [[0.1]]}))
    index = {row.name: row.index for row in rows.rows(run, True)}["h"].ravel()
    assert index[-1] == 255 and index[-2] == 192 and set(index[:-2]) == {128}


def test_values_that_are_no_numbers_have_colours() -> None:
    x = np.full((400, 1), 1e3)
    exp = Experiment.build(CELLS["rnn_linear"], 2, x).with_params({"U": np.eye(2) * 1e9})
    with np.errstate(all="ignore"):
        run = simulate(exp)
        for backward in (False, True):
            assert all(row.index.dtype == np.uint8 for row in rows.rows(run, backward))


# raster ----------------------------------------------------------------------------------------------------


def linear(factor: float, steps: int, dtype: str = "float64", cell: str = "rnn_linear") -> Run:
    """h = factor * h_prev + x with ones as inputs."""
    exp = Experiment.build(CELLS[cell], 2, np.ones((steps, 1)), dtype=dtype)
    return simulate(exp.with_params({"U": np.eye(2) * factor, "W": np.ones((2, 1))}))


EXTREMES = [
    ((4.0, 2000), False, "overflow"),
    ((4.0, 2000), True, "overflow"),
    ((0.1, 2000), True, "underflow"),
    ((0.1, 200, "float32"), True, "underflow"),
    ((-30.0, 60, "float64", "rnn_relu"), True, "saturated"),
    ((0.0, 60), True, "zero"),
]


@pytest.mark.parametrize(("asked", "backward", "kind"), EXTREMES)
def test_what_no_colour_can_show_is_typed_and_named(tape: Tape, asked, backward: bool, kind: str, caplog) -> None:  # type: ignore[no-untyped-def]
    run = linear(*asked)
    found = {row.name: row for row in rows.rows(run, backward)}["h"]
    assert found.odd is not None and kind in found.odd
    assert found.turned.odd is not None and list(found.turned.odd) == list(found.odd[::-1])
    at = int(np.flatnonzero(found.odd == kind)[0 if backward else -1])  # all of them reached
    put(tape.simulation, run, step=at, pass_="backward" if backward else "forward", line=0)
    while TurnQueue.of(tape.simulation).busy:
        QApplication.processEvents()
    picture = shot(tape)
    assert not caplog.records
    if kind == "overflow":
        assert has(picture, mix(DARK.panel, DARK.error, 0.25))


def test_ordinary_runs_have_nothing_odd() -> None:
    run = linear(0.9, 40)
    assert all(row.odd is None for backward in (False, True) for row in rows.rows(run, backward) if row.name == "h")


def has(image: QImage, color: QColor) -> bool:
    kept = image.convertToFormat(QImage.Format.Format_RGB32)
    return bool(np.any(np.frombuffer(kept.constBits(), np.uint32) == color.rgba()))


def painted(columns: Columns, index: np.ndarray, height: int = 20) -> np.ndarray:
    buffer = np.zeros((height, columns.width), np.uint32)
    row = rows.TapeRow("h", "h", "hidden", False, index.astype(np.uint8), None)
    raster.paint(buffer, 0, height, row, np.arange(1000, 1256, dtype=np.uint32), columns, 7)
    return buffer


def test_every_unit_of_every_step_is_painted_where_it_belongs() -> None:
    columns = Columns(50.0, 0.0, 4, 200)
    index = np.arange(16).reshape(4, 4)
    pixels = painted(columns, index)
    for step in range(4):
        for unit in range(4):
            x = int(columns.unit_left(step, unit, 4) + columns.bar / 8)
            assert pixels[5, x] == 1000 + index[step, unit]
    assert pixels[5, 0] == 7 and pixels[5, 50] == 7


def test_narrow_columns_stack_their_units() -> None:
    pixels = painted(Columns(10.0, 0.0, 20, 200), np.tile(np.arange(8), (20, 1)), height=16)
    assert [int(v) - 1000 for v in pixels[::2, 5]] == list(range(8))


def test_too_many_units_are_averaged() -> None:
    pixels = painted(Columns(10.0, 0.0, 20, 200), np.tile(np.arange(64), (20, 1)), height=16)
    shown = [int(v) - 1000 for v in dict.fromkeys(pixels[:, 5].tolist())]
    assert 4 <= len(shown) <= 16 and shown == sorted(shown)


@pytest.mark.parametrize("pitch", [0.2, 0.9, 2.0, 5.5, 17.3])
@pytest.mark.parametrize("scroll", [0.0, 33.3])
def test_any_pitch_paints_every_pixel(pitch: float, scroll: float) -> None:
    steps = 2000
    columns = Columns(pitch, min(scroll, max(0.0, steps * pitch - 300)), steps, 300)
    pixels = painted(columns, np.random.default_rng(0).integers(0, 256, (steps, 16)))
    assert np.all((pixels == 7) | ((pixels >= 1000) & (pixels < 1256)))


# layout ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(824, 130), (824, 176), (1236, 252), (2472, 504), (300, 90)])
@pytest.mark.parametrize("steps", [1, 12, 60, 2000])
def test_labels_are_never_cut(size: tuple[int, int], steps: int) -> None:
    scale = Scale(720 if size[1] < 200 else 1080)
    plan = TapeLayout(*size, scale, 100, 7, steps)
    assert plan.row >= scale.axis * 1.15
    assert plan.deepest == pytest.approx(max(0, 7 * plan.row - plan.body))
    assert plan.steps * plan.pitch <= plan.span + plan.furthest + 1e-6
    assert plan.step_at(plan.x(steps - 1) + plan.pitch / 2) == steps - 1


# widget ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda t: t.name)
@pytest.mark.parametrize(("steps", "hidden"), [(1, 1), (12, 8), (60, 16), (300, 64), (2000, 16)])
def test_any_length_and_width_is_painted(tape: Tape, theme, steps: int, hidden: int, caplog) -> None:  # type: ignore[no-untyped-def]
    tape.dress(theme, tape.scale)
    give(tape, steps, hidden)
    for direction in ("forward", "backward"):
        tape.simulation.set_pass(direction)
        for size in ((824, 130), (1236, 252), (200, 60)):
            tape.resize(*size)
            shot(tape)
    assert not caplog.records


def test_click_and_drag_scrub(tape: Tape) -> None:
    send(tape, PRESS, middle(tape, 3, "c"))
    assert tape.simulation.cursor.step == 3
    send(tape, MOVE, middle(tape, 6, "h"))
    assert tape.simulation.cursor.step == 6
    send(tape, MOVE, QPointF(9000, 40))
    assert tape.simulation.cursor.step == tape.simulation.run.steps - 1
    send(tape, LET, QPointF(9000, 40))
    send(tape, PRESS, QPointF(5, 60))  # a label is not a step
    assert tape.simulation.cursor.step == tape.simulation.run.steps - 1


def test_a_click_on_a_bar_chooses_its_unit(tape: Tape) -> None:
    plan = tape.plan()
    x = plan.left + plan.columns().unit_left(2, 5, 8) + 3
    send(tape, PRESS, QPointF(x, middle(tape, 2, "c").y()))
    assert tape.simulation.selection.unit == 5


def test_shift_and_drag_on_a_gate_asks_for_a_hold(tape: Tape) -> None:
    asked: list[tuple[str, int, int]] = []
    tape.hold_requested.connect(lambda *a: asked.append(a))
    before = tape.simulation.cursor
    send(tape, PRESS, middle(tape, 5, "f"), SHIFT)
    send(tape, MOVE, middle(tape, 7, "f"), SHIFT)
    shot(tape)
    send(tape, MOVE, middle(tape, 2, "f"), SHIFT)
    send(tape, LET, middle(tape, 2, "f"), SHIFT)
    assert asked == [("f", 2, 5)] and tape.simulation.cursor == before
    send(tape, PRESS, middle(tape, 5, "c"), SHIFT)  # a state is no gate: this scrubs
    send(tape, LET, middle(tape, 5, "c"), SHIFT)
    assert len(asked) == 1 and tape.simulation.cursor.step == 5


def test_steps_being_chosen_end_with_their_sequence(tape: Tape) -> None:
    asked: list[tuple[str, int, int]] = []
    tape.hold_requested.connect(lambda *a: asked.append(a))
    send(tape, PRESS, middle(tape, 5, "f"), SHIFT)
    tape.simulation.edit(tape.simulation.setup.with_sequence(words_sequence(["I", "would"])))
    tape.simulation.flush()
    send(tape, LET, middle(tape, 1, "f"), SHIFT)
    assert asked == []


def test_the_menu_of_a_gate_s_row_offers_stretches(tape: Tape) -> None:
    asked: list[tuple[str, int, int]] = []
    tape.hold_requested.connect(lambda *a: asked.append(a))
    for line in ("c", "f"):
        place = middle(tape, 4, line).toPoint()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, tape.mapToGlobal(place))
        QApplication.sendEvent(tape, event)
    (menu,) = tape.findChildren(HoldSteps)
    for action in menu.actions():
        action.trigger()
    assert asked == [("f", 0, 8), ("f", 4, 4), ("f", 4, 8)]
    menu.close()


def test_a_right_click_on_a_row_chooses_what_leaves_the_cell(tape: Tape) -> None:
    place = middle(tape, 4, "c").toPoint()
    QApplication.sendEvent(tape, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, tape.mapToGlobal(place)))
    (menu,) = tape.findChildren(ReadsMenu)
    lines = {action.data(): action for action in menu.actions() if action.data()}
    assert tuple(lines) == tuple(tape.simulation.cell.by_name) and lines["h"].isChecked()
    lines["c"].trigger()
    menu.close()
    simulation = tape.simulation
    before = simulation.run.value("c")
    simulation.flush()
    assert simulation.cell.output == "c" and simulation.run.fed[-1]
    np.testing.assert_array_equal(simulation.run.value("c"), before)
    simulation.document.undo()
    simulation.flush()
    assert simulation.cell is CELLS["lstm"]


def test_held_steps_are_marked(tape: Tape) -> None:
    plain = shot(tape)
    tape.simulation.edit(tape.simulation.setup.with_hold(Hold("f", 0.9, 2, 4)))
    tape.simulation.flush()
    held = {row.name: row.held for row in tape.rows}["f"]
    assert held is not None and np.flatnonzero(held).tolist() == [2, 3, 4]
    assert shot(tape) != plain


def test_a_word_is_edited_in_place(tape: Tape) -> None:
    typed: list[tuple[int, str]] = []
    tape.word_edited.connect(lambda *a: typed.append(a))
    QTest.mouseDClick(tape, Qt.MouseButton.LeftButton, pos=middle(tape, 3).toPoint())
    assert tape.editor is not None and tape.editor.text() == tape.labels()[3]
    tape.editor.setText(" leave ")
    QTest.keyClick(tape.editor, Qt.Key.Key_Return)
    assert typed == [(3, "leave")] and tape.editor is None


def test_escape_cancels_an_edit_and_focus_loss_commits(tape: Tape) -> None:
    typed: list[tuple[int, str]] = []
    tape.word_edited.connect(lambda *a: typed.append(a))
    tape.edit_word(2)
    tape.editor.setText("no")
    QTest.keyClick(tape.editor, Qt.Key.Key_Escape)
    assert typed == [] and tape.editor is None
    tape.edit_word(2)
    tape.editor.setText("yes")
    tape.editor.clearFocus()
    assert typed == [(2, "yes")]
    QTest.keyClick(tape, Qt.Key.Key_F2)
    assert tape.editor is not None
    QTest.keyClick(tape.editor, Qt.Key.Key_Return)  # unchanged: nothing is said
    assert len(typed) == 1


def test_the_present_step_is_always_in_view(tape: Tape) -> None:
    give(tape, 2000)
    for step in (0, 1999, 1000, 3):
        tape.simulation.go_to_step(step)
        tape.simulation.flush()
        plan = tape.plan()
        assert plan.left - 1 <= plan.x(step) and plan.x(step) + plan.pitch <= plan.left + plan.span + 1


def test_the_wheel_scrolls_and_zooms_under_the_pointer(tape: Tape) -> None:
    give(tape, 2000)
    place = QPointF(600, 80)
    before = tape.plan()
    turn(tape, place, -480)
    assert tape.plan().scroll > before.scroll
    step = tape.plan().step_at(600)
    for _ in range(6):
        turn(tape, place, 120, CTRL)
    assert tape.plan().pitch > 2.5 * before.pitch
    assert abs(tape.plan().step_at(600) - step) <= 1
    for _ in range(40):
        turn(tape, place, -120, CTRL)
    assert tape.plan().furthest == pytest.approx(0)
    shot(tape)


def test_tool_tips_say_name_step_and_value(tape: Tape) -> None:
    plan = tape.plan()
    x = plan.left + plan.columns().unit_left(3, 0, 8) + 3
    value = tape.simulation.run.value("f")[3, 0]
    assert tape.tip(QPointF(x, middle(tape, 3, "f").y())) == f"forget, step 4, unit 1: {value:.2f}"
    assert "f" in tape.tip(QPointF(20, middle(tape, 3, "f").y()))
    assert tape.tip(QPointF(x, 2)) == ""


def test_the_tape_does_not_wait_for_pyqtgraph() -> None:
    code = "import sys, rnnviz.view.tape; sys.exit('pyqtgraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=300, check=False).returncode == 0


def test_screen_readers_hear_where_we_are(tape: Tape) -> None:
    tape.simulation.go_to_step(4)
    tape.simulation.flush()
    assert tape.accessibleName() and tape.labels()[4] in tape.accessibleDescription()


@pytest.mark.parametrize("values", [[1e308, np.inf, np.nan, -np.inf, 0.5], [-1e308, 3.4e38, 1e-320, 0.0, 1.0]])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_no_number_is_too_large_for_a_colour(values: list[float], dtype: type) -> None:
    """What is infinite became 1.8e308, and overflowed when it was stretched to 0..255."""
    with np.errstate(all="ignore"):
        given = np.array(values).astype(dtype)
    for shown, low in ((rows.unsigned(given), 0.0), (rows.signed(given), -1.0)):
        inside = np.nan_to_num(np.clip(np.where(np.isnan(given), 0.0, given), low, 1.0))
        meant = inside * 255 + 0.5 if low == 0 else inside * 127 + 128.5
        assert shown.tolist() == meant.astype(np.uint8).tolist()


@pytest.mark.parametrize(
    ("sequence", "scale", "factor"),
    [("0.5 1 2", 4.0, "4 ×"), ("0.5 1 2", 1.0, ""), ("the film was", 4.0, ""), ("1 2; 3 4", 0.01, "0.01 ×")],
)
def test_it_is_clear_whether_the_number_typed_is_the_number_read(
    make_window: Make, sequence: str, scale: float, factor: str
) -> None:
    """The head shows what the cell reads; what is typed is multiplied first, and the field says by what."""
    window = make_window(replace(Setup.of("rnn", sequence=parse_sequence(sequence)), input_scale=scale))
    tape = window.tape
    tape.edit_word(1)
    editor = tape.editor
    assert editor.times.text() == factor and editor.times.isVisible() == bool(factor)
    assert bool(editor.toolTip()) == (factor in editor.accessibleName() and bool(factor))
    if factor:
        typed = [float(word) for word in editor.text().split()]
        assert [scale * value for value in typed] == pytest.approx(window.simulation.run.value("x")[1].tolist())
        assert editor.textMargins().left() >= editor.times.width() > 0
