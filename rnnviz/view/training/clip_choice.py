"""Whether and how a training clips the gradient: by its norm or number by number, at a limit that is typed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rnnviz.model.figures.numbers import short
from rnnviz.model.trained.plan import CLIPS, Plan
from rnnviz.view.experiment.controls import Field
from rnnviz.view.look.language import retranslated, set_name
from rnnviz.view.look.style import Scale
from rnnviz.view.training.clip_mark import USUAL
from rnnviz.view.widgets.picker import PADDING, Picker

NONE = ""


@retranslated
class ClipChoice(QWidget):
    """by: what is clipped, NONE: nothing. `typed(text)`: another limit, "" for none."""

    typed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.by, self.limit = Picker(self), Field(self)
        for kind in (NONE, *CLIPS):
            self.by.addItem("", kind)
        self.by.setSizeAdjustPolicy(Picker.SizeAdjustPolicy.AdjustToContents)
        self.by.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.limit.setMaxLength(24)
        self.limit.editingFinished.connect(self._type)
        self.limit.cancelled.connect(self._show)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for part in (self.by, self.limit):
            self._row.addWidget(part)
        self._plan = Plan()
        self.retranslate()

    def retranslate(self) -> None:
        names = {NONE: self.tr("no clipping"), "norm": self.tr("clip norm"), "value": self.tr("clip values")}
        for index in range(self.by.count()):
            self.by.setItemText(index, names[self.by.itemData(index)])
        set_name(self.by, self.tr("What of the gradient is clipped"))
        set_name(self.limit, self.tr("Limit at which the gradient is clipped; empty: not at all"))

    def dress(self, scale: Scale) -> None:
        """Sizes."""
        self._row.setSpacing(max(4, scale.px(7)))
        self.by.ensurePolished()
        self.by.setMinimumWidth(self.by.sizeHint().width() + PADDING)  # its longest name has room
        self.limit.setFixedWidth(round(4.2 * scale.body))

    def show_plan(self, plan: Plan) -> None:
        """How a plan clips."""
        self._plan = plan
        self.by.setCurrentIndex(self.by.findData(NONE if plan.clip is None else plan.by))
        self._show()

    def plan_of(self, plan: Plan) -> Plan:
        """The plan with what is chosen; a limit that was typed stays."""
        by = self.by.currentData()
        if by == NONE:
            return replace(plan, clip=None)
        return replace(plan, by=by, clip=USUAL if plan.clip is None else plan.clip)

    def ask(self) -> None:
        """The limit is to be typed."""
        self.limit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.limit.selectAll()

    def _show(self) -> None:
        if not (self.limit.hasFocus() and self.limit.isModified()):
            self.limit.setText("" if self._plan.clip is None else short(self._plan.clip, 3))

    def _type(self) -> None:
        text, changed = self.limit.text().strip(), self.limit.isModified()
        self.limit.setModified(False)
        self._show()
        if changed:
            self.limit.clearFocus()
            self.typed.emit(text)
