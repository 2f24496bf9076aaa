"""The text of a cell file -> checked plain tables, before any meaning is read.

Sizes are capped before `tomllib` sees the text: 40 kB of dotted keys cost it 15 s and 1.5 GB.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import Any

from rnnviz.engine.errors import CellError, Span, suggestion

MAX_BYTES = 256 * 1024
MAX_LINE = 4096
MAX_DOTS = 8
MAX_DEPTH = 16
MAX_EQUATIONS = 64

_KEYS: dict[str, type] = {
    "name": str, "source": str, "equations": str, "sketch": str, "output": str, "note": str,
    "conventions": list, "stages": dict, "roles": dict, "names": dict, "says": dict, "place": dict,
    "wires": dict, "start": dict, "keep": dict, "labels": dict,
}  # fmt: skip


_PART = r"""(?:[\w-]++|"[^"]*+"|'[^']*+')"""
_DOTTED = re.compile(rf"(?<![\w-]){_PART}(?:\s*+\.\s*+{_PART}){{{MAX_DOTS + 1}}}")
"""A key of too many parts, wherever on a line it may stand (also inside an inline table)."""


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell file as tables; `row_of` gives file line numbers for messages."""

    file: str
    text: str
    table: dict[str, Any]

    def row_of(self, key: str) -> int:
        """1-based line of `key = ...` or `[key]`; 1 where there is none."""
        pattern = re.compile(rf"^\s*(\[\s*{re.escape(key)}\s*[\].]|{re.escape(key)}\s*=)")
        inside = ""  # a text of several lines, in which an equation may have the name of a key
        for number, line in enumerate(self.text.splitlines(), 1):
            if inside:
                inside = "" if inside in line else inside
            elif pattern.match(line):
                return number
            else:
                inside = next((quotes for quotes in ("'''", '"""') if line.count(quotes) % 2), "")
        return 1

    def rows(self, key: str) -> list[tuple[int, str]]:
        """The non-empty lines of the multi-line string `key`, each with its line number in the file."""
        first = self.row_of(key)
        lines = self.text.splitlines()
        opened = lines[first - 1] if first <= len(lines) else ""
        # after `key = '''` the text starts on the next line (TOML drops that newline)
        offset = first + 1 if re.search(r"('''|\"\"\")\s*$", opened) else first
        text = str(self.table.get(key, ""))
        return [(offset + i, row) for i, row in enumerate(text.splitlines()) if row.strip()]

    def error(self, row: int, why: str, span: Span = (0, 0), fix: str = "") -> CellError:
        """A refusal at a line of the file; escapes in a text can count past the file's last line."""
        return CellError(self.file, min(row, max(1, len(self.text.splitlines()))), why, span, fix)


def read_text(text: str, file: str) -> CellText:
    """TOML text -> CellText; CellError for anything too large, malformed or unknown."""
    _check_limits(text, file)
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        found = re.search(r"line (\d+)", str(error))
        row = int(found.group(1)) if found else len(text.splitlines()) or 1
        raise CellError(file, row, f"not valid TOML: {error}") from None
    read = CellText(file, text, table)
    _check_keys(read)
    return read


def _check_limits(text: str, file: str) -> None:
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise CellError(file, 1, f"the file is larger than the limit of {MAX_BYTES // 1024} kB")
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > MAX_LINE:
            raise CellError(file, number, f"the line is longer than the limit of {MAX_LINE} characters")
        # a key stands before "=" or in brackets; rows of a sketch hold neither
        if ("=" in line or "[" in line) and _DOTTED.search(line):
            raise CellError(file, number, f"a key has more than the limit of {MAX_DOTS} dots")
        if max(line.count("["), line.count("{")) > MAX_DEPTH * 16 or "[" * MAX_DEPTH in line.replace(" ", ""):
            raise CellError(file, number, f"brackets are nested deeper than the limit of {MAX_DEPTH}")


def _check_keys(read: CellText) -> None:
    for key, value in read.table.items():
        if key not in _KEYS:
            raise read.error(read.row_of(key), f"unknown key “{key}”{suggestion(key, _KEYS)}")
        if not isinstance(value, _KEYS[key]):
            raise read.error(read.row_of(key), f"{key} must be {_plain(_KEYS[key])}")
    for key in ("name", "equations"):
        if not str(read.table.get(key, "")).strip():
            raise read.error(read.row_of(key), f"the file has no “{key}”")
    for number, row in read.rows("equations")[MAX_EQUATIONS:]:
        raise read.error(number, f"more than the limit of {MAX_EQUATIONS} lines of equations at “{row.strip()[:40]}”")


def _plain(kind: type) -> str:
    names: dict[type, str] = {str: "a text in quotes", list: "a list", dict: "a table"}
    return names[kind]
