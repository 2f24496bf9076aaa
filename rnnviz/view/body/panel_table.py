"""The one table of panels: what there is, where it stands, how much room it gets, and what folds it away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:

    def QT_TRANSLATE_NOOP(context: str, text: str) -> str: ...

else:  # Qt's own stub says that it returns an object
    from PySide6.QtCore import QT_TRANSLATE_NOOP

CELL, ONE_BOX, NETWORK = ("cell", "one-box", "network")
"""What is shown: a single cell, one that is one box above its chain, a network."""
ANSWERED = "-answers"
"""With it the kind of what has rows of answers below the tape."""
KINDS = tuple(kind + more for more in ("", ANSWERED) for kind in (CELL, ONE_BOX, NETWORK))


@dataclass(frozen=True, slots=True)
class HeightShare:
    """A part of a column's height, in windows that are low and high, and the same while presenting."""

    low: float
    high: float
    loud_low: float
    loud_high: float

    def of(self, high: bool, loud: bool) -> float:
        """In one of the four situations."""
        low, tall = (self.loud_low, self.loud_high) if loud else (self.low, self.high)
        return tall if high else low


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One panel, or several in one slot of a column.

    make: "module:class" of a `Panel`, called with the simulation; it is imported when the panel is made, which a `late`
    one is after the first frame. share: the height of its slot (type has a smallest size, so low windows give rows more
    room); where it depends on the kind of what is shown, `shares` says so. slot: panels of one slot stand side by side,
    each with its part `across`, or without one below each other. on: the panel on which it stands, with the same
    columns. fold: the entry of the View menu that folds it away, "": none does. bare: without a frame round it. face:
    of the right column, with which alone it is shown, made when somebody first turns there; unless: the face with which
    it makes room.
    """

    key: str
    make: str
    column: str
    share: HeightShare | None = None
    shares: Mapping[str, HeightShare] = field(default_factory=dict)
    slot: str = ""
    across: float = 0.0
    on: str = ""
    fold: str = ""
    late: bool = False
    bare: bool = False
    face: str = ""
    unless: str = ""

    @property
    def place(self) -> str:
        """The slot it stands in: its own, unless it shares one."""
        return self.slot or self.key

    def part(self, kind: str, high: bool, loud: bool) -> float:
        """Its slot's part of the column; 0 where another panel of the slot says it."""
        share = self.shares.get(kind) or self.shares.get(kind.removesuffix(ANSWERED), self.share)
        return 0.0 if share is None else share.of(high, loud)


PANELS = (
    PanelRow("stage", "rnnviz.view.stage:Stage", "left", bare=True, shares={
        CELL: HeightShare(0.6, 0.605, 0.62, 0.62), ONE_BOX: HeightShare(0.405, 0.41, 0.45, 0.45),
        NETWORK: HeightShare(0.455, 0.445, 0.58, 0.5), CELL + ANSWERED: HeightShare(0.527, 0.525, 0.56, 0.56),
        NETWORK + ANSWERED: HeightShare(0.455, 0.43, 0.58, 0.5)}),
    PanelRow("formula", "rnnviz.view.formula.formula_bar:FormulaBar", "left", fold="formula", unless="train", shares={
        CELL: HeightShare(0.108, 0.12, 0.155, 0.155), ONE_BOX: HeightShare(0.108, 0.12, 0.155, 0.155),
        NETWORK: HeightShare(0.108, 0.115, 0.15, 0.145), CELL + ANSWERED: HeightShare(0.116, 0.117, 0.15, 0.15)}),
    PanelRow("sequence", "rnnviz.view.transport.sequence_bar:SequenceBar", "left", slot="tape", fold="tape"),
    PanelRow("chain", "rnnviz.view.chain:ChainView", "left", slot="tape", on="tape", fold="chain"),
    PanelRow("tape", "rnnviz.view.tape:Tape", "left", fold="tape", shares={
        CELL: HeightShare(0.292, 0.275, 0.225, 0.225), ONE_BOX: HeightShare(0.487, 0.47, 0.395, 0.395),
        NETWORK: HeightShare(0.437, 0.44, 0.27, 0.355), CELL + ANSWERED: HeightShare(0.357, 0.358, 0.29, 0.29),
        NETWORK + ANSWERED: HeightShare(0.437, 0.455, 0.27, 0.355)}),
    PanelRow("heldout", "rnnviz.view.training.heldout:HeldOutPanel", "left", HeightShare(0.25, 0.31, 0.25, 0.25),
        late=True, face="train"),
    PanelRow("gradient", "rnnviz.view.plots:GradientPlot", "right", HeightShare(0.385, 0.4, 0.6, 0.6),
        fold="plots", late=True),
    PanelRow("map", "rnnviz.view.plots:FlowMap", "right", HeightShare(0.25, 0.285, 0.4, 0.4), slot="maps", across=0.5,
        fold="plots", late=True),
    PanelRow("spectrum", "rnnviz.view.plots:SpectrumPlot", "right", slot="maps", across=0.5, fold="plots", late=True),
    PanelRow("experiment", "rnnviz.view.experiment.experiment_panel:ExperimentPanel", "right",
        HeightShare(0.365, 0.315, 0.0, 0.0), fold="experiment", late=True),
)  # fmt: skip
"""From the top of each column down, and from left to right."""

FOLDS = {
    "formula": QT_TRANSLATE_NOOP("Commands", "Formula"),
    "tape": QT_TRANSLATE_NOOP("Commands", "Tape"),
    "chain": QT_TRANSLATE_NOOP("Commands", "Unrolled chain"),
    "plots": QT_TRANSLATE_NOOP("Commands", "Plots"),
    "experiment": QT_TRANSLATE_NOOP("Commands", "Experiment"),
}
"""What the View menu calls what it folds away; a fold without words here goes by the key of its panel."""
BY_ITSELF = {"chain"}
"""Shown or not by what is on the stage until somebody says otherwise."""


def folds() -> tuple[str, ...]:
    """What the View menu can fold away, in the order of its entries."""
    named = {row.fold for row in PANELS if row.fold}
    return (*(fold for fold in FOLDS if fold in named), *sorted(named - FOLDS.keys()))


def fold_words(fold: str) -> str:
    """What a fold is called before it is translated."""
    return FOLDS.get(fold, fold.capitalize())


def shares_of(column: str, kind: str, high: bool, loud: bool) -> dict[str, float]:
    """Every slot of a column and its part of the height, from the top."""
    found: dict[str, float] = {}
    for row in PANELS:
        if row.column == column:
            found[row.place] = max(found.get(row.place, 0.0), row.part(kind, high, loud))
    return found
