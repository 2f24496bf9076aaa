"""The sentence under the plot: what is so of the gradients that are compared, whatever they are."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from rnnviz.model.compare.norms import Norms
from rnnviz.model.compare.verdict import Verdict, verdict
from rnnviz.model.figures.scales import size_text
from rnnviz.view.compare.comparison import Comparison
from rnnviz.view.compare.names import names_of

translate = QCoreApplication.translate


def says(comparison: Comparison) -> str:
    """One sentence, true of what stands in the plot."""
    return _sentence(comparison, verdict(comparison.norms(), comparison.back))


def _sentence(comparison: Comparison, found: Verdict) -> str:
    back = found.back
    steps = translate("Compare", "1 step") if back == 1 else translate("Compare", "{0} steps").format(back)
    if found.key == "one":
        return translate("Compare", "Add a cell to compare with.")
    low = _whose(comparison, found.low)
    if found.key == "short":
        return translate("Compare", "The sequence of {0} does not reach {1} back.").format(low, steps)
    if found.key == "odd":
        return translate("Compare", "{0} back {1} gets a gradient that is no finite number.").format(steps, low)
    if found.key == "nothing":
        return translate("Compare", "{0} back no cell gets any gradient.").format(steps)
    if found.key == "same":
        return translate("Compare", "{0} back all of them get the same gradient.").format(steps)
    high = _whose(comparison, found.high)
    if found.key == "none":
        return translate("Compare", "{0} back {1} still gets a gradient, {2} exactly none.").format(steps, high, low)
    pattern = translate("Compare", "{0} back {1} gets {2} times the gradient of {3}.")
    return pattern.format(steps, high, _factor(found.log10), low)


def _factor(log10: float) -> str:
    factor = 10**log10 if log10 < 6 else 0.0
    return (
        f"{factor:,.0f}"
        if 9.5 <= factor < 1e6
        else f"{factor:.1f}"
        if 1.95 <= factor < 9.5
        else (f"{factor:.2f}" if 0 < factor < 1.95 else size_text(log10, 1))
    )


def _whose(comparison: Comparison, norm: Norms | None) -> str:
    """The state of a cell: "h of the LSTM"."""
    if norm is None:
        return ""
    return translate("Compare", "{0} of {1}").format(norm.state, names_of(comparison.cells)[norm.row])
