"""Tasks made of numbers: the adding problem, the sine wave, and prices."""

from __future__ import annotations

import numpy as np

from rnnviz.engine.experiments.start import generator
from rnnviz.engine.language.ops import Array
from rnnviz.engine.training.task import Data, Task, at_least
from rnnviz.engine.training.task import data as as_data


def adding(seed: int = 0, length: int = 20, train: int = 800, heldout: int = 200) -> Task:
    """Two numbers of a long sequence are marked; the answer at the end is their sum, scaled to 0..1.

    Hochreiter & Schmidhuber 1997, experiment 4: pairs (value in -1..1, marker). Lengths from `length` to a tenth more.
    One of the first ten pairs is marked by 1 (its value is X1), and one of the first length/2 - 1 pairs that are still
    unmarked (X2); the first and the last pair carry the marker -1, the others 0. If the first pair is the one that is
    marked, X1 counts as 0. Target 0.5 + (X1 + X2) / 4; right if it is missed by less than 0.04.
    """
    at_least("length", length, 20)
    rng = generator(seed, "adding problem")
    return Task(
        "adding",
        "Hochreiter & Schmidhuber 1997, experiment 4",
        seed,
        _sums(rng, length, at_least("train", train, 1)),
        _sums(rng, length, at_least("heldout", heldout, 1)),
        "identity",
        "squared",
        1,
        ("value", "marker"),
        tolerance=0.04,
    )


def _sums(rng: np.random.Generator, length: int, count: int) -> Data:
    lengths = rng.integers(length, length + length // 10 + 1, size=count)
    pairs, targets = np.zeros((int(lengths.max()), count, 2)), np.zeros((count, 1))
    for sample, steps in enumerate(lengths):
        pairs[:steps, sample], targets[sample] = _sum(rng, length, int(steps))
    return as_data(pairs, targets, lengths, "last")


def _sum(rng: np.random.Generator, length: int, steps: int) -> tuple[Array, float]:
    pairs = np.column_stack([rng.uniform(-1.0, 1.0, steps), np.zeros(steps)])
    first = int(rng.integers(10))
    unmarked = [k for k in range(length // 2) if k != first]  # the first length/2 - 1 of those still unmarked
    second = unmarked[int(rng.integers(length // 2 - 1))]
    pairs[[first, second], 1] = 1.0
    pairs[[0, -1], 1] = -1.0
    return pairs, 0.5 + float(pairs[pairs[:, 1] == 1.0, 0].sum()) / 4.0


def sine(seed: int = 0, length: int = 40, train: int = 100, heldout: int = 50) -> Task:
    """A sine wave of unknown period (10 to 30 steps) and phase, one number per step: what is the next number?

    Right if missed by less than 0.1, and counted from the third step on: two numbers determine the wave.
    """
    at_least("length", length, 4)
    rng = generator(seed, "sine")
    return Task(
        "sine",
        "prediction of a periodic signal: Jordan 1986; Doya & Yoshizawa 1989",
        seed,
        _waves(rng, length, at_least("train", train, 1)),
        _waves(rng, length, at_least("heldout", heldout, 1)),
        "identity",
        "squared",
        1,
        ("x",),
        tolerance=0.1,
    )


def _waves(rng: np.random.Generator, length: int, count: int) -> Data:
    period, phase = rng.uniform(10.0, 30.0, count), rng.uniform(0.0, 2.0 * np.pi, count)
    wave = np.sin(2.0 * np.pi * np.arange(length + 1)[:, None] / period + phase)[:, :, None]
    at = np.repeat(np.arange(length)[:, None] >= 2, count, axis=1)
    return as_data(wave[:-1].copy(), wave[1:].copy(), None, at)


PULL, NEWS, WEEK, SETTLE = 0.85, 0.12, 5, 40
"""Of a price: how much of its distance from the trend it keeps, the spread of a day's news, days of a week, and the
days before the first one that is shown."""


def prices(seed: int = 0, length: int = 40, train: int = 120, heldout: int = 60) -> Task:
    """A price day by day: what will it be tomorrow?

    Drawn, not real: a slow swing (its period 15 to 25 days) and a rhythm of the week, beside which day by day news
    push the price away and it is pulled back (Uhlenbeck & Ornstein 1930). In units of its own usual spread. News cannot
    be foreseen: right is what misses by less than twice their spread, counted from the tenth day on.
    """
    at_least("length", length, 20)
    rng = generator(seed, "prices")
    return Task(
        "prices",
        "a price pulled back to a trend: Uhlenbeck & Ornstein 1930, in finance Vasicek 1977",
        seed,
        _markets(rng, length, at_least("train", train, 1)),
        _markets(rng, length, at_least("heldout", heldout, 1)),
        "identity",
        "squared",
        1,
        ("price",),
        tolerance=2 * NEWS,
    )


def _markets(rng: np.random.Generator, length: int, count: int) -> Data:
    days = np.arange(length + 1)[:, None]
    swing = np.sin(2 * np.pi * days / rng.uniform(15.0, 25.0, count) + rng.uniform(0, 2 * np.pi, count))
    week = 0.3 * np.cos(2 * np.pi * (days + rng.integers(WEEK, size=count)) / WEEK)
    news, away = rng.normal(0.0, NEWS, (length + 1 + SETTLE, count)), np.zeros(count)
    drift = []
    for today in news:
        away = PULL * away + today
        drift.append(away)
    price = (swing + week + np.array(drift[SETTLE:])).round(3)[:, :, None]
    at = np.repeat(np.arange(length)[:, None] >= 9, count, axis=1)
    return as_data(price[:-1].copy(), price[1:].copy(), None, at)
