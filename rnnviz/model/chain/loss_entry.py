"""Where the gradient comes into a run: from the loss at some step, or from the layer above."""

from __future__ import annotations

from rnnviz.engine import Run

LAST, FIRST, ONE, SEVERAL, EVERY, ABOVE = "last", "first", "one", "several", "every", "above"


def feeding(run: Run, top: bool = True) -> str:
    """ "above" for a layer that another one reads; else by the steps at which the loss stands, in the run's own order.

    "first" is a direction that reads the sequence from its end, under a loss at the end of the sequence.
    """
    if not top:
        return ABOVE
    fed = run.fed
    if fed.sum() > 1:
        return EVERY if fed.all() else SEVERAL
    if fed[-1]:
        return LAST
    return FIRST if fed[0] else ONE
