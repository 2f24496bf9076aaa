"""What Python's reader of TOML refuses, looked up by how its English begins: where, and why in words of ours."""

from __future__ import annotations

import re

from rnnviz.engine.messages import ENGLISH
from rnnviz.engine.wording import Message

_BEGINNINGS = {
    "Invalid statement": "toml.statement",
    "Invalid value": "toml.value",
    "Expected '=' after": "toml.equals",
    "Expected newline": "toml.newline",
    "Expected ']": "toml.bracket",
    "Expected ": "toml.newline",
    "Invalid initial character": "toml.key",
    "Unclosed array": "toml.array",
    "Unclosed inline table": "toml.inline",
    "Unterminated string": "toml.string",
    "Illegal character": "toml.character",
    "Found invalid character": "toml.character",
    "Unescaped": "toml.escape",
    "Invalid hex value": "toml.escape",
    "Escaped character": "toml.escape",
    "Invalid date": "toml.date",
    "Cannot overwrite": "toml.twice",
    "Cannot declare": "toml.twice",
    "Cannot mutate": "toml.twice",
    "Cannot redefine": "toml.twice",
    "Duplicate inline": "toml.twice",
}
"""The first that fits counts."""


def toml_place(error: Exception) -> tuple[int, int]:
    """Line and column, counted from 1; 0 where it is the end. Before Python 3.14 tomllib says them only in words."""
    found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    return (int(found[1]), int(found[2])) if found else (0, 0)


def toml_reason(error: Exception) -> Message:
    """Why it is no TOML."""
    key = next((key for start, key in _BEGINNINGS.items() if str(error).startswith(start)), "toml.other")
    return Message(key, ENGLISH[key])
