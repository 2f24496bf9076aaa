"""The formula strip: it says what was computed, follows the story and the pointer, and never clips."""

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rnnviz.engine import CELLS
from rnnviz.model.document.document import Document
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.view.formula import formula_row
from rnnviz.view.formula.formula_bar import FormulaBar
from rnnviz.view.look.style import DARK, LIGHT, Scale

SIZES = {720: (824, 80), 1080: (1236, 112), 2160: (2472, 224)}


def bar_of(setup: Setup | None = None, height: int = 1080) -> FormulaBar:
    bar = FormulaBar(Document(setup or Setup()).front)
    bar.resize(*SIZES[height])
    bar.dress(DARK, Scale(height))
    return bar


def formula(bar: FormulaBar) -> str:
    return bar.composition().formula.text


def test_the_numbers_painted_are_those_computed(qapp: QApplication) -> None:
    bar = bar_of()
    simulation = bar.simulation
    simulation.set_grain("line")
    simulation.flush()
    for step in range(simulation.steps):
        for n, line in enumerate(simulation.cell.lines):
            simulation.move(replace(simulation.cursor, step=step, line=n))
            simulation.flush()
            printed = formula(bar).replace("−", "-").rpartition(" ")[2]
            value = float(re.sub(r"·10([⁻⁰-⁹¹²³]+)", "", printed))
            if "·" not in printed:
                decimals = len(printed.partition(".")[2])
                assert value == pytest.approx(simulation.run.value(line.name)[step, 0], abs=0.51 * 10**-decimals)


def test_it_follows_cursor_unit_and_run(qapp: QApplication) -> None:
    bar = bar_of()
    first = bar.texts()
    bar.simulation.next()
    bar.simulation.flush()
    second = bar.texts()
    bar.simulation.select(unit=3)
    bar.simulation.flush()
    third = bar.texts()
    bar.simulation.edit(bar.simulation.setup.with_weights(seed=5))
    bar.simulation.flush()
    assert len({tuple(t) for t in (first, second, third, bar.texts())}) == 4
    assert "unit 4 of 8" in " ".join(third)


def test_at_whole_steps_it_shows_the_main_state(qapp: QApplication) -> None:
    assert formula(bar_of()).startswith("c_t = f_t ⊙ c_t−1 + i_t ⊙ g_t = ")
    assert formula(bar_of(Setup.of("gru"))).startswith("h_t = (1 − z_t) ⊙ h_t−1 + z_t ⊙ n_t = ")
    assert "keeps" in " ".join(bar_of().texts())


def test_backward_it_shows_the_belts_factor(qapp: QApplication) -> None:
    bar = bar_of()
    bar.simulation.set_pass("backward")
    assert formula(bar).startswith("∂L/∂c_t−1 = ∂L/∂c_t ⊙ f_t ")
    assert re.search(r"arriving gradient .* ‖·‖ \S+ → \S+", " ".join(bar.texts()))


def test_the_pointer_and_pins_take_over(qapp: QApplication) -> None:
    bar = bar_of()
    bar.simulation.select(pins=("line:o",))
    bar.simulation.flush()
    assert formula(bar).startswith("o_t = σ(")
    bar.simulation.select(hover="line:kept")
    bar.simulation.flush()
    assert formula(bar).startswith("kept_t = f_t ⊙ c_t−1 = ")
    bar.simulation.select(hover="in:x")
    bar.simulation.flush()
    assert formula(bar).startswith("x_t = (")
    bar.simulation.select(hover=None, pins=())
    bar.simulation.flush()
    assert formula(bar).startswith("c_t = ")


def test_chips_are_the_stages_and_move_the_story(qapp: QApplication) -> None:
    bar = bar_of()
    assert bar.texts()[:5] == ["1 forget", "2 input", "3 candidate", "4 update", "5 output"]
    assert not any(chip.isChecked() for chip in bar.chips.chips)
    QTest.mouseClick(bar.chips.chips[3], Qt.MouseButton.LeftButton)
    bar.simulation.flush()
    cursor = bar.simulation.cursor
    assert (cursor.grain, cursor.now(bar.simulation.cell)) == ("stage", ("kept", "written", "c"))
    assert [chip.isChecked() for chip in bar.chips.chips] == [False, False, False, True, False]
    QTest.keyClick(bar.chips.chips[1], Qt.Key.Key_Return)
    assert bar.simulation.cursor.stage(bar.simulation.cell) == "input"
    QTest.keyClick(bar.chips.chips[0], Qt.Key.Key_Space)
    assert bar.simulation.cursor.stage(bar.simulation.cell) == "forget"
    assert bar.chips.chips[0].accessibleName() == "Stage 1: forget"


def test_choosing_the_present_stage_again_keeps_it_marked(qapp: QApplication) -> None:
    bar = bar_of()
    bar.go_to_stage(2)
    bar.simulation.flush()
    QTest.mouseClick(bar.chips.chips[2], Qt.MouseButton.LeftButton)
    bar.simulation.flush()
    assert bar.chips.chips[2].isChecked()


def test_stages_of_another_cell(qapp: QApplication) -> None:
    bar = bar_of()
    bar.simulation.edit(bar.simulation.setup.with_cell("gru"))
    bar.simulation.flush()
    assert bar.texts()[:4] == ["1 reset", "2 update", "3 candidate", "4 mix"]


def test_a_chip_of_a_cell_that_is_just_replaced_leads_nowhere(qapp: QApplication) -> None:
    bar = bar_of(Setup.of("lstm"))
    simulation = bar.simulation
    last = len(simulation.cell.stages) - 1
    simulation.edit(simulation.setup.with_cell("rnn"))
    bar.go_to_stage(last)
    assert last >= len(simulation.cell.stages) and simulation.cursor == simulation.score.fitted(simulation.cursor)


def test_many_stages_fold_to_numbers_and_keep_the_present_one(qapp: QApplication) -> None:
    lines = ["q0 = W @ x + h_prev", *(f"q{i} = tanh(q{i - 1})" for i in range(1, 60)), "h = q59"]
    bar = bar_of(Setup((LayerChoice(cell_text='name = "long"\nequations = """\n' + "\n".join(lines) + '\n"""\n'),)))
    bar.go_to_stage(57)
    bar.simulation.flush()
    bar.composition()
    shown = [chip for chip in bar.chips.chips if not chip.isHidden()]
    assert bar.chips.chips[57] in shown and len(shown) < 61
    assert bar.chips.geometry().right() <= bar.width()


@pytest.mark.parametrize("height", list(SIZES))
@pytest.mark.parametrize("key", list(CELLS))
def test_nothing_is_clipped(qapp: QApplication, key: str, height: int) -> None:
    bar = bar_of(Setup.of(key), height)
    simulation = bar.simulation
    simulation.set_grain("line")
    for direction in ("forward", "backward"):
        simulation.set_pass(direction)
        for n in range(len(simulation.cell.lines)):
            simulation.move(replace(simulation.cursor, step=3, line=n))
            shown = bar.composition()
            assert shown.x + shown.formula.width <= bar.width() - shown.x / 2
            assert shown.formula.px >= 20 and shown.baseline + shown.formula.px * 0.35 <= bar.height()


def test_a_narrow_bar_keeps_the_value(qapp: QApplication) -> None:
    bar = bar_of()
    wide = formula(bar)
    bar.resize(420, 112)
    assert formula(bar).endswith(wide.rpartition(" ")[2]) and bar.composition().formula.width < 420
    bar.resize(60, 112)
    assert bar.composition().formula.width <= 60


def test_sizes_of_the_type(qapp: QApplication) -> None:
    assert [bar_of(height=h).composition().formula.px for h in SIZES] == [20, 26, 52]


def test_a_held_gate_says_so(qapp: QApplication) -> None:
    bar = bar_of(Setup(holds=(Hold("f", 1.0),)))
    bar.go_to_stage(0)
    assert formula(bar) == "f_t = 1.00" and "f is held" in " ".join(bar.texts())


def test_it_speaks_to_screen_readers(qapp: QApplication) -> None:
    bar = bar_of()
    bar.grab()
    assert bar.accessibleName() == "Formula" and bar.accessibleDescription() == formula(bar)


def test_nothing_is_composed_twice(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    bar = bar_of()
    bar.grab()
    calls = []
    original = formula_row.fitted
    monkeypatch.setattr(formula_row, "fitted", lambda *a: calls.append(1) or original(*a))
    bar.simulation.select(hover="line:c")  # the line already shown
    bar.grab()
    bar.grab()
    assert calls == []
    bar.simulation.next()
    bar.grab()
    assert len(calls) == 1


def test_painting_again_is_a_blit(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    bar, drawn = bar_of(), []
    monkeypatch.setattr(bar, "draw_picture", drawn.append)
    first = bar.grab().toImage()
    assert len(drawn) == 1
    assert bar.grab().toImage() == first and len(drawn) == 1


def test_themes_differ(qapp: QApplication) -> None:
    bar = bar_of()
    dark = bar.grab().toImage()
    bar.dress(LIGHT, bar.scale)
    assert bar.grab().toImage() != dark
