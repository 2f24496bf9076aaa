"""The inspector: cards about what is hovered or pinned, over the window's right column; weights are edited in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from rnnviz.model.document.change import Change
from rnnviz.model.reading.focus import Focus, of_key
from rnnviz.view.formula.answer_line import heard_unit
from rnnviz.view.inspector.card_subject import READ_KEY, Subject
from rnnviz.view.look.language import language as language_now
from rnnviz.view.look.shield import shielded
from rnnviz.view.stage.answer.moment import READ, moment_of
from rnnviz.view.widgets.panel import Panel

if TYPE_CHECKING:
    from rnnviz.model.document.simulation import Simulation
    from rnnviz.view.inspector.card import Card

HOVER_DELAY = 350
"""Milliseconds the pointer rests before a card opens: crossing the stage opens none."""


@shielded
class Inspector(Panel):
    """All cards, newest pin on top. Hidden while nothing is pinned or pointed at.

    It lies over the right third of its parent; `place` puts it elsewhere.
    """

    key = "inspector"
    weight_edited = Signal(str, tuple, float)

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self._away = False
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
        self._rest = QTimer(self, interval=HOVER_DELAY, singleShot=True)
        self._rest.timeout.connect(self._open_hover)
        simulation.changed.connect(self._follow)
        if parent is not None:
            parent.installEventFilter(self)
        self.hide()

    @property
    def title(self) -> str:
        return self.tr("Inspector")

    # what is shown -----------------------------------------------------------------------------------------

    def keys(self) -> tuple[str, ...]:
        """Elements with a card: the one pointed at, then pins, newest first."""
        if self._away:
            return ()
        selection = self.simulation.selection
        pins = tuple(reversed(selection.pins))
        pointed = self._hovered == selection.hover  # not where another cell has taken the place of what was
        hover = (self._hovered,) if self._hovered and pointed and self._hovered not in pins else ()
        return tuple(key for key in (*hover, *pins) if self._focus(key) is not None)

    def _focus(self, key: str) -> Focus | None:
        """What a key stands for; None for one of another cell, and the read-out's where it is not on the stage."""
        if key != READ_KEY:
            return of_key(self.simulation.cell, key)
        at = moment_of(self.simulation, self.simulation.cursor)
        return Focus(READ_KEY) if at.place == READ else None

    def texts(self) -> list[str]:
        """Everything painted on all cards, top to bottom."""
        return [text for key in self.keys() for text in self.cards[key].texts()]

    def restyle(self) -> None:
        self.refresh()

    def retranslate(self) -> None:
        for card in self.cards.values():
            card.subject = None
        super().retranslate()

    def set_away(self, away: bool) -> None:
        """While a page stands in the place of the stage there is nothing that the cards are about; pins wait."""
        self._away = away
        self.refresh()

    def place(self, rect: QRect) -> None:
        """Lie here, in the parent's coordinates; as low as the cards need and the rectangle allows."""
        self._place = rect
        self.refresh()

    # following the simulation ---------------------------------------------------------------------------------

    def _follow(self, what: Change) -> None:
        if Change.SELECTION in what:
            self._selected()
        elif what & (Change.RUN | Change.PLAYHEAD):
            self.refresh()

    def _selected(self) -> None:
        hover = self.simulation.selection.hover
        if hover is None:
            self._rest.stop()
            self._hovered = None
        elif self._hovered or self.isVisible():
            self._hovered = hover
        else:
            self._rest.start()
        self.refresh()

    def _open_hover(self) -> None:
        self._hovered = self.simulation.selection.hover
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

    def _room(self) -> QRect:
        """Where the cards may lie: the right column of the parent, below its transport."""
        if self._place is not None:
            return self._place
        parent = self.parentWidget()
        if parent is None:
            return QRect(self.pos(), QSize(self.scale.px(640), 10_000))
        width, gap = round(parent.width() * 0.333), self.scale.gap
        top = round(parent.height() * 0.096)
        return QRect(parent.width() - width - gap, top, width, parent.height() - top - gap)

    def _card(self, key: str) -> Card:
        if key not in self.cards:
            from rnnviz.view.inspector.card import Card  # not before the first card: the first frame has none

            card = Card(key, self.inside)
            card.weight_edited.connect(self.weight_edited)
            card.closed.connect(self._unpin)
            card.refolded.connect(self.refresh)
            card.shown_wanted.connect(self._scroll_to)
            self.cards[key] = card
        return self.cards[key]

    def _scroll_to(self, key: str, part: QRect) -> None:
        """A number being edited is seen, however long its card is."""
        card, margin = self.cards[key], self.scale.body * 3
        middle = card.mapTo(self.inside, part.center())
        self.area.ensureVisible(middle.x(), middle.y(), 0, margin)

    def _pinned(self, key: str) -> bool:
        return key in self.simulation.selection.pins

    def _subject(self, key: str) -> Subject:
        simulation = self.simulation
        focus = self._focus(key)
        assert focus is not None
        at, unit = simulation.cursor.step, simulation.selection.unit
        columns, language = simulation.columns, language_now()
        read = moment_of(simulation, simulation.cursor) if key == READ_KEY else None
        unit = unit if read is None else heard_unit(simulation)
        return Subject(
            simulation.run,
            focus,
            at,
            unit,
            simulation.cursor.backward,
            columns,
            language,
            self.theme,
            self.scale,
            simulation.seat,
            read,
            read.asked if read is not None else focus.name in simulation.veil.at(simulation.cursor),
        )

    def _unpin(self, key: str) -> None:
        pins = tuple(pin for pin in self.simulation.selection.pins if pin != key)
        self.simulation.select(pins=pins)

    # Qt ----------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.refresh()
        return False

    def sizeHint(self) -> QSize:
        heights = [card.height() for card in self.cards.values()]
        return QSize(self.scale.px(640), sum(heights) + self.scale.gap * max(0, len(heights) - 1))
