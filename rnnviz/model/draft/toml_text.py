"""Plain tables -> TOML, for the few kinds of value that a cell file holds. Reading it back gives the same tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def toml_text(table: Mapping[str, Any]) -> str:
    """A file: the plain values in their order, then the tables. TypeError for what a cell file cannot hold."""
    return "\n".join(_lines(table, ())) + "\n"


def writable(value: Any) -> bool:
    """Whether a value, or all of a table, is of the kinds that a cell file can hold: no dates, no tables in lists."""
    if isinstance(value, Mapping):
        return all(writable(entry) for entry in value.values())
    if isinstance(value, list | tuple):
        return not any(isinstance(entry, Mapping) for entry in value) and all(writable(entry) for entry in value)
    return isinstance(value, bool | int | float | str)


def _lines(table: Mapping[str, Any], path: tuple[str, ...]) -> list[str]:
    plain = {key: value for key, value in table.items() if not isinstance(value, Mapping)}
    lines = [f"{_key(key)} = {_value(value)}" for key, value in plain.items()]
    if path and (plain or not table):
        lines = ["", f"[{'.'.join(map(_key, path))}]", *lines]
    for key, value in table.items():
        if isinstance(value, Mapping):
            lines += _lines(value, (*path, key))
    return lines


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _quoted(key)


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            return _block(value) if "\n" in value else _quoted(value)
        case list() | tuple():
            return f"[{', '.join(map(_value, value))}]"
    raise TypeError(f"{type(value).__name__} has no place in a cell file")


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _block(text: str) -> str:
    """Several lines, as they are where that is possible: a person reads and edits them."""
    literal = "'''" not in text and not text.endswith("'") and all(c.isprintable() or c in "\n\t" for c in text)
    if literal:
        return f"'''\n{text}'''"
    lines = (_escaped(line) for line in text.split("\n"))
    return '"""\n' + "\n".join(lines) + '"""'


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(c) or (c if c.isprintable() else _code(c)) for c in text)


def _code(c: str) -> str:
    return f"\\u{ord(c):04X}" if ord(c) < 0x10000 else f"\\U{ord(c):08X}"
