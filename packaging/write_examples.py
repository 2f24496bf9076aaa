"""Write the examples of lectures as documents under assets/examples: `python packaging/write_examples.py`.

Their numbers are given in the lectures, or were learned (`train_lessons.py`); what a run of them shows is computed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from rnnviz.io.document import save  # noqa: E402
from rnnviz.io.formats.saved import Saved  # noqa: E402
from rnnviz.io.weights import load_weights  # noqa: E402
from rnnviz.model.draft.draft import OWN_KEY  # noqa: E402
from rnnviz.model.setup.arrays import Arrays  # noqa: E402
from rnnviz.model.setup.choices import LayerChoice  # noqa: E402
from rnnviz.model.setup.sequence import numbers_sequence, parse_sequence  # noqa: E402
from rnnviz.model.setup.setup import Setup  # noqa: E402
from rnnviz.model.setup.weights import Weights  # noqa: E402
from rnnviz.model.story.cursor import Cursor  # noqa: E402

ASSETS = ROOT / "assets"
ELMAN = '''name = "Elman network, linear, with its read-out"
source = "Elman 1990"
output = "y"
equations = """
h = W @ x + U @ h_prev + b   # hidden: the sum of the input and the memory
y = V @ h + d   # output: what is read of it
"""
'''
ONES = ((1.0, 1.0), (1.0, 1.0), (2.0, 2.0))
WRITTEN = {"f": ((0, 100, 0), 10), "i": ((0, 100, 0), -10), "g": ((1, 0, 0), 0), "o": ((0, 0, 100), -10)}
"""The four gates of the LSTM by hand: weights on x1, x2, x3, and the bias."""
FIVE = ((3, 1, 0), (4, 1, 0), (2, 0, 0), (1, 0, 1), (3, -1, 0))
NINE = ((1, 0, 0), (3, 1, 0), (2, 0, 0), (4, 1, 0), (2, 0, 0), (1, 0, 1), (3, -1, 0), (6, 1, 0), (1, 0, 1))

Rows = Sequence[Sequence[float]]


def ones(rows: Rows) -> Setup:
    """Two linear units whose weights are all 1."""
    square = np.ones((2, 2))
    given = Arrays({"0.W": square, "0.U": square})
    return Setup.of(
        "rnn_linear", 2, sequence=numbers_sequence([list(row) for row in rows]), weights=Weights(given=given)
    )


def ones_read_out(rows: Rows) -> Setup:
    """The same with an output y that adds them."""
    layer = LayerChoice(OWN_KEY, ELMAN, 2)
    given = Arrays({name: np.ones((2, 2)) for name in ("0.W", "0.U", "0.V")})
    return Setup((layer,), numbers_sequence([list(row) for row in rows]), Weights(given=given))


def by_hand(rows: Rows) -> Setup:
    """One unit: x2 writes or clears, x3 reads."""
    arrays = {f"0.W_{gate}": [weights] for gate, (weights, _) in WRITTEN.items()}
    arrays |= {f"0.b_{gate}": [bias] for gate, (_, bias) in WRITTEN.items() if gate != "g"}
    numbers = numbers_sequence([list(row) for row in rows])
    return Setup.of("lstm_scalar", 1, sequence=numbers, weights=Weights(given=Arrays(arrays)))


def slots(sentence: str) -> Setup:
    """The network that fills slots, reading a sentence: its columns by their words."""
    trained = load_weights(ASSETS / "weights" / "slot_filling.npz")
    layer, sequence = trained.network.layers[0], parse_sequence(sentence)
    setup = Setup.of("rnn", layer.hidden, sequence=sequence)
    params = {name: array for name, array in trained.network.params.items() if name.startswith("0.")}
    known = dict(zip(trained.task.vocabulary, params["0.W"].T, strict=True))
    lacking = np.full(layer.hidden, np.nan)
    columns = [known.get(word, lacking) for word in setup.columns]
    return setup.with_weights(given=Arrays(params | {"0.W": np.stack(columns, axis=1)}))


EXAMPLES = {
    "memory-of-ones": (ones(ONES), 0),
    "memory-of-ones-order": (ones(ONES[::-1]), 0),
    "memory-of-ones-read-out": (ones_read_out(ONES), 0),
    "lstm-by-hand": (by_hand(FIVE), 0),
    "lstm-by-hand-nine": (by_hand(NINE), 0),
    "arrive-taipei": (slots("arrive Taipei on November 2nd"), 1),
    "leave-taipei": (slots("leave Taipei on November 2nd"), 1),
}


def main() -> None:
    folder = ASSETS / "examples"
    folder.mkdir(exist_ok=True)
    for key, (setup, step) in EXAMPLES.items():
        save(folder / f"{key}.rnnviz", Saved(setup, setup.score.inside(Cursor(step=step))))


if __name__ == "__main__":
    main()
