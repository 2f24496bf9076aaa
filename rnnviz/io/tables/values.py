"""What one cell of a table says: a number as people write it, nothing, or something else."""

from __future__ import annotations

import re

from rnnviz.model.figures.numbers import folded, read_number

MAX_CELL = 200
MISSING = {"", "na", "n/a", "nan", "null", "none", "nil", "-", "--", "?", "#n/a", "#na", "missing", "."}
TRUTH = {"true": 1.0, "false": 0.0}

_CURRENCY = re.compile(
    r"^([+-]?)\s*(?:[$€£¥₹₩₽₺]|USD|EUR|GBP|JPY|CNY|TWD|NT\$|US\$)\s*|\s*(?:[$€£¥₹₩₽₺]|USD|EUR|GBP|JPY|CNY|TWD)$"
)
_THOUSANDS = {
    ".": re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?(e[+-]?\d+)?", re.IGNORECASE),
    ",": re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d*)?(e[+-]?\d+)?", re.IGNORECASE),
}
_SPACED = re.compile(r"[+-]?\d{1,3}([ \u00a0\u2009\u202f'’]\d{3})+([.,]\d*)?")
_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?([ T]\d{1,2}:\d{2}.*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}( \d{1,2}:\d{2}.*)?"
    r"|\d{1,2}[ -][^\W\d_]{3,9}\.?[ -]\d{2,4}|[^\W\d_]{3,9}\.? \d{1,2},? \d{4}|\d{4}年\d{1,2}月(\d{1,2}日)?"
)
_TIME = re.compile(r"\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[ap]m)?", re.IGNORECASE)


def is_missing(cell: str) -> bool:
    """Whether the cell stands for nothing."""
    return cell.strip().lower() in MISSING


def is_moment(cell: str) -> bool:
    """Whether the cell is a date or a time of day."""
    text = folded(cell.strip())
    return len(text) <= 40 and bool(_DATE.fullmatch(text) or _TIME.fullmatch(text))


def number_in(cell: str, decimal: str = "") -> float | None:
    """The number a cell stands for: also as a percentage, a sum of money, with marks between thousands.

    decimal: the mark this table uses, "." or ","; "" where that is not known. 1/2/2026 is a date.
    """
    if len(cell) > MAX_CELL:
        return None
    text = folded(cell.strip())
    plain = text if decimal != "." or "," not in text else ""
    value = read_number(plain)
    if value is not None or not text:
        return value
    return _dressed(text, decimal)


def _dressed(text: str, decimal: str) -> float | None:
    if text.endswith("%"):
        value = number_in(text[:-1], decimal)
        return None if value is None else value / 100
    bare = _CURRENCY.sub(r"\1", text, count=1)
    if bare != text:
        return number_in(bare, decimal)
    if text.lower() in TRUTH:
        return TRUTH[text.lower()]
    return _grouped(text, decimal)


def _grouped(text: str, decimal: str) -> float | None:
    """Digits in groups of three: 1,234.5 or, where the comma is the decimal mark, 1.234,5; or 1 234.5."""
    for mark, pattern in _THOUSANDS.items():
        if mark == (decimal or mark) and pattern.fullmatch(text):
            return read_number(text.replace("," if mark == "." else ".", "").replace(",", "."))
    return read_number(re.sub(r"[ \u00a0\u2009\u202f'’]", "", text)) if _SPACED.fullmatch(text) else None
