"""Products of what tests are asked of, thinned: every value meets some of the others, not each with each.

`RNNVIZ_FULL=1`, which `make soak` sets, asks for all of the product.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import product
from typing import Any

FULL = os.environ.get("RNNVIZ_FULL", "") == "1"


def covering(
    each: Iterable[object], *others: Iterable[object], times: int = 1, shift: int = 0, full: bool = FULL
) -> list[Any]:
    """Each of the first `times` times, always with another combination of the others; every combination comes up.

    shift: where the combinations begin, so that two tests of the same things meet different ones.
    """
    firsts, turns = list(each), list(product(*others))
    if full:
        return [(first, *turn) for first in firsts for turn in turns]
    rounds = max(times, -(-len(turns) // len(firsts)))
    stride = -(-len(turns) // rounds)
    chosen = (
        (first, *turns[(i + j * stride + shift) % len(turns)]) for i, first in enumerate(firsts) for j in range(rounds)
    )
    return list(dict.fromkeys(chosen))
