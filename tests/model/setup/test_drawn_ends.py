"""Words, vectors and labels of a sequence, shades of values, and numbers of spreadsheets, at their edges."""

from __future__ import annotations

import math

import numpy as np
import pytest

from rnnviz.engine import CELLS
from rnnviz.model.answers.answer_text import AnswerTextError
from rnnviz.model.answers.edits import counted_at, counting, toggled, with_answer_named, with_target, without_target
from rnnviz.model.answers.variants import swapped, twin_of, with_next_word, with_swap, without_memory
from rnnviz.model.figures.shading import DECADES, by_decades, largest, strength, within_one
from rnnviz.model.setup.answer import Loss, Readout, Target
from rnnviz.model.setup.drawing import LABELLED, drawn_params, one_hot, step_labels, word_vector
from rnnviz.model.setup.sequence import MAX_NUMBER, numbers_sequence, words_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.typed_words import looks_numeric, shown, split_words, typed_rows, unseen_character
from rnnviz.model.weights.changes import all_matrices, filled, fits, with_arrays, with_number, with_numbers
from rnnviz.model.weights.matrices import Matrix
from rnnviz.model.weights.text import MOST, WeightsRefused, number_of, one_number, pasted, within, written

INF, NAN = math.inf, math.nan
YES = Readout("softmax", ("yes", "no"))


# sequences ---------------------------------------------------------------------------------------------------------


def test_words_are_rows_with_a_one() -> None:
    assert one_hot(("b", "a", "b"), ("a", "b", "c")).tolist() == [[0, 1, 0], [1, 0, 0], [0, 1, 0]]
    assert step_labels(words_sequence(["a", "b"]), 0, 3.0) == ("a", "b")
    assert step_labels(numbers_sequence([[1.0, -0.25], [0.0, 2.0]]), 0, 2.0) == ("2 −0.5", "0 4")
    for width, more in ((LABELLED, ""), (LABELLED + 1, " …")):
        (label,) = step_labels(numbers_sequence([[1.0] * width]), 0, 1.0)
        assert label == " ".join(["1"] * 8) + more
    assert word_vector(1, "a", 3).shape == (3,) and np.array_equal(word_vector(1, "a", 3), word_vector(1, "a", 3))
    assert not np.array_equal(word_vector(1, "a", 3), word_vector(2, "a", 3))
    assert not np.array_equal(word_vector(1, "a", 3), word_vector(1, "b", 3))


def test_each_direction_is_drawn_for_itself() -> None:
    seats = [(0, "forward"), (0, "backward"), (1, "forward")]
    drawn = [drawn_params(CELLS["rnn"], 2, 3, 4, seat, None)["W"] for seat in seats]
    assert drawn[0].shape == (2, 3) and len({array.tobytes() for array in drawn}) == 3
    again = drawn_params(CELLS["rnn"], 2, 3, 4, seats[0], None)
    again["W"] = np.zeros((2, 3))  # the kept ones stay
    assert np.array_equal(drawn_params(CELLS["rnn"], 2, 3, 4, seats[0], None)["W"], drawn[0])
    labelled = [drawn_params(CELLS["rnn"], 2, 2, 4, seats[0], labels)["W"] for labels in (("a", "b"), ("b", "a"))]
    assert np.array_equal(labelled[0], labelled[1][:, ::-1])


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1 2 3", [["1", "2", "3"]]), ("1;2\n3", [["1"], ["2"], ["3"]]), ("1,2,3", [["1", "2", "3"]]),
        ("1, 2, 3", [["1", "2", "3"]]), ("1,5", [["1,5"]]), ("1,5, 2", [["1,5", "2"]]),
        ("0,5, 2,5, ", [["0,5", "2,5"]]), ("1,2,", [["1,2"]]), ("1,,", [["1"]]), ("a, b", [["a,", "b"]]),
        ("[1, 2]", [["1"], ["2"]]), ("[[1, 2], [3, 4]]", [["1", "2"], ["3", "4"]]), (",", [[","]]), (" \n;", []),
        ("1, 2, x", [["1,", "2,", "x"]]), ("１；２", [["1"], ["2"]]),
    ],
)  # fmt: skip
def test_rows_as_they_are_typed(text: str, rows: list[list[str]]) -> None:
    assert typed_rows(text) == rows


def test_what_looks_like_a_number() -> None:
    for text in ("1.2.3", "-5", "12:30", "50%", "1e5", "1/2/3", "(3)", "+4", "٣", "1,2;3"):
        assert looks_numeric(text) == (text != "(3)"), text
    for text in ("", "-", ".", "a1", "1a", "x", "1e", "2nd"):
        assert not looks_numeric(text), text


def test_words_between_spaces_or_characters() -> None:
    assert split_words(" a  b ") == ["a", "b"] and split_words("abc") == ["abc"] and split_words("") == []
    assert split_words("我想去") == ["我", "想", "去"] and split_words("我 想去") == ["我", "想去"]
    assert split_words("去NYC吧。") == ["去", "NYC", "吧", "。"] and split_words("a\u200bb") == ["a", "b"]
    assert split_words("カー") == ["カ", "ー"] or split_words("カー") == ["カー"]
    assert split_words("か\u3099き") == ["か\u3099", "き"]


def test_what_cannot_be_shown() -> None:
    assert unseen_character("abc") == "" and unseen_character("a\u200db") == ""
    assert unseen_character("a\u200b\x00") == "U+200B (zero width space)" and unseen_character("\x00") == "U+0000"
    assert shown("a\x00b") == "a□b" and shown("a" * 20) == "a" * 20 and shown("a" * 21) == "a" * 19 + "…"
    assert shown("abcd", 3) == "ab…"


# shades ------------------------------------------------------------------------------------------------------------


def test_values_within_one() -> None:
    assert within_one(np.array([0.5, -0.25])).tolist() == [0.5, -0.25]
    assert within_one(np.array([4.0, -2.0, INF])).tolist() == [1.0, -0.5, INF]
    assert largest(np.array([-3.0, 2.0, NAN, -INF])) == 3.0 and largest(np.array([0.5]), 1.0) == 1.0
    assert largest(np.array([NAN])) == 0.0


def test_gradients_by_decades() -> None:
    assert DECADES == 2.0
    found = by_decades(np.array([1.0, -0.1, 0.01, 0.001, 0.0]))
    assert found == pytest.approx([1.0, -0.5, 0.0, 0.0, 0.0])
    assert by_decades(np.array([1.0, 100.0]), 10.0) == pytest.approx([0.5, 1.0])
    assert by_decades(np.zeros(2)).tolist() == [0.0, 0.0] and by_decades(np.ones(2), 0.0).tolist() == [0.0, 0.0]
    assert math.isnan(by_decades(np.array([NAN, 1.0]))[0]) and by_decades(np.array([-INF, 1.0]))[0] == -1.0
    assert strength(np.array([INF, NAN, -INF, 3.0, 2.0, 1.0]), 3.0).tolist() == [1.0, 1.0, 0.0, 1.0, 0.5, 0.0]


# spreadsheets ------------------------------------------------------------------------------------------------------

PLANE, ROW = Matrix("0.W", "W", (2, 3), "h"), Matrix("0.b", "b", (3,), "h")


def refusal(act: object, *given: object) -> tuple[str, dict[str, object]]:
    with pytest.raises(WeightsRefused) as caught:
        act(*given)  # type: ignore[operator]
    return caught.value.message.key, dict(caught.value.message.values)


def test_tables_that_are_pasted() -> None:
    assert written(np.array([[0.1, 2.0], [3.0, -4.0]])) == "0.1\t2.0\n3.0\t-4.0"
    assert written(np.array([1.0, 2.0])) == "1.0\t2.0" and written(np.array(5.0)) == "5.0"
    wanted = [[1.0, 2.0, 3.0], [4.0, 5.0, 0.5]]
    for text in ("1\t2\t3\n4\t5\t0,5", "1 2 3\n\n4 5 0,5\n", "1;2;3\n4;5;1/2"):
        assert pasted(text, PLANE).tolist() == wanted
    assert pasted("1\n2\n3", ROW).tolist() == pasted("1 2 3", ROW).tolist() == [1.0, 2.0, 3.0]
    for text, lines, numbers in (("1 2\n3 4\n5 6", 3, 2), ("1 2 3\n4 5", 2, 3), ("1 2 3", 1, 3), ("1 2\n3 4 5", 2, 3)):
        assert refusal(pasted, text, PLANE) == (
            "weight.shape", {"name": "W", "rows": 2, "columns": 3, "lines": lines, "numbers": numbers},
        )  # fmt: skip
    assert refusal(pasted, " \n", ROW)[0] == "weight.nothing"
    assert refusal(pasted, "1\t\t3", ROW) == ("weight.number", {"text": ""})
    assert refusal(pasted, "1 " * (MOST // 2) + "1", ROW) == ("weight.long", {"limit": MOST})
    assert refusal(pasted, "1 " * (MOST // 2), ROW)[0] == "weight.shape"


def test_one_number_and_its_limits() -> None:
    assert number_of(" 1/4 ") == 0.25 and within(MAX_NUMBER) == 1e6 and within(-MAX_NUMBER) == -1e6
    for value in (1e6 + 1, -1e6 - 1, NAN, INF):
        assert refusal(within, value) == ("weight.large", {"limit": 1e6})
    assert refusal(number_of, "a" * 20) == ("weight.number", {"text": "a" * 20})
    assert refusal(number_of, "a\x00" + "a" * 19) == ("weight.number", {"text": "a " + "a" * 17 + "…"})
    assert one_number(" 5 ") and one_number("x") and not one_number("1 2") and not one_number("")
    assert one_number("1" * MOST) and not one_number("1" * (MOST + 1))


def test_parameters_of_a_file() -> None:
    setup = Setup.of("rnn", 2, sequence=numbers_sequence([[1.0]]))
    found = with_arrays(setup, {"0.U": np.eye(2), "0.b": np.array([1e6, -1e6])}, "f")
    assert np.array_equal(found.network().params["0.U"], np.eye(2))
    assert with_arrays(setup, {}, "f") == setup
    key, values = refusal(with_arrays, setup, {"x" * 41: np.eye(2)}, "f")
    assert (key, values["name"], values["file"]) == ("loose.unknown", "x" * 40, "f") and "0.U" in values["known"]
    assert refusal(with_arrays, setup, {"0.U": np.eye(3)}, "f")[1]["wanted"] == (2, 2)
    for wrong in (1.1e6, NAN):
        assert refusal(with_arrays, setup, {"0.b": np.array([0.0, wrong])}, "f")[0] == "loose.number"


def test_numbers_of_a_state_and_of_a_parameter() -> None:
    setup = Setup.of("rnn", 2, sequence=numbers_sequence([[1.0]]))
    state, bias = Matrix("0.h", "h", (2,), "h", start=True), Matrix("0.b", "b", (2,), "h")
    one = with_number(setup, state, (1,), 0.5)
    assert np.array_equal(one.start["0.h"], [NAN, 0.5], equal_nan=True)
    assert with_number(one, state, (0,), 2.0).start["0.h"].tolist() == [2.0, 0.5]
    assert with_numbers(setup, state, np.ones(2)).start["0.h"].tolist() == [1.0, 1.0]
    assert with_number(setup, bias, (1,), 0.5).network().params["0.b"][1] == 0.5
    assert refusal(with_number, setup, bias, (1,), 2e6)[0] == "weight.large"
    assert refusal(with_numbers, setup, bias, np.array([0.0, 2e6]))[0] == "weight.large"
    assert fits(PLANE, "orthogonal") and not fits(ROW, "orthogonal") and fits(ROW, "zeros")
    two = setup.with_readout(YES)
    assert [m.name for m in all_matrices(two)] == ["0.W", "0.U", "0.b", "V", "d"]
    v = next(m for m in all_matrices(two) if m.name == "V")
    assert filled(two, v, "zeros", 0).network().params["V"].tolist() == [[0.0, 0.0], [0.0, 0.0]]


# what is asked -----------------------------------------------------------------------------------------------------

ASKED = Setup.of("rnn", 2, sequence=words_sequence(["a", "b", "c"])).with_readout(YES)


def test_steps_that_count() -> None:
    assert counting(ASKED, 0, 1, True).loss == Loss("sum", "every") and toggled(ASKED, 2) is ASKED
    assert counting(ASKED, 1, 1, True).loss == Loss("sum", (1, 2))
    assert counting(counting(ASKED, 0, 1, True), 2, 2, False).loss == Loss("sum", (0, 1))
    right = with_target(with_target(ASKED, Target(1, "no")), Target(0, "yes"))
    assert right.targets == (Target(0, "yes"), Target(1, "no")) and right.loss == Loss("cross_entropy", (0, 1))
    assert counting(right, 0, 2, True).loss == Loss("cross_entropy", (0, 1))  # nothing is right at the last
    assert toggled(right, 0).loss == Loss("cross_entropy", (1,)) and toggled(toggled(right, 0), 0).loss == right.loss
    assert with_target(right, Target(1, "yes")).targets == (Target(0, "yes"), Target(1, "yes"))
    assert without_target(right, 1).loss == Loss("cross_entropy", (0,))
    assert without_target(without_target(right, 1), 0).loss == Loss() and without_target(right, 2) == right
    numbers = with_target(ASKED.with_readout(Readout("identity", ("y",))), Target(2, values=(1.0,)))
    assert numbers.loss == Loss("squared", "last")
    assert counted_at(ASKED, "every").loss == Loss("sum", "every")
    assert counted_at(right, "last").loss == Loss("cross_entropy", "last")


def test_answers_have_one_name_each() -> None:
    right = with_target(ASKED, Target(1, "no"))
    named = with_answer_named(right, 1, "never")
    assert named.readout.answers == ("yes", "never") and named.targets == (Target(1, "never"),)
    assert with_answer_named(right, 2, "x") is right and with_answer_named(right, 0, "yes") is right
    for name, key in (("yes", "readout.twice"), (" ", "readout.empty"), ("a" * 41, "readout.long")):
        with pytest.raises(AnswerTextError) as caught:
            with_answer_named(right, 1, name)
        assert caught.value.message.key == key
    assert with_answer_named(right, 1, "a" * 40).readout.answers[1] == "a" * 40


def test_a_twin_and_its_sentence() -> None:
    right = with_target(ASKED, Target(0, "no"))
    twin = with_swap(right, 1, "x")
    assert twin.twin.swaps == ((1, "x"),) and twin.twin.targets == (Target(0, "no"),)
    assert with_swap(twin, 0, "y").twin.swaps == ((0, "y"), (1, "x")) and with_swap(twin, 1, "b").twin is None
    assert twin_of(right) is None and swapped(right) is right
    other = twin_of(twin)
    assert other.sequence.words == ("a", "x", "c") and other.twin is None and other.targets == (Target(0, "no"),)
    turned = swapped(twin)
    assert turned.sequence.words == ("a", "x", "c") and turned.twin.swaps == ((1, "b"),)
    assert swapped(turned).sequence == twin.sequence and without_memory(twin).weights.gain == 0.0


def test_the_next_word_is_asked_at_every_step() -> None:
    asked = with_next_word(ASKED)
    assert asked.readout.answers == ASKED.vocabulary and asked.targets == (Target(0, "b"), Target(1, "c"))
    assert asked.loss == Loss("cross_entropy", (0, 1))
    one = with_next_word(ASKED.with_sequence(words_sequence(["a"])))
    assert one.targets == () and one.loss == Loss()
    many = with_next_word(ASKED.with_sequence(words_sequence([f"w{n}" for n in range(64)])))
    assert len(many.readout.answers) == 64 and many.readout.answers[0] == "w0"
    for sequence, key in ((words_sequence([f"w{n}" for n in range(65)]), "readout.count"),
                          (numbers_sequence([[1.0]]), "next.words")):  # fmt: skip
        with pytest.raises(AnswerTextError) as caught:
            with_next_word(ASKED.with_sequence(sequence))
        assert caught.value.message.key == key
