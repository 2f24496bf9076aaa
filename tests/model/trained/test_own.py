"""Somebody's own data in a setup: every process builds the same task of it, a document keeps it."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rnnviz.engine.errors import EngineError
from rnnviz.io import document
from rnnviz.io.document import DocumentError, decode, encode
from rnnviz.io.formats.saved import Saved
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.sequence import MAX_WIDTH, SequenceError
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.course import own_setup, own_task
from rnnviz.model.trained.learned import plain
from rnnviz.model.trained.own import OwnData
from rnnviz.model.trained.samples import sample_at, sample_count, with_sample
from rnnviz.model.worker.packing import content
from rnnviz.model.worker.trainings import Pupil, trained
from tests.courses import UPDATES

SENTENCES = tuple(((w, thing), label) for thing in "abcdef" for w, label in (("good", "yes"), ("bad", "no")))
NUMBERS = tuple(float(v) for v in np.sin(np.arange(240) / 5).round(3))
OWN = {
    "sentences": OwnData("mine", SENTENCES),
    "column": OwnData("waves", columns=(("a", NUMBERS), ("b", NUMBERS[::-1])), target=1),
}


@pytest.fixture(params=OWN)
def setup(request: pytest.FixtureRequest) -> Setup:
    return own_setup(Setup(layers=(LayerChoice("rnn", hidden=3),)), OWN[request.param])


def test_a_setup_stands_on_one_of_its_held_out_samples(setup: Setup) -> None:
    task = own_task(setup)
    assert task is not None and sample_count(setup) == task.heldout.samples and sample_at(setup) == 0
    other = with_sample(setup, 1)
    assert sample_at(other) == 1 and other.targets and other.learned.own is setup.learned.own


def test_the_process_beside_the_window_trains_on_the_same(setup: Setup) -> None:
    import pickle

    asked = Pupil(plain(setup.learned), tuple(c.layer for c in setup.layers), setup.network().params, setup.dtype)
    there = pickle.loads(content(asked))
    assert there.learned == asked.learned and there.learned.own is not asked.learned.own
    recipe = setup.plan.recipe()
    here, far = ([e.weights for es in trained(p, recipe, 0, (), 0, UPDATES) for e in es] for p in (asked, there))
    assert len(here) == UPDATES and all(np.array_equal(a, b) for a, b in zip(here, far, strict=True))


def test_a_document_keeps_the_data(setup: Setup) -> None:
    saved = Saved(setup)
    opened = decode(encode(saved), "mine.rnnviz").setups[0]
    assert opened.learned == setup.learned and own_task(opened) is not None


def test_bad_data_are_refused_here_and_in_a_document() -> None:
    bare = Setup(layers=(LayerChoice("rnn", hidden=3),))
    with pytest.raises(EngineError, match="too few"):
        own_setup(bare, OwnData("mine", SENTENCES[:3]))
    with pytest.raises(EngineError, match="too long for a word"):
        own_setup(bare, OwnData("mine", (*SENTENCES, (("w" * 41,), "yes"))))
    good = own_setup(bare, OWN["column"])
    uneven = OwnData("waves", columns=(("a", NUMBERS), ("b", NUMBERS[1:])))
    broken = replace(good, learned=replace(good.learned, own=uneven))
    with pytest.raises(DocumentError, match="columns of one length"):
        decode(encode(Saved(broken)), "mine.rnnviz")


def wide(count: int) -> OwnData:
    return OwnData("wide", columns=tuple((f"c{n}", NUMBERS) for n in range(count)), target=0)


def test_as_many_columns_as_a_step_may_have_numbers() -> None:
    bare = Setup(layers=(LayerChoice("rnn", hidden=3),))
    most = own_setup(bare, wide(MAX_WIDTH))
    assert most.sequence.width() == MAX_WIDTH == 64
    assert decode(encode(Saved(most)), "wide.rnnviz").setups[0].learned == most.learned
    with pytest.raises(SequenceError, match="65 numbers per step are too many: the limit is 64"):
        own_setup(bare, wide(MAX_WIDTH + 1))


def test_data_that_no_document_can_hold_are_said_when_it_is_saved(
    setup: Setup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = Saved(setup)
    assert document.MAX_BYTES == 4 * 1024**2
    for limit, good in ((len(encode(saved)), True), (len(encode(saved)) - 1, False)):
        monkeypatch.setattr(document, "MAX_BYTES", limit)
        with nullcontext() if good else pytest.raises(DocumentError, match="larger than the limit"):
            document.save(tmp_path / f"{good}.rnnviz", saved)
    assert [path.name for path in tmp_path.iterdir()] == ["True.rnnviz"]
