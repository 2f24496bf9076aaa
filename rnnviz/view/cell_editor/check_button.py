"""The gradient check at one click, its result on the button itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from rnnviz.engine import Run
from rnnviz.engine.check import CheckResult
from rnnviz.model.figures.numbers import power
from rnnviz.view.look.language import retranslated
from rnnviz.view.work.checking import Checking


@retranslated
class CheckButton(QPushButton):
    """Checks the run it was given last; another run clears the result."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: Run | None = None
        self._work: Checking | None = None
        self.result: CheckResult | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self.check)
        self.retranslate()

    def retranslate(self) -> None:
        """What was found, or what a click would find."""
        if self.result is not None:
            self._tell(self.result)
        else:
            self._say("", "")

    def show_run(self, run: Run | None) -> None:
        """What a click will check."""
        if run is self._run:
            return
        self._stop()
        self._run, self.result = run, None
        self.setEnabled(run is not None)
        self._say("", "")

    def check(self) -> None:
        """Begin anew."""
        if self._run is None:
            return
        self._stop()
        self._work = Checking(self._run, self)
        self._work.progressed.connect(self._progress)
        self._work.done.connect(self._show)
        self._progress(0.0)

    def _stop(self) -> None:
        if self._work is not None:
            self._work.stop()
            self._work = None

    def _progress(self, share: float) -> None:
        self._say(self.tr("{0} %").format(round(100 * share)), "")

    def _show(self, found: CheckResult) -> None:
        self._stop()
        self.result = found
        self._tell(found)

    def _tell(self, found: CheckResult) -> None:
        if found.accepted:
            self._say(f"✓ {power(found.worst)}", "good")
            tip = self.tr("{0} numbers compared with central differences; largest relative difference {1}.")
            self.setToolTip(tip.format(found.compared, power(found.worst)))
        elif found.compared:
            self._say(f"✗ {power(found.worst)}", "bad")
            self.setToolTip(self.tr("Back-propagation and differences disagree at {0}.").format(found.name))
        else:
            self._say(self.tr("nothing to compare"), "")

    def _say(self, result: str, state: str) -> None:
        text = self.tr("Gradient check")
        self.setText(f"{text}   {result}" if result else text)
        self.setAccessibleName(self.text())
        self.setToolTip(self.tr("Compare back-propagation with central differences of the loss"))
        if self.property("check") != state:
            self.setProperty("check", state)
            self.style().unpolish(self)
            self.style().polish(self)
