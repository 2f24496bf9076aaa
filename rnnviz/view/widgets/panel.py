"""The contract of a panel: what the window asks of everything it shows, and the answer of one that knows no better."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from rnnviz.model.document.change import Change
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Scale, Theme
from rnnviz.view.widgets.tips import plain_tip
from rnnviz.view.work.throttle import Throttle, TurnQueue

if TYPE_CHECKING:
    from rnnviz.io.written.plotted import Plotted
    from rnnviz.model.document.simulation import Simulation

P = TypeVar("P", bound="Panel")


@shielded
class Panel(QWidget):
    """A part of the window that reads the simulation.

    A panel of one's own gives its `title`, follows the simulation in `take_change`, makes its looks in `restyle` from
    `theme` and `scale`, and its other words in `retranslate`. `live`: a hand drags; what it asks through `throttled`
    follows no faster than an eye.
    """

    key: ClassVar[str] = ""
    """The panel's name in tables, settings and tests."""
    has_faces: ClassVar[bool] = False
    """Of a place: whether its right column turns from face to face."""
    dragged = Signal(bool)
    """A hand begins to drag something in it that is edited, or ends."""
    goes = Signal(str)
    """Of a place: somebody wants to see something of it in another one, and to come back."""

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.simulation, self.theme, self.scale = simulation, DARK, Scale()
        self.live = False
        self._throttles: list[Throttle] = []
        self.setAccessibleName(self.title)
        simulation.changed.connect(self.take_change)

    def take_change(self, what: Change) -> None:
        """Something of the simulation became another, once for every turn of the event loop."""

    @property
    def title(self) -> str:
        """What it is, in the user's language: said by a screen reader."""
        return ""

    @property
    def busy(self) -> bool:
        """Whether something it is to show is still being worked out beside the window."""
        return False

    def plotted(self) -> tuple[Plotted, ...]:
        """What it shows as tables of numbers; none where it shows no curves, dots or squares."""
        return ()

    def dress(self, theme: Theme, scale: Scale) -> None:
        """Take other colours and sizes at once."""
        self.theme, self.scale = theme, scale
        self.restyle()

    def restyle(self) -> None:
        """After another theme, size or language."""
        self.update()

    @property
    def hint(self) -> str:
        """What a tip over the panel says; nothing where its parts have tips of their own."""
        return ""

    def retranslate(self) -> None:
        """Make every word anew in the language of now."""
        self.setAccessibleName(self.title)
        if self.hint:
            self.setToolTip(plain_tip(self.hint))
        self.restyle()

    @property
    def head(self) -> QWidget | None:
        """Of a place: what stands in the bar while it is shown, where the list of cells stands else."""
        return None

    def leave(self) -> bool:
        """Close the innermost thing that is open in it; False where nothing is."""
        return False

    def edit_here(self) -> bool:
        """Type over what is chosen in it; False where there is nothing to type over."""
        return False

    def copy_here(self) -> None:
        """Put what is chosen in it on the clipboard."""

    def paste_here(self) -> None:
        """Take what is on the clipboard for what is chosen in it."""

    def set_live(self, live: bool) -> None:
        """While a hand drags, axes stay and what is slow to make follows less often; on release all is as it is."""
        self.live = live
        for throttle in self._throttles:
            throttle.set_live(live)

    def throttled(self, follow: Callable[[], None], ms: int) -> Throttle:
        """Calls `follow` for every `ask`, but while a hand drags about every `ms`."""
        throttle = Throttle(follow, ms, self, TurnQueue.of(self.simulation))
        self._throttles.append(throttle)
        return throttle

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def as_kind(kind: type[P], panel: Panel) -> P:
    """A panel of a table of which somebody knows more than that it is one."""
    if not isinstance(panel, kind):
        raise TypeError(f"{type(panel).__name__} stands where {kind.__name__} is needed")
    return panel
