"""How the editor's panels share the page: the text on the left, the drawn cell above its steps on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from rnnviz.view.look.style import Scale
from rnnviz.view.widgets.panes import Pane, Shares, settle

COLUMNS, ROWS = {"text": 0.46, "drawn": 0.54}, {"preview": 0.67, "steps": 0.33}
LOW_COLUMNS, LOW_ROWS = {"text": 0.395, "drawn": 0.605}, {"preview": 0.645, "steps": 0.355}
LOW = 900
"""In lower windows the drawing gets the width from which on it shows numbers."""


class EditorColumns(Shares):
    """text: from the top down, of which the second gets what room is left; heading: over the steps."""

    def __init__(
        self, text: tuple[QWidget, ...], preview: QWidget, heading: QLabel, steps: QWidget, parent: QWidget
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._heading = heading
        left, right, below = Pane(self), Pane(self), Pane(self)
        inside = QWidget(left)
        self._column = QVBoxLayout(inside)
        for number, widget in enumerate(text):
            self._column.addWidget(widget, 1 if number == 1 else 0)
        left.hold(inside)
        right.hold(preview)
        below.hold(heading, _scrolled(steps, below))
        self._rows = Shares(Qt.Orientation.Vertical)
        self._rows.add("preview", right, ROWS["preview"])
        self._rows.add("steps", below, ROWS["steps"])
        self.add("text", left, COLUMNS["text"])
        self.add("drawn", self._rows, COLUMNS["drawn"])

    def set_look(self, scale: Scale) -> None:
        """Margins of the type's size, and the shares that suit the window's height."""
        self._column.setContentsMargins(scale.pad, scale.px(12), scale.pad, scale.px(12))
        self._column.setSpacing(max(4, scale.px(10)))
        self._heading.setContentsMargins(scale.pad, scale.px(12), scale.pad, scale.px(6))
        low = scale.height < LOW
        self.suggest(LOW_COLUMNS if low else COLUMNS)
        self._rows.suggest(LOW_ROWS if low else ROWS)
        for splitter in (self._rows, self):
            splitter.setHandleWidth(scale.gap)

    def settle(self) -> None:
        """Find every place now, in the turn in which type or room changed."""
        settle(self._rows, self)


def _scrolled(steps: QWidget, parent: QWidget) -> QScrollArea:
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(steps)
    steps.setAutoFillBackground(False)
    return area
