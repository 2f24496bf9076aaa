"""The sentence beside the formula: what the chosen unit keeps, how steep its activation is, what reaches all units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPainter

from rnnviz.engine import Cell, Run
from rnnviz.engine.notation.gradient_formula import gradient
from rnnviz.model.figures.numbers import plain
from rnnviz.model.figures.scales import size_text
from rnnviz.model.reading import focus as focuses
from rnnviz.model.reading.focus import Focus
from rnnviz.model.reading.reading import is_held, number_of
from rnnviz.view.formula import formula_row
from rnnviz.view.formula.formula_row import Formula
from rnnviz.view.look import typeset
from rnnviz.view.look.style import Theme
from rnnviz.view.widgets.paper import BOLD, Align, text_width, words

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Remark:
    """A loud hint (words, then mathematics) and a dim sentence."""

    said: str = ""
    hint: str = ""
    formula: Formula | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        loud = f"{self.hint} {self.formula.text}" if self.formula else self.hint
        return tuple(text for text in (loud, self.said) if text)


def of(run: Run, focus: Focus, t: int, unit: int, backward: bool, theme: Theme) -> Iterator[Remark]:
    """Ever shorter remarks, the last one empty."""
    who = translate("FormulaBar", "unit {unit} of {count}").format(unit=unit + 1, count=run.hidden)
    if backward:
        yield from _backward(run, focus, t, who)
    else:
        yield from _forward(run, focus, t, unit, theme, who)
    yield Remark(who)
    yield Remark()


def _forward(run: Run, focus: Focus, t: int, unit: int, theme: Theme, who: str) -> Iterator[Remark]:
    name = focus.name
    slope = focuses.slope_reading(run, name, t, unit) if focus.node is None else None
    if is_held(run, name, t):
        yield Remark(translate("FormulaBar", "{who}: {name} is held").format(who=who, name=name))
    elif focuses.speaks_of_keeping(run.cell, name):
        yield from _keeping(run, t, unit, who)
    elif slope is not None:
        formula = formula_row.fitted(slope, theme, 10_000, 16, 16)
        yield Remark(who, translate("FormulaBar", "slope here"), formula)
    elif name in run.cell.gates:
        share = _percent(number_of(run, name, t, unit))
        yield Remark(translate("FormulaBar", "{who}: {percent} % open").format(who=who, percent=share))


def _keeping(run: Run, t: int, unit: int, who: str) -> Iterator[Remark]:
    share = focuses.kept_share(run, t, unit)
    if share is None:
        return
    if focuses.coupled(run.cell):
        both = translate("FormulaBar", "{who}: keeps {kept} % of its memory, writes {new} % of the new")
        yield Remark(both.format(who=who, kept=_percent(share), new=_percent(1 - share)))
    yield Remark(translate("FormulaBar", "{who}: keeps {kept} % of its memory").format(who=who, kept=_percent(share)))


def _percent(share: float) -> str:
    return plain(100 * share, 0)


def _backward(run: Run, focus: Focus, t: int, who: str) -> Iterator[Remark]:
    sizes = _sizes(run, focus, t)
    kind = (
        translate("FormulaBar", "total gradient")
        if focus.node is None and not focus.name.endswith("_prev")
        else translate("FormulaBar", "arriving gradient")
    )
    everyone = translate("FormulaBar", "all {count} units: ‖·‖ {sizes}").format(count=run.hidden, sizes=sizes)
    yield Remark(f"{who}, {kind}   ·   {everyone}")
    yield Remark(everyone)


def _sizes(run: Run, focus: Focus, t: int) -> str:
    """'0.174 → 0.153' where everything comes through one reader, else the size alone."""
    if focus.node is not None:
        return size_text(float(run.node_norms(focus.node).reshape(run.steps, -1)[t, 0]))
    own = size_text(float(run.norms(focus.name).reshape(run.steps, -1)[t, 0]))
    parts = gradient(run.cell, focus.name, frozenset(run.experiment.held)) if focus.name != "x" else ()
    places = {(part.reader, part.shift) for part in parts}
    if len(places) != 1 or focus.name == run.cell.output:
        return own
    reader, shift = places.pop()
    if t + shift >= run.steps:
        return own
    return f"{size_text(float(run.norms(reader).reshape(run.steps, -1)[t + shift, 0]))} → {own}"


def narration(cell: Cell, name: str, language: str) -> str:
    """The line's own sentence, in the reader's language where the cell has it."""
    base = name.removesuffix("_prev")
    if name != base or base not in cell.by_name:
        return ""
    return cell.says.get(language, {}).get(base, cell.by_name[base].says)


# painting --------------------------------------------------------------------------------------------------


def width(remark: Remark, px: int) -> float:
    """Width of a remark in pixels."""
    loud = text_width(remark.hint, px, BOLD) if remark.hint else 0.0
    if remark.formula is not None:
        loud += px * 0.5 + formula_row.width(remark.formula.rows, _math(px))
    gap = px * 1.6 if loud and remark.said else 0.0
    return loud + gap + text_width(remark.said, px)


def _math(px: int) -> int:
    """The mathematical face looks smaller than the interface's."""
    return round(px * 1.15)


def fitting(remarks: Iterable[Remark], px: int, room: float) -> Remark:
    """The first remark that has room."""
    return next((remark for remark in remarks if width(remark, px) <= room), Remark())


def draw(p: QPainter, right: float, baseline: float, remark: Remark, px: int, theme: Theme) -> None:
    """Draw a remark that ends at `right`."""
    x = right - width(remark, px)
    words(p, right, baseline, remark.said, px, theme.dim, Align.AlignRight)
    if not remark.hint:
        return
    x += words(p, x, baseline, remark.hint, px, theme.accent, Align.AlignLeft, BOLD)
    if remark.formula is None:
        return
    x, px = x + px * 0.5, _math(px)
    for k, row in enumerate(remark.formula.rows):
        if k:
            sign = typeset.text(remark.formula.signs[k - 1])
            x += formula_row.GAP * px
            x += typeset.draw(p, x, baseline, sign, px, color=theme.accent) + formula_row.GAP * px
        x += typeset.draw(p, x, baseline, typeset.colored(row, theme.accent), px)
