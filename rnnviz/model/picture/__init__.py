"""Picture: a cell's drawing on the stage's grid, derived from its equations and its own tables. No Qt."""

from rnnviz.model.picture.build import drawable, picture
from rnnviz.model.picture.check import check
from rnnviz.model.picture.onebox import one_box
from rnnviz.model.picture.shapes import Picture, Shape, WirePiece

__all__ = ["Picture", "Shape", "WirePiece", "check", "drawable", "one_box", "picture"]
