"""Train the networks of the lessons, store them under assets/weights: `python packaging/train_lessons.py [NAME ...]`.

A training is stopped by half of the held-out samples, what the network reaches is measured on the other half.

Everything is seeded: the same NumPy on the same kind of machine gives the same numbers. tests/io/test_weights.py checks
that the stored networks reach what they claim.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from valves import SUBJECTS, trained_valves, valve  # noqa: E402

from rnnviz.engine import CELLS, Layer, Network, run_network  # noqa: E402
from rnnviz.engine.training.clipping import Clip  # noqa: E402
from rnnviz.engine.training.probe import best_probe  # noqa: E402
from rnnviz.engine.training.task import Data, Task  # noqa: E402
from rnnviz.engine.training.tasks import build_task  # noqa: E402
from rnnviz.engine.training.train import Recipe, evaluate, network_for, on, train  # noqa: E402
from rnnviz.io.weights import Trained, load_weights, save_weights  # noqa: E402


class Plan(NamedTuple):
    """What to train and when to stop: at `enough` right answers and a loss no higher than `low` in the validation.

    facts: what thresholds on one cell-state unit each must tell, by name: the fact, and against which others.
    """

    task: str
    layer: Layer
    recipe: Recipe
    updates: int
    enough: float = 1.0
    low: float = np.inf
    seed: int = 0
    facts: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType({})
    settings: dict[str, int] = {}  # noqa: RUF012


def _lstm(hidden: int) -> Layer:
    return Layer(CELLS["lstm"], hidden)


PLACES = ("Taipei", "Paris", "Rome", "Tokyo", "Cairo")
PRONOUNS = {"gender": ("she", ("he",)), "number": ("they", ("she", "he"))}
PRONOUNS_ZH = {"gender": ("她", ("他",)), "number": ("他们", ("她", "他"))}
PLANS = {
    "slot_filling": Plan("slot_filling", Layer(CELLS["rnn"], 12), Recipe(), 1000, low=0.005),
    "pronoun_agreement": Plan("pronoun_agreement", _lstm(8), Recipe(), 0, seed=3, facts=PRONOUNS),
    "long_gap_cloze": Plan(
        "long_gap_cloze", _lstm(16), Recipe(clip=Clip("norm", 10.0), batch=64), 1000, low=0.05,
        facts={"place": ("Yunnan", PLACES)},
    ),
    "anbn": Plan("anbn", _lstm(6), Recipe(), 1500),
    "parity": Plan("parity", Layer(CELLS["rnn"], 8), Recipe(), 3000),
    "delayed_copy": Plan(
        "delayed_copy", Layer(CELLS["gru"], 32), Recipe(batch=40, clip=Clip("norm", 20.0)), 5000, enough=0.998,
        settings={"length": 5, "delay": 6, "train": 800, "heldout": 200},
    ),
    "adding": Plan("adding", _lstm(12), Recipe(), 2000, enough=0.98),
    "sine": Plan("sine", _lstm(8), Recipe(), 1000, enough=0.99),
    "prices": Plan("prices", _lstm(12), Recipe(), 1500, enough=0.92),
    "next_character": Plan("next_character", Layer(CELLS["gru"], 32), Recipe(), 300, enough=0.88),
    "next_word": Plan("next_word", Layer(CELLS["gru"], 16), Recipe(), 400, enough=0.3, low=0.95),
    "sentence_class": Plan("sentence_class", _lstm(12), Recipe(), 2000, low=0.02),
    "pixel_picture": Plan("pixel_picture", _lstm(24), Recipe(), 2000, low=0.02),
    "slot_filling_zh": Plan("slot_filling_zh", Layer(CELLS["rnn"], 12), Recipe(), 1000, low=0.005),
    "pronoun_agreement_zh": Plan("pronoun_agreement_zh", _lstm(8), Recipe(), 0, facts=PRONOUNS_ZH),
    "long_gap_cloze_zh": Plan(
        "long_gap_cloze_zh", _lstm(16), Recipe(clip=Clip("norm", 10.0), batch=64), 1000, low=0.05, seed=1
    ),
}  # fmt: skip


def trained(plan: Plan) -> Trained:
    """Train until the validation is answered well enough; a sentence and exit 1 where that never happens."""
    task = build_task(plan.task, **plan.settings)
    if plan.task in SUBJECTS:
        network, updates = trained_valves(task, plan.seed)
        return Trained(task, plan.settings, network, {"updates": updates})
    watched = replace(task, heldout=task.validation)
    for progress in train(network_for(task, plan.layer, seed=plan.seed), watched, plan.recipe):
        good = (
            progress.heldout is not None
            and progress.heldout.accuracy >= plan.enough
            and progress.heldout.loss <= plan.low
        )
        if good or progress.step >= plan.updates or progress.trouble:
            break
    if not good:
        sys.exit(f"{plan.task}: {progress.trouble or f'not good enough: {progress.heldout} at {progress.step}'}")
    return Trained(task, plan.settings, progress.network, {"updates": progress.step})


def reached(kept: Trained, plan: Plan) -> dict[str, float]:
    """Figures of the network as it was stored, numbers rounded."""
    score = evaluate(kept.network, kept.task, kept.task.test)
    found = {**kept.reached, "loss": score.loss, "accuracy": score.accuracy, "whole": score.whole or 0.0}
    for name, fact in plan.facts.items():
        probe = told(kept.network, kept.task, *fact)
        found |= {f"{name} {figure}": float(value) for figure, value in probe._asdict().items()}
        if plan.task in SUBJECTS:
            shut, stays = valve(kept.network, kept.task, int(probe.unit))
            found |= {f"{name} shut": shut, f"{name} open": stays}
    return {name: round(value, 6) for name, value in found.items()}


class Probed(NamedTuple):
    """What one unit of the cell state tells. told: share of steps; whole: of samples in which every step is told."""

    unit: float
    threshold: float
    above: float
    told: float
    whole: float


def told(network: Network, task: Task, fact: str, against: tuple[str, ...]) -> Probed:
    """The best unit by the training samples, and how it does on those that judge."""
    probe = best_probe(*cell_values(network, task, task.train, fact, against))
    run, data = run_network(on(network, task.test)), task.test
    assert data.facts is not None
    asked, yes = stated(task, data, fact, against)
    right = (probe.tells(run.value(0, "c")) == yes) | ~asked
    return Probed(probe.unit, probe.threshold, probe.above, right[asked].mean(), right.all(axis=0).mean())


def stated(task: Task, data: Data, fact: str, against: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Steps at which the fact or another one holds (T, B), and at which it does."""
    assert data.facts is not None
    names = task.fact_names
    inside = np.arange(data.steps)[:, None] < data.lengths
    yes = data.facts == names.index(fact)
    return inside & (yes | np.isin(data.facts, [names.index(name) for name in against])), yes


def cell_values(
    network: Network, task: Task, data: Data, fact: str, against: tuple[str, ...]
) -> tuple[np.ndarray, np.ndarray]:
    """Cell states (n, units) at all those steps, and where the fact holds (n,)."""
    asked, yes = stated(task, data, fact, against)
    return run_network(on(network, data)).value(0, "c")[asked], yes[asked]


def main(names: list[str]) -> None:
    folder = ROOT / "assets" / "weights"
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or PLANS:
        begun, path = time.perf_counter(), folder / f"{name}.npz"
        save_weights(path, trained(PLANS[name]))
        judge_again(path, PLANS[name])
        figures = load_weights(path).reached
        print(f"{name:20} {time.perf_counter() - begun:5.1f} s  {path.stat().st_size:6} bytes  {figures}", flush=True)


def judge_again(path: Path, plan: Plan) -> None:
    """Write into a file what its network reaches."""
    kept = load_weights(path)
    save_weights(path, Trained(kept.task, kept.settings, kept.network, reached(kept, plan)))


if __name__ == "__main__":
    main(sys.argv[1:])
