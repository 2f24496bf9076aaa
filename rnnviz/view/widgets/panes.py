"""The arrangement of the panels: two columns of splitters whose shares survive every resize."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
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


class Stack(QWidget):
    """Two painted panels that share their columns, one directly above the other."""

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


@shielded
class Shares(QSplitter):
    """A splitter that keeps each part's share of the whole instead of its pixels."""

    def __init__(self, orientation: Qt.Orientation, shares: tuple[float, ...], parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self._shares, self._chosen = list(shares), False
        self._lent: tuple[float, ...] | None = None
        self.setChildrenCollapsible(False)
        self.setHandleWidth(10)
        self._late = QTimer(self, singleShot=True, interval=0)
        self._late.timeout.connect(self.apply)
        self.splitterMoved.connect(self._moved)

    @property
    def shares(self) -> tuple[float, ...]:
        return tuple(self._shares)

    def set_shares(self, shares: tuple[float, ...]) -> None:
        """Shares the user chose at an earlier launch."""
        if len(shares) == len(self._shares):
            self._shares, self._chosen = list(shares), True
            self.apply()

    def suggest(self, shares: tuple[float, ...]) -> None:
        """Shares to use as long as the user has not moved a handle."""
        if not self._chosen and list(shares) != self._shares:
            self._shares = list(shares)
            self.apply()

    def adopt(self, shares: tuple[float, ...], chosen: bool) -> None:
        """Shares of another arrangement, and whether the user chose them."""
        self._shares, self._chosen = list(shares), chosen
        self.apply()

    def lend(self, shares: tuple[float, ...] | None) -> None:
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
        visible = [self._shown(i) for i in range(self.count())]
        shares = self._lent or self._shares
        total = sum(s for s, v in zip(shares, visible, strict=False) if v) or 1.0
        self.setSizes([round(whole * s / total) if v else 0 for s, v in zip(shares, visible, strict=False)])

    def apply_later(self) -> None:
        """Once smallest sizes that change now are known."""
        self._late.start()

    def _shown(self, number: int) -> bool:
        part = self.widget(number)
        return part is not None and not part.isHidden()

    def _moved(self) -> None:
        if self._lent is not None:
            return
        self._chosen = True
        sizes = self.sizes()
        whole = sum(sizes) or 1
        for i, size in enumerate(sizes):
            if self._shown(i):
                self._shares[i] = size / whole

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.apply()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._late.start()
        return False

    def addWidget(self, widget: QWidget) -> None:
        widget.installEventFilter(self)
        super().addWidget(widget)
        self._late.start()
