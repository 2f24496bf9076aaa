"""One card of the inspector: painted content, a close button, and an editor over the number being edited."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolButton, QWidget

from rnnviz.view.inspector import card_content, card_layout
from rnnviz.view.inspector.card_layout import CardLayout, Fold, NumberField, Place
from rnnviz.view.inspector.card_rows import Rows
from rnnviz.view.inspector.card_subject import Subject
from rnnviz.view.inspector.weight_editor import WeightEditor
from rnnviz.view.look import facts
from rnnviz.view.look.language import retranslated
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import mix


@shielded
@retranslated
class Card(QWidget):
    """One element's card.

    refolded: it has other rows now; shown_wanted(key, rectangle): this part of it should be scrolled to.
    """

    weight_edited = Signal(str, tuple, float)
    closed = Signal(str)
    refolded = Signal()
    shown_wanted = Signal(str, QRect)

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.subject: Subject | None = None
        self._layout: CardLayout | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.close_button = QToolButton(self)
        self.close_button.setText("✕")
        self.close_button.setAutoRaise(True)
        self.close_button.clicked.connect(self._close)
        self.editor = WeightEditor(self)
        self.editor.committed.connect(self.weight_edited)
        self.editor.next_wanted.connect(self.edit_next)
        self.editor.previous_wanted.connect(self.edit_previous)
        self.editor.fold_wanted.connect(self._open_terms)
        self._rows = Rows()
        self._edited: Place | None = None
        self.retranslate()

    def retranslate(self) -> None:
        """What it says of its subject the inspector says anew, before."""
        self.close_button.setToolTip(self.tr("Unpin"))
        self.close_button.setAccessibleName(self.tr("Close this card"))
        self.setToolTip("")

    def show_subject(self, subject: Subject, width: int, pinned: bool) -> int:
        """Say this, in this width; returns the height."""
        if self.subject is not None and subject.seat != self.subject.seat:
            self.editor.cancel()  # the number being typed is of a layer that has left the stage
        if subject != self.subject or self._layout is None or width != self._layout.width:
            self.subject = subject
            self._layout = card_content.compose(subject, width, self._rows)
            self._keep_editor_in_place()
            self.setAccessibleName(" ".join(self._layout.texts()[:2]))
            self.setAccessibleDescription(" ".join(self._layout.texts()))
            self.update()
        side = round(subject.scale.title * 1.5)
        pad = round(self._layout.pad)
        self.close_button.setGeometry(width - side - pad // 2, pad // 2, side, side)
        self.close_button.setVisible(pinned)
        return round(self._layout.y)

    def texts(self) -> list[str]:
        """Everything painted, in order."""
        return self._layout.texts() if self._layout else []

    @property
    def spots(self) -> list[NumberField]:
        """The numbers that can be edited."""
        return self._layout.spots if self._layout else []

    @property
    def folds(self) -> list[Fold]:
        """Where a click opens the other terms of a product."""
        return self._layout.folds if self._layout else []

    def edit(self, index: int) -> None:
        """Open the editor at one of the numbers."""
        if self.subject is None or not 0 <= index < len(self.spots):
            return
        spot = self.spots[index]
        self._edited = spot.place
        where = spot.rect.toRect()
        self.editor.open(where, spot.name, spot.index, spot.value, self.subject.theme, self.subject.scale.body)
        self.shown_wanted.emit(self.key, where)

    def edit_here(self) -> None:
        """The number edited last, else the first."""
        self.edit(max(0, self._index()))

    def edit_next(self) -> None:
        """The number after the one just edited; the first after the last."""
        if self.spots:
            self.edit((self._index() + 1) % len(self.spots))

    def edit_previous(self) -> None:
        """The number before it; the last before the first."""
        if self.spots:
            self.edit((max(0, self._index()) - 1) % len(self.spots))

    def _index(self) -> int:
        """Where the number edited last stands now: by what it is, for rows come and go with what is unfolded."""
        return next((n for n, spot in enumerate(self.spots) if spot.place == self._edited), -1)

    def _keep_editor_in_place(self) -> None:
        """Over its number, wherever that stands now; a number that is no longer there is not edited."""
        if self.editor.isHidden():
            return
        index = self._index()
        if index < 0:
            self.editor.cancel()
        else:
            self.editor.lie(self.spots[index].rect.toRect())

    def _open_terms(self) -> None:
        """All terms of every product, or the largest again."""
        for fold in self.folds:
            self._rows.toggle(fold.product)
        self._refold()

    def _refold(self) -> None:
        self._layout = None
        self.refolded.emit()

    def _close(self) -> None:
        self.closed.emit(self.key)

    def _spot_at(self, place: QPointF) -> int:
        return next((n for n, spot in enumerate(self.spots) if spot.rect.contains(place)), -1)

    def _fold_at(self, place: QPointF) -> Fold | None:
        return next((fold for fold in self.folds if fold.rect.contains(place)), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.subject is None or self._layout is None:
            return
        theme, radius = self.subject.theme, self.subject.scale.radius
        with QPainter(self) as p, facts.layer(self, "card"):
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(QPen(theme.accent if self.hasFocus() else mix(theme.line, theme.dim, 0.35), 1.2))
            p.setBrush(theme.panel)
            p.drawRoundedRect(QRectF(self.rect()).adjusted(0.7, 0.7, -0.7, -0.7), radius, radius)
            card_layout.paint(p, self._layout)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.edit(self._spot_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        fold = self._fold_at(event.position())
        if fold is not None and event.button() == Qt.MouseButton.LeftButton:
            self._rows.toggle(fold.product)
            self._refold()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._spot_at(event.position()) >= 0
        fold = self._fold_at(event.position())
        hand = Qt.CursorShape.PointingHandCursor if fold else Qt.CursorShape.ArrowCursor
        self.setCursor(Qt.CursorShape.IBeamCursor if over else hand)
        self.setToolTip(self.tr("Double-click or F2: edit this number") if over else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_here()
        elif event.text().isdigit() and self.spots:  # a number for the weight chosen last, and nobody's shortcut
            self.edit_here()
            self.editor.begin(event.text())
        else:
            super().keyPressEvent(event)
