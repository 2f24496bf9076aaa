"""A file that holds a large experiment: it is computed while the window answers, and may be given up."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rnnviz import app
from rnnviz.command_line import parser
from rnnviz.io.document import save
from rnnviz.io.formats.saved import Saved
from rnnviz.model.setup import runs
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor
from rnnviz.opening import opening_of
from tests.view.conftest import Make

SETUP = Setup((LayerChoice("lstm", hidden=3, direction="both"), LayerChoice("gru", hidden=2)))


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A document; every network of more than one run is large."""
    monkeypatch.setattr(runs, "HEAVY", 0)
    save(tmp_path / "large.rnnviz", Saved(SETUP, Cursor(3), 0, (), 0))
    return tmp_path / "large.rnnviz"


def test_at_the_start_it_is_computed_in_the_window(path: Path, qtbot: QtBot) -> None:
    arguments = parser().parse_args([str(path), "--screenshot", "x.png"])
    window = app._window(opening_of(arguments), arguments)
    qtbot.addWidget(window)
    simulation = window.simulation
    assert window.busy and simulation.setup == SETUP and simulation.result.setup != SETUP
    qtbot.waitUntil(lambda: not window.document.turns.busy)
    assert simulation.result.setup == SETUP and simulation.cursor.step == 3
    assert window.files.path == path and not window.files.unsaved


@pytest.mark.parametrize("computed", [False, True])
def test_a_file_that_is_given_up_is_not_the_one_that_is_saved(
    make_window: Make, path: Path, qtbot: QtBot, computed: bool
) -> None:
    """Else the next Ctrl+S would write what is on screen over it."""
    window = make_window()
    shown = window.simulation.setup
    assert window.files.open_path(path) and window.files.path == path
    if computed:
        qtbot.waitUntil(lambda: not window.document.turns.busy)
    window.commands.do("escape")
    assert (window.simulation.setup == SETUP) is computed and (window.simulation.setup == shown) is not computed
    assert window.files.path == (path if computed else None)


def test_an_edit_that_is_given_up_leaves_the_file_open(make_window: Make, path: Path, qtbot: QtBot) -> None:
    window = make_window()
    window.files.open_path(path)
    qtbot.waitUntil(lambda: not window.document.turns.busy)
    window.simulation.edit(SETUP.with_weights(gain=2.0))
    window.document.flush()
    window.commands.do("escape")
    assert window.simulation.setup == SETUP and window.files.path == path
