"""Texts of a lesson: numbers of the run in the place of `{...}`, and `[words](part)` as terms that light a part."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rnnviz.engine.errors import Refusal
from rnnviz.model.figures.numbers import plain, power, short
from rnnviz.model.lessons.looking import LookedAt, found
from rnnviz.model.lessons.quantities import Quantity, parse_quantity
from rnnviz.model.lessons.situation import LessonTextError

_PLACE = re.compile(r"\{([^{}]*)\}")
_TERM = re.compile(r"\[([^\[\]]+)\]\(([^()]+)\)")
ASKED = "?"
MISSING = "\u2013"
MOST_SHOWN = 4
"""So many numbers of a vector are printed before "…"."""


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A run of words; part: the key of what they light, "" for plain words."""

    words: str
    part: str = ""


def placeholders(text: str) -> tuple[str, ...]:
    """What stands in braces, as it is written. LessonTextError where a brace has no partner."""
    if re.search(r"[{}]", _PLACE.sub("", text)):
        raise LessonTextError("lesson.brace", text=text[:60])
    return tuple(match[1] for match in _PLACE.finditer(text))


def quantities(text: str) -> tuple[Quantity, ...]:
    """Everything that is filled in. LessonTextError."""
    return tuple(parse_quantity(place) for place in placeholders(text))


def filled(text: str, run: Callable[[str], LookedAt]) -> str:
    """A text with its numbers; run: of a page by its key, "" for the present state of this page. LessonTextError."""
    placeholders(text)
    return _PLACE.sub(lambda match: _printed(parse_quantity(match[1]), run), text)


def _nothing(asked: Quantity) -> bool:
    return False


def filled_or_not(text: str, run: Callable[[str], LookedAt], hides: Callable[[Quantity], bool] = _nothing) -> str:
    """The same of a run in which somebody may have changed anything: MISSING for what it does not have, and ASKED for
    what is hidden."""
    return _PLACE.sub(lambda match: _printed_or_not(match[1], run, hides), text)


def _printed_or_not(place: str, run: Callable[[str], LookedAt], hides: Callable[[Quantity], bool]) -> str:
    try:
        asked = parse_quantity(place)
        return ASKED if hides(asked) else _printed(asked, run)
    except (Refusal, KeyError):
        return MISSING


def pieces(text: str) -> tuple[TextPiece, ...]:
    """A filled text as plain words and terms, in their order."""
    pieces, last = [], 0
    for match in _TERM.finditer(text):
        pieces += [TextPiece(text[last : match.start()]), TextPiece(match[1], match[2])]
        last = match.end()
    return tuple(piece for piece in (*pieces, TextPiece(text[last:])) if piece.words)


def spoken(text: str) -> str:
    """A text as it is read aloud, without keys of parts, every number as a short one: for its length."""
    return "".join(piece.words for piece in pieces(_PLACE.sub("0.00", text)))


def terms(text: str) -> tuple[str, ...]:
    """Keys of the parts that a text lights."""
    return tuple(match[2] for match in _TERM.finditer(text))


def _printed(asked: Quantity, run: Callable[[str], LookedAt]) -> str:
    value = found(asked, run(asked.page))
    if isinstance(value, str):
        return value
    numbers = np.atleast_1d(np.asarray(value, float)).ravel()
    shown = [_number(float(v), asked.form) for v in numbers[:MOST_SHOWN]]
    if np.ndim(value) == 0:
        return shown[0]
    return f"({', '.join(shown)}{', …' if len(numbers) > MOST_SHOWN else ''})"


def _number(value: float, form: str) -> str:
    if not form:
        whole = value.is_integer() and abs(value) < 1e6
        return f"{value + 0.0:,.0f}".replace("-", "\u2212") if whole else short(value)
    places, kind = int(form[1]), form[2]
    if kind == "e":
        return power(value, places + 1)
    return plain(100 * value, places) + "%" if kind == "%" else plain(value, places)
