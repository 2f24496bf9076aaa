"""The words round the chain: its title, what its arrows mean, the names of its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPainter

from rnnviz.model.chain.chain import Chain
from rnnviz.view.chain import text
from rnnviz.view.chain.plan import BOXES, ChainLayout
from rnnviz.view.look import typeset
from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.widgets.paper import BOLD, Align, fitting, text_width, words

LEAST = 12
"""Pixels below which the input has no name."""

translate = QCoreApplication.translate


def draw_title(
    p: QPainter, theme: Theme, plan: ChainLayout, width: float, said: Sequence[str], folded: bool = False
) -> None:
    """The title, and the longest of ever shorter sentences that fits beside it. folded: so it stands there, too."""
    scale = plan.columns.scale
    baseline, pad = plan.title * 0.68, scale.pad
    title, left = translate("Chain", "Unrolled"), plan.columns.left if folded else pad
    words(p, left, baseline, title, scale.title, theme.text, Align.AlignLeft, BOLD)
    if folded:
        words(p, pad, baseline, translate("Chain", "Folded"), scale.title, theme.text, Align.AlignLeft, BOLD)
    room = width - left - pad - text_width(title, scale.title, BOLD) - 2 * scale.body
    shown = fitting(tuple(said), room, scale.axis)
    words(p, width - pad, baseline, shown, scale.axis, theme.dim, Align.AlignRight)


def names_width(chain: Chain, scale: Scale) -> float:
    """What the names of the rows take."""
    if len(chain.rows) == 1:
        return typeset.width(_symbol(chain, chain.rows[0].name), _symbol_px(scale))
    return max(text_width(text.label_of(row), scale.axis, BOLD) for row in chain.rows) + 0.4 * scale.axis


def draw_names(p: QPainter, theme: Theme, plan: ChainLayout, chain: Chain) -> None:
    """Names of the rows and of the input."""
    rows, scale = chain.rows, plan.columns.scale
    if len(rows) > 1:
        _draw_layers(p, theme, plan, chain)
    else:
        px, hue = _symbol_px(scale), theme.role(rows[0].role)
        middle = plan.top(0) + plan.box / 2
        typeset.draw(p, scale.pad, middle + px * 0.33, _symbol(chain, rows[0].name), px, Align.AlignLeft, hue)
    if plan.detail == BOXES:
        _draw_input(p, theme, plan, chain)


def _draw_input(p: QPainter, theme: Theme, plan: ChainLayout, chain: Chain) -> None:
    """The input's name beside its squares, no larger than the room below the lowest row's name."""
    scale = plan.columns.scale
    above = plan.top(0) + plan.box / 2 + 0.6 * scale.axis
    px = min(_symbol_px(scale) if plan.gap > scale.body else scale.body, round(plan.height - above))
    if px >= max(LEAST, 0.8 * scale.axis):  # else it would be far smaller than the names above it
        wanted = plan.inputs + plan.squares / 2 + px * 0.33
        baseline = min(max(wanted, above + 0.75 * px), plan.height - 0.24 * px)
        typeset.draw(p, scale.pad, baseline, _symbol(chain, "x"), px, Align.AlignLeft, theme.text)


def _draw_layers(p: QPainter, theme: Theme, plan: ChainLayout, chain: Chain) -> None:
    """Layer and direction of every row; where rows are low, one name for both directions of a layer."""
    scale = plan.columns.scale
    px = scale.axis
    low, last = plan.box + plan.gap < px, float(plan.height + px)
    for number, row in enumerate(chain.rows):
        beside = [i for i, other in enumerate(chain.rows) if other.layer == row.layer]
        if low and number != beside[0]:
            continue
        shared = low and len(beside) > 1
        label = translate("Chain", "layer {}").format(row.layer + 1) if shared else text.label_of(row)
        y = (plan.top(number) + plan.top(beside[-1] if shared else number) + plan.box) / 2
        if last - y >= 0.95 * px:  # where even that is too much, every second one
            words(p, scale.pad, y + px * 0.36, label, px, theme.role(row.role), Align.AlignLeft, BOLD)
            last = y


def _symbol(chain: Chain, name: str) -> typeset.Row:
    return typeset.symbol(name, "t", partial=chain.backward)


def _symbol_px(scale: Scale) -> int:
    return round(scale.body * 1.35)
