"""What is written above the plots of the timeline: what each shows, and its numbers at the play head."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter

from rnnviz.model.figures.scales import size_text
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.plots.chips import Choice
from rnnviz.view.training.bands import Bands
from rnnviz.view.training.traced import Traced
from rnnviz.view.widgets.paper import BOLD, Align, fitting, text_width, words
from rnnviz.view.widgets.pills import panel

translate = QCoreApplication.translate
Legend = Sequence[tuple[str, str, QColor | None]]
"""(name, number, hue of its mark, None: it has none)."""


def draw(
    p: QPainter, theme: Theme, scale: Scale, bands: Bands, traced: Traced, at: int, line: Choice, per: Choice
) -> None:
    """All four headlines; where nothing is recorded, how it begins."""
    titles = {
        "loss": (translate("Training", "Loss"),), "right": (translate("Training", "Right answers"),),
        "reach": (translate("Training", "Gradient reaching each word"), translate("Training", "Gradient at each word"),
                  translate("Training", "Gradient")),
        "norm": (translate("Training", "Gradient norm"), translate("Training", "Norm")),
    }  # fmt: skip
    right = bands.slider.right() + 3 * scale.axis
    ends = {key: right for key in titles} | {
        "reach": min((c.x() for c in (line, per) if not c.isHidden()), default=right)
    }
    for key, legend in _legends(theme, traced, at).items():
        ends[key] = _draw_legend(p, theme, scale, right, bands.baseline(key), legend)
    for key, texts in titles.items():
        text = fitting(texts, ends[key] - 0.8 * scale.axis, scale.axis, BOLD)
        words(p, 0, bands.baseline(key), text, scale.axis, theme.text, weight=BOLD)
    if traced.series is None:
        middle, px = bands.plots["loss"].center(), scale.axis
        room = bands.plots["loss"].width() - px
        words(p, middle.x(), middle.y(), fitting(empty(traced), room, px), px, theme.dim, Align.AlignHCenter)


def empty(traced: Traced) -> tuple[str, ...]:
    """Ever shorter sentences about a timeline with nothing in it."""
    if not traced.possible:
        return translate("Training", "Choose a task above"), ""
    return translate("Training", "Train or U makes the first update"), translate("Training", "U: first update"), ""


def no_map(traced: Traced) -> str:
    """Why there is no map."""
    if traced.looking_back:
        return translate("Training", "being worked out ...")
    return translate("Training", "only for held-out sentences")


def _legends(theme: Theme, traced: Traced, at: int) -> dict[str, Legend]:
    series = traced.series
    if series is None:
        return {}
    here, look = series.index(at), series.look(at)
    training, heldout = translate("Training", "training"), translate("Training", "held-out")
    none = "–"
    loss = none if here is None else loss_text(series.loss[here])
    right = none if here is None else percent(series.right[here])
    norm = none if here is None else norm_text(series.norm[here])
    looked = (none, none) if look is None else (loss_text(series.looked_loss[look]), percent(series.looked_right[look]))
    cut = translate("Training", "{0} of {1}").format(series.cut, len(series.steps))
    tell("numbers", step=at, value=(loss, right, norm, *looked, cut))
    return {
        "loss": ((training, loss, theme.dim), (heldout, looked[0], theme.hidden)),
        "right": ((training, right, theme.dim), (heldout, looked[1], theme.hidden)),
        "norm": (
            (translate("Training", "before clipping"), norm, theme.text),
            (translate("Training", "cut"), cut, None),
        ),
    }


def loss_text(loss: float) -> str:
    """Two decimals; a small one has two digits."""
    return f"{loss:.2f}" if loss >= 0.095 else size_text(math.log10(loss), 1) if loss > 0 else "0"


def percent(share: float) -> str:
    """A share as whole per cents; no share but all is called 100 %, none but nothing 0 %."""
    whole = round(100 * share)
    inside = min(max(whole, 1), 99) if 0.0 < share < 1.0 else whole
    return f"{inside} %"


def norm_text(norm: float) -> str:
    """The size of a gradient."""
    return size_text(math.log10(norm), 1) if norm > 0 else "0"


def _draw_legend(p: QPainter, theme: Theme, scale: Scale, right: float, baseline: float, legend: Legend) -> float:
    """Names and numbers, right-aligned; where its left end is."""
    px, x = scale.axis, right
    for name, number, hue in reversed(legend):
        x -= text_width(number, px, BOLD)
        words(p, x, baseline, number, px, theme.text, weight=BOLD)
        x -= text_width(name, px) + 0.4 * px
        words(p, x, baseline, name, px, theme.dim)
        if hue is not None:
            p.fillRect(QRectF(x - 1.5 * px, baseline - 0.36 * px, px, scale.line(2)), hue)
            x -= 1.5 * px
        x -= px
    return x


def draw_card(
    p: QPainter, theme: Theme, scale: Scale, bands: Bands, traced: Traced, at: QPointF, line: Choice, per: Choice
) -> None:
    """The word, the update and the number under the pointer, in the map."""
    rect, series = bands.plots["reach"], traced.series
    if not rect.contains(at) or series is None or bands.step(at.x()) > traced.last:
        return
    found = traced.reaching(line.current, per.current != per.names[-1])
    column = series.index(bands.step(at.x()))
    if found is None or column is None or not len(found):
        return
    row = len(found) - 1 - min(int((at.y() - rect.top()) / rect.height() * len(found)), len(found) - 1)
    word, step, size = traced.labels[0][row], int(series.steps[column]), size_text(float(found[row, column]), 1)
    texts = (
        translate("Training", "“{0}”, word {1}").format(word, row + 1),
        translate("Training", "update {0}: {1}").format(step, size),
    )
    px = scale.axis
    wide = max(text_width(text, px, BOLD) for text in texts) + px
    x = min(max(at.x() - wide / 2, rect.left()), rect.right() - wide)
    box = QRectF(x, max(at.y() - 4.4 * px, 0.0), wide, 3.2 * px)
    panel(p, box, theme, scale, theme.box)
    for number, text in enumerate(texts):
        weight = BOLD if number == 0 else QFont.Weight.Normal
        words(p, box.left() + 0.5 * px, box.top() + (1.25 + 1.35 * number) * px, text, px, theme.text, weight=weight)


def spoken(traced: Traced, at: int, line: str = "") -> str:
    """The play head and the numbers there, in the order of the plots, for a screen reader. line: of the map."""
    series = traced.series
    here = None if series is None else series.index(at)
    if series is None or here is None:
        return empty(traced)[0] if series is None else translate("Training", "before the first update")
    said = translate("Training", "update {0} of {1}: loss {2}, right {3}, gradient norm {4}").format(
        at, traced.last, loss_text(series.loss[here]), percent(series.right[here]), norm_text(series.norm[here])
    )
    look, found = series.look(at), traced.reaching(line, False)
    if look is not None:
        heldout = translate("Training", "held-out: loss {0}, right {1}")
        said += "; " + heldout.format(loss_text(series.looked_loss[look]), percent(series.looked_right[look]))
    if found is not None and len(found):
        reach = translate("Training", "gradient at the first word {0}, at the last {1}")
        said += "; " + reach.format(*(size_text(float(found[row, here]), 1) for row in (0, -1)))
    return said
