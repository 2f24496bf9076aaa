"""The place of the stage: the panels of the table in two columns, how large each is, and which are folded away."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rnnviz.model.document.simulation import Simulation
from rnnviz.view.body import panel_table
from rnnviz.view.body.faces import FaceColumn
from rnnviz.view.body.panel_table import CELL, KINDS, PanelRow, shares_of
from rnnviz.view.look.shield import shielded
from rnnviz.view.widgets.panel import Panel
from rnnviz.view.widgets.panes import Pane, Shares, Stack, settle

COLUMNS = {"left": 0.66, "right": 0.34}
LOUD_COLUMNS = {"left": 0.7, "right": 0.3}
LOW_HEIGHT = 900
VERTICAL, HORIZONTAL = Qt.Orientation.Vertical, Qt.Orientation.Horizontal


@shielded
class Arrangement(Panel):
    """`panels` and `panes` by the key of their row; a panel that is made late comes with `complete`.

    `stacked` has the panels that share their columns, the upper one standing `on` the other.
    """

    key = "stage"
    has_faces = True
    made = Signal(str)
    dressed = Signal()

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self._kind, self._own = CELL, dict[str, dict[str, float]]()
        self._folded: set[str] = set()
        self.panels: dict[str, Panel] = {}
        self.panes: dict[str, Pane] = {}
        self.stacked: Stack | None = None
        self._inner: dict[str, Shares] = {}
        """Splitters of slots whose panels stand side by side."""
        self._columns = Shares(HORIZONTAL)
        self._sides = {side: Shares(VERTICAL) for side in COLUMNS}
        self.faces = FaceColumn(self._sides["right"], self._make_face)
        for side, share in COLUMNS.items():
            self._columns.add(side, self.faces if side == "right" else self._sides[side], share)
            for slot, part in shares_of(side, CELL, True, False).items():
                self._sides[side].add(slot, self._slot(_rows(slot)), part)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._columns)
        self._show_left()

    @property
    def title(self) -> str:
        return self.tr("Stage")

    @property
    def busy(self) -> bool:
        return any(panel.busy for panel in self.panels.values())

    # making ------------------------------------------------------------------------------------------------

    def complete(self, face: str) -> None:
        """Make what the first frame did without, and turn the right column to this face."""
        late = [row for row in panel_table.PANELS if row.key not in self.panels and not row.face]
        for row in late:
            self._make_late(row)
        if late:
            self.show_face(face)

    def _make_late(self, row: PanelRow) -> None:
        panel = self._made(row)
        self.panes[row.key].hold(panel)  # first: type is measured with the window's own sheet
        panel.dress(self.theme, self.scale)
        self.made.emit(row.key)

    def _make_face(self, key: str, make: str) -> Panel:
        """The panel of a face that somebody turns to."""
        panel = self._make(key, make)
        panel.dress(self.theme, self.scale)
        self.made.emit(key)
        return panel

    def _slot(self, rows: list[PanelRow]) -> QWidget:
        """What stands in one slot of a column."""
        if not any(row.across for row in rows):
            return self._pane(rows)
        beside = self._inner[rows[0].place] = Shares(HORIZONTAL)
        for row in rows:
            beside.add(row.key, self._pane([row]), row.across)
        return beside

    def _pane(self, rows: list[PanelRow]) -> QWidget:
        if rows[0].bare:
            return self._made(rows[0])
        pane = Pane()
        for row in rows:
            self.panes[row.key] = pane
        now = [row for row in rows if not row.late]
        widgets: dict[str, QWidget] = {row.key: self._made(row) for row in now}
        for row in now:
            if row.on:
                self.stacked = Stack(widgets.pop(row.key), widgets[row.on])
                widgets[row.on] = self.stacked
        if widgets:
            pane.hold(*widgets.values())
        return pane

    def _made(self, row: PanelRow) -> Panel:
        return self._make(row.key, row.make)

    def _make(self, key: str, make: str) -> Panel:
        module, _, name = make.partition(":")
        panel: Panel = getattr(import_module(module), name)(self.simulation)
        self.panels[key] = panel
        panel.dragged.connect(self.dragged)
        return panel

    # look --------------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        """Gaps, default shares for a window of this size, and the panels themselves."""
        scale = self.scale
        self._share_out()
        if "tape" in self.panes:
            self.panes["tape"].set_margin(scale.px(8))
        self._layout.setContentsMargins(scale.gap, scale.gap, scale.gap, scale.gap)
        for splitter in self._splitters():
            splitter.setHandleWidth(scale.gap)
        for panel in self.panels.values():
            panel.dress(self.theme, scale)
        self.dressed.emit()
        self.settle()

    def settle(self) -> None:
        """Everything in its place, in this turn of the event loop."""
        settle(*self._splitters())

    def set_live(self, live: bool) -> None:
        super().set_live(live)
        for panel in self.panels.values():
            panel.set_live(live)

    def _share_out(self) -> None:
        loud = self.scale.presenting
        self._columns.lend(LOUD_COLUMNS if loud else None)
        for side, splitter in self._sides.items():
            splitter.suggest(self._usual(side, self._kind))
            splitter.lend(shares_of(side, self._kind, self._high, True) if loud else None)

    @property
    def _high(self) -> bool:
        return self.scale.height >= LOW_HEIGHT

    def _usual(self, side: str, kind: str) -> dict[str, float]:
        """How a column is shared out while nobody moved a handle."""
        return shares_of(side, kind, self._high, False)

    # what is shown -----------------------------------------------------------------------------------------

    def show_fold(self, fold: str, on: bool) -> None:
        """Fold panels away or bring them back; an empty column gives its room to the other."""
        (self._folded.discard if on else self._folded.add)(fold)
        for place in ("left", *self._inner):
            splitter = self._sides.get(place) or self._inner[place]
            splitter.setVisible(self._anything(place))
        self._show_right()
        for row in panel_table.PANELS:
            if row.fold == fold and row.on == "" and row.key in self.panes:
                self.panes[row.key].setVisible(self._beside(row))
        self.settle()

    def _anything(self, place: str) -> bool:
        """Whether not all of a column or slot is folded away."""
        return any(row.fold not in self._folded for row in _rows_in(place))

    def show_face(self, key: str) -> None:
        """Turn the right column to a face of the table."""
        self.faces.turn(key)
        self._show_right()
        self._show_left()
        self.settle()

    def next_face(self) -> None:
        """Turn the right column to its next face."""
        self.faces.turn_on()
        self._show_right()
        self._show_left()
        self.settle()

    def _show_left(self) -> None:
        """What belongs to a face of the right column stands beside it only, what makes room for it goes meanwhile."""
        for row in panel_table.PANELS:
            if row.face or row.unless:
                shown = self._beside(row)
                if shown and row.key not in self.panels:
                    self._make_late(row)
                self.panes[row.key].setVisible(shown)

    def _beside(self, row: PanelRow) -> bool:
        """Whether it is shown with the face the right column has now."""
        now = self.faces.now
        return row.fold not in self._folded and row.face in ("", now) and row.unless != now

    def _show_right(self) -> None:
        """What folds away are the panels of the first face; another one always has its column."""
        self.faces.setVisible(self.faces.panel is not None or self._anything("right"))

    def show_page(self, page: QWidget | None) -> None:
        """A page in the place of all panels; None brings these back."""
        self._columns.setVisible(page is None)
        if page is not None:
            self._layout.addWidget(page)

    def show_kind(self, kind: str) -> None:
        """The stage gives what stands below it the room that suits what is shown."""
        if kind == self._kind:
            return
        left = self._sides["left"]
        if left.chosen:
            self._own[self._kind] = left.shares
        self._kind = kind
        own = self._own.get(kind)
        left.adopt(own or self._usual("left", kind), own is not None)
        self._share_out()

    # remembering -------------------------------------------------------------------------------------------

    def reset(self) -> None:
        """All handles back to where they stood before somebody moved one."""
        self._own.clear()
        self._columns.adopt(COLUMNS, False)
        for side, splitter in self._sides.items():
            splitter.adopt(self._usual(side, self._kind), False)
        for splitter in self._inner.values():
            splitter.adopt({row.key: row.across for row in panel_table.PANELS if row.key in splitter.shares}, False)
        self.settle()

    @property
    def fractions(self) -> dict[str, float]:
        """The shares of every splitter that somebody moved, by its name and the part's."""
        return {f"{name}/{part}": share for name, shares in self._chosen() for part, share in shares.items()}

    def _chosen(self) -> Iterator[tuple[str, dict[str, float]]]:
        named = {"columns": self._columns, "right": self._sides["right"], **self._inner}
        yield from ((name, splitter.shares) for name, splitter in named.items() if splitter.chosen)
        left = self._sides["left"]
        own = self._own | ({self._kind: left.shares} if left.chosen else {})
        yield from ((f"left-{kind}", shares) for kind, shares in own.items())

    def recall(self, fractions: dict[str, float]) -> None:
        """Shares from an earlier launch; those of a panel that is gone are left out, a new one keeps its own."""
        for name, splitter in {"columns": self._columns, "right": self._sides["right"], **self._inner}.items():
            splitter.recall(_of(name, fractions))
        for kind in KINDS:
            usual = self._usual("left", kind)
            known = {part: share for part, share in _of(f"left-{kind}", fractions).items() if part in usual}
            if known:
                self._own[kind] = usual | known
        self._sides["left"].recall(self._own.get(self._kind, {}))

    def _splitters(self) -> tuple[Shares, ...]:
        return (self._columns, *self._sides.values(), *self._inner.values())


def _rows(slot: str) -> list[PanelRow]:
    return [row for row in panel_table.PANELS if row.place == slot]


def _rows_in(place: str) -> list[PanelRow]:
    """The rows of a column or of a slot."""
    return [row for row in panel_table.PANELS if place in (row.column, row.place)]


def _of(splitter: str, fractions: dict[str, float]) -> dict[str, float]:
    """The part of remembered shares that belongs to one splitter."""
    head = f"{splitter}/"
    return {name.removeprefix(head): share for name, share in fractions.items() if name.startswith(head)}
