"""What a read-out says, held against the figures of the specification, and the engine's loss and gradient."""

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine import run_network
from rnnviz.io.trained import load_trained
from rnnviz.model.answers.answers import Answers
from rnnviz.model.document.result import Result
from rnnviz.model.setup.answer import Loss, Readout, Target
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup
from tests.trained import slots

TAIPEI = 5


def answers(setup: Setup) -> Answers:
    found = Result.of(setup).answers
    assert found is not None
    return found


@pytest.mark.parametrize(
    "updates, said, departure, loss, whole",
    [(100, [0.07, 0.64, 0.28, 0.01], 0.61, 0.45, 0.64), (69, [0.35, 0.33, 0.27, 0.05], None, 1.12, 1.77)],
)
def test_the_slots_of_the_specification(updates, said, departure, loss, whole) -> None:
    result = Result.of(slots(updates))
    found, twin = result.answers, result.beside.twin
    assert [round(float(p), 2) for p in found.p[TAIPEI]] == said
    assert round(float(found.losses[TAIPEI]), 2) == loss
    assert round(found.total, 2) == whole == round(float(run_network(slots(updates).network()).loss), 2)
    assert found.right(TAIPEI) == twin.right(TAIPEI) == (updates == 100)
    if departure is not None:
        assert round(float(twin.p[TAIPEI, 2]), 2) == departure


def test_backward_from_two_chosen_steps() -> None:
    setup = replace(slots(), loss=Loss("cross_entropy", (5, 8)))
    found, run = answers(setup), Result.of(setup).run(0, "forward")
    assert [round(float(g), 2) for g in found.slope[TAIPEI]] == [0.07, -0.36, 0.28, 0.01]
    assert round(float(np.linalg.norm(found.sent[TAIPEI])), 2) == 0.59
    later = run.grad("h")[TAIPEI] - run.grad("h", into="loss")[TAIPEI]
    assert round(float(np.linalg.norm(later)), 3) == 0.035
    assert np.allclose(found.sent, run.grad("h", into="loss"), atol=1e-15)
    assert round(found.total, 2) == 0.47


def test_the_network_that_ships_needs_its_memory() -> None:
    setup = replace(load_trained("slot_filling"), unremembered=True)
    result = Result.of(setup)
    assert round(float(result.answers.p[TAIPEI, 1]), 3) == 0.990
    assert round(float(result.beside.twin.p[TAIPEI, 2]), 3) == 0.993
    for blind in (result.beside.unremembered, result.beside.neither):
        assert [round(float(p), 2) for p in blind.p[TAIPEI]] == [0.57, 0.18, 0.20, 0.05]
        assert blind.right(TAIPEI) is False


READ = Readout("softmax", ("a", "b", "c"))
BOTH = (LayerChoice("gru", hidden=3, direction="both"),)
TARGETS = (Target(1, "b"), Target(4, "c"))


@pytest.mark.parametrize("layers", [(LayerChoice("rnn", hidden=3),), BOTH, (LayerChoice("lstm", hidden=2), *BOTH)])
@pytest.mark.parametrize(
    "kind, targets, loss",
    [
        ("softmax", TARGETS, Loss("cross_entropy", (1,))),
        ("softmax", (), Loss("sum", "every")),
        ("identity", tuple(Target(t, values=(1.0, 0.0, -2.0)) for t in range(9)), Loss("squared", "every")),
        ("identity", (Target(8, values=(0.5, 0.5, 0.5)),), Loss("squared", "last")),
    ],
)
def test_they_are_the_engines_own(layers, kind, targets, loss) -> None:
    setup = Setup(layers, readout=replace(READ, kind=kind), targets=targets, loss=loss)
    whole = run_network(setup.network())
    found = answers(setup)
    assert np.array_equal(found.p, whole.outputs) and np.allclose(found.y, found.heard @ found.v.T + found.d)
    assert found.total == pytest.approx(float(np.real(whole.loss)), rel=1e-12)
    assert np.allclose(whole.param_grads["d"], found.slope.sum(axis=0))
    assert np.allclose(whole.param_grads["V"], found.slope.T @ found.heard)
    assert not found.slope[~found.counted].any()


def test_a_loss_that_is_not_counted_is_known_all_the_same() -> None:
    found = answers(Setup(readout=READ, targets=TARGETS, loss=Loss("cross_entropy", (1,))))
    assert found.losses[4] == pytest.approx(-np.log(found.p[4, 2])) and not found.counted[4]
    assert np.isnan(found.losses[0]) and found.right(0) is None and found.target(0) is None
    assert found.total == pytest.approx(float(found.losses[1]))


def test_a_number_is_right_within_its_tolerance() -> None:
    adding = load_trained("adding")
    found = answers(adding)
    last = found.steps - 1
    assert found.off(last) < 0.04 == adding.learned.tolerance and found.right(last) is True
    assert answers(replace(adding, learned=replace(adding.learned, tolerance=1e-9))).right(last) is False
    assert answers(replace(adding, learned=None)).right(last) is None
    assert found.target(last) is None and found.losses[last] == pytest.approx(0.5 * found.off(last) ** 2)


def test_a_score_that_is_no_number_is_neither_right_nor_wrong() -> None:
    setup = Setup(readout=READ, targets=TARGETS, loss=Loss("cross_entropy", (1,)))
    setup = setup.with_weights(given=setup.weights.given.having("V", np.full((3, 8), 1e300)))
    broken = replace(answers(setup), p=np.full((9, 3), np.nan))
    assert broken.right(1) is None and broken.likeliest(1) == 0


def test_without_a_read_out_nothing_is_said() -> None:
    result = Result.of(Setup())
    assert result.answers is None and result.beside.twin is None
