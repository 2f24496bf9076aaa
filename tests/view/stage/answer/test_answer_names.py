"""Names of the answers: never cut where they need not be, whole under the pointer, typed over in place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rnnviz.engine.errors import Refusal
from rnnviz.io.trained import load_trained
from rnnviz.model.answers.edits import with_target
from rnnviz.model.setup.answer import Readout, Target
from rnnviz.model.setup.scenes import opening
from rnnviz.model.setup.setup import Setup
from rnnviz.view.stage.answer import bars
from rnnviz.view.stage.answer.plan import plan_of
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make, settle

NAMES = ("other", "destination", "departure", "time", "a name", "price")


def asked(cell: str, count: int) -> Setup:
    """What is right is what is said, so that both signs stand behind its name."""
    setup = opening().setup.with_cell(cell).with_readout(Readout("softmax", NAMES[:count]))
    for step in range(9):
        setup = with_target(setup, Target(step, "destination"))
    return setup.with_array("d", [5.0 * (name == "destination") for name in NAMES[:count]])


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Every name painted in the column, and what became of it."""
    found: list[tuple[str, str]] = []
    plain = bars.shortened

    def heard(text: str, *rest: object) -> str:
        found.append((text, plain(text, *rest)))
        return found[-1][1]

    monkeypatch.setattr(bars, "shortened", heard)
    return found


def test_a_usual_name_is_whole_on_a_small_screen(make_window: Make, cut: list[tuple[str, str]]) -> None:
    window = make_window(load_trained("slot_filling"))
    window.resize(1280, 720)
    for setup in (load_trained("slot_filling"), asked("rnn", 6), asked("lstm", 4), asked("lstm", 6)):
        window.simulation.open(setup)
        window.simulation.go_to_step(5)
        settle(4)
        cut.clear()
        window.grab()
        assert {name for name, _ in cut} >= {"other", "destination"}
        assert all(name == painted for name, painted in cut), setup.layers


def test_a_long_name_gives_way_in_its_middle_and_the_pointer_says_it(
    make_window: Make, cut: list[tuple[str, str]]
) -> None:
    long = "a name of a class that is far too long for it"
    window = make_window(opening().setup.with_readout(Readout("softmax", ("other", long))))
    window.resize(1280, 720)
    settle(4)
    cut.clear()
    window.grab()
    painted = dict(cut)[long]
    assert painted.startswith("a n") and painted.endswith("it") and "…" in painted
    QTest.mouseMove(window.stage, row(window, 1).toPoint())
    settle()
    assert window.stage.toolTip() == long


def row(window: MainWindow, answer: int) -> QPointF:
    plan = plan_of(window.stage.grid)
    return plan.rows(len(window.simulation.result.answers.names))[answer].center()


def double_click(window: MainWindow, at: QPointF) -> None:
    left = Qt.MouseButton.LeftButton
    event = QMouseEvent(
        QEvent.Type.MouseButtonDblClick, at, window.stage.mapToGlobal(at), left, left, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(window.stage, event)


def test_an_answer_is_renamed_where_it_stands_with_its_targets(make_window: Make) -> None:
    window = make_window(asked("lstm", 4))
    window.resize(1280, 720)
    settle(4)
    simulation, names = window.simulation, window.stage.answers.names
    before = simulation.result.answers.p.copy()
    double_click(window, row(window, 1))
    assert names.editor is not None and names.editor.text() == "destination"
    QTest.keyClicks(names.editor, "goal")
    QTest.keyClick(names.editor, Qt.Key.Key_Return)
    settle()
    found = simulation.result.answers
    assert found.names == ("other", "goal", "departure", "time") and (found.p == before).all()
    assert {target.answer for target in simulation.setup.targets} == {"goal"} and names.editor is None
    simulation.document.undo()
    settle()
    assert simulation.result.answers.names == NAMES[:4]


@pytest.mark.parametrize(("text", "why"), [("time", "stands there twice"), ("   ", "must have a name")])
def test_a_name_that_cannot_be_is_refused(make_window: Make, text: str, why: str) -> None:
    window = make_window(asked("lstm", 4))
    settle(4)
    said: list[Refusal] = []
    names = window.stage.answers.names
    names.refused.connect(said.append)
    before = window.simulation.setup
    names.open(1)
    names.editor.setText(text)
    QTest.keyClick(names.editor, Qt.Key.Key_Return)
    settle()
    assert len(said) == 1 and why in str(said[0]) and window.simulation.setup is before
