"""The story filmed from the menu: what is seen, halt by halt, while the window's own story stays where it is."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnviz.model.setup.sequence import words_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.view.film import dialog as module
from rnnviz.view.film.filming import painted
from rnnviz.view.film.twin import copy_of, prepared
from rnnviz.view.laboratory.place import Laboratory
from rnnviz.view.window import notices
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make, settle

SMALL = 1000, 600


@pytest.fixture
def window(make_window: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setattr(notices.QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "a.gif"), ""))
    monkeypatch.setattr(module, "SIZES", (SMALL,) * 3)
    return make_window(Setup.of("gru", sequence=words_sequence(["a", "b", "c"]), hidden=2), theme="light")


def test_a_film_shows_every_halt_and_leaves_the_window_alone(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.simulation.go_to_step(1)
    window.simulation.set_grain("step")
    before = window.simulation.cursor
    window.commands.do("save_film")
    dialog = window.films.dialog
    assert dialog is not None and "3 pictures, 4 seconds" in dialog._says.text()
    dialog.save.click()
    assert window.films.busy and not dialog.save.isEnabled()
    qtbot.waitUntil(lambda: not window.films.busy, timeout=60_000)
    assert window.simulation.cursor == before and window.films.dialog is None
    with Image.open(tmp_path / "a.gif") as found:
        assert (found.n_frames, found.size) == (3, SMALL)
        found.seek(1)
        shown = np.array(found.convert("RGB"), int)
    twin = prepared(window._twin(copy_of(window.simulation, window.document)), SMALL, "stage")
    settle()
    seen = np.array(painted(twin.whole).image, int)
    off = np.abs(shown - seen).max(axis=2)
    assert (off > 30).mean() < 5e-3 and np.abs(np.roll(shown, 40, 1) - seen).mean() > 3
    twin.close()
    twin.deleteLater()


def test_the_page_that_is_seen_is_filmed_and_cancelled_it_leaves_nothing(window: MainWindow, tmp_path: Path) -> None:
    page = window.places.go("laboratory")
    assert isinstance(page, Laboratory)
    page.turn_to("flat")
    window.commands.do("save_film")
    dialog = window.films.dialog
    assert dialog is not None
    dialog.save.click()
    assert window.films._twin is not None and window.films._twin.places.page.now == "flat"
    while dialog.bar.value() < 1:
        QApplication.processEvents()
    dialog.cancel.click()
    assert not window.films.busy and not (tmp_path / "a.gif").exists()
