"""A simulation's directions, its turns, snapshots and what they tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rnnviz.model.document.comparing import AS_USUAL, Comparing
from rnnviz.model.document.document import Document
from rnnviz.model.document.snapshots import LONGEST, MOST, NONE_KEPT, Snapshot, Snapshots
from rnnviz.model.setup.answer import Loss
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.sequence import words_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import GRAINS

WORDS = words_sequence(["a", "b", "c"])
A, B = Setup.of("rnn", 2, sequence=WORDS), Setup.of("rnn", 2, sequence=WORDS).with_weights(seed=7)


@pytest.fixture
def simulation(qapp):
    document = Document(Setup((LayerChoice("rnn", hidden=2, direction="both"), LayerChoice("gru", hidden=3)), WORDS))
    yield document.front
    document.deleteLater()


def test_a_direction_has_its_own_order(simulation) -> None:
    assert simulation.words == ("a", "b", "c") and simulation.place(0) == 0 and simulation.seat == (0, "forward")
    assert simulation.loss_step == 2 and len(simulation.runs) == 2 and simulation.steps == 3
    simulation.visit(0, "backward")
    assert simulation.words == ("c", "b", "a") and [simulation.place(t) for t in range(3)] == [2, 1, 0]
    assert simulation.seat == (0, "backward") and simulation.loss_step == 0
    assert simulation.run is simulation.runs[0][1] and simulation.cell.name == simulation.choice.cell.name
    simulation.visit(1, "forward")
    assert simulation.columns == simulation.setup.columns_of(1) and simulation.choice.cell_key == "gru"
    simulation.edit(A)
    assert simulation.seat == (0, "forward")  # the layer is not there any more


def test_holds_of_where_one_looks(simulation) -> None:
    holds = (Hold("h", 0.5), Hold("h", 0.5, way="backward"), Hold("z", 0.5, layer=1))
    for hold in holds:
        simulation.edit(simulation.setup.with_hold(hold))
    assert simulation.holds == holds[:1]
    simulation.visit(1, "forward")
    assert simulation.holds == holds[2:]


def test_where_the_story_ends_it_says_so(simulation) -> None:
    ends: list[bool] = []
    simulation.ended.connect(ends.append)
    simulation.to_end()
    simulation.to_start()
    assert ends == []
    simulation.back()
    simulation.whole_step(-1)
    assert ends == [False, False]
    simulation.next()
    assert len(ends) == 2
    simulation.to_end()
    simulation.next()
    simulation.whole_step(2)
    assert ends == [False, False, True, True]


def test_grains_follow_each_other(simulation) -> None:
    seen = [simulation.cursor.grain]
    for _ in GRAINS:
        simulation.next_grain()
        seen.append(simulation.cursor.grain)
    assert seen == [*GRAINS, GRAINS[0]] == ["step", "stage", "line", "step"]


def test_turned_round_twice_it_is_where_it_was(simulation) -> None:
    simulation.edit(replace(A, loss=Loss("sum", (1,))))
    simulation.go_to_step(2)
    simulation.turn()
    assert simulation.cursor.backward and simulation.cursor.step == simulation.loss_step == 1
    simulation.go_to_step(0)
    simulation.turn()
    assert not simulation.cursor.backward and simulation.cursor.step == 2
    simulation.set_pass("forward")
    assert not simulation.cursor.backward
    simulation.set_pass("backward")
    assert simulation.cursor.backward and simulation.cursor.step == 2
    simulation.turn()
    assert simulation.cursor.step == 2 and not simulation.cursor.backward


# snapshots ---------------------------------------------------------------------------------------------------------


def test_snapshots_in_their_order() -> None:
    assert (MOST, LONGEST) == (12, 40)
    three = NONE_KEPT.taken("a", A).taken("b", B).taken("c", A)
    assert [one.name for one in three.kept] == ["a", "b", "c"] and three.ghost is None
    for ghost, place, left in ((0, 0, None), (0, 1, 0), (1, 0, 0), (2, 2, None), (2, 0, 1), (None, 0, None)):
        assert replace(three, ghost=ghost).without(place).ghost == left
    assert three.without(1).kept == (three.kept[0], three.kept[2])
    assert three.called(1, "x").kept == (three.kept[0], Snapshot("x", B), three.kept[2])


def test_an_album_tells_of_its_ghost(simulation) -> None:
    album, told = simulation.document.album, []
    album.changed.connect(lambda: told.append("changed"))
    album.haunted.connect(lambda: told.append("haunted"))
    simulation.edit(A)
    simulation.flush()
    kept = Snapshots().taken("a", A).taken("b", B)

    def tells(snapshots: Snapshots) -> list[str]:
        told.clear()
        assert album.show(snapshots) is None
        return list(told)

    assert tells(kept) == ["changed"] and album.ghost is None and album.ghost_name == ""
    assert tells(replace(kept, ghost=1)) == ["changed", "haunted"] and album.ghost.setup == B
    assert simulation.ghost is album.ghost and simulation.ghost_name == "b" and simulation.reference is not None
    assert tells(replace(kept, ghost=1)) == ["changed"]
    assert tells(replace(kept, ghost=1).called(1, "z")) == ["changed", "haunted"] and simulation.ghost_name == "z"
    assert tells(NONE_KEPT) == ["changed", "haunted"] and album.ghost is None
    bad = Snapshots((Snapshot("bad", replace(A, holds=(Hold("q", 1.0),))),), 0)
    why = album.show(bad)
    assert why is not None and album.ghost is None and album.snapshots == replace(bad, ghost=None)


def test_a_ghost_of_other_cells_is_none(simulation) -> None:
    album = simulation.document.album
    album.show(Snapshots((Snapshot("b", B),), 0))
    assert simulation.ghost is None and simulation.reference is None and simulation.ghost_name == ""
    before = simulation.result
    simulation.edit(simulation.setup.with_weights(seed=3))
    simulation.flush()
    assert simulation.ghost is before and simulation.ghost_name == ""
    assert simulation.reference is before.run(0, "forward")


def test_compared_ones_are_called_by_other_names() -> None:
    assert Comparing(frozenset({"w"}), 1, 3, (1, 0)).renamed({0: 5, 1: 7}) == Comparing(frozenset({"w"}), 7, 3, (7, 5))
    assert Comparing(large=2, pair=(0, 2)).renamed({0: 5}) == AS_USUAL == Comparing()
