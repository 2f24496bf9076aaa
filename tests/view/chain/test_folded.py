"""The folded network beside the chain: the present step of every row, the one before on its loop, the way there."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest

from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.view.chain.folding import between, own_share
from rnnviz.view.look.facts import listening
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make, settle

BOTH = Setup((LayerChoice("rnn", hidden=4, direction="both"), LayerChoice("gru", hidden=3)), input_scale=4.0)


@pytest.fixture
def window(fresh_window: Make) -> MainWindow:
    found = fresh_window(Setup.of("rnn", hidden=4, input_scale=4.0))
    found.pace.set_still(True)
    return found


def told(window: MainWindow, what: str) -> dict[str, tuple[object, object]]:
    settle()
    with listening() as heard:
        window.chain.repaint()
    return {str(f.of): (f.step, f.value) for f in heard.of(window.chain) if f.what == what}


def test_it_shows_the_present_step_and_the_one_before_on_the_loop(window: MainWindow) -> None:
    assert told(window, "folded") == {}
    left = window.chain.plan().columns.left
    QTest.keyClick(window, Qt.Key.Key_F)
    settle()
    assert window.memory().folded
    assert window.commands["folded"].isChecked() and window.chain.plan().columns.left > left + 100
    window.simulation.go_to_step(5)
    h = window.simulation.run.value("h")
    assert told(window, "folded") == {"0.forward": (5, pytest.approx(np.abs(h[5]).mean()))}
    size = np.linalg.norm(h[4]) / 2  # of four units, by the largest there can be
    assert told(window, "loop") == {"0.forward": (4, pytest.approx(size))}
    window.simulation.go_to_step(0)
    assert told(window, "loop") == {"0.forward": (-1, None)}
    window.simulation.go_to_step(3)
    window.simulation.set_pass("backward")
    assert told(window, "loop")["0.forward"][0] == 4  # there the gradient comes from


def test_directions_layers_and_long_runs_are_painted_and_true(window: MainWindow) -> None:
    window.commands["folded"].trigger()
    window.simulation.edit(BOTH)
    window.simulation.go_to_step(2)
    found = told(window, "folded")
    assert list(found) == ["0.forward", "0.backward", "1.forward"]
    assert found["0.forward"][0] == 2 and found["1.forward"] == (None, None)  # what is above is not known yet
    assert told(window, "loop")["0.backward"] == (3, None)
    for setup in (Setup.of("feedforward"), Setup.of("lstm", hidden=64), BOTH.with_silence(300)):
        window.simulation.edit(setup)
        window.simulation.to_end()
        assert len(told(window, "folded")) == len(window.chain.chain.rows)
    window.simulation.edit(Setup.of("feedforward"))
    assert told(window, "loop") == {}
    window.commands["panel_chain"].trigger()
    settle()
    assert not window.chain.isVisible() and not window.commands["folded"].isChecked()


def test_steps_run_together_and_out_of_the_block(window: MainWindow) -> None:
    window.pace.set_still(False)
    window.simulation.go_to_step(2)
    window.commands["folded"].trigger()
    assert window.chain.folding.running
    assert "0.forward" in told(window, "passing")
    window.chain.folding.stop()
    plan = window.chain.plan()
    block = window.chain._folded(plan).rect(0)
    QTest.mouseClick(window.chain, Qt.MouseButton.LeftButton, pos=block.center().toPoint())
    assert window.chain.folding.running and window.simulation.cursor.step == 2
    window.chain.folding.stop()
    window.commands["folded"].trigger()
    window.chain.folding.stop()
    assert told(window, "folded") == {} and not window.chain.folded


def test_the_way_begins_and_ends_where_the_boxes_are() -> None:
    one, other = QRectF(100, 10, 20, 10), QRectF(0, 30, 60, 40)
    assert between(one, other, 0.0) == one and between(one, other, 1.0) == other
    assert between(one, other, 0.5).center() == QPointF(70, 32.5)
    for late in (0.0, 0.4, 1.0):
        assert own_share(0.0, late) == 0.0 and own_share(1.0, late) == pytest.approx(1.0)


def test_chain_and_tape_share_all_of_the_height(fresh_window: Make) -> None:
    window = fresh_window()
    window.resize(1600, 1000)
    settle()
    window.commands["panel_chain"].trigger()
    settle()
    assert window.chain.geometry().bottom() + 1 == window.tape.geometry().top()
