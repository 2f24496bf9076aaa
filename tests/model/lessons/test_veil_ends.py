"""What is veiled while a number is asked for: it and all that follows from it, at the edges of the sequence."""

from __future__ import annotations

import math

import pytest

from rnnviz.engine import CELLS
from rnnviz.model.document.veil import NO_VEIL, NOTHING, Veil
from rnnviz.model.lessons.quantities import Quantity
from rnnviz.model.lessons.veiling import hides, veil_of
from rnnviz.model.reading.focus import Focus
from rnnviz.model.reading.masked import ASKED, masked
from rnnviz.model.reading.reading import Bit, Reading, Step
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.sequence import words_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor

LSTM = Setup.of("lstm", 2, sequence=words_sequence(["a", "b", "c"]))
TWO = Setup(
    (LayerChoice("rnn", hidden=2, direction="both"), LayerChoice("rnn", hidden=2)), words_sequence(["a", "b", "c"])
)
ALL = {line.name for line in CELLS["lstm"].lines}


def value(name: str, step: int | None = None, page: str = "") -> Quantity:
    return Quantity("", kind="value", name=name, step=step, page=page)


def test_nothing_asked_hides_nothing() -> None:
    assert veil_of((), LSTM, Cursor()) is NO_VEIL and NO_VEIL.at(Cursor()) == NOTHING == frozenset()
    nothing = veil_of((value("nope"),), LSTM, Cursor())
    assert nothing.lines == (frozenset(),) * 3 and not nothing.asked and not nothing.answers


def test_what_follows_from_a_line_is_veiled_from_there_on() -> None:
    veil = veil_of((value("c", 1),), LSTM, Cursor())
    assert veil.seat == (0, "forward") and veil.asked == {("c", 1)}
    assert veil.lines[0] == frozenset() and veil.lines[1] == {"c", "h", "shown"}
    assert veil.lines[2] == ALL | {"c_prev", "h_prev"} and veil.answers == {1, 2}
    assert veil.at(Cursor(1)) == veil.of(1, 0, "forward") == veil.lines[1]
    assert veil.of(1, 1, "forward") == veil.of(1, 0, "backward") == veil.of(3, 0, "forward") == NOTHING
    assert veil.asks(Cursor(1)) == {"c"} and veil.asks(Cursor(2)) == veil.asks(Cursor(1, layer=1)) == frozenset()
    late = veil_of((value("o", -1),), LSTM, Cursor())
    assert late.asked == {("o", 2)} and late.lines == (frozenset(), frozenset(), {"o", "h"}) and late.answers == {2}
    here = veil_of((value("f"),), LSTM, Cursor(2))
    assert here.asked == {("f", 2)}


def test_layers_and_directions() -> None:
    below = veil_of((value("h", 0),), TWO, Cursor(way="backward"))
    assert below.seat == (0, "backward") and below.answers == frozenset()
    above = veil_of((value("h", 1),), TWO, Cursor(layer=1))
    assert above.answers == {1, 2}
    back = Setup((LayerChoice("rnn", hidden=1, direction="backward"),), words_sequence(["a", "b", "c"]))
    assert veil_of((value("h", 1),), back, Cursor(way="backward")).answers == {1, 0}
    for kind in ("answer", "p", "loss"):
        asked = veil_of((Quantity("", kind=kind, name="", step=1),), LSTM, Cursor())
        assert asked.answers == {1} and asked.lines == (frozenset(),) * 3


def test_what_is_not_to_be_said_yet() -> None:
    veil = veil_of((value("c", 1),), LSTM, Cursor())
    assert hides(veil, value("h", 1), Cursor(), 3) and hides(veil, value("h"), Cursor(2), 3)
    assert not hides(veil, value("h", 0), Cursor(), 3) and not hides(veil, value("f", 1), Cursor(), 3)
    assert hides(veil, value("f", -1), Cursor(), 3) and not hides(veil, value("h", 1, page="one"), Cursor(), 3)
    assert hides(veil, Quantity("", kind="p", name="", step=2), Cursor(), 3)
    assert not hides(veil, Quantity("", kind="p", name="", step=0), Cursor(), 3)
    assert not hides(veil, Quantity("", kind="norm", name="h", step=1), Cursor(), 3)


@pytest.mark.parametrize(("name", "backward", "steps"), [("c", False, 1), ("h", False, 0), ("c", True, 0)])
def test_a_reading_says_what_goes_in_and_not_what_comes_out(name: str, backward: bool, steps: int) -> None:
    veil = veil_of((value("c", 1),), LSTM, Cursor())
    bit = Bit("text", "1")
    found = Reading((bit,), (bit,), (Step((bit,)), Step((bit, bit))), (bit,), 1.0)
    shown = masked(found, Focus(name), CELLS["lstm"], veil, Cursor(1, pass_="backward" if backward else "forward"))
    assert shown.value == (ASKED,) and math.isnan(shown.number) and shown.note == "asked"
    assert shown.steps == found.steps[:steps] and (shown.head, shown.symbols) == (found.head, found.symbols)
    assert masked(found, Focus("f"), CELLS["lstm"], veil, Cursor(1)) is found
    assert masked(found, Focus("c", 3), CELLS["lstm"], veil, Cursor(1)).steps == ()
    assert masked(found, Focus("c_prev"), CELLS["lstm"], veil, Cursor(2)).steps == ()
    assert masked(found, Focus("c"), CELLS["lstm"], Veil(), Cursor(1)) is found
