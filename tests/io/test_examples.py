"""The examples of lectures: documents whose runs give the numbers of the lectures."""

import numpy as np
import pytest

from rnnviz.io.examples import EXAMPLES
from rnnviz.io.weights import load_weights
from rnnviz.model.setup.runs import runs_of
from rnnviz.resources import asset

FACTS = {
    "memory-of-ones": {"h": [[2, 2], [6, 6], [16, 16]]},
    "memory-of-ones-order": {"h": [[4, 4], [10, 10], [22, 22]]},
    "memory-of-ones-read-out": {"h": [[2, 2], [6, 6], [16, 16]], "y": [[4, 4], [12, 12], [32, 32]]},
    "lstm-by-hand": {"c": [[3], [7], [7], [7], [0]], "h": [[0], [0], [0], [7], [0]]},
    "lstm-by-hand-nine": {
        "c": [[0], [3], [3], [7], [7], [7], [0], [6], [6]],
        "h": [[0], [0], [0], [0], [0], [7], [0], [0], [6]],
    },
}


@pytest.mark.parametrize("key", FACTS)
def test_the_numbers_of_the_lectures(key: str) -> None:
    saved = EXAMPLES[key].load()
    run = runs_of(saved.setup)[0][0]
    for name, values in FACTS[key].items():
        assert run.value(name) == pytest.approx(np.array(values, float), abs=1e-3)


@pytest.mark.parametrize("key, other", [("arrive-taipei", "leave-taipei"), ("leave-taipei", "arrive-taipei")])
def test_the_trained_network_reads_one_word_in_two_ways(key: str, other: str) -> None:
    setup = EXAMPLES[key].load().setup
    trained = load_weights(asset("weights", "slot_filling.npz"))
    run, beside = (runs_of(EXAMPLES[k].load().setup)[0][0] for k in (key, other))
    assert setup.words[1] == "Taipei" and setup.words[0] == key.split("-")[0]
    column = trained.task.vocabulary.index("Taipei")
    mine = setup.columns.index("Taipei")
    same = run.experiment.params["W"][:, mine], trained.network.params["0.W"][:, column]
    assert np.allclose(*same, rtol=1e-6, atol=0)  # both keep 7 digits, one of them as decimals
    network = trained.network.params
    scores = [network["V"] @ r.value("h")[1] + network["d"] for r in (run, beside)]
    answers = [trained.task.classes[int(score.argmax())] for score in scores]
    assert set(answers) == {"destination", "departure"}


def test_every_example_opens_within_its_story() -> None:
    for example in EXAMPLES.values():
        saved = example.load()
        assert 0 <= saved.cursor.step < saved.setup.steps and example.title
