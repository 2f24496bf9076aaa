"""Rows that go on below where they have no room: nothing is lost, nothing is cut, no line has room for more."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rnnviz.view.widgets.lines import Lines, line_starts

widths = st.lists(st.integers(0, 90) | st.none(), max_size=12)


@given(widths, st.integers(0, 9), st.integers(100, 400))
def test_each_line_takes_as_much_as_it_can(widths: list[int | None], gap: int, room: int) -> None:
    edges = (0, *line_starts(widths, gap, room), len(widths))
    lines = [widths[a:b] for a, b in pairwise(edges)]
    shown = [[width for width in line if width] for line in lines]
    used = [sum(line) + gap * (len(line) - 1) for line in shown]
    assert all(u <= room for u in used)
    for u, line, below in zip(used, lines, shown[1:], strict=False):
        assert u + gap + below[0] > room or None in line, "broken without need"


def test_a_row_breaks_first_where_a_space_stands() -> None:
    assert line_starts([50, 50, None, 50, 50], 10, 230) == ()
    assert line_starts([50, 50, None, 50, 50], 10, 229) == (3,)
    assert line_starts([50, 50, None, 50, 50], 10, 100) == (1, 3, 4)


def test_a_widget_wider_than_the_room_has_a_line_of_its_own() -> None:
    assert line_starts([50, 500, 50], 5, 100) == (1, 2)


def buttons(qtbot: QtBot, count: int) -> tuple[QWidget, Lines, list[QPushButton]]:
    ground = QWidget()
    qtbot.addWidget(ground)
    made = [QPushButton(str(number), ground) for number in range(count)]
    for button in made:
        button.setFixedSize(60, 20)
    lines = Lines([*made[:-1], None, made[-1]], ground)
    lines.set_gap(10)
    ground.show()
    return ground, lines, made


def test_lines_break_and_come_together_again(qtbot: QtBot) -> None:
    ground, lines, made = buttons(qtbot, 4)

    def places(width: int) -> list[tuple[int, int]]:
        ground.resize(width, 200)
        lines.fit(width)
        lines.activate()
        return [(button.x(), button.y()) for button in made]

    wide = places(400)
    assert len({y for _, y in wide}) == 1 and wide[-1][0] == 340, "the last one stands at the right"
    assert [len({y for _, y in places(width)}) for width in (130, 60, 270)] == [3, 4, 1]
    assert places(400) == wide
    made[1].hide()
    assert len({y for _, y in places(200)}) == 1, "what is hidden takes no room"


def test_others_take_the_place_of_what_was_held(qtbot: QtBot) -> None:
    ground, lines, made = buttons(qtbot, 4)
    lines.fit(60)
    lines.hold([made[3], made[0]])
    lines.activate()
    made[1].hide()
    assert (made[3].x(), made[0].x(), made[3].y() - made[0].y()) == (0, 70, 0)
    assert ground.layout() is lines
