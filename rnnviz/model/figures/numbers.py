"""Numbers as people write them: 0.5, 0,5, 1/3, -2e-3, with the minus of a keyboard or of a book."""

from __future__ import annotations

import math
import re
import unicodedata

_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")


def read_number(text: str) -> float | None:
    """The number a text stands for, comma decimals and fractions such as 1/3 included; None if it is none."""
    clean = folded(text.strip())
    top, slash, bottom = clean.partition("/")
    if slash and "/" in bottom:
        return None
    if slash:
        a, b = read_number(top), read_number(bottom)
        ratio = a / b if a is not None and b else math.inf
        return ratio if math.isfinite(ratio) else None
    if len(clean) > 64 or not _NUMBER.fullmatch(clean):
        return None
    value = float(clean.replace(",", "."))
    return value if math.isfinite(value) else None


_SIGNS = dict.fromkeys(map(ord, "\u2212\u2013\u2012\u2010\u2011\ufe63\uff0d"), "-") | {
    ord("\uff0b"): "+", ord("\uff0e"): ".", ord("\u066b"): ".", ord("\uff0c"): ",", ord("\u066c"): ",",
    ord("\u060c"): ",", ord("\u3001"): ",", ord("\uff05"): "%", ord("\u066a"): "%", ord("\uff1b"): ";",
    ord("\uff0f"): "/",
}  # fmt: skip


def folded(text: str) -> str:
    """Digits, signs and marks of every script as a keyboard types them: "\u0661\uff0c\u22122" is "1,-2"."""
    if text.isascii():
        return text
    return "".join(_digit(character) for character in text.translate(_SIGNS))


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def plain(value: float, places: int = 2, sign: bool = False) -> str:
    """A number for the screen: fixed places, a real minus, no minus zero, words for what is no number."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "∞" if value > 0 else "\u2212∞"
    if abs(value) >= 1e6:
        return power(value)
    text = f"{abs(value):.{places}f}"
    negative = value < 0 and float(text) != 0
    return ("\u2212" if negative else "+" if sign and float(text) != 0 else "") + text


def short(value: float, places: int = 2) -> str:
    """A number in as few characters as it needs: 4, 0.5, −1; a power of ten for what would be called 0."""
    if value and abs(value) < 0.5 * 10.0**-places:
        return power(value)
    text = plain(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def power(value: float, digits: int = 1) -> str:
    """A number in scientific form: 5·10⁻³."""
    if value == 0 or not math.isfinite(value):
        return plain(value)
    mantissa, _, exponent = f"{abs(value):.{digits - 1}e}".partition("e")
    minus = "\u2212" if value < 0 else ""
    return f"{minus}{mantissa}·10{raised(int(exponent))}"


def raised(exponent: int) -> str:
    """An exponent in superscript digits."""
    return str(exponent).translate(_SUPERSCRIPT)


def lowered(index: int) -> str:
    """An index, 0 or more, in subscript digits."""
    return str(index).translate(_SUBSCRIPT)


def constant(value: float, digits: int = 6) -> str:
    """A number of an equation as it was typed; very small and large ones as powers: 0.2, 10⁻⁵, −2.5·10⁻⁷."""
    head, _, exponent = f"{abs(value):.{digits}g}".partition("e")
    minus = "\u2212" if value < 0 else ""
    if not exponent:
        return minus + head
    return f"{minus}{'' if head == '1' else f'{head}·'}10{raised(int(exponent))}"
