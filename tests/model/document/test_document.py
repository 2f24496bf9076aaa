"""The document: undo, one run for many edits, refusals that lose nothing, the ghost, one signal for a turn."""

from dataclasses import replace

import pytest

from rnnviz.model.document import result as module
from rnnviz.model.document.change import Change
from rnnviz.model.document.document import Document
from rnnviz.model.history import LIMIT
from rnnviz.model.setup.choices import Hold
from rnnviz.model.setup.runs import network_run_of, runs_of
from rnnviz.model.setup.sequence import signal_sequence, words_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import GRAINS, Cursor

BAD = (Hold("q", 1.0),)


@pytest.fixture
def document(qtbot):
    found = Document(Setup.of("lstm", hidden=3))
    yield found
    found.deleteLater()


@pytest.fixture
def simulation(document):
    return document.front


class Heard(list):
    """What the simulation and its document told, in order."""

    def __init__(self, document, simulation):
        simulation.changed.connect(self.append)
        document.failed.connect(self.append)


@pytest.fixture
def simulations(monkeypatch):
    calls = []
    monkeypatch.setattr(module, "network_run_of", lambda setup: calls.append(setup) or network_run_of(setup))
    return calls


def drag(simulation, values, key="gain"):
    for value in values:
        simulation.edit(simulation.setup.with_weights(gain=value), merge=key)


def test_a_hundred_edits_are_one_simulation(document, simulation, simulations, qtbot):
    heard = Heard(document, simulation)
    with qtbot.waitSignal(document.changed, timeout=20_000):
        drag(simulation, [i / 100 for i in range(100)])
    assert len(simulations) == 1
    assert heard == [Change.SETUP | Change.RUN]
    assert simulation.setup is simulations[0]
    simulation.flush()
    assert len(simulations) == 1


def test_one_drag_is_one_undo(document, simulation):
    first = simulation.setup
    drag(simulation, [0.5, 0.6, 0.7])
    simulation.flush()
    drag(simulation, [0.8])
    simulation.settle()
    drag(simulation, [0.9])
    document.undo()
    assert simulation.setup.weights.gain == 0.8
    document.undo()
    assert simulation.setup == first and not document.can_undo
    document.undo()
    document.redo()
    assert simulation.setup.weights.gain == 0.8
    document.redo()
    document.redo()
    simulation.flush()
    assert simulation.setup.weights.gain == 0.9 and not document.can_redo
    assert (
        simulation.run.experiment.params["U_f"][0, 0] == runs_of(simulation.setup)[0][0].experiment.params["U_f"][0, 0]
    )


def test_different_keys_and_no_key_are_undos_of_their_own(document, simulation):
    drag(simulation, [0.5], "gain")
    simulation.edit(simulation.setup.with_weights(seed=1), merge="seed")
    simulation.edit(simulation.setup.with_weights(seed=2))
    simulation.edit(simulation.setup.with_weights(seed=3))
    simulation.edit(simulation.setup)  # nothing new: no undo
    for seed in (2, 1, 0):
        document.undo()
        assert simulation.setup.weights.seed == seed
    document.undo()
    assert simulation.setup.weights.gain == 1.0


def test_a_new_edit_ends_redo_and_history_is_bounded(document, simulation, simulations):
    simulation.edit(simulation.setup.with_weights(seed=1))
    document.undo()
    assert document.can_redo
    simulation.edit(simulation.setup.with_weights(seed=2))
    assert not document.can_redo
    for seed in range(3, LIMIT + 20):
        simulation.edit(
            replace(simulation.setup.with_hidden(1).with_weights(seed=seed), sequence=signal_sequence("sine", 1))
        )
    count = 0
    while document.can_undo:
        document.undo()
        count += 1
    assert count == LIMIT


def test_a_refused_edit_loses_nothing(document, simulation):
    simulation.edit(simulation.setup.with_weights(seed=1))
    simulation.edit(simulation.setup.with_weights(seed=2))
    document.undo()
    simulation.flush()
    setup, run, heard = simulation.setup, simulation.run, Heard(document, simulation)
    why = []
    document.failed.connect(why.append)
    simulation.edit(replace(simulation.setup, holds=BAD))
    simulation.flush()
    assert simulation.setup == setup and simulation.run is run
    assert heard == [Change.SETUP, *why]
    assert "q is not a line" in str(why[0])
    assert document.can_undo and document.can_redo
    document.redo()
    assert simulation.setup.weights.seed == 2


def test_a_drag_that_fails_half_way_stays_at_what_is_on_screen(document, simulation):
    first = simulation.setup
    drag(simulation, [0.5])
    simulation.flush()
    on_screen = simulation.setup
    simulation.edit(replace(simulation.setup, holds=BAD), merge="gain")
    simulation.flush()
    assert simulation.setup == on_screen
    document.undo()
    assert simulation.setup == first


def test_undo_of_an_edit_that_was_never_possible(document, simulation):
    simulation.edit(simulation.setup.with_weights(seed=1))
    simulation.flush()
    simulation.edit(replace(simulation.setup, holds=BAD))
    document.undo()
    assert simulation.setup.weights.seed == 1 and not simulation.setup.holds
    simulation.edit(replace(simulation.setup, holds=BAD))
    simulation.edit(replace(simulation.setup.with_weights(seed=5), holds=()))
    simulation.flush()
    assert simulation.setup.weights.seed == 5
    document.undo()
    assert simulation.setup.weights.seed == 1


def test_the_reference_is_the_run_before_the_drag(document, simulation):
    assert simulation.reference is None
    before = simulation.run
    drag(simulation, [0.5, 0.6])
    simulation.flush()
    drag(simulation, [0.7])
    simulation.flush()
    assert simulation.reference is before
    now = simulation.run
    simulation.settle()
    drag(simulation, [0.8])
    assert simulation.reference is now
    document.undo()
    simulation.flush()
    assert simulation.reference is not None
    simulation.edit(simulation.setup.with_cell("gru"))
    simulation.flush()
    assert simulation.reference is None  # another cell has no ghost


def test_opening(document, simulation):
    heard = Heard(document, simulation)
    simulation.open(Setup.of("gru", hidden=2, sequence=signal_sequence("sine", 4)), Cursor(99, 99, "backward", "line"))
    assert simulation.cell.name == "GRU" and simulation.reference is None
    assert simulation.cursor.step == 3 and simulation.cursor.backward
    assert simulation.cursor.line == len(simulation.cell.lines) - 1
    simulation.flush()
    assert heard == [Change.SETUP | Change.RUN | Change.PLAYHEAD]
    document.undo()
    simulation.flush()
    assert simulation.cell.name == "LSTM"
    cursor, run = simulation.cursor, simulation.run
    simulation.open(Setup.of("gru", holds=BAD), Cursor(2, 0))
    assert simulation.cursor == cursor and simulation.run is run and simulation.setup.layers[0].cell_key == "lstm"


def test_the_cursor_fits_the_run_whatever_comes_first(document, simulation):
    simulation.set_grain("line")
    simulation.to_end()
    assert simulation.cursor == Cursor(8, 8, "forward", "line")
    simulation.edit(replace(simulation.setup.with_cell("rnn"), sequence=words_sequence(["a", "b"])))
    simulation.next()  # before the event loop could simulate the new cell
    assert simulation.cursor.step <= 1 and simulation.cursor.line <= 1
    simulation.cursor.now(simulation.cell)
    simulation.go_to_step(-5)
    assert simulation.cursor.step == 0
    simulation.go_to_step(10**9)
    assert simulation.cursor.step == 1


def test_moving_says_so_once(document, simulation):
    heard = Heard(document, simulation)
    simulation.back()  # at the start: silence
    simulation.set_pass("forward")
    simulation.flush()
    assert heard == []
    simulation.next()
    simulation.set_pass("backward")
    simulation.next_grain()
    assert simulation.cursor.grain == "stage"
    simulation.whole_step(1)
    simulation.flush()
    assert heard == [Change.PLAYHEAD]
    simulation.select(unit=99)
    assert simulation.selection.unit == 2
    simulation.select(unit=99)
    simulation.select(pins=("f",), hover="c")
    simulation.flush()
    assert heard == [Change.PLAYHEAD, Change.SELECTION]
    simulation.edit(simulation.setup.with_hidden(1))
    simulation.flush()
    assert simulation.selection.unit == 0 and simulation.selection.pins == ("f",)
    simulation.edit(simulation.setup.with_cell("rnn"))
    simulation.flush()
    assert simulation.selection.pins == () and simulation.selection.hover is None


def test_a_drag_that_came_back_is_no_undo(document, simulation):
    simulation.edit(simulation.setup.with_weights(gain=2.0), "gain")
    simulation.edit(simulation.setup.with_weights(gain=1.0), "gain")
    simulation.settle()
    assert not document.can_undo
    simulation.edit(simulation.setup.with_weights(gain=3.0), "gain")
    simulation.settle()
    document.undo()
    assert simulation.setup.weights.gain == 1.0


@pytest.mark.parametrize(("values", "told"), [([2.0, 1.0], [Change.SETUP]), ([2.0, 3.0], [])])
def test_only_a_drag_that_came_back_says_so_when_it_ends(document, simulation, values, told):
    drag(simulation, values)
    simulation.flush()
    heard = Heard(document, simulation)
    simulation.settle()
    simulation.flush()
    assert heard == told


def test_opening_what_is_shown_takes_its_ghost_away_and_says_so(document, simulation):
    drag(simulation, [2.0])
    simulation.flush()
    assert simulation.reference is not None
    heard = Heard(document, simulation)
    simulation.open(simulation.setup)
    simulation.flush()
    assert simulation.reference is None and heard == [Change.RUN]


def test_a_drag_that_came_back_leaves_what_can_be_done_again(document, simulation):
    simulation.edit(simulation.setup.with_weights(seed=1))
    document.undo()
    simulation.edit(simulation.setup.with_weights(gain=2.0), "gain")
    assert not document.can_redo
    simulation.edit(simulation.setup.with_weights(gain=1.0), "gain")
    simulation.settle()
    document.redo()
    assert simulation.setup.weights.seed == 1 and not document.can_redo


MOVES = {
    "next": lambda s: s.next(),
    "back": lambda s: s.back(),
    "whole step": lambda s: s.whole_step(1),
    "start": lambda s: s.to_start(),
    "end": lambda s: s.to_end(),
    "go": lambda s: s.go_to_step(2),
    "grain": lambda s: s.next_grain(),
    "direction": lambda s: s.set_pass("backward"),
    "visit": lambda s: s.visit(0, "forward"),
}


@pytest.mark.parametrize("move", list(MOVES.values()), ids=list(MOVES))
@pytest.mark.parametrize("grain", GRAINS)
def test_a_move_right_after_an_edit_is_one_in_the_new_cell(document, simulation, move, grain):
    simulation.edit(simulation.setup.with_cell("gru"))
    simulation.set_grain(grain)
    simulation.whole_step(3)
    other = Document(simulation.setup).front
    other.move(simulation.cursor)
    simulation.edit(simulation.setup.with_cell("lstm"))
    move(simulation)
    other.edit(other.setup.with_cell("lstm"))
    other.flush()
    move(other)
    assert simulation.cursor == other.cursor == simulation.score.fitted(simulation.cursor)
