"""The rules of the geometry at their limits: what just keeps each of them, and what just breaks it."""

from __future__ import annotations

import pytest

from rnnviz.model.picture import Picture, Shape, WirePiece, check
from rnnviz.model.picture.grid import LANE, TALL
from rnnviz.model.picture.shapes import Label, LabelToken, Point

X, Y = TALL.width / 2, TALL.height / 2


def shape(name: str, x: float, y: float, kind: str = "op") -> Shape:
    """Four units wide and high."""
    return Shape(name, f"node:{name}", kind, "", 0, (name,), "plain", "", x, y, 4.0, 4.0)


def wire(key: str, *points: Point, end: str = "through", leaves: str = "", enters: str = "") -> WirePiece:
    return WirePiece(key, key, key, "plain", points, "source", end, (), (), leaves, enters)


def wrong(*things: Shape | WirePiece | Label) -> list[str]:
    kinds = [tuple(thing for thing in things if isinstance(thing, kind)) for kind in (Shape, WirePiece, Label)]
    shapes, pieces, labels = kinds
    return check(Picture(shapes, pieces, (), (), labels, (), ()))  # type: ignore[arg-type]


@pytest.mark.parametrize(("dx", "dy"), [(1, 0), (-1, 0), (0, 1), (0, -1)])
def test_shapes_keep_apart(dx: int, dy: int) -> None:
    for gap, said in ((1.9, []), (1.7, ["a and b stand closer than 1.8 u"])):
        away = 4 + gap
        assert wrong(shape("a", X, Y), shape("b", X + away * dx, Y + away * dy)) == said
        assert wrong(shape("a", X, Y), shape("b", X + away * dx, Y + away * dy, "through")) == []


@pytest.mark.parametrize(
    ("x", "y", "dx", "dy"), [(2, Y, -1, 0), (TALL.width - 2, Y, 1, 0), (X, 2, 0, -1), (X, TALL.height - 2, 0, 1)]
)
def test_everything_stands_on_the_stage(x: float, y: float, dx: int, dy: int) -> None:
    assert wrong(shape("a", x, y)) == []
    assert wrong(shape("a", x + 0.1 * dx, y + 0.1 * dy)) == ["a stands outside the stage"]
    edge = (x + 2 * dx, y + 2 * dy)
    assert wrong(wire("w", (X, Y), edge)) == []
    beyond = (edge[0] + 0.1 * dx, edge[1] + 0.1 * dy)
    assert wrong(wire("w", (X, Y), beyond)) == wrong(wire("w", beyond, (X, Y))) == ["the wire w leaves the stage"]


@pytest.mark.parametrize("turned", [False, True])
def test_a_wire_keeps_clear_of_what_it_does_not_enter(turned: bool) -> None:
    def past(gap: float, **ends: str) -> list[str]:
        a, b = (X - 9, Y + 2 + gap), (X + 9, Y + 2 + gap)
        points = [(X + y - Y, Y + x - X) for x, y in (a, b)] if turned else [a, b]
        return wrong(shape("a", X, Y), wire("w", *points, **ends))

    assert past(1.9) == []
    assert past(1.7) == ["the wire w runs too close to a"]
    assert past(-1.0) == ["the wire w runs through a"]
    for own in ({"leaves": "a"}, {"enters": "a"}):
        assert past(0.0, **own) == past(-0.1, **own) == []
        assert past(-0.3, **own) == ["the wire w runs through a"]
    through = shape("a", X, Y, "through")
    assert wrong(through, wire("w", (X - 9, Y), (X + 9, Y))) == []


@pytest.mark.parametrize("turned", [False, True])
def test_wires_side_by_side_keep_a_lane_apart(turned: bool) -> None:
    def beside(gap: float, over: float) -> list[str]:
        first = [(X - 8, Y), (X, Y)]
        second = [(X - over, Y + gap), (X + 8, Y + gap)]
        if turned:
            first, second = ([(X + y - Y, Y + x - X) for x, y in pair] for pair in (first, second))
        said = wrong(wire("v", *first), wire("w", *second))
        return [sentence for sentence in said if "closer" in sentence]

    close = [f"the wires v and w run closer than {LANE:g} u"]
    assert beside(LANE, 6) == beside(LANE + 1, 6) == []
    assert beside(LANE - 0.1, 6) == beside(0.1, 6) == close
    assert beside(LANE - 0.1, 0.4) == [] and beside(LANE - 0.1, 0.6) == close
    assert beside(0.0, 0.0) == [] and beside(0.0, 0.3) == close


def test_only_a_join_or_a_clean_crossing_lets_wires_meet() -> None:
    level = wire("v", (X - 9, Y), (X + 9, Y))
    touch = ["the wires v and w touch"]
    assert wrong(level, wire("w", (X, Y - 6), (X, Y + 6))) == []
    assert wrong(level, wire("w", (X, Y - 6), (X, Y))) == touch
    assert wrong(level, wire("w", (X, Y), (X, Y + 6))) == touch
    assert wrong(level, wire("w", (X - 9, Y - 6), (X - 9, Y + 6))) == touch
    assert wrong(level, wire("w", (X + 9, Y - 6), (X + 9, Y + 6))) == touch
    assert wrong(level, wire("w", (X + 12, Y - 6), (X + 12, Y + 6))) == []
    assert wrong(level, wire("w", (X, Y + 3), (X, Y + 9))) == []
    left, right = wire("v", (X - 9, Y), (X, Y)), wire("v2", (X, Y), (X + 9, Y))
    joined = wire("w", (X, Y - 6), (X, Y), end="join")
    assert wrong(left, joined) == wrong(joined, right) == []
    assert wrong(left, wire("w", (X, Y - 6), (X, Y))) == touch


@pytest.mark.parametrize("end", ["node", "next", "out", "join", "through"])
@pytest.mark.parametrize(("dx", "dy"), [(1, 0), (-1, 0), (0, 1), (0, -1)])
def test_an_arrowhead_has_its_room(end: str, dx: int, dy: int) -> None:
    for length, room in ((1.35, True), (1.3, False)):
        points = ((X - 5 * dy, Y - 5 * dx), (X, Y), (X + length * dx, Y + length * dy))
        headed = end in ("node", "next", "out")
        assert wrong(wire("w", *points, end=end)) == (["the arrowhead of w has no room"] if headed and not room else [])


def label(text: str, x: float, y: float, side: str = "above") -> Label:
    return Label("wire", f"label:{text}", text, "plain", x, y, side, (LabelToken(text),))


def test_a_label_lies_on_nothing() -> None:
    assert wrong(label("ab", X, Y), wire("w", (X - 9, Y), (X + 9, Y))) == []
    assert wrong(label("ab", X, Y), wire("w", (X - 9, Y - 1), (X + 9, Y - 1))) == ["the label ab lies on the wire w"]
    assert wrong(label("ab", X, Y), shape("a", X, Y - 3)) == ["the label ab lies on a"]
    assert wrong(label("ab", X, Y), label("cd", X, Y)) == ["the labels ab and cd overlap"]
    assert wrong(label("ab", X, Y), label("cd", X, Y, "below")) == []
