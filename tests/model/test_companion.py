"""Questions and answers between the window and the process beside it."""

import io

import numpy as np
import pytest

from rnnviz.engine import CELLS, simulate
from rnnviz.model import companion
from rnnviz.model.companion import HEAD, MapOf, PairOf, packed, serve, unpacked
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.setup import Setup


def answers(*messages):
    out = io.BytesIO()
    serve(io.BytesIO(b"".join(packed(m) for m in messages)), out)
    return dict(unpacked(bytearray(out.getvalue())))


@pytest.mark.parametrize("key", sorted(CELLS))
def test_every_cell_is_answered_as_by_its_run(key):
    experiment = runs_of(Setup().with_hidden(3).with_cell(key))[0][0].experiment
    run, at = simulate(experiment), np.array([0, 2, 5])
    name = run.cell.output
    found = answers((1, experiment, MapOf(name, at)), (2, None, PairOf(name, 5, 1)))
    np.testing.assert_array_equal(found[1], run.flow(name, at=at))
    assert found[2] == run.flow_pair(name, 5, 1)


def test_what_cannot_be_answered_is_none_and_the_next_is_answered():
    experiment = runs_of(Setup())[0][0].experiment
    found = answers((1, experiment, PairOf("no such line", 1, 0)), (2, None, PairOf("h", 1, 0)))
    assert found[1] is None and isinstance(found[2], float)


def test_messages_may_arrive_in_pieces():
    whole = packed({"a": 1}) + packed("two")
    received, found = bytearray(), []
    for byte in whole:
        received.append(byte)
        found += list(unpacked(received))
    assert found == [{"a": 1}, "two"] and not received
    assert len(packed(None)) > HEAD.size


def test_a_run_that_fails_is_not_answered_by_the_one_before(monkeypatch):
    small, large = runs_of(Setup())[0][0].experiment, runs_of(Setup().with_hidden(9))[0][0].experiment

    def only_small(experiment):
        if experiment.hidden > 8:
            raise MemoryError
        return simulate(experiment)

    monkeypatch.setattr(companion, "simulate", only_small)
    found = answers(
        (1, small, PairOf("h", 1, 0)), (2, large, PairOf("h", 1, 0)), (3, None, PairOf("h", 1, 0)),
        (4, small, PairOf("h", 1, 0)),
    )  # fmt: skip
    assert found[2] is found[3] is None and found[4] == found[1]
