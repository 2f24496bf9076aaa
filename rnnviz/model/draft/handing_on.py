"""Which line of a cell is handed on: any of them may be read out, or be read by the layer above."""

from __future__ import annotations

from dataclasses import replace

from rnnviz.engine import CELLS, Cell, ExperimentError
from rnnviz.engine.errors import suggestion
from rnnviz.model.draft.draft import OWN_KEY, Draft
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup


def with_line_read(setup: Setup, line: str, layer: int = -1) -> Setup:
    """A layer, counted from 0 (-1: the last), that hands on this line of its cell; weights and holds of its own stay.

    ExperimentError where the cell has no such line.
    """
    number = layer % len(setup.layers)
    choice = setup.layers[number]
    if line not in choice.cell.by_name:
        raise ExperimentError(
            "layer.line", cell=choice.cell.name, line=line, hint=suggestion(line, choice.cell.by_name)
        )
    return setup if line == choice.cell.output else setup.with_handed_on(number, handing_on(choice, line))


def handing_on(choice: LayerChoice, line: str) -> LayerChoice:
    """The same cell with another output: a shipped one where it is just that, else one of its own text."""
    draft = Draft.from_cell(choice.cell).with_output(line)
    key = next((key for key, shipped in CELLS.items() if _same(draft, shipped)), "")
    if key:
        return replace(choice, cell_key=key, cell_text="")
    return replace(choice, cell_key=OWN_KEY, cell_text=draft.cell().text)


def _same(draft: Draft, shipped: Cell) -> bool:
    if (shipped.name, shipped.output) != (draft.name, draft.output):
        return False
    return Draft.from_cell(shipped).equations == draft.equations
