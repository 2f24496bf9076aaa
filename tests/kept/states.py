"""Which windows are kept: few and small, so that every panel is seen full and empty, forward and backward, in both
themes and at two sizes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from rnnviz.io.trained import load_trained
from rnnviz.model.setup.choices import Edit, Hold, LayerChoice
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.view.window.main_window import MainWindow

LOW, HIGH = (1280, 720), (1920, 1080)
WORDS = parse_sequence("the film was not good")


@dataclass(frozen=True)
class State:
    """A window: its setup, size and theme, where the story stands, what is looked at, and what was pressed before."""

    setup: Callable[[], Setup]
    size: tuple[int, int] = LOW
    theme: str = "dark"
    pass_: str = "forward"
    grain: str = "step"
    step: int = 2
    line: int = 0
    seat: tuple[int, str] | None = None
    looked: tuple[tuple[str, Any], ...] = ()
    then: Callable[[MainWindow], None] | None = None

    def show(self, window: MainWindow) -> None:
        """Bring a window there."""
        shown = window.simulation
        if self.seat:
            shown.visit(*self.seat)
        shown.set_pass(self.pass_)
        shown.set_grain(self.grain)
        shown.go_to_step(self.step)
        shown.move(replace(shown.cursor, line=self.line))
        shown.select(**dict(self.looked))
        if self.then:
            self.then(window)


def one(cell: str, **more: Any) -> Callable[[], Setup]:
    return lambda: Setup.of(cell, sequence=WORDS, **more)


def stack() -> Setup:
    return Setup((LayerChoice("lstm"), LayerChoice("gru", hidden=3, direction="both")), sequence=WORDS)


def edited(window: MainWindow) -> None:
    """Another run after a first one: the former is shown as a ghost, the knobs have rings."""
    setup = window.simulation.setup.with_weights(gain=1.5)
    window.simulation.edit(setup.with_edit(Edit("b_f", (1,), 3.0)))


def write_cell(window: MainWindow) -> None:
    """The editor of a cell of one's own."""
    window.commands["new_cell"].trigger()


STATES = {
    "lstm": State(one("lstm"), grain="line", line=3),
    "lstm back": State(one("lstm"), HIGH, "light", "backward", "line", line=2),
    "lstm large": State(one("lstm", hidden=24), HIGH, grain="stage", line=5, looked=(("unit", 3),)),
    "gru": State(one("gru"), HIGH, "light", grain="stage", line=1, looked=(("hover", "line:z"),)),
    "gru back": State(one("gru"), pass_="backward", grain="step", looked=(("pins", ("line:z", "in:h_prev")),)),
    "rnn": State(one("rnn", input_scale=4.0), theme="light", grain="line", looked=(("pins", ("line:h",)),)),
    "rnn back": State(one("rnn", silent=2), pass_="backward", step=6),
    "mgu": State(one("mgu"), HIGH, "light", "backward", grain="stage"),
    "held": State(one("lstm", holds=(Hold("f", 0.9, 1, 2), Hold("h", 0.3, 3, 3))), grain="line", line=1, then=edited),
    "stack": State(stack, seat=(1, "backward"), step=1),
    "stack back": State(stack, HIGH, "light", "backward", "line", seat=(0, "forward")),
    "trained": State(lambda: load_trained("next_character"), HIGH, grain="line", line=8),
    "trained back": State(lambda: load_trained("slot_filling"), theme="light", pass_="backward"),
    "written": State(one("lstm"), then=write_cell),
}  # fmt: skip
