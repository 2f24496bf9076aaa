"""Work that is done piece by piece, so that a window need not stand still for it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Done:
    """share: 0 to 1, how much of a picture is made; looks: whether what is on the screen is still looked at."""

    share: float
    looks: bool = False


Pieces = Generator[Done, None, T]


def at_once(work: Pieces[T]) -> T:
    """All pieces at once."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            made: T = end.value
            return made


def up_to(part: float, work: Pieces[T]) -> Pieces[T]:
    """Work that is this part of more."""
    while True:
        try:
            piece = next(work)
        except StopIteration as end:
            made: T = end.value
            return made
        yield Done(part * piece.share, piece.looks)
