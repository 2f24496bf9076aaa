"""Help → Report a problem: what is known of it, to be read and copied. Nothing is sent."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from rnnviz.io.log import report
from rnnviz.resources import data_folder
from rnnviz.view.look.language import retranslated
from rnnviz.view.screens.dialogs import OnScreen

WIDTH, HEIGHT = 760, 480


@retranslated
class ReportDialog(QDialog):
    """`text` shows versions, the last crash and the end of the log; `copy` puts all of it on the clipboard."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        column.addWidget(self._said)
        self.text = QPlainTextEdit(report(data_folder()), self)
        self.text.setReadOnly(True)
        column.addWidget(self.text, 1)
        column.addWidget(self._buttons())
        self.resize(WIDTH, HEIGHT)
        OnScreen(self)
        self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Report a problem"))
        self.setAccessibleName(self.windowTitle())
        self._said.setText(
            self.tr(
                "This is what rnnviz knows of what went wrong here. Nothing of it is sent: copy it into your report,"
                " and say what you did before."
            )
        )
        self.text.setAccessibleName(self.tr("Versions and log"))
        self.copy.setText(self.tr("Copy"))

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.copy = QPushButton(self)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.close)
        return buttons

    def _copy(self) -> None:
        self.text.selectAll()
        self.text.copy()
