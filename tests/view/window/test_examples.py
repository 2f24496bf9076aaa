"""The examples of lectures, one click away: what the screen says of them, number by number."""

import pytest

from rnnviz.io.examples import EXAMPLES
from rnnviz.view.look import facts
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
