"""What may stand beside a page in the place of stage, formula and tape: compared cells, a page of the laboratory."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import Qt

from rnnviz.model.lessons.situation import Situation
from rnnviz.view.laboratory.page_table import PAGES
from rnnviz.view.widgets.panel import Panel

COMPARE = "rnnviz.view.compare.place:Compare"


class LargeViews:
    """Each is made when a page first wants it, and dressed when it is shown."""

    def __init__(self, owner: Panel) -> None:
        self._owner = owner
        self.made: dict[str, Panel] = {}
        self.now: Panel | None = None
        self.spaced = False
        """Whether what is shown keeps its own distance from the borders."""

    @property
    def own_keys(self) -> frozenset[Qt.Key]:
        """Keys that mean something of its own in what is shown: two cells term by term."""
        return frozenset({Qt.Key.Key_M}) & getattr(self.now, "own_keys", frozenset())

    def show(self, state: Situation | None) -> None:
        """What a page wants to see; None: nothing of these."""
        wanted = _maker(state)
        self.now, self.spaced = self._view(wanted) if wanted else None, wanted == COMPARE
        for view in self.made.values():
            view.setVisible(view is self.now)

    def dress(self) -> None:
        for view in self.made.values():
            view.dress(self._owner.theme, self._owner.scale)

    def set_live(self, live: bool) -> None:
        for view in self.made.values():
            view.set_live(live)

    def _view(self, maker: str) -> Panel:
        if maker not in self.made:
            module, _, name = maker.partition(":")
            view: Panel = getattr(import_module(module), name)(self._owner.simulation, self._owner)
            view.dress(self._owner.theme, self._owner.scale)
            view.dragged.connect(self._owner.dragged)
            self.made[maker] = view
        return self.made[maker]


def _maker(state: Situation | None) -> str:
    """ "module:class" of what a page wants beside it; nothing where it is the stage."""
    if state is None or state.place in ("stage", "chain"):
        return ""
    return COMPARE if state.place == "compare" else next(page.make for page in PAGES if page.key == state.page)
