"""Where a text stands beside a point of the picture, and what stands in its way."""

import pytest

from rnnviz.model.picture.room import overlap, side_box


@pytest.mark.parametrize(("width", "height"), [(4.0, 2.0), (1.0, 3.0)])
@pytest.mark.parametrize(("side", "dx", "dy"), [("above", 0, -1), ("below", 0, 1), ("left", -1, 0), ("right", 1, 0)])
def test_a_text_lies_wholly_on_its_side_and_is_centred_there(
    side: str, dx: int, dy: int, width: float, height: float
) -> None:
    x, y = 10.0, 20.0
    left, top, right, bottom = side_box(x, y, side, width, height)
    assert (right - left, bottom - top) == pytest.approx((width, height))
    middle = ((left + right) / 2 - x, (top + bottom) / 2 - y)
    gap = 1.0 if dx else 0.8
    assert middle == pytest.approx((dx * (width / 2 + gap), dy * (height / 2 + gap)))


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        ((2, 2, 4, 4), True), ((0, 0, 3, 3), True), ((-1, -1, 9, 9), True), ((3, 0, 5, 3), False),
        ((0, 3, 3, 5), False), ((-2, 0, 0, 3), False), ((0, -2, 3, 0), False), ((2.9, 2.9, 5, 5), True),
    ],
)  # fmt: skip
def test_boxes_overlap_where_they_share_more_than_an_edge(other: tuple[float, ...], shared: bool) -> None:
    assert overlap((0, 0, 3, 3), other) is overlap(other, (0, 0, 3, 3)) is shared
