"""What is said of runs of cells nobody ships: `python -m tests.model.reading.odd_readings` keeps the present sentences.

That printed sides work out to each other and to the run is what `test_reading` says. Here are cells that use every
corner of the language, each line, state and inner part of it both ways, and the numbers of their drawings and chains.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np

from rnnviz.engine import Cell, Run
from rnnviz.engine.experiments.experiment import Experiment
from rnnviz.engine.run import simulate
from rnnviz.model.chain.chain import chain_of, reach, seat_at
from rnnviz.model.picture import picture
from rnnviz.model.picture import reading as drawn
from rnnviz.model.reading import focus, markup
from rnnviz.model.reading.reading import Reading
from rnnviz.model.reading.term_shares import biases, chosen_terms, products
from rnnviz.model.story.cursor import GRAINS, Cursor
from rnnviz.model.story.score import Score
from tests.engine.cases import cell
from tests.engine.compiler.odd_programs import ODD

KEPT = Path(__file__).with_name("odd_readings.json")
STEPS, WAYS = 3, ("forward", "backward")
AT = ((0, True), (1, False), (1, True))
"""Steps and directions in which everything is read."""


def runs() -> Iterator[tuple[str, Run]]:
    """Of each cell one, with a line held at a step in every third, and gradients far from 1 in every other."""
    for number, (name, text) in enumerate(ODD.items()):
        of = cell(text)
        rng = np.random.default_rng(number)
        exp = Experiment.build(of, 2, rng.normal(size=(STEPS, 2)).round(2), seed=1, loss="last")
        params = {key: rng.normal(size=array.shape).round(2) for key, array in exp.params.items()}
        exp = exp.with_params({key: array * (1e-4 if number % 2 else 1.0) for key, array in params.items()})
        yield name, simulate(exp.hold(of.lines[0].name, 0.25, [1]) if number % 3 == 2 else exp)


def said(found: Reading | None) -> object:
    if found is None:
        return None
    return [markup.text(found), found.note, [(step.joins, step.ends) for step in found.steps], f"{found.number:.6g}"]


def keys(of: Cell) -> Iterator[str]:
    yield from (f"line:{line.name}" for line in of.lines)
    yield from (f"in:{state}_prev" for state in of.states)
    yield from (f"node:{node.id}" for node in of.nodes if len(of.params.get(node.name, ())) < 2)
    yield from ("in:x", "in:nope", f"node:{len(of.nodes)}", "nope", "out:h_prev_prev")


def readings(run: Run) -> Iterator[object]:
    of = run.cell
    for key in keys(of):
        what = focus.of_key(of, key)
        yield key, repr(what)
        if what is not None:
            yield [said(focus.read(run, what, t, t % 2, way)) for t, way in AT]
    for grain, pass_, line in product(GRAINS, WAYS, range(len(of.lines) + 1)):
        yield repr(focus.focus(of, Cursor(1, line, pass_, grain)))
    for line in of.lines:
        yield said(focus.slope_reading(run, line.name, 1, 0)), focus.on_belt(of, line.name)
        yield focus.speaks_of_keeping(of, line.name), repr(chosen_terms(run, line.name, 1, 1, 1))
        yield [(p.matrix, p.op, p.others, f"{p.total:.6g}") for p in products(run, line.name, 2, 5, ("a", "b"))]
        yield [(bias.name, bias.index, f"{bias.value:.6g}") for bias in biases(run, line.name, 1)]
    yield focus.main_line(of), focus.kept_share(run, 1, 0), focus.coupled(of)


def forms(run: Run) -> Iterator[str]:
    """Every line for slides and exercises."""
    for line, way in product(run.cell.lines, (False, True)):
        found = focus.read(run, focus.Focus(line.name), 1, 0, way)
        yield from (markup.latex(found), markup.mathml(found), markup.html(found), markup.question(found))
        yield markup.text(markup.with_words(found, str.upper))


def figures(values: Iterable[float] | None) -> object:
    return None if values is None else [f"{float(value) + 0.0:.5g}" for value in np.ravel(values)]


def drawing(run: Run) -> Iterator[object]:
    of, what = run.cell, picture(run.cell)
    flow = drawn.Backflow(run, what)
    yield figures([flow.top, flow.peak])
    for piece, t in product(what.pieces, range(STEPS)):
        yield figures([drawn.forward_width(run, piece, t)]), figures(drawn.value_at(run, what, piece.source, t))
        for known in ((), [line.name for line in of.lines]):
            through = flow.through(piece, t, known)
            yield figures(through), flow.strength(through) is None
        yield [figures(drawn.factor(run, link, t)) for link in piece.links]
        yield [figures(flow.arriving(link)[t]) for link in piece.links], len(flow.leaving(piece, t))
    for line, t in product(of.lines, range(STEPS)):
        yield figures(drawn.slope(run, line.name, t)), figures(drawn.node_slope(run, line.root, t))
        yield figures([flow.shade(value) for value in flow.total(line.name, t)]), figures(flow.loss(t))
    for state in of.states:
        yield [figures(flow.later(state, t)) for t in range(STEPS)]


def chains(run: Run) -> Iterator[object]:
    for score in (Score.single(run.cell, STEPS), Score.of([[("backward", run.cell)]], STEPS)):
        for backward in (False, True):
            found = chain_of([[run]], score, backward)
            yield figures(found.inputs), figures([found.top]), found.steps
            for row in found.rows:
                parts = row.units, row.level, row.carried, row.handed, row.read, row.means, row.sizes
                yield row.name, row.role, [figures(part) for part in parts]
            for step, grain in product(range(STEPS), GRAINS):
                here = replace(Cursor(step, 0, WAYS[backward], grain), way=score.parts[0].way)
                yield repr(reach(score, here, score.parts[0])), repr(seat_at(score, here, score.parts[0], 0))


ALL = {"readings": readings, "forms": forms, "drawing": drawing, "chains": chains}


def short(what: object) -> str:
    return hashlib.sha256(json.dumps(what, default=repr).encode()).hexdigest()[:8]


def everything() -> dict[str, list[str]]:
    return {name: [short(list(make(run))) for make in ALL.values()] for name, run in runs()}


if __name__ == "__main__":
    KEPT.write_text(json.dumps(everything(), ensure_ascii=False, indent=0) + "\n", "utf-8")
