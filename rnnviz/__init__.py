"""rnnviz: see a recurrent cell compute, forwards and backwards."""

__version__ = "0.1.0"
CELL_PAGE = "rnnviz.model.picture.page"
"""The module that draws a cell for a notebook; the engine, which cannot know it, imports it when one is shown."""
