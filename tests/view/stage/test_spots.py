"""Where texts on the stage may stand: boxes, circles and places are judged by exact geometry, without a window."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from rnnviz.engine import CELLS
from rnnviz.model.picture import Picture
from rnnviz.model.picture.grid import BELT_WIDTH, HOP, HOP_BELT, SIGNAL
from rnnviz.model.picture.shapes import Label
from rnnviz.view.look import typeset
from rnnviz.view.stage.grid import Grid, Screen, laid_out
from rnnviz.view.stage.labels import spots
from rnnviz.view.stage.labels.clearing import ABOVE, BATCH, BELOW, DIGITS, Clearing, TextPlace, _head, occupied, shifts
from rnnviz.view.stage.labels.spots import (
    AWAY,
    NEAR,
    OPPOSITE,
    RISES,
    WIDEST,
    Strip,
    along,
    formula_width,
    spots_of,
    state_box,
    state_boxes,
)
from rnnviz.view.stage.marks import SEMIBOLD, text_width

SCREEN = Screen(1242, 568)


def stage(key: str, screen: Screen = SCREEN) -> tuple[Picture, Grid]:
    picture = laid_out(CELLS[key], screen)
    return picture, screen.grid(picture.ground)


@pytest.fixture(scope="module")
def lstm(qapp: object) -> tuple[Picture, Grid]:
    return stage("lstm")


@pytest.fixture(scope="module")
def gru(qapp: object) -> tuple[Picture, Grid]:
    return stage("gru")


def box(left: float, top: float, width: float, height: float) -> QRectF:
    return QRectF(left, top, width, height)


# a clearing ------------------------------------------------------------------------------------------------------


@settings(max_examples=20, deadline=None)
@given(st.tuples(*[st.integers(0, 80)] * 2), st.tuples(*[st.integers(3, 30)] * 2))
def test_what_is_covered_is_the_area_in_common(at: tuple[int, int], size: tuple[int, int]) -> None:
    """With other boxes, and outside of the bounds; a box may touch by a pixel."""
    clearing = Clearing(box(0, 0, 100, 90))
    taken = [box(20, 30, 25, 15), box(60, 10, 20, 70)]
    clearing.take(*taken)
    slim = box(*at, *size).adjusted(1, 1, -1, -1)
    shared = [slim.intersected(other) for other in taken]
    inside = slim.intersected(box(0, 0, 100, 90))
    wanted = sum(part.width() * part.height() for part in shared if part.isValid())
    wanted += slim.width() * slim.height() - (inside.width() * inside.height() if inside.isValid() else 0.0)
    assert clearing.covered([box(*at, *size)])[0] == pytest.approx(wanted)


@settings(max_examples=20, deadline=None)
@given(st.floats(0, 90), st.floats(0, 90))
def test_a_circle_is_met_where_its_middle_is_near(x: float, y: float) -> None:
    clearing = Clearing(box(-200, -200, 600, 600))
    clearing.take_circle(QPointF(50, 40), 12)
    slim = box(x, y, 20, 8).adjusted(1, 1, -1, -1)
    near = math.hypot(
        max(slim.left() - 50, 0.0, 50 - slim.right()), max(slim.top() - 40, 0.0, 40 - slim.bottom())
    )  # fmt: skip
    wanted = max(12 - near, 0.0) * slim.height()
    assert clearing.covered([box(x, y, 20, 8)])[0] == pytest.approx(wanted if wanted > 0.1 else 0.0, abs=1e-9)


def test_the_first_free_place_is_taken_or_the_one_that_covers_least() -> None:
    clearing = Clearing(box(0, 0, 500, 100))
    clearing.take(box(0, 0, 340, 100))
    row = [TextPlace(10.0 * n, 50.0, 10, 30.0) for n in range(40)]
    found, free = clearing.best(row)
    assert free and found is row[34] and len(row) > 2 * BATCH
    nearly, free = clearing.best([*row[20:34], *reversed(row[:20])])
    assert not free and nearly is row[33]
    none, free = clearing.best([])
    assert not free and none.width == 0


def test_who_has_the_least_choice_chooses_first_and_texts_keep_their_distance() -> None:
    clearing = Clearing(box(0, 0, 300, 100))
    near = TextPlace(10, 50, 10, 40)
    choosy, easy = [near], [near, TextPlace(52, 50, 10, 40), TextPlace(54.1, 50, 10, 40), TextPlace(100, 50, 10, 40)]
    (first, ok), (second, fine) = clearing.all_best([easy, choosy])
    assert ok and fine and second is near and first is easy[2], "four tenths of a size of type beside each other"
    below = TextPlace(10, 50 + 10 * (ABOVE + BELOW), 10, 40)
    lower = below.moved(0, 0.3 * 10)
    (_, _), (found, free) = clearing.all_best([[near], [below, lower]])
    assert free and found is lower and clearing.all_best([]) == []
    (_, _), (found, free) = clearing.all_best([[near], [near]])
    assert not free and found is near


def test_a_place_is_the_box_of_its_ink() -> None:
    place = TextPlace(30, 100, 20, 50, DIGITS)
    assert place.box == box(30, 100 - 0.77 * 20, 50, 0.80 * 20) and TextPlace(0, 0, 10, 5).box.height() == 10.4
    assert place.moved(3, -4) == TextPlace(33, 96, 20, 50, DIGITS) and place.moved(-1).baseline == 100


def test_shifts_go_farther_and_farther_to_either_side() -> None:
    assert shifts(2.0, 3) == [0.0, 2.0, -2.0, 4.0, -4.0, 6.0, -6.0]


# what is taken ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("backward", [False, True])
def test_shapes_wires_heads_and_bridges_are_taken(gru: tuple[Picture, Grid], backward: bool) -> None:
    picture, grid = gru
    bounds = box(0, 0, grid.edge, 568)
    found, bare = (occupied(picture, grid, backward, bounds, wires) for wires in (True, False))

    def taken(x: float, y: float, all_of_it: bool = True) -> bool:
        at = grid.at(x, y)
        spot = box(at.x() - 1.05, at.y() - 1.05, 2.1, 2.1)
        return bool((found if all_of_it else bare).covered([spot.adjusted(-1, -1, 1, 1)])[0])

    for shape in picture.shapes:
        left, top, right, bottom = shape.box
        assert taken((left + right) / 2, (top + bottom) / 2, False) == (shape.kind != "through"), shape
        if shape.kind == "op":
            assert not taken(left + 0.05, top + 0.05, False), "a circle leaves the corners of its box"
    assert any(shape.kind == "op" for shape in picture.shapes)
    for piece in picture.pieces:
        width = grid.wire(BELT_WIDTH if piece.belt or backward else SIGNAL)
        for (x0, y0), (x1, y1) in piece.segments:
            long = abs(x1 - x0) + abs(y1 - y0)
            assert taken((x0 + x1) / 2, (y0 + y1) / 2), piece
            if long > 4:
                across = (0.0, width / 2 - 0.01) if y0 == y1 else (width / 2 - 0.01, 0.0)
                for sign in (-1, 1):
                    assert taken((x0 + x1) / 2 + sign * across[0], (y0 + y1) / 2 + sign * across[1])
    for bridge in picture.bridges:
        radius = HOP_BELT if bridge.belt else HOP
        assert taken(bridge.x + radius - 0.05, bridge.y - radius + 0.05)
        assert taken(bridge.x + radius - 0.05, bridge.y + radius - 0.05)
    assert picture.bridges


def test_an_arrowhead_lies_along_the_end_of_its_wire() -> None:
    grid = Grid(10.0, 5.0, 7.0)
    assert _head(grid, (0, 0), (10, 0)) == QRectF(grid.at(8.7, 0), grid.at(10, 0)).adjusted(-6, -6, 6, 6)
    assert _head(grid, (3, 9), (3, 2)) == QRectF(grid.at(3, 2), grid.at(3, 3.3)).adjusted(-6, -6, 6, 6)
    assert _head(grid, (0, 0), (0.5, 0)) == QRectF(grid.at(0, 0), grid.at(0.5, 0)).adjusted(-6, -6, 6, 6), "all of it"


# states ----------------------------------------------------------------------------------------------------------


def states(picture: Picture) -> list[Label]:
    return [label for label in picture.labels if label.kind in ("entry", "exit")]


@pytest.mark.parametrize("backward", [False, True])
def test_a_state_covers_its_name_and_the_strip_below(lstm: tuple[Picture, Grid], backward: bool) -> None:
    picture, grid = lstm
    for label in states(picture):
        name, strip = state_boxes(grid, label, backward)
        assert name == state_box(grid, label, backward)
        wide = sum(typeset.width(typeset.symbol(t.name, "t", None, backward) if t.name else typeset.text(t.text),
                                 grid.state) for t in label.tokens)  # fmt: skip
        assert name.center().x() == pytest.approx(grid.at(label.x, 0).x()) and name.width() == pytest.approx(wide)
        baseline = grid.at(0, label.y - 1.9).y()
        assert name.top() < baseline - 0.7 * grid.state and baseline < name.bottom() < baseline + 0.4 * grid.state
        assert strip.center().x() == pytest.approx(grid.at(label.x, 0).x())
        assert strip.width() == pytest.approx(WIDEST * grid.u)
        assert strip.top() == pytest.approx(grid.at(0, label.y + 1.35).y())
        words = 0.4 * grid.u + grid.name if backward else 0.0
        assert strip.height() == pytest.approx(1.2 * grid.u + words)
    assert len(states(picture)) >= 4


@pytest.mark.parametrize(("align", "left"), [("left", 100.0), ("center", 80.0), ("right", 60.0)])
def test_a_strip_hangs_from_its_anchor(align: str, left: float) -> None:
    assert Strip(QPointF(100, 30), align, 40.0).box(10.0) == box(left, 30, 40, 11)


# all places of a picture -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["lstm", "gru"])
@pytest.mark.parametrize("backward", [False, True])
def test_names_stand_on_a_side_of_their_wire_in_one_size(
    request: pytest.FixtureRequest, key: str, backward: bool
) -> None:
    picture, grid = request.getfixturevalue(key)
    found = spots_of(picture, grid, backward)
    gates = [label for label in picture.labels if label.kind == "gate"]
    assert list(found.names) == gates and len({spot.px for spot, _ in found.names.values()}) == 1
    for label, (spot, free) in found.names.items():
        wire = grid.at(label.x, 0).x()
        assert spot.width == text_width(label.tokens[0].text, spot.px, SEMIBOLD)
        gap = min(abs(spot.left - wire), abs(spot.left + spot.width - wire)) / grid.u
        assert gap == pytest.approx(AWAY) or gap == pytest.approx(NEAR)
        assert any(spot.baseline == pytest.approx(grid.at(0, label.y - rise).y()) for rise in RISES)
        if free and not backward:
            assert (spot.left > wire) == (label.side == "right"), "the planned side has room in these"
        assert grid.least <= spot.px <= grid.name
    assert bool(found.factors) == backward and bool(found.formulas) == (not backward)


def test_formulas_and_their_strips_cover_nothing_that_was_there_before(lstm: tuple[Picture, Grid]) -> None:
    picture, grid = lstm
    found = spots_of(picture, grid, False)
    clearing = occupied(picture, grid, False, box(0, 0, grid.edge, 568))
    assert set(found.formulas) == {label for label in picture.labels if label.kind in ("product", "wire", "inner")}
    assert set(found.strips) == {label for label in picture.labels if label.kind == "product"}
    boxes = [spot.box for spot in found.formulas.values() if spot] + [s.box(grid.u) for s in found.strips.values()]
    assert not clearing.covered(boxes).any()
    for label, spot in found.formulas.items():
        assert spot is not None and spot.width == pytest.approx(formula_width(label.tokens, spot.px))
        at = grid.at(label.x, label.y)
        side = label.side
        if side in ("above", "below"):
            assert (spot.baseline < at.y()) == (side == "above")
        else:
            assert (spot.left > at.x()) == (side == "right")
    for label, strip in found.strips.items():
        assert strip.most in [pytest.approx(part * WIDEST * grid.u) for part in (1.0, 0.85, 0.7, 0.55)]
        if label.side in ("above", "below"):
            assert strip.align == "center" and strip.top == grid.at(label.strip_x or label.x, label.y + 0.9)
        else:
            spot = found.formulas[label]
            assert spot is not None and strip.align == ("right" if label.side == "left" else "left")
            assert strip.top.x() == (spot.left + spot.width if label.side == "left" else spot.left)
            assert strip.top.y() > spot.baseline


@pytest.mark.parametrize("key", ["lstm", "gru"])
def test_factors_stand_beside_their_wire_and_away_from_operations(request: pytest.FixtureRequest, key: str) -> None:
    picture, grid = request.getfixturevalue(key)
    u = grid.u
    for item in picture.factors:
        for side in (item.side, OPPOSITE[item.side]):
            places = list(along(grid, picture, item, side, 60.0, 14))
            at, first = grid.at(item.x, item.y), places[0]
            assert len(places) == 13 and {p.width for p in places} == {60.0}
            if side in ("left", "right"):
                assert (first.left if side == "right" else first.left + 60) - at.x() == pytest.approx(
                    u if side == "right" else -u
                )
                assert {p.left for p in places} == {first.left} and abs(first.box.center().y() - at.y()) < 2
                assert places[1].baseline - first.baseline == pytest.approx(0.5 * u)
            else:
                assert (first.baseline < at.y()) == (side == "above")
                assert (first.box.bottom() < at.y()) or (first.box.top() > at.y())
                assert {p.baseline for p in places} == {first.baseline}
                assert places[2].left - first.left == pytest.approx(-0.5 * u)
    found = spots_of(picture, grid, True)
    assert list(found.factors) == list(picture.factors)
    clearing = occupied(picture, grid, True, box(0, 0, grid.edge, 568))
    boxes = [spot.box for spot in found.factors.values() if spot]
    assert boxes and not clearing.covered(boxes).any()
    assert not any(a.adjusted(1, 1, -1, -1).intersects(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_a_factor_over_a_short_wire_moves_clear_of_the_operation_at_its_end(lstm: tuple[Picture, Grid]) -> None:
    """By as much as its own half and a little air: its box then touches the operation's columns no more."""
    picture, grid = lstm
    item = next(f for f in picture.factors if f.side in ("above", "below"))
    op = next(shape for shape in picture.shapes if shape.kind == "op")
    left, top, right, bottom = op.box
    middle = (top + bottom) / 2
    half = 60.0 / 2 / grid.u
    for x, wanted in ((left - 0.2, left - half - 0.3), (right + 0.2, right + half + 0.3)):
        near = replace(item, x=x, y=middle)
        moved = spots._clearance(grid, picture, near, 60.0) / grid.u
        assert x + moved == pytest.approx(wanted)
        places = list(along(grid, picture, near, "above", 60.0, 14))
        assert places[0].left + 30 == pytest.approx(grid.at(wanted, 0).x())
    assert spots._clearance(grid, picture, replace(item, x=left - 0.2, y=top - 0.01), 60.0) == 0.0
    assert spots._clearance(grid, picture, replace(item, x=left - 0.2, y=bottom), 60.0) == 0.0
    far = replace(item, x=left - half - 0.31, y=middle)
    others = [s for s in picture.shapes if s.box[1] < middle < s.box[3] and s is not op]
    if all(abs(far.x - edge) > half + 0.3 for s in others for edge in (s.box[0], s.box[2])):
        assert spots._clearance(grid, picture, far, 60.0) == 0.0


def test_only_a_factor_that_may_be_negative_keeps_room_for_a_sign(lstm: tuple[Picture, Grid]) -> None:
    picture, _ = lstm
    said = {item.link.wire: spots._longest(picture, item) for item in picture.factors}
    gated = {name for name, text in said.items() if "−" not in text}
    assert gated and gated != set(said)
    for item in picture.factors:
        sink = picture.by_name.get(item.link.sink)
        others = [k.source for k in picture.links if k.sink == item.link.sink and k != item.link]
        pill = sink is not None and sink.kind == "pill"
        valves = bool(others) and all(name in picture.by_name and picture.by_name[name].valve for name in others)
        assert (item.link.wire in gated) == (pill or valves)


def test_a_smaller_stage_takes_smaller_names(qapp: object) -> None:
    picture, grid = stage("lstm", Screen(700, 330))
    found = spots_of(picture, grid, False)
    sizes = {spot.px for spot, _ in found.names.values()}
    assert len(sizes) == 1 and all(grid.least <= px <= grid.name for px in sizes)
    formulas = [spot.px for spot in found.formulas.values() if spot]
    assert all(a >= 0.85 * max(20.0, 1.85 * grid.u) - 0.5 for a in formulas)
    assert all(a == b for a, b in pairwise(sorted(sizes)))


# formulas --------------------------------------------------------------------------------------------------------

WAYS = {"above": (0, -1), "below": (0, 1), "left": (-1, 0), "right": (1, 0)}


@pytest.mark.parametrize("kind", ["product", "wire", "inner"])
@pytest.mark.parametrize("side", WAYS)
def test_a_formula_first_goes_along_its_wire_then_away_then_gets_smaller(
    lstm: tuple[Picture, Grid], side: str, kind: str
) -> None:
    picture, grid = lstm
    label = replace(next(la for la in picture.labels if la.kind == "product"), side=side, kind=kind, x=50.0, y=30.0)
    u, at, places = grid.u, grid.at(50, 30), list(spots._formula_spots(grid, label))
    largest = max(20, min(grid.formula, round(2.7 * u))) if kind == "inner" else grid.formula
    sizes = list(dict.fromkeys(place.px for place in places))
    assert sizes[0] == largest and sizes == sorted(sizes, reverse=True) and len(places) == 3 * 17 * len(sizes)
    assert sizes[-1] == min(largest, round(0.85 * max(20.0, 1.85 * u)))
    assert len(sizes) == min(5, sizes[0] - sizes[-1] + 1)
    first, away = places[0], WAYS[side]
    for number, place in enumerate(places[:51]):
        lift, shift = (0.0, 0.4 * u, 0.8 * u)[number // 17], shifts(0.5 * u, 8)[number % 17]
        moved = (shift, away[1] * lift) if side in ("above", "below") else (away[0] * lift, shift)
        assert (place.left - first.left, place.baseline - first.baseline) == pytest.approx(moved)
        assert place.width == pytest.approx(formula_width(label.tokens, place.px)) and place.px == largest
    if side in ("above", "below"):
        assert first.left + first.width / 2 == pytest.approx(at.x())
        clear = max((1.5 if kind == "product" else 1.0) * u, 0.27 * largest + SIGNAL * u / 2 + 2)
        drop = -clear if side == "above" else 0.9 * u + 0.7 * largest
        assert first.baseline - at.y() == pytest.approx(drop)
        assert (first.box.bottom() <= at.y() - SIGNAL * u / 2 - 1.9) == (side == "above")
    else:
        near = first.left if side == "right" else first.left + first.width
        assert near - at.x() == pytest.approx(away[0] * 1.4 * u)
        down = -0.25 * u if kind == "product" else 0.25 * largest
        assert first.baseline - at.y() == pytest.approx(down)


@pytest.mark.parametrize("side", WAYS)
def test_a_strip_is_as_wide_as_there_is_room(lstm: tuple[Picture, Grid], side: str) -> None:
    picture, grid = lstm
    label = replace(next(la for la in picture.labels if la.kind == "product"), side=side, x=50.0, y=30.0, strip_x=None)
    u, spot = grid.u, TextPlace(200.0, 150.0, 20, 90.0)
    clearing = Clearing(box(-1000, -1000, 4000, 4000))
    whole = spots._strip_of(grid, clearing, label, spot)
    if side in ("above", "below"):
        assert whole == Strip(grid.at(50, 30.9), "center", WIDEST * u)
        assert spots._strip_of(grid, clearing, replace(label, strip_x=44.0), spot).top == grid.at(44, 30.9)
    else:
        top = QPointF(290.0 if side == "left" else 200.0, 150 + max(0.8 * u, 7.2))
        assert whole == Strip(top, "right" if side == "left" else "left", WIDEST * u)
    middle = whole.box(u)
    edge = middle.left() if whole.align == "right" else middle.right()
    for part, taken in ((0.85, 0.05), (0.7, 0.2), (0.55, 0.4), (0.55, 0.9)):
        crowded = Clearing(box(-1000, -1000, 4000, 4000))
        inward = taken * middle.width() * (0.5 if whole.align == "center" else 1.0)
        left = edge if whole.align == "right" else edge - inward
        crowded.take(box(left, middle.top() - 5, inward, 40))
        assert spots._strip_of(grid, crowded, label, spot).most == pytest.approx(part * WIDEST * u), taken


def test_all_texts_of_a_kind_take_the_largest_size_at_which_the_fewest_cover_anything() -> None:
    """Two texts in a row with room for both only from size 17 on; of one that never has room the largest size."""
    grid = Grid(10.0, 0.0, 0.0, floor=14)
    sizes = list(range(grid.name, grid.least - 1, -1))
    clearing = Clearing(box(0, 0, 500, 100))
    asked = list[int]()

    def place(free_at: int) -> object:
        def of(_: object, px: int) -> list[TextPlace]:
            asked.append(px)
            return [TextPlace(10.0 if px <= free_at else -400.0, 50.0, px, 20.0)]

        return of

    assert sizes == [14] == [grid.least], "nobody presents"
    loud = Grid(10.0, 0.0, 0.0, loud=True, floor=14)
    sizes = list(range(loud.name, loud.least - 1, -1))
    assert len(sizes) > 4
    found = spots._of_one_size(loud, clearing, ["only"], place(sizes[2]))  # type: ignore[type-var, list-item, arg-type]
    assert found["only"] == (TextPlace(10.0, 50.0, sizes[2], 20.0), True) and asked == sizes[:3]  # type: ignore[index]
    asked.clear()
    found = spots._of_one_size(loud, clearing, ["only"], place(0))  # type: ignore[type-var, list-item, arg-type]
    assert found["only"][0].px == sizes[0] and not found["only"][1] and asked == sizes  # type: ignore[index]
    assert spots._of_one_size(loud, clearing, [], place(0)) == {}  # type: ignore[arg-type]


def test_names_keep_clear_of_states_and_factors_of_names(gru: tuple[Picture, Grid]) -> None:
    """What chose first is taken for whoever comes later."""
    picture, grid = gru
    for backward in (False, True):
        found = spots_of(picture, grid, backward)
        covers = [one for label in states(picture) for one in state_boxes(grid, label, backward)]
        covers += [spot.box for spot, free in found.names.values() if free]
        covers += [spot.box for spot in (*found.formulas.values(), *found.factors.values()) if spot]
        covers += [strip.box(grid.u) for strip in found.strips.values()]
        for one in covers:
            assert found.taken.covered([one.adjusted(1, 1, -1, -1)])[0] > 0 or one.width() < 4
