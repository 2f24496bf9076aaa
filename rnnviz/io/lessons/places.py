"""Where in a lesson's file something stands: Python's reader of TOML keeps no lines, so they are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rnnviz.engine.wording import Message
from rnnviz.io.refused import Place

Path = tuple[str | int, ...]


def path_of(where: Place) -> Path:
    """A place in a document, part by part: ("pages", 2, "question", "ask")."""
    if isinstance(where, str):
        return tuple(where.split(".")) if where else ()
    path, last = where.values["path"], where.values.get("field", where.values.get("number"))
    before = path_of(path) if isinstance(path, Message | str) else ()
    return before if last is None else (*before, *(last.split(".") if isinstance(last, str) else (last,)))


def line_of(text: str, path: Path) -> int:
    """The 1-based line of what stands at a path, or of the nearest table it is in."""
    lines = list(_code(text))
    first, last, names = 0, len(lines), [str(part) for part in path if isinstance(part, str)]
    if len(path) > 1 and path[0] == "pages" and isinstance(path[1], int):
        starts = [n for n, line in enumerate(lines) if re.match(r"\s*\[\[\s*pages\s*\]\]", line)]
        if path[1] <= len(starts):
            first = starts[path[1] - 1]
            last = starts[path[1]] if path[1] < len(starts) else len(lines)
    elif not path:
        return 1
    return _nearest(lines, first, last, names) + 1


def _nearest(lines: list[str], first: int, last: int, names: list[str]) -> int:
    """Going down the names as far as they are found."""
    for name in names:
        key = re.compile(rf"\s*({re.escape(name)}\s*[.=]|\[+[\w.\s]*\b{re.escape(name)}\s*\]+)")
        found = next((n for n in range(first, last) if key.match(lines[n])), None)
        first = first if found is None else found
    return first


def _code(text: str) -> Iterator[str]:
    """Every line, those inside a text of several lines as nothing."""
    inside = ""
    for line in text.split("\n"):
        yield "" if inside else line
        if inside:
            inside = "" if inside in line else inside
        else:
            inside = next((quotes for quotes in ('"""', "'''") if line.count(quotes) % 2), "")
