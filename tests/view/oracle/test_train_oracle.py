"""Every curve, number and colour of the training's face is what was recorded."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.view.look.facts import Fact, Listener
from rnnviz.view.training.headlines import loss_text, norm_text, percent
from rnnviz.view.training.reach_map import HIGH, LOW, reach_color
from rnnviz.view.window.main_window import MainWindow
from tests.courses import LAYERS, UPDATES, course, untrained
from tests.view.conftest import Make, settle


def opened(make_window: Make, which: str, theme: str = "dark") -> MainWindow:
    window = make_window(untrained(which), theme)
    window.body.show_face("train")
    window.panels["train"].trainer.adopt(course(which))
    settle()
    return window


def one(facts: list[Fact], what: str, of: str = "") -> Fact:
    (found,) = (fact for fact in facts if fact.what == what and (not of or fact.of == of))
    return found


@pytest.mark.parametrize("which", LAYERS)
def test_the_timeline_is_the_record(heard: Listener, make_window: Make, which: str) -> None:
    window = opened(make_window, which, "light" if which == "two" else "dark")
    panel, kept, theme = window.panels["train"], course(which).record.kept, window.theme
    for step in (0, 3, UPDATES):
        panel.trainer.go(step)
        settle()
        window.grab()
        facts = heard.of(panel.timeline)
        assert one(facts, "update").step == step and one(facts, "update").value == UPDATES
        numbers = one(facts, "numbers").value
        if step == 0:
            assert set(numbers[:5]) == {"–"}
            continue
        entry = kept[step - 1]
        looked = [e for e in kept[:step] if e.heldout]
        wanted = loss_text(entry.score.loss), percent(entry.score.accuracy), norm_text(entry.grad_norm)
        seen = (loss_text(looked[-1].heldout.loss), percent(looked[-1].heldout.accuracy)) if looked else ("–", "–")
        cut = sum(e.clipped_norm < e.grad_norm for e in kept)
        assert numbers == (*wanted, *seen, f"{cut} of {UPDATES}")
        said = {fact.word for fact in facts if fact.what == "text"}
        assert {*wanted, *seen, f"{cut} of {UPDATES}"} <= said
    values = one(facts, "curve", "loss training").value
    assert np.allclose(10**values, [e.score.loss for e in kept]) and one(facts, "curve", "loss training").color
    assert np.array_equal(one(facts, "curve", "right held-out").value, [kept[19].heldout.accuracy])
    assert np.allclose(10 ** one(facts, "curve", "norm").value, [e.grad_norm for e in kept])
    assert one(facts, "clip").value == 0.5 and one(facts, "clip").color == theme.forget.name()
    reach = one(facts, "reach")
    assert np.array_equal(reach.value, course(which).record.reaching(reach.of))
    words = [word for word in said if word in window.simulation.setup.words]
    assert {window.simulation.setup.words[0], window.simulation.setup.words[-1]} <= set(words)
    check_colours(window, reach.value)


def check_colours(window: MainWindow, logs: np.ndarray) -> None:
    """Pixels in the middle of some squares of the map."""
    line = window.panels["train"].timeline
    image, rect, bands = line.grab().toImage(), line.bands.plots["reach"], line.bands
    for row, step in ((0, 5), (len(logs) - 1, 9), (len(logs) // 2, 15)):
        y = rect.bottom() - (row + 0.5) * rect.height() / len(logs)
        found = image.pixelColor(round(bands.x(step)), round(y))
        wanted = reach_color(float(np.clip(logs[row, step - 1], LOW, HIGH)), window.theme)
        if np.isfinite(logs[row, step - 1]):
            assert max(abs(a - b) for a, b in zip(found.getRgb(), wanted.getRgb(), strict=True)) <= 4


def test_brightness_tells_the_size(qapp: object) -> None:
    from rnnviz.view.look.style import THEMES

    for theme, rises in ((THEMES["dark"], True), (THEMES["light"], False)):
        shades = [reach_color(v, theme).lightness() for v in np.linspace(LOW, HIGH, 13)]
        assert shades == sorted(shades, reverse=not rises)
