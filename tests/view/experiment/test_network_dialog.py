"""The list of layers, by real keys and clicks: every choice is an edit, and the stage follows."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.view.experiment.network_dialog import NetworkDialog, weight_count
from tests.view.conftest import settle

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def dialog(window):
    QTest.keyClick(window, Qt.Key.Key_N)
    settle()
    found = window.findChild(NetworkDialog)
    assert found.isVisible()
    yield found
    found.close()
    settle()


def choose(box: QComboBox, index: int) -> None:
    box.setCurrentIndex(index)
    box.activated.emit(index)
    settle()


def test_layers_are_added_changed_and_removed(window, dialog):
    simulation = window.simulation
    QTest.mouseClick(dialog.add, LEFT)
    settle()
    assert len(dialog.rows) == 2 and len(simulation.runs) == 2
    row = dialog.rows[1]
    choose(row.cell, row.cell.findData("gru"))
    choose(row.reading, 2)
    row.hidden.setValue(3)
    settle()
    assert simulation.setup.layers[1:] == (LayerChoice("gru", hidden=3, direction="both"),)
    QTest.mouseClick(row.seat, LEFT)
    settle()
    assert simulation.cursor.layer == 1 and simulation.cell.name.startswith("GRU")
    assert window.transport._layers.text() == "layer 2/2 →"
    QTest.mouseClick(dialog.rows[0].remove, LEFT)
    settle()
    assert len(dialog.rows) == 1 and simulation.setup.layers == (LayerChoice("gru", hidden=3, direction="both"),)
    assert not dialog.rows[0].remove.isEnabled()
    for _ in range(5):
        simulation.document.undo()
    settle()
    assert simulation.setup.alone and simulation.setup.layers[0].cell_key == "lstm" and len(dialog.rows) == 1


def test_a_cell_chosen_in_the_list_is_one_chosen_above_the_stage(window, dialog):
    simulation = window.simulation
    start = replace(simulation.setup.with_weights(keep_bias=3.0), holds=(Hold("f", 1.0),))
    simulation.edit(start)
    window.edits.choose_cell("gru", "")
    chosen = simulation.setup
    simulation.edit(start)
    settle()
    choose(dialog.rows[0].cell, dialog.rows[0].cell.findData("gru"))
    assert simulation.setup == chosen and chosen.weights.keep_bias is None


def test_a_hold_stays_with_its_layer_when_one_below_is_removed(window, dialog):
    simulation = window.simulation
    QTest.mouseClick(dialog.add, LEFT)
    simulation.edit(simulation.setup.with_hold(Hold("f", 1.0, layer=1)))
    settle()
    QTest.mouseClick(dialog.rows[0].remove, LEFT)
    settle()
    assert simulation.setup.holds == (Hold("f", 1.0),)
    simulation.document.undo()
    simulation.flush()
    assert simulation.setup.holds == (Hold("f", 1.0, layer=1),)


def test_the_layer_on_the_stage_stays_there_when_one_below_is_removed(window, dialog):
    simulation = window.simulation
    simulation.edit(simulation.setup.with_layers(tuple(LayerChoice(key, hidden=3) for key in ("rnn", "gru", "mgu"))))
    settle()
    QTest.mouseClick(dialog.rows[1].seat, LEFT)
    QTest.mouseClick(dialog.rows[0].remove, LEFT)
    settle()
    assert simulation.cell.name == "GRU" and simulation.cursor.layer == 0 and dialog.rows[0].seat.isChecked()


def test_the_list_ends_at_four_layers_and_counts_their_numbers(window, dialog):
    for _ in range(3):
        QTest.mouseClick(dialog.add, LEFT)
        settle()
    assert len(dialog.rows) == 4 and not dialog.add.isEnabled()
    width = len(window.simulation.setup.columns)
    assert weight_count(window.simulation) == 4 * 8 * (width + 8 + 1) + 3 * 4 * 8 * (8 + 8 + 1)
    assert f"{weight_count(window.simulation):,}" in dialog._count.text()


def test_float32_is_said_on_the_stage(window, dialog):
    QTest.keyClick(dialog.single, Qt.Key.Key_Space)
    settle()
    assert window.simulation.run.experiment.dtype == "float32"
    assert "float32" in window.stage._scene(window.simulation.cursor).chips
    window.simulation.document.undo()
    settle()
    assert not dialog.single.isChecked()


def test_undo_works_while_the_keyboard_is_in_the_list(window, dialog):
    dialog.activateWindow()
    QTest.mouseClick(dialog.add, LEFT)
    settle()
    dialog.rows[0].remove.setFocus()
    QTest.keyClick(dialog.rows[0].remove, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert len(dialog.rows) == 1
    QTest.keyClick(dialog.add, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert len(dialog.rows) == len(window.simulation.setup.layers) == 2
    QTest.keyClick(dialog.add, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert window.simulation.seat == (1, "forward") and dialog.rows[1].seat.isChecked()


def test_asked_for_again_the_same_list_comes(window, dialog):
    window.edits.show_layers()
    assert window.findChildren(NetworkDialog) == [dialog]


def test_keys_go_from_layer_to_layer(make_window):
    window = make_window(Setup((LayerChoice("rnn", hidden=4), LayerChoice("lstm", hidden=3, direction="both"))))
    simulation = window.simulation
    QTest.keyClick(window, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert simulation.seat == (1, "forward")
    QTest.keyClick(window, Qt.Key.Key_D)
    assert simulation.seat == (1, "backward")
    scene = window.stage._scene(simulation.cursor)
    assert scene.chips[:2] == ("layer 2 of 2", "reads from the end") and scene.word == "h of layer 1"
    QTest.keyClick(window, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert simulation.seat == (0, "forward")
    assert not window.commands["way"].isEnabled()


@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_the_whole_story_of_a_network_is_painted(make_window, direction):
    above = (LayerChoice("lstm", hidden=3, direction="both", merge="sum"), LayerChoice("gru", hidden=2))
    window = make_window(Setup((LayerChoice("rnn", hidden=4), *above)))
    simulation = window.simulation
    simulation.set_pass(direction)
    simulation.to_start()
    seen = set()
    while not simulation.score.at_end(simulation.cursor):
        seen.add((simulation.cursor.layer, simulation.cursor.way))
        window.grab()
        simulation.whole_step(4)
        simulation.next()
    assert len(seen) == 4
    assert not window.stage._said  # nothing failed while painting


@pytest.mark.parametrize("act", ["cell", "units", "reading", "remove"])
def test_a_row_whose_layer_is_gone_changes_nothing(window, dialog, act):
    """Another experiment is opened, and one of the rows is used before they hear of it: found by random events."""
    simulation = window.simulation
    QTest.mouseClick(dialog.add, LEFT)
    settle()
    row = dialog.rows[1]
    alone = Setup.of("gru")
    simulation.edit(alone)
    match act:
        case "cell":
            row._cell_chosen(row.cell.findData("rnn"))
        case "units":
            row._size_chosen(3)
        case "reading":
            row._reading_chosen(1)
        case "remove":
            row._removed()
    assert simulation.setup == alone
    settle()
    assert len(dialog.rows) == 1
