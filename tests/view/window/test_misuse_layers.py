"""What a hurried hand does with several layers: what is typed for one must not land in another, or bring it back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QSpinBox

from rnnviz.model.picture.pointing import wire_key
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.weights import Weights
from rnnviz.view.cell_editor import CellEditor
from rnnviz.view.experiment.network_dialog import NetworkDialog
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make, settle
from tests.view.window.test_main_window import press

STATIC = 'name = "Static"\nequations = """\nh = relu(W @ x + b)\n"""\n'
PLAIN = 'name = "Plain"\nequations = """\nh = tanh(W @ x + U @ h_prev + b)\n"""\n'
READ_OUT = 'name = "Tells"\noutput = "y"\nequations = """\nh = tanh(W @ x + U @ h_prev)\ny = sigmoid(V @ h)\n"""\n'


@pytest.fixture
def window(make_window: Make) -> MainWindow:
    return make_window(Setup((LayerChoice(), LayerChoice())))


def list_of_layers(window: MainWindow) -> NetworkDialog:
    window.edits.show_layers()
    found = window.findChild(NetworkDialog)
    assert isinstance(found, NetworkDialog)
    found.activateWindow()
    settle()
    return found


def half_typed(field: QLineEdit | QSpinBox, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def editor_of(window: MainWindow) -> CellEditor:
    assert window.cells.editor is not None
    return window.cells.editor


def rename(editor: CellEditor, name: str) -> None:
    editor.history.push(editor.draft.named(name))
    editor.resume(editor.draft)
    editor.flush()


def test_a_weight_half_typed_does_not_land_in_another_layer(window: MainWindow) -> None:
    window.simulation.select(pins=("line:f",))
    settle()
    (card,) = window.inspector.cards.values()
    card.edit(0)
    half_typed(card.editor, "3.25")
    press(window, "Ctrl+Up")
    assert window.simulation.seat == (1, "forward")
    assert card.editor.isHidden()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert window.simulation.setup.weights == Weights()


def test_a_size_half_typed_does_not_land_in_another_layer(window: MainWindow) -> None:
    hidden, _ = window.experiment.spins
    half_typed(hidden, "5")
    press(window, "Ctrl+Up")
    assert hidden.text() == "8"
    QTest.keyClick(hidden, Qt.Key.Key_Return)
    settle()
    assert [layer.hidden for layer in window.simulation.setup.layers] == [8, 8]


def test_a_size_half_typed_does_not_bring_back_a_layer_that_went(window: MainWindow) -> None:
    simulation = window.simulation
    simulation.edit(simulation.setup.with_layers((*simulation.setup.layers, LayerChoice("gru", hidden=4))))
    dialog = list_of_layers(window)
    half_typed(dialog.rows[-1].hidden, "7")
    simulation.document.undo()
    settle()
    assert [layer.hidden for layer in simulation.setup.layers] == [8, 8]
    dialog.close()


def test_a_size_half_typed_in_the_list_counts_when_the_window_closes(window: MainWindow) -> None:
    half_typed(list_of_layers(window).rows[1].hidden, "7")
    window.close()
    assert [layer.hidden for layer in window.simulation.setup.layers] == [8, 7]


def test_the_list_closes_with_its_window_whoever_has_the_keyboard(window: MainWindow) -> None:
    """Later, when Qt destroys it, there is no simulation to take the size any more."""
    dialog = list_of_layers(window)
    dialog.rows[1].hidden.lineEdit().setText("7")
    assert QApplication.focusWidget() is not dialog.rows[1].hidden
    window.close()
    assert not dialog.isVisible()
    assert [layer.hidden for layer in window.simulation.setup.layers] == [8, 7]


def test_a_card_of_the_pointer_goes_with_its_cell(window: MainWindow) -> None:
    simulation = window.simulation
    picture = window.stage.picture
    wires = [wire_key(picture, piece) for piece in picture.pieces]
    wire = next(key for key in wires if key.startswith("node:"))
    simulation.select(hover=wire)
    window.inspector._open_hover()
    assert window.inspector.keys() == (wire,)
    simulation.edit(simulation.setup.with_cell("lstm_1997"))
    settle()
    assert window.inspector.keys() == () and not window.inspector.isVisible()


def test_black_stays_black_while_the_story_goes_on(window: MainWindow) -> None:
    window.simulation.select(pins=("line:f",))
    settle()
    press(window, "B")
    for key in ("Right", "Ctrl+Up", "D", "Ctrl+N"):
        press(window, key)
    middle = window.inspector.geometry().center()
    assert window.grab().toImage().pixelColor(middle).lightness() == 0
    assert window.childAt(middle) is window.presenter._black


def test_a_cell_is_saved_in_its_own_layer_and_file(window: MainWindow, tmp_path: Path) -> None:
    low, top = tmp_path / "low.toml", tmp_path / "top.toml"
    low.write_text(STATIC)
    top.write_text(PLAIN)
    window.cells.open_path(low)
    window.simulation.visit(1, "forward")
    window.cells.open_path(top)
    window.simulation.visit(0, "forward")
    window.cells.edit()
    window.simulation.visit(1, "forward")  # as the list of layers does
    rename(editor_of(window), "Changed")
    window.cells.save()
    settle()
    assert low.read_text().startswith('name = "Changed"') and top.read_text() == PLAIN
    assert [layer.cell.name for layer in window.simulation.setup.layers] == ["Changed", "Plain"]
    assert window.simulation.seat == (0, "forward")


def test_undo_in_the_list_of_layers_is_the_lists_while_a_cell_is_typed(window: MainWindow) -> None:
    simulation = window.simulation
    window.cells.edit()
    rename(editor_of(window), "Changed")
    dialog = list_of_layers(window)
    dialog.add.click()
    settle()
    count = len(simulation.setup.layers)
    dialog.add.setFocus()
    for key, expected in (("Ctrl+Z", count - 1), ("Ctrl+Shift+Z", count), ("Ctrl+Z", count - 1), ("Ctrl+Y", count)):
        press(window, key)
        assert len(simulation.setup.layers) == expected and editor_of(window).draft.name == "Changed"
    window.cells.leave()


def test_drafts_of_two_cells_are_both_kept(window: MainWindow) -> None:
    simulation = window.simulation
    simulation.edit(simulation.setup.with_cell("gru", "", 1))
    for layer, name in ((0, "Below"), (1, "Above")):
        simulation.visit(layer, "forward")
        window.cells.edit()
        rename(editor_of(window), name)
        window.cells.leave()
    for layer, name in ((0, "Below"), (1, "Above")):
        simulation.visit(layer, "forward")
        window.cells.edit()
        assert editor_of(window).draft.name == name
        window.cells.leave()


def test_a_cell_with_an_answer_is_opened_below_a_layer_that_reads_it(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "tells.toml").write_text(READ_OUT)
    window.cells.open_path(tmp_path / "tells.toml")
    settle()
    simulation = window.simulation
    assert simulation.setup.layers[0].cell.name == "Tells" and not window.experiment.scenes.error.text()
    np.testing.assert_array_equal(simulation.runs[1][0].value("x"), simulation.runs[0][0].value("y"))
