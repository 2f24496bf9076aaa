"""Several sequences for one network: which is on the tape changes nothing in the others or in the weights."""

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine import run_network
from rnnviz.model.answers.edits import with_answer_named
from rnnviz.model.batch.batch import MOST, alike
from rnnviz.model.batch.on_tape import count, place, turned_to
from rnnviz.model.batch.overview import overview
from rnnviz.model.batch.sentences import lines_of, samples_of, with_lines, with_sentence
from rnnviz.model.setup.answer import Loss, Readout, Target
from rnnviz.model.setup.own_sequence import with_own_sequence
from rnnviz.model.setup.sequence import SequenceError, parse_sequence, signal_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.twin import Twin

LINES = "I would like\tstay\nto leave Rome now\tgo\nhello"


def asked() -> Setup:
    return with_lines(Setup.of("gru", hidden=3).with_readout(Readout("softmax", ("stay", "go"))), LINES)


def test_lengths_differ_and_every_sequence_keeps_what_is_right_in_it() -> None:
    setup = asked()
    assert [sample.sequence.steps for sample in samples_of(setup)] == [3, 4, 1]
    second, third = with_sentence(setup, 1), with_sentence(setup, 2)
    assert (second.targets, second.loss) == ((Target(3, "go"),), Loss("cross_entropy", "last"))
    assert (third.targets, third.loss, third.steps) == ((), Loss(), 1)
    assert with_sentence(third, 0) == setup and with_sentence(setup, 0) is setup
    assert lines_of(third) == LINES


def test_one_network_reads_all_of_them() -> None:
    """Words of one sequence are inputs in all: no weight is another one, typed or drawn."""
    setup = asked()
    setup = setup.with_array("0.W_z", np.arange(3.0 * len(setup.vocabulary)).reshape(3, -1))
    first = setup.network().params
    for number in (1, 2):
        turned = with_sentence(setup, number)
        assert turned.vocabulary == setup.vocabulary and {"Rome", "hello"} <= set(setup.vocabulary)
        assert all(np.array_equal(first[name], array) for name, array in turned.network().params.items())


def test_a_sequence_typed_is_the_one_on_the_tape_and_another_kind_stands_alone() -> None:
    setup = with_sentence(asked(), 1)
    typed = with_own_sequence(setup, parse_sequence("never mind Rome"))
    assert [sample.sequence.text() for sample in samples_of(typed)] == ["I would like", "never mind Rome", "hello"]
    assert with_own_sequence(setup, parse_sequence("1 2 3")).batch is None
    assert setup.with_sequence(signal_sequence("sine", 5)).batch is None


def test_twins_and_what_was_changed_come_back_with_their_sequence() -> None:
    setup = replace(asked(), twin=Twin(((0, "You"),)), targets=(Target(1, "go"),), loss=Loss("cross_entropy", (1,)))
    there = with_sentence(setup, 2)
    back = with_sentence(there, 0)
    assert there.twin is None and replace(back, batch=setup.batch) == setup
    assert samples_of(back) == samples_of(setup)
    renamed = with_answer_named(there, 1, "leave")
    assert with_sentence(renamed, 0).targets == (Target(1, "leave"),)
    without = with_sentence(there.with_readout(None), 1)
    assert (without.targets, without.loss) == ((), Loss())
    without.network()


def test_the_overview_says_what_each_network_says() -> None:
    setup = asked()
    rows = tuple(overview(setup))
    assert [(row.text, row.steps, row.wanted) for row in rows] == [
        ("I would like", 3, "stay"), ("to leave Rome now", 4, "go"), ("hello", 1, ""),
    ]  # fmt: skip
    for number, row in enumerate(rows):
        p = run_network(with_sentence(setup, number).network()).outputs[-1]
        assert row.said == ("stay", "go")[int(np.argmax(p))]
        assert row.right == (None if not row.wanted else row.said == row.wanted)
    assert tuple(overview(with_lines(Setup(), "a b\nc")))[1].said == "", "nothing is read out"


def test_numbers_of_one_width_make_a_batch() -> None:
    setup = with_lines(Setup.of("rnn", hidden=2).with_readout(Readout("identity", ("y1",))), "1 2 3\t0.5\n4 5")
    assert (setup.targets, setup.loss.kind) == ((Target(2, values=(0.5,)),), "squared")
    assert (count(setup), place(setup)) == (2, 0) and turned_to(setup, 1).sequence.rows == ((4.0,), (5.0,))
    assert not alike([parse_sequence("1 2; 3 4"), parse_sequence("1 2")])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("  \n ", "sequence.empty"), ("a b\n1 2", "batch.kinds"), ("a b\n1;x 2 3", "batch.line"),
        ("a\n" * (MOST + 1), "batch.many"), ("a b\tstay", "batch.readout"), ("a " * 1999 + "\n", ""),
        ("\n".join(["a " * 1999] * 5), "batch.steps"),
    ],
)  # fmt: skip
def test_what_cannot_be_one_is_refused(text: str, key: str) -> None:
    if not key:
        assert with_lines(Setup(), text).batch is None, "one line is a sequence of its own"
        return
    with pytest.raises(SequenceError) as refused:
        with_lines(Setup(), text)
    assert refused.value.why.key == key


def test_an_answer_that_is_none_is_refused_with_its_line() -> None:
    with pytest.raises(SequenceError, match="line 2: “run” is no answer"):
        with_lines(asked(), "a b\tgo\nc\trun")
