"""The process beside the window, as far as it needs none: jobs go in, messages come out."""

import io

import numpy as np
import pytest

from rnnviz.engine import CELLS, simulate
from rnnviz.engine.check import gradient_check
from rnnviz.model.picture import picture
from rnnviz.model.picture.grid import NORMAL
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.setup import Setup
from rnnviz.model.worker import figures
from rnnviz.model.worker.jobs import TABLE, Job, function_of
from rnnviz.model.worker.packing import HEAD, content, messages, packed, unpacked
from rnnviz.model.worker.serving import FAILED, PROGRESS, READY, RESULT, serve


def told(*jobs):
    """What the process says to these jobs, as it comes over a pipe."""
    coming = io.BytesIO(b"".join(packed(job) for job in jobs))
    out = io.BytesIO()
    serve(messages(coming), out)
    found = list(unpacked(bytearray(out.getvalue())))
    assert found[0] == (READY, None)
    return found[1:]


@pytest.mark.parametrize("key", sorted(CELLS))
def test_every_cell_is_answered_as_by_its_run(key):
    experiment = runs_of(Setup().with_hidden(3).with_cell(key))[0][0].experiment
    run, at, packed_one = simulate(experiment), np.array([0, 2, 5]), content(experiment)
    for name in (run.cell.output, None):
        found = told(Job("flow_map", (packed_one, name, at)), Job("flow_pair", (packed_one, name, 5, 1)))
        assert [kind for kind, _ in found] == [RESULT, RESULT]
        np.testing.assert_array_equal(found[0][1], run.flow(name, norm="rms", at=at))
        assert found[1][1] == run.flow_pair(name, 5, 1, norm="spectral")


def test_a_generator_tells_its_progress_and_then_its_result():
    experiment = runs_of(Setup().with_hidden(2))[0][0].experiment
    found = told(Job("gradient_check", (content(experiment),)))
    shares = [value for kind, value in found if kind == PROGRESS]
    assert 10 < len(shares) <= 101 and shares == sorted(shares)
    assert found[-1] == (RESULT, gradient_check(experiment))


def test_a_drawing_comes_back_as_it_is_drawn_here():
    cell = CELLS["lstm"]
    ((kind, found),) = told(Job("picture", (cell, NORMAL)))
    here = picture(cell)
    assert kind == RESULT
    assert (found.shapes, found.pieces, found.labels, found.ground) == (
        here.shapes, here.pieces, here.labels, here.ground,
    )  # fmt: skip


def test_what_cannot_be_done_has_failed_and_the_next_is_done(caplog):
    experiment = content(runs_of(Setup())[0][0].experiment)
    found = told(
        Job("flow_pair", (experiment, "no such line", 1, 0)), Job("flow_pair", (experiment, "h")),
        Job("flow_pair", (experiment, "h", 1, 0)),
    )  # fmt: skip
    assert [kind for kind, _ in found] == [FAILED, FAILED, RESULT]
    assert "TypeError" in str(found[1][1]) and "flow_pair failed" in caplog.text, "a mistake of ours is logged"


def test_a_run_that_fails_is_not_answered_by_the_one_before(monkeypatch):
    small, large = runs_of(Setup())[0][0].experiment, runs_of(Setup().with_hidden(9))[0][0].experiment

    def only_small(experiment):
        if experiment.hidden > 8:
            raise MemoryError
        return simulate(experiment)

    monkeypatch.setattr(figures, "simulate", only_small)
    figures._run.cache_clear()
    found = told(*(Job("flow_pair", (content(e), "h", 1, 0)) for e in (small, large, small)))
    assert [kind for kind, _ in found] == [RESULT, FAILED, RESULT]
    assert found[0] == found[2]
    figures._run.cache_clear()


def test_messages_may_arrive_in_pieces():
    whole = packed({"a": 1}) + packed("two")
    received, found = bytearray(), []
    for byte in whole:
        received.append(byte)
        found += list(unpacked(received))
    assert found == [{"a": 1}, "two"] and not received
    assert len(packed(None)) > HEAD.size


@pytest.mark.parametrize("cut", [1, HEAD.size, HEAD.size + 1])
def test_a_stream_that_breaks_off_is_at_its_end(cut):
    whole = packed("one")
    assert list(messages(io.BytesIO(whole + packed("two")[:cut]))) == ["one"]


@pytest.mark.parametrize("name", TABLE)
def test_every_row_of_the_table_has_its_function(name):
    assert callable(function_of(name)) and Job(name).lane == TABLE[name].lane
