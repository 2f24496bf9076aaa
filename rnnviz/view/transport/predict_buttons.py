"""Continue and Take back: what a network wrote goes back in as input, or is taken away again."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from rnnviz.model.prediction.writing import objection, writes
from rnnviz.model.setup.sequence import Sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.learned import as_typed
from rnnviz.view.look.language import set_name


class PredictButtons(QObject):
    """`onward`, `back`: buttons shown where the network can write what comes next."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.back, self.onward = self._button(parent), self._button(parent)
        self.retranslate()

    def retranslate(self) -> None:
        self.back.setText(self.tr("Take back  ⌫"))
        self.onward.setText(self.tr("Continue  ⏎"))
        set_name(self.back, self.tr("Take back what the network wrote last"))
        set_name(self.onward, self.tr("Continue: the network says what comes next and reads it; Ctrl+Enter to the end"))

    def show_setup(self, setup: Setup) -> None:
        """Shown where something can be written, the one that has nothing to do asleep."""
        shown = bool(writes(setup))
        for button, on in ((self.back, setup.prediction.made > 0), (self.onward, objection(setup) is None)):
            button.setVisible(shown)
            if button.isEnabled() != on:
                button.setEnabled(on)

    def _button(self, parent: QWidget) -> QPushButton:
        button = QPushButton(parent)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.hide()
        return button


def given_length(setup: Setup) -> int | None:
    """Characters of the text that somebody gave, where the network wrote more; else None."""
    sequence, typed = setup.sequence, setup.typed
    if not setup.prediction.written:
        return None
    given = replace(sequence, words=sequence.words[:typed], rows=sequence.rows[:typed])
    return len(shown_text(setup, given))


def shown_text(setup: Setup, sequence: Sequence) -> str:
    """A sequence as it would be typed; of a network that reads letters its words."""
    letters = setup.learned is not None and setup.learned.letters and sequence.kind == "words"
    return as_typed(sequence.words) if letters else sequence.text()
