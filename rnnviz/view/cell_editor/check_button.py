"""The gradient check at one click, its result on the button itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from rnnviz.engine import Run
from rnnviz.engine.check import CheckResult
from rnnviz.engine.wording import Message
from rnnviz.model.figures.numbers import power
from rnnviz.model.worker.jobs import Job
from rnnviz.model.worker.packing import content
from rnnviz.view.look.language import retranslated
from rnnviz.view.look.words import said
from rnnviz.view.work.worker import Handle, Worker


@retranslated
class CheckButton(QPushButton):
    """Checks the run it was given last; another run clears the result."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: Run | None = None
        self._work: Handle | None = None
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
        job = Job("gradient_check", (content(self._run.experiment),))
        self._work = Worker.shared().submit(job, self, self._show, self._progress, self._fail)
        self._progress(0.0)

    def _stop(self) -> None:
        if self._work is not None:
            self._work.cancel()
            self._work = None

    def _progress(self, share: float) -> None:
        self._say(self.tr("{0} %").format(round(100 * share)), "")

    def _fail(self, why: Message) -> None:
        """Nothing could be compared; what there is to be said of it is the tip."""
        self._stop()
        self._say(self.tr("nothing to compare"), "")
        self.setToolTip(said(why))

    def _show(self, found: CheckResult) -> None:
        self._stop()
        self.result = found
        self._tell(found)

    def _tell(self, found: CheckResult) -> None:
        if found.accepted:
            self._say(f"✓ {power(found.worst)}", "good")
            tip = self.tr("{0} numbers compared with the loss itself; largest relative difference {1}.")
            self.setToolTip(tip.format(found.compared, power(found.worst)))
        elif found.compared:
            self._say(f"✗ {power(found.worst)}", "bad")
            self.setToolTip(self.tr("Back-propagation and the loss itself disagree at {0}.").format(found.name))
        else:
            self._say(self.tr("nothing to compare"), "")

    def _say(self, result: str, state: str) -> None:
        text = self.tr("Gradient check")
        self.setText(f"{text}   {result}" if result else text)
        self.setAccessibleName(self.text())
        self.setToolTip(self.tr("Compare back-propagation with complex steps or differences of the loss"))
        if self.property("check") != state:
            self.setProperty("check", state)
            self.style().unpolish(self)
            self.style().polish(self)
