"""Which rows stand below those of the cell, how high each is, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from rnnviz.model.answers.answers import Answers
from rnnviz.model.document.result import Result
from rnnviz.view.look.style import Scale

HIGH = 900
"""Height of a window from which rows are as high as at 1080."""
ANSWER, TARGET, LOSS, WORDS, BACK, ITS_P = "answer", "target", "loss", "words", "back", "p"
HEIGHTS = {ANSWER: (28, 23), BACK: (26, 21), TARGET: (22, 19), LOSS: (24, 19), ITS_P: (20, 16), WORDS: (24, 20)}
GAP = (7, 5)
LOWEST = 0.72
"""Part of their height that rows keep where there is no room."""
translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """kind: what is drawn; found: whose answers; gap: whether a hairline stands above; words: of the twin.

    top, height: in pixels from where the rows begin.
    """

    kind: str
    label: str
    found: Answers
    gap: bool = False
    words: tuple[str, ...] = ()
    own: bool = False
    """Whether it is of the sentence itself, whose loss is counted."""
    given: int | None = None
    """So many of its steps were given, where the network wrote the others."""
    top: float = 0.0
    height: float = 0.0


def pixels(pair: tuple[int, int], scale: Scale) -> float:
    """A height given for windows 1080 and 720 high."""
    return pair[0] * scale.height / 1080 if scale.height >= HIGH else float(pair[1])


def rows_of(result: Result, backward: bool, scale: Scale, room: float) -> tuple[AnswerRow, ...]:
    """The rows of a result from the top, in about so many pixels; none without a read-out."""
    found = list(_rows(result, backward))
    loud = 1.4 if scale.presenting else 1.0
    whole = sum(pixels(HEIGHTS[row.kind], scale) * loud + row.gap * pixels(GAP, scale) for row in found)
    part = loud * min(1.0, max(room / whole, LOWEST)) if found else loud
    placed, top = [], 0.0
    for row in found:
        top += pixels(GAP, scale) if row.gap else 0.0
        height = pixels(HEIGHTS[row.kind], scale) * part
        placed.append(AnswerRow(row.kind, row.label, row.found, row.gap, row.words, row.own, row.given, top, height))
        top += height
    return tuple(placed)


def height_of(rows: tuple[AnswerRow, ...]) -> float:
    """Pixels of all rows together."""
    return rows[-1].top + rows[-1].height + 3 if rows else 0.0


def _rows(result: Result, backward: bool) -> Iterator[AnswerRow]:
    found = result.answers
    if found is None:
        return
    first = BACK if backward else ANSWER
    label = translate("Tape", "∂ answer") if backward else translate("Tape", "answer")
    yield AnswerRow(first, label, found, gap=True, own=True)
    if found.drawn and not backward:
        yield AnswerRow(ITS_P, translate("Tape", "its p"), found, own=True)
    elif not np.isnan(found.wanted).all():
        yield AnswerRow(TARGET, translate("Tape", "target"), found, own=True)
    given = result.setup.typed if result.setup.prediction.written and found.classes else None
    yield AnswerRow(LOSS, translate("Tape", "loss"), found, own=True, given=given)
    if not backward:
        yield from _beside(result)


def _beside(result: Result) -> Iterator[AnswerRow]:
    beside, setup = result.beside, result.setup
    if beside.twin is not None and setup.twin is not None:
        words = setup.twin.words(setup.sequence.words)
        yield AnswerRow(WORDS, translate("Tape", "twin"), beside.twin, gap=True, words=words)
        yield AnswerRow(ANSWER, translate("Tape", "its answer"), beside.twin)
    if beside.unremembered is not None:
        yield AnswerRow(ANSWER, "U = 0", beside.unremembered, gap=True)
    if beside.neither is not None:
        yield AnswerRow(ANSWER, translate("Tape", "twin, U = 0"), beside.neither)
