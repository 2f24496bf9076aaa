"""What becomes of a setup under every change, of typed text and of a cell while it is typed: subjects of
`tests.kept.answers`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np

from rnnviz.engine import CELLS
from rnnviz.model.answers.answer_text import parse_readout, parse_targets, parse_twin
from rnnviz.model.chain.chain import chain_of, reach, seat_at
from rnnviz.model.chain.loss_entry import feeding
from rnnviz.model.chain.loss_words import loss_formula, loss_text
from rnnviz.model.chain.onebox_effects import effects
from rnnviz.model.chain.recurrence import recurrence, squares
from rnnviz.model.document.result import Result
from rnnviz.model.draft.draft import Draft
from rnnviz.model.draft.understanding import understand
from rnnviz.model.figures.way_back import way_back
from rnnviz.model.setup.answer import Loss, Readout, Target
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.choices import Edit, Hold, LayerChoice
from rnnviz.model.setup.conventions import kindred, remark, same_function, turns
from rnnviz.model.setup.layer_text import parse_layers
from rnnviz.model.setup.own_sequence import with_own_sequence
from rnnviz.model.setup.sequence import parse_sequence, signal_sequence, with_word, word_at
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor
from tests.kept.files import refused
from tests.model.draft.test_understanding import SLIPS

WORDS = parse_sequence("so it was not good")
FULL = replace(
    Setup((LayerChoice("lstm", hidden=3), LayerChoice("gru", hidden=2, direction="both")), sequence=WORDS),
    holds=(Hold("f", 0.25, 1, 2), Hold("z", 1.0, 0, None, 1, "backward")),
    readout=Readout("softmax", ("a", "b")), targets=(Target(1, "b"), Target(4, "a")),
    loss=Loss("cross_entropy", (1, 4)),
).with_edit(Edit("b_f", (1,), 2.0)).with_edit(Edit("U_z", (0, 1), -1.5, 1))  # fmt: skip
TYPED = (
    "the film was not good", "1 2 3\n4 5 6", "1;2\n3;4", "0.5", "ones 5", "1,5 2,5", "a\tb", "  ", "x" * 41, "1 a",
    "[1, 2, 3]", "[[1 2]\n [3 4]]", "it's, well: fine!", "1e400", "-\u22122", "\u4e0d\u559c\u6b22", "1 2\n3", "A a A",
)  # fmt: skip
LAYERS = (
    "lstm",
    "gru 3, rnn",
    "rnn both 4 sum",
    "lstm backward",
    "LSTM+GRU",
    "",
    "what",
    "rnn 0",
    "rnn 65",
    "gru both mean",
)


def said(setup: Setup) -> list[Any]:
    """All of a setup, arrays by name."""
    shown = replace(setup, weights=replace(setup.weights, given=Arrays()), start=Arrays())
    arrays = [
        (name, np.asarray(array)) for given in (setup.weights.given, setup.start) for name, array in given.items()
    ]
    return [repr(shown), arrays, setup.reads]


def changed() -> Iterator[Any]:
    """Every change of a full setup."""
    changes: dict[str, Callable[[], Setup]] = {
        "wider": lambda: FULL.with_hidden(5), "narrower": lambda: FULL.with_hidden(1, 1), "same": lambda: FULL,
        "onward": lambda: FULL.with_layer(1, LayerChoice("gru", hidden=2)), "first gone": lambda: FULL.without_layer(0),
        "last gone": lambda: FULL.without_layer(1), "reset": FULL.reset, "forgotten": FULL.forgotten,
        "vectors": lambda: FULL.with_vectors(3), "silent": lambda: FULL.with_silence(2), "no read-out": lambda:
        FULL.with_readout(None), "numbers": lambda: FULL.with_sequence(parse_sequence("1 2\n3 4")),
        "shorter": lambda: FULL.with_sequence(parse_sequence("so it was")), "held": lambda:
        FULL.with_hold(Hold("f", 0.5, 2, 3)), "let go": lambda: FULL.without_hold("f", 2, 2),
        "own": lambda: with_own_sequence(FULL, parse_sequence("not so good it was")), "gain": lambda:
        FULL.with_weights(gain=2.0, seed=7), "wide": lambda: FULL.with_layers((LayerChoice("rnn"), *FULL.layers)),
    }  # fmt: skip
    for name, change in changes.items():
        found = refused(change)
        yield name, said(found) if isinstance(found, Setup) else found
    for old, new in product(CELLS, CELLS):
        if kindred(CELLS[old], CELLS[new]) and old != new:
            setup = Setup.of(old, hidden=3, sequence=WORDS)
            for name, sizes in CELLS[old].params.items():
                setup = setup.with_edit(Edit(name, (0,) * len(sizes), 1.25))
            gates = [line.name for line in CELLS[old].lines if line.name in CELLS[old].gates]
            setup = replace(setup, holds=tuple(Hold(name, 0.25, 0, 1) for name in gates))
            found = setup.with_cell(new)
            yield old, new, said(found), turns(CELLS[old], CELLS[new]), same_function(CELLS[old], CELLS[new])
            yield remark(Result.of(setup).runs[0][0], Result.of(found).runs[0][0])


def typed() -> Iterator[Any]:
    """Sequences, layers, answers and targets as they are typed."""
    for text in TYPED:
        found = refused(lambda text=text: parse_sequence(text))
        yield text, found
        if not isinstance(found, str):
            yield found.steps, found.text(), found.short(9), found.vocabulary, found.width, found.generated
            yield (
                refused(lambda found=found: with_word(found, 0, "7 8")),
                refused(lambda found=found: word_at(found, 0)),
            )
    for kind in ("adding", "copy", "echo", "sine", "noise", "pulse", "step", "impulse", "odd"):
        yield kind, refused(lambda kind=kind: signal_sequence(kind, 12)), refused(lambda k=kind: signal_sequence(k, 0))
    yield [(text, refused(lambda text=text: parse_layers(text, 4))) for text in LAYERS]
    for text in ("softmax a b c", "a,b", "identity y1 y2", "3", "none", "", "softmax a a", "sigmoid yes"):
        yield text, refused(lambda text=text: parse_readout(text))
    for text in ("a", "5: a", "2=b 3=a", "9: a", "1: what", "", "last: b", "1-3: a"):
        yield text, refused(lambda text=text: parse_targets(text, FULL).targets)
    for text in ("1: it", "was -> so", "3 good", "9: so", "without", ""):
        yield text, refused(lambda text=text: parse_twin(text, FULL))


def mended() -> Iterator[Any]:
    """A cell while it is typed: what is wrong in it, what stands in for it, what is written."""
    lstm = Draft.from_cell(CELLS["lstm"])
    texts = [slip[0] for slip in SLIPS] + [lstm.equations[:n] for n in (20, 47, 90, 150)]
    for text in texts:
        for draft in (Draft("typed").typed(text), lstm.typed(text).named("own")):
            found = understand(draft)
            yield text, found.good, found.understood, found.params, found.problems, found.holes, draft.rows
            yield refused(lambda draft=draft: draft.toml), found.cell and [line.name for line in found.cell.lines]
    for line in ("f", "h", "what"):
        yield lstm.with_role(line, "memory").toml, lstm.with_output(line).toml


def unrolled() -> Iterator[Any]:
    """The chain of networks, and what is said of loops and losses."""
    for setup in (FULL, replace(FULL, readout=None, targets=(), loss=Loss()), Setup.of("rnn", sequence=WORDS)):
        result = Result.of(setup)
        score = setup.score
        yield loss_formula(setup), loss_text(setup, result.runs)
        for backward in (False, True):
            found = chain_of(result.runs, score, backward)
            yield found
            for row, step in product(score.parts, (0, 3)):
                cursor = score.visit(
                    score.inside(replace(score.to_start(_at(backward)), step=step)), row.layer, row.way
                )
                yield reach(score, cursor, row), [seat_at(score, cursor, row, column) for column in range(found.steps)]
        for run in (run for ways in result.runs for run in ways):
            yield feeding(run), recurrence(run), squares(run), effects(run)


def _at(backward: bool) -> Cursor:
    return Cursor(0, 0, "backward" if backward else "forward", "stage")


def shrunk() -> Iterator[Any]:
    """What is said of norms on their way back."""
    inf = float("inf")
    rows = (
        (-9.0, -6.0, -3.0, 0.0), (0.0, 0.0), (3.0, 1.0, 0.0), (0.0,), (), (-inf, -inf), (-inf, -2.0, 0.0, -inf),
        (inf, 1.0, 0.0), (0.1, 0.0, -0.1, 0.0), (-0.4, 0.0, -inf, -inf), (-320.0, -100.0, 0.0), (0.0, -1.0, -2.0),
    )  # fmt: skip
    kinds = {inf: "inf", -inf: "zero"}
    for norms, loss in product(rows, ("last", "first", "several", "every", "above")):
        yield norms, loss, way_back(norms, [kinds.get(norm, "finite") for norm in norms], loss)
    yield way_back((float("nan"), 0.0), ("nan", "finite"))


SUBJECTS: dict[str, Callable[[], Iterator[Any]]] = {
    "setups changed": changed, "setups typed": typed, "cells typed": mended, "chains": unrolled, "ways back": shrunk,
}  # fmt: skip
