"""A number edited where it stands: Enter or leaving commits, Esc cancels, a bad one says why and changes nothing."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from rnnviz.model.figures.numbers import read_number
from rnnviz.model.setup.sequence import MAX_NUMBER
from rnnviz.view.look.language import retranslated
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import Theme


@shielded
@retranslated
class WeightEditor(QLineEdit):
    """committed(name, index, value). Tab commits and asks for the next number, Shift+Tab for the one before."""

    committed = Signal(str, tuple, float)
    next_wanted = Signal()
    previous_wanted = Signal()
    fold_wanted = Signal()
    left = Signal()
    """A key ended the edit."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.name: str = ""
        self.index: tuple[int, ...] = ()
        self._before, self._card, self._px = "", parent, 0
        self.why = QLabel(parent)
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        self.why.setProperty("kind", "error")
        self.setMaxLength(64)
        self.textEdited.connect(self._forgive)
        self.hide()
        self.why.hide()

    def open(self, where: QRect, name: str, index: tuple[int, ...], value: float, theme: Theme, px: int) -> None:
        """Edit one number over its place on the card."""
        self.name, self.index, self._before = name, index, f"{value:.6g}"
        self.retranslate()
        look = f"color: {theme.text.name()}; background: {theme.stage.name()}; border: 1px solid {theme.accent.name()};"
        self.setStyleSheet(f"QLineEdit {{ {look} font-size: {px}px; padding: 0 3px; border-radius: 4px; }}")
        self.why.setStyleSheet(
            f"QLabel {{ color: {theme.error.name()}; background: {theme.panel.name()}; font-size: {px}px; }}"
        )
        self._px = px
        self.lie(where)
        self._forgive()
        self.setText(self._before)
        self.selectAll()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def lie(self, where: QRect) -> None:
        """Stand over the number, where it stands now."""
        px = self._px
        self.setGeometry(where.x() - 6, where.center().y() - px, max(where.width() + 12, 6 * px), 2 * px)

    def begin(self, text: str) -> None:
        """The first characters of a new number, typed before there was a field for them."""
        self.setText(text)

    def retranslate(self) -> None:
        place = ", ".join(str(i + 1) for i in self.index)
        self.setAccessibleName(self.tr("{name} [{place}]").format(name=self.name, place=place))
        if self.why.isVisible():
            self._refuse()

    def commit(self) -> bool:
        """Take the number; a bad one stays and is explained."""
        if self.isHidden():
            return True
        value = self._number()
        if value is None:
            self._refuse()
            return False
        changed = self.text() != self._before
        self._close()
        if changed:
            self.committed.emit(self.name, self.index, value)
        return True

    def cancel(self) -> None:
        """Leave everything as it was."""
        self._close()

    def _close(self) -> None:
        mine = self.hasFocus()  # not where a click elsewhere ended the edit
        self.hide()
        self.why.hide()
        if mine:
            self._card.setFocus()
            self.left.emit()

    def _number(self) -> float | None:
        """None for what is no number, and for one that a document could not carry."""
        value = read_number(self.text())
        return None if value is None or abs(value) > MAX_NUMBER else value

    def _refuse(self) -> None:
        why = self.tr("This is not a number; write 0.5, 0,5 or 1/3")
        if read_number(self.text()) is not None:
            why = self.tr("A number from −1,000,000 to 1,000,000")
        self.why.setText(why)
        self.why.adjustSize()
        room = self._card.width() - self.why.width()
        self.why.move(max(0, min(self.x(), room)), self.geometry().bottom() + 2)
        self.why.show()
        self.why.raise_()
        self.setAccessibleDescription(self.why.text())

    def _forgive(self) -> None:
        self.why.hide()
        self.setAccessibleDescription("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(event)
        elif event.key() == Qt.Key.Key_Tab:
            if self.commit():
                self.next_wanted.emit()
        elif event.key() == Qt.Key.Key_Backtab:
            if self.commit():
                self.previous_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _enter(self, event: QKeyEvent) -> None:
        """With Shift it opens or folds the other terms and goes on typing."""
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.fold_wanted.emit()
        else:
            self.commit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab belongs to the editor: it goes to the next number."""
        return False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        leaving = event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if leaving and not self.isHidden() and self._number() is None:
            self.cancel()
        elif leaving:
            self.commit()
