"""The face of the weights under a hand: pointing, dragging, typing, copying, filling, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rnnviz.engine.experiments.matrices import fill, spectral_norm, spectral_radius
from rnnviz.io.trained import load_trained
from rnnviz.model.setup.answer import Readout
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.weights.matrices import Index, Matrix
from rnnviz.view.look.facts import listening
from rnnviz.view.weights.panel import WeightsPanel
from rnnviz.view.widgets.reads_menu import ReadsMenu
from rnnviz.view.window.main_window import MainWindow
from rnnviz.view.window.settings import DEFAULTS
from tests.view.conftest import Make, settle
from tests.view.window.test_main_window import press

SENTENCE = parse_sequence("the film was not good")
SMALL = Setup.of("lstm", hidden=3, sequence=SENTENCE)


def face(window: MainWindow) -> WeightsPanel:
    window.body.show_face("weights")
    settle()
    panel = window.panels["weights"]
    assert isinstance(panel, WeightsPanel)
    return panel


def matrix(panel: WeightsPanel, own: str, start: bool = False) -> Matrix:
    return next(m for m in panel.drawn.shelf.matrices if (m.own, m.start) == (own, start))


def number(panel: WeightsPanel, own: str, index: Index) -> float:
    settle()
    return float(panel.drawn.numbers[matrix(panel, own)][index])


def place(panel: WeightsPanel, own: str, index: Index) -> QPoint:
    """The middle of a square; where one block is seen at a time its own is shown first."""
    found = matrix(panel, own)
    if panel.places.sheet.tile(found.name, found.start) is None:
        panel.places.unfold(found.line)
    left, top, wide, high = panel.places.sheet.tile(found.name, found.start).of_index(index)
    return QPointF(left + wide / 2, top + high / 2).toPoint()


def point(panel: WeightsPanel, own: str, index: Index) -> None:
    QTest.mouseMove(panel, place(panel, own, index))
    settle()


def take(window: MainWindow, key: str) -> None:
    window.commands.do(key)
    settle()


@pytest.fixture
def panel(make_window: Make) -> WeightsPanel:
    window = make_window(SMALL)
    found = face(window)
    found.test_window = window
    return found


# the faces ---------------------------------------------------------------------------------------------------


def test_the_right_column_turns_by_key_button_and_menu_and_is_remembered(make_window: Make) -> None:
    window = make_window()
    plots, buttons = window.panels["gradient"], window.transport.faces.buttons
    assert plots.isVisible() and "weights" not in window.panels, "a face is made when somebody turns to it"
    press(window, "C")
    assert window.panels["train"].isVisible() and "weights" not in window.panels and buttons[1].isChecked()
    press(window, "C")
    assert window.panels["weights"].isVisible() and not plots.isVisible() and buttons[2].isChecked()
    assert window.memory().face == "weights"
    press(window, "C")
    assert plots.isVisible() and buttons[0].isChecked()
    buttons[2].click()
    settle()
    assert window.panels["weights"].isVisible()
    take(window, "face_plots")
    assert plots.isVisible() and not window.panels["weights"].isVisible()
    for fold in ("panel_plots", "panel_experiment"):
        window.commands[fold].setChecked(False)
    assert not window.body.faces.isVisible(), "of the plots nothing is left"
    press(window, "C")
    press(window, "C")
    assert window.panels["weights"].isVisible()


def test_a_window_opens_with_the_face_it_was_left_with(make_window: Make) -> None:
    from dataclasses import replace

    window = make_window(SMALL, remembered=replace(DEFAULTS, face="weights"))
    assert window.panels["weights"].isVisible() and not window.panels["gradient"].isVisible()
    other = make_window(SMALL, remembered=replace(DEFAULTS, face="no such face"))
    assert other.panels["gradient"].isVisible()


# pointing ----------------------------------------------------------------------------------------------------


def test_pointing_lights_the_wire_rings_what_is_read_and_says_the_share(make_window: Make) -> None:
    with listening() as heard:
        window = make_window(SMALL)
        panel, simulation = face(window), window.simulation
        simulation.go_to_step(3)
        simulation.select(unit=0)
        point(panel, "U_f", (1, 2))
        run = simulation.run
        window.grab()
        stage, strip = heard.of(window.stage), heard.of(window.formula)
    weight, value = run.experiment.params["U_f"][1, 2], run.value("h_prev")[3, 2]
    assert simulation.selection.unit == 1, "its row is the unit that is looked at"
    assert {fact.unit for fact in stage if fact.what == "read"} == {2}
    (said,) = {fact.word for fact in stage if fact.what == "state" and fact.word}
    assert said == f"h₃ {value:.2f}".replace("-", "−")
    (remark,) = [fact.word for fact in strip if fact.what == "remark"]
    numbers = [
        float(n.strip("()").replace("−", "-"))
        for n in remark.replace("=", " ").split()
        if n[-1].isdigit() or n[0] == "("
    ]
    assert numbers[0] == pytest.approx(weight, abs=0.006) and numbers[1] == pytest.approx(value, abs=0.006)
    assert numbers[2] == pytest.approx(weight * value, abs=0.006)
    lit = window.stage._keys()
    assert lit == (f"node:{matrix(panel, 'U_f').operand}",)
    QApplication.sendEvent(panel, QEvent(QEvent.Type.Leave))
    assert simulation.selection.weight is None and simulation.selection.unit == 0, "as it was before"


# changing ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("modifier", "per"), [(Qt.KeyboardModifier.NoModifier, 0.01),
                                               (Qt.KeyboardModifier.ShiftModifier, 0.001)])  # fmt: skip
def test_a_drag_is_a_hundredth_for_a_pixel_and_one_undo(
    panel: WeightsPanel, modifier: Qt.KeyboardModifier, per: float
) -> None:
    window, before = panel.test_window, number(panel, "U_i", (0, 1))
    start = place(panel, "U_i", (0, 1))
    QTest.mousePress(panel, Qt.MouseButton.LeftButton, modifier, start)
    assert window.stage.live
    for up in (3, 11, 20):
        move(panel, start - QPoint(0, up), modifier)
    assert number(panel, "U_i", (0, 1)) == pytest.approx(before + 20 * per)
    QTest.mouseRelease(panel, Qt.MouseButton.LeftButton, modifier, start - QPoint(0, 20))
    assert not window.stage.live
    take(window, "undo")
    assert number(panel, "U_i", (0, 1)) == before and not window.document.can_undo


def move(panel: WeightsPanel, at: QPoint, modifier: Qt.KeyboardModifier) -> None:
    where = QPointF(at)
    event = QMouseEvent(QEvent.Type.MouseMove, where, panel.mapToGlobal(where), Qt.MouseButton.NoButton,
                        Qt.MouseButton.LeftButton, modifier)  # fmt: skip
    QApplication.sendEvent(panel, event)
    settle()


@pytest.mark.parametrize(("text", "value"), [("0.5", 0.5), ("0,25", 0.25), ("1/3", 1 / 3), ("-2", -2.0)])
def test_a_number_is_typed_over_its_square_and_tab_goes_on(panel: WeightsPanel, text: str, value: float) -> None:
    QTest.mouseDClick(panel, Qt.MouseButton.LeftButton, pos=place(panel, "U_f", (0, 2)))
    QTest.keyClicks(panel.editor, text)
    QTest.keyClick(panel.editor, Qt.Key.Key_Tab)
    assert number(panel, "U_f", (0, 2)) == pytest.approx(value)
    assert panel.desk.square == (matrix(panel, "U_f"), (1, 0)), "after the row's last square comes the next row's first"
    QTest.keyClicks(panel.editor, "9")
    QTest.keyClick(panel.editor, Qt.Key.Key_Escape)
    assert number(panel, "U_f", (1, 0)) != 9
    take(panel.test_window, "undo")
    assert number(panel, "U_f", (0, 2)) != pytest.approx(value)


def test_f2_types_over_the_chosen_square_and_keys_move_and_nudge(panel: WeightsPanel) -> None:
    window = panel.test_window
    panel.choose(matrix(panel, "U_f"), (1, 1))
    press(window, "F2")
    assert panel.editor.isVisible()
    press(window, "Esc")
    before = number(panel, "U_f", (0, 2))
    for key in ("Up", "Right", "Right"):
        press(window, key)
    assert panel.desk.square == (matrix(panel, "U_f"), (0, 2))
    press(window, "+")
    assert number(panel, "U_f", (0, 2)) == pytest.approx(before + 0.01)
    press(window, "-")
    assert number(panel, "U_f", (0, 2)) == pytest.approx(before)
    step = window.simulation.cursor.step
    press(window, "PgDown")
    assert window.simulation.cursor.step == step + 1, "a remote moves the story all the same"
    press(window, "Esc")
    press(window, "Right")
    assert window.simulation.cursor.step == step + 2, "and the keys are the story's again"


def test_a_matrix_goes_to_a_spreadsheet_and_back_in_one_undo(panel: WeightsPanel) -> None:
    window, own = panel.test_window, matrix(panel, "U_g")
    panel.choose(own, None)
    press(window, "Ctrl+C")
    rows = [row.split("\t") for row in QApplication.clipboard().text().split("\n")]
    numbers = np.array(rows, float)
    assert np.array_equal(numbers, window.simulation.run.experiment.params["U_g"])
    QApplication.clipboard().setText("\n".join("\t".join(f"{2 * n:.6f}" for n in row) for row in numbers))
    press(window, "Ctrl+V")
    settle()
    assert np.allclose(window.simulation.run.experiment.params["U_g"], 2 * numbers, atol=1e-6)
    take(window, "undo")
    assert np.array_equal(window.simulation.run.experiment.params["U_g"], numbers) and not window.document.can_undo
    panel.choose(own, (0, 1))
    QApplication.clipboard().setText("1/4")
    press(window, "Ctrl+V")
    assert number(panel, "U_g", (0, 1)) == 0.25


@pytest.mark.parametrize(
    ("text", "why"), [("1\t2", "U_f takes 3 × 3 numbers, what was copied has 1 × 2."), ("x", "“x” is not a number"),
                      ("", "there is no number in what was copied."), ("9e9", "a weight is a number from")],
)  # fmt: skip
def test_what_cannot_be_pasted_is_said_and_changes_nothing(panel: WeightsPanel, text: str, why: str) -> None:
    before = panel.simulation.setup
    panel.choose(matrix(panel, "U_f"), (0, 0))
    QApplication.clipboard().setText(text)
    press(panel.test_window, "Ctrl+V")
    assert panel.tools.why.text().startswith(why) and panel.tools.why.isVisible()
    assert panel.tools.number.property("bad") and panel.simulation.setup == before
    panel.choose(matrix(panel, "U_f"), (0, 1))
    assert not panel.tools.why.isVisible() and not panel.tools.number.property("bad")


def type_into(field: object, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()


def test_radius_norm_and_gain_are_typed_and_scale(panel: WeightsPanel) -> None:
    own, run = matrix(panel, "U_o"), lambda: panel.simulation.run.experiment.params["U_o"]
    panel.choose(own, None)
    before = run()
    type_into(panel.tools.radius, "0,9")
    assert spectral_radius(run()) == pytest.approx(0.9) and panel.tools.radius.text() == "0.90"
    type_into(panel.tools.norm, "2")
    assert spectral_norm(run()) == pytest.approx(2)
    scaled = run()
    type_into(panel.tools.gain, "1/2")
    assert np.allclose(run(), scaled / 2) and panel.tools.gain.text() == "0.50"
    for _ in range(3):
        take(panel.test_window, "undo")
    assert np.array_equal(run(), before) and panel.tools.gain.text() == "1.00"


def test_a_dragged_gain_is_one_undo(panel: WeightsPanel) -> None:
    panel.choose(matrix(panel, "W_f"), None)
    before = panel.simulation.run.experiment.params["W_f"]
    slider = panel.tools.slider
    slider.setSliderDown(True)
    for position in (150, 200, 300):
        slider.setValue(position)
        settle()
    slider.setSliderDown(False)
    settle()
    assert np.allclose(panel.simulation.run.experiment.params["W_f"], before * 3)
    take(panel.test_window, "undo")
    assert np.array_equal(panel.simulation.run.experiment.params["W_f"], before)
    assert not panel.test_window.document.can_undo


def test_a_square_hidden_under_the_hand_is_let_go(panel: WeightsPanel) -> None:
    tile = panel.places.sheet.tiles[0]
    heard: list[bool] = []
    panel.dragged.connect(heard.append)
    at = QRectF(*tile.of_index((0, 0))).center().toPoint()
    QTest.mousePress(panel, Qt.MouseButton.LeftButton, pos=at)
    assert heard == [True] and panel.test_window.panels["map"].live
    panel.hide()
    assert heard == [True, False] and not panel.test_window.panels["map"].live


def test_the_radius_of_zeros_cannot_be_scaled(panel: WeightsPanel) -> None:
    panel.choose(matrix(panel, "U_f"), None)
    panel.tools.rules["zeros"].click()
    settle()
    assert not panel.simulation.run.experiment.params["U_f"].any()
    before = panel.simulation.setup
    type_into(panel.tools.radius, "1")
    assert panel.tools.why.text() == "its spectral radius is 0: no factor makes it 1."
    assert panel.simulation.setup == before


def test_rules_fill_one_matrix_or_all_by_their_seed(panel: WeightsPanel) -> None:
    panel.choose(matrix(panel, "U_f"), None)
    panel.tools.seed.setValue(7)
    panel.tools.rules["orthogonal"].click()
    settle()
    params = panel.simulation.run.experiment.params
    assert np.allclose(params["U_f"], fill("orthogonal", "0.U_f", (3, 3), 7, 3))
    assert not np.allclose(params["U_i"] @ params["U_i"].T, np.eye(3))
    panel.tools.all.setChecked(True)
    panel.tools.rules["xavier"].click()
    settle()
    params = panel.simulation.run.experiment.params
    for own in ("W_f", "U_o"):
        assert np.allclose(params[own], fill("xavier", f"0.{own}", params[own].shape, 7, 3))
    panel.choose(matrix(panel, "b_f"), None)
    panel.tools.all.setChecked(False)
    panel.tools.rules["xavier"].click()
    assert "only ones, uniform, zeros fill it" in panel.tools.why.text()


def test_the_start_of_a_state_is_typed_where_it_stands(panel: WeightsPanel) -> None:
    panel.choose(matrix(panel, "c", start=True), (1,))
    assert panel.edit_here()
    QTest.keyClicks(panel.editor, "0.75")
    QTest.keyClick(panel.editor, Qt.Key.Key_Return)
    settle()
    assert panel.simulation.run.experiment.start["c"][0, 1] == 0.75


# other networks ----------------------------------------------------------------------------------------------


def test_the_chips_lead_through_layers_and_directions_and_another_cell_is_another_sheet(make_window: Make) -> None:
    layers = (LayerChoice("lstm", hidden=3), LayerChoice("gru", hidden=2, direction="both"))
    window = make_window(Setup(layers, sequence=SENTENCE))
    panel = face(window)
    assert panel.places.seats.names == ("0:forward", "1:forward", "1:backward")
    panel.places.seats.chosen.emit("1:backward")
    settle()
    assert window.simulation.seat == (1, "backward")
    assert {m.name for m in panel.drawn.shelf.matrices if not m.start} == {
        f"1.backward.{own}" for own in window.simulation.cell.params
    }
    panel.choose(matrix(panel, "U_z"), (1, 0))
    panel.desk.hand.set_number(matrix(panel, "U_z"), (1, 0), 0.5)
    assert number(panel, "U_z", (1, 0)) == window.simulation.runs[1][1].experiment.params["U_z"][1, 0] == 0.5
    window.simulation.edit(window.simulation.setup.with_cell("rnn", layer=1))
    settle()
    assert {m.own for m in panel.drawn.shelf.matrices} == {"W", "U", "b", "h"}


def test_a_readout_is_edited_with_the_layer_it_reads(make_window: Make) -> None:
    window = make_window(load_trained("slot_filling"))
    panel = face(window)
    panel.choose(matrix(panel, "V"), (1, 2))
    type_into(panel.tools.number, "3")
    assert window.simulation.result.whole.network.params["V"][1, 2] == 3.0
    assert window.simulation.setup.learned is not None


def test_a_right_click_chooses_what_the_read_out_reads(make_window: Make) -> None:
    window = make_window(SMALL.with_readout(Readout("softmax", ("yes", "no"))))
    found = face(window)
    found.customContextMenuRequested.emit(place(found, "V", (0, 0)))
    (menu,) = found.findChildren(ReadsMenu)
    assert menu.title() == "The read-out reads"
    next(action for action in menu.actions() if action.data() == "c").trigger()
    menu.close()
    settle()
    answers = window.simulation.result.answers
    assert answers is not None and matrix(found, "V").reads == "c"
    np.testing.assert_array_equal(answers.heard, window.simulation.run.value("c"))


def test_cells_without_anything_to_learn_and_what_is_not_finite_are_shown(make_window: Make) -> None:
    from rnnviz.model.draft.draft import OWN_KEY

    window = make_window(SMALL)
    panel = face(window)
    window.simulation.edit(
        window.simulation.setup.with_cell(
            OWN_KEY, 'name = "n"\nsource = "s"\nequations = """\nh = tanh(0.5 * h_prev)\n"""\n'
        )
    )
    settle()
    assert [m.start for m in panel.drawn.shelf.matrices] == [True]
    window.grab()


def test_means_of_several_numbers_are_only_looked_at(make_window: Make) -> None:
    words = parse_sequence(" ".join(f"w{n}" for n in range(120)))
    window = make_window(Setup.of("lstm", hidden=64, sequence=words))
    panel = face(window)
    own = matrix(panel, "U_f")
    assert panel.places.sheet.tile(own.name).averaged
    before = window.simulation.setup
    start = place(panel, "U_f", (0, 0))
    QTest.mousePress(panel, Qt.MouseButton.LeftButton, pos=start)
    move(panel, start - QPoint(0, 20), Qt.KeyboardModifier.NoModifier)
    QTest.mouseRelease(panel, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseDClick(panel, Qt.MouseButton.LeftButton, pos=start)
    assert panel.tools.why.text() == "these squares show means of several numbers and cannot be edited."
    assert not panel.editor.isVisible() and window.simulation.setup == before
    assert panel.tools.number.isReadOnly()


def test_another_cell_is_dressed_before_it_is_told_of(panel: WeightsPanel) -> None:
    """A row of the comparison comes to the stage, and in the same turn of the event loop the theme changes."""
    document, window = panel.test_window.document, panel.test_window
    other = document.add(Setup.of("gru", hidden=2, sequence=SENTENCE))
    settle()
    panel.choose(matrix(panel, "U_f"), (0, 1))
    document.exchange(window.simulation, other)
    window.look.toggle_theme()
    assert panel.drawn.run is window.simulation.run and matrix(panel, "U_z") in panel.drawn.numbers
