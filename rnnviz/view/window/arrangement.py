"""Which panel stands where, how large, and which are folded away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rnnviz.view.look.style import Scale
from rnnviz.view.widgets.panes import Pane, Shares, Stack

COLUMNS = (0.66, 0.34)
MAPS = (0.5, 0.5)
# stage, formula, tape: type has a smallest size, so low windows give rows more room; presenting, the drawing first
LEFT = {
    "cell": ((0.6, 0.108, 0.292), (0.605, 0.12, 0.275)),
    "one box": ((0.405, 0.108, 0.487), (0.41, 0.12, 0.47)),
    "network": ((0.455, 0.108, 0.437), (0.445, 0.115, 0.44)),
}
"""In low and in high windows, by what is shown: a single cell, one that is one box above its chain, a network."""
LEFT_LOUD = {
    "cell": ((0.62, 0.155, 0.225), (0.62, 0.155, 0.225)),
    "one box": ((0.45, 0.155, 0.395), (0.45, 0.155, 0.395)),
    "network": ((0.58, 0.15, 0.27), (0.5, 0.145, 0.355)),
}
RIGHT = ((0.385, 0.25, 0.365), (0.4, 0.285, 0.315), (0.6, 0.4, 0.0))
"""Gradient, maps, experiment."""
LOW_HEIGHT = 900
LOUD_COLUMNS = (0.7, 0.3)
FOLDING = ("formula", "tape", "plots", "experiment")


class Arrangement(QWidget):
    """The window's body: the stage's column and the plots' column."""

    def __init__(
        self, stage: QWidget, formula: QWidget, sequence: QWidget, chain: QWidget, tape: QWidget, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._chain, self._stack = chain, Stack(chain, tape)
        self._kind, self._low, self._own = "cell", False, dict[str, tuple[float, ...]]()
        self._loud = False
        self.panes = {name: Pane() for name in ("formula", "tape", "gradient", "map", "spectrum", "experiment")}
        self.panes["formula"].hold(formula)
        self.panes["tape"].hold(sequence, self._stack)
        vertical, horizontal = Qt.Orientation.Vertical, Qt.Orientation.Horizontal
        self._left = _filled(vertical, LEFT["cell"][1], stage, self.panes["formula"], self.panes["tape"])
        self._maps = _filled(horizontal, MAPS, self.panes["map"], self.panes["spectrum"])
        self._right = _filled(vertical, RIGHT[1], self.panes["gradient"], self._maps, self.panes["experiment"])
        self._columns = _filled(horizontal, COLUMNS, self._left, self._right)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._columns)

    def restyle(self, scale: Scale) -> None:
        """Gaps and default shares for a window of this size."""
        self._low, self._loud = scale.height < LOW_HEIGHT, scale.presenting
        self._right.suggest(RIGHT[not self._low])
        self._columns.lend(LOUD_COLUMNS if self._loud else None)
        self._right.lend(RIGHT[2] if self._loud else None)
        self._suggest_left()
        self.panes["tape"].set_margin(scale.px(8))
        self._layout.setContentsMargins(scale.gap, scale.gap, scale.gap, scale.gap)
        for splitter in self._splitters():
            splitter.setHandleWidth(scale.gap)
            splitter.apply_later()

    def show_panel(self, name: str, on: bool) -> None:
        """Fold a panel away or bring it back; an empty column gives its room to the other."""
        if name == "plots":
            self.panes["gradient"].setVisible(on)
            self._maps.setVisible(on)
        else:
            self.panes[name].setVisible(on)
        self._right.setVisible(not (self.panes["gradient"].isHidden() and self.panes["experiment"].isHidden()))

    def show_page(self, page: QWidget | None) -> None:
        """A page in the place of all panels; None brings these back."""
        self._columns.setVisible(page is None)
        if page is not None:
            self._layout.addWidget(page)

    def share_chain(self, part: float) -> None:
        """The chain's part of the height that it shares with the tape."""
        self._stack.share(part)

    def show_chain(self, kind: str) -> None:
        """The stage gives the chain room: "one box" or "network"; "cell": no chain."""
        self._chain.setVisible(kind != "cell")
        if kind == self._kind:
            return
        if self._left.chosen:
            self._own[self._kind] = self._left.shares
        self._kind = kind
        own = self._own.get(kind)
        self._left.adopt(own or LEFT[kind][not self._low], own is not None)
        self._suggest_left()

    def _suggest_left(self) -> None:
        self._left.suggest(LEFT[self._kind][not self._low])
        self._left.lend(LEFT_LOUD[self._kind][not self._low] if self._loud else None)

    def reset(self) -> None:
        """All handles back to where they stood before somebody moved one."""
        self._own.clear()
        defaults = (COLUMNS, LEFT[self._kind][not self._low], RIGHT[not self._low], MAPS)
        for splitter, shares in zip(self._splitters(), defaults, strict=True):
            splitter.adopt(shares, False)

    @property
    def fractions(self) -> tuple[float, ...]:
        """Every splitter's shares in a row, the left column's by what is shown; empty while nobody moved a handle."""
        if not (self._own or any(splitter.chosen for splitter in self._splitters())):
            return ()
        left = self._own | ({self._kind: self._left.shares} if self._left.chosen else {})
        others = (self._columns, self._right, self._maps)
        by_kind = [left.get(kind, LEFT[kind][not self._low]) for kind in LEFT]
        return tuple(share for shares in (*(o.shares for o in others), *by_kind) for share in shares)

    def recall(self, fractions: tuple[float, ...]) -> None:
        """Shares from an earlier launch; anything of another length is ignored."""
        others = (self._columns, self._right, self._maps)
        if len(fractions) != sum(len(other.shares) for other in others) + 3 * len(LEFT):
            return
        rest = list(fractions)
        for other in others:
            count = len(other.shares)
            other.set_shares(tuple(rest[:count]))
            del rest[:count]
        self._own = {kind: tuple(rest[3 * i : 3 * i + 3]) for i, kind in enumerate(LEFT)}
        self._left.set_shares(self._own[self._kind])

    def _splitters(self) -> tuple[Shares, ...]:
        return (self._columns, self._left, self._right, self._maps)


def _filled(orientation: Qt.Orientation, shares: tuple[float, ...], *widgets: QWidget) -> Shares:
    splitter = Shares(orientation, shares)
    for widget in widgets:
        splitter.addWidget(widget)
    return splitter
