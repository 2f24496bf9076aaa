"""A thousand damaged documents: each opens and simulates, or is refused in one sentence, without much work."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from rnnviz.io.document import DocumentError, decode, encode
from rnnviz.io.formats.saved import Saved
from rnnviz.model.setup.answer import Loss
from rnnviz.model.setup.choices import Edit, Hold, LayerChoice
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.sequence import numbers_sequence, signal_sequence, words_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.weights import Weights
from rnnviz.model.story.cursor import Cursor

TYPED = """name = "Mine"
equations = '''
g = sigmoid(W_g @ x + U_g @ h_prev + b_g)   # a gate
c = g * c_prev + (1 - g) * tanh(V @ x)      # what is kept
h = relu(c) + 0.1 * h_prev
'''
[stages]
gate = ["g"]
rest = ["c", "h"]
"""
BASES = [
    encode(Saved(setup, Cursor(1, 1, "backward", "line"), 2))
    for setup in (
        Setup.of("lstm", hidden=4, holds=(Hold("f", 1.0, 2, 5), Hold("o", 0.5))).with_edit(Edit("W_f", (1, 2), 0.25)),
        Setup((LayerChoice("rnn", hidden=2, direction="both"), LayerChoice("gru", hidden=3))).with_edit(
            Edit("U_z", (0, 1), 1.0, 1)
        ),
        Setup.of("gru", hidden=3, sequence=numbers_sequence([[0.5, -1.0], [1e-3, 2.0], [0.0, 3.0]]), silent=4),
        Setup(
            (LayerChoice("rnn", TYPED, hidden=5),), sequence=signal_sequence("random", 20), weights=Weights(gain=2.5)
        ).with_edit(Edit("b_g", (1,), 2.0)),
        Setup.of(
            "rnn_relu",
            sequence=words_sequence(["我", "arrive", "2nd"]),
            vectors=4,
            loss=Loss(at="every"),
            weights=Weights(keep_bias=1.0),
        ),
    )
]
ODD = [
    None, True, -1, 0, 1, 63, 65, 1999, 2001, 10**14, 1e-300, 1e300, -0.0, "", "lstm", "x" * 300, "\ud83d", "\x00",
    [], [[]], [[[1]]], {}, {"a": {}}, [0] * 50, [1, "a"], "rnnviz/1", "rnnviz/9", "every", ["h = h_prev"],
]  # fmt: skip
TOKENS = [
    b"NaN",
    b"1e999",
    b"-Infinity",
    b"null",
    b"[[[",
    b"}",
    b"9" * 400,
    b"\\ud800",
    b'"',
    b"\\",
    b"\xff",
    b"\x00",
    b"{",
]

GRU = LayerChoice("gru", hidden=3)
Mutator = Callable[[random.Random, bytes], bytes]


def flipped(rng: random.Random, data: bytes) -> bytes:
    damaged = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8))):
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
    return bytes(damaged)


def truncated(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data))]


def cut(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + data[start + rng.randint(1, 40) :]


def repeated(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + data[start : start + 60] * rng.randint(2, 5) + data[start:]


def spliced(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + rng.choice(TOKENS) * rng.choice((1, 3, 2000)) + data[start + rng.randint(0, 3) :]


def renumbered(rng: random.Random, data: bytes) -> bytes:
    digits = [i for i, byte in enumerate(data) if chr(byte).isdigit()]
    damaged = bytearray(data)
    for i in rng.sample(digits, min(3, len(digits))):
        damaged[i] = ord(str(rng.randrange(10)))
    return bytes(damaged)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) of a table."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    return [(value, key) for key in keys] + [place for key in keys for place in places(value[key])]


def edited(rng: random.Random, data: bytes, change: Callable[[Any, Any], None]) -> bytes:
    table = json.loads(data)
    change(*rng.choice(places(table)))
    return json.dumps(table).encode()


def deleted(rng: random.Random, data: bytes) -> bytes:
    return edited(rng, data, lambda container, key: container.__delitem__(key))


def retyped(rng: random.Random, data: bytes) -> bytes:
    return edited(rng, data, lambda container, key: container.__setitem__(key, rng.choice(ODD)))


def nested(rng: random.Random, data: bytes) -> bytes:
    depth = rng.choice((1, 3, 14, 20, 3000))
    start = rng.randrange(len(data))
    return data[:start] + b"[" * depth + data[start : start + 5] + b"]" * depth + data[start + 5 :]


MUTATORS: list[Mutator] = [flipped, truncated, cut, repeated, spliced, renumbered, deleted, retyped, nested, retyped]


MANY_CALLS = 100_000
"""Five times what the worst of them takes: a damaged number must not make somebody wait."""


@pytest.mark.parametrize("mutate", range(len(MUTATORS)), ids=lambda i: f"{i}-{MUTATORS[i].__name__}")
def test_a_damaged_document_opens_or_is_refused_in_a_sentence(mutate: int) -> None:
    opened = 0
    for seed in range(100):
        rng = random.Random(1000 * mutate + seed)
        data = MUTATORS[mutate](rng, BASES[seed % len(BASES)])
        with Counted() as calls:
            opened += opens(data)
        assert calls.made < MANY_CALLS, data
    assert opened < 100


class Counted:
    """How many functions were called, Python's and others: as many on a busy machine as on a quiet one."""

    made = 0

    def __enter__(self) -> Counted:
        sys.setprofile(self._count)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _count(self, frame: object, event: str, argument: object) -> None:
        self.made += event in ("call", "c_call")


def opens(data: bytes) -> bool:
    try:
        document = decode(data, "damaged.rnnviz")
    except DocumentError as error:
        sentence = str(error)
        assert sentence.startswith("damaged.rnnviz: "), sentence
        assert sentence.isprintable() and sentence.endswith((".", "?")) and 20 < len(sentence) <= 420, sentence
        return False
    run = runs_of(document.setup)[0][0]
    assert run.steps == document.setup.steps and np.shape(run.value("h"))[0] == run.steps
    assert document.cursor.step < run.steps and document.unit < run.hidden
    assert decode(encode(document), "again.rnnviz") == document
    return True
