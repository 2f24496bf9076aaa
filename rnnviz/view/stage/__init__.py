"""The stage: the drawn cell, the centrepiece."""

from rnnviz.view.stage.widget import Stage

__all__ = ["Stage"]
