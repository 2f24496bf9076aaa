"""The face of the training under a hand: a task is chosen, trained, stopped, wound back, and seen on the stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rnnviz.engine.wording import Message, en
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.course import task_setup
from rnnviz.model.trained.samples import with_sample
from rnnviz.view.look.facts import Fact, Listener
from rnnviz.view.stage.story import chips
from rnnviz.view.training.panel import TrainPanel
from rnnviz.view.training.trainer import Trainer
from rnnviz.view.window.main_window import MainWindow
from tests.courses import UPDATES, course, untrained
from tests.view.conftest import Make, settle


def face(window: MainWindow) -> TrainPanel:
    window.body.show_face("train")
    settle()
    panel = window.panels["train"]
    assert isinstance(panel, TrainPanel)
    return panel


@pytest.fixture
def panel(make_window: Make) -> TrainPanel:
    """Its training has been recorded, nothing runs."""
    window = make_window(untrained())
    found = face(window)
    found.trainer.adopt(course())
    settle()
    found.test_window = window
    return found


def wait(qtbot: QtBot, trainer: Trainer) -> None:
    qtbot.waitUntil(lambda: not trainer.busy, timeout=60_000)
    settle()


def weights(panel: TrainPanel, step: int) -> None:
    """The stage shows the network as it was then."""
    settle()
    made = panel.trainer.kept
    assert made is not None and panel.trainer.at == step
    params = panel.simulation.result.whole.network.params
    for name, array in made.record.state(step).params.items():
        assert np.array_equal(params[name], array), name


def x_of(panel: TrainPanel, step: int) -> QPoint:
    bands = panel.timeline.bands
    return QPoint(round(bands.x(step)), round(bands.plots["loss"].center().y()))


def test_a_task_is_chosen_trained_in_the_worker_and_undone_at_once(make_window: Make, qtbot: QtBot) -> None:
    window = make_window(Setup.of("rnn", hidden=4))
    panel, simulation = face(window), window.simulation
    assert not panel.controls.train.isEnabled() and "task" in panel.timeline.accessibleDescription()
    panel.controls.task.setCurrentIndex(panel.controls.task.findData("slot_filling"))
    panel.controls.task.activated.emit(panel.controls.task.currentIndex())
    settle()
    chosen = simulation.setup
    assert chosen.learned.task == "slot_filling" and chosen.layers[0].cell_key == "rnn" and not panel.trainer.course
    panel.choose_plan(replace(chosen.plan, stop=30))
    settle()
    before = simulation.setup
    panel.controls.train.click()
    assert panel.trainer.running and panel.controls.train.text() == "Pause"
    wait(qtbot, panel.trainer)
    assert panel.trainer.course.last == 30 and simulation.setup.learned.updates == 30
    assert panel.controls.train.text() == "Train"
    window.commands.do("undo")
    settle()
    assert simulation.setup == before and panel.trainer.at == 0, "one undo"
    window.commands.do("redo")
    weights(panel, 30)
    QTest.keyClick(window, Qt.Key.Key_U)
    wait(qtbot, panel.trainer)
    assert panel.trainer.course.last == 31


def test_pause_acts_at_once_and_what_follows_is_what_would_have_followed(make_window: Make, qtbot: QtBot) -> None:
    window = make_window(replace(untrained(), plan=replace(untrained().plan, stop=100_000)))
    panel = face(window)
    panel.trainer.train()
    qtbot.waitUntil(lambda: panel.trainer.at >= 20, timeout=60_000)
    panel.trainer.pause()
    assert not panel.trainer.busy
    stopped = panel.trainer.course.last
    settle()
    weights(panel, stopped)
    panel.trainer.go(20)
    panel.trainer.train(4)
    if panel.trainer.asks:  # a quick machine is far beyond by now
        panel.trainer.train(4)
    wait(qtbot, panel.trainer)
    assert panel.trainer.course.last == UPDATES
    wanted = course().record.state(UPDATES).weights
    assert np.array_equal(panel.trainer.kept.record.state(UPDATES).weights, wanted)
    panel.trainer.train()
    window.close()
    assert not panel.trainer.running


def test_the_play_head_goes_where_the_hand_is(panel: TrainPanel) -> None:
    line = panel.timeline
    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=x_of(panel, 6))
    weights(panel, 6)
    QTest.mouseMove(line, x_of(panel, 17))
    weights(panel, 17)
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=x_of(panel, 17))
    QTest.mouseMove(line, x_of(panel, 3))
    weights(panel, 17)
    line.setFocus(Qt.FocusReason.TabFocusReason)
    for key, step in ((Qt.Key.Key_Left, 16), (Qt.Key.Key_PageUp, 6), (Qt.Key.Key_Home, 0), (Qt.Key.Key_End, UPDATES)):
        QTest.keyClick(line, key)
        weights(panel, step)
    panel.test_window.commands.do("train_back")
    weights(panel, UPDATES - 1)
    assert panel.controls.back.isEnabled()
    panel.controls.back.click()
    weights(panel, UPDATES)
    assert not panel.controls.back.isEnabled()


def test_what_was_trained_is_not_put_on_a_network_that_was_just_opened(panel: TrainPanel) -> None:
    """Between the opening and the word of it a training stops: by a pause, or by its own end."""
    simulation = panel.simulation
    other = task_setup(Setup(), "anbn")
    simulation.open(other)
    panel.trainer._stopped()
    assert simulation.setup == other
    settle()
    assert simulation.result.setup == other and panel.trainer.course is None


def test_start_again_forgets(panel: TrainPanel) -> None:
    panel.controls.again.click()
    weights(panel, 0)
    assert panel.trainer.course.last == 0 and not panel.controls.again.isEnabled()
    assert "first update" in panel.timeline.accessibleDescription()


def test_the_clip_line_is_dragged_and_switched_off(panel: TrainPanel) -> None:
    line, setup = panel.timeline, panel.simulation
    panel.test_window.grab()
    pill = line.clip._rect.center().toPoint()
    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=pill)
    QTest.mouseMove(line, pill - QPoint(0, 12))
    assert setup.setup.plan.clip == 0.5, "until the hand lets go"
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=pill - QPoint(0, 12))
    assert setup.setup.plan.clip > 0.5
    line.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(line, Qt.Key.Key_Delete)
    assert setup.setup.plan.clip is None
    QTest.keyClick(line, Qt.Key.Key_Plus)
    assert setup.setup.plan.clip == 10.0


@pytest.mark.parametrize(("text", "rate", "said"), [("0,05", 0.05, ""), ("1/4", 0.25, ""), ("x", 0.01, "number")])
def test_the_rate_is_typed(panel: TrainPanel, text: str, rate: float, said: str) -> None:
    field = panel.controls.rate
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert panel.simulation.setup.plan.rate == rate
    assert said in panel.controls.why.text() and panel.controls.why.isVisible() == bool(said)
    assert panel.trainer.course is not None, "what was recorded stays"


def test_other_weights_have_no_timeline_and_undo_brings_it_back(panel: TrainPanel) -> None:
    simulation = panel.simulation
    simulation.edit(simulation.setup.with_number("d", (0,), 2.0))
    settle()
    assert panel.trainer.course is None
    simulation.document.undo()
    settle()
    assert panel.trainer.course is not None and panel.trainer.at == 0


def test_another_sentence_is_looked_back_with(panel: TrainPanel, qtbot: QtBot) -> None:
    simulation = panel.simulation
    first = panel.trainer.course.record.reaching("h")
    simulation.edit(with_sample(simulation.setup, 2))
    settle()
    wait(qtbot, panel.trainer)
    found = panel.trainer.course
    assert found.sample == 2 and not np.array_equal(found.record.reaching("h"), first)
    assert np.allclose(found.record.reaching("h"), course(sample=2).record.reaching("h"), atol=1e-9)
    simulation.edit(simulation.setup.with_sequence(replace(simulation.setup.sequence, words=("I", "on", "I"))))
    settle()
    assert panel.trainer.course.sample is None and panel.timeline.traced.reaching("h", False) is None


def test_trouble_and_what_is_left_out_are_said(panel: TrainPanel) -> None:
    panel.trainer.trouble = Message("train.finite", en("at update {step} it is over"), {"step": 3})
    panel.trainer.changed.emit()
    assert "update 3" in panel.controls.why.text()
    panel.trainer.trouble = None
    panel.simulation.edit(replace(panel.simulation.setup, input_scale=2.0))
    settle()
    assert "scale" in panel.controls.note.text() and not panel.controls.why.text()


def test_after_an_explosion_clipping_is_offered(panel: TrainPanel) -> None:
    setup = panel.simulation.setup
    panel.simulation.edit(replace(setup, plan=replace(setup.plan, clip=None)))
    settle()
    assert panel.controls.clip.isHidden()
    panel.trainer.trouble = Message("train.finite", en("at update {step} it is over"), {"step": 3})
    panel.trainer.changed.emit()
    assert panel.controls.clip.isVisible() and panel.controls.clip.text() == "Clip at 10"
    panel.controls.clip.click()
    settle()
    assert panel.simulation.setup.plan.clip == 10.0 and panel.controls.clip.isHidden()
    assert not panel.controls.why.text()


class PaintedIn(QObject):
    """Which of some widgets were painted in each turn of the event loop."""

    def __init__(self, widgets: Sequence[QWidget]) -> None:
        super().__init__()
        self.turns: list[set[str]] = [set()]
        for widget in widgets:
            widget.installEventFilter(self)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._turn)
        self._timer.start()

    def _turn(self) -> None:
        if self.turns[-1]:
            self.turns.append(set())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.turns[-1].add(type(watched).__name__)
        return False


def test_while_it_runs_one_panel_is_painted_in_a_turn_and_in_the_end_all_show_the_same(
    make_window: Make, qtbot: QtBot
) -> None:
    window = make_window(replace(untrained(), plan=replace(untrained().plan, stop=100_000)))
    panel, heldout = face(window), window.panels["heldout"]
    panel.trainer.train()
    qtbot.waitUntil(lambda: panel.trainer.at >= 5, timeout=60_000)
    painted = PaintedIn((window.stage, window.tape, panel.timeline, heldout))
    qtbot.waitUntil(lambda: len(painted.turns) > 24, timeout=60_000)
    painted.deleteLater()
    found = [turn for turn in painted.turns if turn]
    assert set.union(*found) == {"Stage", "Tape", "Timeline", "HeldOutPanel"}
    assert sum(len(turn) > 1 for turn in found) <= len(found) // 5, "answers may come while the stage is painted"
    panel.trainer.pause()
    weights(panel, panel.trainer.at)
    qtbot.waitUntil(lambda: not window.busy, timeout=60_000)
    settle()
    assert heldout.accessibleDescription().endswith(f"update {panel.trainer.at}")


def test_many_updates_are_forgotten_only_when_asked_twice(panel: TrainPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rnnviz.view.training.forgetting.MANY", 3)
    trainer, controls, asked = panel.trainer, panel.controls, []
    trainer.go(UPDATES - 4)
    settle()
    controls.train.click()
    settle()
    assert not trainer.running and trainer.asks and "forgets the 4 updates" in controls.note.text()
    trainer.move(1)
    settle()
    assert not trainer.asks and controls.note.isHidden()
    trainer.move(-1)
    monkeypatch.setattr(trainer, "_go_on", asked.append)
    for _ in range(2):
        trainer.train(1)
    settle()
    assert asked == [1] and trainer.course.last == UPDATES - 4 and not trainer.asks and controls.note.isHidden()


def test_what_is_clipped_is_chosen_and_its_limit_typed(panel: TrainPanel) -> None:
    clipping, plan = panel.controls.clipping, lambda: panel.simulation.setup.plan
    steps = ("value", ("value", 0.5)), ("norm", ("norm", 0.5)), ("", ("norm", None)), ("value", ("value", 10.0))
    for kind, wanted in steps:
        clipping.by.setCurrentIndex(clipping.by.findData(kind))
        clipping.by.activated.emit(clipping.by.currentIndex())
        settle()
        assert (plan().by, plan().clip) == wanted and clipping.by.currentData() == kind
    for text, limit, why in (("2,5", 2.5, False), ("0", 2.5, False), ("x", 2.5, True), ("", None, False)):
        panel.timeline.grab()
        place = panel.timeline.clip._rect.center().toPoint()
        QTest.mouseDClick(panel.timeline, Qt.MouseButton.LeftButton, pos=place)
        assert clipping.limit.hasFocus() and clipping.limit.selectedText() == clipping.limit.text()
        QTest.keyClick(clipping.limit, Qt.Key.Key_Backspace)
        QTest.keyClicks(clipping.limit, text)
        QTest.keyClick(clipping.limit, Qt.Key.Key_Return)
        settle()
        assert plan().clip == limit and clipping.limit.text() == ("" if limit is None else f"{limit:g}")
        assert bool(panel.controls.why.text()) == why


def test_everything_of_the_face_has_a_name_and_says_its_value(panel: TrainPanel) -> None:
    panel.trainer.go(UPDATES - 1)
    settle()
    for widget in (*panel.controls.findChildren(QWidget), panel.timeline, panel):
        inner = widget.objectName() == "qt_spinbox_lineedit"  # its box has the name
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not inner:
            assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget
    controls = panel.controls
    values = [
        QAccessible.queryAccessibleInterface(each)
        for each in (controls.slider, controls.batch, controls.rate, controls.rule)
    ]
    assert values[0].valueInterface().currentValue() == pytest.approx(panel.simulation.setup.plan.rate)
    assert values[1].valueInterface().currentValue() == panel.simulation.setup.plan.batch
    assert [each.text(QAccessible.Text.Value) for each in values[2:]] == [controls.rate.text(), "Adam"]
    plots = QAccessible.queryAccessibleInterface(panel.timeline).text(QAccessible.Text.Description)
    series = panel.timeline.traced.series
    for part in (
        f"update {UPDATES - 1} of {UPDATES}",
        "loss ",
        "right ",
        "gradient norm ",
        "held-out: loss",
        "first word",
    ):
        assert part in plots, plots
    assert series is not None


def test_the_stage_says_of_which_update_its_weights_are_and_the_curves_where_they_explode(
    panel: TrainPanel, heard: Listener
) -> None:
    for step in (2, UPDATES):
        panel.trainer.go(step)
        settle()
        assert chips(panel.simulation)[-1] == f"weights after update {step}"
    assert not _marks(panel, heard)
    panel.trainer.trouble = Message("train.finite", en("at update {step} it is over"), {"step": UPDATES + 1})
    panel.trainer.changed.emit()
    marks = _marks(panel, heard)
    assert marks.keys() == {"loss", "norm"} and all(fact.step == UPDATES for fact in marks.values())
    panel.simulation.edit(panel.simulation.setup.with_number("0.U", (0, 0), 3.0))
    settle()
    assert not any("update" in chip for chip in chips(panel.simulation)) and not _marks(panel, heard)


def _marks(panel: TrainPanel, heard: Listener) -> dict[str, Fact]:
    panel.timeline.grab()
    return {fact.of: fact for fact in heard.of(panel.timeline, "live") if fact.what == "mark"}
