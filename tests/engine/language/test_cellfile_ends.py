"""Where in a file something stands: keys that are there, that are not, and names that only look like one."""

from __future__ import annotations

import pytest

from rnnviz.engine.language.cellfile import read_text

TEXT = """# a cell
name = "A"
equations = '''
h = tanh(W @ x + U @ h_prev)

names = h
'''
sketch = "h"

[names]
h = "state"
[says.zh]
h = "x"
"""


@pytest.mark.parametrize(
    ("part", "row", "line"),
    [
        ("name", -1, 2), ("equations", -1, 3), ("equations", 0, 4), ("equations", 2, 6), ("sketch", -1, 8),
        ("sketch", 0, 8), ("names", -1, 10), ("names.h", -1, 10), ("says", -1, 12), ("says.zh", -1, 12),
        ("says.zh.h", -1, 12), ("nope", -1, 1), ("nope.h", -1, 1), ("equations", 99, 13),
    ],
)  # fmt: skip
def test_where_a_key_stands(part: str, row: int, line: int) -> None:
    assert read_text(TEXT, "f").line_of(part, row) == line


def test_a_table_without_a_file_counts_its_rows() -> None:
    found = read_text(TEXT, "f")
    bare = type(found)("", "", found.table)
    assert [bare.line_of("equations", row) for row in (-1, 0, 2)] == [1, 1, 3] and bare.line_of("nope") == 1
    assert bare.rows("equations") == [(0, "h = tanh(W @ x + U @ h_prev)"), (2, "names = h")] and bare.rows("nope") == []
