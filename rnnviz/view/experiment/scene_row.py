"""The first row of the experiment: the curated openings, and in their place what is wrong with what was asked."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from rnnviz.engine.wording import Message
from rnnviz.model.setup.scenes import SCENES
from rnnviz.view.look.language import retranslated, set_name
from rnnviz.view.look.words import said
from rnnviz.view.widgets.lines import Lines

translate = QCoreApplication.translate


@retranslated
class SceneRow(QWidget):
    """`chosen(key)` when a scene is clicked; `forget`: the button for typed numbers; `row`: the layout."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.why: Message | str = ""
        """What it says in place of the scenes."""
        self._heading = QLabel(self)
        self._heading.setProperty("kind", "title")
        self.error = QLabel(self)
        self.error.setProperty("kind", "error")
        self.error.setTextFormat(Qt.TextFormat.PlainText)
        self.error.setWordWrap(True)
        self.error.setSizePolicy(_greedy(self.error.sizePolicy()))
        self.error.hide()
        self.forget = self._button()
        self._scenes = {key: self._button() for key in SCENES}
        for key, button in self._scenes.items():
            button.setProperty("chip", True)
            button.setProperty("scene", key)
            button.clicked.connect(self._clicked)
        self.row = Lines([self._heading, self.forget, None, self.error, *self._scenes.values()], self)
        self.retranslate()

    def retranslate(self) -> None:
        self._heading.setText(self.tr("Experiment"))
        self.forget.setText(self.tr("Forget typed"))
        set_name(self.forget, self.tr("Forget typed numbers: every weight as drawn from the seed"))
        for key, button in self._scenes.items():
            button.setText(translate("Scenes", SCENES[key].short))
            set_name(button, translate("Scenes", SCENES[key].says))
        self.show_error(self.why)

    def show_error(self, why: Message | str) -> bool:
        """What is wrong, in place of the scenes, or nothing; whether the row says something else now."""
        self.why = why
        sentence = why if isinstance(why, str) else said(why)
        if sentence == self.error.text():
            return False
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        self._tint("error")
        for button in self._scenes.values():
            button.setVisible(not sentence)
        return True

    def show_remark(self, sentence: str) -> bool:
        """What a choice did, in the same place, until something else is chosen."""
        changed = self.show_error(sentence)
        self._tint("dim")
        return changed

    def _tint(self, kind: str) -> None:
        if self.error.property("kind") != kind:
            self.error.setProperty("kind", kind)
            self.error.style().unpolish(self.error)
            self.error.style().polish(self.error)

    def _button(self) -> QPushButton:
        button = QPushButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _clicked(self) -> None:
        self.chosen.emit(str(self.sender().property("scene")))


def _greedy(policy: QSizePolicy) -> QSizePolicy:
    """Takes all room beside the others."""
    policy.setHorizontalStretch(100)
    return policy
