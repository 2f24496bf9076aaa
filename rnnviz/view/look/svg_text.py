"""The letters of an SVG as shapes, so that a slide shows them alike where our typefaces are not installed.

Qt writes <text> elements that name a typeface; each is replaced by the outline of what Qt would draw. The
words stay in the file as `aria-label`, for search and for screen readers.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from functools import lru_cache
from html import escape, unescape

from PySide6.QtGui import QFont, QPainterPath

DRAWN_AT = 100
TEXTS = 16
"""So many are outlined at a time."""

_TEXT = re.compile(r"<text\b([^>]*)>([^<]*)</text>")
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_MOVE, _LINE, _CURVE = (
    QPainterPath.ElementType.MoveToElement,
    QPainterPath.ElementType.LineToElement,
    QPainterPath.ElementType.CurveToElement,
)


def outlining(svg: str) -> Generator[float, None, str]:
    """The same picture without <text>; what has no outline (an emoji) stays text. A few texts at a time: a letter
    whose outline is asked for the first time takes long. Yields which part is done.
    """
    parts: list[str] = []
    done = 0
    for number, found in enumerate(_TEXT.finditer(svg), 1):
        parts += svg[done : found.start()], _outlined(found)
        done = found.end()
        if number % TEXTS == 0:
            yield done / len(svg)
    return "".join((*parts, svg[done:]))


def _outlined(found: re.Match[str]) -> str:
    has = dict(_ATTRIBUTE.findall(found[1]))
    text = unescape(found[2])
    italic = has.get("font-style", "normal") != "normal"
    shape = _outline(unescape(has.get("font-family", "")), int(has.get("font-weight", 400)), italic, text)
    if not shape or not text.strip():
        return found[0] if text.strip() else ""
    fill, opacity = has.get("fill", "#000000"), has.get("fill-opacity", "1")
    scale = float(has.get("font-size", 12)) / DRAWN_AT
    return (
        f'<path aria-label="{escape(text)}" fill="{fill}" fill-opacity="{opacity}" stroke="none" fill-rule="nonzero" '
        f'transform="translate({has.get("x", 0)},{has.get("y", 0)}) scale({scale:g})" d="{shape}"/>'
    )


@lru_cache(maxsize=1024)
def _outline(families: str, weight: int, italic: bool, text: str) -> str:
    """Path data of a text DRAWN_AT pixels high, whose base line begins at the origin."""
    font = QFont(families.split(","))
    font.setPixelSize(DRAWN_AT)
    font.setWeight(QFont.Weight(weight))
    font.setItalic(italic)
    if any(c.isdigit() for c in text):  # in mere words it would put air around a hyphen
        font.setFeature(QFont.Tag("tnum"), 1)  # as style.ui_font: figures of one width
    path = QPainterPath()
    path.addText(0, 0, font, text)
    return _path_data(path)


def _path_data(path: QPainterPath) -> str:
    parts: list[str] = []
    for i in range(path.elementCount()):
        element = path.elementAt(i)
        letter = {_MOVE: "M", _LINE: "L", _CURVE: "C"}.get(element.type, "")  # nothing: goes on with a curve
        parts.append(f"{letter}{element.x:.1f},{element.y:.1f}")
    return " ".join(parts)
