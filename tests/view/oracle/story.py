"""Which experiments are shown, and at which halts of their stories the screen is read."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from rnnviz.engine import CELLS, Cell, Run
from rnnviz.model.picture.reading import single
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import settle

HALTS = int(os.environ.get("RNNVIZ_HALTS", "4"))
"""Halts of every story that are looked at; RNNVIZ_HALTS=1000 looks at all of them."""
SENTENCE = parse_sequence("the film was not good")
NETWORKS = {
    "stack": Setup((LayerChoice("lstm"), LayerChoice("gru", hidden=3)), sequence=SENTENCE),
    "turned": Setup((LayerChoice("gru", direction="backward"),), sequence=SENTENCE),
    "both ways": Setup((LayerChoice("rnn", direction="both", merge="sum"),), sequence=SENTENCE, input_scale=4.0),
    "held": Setup.of("lstm", sequence=SENTENCE, holds=(Hold("f", 0.9, 1, 2), Hold("h", 0.3, 3, 3))),
    "held and turned": Setup(
        (LayerChoice("lstm", direction="backward"),), sequence=SENTENCE, holds=(Hold("f", 1.0, 0, 1, 0, "backward"),)
    ),
    "silence after": Setup.of("rnn", sequence=SENTENCE, silent=2),
}
SETUPS = {key: Setup.of(key, sequence=SENTENCE) for key in CELLS} | NETWORKS


@dataclass(frozen=True)
class Moment:
    """What is known of a halt without asking the view: the run on the stage, the place, the unit looked at."""

    run: Run
    cursor: Cursor
    unit: int

    @property
    def cell(self) -> Cell:
        return self.run.cell

    @property
    def step(self) -> int:
        return self.cursor.step

    @property
    def backward(self) -> bool:
        return self.cursor.pass_ == "backward"

    @property
    def known(self) -> set[str]:
        """Lines the story has reached in this step, told in the order of the text, backward against it."""
        names = [line.name for line in self.cell.lines]
        if self.cursor.grain == "step":
            return set(names)
        return set(names[self.cursor.line :] if self.backward else names[: self.cursor.line + 1])

    @property
    def now(self) -> set[str]:
        """Lines being computed; at the grain of steps none."""
        name = self.cell.lines[self.cursor.line].name
        if self.cursor.grain == "stage":
            return next(set(stage.lines) for stage in self.cell.stages if name in stage.lines)
        return {name} if self.cursor.grain == "line" else set()

    def value(self, name: str) -> np.ndarray:
        """(units,) of a line, of x, or of what enters from the step before."""
        return single(self.run.value(name))[self.step]

    def grad(self, name: str) -> np.ndarray:
        """(T, units): gradients of a line at all steps."""
        return single(self.run.grad(name))


def simulation(window: MainWindow) -> Any:
    """What has the run, the cursor and the selection of a window."""
    return window.simulation


def moment(window: MainWindow) -> Moment:
    shown = simulation(window)
    return Moment(shown.run, shown.cursor, shown.selection.unit)


def halts(window: MainWindow, name: str, direction: str) -> Iterator[Moment]:
    """Some halts of a story with the window standing there, at all grains, with one unit or another looked at."""
    shown, chance = simulation(window), random.Random(f"{name} {direction}")
    shown.set_pass(direction)
    shown.set_grain("line")
    places = list(_story(shown))
    chosen = places if len(places) <= HALTS else [places[0], places[-1], *chance.sample(places[1:-1], HALTS - 2)]
    for i, place in enumerate(chosen):
        shown.move(place)
        shown.set_grain(("line", "stage", "line", "step")[i % 4])
        shown.select(unit=chance.randrange(shown.run.hidden))
        settle()
        yield moment(window)


def _story(shown: Any) -> Iterator[Cursor]:
    """All halts, from the beginning to the end."""
    cursor = shown.score.to_start(shown.cursor)
    while True:
        yield cursor
        onward = shown.score.advance(cursor)
        if onward == cursor:
            return
        cursor = replace(onward)
