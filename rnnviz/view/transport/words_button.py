"""How many words there are, and which: those of the sequence in bold."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from rnnviz.model.document.simulation import Simulation
from rnnviz.view.look.language import retranslated


@retranslated
class WordsButton(QPushButton):
    """Shown where the sequence is made of words; of a network that reads letters it counts letters."""

    def __init__(self, simulation: Simulation, parent: QWidget) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        self.setToolTip(self.tr("The vocabulary: one input number per word"))
        self.refresh()

    def refresh(self) -> None:
        """Show the simulation's."""
        setup = self._simulation.setup
        self.setVisible(setup.sequence.kind == "words")
        count = len(setup.vocabulary) if setup.sequence.kind == "words" else 0
        letters = setup.learned is not None and setup.learned.letters
        self.setText((self.tr("{0} letters") if letters else self.tr("{0} words")).format(count))
        self.setAccessibleName(self.tr("Vocabulary of {0} words").format(count))

    def _show(self) -> None:
        """The words in the order of their inputs."""
        menu, setup = QMenu(self), self._simulation.setup
        for number, word in enumerate(setup.vocabulary, 1):
            action = menu.addAction(f"{number}   {word}".replace("&", "&&"))
            font = action.font()
            font.setBold(word in setup.sequence.words)
            action.setFont(font)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
