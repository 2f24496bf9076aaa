"""Own data in the window: a folder or a table becomes the task, bad ones change nothing but say why."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QInputDialog

from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.own import OwnData
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make, settle

THINGS = ("film", "food", "room", "song", "book")


@pytest.fixture
def window(make_window: Make) -> MainWindow:
    found = make_window(Setup.of("rnn", hidden=3))
    settle()
    return found


def own(window: MainWindow) -> OwnData:
    settle()
    learned = window.simulation.setup.learned
    assert learned is not None and learned.own is not None
    return learned.own


def test_a_folder_is_dropped_and_undone(window: MainWindow, tmp_path: Path) -> None:
    for label in ("good", "bad"):
        (tmp_path / f"{label}.txt").write_text("\n".join(f"the {thing} was {label}" for thing in THINGS))
    before = window.simulation.setup
    assert window.files.open_path(tmp_path)
    assert len(own(window).sentences) == 10 and window.simulation.setup.layers == before.layers
    assert window.body.faces.now == "train"
    assert window.panels["train"].controls.task.currentText() == tmp_path.name
    window.commands.do("undo")
    settle()
    assert window.simulation.setup == before


def test_the_column_of_a_table_is_asked_for_where_the_training_is_in_sight(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("a,b\n" + "\n".join(f"{n * n % 7}.5,{n % 5}.25" for n in range(240)))
    asked = []

    def choose(*arguments: object) -> tuple[str, bool]:
        asked.append(arguments[3:5])
        return "a", True

    monkeypatch.setattr(QInputDialog, "getItem", choose)
    window.body.show_face("train")
    assert window.files.open_path(path)
    assert asked == [(("a", "b"), 1)] and own(window).target == 0
    kept = window.simulation.setup
    path.write_text("a,b\n1.5,2.5\n2.5,1.5")
    assert not window.files.open_path(path)
    settle()
    assert window.simulation.setup == kept
