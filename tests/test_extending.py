"""What can be added to rnnviz, each added from outside the package: one row of one table and at most one file."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from rnnviz.command_line import parser
from rnnviz.engine import CELLS, Layer
from rnnviz.engine.check import gradient_check
from rnnviz.engine.language import library
from rnnviz.engine.language.ops import FUNCTIONS, Function
from rnnviz.engine.training import tasks
from rnnviz.engine.training.task import Task, data
from rnnviz.engine.training.tasks import TASKS, build_task
from rnnviz.engine.training.train import network_for, train
from rnnviz.io import kinds
from rnnviz.io.kinds import SEQUENCE, Kind
from rnnviz.model.document.change import Change
from rnnviz.model.setup import scenes
from rnnviz.model.setup.scenes import Scene
from rnnviz.model.setup.sequence import Sequence, parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.weights import Weights
from rnnviz.model.story.cursor import Cursor
from rnnviz.opening import opening_of
from rnnviz.view.body import face_table, panel_table, place_table
from rnnviz.view.body.face_table import FACES, FaceRow
from rnnviz.view.body.panel_table import PANELS, HeightShare, PanelRow
from rnnviz.view.body.place_table import PLACES, Place
from rnnviz.view.experiment import knob_table
from rnnviz.view.experiment.knob_range import Range
from rnnviz.view.experiment.knob_table import KNOBS, KnobRow, Shown
from rnnviz.view.widgets.panel import Panel
from rnnviz.view.widgets.paper import Paper, words
from rnnviz.view.window import commands
from rnnviz.view.window.commands import COMMANDS, Command
from rnnviz.view.window.main_window import MainWindow
from rnnviz.view.window.settings import DEFAULTS
from tests.view.conftest import Make, fresh_window, make_window, settle, window

__all__ = ["fresh_window", "make_window", "window"]  # fixtures
BUSY = "still counting"


class StepPlot(Paper):
    """The least that is a plot: a number that follows the story."""

    key = "steps"

    @property
    def title(self) -> str:
        return "Steps so far"

    def take_change(self, what: Change) -> None:
        if Change.PLAYHEAD in what:
            self.setAccessibleDescription(str(self.simulation.cursor.step + 1))
            self.refresh()

    def draw_picture(self, p: QPainter) -> None:
        words(p, 10, 30, str(self.simulation.cursor.step + 1), self.scale.body, self.theme.text)


class Observatory(Panel):
    """The least that is a place."""

    key = "observatory"

    @property
    def title(self) -> str:
        return "Observatory"

    @property
    def busy(self) -> bool:
        return self.objectName() == BUSY


ME = f"{__name__}:"


def test_a_plot_is_a_file_and_a_row(make_window: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = PanelRow("steps", ME + "StepPlot", "right", HeightShare(0.2, 0.2, 0.2, 0.2), fold="steps", late=True)
    before = make_window(remembered=replace(DEFAULTS, fractions={"right/gradient": 0.5}))
    kept = before.memory().fractions
    monkeypatch.setattr(panel_table, "PANELS", (*PANELS, mine))
    window = make_window(remembered=replace(DEFAULTS, fractions=kept))
    plot = window.panels["steps"]
    assert plot.isVisible() and plot.height() > 30 and plot.accessibleName() == "Steps so far"
    assert window.body.fractions["right/gradient"] == kept["right/gradient"], "what somebody chose is not dropped"
    assert window.body.fractions["right/steps"] == 0.2
    window.simulation.next()
    settle()
    assert plot.accessibleDescription() == str(window.simulation.cursor.step + 1)
    window.look.set_theme("light")
    assert plot.theme.name == "light" and plot.scale == window.scale
    slider = window.experiment.knobs["gain"].slider
    slider.setSliderDown(True)
    assert plot.live
    slider.setSliderDown(False)
    assert not plot.live
    window.commands["panel_steps"].trigger()
    assert not plot.isVisible() and "steps" in window.memory().hidden_panels
    QApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
    assert window.commands["panel_steps"].text() == "Steps"


def test_a_place_is_a_file_and_a_row(make_window: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place_table, "PLACES", PLACES[:1])
    assert "place_stage" not in make_window().commands, "of one place alone nothing is shown"
    mine = Place("observatory", "Observatory", ("Ctrl+7",), ME + "Observatory")
    monkeypatch.setattr(place_table, "PLACES", (*PLACES, mine))
    window = make_window()
    assert "observatory" not in window.places.made, "it is made when somebody first goes there"
    QTest.keyClick(window, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    place = window.places.made["observatory"]
    assert window.places.now == "observatory" and place.isVisible() and not window.body.isVisible()
    assert (place.theme, place.scale) == (window.theme, window.scale)
    place.setObjectName(BUSY)
    assert window.busy
    place.setObjectName("")
    QTest.keyClick(window, Qt.Key.Key_Right)
    assert window.simulation.cursor.step == 6, "one story in all places"
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.body.isVisible() and not place.isVisible()


class Diary(Panel):
    """The least that is a face."""

    key = "diary"

    @property
    def title(self) -> str:
        return "Diary"

    def edit_here(self) -> bool:
        self.setAccessibleDescription("typed over")
        return True


def test_a_face_is_a_file_and_a_row(make_window: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = FaceRow("diary", "Diary", ME + "Diary")
    monkeypatch.setattr(face_table, "FACES", (*FACES, mine))
    window = make_window()
    assert "diary" not in window.panels, "it is made when somebody first turns to it"
    button = window.transport.faces.buttons[-1]
    assert button.text() == "Diary" and parser().parse_args(["--panel", "diary"]).panel == "diary"
    button.click()
    settle()
    face = window.panels["diary"]
    assert face.isVisible() and not window.panels["gradient"].isVisible() and window.memory().face == "diary"
    assert (face.theme, face.scale) == (window.theme, window.scale)
    window.commands.do("edit_here")
    assert face.accessibleDescription() == "typed over"
    face.dragged.emit(True)
    assert window.stage.live
    face.dragged.emit(False)
    QTest.keyClick(window, Qt.Key.Key_C)
    assert window.panels["gradient"].isVisible() and not face.isVisible(), "after the last comes the first"


def test_a_knob_is_a_row(make_window: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def show(setup: Setup, layer: int) -> Shown:
        return Shown("Units", setup.layers[layer].hidden, Range(1, 64, whole=True), "hidden")

    def turned(setup: Setup, value: float) -> Setup:
        return setup.with_hidden(int(value))

    monkeypatch.setattr(knob_table, "KNOBS", (*KNOBS, KnobRow("units", show, turned)))
    window = make_window()
    knob = window.experiment.knobs["units"]
    assert knob.isVisibleTo(window) and knob.field.text() == "8" and knob.slider.accessibleName() == "Units"
    knob.slider.setSliderDown(True)
    for position in (200, 250, 300):
        knob.slider.setValue(position)
        settle()
    knob.slider.setSliderDown(False)
    settle()
    assert window.simulation.run.hidden == round(1 + 63 * 0.75) and knob.field.text() == "48"
    window.commands.do("undo")
    settle()
    assert window.simulation.run.hidden == 8 and knob.field.text() == "8", "a drag is one undo"


def test_a_key_is_a_row_and_what_it_does(make_window: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = Command("middle", "step", "To the middle", ("M",))
    monkeypatch.setattr(commands, "COMMANDS", (*COMMANDS, mine))
    window: MainWindow = make_window()
    window.commands.bind({"middle": lambda: window.simulation.go_to_step(window.simulation.steps // 2)})
    QTest.keyClick(window, Qt.Key.Key_M)
    assert window.simulation.cursor.step == window.simulation.steps // 2
    texts = {action.text() for menu in window.menuBar().actions() for action in menu.menu().actions()}
    assert "To the middle" in texts
    window.commands.do("keys")
    settle()
    assert "To the middle" in {label.text() for label in window.findChildren(type(window.transport._title))}


def test_a_scene_is_a_row(make_window: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = Scene(
        "forgets",
        Setup.of("rnn", weights=Weights(gain=0.3)),
        Cursor(step=2),
        "Forgets at once",
        "forgets",
        "Scene: it forgets",
    )
    monkeypatch.setitem(scenes.SCENES, "forgets", mine)
    window = make_window()
    (button,) = (b for b in window.experiment.findChildren(QPushButton) if b.text() == "forgets")
    assert button.accessibleName() == "Scene: it forgets"
    button.click()
    settle()
    assert window.simulation.setup == mine.setup and window.simulation.cursor.step == 2
    assert "Forgets at once" in {action.text() for action in window.menus._scenes.actions()}
    assert opening_of(parser().parse_args(["--scene", "forgets"])).setup == mine.setup


SOFTSIGN = Function(
    "softsign", "ς", lambda a: a / (1 + np.abs(a)), lambda v, a, out=None: 1 / (1 + np.abs(a)) ** 2, by_value=False
)
HOPEFUL = """name = "Hopeful RNN"
source = "nobody yet"
equations = \"\"\"
a = W @ x + U @ h_prev + b   # sum: what is known and what comes in
h = softsign(a)              # squash: slower than tanh
\"\"\"
"""


def test_a_function_is_a_row_and_a_cell_is_a_file(
    make_window: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(FUNCTIONS, "softsign", SOFTSIGN)
    shutil.copytree(library.FOLDER, tmp_path / "cells")
    (tmp_path / "cells" / "hopeful.toml").write_text(HOPEFUL, encoding="utf-8")
    monkeypatch.setattr(library, "FOLDER", tmp_path / "cells")
    window = make_window()
    index = window.transport._cells.findData("hopeful")
    assert window.transport._cells.itemText(index) == "Hopeful RNN" and CELLS["hopeful"].name == "Hopeful RNN"
    window.transport._cells.setCurrentIndex(index)
    window.transport._cells.activated.emit(index)
    settle()
    run = window.simulation.run
    a, h = run.value("a"), run.value("h")
    assert run.cell is CELLS["hopeful"] and np.allclose(h, a / (1 + np.abs(a)), atol=1e-15)
    assert gradient_check(run.experiment).accepted
    assert "ς" in {shape.symbol for shape in window.stage.picture.shapes}


def echo(seed: int = 0, length: int = 6, train: int = 40, heldout: int = 20) -> Task:
    """The answer is the bit that was just read: what a task from outside looks like."""
    bits = np.random.default_rng(seed).integers(2, size=(length, train + heldout))
    inputs, names = bits[:, :, None].astype(float), ("0", "1")
    halves = (slice(None, train), slice(train, None))
    first, second = (data(inputs[:, part], bits[:, part]) for part in halves)
    return Task("echo", "nobody", seed, first, second, "softmax", "cross_entropy", 2, ("bit",), names)


def test_a_task_is_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "TASKS", {**TASKS, "echo": echo})
    task = build_task("echo", seed=3, length=5)
    reports = train(network_for(task, Layer(CELLS["rnn"], 4), seed=0), task)
    losses = [next(reports).score.loss for _ in range(60)]
    assert task.train.inputs.shape == (5, 40, 1) and losses[-1] < 0.5 * losses[0]
    with pytest.raises(tasks.TaskError, match="did you mean echo"):
        build_task("echoo")


def morse(path: Path) -> Sequence:
    """Dots and dashes as words: a reader from outside."""
    return parse_sequence(" ".join(path.read_text(encoding="utf-8").replace(".", "dot ").replace("-", "dash ").split()))


def test_a_kind_of_file_is_a_row_and_its_reader(
    make_window: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(kinds, "KINDS", [*kinds.KINDS, Kind((".morse",), SEQUENCE, ME + "morse")])
    path = tmp_path / "sos.morse"
    path.write_text("...---...")
    window = make_window()
    window.files.open_path(path)
    settle()
    assert window.simulation.setup.words[:9] == ("dot",) * 3 + ("dash",) * 3 + ("dot",) * 3
    assert opening_of(parser().parse_args([str(path)])).setup.words[3] == "dash"
