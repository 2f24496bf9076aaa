"""Pieces of training and prediction at their edges: thresholds, draws, records, limits, and what their refusals say."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from rnnviz.engine import Layer, Network
from rnnviz.engine.errors import EngineError
from rnnviz.engine.training.clipping import Clip, clip, clip_by_norm, total_norm
from rnnviz.engine.training.optimise import Adam, Momentum, below_one, made_by_name, positive, whole
from rnnviz.engine.training.predict import _cut, continued, draw, heard, likeliest, tempered, to_the_end
from rnnviz.engine.training.probe import Probe, best_probe
from rnnviz.engine.training.record import Record, Recorded
from rnnviz.engine.training.task import at_least
from rnnviz.engine.training.tasks import build_task
from rnnviz.engine.training.train import Evaluation, Recipe, network_for
from rnnviz.engine.training.watch import Reach, Watch


def refusal(act, *given, **named) -> tuple[str, dict[str, object]]:
    with pytest.raises(EngineError) as caught:
        act(*given, **named)
    return caught.value.why.key, dict(caught.value.why.values)


# what one unit knows --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "holds", "probe"),
    [
        ([1.0, 2.0, 3.0], [False, True, True], (1.5, True, 1.0)),
        ([1.0, 2.0, 3.0], [True, True, False], (2.5, False, 1.0)),
        ([1.0, 1.0, 3.0], [False, True, True], (0.0, True, 2 / 3)), ([2.0, 2.0], [True, True], (1.0, True, 1.0)),
        ([2.0, 2.0], [False, False], (3.0, True, 1.0)), ([5.0], [True], (4.0, True, 1.0)),
        ([1.0, 2.0, 3.0, 4.0], [True, False, True, False], (4.5, False, 0.5)),
    ],
)  # fmt: skip
def test_the_threshold_that_tells_most(
    values: list[float], holds: list[bool], probe: tuple[float, bool, float]
) -> None:
    found = best_probe(np.array(values)[:, None], np.array(holds))
    told_right = (found.tells(np.array(values)[:, None]) == np.array(holds)).mean()
    assert found.share == pytest.approx(told_right) and found.unit == 0
    every = [*values, *(np.array(values) + 0.5), min(values) - 1]
    best = max((((np.array(values) > t) == above) == np.array(holds)).mean() for t in every for above in (True, False))
    assert found.share == pytest.approx(best)
    if probe[2] == 1.0 or found.share == pytest.approx(2 / 3):
        assert (found.threshold, found.above) == probe[:2]


def test_of_units_that_tell_as_much_the_first_is_taken() -> None:
    values = np.array([[0.0, 1.0, 1.0], [1.0, 2.0, 0.0]])
    found = best_probe(values, np.array([False, True]))
    assert found == Probe(0, 0.5, True, 1.0) and best_probe(values[:, [2, 1]], np.array([True, False])).unit == 0
    assert found.tells(np.array([[0.5, 9.0, 9.0], [0.51, 0.0, 0.0]])).tolist() == [False, True]


# what comes next ------------------------------------------------------------------------------------------------


def test_temperatures_from_nought_on() -> None:
    p = np.array([0.1, 0.6, 0.3])
    np.testing.assert_allclose(tempered(p, 1.0), p)
    np.testing.assert_allclose(tempered(p, 0.5), p**2 / (p**2).sum())
    assert tempered(p, 0.0).tolist() == [0, 1, 0] and tempered(np.array([0.5, 0.5]), 0.0).tolist() == [1, 0]
    for wrong in (-0.001, np.inf, np.nan):
        assert refusal(tempered, p, wrong)[0] == "predict.temperature"
    np.testing.assert_allclose(tempered(np.array([0.0, 1.0]), 5.0), [0.0, 1.0])


@pytest.mark.parametrize(("number", "drawn"), [(0.0, 1), (0.4999, 1), (0.5, 2), (0.9999999, 2)])
def test_a_draw_takes_the_class_in_whose_share_the_number_falls(number: float, drawn: int) -> None:
    rng = SimpleNamespace(random=lambda: number)
    assert draw(np.array([0.0, 0.5, 0.5, 0.0]), rng) == drawn
    assert draw(np.array([0.5, 0.5]), SimpleNamespace(random=lambda: 1.0)) == 1


def test_the_likeliest_are_five_unless_said() -> None:
    p = np.array([0.1, 0.3, 0.1, 0.3, 0.05, 0.15])
    assert likeliest(p).tolist() == [1, 3, 5, 0, 2] and likeliest(p, 1).tolist() == [1] and likeliest(p, 9).size == 6


def test_what_is_held_is_held_in_the_same_steps_later() -> None:
    network = Network.build(Layer("rnn", 2), np.ones((4, 1))).hold("0.h", 0.5, slice(2, 4))
    held = network.held["0.h"]
    for first, steps, mask in ((0, 4, [0, 0, 1, 1]), (1, 2, [0, 1]), (3, 3, [1, 0, 0]), (4, 2, [0, 0])):
        cut = _cut(held, first, steps)
        assert cut.mask.tolist() == [bool(m) for m in mask] and cut.values.shape == (steps, 2)
        assert cut.values[cut.mask].tolist() == [[0.5, 0.5]] * sum(mask) and not cut.mask.flags.writeable
    whole_, first = heard(network, np.ones((4, 1))), heard(network, np.ones((3, 1)))
    np.testing.assert_allclose(first.read(np.ones(1)).answer, whole_.answer)
    assert (first.steps, whole_.steps, first.read(np.ones(1)).steps) == (3, 4, 4) and whole_.states["0.h"].tolist() == [
        0.5,
        0.5,
    ]


def test_a_text_ends_with_its_end_or_after_so_many() -> None:
    def symbols(*found: int):
        return iter([SimpleNamespace(symbol=s) for s in found])

    assert [s.symbol for s in to_the_end(symbols(1, 2, 9, 3), 9)] == [1, 2, 9]
    assert len(to_the_end(symbols(*[1] * 300), 9)) == 200 and len(to_the_end(symbols(1, 2, 3), 9, 2)) == 2
    assert to_the_end(symbols(), 9) == []


def test_a_series_goes_on_where_an_answer_is_a_next_input() -> None:
    network = Network.build(Layer("rnn", 2), np.ones((3, 1)), output=1, readout="identity")
    assert continued(network, np.ones((3, 1)), 0).shape == (0, 1) and continued(network, np.ones((3, 1)), 2).shape == (
        2,
        1,
    )
    wide = Network.build(Layer("rnn", 2), np.ones((3, 1)), output=2, readout="identity")
    assert refusal(continued, wide, np.ones((3, 1)), 1) == ("predict.series", {"width": 2, "inputs": 1})
    soft = Network.build(Layer("rnn", 2), np.ones((3, 2)), output=2, readout="softmax")
    assert refusal(continued, soft, np.ones((3, 2)), 1)[0] == "predict.series"


# how far a loss reaches -------------------------------------------------------------------------------------------


def test_a_reach_without_a_loss_is_none() -> None:
    logs = np.array([0.0, 1.0, -np.inf])
    assert Reach({"h": logs}, 2.0).per_loss("h").tolist() == [-2.0, -1.0, -np.inf]
    for entering in (-np.inf, np.nan, np.inf):
        assert Reach({"h": logs}, entering).per_loss("h").tolist() == [-np.inf] * 3


@pytest.mark.parametrize(
    "layers", [[Layer("gru", 3)], [Layer("rnn", 2), Layer("lstm", 2, "both")], [Layer("lstm", 2, "backward")]]
)
def test_a_watch_sees_one_sample_alone_by_either_way(layers, monkeypatch: pytest.MonkeyPatch) -> None:
    task = build_task("slot_filling")
    network = network_for(task, layers, seed=3)
    quick, slow = Watch(network, task.heldout, 2), Watch(network, task.heldout, 2)
    slow._lean = None
    assert quick._lean is not None
    one, other = quick.look(network.params), slow.look(network.params)
    steps = int(task.heldout.lengths[2])
    assert one.norms.keys() == other.norms.keys() and one.entering == pytest.approx(other.entering, rel=1e-12)
    for line, norms in one.norms.items():
        np.testing.assert_allclose(norms, other.norms[line], atol=1e-10)
        assert norms.shape == (steps,) and not norms.flags.writeable and not other.norms[line].flags.writeable


# records ------------------------------------------------------------------------------------------------------------


def entry(step: int, looked: bool = False, size: int = 4, trouble=None) -> Recorded:
    score = Evaluation(1.0, 0.5)
    return Recorded(
        step, 0, score, 1.0, 1.0, np.zeros(size), (np.zeros(size),), score if looked else None, None, trouble
    )


def test_what_an_update_takes() -> None:
    plain = entry(1)
    assert plain.bytes == 32 + (32 + 120) + 800
    reached = replace(plain, reach=Reach({"h": np.zeros(3), "c": np.zeros(3)}, 0.0))
    assert reached.bytes == plain.bytes + 2 * (24 + 120)


def test_a_record_is_thinned_out_when_it_has_more_than_it_may() -> None:
    record = Record(SimpleNamespace(step=0))  # type: ignore[arg-type]
    for step in range(1, 5):
        record = record.add(entry(step, step == 2), most=4)
    assert record.steps == (1, 2, 3, 4) and record.stride == 1 and [look[0] for look in record.looks] == [2]
    assert record.add(entry(5), most=4).steps == (2, 4, 5) and record.add(entry(5), most=4).stride == 2
    room = 5 * entry(5).bytes
    assert record.add(entry(5), room=room).steps == (1, 2, 3, 4, 5) and record.add(entry(5), room=room - 1).steps == (
        2,
        4,
        5,
    )
    thinned = record.add(entry(5), most=4)
    assert thinned.add(entry(6), most=4).steps == (2, 4, 6) and thinned.add(entry(6), most=4).add(
        entry(7), most=4
    ).steps == (2, 4, 6, 7)
    assert record.add(entry(4)) is record and record.add(entry(9, trouble="why")) is record
    two = Record(SimpleNamespace(step=0)).add(entry(1), most=1).add(entry(2), most=1)  # type: ignore[arg-type]
    assert two.steps == (1, 2) and two.bytes == 2 * entry(1).bytes


def test_what_was_known_at_an_update() -> None:
    record = Record(SimpleNamespace(step=3))  # type: ignore[arg-type]
    assert (record.last, record.at(9)) == (3, None) and record.steps == ()
    for step in (4, 6, 9):
        record = record.add(entry(step, True))
    assert [found.step if (found := record.at(step)) else 0 for step in (3, 4, 5, 6, 8, 9, 99)] == [0, 4, 4, 6, 6, 9, 9]
    assert record.back_to(8).steps == (4, 6) and [at for at, _ in record.back_to(8).looks] == [4, 6]
    assert record.back_to(3).steps == () and record.back_to(3).looks == () and record.last == 9
    assert record.reaching("h").shape == (0, 3)
    mixed = record.add(replace(entry(10), reach=Reach({"h": np.zeros(2)}, 1.0)))
    assert np.isnan(mixed.reaching("h")[:, :3]).all() and mixed.reaching("h")[:, 3].tolist() == [0.0, 0.0]
    assert mixed.reaching("h", per_loss=True)[:, 3].tolist() == [-1.0, -1.0]


# settings ---------------------------------------------------------------------------------------------------------


def test_settings_at_their_limits() -> None:
    positive("it", 5e-324)
    below_one("it", 0.0)
    whole("it", 1)
    whole("it", np.int64(7))
    for value in (0.0, -1.0, np.inf, np.nan):
        assert refusal(positive, "it", value)[0] == "setting.positive"
    for value in (-1e-9, 1.0, np.nan):
        assert refusal(below_one, "it", value)[0] == "setting.share"
    for value in (0, True, 1.0, "1"):
        assert refusal(whole, "it", value) == ("count.whole", {"what": "it", "value": value})
    assert at_least("it", 5, 5) == 5 and type(at_least("it", np.int8(5), 5)) is int
    for value in (4, True, 5.0):
        assert refusal(at_least, "it", value, 5) == ("count.least", {"what": "it", "least": 5, "value": value})
    assert refusal(made_by_name, "rule", {"adam": Adam}, "adma", {})[1]["hint"]
    assert refusal(made_by_name, "rule", {"adam": Adam}, "adam", {"pace": 1})[1]["setting"] == "pace"
    assert Recipe(evaluate=0).batch == 32 and Recipe().evaluate == 20 and refusal(Recipe, batch=0)[0] == "count.whole"
    assert refusal(Recipe, evaluate=-1)[0] == "count.whole" and (Momentum().moments, Adam().moments) == (1, 2)


def test_a_gradient_at_the_limit_is_left_alone() -> None:
    grads = {"W": np.array([3.0]), "b": np.array([4.0])}
    assert total_norm(grads) == 5.0 and clip_by_norm(grads, 5.0)["W"] is grads["W"] and clip(grads, None) is grads
    shorter = clip(grads, Clip("norm", 4.999))
    assert total_norm(shorter) == pytest.approx(4.999) and shorter["W"] / shorter["b"] == pytest.approx(0.75)
    cut = clip(grads, Clip("value", 3.5))
    assert cut["W"].tolist() == [3.0] and cut["b"].tolist() == [3.5]
    assert (
        total_norm({}) == 0.0
        and total_norm({"W": np.zeros(0)}) == 0.0
        and np.isinf(total_norm({"W": np.array([np.inf])}))
    )
    assert refusal(Clip, "length", 1.0) == ("clip.unknown", {"kind": "length"})
