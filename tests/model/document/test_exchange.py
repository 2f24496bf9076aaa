"""Two simulations change places: what each shows goes with its mark, and undo goes on as if nothing had happened."""

import pytest

from rnnviz.model.document.document import Document
from rnnviz.model.setup.setup import Setup

pytestmark = pytest.mark.usefixtures("qapp")


def names(document: Document) -> list[tuple[str, int]]:
    return [(simulation.cell.name, simulation.mark) for simulation in document.simulations]


def test_rows_stay_and_windows_change() -> None:
    document = Document(Setup.of("rnn"), beside=[Setup.of("gru"), Setup.of("lstm")])
    front, other = document.front, document.simulations[1]
    before = names(document)
    assert before == [("Simple RNN", 0), ("GRU", 1), ("LSTM", 2)]
    other.edit(other.setup.with_weights(seed=5))
    document.exchange(front, other)
    document.flush()
    assert names(document) == before and front.cell.name == "GRU" and front.setup.weights.seed == 5
    assert document.simulations[1] is front and front.result.setup is front.setup
    document.undo()
    document.flush()
    assert names(document) == before and front.cell.name == "GRU" and front.setup.weights.seed == 0
    document.redo()
    assert front.setup.weights.seed == 5 and other.cell.name == "Simple RNN"


def test_a_mark_is_nobody_elses() -> None:
    document = Document(Setup.of("rnn"), beside=[Setup.of("gru")])
    document.remove(document.simulations[0])
    assert document.add(Setup.of("lstm")) is not None
    assert sorted(mark for _, mark in names(document)) == [0, 1]
    document.undo()
    document.undo()
    assert names(document) == [("Simple RNN", 0), ("GRU", 1)]


def test_the_one_in_front_may_stand_anywhere() -> None:
    document = Document(Setup.of("rnn"), beside=[Setup.of("gru"), Setup.of("lstm")], row=2)
    assert [simulation.cell.name for simulation in document.simulations] == ["GRU", "LSTM", "Simple RNN"]
