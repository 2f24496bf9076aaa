"""What the strip says of the weight that is pointed at: its part of the sum, with numbers that add up as printed."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.rounding import Precision
from rnnviz.model.story.cursor import Cursor
from rnnviz.model.weights.numbers import Term, term_of
from rnnviz.model.weights.pointed import Weight
from rnnviz.view.formula.formula_notes import Remark

translate = QCoreApplication.translate


def of(simulation: Simulation, weight: Weight, cursor: Cursor) -> Iterator[Remark]:
    """Ever shorter remarks; none for what is no weight of a sum."""
    term = term_of(simulation.result, weight.matrix, weight.index, simulation.run, cursor.step)
    if term is None:
        return
    if term.value is None:
        text = translate("FormulaBar", "this bias adds {weight}")
        yield Remark(text.format(weight=Precision(_more_of(term.weight)).text(term.weight)))
        return
    short, whole = _texts(term)
    if len(weight.matrix.shape) == 2:
        text = translate("FormulaBar", "this weight: {product} of the {total}")
        yield Remark(text.format(product=short, total=whole))
    yield Remark(translate("FormulaBar", "this weight: {product}").format(product=short))
    yield Remark(short)


def _texts(term: Term) -> tuple[str, str]:
    """ "0.88 × (−0.73) = −0.64" and the sum it is part of."""
    assert term.value is not None
    inner = next((more for more in range(4) if _agrees(term, more)), 3)
    sign = "=" if _agrees(term, inner) else "≈"
    places = Precision(inner)
    value, product = places.text(term.value), Precision(min(inner, 2)).text(term.product)
    value = f"({value})" if value.startswith("−") else value
    return f"{places.text(term.weight)} × {value} {sign} {product}", Precision(min(inner, 2)).text(term.total)


def _agrees(term: Term, more: int) -> bool:
    """Whether the printed factors multiply to the printed product, which is not 0.00 for what is not 0."""
    assert term.value is not None
    factors, result = Precision(more), Precision(min(more, 2))
    printed = result.value(term.product)
    found = factors.value(term.weight) * factors.value(term.value)
    tells = printed != 0 or term.product == 0
    return tells and not abs(found - printed) > result.slack(term.product) + 1e-9 * abs(printed)


def _more_of(value: float) -> int:
    """Further decimals until what is not 0 is not called so."""
    return next((more for more in range(3) if value == 0 or Precision(more).value(value) != 0), 2)
