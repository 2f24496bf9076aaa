"""JSON read strictly, and written for people.

Python's reader lets NaN, 1e400 and duplicate keys pass and raises RecursionError on deep nesting; here each is
refused with its place. Written documents are stable: the same values give the same bytes.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from typing import Any

import numpy as np

from rnnviz.io.refused import FileRefusal, told

MAX_DEPTH = 16
MAX_DIGITS = 15
LINE = 100

_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


_EXPECTED = {
    "Expecting value": "json.value",
    "Expecting property name enclosed in double quotes": "json.field",
    "Expecting ':' delimiter": "json.colon",
    "Expecting ',' delimiter": "json.comma",
    "Extra data": "json.extra",
    "Unterminated string starting at": "json.open",
    "Invalid control character at": "json.control",
    "Invalid \\escape": "json.escape",
}
"""What Python's reader says -> the key of what we say."""


class JsonRefused(FileRefusal):
    """Why a text is refused, as the end of a sentence that begins with the name of the file."""


def read_json(data: bytes) -> Any:
    """UTF-8 bytes -> dicts, lists, texts and finite numbers; JsonRefused."""
    if not data.strip():
        raise JsonRefused("json.empty")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise JsonRefused("json.encoding", byte=error.start) from None
    _check_depth(data)
    try:
        raw = json.loads(
            text, object_pairs_hook=_unique, parse_constant=_no_number, parse_float=_finite, parse_int=_whole
        )
    except json.JSONDecodeError as error:
        why = told(_EXPECTED.get(error.msg, "json.other"))
        raise JsonRefused("json.damaged", line=error.lineno, column=error.colno, why=why) from None
    if "\\u" in text and _LONE_SURROGATE.search(json.dumps(raw, ensure_ascii=False)):
        raise JsonRefused("json.surrogate")
    return raw


def _check_depth(data: bytes) -> None:
    """Count brackets outside texts before any parser sees them."""
    symbols = np.frombuffer(_STRING.sub(b"", data), np.uint8)
    opened = (symbols == ord("[")) | (symbols == ord("{"))
    closed = (symbols == ord("]")) | (symbols == ord("}"))
    if len(symbols) and np.cumsum(opened.astype(np.int32) - closed).max() > MAX_DEPTH:
        raise JsonRefused("json.deep", limit=MAX_DEPTH)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise JsonRefused("json.twice", name=twice[:40])
    return table


def _no_number(text: str) -> float:
    raise JsonRefused("json.number", text=text)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise JsonRefused("json.large", text=text[:20])
    return value


def _whole(text: str) -> int:
    if len(text.lstrip("-")) > MAX_DIGITS:
        raise JsonRefused("json.digits", text=text[:20], limit=MAX_DIGITS)
    return int(text)


def write_json(value: Any) -> bytes:
    """Dicts on lines of their own, lists on one line where they fit, else one entry per line. JsonRefused for NaN."""
    try:
        return (_pretty(value, "") + "\n").encode()
    except ValueError:
        raise JsonRefused("json.finite") from None


def _pretty(value: Any, pad: str) -> str:
    inner = pad + "  "
    if isinstance(value, dict) and value and not (pad and _short(value)):
        rows = [f"{inner}{_compact(key)}: {_pretty(entry, inner)}" for key, entry in value.items()]
        return "{\n" + ",\n".join(rows) + f"\n{pad}}}"
    if isinstance(value, list | tuple) and not _short(value):
        rows = [inner + (_pretty if isinstance(entry, dict) else _one_line)(entry, inner) for entry in value]
        return "[\n" + ",\n".join(rows) + f"\n{pad}]"
    return _compact(value)


def _one_line(value: Any, pad: str) -> str:
    return _compact(value)


def _short(value: Any) -> bool:
    return len(_compact(value)) <= LINE


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
