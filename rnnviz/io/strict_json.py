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

MAX_DEPTH = 16
MAX_DIGITS = 15
LINE = 100

_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class JsonRefused(ValueError):
    """Why a text is refused, as the end of a sentence that begins with the name of the file."""


def read_json(data: bytes) -> Any:
    """UTF-8 bytes -> dicts, lists, texts and finite numbers; JsonRefused."""
    if not data.strip():
        raise JsonRefused("is empty")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise JsonRefused(f"is damaged or no document: byte {error.start} is not UTF-8 text") from None
    _check_depth(data)
    try:
        raw = json.loads(
            text, object_pairs_hook=_unique, parse_constant=_no_number, parse_float=_finite, parse_int=_whole
        )
    except json.JSONDecodeError as error:
        why = f"{error.msg[0].lower()}{error.msg[1:]}"
        raise JsonRefused(f"is damaged at line {error.lineno}, column {error.colno}: {why}") from None
    if "\\u" in text and _LONE_SURROGATE.search(json.dumps(raw, ensure_ascii=False)):
        raise JsonRefused("holds half a character (a lone surrogate), which no text can have")
    return raw


def _check_depth(data: bytes) -> None:
    """Count brackets outside texts before any parser sees them."""
    symbols = np.frombuffer(_STRING.sub(b"", data), np.uint8)
    opened = (symbols == ord("[")) | (symbols == ord("{"))
    closed = (symbols == ord("]")) | (symbols == ord("}"))
    if len(symbols) and np.cumsum(opened.astype(np.int32) - closed).max() > MAX_DEPTH:
        raise JsonRefused(f"is nested deeper than the limit of {MAX_DEPTH} brackets")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise JsonRefused(f"says “{twice[:40]}” twice in one place")
    return table


def _no_number(text: str) -> float:
    raise JsonRefused(f"holds {text}, which is no finite number")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise JsonRefused(f"holds {text[:20]}, which is too large for a number")
    return value


def _whole(text: str) -> int:
    if len(text.lstrip("-")) > MAX_DIGITS:
        raise JsonRefused(f"holds {text[:20]}…, a whole number with more than {MAX_DIGITS} digits")
    return int(text)


def write_json(value: Any) -> bytes:
    """Dicts on lines of their own, lists on one line where they fit, else one entry per line. JsonRefused for NaN."""
    try:
        return (_pretty(value, "") + "\n").encode()
    except ValueError:
        raise JsonRefused("holds a number that is not finite") from None


def _pretty(value: Any, pad: str) -> str:
    inner = pad + "  "
    if isinstance(value, dict) and value and not (pad and _short(value)):
        rows = [f"{inner}{_compact(key)}: {_pretty(entry, inner)}" for key, entry in value.items()]
        return "{\n" + ",\n".join(rows) + f"\n{pad}}}"
    if isinstance(value, list | tuple) and not _short(value):
        rows = [inner + _compact(entry) for entry in value]
        return "[\n" + ",\n".join(rows) + f"\n{pad}]"
    return _compact(value)


def _short(value: Any) -> bool:
    return len(_compact(value)) <= LINE


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
