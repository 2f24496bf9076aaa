"""Wires between two columns: every net that changes its height gets a vertical track of its own.

Left of its track a wire runs at the height it came with, right of it at those it goes to. So where one wire comes
in as high as another goes out, the first must turn first; a circle of such demands is cut by a wire that turns twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rnnviz.model.picture.grid import EPSILON, LANE

FAR = 1e6


@dataclass(frozen=True, slots=True)
class Turn:
    """A net between two columns: the height it comes with (None: from below, as x), those it goes to, and
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

    @property
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


def tracks_of(turns: list[Turn]) -> Tracks:
    """Tracks for all turns of a channel, in an order with few crossings."""
    found = Tracks()
    taken = [y for t in turns for y in (*t.right, *([] if t.left is None else [t.left]))]
    waiting = [t for t in turns if not t.straight]
    placed: list[Turn] = []
    while waiting:
        free = [t for t in waiting if not any(_before(o, t) for o in waiting if o is not t)]
        if free:
            best = min(free, key=lambda t: sum(_crossed(t, o) - _crossed(o, t) for o in waiting if o is not t))
            waiting.remove(best)
            _give(found, placed, best)
            continue
        whole = [t for t in waiting if t.part == 0 and t.left is not None and not t.since]
        knots = [t for t in whole if any(_before(t, o) for o in waiting if o is not t)]
        knot = min(knots, key=lambda t: (len(t.right), t.net))
        middle = _gap(knot, taken)
        taken.append(middle)
        found.between[knot.net] = middle
        waiting.remove(knot)
        waiting += [replace(knot, right=(middle,), out=False, part=1), replace(knot, left=middle, part=2)]
    return found


def _before(a: Turn, b: Turn) -> bool:
    """Whether a must turn left of b."""
    if a.net == b.since or b.net == a.since:
        return a.net == b.since
    return a.left is not None and a.net != b.net and any(abs(a.left - y) < LANE - EPSILON for y in b.right)


def _crossed(a: Turn, b: Turn) -> int:
    """Crossings of two turns where a stands left of b."""
    (top, bottom), (high, low) = a.span, b.span
    count = sum(high < y < low for y in a.right)
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
    """A height no wire of the channel uses, near the knot's own."""
    assert knot.left is not None
    ends = [knot.left, *knot.right]
    options = [y + step for y in taken for step in (-LANE, LANE)]
    free = [y for y in options if all(abs(y - other) > LANE - EPSILON for other in taken)]
    return min(free, key=lambda y: (sum(abs(y - end) for end in ends), y))
