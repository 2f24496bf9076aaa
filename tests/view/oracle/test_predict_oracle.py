"""Continue, take back and draw again by key, menu and button; what was written is marked."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rnnviz.io.trained import load_trained
from rnnviz.model.setup.answer import Prediction
from rnnviz.model.setup.own_sequence import with_own_sequence
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.view.look.facts import Listener
from rnnviz.view.tape.answer.cells import its_p, said
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make, settle

NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def cat(fresh_window: Make) -> MainWindow:
    setup = with_own_sequence(load_trained("next_character"), parse_sequence("the cat sits␣"))
    return fresh_window(replace(setup, prediction=Prediction(0.7, 14)))


def test_it_writes_by_key_and_button_and_takes_back(cat: MainWindow, heard: Listener) -> None:
    simulation, bar = cat.simulation, cat.sequence
    before = simulation.setup
    assert bar.field.text() == "the cat sits␣"
    QTest.keyClick(cat.stage, Qt.Key.Key_Return)
    settle()
    assert simulation.setup.sequence.words[-1] == "o" and simulation.cursor.step == 14
    bar.writing.onward.click()
    settle()
    assert bar.field.text() == "the cat sits on"
    QTest.keyClick(cat.stage, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert bar.field.text() == "the cat sits on the hill" and simulation.setup.prediction.ended == "."
    assert not bar.writing.onward.isEnabled() and not cat.commands["continue_one"].isEnabled()
    assert {fact.step for fact in _told(heard, cat, "fed")} == set(range(14, 25))
    _check_rows(cat, heard)
    for text in ("the cat sits on the hill", "the cat sits on the hil"):
        QTest.keyClick(cat.stage, Qt.Key.Key_Backspace)
        settle()
        assert bar.field.text() == text
    cat.commands["present"].trigger()
    settle()
    assert simulation.setup.prediction.written == 10, "presenting loses nothing"
    cat.commands["present"].trigger()
    for _ in range(5):
        cat.commands["undo"].trigger()
    settle()
    assert simulation.setup == before and not cat.commands["take_back"].isEnabled()


def test_it_is_drawn_again_from_the_next_seed(cat: MainWindow) -> None:
    cat.commands["continue_end"].trigger()
    settle()
    cat.commands["draw_again"].trigger()
    settle()
    assert cat.simulation.setup.prediction.seed == 15 and cat.simulation.setup.prediction.ended == "."
    cat.commands["undo"].trigger()
    settle()
    assert cat.sequence.field.text() == "the cat sits on the hill"


def test_enter_pins_what_is_pointed_at(cat: MainWindow) -> None:
    cat.commands["part_next"].trigger()
    QTest.keyClick(cat.stage, Qt.Key.Key_Return)
    settle()
    assert cat.simulation.selection.pins and not cat.simulation.setup.prediction.made


def _told(heard: Listener, window: MainWindow, what: str) -> list:
    window.grab()
    tape = [fact for layer in ("picture", "live") for fact in heard.of(window.tape, layer)]
    return [fact for fact in tape if fact.what == what]


def _check_rows(window: MainWindow, heard: Listener) -> None:
    found = window.simulation.result.answers
    for fact in _told(heard, window, "its p"):
        assert fact.value == its_p(found, fact.step) == found.offered(fact.step)[found.said(fact.step)]
    cells = {fact.step: fact for fact in _told(heard, window, "cell")}
    assert "".join(cells[t].word for t in range(13, 25)) == "on␣the␣hill."
    assert all(cells[t].value is None and cells[t].word == said(found, t) for t in range(13, 25))
    assert _told(heard, window, "untaught")


def test_the_column_says_what_is_drawn_by_which_p(cat: MainWindow, heard: Listener) -> None:
    """The mock-up's moment: five likeliest at T = 0.7, ticks at 1, o drawn, and the strip works it out."""
    simulation = cat.simulation
    cat.commands["continue_end"].trigger()
    simulation.set_grain("step")
    simulation.go_to_step(13)
    settle()
    cat.grab()
    told, found = heard.of(cat.stage, "cell"), simulation.result.answers
    assert {f.of: f.word for f in told if f.what == "answer"} == {
        "a": "0.32", "i": "0.30", "u": "0.14", "o": "0.12", "b": "0.12",
    }  # fmt: skip
    assert all(f.value == found.offered(13)[f.unit] for f in told if f.what == "answer")
    assert {f.unit: f.value for f in told if f.what == "tick"} == {
        f.unit: float(found.p[13, f.unit]) for f in told if f.what == "answer"
    }
    assert [(f.of, f.word, f.value) for f in told if f.what == "drawn"] == [("o", "drawn “o”", True)]
    (text,) = [f.word for f in told if f.what == "so far"]
    assert "the cat sits␣".endswith(text.removeprefix("…")) and len(text) > 8
    (heat,) = [f for f in told if f.what == "temperature"]
    assert heat.value == 0.7 and heat.word.replace(" ", "") == "T=0.7" and not [f for f in told if f.what == "loss"]
    text = cat.formula.composition().formula.text
    assert (
        text == "p_t = softmax(y_t / T) = e^5.488 / 0.7 / (e^6.174 / 0.7 + e^6.115 / 0.7 + …) = 2540.2 / 20847.9 = 0.12"
    )
    assert cat.formula.composition().remark.texts[0] == "drawn at random: “o”, number 4 of 23"


def test_the_knob_turns_the_bars_and_the_dice_write_anew(cat: MainWindow, heard: Listener) -> None:
    cat.commands["continue_end"].trigger()
    settle()
    simulation, panel = cat.simulation, cat.experiment
    text = simulation.setup.sequence
    knob = panel.knobs["temperature"]
    assert knob.isVisibleTo(panel) and not panel.knobs["silent"].isVisibleTo(panel)
    knob.slider.setSliderDown(True)
    for position in (300, 400):
        knob.slider.setValue(position)
        settle()
    knob.slider.setSliderDown(False)
    assert simulation.setup.prediction.temperature == 2.0 and simulation.setup.sequence == text
    dice = panel._dice
    dice.buttons[1].click()
    settle()
    assert simulation.setup.prediction.temperature == 0.0
    cat.grab()
    found, step = simulation.result.answers, simulation.cursor.step
    bars = {f.unit: f.value for f in heard.of(cat.stage, "cell") if f.what == "bar"}
    assert bars[found.likeliest(step)] == 1.0 and sum(bars.values()) == 1.0
    dice.again.click()
    settle()
    assert simulation.setup.prediction.seed == 15
    for _ in range(3):
        cat.commands["undo"].trigger()
    assert simulation.setup.prediction.temperature == 0.7 and simulation.setup.sequence == text
    panel._loss_chosen("every")
    panel._loss_chosen("last")
    settle()
    assert simulation.setup.loss.counted(simulation.steps) == (12,), "the last letter that is known to be right"


def test_a_window_without_words_to_write_has_no_dice(fresh_window: Make) -> None:
    window = fresh_window()
    assert not window.experiment.knobs["temperature"].isVisibleTo(window.experiment)
    assert not window.experiment._dice.isVisibleTo(window.experiment) and not window.sequence.writing.onward.isVisible()
    QTest.keyClick(window.stage, Qt.Key.Key_Return)
    assert not window.commands["continue_end"].isEnabled()


def test_what_was_written_says_at_which_temperature_and_goes_with_its_network(cat: MainWindow, heard: Listener) -> None:
    simulation = cat.simulation
    cat.commands["continue_one"].trigger()
    settle()
    simulation.edit(replace(simulation.setup, prediction=simulation.setup.prediction.at_temperature(1.5)))
    simulation.move(replace(simulation.cursor, step=13))
    settle()
    cat.grab()
    told = heard.of(cat.stage, "cell")
    assert [fact.word for fact in told if fact.what == "drawn"] == ["at T = 0.7: “o”"]
    gradient = cat.panels["gradient"]
    assert "no gradient comes from the 1 steps" in gradient.sentence[0] or "none from" in gradient.sentence[0]
    simulation.edit(simulation.setup.with_weights(gain=0.9))
    settle()
    assert simulation.setup.typed == simulation.setup.sequence.steps and cat.sequence.field.text() == "the cat sits␣"
    assert not _told(heard, cat, "fed") and not cat.commands["take_back"].isEnabled()
    cat.commands["undo"].trigger()
    settle()
    assert cat.sequence.field.text() == "the cat sits o" and _told(heard, cat, "fed")


def test_the_loss_stands_beside_what_was_drawn(fresh_window: Make, heard: Listener) -> None:
    window = fresh_window(load_trained("long_gap_cloze"))
    window.commands["continue_one"].trigger()
    settle()
    assert window.simulation.setup.prediction.ended == "Yunnan"
    window.grab()
    told = {fact.what: fact.word for fact in heard.of(window.stage, "cell")}
    assert "Yunnan" in told["drawn"] and told["loss"].endswith("0.03")
