"""Bytes to text: UTF-8, UTF-16, GBK and Western, tried in this order; which it was is told."""

from __future__ import annotations

import re

from rnnviz.io.refused import ForeignSequenceError

COMMON = 0.8
"""Share of the characters beyond ASCII that are common Chinese ones where a text is GBK and not Western letters."""

_COMMON = re.compile(rb"[\xa1-\xa9\xb0-\xd7][\x40-\xfe]")
"""The signs and the 3,755 commonest characters of GB 2312; pairs of accented letters begin beyond them."""
_PAIR = re.compile(rb"[\x80-\xff].", re.DOTALL)

_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_NAMES = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "gb18030": "GBK", "cp1252": "Western"}


def decode(data: bytes) -> tuple[str, str]:
    """The text, and the name of its coding. SequenceError where it is no text."""
    for codec in _candidates(data):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.removeprefix("\ufeff"), _NAMES[codec]
    raise ForeignSequenceError("sequence.encoding")


def _candidates(data: bytes) -> list[str]:
    """Codecs in the order in which they are likely: a mark at the beginning leaves no choice."""
    marked = [codec for mark, codec in _MARKS.items() if data.startswith(mark)]
    if marked:
        return marked
    if 3 * data.count(0) > len(data):
        even = data[::2].count(0) > data[1::2].count(0)
        return ["utf-16-be" if even else "utf-16-le"]
    pairs = _PAIR.findall(data)
    chinese = sum(_COMMON.match(pair) is not None for pair in pairs) >= COMMON * len(pairs)
    return ["utf-8", "gb18030", "cp1252"] if chinese else ["utf-8", "cp1252"]
