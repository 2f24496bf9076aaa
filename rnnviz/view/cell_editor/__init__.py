"""The editor of cells: equations typed on the left, the cell they make drawn and computed on the right."""

from rnnviz.view.cell_editor.page import CellEditor

__all__ = ["CellEditor"]
