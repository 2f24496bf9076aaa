"""Numbers as programs print them: [0.1, 0.2], array([[1., 2.], [3., 4.]]), tensor([1, 2], device='cpu')."""

from __future__ import annotations

import re

_AROUND = re.compile(
    r"\s*(?:(?:np\.|numpy\.|torch\.)?(?:array|tensor|Tensor|FloatTensor|asarray)\s*\()?"
    r"\s*(\[[^A-Za-z]*(?:[eE][+-]?\d[^A-Za-z]*)*\])\s*"
    r"(?:,\s*[a-z_]+=[^()]*)*\)?\s*,?\s*"
)
_ROW = re.compile(r"\[([^\[\]]*)\]")
_BETWEEN = re.compile(r"[\s,;]+")


def rows_of_print(text: str) -> list[list[str]] | None:
    """The words between the innermost brackets, a list for each; None where the text is no such print.

    A single list is one row. Nothing is evaluated: brackets and commas are only cut away.
    """
    if "[" not in text:
        return None
    found = _AROUND.fullmatch(text)
    if found is None or not _balanced(found[1]):
        return None
    rows = [[word for word in _BETWEEN.split(row.strip()) if word] for row in _ROW.findall(found[1])]
    return [row for row in rows if row] or None


def _balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "[") - (character == "]")
        if depth < 0:
            return False
    return depth == 0
