"""What is said over the window while something large is computed or painted; what was on screen stays below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, SignalInstance
from PySide6.QtWidgets import QLabel, QWidget

from rnnviz.model.document.document import Document
from rnnviz.view.look.language import retranslated
from rnnviz.view.look.shield import shielded


@shielded
@retranslated
class ProgressStrip(QLabel):
    """A strip at the lower edge of `place`: how much is done, and the key that gives it up. No picture shows it."""

    passing = True

    def __init__(self, document: Document, pictures: SignalInstance, place: QWidget) -> None:
        """pictures: tells how much of a picture for a file or the clipboard is made."""
        super().__init__(place)
        self._computed = self._painted = 1.0
        self._over = place
        self.setProperty("kind", "progress")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        place.installEventFilter(self)
        document.turns.share.connect(self._take)
        pictures.connect(self._take_picture)
        self.retranslate()

    def retranslate(self) -> None:
        if self._painted < 1:  # Esc gives this up first
            text, share = self.tr("Making the picture: {0} % done. Esc gives it up."), self._painted
        else:
            text, share = self.tr("Computing: {0} % done. Esc keeps what is on screen."), self._computed
        self.setText(text.format(round(100 * share)))
        self.setAccessibleName(self.text())
        self._place()

    def _take_picture(self, share: float) -> None:
        self._painted = share
        self._show()

    def _take(self, share: float) -> None:
        self._computed = share
        self._show()

    def _show(self) -> None:
        self.retranslate()
        self.setVisible(min(self._computed, self._painted) < 1)

    def _place(self) -> None:
        size, room = self.sizeHint(), self._over.rect()
        left = (room.width() - size.width()) // 2
        self.setGeometry(left, room.height() - size.height() - size.height() // 2, size.width(), size.height())
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False
