"""A cell file, or tables without a file -> checked plain tables, before any meaning is read.

Sizes are capped before `tomllib` sees the text: 40 kB of dotted keys cost it 15 s and 1.5 GB.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rnnviz.engine.errors import CellError, Span, suggestion
from rnnviz.engine.language.toml_reasons import toml_place, toml_reason

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
_WANTED: dict[type, str] = {str: "key.text", list: "key.list", dict: "key.table"}
_BLOCKS = ("equations", "sketch")
"""Texts of several rows, of which a row can be wrong."""


_PART = r"""(?:[\w-]++|"[^"]*+"|'[^']*+')"""
_DOTTED = re.compile(rf"(?<![\w-]){_PART}(?:\s*+\.\s*+{_PART}){{{MAX_DOTS + 1}}}")
"""A key of too many parts, wherever on a line it may stand (also inside an inline table)."""


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell as tables; text: of its file, "" where it has none; `line_of` says where in it something stands."""

    file: str
    text: str
    table: dict[str, Any]

    def line_of(self, part: str, row: int = -1) -> int:
        """1-based line of the file: of a row of "equations" or "sketch", else (-1) of `part = ...` or `[part]`.

        Without a file rows are counted from 1. Escapes in a text can count past the file's last line.
        """
        if not self.text:
            return max(0, row) + 1
        line = self._first(part) + row if row >= 0 else self._key(part)
        return min(line, max(1, len(self.text.splitlines())))

    def _key(self, key: str) -> int:
        pattern = re.compile(rf"^\s*(\[\s*{re.escape(key)}\s*[\].]|{re.escape(key)}\s*=)")
        inside = ""  # a text of several lines, in which an equation may have the name of a key
        for number, line in enumerate(self.text.splitlines(), 1):
            if inside:
                inside = "" if inside in line else inside
            elif pattern.match(line):
                return number
            else:
                inside = next((quotes for quotes in ("'''", '"""') if line.count(quotes) % 2), "")
        return self._key(key.rpartition(".")[0]) if "." in key else 1

    def _first(self, key: str) -> int:
        """The line where the text of `key` starts: after `key = '''` on the next one (TOML drops that newline)."""
        first, lines = self._key(key), self.text.splitlines()
        opened = lines[first - 1] if first <= len(lines) else ""
        return first + 1 if re.search(r"('''|\"\"\")\s*$", opened) else first

    def rows(self, key: str) -> list[tuple[int, str]]:
        """The non-empty lines of the multi-line string `key`, each with its row, counted from 0."""
        text = str(self.table.get(key, ""))
        return [(i, row) for i, row in enumerate(text.splitlines()) if row.strip()]

    def error(
        self, part: str, key: str, row: int = -1, span: Span = (0, 0), fix: str = "", /, **values: Any
    ) -> CellError:
        """A refusal of a part, or of one of its rows."""
        return CellError(self.file, self.line_of(part, row), part, row, key, span, fix, **values)


def read_text(text: str, file: str) -> CellText:
    """TOML text -> CellText; CellError for anything too large, malformed or unknown."""
    check_limits(text, file)
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        line, column = toml_place(error)
        row = line or len(text.splitlines()) or 1
        key = "file.toml" if line else "file.toml.end"
        raise CellError(file, row, "", row - 1, key, reason=toml_reason(error), column=column) from None
    read = CellText(file, text, table)
    _check_keys(read)
    return read


def read_tables(equations: str, tables: Mapping[str, Any], name: str, text: str) -> CellText:
    """The same without reading a file: the equations, and what else may stand in a cell file by key."""
    read = CellText(name, text, {"name": name, **tables, "equations": equations})
    for part in _BLOCKS:
        _check_size(str(read.table.get(part, "")), name)
        for row, text in read.rows(part):
            if len(text) > MAX_LINE:
                raise read.error(part, "file.line", row, limit=MAX_LINE)
    _check_keys(read)
    return read


def _check_size(text: str, file: str) -> None:
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise CellError(file, 1, "", 0, "file.large", limit=MAX_BYTES // 1024)


def check_limits(text: str, file: str) -> None:
    """Refuse what would cost the reader of TOML too much. CellError."""
    _check_size(text, file)
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > MAX_LINE:
            raise CellError(file, number, "", number - 1, "file.line", limit=MAX_LINE)
        # a key stands before "=" or in brackets; rows of a sketch hold neither
        if ("=" in line or "[" in line) and _DOTTED.search(line):
            raise CellError(file, number, "", number - 1, "file.dots", limit=MAX_DOTS)
        if max(line.count("["), line.count("{")) > MAX_DEPTH * 16 or "[" * MAX_DEPTH in line.replace(" ", ""):
            raise CellError(file, number, "", number - 1, "file.deep", limit=MAX_DEPTH)


def _check_keys(read: CellText) -> None:
    for key, value in read.table.items():
        if key not in _KEYS:
            raise read.error(key, "key.unknown", name=key, hint=suggestion(key, _KEYS))
        if not isinstance(value, _KEYS[key]):
            raise read.error(key, _WANTED[_KEYS[key]], name=key)
    for key in ("name", "equations"):
        if not str(read.table.get(key, "")).strip():
            raise read.error(key, "key.missing", name=key)
    for row, text in read.rows("equations")[MAX_EQUATIONS:]:
        raise read.error("equations", "equations.many", row, limit=MAX_EQUATIONS, text=text.strip()[:40])
