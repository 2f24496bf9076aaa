"""What is kept for the next time takes no more memory than it may."""

import gc
import tracemalloc
import weakref

import numpy as np
import pytest

from rnnviz.engine import CELLS, Cell, Experiment, simulate
from rnnviz.engine.compiler.body import FUNCTIONS_KEPT, _compiled
from rnnviz.engine.compiler.program import PROGRAMS_KEPT, _size, make_program
from rnnviz.engine.lazy import kept_with, kept_within
from tests.engine.cases import cell


def test_results_are_kept_until_together_they_are_too_large():
    made = []

    @kept_within(100, len)
    def text(size, letter="a"):
        made.append((size, letter))
        return letter * size

    assert text(40) is text(40) and made == [(40, "a")]
    text(50, "b"), text(40), text(30, "c")  # the b, least lately asked for, has to go
    assert [key for key in text.kept] == [(40,), (30, "c")]
    assert text(500, "d") is text(500, "d") and len(text.kept) == 1
    with pytest.raises(TypeError):
        text(None)
    assert len(text.kept) == 1


def test_a_thousand_cells_leave_no_more_behind_than_a_few():
    seen: list[weakref.ref[Cell]] = []
    for k in range(700):
        typed = cell(f"h = tanh(U @ h_prev + {k + 1} * (W @ x))")
        seen.append(weakref.ref(typed))
        run = simulate(Experiment.build(typed, 1 + k % 2, np.ones((2, 1))))
        assert np.isfinite(run.norms("h")).all()
        del typed, run
    gc.collect()
    assert sum(taken for _, taken in _compiled.kept.values()) <= FUNCTIONS_KEPT
    assert sum(taken for _, taken in make_program.kept.values()) <= PROGRAMS_KEPT
    assert sum(ref() is not None for ref in seen) <= 300


@pytest.mark.parametrize("key", ["lstm", "gru"])
def test_a_program_takes_about_what_is_reckoned(key):
    make_program.__wrapped__(CELLS[key], frozenset(), True)  # what is kept with the cell is made
    tracemalloc.start()
    try:
        made = make_program.__wrapped__(CELLS[key], frozenset(), True)
        gc.collect()
        taken = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert taken / 3 < _size(made) < taken * 3


def test_what_is_kept_with_a_thing_goes_with_it():
    made = []

    @kept_with
    def doubled(of, times=2):
        made.append(times)
        return [of.name] * times

    one = cell("h = tanh(W @ x)")
    assert doubled(one) is doubled(one) and doubled(one, 3) is doubled(one, 3) and made == [2, 3]
    gone = weakref.ref(one)
    del one
    gc.collect()
    assert gone() is None
