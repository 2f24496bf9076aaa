"""How simulations are looked at side by side: what was chosen beside what determines their runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Comparing:
    """own: keys of what each has for itself though all may agree; large: the one whose row is the large one; back: how
    many steps before the loss they are compared, None as usual; pair: the two that are put term by term, () as found.

    `large` and `pair` name simulations by their marks; in a file by their rows, counted from 0.
    """

    own: frozenset[str] = frozenset()
    large: int | None = None
    back: int | None = None
    pair: tuple[int, ...] = ()

    def renamed(self, names: Mapping[int, int]) -> Comparing:
        """The same with other names for the simulations; one that has none is not meant any more."""
        pair = tuple(names[one] for one in self.pair if one in names)
        large = None if self.large is None else names.get(self.large)
        return replace(self, large=large, pair=pair if len(pair) == len(self.pair) else ())


AS_USUAL = Comparing()
"""What nobody has changed."""
