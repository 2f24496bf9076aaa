"""Letters from input methods and from mathematics (ｂ, 𝐩, ℎ, ＝) as the plain ones they stand for, once for everybody.

Python normalises names to NFKC (PEP 3131), so whoever reads the text itself has to do the same first: else a line is
one name in the equations and another in the tables beside them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from itertools import accumulate
from typing import Any

BY_LINE = ("roles", "names", "start", "place", "wires", "labels", "says")
"""Tables of a cell file that name lines."""


def plain(text: str) -> str:
    """The text with the letters and wide signs a name or an equation may use made plain; all others stay."""
    return text if text.isascii() else "".join(_plain(letter) for letter in text)


def _plain(letter: str) -> str:
    names = f"a{letter}".isidentifier()  # not ², which is no part of a name
    if names or unicodedata.decomposition(letter).startswith("<wide>"):
        return unicodedata.normalize("NFKC", letter)
    return letter


def span_in(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Characters of plain(text) as characters of the text."""
    edges = [0, *accumulate(len(_plain(letter)) for letter in text)]
    first = sum(edge <= span[0] for edge in edges) - 1
    return first, sum(edge < span[1] for edge in edges)


def plain_tables(table: Mapping[str, Any]) -> dict[str, Any]:
    """A cell file's tables with the names of lines made plain, wherever they stand."""
    found = {key: _named(value) if key in BY_LINE else value for key, value in table.items()}
    for key in ("output", "sketch"):
        if isinstance(found.get(key), str):
            found[key] = plain(found[key])
    for key in ("stages", "keep"):  # whose values are names of lines
        if isinstance(found.get(key), dict):
            found[key] = {name: _members(value) for name, value in found[key].items()}
    return found


def _named(value: Any) -> Any:
    """Tables with plain keys, tables within them included."""
    return {plain(key): _named(inner) for key, inner in value.items()} if isinstance(value, dict) else value


def _members(value: Any) -> Any:
    if isinstance(value, list):
        return [_members(member) for member in value]
    return plain(value) if isinstance(value, str) else value
