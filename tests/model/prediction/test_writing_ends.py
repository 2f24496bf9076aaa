"""Writing on at its edges: no words more, the longest sequence, large numbers, what is wrong in a range."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from rnnviz.model.prediction.asked import MOST as ASKED_MOST
from rnnviz.model.prediction.asked import drawing, written
from rnnviz.model.prediction.keeping import own_words
from rnnviz.model.prediction.next_words import asks_next, forgotten, loss_like, next_targets, speaks_its_words
from rnnviz.model.prediction.opened import GIVEN, foretold
from rnnviz.model.prediction.truth import beginning
from rnnviz.model.prediction.writing import (
    AHEAD,
    ENDS,
    MOST,
    WritingError,
    candidates,
    drawn_again,
    next_seed,
    objection,
    taken_back,
    unwritten,
    writes,
    written_on,
)
from rnnviz.model.setup.answer import Loss, Prediction, Readout, Target
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.bounds import SEED, TEMPERATURE
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.sequence import MAX_STEPS, Sequence, numbers_sequence, signal_sequence, words_sequence
from rnnviz.model.setup.setup import Setup

ABC = ("a", "b", ".")


def words(*given: str, answers: tuple[str, ...] = ABC, says: str = "a") -> Setup:
    """Says one answer always."""
    given = given or ABC
    setup = Setup.of("rnn", 1, sequence=words_sequence(list(given)))
    setup = replace(setup.with_readout(Readout("softmax", answers)), targets=next_targets(given, answers))
    d = [50.0 if answer == says else 0.0 for answer in answers]
    return setup.with_array("V", [[0.0]] * len(answers)).with_array("d", d)


def numbers(*given: float, says: float = 0.5) -> Setup:
    """Says one number always."""
    setup = Setup.of("rnn", 1, sequence=numbers_sequence([[v] for v in given]))
    setup = setup.with_readout(Readout("identity", ("y",)))
    setup = replace(setup, targets=tuple(Target(t, values=(given[t + 1],)) for t in range(len(given) - 1)))
    return setup.with_array("V", [[0.0]]).with_array("d", [says])


def test_so_many_at_once() -> None:
    assert (MOST, AHEAD, ASKED_MOST, GIVEN) == (40, 16, 500, 0.6)
    setup = words()
    assert setup.asks_next and writes(setup) == "words" and objection(setup) is None
    assert written_on(setup).sequence.words == (*ABC, "a") and written_on(setup, 3).prediction.written == 3
    assert written_on(setup, 0) == setup and written_on(setup, None).prediction.written == MOST
    series = numbers(1.0, 2.0)
    assert writes(series) == "numbers" and written_on(series).sequence.rows == ((1.0,), (2.0,), (0.5,))
    assert written_on(series, None).prediction.written == AHEAD and written_on(series, 0) == series


@pytest.mark.parametrize("end", ENDS)
def test_an_end_is_said_and_not_read(end: str) -> None:
    setup = words("a", end, answers=("a", end), says=end)
    ended = written_on(setup, 5)
    assert (ended.sequence, ended.prediction.ended, ended.prediction.written) == (setup.sequence, end, 0)
    assert str(objection(ended)) == str(WritingError("predict.ended"))
    with pytest.raises(WritingError) as caught:
        written_on(ended)
    assert caught.value.message.key == "predict.ended"
    assert taken_back(ended) == setup and unwritten(ended) == setup
    assert ENDS == (".", "。", "!", "！", "?", "？")


def test_the_longest_sequence() -> None:
    for setup in (words(*ABC, *["a"] * (MAX_STEPS - 5)), numbers(*[0.5] * (MAX_STEPS - 2))):
        full = written_on(setup, 5)
        assert full.steps == MAX_STEPS and full.prediction.written == 2
        assert objection(full).key == "predict.long"  # type: ignore[union-attr]
        assert objection(written_on(setup, 1)) is None


def test_a_number_nobody_could_type_is_not_written() -> None:
    assert written_on(numbers(1.0, 2.0, says=1e6)).sequence.rows[-1] == (1e6,)
    for large in (1.1e6, -1.1e6):
        with pytest.raises(WritingError) as caught:
            written_on(numbers(1.0, 2.0, says=large))
        assert caught.value.message.key == "predict.large"
    scaled = replace(numbers(1.0, 2.0), input_scale=4.0)
    assert written_on(scaled).sequence.rows[-1] == (0.125,)


def test_who_writes_what() -> None:
    setup, series = words(), numbers(1.0, 2.0)
    assert writes(setup.with_readout(None)) == "" and writes(words("a", answers=("a", "other"))) == ""
    assert objection(setup.with_readout(None)).key == "predict.nothing"  # type: ignore[union-attr]
    for way in ("backward", "both"):
        other = setup.with_layers((LayerChoice("rnn", hidden=1, direction=way),))
        assert writes(other) == "" and objection(other).key == "predict.backward"  # type: ignore[union-attr]
    assert writes(series.with_readout(Readout("identity", ("y", "z")))) == ""
    assert writes(replace(series, targets=())) == "" and writes(replace(series, sequence=setup.sequence)) == ""
    signal = replace(series, sequence=signal_sequence("sine", 3), targets=())
    assert writes(signal) == ""


def test_a_blank_takes_one_word() -> None:
    setup = replace(words("a", "b", "a", answers=("a", "b"), says="b"), targets=(Target(2, "b"),))
    setup = replace(setup, loss=Loss("cross_entropy", "last"))
    assert writes(setup) == "words" and candidates(setup) == ((1,), (0, 2))
    said = written_on(setup, 7)
    assert (said.sequence.words, said.prediction.ended) == (("a", "b", "a"), "b")
    wrong = replace(setup, targets=(Target(1, "b"),))
    assert writes(wrong) == "" and candidates(wrong) == ((), ())
    assert candidates(words()) == ((), ()) and candidates(setup.with_readout(None)) == ((), ())


def test_one_less_and_none_left() -> None:
    setup = words()
    three = written_on(setup, 3)
    assert taken_back(three) == written_on(setup, 2) and taken_back(setup) is setup
    assert unwritten(three) == setup and unwritten(setup) is setup
    series = numbers(1.0, 2.0)
    assert taken_back(written_on(series, 2)) == written_on(series, 1)


def test_another_seed() -> None:
    setup = written_on(words(answers=("a", "b"), says=""), 6)
    assert next_seed(setup) == 1 and next_seed(drawing(setup, None, SEED[1])) == 0
    assert drawn_again(setup, 0) == setup
    again = drawn_again(setup, 5)
    assert again.prediction.written == 6 and again.prediction.seed == 5 and again.sequence != setup.sequence
    assert drawn_again(unwritten(setup), 5) == drawing(unwritten(setup), None, 5)
    ended = written_on(words(says="."), 4)
    assert drawn_again(ended, 9).prediction == replace(ended.prediction, seed=9)
    series = written_on(numbers(1.0, 2.0), 2)
    assert drawn_again(series, 3).prediction == Prediction(seed=3)


def test_a_command_line_s_ranges() -> None:
    setup = words()
    for heat in TEMPERATURE:
        assert drawing(setup, heat, None).prediction == Prediction(heat)
    assert drawing(setup, None, None) == setup and drawing(setup, None, SEED[1]).prediction.seed == SEED[1]
    for heat, seed, wrong in ((-0.01, 0, -0.01), (2.01, 0, 2.01), (1.0, -1, -1), (1.0, SEED[1] + 1, SEED[1] + 1)):
        with pytest.raises(WritingError) as caught:
            drawing(setup, heat, seed)
        assert (caught.value.message.key, caught.value.message.values["number"]) == ("predict.range", wrong)
    assert written(setup, "2") == written_on(setup, 2) and written(setup, "end") == written_on(setup, None)
    assert written(setup, "500").prediction.written == 500
    for text in ("0", "501", "-1", "x", "", "1.5", "9" * 30):
        with pytest.raises(WritingError) as caught:
            written(setup, text)
        assert caught.value.message.key == "predict.count"
        assert caught.value.message.values == {"text": text[:20], "most": 500, "end": "end"}


# next words --------------------------------------------------------------------------------------------------------


def test_what_comes_next() -> None:
    assert next_targets(("a", "b", "c"), ("c", "b")) == (Target(0, "b"), Target(1, "c"))
    assert next_targets(("a", "b", "c"), ("a", "c")) == (Target(1, "c"),) and next_targets(("a",), ("a",)) == ()
    sequence = words_sequence(["a", "b", "c"])
    assert asks_next([Target(0, "b"), Target(2, "x")], sequence) and not asks_next([Target(2, "x")], sequence)
    assert not asks_next([Target(0, "b"), Target(1, "x")], sequence) and not asks_next([], sequence)
    rows = numbers_sequence([[1.0], [2.0]])
    assert asks_next([Target(0, values=(2.0,))], rows) and not asks_next([Target(0, values=(1.0,))], rows)
    assert not asks_next([Target(0, values=(2.0,))], signal_sequence("sine", 4))


def test_an_answer_that_can_be_read_again() -> None:
    assert speaks_its_words(Readout("softmax", ("a",)), ("a", "b"))
    assert not speaks_its_words(Readout("softmax", ("a", "c")), ("a", "b"))
    assert not speaks_its_words(Readout("identity", ("a",)), ("a",)) and not speaks_its_words(None, ("a",))


def test_the_loss_follows_its_targets() -> None:
    two, one = [Target(0, "a"), Target(1, "a")], [Target(1, "a")]
    every = Loss("cross_entropy", "every")
    assert loss_like(every, two, 2, one, 3) == Loss("cross_entropy", (1,))
    assert loss_like(every, two, 2, one, 2) == Loss("cross_entropy", "last")
    assert loss_like(every, two, 2, [], 2) == every and loss_like(Loss(), one, 2, two, 2) == Loss()
    last = Loss("cross_entropy", "last")
    assert loss_like(last, two, 2, two, 2) == last


def sequence_of(text: str) -> Sequence:
    return words_sequence(list(text))


@pytest.mark.parametrize(
    ("old", "wrote", "new", "left"),
    [
        ("abcd", 0, "axcd", "axcd"),  # nothing was written
        ("abcd", 2, "axcd", "ax"), ("abcd", 2, "xbcd", "xb"),  # a word before it: what was written goes
        ("abcd", 2, "abxd", "abx"), ("abcd", 2, "abcx", "abcx"),  # a written word is retyped: it is typed now
        ("abcd", 2, "abcde", "abcde"), ("abcd", 2, "abc", "abc"), ("abcd", 2, "abcd", "abcd"),
        ("abcd", 2, "cd", "cd"), ("abcd", 2, "xcd", "x"), ("abcd", 2, "axxx", "axxx"), ("abcd", 2, "abxx", "abxx"),
    ],
)  # fmt: skip
def test_what_was_written_behind_a_retyped_word_goes(old: str, wrote: int, new: str, left: str) -> None:
    assert "".join(forgotten(sequence_of(old), wrote, sequence_of(new)).words) == left


def test_another_kind_forgets_nothing() -> None:
    for new in (numbers_sequence([[1.0], [2.0]]), signal_sequence("sine", 2)):
        assert forgotten(sequence_of("ab"), 1, new) is new


# what is kept, and a series ----------------------------------------------------------------------------------------

OTHERS: dict[str, Callable[[Setup], Setup]] = {
    "layers": lambda s: replace(s, layers=(LayerChoice("gru", hidden=1),)), "weights": lambda s: s.with_weights(seed=9),
    "start": lambda s: replace(s, start=Arrays({"0.h": np.array([0.5])})),
    "holds": lambda s: s.with_hold(Hold("h", 0.5)), "scale": lambda s: replace(s, input_scale=2.0),
    "vectors": lambda s: replace(s, vectors=3), "numbers": lambda s: replace(s, dtype="float32"),
    "read-out": lambda s: replace(s, readout=Readout("softmax", (*ABC, "I"))),
}  # fmt: skip


@pytest.mark.parametrize("other", OTHERS)
def test_each_part_of_another_network_takes_its_words(other: str) -> None:
    before = written_on(words(), 2)
    after = OTHERS[other](before)
    assert own_words(before, after) == unwritten(after) != after


def test_what_is_not_taken() -> None:
    before = written_on(words(), 2)
    cooler = drawing(before, 0.5, 3)
    assert own_words(before, cooler) is cooler
    plain = words().with_weights(seed=9)
    assert own_words(words(), plain) is plain
    retyped = before.with_weights(seed=9).with_sequence(words_sequence(["a"]))
    assert own_words(before, retyped) is retyped
    longer = replace(before.with_weights(seed=9), prediction=replace(before.prediction, ended="."))
    assert own_words(before, longer) is longer


@pytest.mark.parametrize(("length", "given"), [(1, 1), (3, 2), (4, 2), (5, 3), (10, 6)])
def test_a_series_opens_with_its_first_part(length: int, given: int) -> None:
    setup = numbers(*np.arange(length, dtype=float).tolist())
    every = replace(setup, loss=Loss("squared", tuple(range(length - 1))) if length > 1 else Loss())
    found = foretold(every)
    if length == 1:
        assert found is every
        return
    assert (found.steps, found.typed, found.prediction.written) == (length, given, length - given)
    assert found.sequence.rows[:given] == setup.sequence.rows[:given]
    assert list(found.sequence.rows[given:]) == [(0.5,)] * (length - given)
    assert foretold(words()) == words()


def test_a_series_is_known_by_its_beginning() -> None:
    class Task:
        class heldout:
            inputs = np.array([[[1.0], [2.0], [1.0]], [[3.0], [4.0], [5.0]]])

    task = Task()
    assert beginning(task, [(1.0,)]) == 0 and beginning(task, [(2.0,)]) == 1  # type: ignore[arg-type]
    assert beginning(task, [(1.0,), (3.0,)]) == 0 and beginning(task, [(1.0,), (5.0,)]) == 2  # type: ignore[arg-type]
    assert beginning(task, [(1.0,), (4.0,)]) is None  # type: ignore[arg-type]
    assert beginning(task, [(1.0,), (3.0,), (0.0,)]) is None  # type: ignore[arg-type]
    assert beginning(task, [(1.0, 1.0)]) is None  # type: ignore[arg-type]


def test_temperatures_of_draws() -> None:
    plain = Prediction(0.7, 3)
    two = plain.having(2, "")
    assert (two.made, two.heats, two.drawn_at) == (2, (), (0.7, 0.7))
    cold = two.at_temperature(0.0)
    assert (cold.heats, cold.drawn_at, cold.at_temperature(0.7)) == ((0.7, 0.7), (0.7, 0.7), two)
    more = cold.having(2, ".")
    assert (more.made, more.drawn_at) == (3, (0.7, 0.7, 0.0)) and more.having(2, "") == cold
    assert more.having(1, "").drawn_at == (0.7,) and more.unwritten == Prediction(0.0, 3)
    assert Prediction().drawn_at == () and Prediction() == Prediction(1.0, 0, 0, "", ())
