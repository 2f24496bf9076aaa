"""Everything typed into a setup, at its limit and one beyond, with what is then said."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from rnnviz.engine import EngineError
from rnnviz.engine.errors import Refusal
from rnnviz.model.draft.draft import SHORT_NAME, Draft
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.bounds import MAX_HIDDEN
from rnnviz.model.setup.choices import Edit, LayerChoice
from rnnviz.model.setup.fitting import fitting_arrays
from rnnviz.model.setup.layer_text import MAX_LAYERS, parse_layers
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.sequence import (
    BASE_WORDS,
    MAX_NUMBER,
    MAX_STEPS,
    MAX_TEXT,
    MAX_VOCABULARY,
    MAX_WIDTH,
    MAX_WORD,
    Sequence,
    numbers_sequence,
    parse_sequence,
    signal_sequence,
    with_word,
    words_sequence,
)
from rnnviz.model.setup.setup import Setup

Build = Callable[[], object]
NEW = MAX_VOCABULARY - len(BASE_WORDS)
TWO = numbers_sequence([[1.0, 2.0], [3.0, 4.0]])

LIMITS: list[tuple[Build, Build, str]] = [
    # what is taken, what is not, and why not
    (lambda: parse_sequence("a"), lambda: parse_sequence(" \n"),
     "The sequence is empty: type at least one word or number."),
    (lambda: parse_sequence(" ".join(["a"] * MAX_STEPS)), lambda: parse_sequence(" ".join(["a"] * (MAX_STEPS + 1))),
     "2,001 words are too many: the limit is 2,000 steps."),
    (lambda: numbers_sequence([[1.0]] * MAX_STEPS), lambda: numbers_sequence([[1.0]] * (MAX_STEPS + 1)),
     "2,001 steps are too many: the limit is 2,000."),
    (lambda: numbers_sequence([[1.0] * MAX_WIDTH]), lambda: numbers_sequence([[1.0] * (MAX_WIDTH + 1)]),
     "65 numbers per step are too many: the limit is 64."),
    (lambda: numbers_sequence([[1.0, 2.0]]), lambda: numbers_sequence([[1.0, 2.0], [3.0]]),
     "Step 2 has 1 numbers, the first step has 2."),
    (lambda: numbers_sequence([[MAX_NUMBER]]), lambda: numbers_sequence([[1.0], [MAX_NUMBER * 1.001]]),
     "Step 2 holds a number that is not finite or beyond ±1,000,000."),
    (lambda: numbers_sequence([[-MAX_NUMBER]]), lambda: numbers_sequence([[-MAX_NUMBER * 1.001]]),
     "Step 1 holds a number that is not finite or beyond ±1,000,000."),
    (lambda: numbers_sequence([[0.0]]), lambda: numbers_sequence([[float("nan")]]),
     "Step 1 holds a number that is not finite or beyond ±1,000,000."),
    (lambda: numbers_sequence([[0.0]]), lambda: numbers_sequence([[]]),
     "The sequence is empty: there is no number in it."),
    (lambda: words_sequence(["w" * MAX_WORD]), lambda: words_sequence(["w" * (MAX_WORD + 1)]),
     f"“{'w' * 20}…” is too long for a word: the limit is 40 characters."),
    (lambda: words_sequence([f"w{i}" for i in range(NEW)]), lambda: words_sequence([f"w{i}" for i in range(NEW + 1)]),
     "There are too many different words: the limit is 400."),
    (lambda: signal_sequence("sine", 1), lambda: signal_sequence("sine", 0), "A signal has 1 to 2,000 steps."),
    (lambda: signal_sequence("bit", MAX_STEPS), lambda: signal_sequence("bit", MAX_STEPS + 1),
     "A signal has 1 to 2,000 steps."),
    (lambda: signal_sequence("random", 1), lambda: signal_sequence("cosine", 1), "There is no signal called cosine."),
    (lambda: parse_sequence("1 x"), lambda: parse_sequence("1 2 x"),
     "“x” is not a number, and the rest of the sequence is numbers."),
    (lambda: parse_sequence("1 x y"), lambda: parse_sequence("1; x"),
     "“x” is not a number, and the rest of the sequence is numbers."),
    (lambda: with_word(TWO, 1, "5 6"), lambda: with_word(TWO, 1, "5"), "“5” is not 2 numbers."),
    (lambda: with_word(TWO, 1, "-1 1/3"), lambda: with_word(TWO, 1, "5 x"), "“5 x” is not 2 numbers."),
    (lambda: with_word(parse_sequence("1 2"), 0, "7"), lambda: with_word(parse_sequence("1 2"), 0, "7 8"),
     "“7 8” is not a number."),
    (lambda: with_word(parse_sequence("a b"), 0, "c"), lambda: with_word(parse_sequence("a b"), 0, "c d"),
     "Type exactly one word."),
    (lambda: signal_sequence("sine", 3), lambda: with_word(signal_sequence("sine", 3), 0, "1"),
     "A generated signal cannot be edited; type or paste numbers instead."),
    (lambda: parse_layers(",".join(["rnn"] * MAX_LAYERS)), lambda: parse_layers(",".join(["rnn"] * (MAX_LAYERS + 1))),
     f"at most {MAX_LAYERS} layers, not {MAX_LAYERS + 1}"),
    (lambda: parse_layers(f"rnn:{MAX_HIDDEN}"), lambda: parse_layers(f"rnn:{MAX_HIDDEN + 1}"),
     f"“{MAX_HIDDEN + 1}” units: a whole number from 1 to {MAX_HIDDEN}"),
    (lambda: parse_layers("rnn:1"), lambda: parse_layers("rnn:0"), f"“0” units: a whole number from 1 to {MAX_HIDDEN}"),
    (lambda: parse_layers("lstm"), lambda: parse_layers("lsmt"), "there is no cell “lsmt”: did you mean lstm?"),
]  # fmt: skip


@pytest.mark.parametrize(("taken", "refused", "why"), LIMITS)
def test_the_limit_is_taken_and_one_more_is_not(taken: Build, refused: Build, why: str) -> None:
    assert taken() is not None
    with pytest.raises(Refusal) as caught:
        refused()
    assert str(caught.value) == why


def test_a_text_has_up_to_so_many_characters() -> None:
    with pytest.raises(Refusal, match="The text is too long: the limit is 900,000 characters"):
        parse_sequence("a" * (MAX_TEXT + 1))
    with pytest.raises(Refusal, match="is too long for a word"):
        parse_sequence("a" * (MAX_TEXT // 4))


def test_signals_of_a_seed() -> None:
    """Impulse, sine of twelve steps a turn, noise, and a bit with its mark."""
    steps = np.arange(13)
    found = {kind: signal_sequence(kind, 13).signal(4) for kind in ("impulse", "sine", "random", "bit")}
    assert found["impulse"].tolist() == [[1.0]] + [[0.0]] * 12
    np.testing.assert_allclose(found["sine"][:, 0], np.sin(steps * np.pi / 6), atol=1e-12)
    assert found["random"].shape == (13, 1) and found["bit"].shape == (13, 2)
    assert found["bit"][0].tolist() == [1.0, 1.0] and not found["bit"][1:, 1].any()
    assert 0 < np.abs(found["bit"][1:, 0]).max() < 1.5 and found["bit"][1:, 0].all()
    sizes = [signal_sequence(kind, 5).width() for kind in ("impulse", "sine", "random", "bit")]
    assert sizes == [1, 1, 1, 2]


@pytest.mark.parametrize(
    ("sequence", "length", "text"),
    [
        (parse_sequence("to be or not"), 12, "to be or not"), (parse_sequence("to be or not"), 11, "to be or n…"),
        (TWO, 8, "1 2; 3 4"), (TWO, 7, "1 2; 3…"), (numbers_sequence([[1.0, 2.0]]), 9, "1 2;"),
        (numbers_sequence([[0.1], [2.5]]), 9, "0.1; 2.5"), (Sequence("numbers", rows=((1.0,),)), 9, "1"),
    ],
)  # fmt: skip
def test_the_beginning_of_a_sequence(sequence: Sequence, length: int, text: str) -> None:
    assert sequence.short(length) == text


@pytest.mark.parametrize("index", [(0,), (7,)])
def test_the_last_unit_has_a_number_and_the_one_after_has_none(index: tuple[int]) -> None:
    setup = Setup.of("lstm", hidden=8).with_edit(Edit("b_f", index, 2.5))
    drawn = runs_of(Setup.of("lstm", hidden=8))[0][0].experiment.params["b_f"]
    found = runs_of(setup)[0][0].experiment.params["b_f"]
    assert found[index] == 2.5 and (np.delete(found, index) == np.delete(drawn, index)).all()
    with pytest.raises(EngineError):
        Setup.of("lstm", hidden=8).with_edit(Edit("b_f", (8,), 2.5))


@pytest.mark.parametrize(("length", "named"), [(SHORT_NAME, True), (SHORT_NAME + 1, False), (0, False)])
def test_a_comment_s_beginning_names_its_line_if_it_is_short(length: int, named: bool) -> None:
    head = "n" * length
    table = Draft("a", f"h = tanh(W @ x + U @ h_prev)   # {head}: what it does").fitting()
    assert table.get("names", {}) == ({"h": head} if named else {})


def test_the_read_out_s_weights_stay_while_it_reads_as_much() -> None:
    given, layers = Arrays({"V": [[1.0, 2.0]], "d": [3.0]}), (LayerChoice("rnn"),) * 3
    for now, names in (((2, 3, 4), {"V", "d"}), ((2, 9, 4), {"V", "d"}), ((9, 3, 4), {"V", "d"}), ((2, 3, 9), {"d"})):
        assert set(fitting_arrays(given, layers, layers, (2, 3, 4), now)) == names
