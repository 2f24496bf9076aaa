"""Read-outs, targets and twins as a command line says them."""

import pytest

from rnnviz.engine.errors import Refusal
from rnnviz.model.answers.answer_text import parse_readout, parse_targets, parse_twin
from rnnviz.model.answers.start_text import parse_start
from rnnviz.model.setup.answer import Loss, Readout, Target
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.setup import Setup

SLOTS = Setup().with_readout(Readout("softmax", ("other", "place")))
NUMBERS = Setup().with_readout(Readout("identity", ("y1", "y2")))


def test_read_outs() -> None:
    assert parse_readout("softmax:other, place") == SLOTS.readout
    assert parse_readout("identity:2") == NUMBERS.readout
    assert parse_readout("identity:price") == Readout("identity", ("price",))


@pytest.mark.parametrize(
    "text, said",
    [
        ("sofmax:a", "there are identity, softmax"), ("softmax", "1 to 64"), ("identity:0", "1 to 64"),
        ("identity:99", "1 to 64"), ("softmax:a,b,a", "“a” stands there twice"),
        ("softmax:" + "x" * 41, "too long"),
    ],
)  # fmt: skip
def test_read_outs_that_are_none(text: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        parse_readout(text)


def test_targets_from_the_first_step_or_at_some() -> None:
    found = parse_targets("other,-,place", SLOTS)
    assert found.targets == (Target(0, "other"), Target(2, "place")) and found.loss == Loss("cross_entropy", (0, 2))
    assert parse_targets("9=place, 6=other", SLOTS).targets == (Target(5, "other"), Target(8, "place"))
    assert parse_targets("9=1/2 -3", NUMBERS).targets == (Target(8, values=(0.5, -3.0)),)
    assert parse_targets("9=1/2 -3", NUMBERS).loss == Loss("squared", "last")
    parse_targets(",".join(["other"] * 9), SLOTS).network()


@pytest.mark.parametrize(
    "text, setup, said",
    [
        ("other", Setup(), "need a read-out"), ("plaice", SLOTS, "did you mean"), ("-,-", SLOTS, "no step"),
        ("x=place,2=other", SLOTS, "names no step"), ("10=place", SLOTS, "has 9"), ("0=place", SLOTS, "no step 0"),
        ("1 2 3", NUMBERS, "2 numbers"), ("one two", NUMBERS, "2 numbers"),
    ],
)  # fmt: skip
def test_targets_that_are_none(text: str, setup: Setup, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        parse_targets(text, setup)


def test_a_twin_is_typed_whole() -> None:
    assert parse_twin("I would like to leave Taipei on November 2nd", SLOTS).twin.swaps == ((4, "leave"),)
    for text, said in (("leave Taipei", "2 words"), (" ".join(Setup().sequence.words), "itself"), ("1 2 3", "0 words")):
        with pytest.raises(Refusal, match=said):
            parse_twin(text, SLOTS)


def test_states_begin_where_they_are_told_to() -> None:
    setup = parse_start("h=0.5, c=-1 0 1/2", Setup((LayerChoice(hidden=3),)))
    (run,) = runs_of(setup)[0]
    assert run.value("h_prev")[0].tolist() == [0.5] * 3 and run.value("c_prev")[0].tolist() == [-1.0, 0.0, 0.5]
    two = parse_start("1.backward.h=2", Setup((LayerChoice(hidden=3), LayerChoice("rnn", hidden=2, direction="both"))))
    assert runs_of(two)[1][1].value("h_prev")[0].tolist() == [2.0, 2.0]
    assert parse_start("c=1", setup).start["0.h"].tolist() == [0.5] * 3, "what was given before stays"


@pytest.mark.parametrize(
    "text, said",
    [("k=1", "there are 0.c, 0.h"), ("h=1 2", "one number, or 8"), ("h=x", "one number"), ("h", "one number"),
     ("h=1e9", "one number")],
)  # fmt: skip
def test_states_that_cannot_begin_so(text: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        parse_start(text, Setup())
