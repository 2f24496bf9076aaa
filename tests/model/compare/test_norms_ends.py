"""What is said of compared gradients at its edges: equal, nothing, too short, no numbers; how far back, how often."""

from __future__ import annotations

import itertools
import math
from types import SimpleNamespace

import numpy as np
import pytest

from rnnviz.model.compare import timing
from rnnviz.model.compare.norms import BACK, Norms, accuracy, norms_of, runs_away, states_of, usual_back
from rnnviz.model.compare.presets import PRESETS, of_cell
from rnnviz.model.compare.verdict import SAME, Verdict, verdict
from rnnviz.model.document.document import Document
from rnnviz.model.figures.scales import Mark
from rnnviz.model.setup.answer import Loss, Readout, Target
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.choices import Hold
from rnnviz.model.setup.setup import Setup

pytestmark = pytest.mark.usefixtures("qapp")
INF = math.inf


def curve(
    row: int, values: list[float], loss: int | None = None, odd: tuple[Mark, ...] = (), main: bool = True
) -> Norms:
    return Norms(row, "h", np.array(values), odd, len(values) - 1 if loss is None else loss, main)


# curves ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "back", "kept"),
    [([0.0, 1.0, 3.0], 2, 10**-1.5), ([0.0, 1.0, 3.0], 1, 1e-2), ([0.0, 1.0, 3.0], 3, math.nan),
     ([0.0, 1.0, 3.0], 0, math.nan), ([-INF, 1.0, 3.0], 2, 0.0), ([INF, 1.0, 3.0], 2, math.nan),
     ([0.0, 1.0, -INF], 1, math.nan), ([math.nan, 1.0], 1, math.nan)],
)  # fmt: skip
def test_the_factor_of_a_step(values: list[float], back: int, kept: float) -> None:
    assert curve(0, values).kept(back) == pytest.approx(kept, nan_ok=True)


def test_a_number_of_a_step_and_its_kind() -> None:
    one = curve(0, [1.0, -INF], odd=(Mark(1, "saturated"),))
    assert (one.at(0), one.at(1), one.kind(0), one.kind(1)) == (1.0, -INF, "finite", "saturated")
    assert math.isnan(one.at(-1)) and math.isnan(one.at(2)) and one.kind(5) == "finite"


@pytest.mark.parametrize(
    ("losses", "back"), [((29, 11), 11), ((0,), 1), ((), 1), ((50, 60), BACK), ((20, 60), 20), ((19, 60), 19)]
)
def test_how_far_back_cells_are_compared(losses: tuple[int, ...], back: int) -> None:
    assert usual_back(losses) == back


def test_zeros_behind_the_loss_are_no_marks() -> None:
    setup = Setup.of("rnn", 2).with_readout(Readout("softmax", ("a", "b")))
    early = Setup(setup.layers, readout=setup.readout, loss=Loss("cross_entropy", (3,)), targets=(Target(3, "a"),))
    one = norms_of(Document(early).front, 0)[0]
    assert one.loss == 3 and np.isneginf(one.values[4:]).all() and one.odd == () and one.main
    two = norms_of(Document(Setup.of("lstm", 2)).front, 1)
    assert [(c.state, c.main, c.row) for c in two] == [("h", True, 1), ("c", False, 1)]
    assert states_of(Document(Setup.of("feedforward", 2)).front.run) == ("h",)


def test_where_a_state_stops_being_numbers() -> None:
    def stand_in(*rows: list[float]) -> SimpleNamespace:
        return SimpleNamespace(value=lambda state: np.array(rows))

    assert runs_away(stand_in([0.0, 1.0], [2.0, 3.0]), "h") is None  # type: ignore[arg-type]
    assert runs_away(stand_in([0.0, 1.0], [2.0, INF], [math.nan, 0]), "h") == ("overflow", 1)  # type: ignore[arg-type]
    assert runs_away(stand_in([math.nan, INF]), "h") == ("nan", 0)  # type: ignore[arg-type]


def test_the_share_of_right_answers() -> None:
    bare = Document(Setup.of("rnn", 2)).front
    assert accuracy(bare) is None
    asked = Setup.of("rnn", 2).with_readout(Readout("softmax", ("a", "b")))
    said = Document(asked).front.result.answers
    assert said is not None
    names = [("a", "b")[int(np.argmax(p))] for p in said.p]
    right = (Target(7, names[7]), Target(8, "b" if names[8] == "a" else "a"))
    both = Setup(asked.layers, readout=asked.readout, loss=Loss("cross_entropy", (7, 8)), targets=right)
    assert accuracy(Document(both).front) == 0.5 and accuracy(Document(asked).front) is None


# verdicts --------------------------------------------------------------------------------------------------------


A, B = [-3.0, 0.0], [-1.0, 0.0]


@pytest.mark.parametrize(
    ("curves", "back", "key", "high", "low"),
    [
        ([curve(0, A)], 1, "one", None, None), ([curve(0, A), curve(0, B, main=False)], 1, "one", None, None),
        ([curve(0, A), curve(1, B)], 1, "apart", 1, 0), ([curve(0, B), curve(1, A)], 1, "apart", 0, 1),
        ([curve(0, A), curve(1, A)], 1, "same", 0, 1), ([curve(0, A), curve(1, A)], 2, "short", None, 0),
        ([curve(0, A), curve(1, [0.0])], 1, "short", None, 1), ([curve(0, A), curve(1, [-INF, 0.0])], 1, "none", 0, 1),
        ([curve(0, [-INF, 0.0]), curve(1, [-INF, 0.0])], 1, "nothing", 0, 1),
        ([curve(0, A), curve(1, [INF, 0.0], odd=(Mark(0, "overflow"),))], 1, "odd", None, 1),
        ([curve(0, A), curve(1, [-INF, 0.0], odd=(Mark(0, "zero"),))], 1, "none", 0, 1),
        ([curve(0, [0.0, -3.0, 0.0], loss=1), curve(1, B)], 1, "apart", 0, 1),
    ],
)  # fmt: skip
def test_what_is_so_of_compared_gradients(
    curves: list[Norms], back: int, key: str, high: int | None, low: int | None
) -> None:
    found = verdict(curves, back)
    assert (found.key, found.back) == (key, back)
    assert (found.high and found.high.row, found.low and found.low.row) == (high, low)
    if key == "apart" and len(curves[0].values) == 2:
        assert found.log10 == 2.0


def test_factors_that_are_printed_as_one_are_the_same() -> None:
    assert math.log10(1.005) == SAME
    for apart, key in ((SAME * 0.999, "same"), (SAME * 1.001, "apart")):
        found = verdict([curve(0, [apart, 0.0]), curve(1, [0.0, 0.0])], 1)
        assert found == Verdict(key, 1, found.high, found.low, apart)
    three = verdict([curve(0, [0.0, 0.0]), curve(1, [2.0, 0.0]), curve(2, [-1.0, 0.0])], 1)
    assert (three.high.row, three.low.row, three.log10) == (1, 2, 3.0)  # type: ignore[union-attr]


# measuring and presets --------------------------------------------------------------------------------------------


def test_a_cell_is_measured_so_often_and_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    front = Document(Setup.of("rnn", 1)).front
    clock = itertools.count()
    monkeypatch.setattr(timing, "time", SimpleNamespace(perf_counter=lambda: next(clock) / 1000))
    found = timing.Measurement(front)
    assert found.best == INF and not found.done
    found.go_on()
    assert found.best == pytest.approx(0.001 / front.result.setup.steps) and found._runs == 3 and not found.done
    found._runs = timing.BEST_OF - 1
    assert not found.done
    found._runs = timing.BEST_OF
    assert found.done
    found._runs, found._spent = 1, timing.ENOUGH_S
    assert found.done
    before = found._runs
    found.go_on()
    assert found._runs == before


def test_presets_make_two_to_four_cells_on_the_same_sequence() -> None:
    base = Setup.of("gru", 3, input_scale=2.0).with_weights(gain=0.0, keep_bias=2.0).with_hold(Hold("z", 0.5))
    base = base.with_number("0.U_z", (0, 0), 1.0)
    made = {preset.key: preset.made(base) for preset in PRESETS}
    assert {key: len(found) for key, found in made.items()} == {
        "cells": 3, "bias": 4, "gru": 4, "wiring": 4, "recurrence": 2, "precision": 2,
    }  # fmt: skip
    assert [setup.weights.keep_bias for setup in made["bias"]] == [0.0, 1.0, 2.0, 3.0]
    assert [setup.weights.gain for setup in made["recurrence"]] == [1.0, 0.0]
    assert [setup.dtype for setup in made["precision"]] == ["float64", "float32"]
    assert [len(setup.layers) for setup in made["wiring"]] == [1, 1, 1, 2] and made["wiring"][2].layers[
        0
    ].direction == "both"
    bare = of_cell(base, "lstm")
    assert bare.holds == () and bare.weights.given == Arrays() and bare.weights.keep_bias is None
    assert bare.layers[0].hidden == 3 and bare.input_scale == 2.0 and bare.sequence == base.sequence
