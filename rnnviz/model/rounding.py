"""Rounding a line of numbers so that it adds up as printed: two decimals, up to four, then "≈".

The audience checks with a calculator: what stands left of an equals sign, worked out from the printed digits, must
round to what stands right of it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise

from rnnviz.engine.plug import worth
from rnnviz.engine.syntax import Expr
from rnnviz.model.numbers import plain, power

BIG, SMALL, SIGNIFICANT = 1e6, 0.01, 0.1


@dataclass(frozen=True, slots=True)
class Places:
    """How numbers of one line are printed: `decimals` and `more` digits beyond.

    significant: two significant digits instead of two decimals, powers of ten below 0.01; for gradients, which shrink.
    """

    more: int = 0
    significant: bool = False
    decimals: int = 2

    def text(self, value: float) -> str:
        """A number for the screen."""
        if value == 0 and self.significant:
            return "0"
        if math.isfinite(value) and self._scientific(value):
            return power(value, 2 + self.more)
        return plain(value, self._decimals(value))

    def value(self, value: float) -> float:
        """The number that `text` prints."""
        if not math.isfinite(value) or value == 0:
            return value
        form = f".{1 + self.more}e" if self._scientific(value) else f".{self._decimals(value)}f"
        return float(format(value, form)) + 0.0

    def slack(self, value: float) -> float:
        """Half a unit of the last printed digit."""
        if value != 0 and self._scientific(value):
            return 0.5 * 10.0 ** (math.floor(math.log10(abs(value))) - 1 - self.more)
        return 0.5 * 10.0 ** -self._decimals(value)

    def _scientific(self, value: float) -> bool:
        return abs(value) >= BIG or (self.significant and 0 < abs(value) < SMALL)

    def _decimals(self, value: float) -> int:
        return self.decimals + self.more + (self.significant and abs(value) < SIGNIFICANT)


def rounded(tree: Expr, places: Places) -> Expr:
    """Every plugged-in number as it is printed."""
    if tree.op == "shown":
        return replace(tree, number=places.value(tree.number))
    return replace(tree, args=tuple(rounded(a, places) for a in tree.args)) if tree.args else tree


def agrees(left: Expr, right: Expr, places: Places) -> bool:
    """Whether every number on the right is what the printed numbers on the left work out to."""
    if right.args:
        return all(agrees(a, b, places) for a, b in zip(left.args, right.args, strict=True))
    wanted, found = right.number, worth(left)
    if not (math.isfinite(wanted) and math.isfinite(found)):
        return True
    return abs(found - wanted) <= places.slack(wanted) + 1e-9 * abs(wanted)


@dataclass(frozen=True, slots=True)
class Chain:
    """Printed trees with equals signs between: joins[k]: trees k and k + 1 agree; ends[k]: tree k and the last do.

    places: of all trees but the last, the value, which has its own.
    """

    trees: tuple[Expr, ...]
    joins: tuple[bool, ...]
    ends: tuple[bool, ...]
    places: Places
    value_places: Places

    def tells(self, value: Expr) -> bool:
        """Whether the printed value says something about the true one: it is not 0.00 for 0.003."""
        return self.trees[-1].number != 0 or value.number == 0


MORE = ((0, 0), (1, 1), (1, 0), (2, 2), (2, 1), (2, 0))
"""Further digits of the numbers and of the value, in the order in which they are tried."""


def chain(trees: list[Expr], places: Places | None = None) -> Chain:
    """The shortest rounding that adds up; where not even four decimals do, two and "≈".

    A value that would be printed as 0.00 without being zero gets more decimals, too, and then powers of ten.
    """
    base = places or Places()
    for a, b in MORE:
        found = _chain(trees, replace(base, more=a), replace(base, more=b))
        if all(found.joins) and all(found.ends) and found.tells(trees[-1]):
            return found
    plainest = _chain(trees, base, base)
    if not base.significant and not plainest.tells(trees[-1]):
        return chain(trees, Places(significant=True))
    return plainest


def _chain(trees: list[Expr], places: Places, value_places: Places) -> Chain:
    value = rounded(trees[-1], value_places)
    printed = [rounded(tree, places) for tree in trees[:-1]]
    joins = [agrees(a, b, places) for a, b in pairwise(printed)]
    ends = tuple(agrees(a, value, value_places) for a in printed)
    return Chain((*printed, value), (*joins, *ends[-1:]), ends, places, value_places)
