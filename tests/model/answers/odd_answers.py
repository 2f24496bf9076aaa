"""What is said of odd answers: `python -m tests.model.answers.odd_answers` keeps the present sentences, in short.

`test_answers` and `tests.kept` say it of what is shipped. Here stand made-up answers: one and many of them, numbers and
classes, cold and hot, no numbers at all, nothing wanted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np

from rnnviz.model.answers.answers import Answers
from rnnviz.model.answers.figures import log_numbers, loss_number, loss_texts, probability, softmax_numbers
from rnnviz.model.answers.reading import answer_reading
from rnnviz.model.reading.reading import Bit, Reading

KEPT = Path(__file__).with_name("odd_answers.json")
INF, NAN = float("inf"), float("nan")
OUTPUT = Bit("name", name="h", offset=0, role="memory")
NUMBERS = (0.0, 1e-300, 1e-9, 4.9e-5, 0.0004, 0.00499, 0.005, 0.0099, 0.01, 0.33333, 0.5, 0.984, 0.985, 0.996, 0.99996,
           1.0, 3.456, 23.0, 1234.5, INF, NAN)  # fmt: skip


def answers() -> Iterator[tuple[str, Answers]]:
    """Of three steps: one that counts, one that does not, one without a target."""
    for kind, count, heat, scale in product(("softmax", "identity"), (1, 2, 4, 5), (1.0, 0.0, 0.5), (1.0, 30.0, NAN)):
        rng = np.random.default_rng(count)
        heard, v, d = rng.normal(size=(3, 2)), rng.normal(size=(count, 2)), rng.normal(size=count)
        y = (heard @ v.T + d) * scale
        e = np.exp(y - y.max(axis=1, keepdims=True))
        p = e / e.sum(axis=1, keepdims=True) if kind == "softmax" else y
        wanted = np.full((3, count), NAN)
        wanted[:2] = np.eye(count)[[0, count - 1]] if kind == "softmax" else rng.normal(size=(2, count))
        asked = ("cross_entropy", "squared", "sum")[count % 3] if kind == "softmax" else ("squared", "sum")[count % 2]
        with np.errstate(all="ignore"):
            losses = {
                "cross_entropy": -np.log((p * wanted).sum(axis=1)), "squared": 0.5 * ((p - wanted) ** 2).sum(axis=1),
                "sum": p.sum(axis=1) / np.sqrt(count),
            }[asked]  # fmt: skip
        counted = np.array([True, False, False])
        slope = np.where(counted[:, None], p - wanted if asked != "sum" else np.full_like(p, 1 / np.sqrt(count)), 0.0)
        names, drawn = tuple(f"a{n}" for n in range(count)), (-1, 0) if kind == "softmax" else ()
        yield (
            f"{kind} {asked} {count} {heat} {scale}",
            Answers(kind, asked, names, heard, v, d, y, p, wanted, losses, counted, slope, 0.1 * (count == 2), drawn,
                    heat, (1.0, heat)),
        )  # fmt: skip


def told(found: Reading) -> list[str]:
    return [*map(repr, (found.head, found.symbols, found.steps, found.value)), f"{found.number:.9g}", found.note]


def said(found: Answers) -> Iterator[object]:
    for step, line, backward in product(range(3), ("y", "p", "loss"), (False, True)):
        for chosen in {0, len(found.names) - 1}:
            yield told(answer_reading(found, step, line, chosen, chosen, backward, OUTPUT))
    for step in range(3):
        yield loss_texts(found, step)
        yield found.heat_at(step), found.drawn_at(step), found.said(step), found.target(step), found.right(step)
    yield f"{found.total:.9g}"


def short(what: object) -> str:
    return hashlib.sha256(json.dumps(what).encode()).hexdigest()[:10]


def spoken() -> dict[str, str]:
    return {name: short(list(said(found))) for name, found in answers()}


def printed() -> dict[str, str]:
    """Losses, probabilities and logarithms, as they stand there."""
    found = {}
    for n in NUMBERS:
        logarithm = log_numbers(n, -np.log(n)) if 0 < n <= 1 else ()
        found[repr(n)] = " | ".join([loss_number(n), loss_number(-n), probability(n), *logarithm])
    return found


def shares() -> dict[str, str]:
    """How a softmax is worked out, or that it has no room."""
    found = {}
    for last, heat in product((-700.0, -6.01, -6.0, -0.5, 0.0, 2.25, 11.5, 11.51, NAN), (1.0, 0.5, 2.0)):
        y = np.array([last - 1.5, last, last - 0.125])
        p = np.exp((y - last) / heat)
        p /= p.sum()
        found[f"{last} {heat}"] = json.dumps([softmax_numbers(y, p, k, heat) for k in range(3)], ensure_ascii=False)
    return found


ALL = {"spoken": spoken, "printed": printed, "shares": shares}

if __name__ == "__main__":
    KEPT.write_text(
        json.dumps({name: make() for name, make in ALL.items()}, ensure_ascii=False, indent=0) + "\n", "utf-8"
    )
