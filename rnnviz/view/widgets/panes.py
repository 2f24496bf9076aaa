"""The arrangement of the panels: two columns of splitters whose shares survive every resize."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from rnnviz.view.look.shield import shielded


class Pane(QFrame):
    """A rounded panel around one widget; empty until it gets one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(1, 1, 1, 1)

    def hold(self, *widgets: QWidget) -> None:
        """Put widgets into the panel, top to bottom."""
        for widget in widgets:
            self._layout.addWidget(widget, 0 if widget is not widgets[-1] else 1)

    def set_margin(self, px: int) -> None:
        self._layout.setContentsMargins(px, px, px, px)


@shielded
class Stack(QWidget):
    """Two painted panels that share their columns, one directly above the other."""

    resized = Signal()

    def __init__(self, upper: QWidget, lower: QWidget) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(upper, 1)
        self._layout.addWidget(lower, 1)

    def share(self, upper: float) -> None:
        """How much of the height the upper one gets, while it is shown."""
        self._layout.setStretch(0, round(1000 * upper))
        self._layout.setStretch(1, round(1000 * (1 - upper)))
        self._layout.activate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()
        self._layout.invalidate()  # a part that was resized may have asked for other shares in the midst of the layout
        self._layout.activate()


@shielded
class Shares(QSplitter):
    """A splitter that keeps each part's share of the whole instead of its pixels; parts and shares go by names."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self._names: list[str] = []
        self._shares: dict[str, float] = {}
        self._lent: Mapping[str, float] | None = None
        self._chosen = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(10)
        self.splitterMoved.connect(self._moved)

    def add(self, name: str, widget: QWidget, share: float) -> None:
        """One part more."""
        self._names.append(name)
        self._shares[name] = share
        widget.installEventFilter(self)
        self.addWidget(widget)

    @property
    def shares(self) -> dict[str, float]:
        return dict(self._shares)

    def recall(self, shares: Mapping[str, float]) -> None:
        """Shares the user chose at an earlier launch; a part that did not exist then keeps its own."""
        known = {name: share for name, share in shares.items() if name in self._shares}
        if known:
            self.adopt(self._shares | known, True)

    def suggest(self, shares: Mapping[str, float]) -> None:
        """Shares to use as long as the user has not moved a handle."""
        if not self._chosen and dict(shares) != self._shares:
            self.adopt(shares, False)

    def adopt(self, shares: Mapping[str, float], chosen: bool) -> None:
        """Shares of another arrangement, and whether the user chose them."""
        self._shares, self._chosen = dict(shares), chosen
        self.apply()

    def lend(self, shares: Mapping[str, float] | None) -> None:
        """Shares for the time of a presentation; None gives back those from before."""
        if shares != self._lent:
            self._lent = shares
            self.apply()

    @property
    def chosen(self) -> bool:
        """Whether the user moved a handle, now or at an earlier launch."""
        return self._chosen

    def apply(self) -> None:
        """Give every visible part its share of the present length."""
        whole = self.width() if self.orientation() == Qt.Orientation.Horizontal else self.height()
        given = self._lent or self._shares
        shares = [given.get(name, 0.0) if self._shown(i) else 0.0 for i, name in enumerate(self._names)]
        total = sum(shares) or 1.0
        self.setSizes([round(whole * share / total) for share in shares])

    def _shown(self, number: int) -> bool:
        part = self.widget(number)
        return part is not None and not part.isHidden()

    def _moved(self) -> None:
        if self._lent is not None:
            return
        self._chosen = True
        sizes = self.sizes()
        whole = sum(sizes) or 1
        for i, (name, size) in enumerate(zip(self._names, sizes, strict=True)):
            if self._shown(i):
                self._shares[name] = size / whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.apply()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.apply()
        return False


def settle(*splitters: Shares) -> None:
    """Find every place now, in the turn in which type, panels or room changed: nothing is painted where it was.

    Not before the window is shown: who is not visible drops a request for a layout, and never makes it again.
    """
    if not all(splitter.window().isVisible() for splitter in splitters):
        return
    for _ in range(2):  # smallest sizes first, then what they leave of each share
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        for splitter in splitters:
            splitter.apply()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
