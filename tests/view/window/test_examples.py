"""The examples of lectures, one click away: what the screen says of them, number by number."""

import pytest
from PySide6.QtGui import QColor

from rnnviz.io.examples import EXAMPLES
from rnnviz.view.look import facts
from rnnviz.view.widgets import numbers
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import settle


def choose(window: MainWindow, key: str) -> None:
    box = window.sequence._presets
    box.activated.emit(box.findData(key))
    settle(4)


def written(window: MainWindow, row: str) -> list[str]:
    """The numbers in the bars of the tape, unit after unit, step after step."""
    with facts.listening() as heard:
        window.tape.refresh()
        window.tape.grab()
        told = [fact for fact in heard.of(window.tape) if fact.what == "number" and fact.of == row]
    return [fact.word for fact in sorted(told, key=lambda fact: (fact.step, fact.unit))]


@pytest.mark.parametrize(
    "key, row, numbers",
    [
        ("memory-of-ones", "h", "2 2 6 6 16 16"),
        ("memory-of-ones-read-out", "y", "4 4 12 12 32 32"),
        ("lstm-by-hand", "c", "3 7 7 7 0"),
        ("lstm-by-hand-nine", "c", "0 3 3 7 7 7 0 6 6"),
    ],
)
def test_a_preset_shows_the_numbers_of_the_lecture(window: MainWindow, key: str, row: str, numbers: str) -> None:
    choose(window, key)
    found = [word if "·" not in word else "0" for word in written(window, row)]
    assert found == numbers.split()
    with facts.listening() as heard:
        window.tape.grab()
        heads = [fact.word for fact in heard.of(window.tape) if fact.what == "head"]
    assert set(heads) == set(window.simulation.words)  # whole, none cut
    window.document.undo()
    settle(4)
    assert window.simulation.setup.input_scale == 4.0


def test_menu_and_list_have_all_of_them(window: MainWindow) -> None:
    menu, box = window.menus._examples, window.sequence._presets
    assert [action.data() for action in menu.actions()] == list(EXAMPLES)
    assert all(action.text() for action in menu.actions())
    assert all(box.itemText(box.findData(key)) for key in EXAMPLES)
    menu.actions()[0].trigger()
    settle(4)
    assert window.simulation.setup == EXAMPLES["memory-of-ones"].load().setup
    assert window.files.path is None


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
@pytest.mark.parametrize("key, words", [("lstm-by-hand", {"3", "4", "7", "1"}), ("memory-of-ones", {"2", "6", "1"})])
def test_numbers_stand_in_the_squares_of_the_stage(
    window: MainWindow, key: str, words: set[str], size: tuple[int, int]
) -> None:
    window.resize(*size)
    choose(window, key)
    window.simulation.go_to_step(1)
    window.document.flush()
    settle(4)
    with facts.listening() as heard:
        window.stage.grab()
        found = {fact.word for fact in heard.of(window.stage) if fact.what == "number"}
    assert words <= found


@pytest.mark.parametrize(
    "width, height, text, fits", [(40, 14, "-0.25", True), (9, 14, "-0.25", False), (40, 7, "1", False)]
)
def test_a_number_is_written_where_it_fits(width: int, height: int, text: str, fits: bool) -> None:
    assert bool(numbers.size_of([text], width, height)) is fits


@pytest.mark.parametrize("ground, dark", [("#ff9f43", True), ("#1b2130", False), ("#d95f02", True), ("#ffffff", True)])
def test_the_ink_is_the_one_further_from_the_ground(ground: str, dark: bool) -> None:
    assert (numbers.ink_on(QColor(ground)) == numbers.INKS[0]) is dark
