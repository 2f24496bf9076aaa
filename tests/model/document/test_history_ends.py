"""Undo over frozen states, of drafts and of documents with several simulations, at its edges."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rnnviz.model.document.change import Change
from rnnviz.model.document.document import Document
from rnnviz.model.draft import history as drafts
from rnnviz.model.draft.draft import Draft
from rnnviz.model.draft.history import DraftHistory
from rnnviz.model.history import LIMIT, History
from rnnviz.model.setup.choices import Hold
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor

BAD = (Hold("q", 1.0),)


def test_so_many_states_are_kept() -> None:
    assert (LIMIT, drafts.LIMIT) == (200, 500)
    history: History[int] = History(limit=3)
    for number in range(5):
        history = history.edited(number, None)
    assert history.past == (2, 3, 4)


def test_undo_redo_and_what_is_dropped() -> None:
    history: History[str] = History().edited("a", None).edited("b", None)
    back, state = history.undone("c")
    assert (state, back.past, back.future) == ("b", ("a",), ("c",))
    again, state = back.redone("b")
    assert (state, again.past, again.future) == ("c", ("a", "b"), ())
    other = back.edited("b", "drag")
    assert (other.past, other.future, other.dropped, other.merge) == (("a", "b"), (), ("c",), "drag")
    assert other.continues("drag") and not other.continues("other") and not other.continues(None)
    assert not back.edited("b", None).continues(None)
    home = other.settled("b")
    assert (home.past, home.future, home.dropped, home.merge) == (("a",), ("c",), (), None)
    away = other.settled("d")
    assert (away.past, away.future, away.dropped, away.merge) == (("a", "b"), (), (), None)
    assert back.edited("b", None).settled("b").past == ("a", "b")
    assert other.mapped(str.upper) == replace(other, past=("A", "B"), dropped=("C",))
    assert back.mapped(str.upper).future == ("C",)


def test_a_draft_s_history() -> None:
    begun = Draft("a")
    history = DraftHistory(begun)
    assert not (history.changed or history.can_undo or history.can_redo)
    assert history.undo() is begun and history.redo() is begun
    history.push(begun)
    assert not history.can_undo
    history.push(Draft("b"), "name")
    history.push(Draft("c"), "name")
    assert history.changed and history.undo() == begun and history.can_redo and not history.can_undo
    assert history.redo() == Draft("c") and not history.can_redo
    history.push(Draft("d"), "name")
    history.push(Draft("c"), "name")
    history.settle()
    assert history.undo() == begun
    history.push(Draft("e"))
    history.push(Draft("f"))
    assert history.undo() == Draft("e") and history.redo() == Draft("f")


# documents ---------------------------------------------------------------------------------------------------------


class Told(list):
    def __init__(self, document: Document) -> None:
        document.changed.connect(self.append)
        document.failed.connect(self.append)


@pytest.fixture
def three(qapp):
    found = Document(Setup.of("rnn", 2), beside=[Setup.of("gru", 2), Setup.of("lstm", 2)], row=1)
    found.flush()
    yield found
    found.deleteLater()


def names(document: Document) -> list[str]:
    return [simulation.setup.layers[0].cell_key for simulation in document.simulations]


def test_the_front_one_stands_in_its_row(three) -> None:
    assert names(three) == ["gru", "rnn", "lstm"] and three.front.setup.layers[0].cell_key == "rnn"
    assert len({simulation.mark for simulation in three.simulations}) == 3
    for row, order in ((0, ["rnn", "gru", "lstm"]), (2, ["gru", "lstm", "rnn"])):
        found = Document(Setup.of("rnn", 2), beside=[Setup.of("gru", 2), Setup.of("lstm", 2)], row=row)
        assert names(found) == order
        found.deleteLater()


@pytest.mark.parametrize(
    ("place", "order"), [(0, ["lstm", "gru", "rnn"]), (1, ["gru", "lstm", "rnn"]), (2, ["gru", "rnn", "lstm"])]
)
def test_another_order_is_one_undo(three, place: int, order: list[str]) -> None:
    three.move_to(three.simulations[2], place)
    assert names(three) == order and three.can_undo == (place < 2)
    three.undo()
    assert names(three) == ["gru", "rnn", "lstm"]


def test_one_less_but_never_none(three) -> None:
    a, b, c = three.simulations
    three.remove(b)
    assert three.simulations == (a, c) and three.front is c
    three.remove(c)
    three.remove(a)
    assert three.simulations == (a,) and three.front is a
    three.undo()
    assert three.simulations == (a, c) and three.front is a
    three.undo()
    assert three.simulations == (a, b, c)


def test_one_more_is_the_last_one_or_refused(three) -> None:
    made = three.add(Setup.of("mgu", 1))
    assert three.simulations[3] is made and three.can_undo
    told = Told(three)
    assert three.add(replace(Setup.of("rnn", 1), holds=BAD)) is None and len(three.simulations) == 4
    three.flush()
    assert any(getattr(what, "key", "") for what in told)


def test_an_edit_of_nothing_is_none(three) -> None:
    three.edit({three.front: three.front.setup})
    assert not three.can_undo
    three.edit({three.front: Setup.of("rnn", 3)}, "drag")
    three.edit({three.front: Setup.of("rnn", 4)}, "drag")
    assert three.front.before is not None and three.front.before.setup.layers[0].hidden == 2
    three.undo()
    assert three.front.setup.layers[0].hidden == 2 and not three.can_undo and three.can_redo
    three.redo()
    assert three.front.setup.layers[0].hidden == 4 and not three.can_redo
    three.edit({three.front: Setup.of("rnn", 5)}, "drag")
    three.edit({three.simulations[0]: Setup.of("gru", 5)}, "drag")
    three.undo()
    assert three.front.setup.layers[0].hidden == 5 and three.simulations[0].setup.layers[0].hidden == 2


def test_what_is_refused_goes_back_to_what_was_shown(three) -> None:
    told = Told(three)
    three.edit({three.front: replace(three.front.setup, holds=BAD)})
    assert not three.flush() and three.front.setup.holds == () and not three.can_undo
    assert [what.key for what in told if hasattr(what, "key")] == ["hold.line"] or len(told) >= 1


def test_what_is_told_of_a_turn(three) -> None:
    told = Told(three)
    three.flush()
    assert told == []
    three.select(three.front, {"unit": 1})
    three.flush()
    assert told == [Change.SELECTION] and {s.selection.unit for s in three.simulations} == {1}
    three.select(three.front, {"unit": 99})
    assert {s.selection.unit for s in three.simulations} == {1}
    three.move(three.front, Cursor(3))
    three.flush()
    assert told[-1] == Change.PLAYHEAD and {s.cursor.step for s in three.simulations} == {3}
    three.look_at(three.comparing)
    three.flush()
    assert len(told) == 2


def test_two_change_places(three) -> None:
    a, b, c = three.simulations
    setups = a.setup, b.setup, c.setup
    three.exchange(a, a)
    three.exchange(a, c)
    assert three.simulations == (c, b, a) and (c.setup, b.setup, a.setup) == setups and not three.can_undo


def test_a_file_is_one_undo(three) -> None:
    front = three.front
    three.load(front, Setup.of("mgu", 1), Cursor(4), [Setup.of("rnn", 1), Setup.of("gru", 1)], 1)
    assert names(three) == ["rnn", "mgu", "gru"] and front.cursor.step == 4 and front.before is None
    three.undo()
    assert names(three) == ["gru", "rnn", "lstm"]
    three.open(front, Setup.of("lstm", 1), Cursor(2))
    assert front.before is None and front.cursor.step == 2
    assert not three.give_up()
