"""One step back in sizes: where names, words, numbers and bars of each row stand, asked without a window."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from rnnviz.model.figures.scales import size_text
from rnnviz.view.look import typeset
from rnnviz.view.look.style import DARK, Scale, mix
from rnnviz.view.plots.onestep import INSET, LINE, Size, _name, _says_px, draw_sizes
from rnnviz.view.widgets.paper import BOLD, text_width
from tests.view.paintings import painted, rects

SCALE = Scale(720)
PX = SCALE.axis
SIZES = (0.0, -1.0, -math.inf, 1.0, 0.5, -3.0)
ROWS = tuple(
    Size("c" if n < 3 else "h", "cell" if n < 3 else "hidden", ("arriving", "in all", "back")[n % 3], log10)
    for n, log10 in enumerate(SIZES)
)


@pytest.mark.parametrize("height", [6 * 3.0 * PX, 6 * 1.6 * PX])
def test_every_row_has_its_name_words_number_and_a_bar_of_its_share(qapp: object, height: float) -> None:
    area, behind = QRectF(20, 10, 300, height), height < 12 * PX
    facts = painted(draw_sizes, area, ROWS, DARK, SCALE)
    told = [fact for fact in facts if fact.what == "size"]
    assert [(fact.of, fact.word, fact.value) for fact in told] == [(r.state, r.says, r.log10) for r in ROWS]
    texts = [fact for fact in facts if fact.what == "text" and fact.at is not None]
    says = [fact for fact in texts if fact.word in ("arriving", "in all", "back")]
    numbers = [fact for fact in texts if fact not in says]
    assert [fact.word for fact in numbers] == [size_text(log10, 1) for log10 in SIZES]
    pitch, inset = height / 6, INSET if behind else 0.0
    for n, (row, word, number) in enumerate(zip(ROWS, says, numbers, strict=True)):
        top, hue = 10 + n * pitch, DARK.role(row.role)
        base = top + PX + ((pitch - 2 - 1.3 * PX) / 2 if behind else 0.0)
        assert word.at.y() == number.at.y() == pytest.approx(base)
        assert number.at.x() + text_width(number.word, PX, BOLD) == pytest.approx(320 - inset)
        assert number.color == (DARK.text if behind else hue).name() == told[n].color
        name = typeset.width(_name(row), PX * 1.1)
        assert word.at.x() == pytest.approx(20 + inset + name + 0.4 * PX) and word.color == DARK.text.name()
        high = pitch - 2 if behind else min(0.6 * PX, pitch - 1.5 * PX)
        assert told[n].width == pytest.approx(high)
        assert told[n].at.y() == pytest.approx(top + high / 2 + (0.0 if behind else 1.24 * PX))
    bars = rects(facts, "drawRoundedRect")
    shares = [bar for row in ROWS for bar in (1.0, 10 ** (row.log10 - 1)) if bar > 0]
    assert len(bars) == len(shares) == 11, "of nothing there is no bar, only its ground"
    for bar, share in zip(bars, shares, strict=True):
        least = 2 * min(4.0, told[0].width / 2)
        assert bar[2] - bar[0] == pytest.approx(max(least, 300 * share), abs=1.1) and bar[0] == 20
    fills = {fact.word.split("brush ")[1][:9] for fact in facts if fact.word.startswith("drawRoundedRect brush")}
    hues = [DARK.role("cell"), DARK.role("hidden")]
    wanted = [mix(DARK.panel, hue, 0.34) for hue in hues] if behind else hues
    assert {QColor(fill).name() for fill in fills} == {c.name() for c in (*wanted, DARK.panel if behind else DARK.line)}


def test_a_high_panel_leaves_room_and_a_low_one_shows_all_in_all(qapp: object) -> None:
    facts = painted(draw_sizes, QRectF(0, 0, 300, 900), ROWS, DARK, SCALE)
    tops = [fact.at.y() for fact in facts if fact.what == "size"]
    assert tops[1] - tops[0] == pytest.approx(3.8 * PX)
    low = painted(draw_sizes, QRectF(0, 0, 300, 6 * LINE * PX - 1), ROWS, DARK, SCALE)
    assert [fact.word for fact in low if fact.what == "size"] == ["in all", "in all"]
    assert "no memory" in " ".join(f.word for f in painted(draw_sizes, QRectF(0, 0, 300, 90), (), DARK, SCALE))


def test_words_shrink_until_they_keep_clear_of_the_numbers(qapp: object) -> None:
    longest = max(
        typeset.width(_name(row), PX * 1.1) + text_width(size_text(row.log10, 1), PX, BOLD) + 0.8 * PX
        + text_width(row.says, PX)
        for row in ROWS
    )  # fmt: skip
    assert _says_px(longest, ROWS, PX) == PX and _says_px(longest - 0.5, ROWS, PX) < PX
    assert _says_px(10.0, ROWS, PX) == round(0.62 * PX)
    sizes = [_says_px(width, ROWS, PX) for width in range(40, 200, 4)]
    assert sizes == sorted(sizes) and len(set(sizes)) > 3
