"""How one goes from place to place: by menu, key and the corner of the menu bar; and what the keys mean there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenuBar, QWidget

from rnnviz.view.body import place_table
from rnnviz.view.body.place_corner import PlaceCorner
from rnnviz.view.body.places import Places
from rnnviz.view.transport.transport import Transport
from rnnviz.view.window.actions import Actions
from rnnviz.view.window.commands import PLACE
from rnnviz.view.window.keys import KeyWatch


class PlaceCommands(QObject):
    """Binds itself to the actions. While there is one place only, no name of a place is shown."""

    def __init__(
        self, actions: Actions, places: Places, bar: QMenuBar, transport: Transport, keys: KeyWatch, home: QWidget
    ) -> None:
        """home: what has the keyboard in the place that a window opens with."""
        super().__init__(actions)
        self._places, self._transport, self._keys, self._home = places, transport, keys, home
        there = (key for key in actions if key.startswith(PLACE))
        actions.bind({key: partial(places.go, key.removeprefix(PLACE)) for key in there})
        self.corner: PlaceCorner | None = None
        if len(place_table.PLACES) > 1:
            self.corner = PlaceCorner(bar)
            bar.setCornerWidget(self.corner, Qt.Corner.TopRightCorner)
            self.corner.chosen.connect(places.go)
            self.corner.show_place(places.now)
        places.went.connect(self._went)

    def _went(self, key: str) -> None:
        page = self._places.page
        self._transport.lend(page.head, page.has_faces)
        takes = page.focusPolicy() == Qt.FocusPolicy.StrongFocus
        self._keys.set_home(page if takes else self._home)
        if self.corner is not None:
            self.corner.show_place(key)
