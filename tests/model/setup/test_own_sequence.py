"""A sequence of the user's own: what is shown of it is what the cell reads."""

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.model.figures.numbers import read_number
from rnnviz.model.setup.own_sequence import retyped, with_own_sequence
from rnnviz.model.setup.scenes import opening
from rnnviz.model.setup.sequence import parse_sequence, signal_sequence, with_word
from rnnviz.model.setup.setup import Setup


@pytest.mark.parametrize("text", ["0.5 -1 1/3", "1 1; 1 1; 2 2", "a new sentence", "hello"])
def test_what_was_typed_is_what_is_read(text: str) -> None:
    setup = with_own_sequence(opening().setup, parse_sequence(text))
    assert (setup.input_scale, setup.silent) == (1.0, 0)
    if setup.sequence.kind != "words":
        assert setup.inputs() == pytest.approx(np.array(setup.sequence.rows))


def test_one_word_retyped_keeps_scale_and_silence() -> None:
    first = opening().setup
    assert (first.input_scale, first.silent) == (4.0, 3)
    setup = with_own_sequence(first, with_word(first.sequence, 4, "leave"))
    assert (setup.input_scale, setup.silent) == (4.0, 3) and setup.words[4] == "leave"
    assert not retyped(first.sequence, parse_sequence("leave Taipei on November 2nd"))
    assert not retyped(signal_sequence("sine", 9), signal_sequence("random", 9))


@pytest.mark.parametrize("scale", [1.0, 4.0, 0.25])
def test_a_label_says_the_numbers_that_are_read(scale: float) -> None:
    setup = replace(Setup.of("rnn", sequence=parse_sequence("1 -2; 0.5 0; 3 1/4"), silent=1), input_scale=scale)
    for label, row in zip(setup.words, setup.inputs(), strict=True):
        if label:
            assert [read_number(part) for part in label.split()] == pytest.approx(row, abs=0.0051)


def test_wide_rows_have_short_labels() -> None:
    setup = Setup(sequence=parse_sequence("; ".join([" ".join("1" * 64)] * 2)))
    assert setup.words[0] == "1 1 1 1 1 1 1 1 …"
