"""The same in numbers: the present step, the mean of all, the bound of Pascanu et al. 2013; remedies one click away."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QPushButton, QWidget

from rnnviz.engine.laboratory.spectra import Spectra
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import plain, short
from rnnviz.model.figures.scales import size_text
from rnnviz.model.laboratory.remedies import remedies
from rnnviz.model.setup.setup import Setup
from rnnviz.view.laboratory.map.asked import SpectraAsked
from rnnviz.view.laboratory.part import LabPart
from rnnviz.view.look import facts
from rnnviz.view.look.shield import shielded
from rnnviz.view.widgets.paper import BOLD, words, wrapped

KEYS = ("orthogonal", "identity", "keep_bias", "gain")


@shielded
class StepNumbers(LabPart):
    """A button for every remedy that would change something; each is one undo."""

    key = "lab_step_numbers"

    def __init__(self, simulation: Simulation, asked: SpectraAsked, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self._asked = asked
        self._setups: dict[str, Setup] = {}
        self.buttons = {key: QPushButton(self) for key in KEYS}
        for key, button in self.buttons.items():
            button.setProperty("key", key)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self._clicked)
        asked.changed.connect(self.renew)

    @property
    def title(self) -> str:
        return self.tr("In numbers")

    def take_change(self, what: Change) -> None:
        if what & (Change.RUN | Change.SETUP | Change.PLAYHEAD):
            self._follow.ask()

    @property
    def reading(self) -> str:
        """How the gradient fares on its way, in one sentence."""
        found = self._asked.spectra
        if found is None:
            none = self.tr("This cell has no memory: no step passes anything on.")
            return "" if self.simulation.cell.states else none
        if not math.isfinite(found.per_step):
            return self._why()
        told = self.tr("Back from the loss the gradient's norm is multiplied by {0} a step on average.")
        return told.format(size_text(found.per_step))

    def _why(self) -> str:
        """Why there is no mean factor."""
        if not self.simulation.run.fed[1:].any():
            return self.tr("The loss comes in at the first step that is read: there is none before it.")
        return self.tr("No gradient of a finite size comes back to the first step.")

    def lines(self) -> list[str]:
        """Everything that is said, line by line."""
        found, step = self._asked.spectra, self.simulation.cursor.step
        if found is None:
            return []
        told = [self.reading, *self._of_step(found, step), *self._bound(found)]
        return [line for line in told if line]

    def _of_step(self, found: Spectra, step: int) -> list[str]:
        number = self.simulation.place(step) + 1
        if not math.isfinite(found.radius[step]):
            return [self.tr("Step {0}: its Jacobian holds numbers that are none.").format(number)]
        singular = found.singular[step]
        told = self.tr("Step {0}: singular values from {1} to {2}, spectral radius {3}")
        line = told.format(number, short(singular[-1]), short(singular[0]), short(found.radius[step]))
        factor = float(found.factor[step])
        here = (
            self.tr("The step before gets × {0} of this step's gradient.").format(size_text(factor))
            if math.isfinite(factor)
            else ""
        )
        return [line, here]

    def _bound(self, found: Spectra) -> list[str]:
        if found.bound is None:
            return []
        slope, weight = found.bound
        told = self.tr(
            "β_f = {0} (largest slope), β_w = {1} (largest singular value of the matrix): at most × {2} a step."
        )
        line = told.format(plain(slope), plain(weight), plain(slope * weight))
        must = self.tr("Below 1 the gradient must vanish.")
        may = self.tr("From 1 on it may explode, but need not: the bound proves nothing.")
        return [line, must if slope * weight < 1 else may]

    # remedies ------------------------------------------------------------------------------------------------

    def renew(self) -> None:
        self._look_for_remedies()
        texts = {
            "orthogonal": self.tr("Orthogonal matrix"), "identity": self.tr("Identity matrix"),
            "keep_bias": self.tr("Keep bias +1"), "gain": self.tr("Spectral radius 1"),
        }  # fmt: skip
        x, y = self.scale.pad, self.height() - self.scale.pad - self.buttons["gain"].sizeHint().height()
        for key, button in self.buttons.items():
            button.setText(texts[key])
            button.setVisible(key in self._setups)
            size = button.sizeHint()
            if button.isVisibleTo(self) and x > self.scale.pad and x + size.width() > self.width() - self.scale.pad:
                x, y = self.scale.pad, y - size.height() - 6
            if button.isVisibleTo(self):
                button.setGeometry(x, y, size.width(), size.height())
                x += size.width() + 8
        self._buttons_top = y
        super().renew()

    _buttons_top = 0
    _mended: Setup | None = None

    def _look_for_remedies(self) -> None:
        """Of another setup, when the hand has let go: each of them fills matrices."""
        setup = self.simulation.setup
        if setup is not self._mended and not self.live:
            self._mended, self._setups = setup, {remedy.key: remedy.setup for remedy in remedies(setup)}

    def set_live(self, live: bool) -> None:
        super().set_live(live)
        if not live:
            self.renew()

    def _clicked(self) -> None:
        setup = self._setups.get(str(self.sender().property("key")))
        if setup is not None:
            self.simulation.edit(setup)
            self.simulation.settle()

    def draw_picture(self, p: QPainter) -> None:
        self.draw_title(p)
        s, y = self.scale, self.top + self.scale.body
        end = self._buttons_top - (2 * s.body if self._setups else 0)
        for number, line in enumerate(self.lines()):
            facts.tell("line", unit=number, word=line)
            for part in wrapped(line, self.width() - 2 * s.pad, s.body):
                if y < end:
                    weight = BOLD if number == 0 else BOLD.__class__.Normal
                    words(p, s.pad, y, part, s.body, self.theme.text, weight=weight)
                y += s.body * 1.45
            y += s.body * 0.4
        if self._setups:
            words(p, s.pad, self._buttons_top - s.body * 0.7, self.tr("Remedies"), s.body, self.theme.dim)
        self.setAccessibleDescription("\n".join(self.lines()))
