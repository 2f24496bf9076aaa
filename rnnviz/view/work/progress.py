"""What is said over the window while something large is computed; what was on screen stays below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QWidget

from rnnviz.model.document.document import Document
from rnnviz.view.look.language import retranslated
from rnnviz.view.look.shield import shielded


@shielded
@retranslated
class ProgressStrip(QLabel):
    """A strip at the lower edge of `place`: how much is done, and the key that goes back to what is seen."""

    def __init__(self, document: Document, place: QWidget) -> None:
        super().__init__(place)
        self._share, self._over = 0.0, place
        self.setProperty("kind", "progress")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        place.installEventFilter(self)
        document.turns.share.connect(self._take)
        self.retranslate()

    def retranslate(self) -> None:
        self.setText(self.tr("Computing: {0} % done. Esc keeps what is on screen.").format(round(100 * self._share)))
        self.setAccessibleName(self.text())
        self._place()

    def _take(self, share: float) -> None:
        self._share = share
        self.retranslate()
        self.setVisible(share < 1)

    def _place(self) -> None:
        size, room = self.sizeHint(), self._over.rect()
        left = (room.width() - size.width()) // 2
        self.setGeometry(left, room.height() - size.height() - size.height() // 2, size.width(), size.height())
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False
