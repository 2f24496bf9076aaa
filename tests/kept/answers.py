"""What the model and io answer all over, as digests: `python -m tests.kept.answers` keeps the present answers.

Every rule has a test of its own where it stands; this asks every cell everywhere, so that no place answers otherwise
unnoticed. `python -m tests.kept.answers SUBJECT` prints what is behind a digest: run it before and after a change
and compare.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from rnnviz.engine import CELLS, Cell, Run
from rnnviz.io.trained import load_trained
from rnnviz.model.answers.figures import log_numbers, loss_number, loss_texts, probability
from rnnviz.model.document.result import Result
from rnnviz.model.figures import numbers, scales, shading
from rnnviz.model.picture import Picture, check, picture, pointing, reading
from rnnviz.model.picture.build import plain_picture
from rnnviz.model.picture.grid import NORMAL, SMALL
from rnnviz.model.picture.naming import factor_box
from rnnviz.model.picture.room import label_boxes, piece_boxes
from rnnviz.model.picture.svg import cell_svg
from rnnviz.model.reading import reading_backward as back
from rnnviz.model.reading import term_shares as shares
from rnnviz.model.reading.focus import kept_share, of_key, read, slope_reading
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import GRAINS, Cursor
from tests.kept import files
from tests.model.picture.test_layout import AWKWARD, typed

KEPT = Path(__file__).with_name("answers.json")
WORDS = parse_sequence("so it was not good")
PASSES = ("forward", "backward")
DRAWN = {**CELLS, **{name: typed(text) for name, text in list(AWKWARD.items())[:6]}}
NETWORKS = {
    "three": Setup((LayerChoice("lstm"), LayerChoice("gru", direction="both"), LayerChoice("rnn")), sequence=WORDS),
    "onward": Setup((LayerChoice("lstm"), LayerChoice("lstm")), sequence=WORDS),
    "turned": Setup((LayerChoice("gru", direction="backward"),), sequence=WORDS),
}


def plainly(thing: Any) -> Any:
    """Numbers to six digits, everything else as text."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return [plainly(getattr(thing, field.name)) for field in fields(thing)]
    if isinstance(thing, np.ndarray):
        return plainly(thing.tolist())
    if isinstance(thing, set | frozenset):
        return sorted(json.dumps(plainly(item)) for item in thing)
    if isinstance(thing, tuple | list | range):
        return [plainly(item) for item in thing]
    if isinstance(thing, float):
        return f"{thing:.6g}" if abs(thing) > 1e-12 else "0"
    return thing if thing is None or isinstance(thing, bool | int | str) else str(thing)


# of cells ----------------------------------------------------------------------------------------------------


def pointed(cell: Cell) -> Iterator[Any]:
    """What stands under a pointer anywhere, and what is lit then."""
    drawn = picture(cell)
    ground = drawn.ground
    yield [
        pointing.hit(drawn, x, y) for y in np.arange(-1, ground.height, 1.9) for x in np.arange(-1, ground.width, 2.3)
    ]
    keys = pointing.elements(drawn)
    for key in (
        *keys,
        "in:x",
        *(f"{way}:{state}" for way in ("in", "out", "node") for state in cell.states),
        "odd:one",
    ):
        lit = pointing.focus(drawn, (key,))
        yield key, lit, of_key(cell, key), lit and [lit.has_label(label) for label in drawn.labels]
    yield pointing.focus(drawn, keys[:3])


def covered(cell: Cell) -> Iterator[Any]:
    """The room of labels, wires and factors, and boxes without wires."""
    for sizes in (NORMAL, SMALL):
        drawn = picture(cell, sizes)
        yield [label_boxes(label) for label in drawn.labels], [piece_boxes(piece, 0.5) for piece in drawn.pieces]
        yield [factor_box(factor) for factor in drawn.factors]
        stands_in = plain_picture(cell, sizes, "plain")
        yield stands_in.shapes, stands_in.ground, stands_in.remark


def told(cell: Cell) -> Iterator[Any]:
    """Every reading of a run, forward and backward, and what is behind its products."""
    run = run_of(cell)
    drawn = picture(cell)
    for t, unit in ((0, 0), (2, 1), (4, 2)):
        for backward, key in product((False, True), pointing.elements(drawn)):
            found = of_key(cell, key)
            yield key, found and read(run, found, t, unit, backward)
        yield back.backward(run, "x", t, unit), kept_share(run, t, unit)
        for line in cell.lines:
            yield slope_reading(run, line.name, t, unit), shares.biases(run, line.name, unit)
            yield shares.products(run, line.name, t, unit, ("a", "b")), shares.chosen_terms(run, line.name, t, unit, 2)


def run_of(cell: Cell) -> Run:
    key = next((key for key, shipped in CELLS.items() if shipped is cell), None)
    hidden = 7 if key else 3
    setup = Setup.of(key or "rnn", hidden=hidden, sequence=WORDS)
    holds = (Hold(cell.lines[0].name, 0.5, 2, 3),) if cell.lines[0].name in cell.gates else ()
    return Result.of(replace(setup, holds=holds)).runs[0][0]


def widths(cell: Cell) -> Iterator[Any]:
    """How wide and bright wires are, what stands in strips and beside arrows."""
    run, drawn = run_of(cell), picture(cell)
    for t in (0, 3):
        for piece in drawn.pieces:
            values = reading.value_at(run, drawn, piece.source, t)
            yield piece.key, reading.forward_width(run, piece, t), reading.level(values), reading.bars(values, 3)
        yield [reading.factor(run, link, t) for link in drawn.links]
        yield [reading.shown_value(run, drawn, shape, t) for shape in drawn.shapes]
        yield [reading.slope(run, line.name, t) for line in cell.lines]


def disturbed(drawn: Picture) -> Iterator[Any]:
    """What is said of drawings in which one thing stands elsewhere."""
    for i, (dx, dy) in enumerate(((0.4, 0), (0, -0.9), (2.2, 0), (0, 3.1), (-4.5, 0.3))):
        shapes, pieces, labels = list(drawn.shapes), list(drawn.pieces), list(drawn.labels)
        for things in (shapes, labels):
            things[::4] = [replace(thing, x=thing.x + dx, y=thing.y + dy) for thing in things[::4]]  # type: ignore[type-var]
        yield check(replace(drawn, shapes=tuple(shapes)))
        yield check(replace(drawn, labels=tuple(labels)))
        pieces[i::5] = [replace(p, points=tuple((x + dx, y + dy) for x, y in p.points)) for p in pieces[i::5]]
        yield check(replace(drawn, pieces=tuple(pieces)))


# of networks, and of numbers -----------------------------------------------------------------------------------


def walked(setup: Setup) -> Iterator[Any]:
    """The story of a network, there and back."""
    score = Result.of(setup).score if setup.readout is None else replace(setup.score, steps=4)
    for grain, pass_ in product(GRAINS, PASSES):
        cursor = score.to_start(score.inside(Cursor(0, 0, pass_, grain)))
        places = [cursor]
        while not score.at_end(cursor):
            cursor = score.advance(cursor)
            places.append(cursor)
        yield places, [score.advance(place, -2) for place in places[::3]], score.to_end(places[0])
        for place in places[:: 1 + len(places) // 12]:
            yield score.playhead(place), score.whole_step(place), score.whole_step(place, -2), score.reversed(place)
            yield score.answered(place), score.answering(place), [score.with_grain(place, other) for other in GRAINS]
            for part in score.parts:
                seen = score.visit(place, part.layer, part.way)
                yield seen, score.at(score.playhead(place), part.layer, part.way)
                yield [score.reached(place, part.layer, part.way, step) for step in range(score.steps)]
            yield score.fitted(replace(place, layer=9, line=99, step=99)), score.inside(replace(place, way="odd"))


def axes() -> Iterator[Any]:
    """Ticks and texts of axes."""
    ends = [-310.0, -13.96, -7.05, -4.5, -3.08, -2.0, -1.11, -0.9, -0.02, 0.0, 0.04, 0.31, 1.0, 1.09, 2.5, 7.0, 309.0]
    for low, high in product(ends, ends):
        axis = scales.decades((low, high))
        yield axis, axis.ticks, scales.decades((low, float("inf"), high), 3).ticks
    for value in (*ends, float("inf"), float("-inf"), float("nan")):
        yield scales.decade_text(value), scales.size_text(value), scales.size_text(value, 2), scales.percent_text(value)
        yield scales.times_text(value)
    yield [scales.nice(span, most) for span in (0.0, 1e-301, 0.9, 1, 4.9, 17, 230, 1e9) for most in (0, 1, 2, 5, 9)]
    yield [scales.step_ticks(a, a + n, most) for a in (1, 3, 8) for n in (0, 1, 4, 9, 33, 250) for most in (1, 2, 5, 9)]
    yield scales.runs_of([scales.Mark(t, kind) for t, kind in ((0, "a"), (1, "a"), (2, "b"), (4, "b"), (5, "b"))])


def printed() -> Iterator[Any]:
    """Numbers as they are printed."""
    values = [
        0.0,
        -0.0,
        4e-12,
        0.0049,
        0.005,
        -0.0051,
        0.095,
        0.5,
        0.995,
        -1.0,
        9.994,
        9.996,
        99.6,
        -1234.5,
        2e6,
        3e301,
    ]
    for value in (*values, float("inf"), float("nan")):
        yield numbers.plain(value), numbers.plain(value, 0), numbers.plain(value, 3, True), numbers.short(value)
        yield numbers.short(value, 1), loss_number(value), probability(min(abs(value), 1.0))
    yield [numbers.power(v, d) for v in values if v for d in (1, 3)], [numbers.raised(k) for k in range(-11, 11)]
    for text in (
        "1",
        "-1,5",
        "−2",
        "1e3",
        "1e999",
        "½",
        "٣",
        "0x1",
        "",
        "+.5",
        "1 000",
        "inf",
        "nan",
        "--1",
        "1,000.5",
    ):
        yield text, numbers.read_number(text), numbers.folded(text)
    yield [log_numbers(p, float(-np.log(p))) for p in (1e-9, 0.004, 0.0101, 0.2, 0.5, 0.777, 0.99, 0.99999)]
    steps = np.array([[0.0, 1e-9, 0.3, -2.0], [1e-3, 0.1, 1.0, 0.0]])
    yield shading.within_one(steps), shading.by_decades(steps), shading.by_decades(steps, 0.5)
    yield shading.strength(np.log10(np.abs(steps[1, :3])), 1.0), shading.largest(steps), shading.largest(steps * 0, 0.2)


def answered(name: str) -> Iterator[Any]:
    """What is said of a trained network's answers."""
    result = Result.of(load_trained(name))
    found = result.answers
    assert found is not None
    for step in range(0, len(found.losses), 1 + len(found.losses) // 6):
        yield found.y[step], found.p[step], loss_texts(found, step), found.has_target(step)
    yield from walked(replace(result.setup))


def subjects() -> dict[str, Callable[[], Any]]:
    """Everything that is asked, by name."""
    found: dict[str, Callable[[], Any]] = {"axes": axes, "numbers": printed}
    for key, cell in DRAWN.items():
        of_cell = {"pointed": pointed, "covered": covered, "drawn": cell_svg}
        if key in CELLS:
            of_cell |= {"told": told, "widths": widths}
        found |= {f"{name} {key}": lambda ask=ask, cell=cell: ask(cell) for name, ask in of_cell.items()}
    for key in ("rnn", "gru", "lstm_peephole"):
        found[f"disturbed {key}"] = lambda key=key: disturbed(picture(CELLS[key]))
    found |= {f"walked {key}": lambda setup=setup: walked(setup) for key, setup in NETWORKS.items()}
    found |= files.SUBJECTS
    return found | {f"answered {key}": lambda key=key: answered(key) for key in ("adding", "parity", "slot_filling")}


def text_of(answer: Any) -> str:
    """A line for each answer."""
    return answer if isinstance(answer, str) else "\n".join(json.dumps(plainly(one)) for one in answer)


def digest(text: str) -> str:
    """Eight hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def main(asked: list[str]) -> None:
    found = subjects()
    for name in asked:
        print(text_of(found[name]()))
    if not asked:
        kept = {name: digest(text_of(ask())) for name, ask in found.items()}
        KEPT.write_text(json.dumps(kept, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
