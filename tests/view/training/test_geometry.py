"""Where the timeline's parts stand and what its headlines say, asked without a window."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from rnnviz.model.document.document import Document
from rnnviz.model.figures.scales import Axis
from rnnviz.model.trained.rows import SentenceRow
from rnnviz.view.look.facts import listening
from rnnviz.view.look.style import DARK, THEMES, Scale
from rnnviz.view.training import curves, reach_map
from rnnviz.view.training.bands import SHARES, Bands
from rnnviz.view.training.clip_mark import ClipMark
from rnnviz.view.training.headlines import empty, loss_text, no_map, norm_text, percent, spoken
from rnnviz.view.training.heldout_paint import Wall, _cut
from rnnviz.view.training.traced import Traced
from rnnviz.view.training.trainer import Trainer
from rnnviz.view.widgets.paper import text_width
from tests.courses import UPDATES, course, untrained

SCALE = Scale(720)
PX = SCALE.axis
BANDS = Bands.of(420.0, 520.0, SCALE, 40)
AXIS = Axis(-2.0, 1.0, 1.0)


# bands -----------------------------------------------------------------------------------------------------------


def test_plots_stand_below_each_other_and_fill_the_panel() -> None:
    rects = list(BANDS.plots.values())
    assert list(BANDS.plots) == ["loss", "right", "reach", "norm"] and BANDS.end == 40
    for rect in (*rects, BANDS.slider):
        assert (rect.left(), rect.width()) == (4 * PX, pytest.approx(420 - 7.3 * PX))
    assert BANDS.slider.top() == 0 and rects[0].top() - BANDS.slider.bottom() == pytest.approx(BANDS.headline)
    for above, below in pairwise(rects):
        assert below.top() - above.bottom() == pytest.approx(BANDS.headline + 0.4 * PX)
    assert rects[-1].bottom() == pytest.approx(520 - 1.9 * PX)
    heights = [rect.height() for rect in rects]
    assert np.allclose(np.array(heights) / sum(heights), list(SHARES.values()))
    assert all(above.bottom() < BANDS.baseline(key) < BANDS.plots[key].top() for (_, above), (key, _) in pairwise(
        BANDS.plots.items()))  # fmt: skip


def test_a_place_leads_to_its_update_and_back_and_stays_inside() -> None:
    for step in range(41):
        assert BANDS.step(BANDS.x(step)) == step == BANDS.step(BANDS.x(step + 0.4))
    assert BANDS.x(0) == BANDS.slider.left() and BANDS.x(40) == pytest.approx(BANDS.slider.right())
    assert BANDS.step(0.0) == 0 and BANDS.step(9999.0) == 40
    small = Bands.of(10.0, 10.0, SCALE, 0)
    assert small.end == 1 and small.slider.width() == 10 and {r.height() for r in small.plots.values()} == {8.0}


# curves ----------------------------------------------------------------------------------------------------------


def test_values_stand_at_their_height_and_what_is_outside_at_the_edge() -> None:
    rect = QRectF(50, 20, 200, 90)
    assert [curves.place(rect, AXIS, v) for v in (-9, -2, -1, 1, 5)] == [110, 110, 80, 20, 20]
    steps, values = np.arange(5.0) * 10, np.array([-2.0, np.nan, -9.0, 1.0, -0.5])
    found = curves.points(BANDS, rect, AXIS, steps, values)
    assert [(p.x(), p.y()) for p in found] == [
        (pytest.approx(BANDS.x(step)), curves.place(rect, AXIS, value))
        for step, value in zip(steps, values, strict=True)
        if np.isfinite(value)
    ]


def test_of_more_values_than_pixels_every_stretch_keeps_its_ends() -> None:
    rect, rng = QRectF(0, 0, 40, 100), np.random.default_rng(3)
    values = rng.uniform(-2, 1, 1000)
    values[500], values[503] = 0.99, -1.99
    found = curves.points(BANDS, rect, AXIS, np.arange(1000.0), values)
    assert 20 < len(found) <= 40 and all(a.x() < b.x() for a, b in pairwise(found))
    heights = {round(p.y(), 6) for p in found}
    for stretch in np.array_split(values, 20):
        for value in (stretch.min(), stretch.max()):
            assert round(curves.place(rect, AXIS, float(value)), 6) in heights
    few = curves.points(BANDS, rect, AXIS, np.arange(40.0), values[:40])
    assert len(few) == 40, "as many as pixels are all drawn"


# the map ---------------------------------------------------------------------------------------------------------


def test_the_map_has_a_pixel_for_every_word_and_place_of_the_axis() -> None:
    """The last word on top; each update lasts until the next one that was recorded; nothing behind the last."""
    bands = Bands(QRectF(0, 0, 80, 10), {}, 0.0, 8)
    steps = np.array([1.0, 2.0, 4.0, 6.0])
    found = np.array([[-4.0, -2.0, 0.0, 2.0], [1.0, -np.inf, np.nan, 9.0]])
    image = reach_map.image_of(found, steps, bands, DARK)
    assert (image.width(), image.height()) == (80, 2)

    def near(x: int, row: int, wanted: float) -> bool:
        pair = zip(image.pixelColor(x, row).getRgb(), reach_map.reach_color(wanted, DARK).getRgb(), strict=True)
        return all(abs(a - b) <= 4 for a, b in pair)

    for place, log10 in ((12, -4), (15, -2), (34, -2), (35, 0), (54, 0), (55, 2), (59, 2)):
        assert near(place, 1, log10), place
        meant = np.searchsorted(steps, bands.step(place + 0.5), "right") - 1
        assert found[0, meant] == log10, "what the card there tells of"
    assert near(12, 0, 1.0) and near(57, 0, 2.0) and image.pixelColor(21, 0) == DARK.panel
    assert image.pixelColor(45, 0).alpha() == 0, "no number"
    assert image.pixelColor(60, 1).alpha() == 0 and image.pixelColor(59, 1).alpha() == 255, "not trained yet"
    assert near(2, 1, -4)


@pytest.mark.parametrize("name", THEMES)
def test_the_accent_stands_at_one(name: str) -> None:
    theme = THEMES[name]
    assert reach_map.reach_color(0.0, theme) == theme.accent
    assert reach_map.reach_color(2.0, theme) == (DARK.text if name == "dark" else theme.text)


class Page:
    """A painter on a small picture, and what it was told."""

    def __enter__(self) -> Page:
        self._image = QImage(500, 400, QImage.Format.Format_RGB32)
        self.p = QPainter(self._image)
        self._listening = listening()
        self._heard = self._listening.__enter__()
        return self

    def __exit__(self, *why: object) -> None:
        self._listening.__exit__(None, None, None)
        self.p.end()

    @property
    def texts(self) -> list[str]:
        return [fact.word for fact in self._heard.now if fact.what == "text"]


def words_of(labels: tuple[str, ...], high: float, loud: set[int], fact: int | None) -> list[str]:
    with Page() as page:
        reach_map.draw_words(page.p, DARK, SCALE, QRectF(120, 10, 200, high), labels, loud, fact)
        return page.texts


def test_where_words_have_no_room_the_fact_is_named_first_then_the_loud_ones(qapp: object) -> None:
    labels = tuple("abcdef")
    assert sorted(words_of(labels, 300.0, {0, 5}, None)) == list(labels)
    assert words_of(labels, 300.0, {0, 5}, 3) == ["d", "a", "f", "b", "c", "e"]
    assert words_of(labels, 6 * 0.6 * PX, {0, 5}, 4) == ["e", "a", "c"], "two sizes apart at the nearest"
    assert words_of(("a", "", "c"), 90.0, {0}, None) == ["a", "c"]
    assert words_of((), 90.0, set(), None) == []


# headlines -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("loss", "text"), [(0.0, "0"), (1.2345, "1.23"), (0.095, "0.10"), (0.0949, "0.095"), (0.0123, "0.012")]
)
def test_a_loss_has_two_decimals_and_a_small_one_two_digits(loss: float, text: str) -> None:
    assert loss_text(loss) == text


@pytest.mark.parametrize(
    ("share", "text"), [(0, "0 %"), (1e-9, "1 %"), (0.015, "2 %"), (0.5, "50 %"), (0.999, "99 %"), (1, "100 %")]
)
def test_only_all_is_a_hundred_per_cent_and_only_nothing_is_none(share: float, text: str) -> None:
    assert percent(share) == text


def test_a_norm_of_nothing_is_nothing() -> None:
    assert norm_text(0.0) == "0" and norm_text(2.5) == "2.5" and "10" in norm_text(2.5e7)


def traced(which: str | None, task: bool = True) -> tuple[Traced, Trainer]:
    document = Document(untrained() if task else untrained().forgotten())
    trainer = Trainer.of(document.front)
    if which is not None:
        trainer.adopt(course(which))
    return Traced.of(document.front, trainer), trainer


def test_what_is_traced_is_the_course_and_the_same_as_long_as_nothing_is_another(qapp: object) -> None:
    found, trainer = traced("rnn")
    assert found.series is not None and found.last == UPDATES and found.end == 40 and found.lines == ("h",)
    assert Traced.of(trainer.parent(), trainer, found) is found  # type: ignore[arg-type]
    low, high = found.loss_axis.low, found.loss_axis.high
    losses = np.log10([v for v in (*found.series.loss, *found.series.looked_loss) if v > 0])
    assert low <= losses.min() and losses.max() <= high and high - low <= np.ptp(losses) + 2
    norms = np.log10([*found.series.norm, 0.5])
    assert found.norm_axis.low <= norms.min() and norms.max() <= found.norm_axis.high
    assert found.reaching("h", False) is not None and found.reaching("c", False) is None
    assert np.array_equal(found.reaching("h", True), course().record.reaching("h", True), equal_nan=True)
    words, loud, fact = found.labels
    assert fact is not None and words[fact] in words and {0, len(words) - 1, fact} <= loud
    assert empty(found)[0] == "Train or U makes the first update" and no_map(found) == "only for held-out sentences"
    last = spoken(found, UPDATES)
    entry = course().record.kept[-1]
    assert last.startswith(
        f"update 24 of 24: loss {loss_text(entry.score.loss)}, right {percent(entry.score.accuracy)}, "
        f"gradient norm {norm_text(entry.grad_norm)}"
    )
    assert spoken(found, 0) == "before the first update"


def test_without_a_course_there_is_nothing_to_trace(qapp: object) -> None:
    found, _ = traced(None)
    assert (
        found.series is None and found.last == 0 and found.end == 40 and found.lines == () and found.labels[2] is None
    )
    assert found.labels[1] == {0, len(found.labels[0]) - 1}
    assert spoken(found, 0) == empty(found)[0] == "Train or U makes the first update"
    assert [len(text) for text in empty(found)] == sorted((len(text) for text in empty(found)), reverse=True)
    assert found.reaching("h", False) is None and (found.loss_axis.low, found.loss_axis.high) is not None
    other, _ = traced(None, task=False)
    assert empty(other) == ("Choose a task above", "")


# the clip mark ---------------------------------------------------------------------------------------------------


def test_the_clip_mark_is_dragged_nudged_and_switched_off(qapp: object) -> None:
    simulation = Document(untrained()).front
    mark, rect = ClipMark(simulation), QRectF(60, 100, 300, 90)
    assert mark.limit == 0.5
    with Page() as page:
        mark.draw(page.p, DARK, SCALE, rect, AXIS, 380.0)
        assert page.texts == ["clip 0.5"]
    at = mark._rect
    assert at.right() == pytest.approx(380 + 3 * PX)
    assert at.center().y() == pytest.approx(curves.place(rect, AXIS, np.log10(0.5)), abs=1)
    assert mark.holds(at.center()) and mark.holds(at.topLeft() - QPointF(2, 7)) and mark.holds(at.bottomRight())
    assert not mark.holds(at.topLeft() - QPointF(4, 0)) and not mark.holds(at.bottomRight() + QPointF(0, 9))
    mark.take()
    mark.drag(rect.bottom() - 60, rect, AXIS)
    assert mark.limit == 1.0 and simulation.setup.plan.clip == 0.5, "until the hand lets go"
    mark.drag(rect.bottom() - 75, rect, AXIS)
    assert mark.limit == pytest.approx(10**0.5, rel=0.05) and mark.limit == 3.2
    mark.drag(rect.top() - 0.6 * at.height(), rect, AXIS)
    assert mark.limit is None
    mark.drag(rect.top() - 0.4 * at.height(), rect, AXIS)
    mark.let_go()
    assert simulation.setup.plan.clip == mark.limit and mark.limit is not None and mark.limit > 10
    for key, limit in ((Qt.Key.Key_Delete, None), (Qt.Key.Key_Plus, 10.0), (Qt.Key.Key_Equal, 13.0)):
        assert mark.key(key) and mark.limit == limit
    assert mark.key(Qt.Key.Key_Minus) and mark.limit == 10.0 and not mark.key(Qt.Key.Key_A) and mark.limit == 10.0
    mark.key(Qt.Key.Key_Delete)
    with Page() as page:
        mark.draw(page.p, DARK, SCALE, rect, AXIS, 380.0)
        assert page.texts == ["no clip"] and mark._rect.top() == pytest.approx(rect.top() + 0.4 * PX)


def test_brighter_words_are_those_that_count() -> None:
    assert curves.soft(QColor("#ff0000"), DARK).alphaF() == pytest.approx(0.45, abs=0.01)
    assert curves.soft(QColor("#ff0000"), THEMES["light"]).alphaF() == pytest.approx(0.35, abs=0.01)


# held-out sentences ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 2, 7, 192])
def test_squares_stand_in_two_rows_at_the_right_and_a_place_leads_back(count: int) -> None:
    room = QRectF(100, 20, 400, 30)
    wall = Wall(room, count)
    rects = [wall.rect(sample) for sample in range(count)]
    assert max(r.right() for r in rects) == pytest.approx(room.right()) and rects[0].top() == room.top()
    assert wall.pitch == pytest.approx(min(15.0, 400 / ((count + 1) // 2)))
    assert len({(r.left(), r.top()) for r in rects}) == count and all(r.width() == r.height() for r in rects)
    assert all(rects[n].left() == rects[n + 1].left() for n in range(0, count - 1, 2))
    assert all(rects[n + 1].top() - rects[n].top() == pytest.approx(wall.pitch) for n in range(0, count - 1, 2))
    assert [wall.at(r.center()) for r in rects] == list(range(count))
    first, last = rects[0], wall.rect(count)
    assert wall.at(first.center() - QPointF(wall.pitch, 0)) is None and wall.at(last.center()) is None
    for beyond in (first.center() - QPointF(0, wall.pitch), first.center() + QPointF(0, 2 * wall.pitch)):
        assert wall.at(beyond) is None


def test_a_wall_without_room_or_samples_has_no_squares() -> None:
    room = QRectF(0, 0, 100, 30)
    assert Wall(room, 0).at(QPointF(99, 10)) is None and Wall(room, 0).pitch == 15
    assert Wall(room, 100).at(Wall(room, 100).rect(3).center()) == 3 and Wall(room, 102).at(QPointF(50, 1)) is None


def test_a_long_sentence_is_cut_before_the_fact_or_shows_its_end(qapp: object) -> None:
    words = ("one", "two", "three", "four", "five", "six", "seven", "eight")
    assert _cut(SentenceRow(words, 6, ()), 100.0, 14, " ") == 2 and _cut(SentenceRow(words, 2, ()), 9.0, 14, " ") == 0
    plain = SentenceRow(words, None, ())
    room = text_width("… ", 14) + sum(text_width(word + " ", 14) for word in words[5:])
    assert _cut(plain, room, 14, " ") == 5 and _cut(plain, room - 1, 14, " ") == 6 and _cut(plain, 9999, 14, " ") == 0
