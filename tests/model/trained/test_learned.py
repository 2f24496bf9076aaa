"""A trained network as a setup: what it knows of its sentences, and what stays of it when something else is chosen."""

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine.training.tasks import TASKS
from rnnviz.io.trained import load_trained, trained_names
from rnnviz.model.answers.answers import answers_of
from rnnviz.model.answers.variants import swapped, twin_of, with_swap, without_memory
from rnnviz.model.document.result import Result
from rnnviz.model.setup.answer import Loss, Readout, Target
from rnnviz.model.setup.keep_bias import with_keep_bias
from rnnviz.model.setup.own_sequence import with_own_sequence
from rnnviz.model.setup.runs import network_run_of
from rnnviz.model.setup.sequence import SequenceError, parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.shapes import param_shapes
from rnnviz.model.trained.learned import known_targets
from tests.trained import slots

NAMES = trained_names()


@pytest.mark.parametrize("name", NAMES)
def test_every_stored_network_opens_on_a_sentence_of_its_task(name: str) -> None:
    setup = load_trained(name)
    found = answers_of(setup, network_run_of(setup))
    assert setup.learned.task == name and setup.learned.updates > 0
    assert setup.targets and found.counted.any()
    known = [found.right(t) for t in range(setup.steps) if found.counted[t]]
    assert np.mean(known) > (0.5 if name == "next_word" else 0.7)  # which word follows cannot always be known


def test_the_names_are_those_of_tasks() -> None:
    assert set(NAMES) <= set(TASKS)


def test_a_sentence_of_the_task_brings_its_targets() -> None:
    leaving = slots().with_sequence(parse_sequence("I would like to leave Rome on May 1st"))
    assert [t.answer for t in leaving.targets] == ["other"] * 5 + ["departure", "other", "time", "time"]
    assert leaving.loss == Loss("cross_entropy", "every") and leaving.twin is None  # "leave" is its own word now
    assert leaving.learned is not None


def test_of_another_sentence_only_what_stands_before_the_difference_is_known() -> None:
    other = slots().with_sequence(parse_sequence("I would like to arrive on Taipei"))
    assert [t.step for t in other.targets] == [0, 1, 2, 3, 4]
    assert other.loss == Loss("cross_entropy", (0, 1, 2, 3, 4))
    nothing = slots().with_sequence(parse_sequence("Taipei on"))
    assert not nothing.targets and nothing.loss == Loss()
    nothing.network()


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("slot_filling_zh", "我想在十一月二十一日离开奥斯陆", "我 想 在 十一月 二十一日 离开 奥斯陆"),
        ("long_gap_cloze_zh", "最喜欢的地方是云南。我还要去", "最 喜欢 的 地方 是 云南 。 我 还 要 去"),
        ("pronoun_agreement_zh", "李娜 现在 很 累", "李娜 现在 很 累"),
        ("slot_filling", "arrive Taipei on", "arrive Taipei on"),
    ],
)
def test_what_is_written_without_spaces_is_read_as_the_words_the_network_knows(
    name: str, typed: str, words: str
) -> None:
    assert with_own_sequence(load_trained(name), parse_sequence(typed)).words == tuple(words.split())


def test_without_spaces_an_unknown_word_is_still_refused() -> None:
    with pytest.raises(SequenceError, match="“柏”"):
        with_own_sequence(load_trained("slot_filling_zh"), parse_sequence("离开柏林"))


def test_a_word_it_does_not_know_is_refused() -> None:
    with pytest.raises(SequenceError, match="“Berlin” is not in the vocabulary of this network"):
        slots().with_sequence(parse_sequence("arrive Berlin"))
    with pytest.raises(SequenceError, match="Berlin"):
        with_swap(slots(), 5, "Berlin")


def test_silence_after_the_sentence_asks_nothing() -> None:
    quiet = slots().with_silence(3)
    assert quiet.loss.counted(quiet.steps) == tuple(range(9))
    assert quiet.with_silence(0).loss == slots().loss
    quiet.network()


@pytest.mark.parametrize(
    "change",
    [
        lambda s: s.with_hidden(9),
        lambda s: s.with_cell("gru"),
        lambda s: s.with_vectors(3),
        lambda s: s.forgotten(),
        lambda s: s.with_readout(None),
        lambda s: s.with_sequence(parse_sequence("1 2 3")),
    ],
)
def test_what_is_no_longer_all_there_was_not_trained(change) -> None:
    changed = change(slots())
    assert changed.learned is None
    changed.network()


@pytest.mark.parametrize(
    "change", [lambda s: s.with_weights(gain=0.5), lambda s: with_keep_bias(s, 2.0), without_memory]
)
def test_a_knob_turned_is_run(change) -> None:
    change(slots()).network()


def test_the_twin_is_a_copy_with_other_words() -> None:
    setup = slots()
    twin = twin_of(setup)
    assert twin.sequence.text() == "I would like to leave Taipei on November 2nd"
    assert twin.targets[5] == Target(5, "departure") and twin.twin is None
    again = setup.with_sequence(parse_sequence("I would like to arrive Rome on May 1st"))
    assert twin_of(again).sequence.words[4:6] == ("leave", "Rome")
    both = with_swap(setup, 5, "Rome")
    assert both.twin.swaps == ((4, "leave"), (5, "Rome"))
    assert with_swap(with_swap(both, 5, "Taipei"), 4, "arrive").twin is None


def test_the_two_change_places_and_back() -> None:
    setup = slots()
    other = swapped(setup)
    assert other.sequence == twin_of(setup).sequence and twin_of(other).sequence == setup.sequence
    assert swapped(other) == setup
    assert swapped(Setup()) == Setup()


def test_a_network_has_inputs_for_the_words_of_the_twin_and_typed_numbers_stay() -> None:
    asked = Setup().with_readout(Readout("softmax", ("a", "b")))
    rows = np.zeros((8, len(asked.columns)))
    setup = with_swap(asked.with_array("0.W_f", rows), 2, "love")
    assert setup.columns == (*asked.columns, "love")
    assert setup.network().params["0.W_f"].shape == (8, 11) and not setup.network().params["0.W_f"][:, :10].any()
    assert Result.of(with_swap(setup.with_array("0.W_f", np.zeros((8, 11))), 3, "go")).beside.twin is not None
    other = swapped(setup.with_number("0.W_f", (0, 10), 7.0))
    assert other.network().params["0.W_f"][0, other.columns.index("love")] == 7.0
    assert np.array_equal(other.network().params["0.W_i"], setup.network().params["0.W_i"][:, _order(other, setup)])
    assert with_swap(setup, 2, setup.sequence.words[2]) == asked.with_array("0.W_f", rows)
    with pytest.raises(SequenceError):
        words = [f"w{number}" for number in range(390)]
        with_swap(asked.with_sequence(parse_sequence(" ".join(words))), 0, "one more")


def _order(setup: Setup, other: Setup) -> list[int]:
    return [other.columns.index(label) for label in setup.columns]


def test_letters_are_typed_as_words() -> None:
    setup = load_trained("next_character")
    typed = with_own_sequence(setup, parse_sequence("the cat sits"))
    assert typed.sequence.words == tuple("^the␣cat␣sits")
    assert known_targets(setup.learned, setup.sequence.words) == setup.targets


def test_the_same_numbers_with_another_read_out_are_another_network() -> None:
    setup = slots()
    assert setup.with_readout(setup.readout) is setup
    other = setup.with_readout(replace(setup.readout, answers=("x", "y")))
    assert (
        param_shapes(other.layers, other.reads, other.readout)["V"] == (2, 8)
        and "V" not in other.weights.given
        and not other.targets
    )
    assert other.learned is None and other.loss == Loss()
    other.network()
