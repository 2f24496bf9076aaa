"""Where the parts of a cell without tables stand, worked out from its equations."""
