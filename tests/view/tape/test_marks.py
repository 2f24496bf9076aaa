"""What is painted over the tape stands where it belongs: frames, rings, stretches, bars that say where one is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from rnnviz.view.look.style import DARK, Scale
from rnnviz.view.tape import marks
from rnnviz.view.tape.layout import TapeLayout
from rnnviz.view.tape.rows import TapeRow
from tests.view.paintings import painted, rects

SCALE = Scale(720)


def layout(steps: int = 10, rows: int = 4, **more: float) -> TapeLayout:
    return TapeLayout(700, 260, SCALE, 80.0, rows, steps, **more)  # type: ignore[arg-type]


def row(name: str, units: int = 2, **more: Any) -> TapeRow:
    return TapeRow(name, name, "plain", False, np.zeros((10, units), np.uint8), None, **more)


def near(found: tuple[int, ...], wanted: QRectF, slack: float = 1.0) -> bool:
    edges = wanted.left(), wanted.top(), wanted.right(), wanted.bottom()
    return all(abs(a - b) <= slack for a, b in zip(found, edges, strict=True))


def test_a_bar_says_which_part_of_the_steps_and_of_the_rows_is_seen(qapp: object) -> None:
    assert rects(painted(marks.draw_scroll, layout(), DARK), "drawRoundedRect") == []
    plan = layout(400, 40, scroll=500.0, down=90.0)
    assert plan.furthest > 500 and plan.deepest > 90
    across, down = rects(painted(marks.draw_scroll, plan, DARK), "drawRoundedRect")
    whole, tall = 400 * plan.pitch, 40 * plan.row
    at, long = plan.left + 500 / whole * plan.span, max(16.0, plan.span / whole * plan.span)
    assert near(across, QRectF(at, 256, long, 3))
    at, long = plan.head + 90 / tall * plan.body, max(16.0, plan.body / tall * plan.body)
    assert near(down, QRectF(696, at, 3, long))
    end = layout(9000, 40, scroll=layout(9000, 40).furthest)
    across, _ = rects(painted(marks.draw_scroll, end, DARK), "drawRoundedRect")
    assert across[2] - across[0] == 16 and across[2] == pytest.approx(end.left + end.span, abs=1), "never shorter"


def test_the_frame_of_the_present_column_is_never_too_narrow_to_see() -> None:
    plan = layout()
    found = marks.frame_rect(plan, 3)
    assert found == plan.column(3).adjusted(0.5, 1, -0.5, 0)
    thin = marks.frame_rect(layout(400), 3)
    assert thin.width() == pytest.approx(6) and thin.center().x() == pytest.approx(layout(400).column(3).center().x())


@pytest.mark.parametrize(("steps", "joined"), [(10, False), (10, True), (60, False)])
def test_the_frame_goes_on_above_where_a_chain_stands_there(qapp: object, steps: int, joined: bool) -> None:
    plan = layout(steps)
    (found,) = rects(painted(marks.draw_frame, plan, DARK, 2, joined), "drawRoundedRect")
    narrow = plan.pitch < 2.2 * SCALE.axis
    assert found[1] == (-40 if joined else pytest.approx(plan.head - 2, abs=1) if narrow else 3)
    bottom = min(2 + plan.head + plan.body + 3, plan.height - 1.5)
    assert found[3] == pytest.approx(bottom, abs=1) and narrow == (steps == 60)


def test_what_is_ahead_and_what_is_not_computed_yet_lies_under_a_veil(qapp: object) -> None:
    plan = layout()
    (veil,) = rects(painted(marks.draw_veil, plan, DARK, range(4, 10)), "fillRect")
    assert near(veil, QRectF(plan.x(4), plan.head, 6 * plan.pitch, plan.body).intersected(plan.area()))
    assert rects(painted(marks.draw_veil, plan, DARK, range(10, 10)), "fillRect") == []
    rows = [row("x"), row("f"), row("c"), row("h")]
    facts = painted(marks.draw_unknown, plan, DARK, rows, frozenset({"f"}), 2)
    assert [fact.of for fact in facts if fact.what == "unknown"] == ["c", "h"]
    found = rects(facts, "fillRect")
    assert [near(f, QRectF(plan.x(2), plan.y(i), plan.pitch, plan.row)) for i, f in zip((2, 3), found, strict=True)]


@pytest.mark.parametrize("units", [1, 3, 40])
def test_the_chosen_unit_has_a_ring_in_every_row_that_has_it(qapp: object, units: int) -> None:
    plan = layout()
    columns, wide = plan.columns(), plan.columns().bar / units
    rows = [row("x"), row("f", units), row("c", units), row("h", units + 1)]
    facts = painted(marks.draw_unit, plan, DARK, rows, 2, units - 1)
    assert [fact.of for fact in facts if fact.what == "ring"] == ([] if units == 40 else ["f", "c", "h"])
    assert (wide >= marks.WIDE) == (units < 40) and (wide >= marks.RING_FROM) == (units < 40)
    drawn = rects(facts, "drawRoundedRect")
    for i, found in enumerate(drawn, 1):
        left, high = plan.left + columns.unit_left(2, units - 1, units), plan.bar
        if i < 3:
            assert near(found, QRectF(left, plan.y(i) + (plan.row - high) / 2, wide, high), 2)
    assert len(drawn) == {1: 3, 3: 2, 40: 0}[units], "a small one that is alone has a bar below"
    further = painted(marks.draw_unit, plan, DARK, rows, 2, units)
    assert [fact.of for fact in further if fact.what == "ring"] == ([] if units == 40 else ["h"]), "who has so many"


def test_small_rings_below_each_other_are_one(qapp: object) -> None:
    plan = layout()
    rows = [row("f", 5), row("c", 5), row("o", 2), row("h", 5)]
    assert marks.RING_FROM <= plan.columns().bar / 5 < marks.WIDE < plan.columns().bar / 2
    facts = painted(marks.draw_unit, plan, DARK, rows, 2, 1)
    assert [fact.of for fact in facts if fact.what == "ring"] == ["f", "c", "o", "h"]
    joined, alone = rects(facts, "drawRoundedRect")
    assert joined[1] == pytest.approx(plan.y(0) + (plan.row - plan.bar) / 2, abs=2)
    assert joined[3] == pytest.approx(plan.y(1) + (plan.row + plan.bar) / 2, abs=2)
    assert alone[3] - alone[1] == pytest.approx(plan.bar, abs=3)
    assert len([f for f in facts if f.what == "ink" and f.word.startswith("drawLine")]) == 1, "one alone has a bar"


def test_held_steps_are_hatched_and_numbers_that_are_none_crossed(qapp: object) -> None:
    plan = layout()
    held = np.array([0, 1, 1, 0, 0, 1, 0, 0, 0, 1], bool)
    facts = painted(marks.draw_held, plan, DARK, 1, row("f", held=held))
    assert [fact.value for fact in facts if fact.what == "held"] == [range(1, 3), range(5, 6), range(9, 10)]
    top = plan.y(1) + (plan.row - plan.bar) / 2
    first, second, third = rects(facts, "drawRect")
    assert near(first, QRectF(plan.x(1) + 1, top, 2 * plan.pitch - 2, plan.bar))
    assert near(second, QRectF(plan.x(5) + 1, top, plan.pitch - 2, plan.bar)) and third[0] > second[2]
    odd = np.array(["finite"] * 3 + ["overflow"] * 2 + ["zero"] * 2 + ["nan"] * 3)
    crossed = rects(painted(marks.draw_odd, plan, DARK, 1, row("f", odd=odd)), "drawRect")
    assert len(crossed) == 2 and near(crossed[0], QRectF(plan.x(3), top, 2 * plan.pitch, plan.bar))
    assert near(crossed[1], QRectF(plan.x(7), top, 3 * plan.pitch, plan.bar).intersected(plan.area()))
    assert painted(marks.draw_held, plan, DARK, 1, row("f")) == [] == painted(marks.draw_odd, plan, DARK, 1, row("f"))


def test_a_stretch_is_named_as_far_as_the_story_has_come_and_where_there_is_room(qapp: object) -> None:
    odd = np.array(["finite"] * 3 + ["overflow"] * 4 + ["finite"] + ["nan"] * 2)
    rows = [row("f", odd=odd)]

    def said(reached: range, steps: int = 10) -> list[str]:
        facts = painted(marks.name_odd, layout(steps, 1), DARK, rows, reached)
        return [fact.word for fact in facts if fact.what == "text"]

    assert said(range(10)) == ["overflow", "not a number"] and said(range(8)) == ["overflow"]
    assert said(range(4, 10)) == ["overflow", "not a number"] and said(range(3)) == []
    assert said(range(3, 4)) == [], "one column is too narrow for the word"


def test_chosen_steps_are_framed(qapp: object) -> None:
    plan = layout()
    (found,) = rects(painted(marks.draw_choice, plan, DARK, 1, 2, 4), "drawRect")
    assert near(found, QRectF(plan.x(2), plan.y(1), 3 * plan.pitch, plan.row))
