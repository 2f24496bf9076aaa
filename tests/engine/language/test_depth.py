"""An expression may be nested so deep and no deeper, whatever it is nested in."""

from collections.abc import Callable

import pytest

from rnnviz.engine import Cell, CellError
from rnnviz.engine.language.syntax import MAX_DEPTH

KINDS: dict[str, Callable[[str, int], str]] = {
    "function": lambda inner, level: f"tanh({inner})",
    "minus": lambda inner, level: f"-({inner})",
    "sum": lambda inner, level: f"q + ({inner})",
    "difference": lambda inner, level: f"({inner}) - q",
    "left factor": lambda inner, level: f"({inner}) * q",
    "right factor": lambda inner, level: f"q * ({inner})",
    "matrix": lambda inner, level: f"U_{level} @ ({inner})",
}


def built(kind: str, deep: int) -> bool:
    """Whether a line is read whose innermost name stands so many levels below the top."""
    inner = "h_prev"
    for level in range(deep):
        inner = KINDS[kind](inner, level)
    try:
        Cell.build(f"q = tanh(W @ x)\nh = {inner}")
    except CellError as error:
        assert f"nested more than {MAX_DEPTH} deep" in str(error), error
        return False
    return True


@pytest.mark.parametrize("kind", KINDS)
def test_up_to_the_limit_and_no_deeper(kind: str) -> None:
    assert built(kind, MAX_DEPTH) and not built(kind, MAX_DEPTH + 1)
