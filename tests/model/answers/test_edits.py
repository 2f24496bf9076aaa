"""What a hand changes of what is asked, on every step of a short sentence, without a window."""

from dataclasses import replace

import pytest

from rnnviz.io.trained import load_trained
from rnnviz.model.answers.answer_text import AnswerTextError
from rnnviz.model.answers.edits import counting, toggled, with_answer_named, with_target, without_target
from rnnviz.model.answers.figures import loss_number
from rnnviz.model.answers.reading import answer_reading
from rnnviz.model.document.result import Result
from rnnviz.model.reading.reading import Bit
from rnnviz.model.setup.answer import Loss, Readout, Target
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.model.setup.setup import Setup

WORDS = parse_sequence("a b c d")
PLAIN = Setup.of("rnn", hidden=2, sequence=WORDS)
ASKED = {
    kind: PLAIN.with_readout(Readout(kind, ("one", "two"))) for kind in ("softmax", "identity")
}  # fmt: skip


def steps(setup: Setup) -> tuple[int, ...]:
    return tuple(setup.loss.counted(setup.steps))


@pytest.mark.parametrize("first", range(4))
@pytest.mark.parametrize("last", range(4))
def test_a_sum_counts_where_it_is_told_to_and_one_step_always_does(first: int, last: int) -> None:
    some = set(range(first, last + 1))
    on = counting(replace(PLAIN, loss=Loss("sum", (1,))), first, last, True)
    assert set(steps(on)) == some | {1}
    off = counting(replace(PLAIN, loss=Loss("sum", "every")), first, last, False)
    assert set(steps(off)) == ({0, 1, 2, 3} - some or {0, 1, 2, 3})


def test_the_last_step_and_all_of_them_are_called_so() -> None:
    every = counting(PLAIN, 0, 3, True)
    assert every.loss == Loss("sum", "every") and toggled(every, 1).loss == Loss("sum", (0, 2, 3))
    alone = counting(every, 0, 2, False)
    assert alone.loss == Loss("sum", "last") and toggled(alone, 3) is alone, "one at least counts"
    assert steps(toggled(alone, 0)) == (0, 3)


@pytest.mark.parametrize("kind", ASKED)
def test_targets_make_a_loss_that_compares_and_only_counts_there(kind: str) -> None:
    compares = {"softmax": "cross_entropy", "identity": "squared"}[kind]
    value = ("two", ()) if kind == "softmax" else ("", (0.5, 1.0))
    first = with_target(replace(ASKED[kind], loss=Loss("sum", "every")), Target(2, *value))
    assert first.loss == Loss(compares, (2,)) and first.targets == (Target(2, *value),)
    second = with_target(first, Target(0, *value))
    assert second.targets == (Target(0, *value), Target(2, *value)) and second.loss == Loss(compares, (0, 2))
    assert steps(counting(second, 0, 3, True)) == (0, 2), "where nothing is right nothing can count"
    assert steps(counting(second, 0, 0, False)) == (2,)
    other = ("one", ()) if kind == "softmax" else ("", (0.0, 0.0))
    again = with_target(second, Target(0, *other))
    assert again.targets == (Target(0, *other), Target(2, *value)) and again.loss == second.loss
    less = without_target(again, 0)
    assert less.targets == (Target(2, *value),) and less.loss == Loss(compares, (2,))
    none = without_target(less, 2)
    assert none.targets == () and none.loss.kind == "sum"
    assert without_target(again, 1).targets == again.targets


def test_another_name_is_that_of_the_answer_and_of_what_is_right() -> None:
    setup = with_target(with_target(ASKED["softmax"], Target(0, "one")), Target(2, "two"))
    named = with_answer_named(setup, 1, "three")
    assert named.readout.answers == ("one", "three")
    assert named.targets == (Target(0, "one"), Target(2, "three")) and named.loss == setup.loss
    for same in (with_answer_named(setup, 1, "two"), with_answer_named(setup, 2, "x")):
        assert same is setup
    assert with_answer_named(PLAIN, 0, "x") is PLAIN
    with pytest.raises(AnswerTextError):
        with_answer_named(setup, 1, "one")
    learned = load_trained("slot_filling")
    with pytest.raises(AnswerTextError):
        with_answer_named(learned, 0, "x")


def test_what_a_loss_is_worked_out_from_is_said_of_every_kind() -> None:
    """The formula of a loss names what is right, and its number is the loss."""
    cross = with_target(ASKED["softmax"], Target(2, "two"))
    squares = with_target(ASKED["identity"], Target(2, values=(0.5, 1.0)))
    for setup, symbols in ((cross, "−ln p[two]"), (squares, "½ Σ (y − target)²"), (ASKED["softmax"], "Σ p / √2")):
        setup = replace(setup, loss=Loss(setup.loss.kind, (2,)))
        found = Result.of(setup).answers
        said = answer_reading(found, 2, "loss", 0, 0, False, Bit("name", name="h"))
        assert "".join(bit.text or bit.name for bit in said.symbols) == symbols.replace("−", "\u2212")
        assert said.number == found.losses[2]
        assert said.value[-1].text == loss_number(float(found.losses[2]))
