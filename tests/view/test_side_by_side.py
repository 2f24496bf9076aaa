"""Three stages, two tapes and two windows look at simulations of one document; one window closes, the others go on."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rnnviz.app import make_application
from rnnviz.model.document.document import Document
from rnnviz.model.setup.setup import Setup
from rnnviz.view.stage import Stage
from rnnviz.view.tape import Tape
from rnnviz.view.window.main_window import MainWindow
from rnnviz.view.window.settings import DEFAULTS
from tests.view.conftest import settle


class Bench:
    """What looks at the document."""

    def __init__(self) -> None:
        make_application()
        self.document = Document(Setup.of("lstm", hidden=3))
        self.document.add(Setup.of("gru", hidden=4))
        self.document.add(Setup.of("rnn", hidden=2))
        self.lstm, self.gru, self.rnn = self.document.simulations
        self.holder = QWidget()
        self.stages = [Stage(simulation, self.holder) for simulation in self.document.simulations]
        self.tapes = [Tape(self.lstm, self.holder), Tape(self.gru, self.holder)]
        for panel in (*self.stages, *self.tapes):
            panel.resize(700, 300)
        self.windows = [MainWindow(self.document, "dark", DEFAULTS, shown) for shown in (self.lstm, self.rnn)]
        self.holder.show()
        for window in self.windows:
            window.resize(1280, 720)
            window.show()
            window.make_plots()
        settle()


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    found = Bench()
    yield found
    for widget in (found.holder, *found.windows):
        if shiboken6.isValid(widget):
            widget.close()
            widget.deleteLater()
    found.windows.clear()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()


def check(bench: Bench) -> None:
    """Every picture is of its own simulation, at the one place of the story."""
    step = bench.document.playhead.step
    shown = [stage for stage in bench.stages] + [w.stage for w in bench.windows if shiboken6.isValid(w)]
    for stage in shown:
        simulation = stage.simulation
        assert simulation.cursor.step == step
        assert f"step {step + 1} of" in stage.accessibleDescription()
        assert stage.accessibleDescription().startswith(simulation.cell.name)
    for tape in bench.tapes:
        assert tape.now == step and tape._shown is tape.simulation.run
        tape.grab()
    for window in bench.windows:
        if shiboken6.isValid(window):
            assert window.tape.now == step and window.tape._shown is window.simulation.run
            assert window.simulation.cell.name in window.windowTitle()
            window.grab()


def test_panels_of_several_simulations_stand_side_by_side(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    check(bench)
    for act in (
        bench.lstm.next,
        bench.gru.next,
        bench.rnn.to_end,
        bench.lstm.back,
        bench.gru.next_grain,
        bench.rnn.back,
    ):
        act()
        settle()
        check(bench)
    bench.gru.edit(bench.gru.setup.with_weights(gain=3.0))
    settle()
    check(bench)
    assert bench.gru.reference is not None and bench.lstm.reference is None
    bench.windows[0].commands.do("undo")
    assert bench.gru.setup.weights.gain == 1.0
    check(bench)
    assert not caplog.records


def test_a_window_that_closes_and_is_deleted_takes_nothing_along(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    ended = bench.windows[1]
    ended.close()
    ended.deleteLater()
    bench.rnn.edit(bench.rnn.setup.with_weights(seed=3))  # still pending when the window goes
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()
    assert not shiboken6.isValid(ended) and all(shiboken6.isValid(thing) for thing in things(bench))
    check(bench)
    bench.rnn.next()
    bench.lstm.edit(bench.lstm.setup.with_cell("gru"))
    settle()
    check(bench)
    bench.document.undo()
    bench.document.undo()
    settle()
    check(bench)
    assert bench.rnn.setup.weights.seed == 0 and bench.lstm.cell.name == "LSTM"
    assert not caplog.records


def things(bench: Bench) -> list[QObject]:
    return [bench.document, *bench.document.simulations, *bench.stages, *bench.tapes, bench.windows[0]]
