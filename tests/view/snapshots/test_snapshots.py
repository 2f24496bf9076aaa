"""Runs that are kept: named, shown again, the ghost of all plots, put beside, and saved with the document."""

from pathlib import Path

import numpy as np
import pytest

from rnnviz.model.setup.setup import Setup
from rnnviz.view.snapshots.snapshot_dialog import NAME, SnapshotDialog
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make, settle


@pytest.fixture
def window(make_window: Make) -> MainWindow:
    return make_window(Setup.of("gru", hidden=3).with_silence(4))


def opened(window: MainWindow) -> SnapshotDialog:
    window.commands.do("snapshots")
    assert window.snapshots.dialog is not None
    return window.snapshots.dialog


def test_any_two_are_compared(window: MainWindow, tmp_path: Path) -> None:
    simulation, document = window.simulation, window.document
    norms = {}
    for gain in (1.0, 2.0, 3.0):
        simulation.edit(simulation.setup.with_weights(gain=gain))
        settle()
        norms[gain] = simulation.run.norms("h").copy()
        window.commands.do("keep_snapshot")
    dialog = opened(window)
    dialog.table.item(0, NAME).setText("  gain\t1 ")
    assert [one.name for one in document.album.snapshots.kept] == ["gain 1", "Run 2", "Run 3"]
    dialog.table.setCurrentCell(1, NAME)
    dialog.back.click()
    dialog.table.setCurrentCell(0, NAME)
    dialog.ghost.click()
    settle()
    assert simulation.reference is not None and dialog.ghost.isChecked()
    np.testing.assert_array_equal(simulation.reference.norms("h"), norms[1.0])
    np.testing.assert_array_equal(simulation.run.norms("h"), norms[2.0])
    content = window.panels["gradient"].ink.content
    assert content.before == "gain 1" and len(content.ghosts) == 1
    dialog.table.item(0, NAME).setText("gain one")
    settle()
    assert window.panels["gradient"].ink.content.before == "gain one"
    assert window.files.save_path(tmp_path / "a.rnnviz") and not window.files.unsaved
    simulation.edit(simulation.setup.with_weights(gain=0.5))
    settle()
    np.testing.assert_array_equal(simulation.reference.norms("h"), norms[1.0])  # an edit is no other ghost
    dialog.drop.click()
    settle()
    assert document.album.ghost is None and simulation.reference is simulation.before.run(0, "forward")
    assert window.files.open_path(tmp_path / "a.rnnviz") and window.simulation.ghost_name == "gain one"
    assert len(document.album.snapshots.kept) == 3


def test_what_cannot_be_done_is_said(window: MainWindow) -> None:
    dialog = opened(window)
    assert not dialog.back.isEnabled() and "Nothing is kept" in dialog._how.text()
    dialog.take.click()
    window.simulation.edit(window.simulation.setup.with_cell("lstm"))
    settle()
    assert not dialog.ghost.isEnabled() and "Other cells" in dialog._how.text()
    dialog.beside.click()
    settle()
    assert [cell.cell.name for cell in window.document.simulations] == ["LSTM", "GRU"]
