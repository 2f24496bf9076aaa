"""The session: undo, one simulation for many edits, refusals that lose nothing, the reference run."""

from dataclasses import replace

import pytest

from rnnviz.model import session as module
from rnnviz.model.session import UNDO_LIMIT, Session
from rnnviz.model.setup.choices import Edit
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.sequence import signal_sequence, words_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import GRAINS, Cursor

BAD = (Edit("W_q", (0,), 1.0),)


@pytest.fixture
def session(qtbot):
    found = Session(Setup("lstm", hidden=3))
    yield found
    found.deleteLater()


class Heard(list):
    """Names of the signals that came, in order."""

    def __init__(self, session):
        for name in ("setup_changed", "run_changed", "cursor_changed", "selection_changed", "failed"):
            getattr(session, name).connect(lambda *_, name=name: self.append(name))


@pytest.fixture
def simulations(monkeypatch):
    calls = []
    monkeypatch.setattr(module, "runs_of", lambda setup: calls.append(setup) or runs_of(setup))
    return calls


def drag(session, values, key="gain"):
    for value in values:
        session.edit(replace(session.setup, gain=value), merge=key)


def test_a_hundred_edits_are_one_simulation(session, simulations, qtbot):
    heard = Heard(session)
    with qtbot.waitSignal(session.run_changed, timeout=20_000):
        drag(session, [i / 100 for i in range(100)])
    assert len(simulations) == 1
    assert heard.count("run_changed") == 1 and heard.count("setup_changed") == 100
    assert session.setup is simulations[0]
    session.flush()
    assert len(simulations) == 1


def test_one_drag_is_one_undo(session):
    first = session.setup
    drag(session, [0.5, 0.6, 0.7])
    session.flush()
    drag(session, [0.8])
    session.settle()
    drag(session, [0.9])
    session.undo()
    assert session.setup.gain == 0.8
    session.undo()
    assert session.setup == first and not session.can_undo
    session.undo()
    session.redo()
    assert session.setup.gain == 0.8
    session.redo()
    session.redo()
    session.flush()
    assert session.setup.gain == 0.9 and not session.can_redo
    assert session.run.experiment.params["U_f"][0, 0] == session.setup.experiment().params["U_f"][0, 0]


def test_different_keys_and_no_key_are_undos_of_their_own(session):
    drag(session, [0.5], "gain")
    session.edit(replace(session.setup, seed=1), merge="seed")
    session.edit(replace(session.setup, seed=2))
    session.edit(replace(session.setup, seed=3))
    session.edit(session.setup)  # nothing new: no undo
    for seed in (2, 1, 0):
        session.undo()
        assert session.setup.seed == seed
    session.undo()
    assert session.setup.gain == 1.0


def test_a_new_edit_ends_redo_and_history_is_bounded(session, simulations):
    session.edit(replace(session.setup, seed=1))
    session.undo()
    assert session.can_redo
    session.edit(replace(session.setup, seed=2))
    assert not session.can_redo
    for seed in range(3, UNDO_LIMIT + 20):
        session.edit(replace(session.setup, seed=seed, hidden=1, sequence=signal_sequence("sine", 1)))
    count = 0
    while session.can_undo:
        session.undo()
        count += 1
    assert count == UNDO_LIMIT


def test_a_refused_edit_loses_nothing(session):
    session.edit(replace(session.setup, seed=1))
    session.edit(replace(session.setup, seed=2))
    session.undo()
    session.flush()
    setup, run, heard = session.setup, session.run, Heard(session)
    why = []
    session.failed.connect(why.append)
    session.edit(replace(session.setup, edits=BAD))
    session.flush()
    assert session.setup == setup and session.run is run
    assert heard == ["setup_changed", "setup_changed", "failed"]
    assert "W_q" in str(why[0])
    assert session.can_undo and session.can_redo
    session.redo()
    assert session.setup.seed == 2


def test_a_drag_that_fails_half_way_stays_at_what_is_on_screen(session):
    first = session.setup
    drag(session, [0.5])
    session.flush()
    on_screen = session.setup
    session.edit(replace(session.setup, edits=BAD), merge="gain")
    session.flush()
    assert session.setup == on_screen
    session.undo()
    assert session.setup == first


def test_undo_of_an_edit_that_was_never_possible(session):
    session.edit(replace(session.setup, seed=1))
    session.flush()
    session.edit(replace(session.setup, edits=BAD))
    session.undo()
    assert session.setup.seed == 1 and not session.setup.edits
    session.edit(replace(session.setup, edits=BAD))
    session.edit(replace(session.setup, edits=(), seed=5))
    session.flush()
    assert session.setup.seed == 5
    session.undo()
    assert session.setup.seed == 1


def test_the_reference_is_the_run_before_the_drag(session):
    assert session.reference is None
    before = session.run
    drag(session, [0.5, 0.6])
    session.flush()
    drag(session, [0.7])
    session.flush()
    assert session.reference is before
    now = session.run
    session.settle()
    drag(session, [0.8])
    assert session.reference is now
    session.undo()
    session.flush()
    assert session.reference is not None
    session.edit(session.setup.with_cell("gru"))
    session.flush()
    assert session.reference is None  # another cell has no ghost


def test_opening(session):
    heard = Heard(session)
    session.open(Setup("gru", sequence=signal_sequence("sine", 4), hidden=2), Cursor(99, 99, "backward", "line"))
    assert session.cell.name == "GRU" and session.reference is None
    assert session.cursor.step == 3 and session.cursor.backward and session.cursor.line == len(session.cell.lines) - 1
    assert heard[-2:] == ["run_changed", "cursor_changed"]
    session.undo()
    session.flush()
    assert session.cell.name == "LSTM"
    cursor, run = session.cursor, session.run
    session.open(Setup("gru", edits=BAD), Cursor(2, 0))
    assert session.cursor == cursor and session.run is run and session.setup.cell_key == "lstm"


def test_the_cursor_fits_the_run_whatever_comes_first(session):
    session.set_grain("line")
    session.to_end()
    assert session.cursor == Cursor(8, 8, "forward", "line")
    session.edit(replace(session.setup.with_cell("rnn"), sequence=words_sequence(["a", "b"])))
    session.next()  # before the event loop could simulate the new cell
    assert session.cursor.step <= 1 and session.cursor.line <= 1
    session.cursor.now(session.cell)
    session.go_to_step(-5)
    assert session.cursor.step == 0
    session.go_to_step(10**9)
    assert session.cursor.step == 1


def test_moving_says_so_once(session):
    heard = Heard(session)
    session.next()
    session.back()
    session.back()  # at the start: silence
    session.set_direction("backward")
    session.set_direction("backward")
    session.next_grain()
    assert session.cursor.grain == "stage"
    session.whole_step(1)
    assert heard == ["cursor_changed"] * len(heard)
    assert len(heard) in (4, 5)
    session.select(unit=99)
    assert session.selection.unit == 2
    session.select(unit=99)
    session.select(pins=("f",), hover="c")
    assert heard.count("selection_changed") == 2
    session.edit(replace(session.setup, hidden=1))
    session.flush()
    assert session.selection.unit == 0 and session.selection.pins == ("f",)
    session.edit(session.setup.with_cell("rnn"))
    session.flush()
    assert session.selection.pins == () and session.selection.hover is None


def test_a_drag_that_came_back_is_no_undo(session):
    session.edit(replace(session.setup, gain=2.0), "gain")
    session.edit(replace(session.setup, gain=1.0), "gain")
    session.settle()
    assert not session.can_undo
    session.edit(replace(session.setup, gain=3.0), "gain")
    session.settle()
    session.undo()
    assert session.setup.gain == 1.0


def test_a_drag_that_came_back_leaves_what_can_be_done_again(session):
    session.edit(replace(session.setup, seed=1))
    session.undo()
    session.edit(replace(session.setup, gain=2.0), "gain")
    assert not session.can_redo
    session.edit(replace(session.setup, gain=1.0), "gain")
    session.settle()
    session.redo()
    assert session.setup.seed == 1 and not session.can_redo


MOVES = {
    "next": lambda s: s.next(),
    "back": lambda s: s.back(),
    "whole step": lambda s: s.whole_step(1),
    "start": lambda s: s.to_start(),
    "end": lambda s: s.to_end(),
    "go": lambda s: s.go_to_step(2),
    "grain": lambda s: s.next_grain(),
    "direction": lambda s: s.set_direction("backward"),
    "visit": lambda s: s.visit(0, "forward"),
}


@pytest.mark.parametrize("move", list(MOVES.values()), ids=list(MOVES))
@pytest.mark.parametrize("grain", GRAINS)
def test_a_move_right_after_an_edit_is_one_in_the_new_cell(session, move, grain):
    session.edit(session.setup.with_cell("gru"))
    session.set_grain(grain)
    session.whole_step(3)
    other = Session(session.setup)
    other.move(session.cursor)
    session.edit(session.setup.with_cell("lstm"))
    move(session)
    other.edit(other.setup.with_cell("lstm"))
    other.flush()
    move(other)
    assert session.cursor == other.cursor == session.score.fitted(session.cursor)
