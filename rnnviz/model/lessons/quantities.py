"""Numbers that a lesson's text names: parsed by one small grammar, looked up in the run, never evaluated as code.

    h            a line, x or c_prev at the present step           h@3[2]      unit 2 of it at step 3, both from 1
    grad c@6[1]  dL/dc;  norm c@6, log c@6: of all units           log bound@1   log10 of the vanishing bound
    p NAME@6     what the read-out says;  answer@3: all of it       loss
    weight W[1,2], gradient W[1,2], part W[1,2]@3                  count W, parameters, hidden, inputs, steps, step
    share g of c@6   of the gradient of c, through g               change c      relative change per step, on average
    given U@6    the share that step 6 gives to dL/dU              slope g@2     of the largest slope, the part left
    cut U[1,2]@7, left U@7, turned U@7   dL/dU of the steps from 7 on alone, the part left, the degrees it turns by
    word@6       the word;  said@6  the likeliest answer
    total        all numbers that are learned, of all layers and the read-out

Behind it " in layer 2" or " in layer 1:backward" names another layer or direction of the network, " in cell 2" another
one of compared cells, " on PAGE" another page of the lesson whose run is meant, in this order of places: h@3 in cell 4
in layer 2 on PAGE; ":.3f", ":.1e" or ":.0%" behind all says how it is printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from rnnviz.model.lessons.situation import LessonTextError

KINDS = (
    "grad", "norm", "log", "p", "share", "weight", "gradient", "part", "count", "change",
    "given", "cut", "left", "turned", "slope",
)  # fmt: skip
ALONE = ("loss", "parameters", "total", "hidden", "inputs", "steps", "step", "word", "answer", "said")
MAX_TEXT = 120
_STEP = re.compile(r"@(now|last|\d{1,5})")
_UNIT = re.compile(r"\[(\d{1,4})(?:,(\d{1,4}))?\]")
_FORMAT = re.compile(r":(\.\d[fe%])$")
_PAGE = re.compile(r" on ([\w-]+)$")
_LAYER = re.compile(r" in layer ([1-9](?::(?:forward|backward))?)$")
_CELL = re.compile(r" in cell ([1-9])$")
_CLAIM = re.compile(r"(.+?)\s*(<=|>=|<|>|=)\s*(-?\d[\d.e+-]*)(?:\s*±\s*(\d[\d.e+-]*))?")


@dataclass(frozen=True, slots=True)
class Quantity:
    """kind: one of KINDS or ALONE, or "value" of a line; index: 0-based; step: 0-based, -1 for the last one, None for
    the present one; of: the state a share is of; cell: 0-based among compared ones, layer: 0-based, None for the one on
    the stage, and way its direction, "" for the first."""

    text: str
    kind: str
    name: str
    index: tuple[int, ...] = ()
    step: int | None = None
    of: str = ""
    page: str = ""
    form: str = ""
    cell: int | None = None
    layer: int | None = None
    way: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that must be so: a quantity compared with a number; slack: how far off "=" may be."""

    text: str
    quantity: Quantity
    sign: str
    number: float
    slack: float = 0.0


def parse_quantity(text: str) -> Quantity:
    """What a placeholder names, its braces taken off. LessonTextError."""
    if not text.strip() or len(text) > MAX_TEXT:
        raise LessonTextError("lesson.quantity", text=text[:MAX_TEXT])
    rest, form = _taken(_FORMAT, text.strip())
    rest, page = _taken(_PAGE, rest)
    rest, layer = _taken(_LAYER, rest)
    rest, cell = _taken(_CELL, rest)
    rest, step = _taken(_STEP, rest)
    index = _UNIT.search(rest)
    rest = _UNIT.sub("", rest, count=1).strip()
    if re.search(r"[@\[\]:{}]", rest):
        raise LessonTextError("lesson.quantity", text=text)
    found = replace(_named(rest, text), page=page, form=form, step=_step(step, text), **_seat(cell, layer))
    return replace(found, index=_counted(index, text)) if index else found


def parse_claim(text: str) -> Claim:
    """ "h[1]@3 = 16", "p other > 0.5", "c@5[1] = 7 ± 0.001". LessonTextError."""
    match = _CLAIM.fullmatch(text.strip())
    if match is None:
        raise LessonTextError("lesson.claim", text=text[:MAX_TEXT])
    try:
        number, slack = float(match[3]), float(match[4] or 0.0)
    except ValueError:
        raise LessonTextError("lesson.claim", text=text[:MAX_TEXT]) from None
    return Claim(text, parse_quantity(match[1]), match[2], number, slack)


def holds(claim: Claim, found: float) -> bool:
    """Whether a number that was found is as claimed."""
    if claim.sign == "=":
        return abs(found - claim.number) <= max(claim.slack, 1e-9 * max(1.0, abs(claim.number)))
    return compared(found, claim.sign, claim.number)


def compared(found: float, sign: str, wanted: float) -> bool:
    """Two numbers by a sign: <, <=, =, >= or >."""
    below, equal = found < wanted, found == wanted
    return {"<": below, "<=": below or equal, "=": equal, ">=": found >= wanted, ">": found > wanted}[sign]


def _named(rest: str, text: str) -> Quantity:
    word, _, name = rest.partition(" ")
    if not name:
        return Quantity(text, rest if rest in ALONE else "value", rest)
    if word not in KINDS:
        raise LessonTextError("lesson.kind", word=word, known=KINDS)
    if word == "share":
        name, middle, of = name.partition(" of ")
        if not middle:
            raise LessonTextError("lesson.quantity", text=text)
        return Quantity(text, word, name.strip(), of=of.strip())
    return Quantity(text, word, name.strip())


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """A text without what a pattern finds in it, and what that is."""
    match = pattern.search(text)
    return (text, "") if match is None else (text[: match.start()] + text[match.end() :], match[1])


def _seat(cell: str, layer: str) -> dict[str, Any]:
    """Which of compared cells, and which layer and direction of it."""
    number, _, way = layer.partition(":")
    return {"cell": int(cell) - 1 if cell else None, "layer": int(number) - 1 if number else None, "way": way}


def _step(said: str, text: str) -> int | None:
    if said in ("", "now"):
        return None
    if said == "last":
        return -1
    if int(said) < 1:
        raise LessonTextError("lesson.quantity", text=text)
    return int(said) - 1


def _counted(match: re.Match[str], text: str) -> tuple[int, ...]:
    numbers = tuple(int(group) - 1 for group in match.groups() if group)
    if min(numbers) < 0:
        raise LessonTextError("lesson.quantity", text=text)
    return numbers
