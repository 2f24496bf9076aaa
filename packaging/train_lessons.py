"""Train the networks of the lessons, store them under assets/weights: `python packaging/train_lessons.py [NAME ...]`.

A training is stopped by half of the held-out samples, what the network reaches is measured on the other half.

Everything is seeded: the same NumPy on the same kind of machine gives the same numbers. tests/io/test_weights.py checks
that the stored networks reach what they claim.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from rnnviz.engine import CELLS, Layer, Network, run_network  # noqa: E402
from rnnviz.engine.training.clipping import Clip  # noqa: E402
from rnnviz.engine.training.optimise import Adam  # noqa: E402
from rnnviz.engine.training.probe import best_probe  # noqa: E402
from rnnviz.engine.training.task import Data, Task  # noqa: E402
from rnnviz.engine.training.tasks import build_task  # noqa: E402
from rnnviz.engine.training.train import Recipe, evaluate, network_for, on, train  # noqa: E402
from rnnviz.io.weights import Trained, load_weights, save_weights  # noqa: E402


class Plan(NamedTuple):
    """What to train and when to stop: at `enough` right answers and a loss no higher than `low` in the validation.

    fact: what a threshold on one cell-state unit must tell, and against which other facts.
    """

    task: str
    layer: Layer
    recipe: Recipe
    updates: int
    enough: float = 1.0
    low: float = np.inf
    seed: int = 0
    fact: tuple[str, tuple[str, ...]] | None = None
    settings: dict[str, int] = {}  # noqa: RUF012


def _lstm(hidden: int) -> Layer:
    return Layer(CELLS["lstm"], hidden)


GENTLE = Recipe(rule=Adam(0.02), clip=Clip("norm", 20.0))
PLACES = ("Taipei", "Paris", "Rome", "Tokyo", "Cairo")
PLANS = {
    "slot_filling": Plan("slot_filling", Layer(CELLS["rnn"], 12), Recipe(), 1000, low=0.005),
    "pronoun_agreement": Plan("pronoun_agreement", _lstm(8), GENTLE, 3000, seed=3, fact=("she", ("he",))),
    "long_gap_cloze": Plan(
        "long_gap_cloze", _lstm(16), Recipe(clip=Clip("norm", 10.0), batch=64), 1000, fact=("Yunnan", PLACES)
    ),
    "anbn": Plan("anbn", _lstm(6), Recipe(), 1000),
    "parity": Plan("parity", Layer(CELLS["rnn"], 8), Recipe(), 3000),
    "adding": Plan("adding", _lstm(12), Recipe(), 2000, enough=0.98),
    "sine": Plan("sine", _lstm(8), Recipe(), 1000, enough=0.99),
    "next_character": Plan("next_character", Layer(CELLS["gru"], 32), Recipe(), 300, enough=0.88),
}


def trained(plan: Plan) -> Trained:
    """Train until the validation is answered well enough; a sentence and exit 1 where that never happens."""
    task = build_task(plan.task, **plan.settings)
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
        sys.exit(f"{plan.task}: {progress.trouble or f'not good enough after {progress.step} updates'}")
    return Trained(task, plan.settings, progress.network, {"updates": progress.step})


def reached(kept: Trained, plan: Plan) -> dict[str, float]:
    """Figures of the network as it was stored, numbers rounded."""
    score = evaluate(kept.network, kept.task, kept.task.test)
    found = {**kept.reached, "loss": round(score.loss, 6), "accuracy": round(score.accuracy, 6)}
    if plan.fact:
        probe = best_probe(*cell_values(kept.network, kept.task, kept.task.train, *plan.fact))
        values, holds = cell_values(kept.network, kept.task, kept.task.test, *plan.fact)
        found |= {"unit": probe.unit, "threshold": round(probe.threshold, 6), "above": float(probe.above)}
        found["told"] = round(float((probe.tells(values) == holds).mean()), 6)
    return found


def cell_values(
    network: Network, task: Task, data: Data, fact: str, against: tuple[str, ...]
) -> tuple[np.ndarray, np.ndarray]:
    """Cell states (n, units) at all steps at which the fact or another one holds, and where it does (n,)."""
    assert data.facts is not None
    names = task.fact_names
    cells = run_network(on(network, data)).value(0, "c")
    inside = np.arange(data.steps)[:, None] < data.lengths
    yes = data.facts == names.index(fact)
    asked = inside & (yes | np.isin(data.facts, [names.index(name) for name in against]))
    return cells[asked], yes[asked]


def main(names: list[str]) -> None:
    folder = ROOT / "assets" / "weights"
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or PLANS:
        begun, path = time.perf_counter(), folder / f"{name}.json"
        save_weights(path, trained(PLANS[name]))
        kept = load_weights(path)
        figures = reached(kept, PLANS[name])
        save_weights(path, Trained(kept.task, kept.settings, kept.network, figures))
        print(f"{name:20} {time.perf_counter() - begun:5.1f} s  {path.stat().st_size:6} bytes  {figures}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
