"""The rows of answers on the tape and the formula strip say what the engine says; a hand on them changes the setup."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from rnnviz.io.trained import load_trained
from rnnviz.model.figures.numbers import plain
from rnnviz.model.setup.answer import Loss, Target
from rnnviz.model.setup.choices import Edit
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.view.look.facts import Fact, Listener
from rnnviz.view.tape.answer.cells import said
from rnnviz.view.tape.answer.hand import TargetMenu, TwinMenu
from rnnviz.view.tape.answer.kinds import ANSWER, LOSS, TARGET, WORDS
from rnnviz.view.tape.answer.painter import cell_rect
from rnnviz.view.window.main_window import MainWindow
from tests.trained import slots
from tests.view.conftest import Make, settle
from tests.view.oracle.test_answers_oracle import CASES

TAIPEI = 5


def row(window: MainWindow, kind: str, number: int = 0):
    return [row for row in window.tape.answer_rows if row.kind == kind][number]


def place(window: MainWindow, kind: str, step: int, number: int = 0) -> QPoint:
    """The middle of a cell, of a loss the dot."""
    rect = cell_rect(window.tape.plan(), row(window, kind, number), step)
    return (rect.center() if kind != LOSS else rect.topLeft() + QPoint(6, round(rect.height() / 2))).toPoint()


def told(heard: Listener, window: MainWindow, what: str) -> list[Fact]:
    window.grab()
    return [fact for fact in heard.of(window.tape, "picture") if fact.what == what]


@pytest.mark.parametrize("name", CASES)
def test_the_rows_say_what_the_engine_says(make_window: Make, heard: Listener, name: str) -> None:
    window = make_window(CASES[name]())
    result = window.simulation.result
    found = result.answers
    for fact in told(heard, window, "cell"):
        of = {"answer": found, "its answer": result.beside.twin}[fact.of]
        assert fact.value is of.right(fact.step) and fact.word == said(of, fact.step)
    losses = told(heard, window, "loss")
    assert {fact.step: fact.value for fact in losses} == {
        t: float(v) for t, v in enumerate(found.losses) if not np.isnan(v)
    }
    assert all(fact.word in ("", plain(fact.value)) for fact in losses)
    assert {fact.step: fact.value for fact in told(heard, window, "dot")}.items() >= {
        t: True for t in np.flatnonzero(found.counted)
    }.items()
    wanted = {fact.step: fact.word for fact in told(heard, window, "wanted")}
    assert wanted.keys() == {t for t in range(found.steps) if found.has_target(t)}


def test_backward_what_goes_back_stands_where_a_loss_counts(make_window: Make, heard: Listener) -> None:
    window = make_window(replace(slots(), loss=Loss("cross_entropy", (5, 8))))
    window.simulation.set_pass("backward")
    settle()
    found = window.simulation.result.answers
    slopes = told(heard, window, "slope")
    assert {fact.step for fact in slopes} == {5, 8}
    assert {fact.step for fact in told(heard, window, "no loss")} == set(range(9)) - {5, 8}
    assert all(fact.value == found.slope[fact.step, fact.unit] for fact in slopes)
    assert not told(heard, window, "twin"), "the twin is folded"


def test_the_strip_works_the_answer_out(fresh_window: Make) -> None:
    window = fresh_window(slots())
    simulation, strip = window.simulation, window.formula
    simulation.go_to_step(TAIPEI)
    settle()
    expected = "softmax(Vh_t + d) = e^2.106 / (e^−0.095 + e^2.106 + e^1.287 + e^−2.542) = 8.2 / 12.8 = 0.64"
    assert strip.composition().formula.text == f"p_t = {expected}"
    assert strip.composition().remark.texts == ("answer 2 of 4: “destination”",)
    simulation.select(answer=2)
    settle()
    assert strip.composition().formula.text.endswith("= 0.28")
    simulation.set_grain("line")
    simulation.move(replace(simulation.cursor, line=len(simulation.cell.lines) + 2))
    settle()
    assert strip.composition().formula.text == "loss = −ln p_t[destination] = −ln 0.64 = 0.45"


def test_the_strip_works_out_what_goes_back(make_window: Make) -> None:
    window = make_window(replace(slots(), loss=Loss("cross_entropy", (5, 8))))
    window.resize(1920, 1080)
    window.simulation.set_pass("backward")
    window.simulation.go_to_step(TAIPEI)
    settle()
    text = window.formula.composition().formula.text
    assert text == (
        "∂L/∂h_t = V^T(p_t − target) = (−0.89) × 0.07 + 1.04 × (−0.36) + 0.33 × 0.28 + (−0.58) × 0.01 = −0.35"
    )
    assert "from later steps +0.01, in all −0.34" in window.formula.composition().remark.texts[0]


def test_the_answer_is_a_stage_of_the_story(fresh_window: Make) -> None:
    window = fresh_window(slots())
    simulation = window.simulation
    assert [chip.name for chip in window.formula.chips.chips][-1] == "answer"
    window.formula.go_to_stage(5)
    settle()
    assert simulation.score.answering(simulation.cursor) == ("y", "p", "loss")
    assert window.formula.chips.chips[-1].isChecked()
    simulation.next()
    assert simulation.cursor.stage(simulation.cell) == "forget"
    simulation.back()
    simulation.set_pass("backward")
    assert simulation.score.answered(simulation.cursor) == {"y", "p", "loss"}
    simulation.next()
    assert simulation.cursor.stage(simulation.cell) == "output"


def test_a_click_on_a_dot_counts_the_step_or_not(make_window: Make) -> None:
    window = make_window(slots())
    simulation, tape = window.simulation, window.tape
    QTest.mouseClick(tape, Qt.MouseButton.LeftButton, pos=place(window, LOSS, 2))
    settle()
    assert simulation.setup.loss.at == (0, 1, 3, 4, 5, 6, 7, 8)
    keys = Qt.KeyboardModifier.ShiftModifier
    QTest.mousePress(tape, Qt.MouseButton.LeftButton, keys, place(window, LOSS, 6))
    for step in (7, 8):
        tape._hand.drag(step)
    QTest.mouseRelease(tape, Qt.MouseButton.LeftButton, keys, place(window, LOSS, 8))
    settle()
    assert simulation.setup.loss.at == (0, 1, 3, 4, 5)
    window.commands["undo"].trigger()
    assert simulation.setup.loss.at == (0, 1, 3, 4, 5, 6, 7, 8), "a drag over dots is one undo"


def test_the_last_step_that_counts_stays(make_window: Make) -> None:
    window = make_window(replace(slots(), loss=Loss("cross_entropy", (5,))))
    QTest.mouseClick(window.tape, Qt.MouseButton.LeftButton, pos=place(window, LOSS, 5))
    assert window.simulation.setup.loss.at == (5,)


def test_a_target_is_chosen_from_the_classes(make_window: Make) -> None:
    window = make_window(slots())
    QTest.mouseClick(window.tape, Qt.MouseButton.LeftButton, pos=place(window, TARGET, TAIPEI))
    menu = window.tape.findChild(TargetMenu)
    assert [a.text() for a in menu.actions() if a.isChecked()] == ["destination"]
    menu.actions()[3].trigger()
    menu.close()
    settle()
    assert window.simulation.setup.targets[TAIPEI] == Target(TAIPEI, "time")
    window.tape._hand._target_chosen("")
    settle()
    assert TAIPEI not in window.simulation.setup.loss.counted(9)


def test_the_twin_changes_places_and_words(fresh_window: Make) -> None:
    window = fresh_window(slots())
    simulation = window.simulation
    QTest.mouseClick(window.tape, Qt.MouseButton.LeftButton, pos=place(window, WORDS, 2))
    settle()
    assert simulation.setup.sequence.words[4] == "leave" and simulation.setup.twin.swaps == ((4, "arrive"),)
    window.tape._edit_twin(5)
    window.tape.editor.setText("Rome")
    QTest.keyClick(window.tape.editor, Qt.Key.Key_Return)
    settle()
    assert simulation.setup.twin.swaps == ((4, "arrive"), (5, "Rome"))
    window.tape._edit_twin(5)
    window.tape.editor.setText("Berlin")
    QTest.keyClick(window.tape.editor, Qt.Key.Key_Return)
    settle()
    assert "Berlin" in window.sequence.error.text() and simulation.setup.twin.swaps[1] == (5, "Rome")
    menu = TwinMenu(window.tape._hand, window.tape)
    menu.actions()[1].trigger()
    menu.close()
    settle()
    assert simulation.setup.twin is None and not [r for r in window.tape.answer_rows if r.kind == WORDS]


def test_without_memory_both_sentences_say_the_same(fresh_window: Make, heard: Listener) -> None:
    window = fresh_window(replace(load_trained("slot_filling"), unremembered=True))
    labels = [r.label for r in window.tape.answer_rows if r.kind == ANSWER]
    assert labels == ["answer", "its answer", "U = 0", "twin, U = 0"]
    cells = {(fact.of, fact.step): fact for fact in told(heard, window, "cell")}
    assert cells["answer", TAIPEI].word == "destination" and cells["its answer", TAIPEI].word == "departure"
    for blind in ("U = 0", "twin, U = 0"):
        assert cells[blind, TAIPEI].word == "other" and cells[blind, TAIPEI].value is False


def test_answers_never_fall_away_and_rows_of_the_cell_do(fresh_window: Make) -> None:
    window = fresh_window(slots())
    plan = window.tape.plan()
    assert [r.name for r in window.tape.rows] == ["f", "c"]
    last = window.tape.answer_rows[-1]
    assert plan.foot_top + last.top + last.height <= window.tape.height()


def test_the_loss_row_says_where_it_counts(fresh_window: Make) -> None:
    window = fresh_window(slots())
    loss = window.experiment._loss
    assert [b.isChecked() for b in loss.buttons] == [False, True, False] and loss._total.text() == "L = 0.64"
    window.simulation.go_to_step(TAIPEI)
    loss.buttons[2].click()
    settle()
    assert window.simulation.setup.loss.at == (TAIPEI,) and loss.buttons[2].text() == "1 of 9"
    assert loss._total.text() == "L = 0.45"
    loss.buttons[2].click()
    assert loss.buttons[2].isChecked() and window.simulation.setup.loss.at == (TAIPEI,)


def test_another_sentence_is_refused_with_its_word(make_window: Make) -> None:
    window = make_window(slots())
    assert not window.sequence.adopt(parse_sequence("arrive Berlin"))
    assert "“Berlin” is not in the vocabulary" in window.sequence.error.text()
    assert window.sequence.adopt(parse_sequence("leave Rome on May 1st"))
    settle()
    assert window.simulation.result.answers.right(1) is not None


def test_the_sentences_of_the_task_are_turned_through(make_window: Make) -> None:
    window = make_window(slots())
    simulation, picker = window.simulation, window.sequence.samples
    assert picker.isVisible() and picker.value() == 2 and picker.text() == "2 of 192"
    window.commands["sample_next"].trigger()
    settle()
    assert picker.value() == 3 and simulation.setup.sequence.words != slots().sequence.words
    assert len(simulation.result.answers.losses) == simulation.steps
    window.commands["sample_back"].trigger()
    settle()
    assert simulation.setup.sequence == slots().sequence
    picker.setValue(192)
    settle()
    window.commands["sample_next"].trigger()
    settle()
    assert picker.value() == 1, "after the last one comes the first"
    window.sequence.adopt(parse_sequence("Taipei on"))
    settle()
    assert picker.text() == "own"
    window.commands["scene_vanish"].trigger()
    settle()
    assert not picker.isVisible()
    window.commands["sample_next"].trigger()
    assert window.simulation.setup.learned is None


def test_the_experiment_says_where_weights_come_from(make_window: Make) -> None:
    window = make_window(load_trained("slot_filling"))
    panel = window.experiment
    assert panel._sizes._from.text() == "slot filling, 160 updates" and not panel._sizes.seed.isVisible()
    simulation = window.simulation
    simulation.edit(simulation.setup.with_edit(Edit("U", (0, 0), 0.5)))
    settle()
    assert panel._sizes._from.text() == "slot filling, 160 updates, then typed"
    window.commands["forget"].trigger()
    settle()
    assert panel._sizes.seed.isVisible() and not panel._sizes._from.isVisible()


def test_memory_is_switched_off_or_both_are_shown(make_window: Make) -> None:
    window = make_window(load_trained("slot_filling"))
    memory, simulation = window.experiment._memory, window.simulation
    assert memory.isVisible() and memory.buttons[0].isChecked()
    for number, gain, beside in ((1, 0.0, False), (2, 1.0, True), (0, 1.0, False)):
        memory.buttons[number].click()
        settle()
        assert (simulation.setup.weights.gain, simulation.setup.unremembered) == (gain, beside)
        assert memory.buttons[number].isChecked()
    simulation.edit(slots())
    settle()
    assert not memory.isVisible(), "a cell with a gate has its knob there"


@pytest.mark.parametrize("merge", ["concat", "sum"])
def test_each_direction_gets_its_own_part(fresh_window: Make, merge: str) -> None:
    stack = CASES["stack"]()
    both = replace(stack, layers=(stack.layers[0], replace(stack.layers[1], merge=merge)))
    window = fresh_window(both)
    simulation = window.simulation
    simulation.visit(1, "backward")
    simulation.set_pass("backward")
    simulation.select(unit=1)
    settle()
    own = simulation.run.grad(simulation.cell.output, into="loss")[simulation.cursor.step, 1]
    assert window.formula.composition().formula.text.endswith(f" {plain(float(own))}")


def test_two_thousand_answers_are_drawn_in_a_moment(make_window: Make, heard: Listener) -> None:
    long = parse_sequence(" ".join(["arrive", "Taipei"] * 1000))
    window = make_window(slots().with_sequence(long))
    window.grab()
    assert window.simulation.steps == 2000
    assert len(told(heard, window, "cell")) < 1000, "only what is seen"
