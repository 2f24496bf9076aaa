"""Typed sequences: what they mean, and that nothing but a sentence comes of nonsense."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.model.setup.sequence import (
    BASE_WORDS,
    MAX_STEPS,
    SIGNALS,
    Sequence,
    SequenceError,
    numbers_sequence,
    parse_sequence,
    signal_sequence,
    with_word,
    words_sequence,
)  # fmt: skip


@pytest.mark.parametrize(
    "text, words",
    [
        ("go; stop", ("go;", "stop")),
        ("I would like", ("I", "would", "like")), ("  one\n two\tthree ", ("one", "two", "three")),
        ("我想到台北", tuple("我想到台北")), ("to 台北 on", ("to", "台北", "on")),
        ("我喜欢GPT4和3只猫", ("我", "喜", "欢", "GPT4", "和", "3", "只", "猫")), ("カナ", ("カ", "ナ")),
        ("on November 2nd", ("on", "November", "2nd")), ("3 little pigs", ("3", "little", "pigs")),
        ("a", ("a",)), ("NaN inf", ("NaN", "inf")), ("don't stop!", ("don't", "stop!")), ("x" * 40, ("x" * 40,)),
    ],
    ids=lambda v: str(v)[:20],
)  # fmt: skip
def test_words(text, words):
    sequence = parse_sequence(text)
    assert sequence.kind == "words" and sequence.words == words and sequence.steps == len(words)
    assert parse_sequence(sequence.text()) == sequence or any(c > "\u3040" for c in text)


@pytest.mark.parametrize(
    "text, rows",
    [
        ("1 2 3", ((1.0,), (2.0,), (3.0,))), ("0,5 −1/3", ((0.5,), (-1 / 3,))), ("7", ((7.0,),)),
        ("1 2; 3 4", ((1.0, 2.0), (3.0, 4.0))), ("1 2\n3 4\n", ((1.0, 2.0), (3.0, 4.0))), ("1;2;", ((1.0,), (2.0,))),
        ("1\n2\n3", ((1.0,), (2.0,), (3.0,))), ("1 2;", ((1.0, 2.0),)), ("-1e6", ((-1e6,),)),
    ],
)  # fmt: skip
def test_numbers(text, rows):
    sequence = parse_sequence(text)
    assert sequence.kind == "numbers" and sequence.rows == rows
    assert sequence.signal(0).shape == (len(rows), sequence.width())
    assert parse_sequence(sequence.text()) == sequence


@pytest.mark.parametrize(
    "text, words",
    [
        ("", "empty"), (" \n ", "empty"), (";", "empty"), (";;\n;", "empty"), ("1 2; 3", "Step 2 has 1"),
        ("1 2 x", "not a number"), ("1; x", "not a number"), ("1e7", "beyond"), ("x" * 41, "too long"),
        ("a " * 2001, "too many"), ("1 " * 2001, "too many"), (" ".join(["1"] * 65) + "; 1", "too many"),
        ("a" * 100_000, "too long"), ("a\x00b", "cannot be shown"),
        ("go a\u00adb", r"The word “a□b” holds .* U\+00AD \(soft hyphen\)"),
        ("a\ud800", "cannot be shown"), (" ".join(f"w{i}" for i in range(500)), "different words"),
        ("1/" * 30_000 + "1", "looks like a number"),
        ("1..2", "“1..2” looks like a number"), ("2026-11-28", "looks like"), ("1e999 2 3", "not a number"),
    ],
    ids=lambda v: str(v)[:16],
)  # fmt: skip
def test_a_refusal_is_a_sentence(text, words):
    with pytest.raises(SequenceError, match=words) as caught:
        parse_sequence(text)
    assert str(caught.value).endswith((".", "sequence is numbers."))


SCRAPS = st.sampled_from(["1", "1/2", ";", "\n", "a", " ", "-", "台", "e9", ",", "\x1c"])
TYPED = st.one_of(st.text(), st.lists(SCRAPS).map("".join))


@given(TYPED)
def test_any_text_is_a_sequence_or_a_sentence(text):
    try:
        sequence = parse_sequence(text)
    except SequenceError:
        return
    assert 1 <= sequence.steps <= MAX_STEPS
    assert sequence.words or np.isfinite(sequence.signal(0)).all()
    hash(sequence)


@given(TYPED, st.integers(0, 2))
def test_any_retyped_step_is_a_sequence_or_a_sentence(text, step):
    for sequence in (words_sequence(["a", "b", "c"]), numbers_sequence([[1.0, 2.0]] * 3), signal_sequence("sine", 3)):
        try:
            changed = with_word(sequence, step, text)
        except SequenceError:
            continue
        assert changed.steps == 3 and changed.kind == sequence.kind


@pytest.mark.parametrize("kind", SIGNALS)
def test_signals(kind):
    sequence = signal_sequence(kind, 20)
    signal = sequence.signal(3)
    assert sequence.generated and sequence.steps == len(signal) == 20
    assert np.array_equal(signal, signal_sequence(kind, 20).signal(3))
    assert np.array_equal(signal[:5], signal_sequence(kind, 5).signal(3))  # longer: the beginning stays
    with pytest.raises(SequenceError, match="cannot be edited"):
        with_word(sequence, 0, "1")
    for length in (0, -1, MAX_STEPS + 1):
        with pytest.raises(SequenceError, match="steps"):
            signal_sequence(kind, length)
    with pytest.raises(SequenceError, match="no signal"):
        signal_sequence("noise", 3)


def test_vocabulary_keeps_its_order():
    assert words_sequence(["to", "new", "I"]).vocabulary() == (*BASE_WORDS, "new")
    assert Sequence("words", words=("a",)).vocabulary()[:-1] == BASE_WORDS


def test_many_rows_are_not_too_long_a_text():
    assert parse_sequence("; ".join(["0.125 " * 20] * 1500)).signal(0).shape == (1500, 20)
    with pytest.raises(SequenceError, match="characters"):
        parse_sequence("1 " * 500_000)


@pytest.mark.parametrize(
    "text, rows",
    [
        ("1,2,3", [[1], [2], [3]]), ("1, 2, 3", [[1], [2], [3]]), ("1, 2; 3, 4", [[1, 2], [3, 4]]), ("0,5", [[0.5]]),
        ("0.5,0.7", [[0.5], [0.7]]), ("[0.1, 0.2]", [[0.1], [0.2]]), ("[[1, 2], [3, 4]]", [[1, 2], [3, 4]]),
        ("tensor([0.5, -1.])", [[0.5], [-1]]),
        ("tensor([[1., 2.]], device='cuda:0', grad_fn=<AddBackward0>)", [[1], [2]]),
        ("array([1e-3, 2.])", [[0.001], [2]]), ("np.array([[1], [2]])", [[1], [2]]),
        ("[[0.1 0.2]\n [0.3 0.4]]", [[0.1, 0.2], [0.3, 0.4]]),
        ("[1.0000e-01, 2.0000e+00]", [[0.1], [2]]), ("０．５　０．７　－１", [[0.5], [0.7], [-1]]),
        ("0.5，0.7，1", [[0.5], [0.7], [1]]),
        ("١ ٢ ٣", [[1], [2], [3]]), ("١٫٥ ٢", [[1.5], [2]]), ("−1 –2 3", [[-1], [-2], [3]]), ("1；2", [[1], [2]]),
    ],
    ids=lambda v: str(v)[:20],
)  # fmt: skip
def test_numbers_as_people_and_programs_write_them(text, rows):
    sequence = parse_sequence(text)
    assert sequence.kind == "numbers" and np.array_equal(sequence.rows, rows)


@pytest.mark.parametrize(
    "text, words",
    [
        ("می\u200cخواهم بروم", ("می\u200cخواهم", "بروم")),
        ("👨\u200d👩\u200d👧 ❤️ 🏳️\u200d🌈", ("👨\u200d👩\u200d👧", "❤️", "🏳️\u200d🌈")),
        ("क्\u200dष है", ("क्\u200dष", "है")),
        ("hello\u200bworld", ("hello", "world")),
        ("été naïve", ("été", "naïve")),
        ("ガギ", ("ガ", "ギ")),
        ("[go] stop", ("[go]", "stop")),
        ("array(x)", ("array(x)",)),
    ],
    ids=ascii,
)
def test_words_of_every_script(text, words):
    assert parse_sequence(text).words == words


@given(st.lists(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=2), min_size=2, max_size=5))
def test_what_numpy_prints_is_read(rows):
    printed = np.array2string(np.array(rows), threshold=10_000, floatmode="unique")
    for text in (printed, repr(np.array(rows)), str(rows)):
        found = np.array(parse_sequence(text).rows)
        assert np.allclose(found, rows, rtol=1e-6, atol=0) if text != str(rows) else np.array_equal(found, rows)


def test_what_is_only_read_has_few_digits() -> None:
    found = parse_sequence("0.14285714285714285 -1 1e-9; 2 3 4")
    assert found.short(80) == "0.14 −1 1·10⁻⁹; 2 3 4" and parse_sequence(found.text()) == found
    assert found.short(6) == "0.14 …" and parse_sequence("to Rome").short(80) == "to Rome"
