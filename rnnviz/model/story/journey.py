"""The halts of a story one after the other, as a film of it shows them."""

from __future__ import annotations

from rnnviz.model.story.cursor import Cursor
from rnnviz.model.story.score import Score


def journey(score: Score, start: Cursor, most: int) -> tuple[Cursor, ...]:
    """From one halt onward to the end of its pass, but no more than so many."""
    halts = [start]
    while len(halts) < most and not score.at_end(halts[-1]):
        halts.append(score.advance(halts[-1]))
    return tuple(halts)
