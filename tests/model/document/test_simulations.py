"""Several simulations in one document: one story, one undo, and each told only what became another in it."""

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.engine import CELLS
from rnnviz.model.document.change import Change
from rnnviz.model.document.document import Document
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.sequence import words_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import GRAINS, Cursor
from rnnviz.model.story.score import Score


@pytest.fixture
def document(qtbot: QtBot) -> Document:
    found = Document(Setup.of("lstm", hidden=3))
    found.add(Setup.of("gru", hidden=2))
    found.add(Setup((LayerChoice("rnn", hidden=2, direction="both"), LayerChoice("gru", hidden=2))))
    found.flush()
    return found


def test_the_story_is_at_the_same_moment_in_all(document: Document) -> None:
    lstm, gru, network = document.simulations
    lstm.set_grain("stage")
    lstm.go_to_step(4)
    lstm.to_end()
    for _ in range(13):
        lstm.back()
        assert document.playhead == lstm.score.playhead(lstm.cursor)
        for other in (gru, network):
            assert other.place(other.cursor.step) == lstm.cursor.step and other.cursor.grain == "stage"
            assert other.cursor == other.score.fitted(other.cursor)
    network.visit(0, "backward")
    assert network.cursor.step == network.steps - 1 - lstm.cursor.step and lstm.cursor.layer == 0
    gru.set_pass("backward")
    assert lstm.cursor.backward and network.cursor.backward


@pytest.mark.parametrize("grain", GRAINS)
@pytest.mark.parametrize("pass_", ["forward", "backward"])
@pytest.mark.parametrize("key", ["lstm", "gru", "rnn", "jordan"])
def test_the_playhead_and_back_is_the_same_place(key: str, pass_: str, grain: str) -> None:
    for score in (Score.single(CELLS[key], 3), Setup((LayerChoice(key, direction="both"),)).score):
        for way in {part.way for part in score.parts}:
            at = score.to_start(score.fitted(Cursor(0, 0, pass_, grain, 0, way)))
            for _ in range(40):
                assert score.at(score.playhead(at), at.layer, at.way) == at
                at = score.advance(at)


def test_each_is_told_what_became_another_in_it_and_the_document_all_of_it(document: Document) -> None:
    told: dict[str, list[Change]] = {"lstm": [], "gru": [], "document": []}
    lstm, gru, _ = document.simulations
    lstm.changed.connect(told["lstm"].append)
    gru.changed.connect(told["gru"].append)
    document.changed.connect(told["document"].append)
    gru.edit(gru.setup.with_weights(gain=2.0))
    lstm.select(unit=1)
    document.flush()
    assert told["lstm"] == [Change.SELECTION]
    assert told["gru"] == [Change.SETUP | Change.RUN | Change.SELECTION]
    assert told["document"] == [Change.SETUP | Change.RUN | Change.SELECTION]
    assert gru.before is not None and lstm.before is None


def test_one_undo_takes_back_edits_additions_removals_and_order(document: Document) -> None:
    first, setups = document.simulations, [s.setup for s in document.simulations]
    a, b, c = first
    document.edit({s: s.setup.with_weights(seed=5) for s in first})
    b.edit(b.setup.with_cell("mgu"))
    document.move_to(c, 0)
    document.remove(a)
    assert document.simulations == (c, b) and document.front in (b, c)
    assert document.add(Setup.of("rnn")) is not None
    for _ in range(4):
        document.undo()
    assert document.simulations == first and [s.setup.weights.seed for s in first] == [5, 5, 5]
    document.undo()
    assert [s.setup for s in document.simulations] == setups
    for _ in range(5):
        document.redo()
    assert document.flush() and not document.can_redo
    assert document.simulations[:2] == (c, b) and b.cell is CELLS["mgu"]


def test_what_one_cannot_run_changes_none(document: Document) -> None:
    a, b, _ = document.simulations
    why: list[object] = []
    document.failed.connect(why.append)
    before = a.setup, b.setup
    document.edit({a: a.setup.with_weights(seed=5), b: b.setup.with_hold(Hold("nothing", 1.0))})
    document.flush()
    assert (a.setup, b.setup) == before and len(why) == 1 and not document.can_redo
    assert document.add(Setup.of("nothing")) is None
    document.flush()
    assert len(why) == 2 and len(document.simulations) == 3


def test_the_last_simulation_stays(document: Document) -> None:
    for simulation in document.simulations:
        document.remove(simulation)
    assert len(document.simulations) == 1


def test_a_file_of_several_takes_the_place_of_what_was_there(document: Document) -> None:
    front, before = document.front, document.simulations
    document.load(front, Setup.of("mgu"), Cursor(2), [Setup.of("rnn"), Setup.of("gru")], 1)
    document.flush()
    assert [s.cell.name for s in document.simulations] == [CELLS[key].name for key in ("rnn", "mgu", "gru")]
    assert document.simulations[1] is front and all(s.cursor.step == 2 for s in document.simulations)
    document.undo()
    assert document.simulations == before


def test_a_run_behind_the_front_is_fitted_and_the_story_stays(document: Document) -> None:
    """Another length beside it brings its own place inside; where keys act nothing moves."""
    lstm, gru, _ = document.simulations
    lstm.go_to_step(4)
    before, playhead = lstm.cursor, document.playhead
    gru.edit(Setup.of("rnn", hidden=2, sequence=words_sequence(["a", "b"])))
    document.flush()
    assert (lstm.cursor, document.playhead) == (before, playhead) and gru.cursor.step < 2
    lstm.edit(Setup.of("lstm", hidden=3, sequence=words_sequence(["a", "b", "c"])))
    document.flush()
    assert lstm.cursor.step == 2 and document.playhead == lstm.score.playhead(lstm.cursor)
