"""Programs of cells that use every corner of the language, as digests: `python -m tests.engine.compiler.odd_programs`.

That they compute the right numbers is what `test_random_cells`, `test_constants` and `test_several` say. Here a change
in what is printed is seen at once: a call more, another place in memory, a branch that is not taken any more.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from rnnviz.engine import Cell
from rnnviz.engine.compiler.program import make_program
from tests.engine.cases import cell
from tests.engine.compiler.test_constants import EQUATIONS
from tests.engine.compiler.test_programs import digest

KEPT = Path(__file__).with_name("odd_programs.json")
ODD = {
    **{f"numbers {n}": text for n, text in enumerate(EQUATIONS)},
    "every function": "a = relu(W @ x) + exp(U @ h_prev) + softplus(b) - sqrt(1 + abs(h_prev))\n"
    "h = tanh(a) * sigmoid(a)",
    "several": "a = max(W @ x, U @ h_prev) - min(b, h_prev) / (2 + abs(b))\nh = clip(a, -0.5, 0.5)",
    "over units": "m = mean(h_prev) + var(W @ x)\nh = softmax(m + U @ h_prev) - mean(b)",
    "two stages": "r = sigmoid(W_r @ x + U_r @ h_prev + b_r)\nn = tanh(W_n @ x + U_n @ (r * h_prev) + b_n)\n"
    "h = (1 - r) * n",
    "rest alone": "z = sigmoid(W @ x + U @ h_prev)\nk = 1 - z\nh = k * h_prev + (1 - k) * tanh(b)",
    "extras": "f = sigmoid(W @ x + p * c_prev - d)\no = tanh(U @ h_prev - p * c_prev)\n"
    "c = f * c_prev + o\nh = tanh(c) * f",
    "late extras": "a = tanh(W @ x)\nf = sigmoid(U @ h_prev + a * b)\nh = f * a - (1 - f) * h_prev",
    "turned": "a = tanh(U.T @ h_prev + W @ x)\nh = a - U @ a",
    "two readers": "c = 0.5 * c_prev + tanh(W @ x + U @ h_prev)\nh = tanh(c) + V @ c_prev\ny = W_y @ h + U_y @ c",
    "one way only": "a = W @ x + b\ns = sigmoid(a) * d\nh = s + 0.9 * h_prev",
    "no product": "h = tanh(p * h_prev + d)",
    "nothing of the past": "h = tanh(W @ x + b)",
    "twice in one sum": "h = tanh(W @ x + U @ h_prev - U @ h_prev + U @ h_prev + b + d - b)",
    "of one number": "h = alpha * h_prev + (1 - alpha) * tanh(W @ x + beta)",
    "signs": "a = -(W @ x) - b\nh = -a - h_prev * -1 - (-(U @ h_prev))",
    "kept and asked": "a = U @ h_prev\nb_2 = a\nh = tanh(a + W @ x)\nq = h * a",
    "negative ones": "a = max(-b, -(W @ x))\nh = min(-a, U @ h_prev) - abs(-h_prev) / clip(-a, 1, 2)",
    "x by itself": "g = sigmoid(R @ x + U @ h_prev)\nh = g * (W @ x) + mean(x) * h_prev",
}


def ways(of: Cell) -> Iterator[tuple[frozenset[str], bool, bool]]:
    """Which lines are held, whether gradients ride in products, and whether x is multiplied ahead."""
    first, last = of.lines[0].name, of.lines[-1].name
    for held in (frozenset[str](), frozenset({first}), frozenset({first, last})):
        for folded in (False, True):
            yield from ((held, folded, hoisted) for hoisted in (False, True))


def programs(name: str) -> list[str]:
    """The digests of one cell's programs."""
    typed = cell(ODD[name])
    return [digest(make_program(typed, held, folded, hoisted))[:8] for held, folded, hoisted in ways(typed)]


if __name__ == "__main__":
    KEPT.write_text(json.dumps({name: programs(name) for name in ODD}, indent=0) + "\n", "utf-8")
