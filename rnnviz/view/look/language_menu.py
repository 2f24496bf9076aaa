"""The menu that chooses the language of the screen."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from rnnviz.view.look.translation import LANGUAGES, SYSTEM, Translation, is_legible


class LanguageMenu(QMenu):
    """Each language under its own name, and that of the system."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        group = QActionGroup(self)
        for language in (SYSTEM, *LANGUAGES):
            action = self.addAction(LANGUAGES.get(language, ""))
            action.setCheckable(True)
            action.setData(language)
            action.triggered.connect(self._choose)
            group.addAction(action)
        self.aboutToShow.connect(self._show_chosen)

    def retranslate(self) -> None:
        """Languages keep their names."""
        self.setTitle(self.tr("Language"))
        self.actions()[0].setText(self.tr("As the system"))
        for action in self.actions()[1:]:
            if not is_legible(action.data()):
                action.setText(self.tr("{0}: needs a font such as Noto Sans CJK").format(action.data()))
                action.setEnabled(False)

    def _show_chosen(self) -> None:
        for action in self.actions():
            action.setChecked(action.data() == Translation.shared().asked)

    def _choose(self) -> None:
        sender: Any = self.sender()
        Translation.shared().speak(str(sender.data()))
