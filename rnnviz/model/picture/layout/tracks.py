"""Wires between two columns: every net that changes its height gets a vertical track of its own.

Left of its track a wire runs at the height it came with, right of it at those it goes to. So where one wire comes
in as high as another goes out, the first must turn first; a circle of such demands is cut by a wire that turns twice.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field, replace
from functools import cached_property

from rnnviz.model.picture.grid import EPSILON, LANE
from rnnviz.model.picture.layout.work import Work

FAR = 1e6


@dataclass(frozen=True, eq=False)
class Turn:
    """A net between two columns: the height it comes with (None: from below, as x), those it goes to (sorted), and
    whether it leaves upward. `since` is the net that joins it here, before it turns. `part` tells the first from the
    second turn of a net that turns twice."""

    net: str
    left: float | None
    right: tuple[float, ...]
    out: bool = False
    since: str = ""
    part: int = 0

    @property
    def straight(self) -> bool:
        return self.left is not None and not self.out and all(abs(y - self.left) < EPSILON for y in self.right)

    @cached_property
    def span(self) -> tuple[float, float]:
        """Its vertical part, top and bottom."""
        ends = [*self.right, FAR if self.left is None else self.left, *([-FAR] if self.out else [])]
        return min(ends), max(ends)


@dataclass(frozen=True, slots=True)
class Tracks:
    """Track of every turn, counted from the left, and the heights between two turns of a net."""

    track: dict[tuple[str, int], int] = field(default_factory=dict)
    between: dict[str, float] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return max(self.track.values(), default=-1) + 1


def tracks_of(turns: list[Turn], work: Work) -> Tracks:
    """Tracks for all turns of a channel, in an order with few crossings."""
    found = Tracks()
    taken = sorted(y for t in turns for y in (*t.right, *([] if t.left is None else [t.left])))
    waiting = _Waiting(work)
    for turn in turns:
        if not turn.straight:
            waiting.add(turn)
    placed: list[Turn] = []
    while waiting.turns:
        best = waiting.best()
        if best is not None:
            waiting.remove(best)
            work.spend(len(placed))
            _give(found, placed, best)
            continue
        knot = waiting.knot()
        work.spend(len(taken))
        middle = _gap(knot, taken)
        insort(taken, middle)
        found.between[knot.net] = middle
        waiting.remove(knot)
        waiting.add(replace(knot, right=(middle,), out=False, part=1))
        waiting.add(replace(knot, left=middle, part=2))
    return found


class _Waiting:
    """The turns that have no track yet; for each how many must stand left of it, and how many crossings it makes.

    Both are kept up to date as turns come and go, so that n turns cost n^2 looks at two of them.
    """

    def __init__(self, work: Work) -> None:
        self.turns: list[Turn] = []
        self._before: dict[Turn, int] = {}
        self._crossed: dict[Turn, int] = {}
        self._work = work

    def add(self, turn: Turn) -> None:
        self._before[turn] = self._crossed[turn] = 0
        self._count(turn, 1)
        self.turns.append(turn)

    def remove(self, turn: Turn) -> None:
        self.turns.remove(turn)
        self._count(turn, -1)

    def _count(self, turn: Turn, sign: int) -> None:
        self._work.spend(len(self.turns))
        for other in self.turns:
            self._before[turn] += sign * _before(other, turn)
            self._before[other] += sign * _before(turn, other)
            more = _crossed(turn, other) - _crossed(other, turn)
            self._crossed[turn] += sign * more
            self._crossed[other] -= sign * more

    def best(self) -> Turn | None:
        """Of those that may stand left of all others the one that then crosses fewest; None in a circle."""
        self._work.spend(len(self.turns))
        return min((t for t in self.turns if not self._before[t]), key=self._crossed.__getitem__, default=None)

    def knot(self) -> Turn:
        """What is cut in a circle: it is whole, and another one waits for it."""
        whole = [t for t in self.turns if t.part == 0 and t.left is not None and not t.since]
        self._work.spend(len(whole) * len(self.turns))
        knots = [t for t in whole if any(_before(t, o) for o in self.turns if o is not t)]
        return min(knots, key=lambda t: (len(t.right), t.net))


def _before(a: Turn, b: Turn) -> bool:
    """Whether a must turn left of b."""
    if a.net == b.since or b.net == a.since:
        return a.net == b.since
    if a.left is None or a.net == b.net:
        return False
    at = bisect_right(b.right, a.left - LANE + EPSILON)
    return at < len(b.right) and b.right[at] < a.left + LANE - EPSILON


def _crossed(a: Turn, b: Turn) -> int:
    """Crossings of two turns where a stands left of b."""
    (top, bottom), (high, low) = a.span, b.span
    count = max(0, bisect_left(a.right, low) - bisect_right(a.right, high))
    return count + (b.left is not None and top < b.left < bottom)


def _give(found: Tracks, placed: list[Turn], turn: Turn) -> None:
    """The first track right of all that must stand left of it, or that it would run into."""
    top, bottom = turn.span
    level = 0
    for other in placed:
        high, low = other.span
        if _before(other, turn) or (high < bottom + LANE and top < low + LANE):
            level = max(level, found.track[other.net, other.part] + 1)
    found.track[turn.net, turn.part] = level
    placed.append(turn)


def _gap(knot: Turn, taken: list[float]) -> float:
    """A height no wire of the channel uses, near the knot's own; `taken` are those in use, sorted."""
    assert knot.left is not None
    ends = [knot.left, *knot.right]
    options = [y + step for y in taken for step in (-LANE, LANE)]
    free = [y for y in options if _free(y, taken)]
    return min(free, key=lambda y: (sum(abs(y - end) for end in ends), y))


def _free(y: float, taken: list[float]) -> bool:
    at = bisect_right(taken, y - LANE + EPSILON)
    return at == len(taken) or taken[at] >= y + LANE - EPSILON
