"""Rounding a line of numbers so that it adds up as printed: two decimals, up to four, then "≈".

The audience checks with a calculator: what stands left of an equals sign, worked out from the printed digits, must
round to what stands right of it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise

from rnnviz.engine.language.tree import Expr
from rnnviz.engine.notation.numbers_in import worth
from rnnviz.model.figures.numbers import plain, power

BIG, SMALL, SIGNIFICANT = 1e6, 0.01, 0.1


@dataclass(frozen=True, slots=True)
class Precision:
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


def rounded(tree: Expr, places: Precision) -> Expr:
    """Every plugged-in number as it is printed."""
    if tree.op == "shown":
        return replace(tree, number=places.value(tree.number))
    return replace(tree, args=tuple(rounded(a, places) for a in tree.args)) if tree.args else tree


def agrees(left: Expr, right: Expr, places: Precision) -> bool:
    """Whether every number on the right is what the printed numbers on the left work out to."""
    if right.args:
        return all(agrees(a, b, places) for a, b in zip(left.args, right.args, strict=True))
    wanted, found = right.number, worth(left)
    if not (math.isfinite(wanted) and math.isfinite(found)):
        return True
    return abs(found - wanted) <= places.slack(wanted) + 1e-9 * abs(wanted)


@dataclass(frozen=True, slots=True)
class PrintedChain:
    """Printed trees, the value last, with equals signs between; places: one entry per tree.

    joins[k]: trees k and k + 1 agree; ends[k]: tree k and the value do.
    """

    trees: tuple[Expr, ...]
    joins: tuple[bool, ...]
    ends: tuple[bool, ...]
    places: tuple[Precision, ...]

    def tells(self, value: Expr) -> bool:
        """Whether the printed numbers say something about the true ones: no 0.00 for 0.003, no 0.00 / 0.00 for 0.3."""
        defined = not math.isfinite(value.number) or all(math.isfinite(worth(tree)) for tree in self.trees)
        return defined and (self.trees[-1].number != 0 or value.number == 0)


MORE = ((0, 0, 0), (1, 1, 1), (1, 1, 0), (1, 0, 0), (2, 2, 2), (2, 2, 1), (2, 1, 1), (2, 2, 0), (2, 1, 0), (2, 0, 0))
"""Further digits of the plugged-in numbers, of what is worked out on the way, and of the value, as they are tried."""


def chain(trees: list[Expr], places: Precision | None = None) -> PrintedChain:
    """The shortest rounding that adds up; where not even four decimals do, two and "≈".

    A value that would be printed as 0.00 without being zero gets more decimals, too, and then powers of ten.
    """
    base = places or Precision()
    for more in MORE:
        found = _chain(trees, base, *more)
        if all(found.joins) and all(found.ends) and found.tells(trees[-1]):
            return found
    plainest = _chain(trees, base, 0, 0, 0)
    if not base.significant and not plainest.tells(trees[-1]):
        return chain(trees, Precision(significant=True))
    return plainest


def _chain(trees: list[Expr], base: Precision, first: int, way: int, last: int) -> PrintedChain:
    more = [first, *[way] * (len(trees) - 2), last] if len(trees) > 1 else [last]
    places = tuple(replace(base, more=m) for m in more)
    printed = tuple(rounded(tree, p) for tree, p in zip(trees, places, strict=True))
    joins = tuple(agrees(a, b, p) for (a, b), p in zip(pairwise(printed), places[1:], strict=True))
    ends = tuple(agrees(a, printed[-1], places[-1]) for a in printed[:-1])
    return PrintedChain(printed, joins, ends, places)
