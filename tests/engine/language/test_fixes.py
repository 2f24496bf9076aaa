"""Every refusal of an equation that knows what was meant: the sentence, and what to write instead, to the letter."""

from __future__ import annotations

import pytest

from rnnviz.engine import Cell, CellError

FIXES = [
    # equations, what is refused, what is proposed for it
    ("f = tanh(W @ x)\nh = f ** 2", "f ** 2", "f * f"),
    ("h = h_prev ** 2", "h_prev ** 2", "h_prev * h_prev"),
    ("h = h_prev ** 3", "h_prev ** 3", ""),
    ("h = h_prev ** 1", "h_prev ** 1", ""),
    ("f = tanh(W @ x)\nh = f * h_perv", "h_perv", "h_prev"),
    ("h = sigmiod(W @ x)", "sigmiod", "sigmoid"),
    ("h = tanh(W * x)", "W * x", "W @ x"),
    ("h = f + h_prev\nf = tanh(W @ x)", "f", "f_prev"),
]


@pytest.mark.parametrize(("text", "refused", "fix"), FIXES)
def test_what_is_proposed(text: str, refused: str, fix: str) -> None:
    with pytest.raises(CellError) as caught:
        Cell.build(text)
    error = caught.value
    row = text.splitlines()[error.row]
    assert row[error.start : error.end] == refused
    assert error.fix == fix
