"""The inspector: cards about what is hovered or pinned, over the window's right column; weights are edited in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QToolButton, QWidget

from rnnviz.model.focus import of_key
from rnnviz.view import card_content, card_layout
from rnnviz.view.card_content import Subject
from rnnviz.view.card_layout import Layout, Spot
from rnnviz.view.style import DARK, Scale, Theme, mix
from rnnviz.view.weight_editor import WeightEditor

if TYPE_CHECKING:
    from rnnviz.model.session import Session

HOVER_DELAY = 350
"""Milliseconds the pointer rests before a card opens: crossing the stage opens none."""


class Card(QWidget):
    """One element's card."""

    weight_edited = Signal(str, tuple, float)
    closed = Signal(str)

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.subject: Subject | None = None
        self._layout: Layout | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.close_button = QToolButton(self)
        self.close_button.setText("✕")
        self.close_button.setAutoRaise(True)
        self.close_button.setToolTip(self.tr("Unpin"))
        self.close_button.setAccessibleName(self.tr("Close this card"))
        self.close_button.clicked.connect(self._close)
        self.editor = WeightEditor(self)
        self.editor.committed.connect(self.weight_edited)
        self.editor.next_wanted.connect(self.edit_next)
        self.editor.closed.connect(self.setFocus)
        self._edited = -1

    def show_subject(self, subject: Subject, width: int, pinned: bool) -> int:
        """Say this, in this width; returns the height."""
        if subject != self.subject or self._layout is None or width != self.width():
            self.subject = subject
            self._layout = card_content.compose(subject, width)
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
    def spots(self) -> list[Spot]:
        """The numbers that can be edited."""
        return self._layout.spots if self._layout else []

    def edit(self, index: int) -> None:
        """Open the editor at one of the numbers."""
        if self.subject is None or not 0 <= index < len(self.spots):
            return
        spot = self.spots[index]
        self._edited = index
        where = spot.rect.toRect()
        self.editor.open(where, spot.name, spot.index, spot.value, self.subject.theme, self.subject.scale.body)

    def edit_next(self) -> None:
        """The number after the one just edited; the first after the last."""
        if self.spots:
            self.edit((self._edited + 1) % len(self.spots))

    def _close(self) -> None:
        self.closed.emit(self.key)

    def _spot_at(self, place: QPointF) -> int:
        return next((n for n, spot in enumerate(self.spots) if spot.rect.contains(place)), -1)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.subject is None or self._layout is None:
            return
        theme, radius = self.subject.theme, self.subject.scale.radius
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(QPen(theme.accent if self.hasFocus() else mix(theme.line, theme.dim, 0.35), 1.2))
            p.setBrush(theme.panel)
            p.drawRoundedRect(QRectF(self.rect()).adjusted(0.7, 0.7, -0.7, -0.7), radius, radius)
            card_layout.paint(p, self._layout)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.edit(self._spot_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._spot_at(event.position()) >= 0
        self.setCursor(Qt.CursorShape.IBeamCursor if over else Qt.CursorShape.ArrowCursor)
        self.setToolTip(self.tr("Double-click or F2: edit this number") if over else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.edit(0)
        else:
            super().keyPressEvent(event)


class Inspector(QWidget):
    """All cards, newest pin on top. Hidden while nothing is pinned or pointed at.

    It lies over the right third of its parent; `place` puts it elsewhere. `compact`: without the arithmetic.
    """

    weight_edited = Signal(str, tuple, float)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.theme, self.scale = session, DARK, Scale()
        self.compact = False
        self.cards: dict[str, Card] = {}
        self._place: QRect | None = None
        self._hovered: str | None = None
        self.area = QScrollArea(self)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = QWidget()
        self.area.setWidget(self.inside)
        for widget in (self.area, self.area.viewport(), self.inside):
            widget.setAutoFillBackground(False)
        self.setAccessibleName(self.tr("Inspector"))
        self._rest = QTimer(self, interval=HOVER_DELAY, singleShot=True)
        self._rest.timeout.connect(self._open_hover)
        for signal in (session.run_changed, session.cursor_changed):
            signal.connect(self.refresh)
        session.selection_changed.connect(self._selected)
        if parent is not None:
            parent.installEventFilter(self)
        self.hide()

    # what is shown -----------------------------------------------------------------------------------------

    def keys(self) -> tuple[str, ...]:
        """Elements with a card: the one pointed at, then pins, newest first."""
        pins = tuple(reversed(self.session.selection.pins))
        hover = (self._hovered,) if self._hovered and self._hovered not in pins else ()
        return tuple(key for key in (*hover, *pins) if of_key(self.session.cell, key))

    def texts(self) -> list[str]:
        """Everything painted on all cards, top to bottom."""
        return [text for key in self.keys() for text in self.cards[key].texts()]

    def set_theme(self, theme: Theme) -> None:
        """Take other colours; sizes follow the window."""
        self.theme = theme
        if self.parentWidget() is not None:
            window = self.window()
            self.scale = Scale(min(window.height(), round(window.width() * 9 / 16)), self.scale.presenting)
        self.refresh()

    def set_scale(self, scale: Scale) -> None:
        """Take other sizes."""
        self.scale = scale
        self.refresh()

    def set_compact(self, compact: bool) -> None:
        """Without the arithmetic of learned lines."""
        self.compact = compact
        self.refresh()

    def place(self, rect: QRect) -> None:
        """Lie here, in the parent's coordinates; as low as the cards need and the rectangle allows."""
        self._place = rect
        self.refresh()

    # following the session ---------------------------------------------------------------------------------

    def _selected(self) -> None:
        hover = self.session.selection.hover
        if hover is None:
            self._rest.stop()
            self._hovered = None
        elif self._hovered or self.isVisible():
            self._hovered = hover
        else:
            self._rest.start()
        self.refresh()

    def _open_hover(self) -> None:
        self._hovered = self.session.selection.hover
        self.refresh()

    def refresh(self) -> None:
        """Say what is so now; cards of what is gone go."""
        keys = self.keys()
        for key in [k for k in self.cards if k not in keys]:
            card = self.cards.pop(key)
            card.hide()
            card.deleteLater()
        self.setVisible(bool(keys))
        if keys:
            self._arrange(keys)

    def _arrange(self, keys: tuple[str, ...]) -> None:
        room = self._room()
        gap, y, bar = self.scale.gap, 0, 0
        heights = [self._card(key).show_subject(self._subject(key), room.width(), self._pinned(key)) for key in keys]
        if sum(heights) + gap * (len(keys) - 1) > room.height():
            bar = 12
            heights = [self.cards[k].show_subject(self._subject(k), room.width() - bar, self._pinned(k)) for k in keys]
        for key, height in zip(keys, heights, strict=True):
            self.cards[key].setGeometry(0, y, room.width() - bar, height)
            self.cards[key].show()
            y += height + gap
        total = y - gap
        self.inside.resize(room.width() - bar, total)
        self.setGeometry(room.x(), room.y(), room.width(), min(total, room.height()))
        self.area.setGeometry(self.rect())
        self.raise_()

    def _room(self) -> QRect:
        """Where the cards may lie: the right column of the parent, below its transport."""
        if self._place is not None:
            return self._place
        parent = self.parentWidget()
        if parent is None:
            return QRect(self.pos(), QSize(self.scale.px(640), 10_000))
        width, gap = round(parent.width() * 0.333), self.scale.gap
        top = round(parent.height() * 0.073)
        return QRect(parent.width() - width - gap, top, width, parent.height() - top - gap)

    def _card(self, key: str) -> Card:
        if key not in self.cards:
            card = Card(key, self.inside)
            card.weight_edited.connect(self.weight_edited)
            card.closed.connect(self._unpin)
            self.cards[key] = card
        return self.cards[key]

    def _pinned(self, key: str) -> bool:
        return key in self.session.selection.pins

    def _subject(self, key: str) -> Subject:
        session = self.session
        focus = of_key(session.cell, key)
        assert focus is not None
        at, unit = session.cursor.step, session.selection.unit
        columns, language = session.setup.columns, self.locale().name()
        return Subject(
            session.run,
            focus,
            at,
            unit,
            session.cursor.backward,
            columns,
            language,
            self.theme,
            self.scale,
            self.compact,
        )

    def _unpin(self, key: str) -> None:
        pins = tuple(pin for pin in self.session.selection.pins if pin != key)
        self.session.select(pins=pins)

    # Qt ----------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.refresh()
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            for card in self.cards.values():
                card.subject = None
            self.refresh()

    def sizeHint(self) -> QSize:
        heights = [card.height() for card in self.cards.values()]
        return QSize(self.scale.px(640), sum(heights) + self.scale.gap * max(0, len(heights) - 1))
