"""Windows that are led from one odd state to the next, and what is seen at every stop, as digests:
`python -m tests.kept.walks` keeps the present ones, `python -m tests.kept.walks WALK [STOP [PANEL]]` prints them.

What hangs on room, on numbers or on other answers is decided here: sizes, cells, long stories, networks, answers,
weights, cards, the editor of cells. One window serves a whole walk, so that a stop costs little more than its picture.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from rnnviz.engine import CELLS
from rnnviz.io.trained import load_trained
from rnnviz.model.setup.answer import Loss
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.view.window.main_window import MainWindow
from tests.kept.drawings import Lines, digests, opened, seen
from tests.kept.ink import inked
from tests.kept.states import LOW, WORDS, State, one
from tests.monkey.truth import rest

KEPT = Path(__file__).with_name("walks.json")
Stop = Callable[[MainWindow], None]
Walks = dict[str, tuple[State, dict[str, Stop]]]
TIMED = ("Notice", "NoticeStrip", "ProgressStrip")
"""What goes away by itself after a time."""
LONG = parse_sequence(" ".join(f"word{t}" if t % 3 else "a" for t in range(60)))


def all_of(*stops: Stop) -> Stop:
    def do(window: MainWindow) -> None:
        for stop in stops:
            stop(window)

    return do


def shows(setup: Setup | Callable[[], Setup]) -> Stop:
    return lambda window: window.simulation.edit(setup() if callable(setup) else setup)


def stands(pass_: str = "forward", grain: str = "line", step: int = 2, line: int = 0, **looked: Any) -> Stop:
    """Where the story is, and what is looked at."""

    def do(window: MainWindow) -> None:
        shown = window.simulation
        shown.flush()
        shown.set_pass(pass_)
        shown.set_grain(grain)
        shown.go_to_step(step)
        shown.move(replace(shown.cursor, line=min(line, len(shown.cell.lines) - 1)))
        shown.select(**{"hover": None, "pins": (), **looked})

    return do


def sized(width: int, height: int) -> Stop:
    return lambda window: window.resize(width, height)


def command(key: str) -> Stop:
    return lambda window: window.commands[key].trigger()


def zoomed(zoom: float, offset: float, down: float = 0.0) -> Stop:
    """The tape, as after turns of the wheel."""

    def do(window: MainWindow) -> None:
        window.tape.zoom, window.tape.offset, window.tape.down = zoom, offset, down
        window.tape.refresh()

    return do


def face(key: str, line: str = "") -> Stop:
    def do(window: MainWindow) -> None:
        window.body.show_face(key)
        if line:
            window.panels[key].places.unfold(line)

    return do


def typed(text: str, row: int = 0) -> Stop:
    """In the editor of cells; row: where the text cursor stands afterwards."""

    def do(window: MainWindow) -> None:
        editor = window.cells.editor
        assert editor is not None
        editor.texts.equations.setPlainText(text)
        editor.texts.go_to(row)
        editor.flush()

    return do


def of_cell(number: int, key: str) -> Stop:
    """A cell somewhere in its story, another place for each."""
    pass_, grain = ("forward", "backward")[number % 2], ("line", "stage", "line", "step")[number // 2 % 4]
    place = stands(pass_, grain, number % 5, number % 7, unit=number % 3)
    return all_of(shows(Setup.of(key, hidden=3 + number % 4, sequence=WORDS)), place)


def _stack(merge: str = "concat", hidden: int = 3, **more: Any) -> Setup:
    layers = LayerChoice("lstm"), LayerChoice("gru", hidden=hidden, direction="both", merge=merge)
    return Setup(layers, sequence=WORDS, **more)


def trained(name: str, **more: Any) -> Stop:
    return shows(lambda: replace(load_trained(name), **more))


CELLS_SHOWN = list(CELLS)[::2]
"""Enough of them: layouts.json keeps where the parts of all of them stand."""
WRONG = "z = sigmoid(W_z @ x + U_z @ h_prev)  # how much\nh = z * h_prev + (1 - z) * tanh(W @ x + Q_ @ g)\n"
GOOD = WRONG.replace("Q_ @ g", "U @ h_prev")

WALKS: Walks = {
    "sizes": (State(one("lstm")), {
        "laptop": all_of(sized(1366, 768), stands(line=2, hover="line:f")),
        "tall": all_of(sized(1000, 1000), stands("backward", line=3, unit=5)),
        "flat": all_of(sized(1700, 620), stands(line=4, hover="in:c_prev")),
        "small": all_of(sized(960, 600), stands("backward", "stage", line=3)),
        "legend": all_of(sized(1600, 900), command("legend"), stands(line=1)),
    }),
    "cells": (State(one("rnn"), (1366, 768)), {
        key: of_cell(number, key) for number, key in enumerate(CELLS_SHOWN)
    }),
    "long": (State(one("lstm", hidden=5), (1280, 720), "light"), {
        "words": all_of(shows(Setup.of("lstm", hidden=5, sequence=LONG)), stands(step=41, line=2)),
        "near": all_of(zoomed(3.0, 900.0), stands("backward", step=20)),
        "far": all_of(zoomed(0.2, 0.0), stands("forward", "step", step=59)),
        "silent": all_of(shows(Setup.of("rnn", hidden=4, sequence=WORDS, silent=30)), zoomed(1.0, 0.0), stands(step=9)),
        "many units": all_of(shows(Setup.of("gru", hidden=60, sequence=WORDS)), stands(line=3, unit=41)),
        "very long": all_of(shows(Setup.of("rnn", hidden=3, sequence=WORDS, silent=1900)), stands(step=700)),
    }),
    "networks": (State(_stack), {
        "loss": all_of(shows(_stack(loss=Loss("sum", (0, 3)))), stands("backward", line=1)),
        "every": all_of(shows(_stack("sum", loss=Loss("sum", "every"))), stands("backward", "step", step=0)),
        "above": lambda window: window.simulation.visit(1, "backward"),
        "held": shows(_stack(holds=(Hold("f", 0.0, 0, 1), Hold("c", 0.5, 3, 4)))),
        "zeros": all_of(shows(Setup.of("rnn_relu", sequence=WORDS).with_weights(gain=0.0)), stands("backward")),
        "one": all_of(shows(Setup.of("lstm", hidden=1, sequence=parse_sequence("one"))), stands(step=0, line=4)),
        "numbers": all_of(shows(Setup.of("gru", hidden=2, sequence=parse_sequence("0.5 -1 2"))), stands(line=2)),
    }),
    "answers": (State(lambda: load_trained("slot_filling"), (1366, 768)), {
        "before": stands(step=4, line=9),
        "back": stands("backward", step=4, line=7, answer=1),
        "blind": all_of(trained("slot_filling", unremembered=True), stands(step=2, grain="step")),
        "numbers": all_of(trained("sine"), stands("forward", step=3, line=8)),
        "one": all_of(trained("parity"), stands("backward", step=2, line=6)),
        "letters": all_of(trained("next_character"), sized(1920, 900), stands(step=3, line=9, answer=2)),
        "picture": all_of(trained("pixel_picture"), sized(1100, 700), stands(step=5, grain="step")),
    }),
    "weights": (State(one("lstm", hidden=3), (1366, 768), "light"), {
        "all": face("weights"),
        "gate": face("weights", "f"),
        "stack": all_of(shows(_stack), stands("backward")),
        "trained": trained("slot_filling"),
        "large": shows(Setup.of("gru", hidden=40, sequence=WORDS)),
    }),
    "cards": (State(one("lstm"), (1920, 1080)), {
        "gates": stands(line=2, pins=("line:f", "line:c", "in:h_prev"), unit=2),
        "back": stands("backward", line=3, pins=("line:o", "line:h"), unit=6),
        "one box": all_of(shows(Setup.of("rnn", hidden=6, sequence=WORDS)), stands(pins=("line:h",), unit=1)),
    }),
    "editor": (State(one("gru"), LOW), {
        "new": command("new_cell"),
        "wrong": typed(WRONG, 1),
        "right": typed(GOOD, 0),
        "two": typed("c = c_prev + tanh(W @ x)\nh = tanh(c) * sigmoid(V_o @ c + b_o)\n", 1),
    }),
}  # fmt: skip
"""A first state, and stops by name; each begins where the one before it ended."""


def walk(name: str, walks: Walks = WALKS) -> Iterator[tuple[str, Lines]]:
    """Everything that is seen at every stop."""
    state, stops = walks[name]
    with inked() as heard, opened(state) as window:
        for stop, do in stops.items():
            do(window)
            window.simulation.flush()
            rest(window)
            heard.now.clear()
            window.grab()
            yield stop, {key: lines for key, lines in seen(window, heard).items() if not key.startswith(TIMED)}


def main(
    asked: list[str], names: Iterable[str], walk: Callable[[str], Iterator[tuple[str, Lines]]], kept: Path
) -> None:
    if asked:
        for stop, found in walk(asked[0]):
            if asked[1:2] in ([], [stop]):
                for key in asked[2:] or found:
                    print(f"== {stop}: {key}", *found[key], sep="\n")
        return
    fresh = {name: {stop: digests(found) for stop, found in walk(name)} for name in names}
    kept.write_text(json.dumps(fresh, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:], WALKS, walk, KEPT)
