"""The held-out sentences of a task, one of which is on the tape."""

from dataclasses import replace

import pytest

from rnnviz.io.trained import load_trained, trained_names
from rnnviz.model.setup.runs import network_run_of
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.samples import sample_at, sample_count, with_sample
from tests.trained import slots


@pytest.mark.parametrize("name", trained_names())
def test_every_sentence_is_found_again_and_runs(name: str) -> None:
    setup = load_trained(name)
    count = sample_count(setup)
    assert count >= 5
    for number in (0, 1, count - 1):
        chosen = with_sample(setup, number)
        found = sample_at(chosen)
        assert found is not None and with_sample(setup, found).sequence == chosen.sequence
        assert chosen.learned is not None and chosen.targets
        network_run_of(chosen)


def test_sentences_of_different_lengths() -> None:
    lengths = {with_sample(slots(), number).steps for number in range(8)}
    assert len(lengths) > 1


def test_a_sentence_of_ones_own_is_none_of_them() -> None:
    assert sample_at(slots().with_sequence(parse_sequence("Taipei on"))) is None
    assert sample_count(Setup()) == 0 and sample_at(Setup()) is None and with_sample(Setup(), 3) == Setup()
    unknown = replace(slots(), learned=replace(slots().learned, task="gone"))
    assert sample_count(unknown) == 0 and with_sample(unknown, 1) is unknown
