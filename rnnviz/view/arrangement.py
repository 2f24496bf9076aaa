"""Which panel stands where, how large, and which are folded away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rnnviz.view.panes import Pane, Shares
from rnnviz.view.style import Scale

COLUMNS = (0.66, 0.34)
MAPS = (0.5, 0.5)
# stage, formula, tape | gradient, maps, experiment: type has a smallest size, so low windows give rows more room
LOW = ((0.6, 0.108, 0.292), (0.385, 0.25, 0.365))
HIGH = ((0.605, 0.12, 0.275), (0.4, 0.285, 0.315))
LOW_HEIGHT = 900
# presenting: the drawing first; columns, left, right
LOUD = ((0.7, 0.3), (0.62, 0.155, 0.225), (0.6, 0.4, 0.0))
FOLDING = ("formula", "tape", "plots", "experiment")


class Arrangement(QWidget):
    """The window's body: the stage's column and the plots' column."""

    def __init__(self, stage: QWidget, formula: QWidget, tape: tuple[QWidget, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.panes = {name: Pane() for name in ("formula", "tape", "gradient", "map", "spectrum", "experiment")}
        self.panes["formula"].hold(formula)
        self.panes["tape"].hold(*tape)
        vertical, horizontal = Qt.Orientation.Vertical, Qt.Orientation.Horizontal
        self._left = _filled(vertical, HIGH[0], stage, self.panes["formula"], self.panes["tape"])
        self._maps = _filled(horizontal, MAPS, self.panes["map"], self.panes["spectrum"])
        self._right = _filled(vertical, HIGH[1], self.panes["gradient"], self._maps, self.panes["experiment"])
        self._columns = _filled(horizontal, COLUMNS, self._left, self._right)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._columns)

    def restyle(self, scale: Scale) -> None:
        """Gaps and default shares for a window of this size."""
        left, right = LOW if scale.height < LOW_HEIGHT else HIGH
        self._left.suggest(left)
        self._right.suggest(right)
        loud = LOUD if scale.presenting else (None, None, None)
        for splitter, shares in zip((self._columns, self._left, self._right), loud, strict=True):
            splitter.lend(shares)
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

    @property
    def fractions(self) -> tuple[float, ...]:
        """Every splitter's shares in a row; empty as long as nobody moved a handle."""
        if not any(splitter.chosen for splitter in self._splitters()):
            return ()
        return tuple(share for splitter in self._splitters() for share in splitter.shares)

    def recall(self, fractions: tuple[float, ...]) -> None:
        """Shares from an earlier launch; anything of another length is ignored."""
        rest = list(fractions)
        if len(rest) != sum(len(splitter.shares) for splitter in self._splitters()):
            return
        for splitter in self._splitters():
            count = len(splitter.shares)
            splitter.set_shares(tuple(rest[:count]))
            del rest[:count]

    def _splitters(self) -> tuple[Shares, ...]:
        return (self._columns, self._left, self._right, self._maps)


def _filled(orientation: Qt.Orientation, shares: tuple[float, ...], *widgets: QWidget) -> Shares:
    splitter = Shares(orientation, shares)
    for widget in widgets:
        splitter.addWidget(widget)
    return splitter
