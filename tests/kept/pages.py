"""Places and faces beside the stage, led as the walks are: comparison, laboratory, training, held-out sentences.
`python -m tests.kept.pages` keeps the present ones, `python -m tests.kept.pages WALK [STOP [PANEL]]` prints them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from rnnviz.engine.wording import Message, en
from rnnviz.io.trained import load_trained
from rnnviz.model.compare.timing import Measurement
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.samples import with_sample
from rnnviz.view.compare.place import Compare
from rnnviz.view.laboratory.place import Laboratory
from rnnviz.view.plots.chips import Choice
from rnnviz.view.training.heldout import HeldOutPanel
from rnnviz.view.window.main_window import MainWindow
from tests.courses import course, untrained
from tests.kept import walks
from tests.kept.drawings import opened, seen
from tests.kept.hands import (
    away,
    hand_on_answers,
    hand_on_heldout,
    hand_on_part,
    hand_on_plot,
    hand_on_rows,
    hand_on_table,
    hand_on_timeline,
    hand_on_weights,
    name_of_matrix,
    over_part,
    over_timeline,
    struck,
    train,
)
from tests.kept.ink import inked
from tests.kept.made import made
from tests.kept.setups import said
from tests.kept.states import WORDS, State, one
from tests.kept.walks import Stop, Walks, all_of, shows, sized, stands
from tests.monkey.truth import rest
from tests.view.conftest import settle

KEPT = Path(__file__).with_name("pages.json")
OWN = {
    "compare": ("compare",),
    "laboratory": ("laboratory", "lessons", "plots.flow"),
    "training": ("tape", "training", "weights"),
}
"""The rooms whose ink and controls are a page's own: the other walks keep what stands round it."""


@contextmanager
def timeless() -> Iterator[None]:
    """A machine on which a step of every cell takes as long as it does anywhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Measurement, "go_on", lambda self: vars(self).update(best=2.5e-6, _spent=1.0))
        yield


# the comparison -------------------------------------------------------------------------------------------------


def compare(window: MainWindow) -> Compare:
    window.places.go("compare")
    settle()
    page = window.places.made["compare"]
    assert isinstance(page, Compare)
    return page


def preset(key: str, silent: int = 0, **more: Any) -> Stop:
    def do(window: MainWindow) -> None:
        page = compare(window)
        page.simulation.edit(replace(page.simulation.setup.with_silence(silent), **more))
        page.comparison.show(page.simulation, key)

    return do


def of_page(do: Callable[[Compare], object]) -> Stop:
    return lambda window: do(compare(window)) and None


def two_back(page: Compare) -> None:
    page.comparison.look_back(2)


def own_hold(page: Compare) -> None:
    """Rows that differ in more than their cells, one of which is gone."""
    page.comparison.remove(page.comparison.cells[0], page.comparison.cells[1])
    page.comparison.switch("sequence")
    page.comparison.cells[0].edit(page.comparison.cells[0].setup.with_hidden(5))


# the laboratory -------------------------------------------------------------------------------------------------


def lab(key: str, alone: str = "", **chosen: str) -> Stop:
    """A page; alone: what fills it; chosen: a line for each part."""

    def do(window: MainWindow) -> None:
        window.places.go("laboratory")
        place = window.places.made["laboratory"]
        assert isinstance(place, Laboratory)
        place.turn_to(key)
        settle()
        place.page.fill(alone)
        for part, name in chosen.items():
            choice = place.page.parts[part].findChild(Choice)
            assert choice is not None
            choice.chosen.emit(name)

    return do


# lessons --------------------------------------------------------------------------------------------------------


def lesson(name: str, at: int, reveal: bool = False) -> Stop:
    """A page of a lesson; reveal: with what it asks for."""

    def do(window: MainWindow) -> None:
        window.files.lessons.open_named(name)
        settle()
        course = window.lessons.course
        course.turn_to(at)
        if reveal:
            course.complete()
        settle()

    return do


def answered(key: Qt.Key) -> Stop:
    """A question's answer, and what was asked for."""

    def do(window: MainWindow) -> None:
        for pressed in (key, Qt.Key.Key_Right):
            QTest.keyClick(window.focusWidget() or window, pressed)
            settle()

    return do


# the training ---------------------------------------------------------------------------------------------------


def trained(which: str, update: int, line: str = "", per: str = "", **plan: Any) -> Stop:
    """A recorded training, and how far it is wound back."""

    def do(window: MainWindow) -> None:
        setup = untrained(which)
        window.simulation.edit(replace(setup, plan=replace(setup.plan, **plan)))
        settle()
        panel = train(window)
        panel.trainer.adopt(course(which))
        panel.trainer.go(update)
        settle()
        if line:
            panel.timeline.line.chosen.emit(line)
        if per:
            panel.timeline.per.chosen.emit(per)

    return do


def trouble(window: MainWindow) -> None:
    trainer = train(window).trainer
    trainer.trouble = Message("train.finite", en("at update {step} it is over"), {"step": 3})
    trainer.changed.emit()


def held_out(first: str, sample: int) -> Stop:
    """The list of sentences, sorted in one of its ways, with one of them on the stage."""

    def do(window: MainWindow) -> None:
        panel = window.panels["heldout"]
        assert isinstance(panel, HeldOutPanel)
        panel.chips.chosen.emit(first)
        window.simulation.edit(with_sample(window.simulation.setup, sample))

    return do


DEEP = Setup((LayerChoice("lstm", hidden=2, direction="both"), LayerChoice("gru", hidden=3)), sequence=WORDS)
PAGES: Walks = {
    "compare": (State(one("gru", silent=3), (1366, 768)), {
        "three": preset("cells", 3),
        "rows": all_of(stands("backward", step=5), of_page(hand_on_rows)),
        "plot": of_page(hand_on_plot),
        "table": of_page(hand_on_table),
        "terms": of_page(lambda page: struck(page, Qt.Key.Key_M)),
        "own": all_of(preset("bias"), of_page(two_back), of_page(own_hold)),
    }),
    "laboratory": (State(one("lstm", hidden=3, silent=2), (1366, 768), "light"), {
        "paths": all_of(lab("paths"), stands(step=4), hand_on_part("chart", 0.55, 0.7)),
        "sum": all_of(lab("paths", "sum", sum="h"), stands("backward", step=3)),
        "flat": all_of(lab("flat"), stands(step=5, unit=1), hand_on_part("slopes", 0.35)),
        "map": all_of(lab("map"), stands(step=2), over_part("singular", 0.5, 0.6)),
        "weights": all_of(lab("weights"), hand_on_part("steps", 0.4)),
        "probe": all_of(lab("probe"), stands(step=3), hand_on_part("plot", 0.6)),
        "gru": all_of(shows(Setup.of("gru", hidden=2, input_scale=4.0)), sized(1700, 930), lab("paths")),
        "gru flat": all_of(lab("flat"), over_part("units", 0.4, 0.5)),
        "gru map": lab("map"),
        "gru probe": lab("probe"),
        "gru weights": lab("weights"),
        "rnn": all_of(shows(Setup.of("rnn", hidden=2, silent=40)), lab("paths", "chart")),
        "deep": all_of(shows(DEEP), lab("depth"), stands("backward", step=2), hand_on_part("boxes", 0.3)),
        "contents": lambda window: window.places.go("lessons") and None,
        "belt": lesson("9", 0),
        "gate": all_of(lesson("9", 1), answered(Qt.Key.Key_3)),
        "guess": lesson("2", 2),
        "table": lesson("8", 1, True),
    }),
    "training": (State(untrained, (1366, 768)), {
        "nothing": lambda window: train(window) and None,
        "made": all_of(trained("rnn", 24), over_timeline(0.4, "loss")),
        "hand": hand_on_timeline,
        "back": all_of(trained("rnn", 9, per="per loss", clip=None), hand_on_heldout, over_timeline(0.8, "norm")),
        "two": all_of(
            trained("two", 17, "h", stop=24), held_out("all", 4), trouble,
            over_timeline(0.2, "reach", 0.3),
        ),
        "no task": shows(Setup.of("rnn", hidden=3)),
        "weights": all_of(shows(Setup.of("lstm", hidden=3)), hand_on_weights),
        "matrix": name_of_matrix,
        "answers": all_of(shows(lambda: load_trained("slot_filling")), stands(step=4), hand_on_answers),
    }),
}  # fmt: skip


PAGES = {
    name: (state, {stop: all_of(away, do) for stop, do in stops.items()}) for name, (state, stops) in PAGES.items()
}
"""A pointer that still lies where it was is told so when things move below it, sooner or later."""


def page(name: str) -> Iterator[tuple[str, walks.Lines]]:
    """What is seen of its own at every stop of one of them, and what became of the document; last, how all is made."""
    state, stops = PAGES[name]
    with timeless(), inked() as heard, opened(state) as window:
        for stop, do in stops.items():
            do(window)
            window.simulation.flush()
            rest(window)
            heard.now.clear()
            window.grab()
            own = rooms_of(window, tuple(f"rnnviz.view.{room}." for room in OWN[name]))
            found = {key: lines for key, lines in seen(window, heard).items() if key.split()[0] in own}
            last = made(window) if stop == [*stops][-1] else {}
            yield stop, found | {"document": list(told(window))} | last


def rooms_of(window: MainWindow, rooms: tuple[str, ...]) -> set[str]:
    """Names of the classes of these rooms of which there are widgets."""
    return {
        type(widget).__name__ for widget in window.findChildren(QWidget) if type(widget).__module__.startswith(rooms)
    }


def told(window: MainWindow) -> Iterator[str]:
    """Every setup, place of a story and what is looked at."""
    for simulation in window.document.simulations:
        cursor, looked = simulation.cursor, simulation.selection
        yield f"{said(simulation.setup)} {cursor} {looked.hover} {looked.pins} {looked.unit} {looked.weight}"


if __name__ == "__main__":
    walks.main(sys.argv[1:], PAGES, page, KEPT)
