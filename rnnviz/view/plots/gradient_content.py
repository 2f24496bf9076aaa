"""What the gradient plot shows of a run: curves, what stands beside them, and the numbers in its corners."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication

from rnnviz.engine import Run
from rnnviz.model.figures.numbers import plain
from rnnviz.model.figures.scales import LOW, Axis, decades, marks, runs_of, size_text
from rnnviz.view.look import typeset
from rnnviz.view.look.style import Theme
from rnnviz.view.look.typeset import Piece
from rnnviz.view.plots.captions import Content
from rnnviz.view.plots.curves import Curve
from rnnviz.view.plots.sentences import together
from rnnviz.view.plots.states import named, norm_row
from rnnviz.view.widgets.value_words import kind_name

translate = QCoreApplication.translate


def gradient_content(run: Run, old: Run | None, called: str, theme: Theme, loss: str, movable: bool) -> Content:
    """old: the run that is the ghost, pale; called: its name, "" for the one before the last edit; loss: what the flag
    says, where the gradient comes in from outside."""
    states = shown_states(run)
    curves = tuple(_curve(run, name, theme) for name in states)
    joint = (_curve(run, None, theme),) if len(run.cell.states) > 1 else ()
    ghosts = tuple(_curve(old, n, theme) for n in shown_states(old) if n in states) if old is not None else ()
    with np.errstate(all="ignore"):  # a recurrent matrix of zeros: 0 times minus infinity
        bound = run.bound()
    bound = bound if bound is not None and np.isfinite(bound).all() else None
    return Content(
        curves=curves + joint,
        ghosts=ghosts,
        names=_names(run, bool(ghosts), bound is not None),
        stretches=_stretches(curves),
        badge=_badge(curves),
        readout=_readout(run, old),
        before=(called or translate("GradientPlot", "before")) if ghosts else "",
        bound=bound,
        bound_names=_bound_names(run),
        loss=loss,
        counted=tuple(np.flatnonzero(run.fed).tolist()),
        movable=movable,
        float_end=_float_end(str(run.experiment.dtype)),
        smallest=float(np.log10(np.finfo(run.experiment.dtype).tiny)),
        waiting=translate("GradientPlot", "not reached yet"),
    )


def _float_end(dtype: str) -> tuple[str, ...]:
    """What the line at the end of the numbers says, the longest first."""
    texts = (
        translate("GradientPlot", "below this line an ordinary {} is 0"),
        translate("GradientPlot", "below: 0 in {}"),
    )
    return tuple(text.format(dtype) for text in texts)


def shown_states(run: Run) -> tuple[str, ...]:
    """Every state, the output first if it is one; an output that is none where a gradient comes to it at every step."""
    output = run.cell.output
    states = tuple(sorted(named(run.cell), key=output.__ne__))
    return states if output in states or not run.fed.all() else (*states, output)


def typed_norms(run: Run, name: str | None) -> tuple[list[float], list[str]]:
    """log10 of the norm at every step, and of what kind it is; name: of one state, None: of all together."""
    return run.norms(name).tolist(), run.norm_states(name).tolist()


def decades_of(content: Content, most: float) -> Axis:
    """Decades that hold every curve and ghost; a bound may widen them by a little, never dwarf them."""
    values = np.concatenate([c.values for c in (*content.curves, *content.ghosts)])
    finite = values[np.isfinite(values)]
    if content.bound is not None and len(finite):
        span = max(2.0, float(np.ptp(finite)))
        near = content.bound[np.abs(content.bound - finite.max()) <= 0.5 * span]
        finite = np.concatenate([finite, near])
    return decades(finite, max(2, min(8, int(most))))


def _curve(run: Run, name: str | None, theme: Theme) -> Curve:
    """Of a state, or of all together: that one is thin. After the last loss there is no gradient to speak of."""
    norms = run.norms(name)
    values = np.where(np.isfinite(norms), norms, np.nan)
    role, whose = (run.cell.by_name[name].role, (name,)) if name else ("plain", named(run.cell))
    last = int(np.flatnonzero(run.fed)[-1]) if run.fed.any() else run.steps
    odd = tuple(mark for mark in marks(*typed_norms(run, name)) if mark.step <= last)
    return Curve(f"‖{together(whose)}‖", values, theme.role(role), odd, thin=name is None)


def _names(run: Run, ghosts: bool, bound: bool) -> tuple[typeset.Row, ...]:
    """What stands beside each curve; a curve alone needs no name."""
    states = shown_states(run)
    if len(states) > 1:
        return (*(norm_row(n) for n in states), *([norm_row(run.cell)] if len(run.cell.states) > 1 else []))
    if not ghosts and not bound:
        return ()
    return (typeset.text(translate("GradientPlot", "now") if ghosts else translate("GradientPlot", "measured")),)


def _bound_names(run: Run) -> tuple[typeset.Row, ...]:
    """bound (β_f β_w)ᵀ⁻ᵏ, and its numbers: largest slope, largest stretch, their product; in ever fewer words."""
    found = run.bound_factors()
    if found is None:
        return ()
    factors = (*typeset.symbol("beta_f"), Piece(typeset.MEDIUM), *typeset.symbol("beta_w"))
    slope, stretch, both = (plain(factor) for factor in (*found, found[0] * found[1]))
    row = (*typeset.text(translate("GradientPlot", "bound") + " ("), *factors, *typeset.text(")ᵀ⁻ᵏ"))
    return (
        (*row, *typeset.text(f":  {slope} · {stretch} = {both}")),
        (*factors, *typeset.text(f" = {slope} · {stretch} = {both}")),
        (*factors, *typeset.text(f" = {both}")),
    )


def _stretches(curves: tuple[Curve, ...]) -> tuple[tuple[int, int, str, bool], ...]:
    found = {part for curve in curves for part in runs_of(curve.odd)}
    return tuple((a, b, kind_name(kind), kind in LOW) for a, b, kind in sorted(found))


def _badge(curves: tuple[Curve, ...]) -> str:
    kinds = [mark.kind for curve in curves for mark in curve.odd]
    wild, zeros = sum(kind not in LOW for kind in kinds), len(kinds)
    if wild == 1:
        return translate("GradientPlot", "1 value not finite")
    if wild:
        return translate("GradientPlot", "{} values not finite").format(wild)
    if zeros > 1:
        return translate("GradientPlot", "{} values exactly 0").format(zeros)
    return translate("GradientPlot", "1 value exactly 0") if zeros else ""


def _readout(run: Run, old: Run | None) -> tuple[str, ...]:
    """What arrives at the first step, of all states together."""
    whose, size = together(named(run.cell)), size_text(float(run.norms()[0]))
    if old is not None and named(old.cell) == named(run.cell):
        size = f"{size_text(float(old.norms()[0]))} → {size}"
    long = translate("GradientPlot", "‖{what}‖ at step 1:  {size}")
    return tuple(text.format(what=whose, size=size) for text in (long, translate("GradientPlot", "step 1:  {size}")))
