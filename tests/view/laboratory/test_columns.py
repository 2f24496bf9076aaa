"""Columns of steps in the laboratory, asked without a window: places, the pointer, what is drawn and named."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from rnnviz.model.document.document import Document
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.view.laboratory.columns import MOST_WORDS, StepColumns, draw_number, draw_steps
from rnnviz.view.look.facts import listening
from rnnviz.view.look.style import DARK, Scale
from rnnviz.view.widgets.paper import BOLD, text_width

SCALE = Scale(720)


@pytest.mark.parametrize("steps", [1, 7, 40, 900])
def test_columns_fill_their_room_and_a_place_leads_back(steps: int) -> None:
    columns = StepColumns(40.0, 640.0, steps)
    assert columns.pitch * steps == pytest.approx(600)
    assert columns.x(0) - 40 == pytest.approx(640 - columns.x(steps - 1)) == pytest.approx(columns.pitch / 2)
    for place in range(0, steps, 3):
        middle, near = columns.x(place), 0.49 * columns.pitch
        assert {columns.at(middle - near), columns.at(middle), columns.at(middle + near)} == {place}
    assert columns.at(39.9) is None and columns.at(640.1) is None and columns.at(40.0) == 0
    assert StepColumns(50.0, 50.0, 3).pitch > 0


def test_bars_leave_a_gap_and_of_narrow_ones_as_many_are_drawn_as_there_are_pairs_of_pixels() -> None:
    wide, narrow = StepColumns(0.0, 600.0, 10), StepColumns(0.0, 600.0, 900)
    rect = wide.rect(3, 20.0, 50.0)
    assert rect.center().x() == pytest.approx(wide.x(3)) and rect.width() == pytest.approx(0.92 * 60)
    assert (rect.top(), rect.bottom()) == (20, 50) and wide.rect(3, 0, 1, 0.5).width() == pytest.approx(30)
    assert wide.drawn == range(10) and StepColumns(0.0, 600.0, 300).drawn == range(300)
    assert narrow.drawn == range(0, 900, 3)
    assert narrow.rect(3, 0.0, 1.0).width() == pytest.approx(3 * narrow.pitch), "each stands for those left out"
    assert StepColumns(0.0, 400.0, 100).rect(1, 0, 1).width() == pytest.approx(4.0)
    assert StepColumns(0.0, 401.0, 100).rect(1, 0, 1).width() == pytest.approx(0.92 * 4.01)


def written(columns: StepColumns, setup: Setup, backward: bool = False) -> list[str]:
    """What stands below, from left to right."""
    simulation = Document(setup).front
    if backward:
        simulation.visit(0, "backward")
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    with listening() as heard, QPainter(image) as p:
        draw_steps(p, columns, simulation, 0.0, DARK, SCALE)
    return [fact.word for fact in heard.now if fact.what == "text"]


def test_numbers_stand_below_and_words_where_there_is_room(qapp: object) -> None:
    words = ("so", "it", "was", "not")
    setup = Setup.of("rnn", hidden=2, sequence=parse_sequence(" ".join(words)))
    assert written(StepColumns(0.0, 400.0, 4), setup) == ["1", "2", "3", "4", *words]
    assert written(StepColumns(0.0, 4 * 2.1 * SCALE.axis, 4), setup) == ["1", "2", "3", "4"]
    assert written(StepColumns(0.0, 4 * 1.29 * SCALE.axis, 4), setup) == ["1", "4"]
    both = Setup((LayerChoice("rnn", hidden=2, direction="both"),), sequence=setup.sequence)
    assert written(StepColumns(0.0, 400.0, 4), both, True)[4:] == list(words), "as the sequence has them"


def test_a_long_sequence_has_as_many_numbers_as_have_room(qapp: object) -> None:
    many = Setup.of("rnn", hidden=2, sequence=parse_sequence("a " * (MOST_WORDS + 1)))
    numbers = [int(text) for text in written(StepColumns(0.0, 900.0, MOST_WORDS + 1), many)]
    assert numbers == sorted(numbers) and 2 <= len(numbers) <= 900 / (4 * SCALE.axis) + 1
    few = Setup.of("rnn", hidden=2, sequence=parse_sequence("a " * MOST_WORDS))
    assert len(written(StepColumns(0.0, 1900.0, MOST_WORDS), few)) == 2 * MOST_WORDS


def test_a_number_stands_in_a_bar_that_has_room_for_it(qapp: object) -> None:
    px = 14
    width = text_width("57", px, BOLD) + 4
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    for size, there in (((width, 1.4 * px), 1), ((width - 0.1, 99), 0), ((99, 1.4 * px - 0.1), 0), ((99, 99), 1)):
        with listening() as heard, QPainter(image) as p:
            draw_number(p, QRectF(0, 0, *size), "57", px, DARK.text)
        assert [fact.word for fact in heard.now].count("57") == there
