"""Batches at their edges: one sequence, none, the limits, kinds that do not mix, answers that are none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rnnviz.model.batch import batch as module
from rnnviz.model.batch.batch import MOST, MOST_STEPS, Batch, Sample, alike, batch_of, parsed
from rnnviz.model.batch.on_tape import count, place, turned_to
from rnnviz.model.batch.overview import SHOWN, overview, unanswered
from rnnviz.model.batch.sentences import lines_of, samples_of, with_lines, with_sentence
from rnnviz.model.setup.answer import Loss, Readout, Target
from rnnviz.model.setup.sequence import (
    BASE_WORDS,
    MAX_STEPS,
    MAX_VOCABULARY,
    SequenceError,
    numbers_sequence,
    signal_sequence,
    words_sequence,
)
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.twin import Twin

WORDS = Setup.of("rnn", 1).with_readout(Readout("softmax", ("yes", "no")))
NUMBERS = Setup.of("rnn", 1).with_readout(Readout("identity", ("a", "b")))


def refusal(setup: Setup, text: str) -> tuple[str, dict[str, object]]:
    with pytest.raises(SequenceError) as caught:
        with_lines(setup, text)
    return caught.value.message.key, dict(caught.value.message.values)


def test_the_limits_of_a_batch() -> None:
    assert (MOST, MOST_STEPS) == (64, 4 * MAX_STEPS)
    one = Sample(words_sequence(["a"]))
    assert len(batch_of([one] * MOST).samples) == MOST
    with pytest.raises(SequenceError) as caught:
        batch_of([one] * (MOST + 1))
    assert (caught.value.message.key, caught.value.message.values) == ("batch.many", {"count": 65, "limit": 64})
    long = [Sample(words_sequence(["a"] * MAX_STEPS))] * 4
    assert batch_of(long).fits
    with pytest.raises(SequenceError) as caught:
        batch_of([*long, one])
    assert (caught.value.message.key, caught.value.message.values) == ("batch.steps", {"limit": MOST_STEPS})
    free = MAX_VOCABULARY - len(BASE_WORDS)
    words = [f"w{n}" for n in range(free)]
    full = [Sample(words_sequence(words)), one, Sample(words_sequence(["I"]))]
    assert batch_of([full[0], full[2]]).words == (*BASE_WORDS, *words)
    with pytest.raises(SequenceError) as caught:
        batch_of(full)
    assert (caught.value.message.key, caught.value.message.values) == ("vocabulary.many", {"limit": MAX_VOCABULARY})
    wordy = [Sample(words_sequence([f"w{n % 150 + 150 * part}" for n in range(MAX_STEPS)])) for part in range(4)]
    with pytest.raises(SequenceError) as caught:
        batch_of(wordy)  # as many steps as there may be
    assert caught.value.message.key == "vocabulary.many"
    assert not Batch((one,)).fits and Batch((one, one)).fits and batch_of([one, one]).place == 0


def test_kinds_that_do_not_mix() -> None:
    words, narrow, wide = words_sequence(["a"]), numbers_sequence([[1.0]]), numbers_sequence([[1.0, 2.0]])
    assert alike([words, words_sequence(["b", "c"])]) and alike([narrow, numbers_sequence([[2.0], [3.0]])])
    assert not alike([words, narrow]) and not alike([narrow, wide]) and not alike([])
    for pair in ([words, narrow], [narrow, wide], [signal_sequence("sine", 3)] * 2):
        with pytest.raises(SequenceError) as caught:
            batch_of(map(Sample, pair))
        assert caught.value.message.key == "batch.kinds"


def test_another_sequence_on_the_tape_goes_into_the_batch_where_it_can() -> None:
    batch = replace(batch_of(Sample(words_sequence([w])) for w in "abc"), place=1)
    other = words_sequence(["x", "y"])
    found = batch.with_sequence(other)
    assert found is not None and found.place == 1
    assert [each.words for each in found.sequences] == [("a",), ("x", "y"), ("c",)]
    assert batch.with_sequence(numbers_sequence([[1.0]])) is None
    assert batch.with_sequence(signal_sequence("bit", 3)) is None
    full = words_sequence([f"w{n}" for n in range(MAX_VOCABULARY - len(BASE_WORDS) - 2)])
    assert batch.with_sequence(full) is not None
    assert batch.with_sequence(words_sequence([*full.words, "more"])) is None


def test_lines_are_counted_as_they_are_typed() -> None:
    assert [(s.words, answer) for s, answer in parsed("a b\t yes \n\n  \nc\t\nd\tno\tmore")] == [
        (("a", "b"), "yes"), (("c",), ""), (("d",), "no\tmore"),
    ]  # fmt: skip
    for text in ("", " \n\t\n"):
        with pytest.raises(SequenceError) as caught:
            parsed(text)
        assert caught.value.message.key == "sequence.empty"
    with pytest.raises(SequenceError) as caught:
        parsed("a\n\n" + "b" * 41)
    assert caught.value.message.key == "batch.line" and caught.value.message.values["number"] == 3


def test_an_answer_is_refused_by_the_number_of_its_sequence() -> None:
    assert refusal(Setup.of("rnn", 1), "a\nb\tyes") == ("batch.readout", {"number": 2})
    assert refusal(WORDS, "a\tyes\n\nb\tperhaps") == ("batch.answer", {"number": 2, "answer": "perhaps"})
    assert refusal(WORDS, "a\t" + "1" * 41) == ("batch.answer", {"number": 1, "answer": "1" * 40})
    assert refusal(WORDS, "a\t1 2") == ("batch.answer", {"number": 1, "answer": "1 2"})
    for wrong in ("1", "1 2 3", "1 x"):
        assert refusal(NUMBERS, f"1; 2\t{wrong}") == ("batch.answer", {"number": 1, "answer": wrong})


def test_what_is_right_behind_a_tab() -> None:
    setup = with_lines(NUMBERS, "1; 2; 3\t0,5 -1")
    assert setup.batch is None and setup.targets == (Target(2, values=(0.5, -1.0)),)
    assert setup.loss == Loss("squared", "last") and lines_of(setup) == "1; 2; 3\t0.5 -1.0"
    setup = with_lines(WORDS, "a b\tno\nc")
    assert setup.targets == (Target(1, "no"),) and setup.loss == Loss("cross_entropy", "last")
    other = with_sentence(setup, 1)
    assert (other.targets, other.loss.kind, lines_of(other)) == ((), "sum", "a b\tno\nc")
    earlier = replace(WORDS.with_sequence(words_sequence(["a", "b"])), targets=(Target(0, "no"),))
    assert lines_of(earlier) == "a b"


def test_answers_stay_behind_with_another_read_out() -> None:
    """What a read-out cannot say is not right in a sequence turned to."""
    setup = with_lines(WORDS, "a b\tno\nc d\tyes")
    fewer = setup.with_readout(Readout("softmax", ("no", "maybe")))
    assert with_sentence(fewer, 1).targets == ()
    assert with_sentence(setup.with_readout(None), 1).targets == ()
    numbers = with_lines(NUMBERS, "1; 2\t1 2\n3; 4\t5 6")
    assert with_sentence(numbers, 1).targets == (Target(1, values=(5.0, 6.0)),)
    assert with_sentence(numbers.with_readout(Readout("identity", ("a",))), 1).targets == ()


def test_turning_keeps_the_others() -> None:
    setup = with_lines(WORDS, "a\nb\nc")
    third = with_sentence(setup, 2)
    assert third.batch is not None and third.batch.place == 2 and third.sequence.words == ("c",)
    assert with_sentence(third, 2) is third and with_sentence(WORDS, 1) is WORDS
    assert [each.sequence.words for each in samples_of(third)] == [("a",), ("b",), ("c",)]
    assert samples_of(WORDS)[0].sequence == WORDS.sequence and len(samples_of(WORDS)) == 1
    retyped = third.with_twin(Twin(((0, "x"),)))
    back = with_sentence(with_sentence(retyped, 0), 2)
    assert back.twin == retyped.twin and with_sentence(retyped, 0).twin is None


def test_which_is_on_the_tape() -> None:
    setup = with_lines(WORDS, "a\nb\nc")
    assert (count(setup), place(setup)) == (3, 0)
    assert place(turned_to(setup, 2)) == 2 and turned_to(setup, 2) == with_sentence(setup, 2)
    assert (count(WORDS), place(WORDS)) == (0, None) and turned_to(WORDS, 3) is WORDS


def test_rows_of_an_overview() -> None:
    long = "w " * 60
    setup = with_lines(WORDS.with_weights(seed=3), f"a\tyes\n{long}\nb\tno")
    assert (SHOWN, [len(row.text) for row in unanswered(setup)]) == (80, [1, 80, 1])
    assert [row.steps for row in unanswered(setup)] == [1, 60, 1]
    rows = list(overview(setup))
    assert [row.wanted for row in rows] == ["yes", "", "no"] and rows[1].right is None
    assert [row.right for row in rows if row.wanted] == [row.said == row.wanted for row in rows if row.wanted]
    assert all(row.said in ("yes", "no") for row in rows)
    plain = list(overview(Setup.of("rnn", 1)))
    assert [(row.said, row.wanted, row.right) for row in plain] == [("", "", None)]
    numbers = with_lines(NUMBERS.with_weights(gain=0.0), "1; 2\t0.5 -1\n3\t2 3")
    assert [row.wanted for row in overview(numbers)] == ["0.5 −1", "2 3"]
    assert all(len(row.said.split()) == 2 and row.right is None for row in overview(numbers))


def test_all_that_count_must_be_right() -> None:
    setup = replace(
        with_lines(WORDS, "a b\nc"),
        targets=(Target(0, "yes"), Target(1, "no")), loss=Loss.of("cross_entropy", (0, 1), 2),
    )  # fmt: skip
    biased = setup.with_array("V", [[0.0], [0.0]]).with_array("d", [1.0, 0.0])
    first = next(iter(overview(biased)))
    assert (first.said, first.wanted, first.right) == ("yes", "no", False)
    alone = replace(biased, targets=(Target(0, "yes"),), loss=Loss.of("cross_entropy", (0,), 2))
    first = next(iter(overview(alone)))
    assert (first.said, first.wanted, first.right) == ("yes", "yes", True)


def test_a_tab_is_what_parts_them() -> None:
    assert module.TAB == "\t"
