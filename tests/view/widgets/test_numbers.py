"""Numbers in coloured squares: as large as fits, or none, in an ink that can be read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from rnnviz.view.look.facts import listening
from rnnviz.view.widgets.numbers import INKS, LARGEST, LEAST, MOST, ink_on, size_of, write
from rnnviz.view.widgets.paper import text_width


def test_type_is_as_large_as_every_number_has_room_for(qapp: object) -> None:
    texts = ["0.5", "−0.25", "1"]
    assert size_of(texts, 500, 500) == LARGEST and size_of(texts, 500, 12) == int(12 * 0.86)
    for width in range(20, 60, 4):
        px = size_of(texts, width, 500)
        if px:
            assert text_width("−0.25", px) <= width - 3 and LEAST <= px <= LARGEST
            assert px == LARGEST or text_width("−0.25", px + 1) > width - 3
        else:
            assert text_width("−0.25", LEAST) > width - 3
    assert size_of(texts, 500, 10.5) == LEAST and size_of(texts, 500, 10.4) == 0
    assert size_of([], 50, 50) == LARGEST


def seen(values: list[float], width: float, height: float = 30.0) -> list[tuple[int | None, str]]:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    rects = [QRectF(n * width, 0, width, height) for n in range(len(values))]
    with listening() as heard, QPainter(image) as p:
        write(p, rects, values, [QColor("white")] * len(values), "h", 3)
    return [(fact.unit, fact.word) for fact in heard.now if fact.what == "number" and (fact.of, fact.step) == ("h", 3)]


def test_two_places_where_they_fit_else_one_else_no_number_at_all(qapp: object) -> None:
    two, one = (text_width(text, LEAST) + 3 for text in ("−0.25", "−0.2"))
    assert seen([0.5, -0.25], 80) == [(0, "0.5"), (1, "−0.25")] == seen([0.5, -0.25], two)
    assert [unit for unit, _ in seen([0.5, -0.25], (one + two) / 2)] == [0, 1]
    assert len(seen([0.5, -0.25], (one + two) / 2)[1][1]) == 4
    assert seen([0.5, -0.25], one - 1) == [] == seen([], 80) == seen([0.5] * (MOST + 1), 80)
    assert len(seen([0.5] * MOST, 80)) == MOST and seen([0.5], 80, 8.0) == []


@pytest.mark.parametrize(
    "ground", ["#000000", "#ffffff", "#808080", "#ff0000", "#0000ff", "#ffc64a", "#707070", "#0a0a0a"]
)
def test_the_ink_is_the_one_further_away(ground: str) -> None:
    """Contrast as WCAG 2.1 has it, worked out in another way."""

    def light(color: QColor) -> float:
        channels = [int(color.name()[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [((c + 0.055) / 1.055) ** 2.4 if c > 0.04045 else c / 12.92 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(a: QColor, b: QColor) -> float:
        low, high = sorted((light(a), light(b)))
        return (high + 0.05) / (low + 0.05)

    color = QColor(ground)
    assert ink_on(color) == max(INKS, key=lambda ink: contrast(ink, color))
