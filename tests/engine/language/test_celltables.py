"""What stands beside the equations of a cell file: what it says when it is there, and what follows where it is not."""

import pytest

from rnnviz.engine import CellError
from tests.engine.cases import cell

EQUATIONS = "a = W @ x\nc = a * c_prev\nh = tanh(c + U @ h_prev)"


def test_without_a_table_the_roles_follow_from_the_equations() -> None:
    assert {name: line.role for name, line in cell(EQUATIONS).by_name.items()} == {
        "a": "plain", "c": "cell", "h": "hidden",
    }  # fmt: skip


def test_a_table_of_roles_has_the_last_word() -> None:
    typed = cell(EQUATIONS, tail='[roles]\na = "forget"\nh = "output"')
    assert {name: line.role for name, line in typed.by_name.items()} == {"a": "forget", "c": "cell", "h": "output"}


@pytest.mark.parametrize(
    ("tail", "row", "words"),
    [
        ('[roles]\nq = "forget"', 8, "q"), ('[roles]\na = "door"', 8, "door"),
        ('[stages]\nfirst = ["a"', 9, "line 9"), ('[stages]\nfirst = ["a" "c"]', 9, "line 9"),
    ],
)  # fmt: skip
def test_a_refusal_says_in_which_line_of_the_file(tail: str, row: int, words: str) -> None:
    with pytest.raises(CellError) as refused:
        cell(EQUATIONS, tail=tail)
    assert refused.value.line == row and words in str(refused.value)
    assert refused.value.row == (row - 1 if refused.value.part == "" else -1)
