"""Large experiments are computed over many turns of the event loop, and what was on screen stays meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from rnnviz.model.document import turns
from rnnviz.model.document.document import Document
from rnnviz.model.document.result import Result
from rnnviz.model.setup import runs
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor

LAYERS = (LayerChoice("lstm", hidden=3, direction="both"), LayerChoice("gru", hidden=2))
WAYS = 3
SETUP = Setup(LAYERS)


@pytest.fixture
def document(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Document]:
    """A document to which every network is large."""
    monkeypatch.setattr(runs, "HEAVY", 0)
    found = Document(SETUP)
    yield found
    found.turns.want({})
    found.deleteLater()


def louder(gain: float = 2.0) -> Setup:
    return SETUP.with_weights(gain=gain)


def done(document: Document, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not document.turns.busy)
    document.flush()


def test_what_was_there_stays_until_the_new_one_is_whole(document: Document, qtbot: QtBot) -> None:
    front, before = document.front, document.front.result
    shares: list[float] = []
    document.turns.share.connect(shares.append)
    front.edit(louder())
    assert document.flush() and front.result is before and front.setup == louder()
    front.next()
    assert front.result is before and front.cursor != Cursor()
    done(document, qtbot)
    assert front.result.setup == louder() and front.before is before
    assert shares == sorted(shares) and len(shares) == 3 * WAYS + 1 and shares[-1] == 1.0
    for shown, meant in zip(front.runs, Result.of(louder()).runs, strict=True):
        for a, b in zip(shown, meant, strict=True):
            assert np.array_equal(a.value(a.cell.output), b.value(b.cell.output))
            assert np.array_equal(a.grad("x"), b.grad("x"))
            assert a.value(a.cell.output).ndim == 2


def test_a_newer_edit_ends_the_work_for_the_former_one(
    document: Document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready: list[Setup] = []
    document.turns.ready.connect(lambda _, result: ready.append(result.setup))
    document.front.edit(louder(2.0))
    document.flush()
    qtbot.wait(1)
    document.front.edit(louder(3.0))
    done(document, qtbot)
    assert ready == [louder(3.0)]


def test_giving_up_goes_back_to_what_is_seen(document: Document, qtbot: QtBot) -> None:
    assert not document.give_up()
    before = document.front.result
    document.front.edit(louder())
    document.flush()
    assert document.give_up()
    document.flush()
    assert not document.turns.busy and document.front.setup is SETUP and document.front.result is before
    assert not document.can_undo


def test_undo_while_it_is_computed_needs_no_computing(document: Document, qtbot: QtBot) -> None:
    before = document.front.result
    document.front.edit(louder())
    document.flush()
    document.undo()
    document.flush()
    assert document.front.result is before and not document.turns.busy and document.can_redo


def test_what_is_opened_arrives_at_its_place(document: Document, qtbot: QtBot) -> None:
    document.front.open(louder(), Cursor(step=4, layer=1))
    document.flush()
    done(document, qtbot)
    front = document.front
    assert (front.cursor.step, front.cursor.layer, front.before) == (4, 1, None)
    assert front.result.setup == louder()


def test_what_is_refused_in_the_end_goes_back(
    document: Document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(setup: Setup) -> Iterator[float]:
        yield 0.5
        raise MemoryError

    monkeypatch.setattr(turns.Result, "in_turns", refused)
    document.front.edit(louder())
    with qtbot.waitSignal(document.failed):
        document.flush()
    assert document.front.setup is SETUP and not document.turns.busy


@pytest.mark.parametrize(
    "layers, steps, large",
    [
        ((LayerChoice("lstm", hidden=64),), 2000, False),
        ((LayerChoice("lstm", hidden=64, direction="both"),) * 4, 2000, True),
        ((LayerChoice("lstm", hidden=8),) * 2, 60, False),
    ],
)
def test_only_what_takes_long_is_put_off(layers: tuple[LayerChoice, ...], steps: int, large: bool) -> None:
    setup = Setup(layers)
    assert runs.heavy(setup.with_silence(steps - setup.sequence.steps)) == large
