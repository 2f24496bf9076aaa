"""The table of how simulations are looked at side by side."""

from __future__ import annotations

from rnnviz.io.formats import checks
from rnnviz.io.formats.tables import Table
from rnnviz.io.refused import Place, Refused, entry, within
from rnnviz.model.compare.sharing import BY_KEY
from rnnviz.model.document.comparing import AS_USUAL, Comparing
from rnnviz.model.setup.sequence import MAX_STEPS


class ComparingTable(Table, frozen=True):
    """large and pair: simulations, counted from 0."""

    own: tuple[str, ...] = ()
    large: int | None = None
    back: int | None = None
    pair: tuple[int, ...] = ()


def comparing_table(comparing: Comparing) -> ComparingTable | None:
    """None where everything is as usual."""
    if comparing == AS_USUAL:
        return None
    own = tuple(key for key in BY_KEY if key in comparing.own)
    return ComparingTable(own=own, large=comparing.large, back=comparing.back, pair=comparing.pair)


def read_comparing(where: Place, table: ComparingTable | None, count: int) -> Comparing:
    """Checked against so many simulations; Refused."""
    if table is None:
        return AS_USUAL
    for number, key in enumerate(table.own, 1):
        checks.one_of(entry(within(where, "own"), number), key, BY_KEY)
    if table.large is not None:
        checks.between(within(where, "large"), table.large, 0, count - 1)
    if table.back is not None:
        checks.between(within(where, "back"), table.back, 1, MAX_STEPS)
    for number, row in enumerate(table.pair, 1):
        checks.between(entry(within(where, "pair"), number), row, 0, count - 1)
    if len(table.pair) not in (0, 2) or len(set(table.pair)) != len(table.pair):
        raise Refused(within(where, "pair"), "pair.wrong")
    return Comparing(frozenset(table.own), table.large, table.back, table.pair)
