"""What stands right of the cell is what the engine says, in every state, and nothing of it lies on anything else."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from rnnviz.io.trained import load_trained
from rnnviz.model.answers.figures import log_numbers, softmax_numbers
from rnnviz.model.figures.numbers import plain
from rnnviz.model.setup.answer import Loss, Readout, Target
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.sequence import numbers_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.view.look.facts import Listener
from rnnviz.view.stage.answer.plan import plan_of, shown_rows
from rnnviz.view.widgets.box import Box
from tests.trained import slots
from tests.view.conftest import Ink, Make, settle

THREE = Readout("softmax", ("a", "b", "c"))
STACK = Setup(
    (LayerChoice("rnn", hidden=3), LayerChoice("gru", hidden=3, direction="both")), readout=THREE,
    targets=tuple(Target(t, "abc"[t % 3]) for t in range(9)), loss=Loss("cross_entropy", "every"),
)  # fmt: skip
NUMBERS = Setup(
    readout=Readout("identity", ("y1", "y2")), loss=Loss("squared", (2,)), targets=(Target(2, values=(0.5, -1.5)),)
)
CASES = {
    "slots": slots, "early": lambda: slots(69),
    "two steps": lambda: replace(slots(), loss=Loss("cross_entropy", (5, 8))),
    "letters": lambda: load_trained("next_character"), "adding": lambda: load_trained("adding"),
    "stack": lambda: STACK, "numbers": lambda: NUMBERS, "sum": lambda: Setup(readout=THREE),
    "one box": lambda: load_trained("slot_filling"),
}  # fmt: skip


@pytest.mark.parametrize("backward", [False, True])
@pytest.mark.parametrize("name", CASES)
def test_the_column_says_what_the_engine_says(make_window: Make, heard: Listener, name: str, backward: bool) -> None:
    window = make_window(CASES[name](), "light" if backward else "dark")
    shown = window.simulation
    shown.visit(len(shown.runs) - 1, shown.setup.layers[-1].ways[-1])
    shown.set_pass("backward" if backward else "forward")
    for step, grain in ((2, "step"), (shown.steps - 1, "line"), (min(5, shown.steps - 1), "stage")):
        shown.set_grain(grain)
        shown.go_to_step(shown.place(step))
        shown.move(replace(shown.cursor, line=shown.score.part(shown.cursor).count - 1 - backward))
        settle()
        window.grab()
        check(heard, window, step)


def check(heard: Listener, window, step: int) -> None:
    """Every number of the column at a step of the sequence."""
    shown = window.simulation
    found, told = shown.result.answers, heard.of(window.stage, "cell")
    lines = shown.score.answered(shown.cursor)
    rows = [fact for fact in told if fact.what == "answer"]
    first = "p" if found.classes else "y"
    assert len(rows) == min(len(found.names), 6) or found.names
    for row in rows:
        p = float(found.p[step, row.unit])
        assert row.value == (p if first in lines else None)
        back = shown.cursor.backward and found.counted[step]
        digits = 2 if found.classes else 3
        number = plain(float(found.slope[step, row.unit]), digits, sign=True) if back else plain(p, digits)
        assert row.word == (number if first in lines else "")
    targets = {fact.unit for fact in told if fact.what == "target"}
    wanted = {found.target(step)} if found.classes else set(range(len(found.names)))
    assert targets == (wanted if found.has_target(step) else set())
    check_loss(found, told, lines, step)


def check_loss(found, told, lines, step) -> None:
    losses = [fact for fact in told if fact.what == "loss"]
    if np.isnan(found.losses[step]):
        assert not losses
        return
    (loss,) = losses
    assert loss.value == (float(found.losses[step]) if "loss" in lines else None)
    if "loss" in lines and found.asked == "cross_entropy" and found.counted[step]:
        p, number = log_numbers(float(found.p[step, found.target(step)]), float(found.losses[step]))
        assert loss.word in (f"loss = −ln {p} = {number}", f"−ln {p} = {number}", f"loss {number}", number)


@pytest.mark.parametrize(("updates", "loss"), [(100, "loss = −ln 0.64 = 0.45"), (69, "loss = −ln 0.326 = 1.12")])
def test_the_figures_of_the_specification_stand_there(fresh_window: Make, heard: Listener, updates, loss) -> None:
    window = fresh_window(slots(updates))
    window.simulation.go_to_step(5)
    settle()
    window.grab()
    told = heard.of(window.stage, "cell")
    said = {fact.of: fact.word for fact in told if fact.what == "answer"}
    numbers = ("0.07", "0.64", "0.28", "0.01") if updates == 100 else ("0.35", "0.33", "0.27", "0.05")
    assert tuple(said.values()) == numbers and tuple(said) == slots().readout.answers
    assert [fact.word for fact in told if fact.what == "loss"] == [loss]


SIZES = [(1280, 720), (1366, 768), (1920, 1080)]


@pytest.mark.parametrize("name", ["slots", "letters", "one box", "adding"])
def test_no_word_of_the_column_lies_on_another(make_window: Make, ink: Ink, name: str) -> None:
    window = make_window(CASES[name]())
    for size in SIZES:
        window.resize(*size)
        settle()
        del ink[:]
        window.stage.grab()
        left = window.stage.grid.column[0]
        column = [(word, box) for word, box in ink if box.left() > left - 2]
        assert column and all(box.right() < window.stage.width() and box.bottom() < window.stage.height()
                              for _, box in column)  # fmt: skip
        column = [(word, box.adjusted(1, 1, -1, -1)) for word, box in column if len(word.strip()) > 1]
        hit = [(a, b) for i, (a, one) in enumerate(column) for b, two in column[:i] if one.intersects(two)]
        assert not hit, size


def test_a_click_on_a_bar_chooses_the_answer(make_window: Make, heard: Listener) -> None:
    window = make_window(slots())
    simulation, stage = window.simulation, window.stage
    simulation.go_to_step(5)
    settle()
    row = plan_of(stage.grid).rows(4)[2]
    for chosen in (2, None):
        QTest.mouseClick(stage, Qt.MouseButton.LeftButton, pos=row.center().toPoint())
        assert simulation.selection.answer == chosen
    assert not simulation.selection.pins
    assert stage.element_at(QPointF(plan_of(stage.grid).box.center())) == "answer:v"


def test_many_answers_leave_the_likeliest_and_the_target() -> None:
    p = [0.1, 0.3, 0.05, 0.2, 0.15, 0.12, 0.08]
    assert shown_rows(p[:6], 2) == [0, 1, 2, 3, 4, 5]
    assert shown_rows(p[:6], 2, most=3) == [1, 2, 3] and shown_rows(p, 2, most=3) == [2, 1, 3]
    assert shown_rows(p, 2) == [1, 3, 4, 5, 0, 2] and shown_rows(p, 1) == [1, 3, 4, 5, 0] == shown_rows(p, None)


def test_the_column_is_there_where_something_is_read_out(make_window: Make) -> None:
    window = make_window()
    stage, action = window.stage, window.commands["answers"]
    assert stage.grid.column is None and not action.isChecked()
    u = stage.grid.u
    action.trigger()
    settle()
    assert stage.grid.column is not None and stage.grid.u < u
    buttons = [button for button in stage.children() if getattr(button, "text", str)() and button.isVisible()]
    assert [button.text() for button in buttons] == ["one of several", "the next word", "a number"]
    column = QRectF(stage.grid.column[0], 0, stage.grid.column[1] - stage.grid.column[0], stage.height())
    assert all(column.contains(QRectF(button.geometry())) for button in buttons)
    buttons[1].click()
    settle()
    setup = window.simulation.setup
    assert setup.readout.answers == setup.vocabulary and setup.targets[0].answer == "would"
    assert not buttons[0].isVisible() and action.isChecked()
    action.trigger()
    settle()
    assert stage.grid.column is None
    window.commands["undo"].trigger()
    assert window.simulation.setup.readout is None


def test_a_lower_layer_says_where_its_answer_is(fresh_window: Make) -> None:
    window = fresh_window(STACK)
    window.simulation.visit(0, "forward")
    settle()
    stage = window.stage
    (go,) = [button for button in stage.children() if getattr(button, "text", str)() and button.isVisible()]
    assert go.text().startswith("Go there")
    go.click()
    settle()
    assert window.simulation.cursor.layer == 1 and not go.isVisible()


def test_nothing_in_the_cell_moves(fresh_window: Make) -> None:
    """Switching the read-out on only changes u."""
    window = fresh_window(Setup.of("lstm"))
    window.resize(1920, 1080)
    settle()
    before = {shape.name: (shape.x, shape.y) for shape in window.stage.picture.shapes}
    window.simulation.edit(window.simulation.setup.with_readout(THREE))
    settle()
    assert {shape.name: (shape.x, shape.y) for shape in window.stage.picture.shapes} == before
    assert window.stage.grid.column is not None


@pytest.mark.parametrize("chosen", range(4))
def test_a_softmax_can_be_worked_out_from_what_is_printed(chosen: int) -> None:
    for seed in range(40):
        y = np.random.default_rng(seed).normal(size=4) * 2
        p = np.exp(y) / np.exp(y).sum()
        exponents, top, whole, said = softmax_numbers(y, p, chosen)
        powers = [np.exp(float(e.replace("−", "-"))) for e in exponents]
        assert abs(powers[chosen] - float(top)) <= 0.5 * 10.0 ** -len(top.partition(".")[2]) + 1e-9
        assert abs(sum(powers) - float(whole)) <= 0.5 * 10.0 ** -len(whole.partition(".")[2]) + 1e-9
        assert plain(float(top) / float(whole), len(said) - 2) == said
        assert abs(float(said) - p[chosen]) <= 0.5 * 10.0 ** (2 - len(said)) + 1e-9


@pytest.mark.parametrize("p", [0.64, 0.3278, 0.000332, 1e-9, 1.0, 0.9999, 0.01, 1e-300, 0.05])
def test_a_logarithm_can_be_worked_out_from_what_is_printed(p: float) -> None:
    said, loss = log_numbers(p, float(-np.log(p)))
    number = float(said.replace("·10", "e").translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")))
    assert plain(-float(np.log(number))) == loss == plain(-float(np.log(p)))


def test_where_there_are_no_words_the_next_one_cannot_be_asked_for(make_window: Make) -> None:
    """The refusal comes in a box, like any other; it came as an exception."""
    window = make_window(Setup(sequence=numbers_sequence([[1.0], [0.5]])))
    window.commands["answers"].trigger()
    settle()
    (button,) = (b for b in window.stage.findChildren(QPushButton) if b.text() == "the next word")
    button.click()
    (box,) = window.findChildren(Box)
    assert "no words" in box.text()
    box.close()
